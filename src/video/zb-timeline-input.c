/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an officer wishes of a timeline, by keys, pointer, wheel or a screen reader: it is told by signals. */
#include "zb-timeline-private.h"

#define CLICK 5 /* pixels that a hand may tremble */
#define SMALL_STEP (10 * G_USEC_PER_SEC)
#define LARGE_STEP (60 * G_USEC_PER_SEC)

static void
seek (ZbTimeline *self, gint64 time)
{
  self->held = FALSE;
  g_signal_emit_by_name (self, "sought", MIN (time, self->now));
}

/* An end that comes before the other begins a new span. */
static void
mark_start (ZbTimeline *self)
{
  const gint64 time = zb_timeline_get_position (self);

  zb_timeline_set_mark (self, time, self->mark_until > time ? self->mark_until : 0);
}

static void
mark_end (ZbTimeline *self)
{
  const gint64 time = zb_timeline_get_position (self);

  zb_timeline_set_mark (self, self->mark_from < time ? self->mark_from : 0, time);
}

static ZbAlert *
find_next_alert (ZbTimeline *self, gboolean forwards)
{
  const gint64 position = zb_timeline_get_position (self);
  ZbAlert *best = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      ZbAlert *alert = g_ptr_array_index (self->alerts, i);
      /* An alert is played from before it: from there, the next is not the same. */
      const gint64 away = forwards ? alert->first_at - position - LARGE_STEP : position - alert->first_at;
      const gint64 best_away = !best      ? G_MAXINT64
                               : forwards ? best->first_at - position - LARGE_STEP
                                          : position - best->first_at;
      if (away > 0 && away < best_away)
        best = alert;
    }
  return best;
}

static void
go_to_alert (ZbTimeline *self, gboolean forwards)
{
  ZbAlert *alert = find_next_alert (self, forwards);

  self->held = FALSE;
  if (alert)
    g_signal_emit_by_name (self, "alert-chosen", alert);
}

static gboolean
on_way_key (ZbTimeline *self, guint key, GdkModifierType state)
{
  const gboolean forwards = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;
  const gint64 step = state & GDK_SHIFT_MASK ? LARGE_STEP : SMALL_STEP;

  if (!forwards && key != GDK_KEY_Left && key != GDK_KEY_KP_Left)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_CONTROL_MASK)
    go_to_alert (self, forwards);
  else
    seek (self, zb_timeline_get_position (self) + (forwards ? step : -step));
  return GDK_EVENT_STOP;
}

static gboolean
on_mark_key (ZbTimeline *self, guint key)
{
  if (key == GDK_KEY_bracketleft)
    mark_start (self);
  else if (key == GDK_KEY_bracketright)
    mark_end (self);
  else if (key == GDK_KEY_Escape && (self->mark_from || self->mark_until))
    zb_timeline_set_mark (self, 0, 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_end_key (ZbTimeline *self, guint key)
{
  if (key == GDK_KEY_Home)
    seek (self, self->from);
  else if (key == GDK_KEY_End)
    seek (self, self->from + self->span);
  else if (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
    zb_timeline_set_from (self, self->from + (key == GDK_KEY_Page_Up ? -1 : 1) * self->span / 2);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_play_key (ZbTimeline *self, guint key)
{
  if (key == GDK_KEY_space)
    g_signal_emit_by_name (self, "toggled");
  else if (key == GDK_KEY_comma || key == GDK_KEY_period)
    g_signal_emit_by_name (self, "stepped", key == GDK_KEY_period);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_key (ZbTimeline *self, guint key, guint code, GdkModifierType state)
{
  if (state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (on_way_key (self, key, state))
    return GDK_EVENT_STOP;
  if (state & GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  return on_mark_key (self, key) || on_end_key (self, key) || on_play_key (self, key);
}

static void
on_drag_begin (ZbTimeline *self, double x, double y, GtkGestureDrag *drag)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = self->from;
  self->drag_mark = state & GDK_SHIFT_MASK ? zb_timeline_get_time (self, x) : 0;
  self->dragged = FALSE;
}

static void
drag_mark (ZbTimeline *self, double x)
{
  const gint64 time = zb_timeline_get_time (self, x);

  zb_timeline_set_mark (self, MIN (time, self->drag_mark), MAX (time, self->drag_mark));
}

static void
on_drag_update (ZbTimeline *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (!self->dragged && ABS (dx) < CLICK)
    return;
  self->dragged = TRUE;
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  if (self->drag_mark)
    drag_mark (self, x + dx);
  else
    zb_timeline_set_from (self, self->drag_from -
                                    (gint64)(dx * (double)self->span / zb_timeline_get_plot_width (self)));
}

static void
click (ZbTimeline *self, double x, double y)
{
  ZbAlert *alert = zb_timeline_find_alert (self, x, y);

  if (alert)
    g_signal_emit_by_name (self, "alert-chosen", alert);
  else
    seek (self, zb_timeline_get_time (self, x));
}

static void
on_drag_end (ZbTimeline *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (!self->dragged && gtk_gesture_drag_get_start_point (drag, &x, &y))
    click (self, x, y);
}

static gboolean
on_scroll (ZbTimeline *self, double dx, double dy)
{
  zb_timeline_set_from (self, self->from + (gint64)((dx + dy) * (double)self->span / 20));
  return GDK_EVENT_STOP;
}

static gboolean
zb_timeline_set_current_value (GtkAccessibleRange *range, double value)
{
  seek (ZB_TIMELINE (range), (gint64)(value * 1e6));
  return TRUE;
}

void
zb_timeline_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = zb_timeline_set_current_value;
}

void
zb_timeline_add_controllers (ZbTimeline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
