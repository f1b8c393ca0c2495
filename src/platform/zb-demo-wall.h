/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

/* The demonstration's wall, and who signs in for it. */
#define ZB_DEMO_WALL "指挥大厅主屏"
#define ZB_DEMO_WALL_ACCOUNT "daping"

gboolean zb_demo_add_wall (ZbPlatform *platform, GError **error);

G_END_DECLS
