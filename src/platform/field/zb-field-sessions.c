/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in on a unit's telephone: a cookie that only this host is sent, that no script reads, and
 * that is good below /field alone. It gives the rights of a handler of that one unit. Each form carries a
 * token that follows from the cookie, so that no other page can send it. */
#include "zb-field-sessions.h"

#include "zb-accounts.h"
#include "zb-json.h"
#include "zb-unit.h"

#include <sodium.h>

#define COOKIE "zhiban-field"

/**
 * zb_field_session_begin:
 * @tx: a transaction
 * @unit: the id of a unit
 *
 * Begins a session, and forgets those that have run out.
 *
 * Returns: (transfer full): what its cookie holds
 */
char *
zb_field_session_begin (ZbTransaction *tx, const char *unit)
{
  char *secret = zb_secret_new ();
  g_autofree char *hash = zb_secret_hash (secret);
  if (tx->error == NULL &&
      zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_session WHERE expires_at <= ?", "i",
                         tx->now))
    zb_connection_run (tx->connection, &tx->error, "INSERT INTO field_session VALUES (?, ?, ?, ?)", "ttii",
                       hash, unit, tx->now, tx->now + ZB_FIELD_SESSION_LIFE);
  return secret;
}

/**
 * zb_field_session_get_secret:
 * @call: a call with its headers
 *
 * Returns: (transfer full) (nullable): what the cookie holds, NULL where none was sent
 */
char *
zb_field_session_get_secret (ZbCall *call)
{
  const char *header = zb_call_header (call, "cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", 50);
  for (guint i = 0; cookies[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (cookies[i]), COOKIE "="))
      return g_strdup (cookies[i] + strlen (COOKIE "="));
  return NULL;
}

/* A unit is no account, and acts as one: its deeds are its own in the audit log. */
static ZbAccount *
make_account (ZbUnit *unit)
{
  ZbAccount *account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, ZB_ENTITY (unit)->id));
  account->name = g_strdup (unit->call_sign);
  account->role = ZB_ROLE_HANDLER;
  account->unit = g_strdup (ZB_ENTITY (unit)->id);
  account->enabled = TRUE;
  return account;
}

/**
 * zb_field_session_find:
 * @connection: a connection
 * @call: a call with its headers
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): the unit that calls as a handler, NULL where nobody is signed in
 */
ZbAccount *
zb_field_session_find (ZbConnection *connection, ZbCall *call, GError **error)
{
  g_autofree char *secret = zb_field_session_get_secret (call);
  g_autofree char *hash = secret != NULL ? zb_secret_hash (secret) : NULL;
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, error,
      "SELECT body FROM entity WHERE kind = 'unit' AND id = (SELECT unit FROM field_session"
      " WHERE hash = ? AND expires_at > ?)",
      "ti", hash, call->now);
  if (row == NULL || zb_statement_step (row, error) != ZB_STEP_ROW)
    return NULL;
  g_autoptr (ZbUnit) unit =
      zb_json_read_record_text (ZB_TYPE_UNIT, zb_statement_get_text (row, 0), -1, error);
  return unit != NULL ? make_account (unit) : NULL;
}

/**
 * zb_field_session_end:
 * @tx: a transaction
 * @secret: what the cookie holds
 */
void
zb_field_session_end (ZbTransaction *tx, const char *secret)
{
  g_autofree char *hash = zb_secret_hash (secret);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_session WHERE hash = ?", "t", hash);
}

/**
 * zb_field_session_end_all:
 * @tx: a transaction
 * @unit: the id of a unit
 *
 * Ends all sessions of a unit, and takes its code away.
 *
 * Returns: how many sessions there were
 */
gint64
zb_field_session_end_all (ZbTransaction *tx, const char *unit)
{
  if (tx->error != NULL ||
      !zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_code WHERE unit = ?", "t", unit) ||
      !zb_connection_run (tx->connection, &tx->error, "DELETE FROM field_session WHERE unit = ?", "t", unit))
    return 0;
  return zb_connection_get_changes (tx->connection);
}

/**
 * zb_field_session_make_token:
 * @secret: what the cookie holds
 *
 * Returns: (transfer full): what the forms of its pages carry
 */
char *
zb_field_session_make_token (const char *secret)
{
  g_autofree char *text = g_strconcat ("form ", secret, NULL);
  return zb_secret_hash (text);
}

/**
 * zb_field_session_check_token:
 * @call: a call with its headers
 * @token: (nullable): what came with the form
 *
 * Returns: whether the form is one of ours
 */
gboolean
zb_field_session_check_token (ZbCall *call, const char *token)
{
  g_autofree char *secret = zb_field_session_get_secret (call);
  g_autofree char *right = secret != NULL ? zb_field_session_make_token (secret) : NULL;
  return right != NULL && token != NULL && strlen (token) == strlen (right) &&
         sodium_memcmp (token, right, strlen (right)) == 0;
}

/**
 * zb_field_session_make_cookie:
 * @secret: (nullable): what it holds, NULL for one that takes it away
 * @secure: whether it is for TLS only
 *
 * Returns: (transfer full): a Set-Cookie
 */
char *
zb_field_session_make_cookie (const char *secret, gboolean secure)
{
  gint64 seconds = secret != NULL ? ZB_FIELD_SESSION_LIFE / G_TIME_SPAN_SECOND : 0;
  return g_strdup_printf (COOKIE "=%s; Path=/field; Max-Age=%" G_GINT64_FORMAT
                                 "; HttpOnly; SameSite=Strict%s",
                          secret != NULL ? secret : "", seconds, secure ? "; Secure" : "");
}
