/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-machine.h"

G_BEGIN_DECLS

/**
 * ZbAlertVerb:
 * @ZB_ALERT_VERB_RAISE: a new alert comes in
 * @ZB_ALERT_VERB_AGAIN: it is raised again, no worse than before
 * @ZB_ALERT_VERB_WORSE: it is raised again and is worse
 * @ZB_ALERT_VERB_CLAIM: an officer takes it, or takes it over with a reason
 * @ZB_ALERT_VERB_RENEW: the holder's presence names it
 * @ZB_ALERT_VERB_RELEASE: the holder gives it back
 * @ZB_ALERT_VERB_LAPSE: the holder's lease runs out
 * @ZB_ALERT_VERB_VERDICT: the holder says what it is
 * @ZB_ALERT_VERB_MERGE: it is a duplicate of another
 * @ZB_ALERT_VERB_SNOOZE: it is put aside for a while
 * @ZB_ALERT_VERB_WAKE: the while is over
 * @ZB_ALERT_VERB_CASE: a case is opened for it, or it joins one
 * @ZB_ALERT_VERB_CLOSE: it is done with
 *
 * What can happen to an alert.
 */
typedef enum
{
  ZB_ALERT_VERB_NONE,
  ZB_ALERT_VERB_RAISE,
  ZB_ALERT_VERB_AGAIN,
  ZB_ALERT_VERB_WORSE,
  ZB_ALERT_VERB_CLAIM,
  ZB_ALERT_VERB_RENEW,
  ZB_ALERT_VERB_RELEASE,
  ZB_ALERT_VERB_LAPSE,
  ZB_ALERT_VERB_VERDICT,
  ZB_ALERT_VERB_MERGE,
  ZB_ALERT_VERB_SNOOZE,
  ZB_ALERT_VERB_WAKE,
  ZB_ALERT_VERB_CASE,
  ZB_ALERT_VERB_CLOSE,
} ZbAlertVerb;
#define ZB_N_ALERT_VERBS 14

extern const ZbChoices zb_alert_verbs;

#define ZB_SNOOZE_AT_MOST (4 * G_TIME_SPAN_HOUR)
#define ZB_MERGE_WITHIN_METRES 200.0
#define ZB_CASE_ALERTS_AT_MOST 100

/**
 * ZbAlertArgs:
 * @take_over: (nullable): for a claim, why it is taken from another
 * @verdict: for a verdict, a #ZbVerdict
 * @seen_occurrence: for a verdict, the count of occurrences the officer has seen
 * @until: for a snooze, µs UTC
 * @reason: (nullable): for a snooze or a close
 * @case_id: for a case, its id
 * @severity: for again and worse, the #ZbSeverity it was raised with
 *
 * What comes with the verb.
 */
typedef struct
{
  const char *take_over;
  int verdict;
  gint64 seen_occurrence;
  gint64 until;
  const char *reason;
  const char *case_id;
  int severity;
} ZbAlertArgs;

/**
 * ZbAlertContext:
 * @into: (nullable): for a merge, the other alert
 * @of_case: (nullable): the case that it has, or that it is to join
 *
 * What the guards need to know beside the alert.
 */
typedef struct
{
  const ZbAlert *into;
  const ZbCase *of_case;
} ZbAlertContext;

ZbAlertState zb_alert_get_state (const ZbAlert *self, gint64 now);
char **zb_alert_list_allowed (const ZbAlert *self, const ZbActor *actor);
ZbProblem *zb_alert_guard (const ZbAlert *self, ZbAlertVerb verb, const ZbAlertArgs *args,
                           const ZbActor *actor, const ZbAlertContext *context);
ZbProblem *zb_alert_perform (ZbAlert *self, ZbAlertVerb verb, const ZbAlertArgs *args, const ZbActor *actor,
                             const ZbAlertContext *context);

G_END_DECLS
