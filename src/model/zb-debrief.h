/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbDebriefAlert, zb_debrief_alert, DEBRIEF_ALERT)
ZB_DECLARE_RECORD (ZbDebriefStep, zb_debrief_step, DEBRIEF_STEP)
ZB_DECLARE_RECORD (ZbDebriefOfficer, zb_debrief_officer, DEBRIEF_OFFICER)
ZB_DECLARE_RECORD (ZbDebriefEntry, zb_debrief_entry, DEBRIEF_ENTRY)
ZB_DECLARE_RECORD (ZbDebrief, zb_debrief, DEBRIEF)
#define ZB_TYPE_DEBRIEF_ALERT (zb_debrief_alert_get_type ())
#define ZB_TYPE_DEBRIEF_STEP (zb_debrief_step_get_type ())
#define ZB_TYPE_DEBRIEF_OFFICER (zb_debrief_officer_get_type ())
#define ZB_TYPE_DEBRIEF_ENTRY (zb_debrief_entry_get_type ())
#define ZB_TYPE_DEBRIEF (zb_debrief_get_type ())

/* The steps that are timed, in their order; their names are those of a script's expectations. */
enum
{
  ZB_DEBRIEF_CLAIM,
  ZB_DEBRIEF_JUDGE,
  ZB_DEBRIEF_CASE,
  ZB_DEBRIEF_DISPATCH,
  ZB_DEBRIEF_CLOSE,
  ZB_N_DEBRIEF_STEPS,
};

extern const char *const zb_debrief_steps[ZB_N_DEBRIEF_STEPS + 1];

/**
 * ZbDebriefAlert:
 * @alert: the id of the alert
 * @title: what it was called
 * @kind: its kind
 * @severity: its #ZbSeverity at the end
 * @at: when it was raised, µs UTC
 * @clock: the same by the script's clock, in milliseconds
 * @officer: (nullable): the name of who judged it, else of who claimed it
 * @verdict: the #ZbVerdict that it was given
 * @expected: the #ZbVerdict that is right, none where that does not matter
 * @claim: seconds until it was claimed; NAN where it was not; and so with the other steps
 * @judge: until the verdict
 * @open_case: until it had a case
 * @dispatch: until somebody was sent
 * @close: until it was closed
 * @late: (nullable): the names of the steps that took longer than was expected
 * @missed: (nullable): the names of the steps that were expected and did not come
 *
 * What became of one alert of a drill.
 */
struct _ZbDebriefAlert
{
  ZbRecord parent_instance;
  char *alert;
  char *title;
  char *kind;
  int severity;
  gint64 at;
  gint64 clock;
  char *officer;
  int verdict;
  int expected;
  double claim;
  double judge;
  double open_case;
  double dispatch;
  double close;
  char **late;
  char **missed;
};

/**
 * ZbDebriefStep:
 * @step: one of #zb_debrief_steps
 * @n: how often it was taken
 * @on_time: how often within what was expected
 * @late: how often it took longer
 * @missed: how often it was expected and did not come
 * @median: of its times, in seconds; NAN where there is none
 * @slowest: the longest, likewise
 *
 * One step, over all alerts of a drill.
 */
struct _ZbDebriefStep
{
  ZbRecord parent_instance;
  char *step;
  gint64 n;
  gint64 on_time;
  gint64 late;
  gint64 missed;
  double median;
  double slowest;
};

/**
 * ZbDebriefOfficer:
 * @account: the id of the account
 * @name: that person's name
 * @claims: how many alerts they claimed first
 * @verdicts: how many they judged
 * @wrong: how many of these verdicts were not the expected ones
 * @dispatches: how often they sent somebody
 * @claim: the mean time until they claimed, in seconds; NAN where they did not
 * @judge: the mean time until their verdict, likewise
 *
 * What one member did. It is for the talk after the exercise, and kept nowhere else.
 */
struct _ZbDebriefOfficer
{
  ZbRecord parent_instance;
  char *account;
  char *name;
  gint64 claims;
  gint64 verdicts;
  gint64 wrong;
  gint64 dispatches;
  double claim;
  double judge;
};

/**
 * ZbDebriefEntry:
 * @at: when, µs UTC
 * @who: (nullable): who, by name; %NULL for the script
 * @what: what was done, as the audit calls it, or "drill.step"
 * @title: (nullable): what it was done to
 * @note: (nullable): the reason that was given, or what happened in the script
 *
 * One line of a drill's course.
 */
struct _ZbDebriefEntry
{
  ZbRecord parent_instance;
  gint64 at;
  char *who;
  char *what;
  char *title;
  char *note;
};

/**
 * ZbDebrief:
 * @drill: the id of the drill
 * @title: what it was called
 * @started_at: µs UTC
 * @ended_at: µs UTC, 0 while it goes on
 * @deadlines_missed: how many deadlines of cases passed
 * @alerts: (nullable) (element-type ZbDebriefAlert): in the order in which they were raised
 * @steps: (nullable) (element-type ZbDebriefStep): in their order
 * @officers: (nullable) (element-type ZbDebriefOfficer): by name
 * @entries: (nullable) (element-type ZbDebriefEntry): what was done, the first first
 *
 * What came of a drill.
 */
struct _ZbDebrief
{
  ZbRecord parent_instance;
  char *drill;
  char *title;
  gint64 started_at;
  gint64 ended_at;
  gint64 deadlines_missed;
  GPtrArray *alerts;
  GPtrArray *steps;
  GPtrArray *officers;
  GPtrArray *entries;
};

double *zb_debrief_alert_get_time (ZbDebriefAlert *self, guint step);
gboolean zb_debrief_alert_is_wrong (const ZbDebriefAlert *self);

G_END_DECLS
