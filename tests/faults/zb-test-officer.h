/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A duty leader at work: calls are taken, alerts claimed and judged, cases opened, people sent, and whatever
 * else may wait while there is no line. */
#pragma once

#include "zb-ledger.h"
#include "zb-link.h"

G_BEGIN_DECLS

typedef struct _ZbTestOfficer ZbTestOfficer;

ZbTestOfficer *zb_test_officer_new (ZbLink *link, ZbLedger *ledger);
void zb_test_officer_free (ZbTestOfficer *self);

void zb_test_officer_take_call (ZbTestOfficer *self);
void zb_test_officer_send_people (ZbTestOfficer *self);
void zb_test_officer_do_everything (ZbTestOfficer *self);
void zb_test_officer_set_silent (ZbTestOfficer *self, gboolean is_silent);
guint zb_test_officer_get_n_asked (ZbTestOfficer *self);
gboolean zb_test_officer_has_done (ZbTestOfficer *self);

G_END_DECLS
