/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in and out: who is let in, by the platform or by what this machine has kept, sits down in the place
 * of who was here. */
#include "zb-link-private.h"

#include "zb-fiber.h"
#include "zb-seat-key.h"

/* How long a platform may take to answer before who is known here sits down without it, in milliseconds. */
#define PATIENCE 2000

typedef struct
{
  ZbLink *link;
  char *url;
  char *username;
  char *password;
  guint attempt;
  ZbCache *cache;
  DexFuture *loading; /* NULL while another's seat is not left */
  GCancellable *cancellable;
  gboolean is_without_line;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_object_unref (sign_in->link);
  g_free (sign_in->url);
  g_free (sign_in->username);
  memset (sign_in->password, 0, strlen (sign_in->password));
  g_free (sign_in->password);
  dex_clear (&sign_in->loading);
  g_clear_object (&sign_in->cache);
  g_clear_object (&sign_in->cancellable);
  g_free (sign_in);
}

/* What is let go is told to nobody who sits here all the while. */
static DexFuture *
fail_sign_in (ZbLink *self, GError *error)
{
  if (self->session == NULL)
    {
      zb_link_set_problem (self, error->message);
      zb_link_set_state (self, ZB_LINK_SIGNED_OUT);
    }
  return dex_future_new_for_error (error);
}

static DexFuture *
new_superseded (void)
{
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "somebody else signs in");
}

static void
start_loading (SignIn *sign_in, const char *url)
{
  sign_in->cache = zb_link_open_cache (sign_in->link, url, sign_in->username);
  sign_in->loading = sign_in->cache
                         ? zb_cache_load (sign_in->cache)
                         : dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no cache");
}

/* What was read for nobody is let go when it has been read. */
static DexFuture *
on_loaded_in_vain (DexFuture *future, gpointer data)
{
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL)
    zb_cache_contents_free (g_value_get_pointer (value));
  return zb_cache_close (data);
}

static void
drop_loading (SignIn *sign_in)
{
  if (sign_in->cache != NULL)
    zb_link_note_leaving (sign_in->link,
                          dex_future_finally (g_steal_pointer (&sign_in->loading), on_loaded_in_vain,
                                              g_steal_pointer (&sign_in->cache), g_object_unref));
}

static gboolean
is_silence (const GError *error)
{
  return g_error_matches (error, ZB_SESSION_ERROR, ZB_SESSION_ERROR_UNREACHABLE) ||
         g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT);
}

/* Who is known here sits down without the platform. */
static gboolean
open_seat (SignIn *sign_in, ZbSession *session)
{
  const char *url = zb_rest_get_url (zb_session_get_rest (session));
  g_autoptr (ZbAccount) account =
      dex_await_object (zb_seat_key_open (url, sign_in->username, sign_in->password), NULL);

  if (account == NULL)
    return FALSE;
  zb_session_take_account (session, account);
  sign_in->is_without_line = TRUE;
  return TRUE;
}

/* A platform that is slow is waited for by those alone who can not begin without it. Somebody waits for the
 * answer all the while, so that it is not given up with the first of the two. */
static gboolean
await_answer (SignIn *sign_in, ZbSession *session, GError **error)
{
  DexFuture *answer = zb_session_sign_in (session, sign_in->username, sign_in->password);
  g_autoptr (GError) late = NULL;

  if (!sign_in->link->keeps_seats)
    return dex_await (answer, error);
  dex_future_disown (dex_ref (answer));
  if (!dex_await (dex_future_first (dex_ref (answer), dex_timeout_new_msec (PATIENCE), NULL), &late) &&
      is_silence (late) && open_seat (sign_in, session))
    {
      dex_unref (answer);
      return TRUE;
    }
  return dex_await (answer, error);
}

/* Returns the session of who has signed in, or NULL. */
static ZbSession *
await_session (SignIn *sign_in, ZbRest *rest, GError **error)
{
  g_autoptr (ZbSession) session = zb_session_new (rest);

  if (!await_answer (sign_in, session, error))
    return NULL;
  if (sign_in->attempt == sign_in->link->attempt &&
      !g_cancellable_set_error_if_cancelled (sign_in->cancellable, error))
    return g_steal_pointer (&session);
  dex_future_disown (zb_session_sign_out (session));
  return NULL;
}

/* Returns FALSE where this officer does not sit here any more. */
static gboolean
await_contents (ZbLink *self, SignIn *sign_in, ZbSession *session, ZbCacheContents **contents)
{
  if (sign_in->loading == NULL && zb_link_is_leaving (self))
    dex_await (dex_ref (self->leaving), NULL);
  if (self->session != session)
    return FALSE;
  if (sign_in->loading == NULL)
    start_loading (sign_in, zb_rest_get_url (self->rest));
  g_set_object (&self->cache, sign_in->cache);
  *contents = dex_await_pointer (g_steal_pointer (&sign_in->loading), NULL);
  return self->session == session;
}

static DexFuture *
sit_down (ZbLink *self, SignIn *sign_in, ZbSession *session)
{
  g_autoptr (ZbCacheContents) contents = NULL;
  gboolean known;

  if (!await_contents (self, sign_in, session, &contents))
    return new_superseded ();
  known = zb_link_take_contents (self, contents);
  zb_link_await_outbox (self);
  if (self->session != session)
    return new_superseded ();
  zb_link_make_feed (self, known ? contents : NULL);
  if (sign_in->is_without_line)
    zb_link_begin_without_line (self, sign_in->username, sign_in->password);
  else
    {
      zb_feed_start (self->feed);
      zb_link_keep_seat (self, sign_in->password);
    }
  return dex_future_new_true ();
}

/* Where nobody sits here the file is read while the platform looks at the password; what it holds is let in
 * only after that. */
static DexFuture *
sign_in_fiber (gpointer data)
{
  SignIn *sign_in = data;
  ZbLink *self = sign_in->link;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRest) rest = zb_rest_new (sign_in->url, &error);
  g_autoptr (ZbSession) session = NULL;

  if (rest != NULL && self->session == NULL && !zb_link_is_leaving (self))
    start_loading (sign_in, zb_rest_get_url (rest));
  session = rest ? await_session (sign_in, rest, &error) : NULL;
  if (session != NULL)
    {
      zb_link_change_seat (self, rest, session);
      return sit_down (self, sign_in, session);
    }
  drop_loading (sign_in);
  return sign_in->attempt == self->attempt ? fail_sign_in (self, g_steal_pointer (&error))
                                           : new_superseded ();
}

/**
 * zb_link_set_keeps_seats:
 * @self: a link
 * @keeps_seats: whether who has signed in may do so again while there is no line
 *
 * What that needs is kept in the secret store of the desktop, for a week after the last time that the
 * platform has let this officer in.
 */
void
zb_link_set_keeps_seats (ZbLink *self, gboolean keeps_seats)
{
  self->keeps_seats = keeps_seats;
}

/**
 * zb_link_sign_in_async:
 * @self: a link
 * @url: where the platform is
 * @username: who
 * @password: the password; it is sent and not kept
 * @cancellable: (nullable): to give up
 * @callback: called when somebody is signed in, or is not
 * @user_data: for @callback
 *
 * Signs in, in the place of who is signed in now and stays so where the platform refuses. What was known last
 * is shown before the callback is called; what has happened since comes by the feed. Where the platform does
 * not answer, and this officer is known here, all of that is as of what was known last until it does.
 */
void
zb_link_sign_in_async (ZbLink *self, const char *url, const char *username, const char *password,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (ZB_IS_LINK (self));
  g_autoptr (DexAsyncResult) result = dex_async_result_new (self, cancellable, callback, user_data);
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->link = g_object_ref (self);
  sign_in->url = g_strdup (url);
  sign_in->username = g_strdup (username);
  sign_in->password = g_strdup (password);
  sign_in->attempt = ++self->attempt;
  g_set_object (&sign_in->cancellable, cancellable);
  if (self->session == NULL)
    {
      zb_link_set_problem (self, NULL);
      zb_link_set_state (self, ZB_LINK_SIGNING_IN);
    }
  dex_async_result_await (result, zb_fiber_spawn (sign_in_fiber, sign_in, sign_in_free));
}

/**
 * zb_link_sign_in_finish:
 * @self: a link
 * @result: what the callback was given
 * @error: return location; its message is for people
 *
 * Who has signed out again before this is asked is not signed in: that is told as %G_IO_ERROR_CANCELLED, like
 * a sign-in in the place of which somebody else signs in.
 *
 * Returns: whether somebody is signed in
 */
gboolean
zb_link_sign_in_finish (ZbLink *self, GAsyncResult *result, GError **error)
{
  if (!dex_async_result_propagate_boolean (DEX_ASYNC_RESULT (result), error))
    return FALSE;
  if (self->session != NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "signed out meanwhile");
  return FALSE;
}

/**
 * zb_link_sign_out:
 * @self: a link
 *
 * Lets go of everything that is the officer's, sends what may go still, also what was held so that it could
 * be undone, and tells the platform, which releases this officer's claims. What could not be sent stays on
 * disk until the same officer is back, and is told by #ZbLink::unsent-left.
 */
void
zb_link_sign_out (ZbLink *self)
{
  g_return_if_fail (ZB_IS_LINK (self));

  dex_future_disown (zb_link_leave (self));
}

/**
 * zb_link_leave:
 * @self: a link
 *
 * As zb_link_sign_out(), for whoever wants to know when all of that is done: a console that ends.
 *
 * Returns: (transfer full): a future, kept when the platform has heard and all is written
 */
DexFuture *
zb_link_leave (ZbLink *self)
{
  g_return_val_if_fail (ZB_IS_LINK (self), NULL);
  g_autoptr (ZbSession) session = self->session ? g_object_ref (self->session) : NULL;
  DexFuture *told;

  self->attempt++;
  told = zb_link_leave_seat (self);
  if (session != NULL)
    told = zb_link_end_session (session, told);
  if (session != NULL)
    g_object_notify (G_OBJECT (self), "account");
  zb_link_set_state (self, ZB_LINK_SIGNED_OUT);
  return zb_link_is_leaving (self) ? dex_future_all (told, dex_ref (self->leaving), NULL) : told;
}
