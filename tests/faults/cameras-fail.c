/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sixteen cameras fail in all ways that cameras fail in. Each time the players say what is so, and within
 * five seconds of its end all pictures are live again. */
#include "zb-fault.h"

#include "zb-camera-process.h"
#include "zb-footprint.h"
#include "zb-media.h"
#include "zb-now.h"
#include "zb-player.h"
#include "zb-proxy.h"
#include "zb-wait.h"

#define N_CAMERAS 16

/* What is late on a busy machine, in milliseconds. */
#define SLACK (800 * zb_rig_get_patience ())

#define LIVE_AGAIN (5000 * zb_rig_get_patience ())

/* How much more may be held than after the first rounds: threads that a pool keeps for the next task, and
 * memory that the allocator keeps. */
#define KEPT 24
#define KEPT_KIB (24 * 1024)

static ZbCameraProcess *cameras;
static ZbProxy *proxy;
static ZbMedia *media;
static ZbPlayer *players[N_CAMERAS];

/* --- leave to watch --------------------------------------------------------------------------- */

#define ZB_TYPE_LEAVE (zb_leave_get_type ())
G_DECLARE_FINAL_TYPE (ZbLeave, zb_leave, ZB, LEAVE, GObject)

struct _ZbLeave
{
  GObject parent_instance;
};

static void zb_leave_iface_init (ZbMediaInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbLeave, zb_leave, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_leave_iface_init))

static ZbAnswer *
open_live (ZbMedia *self, const char *camera, const char *profile)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_TICKET);
  ZbTicket *ticket = g_object_new (ZB_TYPE_TICKET, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  ticket->uri =
      g_strdup_printf ("rtsp%s/cameras/%s/%s", zb_proxy_get_url (proxy) + strlen ("http"), camera, profile);
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
count (ZbPlayerState state)
{
  guint n = 0;

  for (guint i = 0; i < N_CAMERAS; i++)
    n += zb_player_get_state (players[i]) == state;
  return n;
}

static guint
count_height (int wanted)
{
  guint n = 0;

  for (guint i = 0; i < N_CAMERAS; i++)
    {
      int width, height, rate;
      zb_player_get_format (players[i], &width, &height, &rate);
      n += height == wanted;
    }
  return n;
}

static void
tell (void)
{
  for (guint i = 0; i < N_CAMERAS; i++)
    g_test_message ("camera %u: state %d, %u attempts, %.1f s old, again in %.1f s, queue %u, %s", i,
                    zb_player_get_state (players[i]), zb_player_get_attempts (players[i]),
                    (double)zb_player_get_frame_age (players[i]) / G_USEC_PER_SEC,
                    zb_player_get_retry_at (players[i])
                        ? (double)(zb_player_get_retry_at (players[i]) - g_get_monotonic_time ()) /
                              G_USEC_PER_SEC
                        : 0,
                    zb_player_get_queue_place (players[i]), zb_player_get_detail (players[i]));
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Players change their state at each beat. */
static double
wait_for_all (gboolean (*hold) (guint value), guint value, guint milliseconds, const char *what)
{
  const gint64 began = g_get_monotonic_time ();
  const guint source = g_timeout_add (20, wake, NULL);

  while (!hold (value) && g_get_monotonic_time () - began < milliseconds * G_TIME_SPAN_MILLISECOND)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (!hold (value))
    {
      tell ();
      g_error ("%s: not after %u ms", what, milliseconds);
    }
  return (double)(g_get_monotonic_time () - began) / 1000;
}

static gboolean
all_are (guint state)
{
  return count (state) == N_CAMERAS;
}

static gboolean
none_is (guint state)
{
  return count (state) == 0;
}

static gboolean
all_are_high (guint height)
{
  return count_height ((int)height) == N_CAMERAS && count (ZB_PLAYER_LIVE) == N_CAMERAS;
}

/* --- harms ------------------------------------------------------------------------------------ */

static void
kill_server (void)
{
  zb_camera_process_kill (cameras);
}

static void
start_server (void)
{
  zb_camera_process_start (cameras);
}

static void
hold_line (void)
{
  zb_proxy_hold (proxy);
}

static void
mute_line (void)
{
  zb_proxy_mute (proxy);
}

static void
spoil_line (void)
{
  zb_proxy_spoil (proxy);
}

static void
mend_line (void)
{
  zb_proxy_mend (proxy);
}

static void
order_still (void)
{
  zb_camera_process_order (cameras, "still");
}

static void
order_garbage (void)
{
  zb_camera_process_order (cameras, "garbage");
}

static void
order_large (void)
{
  zb_camera_process_order (cameras, "large");
}

static void
order_clock (void)
{
  zb_camera_process_order (cameras, "clock");
}

static void
order_refuse (void)
{
  zb_camera_process_order (cameras, "refuse");
}

static void
order_absent (void)
{
  zb_camera_process_order (cameras, "absent");
}

static void
order_good (void)
{
  zb_camera_process_order (cameras, "good");
}

/* Who was refused has stopped until an officer says so, for one of the pictures. */
static void
order_good_and_retry (void)
{
  order_good ();
  zb_player_retry (players[g_test_rand_int_range (0, N_CAMERAS)]);
}

/* What is shown: first that the picture is not live any more, then what is the matter. 0 for a harm that must
 * not be seen. */
typedef struct
{
  const char *name;
  void (*harm) (void);
  void (*mend) (void);
  ZbPlayerState shown;
  guint not_live_within, shown_within; /* ms */
  guint lasts;                         /* ms */
  guint height;
} Harm;

static const Harm harms[] = {
  { "killed", kill_server, start_server, ZB_PLAYER_LOST, 2000, 5000, 6000, 360 },
  { "swallowed", hold_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 10000, 360 },
  { "mute", mute_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 9000, 360 },
  { "still", order_still, order_good, ZB_PLAYER_FROZEN, 5200, 5200, 6500, 360 },
  { "refused", order_refuse, order_good_and_retry, ZB_PLAYER_REFUSED, 2000, 5000, 5000, 360 },
  { "absent", order_absent, order_good, ZB_PLAYER_ABSENT, 2000, 5000, 5000, 360 },
  { "garbage", order_garbage, order_good, ZB_PLAYER_LOST, 2000, 5000, 7000, 360 },
  { "noise", spoil_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 7000, 360 },
  { "large", order_large, order_good, ZB_PLAYER_LIVE, 0, 0, 4000, 720 },
  { "clock", order_clock, order_good, ZB_PLAYER_LIVE, 0, 0, 4000, 360 },
};

/* The last picture may be one that came just before. */
static void
assert_shown (const Harm *harm)
{
  const gint64 began = g_get_monotonic_time ();

  if (harm->shown_within == 0)
    {
      wait_for_all (all_are_high, harm->height, 3000 + SLACK, harm->name);
      return;
    }
  wait_for_all (none_is, ZB_PLAYER_LIVE, harm->not_live_within + SLACK, harm->name);
  guint gone = (guint)((g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND);
  wait_for_all (all_are, harm->shown, harm->shown_within + SLACK - MIN (gone, harm->shown_within),
                harm->name);
  zb_fault_note ("shown_ms", (double)(g_get_monotonic_time () - began) / 1000);
}

static void
last (const Harm *harm, gint64 began)
{
  const gint64 gone = (g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND;

  if (gone < harm->lasts)
    zb_wait (harm->lasts - (guint)gone);
}

/* --- what is held ----------------------------------------------------------------------------- */

static ZbFootprint before;

static gboolean
is_small (guint kept)
{
  ZbFootprint now = zb_footprint_take (zb_camera_process_get_pid (cameras));

  return now.descriptors <= before.descriptors + kept && now.threads <= before.threads + kept &&
         now.resident <= before.resident + KEPT_KIB;
}

/* What the first round of each harm leaves is the measure for the others. */
static void
assert_footprint (guint n_done)
{
  const ZbFootprint now = zb_footprint_take (zb_camera_process_get_pid (cameras));

  if (n_done == 1 || n_done == G_N_ELEMENTS (harms))
    before = now;
  wait_for_all (is_small, KEPT, 10000 * zb_rig_get_patience (), "what is held");
  g_test_message ("%u descriptors, %u threads, %.1f MiB", now.descriptors, now.threads,
                  (double)now.resident / 1024);
  zb_fault_note ("descriptors", now.descriptors);
  zb_fault_note ("threads", now.threads);
  zb_fault_note ("resident_mib", (double)now.resident / 1024);
}

static void
harm_and_mend (ZbRig *rig)
{
  static guint n_done;
  const Harm *harm = &harms[n_done % G_N_ELEMENTS (harms)];
  const gint64 began = g_get_monotonic_time ();
  g_autofree char *figure = g_strdup_printf ("%s_live_again_ms", harm->name);

  harm->harm ();
  assert_shown (harm);
  last (harm, began);
  if (harm->shown_within == 0)
    wait_for_all (all_are_high, harm->height, 1, harm->name);
  harm->mend ();
  double took = wait_for_all (all_are_high, 360, LIVE_AGAIN, harm->name);
  g_test_message ("%s: all live again after %.0f ms", harm->name, took);
  zb_fault_note (figure, took);
  assert_footprint (++n_done);
}

/* --- beginning and end ------------------------------------------------------------------------ */

static void
begin (ZbRig *rig)
{
  cameras = zb_camera_process_new ();
  proxy = zb_proxy_new (zb_camera_process_get_url (cameras));
  media = g_object_new (ZB_TYPE_LEAVE, NULL);
  for (guint i = 0; i < N_CAMERAS; i++)
    {
      g_autofree char *camera = g_strdup_printf ("camera-%u", i);
      players[i] = zb_player_get (media, camera, "sub");
      zb_player_set_viewer_size (players[i], &players[i], 160, 90);
    }
  wait_for_all (all_are_high, 360, 20000 * zb_rig_get_patience (), "begin");
}

static void
end (ZbRig *rig)
{
  for (guint i = 0; i < N_CAMERAS; i++)
    g_assert_finalize_object (players[i]);
  zb_wait (500);
  zb_proxy_free (proxy);
  zb_camera_process_free (cameras);
  g_assert_finalize_object (media);
}

int
main (int argc, char **argv)
{
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "cameras-fail",
                                    .rounds = G_N_ELEMENTS (harms),
                                    .without_platform = TRUE,
                                    .begin = begin,
                                    .round = harm_and_mend,
                                    .end = end });
}
