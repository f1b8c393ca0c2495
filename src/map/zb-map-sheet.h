/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-symbols.h"

G_BEGIN_DECLS

/**
 * ZbMapSheet:
 * @map: what is drawn of the map: a widget that is shown
 * @title: what stands above it
 * @note: what stands above it at the other end
 * @metres_per_pixel: how much ground a logical pixel covers in its middle
 * @dark: whether it has the dark style
 *
 * What a picture of the map is made of.
 */
typedef struct
{
  GtkWidget *map;
  const char *title;
  const char *note;
  double metres_per_pixel;
  gboolean dark;
} ZbMapSheet;

GdkTexture *zb_map_sheet_draw (const ZbMapSheet *self);

G_END_DECLS
