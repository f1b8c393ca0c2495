/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-player.h"

G_BEGIN_DECLS

/**
 * ZbTileWords:
 * @badge: what the badge says
 * @badge_class: its style: live, warn or quiet
 * @badge_icon: (nullable): the badge's icon
 * @dot: whether a dot stands before it
 * @spinner: whether something turns, since it is being tried
 * @title: (nullable): what stands over the picture
 * @detail: (nullable): what stands below that
 * @icon: (nullable): what stands before the title
 * @format: (nullable): what the camera sends, or when it last sent
 * @dim: how bright the picture is, 0 for none
 * @grey: whether its colours are taken away
 *
 * How a tile shows the state of its player.
 */
typedef struct
{
  char *badge;
  const char *badge_class;
  const char *badge_icon;
  gboolean dot;
  gboolean spinner;
  char *title;
  char *detail;
  const char *icon;
  char *format;
  float dim;
  gboolean grey;
} ZbTileWords;

void zb_tile_words_fill (ZbTileWords *self, ZbPlayer *player, ZbDevice *device);
void zb_tile_words_clear (ZbTileWords *self);

G_END_DECLS
