/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-query.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

GPtrArray *zb_recommendations_new (ZbTransaction *tx, ZbCase *of);

G_END_DECLS
