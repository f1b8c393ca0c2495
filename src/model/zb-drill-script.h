/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-problem.h"

G_BEGIN_DECLS

/* What a script may hold. A shift has eight hours; a drill that takes longer is none. */
#define ZB_DRILL_STEPS_MOST 200
#define ZB_DRILL_MINUTES_MOST 480
#define ZB_DRILL_WITHIN_MOST (10 * 3600)

/**
 * ZbDrillDo:
 * @ZB_DRILL_DO_ALERT: an alert is raised
 * @ZB_DRILL_DO_AGAIN: an alert of an earlier step is raised again
 * @ZB_DRILL_DO_RISE: the same, and graver
 * @ZB_DRILL_DO_MESSAGE: the members are told something
 * @ZB_DRILL_DO_DECLINE: a unit that was sent declines: the one that has not answered, else the next
 * @ZB_DRILL_DO_LATE: the next unit that goes is late by so many seconds
 * @ZB_DRILL_DO_CAMERA_LOST: the line of a camera counts as lost
 *
 * What happens in a step of a script.
 */
typedef enum
{
  ZB_DRILL_DO_NONE,
  ZB_DRILL_DO_ALERT,
  ZB_DRILL_DO_AGAIN,
  ZB_DRILL_DO_RISE,
  ZB_DRILL_DO_MESSAGE,
  ZB_DRILL_DO_DECLINE,
  ZB_DRILL_DO_LATE,
  ZB_DRILL_DO_CAMERA_LOST,
} ZbDrillDo;

extern const ZbChoices zb_drill_dos;

ZB_DECLARE_RECORD (ZbDrillExpect, zb_drill_expect, DRILL_EXPECT)
ZB_DECLARE_RECORD (ZbDrillStep, zb_drill_step, DRILL_STEP)
ZB_DECLARE_RECORD (ZbDrillScript, zb_drill_script, DRILL_SCRIPT)
#define ZB_TYPE_DRILL_EXPECT (zb_drill_expect_get_type ())
#define ZB_TYPE_DRILL_STEP (zb_drill_step_get_type ())
#define ZB_TYPE_DRILL_SCRIPT (zb_drill_script_get_type ())

/**
 * ZbDrillExpect:
 * @verdict: the #ZbVerdict that is right
 * @claim: within how many seconds it has to be claimed; 0 where that does not matter
 * @judge: the same for the verdict
 * @open_case: the same for its case
 * @dispatch: the same for somebody being sent
 * @close: the same for the end of the alert
 *
 * What is expected of the members after an alert, counted in life's seconds from when it was raised: a script
 * that runs faster makes nobody think faster. Pauses do not count.
 */
struct _ZbDrillExpect
{
  ZbRecord parent_instance;
  int verdict;
  gint64 claim;
  gint64 judge;
  gint64 open_case;
  gint64 dispatch;
  gint64 close;
};

/**
 * ZbDrillStep:
 * @at: when, in seconds of the script's time
 * @what: a #ZbDrillDo
 * @name: (nullable): a name by which later steps speak of this alert
 * @of: (nullable): the name of the alert of an earlier step
 * @kind: (nullable): for an alert, its kind
 * @severity: for an alert, its #ZbSeverity; for a rise, the one it rises to
 * @title: (nullable): for an alert, in Chinese
 * @description: (nullable): more words
 * @place: (nullable): where it is, in words; else the name of the device or area
 * @device: (nullable): a kind of device: one of these, in @area if that is given, is where it happens
 * @area: (nullable): the name of an area
 * @location: where it is, if neither device nor area says it
 * @evidence: (nullable): the ids of pictures that the platform has
 * @text: (nullable): for a message or a reason, in words
 * @seconds: for a delay, how long
 * @expect: (nullable): what is expected of the members
 *
 * One step of a script.
 */
struct _ZbDrillStep
{
  ZbRecord parent_instance;
  gint64 at;
  int what;
  char *name;
  char *of;
  char *kind;
  int severity;
  char *title;
  char *description;
  char *place;
  char *device;
  char *area;
  ZbPoint location;
  char **evidence;
  char *text;
  gint64 seconds;
  ZbDrillExpect *expect;
};

/**
 * ZbDrillScript:
 * @title: what it is called
 * @summary: (nullable): what is practised, in words for the members
 * @minutes: how long it takes, at life's speed
 * @steps: (element-type ZbDrillStep): what happens, in the order of their times
 *
 * What a drill plays.
 */
struct _ZbDrillScript
{
  ZbRecord parent_instance;
  char *title;
  char *summary;
  gint64 minutes;
  GPtrArray *steps;
};

ZbProblem *zb_drill_script_check (const ZbDrillScript *self);
ZbProblem *zb_drill_step_check (const ZbDrillStep *self);
const ZbDrillStep *zb_drill_script_find (const ZbDrillScript *self, const char *name);

G_END_DECLS
