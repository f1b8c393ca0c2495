/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _ZbStatement
{
  sqlite3_stmt *handle;
  ZbConnection *connection;
  const char *sql; /* owned by the handle */
  gboolean kept;   /* the connection's own; another is freed when it comes back */
  gboolean lent;
};

struct _ZbConnection
{
  sqlite3 *handle;
  GHashTable *statements; /* SQL → ZbStatement */
  GHashTable *places;     /* where an SQL stood → the same */
  GArray *after_commit;
  gint64 deadline;
};

void zb_connection_set_error (ZbConnection *self, int code, GError **error);
void zb_connection_committed (ZbConnection *self);
void zb_connection_forget_commit (ZbConnection *self, guint keep);
void zb_connection_take_back (ZbConnection *self, ZbStatement *statement);
void zb_statement_free (ZbStatement *self);

G_END_DECLS
