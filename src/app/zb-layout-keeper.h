/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-video-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_LAYOUT_KEEPER (zb_layout_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayoutKeeper, zb_layout_keeper, ZB, LAYOUT_KEEPER, GObject)

ZbLayoutKeeper *zb_layout_keeper_new (ZbDesk *desk, ZbVideoPage *page);

G_END_DECLS
