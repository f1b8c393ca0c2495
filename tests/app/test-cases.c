/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases in the console's window at a real platform: what an officer does on the screen is done there, and
 * what others do meanwhile is not lost. */
#include "desk.h"
#include "zb-case-audit.h"
#include "zb-cases-page.h"
#include "zb-dispatch-dialog.h"
#include "zb-door.h"
#include "zb-due.h"
#include "zb-edited-dialog.h"
#include "zb-escalation-banner.h"
#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-scene.h"
#include "zb-settings.h"
#include "zb-uuid.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

typedef struct
{
  Desk *there;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbDoor *door;
  char *id;
  const char *text;
  int step;
  GtkWidget *found;
} Fixture;

#define PATIENCE 20000

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

static void
set_up (Fixture *fixture, gconstpointer who)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  fixture->there = desk_new ();
  fixture->desk = zb_desk_new (NULL);
  fixture->settings = zb_settings_new ();
  fixture->window = zb_window_new (ADW_APPLICATION (application), fixture->desk, fixture->settings);
  fixture->door = zb_door_new (fixture->window, fixture->desk, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  zb_door_open (fixture->door, zb_test_platform_get_url (fixture->there->platform), NULL, NULL);
  g_signal_emit_by_name (zb_window_get_door (fixture->window), "sign-in", zb_door_get_url (fixture->door),
                         who, ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (is_open, fixture, PATIENCE));
}

static void
tear_down (Fixture *fixture, gconstpointer who)
{
  zb_link_sign_out (zb_desk_get_link (fixture->desk));
  zb_test_wait (never, NULL, 200);
  g_clear_object (&fixture->door);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_test_wait (never, NULL, 100);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->there, desk_free);
  g_clear_pointer (&fixture->id, g_free);
}

/* --- what is waited for ------------------------------------------------------------------------ */

static ZbCase *
find_case (Fixture *fixture)
{
  return zb_world_lookup (zb_desk_get_world (fixture->desk), ZB_KIND_CASE, fixture->id);
}

static gboolean
is_at_step (gpointer data)
{
  Fixture *fixture = data;
  ZbCase *of = find_case (fixture);

  return of && of->step == fixture->step;
}

static void
await_step (Fixture *fixture, int step)
{
  fixture->step = step;
  g_assert_true (zb_test_wait (is_at_step, fixture, PATIENCE));
}

static gboolean
is_described (gpointer data)
{
  Fixture *fixture = data;
  ZbCase *of = find_case (fixture);

  return of && g_strcmp0 (of->description, fixture->text) == 0;
}

static void
await_description (Fixture *fixture, const char *text)
{
  fixture->text = text;
  g_assert_true (zb_test_wait (is_described, fixture, PATIENCE));
}

static gboolean
has_dialog (gpointer data)
{
  Fixture *fixture = data;
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));

  fixture->found = ZB_IS_EDITED_DIALOG (dialog) ? GTK_WIDGET (dialog) : NULL;
  return fixture->found != NULL;
}

/* --- dispatching ---------------------------------------------------------------------------------- */

static GtkWidget *
find (Fixture *fixture, const char *action)
{
  return zb_sample_find_action (GTK_WIDGET (fixture->window), action);
}

static void
show_case (Fixture *fixture, int step)
{
  fixture->id = desk_make_case (fixture->there, step);
  await_step (fixture, step);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "case.show", "s", fixture->id);
  zb_sample_settle ();
}

static GtkWidget *
open_form (Fixture *fixture)
{
  zb_sample_click (find (fixture, "case-pane.primary"));
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static void
send_first_organisation (Fixture *fixture, GtkWidget *form)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (zb_sample_find (form, GTK_TYPE_TOGGLE_BUTTON, "zb-chip")),
                                TRUE);
  zb_sample_settle ();
  zb_sample_click (zb_sample_find_action (form, "dispatch.submit"));
}

static void
write_description (GtkWidget *form, const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (zb_sample_find (form, GTK_TYPE_TEXT_VIEW, NULL));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static void
test_dispatch (Fixture *fixture, gconstpointer who)
{
  GtkWidget *form;

  show_case (fixture, ZB_STEP_COLLECTED);
  form = open_form (fixture);
  g_assert_true (ZB_IS_DISPATCH_DIALOG (form));
  send_first_organisation (fixture, form);
  await_step (fixture, ZB_STEP_DISPATCHED);
}

/* --- what goes with it -------------------------------------------------------------------------------- */

static guint
count_kept (const char *where)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", where, NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (files && g_dir_read_name (files))
    n++;
  return n;
}

static gboolean
has_picture (gpointer data)
{
  const ZbCase *of = find_case (data);

  for (guint i = 0; of && of->evidence && i < of->evidence->len; i++)
    if (g_strcmp0 (((ZbAttachment *)of->evidence->pdata[i])->phase, "before") == 0 &&
        count_kept ("spool") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_shown (gpointer data)
{
  Fixture *fixture = data;

  return zb_sample_find_text (GTK_WIDGET (fixture->window), fixture->text) != NULL;
}

/* A file from disk comes to the platform after the dispatch, and goes from this machine then. */
static void
test_attachment (Fixture *fixture, gconstpointer who)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "zb-scene.jpg", NULL);
  g_autoptr (GBytes) picture = zb_scene_draw_still ("shed_smoke", NULL, 1, 320, 180, NULL);
  GtkWidget *form;

  g_file_set_contents (path, g_bytes_get_data (picture, NULL), (gssize)g_bytes_get_size (picture), NULL);
  show_case (fixture, ZB_STEP_COLLECTED);
  form = open_form (fixture);
  gtk_widget_activate_action (form, "dispatch.attach-file", "s", path);
  fixture->text = "zb-scene.jpg";
  g_assert_true (zb_test_wait (is_shown, fixture, PATIENCE));
  g_assert_cmpuint (count_kept ("spool"), ==, 1);
  send_first_organisation (fixture, form);
  await_step (fixture, ZB_STEP_DISPATCHED);
  g_assert_true (zb_test_wait (has_picture, fixture, PATIENCE));
  g_unlink (path);
}

static gboolean
has_draft (gpointer data)
{
  return count_kept ("drafts") > 0;
}

static gboolean
has_no_draft (gpointer data)
{
  return count_kept ("drafts") == 0;
}

static char *
read_description (GtkWidget *form)
{
  GtkTextView *view = GTK_TEXT_VIEW (zb_sample_find (form, GTK_TYPE_TEXT_VIEW, NULL));
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}

/* What was written is there again though nothing of the form is left but the file. */
static void
test_draft (Fixture *fixture, gconstpointer who)
{
  g_autofree char *text = NULL;
  GtkWidget *form;

  show_case (fixture, ZB_STEP_COLLECTED);
  form = open_form (fixture);
  write_description (form, "二楼有人被困");
  g_assert_true (zb_test_wait (has_draft, fixture, PATIENCE));
  adw_dialog_force_close (ADW_DIALOG (form));
  zb_sample_settle ();
  form = open_form (fixture);
  text = read_description (form);
  g_assert_cmpstr (text, ==, "二楼有人被困");
  send_first_organisation (fixture, form);
  await_step (fixture, ZB_STEP_DISPATCHED);
  g_assert_true (zb_test_wait (has_no_draft, fixture, PATIENCE));
}

static void
edit_as_another (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s", fixture->id);
  g_autofree char *body = g_strdup_printf ("{\"description\":\"%s\"}", text);
  g_autofree char *match =
      g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", ZB_ENTITY (find_case (fixture))->revision);
  g_autofree char *key = zb_uuid_new ();
  const char *const headers[] = { "If-Match", match, "Idempotency-Key", key, NULL };
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (fixture->there->platform, "officer2", "PATCH", path, headers, body);

  zb_test_assert_status (answer, 200);
  await_description (fixture, text);
}

/* Nobody's words are lost: the officer sees both and says which holds, and the dispatch follows. */
static void
edit_at_once (Fixture *fixture, const char *whose, const char *left)
{
  GtkWidget *form;

  show_case (fixture, ZB_STEP_COLLECTED);
  form = open_form (fixture);
  write_description (form, "明火已起");
  edit_as_another (fixture, "有人被困");
  send_first_organisation (fixture, form);
  g_assert_true (zb_test_wait (has_dialog, fixture, PATIENCE));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (fixture->found, "明火已起"));
  g_assert_nonnull (zb_sample_find_text (fixture->found, "有人被困"));
  g_assert_cmpstr (find_case (fixture)->description, ==, "有人被困");
  gtk_widget_activate_action (fixture->found, "edited.all", "s", whose);
  g_signal_emit_by_name (fixture->found, "response", "apply");
  adw_dialog_force_close (ADW_DIALOG (fixture->found));
  await_step (fixture, ZB_STEP_DISPATCHED);
  await_description (fixture, left);
}

/* What was written before the form was closed rests on what the case said then: it takes nothing back that
 * was edited meanwhile, without asking. */
static void
test_draft_too_late (Fixture *fixture, gconstpointer who)
{
  GtkWidget *form;

  show_case (fixture, ZB_STEP_COLLECTED);
  form = open_form (fixture);
  write_description (form, "明火已起");
  g_assert_true (zb_test_wait (has_draft, fixture, PATIENCE));
  adw_dialog_force_close (ADW_DIALOG (form));
  zb_sample_settle ();
  edit_as_another (fixture, "有人被困");
  send_first_organisation (fixture, open_form (fixture));
  g_assert_true (zb_test_wait (has_dialog, fixture, PATIENCE));
  zb_sample_settle ();
  g_assert_cmpstr (find_case (fixture)->description, ==, "有人被困");
  gtk_widget_activate_action (fixture->found, "edited.all", "s", "mine");
  g_signal_emit_by_name (fixture->found, "response", "apply");
  adw_dialog_force_close (ADW_DIALOG (fixture->found));
  await_step (fixture, ZB_STEP_DISPATCHED);
  await_description (fixture, "明火已起");
}

static void
test_edited_meanwhile_mine (Fixture *fixture, gconstpointer who)
{
  edit_at_once (fixture, "mine", "明火已起");
}

static void
test_edited_meanwhile_theirs (Fixture *fixture, gconstpointer who)
{
  edit_at_once (fixture, "theirs", "有人被困");
}

static gboolean
says_nothing (gpointer data)
{
  ZbCase *of = find_case (data);

  return of && (!of->description || !*of->description);
}

/* What the officer has emptied is empty at the platform: nobody is sent with the words of before. */
static void
test_emptied (Fixture *fixture, gconstpointer who)
{
  GtkWidget *form;

  show_case (fixture, ZB_STEP_FILED);
  edit_as_another (fixture, "有烟");
  form = open_form (fixture);
  write_description (form, "");
  send_first_organisation (fixture, form);
  await_step (fixture, ZB_STEP_DISPATCHED);
  g_assert_true (zb_test_wait (says_nothing, fixture, PATIENCE));
}

/* What the officer has not touched is not sent, so that it puts nothing back. */
static void
test_untouched_is_not_sent (Fixture *fixture, gconstpointer who)
{
  GtkWidget *form;

  show_case (fixture, ZB_STEP_FILED);
  edit_as_another (fixture, "有烟");
  form = open_form (fixture);
  edit_as_another (fixture, "有人被困");
  send_first_organisation (fixture, form);
  await_step (fixture, ZB_STEP_DISPATCHED);
  g_assert_cmpstr (find_case (fixture)->description, ==, "有人被困");
}

/* --- joining ----------------------------------------------------------------------------------- */

static gboolean
has_joined (gpointer data)
{
  Fixture *fixture = data;
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (fixture->desk), ZB_KIND_ALERT, fixture->text);

  return alert && g_strcmp0 (alert->case_id, fixture->id) == 0;
}

static gboolean
has_alert (gpointer data)
{
  Fixture *fixture = data;

  return zb_world_lookup (zb_desk_get_world (fixture->desk), ZB_KIND_ALERT, fixture->text) != NULL;
}

static void
test_join (Fixture *fixture, gconstpointer who)
{
  g_autofree char *alert = desk_make_alert (fixture->there, ZB_ALERT_VERIFIED);

  show_case (fixture, ZB_STEP_FILED);
  fixture->text = alert;
  g_assert_true (zb_test_wait (has_alert, fixture, PATIENCE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "alert.join", "(ss)", alert, fixture->id);
  g_assert_true (zb_test_wait (has_joined, fixture, PATIENCE));
}

/* --- checking ------------------------------------------------------------------------------------ */

static gboolean
has_checker (gpointer data)
{
  Fixture *fixture = data;

  fixture->found = zb_sample_find_text (GTK_WIDGET (fixture->window), "checker");
  fixture->found = fixture->found ? gtk_widget_get_ancestor (fixture->found, GTK_TYPE_LIST_BOX_ROW) : NULL;
  return fixture->found != NULL;
}

static void
test_leader_names_checker (Fixture *fixture, gconstpointer who)
{
  GtkWidget *button;

  show_case (fixture, ZB_STEP_REPORTED);
  button = zb_sample_find (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON, "suggested-action");
  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (zb_test_wait (has_checker, fixture, PATIENCE));
  g_assert_null (zb_sample_find_text (gtk_widget_get_parent (fixture->found), "officer"));
  g_signal_emit_by_name (fixture->found, "activate");
  await_step (fixture, ZB_STEP_CHECKING);
  g_assert_cmpstr (find_case (fixture)->checker_name, ==, "checker");
}

/* --- what belongs together, the audit, and missed deadlines ------------------------------------------ */

static gboolean
has_row (gpointer data)
{
  Fixture *fixture = data;
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  GtkWidget *label = dialog ? zb_sample_find_text (GTK_WIDGET (dialog), "天山路") : NULL;

  fixture->found = label ? gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW) : NULL;
  return fixture->found != NULL;
}

static void
test_merge (Fixture *fixture, gconstpointer who)
{
  g_autofree char *target = desk_make_case (fixture->there, ZB_STEP_FILED);
  GtkWidget *dialog;

  show_case (fixture, ZB_STEP_FILED);
  zb_sample_click (find (fixture, "case-pane.merge"));
  g_assert_true (zb_test_wait (has_row, fixture, PATIENCE));
  dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (fixture->found)),
                           GTK_LIST_BOX_ROW (fixture->found));
  zb_sample_click (zb_sample_find (dialog, GTK_TYPE_BUTTON, "suggested-action"));
  await_step (fixture, ZB_STEP_VOID);
  g_assert_cmpstr (find_case (fixture)->merged_into, ==, target);
}

static gboolean
holds (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *audit = zb_sample_find (GTK_WIDGET (fixture->window), ZB_TYPE_CASE_AUDIT, NULL);

  return audit && zb_sample_find (audit, GTK_TYPE_BOX, "zb-ok");
}

/* The console's own reckoning over what a real platform has written. */
static void
test_audit (Fixture *fixture, gconstpointer who)
{
  show_case (fixture, ZB_STEP_HANDLING);
  g_assert_true (zb_test_wait (holds, fixture, PATIENCE));
}

static gboolean
work_at (ZbTransaction *tx, gpointer time)
{
  tx->now = *(gint64 *)time;
  zb_due_work (tx);
  return TRUE;
}

static gboolean
is_told (gpointer data)
{
  Fixture *fixture = data;

  fixture->found = zb_sample_find (GTK_WIDGET (fixture->window), ZB_TYPE_ESCALATION_BANNER, NULL);
  return fixture->found && gtk_widget_get_mapped (fixture->found);
}

/* Who has the whole district is told when the last deadline is missed, on whatever page. */
static void
test_escalation (Fixture *fixture, gconstpointer who)
{
  gint64 late = g_get_real_time () / 1000 * 1000 + 121 * G_TIME_SPAN_MINUTE;

  fixture->id = desk_make_case (fixture->there, ZB_STEP_DISPATCHED);
  await_step (fixture, ZB_STEP_DISPATCHED);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "figures");
  zb_platform_work_sync (zb_test_platform_get (fixture->there->platform), work_at, &late, NULL);
  g_assert_true (zb_test_wait (is_told, fixture, PATIENCE));
  zb_sample_click (zb_sample_find (fixture->found, GTK_TYPE_BUTTON, NULL));
  zb_sample_settle ();
  g_assert_true (zb_desk_get_selected_case (fixture->desk) == find_case (fixture));
}

/* Table or board: what was chosen last holds at the next start. */
static void
test_view_kept (Fixture *fixture, gconstpointer who)
{
  GtkWidget *page;
  g_autofree char *view = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "cases");
  zb_sample_settle ();
  page = zb_sample_find (GTK_WIDGET (fixture->window), ZB_TYPE_CASES_PAGE, NULL);
  g_object_set (page, "view", "board", NULL);
  view = g_settings_get_string (fixture->settings, "cases-view");
  g_assert_cmpstr (view, ==, "board");
  g_settings_set_string (fixture->settings, "cases-view", "table");
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
#define ADD(path, who, function) g_test_add ("/app/cases/" path, Fixture, who, set_up, function, tear_down)
  ADD ("dispatch", "officer", test_dispatch);
  ADD ("attachment", "officer", test_attachment);
  ADD ("draft", "officer", test_draft);
  ADD ("draft-too-late", "officer", test_draft_too_late);
  ADD ("edited-meanwhile-mine", "officer", test_edited_meanwhile_mine);
  ADD ("edited-meanwhile-theirs", "officer", test_edited_meanwhile_theirs);
  ADD ("untouched-is-not-sent", "officer", test_untouched_is_not_sent);
  ADD ("emptied", "officer", test_emptied);
  ADD ("join", "officer", test_join);
  ADD ("leader-names-checker", "leader", test_leader_names_checker);
  ADD ("view-kept", "officer", test_view_kept);
  ADD ("merge", "officer", test_merge);
  ADD ("audit", "officer", test_audit);
  ADD ("escalation", "officer", test_escalation);
  return g_test_run ();
}
