/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-cover.h"

#include "zb-image.h"
#include "zb-pixels.h"

/**
 * ZbTileCover:
 *
 * What is said over a picture: names, states, messages, each where it aligns itself. The picture below
 * changes fifteen times a second and these hardly ever, but what lies over something that is painted anew is
 * painted anew too, letter by letter. So they are also to be had as an image, which is drawn when they have
 * been the same for two pictures in a row; GTK itself tells when they are not, by asking for them again.
 */
struct _ZbTileCover
{
  GtkWidget parent_instance;
  gboolean changed;
  GdkTexture *image;
};

G_DEFINE_FINAL_TYPE (ZbTileCover, zb_tile_cover, GTK_TYPE_WIDGET)

/* GTK asks only for what has changed: what has not, it keeps. */
static void
zb_tile_cover_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZB_TILE_COVER (widget)->changed = TRUE;
  GTK_WIDGET_CLASS (zb_tile_cover_parent_class)->snapshot (widget, snapshot);
}

/* What needs more room than the tile has goes over its edges, half on each side where it is centred. */
static void
place (GtkWidget *child, int width, int height)
{
  const gboolean centred = gtk_widget_get_halign (child) == GTK_ALIGN_CENTER;
  int least_width, least_height, w, h;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  w = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, &least_height, NULL, NULL, NULL);
  h = MAX (height, least_height);
  gtk_widget_size_allocate (
      child, &(GtkAllocation){ centred ? (width - w) / 2 : 0, centred ? (height - h) / 2 : 0, w, h }, -1);
}

static void
zb_tile_cover_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (child, width, height);
}

/* It takes the room that the picture has. */
static void
zb_tile_cover_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
zb_tile_cover_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  g_clear_object (&ZB_TILE_COVER (object)->image);
  G_OBJECT_CLASS (zb_tile_cover_parent_class)->dispose (object);
}

static void
zb_tile_cover_class_init (ZbTileCoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_tile_cover_dispose;
  widget_class->snapshot = zb_tile_cover_snapshot;
  widget_class->size_allocate = zb_tile_cover_size_allocate;
  widget_class->measure = zb_tile_cover_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
zb_tile_cover_init (ZbTileCover *self)
{
}

/**
 * zb_tile_cover_new:
 *
 * Returns: (transfer floating): a cover with nothing on it
 */
GtkWidget *
zb_tile_cover_new (void)
{
  return g_object_new (ZB_TYPE_TILE_COVER, NULL);
}

/**
 * zb_tile_cover_take_changed:
 * @self: a cover, after its snapshot was taken
 *
 * Returns: whether it looks other than when this was last asked
 */
gboolean
zb_tile_cover_take_changed (ZbTileCover *self)
{
  const gboolean changed = self->changed;

  self->changed = FALSE;
  if (changed)
    g_clear_object (&self->image);
  return changed;
}

static GdkTexture *
draw (GskRenderNode *node, int width, int height, int scale)
{
  const int across = width * scale, down = height * scale;
  const gsize stride = (gsize)cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, across);
  const gsize size = stride * (gsize)down;
  guint8 *pixels = zb_pixels_new (size);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, across, down, (int)stride);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bytes = zb_pixels_seal (pixels, size);
  return zb_image_new_sparse (across, down, stride, bytes);
}

/**
 * zb_tile_cover_get_image:
 * @self: a cover that has not changed
 * @node: (nullable): its snapshot
 *
 * Returns: (transfer none) (nullable): the same as an image, %NULL where there is nothing
 */
GdkTexture *
zb_tile_cover_get_image (ZbTileCover *self, GskRenderNode *node)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!node)
    return NULL;
  if (!self->image)
    self->image = draw (node, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                        gtk_widget_get_scale_factor (widget));
  return self->image;
}
