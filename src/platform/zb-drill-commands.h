/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-script.h"
#include "zb-drill.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

void zb_drill_check_draft (ZbTransaction *tx, ZbEntity *draft, const char *drill);
ZbProblem *zb_drill_make (ZbTransaction *tx, ZbDrill *draft, const ZbDrillScript *script);
ZbProblem *zb_drill_command (ZbTransaction *tx, ZbDrill *drill, ZbDrillVerb verb, gint64 speed);
ZbProblem *zb_drill_inject (ZbTransaction *tx, ZbDrill *drill, const ZbDrillStep *step);

G_END_DECLS
