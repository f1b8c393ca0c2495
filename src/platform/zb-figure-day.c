/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of today, for a wall that asks every few seconds: only rows of today and yesterday are read. */
#include "zb-fact-schema.h"
#include "zb-figure-answer.h"

#include "zb-device.h"

#define HOURS 24

/* Alerts in each hour of a day. */
typedef struct
{
  gint64 all[HOURS];
  gint64 high[HOURS];
} Hours;

static gboolean
add_hours (ZbFigureAnswer *answer, gint64 begin, Hours *hours, GError **error)
{
  gint64 first, last;
  if (!zb_figure_find_alerts (answer->connection, begin, begin + ZB_DAY_MS, &first, &last, error))
    return FALSE;
  g_autoptr (ZbStatement) rows =
      zb_connection_query (answer->connection, error,
                           "SELECT at, area, severity FROM alert_fact WHERE rid BETWEEN ? AND ? AND at >= ?"
                           " AND at < ? AND mode = ?",
                           "iiiii", first, last, begin, begin + ZB_DAY_MS, (gint64)answer->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (zb_figure_answer_place (answer, zb_statement_get_int64 (rows, 1)) >= 0)
      {
        gint64 at = zb_statement_get_int64 (rows, 0);
        gint64 hour = (at - begin) / ZB_FACT_HOUR_MS;
        hours->all[hour]++;
        hours->high[hour] += zb_statement_get_int64 (rows, 2) >= ZB_SEVERITY_HIGH;
        if (begin < answer->begin && at <= answer->question->now - ZB_DAY_MS)
          answer->total->counts[ZB_SUM_ALERTS_YESTERDAY]++;
      }
  return step == ZB_STEP_DONE;
}

static void
add_hour (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *list, int hour, const Hours *today,
          const Hours *yesterday)
{
  gboolean to_come = answer->begin + hour * ZB_FACT_HOUR_MS > answer->question->now;
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  yyjson_mut_obj_add_int (doc, object, "hour", hour);
  yyjson_mut_obj_add_val (doc, object, "today",
                          to_come ? yyjson_mut_null (doc) : yyjson_mut_sint (doc, today->all[hour]));
  yyjson_mut_obj_add_val (doc, object, "today_high",
                          to_come ? yyjson_mut_null (doc) : yyjson_mut_sint (doc, today->high[hour]));
  yyjson_mut_obj_add_sint (doc, object, "yesterday", yesterday->all[hour]);
  yyjson_mut_obj_add_sint (doc, object, "yesterday_high", yesterday->high[hour]);
}

/* Until the same time of yesterday. Whatever was received then is over since, or still open. */
static gboolean
add_cases_of_yesterday (ZbFigureAnswer *answer, GError **error)
{
  gint64 begin = answer->begin - ZB_DAY_MS;
  g_autoptr (ZbStatement) rows = zb_connection_query (
      answer->connection, error,
      "SELECT area FROM case_fact WHERE over_at >= ? AND at >= ? AND at <= ? AND mode = ?", "iiii", begin,
      begin, answer->question->now - ZB_DAY_MS, (gint64)answer->question->mode);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    answer->total->counts[ZB_SUM_CASES_YESTERDAY] +=
        zb_figure_answer_place (answer, zb_statement_get_int64 (rows, 0)) >= 0;
  return step == ZB_STEP_DONE;
}

static void
add_now (ZbFigureAnswer *answer, gint64 kind, int status)
{
  ZbFigureSums *sums = g_hash_table_lookup (answer->online, GINT_TO_POINTER ((int)kind));
  if (sums == NULL)
    {
      sums = zb_figure_sums_new ();
      g_hash_table_insert (answer->online, GINT_TO_POINTER ((int)kind), sums);
    }
  sums->counts[ZB_SUM_DEVICES] += status != ZB_DEVICE_MAINTENANCE;
  sums->counts[ZB_SUM_DEVICES_ONLINE] += status == ZB_DEVICE_ONLINE;
}

static gboolean
add_devices_now (ZbFigureAnswer *answer, GError **error)
{
  g_autoptr (ZbStatement) rows =
      zb_connection_prepare (answer->connection, "SELECT area, kind, status FROM device_now", error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (zb_figure_answer_place (answer, zb_statement_get_int64 (rows, 0)) >= 0)
      add_now (answer, zb_statement_get_int64 (rows, 1), (int)zb_statement_get_int64 (rows, 2));
  return step == ZB_STEP_DONE;
}

static void
add_subdistricts (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  g_autoptr (ZbFigureSums) nothing = zb_figure_sums_new ();
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "subdistricts");
  for (guint i = 1; i < answer->places->len; i++)
    {
      const ZbFigurePlace *place = answer->places->pdata[i];
      ZbFigureKey key = zb_figure_answer_key (answer, answer->question->now, (int)i, 0, 0);
      const ZbFigureGroup *group = g_hash_table_lookup (answer->groups, &key);
      yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
      yyjson_mut_obj_add_strcpy (doc, object, "subdistrict", place->id);
      yyjson_mut_obj_add_strcpy (doc, object, "name", place->name != NULL ? place->name : "");
      yyjson_mut_obj_add_val (doc, object, "values",
                              zb_figure_sums_write (group != NULL ? group->sums : nothing, doc,
                                                    ZB_FIGURE_IN_DAY, ZB_FIGURE_BY_SUBDISTRICT));
    }
}

static char *
write_day (ZbFigureAnswer *answer, const Hours *today, const Hours *yesterday, GError **error)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = zb_figures_begin (answer, &root);
  g_autofree char *day = zb_calendar_format_day (answer->question->first_day);
  yyjson_mut_obj_add_strcpy (doc, root, "day", day);
  yyjson_mut_obj_add_val (doc, root, "total", zb_figure_sums_write (answer->total, doc, ZB_FIGURE_IN_DAY, 0));
  add_subdistricts (answer, doc, root);
  zb_figures_add_online (answer, doc, root, ZB_FIGURE_IN_ONLINE_NOW);
  yyjson_mut_val *hours = yyjson_mut_obj_add_arr (doc, root, "hours");
  for (int hour = 0; hour < HOURS; hour++)
    add_hour (answer, doc, hours, hour, today, yesterday);
  return zb_figures_end (doc, error);
}

/**
 * zb_figures_of_day:
 * @connection: a connection in a read transaction
 * @data: a #ZbFigureQuestion about today, which groups it by subdistrict
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): what the contract calls FiguresOfTheDay, or NULL
 */
char *
zb_figures_of_day (ZbConnection *connection, gpointer data, GError **error)
{
  ZbFigureQuestion *question = data;
  Hours today = { 0 }, yesterday = { 0 };
  question->by = ZB_FIGURE_BY_SUBDISTRICT;
  g_autoptr (ZbFigureAnswer) answer = zb_figure_answer_new (connection, question, error);
  if (answer == NULL || !zb_figure_add_alerts (answer, error) || !zb_figure_add_cases (answer, error) ||
      !add_devices_now (answer, error) || !add_cases_of_yesterday (answer, error) ||
      !add_hours (answer, answer->begin, &today, error) ||
      !add_hours (answer, answer->begin - ZB_DAY_MS, &yesterday, error))
    return NULL;
  return write_day (answer, &today, &yesterday, error);
}
