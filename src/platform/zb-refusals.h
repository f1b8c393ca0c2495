/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-call.h"
#include "zb-database.h"

G_BEGIN_DECLS

typedef struct _ZbRefusals ZbRefusals;

ZbRefusals *zb_refusals_new (ZbDatabase *database, guint window_ms);
DexFuture *zb_refusals_note (ZbRefusals *self, ZbCall *call);
void zb_refusals_free (ZbRefusals *self);

G_END_DECLS
