/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which alerts a watch zone marks and raises: each that comes in, and those that are open already when the
 * zone is drawn, changed, or begins to count. Of these there may be very many, so they are gone through in
 * portions, the latest first; how far a zone has come is kept in a table. */
#include "zb-zone-marks.h"

#include "zb-alert-zones.h"
#include "zb-platform.h"
#include "zb-zones.h"

/**
 * zb_zone_get_minute:
 * @tx: a transaction
 *
 * Returns: minutes after midnight at its moment, on the district's clock; on UTC's where no platform is there
 */
int
zb_zone_get_minute (ZbTransaction *tx)
{
  static const ZbCalendar utc;
  const ZbCalendar *calendar = tx->platform != NULL ? zb_platform_get_calendar (tx->platform) : &utc;
  return zb_calendar_get_minute (calendar, tx->now / G_TIME_SPAN_MILLISECOND);
}

/**
 * zb_zone_mark_draft:
 * @tx: a transaction
 * @draft: an alert on its way in, with the severity that its source gives it
 *
 * Each zone that it lies in now marks it, and raises it where the zone says so.
 */
void
zb_zone_mark_draft (ZbTransaction *tx, ZbAlert *draft)
{
  GPtrArray *zones = zb_zones_get_open (tx);
  int given = draft->severity, minute = zones->len > 0 ? zb_zone_get_minute (tx) : 0;
  for (guint i = 0; i < zones->len; i++)
    {
      const ZbZone *zone = g_ptr_array_index (zones, i);
      if (zb_zone_matches_at (zone, draft->kind, given, draft->location, tx->now, minute))
        zb_alert_mark (draft, zone);
    }
}

/* --- those that are open already ----------------------------------------------------------------------- */

/* The rows of one portion, by the box of the zone. The index is named, since the way backwards through all
 * that was ever written would look no worse to SQLite. */
static ZbStatement *
find_portion (ZbTransaction *tx, const ZbZone *zone, gint64 before)
{
  ZbBox box = zb_zone_get_box (zone);
  return zb_connection_query (
      tx->connection, &tx->error,
      "SELECT rid, id FROM entity INDEXED BY entity_state WHERE kind = 'alert'"
      " AND state IN ('new', 'claimed') AND rid < ?"
      " AND body ->> '$.location.coordinates[0]' BETWEEN ? AND ?"
      " AND body ->> '$.location.coordinates[1]' BETWEEN ? AND ? ORDER BY rid DESC LIMIT ?",
      "iddddi", before, box.west, box.east, box.south, box.north, (gint64)ZB_ZONE_PORTION);
}

static void
mark_open (ZbTransaction *tx, const ZbZone *zone, const char *id, int minute)
{
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, id);
  if (alert == NULL || !zb_zone_matches_at (zone, alert->kind, zb_alert_get_given_severity (alert),
                                            alert->location, tx->now, minute))
    return;
  if (!zb_alert_mark (alert, zone))
    return;
  zb_transaction_save (tx, alert, NULL);
  zb_transaction_audit (tx, "alert.zone", alert, zone->name);
}

static GPtrArray *
read_portion (ZbTransaction *tx, const ZbZone *zone, gint64 *before)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZbStatement) rows = find_portion (tx, zone, *before);
  while (rows != NULL && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    {
      *before = zb_statement_get_int64 (rows, 0);
      g_ptr_array_add (ids, g_strdup (zb_statement_get_text (rows, 1)));
    }
  return ids;
}

static void
sweep (ZbTransaction *tx, const ZbZone *zone, gint64 before)
{
  g_autoptr (GPtrArray) ids = read_portion (tx, zone, &before);
  int minute = zb_zone_get_minute (tx);
  for (guint i = 0; i < ids->len && tx->error == NULL; i++)
    mark_open (tx, zone, g_ptr_array_index (ids, i), minute);
  if (ids->len < ZB_ZONE_PORTION)
    zb_zone_stop_sweeping (tx, zone);
  else if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT OR REPLACE INTO zone_sweep (zone, before) VALUES (?, ?)", "ti",
                       ZB_ENTITY ((gpointer)zone)->id, before);
}

static gboolean
counts_now (ZbTransaction *tx, const ZbZone *zone)
{
  return zb_zone_is_active (zone, tx->now) && zb_zone_is_within_hours (zone, zb_zone_get_minute (tx));
}

/**
 * zb_zone_begin_sweep:
 * @tx: a transaction
 * @zone: a zone that it has loaded or written
 *
 * Marks the alerts that are open in it, if it counts now: the first portion at once, others at the clock's
 * next looks.
 */
void
zb_zone_begin_sweep (ZbTransaction *tx, ZbZone *zone)
{
  zb_zone_stop_sweeping (tx, zone);
  if (counts_now (tx, zone))
    sweep (tx, zone, G_MAXINT64);
}

static gint64
get_before (ZbTransaction *tx, const ZbZone *zone)
{
  return zb_transaction_count (tx, "SELECT before FROM zone_sweep WHERE zone = ?", "t",
                               ZB_ENTITY ((gpointer)zone)->id);
}

/**
 * zb_zone_go_on_sweeping:
 * @tx: a transaction
 * @zone: a zone of which zb_zone_is_sweeping() said so
 *
 * Marks the next portion, or stops where it does not count any more.
 */
void
zb_zone_go_on_sweeping (ZbTransaction *tx, ZbZone *zone)
{
  if (counts_now (tx, zone))
    sweep (tx, zone, get_before (tx, zone));
  else
    zb_zone_stop_sweeping (tx, zone);
}

/**
 * zb_zone_stop_sweeping:
 * @tx: a transaction
 * @zone: a zone
 *
 * Leaves what is left of the open alerts as it is.
 */
void
zb_zone_stop_sweeping (ZbTransaction *tx, const ZbZone *zone)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM zone_sweep WHERE zone = ?", "t",
                       ZB_ENTITY ((gpointer)zone)->id);
}

/**
 * zb_zone_is_sweeping:
 * @tx: a transaction
 * @zone: a zone
 *
 * Returns: whether there are portions left
 */
gboolean
zb_zone_is_sweeping (ZbTransaction *tx, const ZbZone *zone)
{
  return get_before (tx, zone) > 0;
}
