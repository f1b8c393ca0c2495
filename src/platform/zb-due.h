/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

void zb_due_note (ZbTransaction *tx, gpointer entity, gboolean is_new);
guint zb_due_work (ZbTransaction *tx);

G_END_DECLS
