/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A duty officer at work: calls are taken, alerts claimed and judged, cases opened and people sent. */
#pragma once

#include "zb-ledger.h"
#include "zb-link.h"

G_BEGIN_DECLS

typedef struct _ZbOfficer ZbOfficer;

ZbOfficer *zb_officer_new (ZbLink *link, ZbLedger *ledger);
void zb_officer_free (ZbOfficer *self);

void zb_officer_take_call (ZbOfficer *self);
void zb_officer_send_people (ZbOfficer *self);
gboolean zb_officer_has_done (ZbOfficer *self);

G_END_DECLS
