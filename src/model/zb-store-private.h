/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-store.h"

G_BEGIN_DECLS

/*< private >
 * ZbStoreWatch:
 * @data: what was given to zb_store_watch()
 * @entity: (type ZbEntity): what has changed
 * @position: where it stands in the store
 */
typedef void (*ZbStoreWatch) (gpointer data, gpointer entity, guint position);

void zb_store_watch (ZbStore *self, ZbStoreWatch watch, gpointer data);
void zb_store_unwatch (ZbStore *self, gpointer data);

gboolean zb_store_put (ZbStore *self, ZbEntity *entity);
void zb_store_put_many (ZbStore *self, GPtrArray *entities);
gboolean zb_store_remove (ZbStore *self, const char *id);

G_END_DECLS
