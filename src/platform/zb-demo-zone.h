/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

/* The demonstration's watch zone: a market in 中山公园. */
#define ZB_DEMO_ZONE "中山公园秋季市集"

gboolean zb_demo_add_zone (ZbPlatform *platform, GError **error);

G_END_DECLS
