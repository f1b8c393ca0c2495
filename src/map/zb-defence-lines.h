/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-layers.h"

G_BEGIN_DECLS

/**
 * ZbDefenceLines:
 * @of: by #ZbPlacement: on which line it is, counted from 1; 0 for none
 *
 * Which placements of cameras make up each line of defence. A centre has its own.
 */
typedef struct
{
  guint8 of[ZB_PLACEMENT_MOBILE + 1];
} ZbDefenceLines;

void zb_defence_lines_init (ZbDefenceLines *self, GVariant *lines);
guint zb_defence_lines_find (const ZbDefenceLines *self, const ZbDevice *device);
char *zb_defence_lines_describe (const ZbDefenceLines *self, guint line);

G_END_DECLS
