/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command that comes twice is done once. The outcome of what was committed is kept per account and
 * key, in the transaction of the command, and repeated; refusals are not kept, so that they can be
 * tried again. */
#include "zb-idempotency.h"

#include "zb-json.h"
#include "zb-transaction.h"
#include "zb-uuid.h"

static const char *
get_caller (ZbCall *call)
{
  return call->account != NULL ? ZB_ENTITY (call->account)->id : call->source;
}

static char *
hash_request (ZbCall *call)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *line =
      g_strdup_printf ("%s %s %" G_GINT64_FORMAT "\n", call->method, call->path, call->if_match);
  g_checksum_update (checksum, (const guchar *)line, -1);
  gsize length = 0;
  const guchar *data = call->content != NULL ? g_bytes_get_data (call->content, &length) : NULL;
  if (length > 0)
    g_checksum_update (checksum, data, (gssize)length);
  return g_strdup (g_checksum_get_string (checksum));
}

/* The answer was an entity, and its tag goes with it. */
static void
tag_again (ZbResponse *response, const char *body)
{
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (body, -1, NULL);
  yyjson_val *revision = doc != NULL ? yyjson_obj_get (yyjson_doc_get_root (doc), "revision") : NULL;
  if (yyjson_is_int (revision))
    zb_response_tag (response, yyjson_get_sint (revision));
}

static ZbIdempotency
repeat (ZbCall *call, ZbStatement *kept, ZbResponse *response)
{
  g_autofree char *request = hash_request (call);
  if (g_strcmp0 (request, zb_statement_get_text (kept, 0)) != 0)
    {
      zb_call_refuse_field (call, "", "This Idempotency-Key was used for another request.");
      zb_response_refuse (response, call->problem);
      return ZB_IDEMPOTENCY_REFUSED;
    }
  guint status = (guint)zb_statement_get_int64 (kept, 1);
  zb_response_set_header (response, "Idempotent-Replay", "true");
  if (zb_statement_is_null (kept, 2))
    zb_response_nothing (response);
  else
    {
      tag_again (response, zb_statement_get_text (kept, 2));
      zb_response_take_text (response, status, g_strdup (zb_statement_get_text (kept, 2)));
    }
  return ZB_IDEMPOTENCY_REPEATED;
}

static gboolean
was_committed (ZbTransaction *tx, const char *key)
{
  return zb_transaction_count (tx, "SELECT count(*) FROM idempotency WHERE account = ? AND key = ?", "tt",
                               get_caller (tx->call), key) > 0;
}

static gboolean
check_headers (ZbCall *call, ZbResponse *response)
{
  if (call->key == NULL)
    zb_call_refuse_field (call, "", "An Idempotency-Key is needed.");
  else if (!zb_uuid_is_valid (call->key))
    zb_call_refuse_field (call, "", "The Idempotency-Key must be a UUID.");
  call->problem->status = 400;
  gboolean good = zb_call_is_good (call, response);
  call->problem->status = 422;
  return good;
}

/**
 * zb_idempotency_check:
 * @tx: the transaction of a durable command
 * @response: its response
 *
 * Returns: whether the command is to be done now
 */
ZbIdempotency
zb_idempotency_check (ZbTransaction *tx, ZbResponse *response)
{
  ZbCall *call = tx->call;
  if (!check_headers (call, response))
    return ZB_IDEMPOTENCY_REFUSED;
  g_autoptr (ZbStatement) kept = zb_connection_query (
      tx->connection, NULL, "SELECT request, status, body FROM idempotency WHERE account = ? AND key = ?",
      "tt", get_caller (call), call->key);
  if (kept != NULL && zb_statement_step (kept, NULL) == ZB_STEP_ROW)
    return repeat (call, kept, response);
  if (call->follows == NULL || was_committed (tx, call->follows))
    return ZB_IDEMPOTENCY_NEW;
  zb_response_problem (response, 424, "follows", "The command that this one follows was not accepted.");
  return ZB_IDEMPOTENCY_REFUSED;
}

/**
 * zb_idempotency_keep:
 * @tx: the transaction of a durable command that succeeded
 * @response: its response
 *
 * Keeps the outcome with what the command changed.
 */
void
zb_idempotency_keep (ZbTransaction *tx, ZbResponse *response)
{
  g_autofree char *request = hash_request (tx->call);
  gsize length = 0;
  const char *data = response->body != NULL ? g_bytes_get_data (response->body, &length) : NULL;
  g_autofree char *body = data != NULL ? g_strndup (data, length) : NULL;
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?)",
                       "tttiti", get_caller (tx->call), tx->call->key, request, (gint64)response->status,
                       body, tx->now);
}

/**
 * zb_idempotency_note:
 * @tx: a transaction
 * @caller: who sent it
 * @key: the key of something that was done and can be done again without harm
 * @request: what tells it from another
 *
 * Notes that it was done, so that a command may follow it.
 */
void
zb_idempotency_note (ZbTransaction *tx, const char *caller, const char *key, const char *request)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", "tttiti",
                       caller, key, request, (gint64)200, NULL, tx->now);
}
