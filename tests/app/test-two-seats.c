/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two consoles with windows of their own at one platform, with an officer at each: what both do at once is
 * lost by neither, and each is told of the other. The line of the first can be cut. */
#include "desk.h"
#include "zb-door.h"
#include "zb-edited-dialog.h"
#include "zb-herald.h"
#include "zb-locale.h"
#include "zb-now.h"
#include "zb-officers-view.h"
#include "zb-proxy.h"
#include "zb-sample-window.h"
#include "zb-seat.h"
#include "zb-settings.h"
#include "zb-transaction.h"

#include <gst/gst.h>

#define PATIENCE 30000

typedef struct
{
  Desk *there;
  ZbProxy *line;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbDoor *door;
  ZbHerald *herald;
  ZbSeat *second;
  char *id;
  const char *text;
} Fixture;

/* --- what is waited for ---------------------------------------------------------------------------- */

static gboolean
never (gpointer data)
{
  return FALSE;
}

static gboolean
is_connected (gpointer data)
{
  return zb_desk_get_connected (((Fixture *)data)->desk);
}

static gboolean
is_cut_off (gpointer data)
{
  return !is_connected (data);
}

static gboolean
sits_there (gpointer data)
{
  Fixture *f = data;
  ZbAccount *account = zb_desk_get_account (f->desk);

  return zb_window_is_open (f->window) && is_connected (f) && account &&
         g_str_equal (account->username, f->text);
}

static gboolean
sees (gpointer data)
{
  Fixture *f = data;

  return zb_sample_find_text (GTK_WIDGET (f->window), f->text) != NULL;
}

static gboolean
see (Fixture *f, const char *text)
{
  f->text = text;
  return zb_test_wait (sees, f, PATIENCE);
}

static ZbAlert *
find_alert (Fixture *f)
{
  return zb_world_lookup (zb_desk_get_world (f->desk), ZB_KIND_ALERT, f->id);
}

static ZbCase *
find_case (Fixture *f)
{
  return zb_world_lookup (zb_desk_get_world (f->desk), ZB_KIND_CASE, f->id);
}

static gboolean
knows_alert (gpointer data)
{
  return find_alert (data) != NULL;
}

static gboolean
knows_case (gpointer data)
{
  return find_case (data) != NULL;
}

static gboolean
is_claimed (gpointer data)
{
  Fixture *f = data;
  ZbAlert *alert = find_alert (f);

  return alert->state == ZB_ALERT_CLAIMED && g_strcmp0 (alert->claim->by_name, f->text) == 0;
}

static void
await_claim (Fixture *f, const char *who)
{
  f->text = who;
  g_assert_true (zb_test_wait (is_claimed, f, PATIENCE));
}

static AdwDialog *
get_dialog (Fixture *f)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (f->window));
}

static gboolean
has_comparison (gpointer data)
{
  return ZB_IS_EDITED_DIALOG (get_dialog (data));
}

static void
answer (Fixture *f, const char *response)
{
  AdwDialog *dialog = get_dialog (f);

  zb_sample_settle ();
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (dialog);
}

/* --- two officers ------------------------------------------------------------------------------------ */

static void
sign_in (Fixture *f, const char *who)
{
  g_signal_emit_by_name (zb_window_get_door (f->window), "sign-in", zb_door_get_url (f->door), who,
                         ZB_TEST_PASSWORD);
  f->text = who;
  g_assert_true (zb_test_wait (sits_there, f, PATIENCE));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  const char *url;

  f->there = desk_new ();
  url = zb_test_platform_get_url (f->there->platform);
  f->line = zb_proxy_new (url + strlen ("http://"));
  f->desk = zb_desk_new (NULL);
  f->settings = zb_settings_new ();
  f->herald = zb_herald_new (application, zb_desk_get_world (f->desk), f->settings);
  f->window = zb_window_new (ADW_APPLICATION (application), f->desk, f->settings);
  f->door = zb_door_new (f->window, f->desk, f->settings);
  gtk_window_present (GTK_WINDOW (f->window));
  zb_door_open (f->door, zb_proxy_get_url (f->line), NULL, NULL);
  f->second = zb_seat_new (url);
  sign_in (f, "officer");
  zb_herald_set_officer (f->herald, ZB_ENTITY (zb_desk_get_account (f->desk))->id);
  g_assert_true (zb_seat_ask (f->second, "sign-in officer2"));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->second, zb_seat_free);
  zb_link_sign_out (zb_desk_get_link (f->desk));
  zb_test_wait (never, NULL, 200);
  g_clear_object (&f->door);
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_test_wait (never, NULL, 100);
  g_clear_object (&f->herald);
  g_clear_object (&f->desk);
  g_clear_object (&f->settings);
  g_clear_pointer (&f->line, zb_proxy_free);
  g_clear_pointer (&f->there, desk_free);
  g_clear_pointer (&f->id, g_free);
  zb_now_set_offset (0);
}

static void
act (Fixture *f, const char *name, const char *format, const char *argument)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), name, format, argument));
}

/* An alert that both know, and look at in their lists. */
static void
raise_alert (Fixture *f, const char *severity)
{
  f->id = zb_test_raise (f->there->platform, "smoke_fire", severity, ZB_TEST_CAMERA_NORTH, "two seats");
  g_assert_true (zb_test_wait (knows_alert, f, PATIENCE));
  g_assert_true (zb_seat_ask (f->second, "know alert %s", f->id));
}

static void
make_case (Fixture *f)
{
  f->id = desk_make_case (f->there, ZB_STEP_COLLECTED);
  g_assert_true (zb_test_wait (knows_case, f, PATIENCE));
  g_assert_true (zb_seat_ask (f->second, "know case %s", f->id));
}

static void
cut_line (Fixture *f)
{
  zb_proxy_set_mode (f->line, ZB_PROXY_REFUSE);
  zb_proxy_cut (f->line);
  g_assert_true (zb_test_wait (is_cut_off, f, PATIENCE));
}

static void
mend_line (Fixture *f)
{
  zb_proxy_set_mode (f->line, ZB_PROXY_PASS);
  g_assert_true (zb_test_wait (is_connected, f, PATIENCE));
}

/* --- claims ------------------------------------------------------------------------------------------ */

/* Both claim it in the same moment: one has it, and the other is told who was quicker. */
static void
test_claim_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAlert) alert = NULL;
  gboolean first;

  raise_alert (f, "high");
  zb_seat_tell (f->second, "act alert.claim '%s'", f->id);
  act (f, "alert.claim", "s", f->id);
  g_assert_true (zb_seat_hear (f->second));
  zb_test_wait (never, NULL, 500);
  alert = desk_fetch (f->there, ZB_KIND_ALERT, f->id);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLAIMED);
  first = g_str_equal (alert->claim->by_name, "officer");
  if (first)
    g_assert_true (zb_seat_ask (f->second, "see officer 已抢先认领"));
  else
    g_assert_true (see (f, "officer2 已抢先认领"));
  await_claim (f, first ? "officer" : "officer2");
}

static void
take_over (Fixture *f)
{
  g_assert_true (zb_seat_ask (f->second, "act alert.take-over ('%s','换班')", f->id));
  g_assert_true (zb_seat_ask (f->second, "hold %s", f->id));
}

/* Whoever held it is told by whom it was taken over and why, hears it, and is told again after the door was
 * shut, until it is read. */
static void
test_taken_over (Fixture *f, gconstpointer data)
{
  guint n_sounded;

  raise_alert (f, "low");
  act (f, "alert.claim", "s", f->id);
  await_claim (f, "officer");
  n_sounded = zb_herald_get_n_sounded (f->herald);
  take_over (f);
  g_assert_true (see (f, "officer2 已接手"));
  g_assert_true (see (f, "换班"));
  zb_sample_picture (GTK_WIDGET (f->window), "two-seats-taken");
  g_assert_cmpuint (zb_herald_get_n_sounded (f->herald), ==, n_sounded + 1);
  zb_door_lock (f->door);
  zb_test_wait (never, NULL, 500);
  f->text = "officer2 已接手";
  g_assert_false (sees (f));
  zb_window_set_open (f->window, TRUE);
  g_assert_true (see (f, "officer2 已接手"));
}

static gboolean
is_asking (gpointer data)
{
  Fixture *f = data;
  ZbCommand *command = zb_world_find_command (zb_desk_get_world (f->desk), f->id);

  return command && zb_command_get_state (command) == ZB_COMMAND_ASKING;
}

static gboolean
is_settled (gpointer data)
{
  Fixture *f = data;

  return zb_world_find_command (zb_desk_get_world (f->desk), f->id) == NULL;
}

/* What he had decided on it is not sent over the other's head. */
static void
test_decision_is_held (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAlert) alert = NULL;

  raise_alert (f, "low");
  act (f, "alert.claim", "s", f->id);
  await_claim (f, "officer");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "alert.verdict", "(ss)", f->id, "false");
  take_over (f);
  g_assert_true (zb_test_wait (is_asking, f, PATIENCE));
  g_assert_true (see (f, "还要发送吗"));
  answer (f, "withdraw");
  g_assert_true (zb_test_wait (is_settled, f, PATIENCE));
  alert = desk_fetch (f->there, ZB_KIND_ALERT, f->id);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLAIMED);
  g_assert_cmpstr (alert->claim->by_name, ==, "officer2");
  g_assert_cmpstr (alert->claim->reason, ==, "换班");
}

/* Without a line a claim is called lapsed a minute after its last renewal. */
static void
lapse (Fixture *f)
{
  raise_alert (f, "low");
  act (f, "alert.claim", "s", f->id);
  await_claim (f, "officer");
  zb_desk_select_alert (f->desk, f->id);
  cut_line (f);
  zb_now_set_offset (61 * G_TIME_SPAN_SECOND);
  g_assert_true (see (f, "您的认领已失效（离线）"));
  g_assert_cmpint (find_alert (f)->state, ==, ZB_ALERT_CLAIMED);
}

static void
test_lapsed_and_taken (Fixture *f, gconstpointer data)
{
  lapse (f);
  take_over (f);
  mend_line (f);
  g_assert_true (see (f, "officer2 已接手"));
  await_claim (f, "officer2");
}

static gboolean
is_free (gpointer data)
{
  Fixture *f = data;
  g_autoptr (ZbAlert) alert = desk_fetch (f->there, ZB_KIND_ALERT, f->id);

  return alert->state == ZB_ALERT_NEW;
}

static void
test_lapsed_and_free (Fixture *f, gconstpointer data)
{
  lapse (f);
  zb_sample_picture (GTK_WIDGET (f->window), "two-seats-lapsed");
  take_over (f);
  g_assert_true (zb_seat_ask (f->second, "act alert.release '%s'", f->id));
  g_assert_true (zb_test_wait (is_free, f, PATIENCE));
  mend_line (f);
  g_assert_true (see (f, "目前无人认领"));
  g_assert_cmpint (find_alert (f)->state, ==, ZB_ALERT_NEW);
}

static void
test_lapsed_and_kept (Fixture *f, gconstpointer data)
{
  lapse (f);
  mend_line (f);
  g_assert_true (see (f, "认领仍有效"));
  await_claim (f, "officer");
}

/* --- who looks at what --------------------------------------------------------------------------------- */

/* The list behind the button in the header. */
static void
show_officers (Fixture *f)
{
  GtkWidget *view = zb_sample_find (GTK_WIDGET (f->window), ZB_TYPE_OFFICERS_VIEW, NULL);
  GtkWidget *button = gtk_widget_get_ancestor (view, GTK_TYPE_MENU_BUTTON);

  zb_sample_picture (GTK_WIDGET (f->window), "two-seats-looking");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (view, "officer2"));
  g_assert_nonnull (zb_sample_find_text (view, "正在查看“"));
  zb_sample_picture (view, "two-seats-officers");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
test_looking (Fixture *f, gconstpointer data)
{
  raise_alert (f, "low");
  g_assert_true (see (f, "在岗 2"));
  g_assert_true (zb_seat_ask (f->second, "act alert.select '%s'", f->id));
  zb_desk_select_alert (f->desk, f->id);
  g_assert_true (see (f, "officer2 正在查看"));
  g_assert_true (zb_seat_ask (f->second, "see officer 正在查看"));
  show_officers (f);
  zb_window_set_open (f->window, FALSE);
  g_assert_true (zb_seat_ask (f->second, "miss officer 正在查看"));
  zb_window_set_open (f->window, TRUE);
  g_assert_true (zb_seat_ask (f->second, "see officer 正在查看"));
  zb_desk_select_alert (f->desk, NULL);
  zb_proxy_set_mode (f->line, ZB_PROXY_REFUSE);
  zb_proxy_cut (f->line);
  g_assert_true (zb_test_wait (is_cut_off, f, PATIENCE));
  f->text = "在岗 2";
  g_assert_false (sees (f));
}

/* --- edits ------------------------------------------------------------------------------------------------
 */

/* As the dispatch form hands it over, with nothing but the edit in it. */
static void
edit (Fixture *f, gint64 revision, const char *field, const char *text)
{
  GVariantDict fields, form;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, field, "s", text);
  g_variant_dict_init (&form, NULL);
  g_variant_dict_insert (&form, "case", "s", f->id);
  g_variant_dict_insert (&form, "revision", "x", revision);
  g_variant_dict_insert_value (&form, "edit", g_variant_dict_end (&fields));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->window), "case.dispatch",
                                                     g_variant_dict_end (&form)));
}

static void
edit_as_second (Fixture *f, gint64 revision, const char *title, const char *description)
{
  g_assert_true (zb_seat_ask (f->second,
                              "act case.dispatch {'case': <'%s'>, 'revision': <int64 %" G_GINT64_FORMAT
                              ">, 'edit': <{'title': <'%s'>, 'description': <'%s'>}>}",
                              f->id, revision, title, description));
}

static gboolean
is_described (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (find_case (f)->description, f->text) == 0;
}

static void
await_description (Fixture *f, const char *text)
{
  f->text = text;
  g_assert_true (zb_test_wait (is_described, f, PATIENCE));
}

static gboolean
is_titled (gpointer data)
{
  Fixture *f = data;

  return g_strcmp0 (find_case (f)->title, f->text) == 0;
}

static void
await_title (Fixture *f, const char *text)
{
  f->text = text;
  g_assert_true (zb_test_wait (is_titled, f, PATIENCE));
}

/* The second comes too late, sees both and chooses; comes too late again, and finds what was chosen. */
static void
test_edit_at_once (Fixture *f, gconstpointer data)
{
  gint64 revision;

  make_case (f);
  revision = ZB_ENTITY (find_case (f))->revision;
  edit (f, revision, "description", "有人被困");
  await_description (f, "有人被困");
  edit_as_second (f, revision, "三号楼起火", "只有烟");
  g_assert_true (zb_seat_ask (f->second, "see 有人被困"));
  g_assert_true (zb_seat_ask (f->second, "see 只有烟"));
  g_assert_true (zb_seat_ask (f->second, "choose title mine"));
  g_assert_cmpstr (find_case (f)->description, ==, "有人被困");
  edit (f, ZB_ENTITY (find_case (f))->revision, "title", "四号楼起火");
  await_title (f, "四号楼起火");
  g_assert_true (zb_seat_ask (f->second, "answer apply"));
  g_assert_true (zb_seat_ask (f->second, "see 四号楼起火"));
  g_assert_true (zb_seat_ask (f->second, "see 三号楼起火"));
  g_assert_true (zb_seat_ask (f->second, "answer apply"));
  await_title (f, "三号楼起火");
  g_assert_cmpstr (find_case (f)->description, ==, "有人被困");
}

/* What was written without a line is held against what others have written meanwhile. */
static void
test_edit_without_line (Fixture *f, gconstpointer data)
{
  gint64 revision;

  make_case (f);
  revision = ZB_ENTITY (find_case (f))->revision;
  cut_line (f);
  edit (f, revision, "description", "明火已起");
  edit_as_second (f, revision, "三号楼起火", "只有烟");
  zb_test_wait (never, NULL, 500);
  mend_line (f);
  g_assert_true (zb_test_wait (has_comparison, f, PATIENCE));
  g_assert_true (see (f, "只有烟"));
  g_assert_true (see (f, "明火已起"));
  zb_sample_picture (GTK_WIDGET (f->window), "two-seats-edited");
  zb_edited_dialog_choose (ZB_EDITED_DIALOG (get_dialog (f)), "description", TRUE);
  answer (f, "apply");
  await_description (f, "明火已起");
  g_assert_cmpstr (find_case (f)->title, ==, "三号楼起火");
}

/* --- another officer at the same seat --------------------------------------------------------------------
 */

static gboolean
count_edits (ZbTransaction *tx, gpointer data)
{
  gint64 *counts = data;

  counts[0] = zb_transaction_count (tx, "SELECT count(*) FROM audit WHERE action = 'case.edit' AND name = ?",
                                    "t", "officer");
  counts[1] = zb_transaction_count (tx, "SELECT count(*) FROM audit WHERE action = 'case.edit'", "");
  return TRUE;
}

static void
expect_edits (Fixture *f, gint64 of_officer, gint64 of_all)
{
  gint64 counts[2] = { 0 };

  zb_platform_work_sync (zb_test_platform_get (f->there->platform), count_edits, counts, NULL);
  g_assert_cmpint (counts[0], ==, of_officer);
  g_assert_cmpint (counts[1], ==, of_all);
}

static gboolean
has_queued (gpointer data)
{
  Fixture *f = data;

  return zb_world_find_command (zb_desk_get_world (f->desk), f->id) != NULL;
}

static gboolean
is_signed_out (gpointer data)
{
  return zb_desk_get_account (((Fixture *)data)->desk) == NULL;
}

/* It is neither shown to nor sent by who sits there next, and goes when its officer is back. */
static void
test_queued_stays_its_officers (Fixture *f, gconstpointer data)
{
  make_case (f);
  cut_line (f);
  edit (f, ZB_ENTITY (find_case (f))->revision, "description", "明火已起");
  g_assert_true (zb_test_wait (has_queued, f, PATIENCE));
  zb_door_sign_out (f->door);
  g_assert_true (zb_test_wait (is_signed_out, f, PATIENCE));
  zb_proxy_set_mode (f->line, ZB_PROXY_PASS);
  sign_in (f, "leader");
  g_assert_true (zb_test_wait (knows_case, f, PATIENCE));
  zb_test_wait (never, NULL, 2000);
  g_assert_false (has_queued (f));
  expect_edits (f, 0, 0);
  zb_door_sign_out (f->door);
  g_assert_true (zb_test_wait (is_signed_out, f, PATIENCE));
  sign_in (f, "officer");
  g_assert_true (zb_test_wait (knows_case, f, PATIENCE));
  await_description (f, "明火已起");
  expect_edits (f, 1, 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  /* A line that is cut makes the server warn; only what is critical counts. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
#define ADD(path, function) g_test_add ("/app/two-seats/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("claim-at-once", test_claim_at_once);
  ADD ("taken-over", test_taken_over);
  ADD ("decision-is-held", test_decision_is_held);
  ADD ("lapsed-and-taken", test_lapsed_and_taken);
  ADD ("lapsed-and-free", test_lapsed_and_free);
  ADD ("lapsed-and-kept", test_lapsed_and_kept);
  ADD ("looking", test_looking);
  ADD ("edit-at-once", test_edit_at_once);
  ADD ("edit-without-line", test_edit_without_line);
  ADD ("queued-stays-its-officers", test_queued_stays_its_officers);
  return g_test_run ();
}
