/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue as an officer meets it: rows, pill, chips, selection, and its end. */
#include "zb-device.h"
#include "zb-looking-mark.h"
#include "zb-now.h"
#include "zb-queue-row.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-wait.h"
#include "zb-words.h"
#include "zb-zone.h"

#include <stdio.h>

typedef struct
{
  ZbWorld *world;
  GtkWidget *window;
  ZbQueueView *view;
  GSimpleActionGroup *actions;
  char *activated;
} Fixture;

static void
on_select (GSimpleAction *action, GVariant *parameter, Fixture *fixture)
{
  g_set_str (&fixture->activated, g_variant_get_string (parameter, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleAction) select = g_simple_action_new ("select", G_VARIANT_TYPE_STRING);

  fixture->world = zb_sample_world_new (g_get_real_time ());
  zb_words_set_world (fixture->world);
  fixture->view = g_object_new (ZB_TYPE_QUEUE_VIEW, "account",
                                zb_sample_world_get_account (fixture->world, ZB_SAMPLE_OFFICER), "world",
                                fixture->world, NULL);
  fixture->actions = g_simple_action_group_new ();
  g_signal_connect (select, "activate", G_CALLBACK (on_select), fixture);
  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (select));
  fixture->window = zb_sample_show (GTK_WIDGET (fixture->view), 464, 1032);
  gtk_widget_insert_action_group (fixture->window, "alert", G_ACTION_GROUP (fixture->actions));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *)&fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_sample_settle ();
  g_assert_null (fixture->view);
  g_object_unref (fixture->actions);
  g_free (fixture->activated);
  g_assert_finalize_object (fixture->world);
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (zb_queue_view_get_queue (fixture->view)));
}

static void
raise_three (Fixture *fixture)
{
  const gint64 now = g_get_real_time ();

  zb_sample_world_raise (fixture->world, "new-1", ZB_SEVERITY_HIGH, now);
  zb_sample_world_raise (fixture->world, "new-2", ZB_SEVERITY_MEDIUM, now);
  zb_sample_world_raise (fixture->world, "new-3", ZB_SEVERITY_MEDIUM, now);
  zb_sample_settle ();
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_assert_cmpuint (count_rows (fixture), ==, 47);
  g_assert_nonnull (zb_sample_find_text (view, "车棚疑似明火"));
  g_assert_nonnull (zb_sample_find_text (view, "×3"));
  g_assert_nonnull (zb_sample_find_text (view, "天山路 889 弄 · 3 号车棚"));
  g_assert_nonnull (zb_sample_find_text (view, "93%"));
  g_assert_nonnull (zb_sample_find_text (view, "李值班"));
  zb_queue_view_set_selected (fixture->view,
                              zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT));
  raise_three (fixture);
  zb_sample_picture (view, "queue");
}

static void
test_new_wait_behind_the_pill (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pill = zb_sample_find_action (GTK_WIDGET (fixture->view), "queue.take-new");

  g_assert_false (gtk_widget_get_child_visible (gtk_widget_get_parent (pill)));
  raise_three (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 47);
  g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_parent (pill)));
  g_assert_nonnull (zb_sample_find_text (pill, "3"));
  zb_sample_click (pill);
  g_assert_cmpuint (count_rows (fixture), ==, 50);
}

static guint
read_recent (Fixture *fixture)
{
  g_autofree char *line = NULL;
  guint n = 0;

  g_object_get (fixture->view, "recent-line", &line, NULL);
  sscanf (line, "Last 10 minutes: %u", &n);
  return n;
}

/* The footer does not wait for its own time to come round. */
static void
test_recent_is_counted_soon (Fixture *fixture, gconstpointer data)
{
  const guint before = read_recent (fixture);

  raise_three (fixture);
  zb_wait_for (read_recent (fixture) == before + 3, 5000);
}

/* Closes the rows from @first on. */
static void
close_rows_from (Fixture *fixture, guint first)
{
  GListModel *rows = G_LIST_MODEL (zb_queue_view_get_queue (fixture->view));
  g_autoptr (GPtrArray) closed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (rows, i);
      ZbAlert *copy = ZB_ALERT (zb_record_copy (ZB_RECORD (alert)));
      copy->state = ZB_ALERT_CLOSED;
      copy->parent_instance.version++;
      g_ptr_array_add (closed, copy);
    }
  zb_world_fill (fixture->world, ZB_KIND_ALERT, closed);
}

/* A list that has become short enough scrolls to its top by itself, while it is being laid out: the new
 * alerts come in after that, since rows that come meanwhile would be laid out without a size. */
static void
test_shrinks_to_the_top (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW, "zb-queue-list");
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, 600);
  zb_sample_settle ();
  raise_three (fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 47);
  close_rows_from (fixture, 4);
  zb_wait_for (count_rows (fixture) == 4 + 3, 10000);
  zb_sample_settle ();
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
}

static void
test_chips_filter (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chip = zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON, "zb-chip");

  zb_sample_click (chip);
  g_assert_cmpuint (count_rows (fixture), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "queue.clear-filter", NULL);
  zb_sample_settle ();
  g_assert_cmpuint (count_rows (fixture), ==, 47);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->view), ZB_TYPE_QUEUE_VIEW, name);
}

static void
look_for (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (get_child (fixture, "search"), text);
  g_signal_emit_by_name (get_child (fixture, "search"), "search-changed");
  zb_sample_settle ();
}

static void
sit_down (Fixture *fixture, const char *id)
{
  g_autoptr (ZbAccount) account = id ? ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, id)) : NULL;

  g_object_set (fixture->view, "account", account, NULL);
  zb_sample_settle ();
}

/* Whoever sits down next sees all that there is, and not what the one before was looking for. */
static void
test_filter_is_its_officers (Fixture *fixture, gconstpointer data)
{
  gtk_toggle_button_set_active (get_child (fixture, "low_chip"), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "queue.order", "s", "time");
  look_for (fixture, "张三");
  g_assert_cmpuint (count_rows (fixture), ==, 0);

  /* The session has ended, and the same officer is back. */
  sit_down (fixture, NULL);
  sit_down (fixture, ZB_SAMPLE_OFFICER);
  g_assert_cmpstr (gtk_editable_get_text (get_child (fixture, "search")), ==, "张三");
  sit_down (fixture, NULL);
  sit_down (fixture, "account-li");
  g_assert_cmpstr (gtk_editable_get_text (get_child (fixture, "search")), ==, "");
  g_assert_false (gtk_toggle_button_get_active (get_child (fixture, "low_chip")));
  g_assert_cmpuint (count_rows (fixture), ==, 47);
  g_autofree char *order = NULL;
  g_object_get (fixture->view, "order", &order, NULL);
  g_assert_cmpstr (order, ==, "severity");
}

/* What the filter hides although somebody is needed is said, and shown at the press of a button. */
static void
test_hidden_is_said (Fixture *fixture, gconstpointer data)
{
  GtkWidget *line = zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_BOX, "zb-queue-hidden");
  GtkWidget *button = zb_sample_find_action (line, "queue.show-hidden");

  g_assert_false (gtk_widget_get_visible (line));
  look_for (fixture, "张三");
  g_assert_true (gtk_widget_get_visible (line));
  g_assert_nonnull (zb_sample_find_text (line, "The filter hides"));
  zb_sample_world_raise (fixture->world, "new-1", ZB_SEVERITY_URGENT, g_get_real_time ());
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (line, "urgent"));
  zb_sample_picture (GTK_WIDGET (fixture->view), "queue-hidden");
  zb_sample_click (button);
  zb_sample_settle ();
  g_assert_false (gtk_widget_get_visible (line));
  g_assert_cmpuint (count_rows (fixture), ==, 48);
}

static void
test_selection_follows_its_alert (Fixture *fixture, gconstpointer data)
{
  ZbAlert *alert = zb_world_lookup (fixture->world, ZB_KIND_ALERT, "alert-13");
  ZbAlert *edited = zb_sample_world_edit_alert (fixture->world, "alert-13");

  zb_queue_view_set_selected (fixture->view, alert);
  g_assert_null (fixture->activated);
  edited->severity = ZB_SEVERITY_URGENT;
  edited->last_at = g_get_real_time ();
  zb_sample_world_change (fixture->world, (ZbEntity *)edited);
  zb_queue_view_take_new (fixture->view);
  zb_sample_settle ();
  g_assert_true (zb_queue_view_get_selected (fixture->view) == alert);
  zb_queue_view_move (fixture->view, 1);
  g_assert_cmpstr (fixture->activated, ==, ZB_SAMPLE_ALERT);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbAlert) first = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "queue.order", "s", "time");
  zb_sample_settle ();
  zb_queue_view_move (fixture->view, 6);
  g_assert_cmpstr (fixture->activated, ==, ZB_SAMPLE_ALERT);
  zb_queue_view_move (fixture->view, 6);
  g_assert_cmpstr (fixture->activated, ==, "alert-05");
}

static void
test_pending_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.claim", "alert-01", g_variant_new ("a{sv}", NULL));
  g_autoptr (ZbProblem) problem = zb_problem_new (423, "Claimed by another", "Claimed by another");

  g_assert_null (zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "zb-warn"));
  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_world_add_command (fixture->world, command);
  g_assert_nonnull (zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "zb-warn"));
  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
  g_assert_nonnull (zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LABEL, "zb-urgent"));
  zb_world_remove_command (fixture->world, command);
}

/* What the entry's Escape does. */
static void
test_filter_closes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  GObject *button = gtk_widget_get_template_child (view, ZB_TYPE_QUEUE_VIEW, "filter_button");
  GObject *search = gtk_widget_get_template_child (view, ZB_TYPE_QUEUE_VIEW, "search");
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (popover)));
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

static void
test_zone (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_assert_null (zb_sample_find_text (view, "中山公园活动"));
  mark (fixture->world, "alert-01", ZB_SEVERITY_NONE, ZB_SEVERITY_URGENT);
  g_assert_nonnull (zb_sample_find_text (view, "中山公园活动"));
  g_assert_null (zb_sample_find_text (view, "↑ 中山公园活动"));
  mark (fixture->world, "alert-01", ZB_SEVERITY_HIGH, ZB_SEVERITY_URGENT);
  g_assert_nonnull (zb_sample_find_text (view, "↑ 中山公园活动"));
  zb_sample_picture (fixture->window, "queue-zone");
}

/* What goes on after its verdict says so, for eyes and for a screen reader. */
static void
test_raised_again (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  ZbAlert *edited = zb_sample_world_edit_alert (fixture->world, "alert-01");
  g_autofree char *says = NULL;

  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_FALSE;
  edited->occurrences = 7;
  edited->again = TRUE;
  g_assert_null (zb_sample_find_text (view, "Raised again ×7"));
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (view, "Raised again ×7"));
  says = zb_queue_row_say (zb_world_lookup (fixture->world, ZB_KIND_ALERT, "alert-01"));
  g_assert_nonnull (strstr (says, "raised again after the verdict"));
  zb_sample_picture (fixture->window, "queue-raised-again");
}

static GtkDragSource *
find_drag_source (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DRAG_SOURCE (controller))
        return GTK_DRAG_SOURCE (controller);
    }
  return NULL;
}

/* What a drag that begins in the row of an alert carries. */
static gpointer
begin_drag (Fixture *fixture, const char *title)
{
  GtkWidget *list = zb_sample_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW, "zb-queue-list");
  GtkWidget *label = zb_sample_find_text (list, title);
  g_autoptr (GdkContentProvider) provider = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  graphene_point_t at;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_point (label, list, &GRAPHENE_POINT_INIT (4, 4), &at));
  g_signal_emit_by_name (find_drag_source (list), "prepare", (double)at.x, (double)at.y, &provider);
  if (!provider)
    return NULL;
  g_value_init (&value, ZB_TYPE_DEVICE);
  g_assert_true (gdk_content_provider_get_value (provider, &value, NULL));
  return g_value_get_object (&value);
}

/* An alert is dragged as its own camera, or as the nearest that is online; one without any is not. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  ZbAlert *alert = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  ZbAlert *edited = zb_sample_world_edit_alert (fixture->world, ZB_SAMPLE_ALERT);
  ZbDevice *first;

  g_set_str (&edited->device, NULL);
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_null (begin_drag (fixture, "车棚疑似明火"));
  zb_sample_world_add_cameras (fixture->world, alert->location, 3);
  first = zb_world_lookup (fixture->world, ZB_KIND_DEVICE, "camera-00");
  g_assert_true (begin_drag (fixture, "车棚疑似明火") == first);
  edited = zb_sample_world_edit_alert (fixture->world, ZB_SAMPLE_ALERT);
  g_set_str (&edited->device, "camera-02");
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
  zb_sample_settle ();
  g_assert_cmpstr (ZB_ENTITY (begin_drag (fixture, "车棚疑似明火"))->id, ==, "camera-02");
}

static ZbAlert *
claim (Fixture *fixture, const char *by, gint64 until)
{
  ZbAlert *alert = zb_sample_world_edit_alert (fixture->world, ZB_SAMPLE_ALERT);

  alert->state = ZB_ALERT_CLAIMED;
  g_clear_object (&alert->claim);
  alert->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  alert->claim->by = g_strdup (by);
  alert->claim->until = until;
  zb_sample_world_change (fixture->world, ZB_ENTITY (alert));
  return alert;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  return zb_sample_find_text (widget, text) != NULL;
}

/* What was mine is called lapsed when its time is over, though nobody has said so. */
static void
test_lapse (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_assert_false (says (view, "Lapsed"));
  claim (fixture, ZB_SAMPLE_OFFICER, zb_now () + 2 * G_TIME_SPAN_SECOND);
  zb_sample_settle ();
  zb_wait_for (says (view, "Lapsed"), 10000);
  claim (fixture, ZB_SAMPLE_OFFICER, zb_now () + 60 * G_TIME_SPAN_SECOND);
  zb_sample_settle ();
  g_assert_false (says (view, "Lapsed"));
}

static void
look_at (Fixture *fixture, const char *account, const char *alert)
{
  g_autoptr (GPtrArray) officers = g_ptr_array_new_with_free_func (g_object_unref);
  ZbOfficer *officer = g_object_new (ZB_TYPE_OFFICER, NULL);

  officer->account = g_strdup (account);
  officer->name = g_strdup ("欧阳");
  officer->role = ZB_ROLE_DUTY_OFFICER;
  officer->looking_at = g_strconcat ("alert/", alert, NULL);
  g_ptr_array_add (officers, officer);
  zb_world_set_officers (fixture->world, officers);
  zb_sample_settle ();
}

/* Who else looks at an alert stands in its row; oneself does not. */
static void
test_looking (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  zb_looking_mark_set_own (ZB_SAMPLE_OFFICER);
  g_assert_false (says (view, "欧"));
  look_at (fixture, "account-li", ZB_SAMPLE_ALERT);
  g_assert_true (says (view, "欧"));
  look_at (fixture, ZB_SAMPLE_OFFICER, ZB_SAMPLE_ALERT);
  g_assert_false (says (view, "欧"));
  look_at (fixture, "account-li", "alert-nowhere");
  g_assert_false (says (view, "欧"));
  zb_looking_mark_set_own (NULL);
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  TEST ("/queue-view/rows", test_rows);
  TEST ("/queue-view/new-wait-behind-the-pill", test_new_wait_behind_the_pill);
  TEST ("/queue-view/recent-is-counted-soon", test_recent_is_counted_soon);
  TEST ("/queue-view/shrinks-to-the-top", test_shrinks_to_the_top);
  TEST ("/queue-view/chips-filter", test_chips_filter);
  TEST ("/queue-view/filter-is-its-officers", test_filter_is_its_officers);
  TEST ("/queue-view/hidden-is-said", test_hidden_is_said);
  TEST ("/queue-view/selection-follows-its-alert", test_selection_follows_its_alert);
  TEST ("/queue-view/order", test_order);
  TEST ("/queue-view/filter-closes", test_filter_closes);
  TEST ("/queue-view/pending-command", test_pending_command);
  TEST ("/queue-view/zone", test_zone);
  TEST ("/queue-view/raised-again", test_raised_again);
  TEST ("/queue-view/lapse", test_lapse);
  TEST ("/queue-view/looking", test_looking);
  TEST ("/queue-view/drag", test_drag);
  return g_test_run ();
}
