/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert's way: new → claimed → verified → closed. The table is the contract's; what stands above
 * it are the guards it names, what stands below makes the changes. */
#include "zb-alert-machine.h"

#include <math.h>

const ZbChoices zb_alert_verbs = { (const char *const[]){ "none", "raise", "again", "worse", "claim",
                                                          "presence", "release", "lapse", "verdict", "merge",
                                                          "snooze", "wake", "case", "close", NULL },
                                   FALSE };

typedef struct
{
  const ZbAlert *alert;
  const ZbAlertArgs *args;
  const ZbActor *actor;
  ZbAlertContext context;
} Call;

/* --- guards ---------------------------------------------------------------------------- */

static gboolean
is_empty (const char *text)
{
  return !text || !*text;
}

static const char *
says_what_and_where (gconstpointer data)
{
  const ZbAlert *alert = ((const Call *)data)->alert;
  if (is_empty (alert->kind))
    return "kind";
  if (alert->severity == ZB_SEVERITY_NONE)
    return "severity";
  return zb_point_is_known (alert->location) ? NULL : "place";
}

static const char *
mine_or_taken_over (gconstpointer data)
{
  const Call *call = data;
  if (zb_alert_is_claimed_by (call->alert, call->actor->account, call->actor->now))
    return NULL;
  return call->args && !is_empty (call->args->take_over) ? NULL : "claimed";
}

static const char *
by_its_holder (gconstpointer data)
{
  const Call *call = data;
  return zb_alert_is_claimed_by (call->alert, call->actor->account, call->actor->now) ? NULL : "claimed";
}

static const char *
lease_is_over (gconstpointer data)
{
  const Call *call = data;
  return call->alert->claim && call->alert->claim->until > call->actor->now ? "lease" : NULL;
}

static const char *
by_its_holder_who_saw_the_latest (gconstpointer data)
{
  const Call *call = data;
  const char *because = by_its_holder (data);
  if (because || !call->args)
    return because;
  if (call->args->verdict <= ZB_VERDICT_NONE || call->args->verdict > ZB_VERDICT_UNDETERMINED)
    return "verdict";
  return call->args->seen_occurrence == call->alert->occurrences ? NULL : "seen_occurrence";
}

static const char *
same_kind_and_near (gconstpointer data)
{
  const ZbAlert *alert = ((const Call *)data)->alert, *into = ((const Call *)data)->context.into;
  if (!into)
    return ((const Call *)data)->args ? "into" : NULL;
  if (g_strcmp0 (alert->parent_instance.id, into->parent_instance.id) == 0)
    return "into";
  if (!zb_alert_is_open (into))
    return "target_closed";
  if (alert->parent_instance.mode != into->parent_instance.mode || g_strcmp0 (alert->drill, into->drill) != 0)
    return "other_mode";
  if (g_strcmp0 (alert->kind, into->kind) != 0)
    return "other_kind";
  if (!is_empty (alert->device) && g_strcmp0 (alert->device, into->device) == 0)
    return NULL;
  /* An unknown place is NAN, and no comparison with that holds. */
  return zb_point_distance (alert->location, into->location) <= ZB_MERGE_WITHIN_METRES ? NULL : "too_far";
}

static const char *
not_urgent_nor_long (gconstpointer data)
{
  const Call *call = data;
  if (call->alert->severity == ZB_SEVERITY_URGENT)
    return "urgent";
  if (!call->args)
    return NULL;
  gint64 now = call->actor->now;
  if (call->args->until <= now || call->args->until > now + ZB_SNOOZE_AT_MOST)
    return "snooze_until";
  return is_empty (call->args->reason) ? "reason" : NULL;
}

static const char *
snooze_is_over (gconstpointer data)
{
  const Call *call = data;
  return call->alert->snoozed_until > call->actor->now ? "asleep" : NULL;
}

/* A case that is being opened names its alerts already. */
static gboolean
has_room (const ZbCase *joined, const ZbAlert *alert)
{
  const char *const *alerts = (const char *const *)joined->alerts;
  return !alerts || g_strv_length (joined->alerts) < ZB_CASE_ALERTS_AT_MOST ||
         g_strv_contains (alerts, alert->parent_instance.id);
}

static const char *
true_or_undetermined (gconstpointer data)
{
  const Call *call = data;
  const ZbCase *joined = call->context.of_case;
  if (call->alert->verdict != ZB_VERDICT_TRUE && call->alert->verdict != ZB_VERDICT_UNDETERMINED)
    return "not_real";
  if (call->alert->case_id)
    return "has_case";
  if (!joined)
    return call->args ? "case" : NULL;
  if (!zb_case_is_open (joined))
    return "case_closed";
  if (joined->parent_instance.mode != call->alert->parent_instance.mode ||
      g_strcmp0 (joined->drill, call->alert->drill) != 0)
    return "other_mode";
  return has_room (joined, call->alert) ? NULL : "case_full";
}

static const char *
nothing_left_to_do (gconstpointer data)
{
  const Call *call = data;
  if (call->alert->verdict == ZB_VERDICT_FALSE || call->alert->verdict == ZB_VERDICT_TEST)
    return NULL;
  if (call->alert->case_id)
    return call->context.of_case && !zb_case_is_open (call->context.of_case) ? NULL : "case_open";
  return call->args && is_empty (call->args->reason) ? "reason" : NULL;
}

/* --- the table ------------------------------------------------------------------------- */

#define NONE ZB_BIT (ZB_ALERT_NONE)
#define NEW ZB_BIT (ZB_ALERT_NEW)
#define CLAIMED ZB_BIT (ZB_ALERT_CLAIMED)
#define VERIFIED ZB_BIT (ZB_ALERT_VERIFIED)
#define TO(state) ZB_ALERT_##state
#define VERB(verb) ZB_ALERT_VERB_##verb

/* clang-format off */
static const ZbMachineRow rows[] = {
  /* state                     what             by                                           guard                              then */
  { NONE,                      VERB (RAISE),    ZB_BY_PLATFORM | ZB_BY_DUTY_OR_SUBDISTRICT,  says_what_and_where,               TO (NEW) },
  { NEW | CLAIMED | VERIFIED,  VERB (AGAIN),    ZB_BY_PLATFORM,                              NULL,                              ZB_SAME },
  { NEW | CLAIMED | VERIFIED,  VERB (WORSE),    ZB_BY_PLATFORM,                              NULL,                              TO (NEW) },
  { NEW,                       VERB (CLAIM),    ZB_BY_DUTY_OR_SUBDISTRICT,                   NULL,                              TO (CLAIMED) },
  { CLAIMED,                   VERB (CLAIM),    ZB_BY_DUTY_OR_SUBDISTRICT,                   mine_or_taken_over,                TO (CLAIMED) },
  { CLAIMED,                   VERB (RENEW),    ZB_BY_DUTY_OR_SUBDISTRICT,                   by_its_holder,                     ZB_SAME },
  { CLAIMED,                   VERB (RELEASE),  ZB_BY_DUTY_OR_SUBDISTRICT,                   by_its_holder,                     TO (NEW) },
  { CLAIMED,                   VERB (LAPSE),    ZB_BY_PLATFORM,                              lease_is_over,                     TO (NEW) },
  { CLAIMED,                   VERB (VERDICT),  ZB_BY_DUTY_OR_SUBDISTRICT,                   by_its_holder_who_saw_the_latest,  TO (VERIFIED) },
  { NEW | CLAIMED | VERIFIED,  VERB (MERGE),    ZB_BY_DUTY,                                  same_kind_and_near,                TO (CLOSED) },
  { NEW | CLAIMED,             VERB (SNOOZE),   ZB_BY_DUTY,                                  not_urgent_nor_long,               ZB_SAME },
  { NEW | CLAIMED,             VERB (WAKE),     ZB_BY_PLATFORM,                              snooze_is_over,                    ZB_SAME },
  { VERIFIED,                  VERB (CASE),     ZB_BY_DUTY,                                  true_or_undetermined,              ZB_SAME },
  { VERIFIED,                  VERB (CLOSE),    ZB_BY_DUTY,                                  nothing_left_to_do,                TO (CLOSED) },
};
/* clang-format on */

static const ZbMachine machine = { rows, G_N_ELEMENTS (rows), &zb_alert_states, &zb_alert_verbs };

/**
 * zb_alert_get_state:
 * @self: an alert
 * @now: µs UTC
 *
 * A claim whose lease has run out binds nobody, also in the moment before the platform has said so.
 *
 * Returns: the state that counts at @now
 */
ZbAlertState
zb_alert_get_state (const ZbAlert *self, gint64 now)
{
  gboolean lapsed = self->state == ZB_ALERT_CLAIMED && (!self->claim || self->claim->until <= now);
  return lapsed ? ZB_ALERT_NEW : (ZbAlertState)self->state;
}

/* The platform sees what is written: it is the one who makes a lapsed claim new. */
static ZbAlertState
state_for (const ZbAlert *self, const ZbActor *actor)
{
  return actor->role == ZB_ROLE_NONE ? (ZbAlertState)self->state : zb_alert_get_state (self, actor->now);
}

/**
 * zb_alert_list_allowed:
 * @self: an alert
 * @actor: who would act
 *
 * Returns: (transfer full): the names of what the actor's role can do now, guards aside
 */
char **
zb_alert_list_allowed (const ZbAlert *self, const ZbActor *actor)
{
  return zb_machine_list_allowed (&machine, state_for (self, actor), actor->role);
}

/**
 * zb_alert_guard:
 * @self: an alert
 * @verb: what is to be done
 * @args: (nullable): what comes with it; %NULL asks whether it would be possible at all
 * @actor: who acts
 * @context: (nullable): what is known beside the alert
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_alert_guard (const ZbAlert *self, ZbAlertVerb verb, const ZbAlertArgs *args, const ZbActor *actor,
                const ZbAlertContext *context)
{
  Call call = { self, args, actor, context ? *context : (ZbAlertContext){ 0 } };
  ZbProblem *problem = zb_machine_guard (&machine, state_for (self, actor), verb, actor, &call);
  if (problem && problem->status == 423)
    problem->claim = ZB_CLAIM (zb_record_copy (&self->claim->parent_instance));
  return problem;
}

/* --- changes --------------------------------------------------------------------------- */

/* From whom it was taken and why is told as long as the claim lasts: whoever was away learns it, too. */
static void
note_taken (ZbClaim *self, const ZbClaim *before, const char *reason)
{
  const gboolean same = g_strcmp0 (before->by, self->by) == 0;
  self->taken_from = g_strdup (same ? before->taken_from : before->by);
  self->reason = g_strdup (same ? before->reason : reason);
}

static void
claim (ZbAlert *self, const ZbAlertArgs *args, const ZbActor *actor)
{
  g_autoptr (ZbClaim) before = g_steal_pointer (&self->claim);
  self->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  self->claim->by = g_strdup (actor->account);
  self->claim->by_name = g_strdup (actor->name);
  self->claim->until = actor->now + ZB_CLAIM_LEASE;
  if (before)
    note_taken (self->claim, before, args->take_over);
}

static void
raise_first (ZbAlert *self, gint64 now)
{
  self->occurrences = MAX (self->occurrences, 1);
  self->first_at = self->first_at ? self->first_at : now;
  self->last_at = self->last_at ? self->last_at : now;
  self->parent_instance.mode = self->parent_instance.mode ? self->parent_instance.mode : ZB_MODE_LIVE;
}

static void
raise_again (ZbAlert *self, int severity, gint64 now)
{
  self->occurrences++;
  self->last_at = now;
  self->again = self->again || self->state == ZB_ALERT_VERIFIED;
  if (severity <= self->severity)
    return;
  self->severity = severity;
  self->snoozed_until = 0;
  self->verdict = ZB_VERDICT_NONE;
  g_clear_object (&self->claim);
}

static void
close_as (ZbAlert *self, const char *reason, const char *into)
{
  g_set_str (&self->close_reason, reason);
  g_set_str (&self->merged_into, into);
  self->snoozed_until = 0;
  g_clear_object (&self->claim);
}

static void
change (ZbAlert *self, ZbAlertVerb verb, const ZbAlertArgs *args, const ZbActor *actor,
        const ZbAlertContext *context)
{
  switch (verb)
    {
    case ZB_ALERT_VERB_RAISE:
      raise_first (self, actor->now);
      break;
    case ZB_ALERT_VERB_AGAIN:
    case ZB_ALERT_VERB_WORSE:
      raise_again (self, args->severity, actor->now);
      break;
    case ZB_ALERT_VERB_CLAIM:
    case ZB_ALERT_VERB_RENEW:
      claim (self, args, actor);
      break;
    case ZB_ALERT_VERB_RELEASE:
    case ZB_ALERT_VERB_LAPSE:
      g_clear_object (&self->claim);
      break;
    case ZB_ALERT_VERB_VERDICT:
      self->verdict = args->verdict;
      self->again = FALSE;
      self->snoozed_until = 0;
      g_clear_object (&self->claim);
      break;
    case ZB_ALERT_VERB_MERGE:
      close_as (self, "duplicate", context->into->parent_instance.id);
      break;
    case ZB_ALERT_VERB_SNOOZE:
      self->snoozed_until = args->until;
      break;
    case ZB_ALERT_VERB_WAKE:
      self->snoozed_until = 0;
      break;
    case ZB_ALERT_VERB_CASE:
      g_set_str (&self->case_id, args->case_id);
      break;
    case ZB_ALERT_VERB_CLOSE:
      close_as (self, args->reason, NULL);
      break;
    case ZB_ALERT_VERB_NONE:
    default:
      g_assert_not_reached ();
    }
}

/**
 * zb_alert_perform:
 * @self: an alert of the platform's own
 * @verb: what is to be done
 * @args: what comes with it
 * @actor: who acts
 * @context: (nullable): what is known beside the alert
 *
 * Asks the guard, and makes the change where it is allowed. Only a platform calls this.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it has been done
 */
ZbProblem *
zb_alert_perform (ZbAlert *self, ZbAlertVerb verb, const ZbAlertArgs *args, const ZbActor *actor,
                  const ZbAlertContext *context)
{
  static const ZbAlertArgs nothing = { 0 };
  args = args ? args : &nothing;
  ZbProblem *problem = zb_alert_guard (self, verb, args, actor, context);
  if (problem)
    return problem;
  const ZbMachineRow *row = zb_machine_find (&machine, state_for (self, actor), verb, actor->role);
  change (self, verb, args, actor, context);
  if (row->to != ZB_SAME)
    self->state = row->to;
  return NULL;
}
