/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-plan.h"

static ZbField zb_plan_times_fields[] = {
  ZB_FIELD (ZbPlanTimes, severity, CHOICE, .choices = &zb_severities, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlanTimes, accept, INTEGER),
  ZB_FIELD (ZbPlanTimes, arrive, INTEGER),
  ZB_FIELD (ZbPlanTimes, finish, INTEGER),
};

ZB_DEFINE_RECORD (ZbPlanTimes, zb_plan_times, ZB_TYPE_RECORD)

static ZbField zb_plan_fields[] = {
  ZB_FIELD (ZbPlan, kind, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlan, name, TEXT),
  ZB_FIELD (ZbPlan, edition, INTEGER),
  ZB_FIELD (ZbPlan, checklist, TEXTS),
  ZB_FIELD (ZbPlan, checks, TEXTS),
  ZB_FIELD (ZbPlan, organisations, TEXTS),
  ZB_FIELD (ZbPlan, skills, TEXTS),
  ZB_FIELD (ZbPlan, required, TEXTS),
  ZB_FIELD (ZbPlan, times, RECORDS, .record_type = zb_plan_times_get_type),
};

ZB_DEFINE_RECORD (ZbPlan, zb_plan, ZB_TYPE_ENTITY)

/**
 * zb_plan_find_times:
 * @self: a plan
 * @severity: how grave the case is
 *
 * Returns: (nullable) (transfer none): the deadlines for @severity
 */
const ZbPlanTimes *
zb_plan_find_times (const ZbPlan *self, ZbSeverity severity)
{
  for (guint i = 0; self->times && i < self->times->len; i++)
    {
      const ZbPlanTimes *times = self->times->pdata[i];
      if (times->severity == (int)severity)
        return times;
    }
  return NULL;
}
