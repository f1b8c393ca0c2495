/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-datum.h"
#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbBaseSource, zb_base_source, BASE_SOURCE)
#define ZB_TYPE_BASE_SOURCE (zb_base_source_get_type ())

/**
 * ZbBaseKind:
 * @ZB_BASE_MBTILES: a file of tiles on this machine, after the MBTiles specification
 * @ZB_BASE_XYZ: a web address, rows counted from the north
 * @ZB_BASE_TMS: a web address, rows counted from the south
 * @ZB_BASE_WMTS: a web address of OGC's WMTS, with the web Mercator matrix set; rows from the north
 *
 * Where the tiles of a base map come from.
 */
typedef enum
{
  ZB_BASE_NONE,
  ZB_BASE_MBTILES,
  ZB_BASE_XYZ,
  ZB_BASE_TMS,
  ZB_BASE_WMTS,
} ZbBaseKind;

/**
 * ZbBaseSource:
 * @id: its name for the program
 * @name: its name for people
 * @kind: a #ZbBaseKind
 * @place: the path of the file, or the address with places to fill in; see zb_tile_address_check()
 * @datum: a #ZbDatum: what its tiles lie on. Baidu's is none of them: its tiles have a grid of their own,
 *   which is not that of web Mercator
 * @names: (nullable): the address of pictures with nothing but names, drawn over the others; on some servers,
 *   such as Tianditu's, these are two
 * @servers: (nullable): what `{s}` in the addresses stands for: "0-7" or "a,b,c"
 * @min_zoom: the smallest scale that it has tiles for
 * @max_zoom: the largest; 0 where not said
 * @attribution: (nullable): whose map it is, to be shown on it
 *
 * A base map that a centre has set up beside the one that is built in. The key of an address is no part of
 * it: that is in the secret store.
 */
struct _ZbBaseSource
{
  ZbRecord parent_instance;
  char *id;
  char *name;
  int kind;
  char *place;
  int datum;
  char *names;
  char *servers;
  gint64 min_zoom;
  gint64 max_zoom;
  char *attribution;
};

extern const ZbChoices zb_base_kinds;
extern const ZbChoices zb_base_datums;

gboolean zb_base_source_is_remote (ZbBaseSource *self);
gboolean zb_base_source_wants_key (ZbBaseSource *self);
gboolean zb_base_source_has_names (ZbBaseSource *self);
ZbBaseSource *zb_base_source_create_names (ZbBaseSource *self);
gboolean zb_base_source_check (ZbBaseSource *self, GError **error);

G_END_DECLS
