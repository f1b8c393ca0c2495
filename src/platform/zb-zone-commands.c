/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to watch zones, by officers and by time: the guard decides, this file changes and writes it
 * down. */
#include "zb-zone-commands.h"

#include "zb-acting.h"
#include "zb-due.h"
#include "zb-platform.h"
#include "zb-zone-marks.h"
#include "zb-zones.h"

/**
 * zb_zone_guard_call:
 * @tx: the transaction of an officer's call
 * @zone: a zone
 * @verb: what is to be done to it
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_zone_guard_call (ZbTransaction *tx, ZbZone *zone, ZbZoneVerb verb)
{
  ZbActor actor = zb_acting_get_actor (tx, zone);
  /* A new one was held against the officer's areas as a whole, see zb_zone_place(). */
  actor.covers = actor.covers || verb == ZB_ZONE_VERB_CREATE;
  return zb_zone_guard (zone, verb, &actor);
}

/* What is noted as due follows from how far the open alerts were gone through. */
static void
begin_sweep (ZbTransaction *tx, ZbZone *zone)
{
  zb_zone_begin_sweep (tx, zone);
  zb_due_note (tx, zone, FALSE);
}

/**
 * zb_zone_open:
 * @tx: the transaction of an officer's call
 * @draft: a zone that is not in the store yet, checked and placed
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written, and the alerts in it are marked
 */
ZbProblem *
zb_zone_open (ZbTransaction *tx, ZbZone *draft)
{
  ZbAccount *account = tx->call->account;
  ZbProblem *problem = zb_zone_guard_call (tx, draft, ZB_ZONE_VERB_CREATE);
  if (problem)
    return problem;
  if (zb_zones_get_open (tx)->len >= ZB_ZONES_MOST)
    return zb_guard_refuse ("zones_full", NULL, NULL);
  g_set_str (&draft->by, ZB_ENTITY (account)->id);
  g_set_str (&draft->by_name, account->name);
  draft->created_at = tx->now;
  zb_transaction_add (tx, g_object_ref (draft), NULL);
  zb_transaction_audit (tx, "zone.create", draft, draft->name);
  begin_sweep (tx, draft);
  return NULL;
}

/**
 * zb_zone_change:
 * @tx: the transaction of an officer's call
 * @zone: a zone that it loaded, with the edited fields taken, checked and placed
 *
 * Writes it down. What lay in it stays marked; what lies in it now is marked too.
 */
void
zb_zone_change (ZbTransaction *tx, ZbZone *zone)
{
  zb_transaction_save (tx, zone, NULL);
  zb_transaction_audit (tx, "zone.edit", zone, zone->name);
  begin_sweep (tx, zone);
}

static void
end_at (ZbTransaction *tx, ZbZone *zone, gint64 at, const char *action, const char *why)
{
  zone->ended_at = at;
  zb_zone_stop_sweeping (tx, zone);
  zb_transaction_save (tx, zone, NULL);
  zb_transaction_audit (tx, action, zone, why);
}

/**
 * zb_zone_end:
 * @tx: the transaction of an officer's call
 * @zone: a zone that it loaded
 * @reason: (nullable): why it is over before its time
 *
 * Nothing that it has raised is lowered.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_zone_end (ZbTransaction *tx, ZbZone *zone, const char *reason)
{
  ZbProblem *problem = zb_zone_guard_call (tx, zone, ZB_ZONE_VERB_END);
  if (problem)
    return problem;
  end_at (tx, zone, tx->now, "zone.end", reason);
  return NULL;
}

/* --- what time brings about ----------------------------------------------------------------------------- */

/* When it begins to count: the first time, or again each day. */
static gint64
find_next_begin (ZbTransaction *tx, const ZbZone *zone)
{
  const ZbCalendar *calendar = tx->platform ? zb_platform_get_calendar (tx->platform) : NULL;
  if (zone->starts_at > tx->now)
    return zone->starts_at;
  if (zone->hours_from == zone->hours_to || !calendar)
    return zone->expires_at;
  return zb_calendar_find_minute (calendar, tx->now / G_TIME_SPAN_MILLISECOND, (int)zone->hours_from) *
         G_TIME_SPAN_MILLISECOND;
}

/**
 * zb_zone_find_next_turn:
 * @tx: a transaction
 * @zone: a zone
 *
 * Returns: when something is due for it next, µs UTC; 0 for never
 */
gint64
zb_zone_find_next_turn (ZbTransaction *tx, const ZbZone *zone)
{
  if (zone->ended_at)
    return 0;
  if (zb_zone_is_sweeping (tx, zone))
    return tx->now;
  return MIN (find_next_begin (tx, zone), zone->expires_at);
}

/**
 * zb_zone_turn:
 * @tx: a transaction that no request has asked for
 * @zone: a zone that it loaded
 *
 * Does what is due for it: it is over, it begins to count, or there are open alerts that it has not seen yet.
 */
void
zb_zone_turn (ZbTransaction *tx, ZbZone *zone)
{
  if (zone->ended_at)
    return;
  if (zone->expires_at <= tx->now)
    end_at (tx, zone, zone->expires_at, "zone.expire", NULL);
  else if (zb_zone_is_sweeping (tx, zone))
    zb_zone_go_on_sweeping (tx, zone);
  else
    zb_zone_begin_sweep (tx, zone);
}
