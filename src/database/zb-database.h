/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define ZB_TYPE_DATABASE (zb_database_get_type ())
G_DECLARE_FINAL_TYPE (ZbDatabase, zb_database, ZB, DATABASE, GObject)

/**
 * ZbDatabaseFunc:
 * @connection: the connection of the thread that it runs on
 * @data: what was handed in
 *
 * Work on the database. It must not wait for anything else.
 *
 * Returns: (transfer full): a future that is already resolved with the result, or already rejected,
 *   which for a writer undoes everything it did
 */
typedef DexFuture *(*ZbDatabaseFunc) (ZbConnection *connection, gpointer data);

ZbDatabase *zb_database_new (const char *path, ZbConnectionMode mode, const char *const *migrations,
                             guint n_readers, GError **error);
DexFuture *zb_database_write (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GDestroyNotify destroy);
DexFuture *zb_database_read (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GDestroyNotify destroy);
gboolean zb_database_write_sync (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GError **error);
gboolean zb_database_read_sync (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GError **error);
const char *zb_database_get_path (ZbDatabase *self);
void zb_database_close (ZbDatabase *self);
DexFuture *zb_database_close_async (ZbDatabase *self);

G_END_DECLS
