/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the guards of the three machines share: who acts, and how a refusal is put. */
#include "zb-guard.h"

/**
 * zb_role_is_duty:
 * @role: a role
 *
 * Returns: whether @role sits at the duty desk: officer or leader
 */
gboolean
zb_role_is_duty (ZbRole role)
{
  return role == ZB_ROLE_DUTY_OFFICER || role == ZB_ROLE_DUTY_LEADER;
}

/**
 * zb_guard_forbidden:
 * @because: the name of what refuses
 *
 * Returns: (transfer full): a 403
 */
ZbProblem *
zb_guard_forbidden (const char *because)
{
  ZbProblem *problem = zb_problem_new (403, "Not allowed", zb_guard_explain (because));
  problem->because = g_strdup (because);
  return problem;
}

/**
 * zb_guard_conflict:
 * @state: the state that does not allow it
 * @allowed: (array zero-terminated=1): what is allowed in that state
 * @because: the name of the guard that refuses
 *
 * Returns: (transfer full): a 409
 */
ZbProblem *
zb_guard_conflict (const char *state, const char *const *allowed, const char *because)
{
  ZbProblem *problem = zb_problem_new (409, "Not possible in this state", zb_guard_explain (because));
  problem->state = g_strdup (state);
  problem->allowed = g_strdupv ((char **)allowed);
  problem->because = g_strdup (because);
  return problem;
}

typedef struct
{
  const char *because;
  const char *text;
} Explanation;

#define N_(text) text

static const Explanation explanations[] = {
  { "role", N_ ("Your role does not allow this.") },
  { "state", N_ ("This is not possible in the present state.") },
};

/**
 * zb_guard_explain:
 * @because: (nullable): the name of a guard
 *
 * Returns: (transfer none): what it says in plain English, to be translated with gettext
 */
const char *
zb_guard_explain (const char *because)
{
  for (gsize i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (g_strcmp0 (explanations[i].because, because) == 0)
      return explanations[i].text;
  return N_ ("The platform does not allow this now.");
}
