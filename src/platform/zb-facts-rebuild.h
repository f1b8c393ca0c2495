/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

gboolean zb_facts_are_made (ZbConnection *connection);
gboolean zb_facts_rebuild (ZbTransaction *tx, gint64 *n_read);

G_END_DECLS
