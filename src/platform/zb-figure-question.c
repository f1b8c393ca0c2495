/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked, and what is gathered for the answer.
 *
 *   facts ─▶ SQL picks rows of the period ─▶ does the area count? ─▶ group ─▶ sums and times ─▶ figures
 *
 * SQLite would sort millions of rows for a GROUP BY with a median; here each row goes to its group as it is
 * read, so that a year costs one pass. */
#include "zb-figure-question.h"

#include <string.h>

#define MAX_GROUPS 5000
#define MAX_DEPTH 16

G_DEFINE_QUARK (zb - figure - error - quark, zb_figure_error)

/**
 * zb_figure_question_new:
 * @calendar: the district's clock
 * @areas: which area lies in which
 * @mine: (nullable): the caller's areas
 * @now: µs UTC
 *
 * Returns: (transfer full): a question about live, today, ungrouped
 */
ZbFigureQuestion *
zb_figure_question_new (const ZbCalendar *calendar, ZbAreas *areas, char **mine, gint64 now)
{
  ZbFigureQuestion *self = g_new0 (ZbFigureQuestion, 1);
  self->calendar = calendar;
  self->areas = zb_areas_ref (areas);
  self->mine = g_strdupv (mine);
  self->mode = ZB_MODE_LIVE;
  self->now = now / 1000;
  self->first_day = self->last_day = zb_calendar_get_day (calendar, self->now);
  return self;
}

/**
 * zb_figure_question_free:
 * @self: (transfer full): a question
 */
void
zb_figure_question_free (gpointer self)
{
  ZbFigureQuestion *question = self;
  zb_areas_unref (question->areas);
  g_strfreev (question->mine);
  g_free (question->subdistrict);
  g_free (question->kind);
  g_free (question);
}

/* --- names and areas --------------------------------------------------------------------------- */

static gboolean
read_names (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (ZbStatement) rows =
      zb_connection_prepare (self->connection, "SELECT number, name FROM fact_name ORDER BY number", error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    {
      guint number = (guint)zb_statement_get_int64 (rows, 0);
      if (number >= self->names->len)
        g_ptr_array_set_size (self->names, (int)number + 1);
      self->names->pdata[number] = g_strdup (zb_statement_get_text (rows, 1));
    }
  return step == ZB_STEP_DONE;
}

typedef struct
{
  char *parent;
  char *name;
  gboolean is_subdistrict;
} Area;

static void
area_free (gpointer data)
{
  Area *area = data;
  g_free (area->parent);
  g_free (area->name);
  g_free (area);
}

static void
place_free (gpointer data)
{
  ZbFigurePlace *place = data;
  if (place == NULL)
    return;
  g_free (place->id);
  g_free (place->name);
  g_free (place);
}

static gboolean
sees (ZbFigureAnswer *self, const char *area)
{
  const ZbFigureQuestion *question = self->question;
  return zb_areas_contain (question->areas, (const char *const *)question->mine, area);
}

static gboolean
counts (ZbFigureAnswer *self, const char *id, const char *subdistrict)
{
  const char *wanted = self->question->subdistrict;
  return sees (self, id) && (wanted == NULL || g_strcmp0 (wanted, subdistrict) == 0);
}

static int
add_place (ZbFigureAnswer *self, const char *id, const char *name)
{
  ZbFigurePlace *place = g_new0 (ZbFigurePlace, 1);
  place->id = g_strdup (id);
  place->name = g_strdup (name);
  g_ptr_array_add (self->places, place);
  return (int)self->places->len - 1;
}

/* The subdistricts in the order of the list of areas, and all areas by id. */
static GHashTable *
read_areas (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (GHashTable) areas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, area_free);
  g_autoptr (ZbStatement) rows =
      zb_connection_prepare (self->connection,
                             "SELECT id, body ->> '$.parent', body ->> '$.name', body ->> '$.kind'"
                             " FROM entity WHERE kind = 'area' ORDER BY rid",
                             error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    {
      Area *area = g_new0 (Area, 1);
      area->parent = g_strdup (zb_statement_get_text (rows, 1));
      area->name = g_strdup (zb_statement_get_text (rows, 2));
      area->is_subdistrict = g_strcmp0 (zb_statement_get_text (rows, 3), "subdistrict") == 0;
      const char *id = zb_statement_get_text (rows, 0);
      if (area->is_subdistrict && counts (self, id, id))
        add_place (self, id, area->name);
      g_hash_table_insert (areas, g_strdup (id), area);
    }
  return step == ZB_STEP_DONE ? g_steal_pointer (&areas) : NULL;
}

static const char *
find_subdistrict (GHashTable *areas, const char *id)
{
  for (int depth = 0; id != NULL && depth < MAX_DEPTH; depth++)
    {
      const Area *area = g_hash_table_lookup (areas, id);
      if (area == NULL || area->is_subdistrict)
        return area != NULL ? id : NULL;
      id = area->parent;
    }
  return NULL;
}

static int
number_place (ZbFigureAnswer *self, GHashTable *areas, const char *subdistrict)
{
  if (subdistrict == NULL)
    return 0;
  for (guint i = 1; i < self->places->len; i++)
    if (g_str_equal (((ZbFigurePlace *)self->places->pdata[i])->id, subdistrict))
      return (int)i;
  const Area *area = g_hash_table_lookup (areas, subdistrict);
  return add_place (self, subdistrict, area->name);
}

static gint32
place_area (ZbFigureAnswer *self, GHashTable *areas, const char *id)
{
  const char *subdistrict = find_subdistrict (areas, id);
  return counts (self, id, subdistrict) ? number_place (self, areas, subdistrict) : -1;
}

static gboolean
check_wanted (ZbFigureAnswer *self, GHashTable *areas, GError **error)
{
  const char *wanted = self->question->subdistrict;
  const Area *area = wanted != NULL ? g_hash_table_lookup (areas, wanted) : NULL;
  if (wanted == NULL || (area != NULL && area->is_subdistrict && sees (self, wanted)))
    return TRUE;
  g_set_error_literal (error, ZB_FIGURE_ERROR, ZB_FIGURE_ERROR_SUBDISTRICT,
                       "the query's subdistrict is no subdistrict in your areas");
  return FALSE;
}

/* Numbers that are no areas never stand where an area is looked for. What lies in no area is for all. */
static gboolean
place_areas (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (GHashTable) areas = read_areas (self, error);
  if (areas == NULL || !check_wanted (self, areas, error))
    return FALSE;
  g_array_set_size (self->place_of, self->names->len);
  for (guint i = 1; i < self->names->len; i++)
    {
      const char *name = self->names->pdata[i];
      gboolean is_area = name != NULL && g_hash_table_contains (areas, name);
      g_array_index (self->place_of, gint32, i) = is_area ? place_area (self, areas, name) : -1;
    }
  g_array_index (self->place_of, gint32, 0) = self->question->subdistrict != NULL ? -1 : 0;
  return TRUE;
}

/* --- time ---------------------------------------------------------------------------------------- */

static void
make_slots (ZbFigureAnswer *self)
{
  const ZbFigureQuestion *question = self->question;
  const ZbCalendar *calendar = question->calendar;
  guint by = question->by & ZB_FIGURE_BY_TIME;
  for (gint64 day = question->first_day; day <= question->last_day; day++)
    for (guint shift = 0; shift < ((by & ZB_FIGURE_BY_SHIFT) != 0 ? ZB_N_SHIFTS : 1); shift++)
      {
        gint64 begin = zb_calendar_begin_day (calendar, day) +
                       (shift > 0 ? calendar->shifts[shift] : 0) * G_GINT64_CONSTANT (3600000);
        if (by != 0 || self->slots->len == 0)
          g_array_append_val (self->slots, begin);
      }
  g_array_append_val (self->slots, self->end);
}

static gint64
number_kind (ZbFigureAnswer *self)
{
  const char *kind = self->question->kind;
  for (guint i = 1; kind != NULL && i < self->names->len; i++)
    if (g_strcmp0 (self->names->pdata[i], kind) == 0)
      return i;
  return kind != NULL ? -1 : 0;
}

/* --- groups ---------------------------------------------------------------------------------------- */

static guint
key_hash (gconstpointer pointer)
{
  const ZbFigureKey *key = pointer;
  guint hash = (guint)key->day;
  hash = hash * 2654435761u + (guint)key->shift;
  hash = hash * 2654435761u + (guint)key->subdistrict;
  hash = hash * 2654435761u + (guint)key->organisation;
  hash = hash * 2654435761u + (guint)key->kind;
  return hash ^ (hash >> 15);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (ZbFigureKey)) == 0;
}

static void
group_free (gpointer data)
{
  ZbFigureGroup *group = data;
  zb_figure_sums_free (group->sums);
  g_free (group);
}

static void
sums_free (gpointer data)
{
  if (data != NULL)
    zb_figure_sums_free (data);
}

/**
 * zb_figure_answer_new:
 * @connection: a connection in a read transaction
 * @question: what is asked; it has to outlive the answer
 * @error: return location for a ZbFigureError or ZbDatabaseError
 *
 * Returns: (transfer full): an answer with nothing added yet, or NULL
 */
ZbFigureAnswer *
zb_figure_answer_new (ZbConnection *connection, ZbFigureQuestion *question, GError **error)
{
  g_autoptr (ZbFigureAnswer) self = g_new0 (ZbFigureAnswer, 1);
  self->question = question;
  self->connection = connection;
  self->begin = zb_calendar_begin_day (question->calendar, question->first_day);
  self->end = zb_calendar_begin_day (question->calendar, question->last_day + 1);
  self->until = MIN (self->end, question->now + 1);
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->names, 1);
  self->places = g_ptr_array_new_with_free_func (place_free);
  g_ptr_array_add (self->places, NULL);
  self->place_of = g_array_new (FALSE, TRUE, sizeof (gint32));
  self->slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->total = zb_figure_sums_new ();
  self->groups = g_hash_table_new_full (key_hash, key_equal, NULL, group_free);
  self->sources = g_array_new (FALSE, TRUE, sizeof (ZbFigureSource));
  self->units = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, sums_free);
  self->online = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, sums_free);
  if (!read_names (self, error) || !place_areas (self, error))
    return NULL;
  g_array_set_size (self->sources, self->names->len);
  self->kind = number_kind (self);
  make_slots (self);
  return g_steal_pointer (&self);
}

/**
 * zb_figure_answer_free:
 * @self: (transfer full): an answer
 */
void
zb_figure_answer_free (ZbFigureAnswer *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->places);
  g_array_unref (self->place_of);
  g_array_unref (self->slots);
  zb_figure_sums_free (self->total);
  g_hash_table_unref (self->groups);
  g_array_unref (self->sources);
  g_hash_table_unref (self->units);
  g_hash_table_unref (self->online);
  g_free (self);
}

/**
 * zb_figure_answer_place:
 * @self: an answer
 * @area: the number of an area
 *
 * Returns: the place of its subdistrict, 0 where it lies in none, -1 where it does not count for the caller
 */
int
zb_figure_answer_place (const ZbFigureAnswer *self, gint64 area)
{
  return area >= 0 && area < self->place_of->len ? g_array_index (self->place_of, gint32, area) : -1;
}

/**
 * zb_figure_answer_slot:
 * @self: an answer
 * @at: a moment within its period, or before it, ms since 1970 UTC
 *
 * Returns: the slot in which it lies; the first where it lies before
 */
guint
zb_figure_answer_slot (const ZbFigureAnswer *self, gint64 at)
{
  guint low = 0, high = self->slots->len - 1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (self->slots, gint64, middle) <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * zb_figure_answer_key:
 * @self: an answer
 * @at: when, ms since 1970 UTC
 * @place: a place
 * @organisation: a number, 0 for none
 * @kind: a number
 *
 * Returns: the group to which that belongs
 */
ZbFigureKey
zb_figure_answer_key (const ZbFigureAnswer *self, gint64 at, int place, gint64 organisation, gint64 kind)
{
  guint by = self->question->by;
  const ZbCalendar *calendar = self->question->calendar;
  return (ZbFigureKey){
    .day = (by & ZB_FIGURE_BY_DAY) != 0 ? (gint32)zb_calendar_get_day (calendar, at) : -1,
    .shift = (by & ZB_FIGURE_BY_SHIFT) != 0 ? zb_calendar_get_shift (calendar, at) : -1,
    .subdistrict = (by & ZB_FIGURE_BY_SUBDISTRICT) != 0 ? place : -1,
    .organisation = (by & ZB_FIGURE_BY_ORGANISATION) != 0 ? (gint32)organisation : -1,
    .kind = (by & ZB_FIGURE_BY_KIND) != 0 ? (gint32)kind : -1,
  };
}

/**
 * zb_figure_answer_group:
 * @self: an answer
 * @key: a group
 * @can: #ZbFigureBy bits: what these facts can be grouped by
 *
 * Returns: (transfer none) (nullable): the sums of the group; NULL where there are no groups, or none of
 * these facts, or too many
 */
ZbFigureSums *
zb_figure_answer_group (ZbFigureAnswer *self, const ZbFigureKey *key, guint can)
{
  guint by = self->question->by;
  if (by == 0 || (by & ~can) != 0)
    return NULL;
  ZbFigureGroup *group = g_hash_table_lookup (self->groups, key);
  if (group == NULL && g_hash_table_size (self->groups) <= MAX_GROUPS)
    {
      group = g_new0 (ZbFigureGroup, 1);
      group->key = *key;
      group->sums = zb_figure_sums_new ();
      g_hash_table_insert (self->groups, &group->key, group);
    }
  return group != NULL ? group->sums : NULL;
}

/**
 * zb_figure_answer_is_full:
 * @self: an answer
 * @error: return location for %ZB_FIGURE_ERROR_GROUPS
 *
 * Returns: whether there are more groups than an answer holds
 */
gboolean
zb_figure_answer_is_full (const ZbFigureAnswer *self, GError **error)
{
  if (g_hash_table_size (self->groups) <= MAX_GROUPS)
    return FALSE;
  g_set_error (error, ZB_FIGURE_ERROR, ZB_FIGURE_ERROR_GROUPS,
               "these are more than %d groups: ask for a shorter period, or group by less", MAX_GROUPS);
  return TRUE;
}

/**
 * zb_figure_answer_name:
 * @self: an answer
 * @number: a number of the facts
 *
 * Returns: (nullable): the name for which it stands
 */
const char *
zb_figure_answer_name (const ZbFigureAnswer *self, gint64 number)
{
  return number > 0 && number < self->names->len ? self->names->pdata[number] : NULL;
}
