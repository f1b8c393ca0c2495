/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The status of a unit follows from its duty, its position and its assignments, and is never set. */
#include "zb-units.h"

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
