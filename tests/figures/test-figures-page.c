/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of figures and somebody who answers when the test says so: late, with an error, or not at all. */
#include "zb-figure-csv.h"
#include "zb-figure-period.h"
#include "zb-figures-page.h"
#include "zb-query.h"
#include "zb-wait.h"

#include <adwaita.h>
#include <string.h>

/* --- who is asked ------------------------------------------------------------------------------- */

#define TEST_TYPE_QUERY (test_query_get_type ())
G_DECLARE_FINAL_TYPE (TestQuery, test_query, TEST, QUERY, GObject)
struct _TestQuery
{
  GObject parent_instance;
  GPtrArray *answers;
  GPtrArray *questions;
};

static ZbAnswer *
answer_later (ZbQuery *query, const ZbFigureQuestion *question)
{
  TestQuery *self = TEST_QUERY (query);
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_FIGURES);

  g_ptr_array_add (self->answers, g_object_ref (answer));
  g_ptr_array_add (self->questions, g_strdup_printf ("%s %s %s %d", question->from, question->to,
                                                     question->by ? question->by : "-", (int)question->mode));
  return answer;
}

static void
test_query_iface_init (ZbQueryInterface *iface)
{
  iface->figures = answer_later;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestQuery, test_query, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, test_query_iface_init))

static void
test_query_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_QUERY (object)->answers);
  g_ptr_array_unref (TEST_QUERY (object)->questions);
  G_OBJECT_CLASS (test_query_parent_class)->finalize (object);
}

static void
test_query_class_init (TestQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_query_finalize;
}

static void
test_query_init (TestQuery *self)
{
  self->answers = g_ptr_array_new_with_free_func (g_object_unref);
  self->questions = g_ptr_array_new_with_free_func (g_free);
}

/* --- fixture ------------------------------------------------------------------------------------ */

typedef struct
{
  TestQuery *query;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->query = g_object_new (TEST_TYPE_QUERY, NULL);
  fixture->page =
      g_object_new (ZB_TYPE_FIGURES_PAGE, "query", fixture->query, "connected", GPOINTER_TO_INT (data), NULL);
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1300, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  zb_wait_for (gtk_widget_get_mapped (fixture->page), 5000);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_wait (50);
  g_clear_object (&fixture->query);
}

static GObject *
find_by_id (GtkWidget *widget, const char *name)
{
  GObject *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return G_OBJECT (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_id (child, name);
  return found;
}

/* By its name in the template, whether the page itself knows it or not. */
static gpointer
part (Fixture *fixture, const char *name)
{
  GObject *child = gtk_widget_get_template_child (fixture->page, ZB_TYPE_FIGURES_PAGE, name);

  if (!child)
    child = find_by_id (fixture->page, name);
  g_assert_nonnull (child);
  return child;
}

static const char *
get_shown (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (part (fixture, "stack"));
}

static void
answer (Fixture *fixture, guint i, double received, const char *from)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbFigures *figures = g_object_new (ZB_TYPE_FIGURES, NULL);

  figures->as_of = G_USEC_PER_SEC * G_GINT64_CONSTANT (1000000000);
  figures->from = g_strdup (from);
  figures->to = g_strdup ("2026-11-26");
  figures->total = zb_numbers_new ();
  zb_numbers_set (figures->total, "alerts_received", received);
  g_ptr_array_add (items, figures);
  zb_answer_set_items (fixture->query->answers->pdata[i], items);
}

static gboolean
summary_has (Fixture *fixture, const char *words)
{
  g_autofree char *summary = NULL;

  g_object_get (fixture->page, "summary", &summary, NULL);
  return summary && strstr (summary, words);
}

/* --- tests -------------------------------------------------------------------------------------- */

static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->query->questions->len, ==, 1);
  g_assert_cmpstr (get_shown (fixture), ==, "asking");
  gtk_drop_down_set_selected (part (fixture, "period_choice"), ZB_PERIOD_TODAY);
  g_assert_cmpuint (fixture->query->questions->len, ==, 2);
  answer (fixture, 1, 7, "2026-11-26");
  g_assert_cmpstr (get_shown (fixture), ==, "report");
  g_assert_true (summary_has (fixture, "2026-11-26"));
  answer (fixture, 0, 99, "2026-11-20");
  g_assert_false (summary_has (fixture, "2026-11-20"));
}

static void
test_asked_once (Fixture *fixture, gconstpointer data)
{
  answer (fixture, 0, 7, "2026-11-20");
  gtk_drop_down_set_selected (part (fixture, "figure_choice"), 3);
  gtk_widget_set_visible (fixture->page, FALSE);
  gtk_widget_set_visible (fixture->page, TRUE);
  zb_wait_for (gtk_widget_get_mapped (fixture->page), 5000);
  g_assert_cmpuint (fixture->query->questions->len, ==, 1);
  gtk_widget_activate_action (fixture->page, "figures.refresh", NULL);
  g_assert_cmpuint (fixture->query->questions->len, ==, 2);
  g_assert_cmpstr (fixture->query->questions->pdata[0], ==, fixture->query->questions->pdata[1]);
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (503, "Unavailable", "The platform is busy");

  zb_answer_fail (fixture->query->answers->pdata[0], problem);
  g_assert_true (gtk_widget_get_visible (part (fixture, "trouble_box")));
  g_assert_cmpstr (get_shown (fixture), ==, "nothing");
  gtk_widget_activate_action (fixture->page, "figures.refresh", NULL);
  g_assert_false (gtk_widget_get_visible (part (fixture, "trouble_box")));
  answer (fixture, 1, 7, "2026-11-20");
  g_assert_cmpstr (get_shown (fixture), ==, "report");
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->query->questions->len, ==, 0);
  g_assert_true (gtk_widget_get_visible (part (fixture, "trouble_box")));
  g_object_set (fixture->page, "connected", TRUE, NULL);
  g_assert_cmpuint (fixture->query->questions->len, ==, 1);
  answer (fixture, 0, 7, "2026-11-20");
  g_object_set (fixture->page, "connected", FALSE, NULL);
  g_assert_cmpstr (get_shown (fixture), ==, "report");
  g_assert_true (gtk_widget_get_visible (part (fixture, "trouble_box")));
  g_assert_true (gtk_widget_get_visible (part (fixture, "stale_mark")));
}

/* What was answered for live is gone when a drill is asked for, and does not come back late. */
static void
test_modes (Fixture *fixture, gconstpointer data)
{
  answer (fixture, 0, 7, "2026-11-20");
  gtk_widget_activate_action (fixture->page, "figures.refresh", NULL);
  gtk_toggle_button_set_active (part (fixture, "drill_button"), TRUE);
  g_assert_cmpstr (get_shown (fixture), ==, "asking");
  answer (fixture, 1, 8, "2026-11-20");
  g_assert_cmpstr (get_shown (fixture), ==, "asking");
  answer (fixture, 2, 0, "2026-11-20");
  g_assert_cmpstr (get_shown (fixture), ==, "report");
  g_assert_true (gtk_widget_get_visible (part (fixture, "drill_tag")));
}

static void
test_chosen_days (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) late = g_date_time_new_local (2026, 11, 20, 0, 0, 0);
  g_autoptr (GDateTime) early = g_date_time_new_local (2026, 11, 3, 0, 0, 0);
  const guint *n = &fixture->query->questions->len;

  gtk_drop_down_set_selected (part (fixture, "period_choice"), ZB_PERIOD_CHOSEN);
  g_assert_true (gtk_widget_get_mapped (part (fixture, "from_button")));
  gtk_calendar_select_day (part (fixture, "to_calendar"), early);
  gtk_calendar_select_day (part (fixture, "from_calendar"), late);
  g_assert_true (gtk_widget_get_visible (part (fixture, "trouble_box")));
  gtk_calendar_select_day (part (fixture, "from_calendar"), early);
  gtk_calendar_select_day (part (fixture, "to_calendar"), late);
  g_assert_true (g_str_has_prefix (fixture->query->questions->pdata[*n - 1], "2026-11-03 2026-11-20"));
}

/* --- what needs no window ------------------------------------------------------------------------- */

static void
test_periods (void)
{
  static const char *const days[][2] = {
    { "2024-03-01", "2024-03-01" }, { "2024-02-29", "2024-02-29" }, { "2024-02-24", "2024-03-01" },
    { "2024-03-01", "2024-03-01" }, { "2024-02-01", "2024-02-29" }, { "2024-01-01", "2024-03-01" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_local (2024, 3, 1, 12, 0, 0);

  for (int i = 0; i < ZB_PERIOD_CHOSEN; i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      g_assert_true (zb_figure_period_find_days ((ZbFigurePeriod)i, now, &from, &to));
      g_assert_cmpstr (from, ==, days[i][0]);
      g_assert_cmpstr (to, ==, days[i][1]);
    }
  g_assert_false (zb_figure_period_find_days (ZB_PERIOD_CHOSEN, now, NULL, NULL));
}

static void
test_csv_fields (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  zb_figure_csv_add_text (csv, "=1+1");
  zb_figure_csv_add_text (csv, "-12.5");
  zb_figure_csv_add_text (csv, "@SUM(A1)");
  zb_figure_csv_add_text (csv, "a \"b\", c\n");
  zb_figure_csv_add_text (csv, "天山路");
  zb_figure_csv_add_text (csv, NULL);
  g_assert_cmpstr (csv->str, ==, "'=1+1,-12.5,'@SUM(A1),\"a \"\"b\"\", c\n\",天山路,");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, connected, function)                                                                       \
  g_test_add ("/figures/page/" path, Fixture, GINT_TO_POINTER (connected), set_up, function, tear_down)
  ADD ("late", TRUE, test_late);
  ADD ("asked-once", TRUE, test_asked_once);
  ADD ("error", TRUE, test_error);
  ADD ("offline", FALSE, test_offline);
  ADD ("modes", TRUE, test_modes);
  ADD ("chosen-days", TRUE, test_chosen_days);
  g_test_add_func ("/figures/periods", test_periods);
  g_test_add_func ("/figures/csv-fields", test_csv_fields);
  return g_test_run ();
}
