/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_LOOK_BACK_SPEED_MOST 60

#define ZB_TYPE_LOOK_BACK (zb_look_back_get_type ())
G_DECLARE_FINAL_TYPE (ZbLookBack, zb_look_back, ZB, LOOK_BACK, GObject)

ZbLookBack *zb_look_back_new (ZbDrillQuery *query, ZbWorld *live, gint64 from, gint64 until);
ZbWorld *zb_look_back_get_world (ZbLookBack *self);
gboolean zb_look_back_is_ready (ZbLookBack *self);
ZbProblem *zb_look_back_get_problem (ZbLookBack *self);
guint zb_look_back_get_n_events (ZbLookBack *self);
gint64 zb_look_back_get_from (ZbLookBack *self);
gint64 zb_look_back_get_until (ZbLookBack *self);
gint64 zb_look_back_get_at (ZbLookBack *self);
void zb_look_back_seek (ZbLookBack *self, gint64 at);
void zb_look_back_set_playing (ZbLookBack *self, gboolean playing);
gboolean zb_look_back_get_playing (ZbLookBack *self);
void zb_look_back_set_speed (ZbLookBack *self, guint speed);

G_END_DECLS
