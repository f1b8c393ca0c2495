/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-event.h"

G_BEGIN_DECLS

gboolean zb_spare_events_give (GPtrArray *events);
ZbEvent *zb_spare_events_pop (GPtrArray **spare, ZbKind kind);
void zb_spare_events_give_back (GPtrArray **spare);
void zb_spare_events_drop (void);

G_END_DECLS
