/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does all day, on the real window at a real platform: what is done at the desk is
 * asked of the platform afterwards. */
#include "zb-duty.h"
#include "zb-phone-in-dialog.h"
#include "zb-query.h"
#include "zb-transaction.h"

/* --- an alert by telephone ----------------------------------------------------------------- */

static GtkWidget *
part_of_form (ZbDuty *duty, const char *name)
{
  g_assert_true (ZB_IS_PHONE_IN_DIALOG (zb_duty_get_dialog (duty)));
  return zb_duty_find_child (zb_duty_get_dialog (duty), ZB_TYPE_PHONE_IN_DIALOG, name);
}

static gboolean
has_hit (gpointer data)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (part_of_form (data, "hits")), 0) != NULL;
}

static void
fill_form (ZbDuty *duty, const char *title, const char *place)
{
  GtkWidget *hits;

  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.create", NULL);
  gtk_editable_set_text (GTK_EDITABLE (part_of_form (duty, "title_row")), title);
  gtk_editable_set_text (GTK_EDITABLE (part_of_form (duty, "place_row")), place);
  g_assert_false (gtk_widget_is_sensitive (part_of_form (duty, "submit_button")));
  g_assert_true (zb_test_wait (has_hit, duty, 5000));
  hits = part_of_form (duty, "hits");
  g_signal_emit_by_name (hits, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (hits), 0));
  g_assert_true (gtk_widget_is_sensitive (part_of_form (duty, "submit_button")));
}

/* The id of the alert of that title, as the platform has it. */
static char *
find_at_platform (ZbDuty *duty, const char *title)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (duty->platform, "officer2", "/alerts");
  const gint64 n = (gint64)yyjson_arr_size (yyjson_obj_get (answer->root, "items"));

  for (gint64 i = 0; i < n; i++)
    {
      g_autofree char *title_pointer = g_strdup_printf ("/items/%d/title", (int)i);
      g_autofree char *id_pointer = g_strdup_printf ("/items/%d/id", (int)i);
      if (g_strcmp0 (zb_test_answer_text (answer, title_pointer), title) == 0)
        return g_strdup (zb_test_answer_text (answer, id_pointer));
    }
  return NULL;
}

static gboolean
is_taken_down (gpointer data)
{
  ZbDuty *duty = data;

  g_free (duty->alert);
  duty->alert = find_at_platform (duty, "楼道堆物");
  return duty->alert != NULL;
}

static void
test_telephone (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  fill_form (duty, "楼道堆物", "北一");
  gtk_widget_activate_action (GTK_WIDGET (zb_duty_get_dialog (duty)), "phone-in.submit", NULL);
  g_assert_true (zb_test_wait (is_taken_down, duty, 10000));
}

static gboolean
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((ZbDuty *)data)->desk);
}

/* Without a line places that are known here can be chosen; the platform hears of it when it is back. */
static void
test_telephone_without_line (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 10000));
  fill_form (duty, "楼道堆物", "北一");
  gtk_widget_activate_action (GTK_WIDGET (zb_duty_get_dialog (duty)), "phone-in.submit", NULL);
  zb_test_platform_start (duty->platform);
  g_assert_true (zb_test_wait (zb_duty_is_open, duty, 60000));
  g_assert_true (zb_test_wait (is_taken_down, duty, 10000));
}

/* --- drafts ---------------------------------------------------------------------------------- */

static void
assert_draft (ZbDuty *duty)
{
  GtkWidget *title = part_of_form (duty, "title_row");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "楼道堆物");
  g_assert_true (gtk_widget_get_mapped (title));
  g_assert_true (gtk_widget_is_sensitive (part_of_form (duty, "submit_button")));
}

static gboolean
is_shut (gpointer data)
{
  return !zb_window_is_open (((ZbDuty *)data)->window);
}

static gboolean
end_sessions (ZbTransaction *tx, gpointer data)
{
  return zb_connection_script (tx->connection, "DELETE FROM session", &tx->error);
}

/* Whatever the platform is asked next, it answers that there is no session. */
static void
end_session (ZbDuty *duty)
{
  g_autoptr (ZbQuery) query = NULL;
  g_autoptr (ZbAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  zb_platform_work_sync (zb_test_platform_get (duty->platform), end_sessions, NULL, &error);
  g_assert_no_error (error);
  g_object_get (duty->desk, "query", &query, NULL);
  answer = zb_query_search (query, "北一");
  g_assert_true (zb_test_wait (is_shut, duty, 10000));
}

/* What is half filled in is covered by the door, and there again when the same officer is back. */
static void
test_drafts_are_covered (ZbDuty *duty, gconstpointer data)
{
  GtkWidget *title;

  zb_duty_sign_in (duty, "officer");
  fill_form (duty, "楼道堆物", "北一");
  title = part_of_form (duty, "title_row");
  zb_door_lock (duty->door);
  g_assert_null (zb_duty_get_dialog (duty));
  g_assert_false (gtk_widget_get_mapped (title));
  g_assert_null (gtk_widget_get_root (title));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (duty->window)),
                                         GTK_WIDGET (zb_window_get_door (duty->window))));
  zb_duty_spin (300);
  g_assert_false (gtk_widget_get_mapped (title));
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  zb_duty_spin (300);
  assert_draft (duty);
  end_session (duty);
  g_assert_null (zb_duty_get_dialog (duty));
  zb_duty_sign_in (duty, "officer");
  assert_draft (duty);
  gtk_widget_activate_action (GTK_WIDGET (zb_duty_get_dialog (duty)), "phone-in.submit", NULL);
  g_assert_true (zb_test_wait (is_taken_down, duty, 10000));
}

static void
test_drafts_are_nobody_elses (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  fill_form (duty, "楼道堆物", "北一");
  zb_door_change_officer (duty->door);
  zb_duty_sign_in (duty, "officer2");
  g_assert_null (zb_duty_get_dialog (duty));
  zb_door_change_officer (duty->door);
  zb_duty_sign_in (duty, "officer");
  g_assert_null (zb_duty_get_dialog (duty));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define ADD(path, function)                                                                                  \
  g_test_add ("/app/duty/" path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)
  ADD ("telephone", test_telephone);
  ADD ("telephone-without-line", test_telephone_without_line);
  ADD ("drafts-are-covered", test_drafts_are_covered);
  ADD ("drafts-are-nobody-elses", test_drafts_are_nobody_elses);
  return g_test_run ();
}
