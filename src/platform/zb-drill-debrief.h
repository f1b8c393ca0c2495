/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-debrief.h"
#include "zb-drill.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

ZbDebrief *zb_drill_debrief_new (ZbTransaction *tx, ZbDrill *drill);
GHashTable *zb_drill_debrief_sum (ZbTransaction *tx, ZbDrill *drill);

G_END_DECLS
