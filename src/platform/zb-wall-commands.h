/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"
#include "zb-wall.h"

G_BEGIN_DECLS

ZbWall *zb_wall_add (ZbTransaction *tx, const char *name, ZbAccount *account, const char *area);
ZbWall *zb_wall_find_of_account (ZbTransaction *tx, const char *account);
ZbProblem *zb_wall_push (ZbTransaction *tx, ZbWall *wall, ZbWallScene *scene, gboolean pinned,
                         gboolean replace);
ZbProblem *zb_wall_hand_back (ZbTransaction *tx, ZbWall *wall, gboolean replace);
void zb_wall_expire (ZbTransaction *tx, ZbWall *wall);

G_END_DECLS
