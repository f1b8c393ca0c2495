/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several alerts at once, on the real window at a real platform: each is a command of its own, verdicts can
 * be taken back together, and keys mean what is chosen. And an officer's filters of the queue, which they
 * have at any seat. */
#include "zb-actions.h"
#include "zb-alerts-page.h"
#include "zb-duty.h"
#include "zb-named-sets.h"
#include "zb-queue-view.h"

#define N_ALERTS 3

typedef struct
{
  ZbDuty *duty;
  char *ids[N_ALERTS];
  const char *state;
} Several;

static GtkWidget *
find_queue (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (ZB_IS_QUEUE_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_queue (child);
  return found;
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static gboolean
are_known (gpointer data)
{
  Several *several = data;
  ZbWorld *world = zb_desk_get_world (several->duty->desk);

  for (guint i = 0; i < N_ALERTS; i++)
    if (!zb_world_lookup (world, ZB_KIND_ALERT, several->ids[i]))
      return FALSE;
  return TRUE;
}

static void
raise_several (Several *several, ZbDuty *duty)
{
  several->duty = duty;
  for (int i = 0; i < N_ALERTS; i++)
    {
      g_autofree char *key = g_strdup_printf ("bulk-%d", i);
      several->ids[i] = zb_test_raise (duty->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, key);
    }
  g_assert_true (zb_test_wait (are_known, several, 10000));
}

static void
several_clear (Several *several)
{
  for (int i = 0; i < N_ALERTS; i++)
    g_free (several->ids[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Several, several_clear)

static gboolean
are_at_platform (gpointer data)
{
  Several *several = data;

  for (int i = 0; i < N_ALERTS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/alerts/%s", several->ids[i]);
      g_autoptr (ZbTestAnswer) answer = zb_test_get (several->duty->platform, "officer2", path);
      if (g_strcmp0 (zb_test_answer_text (answer, "/state"), several->state) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
wait_at_platform (Several *several, const char *state, guint milliseconds)
{
  several->state = state;
  g_assert_true (zb_test_wait (are_at_platform, several, milliseconds));
}

/* The page of before may be on the screen for a moment longer. */
static gboolean
is_queue_shown (gpointer data)
{
  GtkWidget *queue = find_queue (GTK_WIDGET (((ZbDuty *)data)->window));

  return queue && gtk_widget_get_ancestor (queue, ZB_TYPE_ALERTS_PAGE);
}

static GtkWidget *
show_queue (ZbDuty *duty)
{
  GtkWidget *queue;

  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "alerts");
  g_assert_true (zb_test_wait (is_queue_shown, duty, 5000));
  queue = find_queue (GTK_WIDGET (duty->window));
  zb_queue_view_take_new (ZB_QUEUE_VIEW (queue));
  return queue;
}

static void
choose (Several *several, GtkWidget *queue)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (find_list (queue)));
  ZbWorld *world = zb_desk_get_world (several->duty->desk);

  gtk_selection_model_unselect_all (model);
  for (int i = 0; i < N_ALERTS; i++)
    {
      guint row;
      g_assert_true (zb_alert_queue_find (zb_queue_view_get_queue (ZB_QUEUE_VIEW (queue)),
                                          zb_world_lookup (world, ZB_KIND_ALERT, several->ids[i]), &row));
      gtk_selection_model_select_item (model, row, FALSE);
    }
}

static gboolean
are_mine (gpointer data)
{
  Several *several = data;
  ZbWorld *world = zb_desk_get_world (several->duty->desk);

  for (int i = 0; i < N_ALERTS; i++)
    if (ZB_ALERT (zb_world_lookup (world, ZB_KIND_ALERT, several->ids[i]))->state != ZB_ALERT_CLAIMED ||
        zb_world_find_command (world, several->ids[i]))
      return FALSE;
  return TRUE;
}

static char **
keys_of_waiting (Several *several)
{
  ZbWorld *world = zb_desk_get_world (several->duty->desk);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (int i = 0; i < N_ALERTS; i++)
    {
      ZbCommand *command = zb_world_find_command (world, several->ids[i]);
      if (command)
        g_strv_builder_add (keys, zb_command_get_key (command));
    }
  return g_strv_builder_end (keys);
}

/* The outbox has written them down before it shows them. */
static gboolean
are_waiting (gpointer several)
{
  g_auto (GStrv) keys = keys_of_waiting (several);

  return g_strv_length (keys) == N_ALERTS;
}

/* Claimed all; a verdict on all, taken back within its five seconds; the verdict again, and left alone. */
static void
test_verdicts (ZbDuty *duty, gconstpointer data)
{
  g_auto (Several) several = { 0 };
  g_auto (GStrv) keys = NULL;
  GtkWidget *queue;

  zb_duty_sign_in (duty, "officer");
  raise_several (&several, duty);
  queue = show_queue (duty);
  choose (&several, queue);
  gtk_widget_activate_action (queue, "queue.bulk", "s", "claim");
  g_assert_null (zb_duty_get_dialog (duty));
  g_assert_true (zb_test_wait (are_mine, &several, 10000));
  choose (&several, queue);
  gtk_widget_activate_action (queue, "queue.bulk", "s", "false");
  g_assert_true (zb_test_wait (are_waiting, &several, 3000));
  keys = keys_of_waiting (&several);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "outbox.withdraw-many", "^as", keys);
  zb_duty_spin (6000);
  wait_at_platform (&several, "claimed", 1000);
  choose (&several, queue);
  gtk_widget_activate_action (queue, "queue.bulk", "s", "false");
  wait_at_platform (&several, "verified", 15000);
}

static void
press (ZbDuty *duty, const char *name, const char *argument)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (duty->window));
  guint n_rows;
  const ZbAction *rows = zb_actions_get (&n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      g_autoptr (GtkShortcutTrigger) trigger = NULL;
      if (!rows[row].key || !g_str_equal (rows[row].name, name) ||
          g_strcmp0 (rows[row].argument, argument) != 0)
        continue;
      trigger = gtk_shortcut_trigger_parse_string (rows[row].key);
      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                            j < g_list_model_get_n_items (G_LIST_MODEL (controller));
               j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
              if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger) &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                GTK_WIDGET (duty->window), NULL))
                return;
            }
        }
    }
  g_assert_not_reached ();
}

static guint
count_chosen (GtkWidget *queue)
{
  guint n;

  g_object_get (queue, "n-chosen", &n, NULL);
  return n;
}

/* C claims what is chosen; Escape lets it go, and closes the detail only after that. */
static void
test_keys (ZbDuty *duty, gconstpointer data)
{
  g_auto (Several) several = { 0 };
  GtkWidget *queue;

  zb_duty_sign_in (duty, "officer");
  raise_several (&several, duty);
  queue = show_queue (duty);
  zb_desk_select_alert (duty->desk, several.ids[0]);
  choose (&several, queue);
  press (duty, "alert.claim", NULL);
  wait_at_platform (&several, "claimed", 10000);
  g_assert_cmpuint (count_chosen (queue), ==, N_ALERTS);
  g_assert_null (zb_duty_get_dialog (duty));
  g_assert_true (zb_queue_view_has_several (ZB_QUEUE_VIEW (queue)));
  press (duty, "alert.deselect", NULL);
  g_assert_cmpuint (count_chosen (queue), <=, 1);
  g_assert_nonnull (zb_desk_get_selected_alert (duty->desk));
  press (duty, "alert.deselect", NULL);
  g_assert_null (zb_desk_get_selected_alert (duty->desk));
}

/* --- filters ------------------------------------------------------------------------------------------- */

static GListStore *
get_filters (GtkWidget *queue)
{
  GListStore *filters;

  g_object_get (queue, "filters", &filters, NULL);
  if (filters)
    g_object_unref (filters);
  return filters;
}

typedef struct
{
  ZbDuty *duty;
  GtkWidget *queue;
  guint n;
  const char *text;
} Expectation;

static gboolean
has_filters (gpointer data)
{
  const Expectation *wanted = data;
  GListStore *filters = get_filters (wanted->queue);

  return filters && g_list_model_get_n_items (G_LIST_MODEL (filters)) == wanted->n;
}

static gboolean
is_kept (gpointer data)
{
  const Expectation *wanted = data;
  g_autoptr (ZbTestAnswer) answer = zb_test_get (wanted->duty->platform, "officer", "/me/preferences");

  return answer->status == 200 && strstr (answer->text, wanted->text) != NULL;
}

static void
wait_filters (ZbDuty *duty, GtkWidget *queue, guint n)
{
  Expectation wanted = { duty, queue, n, NULL };

  g_assert_true (zb_test_wait (has_filters, &wanted, 10000));
}

static void
test_filters (ZbDuty *duty, gconstpointer data)
{
  Expectation kept = { .duty = duty };
  GtkWidget *queue, *menu;

  zb_duty_sign_in (duty, "officer");
  queue = show_queue (duty);
  wait_filters (duty, queue, 0);
  menu = zb_duty_find_child (queue, ZB_TYPE_QUEUE_VIEW, "filters_menu");
  gtk_widget_activate_action (queue, "queue.filter", "s", "urgent");
  gtk_widget_activate_action (menu, "filters.save-set", "s", "夜间紧急");
  kept.text = "夜间紧急";
  g_assert_true (zb_test_wait (is_kept, &kept, 20000));
  zb_duty_sign_in (duty, "officer2");
  wait_filters (duty, queue, 0);
  zb_duty_sign_in (duty, "officer");
  wait_filters (duty, queue, 1);
  g_assert_nonnull (zb_named_sets_find (get_filters (queue), "夜间紧急", NULL));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define TEST(name, func) g_test_add ("/app/bulk/" name, ZbDuty, NULL, zb_duty_set_up, func, zb_duty_tear_down)
  TEST ("verdicts", test_verdicts);
  TEST ("keys", test_keys);
  TEST ("filters", test_filters);
  return g_test_run ();
}
