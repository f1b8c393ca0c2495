/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tiles.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ZbTileReply:
 * @state: what it says of the base map as a whole
 * @tile: (nullable): the tile; without bytes where the base map has none there
 * @problem: (nullable): why there is no tile
 * @retry_after: seconds that the server wants to be left alone; 0 where not told
 *
 * What came of asking a server for a tile.
 */
typedef struct
{
  ZbTilesState state;
  GBytes *tile;
  ZbProblem *problem;
  guint retry_after;
} ZbTileReply;

ZbTileReply *zb_tile_reply_new (SoupMessage *message, GBytes *body, const GError *error);
void zb_tile_reply_free (ZbTileReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTileReply, zb_tile_reply_free)

G_END_DECLS
