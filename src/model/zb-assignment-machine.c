/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An assignment's way: sent → accepted → en route → on scene → done, and the ways out of it. Whoever
 * it was given to takes each step; the duty desk may do so for them and then says so in a note. */
#include "zb-assignment-machine.h"

const ZbChoices zb_assignment_verbs = { (const char *const[]){ "none", "accept", "decline", "en-route",
                                                               "arrive", "done", "hand-back", "cancel",
                                                               NULL },
                                        FALSE };

typedef struct
{
  const ZbAssignment *assignment;
  const ZbAssignmentArgs *args;
  const ZbActor *actor;
  ZbAssignmentContext context;
} Call;

/* --- guards ---------------------------------------------------------------------------- */

static gboolean
is_empty (const char *text)
{
  return !text || !*text;
}

/* A unit answers for itself; an office answers for itself and for its units. */
static gboolean
is_mine (const Call *call)
{
  const char *organisation = call->actor->organisation;
  if (call->actor->unit)
    return g_strcmp0 (call->assignment->unit, call->actor->unit) == 0;
  return organisation && (g_strcmp0 (call->assignment->organisation, organisation) == 0 ||
                          g_strcmp0 (call->context.unit_organisation, organisation) == 0);
}

static const char *
mine_or_on_behalf (gconstpointer data)
{
  const Call *call = data;
  if (call->actor->role == ZB_ROLE_HANDLER)
    return is_mine (call) ? NULL : "not_yours";
  return call->args && is_empty (call->args->note) && is_empty (call->args->reason) ? "note" : NULL;
}

static const char *
with_a_reason (gconstpointer data)
{
  const Call *call = data;
  return call->args && is_empty (call->args->reason) ? "reason" : NULL;
}

static const char *
mine_with_a_reason (gconstpointer data)
{
  const Call *call = data;
  if (call->actor->role == ZB_ROLE_HANDLER && !is_mine (call))
    return "not_yours";
  return with_a_reason (data);
}

static const char *
mine_with_a_note (gconstpointer data)
{
  const Call *call = data;
  if (call->actor->role == ZB_ROLE_HANDLER && !is_mine (call))
    return "not_yours";
  return call->args && is_empty (call->args->note) ? "note" : NULL;
}

/* --- the table ------------------------------------------------------------------------- */

#define IN(state) ZB_BIT (ZB_ASSIGNMENT_##state)
#define TO(state) ZB_ASSIGNMENT_##state
#define VERB(verb) ZB_ASSIGNMENT_VERB_##verb
#define AT_WORK (IN (ACCEPTED) | IN (EN_ROUTE) | IN (ON_SCENE))
#define THEY_OR_DESK (ZB_BY_HANDLER | ZB_BY_DUTY)

/* clang-format off */
static const ZbMachineRow rows[] = {
  /* state                what               by             guard                then */
  { IN (SENT),            VERB (ACCEPT),     THEY_OR_DESK,  mine_or_on_behalf,   TO (ACCEPTED) },
  { IN (SENT),            VERB (DECLINE),    THEY_OR_DESK,  mine_with_a_reason,  TO (DECLINED) },
  { IN (ACCEPTED),        VERB (EN_ROUTE),   THEY_OR_DESK,  mine_or_on_behalf,   TO (EN_ROUTE) },
  { IN (EN_ROUTE),        VERB (ARRIVE),     THEY_OR_DESK,  mine_or_on_behalf,   TO (ON_SCENE) },
  { AT_WORK,              VERB (DONE),       THEY_OR_DESK,  mine_with_a_note,    TO (DONE) },
  { AT_WORK,              VERB (HAND_BACK),  THEY_OR_DESK,  mine_with_a_reason,  TO (HANDED_BACK) },
  { IN (SENT) | AT_WORK,  VERB (CANCEL),     ZB_BY_DUTY,    with_a_reason,       TO (CANCELLED) },
};
/* clang-format on */

static const ZbMachine machine = { rows, G_N_ELEMENTS (rows), &zb_assignment_states, &zb_assignment_verbs };

/**
 * zb_assignment_list_allowed:
 * @self: an assignment
 * @actor: who would act
 *
 * Returns: (transfer full): the names of what the actor's role can do now, guards aside
 */
char **
zb_assignment_list_allowed (const ZbAssignment *self, const ZbActor *actor)
{
  return zb_machine_list_allowed (&machine, self->state, actor->role);
}

/**
 * zb_assignment_guard:
 * @self: an assignment
 * @verb: what is to be done
 * @args: (nullable): what comes with it; %NULL asks whether it would be possible at all
 * @actor: who acts
 * @context: (nullable): what is known beside the assignment
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_assignment_guard (const ZbAssignment *self, ZbAssignmentVerb verb, const ZbAssignmentArgs *args,
                     const ZbActor *actor, const ZbAssignmentContext *context)
{
  Call call = { self, args, actor, context ? *context : (ZbAssignmentContext){ 0 } };
  return zb_machine_guard (&machine, self->state, verb, actor, &call);
}

/* --- changes --------------------------------------------------------------------------- */

static gint64 *
time_of (ZbAssignment *self, ZbAssignmentVerb verb)
{
  switch (verb)
    {
    case ZB_ASSIGNMENT_VERB_ACCEPT:
      return &self->accepted_at;
    case ZB_ASSIGNMENT_VERB_DECLINE:
      return &self->declined_at;
    case ZB_ASSIGNMENT_VERB_EN_ROUTE:
      return &self->en_route_at;
    case ZB_ASSIGNMENT_VERB_ARRIVE:
      return &self->on_scene_at;
    case ZB_ASSIGNMENT_VERB_DONE:
      return &self->done_at;
    case ZB_ASSIGNMENT_VERB_HAND_BACK:
      return &self->handed_back_at;
    case ZB_ASSIGNMENT_VERB_CANCEL:
      return &self->cancelled_at;
    case ZB_ASSIGNMENT_VERB_NONE:
    default:
      g_assert_not_reached ();
    }
}

/**
 * zb_assignment_perform:
 * @self: an assignment of the platform's own
 * @verb: what is to be done
 * @args: what comes with it
 * @actor: who acts
 * @context: (nullable): what is known beside the assignment
 *
 * Asks the guard, and makes the change where it is allowed. Only a platform calls this, and then
 * zb_case_follow_assignments().
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it has been done
 */
ZbProblem *
zb_assignment_perform (ZbAssignment *self, ZbAssignmentVerb verb, const ZbAssignmentArgs *args,
                       const ZbActor *actor, const ZbAssignmentContext *context)
{
  static const ZbAssignmentArgs nothing = { 0 };
  args = args ? args : &nothing;
  ZbProblem *problem = zb_assignment_guard (self, verb, args, actor, context);
  if (problem)
    return problem;
  self->state = zb_machine_find (&machine, self->state, verb, actor->role)->to;
  *time_of (self, verb) = actor->now;
  g_set_str (&self->by, actor->name);
  if (args->note)
    g_set_str (&self->note, args->note);
  if (args->reason)
    g_set_str (&self->reason, args->reason);
  return NULL;
}
