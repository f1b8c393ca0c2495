/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status of a unit follows from its duty, its position and its assignments, and is never set. */
#include "zb-units.h"

#define CLOCK_AHEAD (5 * G_TIME_SPAN_SECOND)

/**
 * zb_unit_count_open:
 * @tx: a transaction
 * @unit: the id of a unit
 *
 * Returns: how many open assignments it has; those of drills count for a shadow only, and those alone
 */
guint
zb_unit_count_open (ZbTransaction *tx, const char *unit)
{
  const ZbUnit *loaded = zb_transaction_load (tx, ZB_KIND_UNIT, unit);
  gboolean is_shadow = loaded && loaded->drill;
  return (guint)zb_transaction_count (
      tx,
      "SELECT count(*) FROM entity WHERE kind = 'assignment' AND unit = ?"
      " AND state IN ('sent', 'accepted', 'en_route', 'on_scene') AND (mode = 'drill') = ?",
      "ti", unit, (gint64)is_shadow);
}

/**
 * zb_unit_derive:
 * @tx: a transaction
 * @unit: a unit that it loaded, about to be saved
 *
 * Returns: whether its status has changed
 */
gboolean
zb_unit_derive (ZbTransaction *tx, ZbUnit *unit)
{
  int before = unit->status;
  unit->status = zb_unit_derive_status (unit, zb_unit_count_open (tx, unit->parent_instance.id), tx->now);
  return unit->status != before;
}

/**
 * zb_unit_refresh:
 * @tx: a transaction
 * @unit: (nullable): the id of a unit of which something has changed that its status depends on
 *
 * Saves it where its status is another one.
 */
void
zb_unit_refresh (ZbTransaction *tx, const char *unit)
{
  ZbUnit *entity = zb_transaction_load (tx, ZB_KIND_UNIT, unit);
  if (entity && zb_unit_derive (tx, entity))
    zb_transaction_save (tx, entity, NULL);
}

/**
 * zb_unit_move:
 * @tx: a transaction
 * @unit: a unit that it loaded
 * @position: where it is, as somebody reports it
 * @as_of: when it was there, µs UTC; a clock that is ahead of ours must not hide what comes after
 * @source: who reports it
 *
 * Saves the unit where it is now, and tells so.
 *
 * Returns: %FALSE where a later position is known, and nothing was changed
 */
gboolean
zb_unit_move (ZbTransaction *tx, ZbUnit *unit, const ZbPosition *position, gint64 as_of, const char *source)
{
  gint64 when = CLAMP (as_of, 0, tx->now + CLOCK_AHEAD);
  if (when < unit->as_of)
    return FALSE;
  unit->location = position->location;
  unit->accuracy = position->accuracy;
  unit->heading = position->heading;
  unit->speed = position->speed;
  unit->as_of = when;
  if (position->travel != 0)
    unit->on_foot = position->travel == 2;
  if (position->duty != 0)
    unit->on_duty = position->duty == 1;
  g_set_str (&unit->source, source);
  zb_unit_derive (tx, unit);
  zb_transaction_save (tx, unit, "unit.moved");
  return TRUE;
}
