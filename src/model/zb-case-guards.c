/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guards of a case: what has to hold beside the step and the role. Each says the name of what refuses,
 * or NULL. Where nothing has come with the verb yet they say whether it would be possible at all. */
#include "zb-case-guards-private.h"

#include "zb-alert-machine.h"
#include "zb-unit.h"

static gboolean
is_empty (const char *text)
{
  return !text || !*text;
}

/* --- what the guards look at -------------------------------------------------------------- */

typedef struct
{
  guint n_open;
  guint n_done;
  guint n_accepted;
} Round;

/* A case that came back is dispatched anew: only what was sent since then counts. */
static gboolean
is_of_this_round (const ZbCase *self, const ZbAssignment *assignment)
{
  const ZbStepTime *start = zb_case_find_step (self, ZB_STEP_DISPATCHED);
  return start && assignment->sent_at >= start->at;
}

static Round
count_round (const ZbCase *self, GPtrArray *assignments)
{
  Round round = { 0 };
  for (guint i = 0; assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      if (!is_of_this_round (self, assignment))
        continue;
      round.n_open += zb_assignment_is_open (assignment) ? 1 : 0;
      round.n_done += assignment->state == ZB_ASSIGNMENT_DONE ? 1 : 0;
      round.n_accepted += assignment->accepted_at ? 1 : 0;
    }
  return round;
}

static gboolean
any_open (GPtrArray *assignments)
{
  for (guint i = 0; assignments && i < assignments->len; i++)
    if (zb_assignment_is_open (assignments->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * zb_case_find_lead:
 * @self: a case
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 *
 * Where the one that was to lead is gone, the first that is left leads.
 *
 * Returns: (nullable) (transfer none): the assignment that reports for the case
 */
const ZbAssignment *
zb_case_find_lead (const ZbCase *self, GPtrArray *assignments)
{
  const ZbAssignment *lead = NULL;
  for (guint i = 0; assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      gboolean left = zb_assignment_is_open (assignment) || assignment->state == ZB_ASSIGNMENT_DONE;
      if (left && is_of_this_round (self, assignment) && (!lead || (assignment->lead && !lead->lead)))
        lead = assignment;
    }
  return lead;
}

/* Whoever sends a unit sends its organisation. */
static const char *
find_organisation (const ZbCaseContext *context, const ZbAssignment *assignment)
{
  for (guint i = 0; assignment->unit && context->units && i < context->units->len; i++)
    {
      const ZbUnit *unit = context->units->pdata[i];
      if (g_strcmp0 (unit->parent_instance.id, assignment->unit) == 0)
        return unit->organisation;
    }
  return assignment->organisation;
}

static gboolean
is_of_theirs (const ZbCaseContext *context, const ZbAssignment *assignment, const ZbAccount *account)
{
  if (account->unit && g_strcmp0 (account->unit, assignment->unit) == 0)
    return TRUE;
  return account->organisation &&
         g_strcmp0 (account->organisation, find_organisation (context, assignment)) == 0;
}

/**
 * zb_case_has_handled:
 * @context: what is known beside a case: its assignments and their units
 * @account: somebody
 *
 * Returns: whether @account's unit or organisation took part in handling it, in any round
 */
gboolean
zb_case_has_handled (const ZbCaseContext *context, const ZbAccount *account)
{
  for (guint i = 0; context->assignments && i < context->assignments->len; i++)
    {
      const ZbAssignment *assignment = context->assignments->pdata[i];
      if (!assignment->accepted_at && !assignment->done_at && !zb_assignment_is_open (assignment))
        continue;
      if (is_of_theirs (context, assignment, account))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_dispatched (const ZbCase *self, const ZbAccount *account)
{
  const char *id = account->parent_instance.id;
  return g_strcmp0 (id, self->dispatcher) == 0 ||
         (self->dispatchers && g_strv_contains ((const char *const *)self->dispatchers, id));
}

static gboolean
is_filled (const ZbField *field, gconstpointer record)
{
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      return !is_empty (ZB_RECORD_MEMBER (record, field, char *));
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      return ZB_RECORD_MEMBER (record, field, gint64) != 0;
    case ZB_FIELD_CHOICE:
      return ZB_RECORD_MEMBER (record, field, int) != 0;
    case ZB_FIELD_TEXTS:
      return ZB_RECORD_MEMBER (record, field, char **) && *ZB_RECORD_MEMBER (record, field, char **);
    case ZB_FIELD_POINT:
      return zb_point_is_known (ZB_RECORD_MEMBER (record, field, ZbPoint));
    case ZB_FIELD_GEOMETRY:
    case ZB_FIELD_NUMBERS:
    case ZB_FIELD_ROWS:
    case ZB_FIELD_RECORD:
      return ZB_RECORD_MEMBER (record, field, gpointer) != NULL;
    case ZB_FIELD_RECORDS:
      return ZB_RECORD_MEMBER (record, field, GPtrArray *) &&
             ZB_RECORD_MEMBER (record, field, GPtrArray *)->len > 0;
    case ZB_FIELD_REAL:
    case ZB_FIELD_FLAG:
    default:
      return TRUE;
    }
}

/**
 * zb_case_list_missing:
 * @self: a case
 * @plan: (nullable): the plan for its kind
 *
 * A field that the plan asks for and this program does not know is not missed.
 *
 * Returns: (transfer full): the names of the fields that have to be filled before it is filed
 */
char **
zb_case_list_missing (const ZbCase *self, const ZbPlan *plan)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (char **name = plan ? plan->required : NULL; name && *name; name++)
    {
      const ZbField *field = zb_record_class_find_field (ZB_RECORD_GET_CLASS ((gpointer)self), *name);
      if (field && !is_filled (field, self))
        g_strv_builder_add (names, *name);
    }
  return g_strv_builder_end (names);
}

/* --- the guards, in the order of the table
 * ---------------------------------------------------------------------------- */

const char *
zb_case_if_says_what_and_where (gconstpointer data)
{
  const ZbCase *of = ((const ZbCaseCall *)data)->of;
  if (is_empty (of->kind))
    return "kind";
  if (of->severity == ZB_SEVERITY_NONE)
    return "severity";
  return zb_point_is_known (of->location) ? NULL : "place";
}

/* What has been written over it must not be emptied: a case without a place is in nobody's area. */
const char *
zb_case_if_still_says_what_and_where (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (!call->args)
    return NULL;
  if (call->args->raised && call->context.n_parts > 0 && call->actor->role != ZB_ROLE_DUTY_LEADER)
    return "leader";
  return zb_case_if_says_what_and_where (data);
}

const char *
zb_case_if_required_fields_filled (gconstpointer data)
{
  const ZbCaseCall *call = data;
  g_auto (GStrv) missing = zb_case_list_missing (call->of, call->context.plan);
  return *missing ? "required_fields" : NULL;
}

const char *
zb_case_if_somebody_is_sent (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return call->args && call->args->n_assignments == 0 ? "assignments" : NULL;
}

const char *
zb_case_if_one_accepted (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return count_round (call->of, call->context.assignments).n_accepted > 0 ? NULL : "none_done";
}

const char *
zb_case_if_nobody_left (gconstpointer data)
{
  const ZbCaseCall *call = data;
  Round round = count_round (call->of, call->context.assignments);
  return round.n_open == 0 && round.n_done == 0 ? NULL : "assignments_left";
}

static gboolean
is_lead (const ZbCaseCall *call)
{
  const ZbAssignment *lead = zb_case_find_lead (call->of, call->context.assignments);
  const char *organisation = call->actor->organisation;
  if (!lead)
    return FALSE;
  if (call->actor->unit)
    return g_strcmp0 (lead->unit, call->actor->unit) == 0;
  return organisation && (g_strcmp0 (lead->organisation, organisation) == 0 ||
                          g_strcmp0 (call->context.lead_organisation, organisation) == 0);
}

const char *
zb_case_if_all_done_says_the_lead (gconstpointer data)
{
  const ZbCaseCall *call = data;
  Round round = count_round (call->of, call->context.assignments);
  if (call->actor->role == ZB_ROLE_HANDLER && !is_lead (call))
    return "not_lead";
  if (round.n_open > 0)
    return "assignments_open";
  if (round.n_done == 0)
    return "none_done";
  return call->args && is_empty (call->args->note) ? "note" : NULL;
}

const char *
zb_case_if_checker_stands_apart (gconstpointer data)
{
  const ZbCaseCall *call = data;
  const ZbAccount *checker = call->context.checker;
  if (!checker)
    return call->args ? "checker" : NULL;
  if (!checker->enabled || !(ZB_BIT (checker->role) & ZB_BY_CHECKER))
    return "checker";
  if (has_dispatched (call->of, checker) || zb_case_has_handled (&call->context, checker))
    return "checker_involved";
  return NULL;
}

const char *
zb_case_if_by_its_checker (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return g_strcmp0 (call->of->checker, call->actor->account) == 0 ? NULL : "not_checker";
}

/* A major incident goes on as long as one of its parts does; a leader may say why this one is over. */
static const char *
refuse_before_parts (const ZbCaseCall *call)
{
  if (call->actor->role != ZB_ROLE_DUTY_LEADER)
    return "parts_open";
  return call->args && is_empty (call->args->reason) ? "parts_open" : NULL;
}

const char *
zb_case_if_by_its_checker_when_all_is_ticked (gconstpointer data)
{
  const ZbCaseCall *call = data;
  const char *because = zb_case_if_by_its_checker (data);
  if (because)
    return because;
  if (!zb_checklist_is_complete (call->of->checklist, "check"))
    return "checklist";
  return call->context.n_parts_open > 0 ? refuse_before_parts (call) : NULL;
}

const char *
zb_case_if_with_a_reason (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return call->args && is_empty (call->args->reason) ? "reason" : NULL;
}

const char *
zb_case_if_by_its_checker_with_a_reason (gconstpointer data)
{
  const char *because = zb_case_if_by_its_checker (data);
  return because ? because : zb_case_if_with_a_reason (data);
}

const char *
zb_case_if_until_a_time_to_come (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (call->args && call->args->until <= call->actor->now)
    return "suspend_until";
  return zb_case_if_with_a_reason (data);
}

const char *
zb_case_if_later_than_now (gconstpointer data)
{
  const ZbCaseCall *call = data;
  gint64 present = call->of->deadlines ? call->of->deadlines->finish : 0;
  if (call->args && call->args->deadline <= MAX (present, call->actor->now))
    return "deadline";
  return zb_case_if_with_a_reason (data);
}

const char *
zb_case_if_nobody_out (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return any_open (call->context.assignments) ? "assignments_open" : zb_case_if_with_a_reason (data);
}

const char *
zb_case_if_within_a_month (gconstpointer data)
{
  const ZbCaseCall *call = data;
  const ZbStepTime *end = zb_case_find_step (call->of, ZB_STEP_CLOSED);
  if (end && call->actor->now - end->at > ZB_REOPEN_WITHIN)
    return "too_late";
  return zb_case_if_with_a_reason (data);
}

const char *
zb_case_if_line_is_yours (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (!call->args)
    return NULL;
  if (!call->of->checklist || call->args->item >= call->of->checklist->len)
    return "item";
  const ZbCheckItem *item = call->of->checklist->pdata[call->args->item];
  if (g_strcmp0 (item->stage, "check") != 0)
    return call->actor->role == ZB_ROLE_CHECKER ? "role" : NULL;
  return call->of->step == ZB_STEP_CHECKING ? zb_case_if_by_its_checker (data) : "state";
}

const char *
zb_case_if_with_words (gconstpointer data)
{
  const ZbCaseCall *call = data;
  return call->args && is_empty (call->args->note) ? "text" : NULL;
}

const char *
zb_case_if_to_another (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (!call->args)
    return NULL;
  gboolean itself = g_strcmp0 (call->args->link, call->of->parent_instance.id) == 0;
  return is_empty (call->args->link) || itself ? "link" : NULL;
}

/* --- merging, and major incidents ------------------------------------------------------------- */

static gboolean
is_itself (const ZbCaseCall *call)
{
  return g_strcmp0 (call->of->parent_instance.id, call->context.other->parent_instance.id) == 0;
}

/* A drill and the real thing do not mix, nor do two drills. */
static gboolean
is_apart (const ZbCase *of, const ZbCase *other)
{
  return (of->parent_instance.mode == ZB_MODE_DRILL) != (other->parent_instance.mode == ZB_MODE_DRILL) ||
         g_strcmp0 (of->drill, other->drill) != 0;
}

static guint
count_texts (char **texts)
{
  return texts ? g_strv_length (texts) : 0;
}

static gboolean
has_room (const ZbCase *into, const ZbCase *merged)
{
  return count_texts (into->alerts) + count_texts (merged->alerts) <= ZB_CASE_ALERTS_AT_MOST;
}

static gboolean
is_full_of_links (const ZbCase *of)
{
  return count_texts (of->links) >= ZB_CASE_LINKS_AT_MOST;
}

static const char *
refuse_target (const ZbCaseCall *call)
{
  const ZbCase *into = call->context.other;
  if (!into || is_itself (call))
    return "into_case";
  if (!zb_case_is_open (into))
    return "case_closed";
  if (is_apart (into, call->of))
    return "other_mode";
  if (!has_room (into, call->of))
    return "case_full";
  if (is_full_of_links (into) || is_full_of_links (call->of))
    return "links_full";
  gboolean same_kind = g_strcmp0 (call->of->kind, into->kind) == 0;
  return same_kind || !is_empty (call->args->reason) ? NULL : "kinds_reason";
}

/* Who is out there has been sent for this case: nobody's task is given to another behind their back. */
const char *
zb_case_if_fits_into_another (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (any_open (call->context.assignments))
    return "assignments_open";
  if (call->context.n_parts > 0)
    return "has_parts";
  return call->args ? refuse_target (call) : NULL;
}

static gboolean
is_for_leader (const ZbCase *major, ZbRole role)
{
  return major->severity == ZB_SEVERITY_URGENT && role != ZB_ROLE_DUTY_LEADER;
}

/**
 * zb_case_refuse_part:
 * @self: a case, which may still be a draft
 * @major: (nullable): the case that it is to be part of
 * @n_parts: how many parts @major has already
 * @role: the role of who acts
 *
 * There is one level of parts only, and an urgent major incident is put together by a leader.
 *
 * Returns: (nullable): the name of what refuses, see zb_guard_explain(); %NULL where it may be part of @major
 */
const char *
zb_case_refuse_part (const ZbCase *self, const ZbCase *major, guint n_parts, ZbRole role)
{
  if (!major || g_strcmp0 (self->parent_instance.id, major->parent_instance.id) == 0 ||
      g_strcmp0 (self->parent, major->parent_instance.id) == 0)
    return "parent";
  if (!zb_case_is_open (major))
    return "case_closed";
  if (is_apart (major, self))
    return "other_mode";
  if (major->parent)
    return "parent_is_part";
  if (n_parts >= ZB_CASE_PARTS_AT_MOST)
    return "parts_full";
  return is_for_leader (major, role) ? "leader" : NULL;
}

static const char *
refuse_leaving (const ZbCaseCall *call)
{
  const ZbCase *major = call->context.other;
  if (!call->of->parent)
    return "parent";
  return major && is_for_leader (major, call->actor->role) ? "leader" : NULL;
}

const char *
zb_case_if_fits_under_another (gconstpointer data)
{
  const ZbCaseCall *call = data;
  if (call->context.n_parts > 0)
    return "has_parts";
  if (!call->args)
    return NULL;
  if (is_empty (call->args->link))
    return refuse_leaving (call);
  return zb_case_refuse_part (call->of, call->context.other, call->context.n_parts_of_other,
                              call->actor->role);
}
