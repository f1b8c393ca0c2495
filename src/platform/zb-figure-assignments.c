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

/* Within the period and until now, as it counts for a unit. */
typedef struct
{
  gint64 begin;
  gint64 end;
} Span;

static void
add_span (ZbFigureAnswer *self, GHashTable *spans, gint64 unit, gint64 sent_at, gint64 ended_at)
{
  Span span = { MAX (sent_at, self->begin), MIN (ended_at, MIN (self->until, self->question->now)) };
  GArray *of_unit = g_hash_table_lookup (spans, GINT_TO_POINTER ((int)unit));
  if (of_unit == NULL)
    {
      of_unit = g_array_new (FALSE, FALSE, sizeof (Span));
      g_hash_table_insert (spans, GINT_TO_POINTER ((int)unit), of_unit);
      g_hash_table_insert (self->units, GINT_TO_POINTER ((int)unit), zb_figure_sums_new ());
    }
  if (span.end > span.begin)
    g_array_append_val (of_unit, span);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *s = a, *t = b;
  return s->begin < t->begin ? -1 : s->begin > t->begin;
}

/* In the order of their beginnings, each adds what lies beyond the end of those before. */
static void
add_busy (gpointer unit, gpointer data, gpointer answer)
{
  GArray *spans = data;
  ZbFigureSums *load = g_hash_table_lookup (((ZbFigureAnswer *)answer)->units, unit);
  gint64 until = 0, busy = 0;
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      busy += MAX (0, span->end - MAX (span->begin, until));
      until = MAX (until, span->end);
    }
  load->counts[ZB_SUM_BUSY_S] = busy / 1000;
}

static void
add_row (ZbFigureAnswer *self, GHashTable *spans, ZbStatement *row)
{
  gint64 sent_at = zb_statement_get_int64 (row, SENT_AT), kind = zb_statement_get_int64 (row, KIND);
  gint64 unit = zb_statement_get_int64 (row, UNIT);
  int place = zb_figure_answer_place (self, zb_statement_get_int64 (row, AREA));
  int state = (int)zb_statement_get_int64 (row, STATE);
  if (place < 0 || (self->kind != 0 && self->kind != kind))
    return;
  if (unit != 0)
    add_span (self, spans, unit, sent_at, zb_statement_get_int64 (row, ENDED_AT));
  if (sent_at < self->begin)
    return;
  ZbFigureKey key =
      zb_figure_answer_key (self, sent_at, place, zb_statement_get_int64 (row, ORGANISATION), kind);
  add_sent (self->total, state);
  add_sent (unit != 0 ? g_hash_table_lookup (self->units, GINT_TO_POINTER ((int)unit)) : NULL, state);
  add_sent (zb_figure_answer_group (self, &key, CAN), state);
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
  g_autoptr (GHashTable) spans =
      g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify)g_array_unref);
  g_autoptr (ZbStatement) rows = zb_connection_query (
      self->connection, error,
      "SELECT sent_at, ended_at, state, area, kind, unit, organisation FROM assignment_fact"
      " WHERE ended_at >= ? AND sent_at < ? AND mode = ?",
      "iii", self->begin, self->until, (gint64)self->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    add_row (self, spans, rows);
  g_hash_table_foreach (spans, add_busy, self);
  return step == ZB_STEP_DONE && !zb_figure_answer_is_full (self, error);
}
