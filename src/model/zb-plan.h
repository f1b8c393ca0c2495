/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbPlanTimes, zb_plan_times, PLAN_TIMES)
ZB_DECLARE_ENTITY (ZbPlan, zb_plan, PLAN)
#define ZB_TYPE_PLAN_TIMES (zb_plan_times_get_type ())
#define ZB_TYPE_PLAN (zb_plan_get_type ())

/**
 * ZbPlanTimes:
 * @severity: a #ZbSeverity
 * @accept: minutes from dispatch until somebody has to have accepted
 * @arrive: minutes from dispatch until somebody has to be there
 * @finish: minutes from dispatch until it has to be done
 */
struct _ZbPlanTimes
{
  ZbRecord parent_instance;
  int severity;
  gint64 accept;
  gint64 arrive;
  gint64 finish;
};

/**
 * ZbPlan:
 * @kind: the kind of alert it is for
 * @name: in Chinese
 * @edition: which edition of the text, counted from 1
 * @checklist: what the desk does, line by line
 * @checks: what the checker has to have seen, line by line
 * @organisations: the kinds of organisation it concerns
 * @skills: what a unit should be able to do
 * @required: the fields of a case that have to be filled before it is filed
 * @times: (nullable) (element-type ZbPlanTimes): deadlines by severity
 *
 * How the district deals with one kind of matter (处置规程).
 */
struct _ZbPlan
{
  ZbEntity parent_instance;
  char *kind;
  char *name;
  gint64 edition;
  char **checklist;
  char **checks;
  char **organisations;
  char **skills;
  char **required;
  GPtrArray *times;
};

const ZbPlanTimes *zb_plan_find_times (const ZbPlan *self, ZbSeverity severity);

G_END_DECLS
