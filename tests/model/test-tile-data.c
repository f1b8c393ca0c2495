/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures told from what is none, before anybody decodes them. */
#include "zb-tile-data.h"

#include <string.h>

static ZbTileData
read_data (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  return zb_tile_data_read (bytes);
}

/* A PNG of 256 × 256 without its picture: header and end are all that is looked at. */
static guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0,   0,   0,   13,   'I',  'H',  'D',
                        'R',  0,   0,   1,   0,    0,    0,    1,    0,   8,   2,   0,    0,    0,    1,
                        2,    3,   4,   0,   0,    0,    0,    'I',  'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };

static void
test_png (void)
{
  ZbTileData data = read_data (png, sizeof png);

  g_assert_cmpint (data.format, ==, ZB_TILE_PNG);
  g_assert_cmpuint (data.width, ==, 256);
  g_assert_true (zb_tile_data_is_tile (&data));
  data = read_data (png, sizeof png - 12);
  g_assert_false (zb_tile_data_is_tile (&data));
  /* 65,792 pixels wide: gigabytes when decoded. */
  png[17] = 1;
  data = read_data (png, sizeof png);
  png[17] = 0;
  g_assert_false (zb_tile_data_is_tile (&data));
}

static void
test_jpeg (void)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F',  'I',  'F',  0,   1,
                                 1,    0,    0,    1,    0, 1,  0,   0,    0xff, 0xc0, 0,   11,
                                 8,    1,    0,    1,    0, 1,  1,   0x11, 0,    0xff, 0xd9 };
  ZbTileData data = read_data (jpeg, sizeof jpeg);

  g_assert_cmpint (data.format, ==, ZB_TILE_JPEG);
  g_assert_cmpuint (data.width, ==, 256);
  g_assert_cmpuint (data.height, ==, 256);
  g_assert_true (zb_tile_data_is_tile (&data));
  data = read_data (jpeg, sizeof jpeg - 2);
  g_assert_false (zb_tile_data_is_tile (&data));
}

static void
test_webp (void)
{
  static const guint8 webp[] = { 'R', 'I', 'F', 'F', 32, 0, 0, 0, 'W', 'E',  'B', 'P',  'V', 'P',
                                 '8', ' ', 20,  0,   0,  0, 0, 0, 0,   0x9d, 1,   0x2a, 0,   1,
                                 0,   1,   0,   0,   0,  0, 0, 0, 0,   0,    0,   0 };
  ZbTileData data = read_data (webp, sizeof webp);

  g_assert_cmpint (data.format, ==, ZB_TILE_WEBP);
  g_assert_cmpuint (data.width, ==, 256);
  g_assert_cmpuint (data.height, ==, 256);
  g_assert_true (zb_tile_data_is_tile (&data));
  data = read_data (webp, sizeof webp - 4);
  g_assert_false (zb_tile_data_is_tile (&data));
}

static void
test_other (void)
{
  static const char page[] = "<!DOCTYPE html><title>Sign in</title><p>Accept the terms.</p>";
  ZbTileData data = read_data (page, strlen (page));

  g_assert_cmpint (data.format, ==, ZB_TILE_OTHER);
  g_assert_null (zb_tile_data_get_name (&data));
  data = read_data ("", 0);
  g_assert_false (zb_tile_data_is_tile (&data));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-data/png", test_png);
  g_test_add_func ("/tile-data/jpeg", test_jpeg);
  g_test_add_func ("/tile-data/webp", test_webp);
  g_test_add_func ("/tile-data/other", test_other);
  return g_test_run ();
}
