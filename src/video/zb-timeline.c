/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-timeline-private.h"

#include "zb-replay-words.h"
#include "zb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * ZbTimeline:
 *
 * A camera's time as a line: what was recorded and where it was cut off, the alerts there, the moment that is
 * shown, and a span that is marked. It is clicked, dragged, turned with the wheel and gone along with keys;
 * a screen reader has it as a range whose value is a moment.
 *
 * It decides nothing: what is wished is told by signals.
 */

typedef enum
{
  PROP_POSITION = 1,
} ZbTimelineProperty;

static GParamSpec *properties[PROP_POSITION + 1];

enum
{
  SOUGHT,
  ALERT_CHOSEN,
  TOGGLED,
  STEPPED,
  MARKED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbTimeline, zb_timeline, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, zb_timeline_range_init))

#define USUAL_SPAN (2 * G_TIME_SPAN_HOUR)
#define LIVE_AT 0.92    /* where on the line now is, when it follows */
#define LIVE_UNTIL 0.98 /* and how far it may go before the line follows */
#define GAP (2 * G_USEC_PER_SEC)
#define STILL_COMING (90 * G_USEC_PER_SEC) /* what is being recorded is told a little later */

/* --- places and moments ------------------------------------------------------------------------- */

double
zb_timeline_get_plot_width (ZbTimeline *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - ZB_TIMELINE_LEFT (self) - ZB_TIMELINE_RIGHT);
}

/**
 * zb_timeline_get_x:
 * @self: a timeline
 * @time: a moment, µs UTC
 *
 * Returns: where it is, in the widget's pixels
 */
double
zb_timeline_get_x (ZbTimeline *self, gint64 time)
{
  return ZB_TIMELINE_LEFT (self) +
         (double)(time - self->from) * zb_timeline_get_plot_width (self) / (double)self->span;
}

/**
 * zb_timeline_get_time:
 * @self: a timeline
 * @x: in the widget's pixels
 *
 * Returns: which moment is there, µs UTC; none after now
 */
gint64
zb_timeline_get_time (ZbTimeline *self, double x)
{
  const double share = CLAMP ((x - ZB_TIMELINE_LEFT (self)) / zb_timeline_get_plot_width (self), 0, 1);

  return MIN (self->from + (gint64)(share * (double)self->span), self->now);
}

/* The nearest mark that is touched; of two in one place the graver. */
static gboolean
is_better (ZbTimeline *self, double x, const ZbAlert *one, const ZbAlert *other)
{
  const double away = ABS (zb_timeline_get_x (self, one->first_at) - x);

  if (away > ZB_TIMELINE_ALERT_RADIUS + 3)
    return FALSE;
  if (!other)
    return TRUE;
  const double other_away = ABS (zb_timeline_get_x (self, other->first_at) - x);
  return ABS (away - other_away) < 2 ? one->severity > other->severity : away < other_away;
}

/**
 * zb_timeline_find_alert:
 * @self: a timeline
 * @x: in the widget's pixels
 * @y: in the widget's pixels
 *
 * Returns: (transfer none) (nullable): the alert whose mark is there
 */
ZbAlert *
zb_timeline_find_alert (ZbTimeline *self, double x, double y)
{
  ZbAlert *best = NULL;

  g_return_val_if_fail (ZB_IS_TIMELINE (self), NULL);
  if (ABS (y - ZB_TIMELINE_ALERTS (self)) > ZB_TIMELINE_ALERT_RADIUS + 5)
    return NULL;
  for (guint i = 0; i < self->alerts->len; i++)
    if (is_better (self, x, g_ptr_array_index (self->alerts, i), best))
      best = g_ptr_array_index (self->alerts, i);
  return best;
}

/**
 * zb_timeline_find_recorded:
 * @self: a timeline
 * @time: a moment, µs UTC
 *
 * Returns: (transfer none) (nullable): what was recorded then
 */
ZbRecordedSpan *
zb_timeline_find_recorded (ZbTimeline *self, gint64 time)
{
  g_return_val_if_fail (ZB_IS_TIMELINE (self), NULL);
  for (guint i = 0; i < self->recorded->len; i++)
    {
      ZbRecordedSpan *span = g_ptr_array_index (self->recorded, i);
      if (time >= span->started_at && time <= span->ended_at)
        return span;
    }
  return NULL;
}

/**
 * zb_timeline_find_gap:
 * @self: a timeline
 * @time: a moment, µs UTC
 * @from: (out): when it was cut off, µs UTC
 * @until: (out): when it went on, µs UTC
 *
 * Returns: whether pictures are missing then, though there are some from before; those of the last moments
 * are only not told yet
 */
gboolean
zb_timeline_find_gap (ZbTimeline *self, gint64 time, gint64 *from, gint64 *until)
{
  *from = *until = 0;
  for (guint i = 0; i < self->recorded->len; i++)
    {
      const ZbRecordedSpan *span = g_ptr_array_index (self->recorded, i);
      if (span->started_at > time && *until == 0)
        *until = span->started_at;
      if (span->ended_at < time)
        *from = span->ended_at;
    }
  if (*until == 0 && self->now - *from > STILL_COMING)
    *until = self->now;
  return *from != 0 && *until - *from > GAP && time <= *until && !zb_timeline_find_recorded (self, time);
}

/* --- what is shown -------------------------------------------------------------------------------- */

static void
redraw (ZbTimeline *self)
{
  g_clear_pointer (&self->ground, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tell (ZbTimeline *self)
{
  const gint64 position = zb_timeline_get_position (self);
  g_autofree char *words = self->position ? zb_timeline_describe (self, position) : NULL;

  self->told = position / G_USEC_PER_SEC;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double)self->from / 1e6,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double)MIN (self->from + self->span, self->now) / 1e6,
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double)position / 1e6, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
      words ? words : C_ ("tile", "Live"), -1);
}

static void
move (ZbTimeline *self, gint64 from)
{
  if (self->from == from)
    return;
  self->from = from;
  redraw (self);
  tell (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static gint64
place_at (ZbTimeline *self, gint64 time, double share)
{
  return time - (gint64)(share * (double)self->span);
}

/* Keeps the playhead in sight; unless the officer looks elsewhere. */
static void
follow (ZbTimeline *self)
{
  const gint64 position = zb_timeline_get_position (self);
  const double share = (double)(position - self->from) / (double)self->span;

  if (self->held || (share >= 0 && share <= LIVE_UNTIL))
    return;
  move (self, place_at (self, position, position >= self->now - self->span / 2 ? LIVE_AT : 0.5));
}

/**
 * zb_timeline_get_position:
 * @self: a timeline
 *
 * Returns: the moment that is shown, µs UTC
 */
gint64
zb_timeline_get_position (ZbTimeline *self)
{
  g_return_val_if_fail (ZB_IS_TIMELINE (self), 0);
  return self->position ? self->position : self->now;
}

/**
 * zb_timeline_set_position:
 * @self: a timeline
 * @position: the moment that is shown, µs UTC; 0 for now
 */
void
zb_timeline_set_position (ZbTimeline *self, gint64 position)
{
  const gboolean turned = (self->position == 0) != (position == 0);

  g_return_if_fail (ZB_IS_TIMELINE (self));
  if (self->position == position)
    return;
  self->position = position;
  if (turned)
    self->held = FALSE;
  follow (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (turned || self->told != position / G_USEC_PER_SEC)
    tell (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/**
 * zb_timeline_set_now:
 * @self: a timeline
 * @now: µs UTC
 *
 * Says how late it is; to be told once a second.
 */
void
zb_timeline_set_now (ZbTimeline *self, gint64 now)
{
  g_return_if_fail (ZB_IS_TIMELINE (self));
  self->now = now;
  if (!self->position)
    follow (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_timeline_get_span:
 * @self: a timeline
 *
 * Returns: how much of time it shows, µs
 */
gint64
zb_timeline_get_span (ZbTimeline *self)
{
  g_return_val_if_fail (ZB_IS_TIMELINE (self), 0);
  return self->span;
}

/**
 * zb_timeline_set_span:
 * @self: a timeline
 * @span: how much of time it shows, µs
 *
 * What is shown of the playhead stays in sight.
 */
void
zb_timeline_set_span (ZbTimeline *self, gint64 span)
{
  const gint64 position = zb_timeline_get_position (self);

  g_return_if_fail (ZB_IS_TIMELINE (self) && span > 0);
  if (self->span == span)
    return;
  self->span = span;
  self->held = FALSE;
  redraw (self);
  move (self, place_at (self, position, position >= self->now - span / 2 ? LIVE_AT : 0.5));
}

/**
 * zb_timeline_get_from:
 * @self: a timeline
 *
 * Returns: the first moment that it shows, µs UTC
 */
gint64
zb_timeline_get_from (ZbTimeline *self)
{
  g_return_val_if_fail (ZB_IS_TIMELINE (self), 0);
  return self->from;
}

/**
 * zb_timeline_set_from:
 * @self: a timeline
 * @from: the first moment that it shows, µs UTC
 *
 * Looks at another time, and stays there until the officer goes somewhere.
 */
void
zb_timeline_set_from (ZbTimeline *self, gint64 from)
{
  g_return_if_fail (ZB_IS_TIMELINE (self));
  self->held = TRUE;
  move (self, MIN (from, place_at (self, self->now, 0.5)));
}

/**
 * zb_timeline_set_recorded:
 * @self: a timeline
 * @spans: (nullable) (element-type ZbRecordedSpan): what was recorded, the oldest first
 */
void
zb_timeline_set_recorded (ZbTimeline *self, GPtrArray *spans)
{
  g_return_if_fail (ZB_IS_TIMELINE (self));
  g_ptr_array_set_size (self->recorded, 0);
  for (guint i = 0; spans && i < spans->len; i++)
    g_ptr_array_add (self->recorded, g_object_ref (g_ptr_array_index (spans, i)));
  redraw (self);
  tell (self);
}

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const ZbAlert *one = a, *other = b;

  return one->severity != other->severity
             ? one->severity - other->severity
             : (one->first_at > other->first_at) - (one->first_at < other->first_at);
}

/**
 * zb_timeline_set_alerts:
 * @self: a timeline
 * @alerts: (nullable) (element-type ZbAlert): what is marked; the gravest lie on top
 */
void
zb_timeline_set_alerts (ZbTimeline *self, GPtrArray *alerts)
{
  g_return_if_fail (ZB_IS_TIMELINE (self));
  g_ptr_array_set_size (self->alerts, 0);
  for (guint i = 0; alerts && i < alerts->len; i++)
    g_ptr_array_add (self->alerts, g_object_ref (g_ptr_array_index (alerts, i)));
  g_ptr_array_sort_values (self->alerts, compare_alerts);
  redraw (self);
}

/**
 * zb_timeline_set_mark:
 * @self: a timeline
 * @from: the first moment of the marked span, µs UTC; 0 where it is not marked yet
 * @until: the last moment of it, µs UTC; 0 where it is not marked yet
 */
void
zb_timeline_set_mark (ZbTimeline *self, gint64 from, gint64 until)
{
  g_return_if_fail (ZB_IS_TIMELINE (self));
  if (self->mark_from == from && self->mark_until == until)
    return;
  self->mark_from = from;
  self->mark_until = until;
  redraw (self);
  g_signal_emit (self, signals[MARKED], 0);
}

/**
 * zb_timeline_get_mark:
 * @self: a timeline
 * @from: (out): the first moment of the marked span, µs UTC
 * @until: (out): the last moment of it, µs UTC
 *
 * Returns: whether a span is marked
 */
gboolean
zb_timeline_get_mark (ZbTimeline *self, gint64 *from, gint64 *until)
{
  g_return_val_if_fail (ZB_IS_TIMELINE (self), FALSE);
  *from = self->mark_from;
  *until = self->mark_until;
  return *from != 0 && *until > *from;
}

/* --- GtkWidget -------------------------------------------------------------------------------------- */

/* Measured anew with the widget, which is when the text has another size. */
static void
find_line (ZbTimeline *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int line;

  pango_layout_get_pixel_size (layout, NULL, &line);
  if (self->line != line)
    g_clear_pointer (&self->ground, gsk_render_node_unref);
  self->line = line;
}

static void
zb_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  ZbTimeline *self = ZB_TIMELINE (widget);

  find_line (self);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : ZB_TIMELINE_HEIGHT (self);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : ZB_TIMELINE_HEIGHT (self);
}

static void
zb_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  zb_timeline_draw (ZB_TIMELINE (widget), snapshot);
}

static void
zb_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbTimelineProperty)id)
    {
    case PROP_POSITION:
      g_value_set_int64 (value, zb_timeline_get_position (ZB_TIMELINE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_timeline_finalize (GObject *object)
{
  ZbTimeline *self = ZB_TIMELINE (object);

  g_ptr_array_unref (self->recorded);
  g_ptr_array_unref (self->alerts);
  g_clear_pointer (&self->ground, gsk_render_node_unref);
  G_OBJECT_CLASS (zb_timeline_parent_class)->finalize (object);
}

#define SIGNAL(name, n, ...)                                                                                 \
  g_signal_new (name, ZB_TYPE_TIMELINE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, n,             \
                ##__VA_ARGS__)

static void
install_signals (void)
{
  /**
   * ZbTimeline::sought:
   * @self: a timeline
   * @time: the moment that is to be shown, µs UTC
   */
  signals[SOUGHT] = SIGNAL ("sought", 1, G_TYPE_INT64);
  /**
   * ZbTimeline::alert-chosen:
   * @self: a timeline
   * @alert: what is to be looked at
   */
  signals[ALERT_CHOSEN] = SIGNAL ("alert-chosen", 1, ZB_TYPE_ALERT);
  /**
   * ZbTimeline::toggled:
   * @self: a timeline
   *
   * It is to run, or to stand still.
   */
  signals[TOGGLED] = SIGNAL ("toggled", 0);
  /**
   * ZbTimeline::stepped:
   * @self: a timeline
   * @forwards: whether to the next picture, else to the one before
   */
  signals[STEPPED] = SIGNAL ("stepped", 1, G_TYPE_BOOLEAN);
  /**
   * ZbTimeline::marked:
   * @self: a timeline
   *
   * Another span is marked, or none.
   */
  signals[MARKED] = SIGNAL ("marked", 0);
  /**
   * ZbTimeline::moved:
   * @self: a timeline
   *
   * It shows another time.
   */
  signals[MOVED] = SIGNAL ("moved", 0);
}

static void
zb_timeline_class_init (ZbTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_timeline_get_property;
  object_class->finalize = zb_timeline_finalize;
  widget_class->measure = zb_timeline_measure;
  widget_class->snapshot = zb_timeline_snapshot;
  widget_class->query_tooltip = zb_timeline_query_tooltip;
  properties[PROP_POSITION] =
      g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals ();
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
zb_timeline_init (ZbTimeline *self)
{
  self->span = USUAL_SPAN;
  self->line = 16;
  self->recorded = g_ptr_array_new_with_free_func (g_object_unref);
  self->alerts = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "zb-caption");
  zb_timeline_add_controllers (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline of the recording"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (redraw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * zb_timeline_new:
 *
 * Returns: (transfer floating): a timeline of which nothing is known
 */
GtkWidget *
zb_timeline_new (void)
{
  return g_object_new (ZB_TYPE_TIMELINE, NULL);
}
