/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drill at the real window and a real platform: who takes part sees that it is one, what is real breaks in,
 * a leader plans, runs and ends one, and a shift that is over is looked at in a world of its own. */
#include "zb-alert-queue.h"
#include "zb-debrief-dialog.h"
#include "zb-drill-bar.h"
#include "zb-drills-dialog.h"
#include "zb-duty.h"
#include "zb-look-back-window.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-uuid.h"
#include "zb-wall-window.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define SOON 10000
#define SCRIPT                                                                                               \
  "{\"title\":\"车棚冒烟\",\"summary\":\"先判断，再派单\",\"minutes\":10,\"steps\":["                        \
  "{\"at\":0,\"what\":\"message\",\"text\":\"居民来电：有明火\"},"                                           \
  "{\"at\":0,\"what\":\"alert\",\"kind\":\"shed_smoke\",\"severity\":\"high\",\"title\":\"车棚起烟\","       \
  "\"device\":\"camera\",\"expect\":{\"verdict\":\"true\",\"claim\":60,\"judge\":120}}]}"

static char *drill;

/* --- at the platform --------------------------------------------------------------------------------- */

static char *
account_of (ZbDuty *duty, const char *who)
{
  g_autoptr (ZbTestAnswer) me = zb_test_get (duty->platform, who, "/me");

  return g_strdup (zb_test_answer_text (me, "/id"));
}

static void
command (ZbDuty *duty, const char *verb)
{
  g_autofree char *path = g_strdup_printf ("/drills/%s/%s", drill, verb);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (duty->platform, "leader", path, "{}");

  zb_test_assert_status (answer, 200);
}

static void
plan (ZbDuty *duty, const char *member)
{
  g_autofree char *account = account_of (duty, member);
  g_autoptr (ZbTestAnswer) answer = NULL;

  g_free (drill);
  drill = zb_uuid_new ();
  answer = zb_test_post (duty->platform, "leader", "/drills",
                         "{\"id\":\"%s\",\"title\":\"周四演练\",\"script\":%s,\"members\":[\"%s\"]}", drill,
                         SCRIPT, account);
  zb_test_assert_status (answer, 201);
}

/* --- at the desk ------------------------------------------------------------------------------- */

static ZbDrillBar *
get_bar (ZbDuty *duty)
{
  return zb_duty_find_child (duty->window, ZB_TYPE_WINDOW, "drill_bar");
}

static gpointer
part_of_bar (ZbDuty *duty, const char *name)
{
  return zb_duty_find_child (get_bar (duty), ZB_TYPE_DRILL_BAR, name);
}

static gboolean
is_framed (gpointer data)
{
  ZbDuty *duty = data;
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (duty->window));

  return gtk_widget_has_css_class (content, "zb-drill-frame");
}

static gboolean
is_not_framed (gpointer data)
{
  return !is_framed (data);
}

static ZbAlert *
find_drill_alert (ZbDuty *duty)
{
  ZbStore *alerts = zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_ALERT);

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    if (g_strcmp0 (ZB_ALERT (zb_store_get_nth (alerts, i))->drill, drill) == 0)
      return zb_store_get_nth (alerts, i);
  return NULL;
}

static gboolean
has_drill_alert (gpointer data)
{
  return find_drill_alert (data) != NULL;
}

static ZbQueueView *
find_queue (GtkWidget *widget)
{
  ZbQueueView *found = ZB_IS_QUEUE_VIEW (widget) ? ZB_QUEUE_VIEW (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_queue (child);
  return found;
}

static int
get_mode (ZbDuty *duty)
{
  int mode = -1;

  g_object_get (zb_queue_view_get_queue (find_queue (GTK_WIDGET (duty->window))), "mode", &mode, NULL);
  return mode;
}

static void
show_picture (ZbDuty *duty, gpointer window, const char *name)
{
  zb_duty_spin (g_getenv ("ZHIBAN_PICTURES") ? 1500 : 10);
  zb_sample_picture (GTK_WIDGET (window), name);
}

static void
assert_titled (gpointer window, const char *prefix)
{
  g_autofree char *wanted = g_strdup_printf ("[%s]", prefix);

  g_assert_true (g_str_has_prefix (gtk_window_get_title (window), wanted));
}

static gboolean
has_debrief (gpointer data)
{
  AdwDialog *dialog = zb_duty_get_dialog (data);

  return ZB_IS_DEBRIEF_DIALOG (dialog) && zb_debrief_dialog_get_debrief (ZB_DEBRIEF_DIALOG (dialog));
}

static void
judge (ZbDuty *duty, const char *who, const char *verdict)
{
  const char *id = ZB_ENTITY (find_drill_alert (duty))->id;
  g_autofree char *claim = g_strdup_printf ("/alerts/%s/claim", id);
  g_autofree char *path = g_strdup_printf ("/alerts/%s/verdict", id);
  g_autoptr (ZbTestAnswer) claimed = zb_test_post (duty->platform, who, claim, "{}");
  g_autoptr (ZbTestAnswer) judged =
      zb_test_post (duty->platform, who, path, "{\"verdict\":\"%s\",\"seen_occurrence\":1}", verdict);

  zb_test_assert_status (claimed, 200);
  zb_test_assert_status (judged, 200);
}

/* --- who takes part ---------------------------------------------------------------------------- */

static void
tell_without_words (ZbDuty *duty, const char *what)
{
  ZbDrill *shown = zb_world_lookup (zb_desk_get_world (duty->desk), ZB_KIND_DRILL, drill);
  ZbDrillNews *told = g_object_new (ZB_TYPE_DRILL_NEWS, NULL);

  told->what = g_strdup (what);
  g_ptr_array_add (shown->news, told);
  zb_drill_bar_refresh (get_bar (duty));
}

/* A platform may keep the words back. */
static void
assert_without_words (ZbDuty *duty)
{
  tell_without_words (duty, "message");
  g_assert_cmpstr (gtk_label_get_text (part_of_bar (duty, "news")), ==, "");
  tell_without_words (duty, "camera_lost");
  g_assert_cmpstr (gtk_label_get_text (part_of_bar (duty, "news")), ==, _ ("The line of a camera is lost"));
}

static void
test_member (ZbDuty *duty, gconstpointer data)
{
  ZbDebrief *debrief;

  zb_duty_sign_in (duty, "officer");
  g_assert_false (is_framed (duty));
  plan (duty, "officer");
  command (duty, "start");
  g_assert_true (zb_test_wait (is_framed, duty, 20000));
  assert_titled (duty->window, C_ ("choice", "Drill"));
  g_assert_cmpstr (gtk_label_get_text (part_of_bar (duty, "title")), ==, "周四演练");
  g_assert_false (gtk_widget_get_visible (part_of_bar (duty, "leading")));
  g_assert_true (zb_test_wait (has_drill_alert, duty, SOON));
  zb_drill_bar_refresh (get_bar (duty));
  g_assert_cmpstr (gtk_label_get_text (part_of_bar (duty, "news")), ==, "居民来电：有明火");
  show_picture (duty, duty->window, "drill-member");
  assert_without_words (duty);

  judge (duty, "officer", "false");
  adw_toggle_group_set_active_name (part_of_bar (duty, "shown"), "drill");
  g_assert_cmpint (get_mode (duty), ==, ZB_MODE_DRILL);
  command (duty, "end");
  g_assert_true (zb_test_wait (is_not_framed, duty, SOON));
  g_assert_cmpint (get_mode (duty), ==, ZB_MODE_NONE);
  g_assert_false (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (duty->window)), "["));

  gtk_widget_activate_action (GTK_WIDGET (duty->window), "drill.debrief", "s", drill);
  g_assert_true (zb_test_wait (has_debrief, duty, SOON));
  debrief = zb_debrief_dialog_get_debrief (ZB_DEBRIEF_DIALOG (zb_duty_get_dialog (duty)));
  g_assert_cmpuint (debrief->alerts->len, ==, 1);
  g_assert_true (zb_debrief_alert_is_wrong (debrief->alerts->pdata[0]));
  show_picture (duty, duty->window, "drill-debrief");
}

/* Another officer's desk is as it was. */
static void
test_other (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer2");
  plan (duty, "officer");
  command (duty, "start");
  zb_duty_raise (duty, "low", "after-the-drill");
  zb_duty_spin (2500);
  g_assert_false (is_framed (duty));
  g_assert_false (has_drill_alert (duty));
  command (duty, "end");
}

static gboolean
has_urgent (gpointer data)
{
  return zb_drill_bar_get_urgent (get_bar (data)) != NULL;
}

static gboolean
has_no_urgent (gpointer data)
{
  return !has_urgent (data);
}

/* What is real breaks in, whatever the queue was set to, and stays until somebody has taken it. */
static void
test_urgent (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (ZbTestAnswer) claimed = NULL;

  zb_duty_sign_in (duty, "officer");
  plan (duty, "officer");
  command (duty, "start");
  g_assert_true (zb_test_wait (is_framed, duty, 20000));
  adw_toggle_group_set_active_name (part_of_bar (duty, "shown"), "drill");
  zb_duty_raise (duty, "urgent", "real");
  g_assert_true (zb_test_wait (has_urgent, duty, SOON));
  g_assert_cmpint (get_mode (duty), ==, ZB_MODE_NONE);
  g_assert_true (gtk_widget_get_visible (part_of_bar (duty, "urgent_row")));
  show_picture (duty, duty->window, "drill-urgent");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "drill.show-urgent", NULL);
  g_assert_true (zb_desk_get_selected_alert (duty->desk) == zb_duty_find_alert (duty));
  path = g_strdup_printf ("/alerts/%s/claim", duty->alert);
  claimed = zb_test_post (duty->platform, "officer2", path, "{}");
  zb_test_assert_status (claimed, 200);
  g_assert_true (zb_test_wait (has_no_urgent, duty, SOON));
  command (duty, "end");
}

/* --- who leads --------------------------------------------------------------------------------- */

static ZbDrillsDialog *
get_dialog (ZbDuty *duty)
{
  AdwDialog *dialog = zb_duty_get_dialog (duty);

  return ZB_IS_DRILLS_DIALOG (dialog) ? ZB_DRILLS_DIALOG (dialog) : NULL;
}

static gpointer
part_of_dialog (ZbDuty *duty, const char *name)
{
  return zb_duty_find_child (get_dialog (duty), ZB_TYPE_DRILLS_DIALOG, name);
}

static GtkWidget *
find_check (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_CHECK_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_check (child);
  return found;
}

static gboolean
is_filled (gpointer data)
{
  ZbDuty *duty = data;

  return get_dialog (duty) && find_check (part_of_dialog (duty, "members_row")) &&
         adw_combo_row_get_selected_item (part_of_dialog (duty, "script_row"));
}

static ZbDrill *
find_drill (ZbDuty *duty)
{
  ZbStore *drills = zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_DRILL);

  return zb_store_get_size (drills) > 0 ? zb_store_get_nth (drills, 0) : NULL;
}

static const char *
get_drill_id (ZbDuty *duty)
{
  const ZbDrill *found = find_drill (duty);

  g_assert_nonnull (found);
  return found ? found->parent_instance.id : NULL;
}

static gboolean
is_planned (gpointer data)
{
  const ZbDrill *found = find_drill (data);

  return found && found->state == ZB_DRILL_PLANNED;
}

static gboolean
is_running (gpointer data)
{
  const ZbDrill *found = find_drill (data);

  return found && found->state == ZB_DRILL_RUNNING;
}

static gboolean
is_paused (gpointer data)
{
  const ZbDrill *found = find_drill (data);

  return found && found->state == ZB_DRILL_PAUSED;
}

static gboolean
has_news (gpointer data)
{
  ZbDrill *found = find_drill (data);

  return found && found->news && found->news->len > 0;
}

static void
open_and_plan (ZbDuty *duty)
{
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "drill.manage", NULL);
  g_assert_true (zb_test_wait (is_filled, duty, SOON));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (part_of_dialog (duty, "members_row"))), TRUE);
  show_picture (duty, duty->window, "drill-dialog");
  g_assert_nonnull (get_dialog (duty));
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (duty)), "drills.plan", NULL);
  g_assert_true (zb_test_wait (is_planned, duty, SOON));
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (duty)), "drills.start", "s", get_drill_id (duty));
  g_assert_true (zb_test_wait (is_running, duty, SOON));
}

static gboolean
begins_so (gpointer data)
{
  char **wanted = data; /* path, beginning */
  g_autofree char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (wanted[0], &content, &length, NULL) && length > 64 &&
         g_str_has_prefix (content, wanted[1]);
}

static void
assert_saved (ZbDuty *duty, const char *ending, const char *beginning)
{
  g_autofree char *folder = g_dir_make_tmp ("zb-debrief-XXXXXX", NULL);
  g_autofree char *path = g_strdup_printf ("%s/debrief.%s", folder, ending);
  const char *wanted[] = { path, beginning };

  gtk_widget_activate_action (GTK_WIDGET (zb_duty_get_dialog (duty)), "debrief.save-to", "(ss)", ending,
                              path);
  g_assert_true (zb_test_wait (begins_so, wanted, SOON));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_leader (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "leader");
  open_and_plan (duty);
  g_assert_true (zb_test_wait (is_framed, duty, SOON));
  g_assert_true (gtk_widget_get_visible (part_of_bar (duty, "leading")));
  gtk_widget_activate_action (GTK_WIDGET (get_bar (duty)), "drill-bar.pause", NULL);
  g_assert_true (zb_test_wait (is_paused, duty, SOON));
  gtk_editable_set_text (GTK_EDITABLE (part_of_bar (duty, "message")), "有人被困");
  gtk_widget_activate_action (GTK_WIDGET (get_bar (duty)), "drill-bar.inject", "s", "message");
  g_assert_true (zb_test_wait (has_news, duty, SOON));
  gtk_widget_activate_action (GTK_WIDGET (get_bar (duty)), "drill-bar.resume", NULL);
  g_assert_true (zb_test_wait (is_running, duty, SOON));
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "drill.debrief", "s", get_drill_id (duty));
  g_assert_true (zb_test_wait (has_debrief, duty, SOON));
  assert_saved (duty, "csv", "\xEF\xBB\xBF");
  assert_saved (duty, "ods", "PK");
  assert_saved (duty, "pdf", "%PDF");
}

/* --- looking back ------------------------------------------------------------------------------ */

static ZbLookBackWindow *
find_replay (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (ZB_IS_LOOK_BACK_WINDOW (window))
        return ZB_LOOK_BACK_WINDOW (window);
    }
  return NULL;
}

static gboolean
is_replay_ready (gpointer data)
{
  ZbLookBackWindow *window = find_replay ();

  return window && zb_look_back_is_ready (zb_look_back_window_get_replay (window));
}

static gboolean
has_ended (gpointer data)
{
  ZbLookBack *replay = zb_look_back_window_get_replay (find_replay ());

  return zb_look_back_get_at (replay) == zb_look_back_get_until (replay);
}

static void
test_replay (ZbDuty *duty, gconstpointer data)
{
  gint64 begin;
  guint live;
  ZbLookBack *replay;
  ZbWorld *world;

  zb_duty_sign_in (duty, "leader");
  begin = g_get_real_time () - G_TIME_SPAN_SECOND;
  zb_duty_raise (duty, "high", "look-back");
  live = zb_store_get_size (zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_ALERT));
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "drill.replay", "(xx)", begin,
                              g_get_real_time () + G_TIME_SPAN_SECOND);
  g_assert_true (zb_test_wait (is_replay_ready, duty, SOON));
  replay = zb_look_back_window_get_replay (find_replay ());
  world = zb_look_back_get_world (replay);
  assert_titled (find_replay (), C_ ("what a window shows", "Replay"));
  g_assert_null (zb_world_lookup (world, ZB_KIND_ALERT, duty->alert));
  zb_look_back_seek (replay, zb_look_back_get_until (replay));
  g_assert_nonnull (zb_world_lookup (world, ZB_KIND_ALERT, duty->alert));
  g_assert_true (zb_world_lookup (world, ZB_KIND_ALERT, duty->alert) != zb_duty_find_alert (duty));
  show_picture (duty, find_replay (), "drill-replay");
  zb_look_back_seek (replay, begin);
  g_assert_null (zb_world_lookup (world, ZB_KIND_ALERT, duty->alert));
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_ALERT)),
                    ==, live);
  g_assert_nonnull (zb_duty_find_alert (duty));
  zb_look_back_set_speed (replay, ZB_LOOK_BACK_SPEED_MOST);
  zb_look_back_set_playing (replay, TRUE);
  g_assert_true (zb_test_wait (has_ended, duty, SOON));
  g_assert_nonnull (zb_world_lookup (world, ZB_KIND_ALERT, duty->alert));
  gtk_window_destroy (GTK_WINDOW (find_replay ()));
}

/* --- a wall ------------------------------------------------------------------------------------ */

static GtkWidget *
part_of_wall (gpointer window, const char *name)
{
  return zb_duty_find_child (window, ZB_TYPE_WALL_WINDOW, name);
}

static gboolean
has_badge (gpointer window)
{
  return gtk_widget_get_visible (part_of_wall (window, "drill_badge"));
}

static gboolean
has_no_badge (gpointer window)
{
  return !has_badge (window);
}

static void
tell (ZbDesk *desk, ZbDrillState state, gint64 version)
{
  g_autoptr (ZbDrill) told = ZB_DRILL (zb_entity_new (ZB_KIND_DRILL, "d"));
  ZbDrillMember *member = g_object_new (ZB_TYPE_DRILL_MEMBER, NULL);
  g_autoptr (ZbEvent) event = NULL;

  member->account = g_strdup ("w");
  told->parent_instance.version = version;
  told->title = g_strdup ("周四演练");
  told->state = (int)state;
  told->speed = 1;
  told->members = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (told->members, member);
  event = zb_event_new ("drill.updated", ZB_ENTITY (told), version);
  zb_world_apply (zb_desk_get_world (desk), event);
}

/* A wall that a leader has put a drill on says so as long as it is on. */
static void
test_wall (void)
{
  g_autoptr (ZbDesk) desk = zb_desk_new (NULL);
  g_autoptr (ZbAccount) account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, "w"));
  ZbWallWindow *window;

  account->role = ZB_ROLE_WALL;
  zb_desk_set_account (desk, account);
  window = zb_wall_window_new (GTK_APPLICATION (g_application_get_default ()), desk, 0);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (has_badge (window));
  tell (desk, ZB_DRILL_PLANNED, 1);
  zb_duty_spin (1500);
  g_assert_false (has_badge (window));
  tell (desk, ZB_DRILL_RUNNING, 2);
  g_assert_true (zb_test_wait (has_badge, window, SOON));
  g_assert_true (gtk_widget_has_css_class (part_of_wall (window, "frame"), "zb-drill-frame"));
  show_picture (NULL, window, "drill-wall");
  tell (desk, ZB_DRILL_ENDED, 3);
  g_assert_true (zb_test_wait (has_no_badge, window, SOON));
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, function) g_test_add (path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)

int
main (int argc, char **argv)
{
  zb_duty_init (&argc, &argv);
  ADD ("/app/drills/member", test_member);
  ADD ("/app/drills/other", test_other);
  ADD ("/app/drills/urgent", test_urgent);
  ADD ("/app/drills/leader", test_leader);
  ADD ("/app/drills/replay", test_replay);
  g_test_add_func ("/app/drills/wall", test_wall);
  return g_test_run ();
}
