/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out.
 *
 *   POST /session ─▶ limit ─▶ account ─▶ Argon2id (its own thread) ─▶ tokens, audit row ─▶ answer
 *   POST /session/refresh: the refresh token is spent and replaced; one that was spent before ends
 *   its whole family, because then two hold it */
#include "zb-routes.h"

#include "zb-accounts.h"
#include "zb-alert-commands.h"
#include "zb-alert.h"
#include "zb-hasher.h"
#include "zb-json.h"
#include "zb-platform.h"
#include "zb-sign-in-limit.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define REFRESH_LIFE (12 * G_TIME_SPAN_HOUR)
/* A client whose answer was lost asks once more; one that has used the answer has no reason to. */
#define SPENT_GRACE (30 * G_TIME_SPAN_SECOND)
#define PREFERENCES_BYTES (64 * 1024)

/* --- tokens ------------------------------------------------------------------------------------------ */

typedef struct
{
  char *token;
  char *refresh_token;
  gint64 expires_at;
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_free (tokens->token);
  g_free (tokens->refresh_token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static void
insert_token (ZbTransaction *tx, const char *secret, const char *account, const char *family, const char *use,
              gint64 expires_at)
{
  g_autofree char *hash = zb_secret_hash (secret);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT INTO session (hash, account, family, use, expires_at) VALUES (?, ?, ?, ?, ?)",
                       "tttti", hash, account, family, use, expires_at);
}

static void
make_tokens (ZbTransaction *tx, Tokens *tokens, const char *account, const char *family)
{
  guint seconds = zb_platform_get_token_seconds (tx->platform);
  tokens->token = zb_secret_new ();
  tokens->refresh_token = zb_secret_new ();
  tokens->expires_at = tx->now + seconds * G_TIME_SPAN_SECOND;
  insert_token (tx, tokens->token, account, family, "access", tokens->expires_at);
  insert_token (tx, tokens->refresh_token, account, family, "refresh", tx->now + REFRESH_LIFE);
}

static gboolean
answer_tokens (ZbResponse *response, guint status, const Tokens *tokens, ZbAccount *account)
{
  char until[ZB_TIME_LENGTH + 1];
  zb_time_format (tokens->expires_at, until);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "token", tokens->token);
  yyjson_mut_obj_add_strcpy (doc, root, "refresh_token", tokens->refresh_token);
  yyjson_mut_obj_add_strcpy (doc, root, "expires_at", until);
  g_autoptr (ZbAccount) shown = zb_accounts_show (account);
  yyjson_mut_obj_add_val (doc, root, "account", zb_json_write_record (doc, shown, ZB_JSON_WRITE_ALL));
  return zb_response_json (response, status, doc);
}

/* --- signing in -------------------------------------------------------------------------------------- */

/* What the steps of a sign-in share, on the fiber and on the database's threads. */
typedef struct
{
  char *username;
  char *address;
  ZbAccount *account;
  char *hash;
  Tokens tokens;
  gboolean good;
} SignIn;

static void
sign_in_clear (gpointer data)
{
  SignIn *self = data;
  g_free (self->username);
  g_free (self->address);
  g_clear_object (&self->account);
  g_free (self->hash);
  tokens_clear (&self->tokens);
}

static void
sign_in_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, sign_in_clear);
}

static DexFuture *
find_account (ZbConnection *connection, gpointer data)
{
  SignIn *self = data;
  self->account = zb_accounts_find (connection, self->username, &self->hash, NULL);
  return dex_future_new_true ();
}

static gboolean
begin_session (ZbTransaction *tx, gpointer data)
{
  SignIn *self = data;
  g_autofree char *family = zb_uuid_new ();
  ZbCall by = { .account = self->account, .address = self->address };
  tx->call = &by;
  make_tokens (tx, &self->tokens, ZB_ENTITY (self->account)->id, family);
  zb_transaction_audit (tx, "session.begin", NULL, NULL);
  tx->call = NULL;
  return TRUE;
}

/* Whoever mistakes the entry types a password as the name: what names no account is not kept. */
static gboolean
note_failure (ZbTransaction *tx, gpointer data)
{
  SignIn *self = data;
  ZbCall by = { .source = self->account ? self->username : NULL, .address = self->address };
  tx->call = &by;
  zb_transaction_audit (tx, "session.refused", NULL, NULL);
  tx->call = NULL;
  return TRUE;
}

static gboolean
verify (ZbPlatform *platform, SignIn *self, const char *password, GError **error)
{
  ZbDatabase *database = zb_platform_get_database (platform);
  if (!dex_await (zb_database_read (database, find_account, g_atomic_rc_box_acquire (self), sign_in_unref),
                  error))
    return FALSE;
  gboolean right = dex_await_boolean (zb_hasher_verify (self->hash, password), error);
  self->good = right && self->account != NULL && self->account->enabled;
  return *error == NULL;
}

static void
refuse (ZbPlatform *platform, SignIn *self, ZbResponse *response)
{
  zb_sign_in_limit_failed (self->username, self->address);
  dex_await (zb_platform_work (platform, note_failure, g_atomic_rc_box_acquire (self), sign_in_unref), NULL);
  zb_response_set_header (response, "WWW-Authenticate", "Bearer");
  zb_response_problem (response, 401, "not-signed-in", "The user name or the password is not right.");
}

static void
finish (ZbPlatform *platform, SignIn *self, ZbResponse *response)
{
  zb_sign_in_limit_succeeded (self->username, self->address);
  if (dex_await (zb_platform_work (platform, begin_session, g_atomic_rc_box_acquire (self), sign_in_unref),
                 NULL))
    answer_tokens (response, 201, &self->tokens, self->account);
  else
    zb_response_later (response, 503, 5, "The platform could not write it down.");
}

static void
sign_in (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  const char *username = zb_call_text (call, "username", ZB_NEEDED, 200);
  const char *password = zb_call_text (call, "password", ZB_NEEDED, 1000);
  if (!zb_call_is_good (call, response))
    return;
  gint64 wait = zb_sign_in_limit_ask (username, call->address);
  if (wait > 0)
    {
      zb_response_later (response, 429, wait, "Too many wrong passwords. Wait before the next try.");
      return;
    }
  SignIn *self = g_atomic_rc_box_new0 (SignIn);
  self->username = g_strdup (username);
  self->address = g_strdup (call->address);
  g_autoptr (GError) error = NULL;
  if (!verify (platform, self, password, &error))
    zb_response_later (response, 503, 3, "Too many sign in at once.");
  else if (!self->good)
    refuse (platform, self, response);
  else
    finish (platform, self, response);
  sign_in_unref (self);
}

/* --- renewing ------------------------------------------------------------------------------------------ */

static gboolean
refuse_refresh (ZbResponse *response)
{
  zb_response_set_header (response, "WWW-Authenticate", "Bearer");
  return zb_response_problem (response, 401, "not-signed-in", "The session has ended. Sign in again.");
}

/* Committed, so that the theft of a token ends the session: hence a success that answers 401. */
static gboolean
end_stolen (ZbTransaction *tx, ZbResponse *response, const char *family, ZbAccount *account)
{
  ZbCall *call = tx->call;
  ZbCall whose = { .account = account, .address = call->address };
  zb_connection_run (tx->connection, &tx->error, "DELETE FROM session WHERE family = ?", "t", family);
  tx->call = &whose;
  zb_transaction_audit (tx, "session.stolen", NULL, NULL);
  tx->call = call;
  refuse_refresh (response);
  return TRUE;
}

/* Whether somebody has gone on with what a spent token was exchanged for. Where nobody has, its answer was
 * lost on the way, however long ago. */
static gboolean
has_gone_on (ZbTransaction *tx, const char *family, gint64 spent)
{
  return zb_transaction_count (
             tx, "SELECT count(*) FROM session WHERE family = ? AND use = 'refresh' AND spent > ?", "ti",
             family, spent) > 0;
}

/* What it was exchanged for is out of use from now on. As spent as @spent itself: to ask once more with that
 * is still no theft, and whoever comes with the superseded one after somebody has gone on is taken for a
 * thief. */
static void
supersede (ZbTransaction *tx, const char *family, gint64 spent)
{
  zb_connection_run (tx->connection, &tx->error,
                     "UPDATE session SET spent = ? WHERE family = ? AND use = 'refresh' AND spent = 0", "it",
                     spent, family);
}

static gboolean
refresh (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  const char *secret = zb_call_text (call, "refresh_token", ZB_NEEDED, 200);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autofree char *hash = zb_secret_hash (secret);
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error,
                           "SELECT account, family, spent FROM session WHERE hash = ? AND use = 'refresh'"
                           " AND expires_at > ?",
                           "ti", hash, tx->now);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return refuse_refresh (response);
  g_autofree char *id = g_strdup (zb_statement_get_text (row, 0));
  g_autofree char *family = g_strdup (zb_statement_get_text (row, 1));
  gint64 spent = zb_statement_get_int64 (row, 2);
  zb_statement_reset (row);
  g_autoptr (ZbAccount) account = zb_accounts_load (tx->connection, id, &tx->error);
  const gboolean is_late = spent != 0 && spent < tx->now - SPENT_GRACE;
  if (is_late && has_gone_on (tx, family, spent))
    return end_stolen (tx, response, family, account);
  if (account == NULL || !account->enabled)
    return refuse_refresh (response);
  if (is_late)
    supersede (tx, family, spent);
  /* The grace is counted from the first time: it must not go on for as long as somebody asks. */
  zb_connection_run (tx->connection, &tx->error, "UPDATE session SET spent = ? WHERE hash = ? AND spent = 0",
                     "it", tx->now, hash);
  g_auto (Tokens) tokens = { 0 };
  make_tokens (tx, &tokens, id, family);
  return answer_tokens (response, 200, &tokens, account);
}

/* --- signing out ------------------------------------------------------------------------------------------
 */

/* A claim is the account's, and every seat at which it has signed in renews it: it is let go with the last of
 * them. A seat whose token has run out is gone without a word, and has renewed nothing for longer than a
 * lease lasts. */
static gboolean
sits_elsewhere (ZbTransaction *tx, const char *account, const char *family)
{
  return zb_transaction_count (tx,
                               "SELECT EXISTS (SELECT 1 FROM session WHERE account = ? AND family IS NOT ?"
                               " AND use = 'access' AND expires_at > ?)",
                               "tti", account, family, tx->now) != 0;
}

static void
release_claims (ZbTransaction *tx, const char *account)
{
  g_autoptr (GPtrArray) alerts =
      zb_transaction_find (tx, ZB_KIND_ALERT, "state = 'claimed' AND holder = ?", "t", account);
  for (guint i = 0; i < alerts->len; i++)
    {
      /* One whose lease has run out in this moment is the clock's. */
      g_autoptr (ZbProblem) problem = zb_alert_command (tx, g_ptr_array_index (alerts, i),
                                                        ZB_ALERT_VERB_RELEASE, NULL, NULL, "signed out");
    }
}

static gboolean
sign_out (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbHub *hub = zb_platform_get_hub (tx->platform);
  g_autofree char *family = zb_accounts_session_of_token (tx->connection, call->token);
  if (!sits_elsewhere (tx, ZB_ENTITY (call->account)->id, family))
    release_claims (tx, ZB_ENTITY (call->account)->id);
  if (zb_presence_book_leave (zb_hub_get_presences (hub), family))
    zb_hub_note_presence (hub);
  zb_connection_run (tx->connection, &tx->error,
                     "DELETE FROM session WHERE family = (SELECT family FROM session WHERE hash = ?)", "t",
                     call->token);
  zb_transaction_audit (tx, "session.end", NULL, NULL);
  return zb_response_nothing (response);
}

/* --- oneself ---------------------------------------------------------------------------------------------
 */

static gboolean
get_me (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbAccount) shown = zb_accounts_show (call->account);
  return zb_response_take_text (response, 200, zb_json_write_record_text (shown, ZB_JSON_WRITE_ALL, NULL));
}

static gboolean
get_preferences (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (tx->connection, &tx->error, "SELECT body FROM preference WHERE account = ?", "t",
                           ZB_ENTITY (call->account)->id);
  gboolean known = row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW;
  return zb_response_take_text (response, 200, g_strdup (known ? zb_statement_get_text (row, 0) : "{}"));
}

static gboolean
put_preferences (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gsize length;
  const char *text = g_bytes_get_data (call->content, &length);
  if (length > PREFERENCES_BYTES)
    zb_call_refuse_field (call, "", "is larger than %d bytes", PREFERENCES_BYTES);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autofree char *body = g_strndup (text, length);
  zb_connection_run (
      tx->connection, &tx->error,
      "INSERT INTO preference VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET body = excluded.body,"
      " updated_at = excluded.updated_at",
      "tti", ZB_ENTITY (call->account)->id, body, tx->now);
  zb_transaction_audit (tx, "account.preferences", NULL, NULL);
  return zb_response_take_text (response, 200, g_steal_pointer (&body));
}

const ZbRoute zb_session_routes[] = {
  { "POST", "/session", ZB_MAY_ANY, ZB_ROUTE_FLOW | ZB_ROUTE_OPEN | ZB_ROUTE_BODY | ZB_ROUTE_WALL, NULL,
    sign_in },
  { "POST", "/session/refresh", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_OPEN | ZB_ROUTE_BODY | ZB_ROUTE_WALL,
    refresh },
  { "DELETE", "/session", ZB_MAY_ANY, ZB_ROUTE_WRITE | ZB_ROUTE_WALL, sign_out },
  { "GET", "/me", ZB_MAY_ANY, ZB_ROUTE_READ, get_me },
  { "GET", "/me/preferences", ZB_MAY_ANY, ZB_ROUTE_READ, get_preferences },
  { "PUT", "/me/preferences", ZB_MAY_ANY, ZB_ROUTE_COMMAND, put_preferences },
  { 0 },
};
