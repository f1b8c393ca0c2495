/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement with its values bound by type. It is borrowed from its connection, which keeps
 * it compiled: release it (g_autoptr does) and the next one with the same SQL costs no parsing. */
#include "zb-connection-private.h"

/**
 * zb_statement_bind_text:
 * @self: a statement
 * @position: which value, from 1
 * @text: (nullable): the value, copied; NULL is SQL's NULL
 */
void
zb_statement_bind_text (ZbStatement *self, int position, const char *text)
{
  sqlite3_bind_text (self->handle, position, text, -1, SQLITE_TRANSIENT);
}

/**
 * zb_statement_bind_int64:
 * @self: a statement
 * @position: which value, from 1
 * @number: the value
 */
void
zb_statement_bind_int64 (ZbStatement *self, int position, gint64 number)
{
  sqlite3_bind_int64 (self->handle, position, number);
}

/**
 * zb_statement_bind_double:
 * @self: a statement
 * @position: which value, from 1
 * @number: the value; NAN is SQL's NULL
 */
void
zb_statement_bind_double (ZbStatement *self, int position, double number)
{
  sqlite3_bind_double (self->handle, position, number);
}

/**
 * zb_statement_bind_bytes:
 * @self: a statement
 * @position: which value, from 1
 * @bytes: (nullable): the value, copied; NULL is SQL's NULL
 */
void
zb_statement_bind_bytes (ZbStatement *self, int position, GBytes *bytes)
{
  if (bytes != NULL)
    sqlite3_bind_blob64 (self->handle, position, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (self->handle, position);
}

/**
 * zb_statement_bind_null:
 * @self: a statement
 * @position: which value, from 1
 */
void
zb_statement_bind_null (ZbStatement *self, int position)
{
  sqlite3_bind_null (self->handle, position);
}

/**
 * zb_statement_step:
 * @self: a statement with its values bound
 * @error: return location for a ZbDatabaseError
 *
 * Goes on to the next row.
 *
 * Returns: whether there is one
 */
ZbStepOutcome
zb_statement_step (ZbStatement *self, GError **error)
{
  int code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return ZB_STEP_ROW;
  if (code == SQLITE_DONE)
    return ZB_STEP_DONE;
  zb_connection_set_error (self->connection, code, error);
  return ZB_STEP_FAILED;
}

/**
 * zb_statement_run:
 * @self: a statement with its values bound
 * @error: return location for a ZbDatabaseError
 *
 * Steps to the end, passing over rows, and resets, so that new values can be bound.
 *
 * Returns: whether it succeeded
 */
gboolean
zb_statement_run (ZbStatement *self, GError **error)
{
  ZbStepOutcome step;
  while ((step = zb_statement_step (self, error)) == ZB_STEP_ROW)
    ;
  sqlite3_reset (self->handle);
  return step == ZB_STEP_DONE;
}

/**
 * zb_statement_reset:
 * @self: a statement
 *
 * Begins anew; the values stay bound.
 */
void
zb_statement_reset (ZbStatement *self)
{
  sqlite3_reset (self->handle);
}

/**
 * zb_statement_get_text:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: (nullable): the value, until the next step
 */
const char *
zb_statement_get_text (ZbStatement *self, int column)
{
  return (const char *)sqlite3_column_text (self->handle, column);
}

/**
 * zb_statement_get_text_length:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: the length in bytes of what zb_statement_get_text() gives
 */
gsize
zb_statement_get_text_length (ZbStatement *self, int column)
{
  return (gsize)sqlite3_column_bytes (self->handle, column);
}

/**
 * zb_statement_get_int64:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: the value, 0 where it is NULL
 */
gint64
zb_statement_get_int64 (ZbStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * zb_statement_get_double:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: the value, 0 where it is NULL
 */
double
zb_statement_get_double (ZbStatement *self, int column)
{
  return sqlite3_column_double (self->handle, column);
}

/**
 * zb_statement_get_bytes:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the value
 */
GBytes *
zb_statement_get_bytes (ZbStatement *self, int column)
{
  if (zb_statement_is_null (self, column))
    return NULL;
  const void *data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize)sqlite3_column_bytes (self->handle, column));
}

/**
 * zb_statement_is_null:
 * @self: a statement on a row
 * @column: which column, from 0
 *
 * Returns: whether the value is SQL's NULL
 */
gboolean
zb_statement_is_null (ZbStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * zb_statement_release:
 * @self: (transfer full): a statement
 *
 * Gives the statement back to its connection.
 */
void
zb_statement_release (ZbStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  zb_connection_take_back (self->connection, self);
}

void
zb_statement_free (ZbStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}
