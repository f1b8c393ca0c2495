/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-near.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_MAP_MARK (zb_map_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapMark, zb_map_mark, ZB, MAP_MARK, GObject)

ZbMapMark *zb_map_mark_new (const ZbDrawn *drawn);
ZbMapMark *zb_map_mark_new_near (ZbNearThing *thing);
gpointer zb_map_mark_get_entity (ZbMapMark *self);
guint zb_map_mark_get_node (ZbMapMark *self);
const char *zb_map_mark_get_title (ZbMapMark *self);
const char *zb_map_mark_get_detail (ZbMapMark *self);
const char *zb_map_mark_get_distance (ZbMapMark *self);
const char *zb_map_mark_get_icon (ZbMapMark *self);

G_END_DECLS
