/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

/* So many watch zones that are not over, and no more: each alert is held against all of them. */
#define ZB_ZONES_MOST 300

/**
 * ZbZones:
 *
 * The watch zones that are not over, as the writer remembers them, so that taking in an alert need not read
 * them. Used on the writer's thread only.
 */
typedef struct _ZbZones ZbZones;

ZbZones *zb_zones_new (void);
void zb_zones_free (ZbZones *self);

GPtrArray *zb_zones_get_open (ZbTransaction *tx);
void zb_zones_note_change (ZbTransaction *tx);

G_END_DECLS
