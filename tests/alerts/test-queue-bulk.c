/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several alerts at once: how they are chosen, what is said before anything is done to them, and what is
 * asked of the window then. And what the queue does in a flood, with saved filters and with words to look
 * for. */
#include "zb-alarm-flood.h"
#include "zb-alert-match.h"
#include "zb-bulk.h"
#include "zb-named-sets.h"
#include "zb-queue-view.h"
#include "zb-sample-desk.h"
#include "zb-wait.h"
#include "zb-words.h"

static ZbQueueView *
get_view (ZbSampleDesk *desk)
{
  return ZB_QUEUE_VIEW (desk->screen);
}

static void
set_up (ZbSampleDesk *desk, gconstpointer account)
{
  zb_sample_desk_open (desk, account ? account : ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (
      desk, g_object_new (ZB_TYPE_QUEUE_VIEW, "world", desk->world, "account", desk->account, NULL), 464,
      1032);
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_close (desk);
}

static GtkSelectionModel *
get_model (ZbSampleDesk *desk)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (zb_sample_find (desk->screen, GTK_TYPE_LIST_VIEW, NULL)));
}

static guint
count_rows (ZbSampleDesk *desk)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zb_queue_view_get_queue (get_view (desk))));
}

static guint
count_chosen (ZbSampleDesk *desk)
{
  guint n;

  g_object_get (desk->screen, "n-chosen", &n, NULL);
  return n;
}

static guint
find_row (ZbSampleDesk *desk, const char *id)
{
  guint row = G_MAXUINT;

  g_assert_true (zb_alert_queue_find (zb_queue_view_get_queue (get_view (desk)),
                                      zb_world_lookup (desk->world, ZB_KIND_ALERT, id), &row));
  return row;
}

/* As a click with Ctrl held does. */
static void
choose_too (ZbSampleDesk *desk, const char *id)
{
  gtk_selection_model_select_item (get_model (desk), find_row (desk, id), FALSE);
}

static void
choose (ZbSampleDesk *desk, const char *const *ids)
{
  gtk_selection_model_unselect_all (get_model (desk));
  for (; *ids; ids++)
    choose_too (desk, *ids);
  zb_sample_settle ();
}

static void
act (ZbSampleDesk *desk, const char *action, const char *text)
{
  gtk_widget_activate_action (desk->screen, action, text ? "s" : NULL, text);
  zb_sample_settle ();
}

static AdwDialog *
get_dialog (ZbSampleDesk *desk)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
}

static gboolean
is_bar_shown (ZbSampleDesk *desk)
{
  gboolean shown;

  g_object_get (desk->screen, "bulk", &shown, NULL);
  return shown;
}

/* --- choosing ---------------------------------------------------------------------------------- */

/* One is looked at; of several the detail stays where it was. */
static void
test_choosing (ZbSampleDesk *desk, gconstpointer data)
{
  choose (desk, (const char *const[]){ "alert-01", NULL });
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.select 'alert-01'");
  g_assert_false (is_bar_shown (desk));
  choose_too (desk, "alert-02");
  choose_too (desk, "alert-05");
  g_assert_cmpuint (count_chosen (desk), ==, 3);
  g_assert_true (is_bar_shown (desk));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "alert.select 'alert-01'");
  zb_sample_picture (desk->screen, "queue-bulk");
  act (desk, "queue.choose-none", NULL);
  g_assert_cmpuint (count_chosen (desk), ==, 1);
  g_assert_false (is_bar_shown (desk));
}

/* What is chosen stays so wherever its row moves to; what leaves the list is chosen no more. */
static void
test_choice_follows (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAlert *edited = zb_sample_world_edit_alert (desk->world, "alert-13");
  g_autoptr (GtkBitset) selected = NULL;

  choose (desk, (const char *const[]){ "alert-13", "alert-14", "alert-15", NULL });
  edited->severity = ZB_SEVERITY_URGENT;
  edited->last_at = g_get_real_time ();
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  zb_queue_view_take_new (get_view (desk));
  zb_sample_settle ();
  g_assert_cmpuint (count_chosen (desk), ==, 3);
  g_assert_true (gtk_selection_model_is_selected (get_model (desk), find_row (desk, "alert-13")));
  selected = gtk_selection_model_get_selection (get_model (desk));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 3);
  edited = zb_sample_world_edit_alert (desk->world, "alert-14");
  edited->state = ZB_ALERT_CLOSED;
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_cmpuint (count_chosen (desk), ==, 2);
  act (desk, "queue.order", "time");
  g_assert_cmpuint (count_chosen (desk), ==, 2);
  g_assert_true (gtk_selection_model_is_selected (get_model (desk), find_row (desk, "alert-15")));
}

static void
test_extending (ZbSampleDesk *desk, gconstpointer data)
{
  zb_queue_view_move (get_view (desk), 1);
  g_assert_cmpuint (count_chosen (desk), ==, 1);
  act (desk, "queue.extend-next", NULL);
  act (desk, "queue.extend-next", NULL);
  g_assert_cmpuint (count_chosen (desk), ==, 3);
  act (desk, "queue.extend-previous", NULL);
  g_assert_cmpuint (count_chosen (desk), ==, 2);
  act (desk, "queue.choose-all", NULL);
  g_assert_cmpuint (count_chosen (desk), ==, count_rows (desk));
}

/* With check marks, from the first on; nothing is looked at meanwhile. */
static void
test_check_marks (ZbSampleDesk *desk, gconstpointer data)
{
  const guint before = desk->log->len;

  act (desk, "queue.choose", NULL);
  g_assert_true (is_bar_shown (desk));
  choose_too (desk, "alert-02");
  g_assert_cmpuint (count_chosen (desk), ==, 1);
  g_assert_cmpuint (desk->log->len, ==, before);
  choose_too (desk, "alert-03");
  zb_sample_settle ();
  zb_sample_picture (desk->screen, "queue-choosing");
  act (desk, "queue.choose", NULL);
  g_assert_false (is_bar_shown (desk));
  g_assert_cmpuint (count_chosen (desk), ==, 0);
}

/* --- doing ----------------------------------------------------------------------------------------- */

/* What can be done to all of them is done without a question. */
static void
test_claim_all (ZbSampleDesk *desk, gconstpointer data)
{
  choose (desk, (const char *const[]){ "alert-01", "alert-02", NULL });
  act (desk, "queue.bulk", "claim");
  g_assert_null (get_dialog (desk));
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "alert.many ('alert.claim', ['alert-0"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'alert-01'"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'alert-02'"));
}

/* alert-00 is the officer's, alert-03 another's, alert-01 nobody's. */
static void
test_what_cannot_be_done_is_said (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  choose (desk, (const char *const[]){ "alert-00", "alert-01", "alert-03", NULL });
  act (desk, "queue.bulk", "false");
  dialog = get_dialog (desk);
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "1"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "2"));
  zb_sample_picture (desk->window, "queue-bulk-dialog");
  g_signal_emit_by_name (dialog, "response::do", "do");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "alert.many ('alert.verdict', ['alert-00'], {'verdict': <'false'>})");
  adw_dialog_force_close (dialog);
}

/* Nothing is done without a reason, nor where the officer thinks better of it. */
static void
test_snooze_needs_a_reason (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;
  GtkWidget *chip;

  choose (desk, (const char *const[]){ "alert-08", "alert-09", NULL });
  act (desk, "queue.bulk", "snooze");
  dialog = get_dialog (desk);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  chip = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "zb-chip");
  zb_sample_click (chip);
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  zb_sample_picture (desk->window, "queue-bulk-snooze");
  g_signal_emit_by_name (dialog, "response::do", "do");
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "alert.many ('alert.snooze', ["));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'until': <"));
  adw_dialog_force_close (dialog);
}

static ZbBulkPlan *
plan (ZbSampleDesk *desk, const char *act, const char *const *ids, const char *into)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();

  for (; *ids; ids++)
    g_ptr_array_add (alerts, zb_world_lookup (desk->world, ZB_KIND_ALERT, *ids));
  return zb_bulk_plan_new (zb_bulk_act_find (act), alerts,
                           into ? zb_world_lookup (desk->world, ZB_KIND_ALERT, into) : NULL, desk->world,
                           desk->account);
}

/* The target is left as it is; what is of another kind or far away is refused. */
static void
test_merge_plan (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (ZbBulkPlan) merged = NULL;
  ZbAlert *target = zb_world_lookup (desk->world, ZB_KIND_ALERT, "alert-05"), *edited;

  edited = zb_sample_world_edit_alert (desk->world, "alert-05");
  edited->location = (ZbPoint){ 121.40, 31.21 };
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  edited = zb_sample_world_edit_alert (desk->world, "alert-06");
  g_set_str (&edited->kind, target->kind);
  edited->location = (ZbPoint){ 121.40, 31.211 };
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  edited = zb_sample_world_edit_alert (desk->world, "alert-07");
  g_set_str (&edited->kind, "of_another_kind");
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  merged =
      plan (desk, "merge", (const char *const[]){ "alert-05", "alert-06", "alert-07", NULL }, "alert-05");
  g_assert_cmpuint (merged->able->len, ==, 1);
  g_assert_cmpstr (ZB_ENTITY (merged->able->pdata[0])->id, ==, "alert-06");
  g_assert_cmpuint (merged->unable->len, ==, 1);
  g_assert_cmpstr (ZB_ENTITY (((ZbBulkRefusal *)merged->unable->pdata[0])->alert)->id, ==, "alert-07");
}

/* Nobody can do anything to it while something done to it waits. */
static void
test_waiting_command (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.claim", "alert-01", g_variant_new ("a{sv}", NULL));
  g_autoptr (ZbBulkPlan) claims = NULL;

  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_world_add_command (desk->world, command);
  claims = plan (desk, "claim", (const char *const[]){ "alert-01", "alert-02", NULL }, NULL);
  g_assert_cmpuint (claims->able->len, ==, 1);
  g_assert_cmpuint (claims->unable->len, ==, 1);
  zb_world_remove_command (desk->world, command);
}

/* --- a flood ---------------------------------------------------------------------------------------- */

static gboolean
is_flood_shown (ZbSampleDesk *desk)
{
  GtkWidget *button = zb_sample_find_action (desk->screen, "queue.unfold");

  return gtk_widget_get_mapped (button);
}

static guint
count_of (ZbSampleDesk *desk, ZbSeverity severity)
{
  GListModel *list = G_LIST_MODEL (zb_queue_view_get_queue (get_view (desk)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (list, i);
      n += alert->severity == (int)severity;
    }
  return n;
}

static void
test_flood (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (ZbAlarmFlood) flood = zb_alarm_flood_new ();
  ZbStore *alerts = zb_world_get_store (desk->world, ZB_KIND_ALERT);
  const gint64 now = g_get_real_time ();
  const guint n_low = count_of (desk, ZB_SEVERITY_LOW), n_urgent = count_of (desk, ZB_SEVERITY_URGENT);

  g_assert_cmpuint (n_low, >, 0);
  g_object_set (desk->screen, "flood", flood, NULL);
  zb_sample_settle ();
  g_assert_false (is_flood_shown (desk));
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("flood-%d", i);
      zb_sample_world_raise (desk->world, id, ZB_SEVERITY_LOW, now);
    }
  zb_alarm_flood_look (flood, alerts, now);
  zb_sample_settle ();
  g_assert_true (is_flood_shown (desk));
  g_assert_cmpuint (count_of (desk, ZB_SEVERITY_LOW), <, n_low);
  g_assert_cmpuint (count_of (desk, ZB_SEVERITY_URGENT), ==, n_urgent);
  zb_sample_picture (desk->screen, "queue-flood");
  act (desk, "queue.unfold", NULL);
  g_assert_cmpuint (count_of (desk, ZB_SEVERITY_LOW), ==, n_low);
  act (desk, "queue.unfold", NULL);
  g_assert_cmpuint (count_of (desk, ZB_SEVERITY_LOW), <, n_low);
  zb_alarm_flood_look (flood, alerts, now + 3 * G_TIME_SPAN_HOUR);
  zb_sample_settle ();
  g_assert_false (is_flood_shown (desk));
  g_assert_cmpuint (count_of (desk, ZB_SEVERITY_LOW), ==, n_low);
}

/* --- filters ----------------------------------------------------------------------------------------- */

static GObject *
part (ZbSampleDesk *desk, const char *name)
{
  return gtk_widget_get_template_child (desk->screen, ZB_TYPE_QUEUE_VIEW, name);
}

static guint
rows_with (ZbSampleDesk *desk, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (desk, "search")), text);
  g_signal_emit_by_name (part (desk, "search"), "search-changed");
  return count_rows (desk);
}

/* By title, by place, by both, by pinyin, by the name of its kind; by nothing it has. */
static void
test_words (ZbSampleDesk *desk, gconstpointer data)
{
  const guint all = count_rows (desk), fire = rows_with (desk, "车棚疑似明火");

  g_assert_cmpuint (fire, ==, 1);
  g_assert_cmpuint (rows_with (desk, "明火 天山路"), ==, 1);
  g_assert_cmpuint (rows_with (desk, "明火　天山路"), ==, 1);
  g_assert_cmpuint (rows_with (desk, "chepengyisiminghuo"), ==, 1);
  g_assert_cmpuint (rows_with (desk, "cpysmh"), ==, 1);
  g_assert_cmpuint (rows_with (desk, "明火 华阳路"), ==, 0);
  g_assert_cmpuint (rows_with (desk, "没有这样的词"), ==, 0);
  g_assert_cmpuint (rows_with (desk, "  "), ==, all);
  g_assert_cmpuint (rows_with (desk, ""), ==, all);
}

static gboolean
is_on (ZbSampleDesk *desk, const char *chip)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (part (desk, chip)));
}

/* What was saved comes back whole: chips, words and order; what it was otherwise is gone. */
static void
test_saved_filters (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  GtkWidget *menu = GTK_WIDGET (part (desk, "filters_menu"));
  g_autofree char *order = NULL;

  g_object_set (desk->screen, "filters", sets, NULL);
  act (desk, "queue.filter", "urgent");
  act (desk, "queue.filter", "mine");
  act (desk, "queue.order", "place");
  rows_with (desk, "天山路");
  gtk_widget_activate_action (menu, "filters.save-set", "s", "我的紧急");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sets)), ==, 1);
  act (desk, "queue.clear-filter", NULL);
  act (desk, "queue.filter", "low");
  act (desk, "queue.order", "time");
  gtk_widget_activate_action (menu, "filters.use-set", "s", "我的紧急");
  g_assert_true (is_on (desk, "urgent_chip"));
  g_assert_true (is_on (desk, "mine_chip"));
  g_assert_false (is_on (desk, "low_chip"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (desk, "search"))), ==, "天山路");
  g_object_get (desk->screen, "order", &order, NULL);
  g_assert_cmpstr (order, ==, "place");
  gtk_widget_activate_action (menu, "filters.rename-set", "(ss)", "我的紧急", "天山紧急");
  g_assert_nonnull (zb_named_sets_find (sets, "天山紧急", NULL));
  gtk_widget_activate_action (menu, "filters.remove-set", "s", "天山紧急");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sets)), ==, 0);
  gtk_widget_activate_action (menu, "filters.restore-set", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sets)), ==, 1);
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, function) g_test_add (path, ZbSampleDesk, NULL, set_up, function, tear_down)
  TEST ("/queue-bulk/choosing", test_choosing);
  TEST ("/queue-bulk/choice-follows", test_choice_follows);
  TEST ("/queue-bulk/extending", test_extending);
  TEST ("/queue-bulk/check-marks", test_check_marks);
  TEST ("/queue-bulk/claim-all", test_claim_all);
  TEST ("/queue-bulk/what-cannot-be-done-is-said", test_what_cannot_be_done_is_said);
  TEST ("/queue-bulk/snooze-needs-a-reason", test_snooze_needs_a_reason);
  TEST ("/queue-bulk/merge-plan", test_merge_plan);
  TEST ("/queue-bulk/waiting-command", test_waiting_command);
  TEST ("/queue-bulk/flood", test_flood);
  TEST ("/queue-bulk/words", test_words);
  TEST ("/queue-bulk/saved-filters", test_saved_filters);
  return g_test_run ();
}
