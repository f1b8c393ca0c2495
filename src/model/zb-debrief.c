/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a drill, as the platform tells it. */
#include "zb-debrief.h"

const char *const zb_debrief_steps[ZB_N_DEBRIEF_STEPS + 1] = { "claim",    "judge", "case",
                                                               "dispatch", "close", NULL };

static ZbField zb_debrief_alert_fields[] = {
  ZB_FIELD (ZbDebriefAlert, alert, TEXT),
  ZB_FIELD (ZbDebriefAlert, title, TEXT),
  ZB_FIELD (ZbDebriefAlert, kind, TEXT),
  ZB_FIELD (ZbDebriefAlert, severity, CHOICE, .choices = &zb_severities),
  ZB_FIELD (ZbDebriefAlert, at, TIME),
  ZB_FIELD (ZbDebriefAlert, clock, INTEGER),
  ZB_FIELD (ZbDebriefAlert, officer, TEXT),
  ZB_FIELD (ZbDebriefAlert, verdict, CHOICE, .choices = &zb_verdicts),
  ZB_FIELD (ZbDebriefAlert, expected, CHOICE, .choices = &zb_verdicts),
  ZB_FIELD (ZbDebriefAlert, claim, REAL),
  ZB_FIELD (ZbDebriefAlert, judge, REAL),
  ZB_FIELD_NAMED (ZbDebriefAlert, open_case, "case", REAL),
  ZB_FIELD (ZbDebriefAlert, dispatch, REAL),
  ZB_FIELD (ZbDebriefAlert, close, REAL),
  ZB_FIELD (ZbDebriefAlert, late, TEXTS),
  ZB_FIELD (ZbDebriefAlert, missed, TEXTS),
};

ZB_DEFINE_RECORD (ZbDebriefAlert, zb_debrief_alert, ZB_TYPE_RECORD)

static ZbField zb_debrief_step_fields[] = {
  ZB_FIELD (ZbDebriefStep, step, TEXT),       ZB_FIELD (ZbDebriefStep, n, INTEGER),
  ZB_FIELD (ZbDebriefStep, on_time, INTEGER), ZB_FIELD (ZbDebriefStep, late, INTEGER),
  ZB_FIELD (ZbDebriefStep, missed, INTEGER),  ZB_FIELD (ZbDebriefStep, median, REAL),
  ZB_FIELD (ZbDebriefStep, slowest, REAL),
};

ZB_DEFINE_RECORD (ZbDebriefStep, zb_debrief_step, ZB_TYPE_RECORD)

static ZbField zb_debrief_officer_fields[] = {
  ZB_FIELD (ZbDebriefOfficer, account, TEXT),   ZB_FIELD (ZbDebriefOfficer, name, TEXT),
  ZB_FIELD (ZbDebriefOfficer, claims, INTEGER), ZB_FIELD (ZbDebriefOfficer, verdicts, INTEGER),
  ZB_FIELD (ZbDebriefOfficer, wrong, INTEGER),  ZB_FIELD (ZbDebriefOfficer, dispatches, INTEGER),
  ZB_FIELD (ZbDebriefOfficer, claim, REAL),     ZB_FIELD (ZbDebriefOfficer, judge, REAL),
};

ZB_DEFINE_RECORD (ZbDebriefOfficer, zb_debrief_officer, ZB_TYPE_RECORD)

static ZbField zb_debrief_entry_fields[] = {
  ZB_FIELD (ZbDebriefEntry, at, TIME),   ZB_FIELD (ZbDebriefEntry, who, TEXT),
  ZB_FIELD (ZbDebriefEntry, what, TEXT), ZB_FIELD (ZbDebriefEntry, title, TEXT),
  ZB_FIELD (ZbDebriefEntry, note, TEXT),
};

ZB_DEFINE_RECORD (ZbDebriefEntry, zb_debrief_entry, ZB_TYPE_RECORD)

static ZbField zb_debrief_fields[] = {
  ZB_FIELD (ZbDebrief, drill, TEXT),
  ZB_FIELD (ZbDebrief, title, TEXT),
  ZB_FIELD (ZbDebrief, started_at, TIME),
  ZB_FIELD (ZbDebrief, ended_at, TIME),
  ZB_FIELD (ZbDebrief, deadlines_missed, INTEGER),
  ZB_FIELD (ZbDebrief, alerts, RECORDS, .record_type = zb_debrief_alert_get_type),
  ZB_FIELD (ZbDebrief, steps, RECORDS, .record_type = zb_debrief_step_get_type),
  ZB_FIELD (ZbDebrief, officers, RECORDS, .record_type = zb_debrief_officer_get_type),
  ZB_FIELD (ZbDebrief, entries, RECORDS, .record_type = zb_debrief_entry_get_type),
};

ZB_DEFINE_RECORD (ZbDebrief, zb_debrief, ZB_TYPE_RECORD)

/**
 * zb_debrief_alert_get_time:
 * @self: an alert of a drill
 * @step: which step, %ZB_DEBRIEF_CLAIM …
 *
 * Returns: (transfer none): where its time stands, in seconds; NAN where it was not taken
 */
double *
zb_debrief_alert_get_time (ZbDebriefAlert *self, guint step)
{
  double *const times[ZB_N_DEBRIEF_STEPS] = { &self->claim, &self->judge, &self->open_case, &self->dispatch,
                                              &self->close };
  g_return_val_if_fail (step < ZB_N_DEBRIEF_STEPS, &self->claim);
  return times[step];
}

/**
 * zb_debrief_alert_is_wrong:
 * @self: an alert of a drill
 *
 * Returns: whether it was judged, and not as it should have been
 */
gboolean
zb_debrief_alert_is_wrong (const ZbDebriefAlert *self)
{
  return self->expected != ZB_VERDICT_NONE && self->verdict != ZB_VERDICT_NONE &&
         self->verdict != self->expected;
}
