/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-plan.h"

G_BEGIN_DECLS

/**
 * ZbClock:
 * @name: "accept", "arrive" or "finish"
 * @near_at: when 80 % of its time is gone, µs UTC
 * @due_at: its end, µs UTC
 * @running: whether what it waits for has not happened yet
 *
 * One of the clocks of a case.
 */
typedef struct
{
  const char *name;
  gint64 near_at;
  gint64 due_at;
  gboolean running;
} ZbClock;
#define ZB_N_CLOCKS 3

/**
 * ZbClockNews:
 * @clock: the name of the clock
 * @past: whether it has passed; else it is near
 */
typedef struct
{
  const char *clock;
  gboolean past;
} ZbClockNews;

void zb_case_start_clocks (ZbCase *self, const ZbPlan *plan, gint64 now);
void zb_case_stop_clocks (ZbCase *self);
void zb_case_shift_clocks (ZbCase *self, gint64 by);
guint zb_case_get_clocks (const ZbCase *self, GPtrArray *assignments, ZbClock clocks[ZB_N_CLOCKS]);
gint64 zb_case_next_tick (const ZbCase *self, GPtrArray *assignments);
gboolean zb_case_tick (ZbCase *self, GPtrArray *assignments, gint64 now, ZbClockNews *news);
gboolean zb_case_settle_clocks (ZbCase *self, GPtrArray *assignments);

G_END_DECLS
