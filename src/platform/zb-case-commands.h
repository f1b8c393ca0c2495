/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-acting.h"
#include "zb-alert.h"
#include "zb-case-machine.h"

G_BEGIN_DECLS

/**
 * ZbCaseWork:
 * @of: the case
 * @plan: (nullable): the plan for its kind
 * @assignments: (element-type ZbAssignment): its assignments
 * @actor: who acts
 * @context: what the guards are given
 *
 * A case with all that its guards look at.
 */
typedef struct
{
  ZbCase *of;
  ZbPlan *plan;
  GPtrArray *assignments;
  GPtrArray *units;
  ZbActor actor;
  ZbCaseContext context;
} ZbCaseWork;

ZbCaseWork *zb_case_work_new (ZbTransaction *tx, ZbCase *of);
void zb_case_work_free (ZbCaseWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCaseWork, zb_case_work_free)

void zb_case_write_down (ZbTransaction *tx, ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args,
                         const ZbHappening *words);
ZbProblem *zb_case_command (ZbTransaction *tx, ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args,
                            const ZbHappening *words);
ZbProblem *zb_case_join (ZbTransaction *tx, ZbAlert *alert, const char *id);
ZbProblem *zb_case_open (ZbTransaction *tx, ZbCase *draft, char **alerts);
ZbProblem *zb_case_file (ZbTransaction *tx, ZbCase *of);
ZbProblem *zb_case_dispatch (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments, const ZbDeadlines *sooner,
                             const char *note);
ZbProblem *zb_case_add_assignments (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments);
ZbProblem *zb_case_report (ZbTransaction *tx, ZbCase *of, const char *note, const char *on_behalf,
                           GPtrArray *evidence);
ZbProblem *zb_case_set_checker (ZbTransaction *tx, ZbCase *of, const ZbAccount *checker);
gboolean zb_case_find_checker (ZbTransaction *tx, ZbCase *of);
GPtrArray *zb_case_list_checkers (ZbTransaction *tx, ZbCase *of);
void zb_case_add_evidence (ZbTransaction *tx, ZbCase *of, GPtrArray *evidence);
ZbProblem *zb_case_link (ZbTransaction *tx, ZbCase *of, const char *other);
ZbPlan *zb_case_find_plan (ZbTransaction *tx, const char *kind);

G_END_DECLS
