/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case.h"

const ZbChoices zb_steps = { (const char *const[]){ "none", "collected", "filed", "dispatched", "handling",
                                                    "reported", "checking", "closed", "suspended", "void",
                                                    NULL },
                             FALSE };

static ZbField zb_deadlines_fields[] = {
  ZB_FIELD (ZbDeadlines, accept, TIME),
  ZB_FIELD (ZbDeadlines, arrive, TIME),
  ZB_FIELD (ZbDeadlines, finish, TIME),
  ZB_FIELD_NAMED (ZbDeadlines, near_due, "near", TEXT),
  ZB_FIELD_NAMED (ZbDeadlines, past_due, "past", TEXT),
  ZB_FIELD (ZbDeadlines, told, TEXT),
};

ZB_DEFINE_RECORD (ZbDeadlines, zb_deadlines, ZB_TYPE_RECORD)

static ZbField zb_evaluation_fields[] = {
  ZB_FIELD (ZbEvaluation, on_time, FLAG),
  ZB_FIELD (ZbEvaluation, returned, INTEGER),
  ZB_FIELD (ZbEvaluation, minutes, INTEGER),
  ZB_FIELD (ZbEvaluation, grade, TEXT),
};

ZB_DEFINE_RECORD (ZbEvaluation, zb_evaluation, ZB_TYPE_RECORD)

static ZbField zb_step_time_fields[] = {
  ZB_FIELD (ZbStepTime, step, CHOICE, .choices = &zb_steps),
  ZB_FIELD (ZbStepTime, at, TIME),
  ZB_FIELD (ZbStepTime, by, TEXT),
};

ZB_DEFINE_RECORD (ZbStepTime, zb_step_time, ZB_TYPE_RECORD)

static ZbField zb_case_fields[] = {
  ZB_FIELD (ZbCase, number, TEXT),
  ZB_FIELD (ZbCase, kind, TEXT, .flags = ZB_FIELD_REQUIRED | ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, severity, CHOICE, .choices = &zb_severities,
            .flags = ZB_FIELD_REQUIRED | ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, title, TEXT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, description, TEXT, .flags = ZB_FIELD_EDITED | ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbCase, place, TEXT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, location, POINT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, area, TEXT),
  ZB_FIELD (ZbCase, step, CHOICE, .choices = &zb_steps, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbCase, resume_step, CHOICE, .choices = &zb_steps),
  ZB_FIELD (ZbCase, suspended_until, TIME),
  ZB_FIELD (ZbCase, returned, INTEGER),
  ZB_FIELD (ZbCase, alerts, TEXTS),
  ZB_FIELD (ZbCase, parent, TEXT),
  ZB_FIELD (ZbCase, links, TEXTS),
  ZB_FIELD (ZbCase, merged_into, TEXT),
  ZB_FIELD (ZbCase, deadlines, RECORD, .record_type = zb_deadlines_get_type),
  ZB_FIELD (ZbCase, creator, TEXT),
  ZB_FIELD (ZbCase, dispatcher, TEXT),
  ZB_FIELD (ZbCase, dispatchers, TEXTS),
  ZB_FIELD (ZbCase, checker, TEXT),
  ZB_FIELD (ZbCase, checker_name, TEXT),
  ZB_FIELD (ZbCase, checklist, RECORDS, .record_type = zb_check_item_get_type),
  ZB_FIELD (ZbCase, evaluation, RECORD, .record_type = zb_evaluation_get_type),
  ZB_FIELD (ZbCase, plan, TEXT),
  ZB_FIELD (ZbCase, steps, RECORDS, .record_type = zb_step_time_get_type),
  ZB_FIELD (ZbCase, evidence, RECORDS, .record_type = zb_attachment_get_type),
  ZB_FIELD (ZbCase, contact, RECORD, .record_type = zb_contact_get_type,
            .flags = ZB_FIELD_PERSONAL | ZB_FIELD_EDITED),
  ZB_FIELD (ZbCase, report, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbCase, reason, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbCase, drill, TEXT),
};

ZB_DEFINE_RECORD (ZbCase, zb_case, ZB_TYPE_ENTITY)

/**
 * zb_case_is_open:
 * @self: a case
 *
 * Returns: whether it is neither closed nor void
 */
gboolean
zb_case_is_open (const ZbCase *self)
{
  return self->step != ZB_STEP_CLOSED && self->step != ZB_STEP_VOID;
}

/**
 * zb_case_find_step:
 * @self: a case
 * @step: one of its steps
 *
 * Returns: (nullable) (transfer none): when it came there last, %NULL where it has not
 */
const ZbStepTime *
zb_case_find_step (const ZbCase *self, ZbStep step)
{
  for (guint i = 0; self->steps && i < self->steps->len; i++)
    {
      const ZbStepTime *time = self->steps->pdata[i];
      if (time->step == (int)step)
        return time;
    }
  return NULL;
}
