/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A board invites one to push cards about; a case comes to another step by a command alone. Which command
 * a move stands for is this table. What is not in it cannot be moved: that a handler accepts is the
 * handler's to say. */
#include "zb-case-moves.h"

#include "zb-case-facts.h"
#include "zb-machine.h"

#define N_(text) text

#define FROM(step) ZB_BIT (ZB_STEP_##step)

static const ZbCaseMove moves[] = {
  { FROM (COLLECTED), ZB_STEP_FILED, ZB_CASE_VERB_FILE, "case-pane.file", N_ ("File this case?") },
  { FROM (COLLECTED), ZB_STEP_DISPATCHED, ZB_CASE_VERB_FILE, "case-pane.compose", NULL },
  { FROM (FILED), ZB_STEP_DISPATCHED, ZB_CASE_VERB_DISPATCH, "case-pane.compose", NULL },
  { FROM (HANDLING), ZB_STEP_REPORTED, ZB_CASE_VERB_REPORT, "case-pane.report", NULL },
  { FROM (REPORTED), ZB_STEP_CHECKING, ZB_CASE_VERB_ASSIGN_CHECKER, "case-pane.choose-checker", NULL },
  { FROM (CHECKING), ZB_STEP_CLOSED, ZB_CASE_VERB_PASS, "case-pane.pass", N_ ("Close this case?") },
  { FROM (CHECKING), ZB_STEP_FILED, ZB_CASE_VERB_RETURN, "case-pane.return", NULL },
  { FROM (CLOSED), ZB_STEP_FILED, ZB_CASE_VERB_REOPEN, "case-pane.reopen", NULL },
  { FROM (FILED) | FROM (DISPATCHED) | FROM (HANDLING) | FROM (REPORTED) | FROM (CHECKING), ZB_STEP_SUSPENDED,
    ZB_CASE_VERB_SUSPEND, "case-pane.suspend", NULL },
  { FROM (SUSPENDED), ZB_STEP_NONE, ZB_CASE_VERB_RESUME, "case-pane.resume", N_ ("Let this case go on?") },
};

static gboolean
leads_to (const ZbCaseMove *move, const ZbCase *of, ZbStep to)
{
  if (!(move->from & ZB_BIT (of->step)))
    return FALSE;
  return move->to == ZB_STEP_NONE ? of->resume_step == (int)to : move->to == to;
}

/**
 * zb_case_move_find:
 * @of: a case
 * @to: the step of another column
 *
 * Returns: (transfer none) (nullable): what moving it there stands for; %NULL where there is no such command
 */
const ZbCaseMove *
zb_case_move_find (const ZbCase *of, ZbStep to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (leads_to (&moves[i], of, to))
      return &moves[i];
  return NULL;
}

/**
 * zb_case_move_ask:
 * @self: a move
 * @world: what is known
 * @account: (nullable): who would move it
 * @of: the case
 *
 * Returns: (transfer full) (nullable): why not; %NULL where the guards allow it
 */
ZbProblem *
zb_case_move_ask (const ZbCaseMove *self, ZbWorld *world, ZbAccount *account, const ZbCase *of)
{
  return zb_case_ask (world, account, of, self->verb, NULL);
}
