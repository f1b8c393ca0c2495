/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-audience.h"
#include "zb-live.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

ZbAudience *zb_live_audience_new (ZbLive *live, ZbTransaction *tx, const char *camera);

G_END_DECLS
