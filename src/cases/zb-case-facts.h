/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-actor.h"
#include "zb-assignment.h"
#include "zb-case-clocks.h"
#include "zb-case-machine.h"
#include "zb-world.h"

G_BEGIN_DECLS

GPtrArray *zb_case_list_assignments (ZbWorld *world, const ZbCase *of);
ZbPlan *zb_case_find_plan_in (ZbWorld *world, const ZbCase *of);
gboolean zb_case_find_clock (const ZbCase *of, GPtrArray *assignments, ZbClock *clock);
ZbProblem *zb_case_ask (ZbWorld *world, ZbAccount *account, const ZbCase *of, ZbCaseVerb verb,
                        const ZbCaseArgs *args);
ZbProblem *zb_case_ask_with (ZbWorld *world, ZbAccount *account, const ZbCase *of, ZbCaseVerb verb,
                             const ZbCaseArgs *args, const ZbCase *other);
const char *zb_assignment_get_name (const ZbAssignment *assignment);
const char *zb_case_get_short_number (const ZbCase *of);

G_END_DECLS
