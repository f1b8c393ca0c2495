/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"
#include "zb-wall.h"

G_BEGIN_DECLS

ZbWallScene *zb_wall_read_push (ZbTransaction *tx, ZbWall *wall);
gboolean zb_wall_fill (ZbTransaction *tx, ZbWall *wall);
ZbWallHealth *zb_wall_read_health (ZbCall *call);

G_END_DECLS
