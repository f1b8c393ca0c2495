/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a saved entity adds to the facts. It is a fold: the new row follows from the row that was there, the
 * entity as it is now, and the moment. So the log, read again, gives the same facts. */
#include "zb-facts.h"

#include "zb-fact-names.h"
#include "zb-fact-schema.h"

#include "zb-alert.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-unit.h"

static gint64
ms (gint64 time)
{
  return time / 1000;
}

static gint64
now_ms (ZbTransaction *tx)
{
  return ms (tx->now);
}

static gint64
row_of (ZbTransaction *tx, ZbKind kind, const char *id)
{
  return zb_transaction_count (tx, "SELECT rid FROM entity WHERE kind = ? AND id = ?", "tt",
                               zb_choices_nick (&zb_kinds, (int)kind), id);
}

/* --- alerts ---------------------------------------------------------------------------------- */

/* What is claimed or judged at once has waited no second. */
static void
add_alert (ZbTransaction *tx, const ZbAlert *alert, gint64 rid)
{
  zb_connection_run (tx->connection, &tx->error,
                     "INSERT INTO alert_fact VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, -1), ?,"
                     " nullif (?, -1), ?, ?)",
                     "iiiiiiiiiiii", rid, now_ms (tx), (gint64)alert->parent_instance.mode,
                     zb_fact_number (tx, alert->area), zb_fact_number (tx, alert->kind),
                     (gint64)alert->severity, alert->occurrences,
                     (gint64)(alert->state == ZB_ALERT_CLAIMED ? 0 : -1), (gint64)alert->verdict,
                     (gint64)(alert->verdict != ZB_VERDICT_NONE ? 0 : -1),
                     zb_fact_number (tx, alert->algorithm), zb_fact_number (tx, alert->device));
  zb_fact_note_block (tx, now_ms (tx) / ZB_FACT_HOUR_MS, rid);
}

static void
change_alert (ZbTransaction *tx, const ZbAlert *alert)
{
  zb_connection_run (tx->connection, &tx->error,
                     "UPDATE alert_fact SET area = ?2, severity = ?3, occurrences = ?4,"
                     " claim_s = CASE WHEN claim_s IS NULL AND ?5 THEN (?7 - at) / 1000 ELSE claim_s END,"
                     " verdict_s = CASE WHEN ?6 = 0 THEN NULL WHEN verdict = ?6 THEN verdict_s"
                     " ELSE (?7 - at) / 1000 END, verdict = ?6"
                     " WHERE rid = (SELECT rid FROM entity WHERE kind = 'alert' AND id = ?1)",
                     "tiiiiii", alert->parent_instance.id, zb_fact_number (tx, alert->area),
                     (gint64)alert->severity, alert->occurrences, (gint64)(alert->state == ZB_ALERT_CLAIMED),
                     (gint64)alert->verdict, now_ms (tx));
}

static void
note_alert (ZbTransaction *tx, const ZbAlert *alert, gint64 rid)
{
  if (rid != 0)
    add_alert (tx, alert, rid);
  else
    change_alert (tx, alert);
}

/* --- cases ----------------------------------------------------------------------------------- */

static gint64
when (const ZbCase *of, ZbStep step)
{
  const ZbStepTime *time = zb_case_find_step (of, step);
  return time != NULL ? ms (time->at) : 0;
}

static gint64
get_over (const ZbCase *of)
{
  return of->step == ZB_STEP_CLOSED ? ZB_FACT_CLOSED : of->step == ZB_STEP_VOID ? ZB_FACT_VOID : ZB_FACT_OPEN;
}

static gint64
get_over_at (ZbTransaction *tx, const ZbCase *of)
{
  gint64 at = when (of, of->step);
  return zb_case_is_open (of) ? ZB_FACT_NEVER : at != 0 ? at : now_ms (tx);
}

/* 1 accept, 2 arrive, 3 finish; 0 for none. */
static gint64
get_past (const ZbCase *of)
{
  const char *past = of->deadlines != NULL ? of->deadlines->past_due : NULL;
  return g_strcmp0 (past, "accept") == 0   ? 1
         : g_strcmp0 (past, "arrive") == 0 ? 2
         : g_strcmp0 (past, "finish") == 0 ? 3
                                           : 0;
}

static void
note_case (ZbTransaction *tx, const ZbCase *of, gint64 rid)
{
  gint64 past = get_past (of);
  zb_connection_run (
      tx->connection, &tx->error,
      "INSERT INTO case_fact (rid, at, over_at, over, mode, area, kind, filed_at, dispatched_at, accepted_at,"
      " reported_at, checking_at, late, past, returned, on_time)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, nullif (?, 0), nullif (?, 0), nullif (?, 0), nullif (?, 0),"
      " nullif (?, 0), ?, ?, ?, ?) ON CONFLICT (rid) DO UPDATE SET over_at = excluded.over_at,"
      " reopened = reopened + (over = 1 AND excluded.over <> 1), over = excluded.over, area = excluded.area,"
      " kind = excluded.kind, filed_at = coalesce (filed_at, excluded.filed_at),"
      " dispatched_at = coalesce (dispatched_at, excluded.dispatched_at),"
      " accepted_at = coalesce (accepted_at, excluded.accepted_at),"
      " reported_at = coalesce (reported_at, excluded.reported_at), checking_at = excluded.checking_at,"
      " late = late | excluded.late, past = excluded.past, returned = excluded.returned,"
      " on_time = excluded.on_time",
      "iiiiiiiiiiiiiiii", rid != 0 ? rid : row_of (tx, ZB_KIND_CASE, of->parent_instance.id), now_ms (tx),
      get_over_at (tx, of), get_over (of), (gint64)of->parent_instance.mode, zb_fact_number (tx, of->area),
      zb_fact_number (tx, of->kind), when (of, ZB_STEP_FILED), when (of, ZB_STEP_DISPATCHED),
      when (of, ZB_STEP_HANDLING), when (of, ZB_STEP_REPORTED), when (of, ZB_STEP_CHECKING),
      (gint64)(past != 0 ? 1 << (past - 1) : 0), past, of->returned,
      (gint64)(of->evaluation != NULL && of->evaluation->on_time));
}

/* --- assignments ----------------------------------------------------------------------------- */

static const char *
get_organisation (ZbTransaction *tx, const ZbAssignment *assignment)
{
  if (assignment->organisation != NULL)
    return assignment->organisation;
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  return unit != NULL ? unit->organisation : NULL;
}

static gint64
get_ended_at (const ZbAssignment *assignment)
{
  gint64 at = assignment->state == ZB_ASSIGNMENT_DONE          ? assignment->done_at
              : assignment->state == ZB_ASSIGNMENT_DECLINED    ? assignment->declined_at
              : assignment->state == ZB_ASSIGNMENT_HANDED_BACK ? assignment->handed_back_at
              : assignment->state == ZB_ASSIGNMENT_CANCELLED   ? assignment->cancelled_at
                                                               : 0;
  return at != 0 ? ms (at) : ZB_FACT_NEVER;
}

static void
tell_case (ZbTransaction *tx, const ZbAssignment *assignment, gint64 of_case, gint64 organisation)
{
  if (assignment->lead || assignment->on_scene_at != 0)
    zb_connection_run (tx->connection, &tx->error,
                       "UPDATE case_fact SET organisation = CASE WHEN ?2 THEN ?3 ELSE organisation END,"
                       " arrived_at = coalesce (arrived_at, nullif (?4, 0)) WHERE rid = ?1",
                       "iiii", of_case, (gint64)assignment->lead, organisation, ms (assignment->on_scene_at));
}

static void
note_assignment (ZbTransaction *tx, const ZbAssignment *assignment, gint64 rid)
{
  gint64 of_case = row_of (tx, ZB_KIND_CASE, assignment->case_id);
  gint64 organisation = zb_fact_number (tx, get_organisation (tx, assignment));
  zb_connection_run (tx->connection, &tx->error,
                     "INSERT INTO assignment_fact VALUES (?, ?, ?, ?, ?, ?,"
                     " coalesce ((SELECT kind FROM case_fact WHERE rid = ?), 0), ?, ?)"
                     " ON CONFLICT (rid) DO UPDATE SET ended_at = excluded.ended_at, state = excluded.state,"
                     " area = excluded.area",
                     "iiiiiiiii",
                     rid != 0 ? rid : row_of (tx, ZB_KIND_ASSIGNMENT, assignment->parent_instance.id),
                     ms (assignment->sent_at), get_ended_at (assignment), (gint64)assignment->state,
                     (gint64)assignment->parent_instance.mode, zb_fact_number (tx, assignment->area), of_case,
                     zb_fact_number (tx, assignment->unit), organisation);
  tell_case (tx, assignment, of_case, organisation);
}

/* --- devices ---------------------------------------------------------------------------------- */

typedef struct
{
  gint64 area;
  gint64 kind;
  gint64 status;
} Standing;

static gboolean
get_standing (ZbTransaction *tx, gint64 device, Standing *standing)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT area, kind, status FROM device_now WHERE device = ?", "i", device);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return FALSE;
  *standing = (Standing){ zb_statement_get_int64 (row, 0), zb_statement_get_int64 (row, 1),
                          zb_statement_get_int64 (row, 2) };
  return TRUE;
}

static void
count_device (ZbTransaction *tx, const Standing *standing, gint64 by)
{
  gint64 hour = now_ms (tx) / ZB_FACT_HOUR_MS;
  gint64 left = (hour + 1) * ZB_FACT_HOUR_MS - now_ms (tx);
  zb_connection_run (
      tx->connection, &tx->error,
      "INSERT INTO device_hour VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (hour, area, kind, status)"
      " DO UPDATE SET n = n + excluded.n, ms = ms + excluded.ms",
      "iiiiii", hour, standing->area, standing->kind, standing->status, by, by * left);
}

/* "camera xueliang": the wall shows the projects apart. */
static gint64
kind_number (ZbTransaction *tx, const ZbDevice *device)
{
  g_autofree char *name = g_strdup_printf (
      "%s %s", zb_choices_nick (&zb_device_kinds, device->kind),
      device->project != ZB_PROJECT_NONE ? zb_choices_nick (&zb_projects, device->project) : "");
  return zb_fact_number (tx, name);
}

static void
note_device (ZbTransaction *tx, const ZbDevice *device)
{
  gint64 number = zb_fact_number (tx, device->parent_instance.id);
  Standing before, after = { zb_fact_number (tx, device->area), kind_number (tx, device), device->status };
  gboolean known = get_standing (tx, number, &before);
  if (known && memcmp (&before, &after, sizeof after) == 0)
    return;
  if (known)
    count_device (tx, &before, -1);
  count_device (tx, &after, 1);
  zb_connection_run (tx->connection, &tx->error, "INSERT OR REPLACE INTO device_now VALUES (?, ?, ?, ?)",
                     "iiii", number, after.area, after.kind, after.status);
}

/* --- all --------------------------------------------------------------------------------------- */

/**
 * zb_facts_note:
 * @tx: a transaction
 * @entity: a #ZbEntity that it has just written
 * @rid: its row where it is new, 0 where it was there before
 *
 * Writes the facts that follow from it.
 */
void
zb_facts_note (ZbTransaction *tx, gpointer entity, gint64 rid)
{
  if (tx->error != NULL)
    return;
  switch ((int)zb_entity_get_kind (entity))
    {
    case ZB_KIND_ALERT:
      note_alert (tx, entity, rid);
      break;
    case ZB_KIND_CASE:
      note_case (tx, entity, rid);
      break;
    case ZB_KIND_ASSIGNMENT:
      note_assignment (tx, entity, rid);
      break;
    case ZB_KIND_DEVICE:
      note_device (tx, entity);
      break;
    default:
      break;
    }
}

/**
 * zb_facts_forget:
 * @tx: a transaction
 * @entity: a #ZbEntity that it has just removed
 *
 * A device that is gone is in no status any more; the time until now stays.
 */
void
zb_facts_forget (ZbTransaction *tx, gpointer entity)
{
  if (tx->error != NULL || zb_entity_get_kind (entity) != ZB_KIND_DEVICE)
    return;
  Standing standing;
  gint64 number = zb_fact_number (tx, ZB_ENTITY (entity)->id);
  if (!get_standing (tx, number, &standing))
    return;
  count_device (tx, &standing, -1);
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM device_now WHERE device = ?", "i", number);
}
