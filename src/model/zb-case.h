/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-attachment.h"
#include "zb-checklist.h"
#include "zb-contact.h"
#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_STEP_NONE,
  ZB_STEP_COLLECTED,
  ZB_STEP_FILED,
  ZB_STEP_DISPATCHED,
  ZB_STEP_HANDLING,
  ZB_STEP_REPORTED,
  ZB_STEP_CHECKING,
  ZB_STEP_CLOSED,
  ZB_STEP_SUSPENDED,
  ZB_STEP_VOID,
} ZbStep;
#define ZB_N_STEPS 10

extern const ZbChoices zb_steps;

ZB_DECLARE_RECORD (ZbDeadlines, zb_deadlines, DEADLINES)
ZB_DECLARE_RECORD (ZbEvaluation, zb_evaluation, EVALUATION)
ZB_DECLARE_RECORD (ZbStepTime, zb_step_time, STEP_TIME)
ZB_DECLARE_ENTITY (ZbCase, zb_case, CASE)
#define ZB_TYPE_DEADLINES (zb_deadlines_get_type ())
#define ZB_TYPE_EVALUATION (zb_evaluation_get_type ())
#define ZB_TYPE_STEP_TIME (zb_step_time_get_type ())
#define ZB_TYPE_CASE (zb_case_get_type ())

/**
 * ZbDeadlines:
 * @accept: until when somebody has to have accepted, µs UTC
 * @arrive: until when somebody has to be there, µs UTC
 * @finish: until when it has to be done, µs UTC
 * @near: (nullable): which of them, by name, is near (80 % of its time gone)
 * @past: (nullable): which of them, by name, has passed
 * @told: (nullable): the level that was last told of it: committee, subdistrict, district
 *
 * The clocks of a case; they start at dispatch.
 */
struct _ZbDeadlines
{
  ZbRecord parent_instance;
  gint64 accept;
  gint64 arrive;
  gint64 finish;
  char *near_due;
  char *past_due;
  char *told;
};

/**
 * ZbEvaluation:
 * @on_time: whether it was finished in time
 * @returned: how often it was returned
 * @minutes: from dispatch to the end
 * @grade: (nullable): good, fair or poor by the platform's rule
 *
 * How a closed case went (综合评价): the handling is evaluated, never a person.
 */
struct _ZbEvaluation
{
  ZbRecord parent_instance;
  gboolean on_time;
  gint64 returned;
  gint64 minutes;
  char *grade;
};

/**
 * ZbStepTime:
 * @step: a #ZbStep
 * @at: when the case came to it last, µs UTC
 * @by: (nullable): the name of who brought it there
 */
struct _ZbStepTime
{
  ZbRecord parent_instance;
  int step;
  gint64 at;
  char *by;
};

/**
 * ZbCase:
 * @number: (nullable): given when it is filed, such as CN-20261123-0417
 * @kind: as an alert's
 * @severity: a #ZbSeverity
 * @title: in Chinese
 * @description: (nullable): what is known
 * @place: where it is, in words
 * @location: where it is
 * @area: the id of the smallest area it lies in
 * @step: a #ZbStep
 * @resume_step: while suspended, the #ZbStep it goes back to
 * @suspended_until: µs UTC, 0 where it is not suspended
 * @returned: how often a check sent it back
 * @alerts: the ids of the alerts it came from
 * @parent: (nullable): the id of the major incident it is part of
 * @links: the ids of cases it has to do with
 * @merged_into: (nullable): the id of the case that took it over; it is void since then
 * @deadlines: (nullable): see #ZbDeadlines
 * @creator: the id of the account that created it
 * @dispatcher: (nullable): the id of the account that dispatched it last
 * @dispatchers: (nullable): the ids of all accounts that have dispatched it or sent somebody to it, in any
 * round
 * @checker: (nullable): the id of the account that checks it
 * @checker_name: (nullable): that checker's name
 * @checklist: (nullable) (element-type ZbCheckItem): from its plan
 * @evaluation: (nullable): see #ZbEvaluation
 * @plan: (nullable): the id of its plan
 * @steps: (nullable) (element-type ZbStepTime): when it came to each step
 * @evidence: (nullable) (element-type ZbAttachment): pictures and clips
 * @contact: (nullable): personal data of who called
 * @report: (nullable): what the lead handler said at the end
 * @reason: (nullable): why it was returned, suspended, made void or reopened last
 * @drill: (nullable): the id of the drill that it belongs to; %NULL for what is real
 *
 * A matter that is being dealt with, from the first word to the check at the end.
 */
struct _ZbCase
{
  ZbEntity parent_instance;
  char *number;
  char *kind;
  int severity;
  char *title;
  char *description;
  char *place;
  ZbPoint location;
  char *area;
  int step;
  int resume_step;
  gint64 suspended_until;
  gint64 returned;
  char **alerts;
  char *parent;
  char **links;
  char *merged_into;
  ZbDeadlines *deadlines;
  char *creator;
  char *dispatcher;
  char **dispatchers;
  char *checker;
  char *checker_name;
  GPtrArray *checklist;
  ZbEvaluation *evaluation;
  char *plan;
  GPtrArray *steps;
  GPtrArray *evidence;
  ZbContact *contact;
  char *report;
  char *reason;
  char *drill;
};

gboolean zb_case_is_open (const ZbCase *self);
const ZbStepTime *zb_case_find_step (const ZbCase *self, ZbStep step);

G_END_DECLS
