/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way that a map is panned along when it is measured. */
#include "zb-map-way.h"

#include <math.h>

/**
 * zb_map_way_look:
 * @viewport: of a map
 * @zoom: how near, for tiles of 256 pixels
 * @seconds: since it began
 *
 * Looks where a figure of eight over the district is by then, which is as large on the screen at any zoom. It
 * takes ten seconds.
 */
void
zb_map_way_look (ShumateViewport *viewport, double zoom, double seconds)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  const double offset = log2 (shumate_map_source_get_tile_size (source) / 256.0), reach = exp2 (13 - zoom);

  if (shumate_viewport_get_zoom_level (viewport) != zoom - offset)
    shumate_viewport_set_zoom_level (viewport, zoom - offset);
  shumate_location_set_location (SHUMATE_LOCATION (viewport),
                                 31.212 + .012 * reach * sin (4 * G_PI * seconds / 10),
                                 121.390 + .04 * reach * sin (2 * G_PI * seconds / 10));
}
