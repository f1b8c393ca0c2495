/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where alerts were received: counted by the cells of a grid that lies still, so that two answers can be
 * compared. Facts have no place, the alert itself has. */
#include "zb-fact-schema.h"
#include "zb-figure-answer.h"
#include "zb-geojson.h"

#include <math.h>

/* Cells of 0.0015° are 167 m high, and 143 m wide in Shanghai. */
#define CELLS_A_DEGREE (1 / 0.0015)
#define MAX_CELLS 4000

typedef struct
{
  gint64 cell; /* the row above, the column below */
  gint64 alerts;
} Count;

typedef struct
{
  GHashTable *counts; /* cell → Count */
  gint64 alerts;
} Density;

static void
count_at (Density *density, double lon, double lat)
{
  const gint64 column = (gint64)floor ((lon + 180) * CELLS_A_DEGREE);
  const gint64 row = (gint64)floor ((lat + 90) * CELLS_A_DEGREE), cell = row << 32 | column;
  Count *count = g_hash_table_lookup (density->counts, &cell);
  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->cell = cell;
      g_hash_table_insert (density->counts, &count->cell, count);
    }
  count->alerts++;
}

static gboolean
count_alerts (ZbFigureAnswer *answer, gint64 begin, Density *density, GError **error)
{
  gint64 first, last;
  if (!zb_figure_find_alerts (answer->connection, begin, answer->question->now, &first, &last, error))
    return FALSE;
  g_autoptr (ZbStatement) rows = zb_connection_query (
      answer->connection, error,
      "SELECT f.area, e.body ->> '$.location.coordinates[0]', e.body ->> '$.location.coordinates[1]'"
      " FROM alert_fact AS f JOIN entity AS e ON e.rid = f.rid"
      " WHERE f.rid BETWEEN ? AND ? AND f.at >= ? AND f.at <= ? AND f.mode = ?",
      "iiiii", first, last, begin, answer->question->now, (gint64)answer->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    {
      if (zb_figure_answer_place (answer, zb_statement_get_int64 (rows, 0)) < 0)
        continue;
      density->alerts++;
      if (!zb_statement_is_null (rows, 1) && !zb_statement_is_null (rows, 2))
        count_at (density, zb_statement_get_double (rows, 1), zb_statement_get_double (rows, 2));
    }
  return step == ZB_STEP_DONE;
}

/* The fullest first; those with as many from south to north. */
static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const Count *one = *(const Count *const *)a, *other = *(const Count *const *)b;
  if (one->alerts != other->alerts)
    return one->alerts > other->alerts ? -1 : 1;
  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

static void
add_cell (yyjson_mut_doc *doc, yyjson_mut_val *list, const Count *count)
{
  const ZbPoint middle = { ((double)(count->cell & G_MAXUINT32) + .5) / CELLS_A_DEGREE - 180,
                           ((double)(count->cell >> 32) + .5) / CELLS_A_DEGREE - 90 };
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  yyjson_mut_obj_add_val (doc, object, "location", zb_geojson_write_point (doc, middle));
  yyjson_mut_obj_add_sint (doc, object, "alerts", count->alerts);
}

static char *
write_density (ZbFigureAnswer *answer, gint64 begin, const Density *density, GError **error)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = zb_figures_begin (answer, &root);
  g_autoptr (GPtrArray) counts = g_hash_table_get_values_as_ptr_array (density->counts);
  zb_figures_add_time (doc, root, "begins_at", begin);
  yyjson_mut_obj_add_real (doc, root, "cell", 1 / CELLS_A_DEGREE);
  yyjson_mut_obj_add_sint (doc, root, "alerts", density->alerts);
  yyjson_mut_val *cells = yyjson_mut_obj_add_arr (doc, root, "cells");
  g_ptr_array_sort (counts, compare_counts);
  for (guint i = 0; i < MIN (counts->len, MAX_CELLS); i++)
    add_cell (doc, cells, counts->pdata[i]);
  return zb_figures_end (doc, error);
}

/**
 * zb_figures_of_density:
 * @connection: a connection in a read transaction
 * @data: a #ZbFigureQuestion about so many hours until now
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): what the contract calls Density, or NULL
 */
char *
zb_figures_of_density (ZbConnection *connection, gpointer data, GError **error)
{
  ZbFigureQuestion *question = data;
  const gint64 begin = question->now - question->hours * ZB_FACT_HOUR_MS;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  Density density = { counts, 0 };
  g_autoptr (ZbFigureAnswer) answer = zb_figure_answer_new (connection, question, error);
  if (answer == NULL || !count_alerts (answer, begin, &density, error))
    return NULL;
  return write_density (answer, begin, &density, error);
}
