/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over a picture is drawn once and looks the same as drawn each time; what changes is seen. */
#include "zb-sample-window.h"
#include "zb-tile-picture.h"
#include "zb-image.h"
#include "zb-wait.h"

#include <stdlib.h>

#define WIDTH 400
#define HEIGHT 226

static GdkTexture *
make_frame (guint32 colour)
{
  guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT * sizeof *pixels);

  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = colour;
  return zb_image_new (WIDTH, HEIGHT, WIDTH * sizeof *pixels, TRUE, bytes);
}

static GtkWidget *
add_words (GtkWidget *picture, GtkAlign align)
{
  GtkWidget *label = gtk_label_new ("天山路889弄 东门");
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  gtk_widget_set_valign (label, align);
  gtk_widget_set_halign (label, align);
  gtk_widget_add_css_class (label, "zb-tile-chip");
  GTK_BUILDABLE_GET_IFACE (picture)->add_child (GTK_BUILDABLE (picture), builder, G_OBJECT (label),
                                                "overlay");
  return label;
}

static void
show_frame (GtkWidget *picture, guint32 colour)
{
  const guint before = zb_tile_picture_get_n_painted (ZB_TILE_PICTURE (picture));
  g_autoptr (GdkTexture) frame = make_frame (colour);

  zb_tile_picture_set_frame (ZB_TILE_PICTURE (picture), frame);
  zb_wait_for (zb_tile_picture_get_n_painted (ZB_TILE_PICTURE (picture)) == before + 1, 5000);
}

static GskRenderNode *
take_node (GtkWidget *picture)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (picture);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  return gtk_snapshot_to_node (snapshot);
}

/* Whether letters are drawn as such. */
static gboolean
has_letters (GskRenderNode *node)
{
  gboolean found = FALSE;

  switch ((guint)gsk_render_node_get_node_type (node))
    {
    case GSK_TEXT_NODE:
      return TRUE;
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node) && !found; i++)
        found = has_letters (gsk_container_node_get_child (node, i));
      return found;
    case GSK_TRANSFORM_NODE:
      return has_letters (gsk_transform_node_get_child (node));
    case GSK_CLIP_NODE:
      return has_letters (gsk_clip_node_get_child (node));
    case GSK_ROUNDED_CLIP_NODE:
      return has_letters (gsk_rounded_clip_node_get_child (node));
    default:
      return FALSE;
    }
}

/* How it looks, and whether letters were drawn for it. */
static guint8 *
look_at (GtkWidget *picture, gboolean *letters)
{
  g_autoptr (GskRenderNode) node = take_node (picture);
  guint8 *pixels = g_malloc (WIDTH * HEIGHT * 4);
  g_autoptr (GdkTexture) texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (picture)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));

  gdk_texture_download (texture, pixels, WIDTH * 4);
  *letters = has_letters (node);
  return pixels;
}

static int
find_difference (const guint8 *one, const guint8 *other)
{
  int most = 0;

  for (guint i = 0; i < WIDTH * HEIGHT * 4; i++)
    most = MAX (most, abs (one[i] - other[i]));
  return most;
}

static GtkWidget *
show_picture (GtkWidget **words)
{
  GtkWidget *picture = g_object_new (ZB_TYPE_TILE_PICTURE, NULL);

  *words = add_words (picture, GTK_ALIGN_START);
  add_words (picture, GTK_ALIGN_CENTER);
  zb_tile_picture_set_watermark (ZB_TILE_PICTURE (picture), "陈值班 CN0386 08:41:07");
  gtk_window_set_resizable (GTK_WINDOW (zb_sample_show (picture, WIDTH, HEIGHT)), FALSE);
  gtk_widget_set_size_request (picture, WIDTH, HEIGHT);
  zb_sample_settle ();
  g_assert_cmpint (gtk_widget_get_width (picture), ==, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (picture), ==, HEIGHT);
  return picture;
}

static void
test_cover (void)
{
  GtkWidget *words, *picture = show_picture (&words);
  gboolean letters;

  gtk_widget_queue_draw (words);
  show_frame (picture, 0xff2a6fce);
  g_autofree guint8 *drawn = look_at (picture, &letters);
  g_assert_true (letters);
  show_frame (picture, 0xff2a6fce);
  g_autofree guint8 *kept = look_at (picture, &letters);
  g_assert_false (letters);
  g_assert_cmpint (find_difference (drawn, kept), <=, 3);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (picture)));
}

/* Words that change are there with the next frame that is drawn, and are kept again after it. */
static void
test_cover_changes (void)
{
  GtkWidget *words, *picture = show_picture (&words);
  gboolean letters;

  show_frame (picture, 0xff2a6fce);
  show_frame (picture, 0xff2a6fce);
  g_autofree guint8 *before = look_at (picture, &letters);
  g_assert_false (letters);
  gtk_label_set_text (GTK_LABEL (words), "天山路889弄 西门");
  zb_sample_settle ();
  g_autofree guint8 *after = look_at (picture, &letters);
  g_assert_true (letters);
  g_assert_cmpint (find_difference (before, after), >, 30);
  show_frame (picture, 0xff2a6fce);
  g_autofree guint8 *kept = look_at (picture, &letters);
  g_assert_false (letters);
  g_assert_cmpint (find_difference (after, kept), <=, 3);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (picture)));
}

static guint32
pixel_at (const guint8 *pixels, guint x, guint y)
{
  return ((const guint32 *)(gconstpointer)pixels)[y * WIDTH + x] & 0xffffff;
}

/* A second without frames is grey in the bar, one with frames is green, and the frame ends above it. */
static void
test_bar (void)
{
  GtkWidget *words, *picture = show_picture (&words);
  ZbArrivals arrivals = { 0 };
  gboolean letters;

  for (gint64 second = 100; second < 160; second++)
    zb_arrivals_add (&arrivals, second, second < 130 ? 0 : 15);
  zb_tile_picture_set_watermark (ZB_TILE_PICTURE (picture), NULL);
  zb_tile_picture_set_arrivals (ZB_TILE_PICTURE (picture), &arrivals);
  show_frame (picture, 0xff2a6fce);
  g_autofree guint8 *pixels = look_at (picture, &letters);
  g_assert_cmphex (pixel_at (pixels, 2, HEIGHT - 2), ==, 0x353c46);
  g_assert_cmphex (pixel_at (pixels, WIDTH - 4, HEIGHT - 2), ==, 0x4a9973);
  g_assert_cmphex (pixel_at (pixels, WIDTH - 1, HEIGHT - 1), ==, 0x0c0f12);
  g_assert_cmphex (pixel_at (pixels, 2, HEIGHT - 5), ==, 0x2a6fce);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (picture)));
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
  g_test_add_func ("/video/tile-picture/cover", test_cover);
  g_test_add_func ("/video/tile-picture/cover-changes", test_cover_changes);
  g_test_add_func ("/video/tile-picture/bar", test_bar);
  return g_test_run ();
}
