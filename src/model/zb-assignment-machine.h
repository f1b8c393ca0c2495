/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment.h"
#include "zb-machine.h"

G_BEGIN_DECLS

/**
 * ZbAssignmentVerb:
 * @ZB_ASSIGNMENT_VERB_ACCEPT: they will do it
 * @ZB_ASSIGNMENT_VERB_DECLINE: they will not
 * @ZB_ASSIGNMENT_VERB_EN_ROUTE: they are on their way
 * @ZB_ASSIGNMENT_VERB_ARRIVE: they are there
 * @ZB_ASSIGNMENT_VERB_DONE: they have done it
 * @ZB_ASSIGNMENT_VERB_HAND_BACK: they cannot go on
 * @ZB_ASSIGNMENT_VERB_CANCEL: the desk takes it back
 *
 * What can happen to an assignment.
 */
typedef enum
{
  ZB_ASSIGNMENT_VERB_NONE,
  ZB_ASSIGNMENT_VERB_ACCEPT,
  ZB_ASSIGNMENT_VERB_DECLINE,
  ZB_ASSIGNMENT_VERB_EN_ROUTE,
  ZB_ASSIGNMENT_VERB_ARRIVE,
  ZB_ASSIGNMENT_VERB_DONE,
  ZB_ASSIGNMENT_VERB_HAND_BACK,
  ZB_ASSIGNMENT_VERB_CANCEL,
} ZbAssignmentVerb;
#define ZB_N_ASSIGNMENT_VERBS 8

extern const ZbChoices zb_assignment_verbs;

/**
 * ZbAssignmentArgs:
 * @note: (nullable): words on it; asked for where a duty role acts on the handler's behalf
 * @reason: (nullable): for decline, hand back and cancel
 *
 * What comes with the verb.
 */
typedef struct
{
  const char *note;
  const char *reason;
} ZbAssignmentArgs;

/**
 * ZbAssignmentContext:
 * @unit_organisation: (nullable): the organisation of the assignment's unit
 *
 * What the guards need to know beside the assignment.
 */
typedef struct
{
  const char *unit_organisation;
} ZbAssignmentContext;

char **zb_assignment_list_allowed (const ZbAssignment *self, const ZbActor *actor);
ZbProblem *zb_assignment_guard (const ZbAssignment *self, ZbAssignmentVerb verb, const ZbAssignmentArgs *args,
                                const ZbActor *actor, const ZbAssignmentContext *context);
ZbProblem *zb_assignment_perform (ZbAssignment *self, ZbAssignmentVerb verb, const ZbAssignmentArgs *args,
                                  const ZbActor *actor, const ZbAssignmentContext *context);

G_END_DECLS
