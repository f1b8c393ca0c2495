/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to assignments, and what that makes of their case and unit. */
#include "zb-assignment-commands.h"

#include "zb-acting.h"
#include "zb-case-machine.h"
#include "zb-organisation.h"
#include "zb-units.h"

static void
tell (ZbTransaction *tx, ZbCase *of, ZbAssignment *assignment, const char *what, const ZbAssignmentArgs *args,
      GPtrArray *evidence)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  ZbOrganisation *organisation = zb_transaction_load (tx, ZB_KIND_ORGANISATION, assignment->organisation);
  const char *note = args ? (args->reason ? args->reason : args->note) : NULL;
  zb_acting_write_entry (tx, of,
                         &(ZbHappening){ .what = what,
                                         .title = unit           ? unit->call_sign
                                                  : organisation ? organisation->name
                                                                 : NULL,
                                         .note = note,
                                         .evidence = evidence });
  zb_transaction_audit (tx, what, assignment, note);
}

/* The first acceptance begins the handling; where nobody is left, the case waits anew. */
static void
follow (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (GPtrArray) assignments = zb_acting_find_assignments (tx, of->parent_instance.id);
  int before = of->step == ZB_STEP_SUSPENDED ? of->resume_step : of->step;
  if (!zb_case_follow_assignments (of, assignments, tx->now))
    return;
  zb_transaction_save (tx, of, NULL);
  int after = of->step == ZB_STEP_SUSPENDED ? of->resume_step : of->step;
  if (before == after)
    return;
  const char *what = after == ZB_STEP_HANDLING ? "case.accepted" : "case.emptied";
  zb_acting_write_entry (tx, of, &(ZbHappening){ .what = what, .is_platform = TRUE });
  zb_transaction_audit (tx, what, of, NULL);
}

static void
add_evidence (ZbTransaction *tx, ZbAssignment *assignment, GPtrArray *evidence)
{
  if (!evidence || evidence->len == 0)
    return;
  if (!assignment->evidence)
    assignment->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  zb_transaction_keep_evidence (tx, assignment, evidence);
  for (guint i = 0; i < evidence->len; i++)
    g_ptr_array_add (assignment->evidence, g_object_ref (evidence->pdata[i]));
}

/**
 * zb_assignment_command:
 * @tx: a transaction
 * @assignment: an assignment that it loaded
 * @verb: what is to be done
 * @args: (nullable): what comes with it
 * @evidence: (nullable) (element-type ZbAttachment): pictures from the scene
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_assignment_command (ZbTransaction *tx, ZbAssignment *assignment, ZbAssignmentVerb verb,
                       const ZbAssignmentArgs *args, GPtrArray *evidence)
{
  ZbActor actor = zb_acting_get_actor (tx, assignment);
  return zb_assignment_command_as (tx, assignment, verb, args, evidence, &actor);
}

/**
 * zb_assignment_command_as:
 * @tx: a transaction
 * @assignment: an assignment that it loaded
 * @verb: what is to be done
 * @args: (nullable): what comes with it
 * @evidence: (nullable) (element-type ZbAttachment): pictures from the scene
 * @actor: who does it: in a drill the platform plays whoever was sent
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_assignment_command_as (ZbTransaction *tx, ZbAssignment *assignment, ZbAssignmentVerb verb,
                          const ZbAssignmentArgs *args, GPtrArray *evidence, const ZbActor *actor)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  ZbAssignmentContext context = { .unit_organisation = unit ? unit->organisation : NULL };
  ZbProblem *problem = zb_assignment_perform (assignment, verb, args, actor, &context);
  if (problem)
    return problem;
  g_autofree char *what = g_strconcat ("assignment.", zb_choices_nick (&zb_assignment_verbs, verb), NULL);
  g_strdelimit (what, "-", '_');
  add_evidence (tx, assignment, evidence);
  zb_transaction_save (tx, assignment, NULL);
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, assignment->case_id);
  if (of)
    {
      tell (tx, of, assignment, what, args, evidence);
      follow (tx, of);
    }
  zb_unit_refresh (tx, assignment->unit);
  return NULL;
}
