/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last picture of each camera that was looked at, for the moment until it plays again: one a camera,
 * the latest ones only, and none for another officer. */
#include "zb-stills.h"

#include "zb-image.h"

typedef struct
{
  char *key;
  GdkTexture *texture;
  gint64 time;
} Still;

static GQueue stills = G_QUEUE_INIT; /* the latest first */

static void
still_free (gpointer data)
{
  Still *still = data;
  g_object_unref (still->texture);
  g_free (still->key);
  g_free (still);
}

static GList *
find_link (const char *key)
{
  for (GList *link = stills.head; link; link = link->next)
    if (g_str_equal (((Still *)link->data)->key, key))
      return link;
  return NULL;
}

static void
drop (GList *link)
{
  still_free (link->data);
  g_queue_delete_link (&stills, link);
}

/* --- smaller --------------------------------------------------------------------------------------- */

/* The mean of a square of pixels, whose corner is given. */
static guint32
average (const guint32 *corner, int side, int stride)
{
  guint sum[4] = { 0 };
  const guint n = (guint)(side * side);

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      for (guint i = 0; i < 4; i++)
        sum[i] += corner[y * stride + x] >> 8 * i & 0xff;
  return sum[0] / n | sum[1] / n << 8 | sum[2] / n << 16 | sum[3] / n << 24;
}

static GBytes *
shrink (const guint32 *pixels, int stride, int width, int height, int side)
{
  guint32 *small = g_new (guint32, (gsize)width * (gsize)height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      small[y * width + x] = average (pixels + (gsize)y * side * stride + (gsize)x * side, side, stride);
  return g_bytes_new_take (small, (gsize)width * (gsize)height * sizeof *small);
}

static GdkTexture *
make_small (GdkTexture *still)
{
  const int whole = gdk_texture_get_width (still), side = (whole + ZB_STILL_WIDTH - 1) / ZB_STILL_WIDTH;
  const int width = whole / side, height = gdk_texture_get_height (still) / side;
  g_autofree guint32 *pixels = NULL;
  g_autoptr (GBytes) small = NULL;

  if (side < 2 || height < 1)
    return g_object_ref (still);
  pixels = g_new (guint32, (gsize)whole * (gsize)gdk_texture_get_height (still));
  gdk_texture_download (still, (guchar *)pixels, (gsize)whole * sizeof *pixels);
  small = shrink (pixels, whole, width, height, side);
  return zb_image_new (width, height, (gsize)width * sizeof *pixels, TRUE, small);
}

/**
 * zb_stills_keep:
 * @key: whose picture
 * @still: the picture
 * @time: when it came, µs UTC
 *
 * Keeps a picture, made smaller, in the place of the one before; the oldest goes where there are too many.
 */
void
zb_stills_keep (const char *key, GdkTexture *still, gint64 time)
{
  GList *former = find_link (key);
  Still *kept = g_new (Still, 1);
  *kept = (Still){ g_strdup (key), make_small (still), time };
  if (former)
    drop (former);
  g_queue_push_head (&stills, kept);
  if (stills.length > ZB_STILLS_MOST)
    drop (stills.tail);
}

/**
 * zb_stills_find:
 * @key: whose picture
 * @time: (out): when it came, µs UTC; 0 where there is none
 *
 * Returns: (transfer none) (nullable): the picture
 */
GdkTexture *
zb_stills_find (const char *key, gint64 *time)
{
  GList *link = find_link (key);
  *time = link ? ((Still *)link->data)->time : 0;
  return link ? ((Still *)link->data)->texture : NULL;
}

/**
 * zb_stills_forget:
 *
 * Drops all of them: what one officer may see another perhaps may not.
 */
void
zb_stills_forget (void)
{
  while (stills.head)
    drop (stills.head);
}

/**
 * zb_stills_count:
 *
 * Returns: how many there are
 */
guint
zb_stills_count (void)
{
  return stills.length;
}
