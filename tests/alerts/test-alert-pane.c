/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail of an alert: what it says, what its buttons do, what the guards grey out. */
#include "zb-alert-pane.h"
#include "zb-now.h"
#include "zb-sample-desk.h"
#include "zb-words.h"
#include "zb-zone.h"

static ZbAlertPane *
get_pane (ZbSampleDesk *desk)
{
  return ZB_ALERT_PANE (desk->screen);
}

static void
show_alert (ZbSampleDesk *desk, const char *id)
{
  zb_alert_pane_set_alert (get_pane (desk), zb_world_lookup (desk->world, ZB_KIND_ALERT, id));
  zb_sample_settle ();
}

static void
set_up (ZbSampleDesk *desk, gconstpointer account)
{
  zb_sample_desk_open (desk, account ? account : ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (desk,
                       g_object_new (ZB_TYPE_ALERT_PANE, "world", desk->world, "account", desk->account,
                                     "evidence", desk->services, NULL),
                       344, 802);
  show_alert (desk, ZB_SAMPLE_ALERT);
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_close (desk);
}

static void
click (ZbSampleDesk *desk, const char *action)
{
  zb_sample_click (zb_sample_find_action (desk->screen, action));
}

static gboolean
is_possible (ZbSampleDesk *desk, const char *action)
{
  return gtk_widget_is_sensitive (zb_sample_find_action (desk->screen, action));
}

static void
test_facts (ZbSampleDesk *desk, gconstpointer data)
{
  g_assert_nonnull (zb_sample_find_text (desk->screen, "车棚疑似明火"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "天山路街道 · 天义居委会"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "TS-07"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "烟火识别"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "0.93"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "3 / 3"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "车棚火情"));
  zb_sample_picture (desk->screen, "pane");
}

static void
test_verdict (ZbSampleDesk *desk, gconstpointer data)
{
  click (desk, "pane.verdict");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.verdict ('alert-00', 'true')");
  click (desk, "pane.dispatch");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.dispatch 'alert-00'");
  click (desk, "pane.close-detail");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.deselect");
}

/* Repeats that follow each other are one line; it is asked for when it is opened, and not before. */
static void
test_history (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *expander = zb_sample_find (desk->screen, GTK_TYPE_EXPANDER, NULL);

  g_object_set (desk->screen, "query", desk->services, NULL);
  g_assert_null (zb_sample_find_text (desk->screen, "施工已报备"));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (desk->screen, "施工已报备"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "×3"));
  g_assert_null (zb_sample_find_text (desk->screen, "×2"));
  zb_sample_picture (desk->screen, "pane-history");
}

static void
test_snoozed (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, "alert-08");
  g_autofree char *time = NULL;

  show_alert (desk, "alert-08");
  edited->snoozed_until = zb_now () + G_TIME_SPAN_HOUR;
  time = zb_words_time (edited->snoozed_until);
  g_assert_null (zb_sample_find_text (desk->screen, time));
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (desk->screen, time));
}

/* A verdict that is spoken against is told with what speaks against it. */
static void
test_raised_again (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, "alert-08");
  g_autofree char *time = NULL, *words = NULL;

  show_alert (desk, "alert-08");
  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_FALSE;
  edited->last_at = zb_now () - G_TIME_SPAN_MINUTE;
  edited->again = TRUE;
  time = zb_words_time (edited->last_at);
  words = g_strdup_printf ("Raised again at %s, after the verdict: %s", time,
                           zb_words_choice (&zb_verdicts, ZB_VERDICT_FALSE));
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (desk->screen, words));
  zb_sample_picture (desk->screen, "pane-raised-again");
}

/* The longest while that can be chosen is not longer than the platform allows. */
static void
test_snooze_longest (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *chip, *whiles;
  AdwDialog *dialog;
  const char *id = NULL, *reason = NULL;
  g_autoptr (GVariant) told = NULL;
  gint64 until;

  show_alert (desk, "alert-08");
  gtk_widget_activate_action (desk->screen, "pane.snooze", "s", "30");
  zb_sample_settle ();
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  whiles = zb_sample_find (GTK_WIDGET (dialog), ADW_TYPE_TOGGLE_GROUP, NULL);
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (whiles), 4);
  chip = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "zb-chip");
  zb_sample_click (chip);
  zb_sample_picture (desk->window, "pane-snooze");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  g_signal_emit_by_name (dialog, "response::do", "do");
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "alert.snooze ('alert-08', "));
  told = g_variant_parse (G_VARIANT_TYPE ("(sxs)"), zb_sample_desk_last (desk) + strlen ("alert.snooze "),
                          NULL, NULL, NULL);
  g_assert_nonnull (told);
  g_variant_get (told, "(&sx&s)", &id, &until, &reason);
  g_assert_cmpint (until, >, zb_now () + 3 * G_TIME_SPAN_HOUR + 58 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (until, <, zb_now () + 4 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (strlen (reason), >, 0);
  adw_dialog_force_close (dialog);
}

static void
test_unclaimed (ZbSampleDesk *desk, gconstpointer data)
{
  show_alert (desk, "alert-01");
  g_assert_false (is_possible (desk, "pane.dispatch"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (zb_sample_find_action (desk->screen, "pane.dispatch")));
  click (desk, "pane.claim");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.claim 'alert-01'");
  zb_sample_picture (desk->screen, "pane-unclaimed");
}

static void
test_taken (ZbSampleDesk *desk, gconstpointer data)
{
  show_alert (desk, "alert-03");
  g_assert_nonnull (zb_sample_find_text (desk->screen, "李值班"));
  g_assert_true (is_possible (desk, "pane.take-over"));
  g_assert_false (is_possible (desk, "pane.dispatch"));
}

static void
test_guards_follow (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, ZB_SAMPLE_ALERT);

  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_FALSE;
  g_clear_object (&edited->claim);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_false (is_possible (desk, "pane.dispatch"));
  g_assert_true (is_possible (desk, "pane.close"));
}

static void
test_spectator (ZbSampleDesk *desk, gconstpointer data)
{
  show_alert (desk, "alert-01");
  g_assert_false (is_possible (desk, "pane.claim"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (zb_sample_find_action (desk->screen, "pane.claim")));
}

/* Who is given no areas has the whole district, as the platform says. */
static void
test_whole_district (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAccount *edited = ZB_ACCOUNT (zb_record_copy (ZB_RECORD (desk->account)));

  ((ZbEntity *)edited)->version++;
  g_clear_pointer (&edited->areas, g_strfreev);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  show_alert (desk, "alert-01");
  g_assert_true (is_possible (desk, "pane.claim"));
}

static void
test_elsewhere (ZbSampleDesk *desk, gconstpointer data)
{
  const char *const elsewhere[] = { "area-hq", NULL };
  ZbAccount *edited = ZB_ACCOUNT (zb_record_copy (ZB_RECORD (desk->account)));

  ((ZbEntity *)edited)->version++;
  g_strfreev (edited->areas);
  edited->areas = g_strdupv ((char **)elsewhere);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  show_alert (desk, "alert-01");
  g_assert_false (is_possible (desk, "pane.claim"));
}

static void
set_lease (ZbSampleDesk *desk, gint64 until, gint64 ahead)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, ZB_SAMPLE_ALERT);

  zb_now_set_offset (ahead);
  edited->claim->until = until;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

/* A lease runs out by the platform's clock, not by that of the seat. */
static void
test_skewed_clock (ZbSampleDesk *desk, gconstpointer data)
{
  const gint64 now = g_get_real_time ();

  set_lease (desk, now - 30 * G_TIME_SPAN_SECOND, -2 * G_TIME_SPAN_MINUTE);
  g_assert_true (is_possible (desk, "pane.verdict"));
  g_assert_null (zb_sample_find_text (desk->screen, "Your claim has lapsed"));
  set_lease (desk, now + 30 * G_TIME_SPAN_SECOND, 2 * G_TIME_SPAN_MINUTE);
  g_assert_false (is_possible (desk, "pane.verdict"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "Your claim has lapsed"));
  zb_now_set_offset (0);
}

static ZbCase *
put_case_near (ZbSampleDesk *desk)
{
  const ZbAlert *alert = zb_world_lookup (desk->world, ZB_KIND_ALERT, "alert-02");
  ZbCase *near = zb_sample_world_edit_case (desk->world, "case-0416");

  near->location = alert->location;
  zb_sample_world_change (desk->world, (ZbEntity *)near);
  return zb_world_lookup (desk->world, ZB_KIND_CASE, "case-0416");
}

static GtkListBoxRow *
find_join_row (ZbSampleDesk *desk, const char *title)
{
  GtkWidget *button = zb_sample_find_text (desk->screen, "Merge"), *label;

  button = gtk_widget_get_ancestor (button, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  zb_sample_settle ();
  label = zb_sample_find_text (button, title);
  return label ? GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW)) : NULL;
}

/* An alert that is verified can join a case nearby; before that the row says why not. */
static void
test_join (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *near = put_case_near (desk);
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, "alert-02");
  GtkListBoxRow *row;

  edited->state = ZB_ALERT_NEW;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  show_alert (desk, "alert-02");
  row = find_join_row (desk, near->title);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (row)));
  edited = zb_sample_world_edit_alert (desk->world, "alert-02");
  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_TRUE;
  g_clear_object (&edited->claim);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (row), GTK_TYPE_POPOVER)));
  row = find_join_row (desk, near->title);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (row)));
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.join ('alert-02', 'case-0416')");
}

static void
test_merge (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *twin = zb_sample_world_edit_alert (desk->world, "alert-09");
  const ZbAlert *alert = zb_world_lookup (desk->world, ZB_KIND_ALERT, "alert-08");
  GtkWidget *list, *row;

  g_set_str (&twin->kind, alert->kind);
  twin->location = alert->location;
  zb_sample_world_change (desk->world, (ZbEntity *)twin);
  show_alert (desk, "alert-08");
  list = zb_sample_find (desk->screen, GTK_TYPE_LIST_BOX, "zb-menu-list");
  gtk_popover_popup (GTK_POPOVER (gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER)));
  zb_sample_settle ();
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_nonnull (row);
  g_signal_emit_by_name (list, "row-activated", row);
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.merge ('alert-08', 'alert-09')");
}

/* A reason is asked for, and nothing happens without one. */
static void
test_snooze (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  show_alert (desk, "alert-08");
  gtk_widget_activate_action (desk->screen, "pane.snooze", "s", "60");
  zb_sample_settle ();
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  zb_sample_click (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "zb-chip"));
  g_signal_emit_by_name (dialog, "response::do", "do");
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "alert.snooze ('alert-08', "));
  zb_sample_picture (GTK_WIDGET (dialog), "reason");
  adw_dialog_force_close (dialog);
}

static void
test_urgent_is_not_snoozed (ZbSampleDesk *desk, gconstpointer data)
{
  gtk_widget_activate_action (desk->screen, "pane.snooze", "s", "60");
  zb_sample_settle ();
  g_assert_null (adw_window_get_visible_dialog (ADW_WINDOW (desk->window)));
}

static void
test_case (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, ZB_SAMPLE_ALERT);
  GtkWidget *line;

  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_TRUE;
  g_set_str (&edited->case_id, "case-0417");
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (desk->screen, "2 / 5"));
  click (desk, "pane.show-case");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.show 'case-0417'");
  line = gtk_widget_get_parent (zb_sample_find_text (desk->screen, "通知微型消防站"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_first_child (line)), TRUE);
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.checklist', 'case-0417', {'done': <true>, 'index': <int64 3>})");
  zb_sample_picture (desk->screen, "pane-case");
}

static void
mark (ZbWorld *world, const char *id, int from, int to)
{
  g_autoptr (ZbZone) zone = (ZbZone *)zb_entity_new (ZB_KIND_ZONE, "zone-1");
  g_autoptr (ZbEvent) event = NULL;
  ZbAlert *edited = zb_sample_world_edit_alert (world, id);

  zone->name = g_strdup ("中山公园活动");
  ZB_ENTITY (zone)->version = 1;
  event = zb_event_new ("zone.updated", ZB_ENTITY (zone), 0);
  zb_world_apply (world, event);
  g_strfreev (edited->zones);
  edited->zones = g_strsplit ("zone-1", " ", -1);
  edited->raised_from = from;
  edited->severity = to;
  zb_sample_world_change (world, ZB_ENTITY (edited));
  zb_sample_settle ();
}

/* A zone that has marked it is named, with what it has done, and leads to the map. */
static void
test_zone (ZbSampleDesk *desk, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (zb_sample_find_action (desk->screen, "pane.show-zone")));
  mark (desk->world, ZB_SAMPLE_ALERT, ZB_SEVERITY_NONE, ZB_SEVERITY_URGENT);
  g_assert_nonnull (zb_sample_find_text (desk->screen, "中山公园活动"));
  g_assert_null (zb_sample_find_text (desk->screen, "中山公园活动;"));
  mark (desk->world, ZB_SAMPLE_ALERT, ZB_SEVERITY_HIGH, ZB_SEVERITY_URGENT);
  g_assert_nonnull (zb_sample_find_text (desk->screen, "中山公园活动; raised from High to Urgent"));
  zb_sample_picture (desk->screen, "pane-zone");
  click (desk, "pane.show-zone");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "map.show-zone 'zone-1'");
}

/* What a camera has recorded of it. */
static void
test_play_back (ZbSampleDesk *desk, gconstpointer data)
{
  click (desk, "pane.play-back");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "video.play-alert 'alert-00'");
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function) g_test_add (path, ZbSampleDesk, account, set_up, function, tear_down)
  TEST ("/alert-pane/facts", NULL, test_facts);
  TEST ("/alert-pane/verdict", NULL, test_verdict);
  TEST ("/alert-pane/join", NULL, test_join);
  TEST ("/alert-pane/skewed-clock", NULL, test_skewed_clock);
  TEST ("/alert-pane/unclaimed", NULL, test_unclaimed);
  TEST ("/alert-pane/history", NULL, test_history);
  TEST ("/alert-pane/snoozed", NULL, test_snoozed);
  TEST ("/alert-pane/raised-again", NULL, test_raised_again);
  TEST ("/alert-pane/snooze-longest", NULL, test_snooze_longest);
  TEST ("/alert-pane/taken", NULL, test_taken);
  TEST ("/alert-pane/guards-follow", NULL, test_guards_follow);
  TEST ("/alert-pane/spectator", "account-wu", test_spectator);
  TEST ("/alert-pane/whole-district", NULL, test_whole_district);
  TEST ("/alert-pane/elsewhere", NULL, test_elsewhere);
  TEST ("/alert-pane/merge", NULL, test_merge);
  TEST ("/alert-pane/snooze", NULL, test_snooze);
  TEST ("/alert-pane/urgent-is-not-snoozed", NULL, test_urgent_is_not_snoozed);
  TEST ("/alert-pane/case", NULL, test_case);
  TEST ("/alert-pane/zone", NULL, test_zone);
  TEST ("/alert-pane/play-back", NULL, test_play_back);
  return g_test_run ();
}
