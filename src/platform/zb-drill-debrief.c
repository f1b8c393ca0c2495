/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a drill: worked out of the audit, which has who did what and when, and of the script, which
 * has what was expected. Nothing is kept for it beside these. */
#include "zb-drill-debrief.h"

#include "zb-case.h"
#include "zb-drill-script.h"
#include "zb-drill-sight.h"
#include "zb-json.h"

#include <math.h>

#define ALERTS_MOST 1000
#define ROWS_MOST 20000
#define ENTRIES_MOST 2000

typedef struct
{
  ZbDebriefAlert *alert;
  ZbDebriefOfficer *judge; /* who gave the last verdict */
  char *case_id;
  gint64 within[ZB_N_DEBRIEF_STEPS];
} Course;

/* From a pause to the going on. */
typedef struct
{
  gint64 from;
  gint64 until;
} Gap;

typedef struct
{
  ZbTransaction *tx;
  ZbDrill *drill;
  ZbDebrief *debrief;
  gint64 until;
  GPtrArray *courses;
  GHashTable *by_alert;
  GHashTable *officers;
  GArray *gaps;
} Work;

/* One row of the audit. */
typedef struct
{
  gint64 at;
  const char *account;
  const char *name;
  const char *action;
  const char *id;
  const char *why;
} Deed;

static void
course_free (gpointer data)
{
  Course *course = data;
  g_free (course->case_id);
  g_free (course);
}

/* --- what was raised --------------------------------------------------------------------------------- */

static void
take_expectations (Course *course, const ZbDrillExpect *expect)
{
  if (expect == NULL)
    return;
  course->alert->expected = expect->verdict;
  course->within[ZB_DEBRIEF_CLAIM] = expect->claim;
  course->within[ZB_DEBRIEF_JUDGE] = expect->judge;
  course->within[ZB_DEBRIEF_CASE] = expect->open_case;
  course->within[ZB_DEBRIEF_DISPATCH] = expect->dispatch;
  course->within[ZB_DEBRIEF_CLOSE] = expect->close;
}

static Course *
new_course (Work *work, ZbAlert *alert)
{
  Course *course = g_new0 (Course, 1);
  course->alert = g_object_new (ZB_TYPE_DEBRIEF_ALERT, NULL);
  course->alert->alert = g_strdup (ZB_ENTITY (alert)->id);
  course->alert->title = g_strdup (alert->title);
  course->alert->kind = g_strdup (alert->kind);
  course->alert->severity = alert->severity;
  course->alert->verdict = alert->verdict;
  course->case_id = g_strdup (alert->case_id);
  g_ptr_array_add (work->debrief->alerts, course->alert);
  g_ptr_array_add (work->courses, course);
  g_hash_table_insert (work->by_alert, course->alert->alert, course);
  return course;
}

static void
take_raised (Work *work, ZbStatement *row)
{
  ZbAlert *alert = zb_transaction_load (work->tx, ZB_KIND_ALERT, zb_statement_get_text (row, 2));
  g_autoptr (ZbDrillStep) step =
      zb_json_read_record_text (ZB_TYPE_DRILL_STEP, zb_statement_get_text (row, 3), -1, NULL);
  if (alert == NULL || g_hash_table_contains (work->by_alert, ZB_ENTITY (alert)->id))
    return;
  Course *course = new_course (work, alert);
  course->alert->at = zb_statement_get_int64 (row, 0);
  course->alert->clock = zb_statement_get_int64 (row, 1);
  take_expectations (course, step != NULL ? step->expect : NULL);
}

static void
read_raised (Work *work)
{
  g_autoptr (ZbStatement) rows = zb_connection_query (
      work->tx->connection, &work->tx->error,
      "SELECT at, clock, entity, body FROM drill_step WHERE drill = ? AND what = 'alert' AND entity IS NOT "
      "NULL"
      " ORDER BY at, step LIMIT ?",
      "ti", ZB_ENTITY (work->drill)->id, (gint64)ALERTS_MOST);
  while (rows != NULL && zb_statement_step (rows, &work->tx->error) == ZB_STEP_ROW)
    take_raised (work, rows);
}

/* --- what was done ----------------------------------------------------------------------------- */

static void
note_gap (Work *work, const Deed *deed)
{
  Gap gap = { deed->at, G_MAXINT64 };
  if (g_str_equal (deed->action, "drill.pause"))
    g_array_append_val (work->gaps, gap);
  else if (g_str_equal (deed->action, "drill.resume") && work->gaps->len > 0)
    g_array_index (work->gaps, Gap, work->gaps->len - 1).until = deed->at;
}

/* Seconds from @from to @until, without the pauses between them. */
static double
get_seconds (Work *work, gint64 from, gint64 until)
{
  gint64 lost = 0;
  for (guint i = 0; i < work->gaps->len; i++)
    {
      const Gap *gap = &g_array_index (work->gaps, Gap, i);
      lost += MAX (MIN (gap->until, until) - MAX (gap->from, from), 0);
    }
  return (double)MAX (until - from - lost, 0) / G_TIME_SPAN_SECOND;
}

static ZbDebriefOfficer *
get_officer (Work *work, const Deed *deed)
{
  ZbDebriefOfficer *officer = g_hash_table_lookup (work->officers, deed->account);
  if (officer != NULL)
    return officer;
  officer = g_object_new (ZB_TYPE_DEBRIEF_OFFICER, NULL);
  officer->account = g_strdup (deed->account);
  officer->name = g_strdup (deed->name);
  officer->claim = officer->judge = 0;
  g_hash_table_insert (work->officers, officer->account, officer);
  g_ptr_array_add (work->debrief->officers, officer);
  return officer;
}

static void
note_first (Work *work, Course *course, guint step, gint64 at)
{
  double *time = zb_debrief_alert_get_time (course->alert, step);
  if (isnan (*time))
    *time = get_seconds (work, course->alert->at, at);
}

static void
note_claim (Work *work, Course *course, const Deed *deed)
{
  if (!isnan (course->alert->claim))
    return;
  note_first (work, course, ZB_DEBRIEF_CLAIM, deed->at);
  ZbDebriefOfficer *officer = get_officer (work, deed);
  officer->claims++;
  officer->claim += course->alert->claim;
  g_set_str (&course->alert->officer, deed->name);
}

/* The last one counts: it could be taken back, and the alert could rise. */
static void
note_verdict (Work *work, Course *course, const Deed *deed)
{
  course->alert->judge = get_seconds (work, course->alert->at, deed->at);
  course->judge = get_officer (work, deed);
  g_set_str (&course->alert->officer, deed->name);
}

static void
note_alert (Work *work, const Deed *deed)
{
  Course *course = deed->id != NULL ? g_hash_table_lookup (work->by_alert, deed->id) : NULL;
  if (course == NULL)
    return;
  if (g_str_equal (deed->action, "alert.claim"))
    note_claim (work, course, deed);
  else if (g_str_equal (deed->action, "alert.verdict"))
    note_verdict (work, course, deed);
  else if (g_str_equal (deed->action, "alert.case"))
    note_first (work, course, ZB_DEBRIEF_CASE, deed->at);
  else if (g_str_equal (deed->action, "alert.close") || g_str_equal (deed->action, "alert.merge"))
    note_first (work, course, ZB_DEBRIEF_CLOSE, deed->at);
}

static void
note_dispatch (Work *work, const Deed *deed)
{
  get_officer (work, deed)->dispatches++;
  for (guint i = 0; i < work->courses->len; i++)
    {
      Course *course = g_ptr_array_index (work->courses, i);
      if (course->case_id != NULL && g_strcmp0 (course->case_id, deed->id) == 0)
        note_first (work, course, ZB_DEBRIEF_DISPATCH, deed->at);
    }
}

static const char *
get_title (Work *work, const char *kind, const char *id)
{
  ZbKind of = zb_choices_parse (&zb_kinds, kind);
  if (of == ZB_KIND_ALERT)
    {
      ZbAlert *alert = zb_transaction_load (work->tx, of, id);
      return alert != NULL ? alert->title : NULL;
    }
  ZbCase *matter = of == ZB_KIND_CASE ? zb_transaction_load (work->tx, of, id) : NULL;
  return matter != NULL ? matter->title : NULL;
}

static void
add_entry (Work *work, const Deed *deed, const char *title)
{
  if (work->debrief->entries->len >= ENTRIES_MOST)
    return;
  ZbDebriefEntry *entry = g_object_new (ZB_TYPE_DEBRIEF_ENTRY, NULL);
  entry->at = deed->at;
  entry->who = g_strdup (deed->name);
  entry->what = g_strdup (deed->action);
  entry->title = g_strdup (title);
  entry->note = g_strdup (deed->why);
  g_ptr_array_add (work->debrief->entries, entry);
}

static void
take_deed (Work *work, const Deed *deed)
{
  note_gap (work, deed);
  if (g_str_equal (deed->action, "deadline.past"))
    work->debrief->deadlines_missed++;
  if (deed->account == NULL)
    return;
  if (g_str_has_prefix (deed->action, "alert."))
    note_alert (work, deed);
  else if (g_str_equal (deed->action, "case.dispatch"))
    note_dispatch (work, deed);
}

static void
read_deeds (Work *work)
{
  g_autoptr (ZbStatement) rows = zb_connection_query (
      work->tx->connection, &work->tx->error,
      "SELECT at, account, name, action, kind, id, why FROM audit WHERE area = ?1 AND area >= 'drill:'"
      " AND area < 'drill;' AND at <= ?2 ORDER BY number LIMIT ?3",
      "tii", zb_drill_sight (ZB_ENTITY (work->drill)->id), work->until, (gint64)ROWS_MOST);
  while (rows != NULL && zb_statement_step (rows, &work->tx->error) == ZB_STEP_ROW)
    {
      Deed deed = { .at = zb_statement_get_int64 (rows, 0),
                    .account = zb_statement_get_text (rows, 1),
                    .name = zb_statement_get_text (rows, 2),
                    .action = zb_statement_get_text (rows, 3),
                    .id = zb_statement_get_text (rows, 5),
                    .why = zb_statement_get_text (rows, 6) };
      take_deed (work, &deed);
      add_entry (work, &deed, get_title (work, zb_statement_get_text (rows, 4), deed.id));
    }
}

/* --- what it comes to -------------------------------------------------------------------------- */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/* Returns whether it did what was expected of it, where that can be said already. */
static void
judge_step (Work *work, Course *course, guint step, ZbDebriefStep *sum, GPtrArray *late, GPtrArray *missed)
{
  double time = *zb_debrief_alert_get_time (course->alert, step);
  gint64 within = course->within[step];
  gboolean is_late = within > 0 && time > (double)within;
  gboolean could_come = get_seconds (work, course->alert->at, work->until) <= (double)within;
  gboolean goes_on = work->drill->state != ZB_DRILL_ENDED && could_come;
  sum->n += isnan (time) ? 0 : 1;
  sum->on_time += within > 0 && time <= (double)within ? 1 : 0;
  sum->late += is_late ? 1 : 0;
  if (is_late)
    g_ptr_array_add (late, (gpointer)zb_debrief_steps[step]);
  if (within <= 0 || !isnan (time) || goes_on)
    return;
  sum->missed++;
  g_ptr_array_add (missed, (gpointer)zb_debrief_steps[step]);
}

static void
judge_course (Work *work, Course *course)
{
  g_autoptr (GPtrArray) late = g_ptr_array_new (), missed = g_ptr_array_new ();
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    judge_step (work, course, step, g_ptr_array_index (work->debrief->steps, step), late, missed);
  g_ptr_array_add (late, NULL);
  g_ptr_array_add (missed, NULL);
  course->alert->late = g_strdupv ((char **)late->pdata);
  course->alert->missed = g_strdupv ((char **)missed->pdata);
  if (course->judge == NULL)
    return;
  course->judge->verdicts++;
  course->judge->judge += course->alert->judge;
  course->judge->wrong += zb_debrief_alert_is_wrong (course->alert) ? 1 : 0;
}

static void
sum_step (Work *work, guint step)
{
  ZbDebriefStep *sum = g_ptr_array_index (work->debrief->steps, step);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < work->courses->len; i++)
    {
      const Course *course = g_ptr_array_index (work->courses, i);
      double time = *zb_debrief_alert_get_time (course->alert, step);
      if (!isnan (time))
        g_array_append_val (times, time);
    }
  g_array_sort (times, compare_times);
  sum->median = times->len > 0 ? g_array_index (times, double, (times->len - 1) / 2) : NAN;
  sum->slowest = times->len > 0 ? g_array_index (times, double, times->len - 1) : NAN;
}

/* What was added up becomes a mean. */
static void
finish_officer (gpointer data, gpointer unused)
{
  ZbDebriefOfficer *officer = data;
  officer->claim = officer->claims > 0 ? officer->claim / (double)officer->claims : NAN;
  officer->judge = officer->verdicts > 0 ? officer->judge / (double)officer->verdicts : NAN;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(ZbDebriefOfficer *const *)a)->name, (*(ZbDebriefOfficer *const *)b)->name);
}

static ZbDebrief *
new_debrief (ZbDrill *drill)
{
  ZbDebrief *debrief = g_object_new (ZB_TYPE_DEBRIEF, NULL);
  debrief->drill = g_strdup (ZB_ENTITY (drill)->id);
  debrief->title = g_strdup (drill->title);
  debrief->started_at = drill->started_at;
  debrief->ended_at = drill->ended_at;
  debrief->alerts = g_ptr_array_new_with_free_func (g_object_unref);
  debrief->steps = g_ptr_array_new_with_free_func (g_object_unref);
  debrief->officers = g_ptr_array_new_with_free_func (g_object_unref);
  debrief->entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    {
      ZbDebriefStep *sum = g_object_new (ZB_TYPE_DEBRIEF_STEP, NULL);
      sum->step = g_strdup (zb_debrief_steps[step]);
      g_ptr_array_add (debrief->steps, sum);
    }
  return debrief;
}

static void
work_out (Work *work)
{
  read_raised (work);
  read_deeds (work);
  for (guint i = 0; i < work->courses->len; i++)
    judge_course (work, g_ptr_array_index (work->courses, i));
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    sum_step (work, step);
  g_ptr_array_foreach (work->debrief->officers, finish_officer, NULL);
  g_ptr_array_sort (work->debrief->officers, compare_names);
}

/**
 * zb_drill_debrief_new:
 * @tx: a transaction or view
 * @drill: a drill
 *
 * Returns: (transfer full): what came of it, until now or until its end
 */
ZbDebrief *
zb_drill_debrief_new (ZbTransaction *tx, ZbDrill *drill)
{
  Work work = { .tx = tx, .drill = drill, .debrief = new_debrief (drill) };
  work.until = drill->ended_at != 0 ? drill->ended_at : tx->now;
  work.courses = g_ptr_array_new_with_free_func (course_free);
  work.by_alert = g_hash_table_new (g_str_hash, g_str_equal);
  work.officers = g_hash_table_new (g_str_hash, g_str_equal);
  work.gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  if (tx->error == NULL)
    work_out (&work);
  g_ptr_array_unref (work.courses);
  g_hash_table_unref (work.by_alert);
  g_hash_table_unref (work.officers);
  g_array_unref (work.gaps);
  return work.debrief;
}

/**
 * zb_drill_debrief_sum:
 * @tx: a transaction
 * @drill: a drill
 *
 * Returns: (transfer full) (element-type utf8 double): what came of it, in a few numbers
 */
GHashTable *
zb_drill_debrief_sum (ZbTransaction *tx, ZbDrill *drill)
{
  g_autoptr (ZbDebrief) debrief = zb_drill_debrief_new (tx, drill);
  GHashTable *sums = zb_numbers_new ();
  guint wrong = 0;
  for (guint i = 0; i < debrief->alerts->len; i++)
    wrong += zb_debrief_alert_is_wrong (g_ptr_array_index (debrief->alerts, i)) ? 1 : 0;
  zb_numbers_set (sums, "alerts", debrief->alerts->len);
  zb_numbers_set (sums, "wrong", wrong);
  zb_numbers_set (sums, "deadlines_missed", (double)debrief->deadlines_missed);
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    {
      const ZbDebriefStep *sum = g_ptr_array_index (debrief->steps, step);
      g_autofree char *late = g_strconcat (sum->step, "_late", NULL);
      g_autofree char *missed = g_strconcat (sum->step, "_missed", NULL);
      zb_numbers_set (sums, sum->step, (double)sum->n);
      zb_numbers_set (sums, late, (double)sum->late);
      zb_numbers_set (sums, missed, (double)sum->missed);
    }
  return sums;
}
