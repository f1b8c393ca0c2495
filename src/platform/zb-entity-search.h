/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

GPtrArray *zb_search_new (ZbTransaction *tx, const char *text, guint limit);

G_END_DECLS
