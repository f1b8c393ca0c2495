/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-call.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

gboolean zb_fields_fill (ZbCall *call, gpointer record, const char *const *names);
GPtrArray *zb_fields_evidence (ZbTransaction *tx, const char *member, const char *phase);

G_END_DECLS
