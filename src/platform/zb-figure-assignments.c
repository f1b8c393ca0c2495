/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assignments count where and when they were sent. The load of a unit is also the time in which it had any:
 * two at the same time do not make it twice as long. */
#include "zb-fact-schema.h"
#include "zb-figure-question.h"

#include "zb-assignment.h"

#define CAN (ZB_FIGURE_BY_TIME | ZB_FIGURE_BY_SUBDISTRICT | ZB_FIGURE_BY_ORGANISATION | ZB_FIGURE_BY_KIND)

enum
{
  SENT_AT,
  ENDED_AT,
  STATE,
  AREA,
  KIND,
  UNIT,
  ORGANISATION,
};

static void
add_sent (ZbFigureSums *sums, int state)
{
  if (sums == NULL)
    return;
  sums->counts[ZB_SUM_ASSIGNMENTS]++;
  sums->counts[ZB_SUM_DECLINED] += state == ZB_ASSIGNMENT_DECLINED;
  sums->counts[ZB_SUM_HANDED_BACK] += state == ZB_ASSIGNMENT_HANDED_BACK;
}

/* Rows come in the order of sending: what a unit was busy with before reaches until `busy_until`. */
static void
add_busy (ZbFigureAnswer *self, GHashTable *busy_until, gint64 unit, gint64 sent_at, gint64 ended_at)
{
  gint64 *until = g_hash_table_lookup (busy_until, GINT_TO_POINTER ((int)unit));
  ZbFigureSums *sums = g_hash_table_lookup (self->units, GINT_TO_POINTER ((int)unit));
  gint64 begin = MAX (MAX (sent_at, self->begin), until != NULL ? *until : 0);
  gint64 end = MIN (ended_at, MIN (self->until, self->question->now));
  if (end <= begin)
    return;
  sums->counts[ZB_SUM_BUSY_S] += end - begin; /* ms until all are added */
  if (until == NULL)
    {
      until = g_new (gint64, 1);
      g_hash_table_insert (busy_until, GINT_TO_POINTER ((int)unit), until);
    }
  *until = end;
}

static void
add_row (ZbFigureAnswer *self, GHashTable *busy_until, ZbStatement *row)
{
  gint64 sent_at = zb_statement_get_int64 (row, SENT_AT), kind = zb_statement_get_int64 (row, KIND);
  gint64 unit = zb_statement_get_int64 (row, UNIT);
  int place = zb_figure_answer_place (self, zb_statement_get_int64 (row, AREA));
  int state = (int)zb_statement_get_int64 (row, STATE);
  if (place < 0 || (self->kind != 0 && self->kind != kind))
    return;
  ZbFigureSums *load = unit != 0 ? g_hash_table_lookup (self->units, GINT_TO_POINTER ((int)unit)) : NULL;
  if (unit != 0 && load == NULL)
    {
      load = zb_figure_sums_new ();
      g_hash_table_insert (self->units, GINT_TO_POINTER ((int)unit), load);
    }
  if (unit != 0)
    add_busy (self, busy_until, unit, sent_at, zb_statement_get_int64 (row, ENDED_AT));
  if (sent_at < self->begin)
    return;
  ZbFigureKey key =
      zb_figure_answer_key (self, sent_at, place, zb_statement_get_int64 (row, ORGANISATION), kind);
  add_sent (self->total, state);
  add_sent (load, state);
  add_sent (zb_figure_answer_group (self, &key, CAN), state);
}

static void
make_seconds (gpointer unit, gpointer sums, gpointer unused)
{
  ((ZbFigureSums *)sums)->counts[ZB_SUM_BUSY_S] /= 1000;
}

/**
 * zb_figure_add_assignments:
 * @self: an answer
 * @error: return location for an error
 *
 * Adds the assignments that were sent or open in its period.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_figure_add_assignments (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (GHashTable) busy_until = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  g_autoptr (ZbStatement) rows = zb_connection_query (
      self->connection, error,
      "SELECT sent_at, ended_at, state, area, kind, unit, organisation FROM assignment_fact"
      " WHERE ended_at >= ? AND sent_at < ? AND mode = ? ORDER BY sent_at",
      "iii", self->begin, self->until, (gint64)self->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    add_row (self, busy_until, rows);
  g_hash_table_foreach (self->units, make_seconds, NULL);
  return step == ZB_STEP_DONE && !zb_figure_answer_is_full (self, error);
}
