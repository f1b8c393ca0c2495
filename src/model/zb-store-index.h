/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/*< private >
 * ZbStoreIndexRow:
 * @hash: of the id of @entity
 * @position: where it stands
 * @entity: (nullable): %NULL where the row is free
 */
typedef struct
{
  guint32 hash, position;
  ZbEntity *entity;
} ZbStoreIndexRow;

/*< private >
 * ZbStoreIndex:
 * @rows: a power of two of them
 *
 * Where the entity of an id stands.
 */
typedef struct
{
  ZbStoreIndexRow *rows;
  guint n_rows, n_taken;
} ZbStoreIndex;

void zb_store_index_init (ZbStoreIndex *self);
void zb_store_index_clear (ZbStoreIndex *self);
guint zb_store_index_hash (const char *id);
ZbStoreIndexRow *zb_store_index_find (const ZbStoreIndex *self, const char *id);
void zb_store_index_add (ZbStoreIndex *self, ZbEntity *entity, guint position);
void zb_store_index_remove (ZbStoreIndex *self, const char *id);

G_END_DECLS
