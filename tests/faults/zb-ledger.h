/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an officer has done and what became of it, as the officer saw it: held against what the platform has
 * written down. */
#pragma once

#include "zb-link.h"

G_BEGIN_DECLS

typedef struct _ZbLedger ZbLedger;

ZbLedger *zb_ledger_new (void);
void zb_ledger_free (ZbLedger *self);

void zb_ledger_add (ZbLedger *self, ZbCommand *command);
guint zb_ledger_count (ZbLedger *self, ZbCommandState state);
guint zb_ledger_count_open (ZbLedger *self);
ZbProblem *zb_ledger_find_problem (ZbLedger *self, gint64 status);
void zb_ledger_tell_open (ZbLedger *self);
GPtrArray *zb_ledger_list_open (ZbLedger *self);
guint zb_ledger_count_done (GPtrArray *commands, gint64 before, const char *platform_folder);
void zb_ledger_assert_kept (ZbLedger *self, const char *platform_folder);
void zb_ledger_assert_shown (ZbLedger *self, GListModel *shown);
void zb_ledger_dismiss (ZbLedger *self, ZbLink *link);

G_END_DECLS
