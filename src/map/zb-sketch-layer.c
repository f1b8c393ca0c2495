/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sketch-layer.h"

#include "zb-sketch-words.h"

#include <math.h>

#define LINE_WIDTH 2
#define HALO_WIDTH 5
#define FILL_ALPHA .08f
#define POINT_RADIUS 4.5f
/* A corner is as easy to take hold of as a button. */
#define POINT_REACH 12
#define CROSS_ARM 14
#define CROSS_GAP 4
/* The words stand this far from the pointer, and this far from their own edge. */
#define WORDS_OFFSET 16
#define WORDS_PADDING 8
#define WORDS_CORNER 6
#define WORDS_ALPHA .96f

/**
 * ZbSketchLayer:
 *
 * The sketch that is being drawn on the map, on top of everything: its line or surface, its points, and
 * beside the pointer how long or large it is by now.
 */
struct _ZbSketchLayer
{
  ZbSymbolLayer parent_instance;
  ZbSketch *sketch;
  gboolean cross;
};

G_DEFINE_FINAL_TYPE (ZbSketchLayer, zb_sketch_layer, ZB_TYPE_SYMBOL_LAYER)

static const ZbMapPalette *
palette_of (ZbSketchLayer *self)
{
  return zb_symbols_get_palette (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)));
}

static graphene_point_t
place_of (const ZbMapProjection *projection, ZbPoint point)
{
  return zb_map_projection_to_widget (projection, zb_mercator_from_point (point));
}

/* --- the line --------------------------------------------------------------------------------- */

static GskPath *
path_of_circle (ZbSketchLayer *self, const ZbMapProjection *projection, const ZbPoint *points)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  graphene_point_t middle = place_of (projection, points[0]);
  double radius = zb_map_projection_get_pixels (projection, zb_sketch_get_radius (self->sketch), points[0]);
  gsk_path_builder_add_circle (builder, &middle, (float)radius);
  return gsk_path_builder_to_path (builder);
}

static GskPath *
path_of_points (const ZbMapProjection *projection, const ZbPoint *points, guint n, gboolean closed)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      graphene_point_t place = place_of (projection, points[i]);
      if (i == 0)
        gsk_path_builder_move_to (builder, place.x, place.y);
      else
        gsk_path_builder_line_to (builder, place.x, place.y);
    }
  if (closed)
    gsk_path_builder_close (builder);
  return gsk_path_builder_to_path (builder);
}

static void
draw_stroke (ZbSketchLayer *self, GtkSnapshot *snapshot, GskPath *path)
{
  g_autoptr (GskStroke) halo = gsk_stroke_new (HALO_WIDTH), line = gsk_stroke_new (LINE_WIDTH);
  gsk_stroke_set_line_join (halo, GSK_LINE_JOIN_ROUND);
  gsk_stroke_set_line_join (line, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, halo, &palette_of (self)->halo);
  gtk_snapshot_append_stroke (snapshot, path, line, &palette_of (self)->near_line);
}

static void
draw_surface (ZbSketchLayer *self, GtkSnapshot *snapshot, GskPath *path)
{
  GdkRGBA tint = palette_of (self)->near_line;
  tint.alpha = FILL_ALPHA;
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_EVEN_ODD, &tint);
}

static void
draw_shape (ZbSketchLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection,
            const ZbPoint *points, guint n)
{
  ZbSketchShape shape = zb_sketch_get_shape (self->sketch);
  gboolean closed = shape == ZB_SKETCH_POLYGON && n > 2;
  g_autoptr (GskPath) path = shape == ZB_SKETCH_CIRCLE ? path_of_circle (self, projection, points)
                                                       : path_of_points (projection, points, n, closed);
  if (closed || shape == ZB_SKETCH_CIRCLE)
    draw_surface (self, snapshot, path);
  draw_stroke (self, snapshot, path);
}

/* --- its points --------------------------------------------------------------------------------- */

static void
append_disc (GtkSnapshot *snapshot, graphene_point_t place, float radius, const GdkRGBA *colour)
{
  GskRoundedRect disc;
  graphene_rect_t box = GRAPHENE_RECT_INIT (place.x - radius, place.y - radius, 2 * radius, 2 * radius);
  gsk_rounded_rect_init_from_rect (&disc, &box, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, colour, &box);
  gtk_snapshot_pop (snapshot);
}

static void
draw_points (ZbSketchLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  guint n;
  const ZbPoint *points = zb_sketch_get_points (self->sketch, &n);
  for (guint i = 0; i < n; i++)
    {
      ZbDrawn drawn = { .node = i, .n_items = 1, .place = place_of (projection, points[i]) };
      drawn.radius = POINT_REACH;
      append_disc (snapshot, drawn.place, POINT_RADIUS + 1.5f, &palette_of (self)->near_line);
      append_disc (snapshot, drawn.place, POINT_RADIUS - .5f, &palette_of (self)->disc);
      zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
    }
}

/* --- its words ---------------------------------------------------------------------------------- */

static char *
write_words (ZbSketch *sketch)
{
  g_autofree char *size = zb_sketch_words_size (sketch), *more = zb_sketch_words_more (sketch);
  return *more ? g_strdup_printf ("%s\n%s", size, more) : g_steal_pointer (&size);
}

static PangoLayout *
layout_words (ZbSketchLayer *self)
{
  g_autofree char *text = write_words (self->sketch);
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
}

/* To the right of its place and below it, or to the other side where there is no room. */
static graphene_rect_t
box_of_words (const ZbMapProjection *projection, graphene_point_t place, int width, int height)
{
  float wide = (float)width + 2 * WORDS_PADDING, tall = (float)height + 2 * WORDS_PADDING;
  float x = place.x + WORDS_OFFSET, y = place.y + WORDS_OFFSET;
  if (x + wide > projection->width)
    x = place.x - WORDS_OFFSET - wide;
  if (y + tall > projection->height)
    y = place.y - WORDS_OFFSET - tall;
  return GRAPHENE_RECT_INIT (roundf (x), roundf (y), wide, tall);
}

static void
draw_words (ZbSketchLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection,
            graphene_point_t place)
{
  int width, height;
  GskRoundedRect chip;
  GdkRGBA ground = palette_of (self)->chip;
  g_autoptr (PangoLayout) words = layout_words (self);
  ground.alpha = WORDS_ALPHA;
  pango_layout_get_pixel_size (words, &width, &height);
  graphene_rect_t box = box_of_words (projection, place, width, height);
  gsk_rounded_rect_init_from_rect (&chip, &box, WORDS_CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &chip);
  gtk_snapshot_append_color (snapshot, &ground, &box);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (box.origin.x + WORDS_PADDING, box.origin.y + WORDS_PADDING));
  gtk_snapshot_append_layout (snapshot, words, &palette_of (self)->near_line);
  gtk_snapshot_restore (snapshot);
}

/* --- the cross of the keyboard -------------------------------------------------------------------- */

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (
      snapshot, colour,
      &GRAPHENE_RECT_INIT ((float)(x - width / 2), (float)(y - height / 2), (float)width, (float)height));
}

static void
draw_cross (ZbSketchLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  double x = round (projection->width / 2), y = round (projection->height / 2);
  double from = CROSS_GAP + CROSS_ARM / 2.0;
  for (int halo = 1; halo >= 0; halo--)
    {
      const GdkRGBA *colour = halo ? &palette_of (self)->halo : &palette_of (self)->near_line;
      double long_side = CROSS_ARM + 2 * halo, short_side = 2 + 2 * halo;
      append_bar (snapshot, colour, x - from, y, long_side, short_side);
      append_bar (snapshot, colour, x + from, y, long_side, short_side);
      append_bar (snapshot, colour, x, y - from, short_side, long_side);
      append_bar (snapshot, colour, x, y + from, short_side, long_side);
    }
}

static void
zb_sketch_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbSketchLayer *self = ZB_SKETCH_LAYER (layer);
  guint n = 0;
  const ZbPoint *points = self->sketch ? zb_sketch_get_outline (self->sketch, &n) : NULL;
  if (n > 1)
    draw_shape (self, snapshot, projection, points, n);
  if (n > 0)
    draw_points (self, snapshot, projection);
  if (self->sketch && self->cross)
    draw_cross (self, snapshot, projection);
  if (n > 1)
    draw_words (self, snapshot, projection, place_of (projection, points[n - 1]));
}

static void
zb_sketch_layer_dispose (GObject *object)
{
  zb_sketch_layer_set_sketch (ZB_SKETCH_LAYER (object), NULL);
  G_OBJECT_CLASS (zb_sketch_layer_parent_class)->dispose (object);
}

static void
zb_sketch_layer_class_init (ZbSketchLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_sketch_layer_dispose;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_sketch_layer_draw;
}

static void
zb_sketch_layer_init (ZbSketchLayer *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "zb-sketch-words");
}

/**
 * zb_sketch_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without a sketch
 */
ZbSketchLayer *
zb_sketch_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_SKETCH_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_sketch_layer_set_sketch:
 * @self: a layer
 * @sketch: (nullable): what to show
 */
void
zb_sketch_layer_set_sketch (ZbSketchLayer *self, ZbSketch *sketch)
{
  if (self->sketch)
    g_signal_handlers_disconnect_by_data (self->sketch, self);
  g_set_object (&self->sketch, sketch);
  if (sketch)
    g_signal_connect_swapped (sketch, "changed", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_sketch_layer_set_cross:
 * @self: a layer
 * @cross: whether the middle of the view is marked, where the keyboard sets points
 */
void
zb_sketch_layer_set_cross (ZbSketchLayer *self, gboolean cross)
{
  self->cross = cross;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_sketch_layer_pick_point:
 * @self: a layer
 * @x: across the widget
 * @y: down the widget
 * @i: (out): which of the sketch's points
 *
 * Returns: whether a point of the sketch was drawn there
 */
gboolean
zb_sketch_layer_pick_point (ZbSketchLayer *self, double x, double y, guint *i)
{
  const ZbDrawn *drawn = zb_symbol_layer_pick (ZB_SYMBOL_LAYER (self), x, y);
  *i = drawn ? drawn->node : 0;
  return drawn != NULL;
}
