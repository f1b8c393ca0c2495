/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-picture.h"

#include "zb-arrivals-bar.h"
#include "zb-image.h"
#include "zb-tile-cover.h"
#include "zb-watermark.h"

/**
 * ZbTilePicture:
 *
 * The picture of a tile and what is drawn over it: the watermark, the bar of arrivals at its foot, and the
 * widgets that were added to it as overlays. All of it is laid over the window in one piece, and what does
 * not change with every frame is kept as an image, so that a frame costs little more than it does alone.
 */
struct _ZbTilePicture
{
  GtkWidget parent_instance;
  GdkTexture *frame;
  GdkTexture *faded;
  float dim;
  gboolean grey;
  ZbArrivals arrivals;
  GdkTexture *bar;
  char *watermark;
  GdkTexture *marks;
  ZbTileZoom zoom;
  GtkWidget *cover;

  GskRenderNode *node; /* as it was last drawn; NULL where it has to be drawn anew */
  gboolean covered;    /* the cover is in it */
  gboolean is_new;     /* the frame has not been drawn yet */
  GPtrArray *drawn;    /* images in the node; see zb_image_append() */
  guint n_painted;
};

static void zb_tile_picture_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbTilePicture, zb_tile_picture, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, zb_tile_picture_buildable_init))

static void
redraw (ZbTilePicture *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- the picture ------------------------------------------------------------------------------- */

/* Covers the tile; what is over at the sides is cut off. */
static graphene_rect_t
cover (ZbTilePicture *self, int width, int height)
{
  float scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  float w = gdk_texture_get_width (self->frame) / scale, h = gdk_texture_get_height (self->frame) / scale;
  float grow = MAX (width / w, height / h);
  if (grow > 1.002f || grow < 0.99f)
    {
      w *= grow;
      h *= grow;
    }
  return GRAPHENE_RECT_INIT ((int)((width - w) / 2), (int)((height - h) / 2), w, h);
}

/* What is shown: the frame, or a copy that is darker or without colour, kept as long as the frame stays. */
static GdkTexture *
get_image (ZbTilePicture *self)
{
  if (self->dim >= 1 && !self->grey)
    return self->frame;
  if (!self->faded)
    self->faded = zb_image_new_faded (self->frame, self->dim, self->grey);
  return self->faded;
}

/* Tiles differ by a pixel; they can have the same marks where these are a little larger than all of them. */
#define ROUND_UP(length) (((length) + 31) / 32 * 32)

static GdkTexture *
get_marks (ZbTilePicture *self, int width, int height)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const int across = ROUND_UP (width), down = ROUND_UP (height);

  if (!self->marks || gdk_texture_get_width (self->marks) != across * scale ||
      gdk_texture_get_height (self->marks) != down * scale)
    {
      g_clear_object (&self->marks);
      self->marks = zb_watermark_draw (GTK_WIDGET (self), self->watermark, across, down, scale);
    }
  return self->marks;
}

static GdkTexture *
get_bar (ZbTilePicture *self, int width)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->bar && gdk_texture_get_width (self->bar) != width * scale)
    g_clear_object (&self->bar);
  if (!self->bar)
    self->bar = zb_arrivals_bar_draw (&self->arrivals, width, scale);
  return self->bar;
}

/* --- all in one piece ---------------------------------------------------------------------------- */

static void
lay (GArray *places, GPtrArray *drawn, GdkTexture *image, graphene_rect_t place)
{
  const ZbImagePlace one = { image, place };

  g_array_append_val (places, one);
  g_ptr_array_add (drawn, g_object_ref (image));
}

static void
lay_picture (ZbTilePicture *self, GArray *places, int width, int height)
{
  graphene_rect_t usual;

  if (!self->frame || self->dim <= 0)
    return;
  usual = cover (self, width, height);
  lay (places, self->drawn, get_image (self), zb_tile_zoom_apply (&self->zoom, &usual, width, height));
  if (self->watermark && *self->watermark)
    lay (places, self->drawn, get_marks (self, width, height),
         GRAPHENE_RECT_INIT (0, 0, ROUND_UP (width), ROUND_UP (height)));
  self->n_painted += self->is_new;
  self->is_new = FALSE;
}

static void
draw (ZbTilePicture *self, int width, int height, GdkTexture *words)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (ZbImagePlace));

  g_ptr_array_set_size (self->drawn, 0);
  lay_picture (self, places, width, height);
  lay (places, self->drawn, get_bar (self, width),
       GRAPHENE_RECT_INIT (0, height - ZB_ARRIVALS_BAR_HEIGHT, width, ZB_ARRIVALS_BAR_HEIGHT));
  if (words)
    lay (places, self->drawn, words, bounds);
  zb_image_append_all ((const ZbImagePlace *)(gconstpointer)places->data, places->len, GTK_WIDGET (self),
                       snapshot, &bounds);
  self->node = gtk_snapshot_to_node (snapshot);
  self->covered = words != NULL;
}

static GskRenderNode *
take_cover (ZbTilePicture *self)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_widget_snapshot_child (GTK_WIDGET (self), self->cover, snapshot);
  return gtk_snapshot_to_node (snapshot);
}

static void
zb_tile_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbTilePicture *self = ZB_TILE_PICTURE (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderNode) words = NULL;
  gboolean changed;

  if (width < 1 || height < 1)
    return;
  words = take_cover (self);
  changed = zb_tile_cover_take_changed (ZB_TILE_COVER (self->cover));
  if (changed && self->covered)
    g_clear_pointer (&self->node, gsk_render_node_unref);
  if (!self->node)
    draw (self, width, height, changed ? NULL : zb_tile_cover_get_image (ZB_TILE_COVER (self->cover), words));
  if (self->node)
    gtk_snapshot_append_node (snapshot, self->node);
  if (!self->covered && words)
    gtk_snapshot_append_node (snapshot, words);
}

static void
zb_tile_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbTilePicture *self = ZB_TILE_PICTURE (widget);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_measure (self->cover, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->cover, width, height, baseline, NULL);
}

static void
zb_tile_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

static void
zb_tile_picture_dispose (GObject *object)
{
  g_clear_pointer (&ZB_TILE_PICTURE (object)->cover, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_tile_picture_parent_class)->dispose (object);
}

static void
zb_tile_picture_finalize (GObject *object)
{
  ZbTilePicture *self = ZB_TILE_PICTURE (object);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_object (&self->frame);
  g_clear_object (&self->faded);
  g_clear_object (&self->bar);
  g_clear_object (&self->marks);
  g_ptr_array_unref (self->drawn);
  g_free (self->watermark);
  G_OBJECT_CLASS (zb_tile_picture_parent_class)->finalize (object);
}

static void
zb_tile_picture_class_init (ZbTilePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_tile_picture_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_tile_picture_finalize;
  widget_class->snapshot = zb_tile_picture_snapshot;
  widget_class->measure = zb_tile_picture_measure;
  widget_class->size_allocate = zb_tile_picture_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
zb_tile_picture_init (ZbTilePicture *self)
{
  self->dim = 1;
  zb_tile_zoom_reset (&self->zoom);
  self->drawn = g_ptr_array_new_with_free_func (g_object_unref);
  self->cover = zb_tile_cover_new ();
  gtk_widget_set_parent (self->cover, GTK_WIDGET (self));
}

/* Widgets are added as overlays: what is over the picture. */
static void
zb_tile_picture_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  GtkBuildableIface *parent = g_type_interface_peek_parent (GTK_BUILDABLE_GET_IFACE (buildable));

  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), ZB_TILE_PICTURE (buildable)->cover);
  else
    parent->add_child (buildable, builder, child, type);
}

static void
zb_tile_picture_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = zb_tile_picture_add_child;
}

/**
 * zb_tile_picture_set_frame:
 * @self: a picture
 * @frame: (nullable): what is shown, %NULL for nothing
 */
void
zb_tile_picture_set_frame (ZbTilePicture *self, GdkTexture *frame)
{
  if (self->frame == frame)
    return;
  g_clear_object (&self->faded);
  g_set_object (&self->frame, frame);
  self->is_new = TRUE;
  redraw (self);
}

/**
 * zb_tile_picture_get_frame:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): what is shown
 */
GdkTexture *
zb_tile_picture_get_frame (ZbTilePicture *self)
{
  return self->frame;
}

/**
 * zb_tile_picture_set_light:
 * @self: a picture
 * @dim: how bright, 1 as it is, 0 for not at all
 * @grey: whether without colour
 */
void
zb_tile_picture_set_light (ZbTilePicture *self, float dim, gboolean grey)
{
  if (self->dim == dim && self->grey == grey)
    return;
  g_clear_object (&self->faded);
  self->dim = dim;
  self->grey = grey;
  redraw (self);
}

/**
 * zb_tile_picture_set_arrivals:
 * @self: a picture
 * @arrivals: how many frames came in each second, copied
 */
void
zb_tile_picture_set_arrivals (ZbTilePicture *self, const ZbArrivals *arrivals)
{
  self->arrivals = *arrivals;
  g_clear_object (&self->bar);
  redraw (self);
}

/**
 * zb_tile_picture_set_watermark:
 * @self: a picture
 * @text: (nullable): who is watching, and when
 */
void
zb_tile_picture_set_watermark (ZbTilePicture *self, const char *text)
{
  if (!g_set_str (&self->watermark, text))
    return;
  g_clear_object (&self->marks);
  redraw (self);
}

/**
 * zb_tile_picture_set_zoom:
 * @self: a picture
 * @zoom: which part of it is shown, copied
 */
void
zb_tile_picture_set_zoom (ZbTilePicture *self, const ZbTileZoom *zoom)
{
  self->zoom = *zoom;
  redraw (self);
}

/**
 * zb_tile_picture_get_n_painted:
 * @self: a picture
 *
 * Returns: how many of the frames it was given it painted: what an officer sees, rather than what came
 */
guint
zb_tile_picture_get_n_painted (ZbTilePicture *self)
{
  return self->n_painted;
}
