/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of cases and one case: rows and filters, what the buttons do, what the guards refuse. */
#include "zb-area.h"
#include "zb-cases-desk.h"
#include "zb-assignment-row.h"
#include "zb-case-pane.h"
#include "zb-cases-page-private.h"
#include "zb-compare-view.h"
#include "zb-countdown.h"
#include "zb-now.h"
#include "zb-sample-desk.h"
#include "zb-step-mark.h"
#include "zb-words.h"

static ZbCasesPage *
get_page (ZbSampleDesk *desk)
{
  return ZB_CASES_PAGE (desk->screen);
}

static GtkWidget *
find_action (ZbSampleDesk *desk, const char *action)
{
  return zb_sample_find_action (desk->screen, action);
}

static void
test_rows (ZbSampleDesk *desk, gconstpointer data)
{
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 23);
  g_assert_cmpuint (zb_page_get_count (ZB_PAGE (desk->screen)), ==, 23);
  g_assert_nonnull (zb_sample_find_text (desk->screen, "燃气浓度超限"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "1123-0416"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "江苏路街道"));
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  zb_sample_picture (desk->screen, "cases");
}

static void
assert_label (GtkWidget *widget, const char *words)
{
  g_autofree char *wrong =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words);

  g_assert_cmpstr (wrong, ==, NULL);
}

static GtkWidget *
find_row (ZbSampleDesk *desk, const char *number)
{
  GtkWidget *row = zb_sample_find_text (desk->screen, number);

  while (row && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    row = gtk_widget_get_parent (row);
  return row;
}

/* What is told by places and colours alone is told in words, too. */
static void
test_read_aloud (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, "case-0416");
  GtkWidget *mark;

  edited->parent_instance.updated_at++;
  edited->step = ZB_STEP_FILED;
  edited->deadlines->accept = edited->deadlines->finish = 0;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  assert_label (find_row (desk, "1123-0416"),
                "1123-0416, 燃气浓度超限, 江苏路 285 弄 · 9 号楼, Urgent, Case filed, No deadline runs");
  zb_cases_desk_show (desk, "case-0416");
  mark = zb_sample_find (desk->screen, ZB_TYPE_STEP_MARK, NULL);
  assert_label (mark, "Information collected: done");
}

static void
test_stale (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *words = NULL;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_null (zb_sample_find_text (desk->screen, "Data as of"));
  g_object_set (desk->screen, "connected", FALSE, "as-of", G_GINT64_CONSTANT (1764117107000000), NULL);
  zb_sample_settle ();
  words = zb_words_time (G_GINT64_CONSTANT (1764117107000000));
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (zb_sample_find_text (desk->screen, "Data as of"))), words));
  g_assert_nonnull (
      zb_sample_find_text (zb_sample_find (desk->screen, ZB_TYPE_CASE_PANE, NULL), "Data as of"));
}

static void
test_step_filters (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *card = zb_sample_find (desk->screen, GTK_TYPE_TOGGLE_BUTTON, "zb-step-card");

  zb_sample_click (card);
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 2);
  for (int i = 0; i < 6; i++)
    do
      card = gtk_widget_get_next_sibling (card);
    while (!GTK_IS_TOGGLE_BUTTON (card));
  zb_sample_click (card);
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 2);
  zb_sample_click (card);
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 23);
}

static void
test_follows (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, "case-0377");

  edited->step = ZB_STEP_VOID;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 22);
}

static void
sit_down (ZbSampleDesk *desk, const char *account)
{
  g_object_set (desk->screen, "account", account ? zb_sample_world_get_account (desk->world, account) : NULL,
                NULL);
  zb_sample_settle ();
}

/* Who comes next sees all cases, and not what the one before was looking for; who comes back finds the page
 * as it was left. */
static void
test_filter_is_of_its_officer (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCasesPage *page = get_page (desk);

  gtk_editable_set_text (GTK_EDITABLE (page->search), "燃气");
  gtk_drop_down_set_selected (page->severity_choice, 1);
  zb_sample_settle ();
  g_assert_cmpuint (zb_cases_page_count_shown (page), ==, 1);
  sit_down (desk, NULL);
  sit_down (desk, ZB_SAMPLE_OFFICER);
  g_assert_cmpuint (zb_cases_page_count_shown (page), ==, 1);
  sit_down (desk, NULL);
  sit_down (desk, "account-wu");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page->search)), ==, "");
  g_assert_cmpuint (zb_cases_page_count_shown (page), ==, 23);
}

static void
test_one_case (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_nonnull (zb_sample_find_text (desk->screen, "城管 14"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "武夷物业"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "垃圾已清除"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "置信度 0.86"));
}

/* A number is one word, and a narrow pane would be as wide as it. */
static void
test_long_number (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *label;
  int least;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  label = zb_sample_find (zb_sample_find (desk->screen, GTK_TYPE_LIST_VIEW, "zb-timeline"), GTK_TYPE_LABEL,
                          "zb-dense");
  g_assert_nonnull (label);
  gtk_label_set_text (GTK_LABEL (label), "建立案卷：CN-20261123-0392");
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <, 60);
}

static void
test_dispatcher_may_not_check (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_false (gtk_widget_is_sensitive (find_action (desk, "case-pane.pass")));
  g_assert_nonnull (gtk_widget_get_tooltip_text (find_action (desk, "case-pane.pass")));
  g_assert_false (gtk_widget_is_sensitive (find_action (desk, "case-pane.supervise")));
}

static void
tick_all (ZbSampleDesk *desk)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);

  for (guint i = 0; i < edited->checklist->len; i++)
    ZB_CHECK_ITEM (edited->checklist->pdata[i])->done = TRUE;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

static void
test_checker_passes (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_false (gtk_widget_is_sensitive (find_action (desk, "case-pane.pass")));
  tick_all (desk);
  g_assert_true (gtk_widget_is_sensitive (find_action (desk, "case-pane.pass")));
  zb_sample_click (find_action (desk, "case-pane.pass"));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "command.submit ('case.check', 'case-0392', {})");
}

static void
test_compose (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, "case-0418");
  zb_sample_click (find_action (desk, "case-pane.primary"));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.compose 'case-0418'");
}

static GtkEditable *
find_note (ZbSampleDesk *desk)
{
  GtkWidget *box = zb_sample_find (desk->screen, GTK_TYPE_BOX, "zb-note-box");

  return GTK_EDITABLE (gtk_widget_get_first_child (box));
}

static void
test_note (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_editable_set_text (find_note (desk), " 已电话核实 ");
  zb_sample_click (find_action (desk, "case-pane.note"));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.note', 'case-0392', {'text': <'已电话核实'>})");
}

/* Half a note stays with its case, and is gone once it is sent. */
static void
test_note_stays (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_editable_set_text (find_note (desk), "已电话");
  zb_cases_desk_show (desk, "case-0418");
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "");
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "已电话");
  g_signal_emit_by_name (find_note (desk), "activate");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.note', 'case-0392', {'text': <'已电话'>})");
  zb_cases_desk_show (desk, "case-0418");
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "");
}

/* One who is back finds it; another finds neither what is shown nor what was kept. */
static void
test_note_is_its_writers (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, "case-0418");
  gtk_editable_set_text (find_note (desk), "灯杆倾斜");
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_editable_set_text (find_note (desk), "已电话");
  g_object_set (desk->screen, "account", NULL, NULL);
  g_object_set (desk->screen, "account", desk->account, NULL);
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "已电话");
  g_object_set (desk->screen, "account", zb_sample_world_get_account (desk->world, "account-li"), NULL);
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "");
  zb_cases_desk_show (desk, "case-0418");
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "");
}

/* Enter does what the button does, and no more. */
static void
test_note_greyed (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *pane = zb_sample_find (desk->screen, ZB_TYPE_CASE_PANE, NULL);
  const guint before = desk->log->len;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_editable_set_text (find_note (desk), "已电话");
  gtk_widget_action_set_enabled (pane, "case-pane.note", FALSE);
  g_signal_emit_by_name (find_note (desk), "activate");
  g_assert_cmpuint (desk->log->len, ==, before);
  g_assert_cmpstr (gtk_editable_get_text (find_note (desk)), ==, "已电话");
}

static void
test_closed_case_has_no_ticks (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_true (gtk_widget_is_sensitive (zb_sample_find_text (desk->screen, "派环卫清运")));
  edited->step = ZB_STEP_CLOSED;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_false (gtk_widget_is_sensitive (zb_sample_find_text (desk->screen, "派环卫清运")));
}

static void
test_compare (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;
  GtkWidget *view;

  zb_cases_desk_show (desk, "case-0418");
  g_assert_false (gtk_widget_is_sensitive (find_action (desk, "case-pane.compare")));
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  zb_sample_settle ();
  zb_sample_click (find_action (desk, "case-pane.compare"));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  view = zb_sample_find (GTK_WIDGET (dialog), ZB_TYPE_COMPARE_VIEW, NULL);
  g_assert_cmpfloat (zb_compare_view_get_position (ZB_COMPARE_VIEW (view)), ==, 0.5);
  zb_sample_picture (GTK_WIDGET (dialog), "compare");
  adw_dialog_force_close (dialog);
}

static void
test_leader_reopens (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  zb_cases_desk_show (desk, "case-0350");
  zb_sample_click (find_action (desk, "case-pane.primary"));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)),
                         "再次发生");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "do"));
  g_signal_emit_by_name (dialog, "response::do", "do");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.reopen', 'case-0350', {'reason': <'再次发生'>})");
}

/* A deadline is past when it is past for the platform. */
static void
test_skewed_clock (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *countdown = zb_countdown_new (TRUE);
  const gint64 now = g_get_real_time ();

  g_object_ref_sink (countdown);
  zb_countdown_set_clock (ZB_COUNTDOWN (countdown), now - G_TIME_SPAN_HOUR, now, now + G_TIME_SPAN_MINUTE);
  g_assert_true (gtk_widget_has_css_class (countdown, "near"));
  zb_now_set_offset (2 * G_TIME_SPAN_MINUTE);
  zb_countdown_set_clock (ZB_COUNTDOWN (countdown), now - G_TIME_SPAN_HOUR, now, now + G_TIME_SPAN_MINUTE);
  g_assert_true (gtk_widget_has_css_class (countdown, "past"));
  zb_now_set_offset (0);
  g_assert_finalize_object (countdown);
}

/* So is today, where this machine is a day behind. */
static void
test_skewed_day (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (ZbCase) closed = ZB_CASE (zb_entity_new (ZB_KIND_CASE, "case-closed"));
  ZbStepTime *end = g_object_new (ZB_TYPE_STEP_TIME, NULL);

  end->step = closed->step = ZB_STEP_CLOSED;
  end->at = g_get_real_time () + G_TIME_SPAN_DAY;
  closed->steps = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (closed->steps, end);
  g_assert_false (zb_cases_page_was_closed_today (closed));
  zb_now_set_offset (G_TIME_SPAN_DAY);
  g_assert_true (zb_cases_page_was_closed_today (closed));
  zb_now_set_offset (0);
}

static void
answer (ZbSampleDesk *desk, const char *reason)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));

  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)), reason);
  g_signal_emit_by_name (dialog, "response::do", "do");
  adw_dialog_force_close (dialog);
  zb_sample_settle ();
}

static ZbAssignmentRow *
find_task (ZbSampleDesk *desk, const char *handler)
{
  GtkWidget *tasks = zb_sample_find (desk->screen, GTK_TYPE_LIST_BOX, "zb-form-card");
  GtkWidget *label = zb_sample_find_text (tasks, handler);

  if (!label)
    return NULL;
  return ZB_ASSIGNMENT_ROW (gtk_widget_get_ancestor (label, ZB_TYPE_ASSIGNMENT_ROW));
}

/* One more task for the case, sent before all others, so that its row comes above theirs. */
static void
add_task (ZbSampleDesk *desk, const char *id)
{
  ZbAssignment *task = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, id));
  g_autoptr (ZbEvent) event = NULL;

  task->parent_instance.version = 1;
  task->case_id = g_strdup (ZB_SAMPLE_CASE);
  task->unit = g_strdup ("unit-ts03");
  task->state = ZB_ASSIGNMENT_SENT;
  task->sent_at = 1;
  event = zb_event_new ("assignment.updated", ZB_ENTITY (task), 1);
  zb_world_apply (desk->world, event);
  g_object_unref (task);
  zb_sample_settle ();
}

static void
accept_elsewhere (ZbSampleDesk *desk, const char *id)
{
  ZbEntity *task = zb_world_lookup (desk->world, ZB_KIND_ASSIGNMENT, id);
  ZbAssignment *edited = ZB_ASSIGNMENT (zb_record_copy (ZB_RECORD (task)));

  edited->parent_instance.version++;
  edited->state = ZB_ASSIGNMENT_ON_SCENE;
  zb_sample_world_change (desk->world, ZB_ENTITY (edited));
  zb_sample_settle ();
}

/* What is being written survives whatever comes from the platform meanwhile, even the end of the task. */
static void
test_reason_outlives_events (ZbSampleDesk *desk, gconstpointer data)
{
  ZbAssignmentRow *row;
  g_autoptr (ZbEvent) event = zb_event_new_removed (ZB_KIND_ASSIGNMENT, "assignment-0392-c", 9);

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  row = find_task (desk, "武夷物业");
  gtk_widget_activate_action (GTK_WIDGET (row), "task.act", "s", "6");
  zb_sample_settle ();
  accept_elsewhere (desk, "assignment-0392-c");
  add_task (desk, "assignment-0392-d");
  g_assert_true (find_task (desk, "武夷物业") == row);
  g_assert_nonnull (find_task (desk, "天山 03"));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (row), "On the scene"));
  zb_world_apply (desk->world, event);
  answer (desk, "另派他人");
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk),
                                   "command.submit ('assignment.cancel', 'assignment-0392-c', {"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'reason': <'另派他人'>"));
}

/* What was asked of one case is not done to another that is shown meanwhile. */
static void
test_reason_is_of_its_case (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, "case-0350");
  zb_sample_click (find_action (desk, "case-pane.primary"));
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  answer (desk, "再次发生");
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.reopen', 'case-0350', {'reason': <'再次发生'>})");
}

/* What changes in a world that is not shown any more is nothing to the page. */
static void
test_former_world (ZbSampleDesk *desk, gconstpointer data)
{
  ZbEntity *area = zb_entity_new (ZB_KIND_AREA, "area-new");

  ((ZbArea *)area)->kind = ZB_AREA_SUBDISTRICT;
  ((ZbArea *)area)->name = g_strdup ("新街道");
  g_object_set (desk->screen, "world", NULL, NULL);
  zb_sample_world_change (desk->world, area);
  zb_sample_settle ();
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 0);
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function)                                                                        \
  g_test_add (path, ZbSampleDesk, account, zb_cases_desk_set_up, function, zb_cases_desk_tear_down)
  TEST ("/cases-page/rows", NULL, test_rows);
  TEST ("/cases-page/step-filters", NULL, test_step_filters);
  TEST ("/cases-page/filter-is-of-its-officer", NULL, test_filter_is_of_its_officer);
  TEST ("/cases-page/follows", NULL, test_follows);
  TEST ("/cases-page/one-case", NULL, test_one_case);
  TEST ("/cases-page/long-number", NULL, test_long_number);
  TEST ("/cases-page/dispatcher-may-not-check", NULL, test_dispatcher_may_not_check);
  TEST ("/cases-page/checker-passes", "account-wu", test_checker_passes);
  TEST ("/cases-page/compose", NULL, test_compose);
  TEST ("/cases-page/note", NULL, test_note);
  TEST ("/cases-page/note-stays", NULL, test_note_stays);
  TEST ("/cases-page/note-is-its-writers", NULL, test_note_is_its_writers);
  TEST ("/cases-page/note-greyed", NULL, test_note_greyed);
  TEST ("/cases-page/closed-case-has-no-ticks", NULL, test_closed_case_has_no_ticks);
  TEST ("/cases-page/compare", NULL, test_compare);
  TEST ("/cases-page/leader-reopens", "account-leader", test_leader_reopens);
  TEST ("/cases-page/read-aloud", NULL, test_read_aloud);
  TEST ("/cases-page/stale", NULL, test_stale);
  TEST ("/cases-page/skewed-clock", NULL, test_skewed_clock);
  TEST ("/cases-page/skewed-day", NULL, test_skewed_day);
  TEST ("/cases-page/reason-outlives-events", NULL, test_reason_outlives_events);
  TEST ("/cases-page/reason-is-of-its-case", "account-leader", test_reason_is_of_its_case);
  TEST ("/cases-page/former-world", NULL, test_former_world);
  return g_test_run ();
}
