/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the guards of the three machines share: who acts, and how a refusal is put. Every guard has
 * a name, and the table below is all that is said about it: the HTTP status that it answers with,
 * the argument it is about, and what it says. */
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

typedef struct
{
  const char *because;
  int status;
  const char *pointer;
  const char *text;
} Explanation;

#define N_(text) text

static const Explanation explanations[] = {
  { "area", 404, NULL, N_ ("There is no such thing in your area.") },
  { "role", 403, NULL, N_ ("Your role does not allow this.") },
  { "state", 409, NULL, N_ ("This is not possible in the present state.") },
  { "reason", 422, "/reason", N_ ("Please say why.") },
  { "note", 422, "/note", N_ ("Please write a note.") },
  { "text", 422, "/text", N_ ("Please write a note.") },
  { "kind", 422, "/kind", N_ ("Please say what it is about.") },
  { "severity", 422, "/severity", N_ ("Please say how grave it is.") },
  { "place", 422, "/location", N_ ("Please say where it is.") },
  { "claimed", 423, NULL, N_ ("Another officer has claimed it.") },
  { "seen_occurrence", 409, NULL, N_ ("It was raised again after you looked. Please look again.") },
  { "verdict", 422, "/verdict", N_ ("Please choose a verdict.") },
  { "lease", 409, NULL, N_ ("The claim has not run out yet.") },
  { "urgent", 409, NULL, N_ ("An urgent alert cannot be snoozed.") },
  { "snooze_until", 422, "/until", N_ ("Snooze for four hours at the most.") },
  { "asleep", 409, NULL, N_ ("It is not time to wake it yet.") },
  { "into", 422, "/into", N_ ("Please choose another alert.") },
  { "target_closed", 409, NULL, N_ ("The other alert is closed.") },
  { "other_kind", 409, NULL, N_ ("The alerts are of different kinds.") },
  { "too_far", 409, NULL, N_ ("The alerts are more than 200 metres apart.") },
  { "other_mode", 409, NULL, N_ ("A drill and the real thing do not mix.") },
  { "not_real", 409, NULL, N_ ("Only an alert that is true or undetermined can have a case.") },
  { "has_case", 409, NULL, N_ ("The alert has a case already.") },
  { "case_open", 409, NULL, N_ ("Its case is still open.") },
  { "case", 422, "/case", N_ ("Please choose a case.") },
  { "case_closed", 409, NULL, N_ ("The case is closed.") },
  { "case_full", 409, NULL, N_ ("No more alerts fit into this case. Please open another.") },
  { "required_fields", 409, NULL, N_ ("The plan asks for more before the case can be filed.") },
  { "assignments", 422, "/assignments", N_ ("Please choose whom to send.") },
  { "assignments_left", 409, NULL, N_ ("Somebody is still assigned.") },
  { "assignments_open", 409, NULL, N_ ("An assignment is still open.") },
  { "none_done", 409, NULL, N_ ("Nobody has finished an assignment yet.") },
  { "not_lead", 403, NULL, N_ ("Only the lead handler reports for a case.") },
  { "checker", 422, "/checker", N_ ("Please choose a checker.") },
  { "checker_involved", 409, NULL,
    N_ ("The checker must be neither a handler nor the dispatcher of this case.") },
  { "not_checker", 403, NULL, N_ ("Only the checker of this case may do this.") },
  { "checklist", 409, NULL, N_ ("The checklist is not complete.") },
  { "item", 422, "/index", N_ ("The checklist has no such line.") },
  { "suspend_until", 422, "/until", N_ ("Please choose a time that is still to come.") },
  { "deadline", 422, "/deadline", N_ ("The new deadline has to be later than the present one.") },
  { "too_late", 409, NULL, N_ ("A case can be reopened within 30 days.") },
  { "link", 422, "/case", N_ ("Please choose another case.") },
  { "into_case", 422, "/into", N_ ("Please choose another case.") },
  { "kinds_reason", 422, "/reason", N_ ("The cases are of different kinds. Please say why.") },
  { "links_full", 409, NULL, N_ ("One of the two cases has as many links as it can hold.") },
  { "has_parts", 409, NULL, N_ ("It is a major incident. Please take its parts out first.") },
  { "parent", 422, "/parent", N_ ("Please choose another case.") },
  { "parent_is_part", 409, NULL, N_ ("That case is part of a major incident itself.") },
  { "parts_full", 409, NULL, N_ ("A major incident may have 50 parts at most.") },
  { "parts_open", 409, NULL,
    N_ ("A part of this major incident is still open. Only the duty leader can close it before, with a "
        "reason.") },
  { "leader", 403, NULL, N_ ("An urgent major incident is for the duty leader to put together.") },
  { "pinned", 409, NULL, N_ ("Another officer has pinned what this wall shows.") },
  { "camera-offline", 409, NULL, N_ ("The camera is not online.") },
  { "ptz_fixed", 409, NULL, N_ ("This camera cannot be turned.") },
  { "ptz_unconnected", 409, NULL, N_ ("The platform has no line to turn this camera.") },
  { "ptz_held", 409, NULL, N_ ("Another officer is turning this camera.") },
  { "ptz_free", 409, NULL, N_ ("Take control of the camera first.") },
  { "ptz_reach", 409, NULL, N_ ("The camera cannot be turned so far.") },
  { "ptz_full", 409, NULL, N_ ("A camera may have 32 preset views at most.") },
  { "not_yours", 403, NULL, N_ ("This assignment is not yours.") },
  { "zone_author", 403, NULL,
    N_ ("Only the officer who drew this watch zone, or a duty leader, may do this.") },
  { "zone_over", 409, NULL, N_ ("This watch zone is over.") },
  { "zones_full", 409, NULL, N_ ("There are too many watch zones. Please end one first.") },
  { "layouts_full", 409, NULL, N_ ("You have 50 layouts already. Please delete one first.") },
  { "zone_name", 422, "/name", N_ ("Please give it a name of 60 characters at most.") },
  { "zone_place", 422, "/geometry", N_ ("Please draw where it is: a circle or a polygon.") },
  { "zone_district", 422, "/geometry", N_ ("It lies outside the district.") },
  { "zone_outside", 422, "/geometry", N_ ("Part of it lies outside your area.") },
  { "zone_rings", 422, "/geometry", N_ ("It has to be one polygon without holes.") },
  { "zone_corners", 422, "/geometry", N_ ("A polygon needs three corners at least.") },
  { "zone_too_many_corners", 422, "/geometry", N_ ("A polygon may have 200 corners at most.") },
  { "zone_crossing", 422, "/geometry", N_ ("The outline crosses itself.") },
  { "zone_too_wide", 422, "/geometry", N_ ("It may be 20 kilometres wide at most.") },
  { "zone_too_small", 422, "/geometry", N_ ("It is too small: 100 square metres at least.") },
  { "zone_radius", 422, "/radius", N_ ("The radius has to be between 20 metres and 10 kilometres.") },
  { "zone_kinds", 422, "/kinds", N_ ("Please choose fewer kinds of alert, or none for all.") },
  { "zone_severities", 422, "/severities", N_ ("Please choose severities, or none for all.") },
  { "zone_hours", 422, "/hours_from", N_ ("Please choose hours between 00:00 and 23:59.") },
  { "zone_expires", 422, "/expires_at", N_ ("It has to end later than now, and within 90 days.") },
  { "zone_starts", 422, "/starts_at", N_ ("It has to begin before it ends.") },
  { "zone_note", 422, "/note", N_ ("The note may have 200 characters at most.") },
};

static const Explanation *
find (const char *because)
{
  for (gsize i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (g_strcmp0 (explanations[i].because, because) == 0)
      return &explanations[i];
  return NULL;
}

/**
 * zb_guard_explain:
 * @because: (nullable): the name of a guard
 *
 * Returns: (transfer none): what it says in plain English, to be translated with gettext
 */
const char *
zb_guard_explain (const char *because)
{
  const Explanation *explanation = find (because);
  return explanation ? explanation->text : N_ ("The platform does not allow this now.");
}

/**
 * zb_guard_get_status:
 * @because: the name of a guard
 *
 * Returns: the HTTP status that it refuses with
 */
gint64
zb_guard_get_status (const char *because)
{
  const Explanation *explanation = find (because);
  return explanation ? explanation->status : 409;
}

static const char *
title_of (gint64 status)
{
  switch (status)
    {
    case 403:
      return "Not allowed";
    case 404:
      return "Not found";
    case 422:
      return "A field is wrong";
    case 423:
      return "Claimed by another";
    default:
      return "Not possible in this state";
    }
}

/**
 * zb_guard_refuse:
 * @because: the name of the guard that refuses
 * @state: (nullable): the state of what was acted on
 * @allowed: (nullable) (array zero-terminated=1): what is allowed in that state
 *
 * Returns: (transfer full): the problem that the contract answers with
 */
ZbProblem *
zb_guard_refuse (const char *because, const char *state, const char *const *allowed)
{
  const Explanation *explanation = find (because);
  gint64 status = zb_guard_get_status (because);
  ZbProblem *problem = zb_problem_new (status, title_of (status), zb_guard_explain (because));
  problem->because = g_strdup (because);
  if (explanation && explanation->pointer)
    zb_problem_add_error (problem, explanation->pointer, explanation->text);
  if (status == 409)
    {
      problem->state = g_strdup (state);
      problem->allowed = g_strdupv ((char **)allowed);
    }
  return problem;
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
