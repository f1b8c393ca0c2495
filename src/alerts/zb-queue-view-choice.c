/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows of the list of alerts are chosen: the one that the officer looks at, or several. */
#include "zb-queue-view-private.h"

#include "zb-bulk-dialog.h"
#include "zb-queue-drag.h"

void
zb_queue_view_follow_selected (ZbQueueView *self)
{
  if (!self->choosing)
    zb_queue_choice_follow (self->choice, self->selected);
  ZB_QUEUE_VIEW_NOTIFY (self, N_CHOSEN);
}

/**
 * zb_queue_view_set_selected:
 * @self: a queue
 * @alert: (nullable): the alert that the officer looks at
 *
 * Selects its row where it has one.
 */
void
zb_queue_view_set_selected (ZbQueueView *self, ZbAlert *alert)
{
  g_return_if_fail (ZB_IS_QUEUE_VIEW (self));
  if (!g_set_object (&self->selected, alert))
    return;
  if (self->queue)
    zb_queue_view_follow_selected (self);
  ZB_QUEUE_VIEW_NOTIFY (self, SELECTED);
}

/**
 * zb_queue_view_get_selected:
 * @self: a queue
 *
 * Returns: (transfer none) (nullable): the alert that the officer looks at
 */
ZbAlert *
zb_queue_view_get_selected (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), NULL);
  return self->selected;
}

/* A row that goes is not an officer who turns away: only another row is. Who chooses several looks at what
 * they looked at before. */
static void
on_choice_changed (ZbQueueView *self)
{
  ZbAlert *alert = zb_queue_choice_get_single (self->choice);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.bulk",
                                 zb_queue_choice_get_n_chosen (self->choice) > 0);
  ZB_QUEUE_VIEW_NOTIFY (self, N_CHOSEN);
  ZB_QUEUE_VIEW_NOTIFY (self, BULK);
  if (self->choosing || !alert || alert == self->selected)
    return;
  zb_queue_view_set_selected (self, alert);
  gtk_widget_activate_action (GTK_WIDGET (self), "alert.select", "s", ZB_ENTITY (alert)->id);
}

void
zb_queue_view_show_position (ZbQueueView *self, guint position)
{
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->queue)))
    gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * zb_queue_view_move:
 * @self: a queue
 * @rows: how many rows down, negative for up
 *
 * Selects another row, as the arrow keys do.
 */
void
zb_queue_view_move (ZbQueueView *self, int rows)
{
  const guint position = zb_queue_choice_move (self->choice, rows, FALSE);

  if (position != GTK_INVALID_LIST_POSITION)
    zb_queue_view_show_position (self, position);
}

static void
extend (ZbQueueView *self, int rows)
{
  const guint position = zb_queue_choice_move (self->choice, rows, TRUE);

  if (position != GTK_INVALID_LIST_POSITION)
    zb_queue_view_show_position (self, position);
}

/**
 * zb_queue_view_has_several:
 * @self: a queue
 *
 * Returns: whether what is done is done to several alerts, and keys mean these
 */
gboolean
zb_queue_view_has_several (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), FALSE);
  return self->choosing || zb_queue_choice_get_n_chosen (self->choice) > 1;
}

static void
choose_none (ZbQueueView *self)
{
  zb_queue_choice_choose_none (self->choice);
  zb_queue_view_follow_selected (self);
  ZB_QUEUE_VIEW_NOTIFY (self, BULK);
}

void
zb_queue_view_set_choosing (ZbQueueView *self, gboolean choosing)
{
  if (self->choosing == choosing)
    return;
  self->choosing = choosing;
  if (choosing)
    gtk_widget_add_css_class (GTK_WIDGET (self->list), "choosing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->list), "choosing");
  if (!choosing)
    choose_none (self);
  ZB_QUEUE_VIEW_NOTIFY (self, CHOOSING);
  ZB_QUEUE_VIEW_NOTIFY (self, BULK);
}

static void
act_bulk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);
  const ZbBulkAct *act = zb_bulk_act_find (g_variant_get_string (parameter, NULL));
  g_autoptr (GPtrArray) chosen = zb_queue_choice_dup_chosen (self->choice);

  if (act && self->world && chosen->len > 0)
    zb_bulk_ask (widget, act, chosen, self->world, self->account);
}

static void
act_choose_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_choice_choose_all (ZB_QUEUE_VIEW (widget)->choice);
}

static void
act_choose_none (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  zb_queue_view_set_choosing (self, FALSE);
  choose_none (self);
}

static void
act_extend (GtkWidget *widget, const char *name, GVariant *parameter)
{
  extend (ZB_QUEUE_VIEW (widget), g_str_equal (name, "queue.extend-next") ? 1 : -1);
}

/* While several are being chosen a click chooses one more, as with Ctrl held. */
static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, ZbQueueView *self)
{
  const GdkModifierType keys = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  ZbAlert *alert;

  if (!self->choosing || (keys & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    return;
  alert = zb_queue_drag_find_alert (GTK_WIDGET (self->list), x, y);
  if (!alert)
    return;
  zb_queue_choice_toggle (self->choice, alert);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
add_click (ZbQueueView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_view_move (ZB_QUEUE_VIEW (widget), g_str_equal (name, "queue.next") ? 1 : -1);
}

void
zb_queue_view_install_choice (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, move);
  gtk_widget_class_install_action (widget_class, "queue.bulk", "s", act_bulk);
  gtk_widget_class_install_action (widget_class, "queue.choose-all", NULL, act_choose_all);
  gtk_widget_class_install_action (widget_class, "queue.choose-none", NULL, act_choose_none);
  gtk_widget_class_install_action (widget_class, "queue.extend-next", NULL, act_extend);
  gtk_widget_class_install_action (widget_class, "queue.extend-previous", NULL, act_extend);
  gtk_widget_class_install_property_action (widget_class, "queue.choose", "choosing");
}

void
zb_queue_view_init_choice (ZbQueueView *self)
{
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  add_click (self);
}
