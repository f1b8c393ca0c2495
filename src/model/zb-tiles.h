/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-base-source.h"
#include "zb-tile-address.h"

G_BEGIN_DECLS

/**
 * ZbTilesState:
 * @ZB_TILES_WELL: tiles come, or none was asked for yet
 * @ZB_TILES_UNREACHABLE: nobody answers; what was kept is shown
 * @ZB_TILES_REFUSED: the key is refused, or there is none
 * @ZB_TILES_WRONG: what answers gives no tiles
 *
 * How it stands with the tiles of one base map.
 */
typedef enum
{
  ZB_TILES_WELL,
  ZB_TILES_UNREACHABLE,
  ZB_TILES_REFUSED,
  ZB_TILES_WRONG,
} ZbTilesState;

#define ZB_TYPE_TILES (zb_tiles_get_type ())
G_DECLARE_INTERFACE (ZbTiles, zb_tiles, ZB, TILES, GObject)

/**
 * ZbTilesInterface:
 * @load: see zb_tiles_load()
 * @get_state: see zb_tiles_get_state()
 *
 * Whoever can get map tiles over the network. The signal `state-changed` tells with a base map's id that it
 * stands otherwise with its tiles.
 */
struct _ZbTilesInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*load) (ZbTiles *self, ZbBaseSource *source, ZbTilePlace place);
  ZbTilesState (*get_state) (ZbTiles *self, ZbBaseSource *source);
};

ZbAnswer *zb_tiles_load (ZbTiles *self, ZbBaseSource *source, ZbTilePlace place);
ZbTilesState zb_tiles_get_state (ZbTiles *self, ZbBaseSource *source);
void zb_tiles_emit_state_changed (ZbTiles *self, const char *id);

G_END_DECLS
