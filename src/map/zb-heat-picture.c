/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heat map as one picture, drawn in a thread.
 *
 *   spots ──▶ a kernel for each, added up on a coarse grid ──▶ share of the fullest place ──▶ opacity
 *
 * The kernel is as wide on the ground at every zoom, and the fullest place is looked for among all spots and
 * not among those in view, so that a place looks the same however the map is moved. */
#include "zb-heat-picture.h"

#include "zb-image.h"
#include "zb-pixels.h"

#include <math.h>

/* A spot reaches this far, and on screen never less than that many pixels. */
#define REACH_METRES 380.0
#define LEAST_REACH 22.0
/* Pixels to one cell of the coarse grid. */
#define STEP 4
/* A place with so few alerts is not at full strength, even where there are no more. */
#define FULL_AT_LEAST 5.0
/* The streets stay readable through the fullest place. */
#define MOST_ALPHA .7
/* Between these zooms it fades to a wash: single houses have single alerts, which are there themselves. */
#define FADE_FROM 16.0
#define FADE_TO 18.0
#define LEAST_STRENGTH .4
#define N_SHADES 256

typedef struct
{
  const ZbHeatSpot *spots;
  gsize n_spots;
  double reach; /* logical pixels */
  double peak;
  int columns, rows;
  float *sums;
  guint32 shades[N_SHADES];
} Heat;

static double
kernel (double squared, double reach)
{
  double part = 1 - squared / (reach * reach);
  return part > 0 ? part * part * part : 0;
}

static double
sum_at (const Heat *heat, double world, ZbMercator place)
{
  double sum = 0, reach = heat->reach / world;
  for (gsize i = 0; i < heat->n_spots; i++)
    {
      double dx = heat->spots[i].place.x - place.x, dy = heat->spots[i].place.y - place.y;
      if (fabs (dx) < reach && fabs (dy) < reach)
        sum += heat->spots[i].weight * kernel (dx * dx + dy * dy, reach);
    }
  return sum;
}

static double
find_peak (const Heat *heat, double world)
{
  double peak = FULL_AT_LEAST;
  for (gsize i = 0; i < heat->n_spots; i++)
    peak = fmax (peak, sum_at (heat, world, heat->spots[i].place));
  return peak;
}

/* @x and @y in cells of the coarse grid. */
static void
add_spot (Heat *heat, double x, double y, double weight)
{
  const double reach = heat->reach / STEP;
  const int left = MAX ((int)ceil (x - reach), 0), right = MIN ((int)floor (x + reach), heat->columns - 1);
  const int top = MAX ((int)ceil (y - reach), 0), bottom = MIN ((int)floor (y + reach), heat->rows - 1);
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        double dx = column - x, dy = row - y;
        heat->sums[row * heat->columns + column] += (float)(weight * kernel (dx * dx + dy * dy, reach));
      }
}

static void
add_spots (Heat *heat, const ZbAreaPicture *picture)
{
  for (gsize i = 0; i < heat->n_spots; i++)
    add_spot (heat, (heat->spots[i].place.x * picture->world - picture->left) / STEP,
              (heat->spots[i].place.y * picture->world - picture->top) / STEP, heat->spots[i].weight);
}

static double
fade_at (double zoom)
{
  return CLAMP ((FADE_TO - zoom) / (FADE_TO - FADE_FROM), LEAST_STRENGTH, 1);
}

/* One hue, more of it where there is more; premultiplied as cairo has it. */
static void
mix_shades (Heat *heat, const GdkRGBA *colour, double most)
{
  for (guint i = 0; i < N_SHADES; i++)
    {
      double alpha = most * pow (i / (N_SHADES - 1.0), .55) * 255;
      heat->shades[i] = (guint32)lround (alpha) << 24 | (guint32)lround (alpha * colour->red) << 16 |
                        (guint32)lround (alpha * colour->green) << 8 | (guint32)lround (alpha * colour->blue);
    }
}

/* Between the four cells around it. */
static float
sample (const Heat *heat, float x, float y)
{
  const int column = MIN ((int)x, heat->columns - 2), row = MIN ((int)y, heat->rows - 2);
  const float right = x - (float)column, down = y - (float)row;
  const float *cell = heat->sums + row * heat->columns + column, *below = cell + heat->columns;
  return (cell[0] * (1 - right) + cell[1] * right) * (1 - down) +
         (below[0] * (1 - right) + below[1] * right) * down;
}

static void
fill_row (const Heat *heat, guint32 *pixels, int width, float y, float step)
{
  const float strength = (float)((N_SHADES - 1) / heat->peak);
  for (int x = 0; x < width; x++)
    pixels[x] = heat->shades[MIN ((guint)(sample (heat, (float)x * step, y) * strength), N_SHADES - 1)];
}

static void
take_texture (const Heat *heat, ZbAreaPicture *picture)
{
  const int width = (int)ceil (picture->width * picture->scale),
            height = (int)ceil (picture->height * picture->scale);
  const gsize stride = (gsize)width * sizeof (guint32);
  guint32 *pixels = zb_pixels_new (stride * (gsize)height);
  const float step = (float)(1 / (picture->scale * STEP));
  for (int y = 0; y < height; y++)
    fill_row (heat, pixels + (gsize)y * (gsize)width, width, (float)y * step, step);
  g_autoptr (GBytes) bytes = zb_pixels_seal (pixels, stride * (gsize)height);
  picture->texture = zb_image_new (width, height, stride, FALSE, bytes);
}

/**
 * zb_heat_picture_draw:
 * @spots: an array of #ZbHeatSpot
 * @projection: from where it is looked at
 * @margin: logical pixels beyond its edges
 * @scale: device pixels a logical one
 * @palette: the colours
 *
 * Meant for a thread: some ten milliseconds.
 *
 * Returns: (transfer full): the picture
 */
ZbAreaPicture *
zb_heat_picture_draw (GBytes *spots, const ZbMapProjection *projection, double margin, double scale,
                      const ZbMapPalette *palette)
{
  ZbAreaPicture *self = g_new0 (ZbAreaPicture, 1);
  const ZbPoint middle =
      zb_map_projection_to_point (projection, projection->width / 2, projection->height / 2);
  *self = (ZbAreaPicture){ NULL,
                           projection->world,
                           projection->left - margin,
                           projection->top - margin,
                           projection->width + 2 * margin,
                           projection->height + 2 * margin,
                           scale };
  Heat heat = { .spots = g_bytes_get_data (spots, NULL),
                .n_spots = g_bytes_get_size (spots) / sizeof (ZbHeatSpot),
                .columns = (int)ceil (self->width / STEP) + 2,
                .rows = (int)ceil (self->height / STEP) + 2 };
  heat.reach = fmax (zb_map_projection_get_pixels (projection, REACH_METRES, middle), LEAST_REACH);
  heat.peak = find_peak (&heat, self->world);
  g_autofree float *sums = heat.sums = g_new0 (float, (gsize)heat.columns *(gsize)heat.rows);
  mix_shades (&heat, &palette->heat, MOST_ALPHA * fade_at (zb_map_projection_get_zoom (projection)));
  add_spots (&heat, self);
  take_texture (&heat, self);
  return self;
}
