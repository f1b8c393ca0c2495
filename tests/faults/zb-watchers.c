/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-watchers.h"

#include "zb-media.h"
#include "zb-now.h"
#include "zb-rig.h"
#include "zb-stills.h"
#include "zb-wait.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* --- leave to watch --------------------------------------------------------------------------- */

#define ZB_TYPE_LEAVE (zb_leave_get_type ())
G_DECLARE_FINAL_TYPE (ZbLeave, zb_leave, ZB, LEAVE, GObject)

struct _ZbLeave
{
  GObject parent_instance;
  ZbProxy *proxy;
};

static void zb_leave_iface_init (ZbMediaInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbLeave, zb_leave, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_leave_iface_init))

static ZbAnswer *
open_live (ZbMedia *media, const char *camera, const char *profile)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_TICKET);
  ZbTicket *ticket = g_object_new (ZB_TYPE_TICKET, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  ticket->uri = g_strdup_printf (
      "rtsp%s/cameras/%s/%s", zb_proxy_get_url (ZB_LEAVE (media)->proxy) + strlen ("http"), camera, profile);
  ticket->user = g_strdup ("officer");
  ticket->password = g_strdup ("secret");
  ticket->expires_at = zb_now () + 600 * G_USEC_PER_SEC;
  g_ptr_array_add (items, ticket);
  zb_answer_set_items (answer, items);
  return answer;
}

static void
zb_leave_iface_init (ZbMediaInterface *iface)
{
  iface->open_live = open_live;
}

static void
zb_leave_class_init (ZbLeaveClass *klass)
{
}

static void
zb_leave_init (ZbLeave *self)
{
}

/* --- what the players say --------------------------------------------------------------------- */

static guint
count (ZbWatchers *self, ZbPlayerState state)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += zb_player_get_state (self->players[i]) == state;
  return n;
}

gboolean
zb_watchers_all_are (ZbWatchers *self, guint state)
{
  return count (self, (ZbPlayerState)state) == self->n;
}

gboolean
zb_watchers_none_is (ZbWatchers *self, guint state)
{
  return count (self, (ZbPlayerState)state) == 0;
}

/* Whether all are live, with pictures of so many lines. */
gboolean
zb_watchers_all_are_high (ZbWatchers *self, guint height)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      int width, lines, rate;
      zb_player_get_format (self->players[i], &width, &lines, &rate);
      n += lines == (int)height;
    }
  return n == self->n && zb_watchers_all_are (self, ZB_PLAYER_LIVE);
}

static double
seconds (gint64 usec)
{
  return (double)usec / G_USEC_PER_SEC;
}

static void
tell (ZbWatchers *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      ZbPlayer *player = self->players[i];
      const gint64 retry_at = zb_player_get_retry_at (player);
      g_test_message ("camera %u: state %d, %u attempts, %.1f s old, again in %.1f s, place %u, %s", i,
                      zb_player_get_state (player), zb_player_get_attempts (player),
                      seconds (zb_player_get_frame_age (player)),
                      retry_at ? seconds (retry_at - g_get_monotonic_time ()) : 0,
                      zb_player_get_queue_place (player), zb_player_get_detail (player));
    }
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Players change their state at each beat. Returns the milliseconds that it took. */
double
zb_watchers_wait (ZbWatchers *self, ZbWatchersHold hold, guint value, guint milliseconds, const char *what)
{
  const gint64 began = g_get_monotonic_time ();
  const guint source = g_timeout_add (20, wake, NULL);

  while (!hold (self, value) && g_get_monotonic_time () - began < milliseconds * G_TIME_SPAN_MILLISECOND)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (!hold (self, value))
    {
      tell (self);
      g_error ("%s: not after %u ms", what, milliseconds);
    }
  return seconds (g_get_monotonic_time () - began) * 1000;
}

/* What a console and its cameras hold of descriptors and threads, and what the console holds of memory: what
 * nobody uses any more is given back before it is measured. */
ZbFootprint
zb_watchers_take_footprint (ZbWatchers *self)
{
  ZbFootprint footprint = zb_footprint_take (zb_camera_process_get_pid (self->cameras));

  malloc_trim (0);
  footprint.resident = zb_footprint_take (0).resident;
  return footprint;
}

/* --- beginning and end ------------------------------------------------------------------------ */

static void
begin (ZbWatchers *self, guint i)
{
  g_autofree char *camera = g_strdup_printf ("camera-%u", i);

  self->players[i] = zb_player_get (self->media, camera, "sub");
  zb_player_set_viewer_size (self->players[i], self, 160, 90);
}

/* As the console has it, see zb_memory_set_up(). To be called before any thread is begun. */
void
zb_watchers_set_up (void)
{
  mallopt (M_ARENA_MAX, 4);
}

/* How many times as long things may take: with sanitizers, and on a machine that does several times as much
 * as it can. */
guint
zb_watchers_get_patience (void)
{
  double load = 0;

  getloadavg (&load, 1);
  return zb_rig_get_patience () * (load > 2 * g_get_num_processors () ? 3 : 1);
}

/* So many cameras, all of which play. */
ZbWatchers *
zb_watchers_new (guint n)
{
  ZbWatchers *self = g_new0 (ZbWatchers, 1);

  self->n = n;
  self->cameras = zb_camera_process_new ();
  self->proxy = zb_proxy_new (zb_camera_process_get_url (self->cameras));
  self->media = g_object_new (ZB_TYPE_LEAVE, NULL);
  ZB_LEAVE (self->media)->proxy = self->proxy;
  for (guint i = 0; i < n; i++)
    begin (self, i);
  zb_watchers_wait (self, zb_watchers_all_are_high, 360, 20000 * zb_watchers_get_patience (), "begin");
  return self;
}

void
zb_watchers_free (ZbWatchers *self)
{
  for (guint i = 0; i < self->n; i++)
    g_assert_finalize_object (self->players[i]);
  zb_stills_forget ();
  zb_wait (500);
  zb_proxy_free (self->proxy);
  zb_camera_process_free (self->cameras);
  g_assert_finalize_object (self->media);
  g_free (self);
}
