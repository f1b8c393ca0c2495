/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_SEARCH_INDEX (zb_search_index_get_type ())
G_DECLARE_FINAL_TYPE (ZbSearchIndex, zb_search_index, ZB, SEARCH_INDEX, GObject)

ZbSearchIndex *zb_search_index_of (ZbWorld *world);
void zb_search_index_set_places (ZbSearchIndex *self, GPtrArray *places);
GPtrArray *zb_search_index_search (ZbSearchIndex *self, const char *text, guint most_of_a_kind);
GPtrArray *zb_search_index_search_places (ZbSearchIndex *self, const char *text, guint most_of_a_kind);

G_END_DECLS
