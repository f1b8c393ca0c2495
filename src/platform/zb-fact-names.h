/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

/**
 * ZbFactNames:
 *
 * What the writer remembers of the tables of facts, so that taking in an alert need not look: the numbers
 * of names, and the block that was noted last. Used on the writer's thread only.
 */
typedef struct _ZbFactNames ZbFactNames;

ZbFactNames *zb_fact_names_new (void);
void zb_fact_names_free (ZbFactNames *self);
void zb_fact_names_forget (ZbFactNames *self);

gint64 zb_fact_number (ZbTransaction *tx, const char *name);
void zb_fact_note_block (ZbTransaction *tx, gint64 hour, gint64 rid);

G_END_DECLS
