/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-script.h"
#include "zb-drill.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

gint64 zb_drill_get_next_turn (ZbTransaction *tx, const ZbDrill *drill);
void zb_drill_turn (ZbTransaction *tx, ZbDrill *drill);
void zb_drill_note_seen (ZbTransaction *tx, ZbDrill *drill);
ZbDrillScript *zb_drill_load_script (ZbTransaction *tx, const char *drill);
ZbProblem *zb_drill_fire (ZbTransaction *tx, ZbDrill *drill, const ZbDrillScript *script,
                          const ZbDrillStep *step, gint64 number);

G_END_DECLS
