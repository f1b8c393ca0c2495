/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the entity of an id stands.
 *
 * A GHashTable keeps hashes, keys and values in three arrays, and each of them is a wait for memory where
 * 100,000 are held; here all of it stands in one row, and the entity and its id are looked at by who asked in
 * any case. */
#include "zb-store-index.h"

#include <string.h>

#define LEAST_ROWS 16

/* At most three of four rows are taken, so that a search is short. */
#define IS_FULL(self) ((self)->n_taken * 4 >= (self)->n_rows * 3)

static guint64
stir (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 32;
}

/*< private >
 * zb_store_index_hash:
 * @id: an id
 *
 * Eight bytes at a time: ids are 36 long, and each event is looked up by one.
 *
 * Returns: its hash
 */
guint
zb_store_index_hash (const char *id)
{
  gsize length = strlen (id);
  guint64 hash = length, word = 0;

  for (; length >= sizeof word; id += sizeof word, length -= sizeof word)
    {
      memcpy (&word, id, sizeof word);
      hash = stir (hash, word);
    }
  word = 0;
  memcpy (&word, id, length);
  return (guint)stir (hash, word);
}

/*< private >
 * zb_store_index_init:
 * @self: an index, all zero
 */
void
zb_store_index_init (ZbStoreIndex *self)
{
  self->n_rows = LEAST_ROWS;
  self->rows = g_new0 (ZbStoreIndexRow, LEAST_ROWS);
}

/*< private >
 * zb_store_index_clear:
 * @self: an index
 *
 * Frees what it holds.
 */
void
zb_store_index_clear (ZbStoreIndex *self)
{
  g_clear_pointer (&self->rows, g_free);
}

/* The row of @id, or the free one that it would take. */
static guint
find_row (const ZbStoreIndex *self, guint hash, const char *id)
{
  const guint mask = self->n_rows - 1;
  guint at = hash & mask;

  while (self->rows[at].entity &&
         (self->rows[at].hash != hash || strcmp (self->rows[at].entity->id, id) != 0))
    at = (at + 1) & mask;
  return at;
}

/*< private >
 * zb_store_index_find:
 * @self: an index
 * @id: an id
 *
 * Returns: (nullable): its row, until the index changes
 */
ZbStoreIndexRow *
zb_store_index_find (const ZbStoreIndex *self, const char *id)
{
  ZbStoreIndexRow *row = &self->rows[find_row (self, zb_store_index_hash (id), id)];

  return row->entity ? row : NULL;
}

static void
put_row (ZbStoreIndex *self, ZbStoreIndexRow row)
{
  guint at = row.hash & (self->n_rows - 1);

  while (self->rows[at].entity)
    at = (at + 1) & (self->n_rows - 1);
  self->rows[at] = row;
}

static void
grow (ZbStoreIndex *self)
{
  g_autofree ZbStoreIndexRow *rows = self->rows;
  const guint n = self->n_rows;

  self->n_rows = 2 * n;
  self->rows = g_new0 (ZbStoreIndexRow, self->n_rows);
  for (guint i = 0; i < n; i++)
    if (rows[i].entity)
      put_row (self, rows[i]);
}

/*< private >
 * zb_store_index_add:
 * @self: an index
 * @entity: (transfer none): an entity whose id it does not have; it has to stay for as long as its row
 * @position: where it stands
 */
void
zb_store_index_add (ZbStoreIndex *self, ZbEntity *entity, guint position)
{
  if (IS_FULL (self))
    grow (self);
  put_row (self, (ZbStoreIndexRow){ zb_store_index_hash (entity->id), position, entity });
  self->n_taken++;
}

/* Whether the row at @at may move into the gap: not where its search begins behind it. */
static gboolean
may_fill (const ZbStoreIndex *self, guint gap, guint at)
{
  const guint mask = self->n_rows - 1;

  return ((at - self->rows[at].hash) & mask) >= ((at - gap) & mask);
}

/*< private >
 * zb_store_index_remove:
 * @self: an index
 * @id: an id that it has
 *
 * What was searched past the row moves up, so that no row is left that is neither taken nor free.
 */
void
zb_store_index_remove (ZbStoreIndex *self, const char *id)
{
  const guint mask = self->n_rows - 1;
  guint gap = find_row (self, zb_store_index_hash (id), id);

  for (guint at = (gap + 1) & mask; self->rows[at].entity; at = (at + 1) & mask)
    if (may_fill (self, gap, at))
      {
        self->rows[gap] = self->rows[at];
        gap = at;
      }
  self->rows[gap] = (ZbStoreIndexRow){ 0 };
  self->n_taken--;
}
