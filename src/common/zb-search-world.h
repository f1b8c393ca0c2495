/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

GPtrArray *zb_search_in_world (ZbWorld *world, const char *text, guint most_of_a_kind);
GPtrArray *zb_search_places_in_world (ZbWorld *world, const char *text, guint most_of_a_kind);

G_END_DECLS
