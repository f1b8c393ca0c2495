/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watch zones that are not over. They are read once and then remembered; whether the memory still holds
 * is asked once in each transaction, by how many there are and what has happened to them: so that neither
 * what was undone nor what another process wrote is believed. */
#include "zb-zones.h"

#include "zb-json.h"
#include "zb-platform.h"
#include "zb-zone.h"

/* The words of the index over them, which is named so that those of years ago are never read. */
#define OPEN "entity INDEXED BY entity_open_zone WHERE kind = 'zone' AND body ->> '$.ended_at' IS NULL"

typedef struct
{
  gint64 n;
  gint64 versions;
  gint64 latest;
} Stamp;

struct _ZbZones
{
  GPtrArray *open; /* NULL while nothing is remembered */
  Stamp stamp;
};

/**
 * zb_zones_new:
 *
 * Returns: (transfer full): a memory of nothing yet
 */
ZbZones *
zb_zones_new (void)
{
  return g_new0 (ZbZones, 1);
}

/**
 * zb_zones_free:
 * @self: (transfer full): a memory
 */
void
zb_zones_free (ZbZones *self)
{
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_free (self);
}

static Stamp
read_stamp (ZbTransaction *tx)
{
  Stamp stamp = { 0 };
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error,
      "SELECT count (*), coalesce (sum (version), 0), coalesce (max (updated_at), 0) FROM " OPEN, "");
  if (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    stamp = (Stamp){ zb_statement_get_int64 (row, 0), zb_statement_get_int64 (row, 1),
                     zb_statement_get_int64 (row, 2) };
  return stamp;
}

/* One that cannot be read, since another version wrote it, must not keep alerts from being taken. */
static void
add_row (GPtrArray *open, ZbStatement *row)
{
  g_autoptr (GError) error = NULL;
  ZbZone *zone = zb_json_read_record_text (ZB_TYPE_ZONE, zb_statement_get_text (row, 0), -1, &error);
  if (zone != NULL)
    g_ptr_array_add (open, zone);
  else
    g_warning ("a watch zone cannot be read: %s", error->message);
}

static GPtrArray *
read_open (ZbTransaction *tx)
{
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbStatement) rows = zb_connection_query (
      tx->connection, &tx->error, "SELECT body FROM " OPEN " ORDER BY updated_at, version LIMIT ?", "i",
      (gint64)ZB_ZONES_MOST);
  while (rows != NULL && zb_statement_step (rows, &tx->error) == ZB_STEP_ROW)
    add_row (open, rows);
  return open;
}

static gboolean
is_same (const Stamp *a, const Stamp *b)
{
  return a->n == b->n && a->versions == b->versions && a->latest == b->latest;
}

static GPtrArray *
recall (ZbZones *self, ZbTransaction *tx)
{
  Stamp stamp = read_stamp (tx);
  if (self->open == NULL || !is_same (&stamp, &self->stamp))
    {
      g_clear_pointer (&self->open, g_ptr_array_unref);
      self->open = read_open (tx);
      self->stamp = stamp;
    }
  return g_ptr_array_ref (self->open);
}

/**
 * zb_zones_get_open:
 * @tx: a transaction on the writer's thread
 *
 * Returns: (transfer none) (element-type ZbZone): the watch zones that nobody has ended and of which the
 *   platform has not yet said that they have expired; to be read only, and valid until @tx writes one
 */
GPtrArray *
zb_zones_get_open (ZbTransaction *tx)
{
  ZbZones *memory = tx->platform != NULL ? zb_platform_get_zones (tx->platform) : NULL;
  if (tx->zones == NULL)
    tx->zones = memory != NULL && !tx->zones_changed ? recall (memory, tx) : read_open (tx);
  return tx->zones;
}

/**
 * zb_zones_note_change:
 * @tx: a transaction that has written a watch zone
 *
 * From now on @tx reads them anew. What is remembered for others is left to their own look, since this may
 * still be undone.
 */
void
zb_zones_note_change (ZbTransaction *tx)
{
  tx->zones_changed = TRUE;
  g_clear_pointer (&tx->zones, g_ptr_array_unref);
}
