/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-machine.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

ZbProblem *zb_alert_command (ZbTransaction *tx, ZbAlert *alert, ZbAlertVerb verb, const ZbAlertArgs *args,
                             const char *into, const char *note);
ZbProblem *zb_alert_take_down (ZbTransaction *tx, ZbAlert *draft);
ZbAlert *zb_alert_raise (ZbTransaction *tx, ZbAlert *draft, ZbProblem **problem);

G_END_DECLS
