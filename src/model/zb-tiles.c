/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tiles.h"

G_DEFINE_INTERFACE (ZbTiles, zb_tiles, G_TYPE_OBJECT)

static guint state_changed;

static void
zb_tiles_default_init (ZbTilesInterface *iface)
{
  state_changed = g_signal_new ("state-changed", ZB_TYPE_TILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * zb_tiles_load:
 * @self: whoever can get tiles
 * @source: a base map
 * @place: which of its tiles
 *
 * Returns: (transfer full): an answer that will hold the tile's bytes; its problem has the status 404 where
 *   the base map has no tile there
 */
ZbAnswer *
zb_tiles_load (ZbTiles *self, ZbBaseSource *source, ZbTilePlace place)
{
  return ZB_TILES_GET_IFACE (self)->load (self, source, place);
}

/**
 * zb_tiles_get_state:
 * @self: whoever can get tiles
 * @source: a base map
 *
 * Returns: how it stands with its tiles
 */
ZbTilesState
zb_tiles_get_state (ZbTiles *self, ZbBaseSource *source)
{
  return ZB_TILES_GET_IFACE (self)->get_state (self, source);
}

/**
 * zb_tiles_emit_state_changed:
 * @self: whoever can get tiles
 * @id: the id of a base map
 *
 * For implementations: tells that it stands otherwise with the tiles of that base map.
 */
void
zb_tiles_emit_state_changed (ZbTiles *self, const char *id)
{
  g_signal_emit (self, state_changed, 0, id);
}
