/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

void zb_facts_note (ZbTransaction *tx, gpointer entity, gint64 rid);
void zb_facts_forget (ZbTransaction *tx, gpointer entity);

G_END_DECLS
