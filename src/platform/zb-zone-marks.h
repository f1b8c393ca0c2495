/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-transaction.h"
#include "zb-zone.h"

G_BEGIN_DECLS

/* So many open alerts are looked at in the transaction that draws or changes a zone, and as many at each look
 * of the clock after it: commands get their turn in between. */
#define ZB_ZONE_PORTION 1000

int zb_zone_get_minute (ZbTransaction *tx);
void zb_zone_mark_draft (ZbTransaction *tx, ZbAlert *draft);

void zb_zone_begin_sweep (ZbTransaction *tx, ZbZone *zone);
void zb_zone_go_on_sweeping (ZbTransaction *tx, ZbZone *zone);
void zb_zone_stop_sweeping (ZbTransaction *tx, const ZbZone *zone);
gboolean zb_zone_is_sweeping (ZbTransaction *tx, const ZbZone *zone);

G_END_DECLS
