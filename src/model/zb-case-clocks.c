/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of a case: accept, arrive, finish. They start at dispatch by the plan and the severity,
 * are near when 80 % of their time is gone, and a missed one tells the next level. A platform calls
 * zb_case_tick() when zb_case_next_tick() says; a console only reads. */
#include "zb-case-clocks.h"

#include "zb-case-machine.h"

static const char *const names[ZB_N_CLOCKS] = { "accept", "arrive", "finish" };
static const char *const levels[] = { "committee", "subdistrict", "district" };

#define NEAR_PERCENT 80

/* Minutes where a plan says nothing. */
static const gint64 usual[ZB_N_SEVERITIES][ZB_N_CLOCKS] = {
  [ZB_SEVERITY_NONE] = { 60, 240, 4320 },  [ZB_SEVERITY_LOW] = { 60, 240, 4320 },
  [ZB_SEVERITY_MEDIUM] = { 30, 60, 1440 }, [ZB_SEVERITY_HIGH] = { 10, 30, 480 },
  [ZB_SEVERITY_URGENT] = { 5, 20, 240 },
};

static gint64
minutes_or (gint64 minutes, gint64 otherwise)
{
  return (minutes > 0 ? minutes : otherwise) * G_TIME_SPAN_MINUTE;
}

/**
 * zb_case_start_clocks:
 * @self: a case that is being dispatched
 * @plan: (nullable): the plan for its kind
 * @now: µs UTC
 *
 * Sets the deadlines by plan and severity. A later deadline that the case was granted before stays.
 */
void
zb_case_start_clocks (ZbCase *self, const ZbPlan *plan, gint64 now)
{
  const ZbPlanTimes *times = plan ? zb_plan_find_times (plan, self->severity) : NULL;
  const gint64 *otherwise = usual[CLAMP (self->severity, 0, ZB_N_SEVERITIES - 1)];
  gint64 granted = self->deadlines ? self->deadlines->finish : 0;
  ZbDeadlines *deadlines = g_object_new (ZB_TYPE_DEADLINES, NULL);

  deadlines->accept = now + minutes_or (times ? times->accept : 0, otherwise[0]);
  deadlines->arrive = now + minutes_or (times ? times->arrive : 0, otherwise[1]);
  deadlines->finish = MAX (granted, now + minutes_or (times ? times->finish : 0, otherwise[2]));
  g_set_object (&self->deadlines, deadlines);
  g_object_unref (deadlines);
}

/**
 * zb_case_stop_clocks:
 * @self: a case that goes back to being filed
 */
void
zb_case_stop_clocks (ZbCase *self)
{
  g_clear_object (&self->deadlines);
}

/**
 * zb_case_shift_clocks:
 * @self: a case that was suspended
 * @by: for how long, µs
 *
 * Gives back the time that the case was made to wait.
 */
void
zb_case_shift_clocks (ZbCase *self, gint64 by)
{
  ZbDeadlines *deadlines = self->deadlines;
  if (!deadlines)
    return;
  deadlines->accept += deadlines->accept ? by : 0;
  deadlines->arrive += deadlines->arrive ? by : 0;
  deadlines->finish += deadlines->finish ? by : 0;
}

static gboolean
is_running (int step, GPtrArray *assignments, guint clock, gint64 since)
{
  if (step != ZB_STEP_DISPATCHED && (step != ZB_STEP_HANDLING || clock == 0))
    return FALSE;
  for (guint i = 0; clock == 1 && assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      if (assignment->sent_at >= since && (assignment->on_scene_at || assignment->done_at))
        return FALSE;
    }
  return TRUE;
}

static guint
get_clocks_at (const ZbCase *self, int step, GPtrArray *assignments, ZbClock clocks[ZB_N_CLOCKS])
{
  const ZbDeadlines *deadlines = self->deadlines;
  const ZbStepTime *start = zb_case_find_step (self, ZB_STEP_DISPATCHED);
  if (!deadlines || !start)
    return 0;
  const gint64 due[ZB_N_CLOCKS] = { deadlines->accept, deadlines->arrive, deadlines->finish };
  for (guint i = 0; i < ZB_N_CLOCKS; i++)
    clocks[i] = (ZbClock){ names[i], start->at + (due[i] - start->at) / 100 * NEAR_PERCENT, due[i],
                           due[i] > 0 && is_running (step, assignments, i, start->at) };
  return ZB_N_CLOCKS;
}

/**
 * zb_case_get_clocks:
 * @self: a case
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 * @clocks: (out): is filled in the order in which they usually end
 *
 * Returns: how many clocks the case has: none before dispatch, else %ZB_N_CLOCKS
 */
guint
zb_case_get_clocks (const ZbCase *self, GPtrArray *assignments, ZbClock clocks[ZB_N_CLOCKS])
{
  return get_clocks_at (self, self->step, assignments, clocks);
}

/* Clocks end in their order, so that the last one named says which have been told of. */
static int
index_of (const char *name)
{
  for (int i = 0; i < ZB_N_CLOCKS; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return -1;
}

static gint64
next_of (const ZbCase *self, int clock, const ZbClock *time, gboolean *past)
{
  if (!time->running || index_of (self->deadlines->past_due) >= clock)
    return 0;
  *past = index_of (self->deadlines->near_due) >= clock;
  return *past ? time->due_at : time->near_at;
}

static gint64
find_next (const ZbCase *self, GPtrArray *assignments, ZbClockNews *news)
{
  ZbClock clocks[ZB_N_CLOCKS];
  guint n_clocks = zb_case_get_clocks (self, assignments, clocks);
  gint64 first = 0;
  for (guint i = 0; i < n_clocks; i++)
    {
      gboolean past = FALSE;
      gint64 at = next_of (self, i, &clocks[i], &past);
      if (at && (!first || at < first))
        {
          first = at;
          *news = (ZbClockNews){ clocks[i].name, past };
        }
    }
  return first;
}

/**
 * zb_case_next_tick:
 * @self: a case
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 *
 * Returns: when zb_case_tick() will next have something to say, µs UTC; 0 for never
 */
gint64
zb_case_next_tick (const ZbCase *self, GPtrArray *assignments)
{
  ZbClockNews news;
  return find_next (self, assignments, &news);
}

static const char *
next_level (const char *told)
{
  guint n = G_N_ELEMENTS (levels);
  for (guint i = 0; i + 1 < n; i++)
    if (g_strcmp0 (told, levels[i]) == 0)
      return levels[i + 1];
  return told ? levels[n - 1] : levels[0];
}

/**
 * zb_case_tick:
 * @self: a case of the platform's own
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 * @now: µs UTC
 * @news: (out): what was found
 *
 * Marks the next clock that has come near or passed; to be called until it says no.
 *
 * Returns: whether there was one
 */
gboolean
zb_case_tick (ZbCase *self, GPtrArray *assignments, gint64 now, ZbClockNews *news)
{
  gint64 at = find_next (self, assignments, news);
  if (!at || at > now)
    return FALSE;
  g_set_str (news->past ? &self->deadlines->past_due : &self->deadlines->near_due, news->clock);
  if (news->past)
    g_set_str (&self->deadlines->told, next_level (self->deadlines->told));
  return TRUE;
}

static gboolean
settle (char **mark, const ZbClock *clocks, guint n_clocks)
{
  int clock = index_of (*mark);
  if (clock < 0 || (clock < (int)n_clocks && clocks[clock].running))
    return FALSE;
  g_clear_pointer (mark, g_free);
  return TRUE;
}

/**
 * zb_case_settle_clocks:
 * @self: a case of the platform's own
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 *
 * Takes away the marks of clocks that no longer run: what they waited for has happened. Who was
 * told of a missed one stays told. A suspended case is judged by the step that it goes back to: its clocks
 * stand still, and what they wait for has not happened.
 *
 * Returns: whether a mark was taken away
 */
gboolean
zb_case_settle_clocks (ZbCase *self, GPtrArray *assignments)
{
  const int step = self->step == ZB_STEP_SUSPENDED ? self->resume_step : self->step;
  ZbClock clocks[ZB_N_CLOCKS];
  if (!self->deadlines)
    return FALSE;
  guint n_clocks = get_clocks_at (self, step, assignments, clocks);
  gboolean near = settle (&self->deadlines->near_due, clocks, n_clocks);
  gboolean past = settle (&self->deadlines->past_due, clocks, n_clocks);
  return near || past;
}
