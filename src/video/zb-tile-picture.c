/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-picture.h"

#include "zb-image.h"
#include "zb-watermark.h"

/**
 * ZbTilePicture:
 *
 * The picture of a tile and what is drawn over it: the watermark, and the bar of arrivals at its foot. What
 * does not change with every frame is kept as a node or a texture.
 */
struct _ZbTilePicture
{
  GtkWidget parent_instance;
  GdkTexture *frame;
  GdkTexture *before; /* is still on the screen until the frame is drawn, see zb_image_append() */
  GdkTexture *faded;
  float dim;
  gboolean grey;
  ZbArrivals arrivals;
  GskRenderNode *bar;
  int bar_width;
  char *watermark;
  GdkTexture *marks;
  GdkTexture *marks_before; /* likewise */
  ZbTileZoom zoom;
  guint n_painted;
};

G_DEFINE_FINAL_TYPE (ZbTilePicture, zb_tile_picture, GTK_TYPE_WIDGET)

#define BAR_HEIGHT 4

/* --- the bar of arrivals --------------------------------------------------------------------- */

static void
append_second (GtkSnapshot *snapshot, ZbArrival arrival, float x, float y, float width)
{
  static const GdkRGBA colours[] = {
    [ZB_ARRIVAL_NONE] = { 0.208f, 0.235f, 0.275f, 1 },
    [ZB_ARRIVAL_LATE] = { 0.898f, 0.71f, 0.29f, 1 },
    [ZB_ARRIVAL_GOOD] = { 0.29f, 0.6f, 0.45f, 1 },
  };
  gtk_snapshot_append_color (snapshot, &colours[arrival], &GRAPHENE_RECT_INIT (x, y, width, BAR_HEIGHT));
}

static GskRenderNode *
make_bar (const ZbArrivals *arrivals, int width, int height)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  static const GdkRGBA ground = { 0.047f, 0.059f, 0.071f, 1 };
  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT (0, height - BAR_HEIGHT, width, BAR_HEIGHT));
  for (guint age = 0; age < ZB_ARRIVALS_SECONDS; age++)
    {
      int from = width * (int)(ZB_ARRIVALS_SECONDS - 1 - age) / ZB_ARRIVALS_SECONDS;
      int to = width * (int)(ZB_ARRIVALS_SECONDS - age) / ZB_ARRIVALS_SECONDS;
      append_second (snapshot, zb_arrivals_get (arrivals, age), from, height - BAR_HEIGHT,
                     MAX (1, to - from - 1));
    }
  return gtk_snapshot_to_node (snapshot);
}

static void
append_bar (ZbTilePicture *self, GtkSnapshot *snapshot, int width, int height)
{
  if (self->bar_width != width)
    g_clear_pointer (&self->bar, gsk_render_node_unref);
  self->bar_width = width;
  if (!self->bar)
    self->bar = make_bar (&self->arrivals, width, height);
  if (self->bar)
    gtk_snapshot_append_node (snapshot, self->bar);
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

static void
append_frame (ZbTilePicture *self, GtkSnapshot *snapshot, int width, int height)
{
  graphene_rect_t usual = cover (self, width, height);
  graphene_rect_t place = zb_tile_zoom_apply (&self->zoom, &usual, width, height);

  zb_image_append (get_image (self), GTK_WIDGET (self), snapshot, &place);
}

static void
append_marks (ZbTilePicture *self, GtkSnapshot *snapshot, int width, int height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  if (!self->watermark || !*self->watermark)
    return;
  if (!self->marks || gdk_texture_get_width (self->marks) != width * scale ||
      gdk_texture_get_height (self->marks) != height * scale)
    {
      g_clear_object (&self->marks);
      self->marks = zb_watermark_draw (GTK_WIDGET (self), self->watermark, width, height, scale);
    }
  else
    g_clear_object (&self->marks_before);
  zb_image_append (self->marks, GTK_WIDGET (self), snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static void
zb_tile_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbTilePicture *self = ZB_TILE_PICTURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (width < 1 || height < 1)
    return;
  self->n_painted++;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->frame && self->dim > 0)
    {
      append_frame (self, snapshot, width, height);
      append_marks (self, snapshot, width, height);
    }
  append_bar (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
}

static void
zb_tile_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 90;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

static void
zb_tile_picture_finalize (GObject *object)
{
  ZbTilePicture *self = ZB_TILE_PICTURE (object);
  g_clear_object (&self->frame);
  g_clear_object (&self->before);
  g_clear_object (&self->faded);
  g_clear_object (&self->marks);
  g_clear_object (&self->marks_before);
  g_clear_pointer (&self->bar, gsk_render_node_unref);
  g_free (self->watermark);
  G_OBJECT_CLASS (zb_tile_picture_parent_class)->finalize (object);
}

static void
zb_tile_picture_class_init (ZbTilePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = zb_tile_picture_finalize;
  widget_class->snapshot = zb_tile_picture_snapshot;
  widget_class->measure = zb_tile_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_tile_picture_init (ZbTilePicture *self)
{
  self->dim = 1;
  zb_tile_zoom_reset (&self->zoom);
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
  g_set_object (&self->before, self->frame);
  g_set_object (&self->frame, frame);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  g_clear_pointer (&self->bar, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  g_set_object (&self->marks_before, self->marks);
  g_clear_object (&self->marks);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_tile_picture_get_n_painted:
 * @self: a picture
 *
 * Returns: how often it was painted: what an officer sees, rather than what came
 */
guint
zb_tile_picture_get_n_painted (ZbTilePicture *self)
{
  return self->n_painted;
}
