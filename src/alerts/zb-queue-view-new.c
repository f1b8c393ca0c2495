/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new in the list of alerts: it waits behind a pill, and is counted. */
#include "zb-queue-view-private.h"

#include "zb-now.h"
#include "zb-severity-icon.h"

#include <glib/gi18n.h>

/**
 * zb_queue_view_get_queue:
 * @self: a queue
 *
 * Returns: (transfer none) (nullable): the list that is shown
 */
ZbAlertQueue *
zb_queue_view_get_queue (ZbQueueView *self)
{
  g_return_val_if_fail (ZB_IS_QUEUE_VIEW (self), NULL);
  return self->queue;
}

/**
 * zb_queue_view_take_new:
 * @self: a queue
 *
 * Lets in what waits behind the pill and shows the top of the list.
 */
void
zb_queue_view_take_new (ZbQueueView *self)
{
  g_return_if_fail (ZB_IS_QUEUE_VIEW (self));
  if (!self->queue)
    return;
  zb_alert_queue_take_new (self->queue);
  zb_queue_view_show_position (self, 0);
}

/* Whoever has selected, scrolled or filtered has begun to work in the list: it stays as it is. */
static gboolean
is_touched (ZbQueueView *self)
{
  return self->selected || self->scrolled || zb_queue_view_is_filtered (self);
}

static void
take_opening (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueView *self = ZB_QUEUE_VIEW (widget);

  if (self->queue && !is_touched (self))
    zb_alert_queue_take_new (self->queue);
}

/* Made once: while much comes in they are changed many times a second. */
static void
add_waiting (ZbQueueView *self, ZbSeverity severity)
{
  GtkWidget *icon = zb_severity_icon_new ();

  self->waiting_parts[severity] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->waiting_labels[severity] = GTK_LABEL (gtk_label_new (NULL));
  g_object_set (icon, "severity", severity, "size", 14, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (GTK_BOX (self->waiting_parts[severity]), icon);
  gtk_box_append (GTK_BOX (self->waiting_parts[severity]), GTK_WIDGET (self->waiting_labels[severity]));
  gtk_widget_set_visible (self->waiting_parts[severity], FALSE);
  gtk_box_append (self->waiting, self->waiting_parts[severity]);
}

void
zb_queue_view_update_waiting (ZbQueueView *self)
{
  for (int severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    {
      const guint n = zb_alert_queue_count_waiting (self->queue, severity);
      g_autofree char *words = g_strdup_printf ("%u", n);
      gtk_label_set_text (self->waiting_labels[severity], words);
      gtk_widget_set_visible (self->waiting_parts[severity], n > 0);
    }
}

static gboolean
take_at_top (gpointer data)
{
  ZbQueueView *self = data;

  self->taking = 0;
  if (self->queue && !self->scrolled && zb_alert_queue_get_n_waiting (self->queue) > 0)
    zb_queue_view_take_new (self);
  return G_SOURCE_REMOVE;
}

/* Whoever comes back to the top has finished with what was below it. A list that became short comes there by
 * itself while it is laid out, and what came into it then would stand without a size. */
static void
on_scrolled (GtkAdjustment *adjustment, ZbQueueView *self)
{
  const gboolean at_top = gtk_adjustment_get_value (adjustment) <= 0;

  if (at_top && self->scrolled && self->taking == 0)
    self->taking = g_idle_add_full (G_PRIORITY_DEFAULT, take_at_top, self, NULL);
  self->scrolled = !at_top;
}

gboolean
zb_queue_view_update_recent (gpointer data)
{
  ZbQueueView *self = data;
  guint n_alerts = 0, n_occurrences = 0;
  g_autofree char *line = NULL;

  if (self->queue)
    zb_alert_queue_count_recent (self->queue, zb_now () - 10 * G_TIME_SPAN_MINUTE, &n_alerts, &n_occurrences);
  line = g_strdup_printf (_ ("Last 10 minutes: %u · %u before merging"), n_alerts, n_occurrences);
  if (g_set_str (&self->recent_line, line))
    ZB_QUEUE_VIEW_NOTIFY (self, RECENT_LINE);
  return G_SOURCE_CONTINUE;
}

static void
on_recent_due (gpointer data)
{
  ZbQueueView *self = data;

  self->recent_due = 0;
  zb_queue_view_update_recent (self);
}

/* What has just come in is counted soon, and not with each of ten thousand: each count looks at all. */
void
zb_queue_view_count_recent_soon (ZbQueueView *self)
{
  if (self->recent_due == 0)
    self->recent_due = g_timeout_add_seconds_once (1, on_recent_due, self);
}

static void
take_new (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_queue_view_take_new (ZB_QUEUE_VIEW (widget));
}

/* Home is the list's own key for its first row; here it takes the new alerts as well. */
static void
add_home_key (ZbQueueView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Home, 0), gtk_named_action_new ("queue.take-new")));
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), keys);
}

void
zb_queue_view_install_new (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.take-new", NULL, take_new);
  gtk_widget_class_install_action (widget_class, "queue.take-opening", NULL, take_opening);
}

void
zb_queue_view_init_new (ZbQueueView *self)
{
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (on_scrolled), self, G_CONNECT_DEFAULT);
  for (int severity = ZB_SEVERITY_URGENT; severity >= ZB_SEVERITY_LOW; severity--)
    add_waiting (self, severity);
  add_home_key (self);
  self->tick = g_timeout_add_seconds (10, zb_queue_view_update_recent, self);
}
