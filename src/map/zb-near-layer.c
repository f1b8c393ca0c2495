/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-near-layer.h"

#include "zb-map-circle.h"
#include "zb-words.h"

#include <math.h>

/* Beyond this the circle is larger than any view. */
#define MOST_PIXELS 6000
#define LEAST_PIXELS 8
#define CROSS 9
#define RING 15
#define RING_WIDTH 2

/**
 * ZbNearLayer:
 *
 * The place that "what is near" is asked about: a cross, the circle at true scale with its radius written on
 * it, and a line to the one thing that is pointed at in the list.
 */
struct _ZbNearLayer
{
  ZbSymbolLayer parent_instance;
  ZbPoint place;
  double metres;
  ZbPoint pointed;
  ZbMapCircle circle;
};

G_DEFINE_FINAL_TYPE (ZbNearLayer, zb_near_layer, ZB_TYPE_SYMBOL_LAYER)

static ZbSymbols *
symbols_of (ZbNearLayer *self)
{
  return zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
}

static void
draw_line (GtkSnapshot *snapshot, graphene_point_t from, graphene_point_t to, float width,
           const GdkRGBA *colour)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_move_to (builder, from.x, from.y);
  gsk_path_builder_line_to (builder, to.x, to.y);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, colour);
}

static void
draw_cross (GtkSnapshot *snapshot, graphene_point_t place, const GdkRGBA *colour)
{
  draw_line (snapshot, GRAPHENE_POINT_INIT (place.x - CROSS, place.y),
             GRAPHENE_POINT_INIT (place.x + CROSS, place.y), RING_WIDTH, colour);
  draw_line (snapshot, GRAPHENE_POINT_INIT (place.x, place.y - CROSS),
             GRAPHENE_POINT_INIT (place.x, place.y + CROSS), RING_WIDTH, colour);
}

static void
draw_label (ZbNearLayer *self, GtkSnapshot *snapshot, graphene_point_t place, float radius)
{
  g_autofree char *text = zb_words_distance (self->metres);
  const ZbSymbol *chip = zb_symbols_get_chip (symbols_of (self), text, ZB_CHIP_RADIUS);

  place.x -= chip->bounds.size.width / 2;
  place.y -= radius + 16;
  zb_symbols_append (symbols_of (self), snapshot, chip, place);
}

static void
draw_ring (GtkSnapshot *snapshot, graphene_point_t place, GdkRGBA colour)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (place.x - RING, place.y - RING, 2 * RING, 2 * RING);
  GskRoundedRect ring;

  gsk_rounded_rect_init_from_rect (&ring, &box, RING);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]){ RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

/* The line ends where the ring begins. */
static void
draw_pointed (ZbNearLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection,
              graphene_point_t place, const GdkRGBA *colour)
{
  graphene_point_t to;
  float along;

  if (!zb_point_is_known (self->pointed))
    return;
  to = zb_map_projection_to_widget (projection, zb_mercator_from_point (self->pointed));
  along = hypotf (to.x - place.x, to.y - place.y);
  if (along > RING)
    draw_line (
        snapshot, place,
        GRAPHENE_POINT_INIT (to.x - (to.x - place.x) * RING / along, to.y - (to.y - place.y) * RING / along),
        1.5f, colour);
  draw_ring (snapshot, to, *colour);
}

static void
zb_near_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbNearLayer *self = ZB_NEAR_LAYER (layer);
  const ZbMapPalette *palette = zb_symbols_get_palette (symbols_of (self));
  graphene_point_t place;
  float radius;

  if (!zb_point_is_known (self->place))
    return;
  place = zb_map_projection_to_widget (projection, zb_mercator_from_point (self->place));
  radius = roundf ((float)zb_map_projection_get_pixels (projection, self->metres, self->place));
  if (radius > LEAST_PIXELS && radius < MOST_PIXELS)
    {
      zb_map_circle_append (&self->circle, snapshot, place, radius, &palette->near_line);
      draw_label (self, snapshot, place, radius);
    }
  draw_cross (snapshot, place, &palette->near);
  draw_pointed (self, snapshot, projection, place, &palette->near);
}

static void
zb_near_layer_finalize (GObject *object)
{
  zb_map_circle_clear (&ZB_NEAR_LAYER (object)->circle);
  G_OBJECT_CLASS (zb_near_layer_parent_class)->finalize (object);
}

static void
zb_near_layer_class_init (ZbNearLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_near_layer_finalize;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_near_layer_draw;
}

static void
zb_near_layer_init (ZbNearLayer *self)
{
  self->place = self->pointed = ZB_POINT_NOWHERE;
}

/**
 * zb_near_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer that shows nothing
 */
ZbNearLayer *
zb_near_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_NEAR_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_near_layer_set_place:
 * @self: a layer
 * @place: what is asked about, or nowhere
 * @metres: how far around it
 */
void
zb_near_layer_set_place (ZbNearLayer *self, ZbPoint place, double metres)
{
  self->place = place;
  self->metres = metres;
  self->pointed = ZB_POINT_NOWHERE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_near_layer_set_pointed:
 * @self: a layer
 * @pointed: where the thing is that is pointed at, or nowhere
 */
void
zb_near_layer_set_pointed (ZbNearLayer *self, ZbPoint pointed)
{
  if (zb_point_equal (self->pointed, pointed))
    return;
  self->pointed = pointed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_near_layer_get_pointed:
 * @self: a layer
 *
 * Returns: where the thing is that is pointed at, or nowhere
 */
ZbPoint
zb_near_layer_get_pointed (ZbNearLayer *self)
{
  return self->pointed;
}
