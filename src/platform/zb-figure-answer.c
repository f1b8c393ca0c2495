/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a period, as JSON. */
#include "zb-figure-answer.h"

#include "zb-alert.h"
#include "zb-time.h"

#include <gio/gio.h>

#define MAX_ALGORITHMS 200
#define MAX_DEVICES 100
#define MAX_UNITS 500

/* A source or a unit, and what stands beside it. */
typedef struct
{
  gint64 number;
  ZbFigureSums *sums;
} Entry;

/* --- the frame ------------------------------------------------------------------------------------ */

void
zb_figures_add_time (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, gint64 ms)
{
  char text[ZB_TIME_LENGTH + 1];
  zb_time_format (ms * 1000, text);
  yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_day (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, gint64 day)
{
  g_autofree char *text = zb_calendar_format_day (day);
  yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, const char *text)
{
  if (text != NULL)
    yyjson_mut_obj_add_strcpy (doc, object, name, text);
  else
    yyjson_mut_obj_add_null (doc, object, name);
}

/* What the answers about a period and about the day begin with. */
yyjson_mut_doc *
zb_figures_begin (ZbFigureAnswer *answer, yyjson_mut_val **root)
{
  const ZbFigureQuestion *question = answer->question;
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, *root);
  zb_figures_add_time (doc, *root, "as_of", question->now);
  yyjson_mut_obj_add_str (doc, *root, "mode", zb_choices_nick (&zb_modes, question->mode));
  yyjson_mut_obj_add_strcpy (doc, *root, "time_zone", question->calendar->zone);
  return doc;
}

char *
zb_figures_end (yyjson_mut_doc *doc, GError **error)
{
  char *written = yyjson_mut_write (doc, 0, NULL);
  char *answer = g_strdup (written);
  free (written);
  yyjson_mut_doc_free (doc);
  if (answer == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the figures cannot be written as JSON");
  return answer;
}

static void
add_period (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const ZbFigureQuestion *question = answer->question;
  add_day (doc, root, "from", question->first_day);
  add_day (doc, root, "to", question->last_day);
  zb_figures_add_time (doc, root, "begins_at", answer->begin);
  zb_figures_add_time (doc, root, "ends_at", answer->end);
  yyjson_mut_val *by = yyjson_mut_obj_add_arr (doc, root, "by");
  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if ((question->by & (1u << i)) != 0)
      yyjson_mut_arr_add_str (doc, by, zb_figure_bys[i]);
  yyjson_mut_val *shifts = yyjson_mut_obj_add_arr (doc, root, "shifts");
  for (guint i = 0; i < ZB_N_SHIFTS; i++)
    yyjson_mut_arr_add_int (doc, shifts, question->calendar->shifts[i]);
}

/* --- groups --------------------------------------------------------------------------------------- */

static int
compare (gint32 a, gint32 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const ZbFigureKey *k = &(*(const ZbFigureGroup *const *)a)->key;
  const ZbFigureKey *l = &(*(const ZbFigureGroup *const *)b)->key;
  int order = compare (k->day, l->day);
  order = order != 0 ? order : compare (k->shift, l->shift);
  order = order != 0 ? order : compare (k->subdistrict, l->subdistrict);
  order = order != 0 ? order : compare (k->organisation, l->organisation);
  return order != 0 ? order : compare (k->kind, l->kind);
}

static void
add_group (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *list, const ZbFigureGroup *group)
{
  const ZbFigureKey *key = &group->key;
  const ZbFigurePlace *place = key->subdistrict > 0 ? answer->places->pdata[key->subdistrict] : NULL;
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  if (key->day >= 0)
    add_day (doc, object, "day", key->day);
  if (key->shift >= 0)
    yyjson_mut_obj_add_str (doc, object, "shift", zb_figure_shifts[key->shift]);
  if (key->subdistrict >= 0)
    add_text (doc, object, "subdistrict", place != NULL ? place->id : NULL);
  if (key->organisation >= 0)
    add_text (doc, object, "organisation", zb_figure_answer_name (answer, key->organisation));
  if (key->kind >= 0)
    add_text (doc, object, "kind", zb_figure_answer_name (answer, key->kind));
  yyjson_mut_obj_add_val (doc, object, "values",
                          zb_figure_sums_write (group->sums, doc, ZB_FIGURE_IN_PERIOD, answer->question->by));
}

static void
add_groups (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  g_autoptr (GPtrArray) groups = g_hash_table_get_values_as_ptr_array (answer->groups);
  g_ptr_array_sort (groups, compare_groups);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "groups");
  for (guint i = 0; i < groups->len; i++)
    add_group (answer, doc, list, groups->pdata[i]);
}

/* --- algorithms, devices, units ----------------------------------------------------------------- */

static int
compare_entries (const Entry *a, const Entry *b, ZbSum first, ZbSum second)
{
  gint64 order = b->sums->counts[first] - a->sums->counts[first];
  order = order != 0 ? order : b->sums->counts[second] - a->sums->counts[second];
  order = order != 0 ? order : a->number - b->number;
  return order < 0 ? -1 : order > 0;
}

static int
most_alerts (gconstpointer a, gconstpointer b)
{
  return compare_entries (a, b, ZB_SUM_ALERTS, ZB_SUM_FALSE);
}

static int
most_false (gconstpointer a, gconstpointer b)
{
  return compare_entries (a, b, ZB_SUM_FALSE, ZB_SUM_ALERTS);
}

static int
busiest (gconstpointer a, gconstpointer b)
{
  return compare_entries (a, b, ZB_SUM_BUSY_S, ZB_SUM_ASSIGNMENTS);
}

static ZbStatement *
find_entity (ZbFigureAnswer *answer, const char *kind, gint64 number, GError **error)
{
  ZbStatement *row = zb_connection_query (answer->connection, error,
                                          "SELECT coalesce (body ->> '$.name', body ->> '$.call_sign'),"
                                          " body ->> '$.organisation' FROM entity WHERE kind = ? AND id = ?",
                                          "tt", kind, zb_figure_answer_name (answer, number));
  if (row != NULL && zb_statement_step (row, error) == ZB_STEP_ROW)
    return row;
  g_clear_pointer (&row, zb_statement_release);
  return NULL;
}

static void
add_entry (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *list, const char *kind,
           const Entry *entry)
{
  g_autoptr (ZbStatement) row = find_entity (answer, kind, entry->number, NULL);
  gboolean is_unit = g_str_equal (kind, "unit");
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  add_text (doc, object, "id", zb_figure_answer_name (answer, entry->number));
  add_text (doc, object, "name", row != NULL ? zb_statement_get_text (row, 0) : NULL);
  if (is_unit)
    add_text (doc, object, "organisation", row != NULL ? zb_statement_get_text (row, 1) : NULL);
  yyjson_mut_obj_add_val (
      doc, object, "values",
      zb_figure_sums_write (entry->sums, doc, is_unit ? ZB_FIGURE_IN_UNITS : ZB_FIGURE_IN_SOURCES, 0));
}

static void
add_entries (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root, const char *kind,
             GArray *entries, guint most)
{
  g_autofree char *name = g_strconcat (kind, "s", NULL);
  yyjson_mut_val *list = yyjson_mut_arr (doc);
  yyjson_mut_obj_add (root, yyjson_mut_strcpy (doc, name), list);
  for (guint i = 0; i < MIN (entries->len, most); i++)
    add_entry (answer, doc, list, kind, &g_array_index (entries, Entry, i));
}

static ZbFigureSums *
sum_up (const ZbFigureSource *source)
{
  ZbFigureSums *sums = zb_figure_sums_new ();
  sums->counts[ZB_SUM_ALERTS] = source->alerts;
  sums->counts[ZB_SUM_TRUE] = source->verdicts[ZB_VERDICT_TRUE];
  sums->counts[ZB_SUM_FALSE] = source->verdicts[ZB_VERDICT_FALSE];
  sums->counts[ZB_SUM_TEST] = source->verdicts[ZB_VERDICT_TEST];
  sums->counts[ZB_SUM_UNDETERMINED] = source->verdicts[ZB_VERDICT_UNDETERMINED];
  for (guint i = ZB_SUM_TRUE; i <= ZB_SUM_UNDETERMINED; i++)
    sums->counts[ZB_SUM_JUDGED] += sums->counts[i];
  return sums;
}

static void
entry_clear (gpointer entry)
{
  zb_figure_sums_free (((Entry *)entry)->sums);
}

static GArray *
entries_new (void)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (entries, entry_clear);
  return entries;
}

static GHashTable *
list_algorithms (ZbFigureAnswer *answer)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ZbStatement) rows =
      zb_connection_prepare (answer->connection, "SELECT id FROM entity WHERE kind = 'algorithm'", NULL);
  while (rows != NULL && zb_statement_step (rows, NULL) == ZB_STEP_ROW)
    g_hash_table_add (ids, g_strdup (zb_statement_get_text (rows, 0)));
  return ids;
}

/* Devices that have raised no false alarm are left out. */
static void
add_sources (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  g_autoptr (GArray) algorithms = entries_new (), devices = entries_new ();
  g_autoptr (GHashTable) ids = list_algorithms (answer);
  for (guint i = 1; i < answer->sources->len; i++)
    {
      const ZbFigureSource *source = &g_array_index (answer->sources, ZbFigureSource, i);
      gboolean is_algorithm = source->alerts > 0 && g_hash_table_contains (ids, answer->names->pdata[i]);
      if (source->alerts == 0 || (!is_algorithm && source->verdicts[ZB_VERDICT_FALSE] == 0))
        continue;
      Entry entry = { i, sum_up (source) };
      g_array_append_val (is_algorithm ? algorithms : devices, entry);
    }
  g_array_sort (algorithms, most_alerts);
  g_array_sort (devices, most_false);
  add_entries (answer, doc, root, "algorithm", algorithms, MAX_ALGORITHMS);
  add_entries (answer, doc, root, "device", devices, MAX_DEVICES);
}

static void
add_units (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (Entry)); /* the answer owns their sums */
  GHashTableIter iter;
  gpointer number, sums;
  g_hash_table_iter_init (&iter, answer->units);
  while (g_hash_table_iter_next (&iter, &number, &sums))
    {
      Entry entry = { GPOINTER_TO_INT (number), sums };
      g_array_append_val (units, entry);
    }
  g_array_sort (units, busiest);
  add_entries (answer, doc, root, "unit", units, MAX_UNITS);
}

/* --- devices by kind ------------------------------------------------------------------------------- */

static int
compare_kinds (gconstpointer a, gconstpointer b, gpointer answer)
{
  return g_strcmp0 (zb_figure_answer_name (answer, *(const gint64 *)a),
                    zb_figure_answer_name (answer, *(const gint64 *)b));
}

static void
add_kind (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *list, gint64 number,
          ZbFigureFound found)
{
  g_auto (GStrv) words = g_strsplit (zb_figure_answer_name (answer, number), " ", 2);
  ZbFigureSums *sums = g_hash_table_lookup (answer->online, GINT_TO_POINTER ((int)number));
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, list);
  yyjson_mut_obj_add_strcpy (doc, object, "kind", words[0]);
  add_text (doc, object, "project", words[1] != NULL && *words[1] != '\0' ? words[1] : NULL);
  yyjson_mut_obj_add_val (doc, object, "values", zb_figure_sums_write (sums, doc, found, 0));
}

void
zb_figures_add_online (ZbFigureAnswer *answer, yyjson_mut_doc *doc, yyjson_mut_val *root, ZbFigureFound found)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, answer->online);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 number = GPOINTER_TO_INT (key);
      g_array_append_val (numbers, number);
    }
  g_array_sort_with_data (numbers, compare_kinds, answer);
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, root, "online");
  for (guint i = 0; i < numbers->len; i++)
    add_kind (answer, doc, list, g_array_index (numbers, gint64, i), found);
}

/* --- all --------------------------------------------------------------------------------------------- */

/**
 * zb_figures_of_period:
 * @connection: a connection in a read transaction
 * @question: a #ZbFigureQuestion
 * @error: return location for a ZbFigureError or ZbDatabaseError
 *
 * Returns: (transfer full): what the contract calls Figures, or NULL
 */
char *
zb_figures_of_period (ZbConnection *connection, gpointer question, GError **error)
{
  g_autoptr (ZbFigureAnswer) answer = zb_figure_answer_new (connection, question, error);
  if (answer == NULL || !zb_figure_add_alerts (answer, error) || !zb_figure_add_cases (answer, error) ||
      !zb_figure_add_assignments (answer, error) || !zb_figure_add_devices (answer, error))
    return NULL;
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = zb_figures_begin (answer, &root);
  add_period (answer, doc, root);
  yyjson_mut_obj_add_val (doc, root, "total",
                          zb_figure_sums_write (answer->total, doc, ZB_FIGURE_IN_PERIOD, 0));
  add_groups (answer, doc, root);
  add_sources (answer, doc, root);
  add_units (answer, doc, root);
  zb_figures_add_online (answer, doc, root, ZB_FIGURE_IN_ONLINE);
  return zb_figures_end (doc, error);
}
