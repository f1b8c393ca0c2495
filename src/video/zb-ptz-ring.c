/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ptz-ring.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbPtzRing:
 *
 * Eight directions around a stop. A direction is held with the pointer; the buttons on it are for the
 * keyboard and for screen readers, to which each gives a short push.
 */
struct _ZbPtzRing
{
  GtkWidget parent_instance;
  GtkWidget *arrows[8]; /* upwards first, then clockwise */
  GtkWidget *stop;
  int shown; /* the direction that is turned to, -1 for none */
};

enum
{
  TURN,
  REST,
  NUDGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPtzRing, zb_ptz_ring, GTK_TYPE_WIDGET)

#define RADIUS 68.
#define INNER 25.
#define ARROW_RADIUS 46.
#define ARROW_SIZE 32

static const struct
{
  const char *name;
  int pan, tilt;
} directions[] = {
  { N_ ("Up"), 0, 1 },    { N_ ("Up and right"), 1, 1 },
  { N_ ("Right"), 1, 0 }, { N_ ("Down and right"), 1, -1 },
  { N_ ("Down"), 0, -1 }, { N_ ("Down and left"), -1, -1 },
  { N_ ("Left"), -1, 0 }, { N_ ("Up and left"), -1, 1 },
};

/* --- drawing ---------------------------------------------------------------------------------------- */

static graphene_point_t
point_at (double angle, double radius)
{
  return GRAPHENE_POINT_INIT ((float)(RADIUS + radius * sin (angle)), (float)(RADIUS - radius * cos (angle)));
}

/* The part of the ring that belongs to a direction. */
static GskPath *
make_wedge (int direction)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  double middle = direction * G_PI / 4, half = G_PI / 8;

  for (int i = 0; i <= 8; i++)
    {
      graphene_point_t at = point_at (middle - half + half * i / 4, RADIUS);
      (i == 0 ? gsk_path_builder_move_to : gsk_path_builder_line_to) (builder, at.x, at.y);
    }
  for (int i = 8; i >= 0; i--)
    {
      graphene_point_t at = point_at (middle - half + half * i / 4, INNER);
      gsk_path_builder_line_to (builder, at.x, at.y);
    }
  gsk_path_builder_close (builder);
  return gsk_path_builder_free_to_path (builder);
}

static void
zb_ptz_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbPtzRing *self = ZB_PTZ_RING (widget);
  const GdkRGBA accent = { 0x2a / 255.f, 0x6f / 255.f, 0xce / 255.f, 0.5f };

  if (self->shown >= 0)
    {
      g_autoptr (GskPath) wedge = make_wedge (self->shown);
      gtk_snapshot_append_fill (snapshot, wedge, GSK_FILL_RULE_WINDING, &accent);
    }
  GTK_WIDGET_CLASS (zb_ptz_ring_parent_class)->snapshot (widget, snapshot);
}

static void
zb_ptz_ring_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = *natural = (int)(2 * RADIUS);
}

static void
put_arrow (ZbPtzRing *self, int direction)
{
  graphene_point_t middle = point_at (direction * G_PI / 4, ARROW_RADIUS);
  GskTransform *where = gsk_transform_translate (NULL, &middle);

  where = gsk_transform_rotate (where, direction * 45.f);
  where = gsk_transform_translate (where, &GRAPHENE_POINT_INIT (-ARROW_SIZE / 2.f, -ARROW_SIZE / 2.f));
  gtk_widget_allocate (self->arrows[direction], ARROW_SIZE, ARROW_SIZE, -1, where);
}

static void
zb_ptz_ring_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbPtzRing *self = ZB_PTZ_RING (widget);
  const float corner = (float)(RADIUS - INNER);

  for (int i = 0; i < (int)G_N_ELEMENTS (directions); i++)
    put_arrow (self, i);
  gtk_widget_allocate (self->stop, (int)(2 * INNER), (int)(2 * INNER), -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (corner, corner)));
}

/* --- holding ---------------------------------------------------------------------------------------- */

/* The direction at a place, -1 in the middle. */
static int
find_direction (double x, double y)
{
  double right = x - RADIUS, up = RADIUS - y;

  if (hypot (right, up) < INNER)
    return -1;
  return ((int)lround (atan2 (right, up) / (G_PI / 4)) + 8) % 8;
}

static void
hold (ZbPtzRing *self, double x, double y)
{
  int direction = find_direction (x, y);

  if (direction < 0)
    g_signal_emit (self, signals[REST], 0);
  else
    g_signal_emit (self, signals[TURN], 0, (double)directions[direction].pan,
                   (double)directions[direction].tilt);
}

static void
on_begin (ZbPtzRing *self, double x, double y, GtkGestureDrag *drag)
{
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->stop);
  hold (self, x, y);
}

static void
on_update (ZbPtzRing *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    hold (self, x + dx, y + dy);
}

static void
on_let_go (ZbPtzRing *self)
{
  g_signal_emit (self, signals[REST], 0);
}

static void
add_drag (ZbPtzRing *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_let_go), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_let_go), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
on_pushed (ZbPtzRing *self, GtkWidget *arrow)
{
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    if (self->arrows[i] == arrow)
      g_signal_emit (self, signals[NUDGE], 0, (double)directions[i].pan, (double)directions[i].tilt);
}

/* --- making it -------------------------------------------------------------------------------------- */

/* The pointer is the ring's: a button is held, not clicked. */
static void
put_button (ZbPtzRing *self, GtkWidget *button, const char *style, GCallback callback)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, style);
  gtk_widget_set_can_target (button, FALSE);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_swapped (button, "clicked", callback, self);
}

static void
add_arrow (ZbPtzRing *self, guint direction)
{
  GtkWidget *arrow = gtk_button_new_from_icon_name ("zb-chevron-up-symbolic");

  self->arrows[direction] = arrow;
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (directions[direction].name), -1);
  put_button (self, arrow, direction % 2 ? "zb-ptz-corner" : "zb-ptz-arrow", G_CALLBACK (on_pushed));
}

static void
add_stop (ZbPtzRing *self)
{
  self->stop = gtk_button_new_with_label (C_ ("camera", "Stop"));
  put_button (self, self->stop, "zb-ptz-stop", G_CALLBACK (on_let_go));
}

static void
zb_ptz_ring_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (zb_ptz_ring_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n_params)
{
  return g_signal_new (name, ZB_TYPE_PTZ_RING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params,
                       G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
zb_ptz_ring_class_init (ZbPtzRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_ptz_ring_dispose;
  widget_class->snapshot = zb_ptz_ring_snapshot;
  widget_class->measure = zb_ptz_ring_measure;
  widget_class->size_allocate = zb_ptz_ring_size_allocate;
  /**
   * ZbPtzRing::turn:
   * @pan: to the right, −1 to 1
   * @tilt: upwards, −1 to 1
   *
   * A direction is held.
   */
  signals[TURN] = new_signal ("turn", 2);
  /**
   * ZbPtzRing::rest:
   *
   * Nothing is held any more.
   */
  signals[REST] = new_signal ("rest", 0);
  /**
   * ZbPtzRing::nudge:
   * @pan: to the right, −1 to 1
   * @tilt: upwards, −1 to 1
   *
   * A direction was pushed for a moment.
   */
  signals[NUDGE] = new_signal ("nudge", 2);
  gtk_widget_class_set_css_name (widget_class, "ptz-ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_ptz_ring_init (ZbPtzRing *self)
{
  self->shown = -1;
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    add_arrow (self, i);
  add_stop (self);
  add_drag (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Turn the camera"),
                                  -1);
}

/**
 * zb_ptz_ring_new:
 *
 * Returns: (transfer floating): a ring
 */
GtkWidget *
zb_ptz_ring_new (void)
{
  return g_object_new (ZB_TYPE_PTZ_RING, NULL);
}

/**
 * zb_ptz_ring_show:
 * @self: a ring
 * @pan: to the right, −1 to 1
 * @tilt: upwards, −1 to 1
 *
 * Lights the direction that the camera is turned to; none where both are 0.
 */
void
zb_ptz_ring_show (ZbPtzRing *self, double pan, double tilt)
{
  int shown = pan == 0 && tilt == 0 ? -1 : ((int)lround (atan2 (pan, tilt) / (G_PI / 4)) + 8) % 8;

  g_return_if_fail (ZB_IS_PTZ_RING (self));
  if (self->shown == shown)
    return;
  self->shown = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
