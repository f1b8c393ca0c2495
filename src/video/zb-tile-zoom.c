/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closer look at a part of a picture: what is reckoned, and the wheel, the keys and the dragging by which
 * a tile is made to. */
#include "zb-tile-zoom.h"

#include "zb-tile.h"

/* Nearer to 1 than that is not zoomed: steps of the wheel do not meet it exactly. */
#define ALMOST 1.01

/**
 * zb_tile_zoom_reset:
 * @self: (out caller-allocates): a zoom
 *
 * Shows the picture as it is usually shown.
 */
void
zb_tile_zoom_reset (ZbTileZoom *self)
{
  *self = (ZbTileZoom){ 1, 0.5, 0.5 };
}

/**
 * zb_tile_zoom_is_on:
 * @self: a zoom
 *
 * Returns: whether only a part of the picture is shown
 */
gboolean
zb_tile_zoom_is_on (const ZbTileZoom *self)
{
  return self->factor > 1;
}

static void
keep_inside (ZbTileZoom *self)
{
  const double half = 0.5 / self->factor;

  self->x = CLAMP (self->x, half, 1 - half);
  self->y = CLAMP (self->y, half, 1 - half);
}

/**
 * zb_tile_zoom_at:
 * @self: a zoom
 * @times: how many times closer; less than 1 for farther
 * @x: where in the tile, from 0 at its left to 1
 * @y: where in the tile, from 0 at its top to 1
 *
 * What is at that place of the tile stays there, as far as the picture reaches.
 */
void
zb_tile_zoom_at (ZbTileZoom *self, double times, double x, double y)
{
  const double before = self->factor;
  const double under_x = self->x + (x - 0.5) / before, under_y = self->y + (y - 0.5) / before;

  self->factor = CLAMP (before * times, 1, ZB_TILE_ZOOM_MOST);
  if (self->factor < ALMOST)
    self->factor = 1;
  self->x = under_x - (x - 0.5) / self->factor;
  self->y = under_y - (y - 0.5) / self->factor;
  keep_inside (self);
}

/**
 * zb_tile_zoom_pan:
 * @self: a zoom
 * @dx: how far the picture is moved to the right, in widths of the tile
 * @dy: how far it is moved down, in heights of the tile
 */
void
zb_tile_zoom_pan (ZbTileZoom *self, double dx, double dy)
{
  self->x -= dx / self->factor;
  self->y -= dy / self->factor;
  keep_inside (self);
}

/**
 * zb_tile_zoom_apply:
 * @self: a zoom
 * @place: where the picture usually is
 * @width: of the tile
 * @height: of the tile
 *
 * Returns: where it is now
 */
graphene_rect_t
zb_tile_zoom_apply (const ZbTileZoom *self, const graphene_rect_t *place, int width, int height)
{
  const float grow = (float)self->factor;
  const float middle_x = (float)(self->x * width), middle_y = (float)(self->y * height);

  if (!zb_tile_zoom_is_on (self))
    return *place;
  return GRAPHENE_RECT_INIT ((place->origin.x - middle_x) * grow + (float)width / 2,
                             (place->origin.y - middle_y) * grow + (float)height / 2,
                             place->size.width * grow, place->size.height * grow);
}

/* --- wheel, keys and dragging ----------------------------------------------------------------------- */

static void
zoom_in_middle (GtkWidget *tile, double times)
{
  zb_tile_magnify (ZB_TILE (tile), times, 0.5, 0.5);
}

static void
on_zoom (GtkWidget *tile, const char *name, GVariant *parameter)
{
  if (g_str_has_suffix (name, "-reset"))
    zb_tile_reset_view (ZB_TILE (tile));
  else
    zoom_in_middle (tile, g_str_has_suffix (name, "-in") ? ZB_TILE_ZOOM_STEP : 1 / ZB_TILE_ZOOM_STEP);
}

/* Where the pointer is, as zb_tile_magnify() counts; the middle where that is not known. */
static graphene_point_t
find_pointer (GtkEventController *scroll, GtkWidget *tile)
{
  GdkEvent *event = gtk_event_controller_get_current_event (scroll);
  GtkNative *native = gtk_widget_get_native (tile);
  double x, y, left, top;
  graphene_point_t at;

  if (!event || !gdk_event_get_position (event, &x, &y))
    return GRAPHENE_POINT_INIT (0.5f, 0.5f);
  gtk_native_get_surface_transform (native, &left, &top);
  if (!gtk_widget_compute_point (GTK_WIDGET (native), tile,
                                 &GRAPHENE_POINT_INIT ((float)(x - left), (float)(y - top)), &at))
    return GRAPHENE_POINT_INIT (0.5f, 0.5f);
  return GRAPHENE_POINT_INIT (at.x / (float)MAX (1, gtk_widget_get_width (tile)),
                              at.y / (float)MAX (1, gtk_widget_get_height (tile)));
}

/* Nothing that holds tiles scrolls, so the wheel is theirs. */
static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, GtkWidget *tile)
{
  const graphene_point_t at = find_pointer (GTK_EVENT_CONTROLLER (scroll), tile);

  if (dy == 0)
    return GDK_EVENT_PROPAGATE;
  zb_tile_magnify (ZB_TILE (tile), dy < 0 ? ZB_TILE_ZOOM_STEP : 1 / ZB_TILE_ZOOM_STEP, at.x, at.y);
  return GDK_EVENT_STOP;
}

typedef struct
{
  double x, y; /* how far it was dragged until now */
} Dragged;

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, GtkWidget *tile)
{
  Dragged *dragged = g_object_get_data (G_OBJECT (drag), "zb-dragged");

  *dragged = (Dragged){ 0, 0 };
  if (!zb_tile_get_device (ZB_TILE (tile)) || zb_tile_get_magnification (ZB_TILE (tile)) <= 1)
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (GtkGestureDrag *drag, double x, double y, GtkWidget *tile)
{
  Dragged *dragged = g_object_get_data (G_OBJECT (drag), "zb-dragged");

  zb_tile_pan (ZB_TILE (tile), (x - dragged->x) / gtk_widget_get_width (tile),
               (y - dragged->y) / gtk_widget_get_height (tile));
  *dragged = (Dragged){ x, y };
}

/**
 * zb_tile_zoom_install:
 * @widget_class: the class of tiles
 *
 * Gives tiles the actions and keys of zooming: + and − and 0 while a tile has the focus.
 */
void
zb_tile_zoom_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tile.zoom-in", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "tile.zoom-out", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "tile.zoom-reset", NULL, on_zoom);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, 0, "tile.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, "tile.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, 0, "tile.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, 0, "tile.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, 0, "tile.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, 0, "tile.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "tile.zoom-reset", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0, 0, "tile.zoom-reset", NULL);
}

/**
 * zb_tile_zoom_attach:
 * @tile: a tile that is worked with
 *
 * Lets the wheel zoom at the pointer, and a picture that is zoomed be dragged.
 */
void
zb_tile_zoom_attach (GtkWidget *tile)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_object_set_data_full (G_OBJECT (drag), "zb-dragged", g_new0 (Dragged, 1), g_free);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), tile);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), tile);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), tile);
  gtk_widget_add_controller (tile, scroll);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (drag));
}
