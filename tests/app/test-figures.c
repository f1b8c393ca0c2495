/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of figures in the console's window at a real platform: what it shows and what it writes is what
 * the platform answers. */
#include "desk.h"
#include "zb-door.h"
#include "zb-chart.h"
#include "zb-figure-card.h"
#include "zb-figure-table.h"
#include "zb-figure-words.h"
#include "zb-figures-page.h"
#include "zb-locale.h"
#include "zb-picture.h"
#include "zb-settings.h"
#include "zb-walk.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <math.h>

typedef struct
{
  Desk *there;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbDoor *door;
  GtkWidget *page;
  const char *text;
  char *folder;
} Fixture;

/* How the page is looked at; of the other tests it is the first. */
typedef struct
{
  const char *name;
  int width, height;
  gboolean light;
  int text; /* percent */
} Look;

static const Look looks[] = {
  { "small", 1366, 768, FALSE, 100 },
  { "light", 1920, 1080, TRUE, 100 },
  { "large", 1920, 1080, FALSE, 150 },
};

#define PATIENCE 20000
#define OFFICER "leader"

static gboolean
never (gpointer data)
{
  return FALSE;
}

static gboolean
is_open (gpointer data)
{
  Fixture *fixture = data;

  return zb_window_is_open (fixture->window) && zb_desk_get_connected (fixture->desk);
}

/* --- finding ------------------------------------------------------------------------------------ */

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer data);

static gpointer
find_widget (GtkWidget *widget, Matches matches, gconstpointer data)
{
  gpointer found = matches (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, matches, data);
  return found;
}

static gboolean
is_page (GtkWidget *widget, gconstpointer data)
{
  return ZB_IS_FIGURES_PAGE (widget);
}

static gboolean
is_card (GtkWidget *widget, gconstpointer id)
{
  return ZB_IS_FIGURE_CARD (widget) && g_str_equal (zb_figure_card_get_figure (ZB_FIGURE_CARD (widget)), id);
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words);
}

static gboolean
says_text (gpointer data)
{
  Fixture *fixture = data;

  return find_widget (GTK_WIDGET (fixture->window), says, fixture->text) != NULL;
}

static gboolean
has_id (GtkWidget *widget, gconstpointer name)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0;
}

/* By its name in the template, whether the page itself knows it or not. */
static gpointer
part (Fixture *fixture, const char *name)
{
  GObject *child = gtk_widget_get_template_child (fixture->page, ZB_TYPE_FIGURES_PAGE, name);

  if (!child)
    child = find_widget (fixture->page, has_id, name);
  g_assert_nonnull (child);
  return child;
}

static gboolean
shows_report (gpointer data)
{
  Fixture *fixture = data;
  gboolean asking;

  g_object_get (fixture->page, "asking", &asking, NULL);
  return !asking && g_str_equal (gtk_stack_get_visible_child_name (part (fixture, "stack")), "report");
}

/* --- fixture ------------------------------------------------------------------------------------ */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  const Look *look = data ? data : &looks[0];
  g_autofree char *alert = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *handled = NULL;

  fixture->there = desk_new ();
  alert = desk_make_alert (fixture->there, ZB_ALERT_VERIFIED);
  closed = desk_make_case (fixture->there, ZB_STEP_CLOSED);
  handled = desk_make_case (fixture->there, ZB_STEP_HANDLING);
  fixture->folder = g_dir_make_tmp ("zhiban-figures-XXXXXX", NULL);
  fixture->desk = zb_desk_new (NULL);
  fixture->settings = zb_settings_new ();
  g_settings_set_int (fixture->settings, "width", look->width);
  g_settings_set_int (fixture->settings, "height", look->height);
  g_settings_set_boolean (fixture->settings, "maximized", FALSE);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", look->text * 96 * 1024 / 100, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), look->light
                                                                            ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                            : ADW_COLOR_SCHEME_FORCE_DARK);
  fixture->window = zb_window_new (ADW_APPLICATION (application), fixture->desk, fixture->settings);
  fixture->door = zb_door_new (fixture->window, fixture->desk, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  zb_door_open (fixture->door, zb_test_platform_get_url (fixture->there->platform), NULL, NULL);
  g_signal_emit_by_name (zb_window_get_door (fixture->window), "sign-in", zb_door_get_url (fixture->door),
                         OFFICER, ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (is_open, fixture, PATIENCE));
  fixture->page = find_widget (GTK_WIDGET (fixture->window), is_page, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "figures");
  g_assert_true (zb_test_wait (shows_report, fixture, PATIENCE));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zb_link_sign_out (zb_desk_get_link (fixture->desk));
  zb_test_wait (never, NULL, 200);
  g_clear_object (&fixture->door);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_test_wait (never, NULL, 100);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->there, desk_free);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* --- what the platform says --------------------------------------------------------------------- */

static ZbTestAnswer *
get_figures (Fixture *fixture, const char *more)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) first = g_date_time_add_days (now, -6);
  g_autofree char *from = g_date_time_format (first, "%F");
  g_autofree char *to = g_date_time_format (now, "%F");
  g_autofree char *path = g_strdup_printf ("/figures?from=%s&to=%s&%s", from, to, more);
  ZbTestAnswer *answer = zb_test_get (fixture->there->platform, OFFICER, path);

  zb_test_assert_status (answer, 200);
  return answer;
}

static double
get_value (yyjson_val *values, const char *id)
{
  yyjson_val *value = yyjson_obj_get (values, id);

  return value && yyjson_is_num (value) ? yyjson_get_num (value) : NAN;
}

static void
assert_cards (Fixture *fixture, ZbTestAnswer *answer)
{
  const char *const *ids = zb_figure_report_get_cards ();

  for (guint i = 0; ids[i]; i++)
    {
      ZbFigureCard *card = find_widget (fixture->page, is_card, ids[i]);
      g_autofree char *expected = zb_figure_words_value (
          zb_figure_find (ids[i])->unit, get_value (yyjson_obj_get (answer->root, "total"), ids[i]));
      g_test_message ("%s %s", ids[i], expected);
      g_assert_cmpstr (zb_figure_card_get_words (card), ==, expected);
    }
}

/* Every value of a table of the page is the one of the answer, line by line. */
static void
assert_table (Fixture *fixture, const char *table, ZbTestAnswer *answer)
{
  GListModel *lines = zb_figure_table_get_lines (part (fixture, table));
  yyjson_val *rows = yyjson_obj_get (answer->root, table);

  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, yyjson_arr_size (rows));
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (ZbFigureLine) line = g_list_model_get_item (lines, i);
      yyjson_val *values = yyjson_obj_get (yyjson_arr_get (rows, i), "values");
      yyjson_obj_iter iter = yyjson_obj_iter_with (values);
      yyjson_val *key;
      while ((key = yyjson_obj_iter_next (&iter)))
        {
          const double ours = zb_numbers_get (line->values, yyjson_get_str (key));
          const double theirs = get_value (values, yyjson_get_str (key));
          g_assert_true ((isnan (ours) && isnan (theirs)) || ours == theirs);
        }
    }
}

/* --- tests -------------------------------------------------------------------------------------- */

static void
test_values (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "groups", "algorithms", "devices", "units", "online" };
  g_autoptr (ZbTestAnswer) answer = get_figures (fixture, "by=day");

  g_assert_cmpfloat (get_value (yyjson_obj_get (answer->root, "total"), "cases_received"), ==, 2);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (answer->root, "groups")), >, 0);
  assert_cards (fixture, answer);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_table (fixture, tables[i], answer);
}

/* A day on which nothing happened is a day all the same: the week has seven, and today is the last. */
static void
test_week (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) first_day = g_date_time_add_days (now, -6);
  g_autofree char *from = g_date_time_format (first_day, "%F"), *to = g_date_time_format (now, "%F");
  g_autofree char *first = zb_chart_describe (part (fixture, "chart"), 0);
  g_autofree char *last = zb_chart_describe (part (fixture, "chart"), 6);
  g_autofree char *beyond = zb_chart_describe (part (fixture, "chart"), 7);

  g_assert_true (g_str_has_prefix (first, from) && g_str_has_suffix (first, " 0"));
  g_assert_true (g_str_has_prefix (last, to) && g_str_has_suffix (last, " 1"));
  g_assert_cmpstr (beyond, ==, "");
}

static void
choose (Fixture *fixture, const char *choice, guint selected)
{
  gtk_drop_down_set_selected (part (fixture, choice), selected);
  g_assert_true (zb_test_wait (shows_report, fixture, PATIENCE));
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbTestAnswer) kinds = get_figures (fixture, "by=kind");
  g_autoptr (ZbTestAnswer) both = get_figures (fixture, "by=day,kind");
  g_autoptr (ZbTestAnswer) south = get_figures (fixture, "by=day,kind&subdistrict=" ZB_TEST_SOUTH);
  g_autoptr (ZbTestAnswer) none =
      get_figures (fixture, "by=day,kind&subdistrict=" ZB_TEST_SOUTH "&kind=exposed_garbage");

  choose (fixture, "by_choice", 5);
  assert_table (fixture, "groups", kinds);
  choose (fixture, "then_choice", 1);
  assert_table (fixture, "groups", both);
  g_assert_cmpuint (gtk_drop_down_get_selected (part (fixture, "area_choice")), ==, 0);
  choose (fixture, "area_choice", 2);
  assert_cards (fixture, south);
  choose (fixture, "kind_choice", 1);
  assert_cards (fixture, none);
}

static void
test_drill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbTestAnswer) answer = get_figures (fixture, "by=day&mode=drill");
  GtkWidget *tag = part (fixture, "drill_tag");

  g_assert_false (gtk_widget_get_mapped (tag));
  gtk_toggle_button_set_active (part (fixture, "drill_button"), TRUE);
  /* Before the answer is there nothing of the other is left. */
  g_assert_cmpstr (gtk_stack_get_visible_child_name (part (fixture, "stack")), ==, "asking");
  g_assert_true (zb_test_wait (shows_report, fixture, PATIENCE));
  g_assert_true (gtk_widget_get_visible (tag));
  g_assert_true (gtk_widget_has_css_class (part (fixture, "content"), "drill"));
  g_assert_cmpfloat (get_value (yyjson_obj_get (answer->root, "total"), "cases_received"), ==, 0);
  assert_cards (fixture, answer);
}

static void
press (const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", key, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (((Fixture *)data)->window));
}

static void
test_definition (Fixture *fixture, gconstpointer data)
{
  ZbFigureCard *card = find_widget (fixture->page, is_card, "closing_rate");

  fixture->text = gettext (zb_figure_find ("closing_rate")->formula);
  g_assert_true (zb_test_wait (is_active, fixture, PATIENCE));
  g_assert_false (says_text (fixture));
  gtk_widget_child_focus (GTK_WIDGET (card), GTK_DIR_TAB_FORWARD);
  press ("space");
  fixture->text = gettext (zb_figure_find ("closing_rate")->formula);
  g_assert_true (zb_test_wait (says_text, fixture, PATIENCE));
  fixture->text = "依据截至";
  g_assert_true (says_text (fixture));
}

/* --- what goes out -------------------------------------------------------------------------------- */

static char *export (Fixture *fixture, const char *ending)
{
  g_autofree char *name = g_strconcat ("figures.", ending, NULL);
  char *path = g_build_filename (fixture->folder, name, NULL);

  fixture->text = path;
  gtk_widget_activate_action (fixture->page, "figures.export-to", "(ss)", ending, path);
  g_assert_true (zb_test_wait (says_text, fixture, PATIENCE));
  return path;
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbTestAnswer) answer = get_figures (fixture, "by=day");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "app", "read_figures.py", NULL);
  g_autofree char *csv = export (fixture, "csv");
  g_autofree char *ods = export (fixture, "ods");
  g_autofree char *json = g_build_filename (fixture->folder, "figures.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) reader = NULL;

  g_file_set_contents (json, answer->text, -1, &error);
  g_assert_no_error (error);
  reader = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "python3", script, csv, ods, json, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (reader, NULL, &error);
  g_assert_no_error (error);
  g_unlink (csv);
  g_unlink (ods);
  g_unlink (json);
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = export (fixture, "pdf");
  g_autofree char *bytes = NULL;
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_cmpuint (length, >, 5000);
  g_assert_nonnull (g_strstr_len (bytes + length - 16, 16, "%%EOF"));
  if (folder)
    {
      g_autofree char *copy = g_build_filename (folder, "figures.pdf", NULL);
      g_file_set_contents (copy, bytes, (gssize)length, NULL);
    }
  g_unlink (path);
}

/* --- without a line --------------------------------------------------------------------------------- */

static gboolean
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((Fixture *)data)->desk);
}

static gboolean
has_no_trouble (gpointer data)
{
  return !gtk_widget_get_visible (part (data, "trouble_box")) && shows_report (data);
}

/* What was answered last stays, with its age; it is asked for again when the line is back. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbTestAnswer) answer = get_figures (fixture, "by=day");

  zb_test_platform_stop (fixture->there->platform);
  g_assert_true (zb_test_wait (is_lost, fixture, PATIENCE));
  g_assert_true (gtk_widget_get_visible (part (fixture, "trouble_box")));
  g_assert_true (gtk_widget_get_visible (part (fixture, "stale_mark")));
  assert_cards (fixture, answer);
  zb_test_platform_start (fixture->there->platform);
  g_assert_true (zb_test_wait (is_open, fixture, 60000));
  g_assert_true (zb_test_wait (has_no_trouble, fixture, PATIENCE));
}

/* --- how it looks ----------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *window;
  char *path;
} Picture;

/* While sizes are still being handed out there is nothing to be taken a picture of. */
static gboolean
is_taken (gpointer data)
{
  Picture *picture = data;

  return zb_picture_save (picture->window, 1, picture->path, NULL);
}

static void
leave_picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autofree char *path = folder ? g_build_filename (folder, name, NULL) : NULL;
  Picture picture = { GTK_WIDGET (fixture->window), path };

  g_assert_true (!path || zb_test_wait (is_taken, &picture, PATIENCE));
}

static void
test_look (Fixture *fixture, gconstpointer data)
{
  const Look *look = data;
  GtkWidget *scroller = gtk_widget_get_ancestor (part (fixture, "content"), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("figures-%s-%d.png", look->name, i);
      g_autoptr (GPtrArray) complaints = NULL;
      zb_test_wait (never, NULL, 800);
      leave_picture (fixture, name);
      complaints = zb_walk_window (GTK_WIDGET (fixture->window), FALSE);
      for (guint k = 0; k < complaints->len; k++)
        g_test_message ("%s", (const char *)complaints->pdata[k]);
      g_assert_cmpuint (complaints->len, ==, 0);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 560);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
#define ADD(path, function) g_test_add ("/app/figures/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("values", test_values);
  ADD ("week", test_week);
  ADD ("question", test_question);
  ADD ("drill", test_drill);
  ADD ("definition", test_definition);
  ADD ("files", test_files);
  ADD ("pdf", test_pdf);
  ADD ("offline", test_offline);
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat ("/app/figures/look/", looks[i].name, NULL);
      g_test_add (path, Fixture, &looks[i], set_up, test_look, tear_down);
    }
  return g_test_run ();
}
