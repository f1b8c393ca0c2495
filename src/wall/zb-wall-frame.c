/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-frame.h"

/**
 * ZbWallFrame:
 *
 * What is around everything on a wall: it moves the whole picture by a pixel a minute, so that
 * nothing that stays burns in; it darkens it at night; and it puts an amber frame around it when
 * what it shows is old.
 */
struct _ZbWallFrame
{
  GtkWidget parent_instance;
  GtkWidget *child;
  double unit;
  double dimming;
  gboolean stale;
  int x;
  int y;
  GskRenderNode *picture; /* of the child, as it was last drawn */
  gboolean held;
  guint tick;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_UNIT,
  PROP_STALE,
  PROP_DIMMING,
} ZbWallFrameProperty;

static GParamSpec *properties[PROP_DIMMING + 1];

G_DEFINE_FINAL_TYPE (ZbWallFrame, zb_wall_frame, GTK_TYPE_WIDGET)

/* The amber frame is as wide as half the smallest type: it is seen from where that can be read. */
#define FRAME_OVER_UNIT 0.5

static const GdkRGBA amber = { 0xE5 / 255.0f, 0xB5 / 255.0f, 0x4A / 255.0f, 1 };

/**
 * zb_wall_shift_at:
 * @minute: minutes since any beginning
 * @x: (out): pixels to the right, 0 to %ZB_WALL_MOST_SHIFT
 * @y: (out): pixels down, likewise
 *
 * Goes through all the places of a square of pixels line by line, there and back, one step a
 * minute, so that each pixel of an edge is bright for the same time.
 */
void
zb_wall_shift_at (gint64 minute, int *x, int *y)
{
  const int side = ZB_WALL_MOST_SHIFT + 1, places = side * side;
  int place = (int)(((minute % (2 * places)) + 2 * places) % (2 * places));

  if (place >= places)
    place = 2 * places - 1 - place;
  *y = place / side;
  *x = *y % 2 == 0 ? place % side : side - 1 - place % side;
}

/**
 * zb_wall_dimming_at:
 * @minute: minutes after local midnight
 * @from: when the night begins, likewise; negative for never
 * @to: when it ends; before @from where it lasts over midnight
 * @level: how bright the wall is then, 0 to 1
 *
 * Returns: how much is taken from its brightness now, 0 to 1
 */
double
zb_wall_dimming_at (int minute, int from, int to, double level)
{
  gboolean night;

  if (from < 0 || to < 0 || from == to)
    return 0;
  night = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return night ? 1 - CLAMP (level, 0.2, 1) : 0;
}

/**
 * zb_wall_frame_set_child:
 * @self: the frame
 * @child: (nullable): what it is around
 *
 * Sets what is shown.
 */
void
zb_wall_frame_set_child (ZbWallFrame *self, GtkWidget *child)
{
  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * zb_wall_frame_set_unit:
 * @self: the frame
 * @unit: the smallest type that can be read, in pixels
 *
 * Sets what the width of its amber line follows from.
 */
void
zb_wall_frame_set_unit (ZbWallFrame *self, double unit)
{
  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  self->unit = unit;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_wall_frame_set_stale:
 * @self: the frame
 * @stale: whether what is shown is old
 *
 * Puts the amber frame around it, or takes it away.
 */
void
zb_wall_frame_set_stale (ZbWallFrame *self, gboolean stale)
{
  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  if (self->stale == stale)
    return;
  self->stale = stale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}

/**
 * zb_wall_frame_set_dimming:
 * @self: the frame
 * @dimming: how much is taken from the brightness, 0 to 1
 *
 * Darkens everything but the amber frame.
 */
void
zb_wall_frame_set_dimming (ZbWallFrame *self, double dimming)
{
  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  if (self->dimming == dimming)
    return;
  self->dimming = dimming;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIMMING]);
}

/**
 * zb_wall_frame_set_minute:
 * @self: the frame
 * @minute: minutes since any beginning
 *
 * Moves the picture to where it is in that minute.
 */
void
zb_wall_frame_set_minute (ZbWallFrame *self, gint64 minute)
{
  int x, y;

  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  zb_wall_shift_at (minute, &x, &y);
  if (x == self->x && y == self->y)
    return;
  self->x = x;
  self->y = y;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* --- holding what is shown ----------------------------------------------------------------------- */

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  ZbWallFrame *self = ZB_WALL_FRAME (widget);

  /* The first comes before the frame that is held. */
  if (self->held)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/**
 * zb_wall_frame_hold:
 * @self: the frame
 *
 * Has the next frame show what the last one did. When a wall turns to another scene, all its parts get new
 * places and then all of its screen is drawn: each takes about as long as a frame may, and so they are two.
 */
void
zb_wall_frame_hold (ZbWallFrame *self)
{
  g_return_if_fail (ZB_IS_WALL_FRAME (self));
  if (!self->picture || self->tick > 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->held = TRUE;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* --- GtkWidget --------------------------------------------------------------------------------- */

static void
draw_child (ZbWallFrame *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_widget_snapshot_child (GTK_WIDGET (self), self->child, snapshot);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  self->picture = gtk_snapshot_free_to_node (snapshot);
}

static void
zb_wall_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbWallFrame *self = ZB_WALL_FRAME (widget);
  const float width = (float)gtk_widget_get_width (widget), height = (float)gtk_widget_get_height (widget);
  const float line = (float)(self->unit * FRAME_OVER_UNIT);

  if (self->child && !self->held)
    draw_child (self);
  self->held = FALSE;
  if (self->picture)
    gtk_snapshot_append_node (snapshot, self->picture);
  if (self->dimming > 0)
    gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, (float)self->dimming },
                               &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->stale)
    gtk_snapshot_append_border (snapshot, &GSK_ROUNDED_RECT_INIT (0, 0, width, height),
                                (float[4]){ line, line, line, line },
                                (GdkRGBA[4]){ amber, amber, amber, amber });
}

/* What was shown before is of another time. */
static void
zb_wall_frame_unmap (GtkWidget *widget)
{
  ZbWallFrame *self = ZB_WALL_FRAME (widget);

  if (self->tick > 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  self->held = FALSE;
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  GTK_WIDGET_CLASS (zb_wall_frame_parent_class)->unmap (widget);
}

static void
zb_wall_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZbWallFrame *self = ZB_WALL_FRAME (widget);

  *minimum = *natural = 0;
  if (self->child)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  /* A wall has the size that it has: what does not fit is cut off, the screen does not grow. */
  *minimum = 0;
  *natural += ZB_WALL_MOST_SHIFT;
}

static void
zb_wall_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbWallFrame *self = ZB_WALL_FRAME (widget);
  int least_width = 0, least_height = 0;

  if (!self->child)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (least_width, width - ZB_WALL_MOST_SHIFT),
                       MAX (least_height, height - ZB_WALL_MOST_SHIFT), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float)self->x, (float)self->y)));
}

/* --- GObject --------------------------------------------------------------------------------- */

static void
zb_wall_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallFrame *self = ZB_WALL_FRAME (object);

  switch ((ZbWallFrameProperty)id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_UNIT:
      g_value_set_double (value, self->unit);
      break;
    case PROP_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    case PROP_DIMMING:
      g_value_set_double (value, self->dimming);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWallFrame *self = ZB_WALL_FRAME (object);

  switch ((ZbWallFrameProperty)id)
    {
    case PROP_CHILD:
      zb_wall_frame_set_child (self, g_value_get_object (value));
      break;
    case PROP_UNIT:
      zb_wall_frame_set_unit (self, g_value_get_double (value));
      break;
    case PROP_STALE:
      zb_wall_frame_set_stale (self, g_value_get_boolean (value));
      break;
    case PROP_DIMMING:
      zb_wall_frame_set_dimming (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_frame_dispose (GObject *object)
{
  ZbWallFrame *self = ZB_WALL_FRAME (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  G_OBJECT_CLASS (zb_wall_frame_parent_class)->dispose (object);
}

static void
zb_wall_frame_class_init (ZbWallFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_wall_frame_get_property;
  object_class->set_property = zb_wall_frame_set_property;
  object_class->dispose = zb_wall_frame_dispose;
  widget_class->unmap = zb_wall_frame_unmap;
  widget_class->snapshot = zb_wall_frame_snapshot;
  widget_class->measure = zb_wall_frame_measure;
  widget_class->size_allocate = zb_wall_frame_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_UNIT] = g_param_spec_double ("unit", NULL, NULL, 1, 1000, 28, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  properties[PROP_DIMMING] = g_param_spec_double ("dimming", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "wall");
}

static void
zb_wall_frame_init (ZbWallFrame *self)
{
  self->unit = 28;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
