/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A duty leader at work: calls are taken, alerts claimed and judged, cases opened, people sent, and whatever
 * else may wait while there is no line. */
#pragma once

#include "zb-ledger.h"
#include "zb-link.h"

G_BEGIN_DECLS

typedef struct _ZbOfficer ZbOfficer;

ZbOfficer *zb_officer_new (ZbLink *link, ZbLedger *ledger);
void zb_officer_free (ZbOfficer *self);

void zb_officer_take_call (ZbOfficer *self);
void zb_officer_send_people (ZbOfficer *self);
void zb_officer_do_everything (ZbOfficer *self);
void zb_officer_set_silent (ZbOfficer *self, gboolean is_silent);
guint zb_officer_get_n_asked (ZbOfficer *self);
gboolean zb_officer_has_done (ZbOfficer *self);

G_END_DECLS
