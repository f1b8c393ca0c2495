/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-arrivals-bar.h"

#include "zb-image.h"
#include "zb-pixels.h"

#include <string.h>

#define GROUND 0xff0c0f12

static const guint32 colours[] = {
  [ZB_ARRIVAL_NONE] = 0xff353c46,
  [ZB_ARRIVAL_LATE] = 0xffe5b54a,
  [ZB_ARRIVAL_GOOD] = 0xff4a9973,
};

static void
fill (guint32 *row, int from, int to, guint32 colour)
{
  for (int x = from; x < to; x++)
    row[x] = colour;
}

/* A second is as wide as there is room for, and a pixel is left between it and the next. */
static void
draw_row (guint32 *row, const ZbArrivals *arrivals, int width, int scale)
{
  fill (row, 0, width, GROUND);
  for (guint age = 0; age < ZB_ARRIVALS_SECONDS; age++)
    {
      const int from = width * (int)(ZB_ARRIVALS_SECONDS - 1 - age) / ZB_ARRIVALS_SECONDS;
      const int to = width * (int)(ZB_ARRIVALS_SECONDS - age) / ZB_ARRIVALS_SECONDS;
      fill (row, from, MIN (width, from + MAX (scale, to - from - scale)),
            colours[zb_arrivals_get (arrivals, age)]);
    }
}

/**
 * zb_arrivals_bar_draw:
 * @arrivals: how many frames came in each second
 * @width: pixels
 * @scale: device pixels to a pixel
 *
 * Draws the bar at the foot of a tile: a mark for each of the last 60 seconds, which says how it was. It is
 * drawn once a second; as sixty nodes it was painted anew with every frame.
 *
 * Returns: (transfer full): the bar, #ZB_ARRIVALS_BAR_HEIGHT pixels high
 */
GdkTexture *
zb_arrivals_bar_draw (const ZbArrivals *arrivals, int width, int scale)
{
  const int across = width * scale, down = ZB_ARRIVALS_BAR_HEIGHT * scale;
  const gsize stride = (gsize)across * sizeof (guint32), size = stride * (gsize)down;
  guint8 *pixels = zb_pixels_new (size);
  g_autoptr (GBytes) bytes = NULL;

  draw_row ((guint32 *)(gpointer)pixels, arrivals, across, scale);
  for (int y = 1; y < down; y++)
    memcpy (pixels + (gsize)y * stride, pixels, stride);
  bytes = zb_pixels_seal (pixels, size);
  return zb_image_new (across, down, stride, TRUE, bytes);
}
