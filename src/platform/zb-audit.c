/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log: each row carries the SHA-256 over the hash before it and its own canonical form, so
 * that a row changed, left out or put in breaks the chain from there on. */
#include "zb-audit.h"

#include <sodium.h>
#include <string.h>

/* A field with its length before it, so that no two rows read alike. */
static void
hash_field (crypto_hash_sha256_state *state, const char *field)
{
  char number[24];
  gsize length = field != NULL ? strlen (field) : 0;
  int digits = g_snprintf (number, sizeof number, "%" G_GSIZE_FORMAT ":", length);
  if (field == NULL)
    {
      crypto_hash_sha256_update (state, (const guchar *)"-,", 2);
      return;
    }
  crypto_hash_sha256_update (state, (const guchar *)number, (gsize)digits);
  crypto_hash_sha256_update (state, (const guchar *)field, length);
  crypto_hash_sha256_update (state, (const guchar *)",", 1);
}

static void
hash_row (const char *previous, const ZbAuditRow *row, char hash[ZB_AUDIT_HASH_LENGTH + 1])
{
  char at[24];
  guchar digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_state state;
  g_snprintf (at, sizeof at, "%" G_GINT64_FORMAT, row->at);
  const char *fields[] = { previous,  at,      row->account, row->name,    row->action,
                           row->kind, row->id, row->area,    row->address, row->why };
  crypto_hash_sha256_init (&state);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    hash_field (&state, fields[i]);
  crypto_hash_sha256_final (&state, digest);
  sodium_bin2hex (hash, ZB_AUDIT_HASH_LENGTH + 1, digest, sizeof digest);
}

static gboolean
read_last_hash (ZbConnection *connection, char hash[ZB_AUDIT_HASH_LENGTH + 1], GError **error)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (connection, "SELECT hash FROM audit ORDER BY number DESC LIMIT 1", error);
  ZbStepOutcome step = statement != NULL ? zb_statement_step (statement, error) : ZB_STEP_FAILED;
  if (step == ZB_STEP_ROW)
    g_strlcpy (hash, zb_statement_get_text (statement, 0), ZB_AUDIT_HASH_LENGTH + 1);
  return step != ZB_STEP_FAILED;
}

/**
 * zb_audit_append:
 * @connection: the writer's connection, in the transaction of the change
 * @row: what to write
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it was written
 */
gboolean
zb_audit_append (ZbConnection *connection, const ZbAuditRow *row, GError **error)
{
  char chain[ZB_AUDIT_HASH_LENGTH + 1] = "";
  return zb_audit_append_after (connection, row, chain, error);
}

/**
 * zb_audit_append_after:
 * @connection: the writer's connection, in the transaction of the change
 * @row: what to write
 * @chain: (inout): the hash of the last row, empty where it is to be read; then that of the new one. Good
 * only as long as nobody else appends and nothing is undone: within one transaction
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it was written
 */
gboolean
zb_audit_append_after (ZbConnection *connection, const ZbAuditRow *row, char chain[ZB_AUDIT_HASH_LENGTH + 1],
                       GError **error)
{
  char hash[ZB_AUDIT_HASH_LENGTH + 1];
  if (*chain == '\0' && !read_last_hash (connection, chain, error))
    return FALSE;
  hash_row (chain, row, hash);
  if (!zb_connection_run (
          connection, error,
          "INSERT INTO audit (at, account, name, action, kind, id, area, address, why, previous, hash)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "itttttttttt", row->at, row->account, row->name, row->action, row->kind, row->id, row->area,
          row->address, row->why, chain, hash))
    return FALSE;
  memcpy (chain, hash, sizeof hash);
  return TRUE;
}

static void
read_row (ZbStatement *statement, ZbAuditRow *row)
{
  row->at = zb_statement_get_int64 (statement, 1);
  const char **fields[] = { &row->account, &row->name, &row->action,  &row->kind,
                            &row->id,      &row->area, &row->address, &row->why };
  for (int i = 0; i < (int)G_N_ELEMENTS (fields); i++)
    *fields[i] = zb_statement_get_text (statement, 2 + i);
}

/* Goes on from @previous; says the number of the first row that does not follow, 0 where all do. */
static gint64
find_broken (ZbStatement *statement, char **previous, gint64 *last, GError **error)
{
  ZbStepOutcome step;
  while ((step = zb_statement_step (statement, error)) == ZB_STEP_ROW)
    {
      ZbAuditRow row;
      read_row (statement, &row);
      if (!*previous)
        *previous = g_strdup (zb_statement_get_text (statement, 10));
      char hash[ZB_AUDIT_HASH_LENGTH + 1];
      hash_row (*previous, &row, hash);
      *last = zb_statement_get_int64 (statement, 0);
      if (g_strcmp0 (*previous, zb_statement_get_text (statement, 10)) != 0 ||
          g_strcmp0 (hash, zb_statement_get_text (statement, 11)) != 0)
        return *last;
      g_set_str (previous, hash);
    }
  return step == ZB_STEP_DONE ? 0 : -1;
}

#define ROWS                                                                                                 \
  "SELECT number, at, account, name, action, kind, id, area, address, why, previous, hash FROM audit"

/**
 * zb_audit_verify:
 * @connection: a connection
 * @error: return location for a ZbDatabaseError
 *
 * Goes through the whole chain.
 *
 * Returns: 0 where it holds, the number of the first row that does not, -1 on an error
 */
gint64
zb_audit_verify (ZbConnection *connection, GError **error)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (connection, ROWS " ORDER BY number", error);
  g_autofree char *previous = g_strdup ("");
  gint64 last = 0;
  return statement != NULL ? find_broken (statement, &previous, &last, error) : -1;
}

/**
 * zb_audit_verify_span:
 * @connection: a connection
 * @from: the number of a row
 * @through: (inout): the number of a later one; is set to that of the last row that was looked at,
 * %ZB_AUDIT_SPAN_AT_MOST rows further at the most
 * @error: return location for a ZbDatabaseError
 *
 * Goes through a part of the chain.
 *
 * Returns: 0 where it holds, the number of the first row that does not, -1 on an error
 */
gint64
zb_audit_verify_span (ZbConnection *connection, gint64 from, gint64 *through, GError **error)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, error, ROWS " WHERE number BETWEEN ? AND ? ORDER BY number LIMIT ?",
                           "iii", from, *through, (gint64)ZB_AUDIT_SPAN_AT_MOST);
  g_autofree char *previous = NULL;
  *through = from;
  return statement != NULL ? find_broken (statement, &previous, through, error) : -1;
}
