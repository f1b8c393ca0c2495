/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time online. The facts say for each hour how many devices came to a status less those that left it (n), and
 * the time that this makes until the end of the hour (ms). So the time in a status during a span is what it
 * had at its beginning times its length, and for each hour in it ms + n · (end of the span − end of the
 * hour): also where the span ends within the hour. */
#include "zb-fact-schema.h"
#include "zb-figure-question.h"

#include "zb-device.h"

#define CAN (ZB_FIGURE_BY_TIME | ZB_FIGURE_BY_SUBDISTRICT)

/* Devices in a status during the slots of an answer. */
typedef struct
{
  gint64 n;     /* at the beginning */
  gint64 *more; /* that came, by slot */
  gint64 *ms;   /* that those made in the slot in which they came */
} Course;

/* Of a place, or of a kind of device. */
typedef struct
{
  Course online;
  Course known;
} Courses;

typedef struct
{
  ZbFigureAnswer *answer;
  guint n_slots;
  GHashTable *places;
  GHashTable *kinds;
} Reading;

static void
courses_free (gpointer data)
{
  Courses *self = data;
  g_free (self->online.more);
  g_free (self->online.ms);
  g_free (self->known.more);
  g_free (self->known.ms);
  g_free (self);
}

static Courses *
get_courses (Reading *reading, GHashTable *table, gint64 number)
{
  Courses *self = g_hash_table_lookup (table, GINT_TO_POINTER ((int)number));
  if (self != NULL)
    return self;
  self = g_new0 (Courses, 1);
  self->online.more = g_new0 (gint64, reading->n_slots);
  self->online.ms = g_new0 (gint64, reading->n_slots);
  self->known.more = g_new0 (gint64, reading->n_slots);
  self->known.ms = g_new0 (gint64, reading->n_slots);
  g_hash_table_insert (table, GINT_TO_POINTER ((int)number), self);
  return self;
}

static gint64
slot_end (const ZbFigureAnswer *answer, guint slot)
{
  return MIN (g_array_index (answer->slots, gint64, slot + 1), MIN (answer->until, answer->question->now));
}

static void
add_to_course (Reading *reading, Course *course, gint64 hour, gint64 n, gint64 ms)
{
  gint64 at = hour * ZB_FACT_HOUR_MS;
  course->n -= n;
  if (at >= reading->answer->until)
    return;
  guint slot = zb_figure_answer_slot (reading->answer, at);
  course->more[slot] += n;
  course->ms[slot] += ms + n * (slot_end (reading->answer, slot) - at - ZB_FACT_HOUR_MS);
}

static void
add_hour (Reading *reading, Courses *courses, ZbStatement *row, gboolean online)
{
  gint64 hour = zb_statement_get_int64 (row, 3);
  gint64 n = zb_statement_get_int64 (row, 4), ms = zb_statement_get_int64 (row, 5);
  add_to_course (reading, &courses->known, hour, n, ms);
  if (online)
    add_to_course (reading, &courses->online, hour, n, ms);
}

static void
add_now (Reading *reading, Courses *courses, ZbStatement *row, gboolean online)
{
  courses->known.n++;
  courses->online.n += online;
}

typedef void (*Add) (Reading *reading, Courses *courses, ZbStatement *row, gboolean online);

/* Area, kind and status come first in each row. */
static void
add_row (Reading *reading, ZbStatement *row, Add add)
{
  int place = zb_figure_answer_place (reading->answer, zb_statement_get_int64 (row, 0));
  int status = (int)zb_statement_get_int64 (row, 2);
  if (place < 0 || status == ZB_DEVICE_MAINTENANCE)
    return;
  gboolean online = status == ZB_DEVICE_ONLINE;
  add (reading, get_courses (reading, reading->places, place), row, online);
  add (reading, get_courses (reading, reading->kinds, zb_statement_get_int64 (row, 1)), row, online);
}

static gboolean
add_rows (Reading *reading, const char *sql, Add add, GError **error)
{
  g_autoptr (ZbStatement) rows = zb_connection_query (reading->answer->connection, error, sql, "i",
                                                      reading->answer->begin / ZB_FACT_HOUR_MS);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    add_row (reading, rows, add);
  return step == ZB_STEP_DONE;
}

/* --- from courses to sums ----------------------------------------------------------------------- */

/* The time in one slot; `n` goes on to how many there are at its end. */
static gint64
pass_slot (const ZbFigureAnswer *answer, const Course *course, guint slot, gint64 *n)
{
  gint64 length = slot_end (answer, slot) - g_array_index (answer->slots, gint64, slot);
  gint64 time = length > 0 ? *n * length + course->ms[slot] : 0;
  *n += course->more[slot];
  return time;
}

static void
add_time (ZbFigureSums *sums, gint64 online, gint64 known)
{
  if (sums == NULL)
    return;
  sums->counts[ZB_SUM_ONLINE_MS] += online;
  sums->counts[ZB_SUM_KNOWN_MS] += known;
}

static void
add_place (Reading *reading, int place, const Courses *courses)
{
  ZbFigureAnswer *answer = reading->answer;
  gint64 n_online = courses->online.n, n_known = courses->known.n;
  for (guint slot = 0; slot < reading->n_slots; slot++)
    {
      gint64 online = pass_slot (answer, &courses->online, slot, &n_online);
      gint64 known = pass_slot (answer, &courses->known, slot, &n_known);
      ZbFigureKey key =
          zb_figure_answer_key (answer, g_array_index (answer->slots, gint64, slot), place, 0, 0);
      add_time (answer->total, online, known);
      if (known > 0)
        add_time (zb_figure_answer_group (answer, &key, CAN), online, known);
    }
}

static void
add_kind (Reading *reading, int kind, const Courses *courses)
{
  ZbFigureSums *sums = zb_figure_sums_new ();
  gint64 n_online = courses->online.n, n_known = courses->known.n;
  for (guint slot = 0; slot < reading->n_slots; slot++)
    {
      gint64 online = pass_slot (reading->answer, &courses->online, slot, &n_online);
      add_time (sums, online, pass_slot (reading->answer, &courses->known, slot, &n_known));
    }
  sums->counts[ZB_SUM_DEVICES] = n_known;
  sums->counts[ZB_SUM_DEVICES_ONLINE] = n_online;
  if (n_known == 0 && sums->counts[ZB_SUM_KNOWN_MS] == 0)
    {
      zb_figure_sums_free (sums); /* there were none yet */
      return;
    }
  g_hash_table_insert (reading->answer->online, GINT_TO_POINTER (kind), sums);
}

static void
add_all (Reading *reading)
{
  GHashTableIter iter;
  gpointer number, courses;
  g_hash_table_iter_init (&iter, reading->places);
  while (g_hash_table_iter_next (&iter, &number, &courses))
    add_place (reading, GPOINTER_TO_INT (number), courses);
  g_hash_table_iter_init (&iter, reading->kinds);
  while (g_hash_table_iter_next (&iter, &number, &courses))
    add_kind (reading, GPOINTER_TO_INT (number), courses);
}

/**
 * zb_figure_add_devices:
 * @self: an answer
 * @error: return location for an error
 *
 * Adds the time online of devices in its period.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_figure_add_devices (ZbFigureAnswer *self, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, courses_free);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, courses_free);
  Reading reading = { self, self->slots->len - 1, places, kinds };
  if (!add_rows (&reading, "SELECT area, kind, status FROM device_now WHERE ? IS NOT NULL", add_now, error) ||
      !add_rows (&reading, "SELECT area, kind, status, hour, n, ms FROM device_hour WHERE hour >= ?",
                 add_hour, error))
    return FALSE;
  add_all (&reading);
  return !zb_figure_answer_is_full (self, error);
}
