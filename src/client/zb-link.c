/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform as this console sees it, tied together.
 *
 *   sign_in ─▶ session ─▶ cache ─▶ world (what was known last)
 *                 ├─▶ outbox (what is not answered yet)
 *                 ├─▶ feed ─▶ inbox ─▶ world ─▶ cache
 *                 ├─▶ presence
 *                 └─▶ how this wall is, where it is one
 *
 * All of it belongs to one officer at one platform (a Seat) and goes when another has signed in: a password
 * that is wrong takes nobody's seat. The world stays, and is emptied where it is not that officer's.
 */
#include "zb-link-private.h"

#include "zb-backoff.h"
#include "zb-command-request.h"
#include "zb-fiber.h"
#include "zb-now.h"
#include "zb-seat-key.h"

#include <glib/gi18n-lib.h>

#define PICTURES (64 * 1024 * 1024)

/* How long a platform may take to answer before who is known here sits down without it, in milliseconds. */
#define PATIENCE 2000

/* How long until a platform that was not there is asked again, in milliseconds. */
#define FIRST_WAIT 500
#define LONGEST_WAIT 15000

typedef enum
{
  PROP_STATE = 1,
  PROP_AS_OF,
  PROP_ACCOUNT,
  PROP_PROBLEM,
} Property;

static GParamSpec *properties[PROP_PROBLEM + 1];

enum
{
  SIGNAL_CLAIMS_RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbLink, zb_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_link_media_init)
                                   G_IMPLEMENT_INTERFACE (ZB_TYPE_EVIDENCE, zb_link_evidence_init)
                                       G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, zb_link_query_init)
                                           G_IMPLEMENT_INTERFACE (ZB_TYPE_DRILL_QUERY, zb_link_drill_init))

static void leave_seat (ZbLink *self);

static void
zb_link_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbLink *self = ZB_LINK (object);

  switch ((Property)id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, zb_link_get_as_of (self));
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, zb_link_get_account (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_link_dispose (GObject *object)
{
  ZbLink *self = ZB_LINK (object);

  leave_seat (self);
  dex_clear (&self->leaving);
  g_clear_object (&self->timelines);
  g_clear_object (&self->inbox);
  g_clear_object (&self->world);

  G_OBJECT_CLASS (zb_link_parent_class)->dispose (object);
}

static void
zb_link_finalize (GObject *object)
{
  ZbLink *self = ZB_LINK (object);

  zb_picture_cache_free (self->pictures);
  g_clear_object (&self->wall_health);
  g_free (self->problem);
  g_free (self->world_is_of);

  G_OBJECT_CLASS (zb_link_parent_class)->finalize (object);
}

static void
zb_link_class_init (ZbLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_link_get_property;
  object_class->dispose = zb_link_dispose;
  object_class->finalize = zb_link_finalize;
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, ZB_LINK_SIGNED_OUT, ZB_LINK_STALE, 0, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ZbLink::claims-renewed:
   * @self: a link
   * @renewed: (array zero-terminated=1): the ids of the alerts whose claims are this officer's still
   *
   * The platform has been told of all claims that are known here, and has renewed these.
   */
  signals[SIGNAL_CLAIMS_RENEWED] =
      g_signal_new ("claims-renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
zb_link_init (ZbLink *self)
{
  self->pictures = zb_picture_cache_new (PICTURES);
}

/**
 * zb_link_new:
 * @world: what a console knows; the link is the only one that writes it
 *
 * Returns: (transfer full): a link that nobody has signed in to
 */
ZbLink *
zb_link_new (ZbWorld *world)
{
  ZbLink *self = g_object_new (ZB_TYPE_LINK, NULL);

  self->world = g_object_ref (world);
  self->inbox = zb_inbox_new (world);
  self->timelines = zb_timelines_new (world);
  return self;
}

/**
 * zb_link_get_world:
 * @self: a link
 *
 * Returns: (transfer none): the world that it writes
 */
ZbWorld *
zb_link_get_world (ZbLink *self)
{
  return self->world;
}

/**
 * zb_link_get_state:
 * @self: a link
 *
 * Returns: how it stands
 */
ZbLinkState
zb_link_get_state (ZbLink *self)
{
  return self->state;
}

/**
 * zb_link_get_as_of:
 * @self: a link
 *
 * Returns: when the platform was last heard, µs UTC by its clock; 0 where it was not heard since signing in
 */
gint64
zb_link_get_as_of (ZbLink *self)
{
  return self->feed ? zb_feed_get_as_of (self->feed) : 0;
}

/**
 * zb_link_get_now:
 * @self: a link
 *
 * Returns: the time by the platform's clock, µs UTC, for ages and deadlines
 */
gint64
zb_link_get_now (ZbLink *self)
{
  return zb_now ();
}

/**
 * zb_link_get_account:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): who has signed in
 */
ZbAccount *
zb_link_get_account (ZbLink *self)
{
  return self->session ? zb_session_get_account (self->session) : NULL;
}

/**
 * zb_link_get_url:
 * @self: a link
 *
 * Returns: (nullable): the platform that somebody has signed in to
 */
const char *
zb_link_get_url (ZbLink *self)
{
  return self->rest ? zb_rest_get_url (self->rest) : NULL;
}

/**
 * zb_link_get_problem:
 * @self: a link
 *
 * Returns: (nullable): what hinders it, in words for the officer
 */
const char *
zb_link_get_problem (ZbLink *self)
{
  return self->problem;
}

static void
set_state (ZbLink *self, ZbLinkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_problem (ZbLink *self, const char *problem)
{
  if (g_set_str (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* --- a seat --------------------------------------------------------------------------------- */

static gboolean
is_leaving (ZbLink *self)
{
  return self->leaving != NULL && dex_future_is_pending (self->leaving);
}

static void
note_leaving (ZbLink *self, DexFuture *future)
{
  DexFuture *before = g_steal_pointer (&self->leaving);

  self->leaving = before ? dex_future_all (before, future, NULL) : future;
}

static void
stop_resuming (ZbLink *self)
{
  if (self->resuming != NULL)
    dex_cancellable_cancel (self->resuming);
  dex_clear (&self->resuming);
  dex_clear (&self->resume_now);
}

static void
leave_seat (ZbLink *self)
{
  stop_resuming (self);
  if (self->timelines != NULL)
    zb_timelines_set_seat (self->timelines, NULL, NULL);
  if (self->presence != NULL)
    zb_presence_stop (self->presence);
  if (self->wall_report != NULL)
    zb_wall_report_stop (self->wall_report);
  if (self->feed != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->feed, self);
      zb_feed_stop (self->feed);
    }
  if (self->inbox != NULL)
    zb_inbox_flush (self->inbox);
  if (self->outbox != NULL)
    zb_outbox_close (self->outbox);
  if (self->cache != NULL)
    note_leaving (self, zb_cache_close (self->cache));
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->presence);
  g_clear_object (&self->wall_report);
  g_clear_object (&self->feed);
  g_clear_object (&self->outbox);
  g_clear_object (&self->cache);
  g_clear_object (&self->session);
  g_clear_object (&self->rest);
  zb_picture_cache_clear (self->pictures);
}

static void
on_session_ended (ZbLink *self)
{
  leave_seat (self);
  set_problem (self, _ ("The session has ended; sign in again"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  set_state (self, ZB_LINK_SIGNED_OUT);
}

static void
on_feed_state (ZbLink *self)
{
  ZbFeedState state = zb_feed_get_state (self->feed);
  gboolean live = state == ZB_FEED_LIVE;

  if (self->outbox != NULL)
    zb_outbox_set_online (self->outbox, live);
  zb_presence_set_online (self->presence, live);
  if (self->wall_report != NULL)
    zb_wall_report_set_online (self->wall_report, live);
  if (live)
    set_problem (self, NULL);
  else if (state == ZB_FEED_LOST)
    set_problem (self, _ ("There is no line to the platform; what is shown may have changed"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
  set_state (self, live ? ZB_LINK_LIVE : state == ZB_FEED_LOST ? ZB_LINK_STALE : ZB_LINK_CONNECTING);
}

static void
on_feed_heard (ZbLink *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
}

static void
on_feed_renewed (ZbLink *self)
{
  if (self->cache != NULL)
    zb_cache_renew (self->cache, zb_feed_get_log_id (self->feed), zb_feed_get_through (self->feed));
}

static void
on_network_changed (ZbLink *self)
{
  g_autoptr (DexPromise) now = g_steal_pointer (&self->resume_now);

  if (now != NULL)
    dex_promise_resolve_boolean (now, TRUE);
  if (self->feed != NULL)
    zb_feed_retry_now (self->feed);
}

static void
take_world (ZbLink *self)
{
  ZbAccount *account = zb_session_get_account (self->session);
  g_autofree char *owner =
      g_strdup_printf ("%s\n%s", zb_rest_get_url (self->rest), account->parent_instance.id);

  if (g_strcmp0 (self->world_is_of, owner) != 0)
    zb_world_clear (self->world);
  g_set_str (&self->world_is_of, owner);
}

static ZbCache *
open_cache (ZbLink *self, const char *url, const char *username)
{
  g_autofree char *path = zb_cache_find_path (url, username);
  g_autoptr (GError) error = NULL;
  ZbCache *cache = zb_cache_new (path, self->inbox, &error);

  if (cache == NULL)
    g_warning ("there is no cache: %s", error->message);
  return cache;
}

static void
fill_world (ZbLink *self, ZbCacheContents *contents)
{
  for (int kind = ZB_KIND_NONE + 1; kind < ZB_N_KINDS; kind++)
    if (contents->entities[kind] != NULL)
      zb_world_fill (self->world, kind, contents->entities[kind]);
}

/* Whether the contents are this account's, and the world was filled with them. */
static gboolean
take_contents (ZbLink *self, ZbCacheContents *contents)
{
  const char *account = zb_session_get_account (self->session)->parent_instance.id;

  if (self->cache != NULL)
    zb_cache_set_account (self->cache, account);
  if (contents == NULL || g_strcmp0 (contents->account, account) != 0)
    return FALSE;
  fill_world (self, contents);
  return TRUE;
}

static void
await_outbox (ZbLink *self)
{
  g_autofree char *path = zb_outbox_find_path ();
  g_autoptr (GError) error = NULL;

  self->outbox = zb_outbox_new (path, self->session, self->inbox, &error);
  if (self->outbox == NULL)
    {
      g_warning ("there is no outbox: %s", error->message);
      set_problem (
          self, _ ("What you do can not be kept on this machine while there is no line: its disk refuses"));
      return;
    }
  if (!dex_await (zb_outbox_open (self->outbox), &error))
    g_warning ("the outbox could not be read: %s", error->message);
}

static void
start_wall_report (ZbLink *self)
{
  if (zb_session_get_account (self->session)->role != ZB_ROLE_WALL)
    return;
  self->wall_report = zb_wall_report_new (self->session, self->world);
  zb_wall_report_set_health (self->wall_report, self->wall_health);
}

static void
on_claims_renewed (ZbLink *self, const char *const *renewed)
{
  g_signal_emit (self, signals[SIGNAL_CLAIMS_RENEWED], 0, renewed);
}

static void
make_feed (ZbLink *self, ZbCacheContents *known)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  self->presence = zb_presence_new (self->session, self->world);
  zb_presence_set_muted (self->presence, self->muted);
  zb_presence_set_silent (self->presence, self->silent);
  g_signal_connect_object (self->presence, "answered", G_CALLBACK (on_claims_renewed), self,
                           G_CONNECT_SWAPPED);
  start_wall_report (self);
  self->feed = zb_feed_new (self->session, self->inbox);
  if (known != NULL)
    zb_feed_set_position (self->feed, known->log_id, known->through, known->heard_at);
  g_signal_connect_object (self->feed, "notify::state", G_CALLBACK (on_feed_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "notify::as-of", G_CALLBACK (on_feed_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "renewed", G_CALLBACK (on_feed_renewed), self, G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_func (monitor, on_network_changed, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           G_CONNECT_SWAPPED);
  zb_timelines_set_seat (self->timelines, self->session, self->feed);
}

/* --- signing in and out --------------------------------------------------------------------- */

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
      set_problem (self, error->message);
      set_state (self, ZB_LINK_SIGNED_OUT);
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
  sign_in->cache = open_cache (sign_in->link, url, sign_in->username);
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
    note_leaving (sign_in->link, dex_future_finally (g_steal_pointer (&sign_in->loading), on_loaded_in_vain,
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

static void
change_seat (ZbLink *self, ZbRest *rest, ZbSession *session)
{
  g_autoptr (ZbSession) before = self->session ? g_object_ref (self->session) : NULL;

  leave_seat (self);
  if (before != NULL)
    dex_future_disown (zb_session_sign_out (before));
  self->rest = g_object_ref (rest);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "ended", G_CALLBACK (on_session_ended), self, G_CONNECT_SWAPPED);
  set_problem (self, NULL);
  take_world (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  set_state (self, ZB_LINK_CONNECTING);
}

/* Returns FALSE where this officer does not sit here any more. */
static gboolean
await_contents (ZbLink *self, SignIn *sign_in, ZbSession *session, ZbCacheContents **contents)
{
  if (sign_in->loading == NULL && is_leaving (self))
    dex_await (dex_ref (self->leaving), NULL);
  if (self->session != session)
    return FALSE;
  if (sign_in->loading == NULL)
    start_loading (sign_in, zb_rest_get_url (self->rest));
  g_set_object (&self->cache, sign_in->cache);
  *contents = dex_await_pointer (g_steal_pointer (&sign_in->loading), NULL);
  return self->session == session;
}

static void
keep_seat (ZbLink *self, const char *password)
{
  if (self->keeps_seats)
    dex_future_disown (
        zb_seat_key_keep (zb_rest_get_url (self->rest), zb_session_get_account (self->session), password));
}

/* --- without a line ------------------------------------------------------------------------- */

/* Who sits here and is to be let in by the platform, as soon as that is there. */
typedef struct
{
  ZbLink *link;
  ZbSession *session;
  DexCancellable *stop;
  char *username;
  char *password;
} Resume;

static void
resume_free (gpointer data)
{
  Resume *resume = data;

  g_object_unref (resume->link);
  g_object_unref (resume->session);
  dex_unref (resume->stop);
  g_free (resume->username);
  memset (resume->password, 0, strlen (resume->password));
  g_free (resume->password);
  g_free (resume);
}

static gboolean
is_awaited (const Resume *resume)
{
  return dex_future_is_pending (DEX_FUTURE (resume->stop));
}

static void
go_on (const Resume *resume)
{
  ZbLink *self = resume->link;

  stop_resuming (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  keep_seat (self, resume->password);
  zb_feed_start (self->feed);
}

/* The platform does not know this officer by this password any more. What waits stays on disk. */
static void
turn_away (const Resume *resume, const GError *error)
{
  ZbLink *self = resume->link;

  zb_seat_key_forget (zb_rest_get_url (self->rest), resume->username);
  leave_seat (self);
  set_problem (self, error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  set_state (self, ZB_LINK_SIGNED_OUT);
}

static void
await_next_try (const Resume *resume, guint milliseconds)
{
  ZbLink *self = resume->link;

  dex_clear (&self->resume_now);
  self->resume_now = dex_promise_new ();
  dex_await (dex_future_first (dex_timeout_new_msec ((int)milliseconds),
                               dex_ref (DEX_FUTURE (self->resume_now)), dex_ref (DEX_FUTURE (resume->stop)),
                               NULL),
             NULL);
}

static DexFuture *
resume_fiber (gpointer data)
{
  const Resume *resume = data;
  ZbBackoff backoff = { .first = FIRST_WAIT, .most = LONGEST_WAIT };

  while (is_awaited (resume))
    {
      g_autoptr (GError) error = NULL;
      gboolean good = dex_await (
          dex_future_first (zb_session_resume (resume->session, resume->username, resume->password),
                            dex_ref (DEX_FUTURE (resume->stop)), NULL),
          &error);

      if (!is_awaited (resume))
        break;
      if (good)
        go_on (resume);
      else if (g_error_matches (error, ZB_SESSION_ERROR, ZB_SESSION_ERROR_REFUSED))
        turn_away (resume, error);
      else
        await_next_try (resume, MAX (zb_backoff_next (&backoff), FIRST_WAIT));
    }
  return dex_future_new_true ();
}

static void
begin_without_line (ZbLink *self, SignIn *sign_in)
{
  Resume *resume = g_new0 (Resume, 1);

  self->resuming = dex_cancellable_new ();
  resume->link = g_object_ref (self);
  resume->session = g_object_ref (self->session);
  resume->stop = dex_ref (self->resuming);
  resume->username = g_strdup (sign_in->username);
  resume->password = g_strdup (sign_in->password);
  set_problem (self, _ ("There is no line to the platform; what is shown may have changed"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
  set_state (self, ZB_LINK_STALE);
  dex_future_disown (zb_fiber_spawn (resume_fiber, resume, resume_free));
}

static DexFuture *
sit_down (ZbLink *self, SignIn *sign_in, ZbSession *session)
{
  g_autoptr (ZbCacheContents) contents = NULL;
  gboolean known;

  if (!await_contents (self, sign_in, session, &contents))
    return new_superseded ();
  known = take_contents (self, contents);
  await_outbox (self);
  if (self->session != session)
    return new_superseded ();
  make_feed (self, known ? contents : NULL);
  if (sign_in->is_without_line)
    begin_without_line (self, sign_in);
  else
    {
      zb_feed_start (self->feed);
      keep_seat (self, sign_in->password);
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

  if (rest != NULL && self->session == NULL && !is_leaving (self))
    start_loading (sign_in, zb_rest_get_url (rest));
  session = rest ? await_session (sign_in, rest, &error) : NULL;
  if (session != NULL)
    {
      change_seat (self, rest, session);
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
      set_problem (self, NULL);
      set_state (self, ZB_LINK_SIGNING_IN);
    }
  dex_async_result_await (result, zb_fiber_spawn (sign_in_fiber, sign_in, sign_in_free));
}

/**
 * zb_link_sign_in_finish:
 * @self: a link
 * @result: what the callback was given
 * @error: return location; its message is for people
 *
 * Returns: whether somebody is signed in
 */
gboolean
zb_link_sign_in_finish (ZbLink *self, GAsyncResult *result, GError **error)
{
  return dex_async_result_propagate_boolean (DEX_ASYNC_RESULT (result), error);
}

/**
 * zb_link_sign_out:
 * @self: a link
 *
 * Tells the platform, which releases this officer's claims, and lets go of everything that is the officer's.
 * What was not sent yet stays on disk until the same officer is back.
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
  DexFuture *told = session ? zb_session_sign_out (session) : dex_future_new_true ();

  self->attempt++;
  leave_seat (self);
  if (session != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  set_state (self, ZB_LINK_SIGNED_OUT);
  return is_leaving (self) ? dex_future_all (told, dex_ref (self->leaving), NULL) : told;
}

/**
 * zb_link_set_looking_at:
 * @self: a link
 * @subject: (nullable): what the officer looks at, such as "alert/<id>"
 *
 * Told to the others, whom it concerns.
 */
void
zb_link_set_looking_at (ZbLink *self, const char *subject)
{
  if (self->presence != NULL)
    zb_presence_set_looking_at (self->presence, subject);
}

/**
 * zb_link_set_muted:
 * @self: a link
 * @severities: those that make no sound at this seat, one bit each: 1 << #ZbSeverity
 *
 * Told to the others, so that somebody knows of what nobody hears.
 */
void
zb_link_set_muted (ZbLink *self, guint severities)
{
  self->muted = severities;
  if (self->presence != NULL)
    zb_presence_set_muted (self->presence, severities);
}

/**
 * zb_link_set_silent:
 * @self: a link
 * @silent: whether nothing at all can be heard at this seat, as where the sound device is gone
 *
 * Told to the others, so that nobody relies on an officer who hears no alert.
 */
void
zb_link_set_silent (ZbLink *self, gboolean silent)
{
  self->silent = silent;
  if (self->presence != NULL)
    zb_presence_set_silent (self->presence, silent);
}

/**
 * zb_link_set_wall_health:
 * @self: a link
 * @health: (nullable): how this wall is now, not to be changed any more
 *
 * Told to the platform every 30 s, and at once where a screen or a tile has come or gone, while an account of
 * the role wall is signed in. To be given anew as often as it is measured.
 */
void
zb_link_set_wall_health (ZbLink *self, ZbWallHealth *health)
{
  g_set_object (&self->wall_health, health);
  if (self->wall_report != NULL)
    zb_wall_report_set_health (self->wall_report, health);
}

/* --- commands ------------------------------------------------------------------------------- */

typedef struct
{
  ZbOutbox *outbox;
  ZbCommand *command;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_object_unref (taking->outbox);
  g_object_unref (taking->command);
  g_free (taking);
}

/* A disk that takes nothing is no reason not to act while there is a line. */
static DexFuture *
on_not_taken (DexFuture *future, gpointer data)
{
  Taking *taking = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_warning ("the outbox did not take a command: %s", error->message);
  zb_outbox_take_unsaved (taking->outbox, taking->command);
  return dex_future_new_true ();
}

static void
refuse (ZbCommand *command, const char *detail)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (0, _ ("Not possible now"), detail);

  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
}

/**
 * zb_link_submit:
 * @self: a link
 * @command: what the officer has done
 *
 * Takes a command. It is shown in the world once it is safe, and its state and problem say what becomes of
 * it: what may wait is kept while there is no line; what needs one is refused then, in words.
 */
void
zb_link_submit (ZbLink *self, ZbCommand *command)
{
  g_return_if_fail (ZB_IS_LINK (self) && ZB_IS_COMMAND (command));
  Taking *taking;

  if (self->session == NULL || self->outbox == NULL)
    {
      refuse (command, self->session ? _ ("This machine can not keep what you do: its disk refuses.")
                                     : _ ("Nobody has signed in."));
      return;
    }
  if (!zb_command_is_durable (zb_command_get_name (command)))
    {
      dex_future_disown (zb_outbox_send_now (self->outbox, command));
      return;
    }
  taking = g_new0 (Taking, 1);
  taking->outbox = g_object_ref (self->outbox);
  taking->command = g_object_ref (command);
  dex_future_disown (
      dex_future_catch (zb_outbox_submit (self->outbox, command), on_not_taken, taking, taking_free));
}

/**
 * zb_link_withdraw:
 * @self: a link
 * @command: one that is held or queued
 *
 * Returns: whether it was taken back in time
 */
gboolean
zb_link_withdraw (ZbLink *self, ZbCommand *command)
{
  return self->outbox != NULL && zb_outbox_withdraw (self->outbox, command);
}

/**
 * zb_link_withdraw_all:
 * @self: a link
 * @subject: the id of something
 *
 * Returns: how much was taken back that waited for it
 */
guint
zb_link_withdraw_all (ZbLink *self, const char *subject)
{
  return self->outbox != NULL ? zb_outbox_withdraw_all (self->outbox, subject) : 0;
}

/**
 * zb_link_retry:
 * @self: a link
 * @command: one that was refused
 *
 * Returns: whether it is sent again
 */
gboolean
zb_link_retry (ZbLink *self, ZbCommand *command)
{
  return self->outbox != NULL && zb_outbox_retry (self->outbox, command);
}

/**
 * zb_link_confirm:
 * @self: a link
 * @command: one that %ZB_COMMAND_ASKING
 *
 * The officer wants it sent all the same.
 */
void
zb_link_confirm (ZbLink *self, ZbCommand *command)
{
  if (self->outbox != NULL)
    zb_outbox_confirm (self->outbox, command);
}

/**
 * zb_link_dismiss:
 * @self: a link
 * @command: one that was refused
 *
 * The officer has seen why.
 */
void
zb_link_dismiss (ZbLink *self, ZbCommand *command)
{
  if (self->outbox != NULL)
    zb_outbox_dismiss (self->outbox, command);
}
