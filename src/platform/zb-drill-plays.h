/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

void zb_drill_add_shadows (ZbTransaction *tx, ZbDrill *drill);
void zb_drill_remove_shadows (ZbTransaction *tx, ZbDrill *drill);
void zb_drill_play_units (ZbTransaction *tx, ZbDrill *drill);
void zb_drill_decline (ZbTransaction *tx, ZbDrill *drill, const char *reason);

G_END_DECLS
