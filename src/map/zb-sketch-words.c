/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a sketch: how long, how large. */
#include "zb-sketch-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define HECTARE 1e4
#define SQUARE_KILOMETRE 1e6

/**
 * zb_sketch_words_length:
 * @metres: a length
 *
 * Returns: (transfer full): as fine as a hand draws it: whole metres below one kilometre
 */
char *
zb_sketch_words_length (double metres)
{
  if (metres < 1000)
    return g_strdup_printf (_ ("%.0f m"), metres);
  if (metres < 10000)
    return g_strdup_printf (C_ ("length", "%.2f km"), metres / 1000);
  return g_strdup_printf (_ ("%.1f km"), metres / 1000);
}

/**
 * zb_sketch_words_area:
 * @square_metres: a surface
 *
 * Returns: (transfer full): in square metres below one hectare, in hectares below one square kilometre
 */
char *
zb_sketch_words_area (double square_metres)
{
  if (square_metres < HECTARE)
    return g_strdup_printf (C_ ("surface", "%.0f m²"), square_metres);
  if (square_metres < SQUARE_KILOMETRE)
    return g_strdup_printf (C_ ("surface", "%.2f ha"), square_metres / HECTARE);
  return g_strdup_printf (C_ ("surface", "%.2f km²"), square_metres / SQUARE_KILOMETRE);
}

/**
 * zb_sketch_words_size:
 * @sketch: a sketch
 *
 * Returns: (transfer full): how long the way or how large the surface is
 */
char *
zb_sketch_words_size (ZbSketch *sketch)
{
  double area = zb_sketch_get_area (sketch);
  if (zb_sketch_get_shape (sketch) == ZB_SKETCH_LINE)
    return zb_sketch_words_length (zb_sketch_get_length (sketch));
  return isnan (area) ? g_strdup (_ ("The outline crosses itself")) : zb_sketch_words_area (area);
}

/**
 * zb_sketch_words_more:
 * @sketch: a sketch
 *
 * Returns: (transfer full): what else is worth knowing: the last leg of what is still drawn, the outline of a
 *   surface, the radius of a circle; an empty text where there is nothing
 */
char *
zb_sketch_words_more (ZbSketch *sketch)
{
  ZbSketchShape shape = zb_sketch_get_shape (sketch);
  g_autofree char *leg = zb_sketch_words_length (zb_sketch_get_last_leg (sketch));
  g_autofree char *all = zb_sketch_words_length (zb_sketch_get_length (sketch));
  if (zb_sketch_get_last_leg (sketch) == 0 || (shape == ZB_SKETCH_LINE && zb_sketch_is_complete (sketch)))
    return g_strdup ("");
  if (shape == ZB_SKETCH_CIRCLE)
    return g_strdup_printf (_ ("radius %s"), leg);
  if (shape == ZB_SKETCH_POLYGON && zb_sketch_is_complete (sketch))
    return g_strdup_printf (_ ("outline %s"), all);
  return g_strdup_printf (_ ("last leg %s"), leg);
}
