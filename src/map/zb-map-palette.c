/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-palette.h"

#define RGB(hex) { ((hex) >> 16 & 255) / 255.f, ((hex) >> 8 & 255) / 255.f, ((hex) & 255) / 255.f, 1 }
#define RGBA(hex, alpha)                                                                                     \
  { ((hex) >> 16 & 255) / 255.f, ((hex) >> 8 & 255) / 255.f, ((hex) & 255) / 255.f, alpha }

static const ZbMapPalette dark_palette = {
  .land = RGB (0x1a1f25),
  .halo = RGBA (0x0c0f12, .5f),
  .disc = RGB (0x2b313b),
  .disc_text = RGB (0xe9ecef),
  .ring = RGB (0x6f9f89),
  .ring_warn = RGB (0xe5b54a),
  .ring_rest = RGB (0x4a545f),
  .symbol = RGB (0xc3cfdb),
  .symbol_disc = RGB (0x21262c),
  .symbol_off = RGB (0x77828d),
  .near = RGB (0x2a6fce),
  .near_line = RGB (0x8cc0fa),
  .unit = RGB (0x5cc8d6),
  .unit_text = RGB (0xa4e0e8),
  .chip = RGBA (0x0e1519, .84f),
  .severity = { RGB (0x909aa5), RGB (0x9fb2c6), RGB (0xf0d155), RGB (0xff9f43), RGB (0xff6161) },
  .severity_ink = RGB (0x16191d),
  .selected_line = RGB (0xffffff),
  .outside = RGBA (0x0c0f12, .66f),
  .district_line = RGB (0x7ea6d4),
  .district_halo = RGBA (0x7ea6d4, .16f),
  .area_line = RGBA (0x82909d, .85f),
  .grid_line = RGBA (0x82909d, .38f),
  .grid_text = RGBA (0x909aa5, .9f),
  .name_text = RGB (0xb6bec7),
  .heat = RGB (0xd48fab),
};

static const ZbMapPalette light_palette = {
  .land = RGB (0xf3f4f6),
  .halo = RGBA (0xffffff, .7f),
  .disc = RGB (0xffffff),
  .disc_text = RGB (0x1b2127),
  .ring = RGB (0x4f8f72),
  .ring_warn = RGB (0xc58a10),
  .ring_rest = RGB (0xc6ced6),
  .symbol = RGB (0x3c4854),
  .symbol_disc = RGB (0xffffff),
  .symbol_off = RGB (0x95a0ab),
  .near = RGB (0x2a6fce),
  .near_line = RGB (0x1c5bb4),
  .unit = RGB (0x0d8294),
  .unit_text = RGB (0x075866),
  .chip = RGBA (0xffffff, .9f),
  .severity = { RGB (0x66707b), RGB (0x5d7288), RGB (0xf0c32e), RGB (0xf58f2e), RGB (0xef5350) },
  .severity_ink = RGB (0x16191d),
  .selected_line = RGB (0xffffff),
  .outside = RGBA (0xe4e8ec, .7f),
  .district_line = RGB (0x3f74b4),
  .district_halo = RGBA (0x3f74b4, .18f),
  .area_line = RGBA (0x5d6a77, .8f),
  .grid_line = RGBA (0x5d6a77, .35f),
  .grid_text = RGBA (0x56626e, .9f),
  .name_text = RGB (0x3c4854),
  .heat = RGB (0x9a4f6a),
};

/**
 * zb_map_palette_get:
 * @dark: for the dark style, else the light one
 *
 * Returns: (transfer none): the colours
 */
const ZbMapPalette *
zb_map_palette_get (gboolean dark)
{
  return dark ? &dark_palette : &light_palette;
}
