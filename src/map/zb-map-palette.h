/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbMapPalette:
 *
 * The colours of what is drawn on the map, which are in textures and so cannot come from the style
 * sheet. The names are those of the design's tokens; there is one palette for each style.
 */
typedef struct
{
  GdkRGBA land;
  GdkRGBA halo;
  GdkRGBA disc;
  GdkRGBA disc_text;
  GdkRGBA ring;
  GdkRGBA ring_warn;
  GdkRGBA ring_rest;
  GdkRGBA symbol;
  GdkRGBA symbol_disc;
  GdkRGBA symbol_off;
  GdkRGBA near;
  GdkRGBA near_line;
  GdkRGBA unit;
  GdkRGBA unit_text;
  GdkRGBA chip;
  GdkRGBA severity[5];
  GdkRGBA severity_ink;
  GdkRGBA selected_line;
  GdkRGBA outside;
  GdkRGBA district_line;
  GdkRGBA district_halo;
  GdkRGBA area_line;
  GdkRGBA grid_line;
  GdkRGBA grid_text;
  GdkRGBA name_text;
  GdkRGBA heat;
} ZbMapPalette;

const ZbMapPalette *zb_map_palette_get (gboolean dark);

G_END_DECLS
