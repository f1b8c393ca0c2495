/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-statement.h"

G_BEGIN_DECLS

/**
 * ZbDatabaseError:
 * @ZB_DATABASE_ERROR_FAILED: SQLite refused, for the reason in the message
 * @ZB_DATABASE_ERROR_NEWER: the file was written by a newer version of the program
 * @ZB_DATABASE_ERROR_BUSY: another process holds the file
 * @ZB_DATABASE_ERROR_FULL: the disk is full
 * @ZB_DATABASE_ERROR_UNREACHABLE: the file can not be opened, read or written
 * @ZB_DATABASE_ERROR_CONSTRAINT: a row breaks a rule of the schema
 * @ZB_DATABASE_ERROR_CORRUPT: the file is damaged, or not a database
 * @ZB_DATABASE_ERROR_CLOSED: the database was closed before the work was done
 * @ZB_DATABASE_ERROR_LATE: a query ran beyond its deadline and was ended
 */
typedef enum
{
  ZB_DATABASE_ERROR_FAILED,
  ZB_DATABASE_ERROR_NEWER,
  ZB_DATABASE_ERROR_BUSY,
  ZB_DATABASE_ERROR_FULL,
  ZB_DATABASE_ERROR_UNREACHABLE,
  ZB_DATABASE_ERROR_CONSTRAINT,
  ZB_DATABASE_ERROR_CORRUPT,
  ZB_DATABASE_ERROR_CLOSED,
  ZB_DATABASE_ERROR_LATE,
} ZbDatabaseError;

#define ZB_DATABASE_ERROR (zb_database_error_quark ())
GQuark zb_database_error_quark (void);

/**
 * ZbConnectionMode:
 * @ZB_CONNECTION_READ: reads only
 * @ZB_CONNECTION_WRITE: writes; the disk is waited for at checkpoints only
 * @ZB_CONNECTION_WRITE_DURABLE: writes; what is committed has reached the disk
 */
typedef enum
{
  ZB_CONNECTION_READ,
  ZB_CONNECTION_WRITE,
  ZB_CONNECTION_WRITE_DURABLE,
} ZbConnectionMode;

typedef struct _ZbConnection ZbConnection;

ZbConnection *zb_connection_open (const char *path, ZbConnectionMode mode, GError **error);
void zb_connection_close (ZbConnection *self);

ZbStatement *zb_connection_prepare (ZbConnection *self, const char *sql, GError **error);
ZbStatement *zb_connection_query (ZbConnection *self, GError **error, const char *sql, const char *types,
                                  ...);
gboolean zb_connection_run (ZbConnection *self, GError **error, const char *sql, const char *types, ...);
gboolean zb_connection_script (ZbConnection *self, const char *sql, GError **error);
gboolean zb_connection_migrate (ZbConnection *self, const char *const *migrations, GError **error);
gboolean zb_connection_copy_to (ZbConnection *self, const char *path, GError **error);

gint64 zb_connection_get_last_id (ZbConnection *self);
gint64 zb_connection_get_changes (ZbConnection *self);
void zb_connection_set_deadline (ZbConnection *self, gint64 deadline);
void zb_connection_after_commit (ZbConnection *self, GFunc func, gpointer data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbConnection, zb_connection_close)

G_END_DECLS
