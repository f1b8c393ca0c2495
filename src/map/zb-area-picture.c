/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlines of areas as one picture, drawn in a thread. As path nodes they would be filled and stroked
 * again in every frame that the map moves; as a picture with some margin they are moved along. */
#include "zb-area-picture.h"

#include "zb-area.h"
#include "zb-image.h"
#include "zb-pixels.h"

#include <math.h>

typedef struct
{
  int kind;
  ZbGeometry *geometry;
} Shape;

struct _ZbAreaShapes
{
  gatomicrefcount refs;
  GArray *shapes;
};

static void
shape_clear (gpointer data)
{
  zb_geometry_unref (((Shape *)data)->geometry);
}

/**
 * zb_area_shapes_new:
 *
 * Returns: (transfer full): no shapes yet; once a thread draws them none may be added
 */
ZbAreaShapes *
zb_area_shapes_new (void)
{
  ZbAreaShapes *self = g_new0 (ZbAreaShapes, 1);
  g_atomic_ref_count_init (&self->refs);
  self->shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  g_array_set_clear_func (self->shapes, shape_clear);
  return self;
}

/**
 * zb_area_shapes_ref:
 * @self: shapes
 *
 * Returns: (transfer full): @self
 */
ZbAreaShapes *
zb_area_shapes_ref (ZbAreaShapes *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_area_shapes_unref:
 * @self: (transfer full): shapes
 */
void
zb_area_shapes_unref (ZbAreaShapes *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->shapes);
  g_free (self);
}

/**
 * zb_area_shapes_add:
 * @self: shapes
 * @kind: a #ZbAreaKind
 * @geometry: its surface
 */
void
zb_area_shapes_add (ZbAreaShapes *self, int kind, ZbGeometry *geometry)
{
  Shape shape = { kind, zb_geometry_ref (geometry) };
  g_array_append_val (self->shapes, shape);
}

/**
 * zb_area_shapes_is_empty:
 * @self: shapes
 *
 * Returns: whether there is nothing to draw
 */
gboolean
zb_area_shapes_is_empty (const ZbAreaShapes *self)
{
  return self->shapes->len == 0;
}

static void
add_path (cairo_t *cr, const ZbAreaPicture *self, const ZbGeometry *geometry)
{
  for (guint ring = 0; ring < zb_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const ZbPoint *points = zb_geometry_get_ring (geometry, ring, &n);
      for (guint i = 0; i < n; i++)
        {
          ZbMercator place = zb_mercator_from_point (points[i]);
          cairo_line_to (cr, place.x * self->world - self->left, place.y * self->world - self->top);
        }
      cairo_close_path (cr);
      cairo_new_sub_path (cr);
    }
}

static void
add_paths (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes, int kind)
{
  cairo_new_path (cr);
  for (guint i = 0; i < shapes->shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes->shapes, Shape, i);
      if (shape->kind == kind)
        add_path (cr, self, shape->geometry);
    }
}

static void
stroke_kind (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes, int kind,
             const GdkRGBA *colour, double width)
{
  add_paths (cr, self, shapes, kind);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static gboolean
has_kind (const ZbAreaShapes *shapes, int kind)
{
  for (guint i = 0; i < shapes->shapes->len; i++)
    if (g_array_index (shapes->shapes, Shape, i).kind == kind)
      return TRUE;
  return FALSE;
}

/* What lies outside the district stays readable but steps back. */
static void
draw_veil (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes, const ZbMapPalette *palette)
{
  if (!has_kind (shapes, ZB_AREA_DISTRICT))
    return;
  add_paths (cr, self, shapes, ZB_AREA_DISTRICT);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  gdk_cairo_set_source_rgba (cr, &palette->outside);
  cairo_fill (cr);
}

/* A community lies within a committee and does not fill it: it is a tinted piece of land. */
static void
draw_communities (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes,
                  const ZbMapPalette *palette)
{
  GdkRGBA tint = palette->area_line;
  tint.alpha = .12f;
  add_paths (cr, self, shapes, ZB_AREA_COMMUNITY);
  gdk_cairo_set_source_rgba (cr, &tint);
  cairo_fill (cr);
  stroke_kind (cr, self, shapes, ZB_AREA_COMMUNITY, &palette->area_line, .7);
}

static void
draw_district (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes,
               const ZbMapPalette *palette)
{
  stroke_kind (cr, self, shapes, ZB_AREA_DISTRICT, &palette->district_halo, 7);
  stroke_kind (cr, self, shapes, ZB_AREA_DISTRICT, &palette->district_line, 2);
}

static void
draw_dashed (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes, int kind,
             const GdkRGBA *colour, double width, const double dashes[4])
{
  cairo_set_dash (cr, dashes, 4, 0);
  stroke_kind (cr, self, shapes, kind, colour, width);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The smaller ones first, so that the lines of the larger ones lie on top. */
static void
draw_parts (cairo_t *cr, const ZbAreaPicture *self, const ZbAreaShapes *shapes, const ZbMapPalette *palette,
            ZbAreaParts parts)
{
  static const double committee[] = { 5, 3, 5, 3 }, subdistrict[] = { 8, 4, 1.5, 4 };
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (parts & ZB_AREA_PART_DISTRICT)
    draw_veil (cr, self, shapes, palette);
  if (parts & ZB_AREA_PART_COMMUNITIES)
    draw_communities (cr, self, shapes, palette);
  if (parts & ZB_AREA_PART_GRIDS)
    stroke_kind (cr, self, shapes, ZB_AREA_GRID, &palette->grid_line, .8);
  if (parts & ZB_AREA_PART_COMMITTEES)
    draw_dashed (cr, self, shapes, ZB_AREA_COMMITTEE, &palette->area_line, 1, committee);
  if (parts & ZB_AREA_PART_SUBDISTRICTS)
    draw_dashed (cr, self, shapes, ZB_AREA_SUBDISTRICT, &palette->area_line, 1.2, subdistrict);
  if (parts & ZB_AREA_PART_DISTRICT)
    draw_district (cr, self, shapes, palette);
}

/**
 * zb_area_picture_draw:
 * @shapes: what to draw
 * @projection: from where it is looked at
 * @margin: logical pixels beyond its edges
 * @scale: device pixels a logical one
 * @palette: the colours
 * @parts: what of them
 *
 * Meant for a thread: some milliseconds.
 *
 * Returns: (transfer full): the picture
 */
ZbAreaPicture *
zb_area_picture_draw (const ZbAreaShapes *shapes, const ZbMapProjection *projection, double margin,
                      double scale, const ZbMapPalette *palette, ZbAreaParts parts)
{
  ZbAreaPicture *self = g_new0 (ZbAreaPicture, 1);
  *self = (ZbAreaPicture){ NULL,
                           projection->world,
                           projection->left - margin,
                           projection->top - margin,
                           projection->width + 2 * margin,
                           projection->height + 2 * margin };
  const int width = (int)ceil (self->width * scale), height = (int)ceil (self->height * scale);
  const gsize stride = (gsize)cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, width);
  const gsize size = stride * (gsize)height;
  guint8 *pixels = zb_pixels_new (size);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width, height, (int)stride);
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  draw_parts (cr, self, shapes, palette, parts);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_autoptr (GBytes) bytes = zb_pixels_seal (pixels, size);
  self->texture = zb_image_new_sparse (width, height, stride, bytes);
  self->scale = scale;
  return self;
}

/**
 * zb_area_picture_free:
 * @self: (transfer full): a picture
 */
void
zb_area_picture_free (ZbAreaPicture *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

static gboolean
is_sharp (const ZbAreaPicture *self, const ZbMapProjection *projection)
{
  return fabs (projection->world / self->world - 1) < 1e-6;
}

/**
 * zb_area_picture_place:
 * @self: a picture
 * @projection: from where it is looked at now
 *
 * Returns: where it goes on the widget: on whole pixels, or larger or smaller while the zoom is another
 */
graphene_rect_t
zb_area_picture_place (const ZbAreaPicture *self, const ZbMapProjection *projection)
{
  double zoomed = projection->world / self->world;
  if (is_sharp (self, projection))
    return GRAPHENE_RECT_INIT ((float)(round ((self->left - projection->left) * self->scale) / self->scale),
                               (float)(round ((self->top - projection->top) * self->scale) / self->scale),
                               (float)(gdk_texture_get_width (self->texture) / self->scale),
                               (float)(gdk_texture_get_height (self->texture) / self->scale));
  return GRAPHENE_RECT_INIT ((float)(self->left * zoomed - projection->left),
                             (float)(self->top * zoomed - projection->top), (float)(self->width * zoomed),
                             (float)(self->height * zoomed));
}

/**
 * zb_area_picture_append:
 * @self: a picture
 * @widget: what is drawn
 * @snapshot: its snapshot
 * @projection: from where it is looked at now
 *
 * Draws it. That of the zoom before stands in for a frame or two: blended smoothly over all of the view it
 * would cost more than everything else in them.
 */
void
zb_area_picture_append (const ZbAreaPicture *self, GtkWidget *widget, GtkSnapshot *snapshot,
                        const ZbMapProjection *projection)
{
  graphene_rect_t place = zb_area_picture_place (self, projection);
  if (is_sharp (self, projection))
    zb_image_append (self->texture, widget, snapshot, &place);
  else
    zb_image_append_rough (self->texture, widget, snapshot, &place);
}

/**
 * zb_area_picture_covers:
 * @self: a picture
 * @projection: from where it is looked at now
 *
 * Returns: whether it is of this zoom and reaches to all edges
 */
gboolean
zb_area_picture_covers (const ZbAreaPicture *self, const ZbMapProjection *projection)
{
  graphene_rect_t place = zb_area_picture_place (self, projection);
  return is_sharp (self, projection) && place.origin.x <= 0 && place.origin.y <= 0 &&
         place.origin.x + place.size.width >= projection->width &&
         place.origin.y + place.size.height >= projection->height;
}
