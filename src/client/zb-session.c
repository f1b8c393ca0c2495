/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who sits here. Tokens live in memory only and are never logged.
 *
 *   sign_in → [token, refreshed before it ends] → sign_out
 *                └ send (): a 401 refreshes once and sends again; a second one ends the session
 */
#include "zb-session.h"

#include "zb-fiber.h"
#include "zb-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* A token is renewed when a fifth of its life is left. */
#define RENEW_AT 0.8
#define SHORTEST_LIFE (20 * G_TIME_SPAN_SECOND)

struct _ZbSession
{
  GObject parent_instance;

  ZbRest *rest;
  ZbAccount *account;
  char *refresh_token;
  guint renewal;
  guint generation;
  DexFuture *refreshing;
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (zb - session - error - quark, zb_session_error)
G_DEFINE_FINAL_TYPE (ZbSession, zb_session, G_TYPE_OBJECT)

static void
zb_session_dispose (GObject *object)
{
  ZbSession *self = ZB_SESSION (object);

  zb_session_forget (self);
  g_clear_object (&self->rest);

  G_OBJECT_CLASS (zb_session_parent_class)->dispose (object);
}

static void
zb_session_class_init (ZbSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_session_dispose;

  /**
   * ZbSession::ended:
   *
   * The platform has ended the session: nothing can be sent before somebody signs in again.
   */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
zb_session_init (ZbSession *self)
{
}

/**
 * zb_session_new:
 * @rest: the way to a platform
 *
 * Returns: (transfer full): a session that nobody has signed in to
 */
ZbSession *
zb_session_new (ZbRest *rest)
{
  ZbSession *self = g_object_new (ZB_TYPE_SESSION, NULL);

  self->rest = g_object_ref (rest);
  return self;
}

/**
 * zb_session_get_rest:
 * @self: a session
 *
 * Returns: (transfer none): the way to its platform
 */
ZbRest *
zb_session_get_rest (ZbSession *self)
{
  return self->rest;
}

/**
 * zb_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): who has signed in
 */
ZbAccount *
zb_session_get_account (ZbSession *self)
{
  return self->account;
}

static void
forget_secret (char **secret)
{
  if (*secret != NULL)
    memset (*secret, 0, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

/**
 * zb_session_forget:
 * @self: a session
 *
 * Forgets tokens and account without telling the platform.
 */
void
zb_session_forget (ZbSession *self)
{
  self->generation++;
  g_clear_handle_id (&self->renewal, g_source_remove);
  dex_clear (&self->refreshing);
  forget_secret (&self->refresh_token);
  g_clear_object (&self->account);
  if (self->rest != NULL)
    zb_rest_set_token (self->rest, NULL);
}

static char *
object_to_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static ZbRequest *
create_sign_in (const char *username, const char *password)
{
  ZbRequest *request = zb_request_new ("POST", "/session");
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "username");
  json_builder_add_string_value (builder, username);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  json_builder_end_object (builder);
  zb_request_take_json (request, object_to_json (builder));

  return request;
}

static ZbRequest *
create_refresh (ZbSession *self)
{
  ZbRequest *request = zb_request_new ("POST", "/session/refresh");
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "refresh_token");
  json_builder_add_string_value (builder, self->refresh_token);
  json_builder_end_object (builder);
  zb_request_take_json (request, object_to_json (builder));

  return request;
}

static JsonObject *
parse_object (JsonParser *parser, ZbReply *reply)
{
  gsize length;
  const char *body = g_bytes_get_data (reply->body, &length);

  if (body == NULL || !json_parser_load_from_data (parser, body, (gssize)length, NULL))
    return NULL;

  JsonNode *root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
on_renewal_due (gpointer data)
{
  ZbSession *self = data;

  self->renewal = 0;
  dex_future_disown (zb_session_refresh (self));
  return G_SOURCE_REMOVE;
}

static void
plan_renewal (ZbSession *self, JsonObject *answer)
{
  const char *text = get_text (answer, "expires_at");
  g_autoptr (GDateTime) end = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  g_clear_handle_id (&self->renewal, g_source_remove);
  if (end == NULL)
    return;

  gint64 life = MAX (g_date_time_to_unix_usec (end) - g_get_real_time (), SHORTEST_LIFE);
  self->renewal = g_timeout_add ((guint)MIN (life * RENEW_AT / 1000, G_MAXINT), on_renewal_due, self);
}

static gboolean
take_tokens (ZbSession *self, JsonObject *answer)
{
  const char *token = get_text (answer, "token");
  const char *refresh_token = get_text (answer, "refresh_token");

  if (token == NULL)
    return FALSE;

  zb_rest_set_token (self->rest, token);
  if (refresh_token != NULL)
    {
      forget_secret (&self->refresh_token);
      self->refresh_token = g_strdup (refresh_token);
    }
  plan_renewal (self, answer);
  return TRUE;
}

static gboolean
take_account (ZbSession *self, JsonObject *answer)
{
  JsonNode *node = answer ? json_object_get_member (answer, "account") : NULL;
  g_autofree char *text = node ? json_to_string (node, FALSE) : NULL;
  g_autoptr (ZbRecord) account = text ? zb_json_read_record_text (ZB_TYPE_ACCOUNT, text, -1, NULL) : NULL;

  if (account == NULL)
    return FALSE;
  g_set_object (&self->account, ZB_ACCOUNT (account));
  return TRUE;
}

static DexFuture *
refuse_sign_in (ZbReply *reply)
{
  g_autofree char *words = NULL;

  if (reply->status == 401)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_REFUSED, "%s",
                                  _ ("The user name or the password is not right"));
  if (reply->problem == NULL || reply->problem->status == 404)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNEXPECTED, "%s",
                                  _ ("There is no Zhiban platform at this address"));
  words = zb_problem_to_words (reply->problem);
  return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_REFUSED, "%s", words);
}

static DexFuture *
finish_sign_in (ZbSession *self, ZbReply *reply)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer = parse_object (parser, reply);

  if (reply->problem != NULL)
    return refuse_sign_in (reply);
  if (!take_account (self, answer) || !take_tokens (self, answer))
    return dex_future_new_reject (
        ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNEXPECTED, "%s",
        _ ("What answers at this address does not speak as a Zhiban platform does"));
  return dex_future_new_true ();
}

static DexFuture *
on_sign_in_answered (DexFuture *future, gpointer data)
{
  ZbSession *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNREACHABLE,
                                  _ ("The platform does not answer: %s"), error->message);
  return finish_sign_in (self, g_value_get_object (value));
}

/**
 * zb_session_sign_in:
 * @self: a session
 * @username: who
 * @password: the password; it is sent and not kept
 *
 * Signs in.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with a #ZbSessionError whose message is for people
 */
DexFuture *
zb_session_sign_in (ZbSession *self, const char *username, const char *password)
{
  g_return_val_if_fail (ZB_IS_SESSION (self), NULL);
  g_autoptr (ZbRequest) request = create_sign_in (username, password);

  zb_session_forget (self);
  return dex_future_finally (zb_rest_send (self->rest, request), on_sign_in_answered, g_object_ref (self),
                             g_object_unref);
}

/**
 * zb_session_take_account:
 * @self: a session
 * @account: somebody whom this machine knows
 *
 * Lets somebody sit here before the platform has been asked. Nothing can be sent before
 * zb_session_resume().
 */
void
zb_session_take_account (ZbSession *self, ZbAccount *account)
{
  g_return_if_fail (ZB_IS_SESSION (self));

  g_set_object (&self->account, account);
}

static gboolean
is_same_account (ZbSession *self, JsonObject *answer)
{
  JsonNode *node = answer ? json_object_get_member (answer, "account") : NULL;
  JsonObject *account = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return self->account != NULL &&
         g_strcmp0 (get_text (account, "id"), self->account->parent_instance.id) == 0;
}

static DexFuture *
finish_resume (ZbSession *self, ZbReply *reply)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer = parse_object (parser, reply);

  if (reply->status == 401 || reply->status == 403)
    return refuse_sign_in (reply);
  if (reply->problem != NULL || self->account == NULL)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNEXPECTED, "not now");
  if (!is_same_account (self, answer))
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_REFUSED, "%s",
                                  _ ("The session has ended; sign in again"));
  if (!take_account (self, answer) || !take_tokens (self, answer))
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNEXPECTED, "not what was expected");
  return dex_future_new_true ();
}

static DexFuture *
on_resume_answered (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNREACHABLE,
                                  _ ("The platform does not answer: %s"), error->message);
  return finish_resume (data, g_value_get_object (value));
}

/**
 * zb_session_resume:
 * @self: a session that somebody sits at, see zb_session_take_account()
 * @username: who
 * @password: the password; it is sent and not kept
 *
 * Has the platform let in who sits here already.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with %ZB_SESSION_ERROR_REFUSED where the platform
 * does not, and with another #ZbSessionError where it may be asked again
 */
DexFuture *
zb_session_resume (ZbSession *self, const char *username, const char *password)
{
  g_return_val_if_fail (ZB_IS_SESSION (self), NULL);
  g_autoptr (ZbRequest) request = create_sign_in (username, password);

  return dex_future_finally (zb_rest_send (self->rest, request), on_resume_answered, g_object_ref (self),
                             g_object_unref);
}

static GError *
end_session (ZbSession *self)
{
  zb_session_forget (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
  return g_error_new_literal (ZB_SESSION_ERROR, ZB_SESSION_ERROR_ENDED,
                              _ ("The session has ended; sign in again"));
}

typedef struct
{
  ZbSession *session;
  guint generation;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_object_unref (refresh->session);
  g_free (refresh);
}

static DexFuture *
refresh_fiber (gpointer data)
{
  Refresh *refresh = data;
  ZbSession *self = refresh->session;
  g_autoptr (ZbRequest) request = create_refresh (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbReply) reply = dex_await_object (zb_rest_send (self->rest, request), &error);

  if (refresh->generation != self->generation)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_ENDED, "another officer has signed in");
  dex_clear (&self->refreshing);
  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (reply->status == 401 || reply->status == 403)
    return dex_future_new_for_error (end_session (self));

  g_autoptr (JsonParser) parser = json_parser_new ();
  if (reply->problem != NULL || !take_tokens (self, parse_object (parser, reply)))
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNEXPECTED, "the token was not renewed");
  return dex_future_new_true ();
}

/**
 * zb_session_refresh:
 * @self: a session
 *
 * Gets a new token. Whoever asks while it is under way waits for the same one.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects with a #ZbSessionError, or where no answer came
 */
DexFuture *
zb_session_refresh (ZbSession *self)
{
  g_return_val_if_fail (ZB_IS_SESSION (self), NULL);

  if (self->refresh_token == NULL)
    return dex_future_new_reject (ZB_SESSION_ERROR, ZB_SESSION_ERROR_ENDED, "%s",
                                  _ ("The session has ended; sign in again"));
  if (self->refreshing == NULL)
    {
      Refresh *refresh = g_new0 (Refresh, 1);
      refresh->session = g_object_ref (self);
      refresh->generation = self->generation;
      self->refreshing = zb_fiber_spawn (refresh_fiber, refresh, refresh_free);
    }
  return dex_ref (self->refreshing);
}

typedef struct
{
  ZbSession *session;
  ZbRequest *request;
  DexPromise *promise;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->session);
  zb_request_free (sending->request);
  dex_unref (sending->promise);
  g_free (sending);
}

static ZbReply *
try_to_send (Sending *sending, GError **error)
{
  DexFuture *given_up = dex_cancellable_new_from_cancellable (dex_promise_get_cancellable (sending->promise));

  return dex_await_object (
      dex_future_first (zb_rest_send (sending->session->rest, sending->request), given_up, NULL), error);
}

static ZbReply *
await_reply (Sending *sending, GError **error)
{
  ZbSession *self = sending->session;
  ZbReply *reply = try_to_send (sending, error);

  if (reply == NULL || reply->status != 401)
    return reply;
  g_object_unref (reply);
  return dex_await (zb_session_refresh (self), error) ? try_to_send (sending, error) : NULL;
}

static DexFuture *
send_fiber (gpointer data)
{
  Sending *sending = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbReply) reply = await_reply (sending, &error);

  if (reply == NULL)
    dex_promise_reject (sending->promise, g_steal_pointer (&error));
  else if (reply->status == 401)
    dex_promise_reject (sending->promise, end_session (sending->session));
  else
    dex_promise_resolve_object (sending->promise, g_steal_pointer (&reply));
  return dex_future_new_true ();
}

/**
 * zb_session_send:
 * @self: a session
 * @request: what to ask
 *
 * Sends a request as the officer who has signed in, renewing the token where the platform asks for it.
 * Discarding the future gives the request up.
 *
 * Returns: (transfer full): a future of a `ZbReply`; it rejects where no answer came or the session has ended
 */
DexFuture *
zb_session_send (ZbSession *self, const ZbRequest *request)
{
  g_return_val_if_fail (ZB_IS_SESSION (self), NULL);
  Sending *sending = g_new0 (Sending, 1);
  DexPromise *promise = dex_promise_new_cancellable ();

  sending->session = g_object_ref (self);
  sending->request = zb_request_copy (request);
  sending->promise = dex_ref (promise);
  dex_future_disown (zb_fiber_spawn (send_fiber, sending, sending_free));
  return DEX_FUTURE (promise);
}

static DexFuture *
on_signed_out (DexFuture *future, gpointer data)
{
  zb_session_forget (data);
  return dex_future_new_true ();
}

/**
 * zb_session_sign_out:
 * @self: a session
 *
 * Tells the platform, which releases the officer's claims, and forgets the tokens whether it heard or not.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
zb_session_sign_out (ZbSession *self)
{
  g_return_val_if_fail (ZB_IS_SESSION (self), NULL);
  g_autoptr (ZbRequest) request = zb_request_new ("DELETE", "/session");

  return dex_future_finally (zb_rest_send (self->rest, request), on_signed_out, g_object_ref (self),
                             g_object_unref);
}
