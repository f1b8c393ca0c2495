/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does all day, on the real window at a real platform: what is done at the desk is
 * asked of the platform afterwards. */
#include "zb-alert-pane.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-devices-page.h"
#include "zb-duty.h"
#include "zb-map-view.h"
#include "zb-phone-in-dialog.h"
#include "zb-query.h"
#include "zb-queue-view.h"
#include "zb-rail-row.h"
#include "zb-search.h"
#include "zb-transaction.h"
#include "zb-units-page.h"

/* --- an alert by telephone ----------------------------------------------------------------- */

static GtkWidget *
part_of_form (ZbDuty *duty, const char *name)
{
  g_assert_true (ZB_IS_PHONE_IN_DIALOG (zb_duty_get_dialog (duty)));
  return zb_duty_find_child (zb_duty_get_dialog (duty), ZB_TYPE_PHONE_IN_DIALOG, name);
}

static gboolean
is_form_shown (gpointer data)
{
  ZbDuty *duty = data;

  return ZB_IS_PHONE_IN_DIALOG (zb_duty_get_dialog (duty)) &&
         gtk_widget_get_mapped (part_of_form (duty, "title_row"));
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
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
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

static gboolean
has_no_dialog (gpointer data)
{
  return zb_duty_get_dialog (data) == NULL;
}

static void
assert_draft (ZbDuty *duty)
{
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part_of_form (duty, "title_row"))), ==, "楼道堆物");
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
  assert_draft (duty);
  end_session (duty);
  g_assert_null (zb_duty_get_dialog (duty));
  zb_duty_sign_in (duty, "officer");
  assert_draft (duty);
  gtk_widget_activate_action (GTK_WIDGET (zb_duty_get_dialog (duty)), "phone-in.submit", NULL);
  g_assert_true (zb_test_wait (is_taken_down, duty, 10000));
}

static gboolean
is_form_shown_or_gone (gpointer data)
{
  return has_no_dialog (data) || is_form_shown (data);
}

static void
lock_and_unlock (ZbDuty *duty)
{
  zb_door_lock (duty->door);
  g_assert_null (zb_duty_get_dialog (duty));
  zb_duty_sign_in (duty, "officer");
}

/* The desk is locked while a form is still on its way in: it comes back as soon as it was seen at all, and
 * nothing unseen is left over the desk. */
static void
test_draft_on_its_way (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.create", NULL);
  lock_and_unlock (duty);
  g_assert_true (zb_test_wait (is_form_shown_or_gone, duty, 10000));
  if (has_no_dialog (duty))
    gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.create", NULL);
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
  lock_and_unlock (duty);
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
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

/* --- claims ---------------------------------------------------------------------------------- */

static gpointer
find_widget (GtkWidget *widget, gboolean (*matches) (GtkWidget *widget, gconstpointer data),
             gconstpointer data)
{
  gpointer found = matches (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, matches, data);
  return found;
}

static gboolean
says (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), words);
}

static gboolean
is_mine (gpointer data)
{
  ZbDuty *duty = data;
  ZbAlert *alert = zb_duty_find_alert (duty);

  return alert->state == ZB_ALERT_CLAIMED &&
         g_strcmp0 (alert->claim->by, ZB_ENTITY (zb_desk_get_account (duty->desk))->id) == 0;
}

static gboolean
is_free (gpointer data)
{
  return zb_duty_find_alert (data)->state == ZB_ALERT_NEW;
}

static void
claim (ZbDuty *duty)
{
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.claim", "s", duty->alert);
  g_assert_true (zb_test_wait (is_mine, duty, 5000));
}

static gboolean
says_taken_over (gpointer data)
{
  return find_widget (GTK_WIDGET (((ZbDuty *)data)->window), says, "leader 已接手") != NULL;
}

static gboolean
says_graver (gpointer data)
{
  return find_widget (GTK_WIDGET (((ZbDuty *)data)->window), says, "已升级") != NULL;
}

static gboolean
says_run_out (gpointer data)
{
  return find_widget (GTK_WIDGET (((ZbDuty *)data)->window), says, "已到期") != NULL;
}

static void
take_over (ZbDuty *duty)
{
  g_autofree char *path = g_strdup_printf ("/alerts/%s/claim", duty->alert);
  g_autoptr (ZbTestAnswer) answer =
      zb_test_post (duty->platform, "leader", path, "{\"take_over\":\"%s\"}", "换班");

  zb_test_assert_status (answer, 200);
}

/* Who held a claim is told by whom it was taken over; behind the door that waits. */
static void
test_claim_is_taken_over (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "low", "one");
  claim (duty);
  zb_door_lock (duty->door);
  take_over (duty);
  zb_duty_spin (1500);
  g_assert_false (says_taken_over (duty));
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (says_taken_over, duty, 5000));
}

static void
test_claim_is_gone (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *again = NULL;

  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "low", "one");
  claim (duty);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.release", "s", duty->alert);
  g_assert_true (zb_test_wait (is_free, duty, 5000));
  zb_duty_spin (300);
  g_assert_false (says_run_out (duty));
  claim (duty);
  again = zb_test_raise (duty->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  g_assert_true (zb_test_wait (says_graver, duty, 5000));
}

/* --- the queue, when the desk is opened -------------------------------------------------------- */

static gboolean
is_queue (GtkWidget *widget, gconstpointer data)
{
  return ZB_IS_QUEUE_VIEW (widget);
}

static ZbAlertQueue *
find_queue (ZbDuty *duty)
{
  return zb_queue_view_get_queue (find_widget (GTK_WIDGET (duty->window), is_queue, NULL));
}

static gboolean
has_a_row (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (find_queue (data))) == 1;
}

static gboolean
has_one_waiting (gpointer data)
{
  return zb_alert_queue_get_n_waiting (find_queue (data)) == 1;
}

/* What was there before is in the list; what comes from then on waits to be asked for. */
static void
test_opening (ZbDuty *duty, gconstpointer data)
{
  duty->alert = zb_test_raise (duty->platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, "one");
  zb_duty_sign_in (duty, "officer");
  g_assert_true (zb_test_wait (has_a_row, duty, 5000));
  g_assert_cmpuint (zb_alert_queue_get_n_waiting (find_queue (duty)), ==, 0);
  zb_duty_raise (duty, "high", "two");
  g_assert_true (zb_test_wait (has_one_waiting, duty, 5000));
  zb_duty_spin (2500);
  g_assert_true (has_one_waiting (duty));
  g_assert_true (has_a_row (duty));
}

/* --- how old it is --------------------------------------------------------------------------------- */

static gboolean
is_old (GtkWidget *widget, gconstpointer data)
{
  return says (widget, "截至") && gtk_widget_has_css_class (widget, "zb-pill");
}

static gboolean
says_how_old (gpointer data)
{
  return find_widget (data, is_old, NULL) != NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return gtk_widget_get_mapped (widget) && G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

typedef struct
{
  ZbDuty *duty;
  GType type;
  gboolean old;
} Head;

static gboolean
is_marked_rightly (gpointer data)
{
  Head *head = data;
  GtkWidget *widget =
      find_widget (GTK_WIDGET (head->duty->window), is_of_type, GSIZE_TO_POINTER (head->type));

  return widget && says_how_old (widget) == head->old;
}

/* Without a line every head of what shows data says how old they are; with one none does. */
static void
test_old_is_marked (ZbDuty *duty, gconstpointer data)
{
  const struct
  {
    const char *page;
    GType type;
  } heads[] = { { "map", ZB_TYPE_QUEUE_VIEW },    { "map", ZB_TYPE_ALERT_PANE },
                { "alerts", ZB_TYPE_QUEUE_VIEW }, { "alerts", ZB_TYPE_ALERT_PANE },
                { "units", ZB_TYPE_UNITS_PAGE },  { "devices", ZB_TYPE_DEVICES_PAGE } };

  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "high", "one");
  zb_desk_select_alert (duty->desk, duty->alert);
  for (int connected = 1; connected >= 0; connected--)
    {
      if (!connected)
        zb_test_platform_stop (duty->platform);
      g_assert_true (connected || zb_test_wait (is_lost, duty, 10000));
      for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
        {
          Head head = { duty, heads[i].type, !connected };
          gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", heads[i].page);
          g_test_message ("%s, %s", heads[i].page, g_type_name (heads[i].type));
          g_assert_true (zb_test_wait (is_marked_rightly, &head, 10000));
        }
    }
}

/* --- what is not known here --------------------------------------------------------------------------- */

#define OLD_CASE "01890a5d-ac96-774b-bcce-b302099a8057"

static gboolean
add_case (ZbTransaction *tx, gpointer data)
{
  ZbCase *a_case = ZB_CASE (zb_entity_new (ZB_KIND_CASE, OLD_CASE));

  a_case->title = g_strdup ("楼道堆物");
  a_case->area = g_strdup (ZB_TEST_NORTH_COMMITTEE);
  a_case->kind = g_strdup ("smoke_fire");
  a_case->severity = ZB_SEVERITY_LOW;
  a_case->place = g_strdup ("北一");
  a_case->location = (ZbPoint){ 121.4, 31.2 };
  a_case->step = ZB_STEP_CLOSED;
  zb_transaction_add (tx, a_case, "case.updated");
  return TRUE;
}

static gboolean
knows_case (gpointer data)
{
  return zb_world_lookup (zb_desk_get_world (((ZbDuty *)data)->desk), ZB_KIND_CASE, OLD_CASE) != NULL;
}

static void
forget (ZbDuty *duty, ZbKind kind, const char *id)
{
  g_autoptr (ZbEvent) gone = zb_event_new_removed (kind, id, 0);

  g_assert_true (zb_world_apply (zb_desk_get_world (duty->desk), gone));
}

static gboolean
shows_alert (gpointer data)
{
  ZbAlert *alert = zb_desk_get_selected_alert (((ZbDuty *)data)->desk);

  return alert && g_str_equal (ZB_ENTITY (alert)->id, ((ZbDuty *)data)->alert);
}

static gboolean
shows_case (gpointer data)
{
  ZbCase *a_case = zb_desk_get_selected_case (((ZbDuty *)data)->desk);

  return a_case && g_str_equal (ZB_ENTITY (a_case)->id, OLD_CASE);
}

/* What the platform finds and the console does not know any more is fetched, and shown. */
static void
test_unknown_is_fetched (ZbDuty *duty, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "low", "one");
  zb_platform_work_sync (zb_test_platform_get (duty->platform), add_case, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zb_test_wait (knows_case, duty, 5000));
  forget (duty, ZB_KIND_ALERT, duty->alert);
  forget (duty, ZB_KIND_CASE, OLD_CASE);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.select", "s", duty->alert);
  g_assert_true (zb_test_wait (shows_alert, duty, 5000));
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "case.show", "s", OLD_CASE);
  g_assert_true (zb_test_wait (shows_case, duty, 5000));
}

static gboolean
is_search (GtkWidget *widget, gconstpointer data)
{
  return ZB_IS_SEARCH (widget);
}

static gboolean
says_not_asked (gpointer data)
{
  return find_widget (data, says, "未向平台查询") != NULL;
}

static gboolean
says_nothing_found (gpointer data)
{
  return find_widget (data, says, "没有找到") != NULL;
}

static void
test_search_without_line (ZbDuty *duty, gconstpointer data)
{
  ZbSearch *search;
  GtkWidget *entry;

  zb_duty_sign_in (duty, "officer");
  search = find_widget (GTK_WIDGET (duty->window), is_search, NULL);
  entry = zb_duty_find_child (search, ZB_TYPE_SEARCH, "entry");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.search", NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "不存在的地方");
  g_assert_true (zb_test_wait (says_nothing_found, search, 10000));
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 10000));
  gtk_editable_set_text (GTK_EDITABLE (entry), "也不存在");
  g_assert_true (zb_test_wait (says_not_asked, search, 20000));
}

/* --- what is remembered ------------------------------------------------------------------------------- */

static gboolean
is_map (GtkWidget *widget, gconstpointer data)
{
  return ZB_IS_MAP_VIEW (widget);
}

static void
open_window_again (ZbDuty *duty)
{
  gtk_window_close (GTK_WINDOW (duty->window));
  zb_duty_spin (300);
  duty->window = zb_window_new (ADW_APPLICATION (g_application_get_default ()), duty->desk, duty->settings);
  gtk_window_present (GTK_WINDOW (duty->window));
  zb_duty_spin (300);
}

/* A console that is started again is as it was left: its page, its layers, folded or not. */
static void
test_restart_remembers (ZbDuty *duty, gconstpointer data)
{
  gboolean expanded;
  GtkWidget *stack;

  g_object_set (find_widget (GTK_WIDGET (duty->window), is_map, NULL), "layers-expanded", FALSE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "units");
  open_window_again (duty);
  g_object_get (find_widget (GTK_WIDGET (duty->window), is_map, NULL), "layers-expanded", &expanded, NULL);
  g_assert_false (expanded);
  stack = zb_duty_find_child (duty->window, ZB_TYPE_WINDOW, "pages");
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, "units");
}

/* --- the rail ------------------------------------------------------------------------------------ */

static gboolean
is_rail_row (GtkWidget *widget, gconstpointer label)
{
  g_autofree char *problem = NULL;

  if (!ZB_IS_RAIL_ROW (widget))
    return FALSE;
  problem =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return problem == NULL;
}

static gboolean
is_counted_aloud (gpointer data)
{
  return find_widget (GTK_WIDGET (((ZbDuty *)data)->window), is_rail_row, "告警，1") != NULL;
}

static void
test_rail_speaks (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "low", "one");
  g_assert_true (zb_test_wait (is_counted_aloud, duty, 5000));
}

/* --- devices --------------------------------------------------------------------------------------- */

static gboolean
is_devices_page (GtkWidget *widget, gconstpointer data)
{
  return ZB_IS_DEVICES_PAGE (widget);
}

static guint
count_devices (ZbDuty *duty)
{
  g_autoptr (GListModel) shown = NULL;

  g_object_get (find_widget (GTK_WIDGET (duty->window), is_devices_page, NULL), "shown", &shown, NULL);
  return g_list_model_get_n_items (shown);
}

static gboolean
shows_two (gpointer data)
{
  return count_devices (data) == 2;
}

static gboolean
shows_one (gpointer data)
{
  return count_devices (data) == 1;
}

static gboolean
lose_camera (ZbTransaction *tx, gpointer data)
{
  ZbDevice *device = zb_transaction_load (tx, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH);

  device->status = ZB_DEVICE_OFFLINE;
  zb_transaction_save (tx, device, NULL);
  return TRUE;
}

/* A device that goes offline goes from the list of those that are online, while one looks. */
static void
test_devices_follow (ZbDuty *duty, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  zb_duty_sign_in (duty, "officer");
  page = find_widget (GTK_WIDGET (duty->window), is_devices_page, NULL);
  gtk_drop_down_set_selected (zb_duty_find_child (page, ZB_TYPE_DEVICES_PAGE, "status_choice"),
                              ZB_DEVICE_ONLINE);
  g_assert_true (zb_test_wait (shows_two, duty, 5000));
  zb_platform_work_sync (zb_test_platform_get (duty->platform), lose_camera, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (zb_test_wait (shows_one, duty, 5000));
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
  ADD ("draft-on-its-way", test_draft_on_its_way);
  ADD ("drafts-are-nobody-elses", test_drafts_are_nobody_elses);
  ADD ("claim-is-taken-over", test_claim_is_taken_over);
  ADD ("claim-is-gone", test_claim_is_gone);
  ADD ("opening", test_opening);
  ADD ("old-is-marked", test_old_is_marked);
  ADD ("unknown-is-fetched", test_unknown_is_fetched);
  ADD ("search-without-line", test_search_without_line);
  ADD ("restart-remembers", test_restart_remembers);
  ADD ("rail-speaks", test_rail_speaks);
  ADD ("devices-follow", test_devices_follow);
  return g_test_run ();
}
