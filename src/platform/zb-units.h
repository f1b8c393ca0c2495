/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ingest-data.h"
#include "zb-transaction.h"
#include "zb-unit.h"

G_BEGIN_DECLS

guint zb_unit_count_open (ZbTransaction *tx, const char *unit);
gboolean zb_unit_derive (ZbTransaction *tx, ZbUnit *unit);
void zb_unit_refresh (ZbTransaction *tx, const char *unit);
gboolean zb_unit_move (ZbTransaction *tx, ZbUnit *unit, const ZbPosition *position, gint64 as_of,
                       const char *source);

G_END_DECLS
