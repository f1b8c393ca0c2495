/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases count where they were received, except that closing counts when it happened, and that a case is in
 * hand at the end of each day or shift before which it was received and after which it was over. */
#include "zb-fact-schema.h"
#include "zb-figure-question.h"

#define CAN (ZB_FIGURE_BY_TIME | ZB_FIGURE_BY_SUBDISTRICT | ZB_FIGURE_BY_ORGANISATION | ZB_FIGURE_BY_KIND)

enum
{
  AT,
  OVER_AT,
  OVER,
  AREA,
  KIND,
  ORGANISATION,
  FILED_AT,
  DISPATCHED_AT,
  ACCEPTED_AT,
  ARRIVED_AT,
  REPORTED_AT,
  CHECKING_AT,
  LATE,
  PAST,
  RETURNED,
  REOPENED,
  ON_TIME,
  N_COLUMNS,
};

/* A row, and to what it belongs. */
typedef struct
{
  gint64 values[N_COLUMNS];
  int place;
} Row;

/* How many cases more are in hand in each slot than in the one before. */
typedef struct
{
  ZbFigureKey key;
  gint32 *more;
} InHand;

static void
in_hand_free (gpointer data)
{
  InHand *in_hand = data;
  g_free (in_hand->more);
  g_free (in_hand);
}

/* --- received ------------------------------------------------------------------------------------- */

static void
add_time (ZbFigureSums *sums, ZbTimeTaken which, const Row *row, int from, int to)
{
  if (row->values[from] != 0 && row->values[to] != 0)
    zb_figure_sums_take_time (sums, which, (row->values[to] - row->values[from]) / 1000);
}

static void
add_times (ZbFigureSums *sums, const Row *row)
{
  add_time (sums, ZB_TIME_FILE, row, AT, FILED_AT);
  add_time (sums, ZB_TIME_DISPATCH, row, FILED_AT, DISPATCHED_AT);
  add_time (sums, ZB_TIME_ACCEPT, row, DISPATCHED_AT, ACCEPTED_AT);
  add_time (sums, ZB_TIME_ARRIVE, row, DISPATCHED_AT, ARRIVED_AT);
  add_time (sums, ZB_TIME_HANDLE, row, ACCEPTED_AT, REPORTED_AT);
  add_time (sums, ZB_TIME_FINISH, row, DISPATCHED_AT, REPORTED_AT);
  if (row->values[OVER] != ZB_FACT_CLOSED)
    return;
  add_time (sums, ZB_TIME_CHECK, row, CHECKING_AT, OVER_AT);
  add_time (sums, ZB_TIME_CLOSE, row, AT, OVER_AT);
}

static void
add_received (ZbFigureSums *sums, const Row *row)
{
  if (sums == NULL)
    return;
  sums->counts[ZB_SUM_CASES]++;
  sums->counts[ZB_SUM_VOID] += row->values[OVER] == ZB_FACT_VOID;
  sums->counts[ZB_SUM_NOT_VOID] += row->values[OVER] != ZB_FACT_VOID;
  sums->counts[ZB_SUM_CLOSED_OF_RECEIVED] += row->values[OVER] == ZB_FACT_CLOSED;
  sums->counts[ZB_SUM_OVERDUE] += row->values[LATE] != 0;
  sums->counts[ZB_SUM_RETURNED] += row->values[RETURNED] > 0;
  sums->counts[ZB_SUM_REOPENED] += row->values[REOPENED] > 0;
  add_times (sums, row);
}

static void
add_closed (ZbFigureSums *sums, const Row *row)
{
  if (sums == NULL)
    return;
  sums->counts[ZB_SUM_CLOSED]++;
  sums->counts[ZB_SUM_ON_TIME] += row->values[ON_TIME] != 0;
}

/* --- in hand ---------------------------------------------------------------------------------------- */

static ZbFigureKey
key_at (ZbFigureAnswer *self, const Row *row, gint64 at)
{
  return zb_figure_answer_key (self, at, row->place, row->values[ORGANISATION], row->values[KIND]);
}

static void
add_in_hand (ZbFigureAnswer *self, GHashTable *all, const Row *row)
{
  guint n = self->slots->len - 1;
  ZbFigureKey key = key_at (self, row, row->values[AT]);
  key.day = key.shift = -1;
  InHand *in_hand = g_hash_table_lookup (all, &key);
  if (in_hand == NULL)
    {
      in_hand = g_new0 (InHand, 1);
      in_hand->key = key;
      in_hand->more = g_new0 (gint32, n + 1);
      g_hash_table_insert (all, &in_hand->key, in_hand);
    }
  in_hand->more[zb_figure_answer_slot (self, row->values[AT])]++;
  if (row->values[OVER_AT] < self->until)
    in_hand->more[zb_figure_answer_slot (self, row->values[OVER_AT])]--;
}

/* Where several slots make one group, as all nights do, the last one counts. */
static void
spread (ZbFigureAnswer *self, const InHand *in_hand)
{
  gint64 n = 0;
  for (guint i = 0; i + 1 < self->slots->len; i++)
    {
      gint64 begin = g_array_index (self->slots, gint64, i);
      if (begin >= self->until)
        return;
      n += in_hand->more[i];
      ZbFigureKey at = zb_figure_answer_key (self, begin, 0, 0, 0), key = in_hand->key;
      key.day = at.day;
      key.shift = at.shift;
      ZbFigureSums *group = n > 0 || g_hash_table_contains (self->groups, &key)
                                ? zb_figure_answer_group (self, &key, CAN)
                                : NULL;
      if (group != NULL)
        group->counts[ZB_SUM_IN_HAND] = n;
    }
}

static void
spread_all (ZbFigureAnswer *self, GHashTable *all)
{
  GHashTableIter iter;
  gpointer in_hand;
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &in_hand))
    spread (self, in_hand);
}

/* --- rows -------------------------------------------------------------------------------------------- */

static gboolean
read_row (ZbFigureAnswer *self, ZbStatement *statement, Row *row)
{
  for (int i = 0; i < N_COLUMNS; i++)
    row->values[i] = zb_statement_get_int64 (statement, i);
  row->place = zb_figure_answer_place (self, row->values[AREA]);
  return row->place >= 0 && (self->kind == 0 || self->kind == row->values[KIND]);
}

static void
add_row (ZbFigureAnswer *self, GHashTable *in_hand, const Row *row)
{
  if (row->values[AT] >= self->begin)
    {
      ZbFigureKey key = key_at (self, row, row->values[AT]);
      add_received (self->total, row);
      add_received (zb_figure_answer_group (self, &key, CAN), row);
    }
  if (row->values[OVER] == ZB_FACT_CLOSED && row->values[OVER_AT] < self->until)
    {
      ZbFigureKey key = key_at (self, row, row->values[OVER_AT]);
      add_closed (self->total, row);
      add_closed (zb_figure_answer_group (self, &key, CAN), row);
    }
  self->total->counts[ZB_SUM_IN_HAND] += row->values[OVER_AT] >= self->until;
  self->total->counts[ZB_SUM_OVERDUE_NOW] += row->values[OVER] == ZB_FACT_OPEN && row->values[PAST] != 0;
  if (self->question->by != 0)
    add_in_hand (self, in_hand, row);
}

static guint
hash_of_key (gconstpointer key)
{
  const ZbFigureKey *k = key;
  return (guint)k->subdistrict * 31u + (guint)k->organisation * 8191u + (guint)k->kind * 131071u;
}

static gboolean
same_key (gconstpointer a, gconstpointer b)
{
  const ZbFigureKey *k = a, *l = b;
  return k->subdistrict == l->subdistrict && k->organisation == l->organisation && k->kind == l->kind;
}

/**
 * zb_figure_add_cases:
 * @self: an answer
 * @error: return location for an error
 *
 * Adds the cases that were received, in hand or over in its period.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_figure_add_cases (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (GHashTable) in_hand = g_hash_table_new_full (hash_of_key, same_key, NULL, in_hand_free);
  g_autoptr (ZbStatement) rows = zb_connection_query (
      self->connection, error,
      "SELECT at, over_at, over, area, kind, organisation, filed_at, dispatched_at, accepted_at, arrived_at,"
      " reported_at, checking_at, late, past, returned, reopened, on_time FROM case_fact"
      " WHERE over_at >= ? AND at < ? AND mode = ?",
      "iii", self->begin, self->until, (gint64)self->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  Row row;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (read_row (self, rows, &row))
      add_row (self, in_hand, &row);
  spread_all (self, in_hand);
  return step == ZB_STEP_DONE && !zb_figure_answer_is_full (self, error);
}
