/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alerts count where and when they were received. Millions of rows: what is done for each is little. */
#include "zb-fact-schema.h"
#include "zb-figure-question.h"

#include "zb-alert.h"

#define CAN (ZB_FIGURE_BY_TIME | ZB_FIGURE_BY_SUBDISTRICT | ZB_FIGURE_BY_KIND)

/* A row, each column read once. */
typedef struct
{
  gint64 at;
  gint64 kind;
  gint64 occurrences;
  gint64 claim_s;   /* -1 where nobody has claimed it */
  gint64 verdict_s; /* -1 where it has no verdict */
  int place;
  int severity;
  int verdict;
} Row;

static const int sum_of_verdict[] = { [ZB_VERDICT_TRUE] = ZB_SUM_TRUE,
                                      [ZB_VERDICT_FALSE] = ZB_SUM_FALSE,
                                      [ZB_VERDICT_TEST] = ZB_SUM_TEST,
                                      [ZB_VERDICT_UNDETERMINED] = ZB_SUM_UNDETERMINED };

/**
 * zb_figure_find_alerts:
 * @connection: a connection
 * @begin: ms since 1970 UTC
 * @end: the same
 * @first: (out): all alerts received from @begin to @end are in rows from this one
 * @last: (out): to this one; less than @first where there is none
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it could look
 */
gboolean
zb_figure_find_alerts (ZbConnection *connection, gint64 begin, gint64 end, gint64 *first, gint64 *last,
                       GError **error)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, error, "SELECT min (block), max (block) FROM alert_block WHERE hour >= ? AND hour <= ?",
      "ii", begin / ZB_FACT_HOUR_MS, end / ZB_FACT_HOUR_MS);
  if (row == NULL || zb_statement_step (row, error) != ZB_STEP_ROW)
    return FALSE;
  gboolean none = zb_statement_is_null (row, 0);
  *first = none ? 1 : zb_statement_get_int64 (row, 0) << ZB_FACT_BLOCK_BITS;
  *last = none ? 0 : ((zb_statement_get_int64 (row, 1) + 1) << ZB_FACT_BLOCK_BITS) - 1;
  return TRUE;
}

static gboolean
is_verdict (int verdict)
{
  return verdict > ZB_VERDICT_NONE && verdict < (int)G_N_ELEMENTS (sum_of_verdict);
}

static void
add_to (ZbFigureSums *sums, const Row *row)
{
  sums->counts[ZB_SUM_ALERTS]++;
  sums->counts[ZB_SUM_OCCURRENCES] += row->occurrences;
  sums->counts[ZB_SUM_HIGH] += row->severity >= ZB_SEVERITY_HIGH;
  sums->counts[ZB_SUM_CLAIMED] += row->claim_s >= 0;
  if (is_verdict (row->verdict))
    {
      sums->counts[ZB_SUM_JUDGED]++;
      sums->counts[sum_of_verdict[row->verdict]]++;
    }
  if (row->claim_s >= 0)
    zb_figure_sums_take_time (sums, ZB_TIME_CLAIM, row->claim_s);
  if (row->verdict_s >= 0)
    zb_figure_sums_take_time (sums, ZB_TIME_VERDICT, row->verdict_s);
}

static void
add_source (ZbFigureAnswer *self, gint64 number, int verdict)
{
  if (number <= 0 || number >= self->sources->len)
    return;
  ZbFigureSource *source = &g_array_index (self->sources, ZbFigureSource, number);
  source->alerts++;
  if (is_verdict (verdict))
    source->verdicts[verdict]++;
}

/* A clock that went back has made no time, rather than none at all. */
static gint64
read_time (ZbStatement *statement, int column)
{
  gint64 seconds = zb_statement_get_int64 (statement, column);
  return seconds > 0 ? seconds : zb_statement_is_null (statement, column) ? -1 : 0;
}

static void
add_row (ZbFigureAnswer *self, ZbStatement *statement)
{
  Row row = { .at = zb_statement_get_int64 (statement, 0), .kind = zb_statement_get_int64 (statement, 2) };
  row.place = zb_figure_answer_place (self, zb_statement_get_int64 (statement, 1));
  if (row.place < 0 || (self->kind != 0 && self->kind != row.kind))
    return;
  row.severity = (int)zb_statement_get_int64 (statement, 3);
  row.occurrences = zb_statement_get_int64 (statement, 4);
  row.claim_s = read_time (statement, 5);
  row.verdict = (int)zb_statement_get_int64 (statement, 6);
  row.verdict_s = read_time (statement, 7);
  ZbFigureKey key = zb_figure_answer_key (self, row.at, row.place, 0, row.kind);
  ZbFigureSums *group = zb_figure_answer_group (self, &key, CAN);
  add_to (self->total, &row);
  if (group != NULL)
    add_to (group, &row);
  add_source (self, zb_statement_get_int64 (statement, 8), row.verdict);
  add_source (self, zb_statement_get_int64 (statement, 9), row.verdict);
}

/**
 * zb_figure_add_alerts:
 * @self: an answer
 * @error: return location for an error
 *
 * Adds the alerts received in its period.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_figure_add_alerts (ZbFigureAnswer *self, GError **error)
{
  gint64 first, last;
  if (!zb_figure_find_alerts (self->connection, self->begin, self->end, &first, &last, error))
    return FALSE;
  g_autoptr (ZbStatement) rows = zb_connection_query (
      self->connection, error,
      "SELECT at, area, kind, severity, occurrences, claim_s, verdict, verdict_s, algorithm, device"
      " FROM alert_fact WHERE rid BETWEEN ? AND ? AND at >= ? AND at < ? AND mode = ?",
      "iiiii", first, last, self->begin, self->end, (gint64)self->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    add_row (self, rows);
  return step == ZB_STEP_DONE && !zb_figure_answer_is_full (self, error);
}
