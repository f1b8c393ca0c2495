/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-raster-bin.h"

#include "zb-image.h"
#include "zb-pixels.h"

#include <math.h>

/**
 * ZbRasterBin:
 *
 * A bin whose child rests while what lies under it moves: panels and tools over a map.
 *
 * A graphics card paints them again in each frame and does not notice. Without one their shadows are blurred
 * and their letters laid one by one each time, which over a map cost more than all of its symbols. Here they
 * are painted once into a picture, which is what the frames then show, until the child draws itself anew.
 * A child that does so in every frame, as in a transition, is shown as it is, and the picture is taken when
 * it rests.
 */
struct _ZbRasterBin
{
  GtkWidget parent_instance;
  GtkWidget *child;
  GdkTexture *picture;
  graphene_rect_t place;
  gint64 drawn_at;
  guint rest;
  guint n_pictures;
};

typedef enum
{
  PROP_CHILD = 1,
} ZbRasterBinProperty;

static GParamSpec *properties[PROP_CHILD + 1];

G_DEFINE_FINAL_TYPE (ZbRasterBin, zb_raster_bin, GTK_TYPE_WIDGET)

/* A child that draws itself anew sooner than this is in motion. */
#define REST_MS 50

static graphene_rect_t
get_whole_pixels (GskRenderNode *node)
{
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  graphene_rect_round_extents (&bounds, &bounds);
  return bounds;
}

static GdkTexture *
paint (GskRenderNode *node, const graphene_rect_t *place, int scale)
{
  const int width = (int)place->size.width * scale, height = (int)place->size.height * scale;
  const gsize stride = (gsize)cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, width),
              size = stride * (gsize)height;
  guint8 *pixels = zb_pixels_new (size);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width, height, (int)stride);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -place->origin.x, -place->origin.y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bytes = zb_pixels_seal (pixels, size);
  return zb_image_new (width, height, stride, FALSE, bytes);
}

static void
take_picture (ZbRasterBin *self, GskRenderNode *node)
{
  self->place = get_whole_pixels (node);
  g_clear_object (&self->picture);
  if (self->place.size.width < 1 || self->place.size.height < 1)
    return;
  self->picture = paint (node, &self->place, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  self->n_pictures++;
}

static gboolean
on_rest (gpointer data)
{
  ZbRasterBin *self = data;

  self->rest = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* It is asked only when the child has something else to show, or has come to rest. */
static gboolean
is_in_motion (ZbRasterBin *self)
{
  const gint64 now = g_get_monotonic_time (), before = self->drawn_at;

  self->drawn_at = now;
  if (now - before >= REST_MS * G_TIME_SPAN_MILLISECOND)
    return FALSE;
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, on_rest, self);
  return TRUE;
}

static GskRenderNode *
take_node (ZbRasterBin *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_widget_snapshot_child (GTK_WIDGET (self), self->child, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
zb_raster_bin_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbRasterBin *self = ZB_RASTER_BIN (widget);
  GskRenderNode *node = self->child ? take_node (self) : NULL;

  if (!node)
    return;
  if (!zb_image_suits (widget) || is_in_motion (self))
    gtk_snapshot_append_node (snapshot, node);
  else
    {
      take_picture (self, node);
      if (self->picture)
        zb_image_append (self->picture, widget, snapshot, &self->place);
    }
  gsk_render_node_unref (node);
}

static void
zb_raster_bin_unmap (GtkWidget *widget)
{
  ZbRasterBin *self = ZB_RASTER_BIN (widget);

  g_clear_handle_id (&self->rest, g_source_remove);
  GTK_WIDGET_CLASS (zb_raster_bin_parent_class)->unmap (widget);
}

static void
zb_raster_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ZB_RASTER_BIN (object)->child);
}

static void
zb_raster_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  zb_raster_bin_set_child (ZB_RASTER_BIN (object), g_value_get_object (value));
}

static void
zb_raster_bin_dispose (GObject *object)
{
  ZbRasterBin *self = ZB_RASTER_BIN (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->picture);
  G_OBJECT_CLASS (zb_raster_bin_parent_class)->dispose (object);
}

static void
zb_raster_bin_class_init (ZbRasterBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_raster_bin_get_property;
  object_class->set_property = zb_raster_bin_set_property;
  object_class->dispose = zb_raster_bin_dispose;
  widget_class->snapshot = zb_raster_bin_snapshot;
  widget_class->unmap = zb_raster_bin_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * ZbRasterBin:child:
   *
   * What is shown.
   */
  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_raster_bin_init (ZbRasterBin *self)
{
}

/**
 * zb_raster_bin_new:
 * @child: (nullable) (transfer floating): what is shown
 *
 * Returns: (transfer floating): the bin
 */
GtkWidget *
zb_raster_bin_new (GtkWidget *child)
{
  return g_object_new (ZB_TYPE_RASTER_BIN, "child", child, NULL);
}

/**
 * zb_raster_bin_get_child:
 * @self: a bin
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GtkWidget *
zb_raster_bin_get_child (ZbRasterBin *self)
{
  return self->child;
}

/**
 * zb_raster_bin_set_child:
 * @self: a bin
 * @child: (nullable) (transfer floating): what is shown from now on
 */
void
zb_raster_bin_set_child (ZbRasterBin *self, GtkWidget *child)
{
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * zb_raster_bin_get_n_pictures:
 * @self: a bin
 *
 * Returns: how often it was painted
 */
guint
zb_raster_bin_get_n_pictures (ZbRasterBin *self)
{
  return self->n_pictures;
}
