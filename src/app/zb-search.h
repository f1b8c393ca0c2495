/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_SEARCH (zb_search_get_type ())
G_DECLARE_FINAL_TYPE (ZbSearch, zb_search, ZB, SEARCH, GtkPopover)

void zb_search_set_world (ZbSearch *self, ZbWorld *world);
void zb_search_set_query (ZbSearch *self, ZbQuery *query);
void zb_search_open (ZbSearch *self);
void zb_search_look_for (ZbSearch *self, const char *text);
GListModel *zb_search_get_hits (ZbSearch *self);

G_END_DECLS
