/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from a decoder becomes smaller and keeps its colours, whatever its size and format. */
#include "zb-frame-maker.h"
#include "zb-shrink.h"

#include <math.h>
#include <string.h>

/* --- planes ------------------------------------------------------------------------------------- */

typedef struct
{
  int width, height, to_width, to_height;
} Sizes;

/* What tiles make of what cameras send, and edges: odd, very wide, a pixel, the same, many times too large.
 */
static const Sizes sizes[] = {
  { 640, 360, 395, 222 }, { 320, 180, 198, 111 },   { 1280, 720, 395, 222 }, { 1920, 1080, 395, 222 },
  { 641, 361, 396, 223 }, { 2560, 1440, 214, 120 }, { 33, 17, 32, 16 },      { 35, 19, 17, 9 },
  { 64, 48, 64, 48 },     { 1, 1, 1, 1 },           { 5, 3, 1, 1 },          { 4096, 2, 100, 1 },
  { 3, 700, 2, 80 },      { 640, 360, 1280, 720 },  { 7, 5, 13, 9 },
};

/* Rows are farther apart than they are long, as a decoder's are; what is between them must not count. */
static guint8 *
make_plane (int width, int height, gsize stride, guint8 (*look) (int x, int y))
{
  guint8 *plane = g_malloc (stride * (gsize)height);

  memset (plane, 0xee, stride * (gsize)height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      plane[(gsize)y * stride + (gsize)x] = look (x, y);
  return plane;
}

/* Only as large as it has to be, so that what is written beyond its end is found by the sanitizer. */
static guint8 *
shrink (const Sizes *one, guint8 (*look) (int x, int y))
{
  const gsize stride = (gsize)one->width + 13;
  g_autoptr (ZbShrink) shrinks = zb_shrink_new (one->width, one->height, one->to_width, one->to_height);
  g_autofree guint8 *from = make_plane (one->width, one->height, stride, look);
  guint8 *to = g_malloc ((gsize)one->to_width * (gsize)one->to_height);

  zb_shrink_plane (shrinks, from, stride, to, (gsize)one->to_width);
  return to;
}

static guint8
look_flat (int x, int y)
{
  return 137;
}

static void
test_flat (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *to = shrink (&sizes[i], look_flat);
      for (int j = 0; j < sizes[i].to_width * sizes[i].to_height; j++)
        g_assert_cmpuint (to[j], ==, 137);
    }
}

static guint8
look_slope (int x, int y)
{
  return (guint8)MIN (255, x / 8 + y / 8);
}

/* What rises evenly goes on doing so, and nothing of it is moved. */
static void
test_slope (void)
{
  const Sizes *one = &sizes[2];
  g_autofree guint8 *to = shrink (one, look_slope);

  for (int y = 0; y < one->to_height; y++)
    for (int x = 0; x < one->to_width; x++)
      {
        const double from_x = (x + .5) * one->width / one->to_width,
                     from_y = (y + .5) * one->height / one->to_height;
        g_assert_cmpfloat_with_epsilon (to[y * one->to_width + x], MIN (255, from_x / 8 + from_y / 8 - 1),
                                        1.6);
      }
}

static guint8
look_noisy (int x, int y)
{
  return (guint8)((guint)(x * 7919 + y * 104729) * 2654435761u >> 24);
}

static double
mean_of (const guint8 *pixels, int n)
{
  double sum = 0;

  for (int i = 0; i < n; i++)
    sum += pixels[i];
  return sum / n;
}

/* Halved exactly, each pixel is the mean of four. */
static void
test_halved (void)
{
  const Sizes half = { 70, 34, 35, 17 };
  g_autofree guint8 *to = shrink (&half, look_noisy);

  for (int y = 0; y < half.to_height; y++)
    for (int x = 0; x < half.to_width; x++)
      {
        const int sum = look_noisy (2 * x, 2 * y) + look_noisy (2 * x + 1, 2 * y) +
                        look_noisy (2 * x, 2 * y + 1) + look_noisy (2 * x + 1, 2 * y + 1);
        g_assert_cmpint (to[y * half.to_width + x], ==, (sum + 2) / 4);
      }
}

/* Neither light nor dark is lost. */
static void
test_mean (void)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autofree guint8 *to = shrink (&sizes[i], look_noisy);
      g_autofree guint8 *from =
          make_plane (sizes[i].width, sizes[i].height, (gsize)sizes[i].width, look_noisy);
      g_assert_cmpfloat_with_epsilon (mean_of (to, sizes[i].to_width * sizes[i].to_height),
                                      mean_of (from, sizes[i].width * sizes[i].height), 2);
    }
}

/* Of the same size it is the same. */
static void
test_same_size (void)
{
  const Sizes same = { 64, 48, 64, 48 };
  g_autofree guint8 *to = shrink (&same, look_noisy), *from = make_plane (64, 48, 64, look_noisy);

  g_assert_cmpmem (to, 64 * 48, from, 64 * 48);
}

/* --- frames ------------------------------------------------------------------------------------- */

static GstSample *
make_sample (const char *format, int width, int height, const guint8 colour[3])
{
  GstVideoInfo info;
  GstVideoFrame frame;
  GstBuffer *buffer;
  GstSample *sample;
  g_autoptr (GstCaps) caps = NULL;

  gst_video_info_set_format (&info, gst_video_format_from_string (format), (guint)width, (guint)height);
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_WRITE));
  for (guint c = 0; c < 3; c++)
    for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (&frame, c); y++)
      for (int x = 0; x < GST_VIDEO_FRAME_COMP_WIDTH (&frame, c); x++)
        GST_VIDEO_FRAME_COMP_DATA (&frame, c)
  [y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, c) + x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, c)] = colour[c];
  gst_video_frame_unmap (&frame);
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_buffer_unref (buffer);
  return sample;
}

static void
assert_colour (GdkTexture *texture, guint x, guint y, const guint8 expected[3])
{
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc ((gsize)width * (gsize)height * 4);
  const guint8 *pixel = pixels + ((gsize)y * (gsize)width + x) * 4;

  gdk_texture_download (texture, pixels, (gsize)width * 4);
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (pixel[c], expected[c], 4);
}

/* The same colour in all formats, and in the size that covers what is wanted. BT.601 says what it is in red,
 * green and blue. */
static void
test_formats (void)
{
  static const char *formats[] = { "I420", "YV12", "NV12", "Y42B", "Y444" };
  static const guint8 colour[] = { 81, 90, 240 }, red[] = { 0, 0, 255 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (ZbFrameMaker) maker = zb_frame_maker_new ();
      g_autoptr (GstSample) sample = make_sample (formats[i], 640, 360, colour);
      g_autoptr (GdkTexture) small = zb_frame_maker_make (maker, sample, 395, 219);
      g_autoptr (GdkTexture) whole = zb_frame_maker_make (maker, sample, 2000, 100);
      g_assert_cmpint (gdk_texture_get_width (small), ==, 395);
      g_assert_cmpint (gdk_texture_get_height (small), ==, 222);
      g_assert_cmpint (gdk_texture_get_width (whole), ==, 1280);
      assert_colour (small, 0, 0, red);
      assert_colour (small, 394, 221, red);
      assert_colour (whole, 1279, 719, red);
    }
}

/* Nobody looks, or what comes is no picture of a camera. */
static void
test_nothing (void)
{
  static const guint8 black[] = { 16, 128, 128 };
  g_autoptr (ZbFrameMaker) maker = zb_frame_maker_new ();
  g_autoptr (GstSample) sample = make_sample ("I420", 64, 48, black),
                        vast = make_sample ("I420", 8200, 2, black);

  g_assert_null (zb_frame_maker_make (maker, sample, 0, 0));
  g_assert_null (zb_frame_maker_make (maker, vast, 100, 100));
}

/* A camera that changes what it sends, and a tile that changes its size. */
static void
test_changes (void)
{
  static const guint8 white[] = { 235, 128, 128 }, expected[] = { 255, 255, 255 };
  g_autoptr (ZbFrameMaker) maker = zb_frame_maker_new ();

  for (int turn = 0; turn < 20; turn++)
    {
      const int width = 320 + 64 * (turn % 5);
      g_autoptr (GstSample) sample = make_sample (turn % 3 ? "I420" : "NV12", width, width * 9 / 16, white);
      g_autoptr (GdkTexture) texture = zb_frame_maker_make (maker, sample, 100 + turn * 7, 50);
      assert_colour (texture, 0, 0, expected);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 100 + turn * 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/video/shrink/flat", test_flat);
  g_test_add_func ("/video/shrink/slope", test_slope);
  g_test_add_func ("/video/shrink/halved", test_halved);
  g_test_add_func ("/video/shrink/mean", test_mean);
  g_test_add_func ("/video/shrink/same-size", test_same_size);
  g_test_add_func ("/video/frame-maker/formats", test_formats);
  g_test_add_func ("/video/frame-maker/nothing", test_nothing);
  g_test_add_func ("/video/frame-maker/changes", test_changes);
  return g_test_run ();
}
