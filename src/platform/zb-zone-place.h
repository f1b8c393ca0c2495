/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"
#include "zb-zone.h"

G_BEGIN_DECLS

void zb_zone_place (ZbTransaction *tx, ZbZone *zone);

G_END_DECLS
