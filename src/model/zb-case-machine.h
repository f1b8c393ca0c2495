/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-machine.h"
#include "zb-plan.h"

G_BEGIN_DECLS

/**
 * ZbCaseVerb:
 * @ZB_CASE_VERB_CREATE: a case is opened
 * @ZB_CASE_VERB_FILE: it is filed and numbered
 * @ZB_CASE_VERB_DISPATCH: somebody is sent; the clocks start
 * @ZB_CASE_VERB_ACCEPTED: the first assignment is accepted
 * @ZB_CASE_VERB_EMPTIED: every assignment was declined, handed back or cancelled
 * @ZB_CASE_VERB_ASSIGN: another assignment is added
 * @ZB_CASE_VERB_REPORT: the lead handler says what was done
 * @ZB_CASE_VERB_ASSIGN_CHECKER: somebody is to check it
 * @ZB_CASE_VERB_PASS: the checker finds it well done
 * @ZB_CASE_VERB_RETURN: the checker sends it back
 * @ZB_CASE_VERB_SUSPEND: it has to wait
 * @ZB_CASE_VERB_RESUME: it goes on where it was
 * @ZB_CASE_VERB_EXTEND: it is given more time
 * @ZB_CASE_VERB_SUPERVISE: the leader presses for it
 * @ZB_CASE_VERB_VOID: it was no case
 * @ZB_CASE_VERB_REOPEN: it was not over
 * @ZB_CASE_VERB_EDIT: its fields are edited
 * @ZB_CASE_VERB_CHECKLIST: a line of its checklist is ticked
 * @ZB_CASE_VERB_NOTE: something is noted
 * @ZB_CASE_VERB_LINK: it has to do with another case
 * @ZB_CASE_VERB_MERGE: it is the same matter as another case, which takes it over
 * @ZB_CASE_VERB_PARENT: it becomes part of a major incident, or is so no more
 *
 * What can happen to a case.
 */
typedef enum
{
  ZB_CASE_VERB_NONE,
  ZB_CASE_VERB_CREATE,
  ZB_CASE_VERB_FILE,
  ZB_CASE_VERB_DISPATCH,
  ZB_CASE_VERB_ACCEPTED,
  ZB_CASE_VERB_EMPTIED,
  ZB_CASE_VERB_ASSIGN,
  ZB_CASE_VERB_REPORT,
  ZB_CASE_VERB_ASSIGN_CHECKER,
  ZB_CASE_VERB_PASS,
  ZB_CASE_VERB_RETURN,
  ZB_CASE_VERB_SUSPEND,
  ZB_CASE_VERB_RESUME,
  ZB_CASE_VERB_EXTEND,
  ZB_CASE_VERB_SUPERVISE,
  ZB_CASE_VERB_VOID,
  ZB_CASE_VERB_REOPEN,
  ZB_CASE_VERB_EDIT,
  ZB_CASE_VERB_CHECKLIST,
  ZB_CASE_VERB_NOTE,
  ZB_CASE_VERB_LINK,
  ZB_CASE_VERB_MERGE,
  ZB_CASE_VERB_PARENT,
} ZbCaseVerb;
#define ZB_N_CASE_VERBS 23

extern const ZbChoices zb_case_verbs;

#define ZB_REOPEN_WITHIN (30 * G_TIME_SPAN_DAY)
#define ZB_CASE_LINKS_AT_MOST 100
#define ZB_CASE_PARTS_AT_MOST 50

/**
 * ZbCaseArgs:
 * @reason: (nullable): for return, suspend, extend, void, reopen, merge and parent; for pass, why a major
 *   incident is closed before its parts
 * @note: (nullable): for report and note
 * @until: for suspend, µs UTC
 * @deadline: for extend, µs UTC
 * @n_assignments: for dispatch and assign, how many are to be sent
 * @item: for checklist, the line, counted from 0
 * @done: for checklist, whether it is ticked
 * @link: (nullable): for link, merge and parent, the id of the other case; for parent %NULL takes it out
 * @raised: for edit, whether its severity becomes urgent by it
 *
 * What comes with the verb.
 */
typedef struct
{
  const char *reason;
  const char *note;
  gint64 until;
  gint64 deadline;
  guint n_assignments;
  guint item;
  gboolean done;
  const char *link;
  gboolean raised;
} ZbCaseArgs;

/**
 * ZbCaseContext:
 * @plan: (nullable): the plan for its kind
 * @assignments: (nullable) (element-type ZbAssignment): all assignments of the case
 * @units: (nullable) (element-type ZbUnit): for assign_checker, the units that these name
 * @lead_organisation: (nullable): the organisation of the lead assignment's unit
 * @checker: (nullable): for assign_checker, who it is to be
 * @other: (nullable): for merge and parent, the other case; where a part is taken out, its major incident
 * @n_parts: how many cases are parts of it
 * @n_parts_open: how many of these are neither closed nor void
 * @n_parts_of_other: for parent, how many parts the major incident has
 *
 * What the guards need to know beside the case.
 */
typedef struct
{
  const ZbPlan *plan;
  GPtrArray *assignments;
  GPtrArray *units;
  const char *lead_organisation;
  const ZbAccount *checker;
  const ZbCase *other;
  guint n_parts;
  guint n_parts_open;
  guint n_parts_of_other;
} ZbCaseContext;

char **zb_case_list_allowed (const ZbCase *self, const ZbActor *actor);
ZbProblem *zb_case_guard (const ZbCase *self, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbActor *actor,
                          const ZbCaseContext *context);
ZbProblem *zb_case_perform (ZbCase *self, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbActor *actor,
                            const ZbCaseContext *context);
gboolean zb_case_follow_assignments (ZbCase *self, GPtrArray *assignments, gint64 now);

void zb_case_adopt_plan (ZbCase *self, const ZbPlan *plan);
void zb_case_add_lines (ZbCase *self, char **lines);
const ZbAssignment *zb_case_find_lead (const ZbCase *self, GPtrArray *assignments);
gboolean zb_case_has_handled (const ZbCaseContext *context, const ZbAccount *account);
char **zb_case_list_missing (const ZbCase *self, const ZbPlan *plan);
const char *zb_case_refuse_part (const ZbCase *self, const ZbCase *major, guint n_parts, ZbRole role);

G_END_DECLS
