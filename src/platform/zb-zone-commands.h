/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"
#include "zb-zone.h"

G_BEGIN_DECLS

ZbProblem *zb_zone_guard_call (ZbTransaction *tx, ZbZone *zone, ZbZoneVerb verb);
ZbProblem *zb_zone_open (ZbTransaction *tx, ZbZone *draft);
void zb_zone_change (ZbTransaction *tx, ZbZone *zone);
ZbProblem *zb_zone_end (ZbTransaction *tx, ZbZone *zone, const char *reason);

gint64 zb_zone_find_next_turn (ZbTransaction *tx, const ZbZone *zone);
void zb_zone_turn (ZbTransaction *tx, ZbZone *zone);

G_END_DECLS
