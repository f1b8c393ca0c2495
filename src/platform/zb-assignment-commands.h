/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment-machine.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

ZbProblem *zb_assignment_command (ZbTransaction *tx, ZbAssignment *assignment, ZbAssignmentVerb verb,
                                  const ZbAssignmentArgs *args, GPtrArray *evidence);
ZbProblem *zb_assignment_command_as (ZbTransaction *tx, ZbAssignment *assignment, ZbAssignmentVerb verb,
                                     const ZbAssignmentArgs *args, GPtrArray *evidence, const ZbActor *actor);

G_END_DECLS
