/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-region-picture.h"

#include <math.h>

/**
 * ZbRegionPicture:
 *
 * A picture over which regions are drawn with the pointer: what an export is not to show. `changed` says that
 * there are others now. Without a picture the regions lie on an empty one.
 */
struct _ZbRegionPicture
{
  GtkWidget parent_instance;
  GdkTexture *texture;
  GPtrArray *regions;
  graphene_rect_t drawing; /* as fractions, while it is drawn */
  gboolean is_drawing;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbRegionPicture, zb_region_picture, GTK_TYPE_WIDGET)

#define USUAL_RATIO (16.0 / 9)
#define LEAST 0.01 /* of the picture's width or height */
#define HEIGHT 300

static double
get_ratio (ZbRegionPicture *self)
{
  return self->texture
             ? (double)gdk_texture_get_width (self->texture) / gdk_texture_get_height (self->texture)
             : USUAL_RATIO;
}

/* All of the picture, in the middle. */
static graphene_rect_t
get_place (ZbRegionPicture *self)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self)),
               height = gtk_widget_get_height (GTK_WIDGET (self));
  const double w = MIN (width, height * get_ratio (self)), h = w / get_ratio (self);

  return GRAPHENE_RECT_INIT ((float)((width - w) / 2), (float)((height - h) / 2), (float)w, (float)h);
}

/* --- drawing with the pointer -------------------------------------------------------------------- */

static double
to_fraction (double at, double from, double length)
{
  return length > 0 ? CLAMP ((at - from) / length, 0, 1) : 0;
}

static void
draw_to (ZbRegionPicture *self, GtkGestureDrag *drag, double dx, double dy)
{
  const graphene_rect_t place = get_place (self);
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  const double x1 = to_fraction (x, place.origin.x, place.size.width),
               y1 = to_fraction (y, place.origin.y, place.size.height),
               x2 = to_fraction (x + dx, place.origin.x, place.size.width),
               y2 = to_fraction (y + dy, place.origin.y, place.size.height);
  self->drawing = GRAPHENE_RECT_INIT ((float)MIN (x1, x2), (float)MIN (y1, y2), (float)fabs (x2 - x1),
                                      (float)fabs (y2 - y1));
}

static void
on_drag_update (ZbRegionPicture *self, double dx, double dy, GtkGestureDrag *drag)
{
  self->is_drawing = TRUE;
  draw_to (self, drag, dx, dy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (ZbRegionPicture *self, double dx, double dy, GtkGestureDrag *drag)
{
  const graphene_rect_t *drawn = &self->drawing;

  if (!self->is_drawing)
    return;
  self->is_drawing = FALSE;
  draw_to (self, drag, dx, dy);
  if (drawn->size.width >= LEAST && drawn->size.height >= LEAST)
    zb_region_picture_add (self, drawn->origin.x, drawn->origin.y, drawn->size.width, drawn->size.height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- painting ---------------------------------------------------------------------------------------- */

static void
append_region (GtkSnapshot *snapshot, const graphene_rect_t *place, double x, double y, double width,
               double height)
{
  static const GdkRGBA cover = { 0.1f, 0.12f, 0.14f, 0.85f }, edge = { 0.55f, 0.75f, 0.98f, 1 };
  const graphene_rect_t rect = GRAPHENE_RECT_INIT (
      place->origin.x + (float)x * place->size.width, place->origin.y + (float)y * place->size.height,
      (float)width * place->size.width, (float)height * place->size.height);

  gtk_snapshot_append_color (snapshot, &cover, &rect);
  gtk_snapshot_append_border (
      snapshot, &GSK_ROUNDED_RECT_INIT (rect.origin.x, rect.origin.y, rect.size.width, rect.size.height),
      (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ edge, edge, edge, edge });
}

static void
zb_region_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbRegionPicture *self = ZB_REGION_PICTURE (widget);
  static const GdkRGBA well = { 0.047f, 0.059f, 0.071f, 1 };
  const graphene_rect_t place = get_place (self), *drawn = &self->drawing;

  gtk_snapshot_append_color (snapshot, &well, &place);
  if (self->texture)
    gtk_snapshot_append_texture (snapshot, self->texture, &place);
  for (guint i = 0; i < self->regions->len; i++)
    {
      const ZbExportRegion *region = g_ptr_array_index (self->regions, i);
      append_region (snapshot, &place, region->x, region->y, region->width, region->height);
    }
  if (self->is_drawing)
    append_region (snapshot, &place, drawn->origin.x, drawn->origin.y, drawn->size.width, drawn->size.height);
}

static void
zb_region_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int)(HEIGHT * USUAL_RATIO) : HEIGHT;
}

static void
zb_region_picture_finalize (GObject *object)
{
  ZbRegionPicture *self = ZB_REGION_PICTURE (object);

  g_clear_object (&self->texture);
  g_ptr_array_unref (self->regions);
  G_OBJECT_CLASS (zb_region_picture_parent_class)->finalize (object);
}

static void
zb_region_picture_class_init (ZbRegionPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_region_picture_finalize;
  widget_class->snapshot = zb_region_picture_snapshot;
  widget_class->measure = zb_region_picture_measure;
  /**
   * ZbRegionPicture::changed:
   * @self: a picture
   *
   * A region came or went.
   */
  signals[CHANGED] = g_signal_new ("changed", ZB_TYPE_REGION_PICTURE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "regionpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_region_picture_init (ZbRegionPicture *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->regions = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
}

/**
 * zb_region_picture_set_texture:
 * @self: a picture
 * @texture: (nullable): what is shown
 */
void
zb_region_picture_set_texture (ZbRegionPicture *self, GdkTexture *texture)
{
  g_return_if_fail (ZB_IS_REGION_PICTURE (self));
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_region_picture_get_regions:
 * @self: a picture
 *
 * Returns: (transfer none) (element-type ZbExportRegion): what lies over it
 */
GPtrArray *
zb_region_picture_get_regions (ZbRegionPicture *self)
{
  g_return_val_if_fail (ZB_IS_REGION_PICTURE (self), NULL);
  return self->regions;
}

/**
 * zb_region_picture_set:
 * @self: a picture
 * @region: which of its regions
 * @x: its left edge
 * @y: its upper edge
 * @width: its width
 * @height: its height, all as fractions of the picture; what lies outside is cut off
 */
void
zb_region_picture_set (ZbRegionPicture *self, guint region, double x, double y, double width, double height)
{
  ZbExportRegion *of;

  g_return_if_fail (ZB_IS_REGION_PICTURE (self) && region < self->regions->len);
  of = g_ptr_array_index (self->regions, region);
  of->x = CLAMP (x, 0, 1 - LEAST);
  of->y = CLAMP (y, 0, 1 - LEAST);
  of->width = CLAMP (width, LEAST, 1 - of->x);
  of->height = CLAMP (height, LEAST, 1 - of->y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_region_picture_add:
 * @self: a picture
 * @x: its left edge
 * @y: its upper edge
 * @width: its width
 * @height: its height, all as fractions of the picture
 *
 * Adds a region, unless there are as many as an export may have.
 */
void
zb_region_picture_add (ZbRegionPicture *self, double x, double y, double width, double height)
{
  g_return_if_fail (ZB_IS_REGION_PICTURE (self));
  if (self->regions->len >= ZB_EXPORT_MOST_REGIONS)
    return;
  g_ptr_array_add (self->regions, zb_export_region_new (x, y, width, height));
  zb_region_picture_set (self, self->regions->len - 1, x, y, width, height);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * zb_region_picture_remove:
 * @self: a picture
 * @region: which of its regions
 */
void
zb_region_picture_remove (ZbRegionPicture *self, guint region)
{
  g_return_if_fail (ZB_IS_REGION_PICTURE (self));
  if (region >= self->regions->len)
    return;
  g_ptr_array_remove_index (self->regions, region);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}
