/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sixteen cameras fail in all ways that cameras fail in. Each time the players say what is so, and within
 * five seconds of its end all pictures are live again. */
#include "zb-fault.h"

#include "zb-wait.h"
#include "zb-watchers.h"

/* What is late on a busy machine, in milliseconds. */
#define SLACK (800 * zb_watchers_get_patience ())

#define LIVE_AGAIN (5000 * zb_watchers_get_patience ())

/* How much more may be held than after the first round: threads that a pool keeps for the next task; and
 * memory that the allocator keeps, of which each harm needs more at its first time. */
#define KEPT 24
#define KEPT_KIB (24 * 1024)
#define KEPT_AT_FIRST_KIB (96 * 1024)

static ZbWatchers *watchers;

/* --- harms ------------------------------------------------------------------------------------ */

static void
kill_server (void)
{
  zb_camera_process_kill (watchers->cameras);
}

static void
start_server (void)
{
  zb_camera_process_start (watchers->cameras);
}

static void
hold_line (void)
{
  zb_proxy_hold (watchers->proxy);
}

static void
mute_line (void)
{
  zb_proxy_mute (watchers->proxy);
}

static void
spoil_line (void)
{
  zb_proxy_spoil (watchers->proxy);
}

static void
mend_line (void)
{
  zb_proxy_mend (watchers->proxy);
}

/* What is shown: first that the picture is not live any more, then what is the matter. 0 for a harm that must
 * not be seen. */
typedef struct
{
  const char *name;
  const char *order; /* to the cameras, NULL where they know nothing of it */
  void (*harm) (void);
  void (*mend) (void);
  ZbPlayerState shown;
  guint not_live_within, shown_within; /* ms */
  guint lasts;                         /* ms */
  guint height;
} Harm;

static const Harm harms[] = {
  { "killed", NULL, kill_server, start_server, ZB_PLAYER_LOST, 2000, 5000, 6000, 360 },
  { "swallowed", NULL, hold_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 10000, 360 },
  { "mute", NULL, mute_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 9000, 360 },
  { "still", "still", NULL, NULL, ZB_PLAYER_FROZEN, 5200, 5200, 6500, 360 },
  { "refused", "refuse", NULL, NULL, ZB_PLAYER_REFUSED, 2000, 5000, 5000, 360 },
  { "absent", "absent", NULL, NULL, ZB_PLAYER_ABSENT, 2000, 5000, 5000, 360 },
  { "garbage", "garbage", NULL, NULL, ZB_PLAYER_LOST, 2000, 5000, 7000, 360 },
  { "noise", NULL, spoil_line, mend_line, ZB_PLAYER_LOST, 2000, 5000, 7000, 360 },
  { "small", "small", NULL, NULL, ZB_PLAYER_LIVE, 0, 0, 4000, 240 },
  { "clock", "clock", NULL, NULL, ZB_PLAYER_LIVE, 0, 0, 4000, 360 },
};

static void
do_harm (const Harm *harm)
{
  if (harm->order)
    zb_camera_process_order (watchers->cameras, harm->order);
  else
    harm->harm ();
}

/* Who was refused waits for minutes, or until an officer tries again with one of the pictures. */
static void
mend (const Harm *harm)
{
  if (harm->order)
    zb_camera_process_order (watchers->cameras, "good");
  else
    harm->mend ();
  if (harm->shown == ZB_PLAYER_REFUSED)
    zb_player_retry (watchers->players[g_test_rand_int_range (0, (int)watchers->n)]);
}

static guint
since (gint64 began)
{
  return (guint)((g_get_monotonic_time () - began) / G_TIME_SPAN_MILLISECOND);
}

/* The last picture may be one that came just before. */
static void
assert_shown (const Harm *harm)
{
  const gint64 began = g_get_monotonic_time ();

  if (harm->shown_within == 0)
    {
      zb_watchers_wait (watchers, zb_watchers_all_are_high, harm->height, 3000 + SLACK, harm->name);
      return;
    }
  zb_watchers_wait (watchers, zb_watchers_none_is, ZB_PLAYER_LIVE, harm->not_live_within + SLACK, harm->name);
  zb_watchers_wait (watchers, zb_watchers_all_are, harm->shown,
                    harm->shown_within + SLACK - MIN (since (began), harm->shown_within), harm->name);
  zb_fault_note ("shown_ms", since (began));
}

static void
last (const Harm *harm, gint64 began)
{
  if (since (began) < harm->lasts)
    zb_wait (harm->lasts - since (began));
  if (harm->shown_within == 0)
    zb_watchers_wait (watchers, zb_watchers_all_are_high, harm->height, 1, harm->name);
}

/* --- what is held ----------------------------------------------------------------------------- */

static ZbFootprint before;
static guint n_done;

/* The sanitizers do, to notice when it is used. */
static gboolean
keeps_what_is_freed (void)
{
  return zb_rig_get_patience () > 1;
}

static gboolean
is_small (ZbWatchers *self, guint kept)
{
  const ZbFootprint now = zb_watchers_take_footprint (self);
  const guint kept_kib = n_done > G_N_ELEMENTS (harms) ? KEPT_KIB : KEPT_AT_FIRST_KIB;

  return now.descriptors <= before.descriptors + kept && now.threads <= before.threads + kept &&
         (keeps_what_is_freed () || now.resident <= before.resident + kept_kib);
}

/* What the first round of each harm leaves is the measure for the others. */
static void
assert_footprint (void)
{
  const ZbFootprint now = zb_watchers_take_footprint (watchers);

  if (n_done == 1 || n_done == G_N_ELEMENTS (harms))
    before = now;
  g_test_message ("%u descriptors, %u threads, %.1f MiB", now.descriptors, now.threads,
                  (double)now.resident / 1024);
  zb_watchers_wait (watchers, is_small, KEPT, 10000 * zb_watchers_get_patience (), "what is held");
  zb_fault_note ("descriptors", now.descriptors);
  zb_fault_note ("threads", now.threads);
  zb_fault_note ("resident_mib", (double)now.resident / 1024);
}

static void
harm_and_mend (ZbRig *rig)
{
  const Harm *harm = &harms[n_done % G_N_ELEMENTS (harms)];
  const gint64 began = g_get_monotonic_time ();
  g_autofree char *figure = g_strdup_printf ("%s_live_again_ms", harm->name);

  do_harm (harm);
  assert_shown (harm);
  last (harm, began);
  mend (harm);
  double took = zb_watchers_wait (watchers, zb_watchers_all_are_high, 360, LIVE_AGAIN, harm->name);
  g_test_message ("%s: all live again after %.0f ms", harm->name, took);
  zb_fault_note (figure, took);
  n_done++;
  assert_footprint ();
}

static void
begin (ZbRig *rig)
{
  watchers = zb_watchers_new (16);
}

static void
end (ZbRig *rig)
{
  zb_watchers_free (watchers);
}

int
main (int argc, char **argv)
{
  zb_watchers_set_up ();
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "cameras-fail",
                                    .rounds = G_N_ELEMENTS (harms),
                                    .without_platform = TRUE,
                                    .begin = begin,
                                    .round = harm_and_mend,
                                    .end = end });
}
