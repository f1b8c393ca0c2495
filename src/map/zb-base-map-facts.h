/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbBaseMapFacts:
 * @west: the least longitude that it covers, degrees WGS 84
 * @east: the largest
 * @south: the least latitude
 * @north: the largest
 * @min_zoom: its smallest scale
 * @max_zoom: its largest scale
 * @made_at: when its file was written, µs UTC
 *
 * What a base map says of itself.
 */
typedef struct
{
  double west, east, south, north;
  int min_zoom, max_zoom;
  gint64 made_at;
} ZbBaseMapFacts;

gboolean zb_base_map_read_facts (const char *directory, ZbBaseMapFacts *facts);

G_END_DECLS
