/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-preferences.h"

G_BEGIN_DECLS

#define ZB_TYPE_FILTER_KEEPER (zb_filter_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbFilterKeeper, zb_filter_keeper, ZB, FILTER_KEEPER, GObject)

ZbFilterKeeper *zb_filter_keeper_new (ZbPreferences *preferences, ZbDesk *desk);

G_END_DECLS
