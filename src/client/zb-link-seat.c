/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What belongs to one officer at one platform: the session, the cache, the outbox, the feed and who is
 * present. It is made when somebody sits down and goes when that ends. */
#include "zb-link-private.h"

#include "zb-database-files.h"
#include "zb-database.h"
#include "zb-seat-key.h"

#include <glib/gi18n-lib.h>

gboolean
zb_link_is_leaving (ZbLink *self)
{
  return self->leaving != NULL && dex_future_is_pending (self->leaving);
}

void
zb_link_note_leaving (ZbLink *self, DexFuture *future)
{
  DexFuture *before = g_steal_pointer (&self->leaving);

  self->leaving = before ? dex_future_all (before, future, NULL) : future;
}

/* How long what may still go is waited for when its officer goes, in milliseconds. */
#define SEND_WITHIN 1500

typedef struct
{
  GWeakRef link;
  ZbOutbox *outbox;
} Departure;

static void
departure_free (gpointer data)
{
  Departure *departure = data;

  g_weak_ref_clear (&departure->link);
  g_object_unref (departure->outbox);
  g_free (departure);
}

/* Who sits here now, if anybody does, is told how much waits of others. */
static DexFuture *
on_outbox_left (DexFuture *future, gpointer data)
{
  Departure *departure = data;
  g_autoptr (ZbLink) self = g_weak_ref_get (&departure->link);
  guint n_lost = 0;
  const guint n_left = zb_outbox_get_left (departure->outbox, &n_lost);

  if (self != NULL && self->outbox != NULL)
    zb_outbox_count_others (self->outbox);
  if (self != NULL && (n_left > 0 || n_lost > 0))
    zb_link_tell_left (self, n_left, n_lost);
  return dex_future_new_true ();
}

static DexFuture *
leave_outbox (ZbLink *self)
{
  Departure *departure = g_new0 (Departure, 1);
  DexFuture *left;

  g_weak_ref_init (&departure->link, self);
  departure->outbox = g_object_ref (self->outbox);
  left = dex_future_finally (zb_outbox_leave (self->outbox, SEND_WITHIN), on_outbox_left, departure,
                             departure_free);
  dex_future_disown (dex_ref (left));
  zb_link_note_leaving (self, dex_ref (left));
  return left;
}

static DexFuture *
on_left (DexFuture *future, gpointer session)
{
  return zb_session_sign_out (session);
}

/* Tells the platform that this officer goes, once what he has done is there: with his session his claims end.
 */
DexFuture *
zb_link_end_session (ZbSession *session, DexFuture *left)
{
  DexFuture *told = dex_future_finally (left, on_left, g_object_ref (session), g_object_unref);

  dex_future_disown (dex_ref (told));
  return told;
}

/* Returns a future that is kept when what this officer has done is sent, as far as it can be now. */
DexFuture *
zb_link_leave_seat (ZbLink *self)
{
  DexFuture *left = NULL;

  zb_link_stop_resuming (self);
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
    left = leave_outbox (self);
  if (self->cache != NULL)
    zb_link_note_leaving (self, zb_cache_close (self->cache));
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
  return left ? left : dex_future_new_true ();
}

static void
on_session_ended (ZbLink *self)
{
  if (self->outbox != NULL)
    zb_outbox_set_online (self->outbox, FALSE);
  dex_future_disown (zb_link_leave_seat (self));
  zb_link_set_problem (self, _ ("The session has ended; sign in again"));
  g_object_notify (G_OBJECT (self), "account");
  zb_link_set_state (self, ZB_LINK_SIGNED_OUT);
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
    zb_link_set_problem (self, self->disk_problem);
  else if (state == ZB_FEED_LOST)
    zb_link_set_problem (self, _ ("There is no line to the platform; what is shown may have changed"));
  g_object_notify (G_OBJECT (self), "as-of");
  zb_link_set_state (self, live ? ZB_LINK_LIVE : state == ZB_FEED_LOST ? ZB_LINK_STALE : ZB_LINK_CONNECTING);
}

static void
on_feed_heard (ZbLink *self)
{
  g_object_notify (G_OBJECT (self), "as-of");
}

/* In place of its log's id: what lacks a list is good to look at without a line, but not to go on from. */
#define NO_LOG ""

static void
on_feed_renewed (ZbLink *self)
{
  const char *log = zb_feed_has_all_lists (self->feed) ? zb_feed_get_log_id (self->feed) : NO_LOG;

  if (self->cache != NULL)
    zb_cache_renew (self->cache, log, zb_feed_get_through (self->feed));
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

void
zb_link_change_seat (ZbLink *self, ZbRest *rest, ZbSession *session)
{
  g_autoptr (ZbSession) before = self->session ? g_object_ref (self->session) : NULL;
  DexFuture *left = zb_link_leave_seat (self);

  dex_future_disown (before ? zb_link_end_session (before, left) : left);
  self->rest = g_object_ref (rest);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "ended", G_CALLBACK (on_session_ended), self, G_CONNECT_SWAPPED);
  zb_link_set_problem (self, NULL);
  take_world (self);
  g_object_notify (G_OBJECT (self), "account");
  zb_link_set_state (self, ZB_LINK_CONNECTING);
}

void
zb_link_keep_seat (ZbLink *self, const char *password)
{
  if (self->keeps_seats)
    dex_future_disown (
        zb_seat_key_keep (zb_rest_get_url (self->rest), zb_session_get_account (self->session), password));
}

ZbCache *
zb_link_open_cache (ZbLink *self, const char *url, const char *username)
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
gboolean
zb_link_take_contents (ZbLink *self, ZbCacheContents *contents)
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
note_disk (ZbLink *self, const char *problem)
{
  g_set_str (&self->disk_problem, problem);
  zb_link_set_problem (self, problem);
}

/* A file that is damaged stays for whoever can read it, and a new one is begun. */
static ZbOutbox *
open_outbox (ZbLink *self, GError **error)
{
  g_autofree char *path = zb_outbox_find_path ();
  g_autofree char *aside = NULL;
  g_autoptr (GError) first = NULL;
  ZbOutbox *outbox = zb_outbox_new (path, self->session, self->inbox, &first);

  if (outbox != NULL)
    return outbox;
  if (!g_error_matches (first, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  aside = g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, g_get_real_time () / G_USEC_PER_SEC);
  zb_database_files_move (path, aside);
  g_warning ("the outbox is damaged, is %s now, and is begun anew: %s", aside, first->message);
  outbox = zb_outbox_new (path, self->session, self->inbox, error);
  if (outbox != NULL)
    note_disk (self, _ ("What waited on this machine could not be read and was put aside; ask whoever looks "
                        "after it. What you do now is kept."));
  return outbox;
}

/* Whatever the disk says, an officer acts. */
void
zb_link_await_outbox (ZbLink *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->disk_problem, g_free);
  self->outbox = open_outbox (self, &error);
  if (self->outbox == NULL)
    {
      g_warning ("there is no outbox on the disk: %s", error->message);
      g_clear_error (&error);
      note_disk (self,
                 _ ("This machine's disk refuses: what you do while there is no line is kept only until "
                    "you sign out"));
      self->outbox = zb_outbox_new_fleeting (self->session, self->inbox, &error);
    }
  if (self->outbox == NULL)
    {
      g_warning ("there is no outbox: %s", error->message);
      note_disk (self,
                 _ ("What you do can not be kept on this machine while there is no line: its disk refuses"));
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
  g_signal_emit_by_name (self, "claims-renewed", renewed);
}

void
zb_link_make_feed (ZbLink *self, ZbCacheContents *known)
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
    zb_feed_set_position (self->feed, known->log_id, *known->log_id ? known->through : -1, known->heard_at);
  g_signal_connect_object (self->feed, "notify::state", G_CALLBACK (on_feed_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "notify::as-of", G_CALLBACK (on_feed_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "renewed", G_CALLBACK (on_feed_renewed), self, G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_func (monitor, on_network_changed, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           G_CONNECT_SWAPPED);
  zb_timelines_set_seat (self->timelines, self->session, self->feed);
}
