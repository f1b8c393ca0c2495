/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded pictures: each of the film says which one it is, so that what is shown can be read off. */
#include "zb-fake-film.h"
#include "zb-now.h"
#include "zb-replay.h"
#include "zb-roll.h"
#include "zb-wait.h"

#include <gst/gst.h>

#define N_FRAMES 450
#define SECONDS(s) ((gint64)((s) * G_USEC_PER_SEC))

typedef struct
{
  ZbFakeFilm *film;
  ZbReplay *replay;
  gint64 begin; /* of the film */
  guint n_jumps;
  gint64 jump_from, jump_until;
  gboolean jump_broken;
} Fixture;

static void
on_jumped (ZbReplay *replay, gint64 from, gint64 until, gboolean broken, Fixture *f)
{
  f->n_jumps++;
  f->jump_from = from;
  f->jump_until = until;
  f->jump_broken = broken;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->begin = (zb_now () - G_TIME_SPAN_HOUR) / G_USEC_PER_SEC * G_USEC_PER_SEC;
  f->film = zb_fake_film_new (N_FRAMES, f->begin);
  f->replay = zb_replay_new (ZB_MEDIA (f->film), "gate-1");
  zb_replay_set_size (f->replay, 160, 96);
  g_signal_connect (f->replay, "jumped", G_CALLBACK (on_jumped), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer replay = f->replay;

  g_object_add_weak_pointer (replay, &replay);
  g_object_unref (f->replay);
  g_assert_null (replay);
  g_object_unref (f->film);
}

static int
shown (Fixture *f)
{
  return zb_fake_film_read (zb_replay_get_frame (f->replay));
}

static double
position (Fixture *f)
{
  return (double)(zb_replay_get_position (f->replay) - f->begin) / 1e6;
}

static ZbReplayState
state (Fixture *f)
{
  return zb_replay_get_state (f->replay);
}

static void
seek (Fixture *f, double second)
{
  zb_replay_seek (f->replay, f->begin + SECONDS (second));
  zb_wait_for (state (f) == ZB_REPLAY_PAUSED, 5000);
}

/* The picture of a moment is the last one before it. */
static void
test_seek (Fixture *f, gconstpointer data)
{
  static const struct
  {
    double second;
    int frame;
  } cases[] = { { 5.03, 75 }, { 0, 0 }, { 4.0, 60 }, { 3.99, 59 }, { 29.95, 449 }, { 12.5, 187 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      seek (f, cases[i].second);
      g_test_message ("%.2f s shows %d", cases[i].second, shown (f));
      g_assert_cmpint (shown (f), ==, cases[i].frame);
      g_assert_cmpfloat_with_epsilon (position (f), (double)cases[i].frame / ZB_FAKE_FILM_RATE, 0.002);
    }
  g_assert_cmpuint (f->film->n_opened, ==, 1);
}

/* Dragging asks for many moments: the last one is shown. */
static void
test_drag (Fixture *f, gconstpointer data)
{
  seek (f, 2);
  for (guint i = 0; i < 100; i++)
    zb_replay_seek (f->replay, f->begin + SECONDS (5 + i * 0.1));
  zb_wait_for (state (f) == ZB_REPLAY_PAUSED && shown (f) == 223, 5000);
}

static void
test_play (Fixture *f, gconstpointer data)
{
  gint64 begin;

  seek (f, 2);
  zb_replay_set_playing (f->replay, TRUE);
  g_assert_cmpint (state (f), ==, ZB_REPLAY_PLAYING);
  begin = g_get_monotonic_time ();
  zb_wait_for (position (f) >= 5, 10000);
  g_assert_cmpint (g_get_monotonic_time () - begin, >, SECONDS (2.7));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, SECONDS (4.5));
  g_assert_cmpint (shown (f), ==, (int)(position (f) * ZB_FAKE_FILM_RATE + 0.5));
  zb_replay_set_playing (f->replay, FALSE);
  g_assert_cmpint (state (f), ==, ZB_REPLAY_PAUSED);
  zb_wait (200); /* what was on its way */
  const int stands = shown (f);
  zb_wait (500);
  g_assert_cmpint (shown (f), ==, stands);
}

/* One picture further or back, over the joints of fragments, too. */
static void
test_step (Fixture *f, gconstpointer data)
{
  seek (f, 3.95);
  g_assert_cmpint (shown (f), ==, 59);
  for (int frame = 60; frame < 63; frame++)
    {
      zb_replay_step (f->replay, TRUE);
      zb_wait_for (shown (f) == frame, 5000);
    }
  for (int frame = 61; frame > 57; frame--)
    {
      zb_replay_step (f->replay, FALSE);
      zb_wait_for (shown (f) == frame && state (f) == ZB_REPLAY_PAUSED, 5000);
    }
  g_assert_cmpfloat_with_epsilon (position (f), 58.0 / ZB_FAKE_FILM_RATE, 0.002);
}

/* The first picture has none before it. */
static void
test_step_from_first (Fixture *f, gconstpointer data)
{
  seek (f, 0);
  zb_replay_step (f->replay, FALSE);
  zb_wait_for (state (f) == ZB_REPLAY_PAUSED, 5000);
  g_assert_cmpint (shown (f), ==, 0);
  g_assert_cmpuint (f->n_jumps, ==, 0);
}

typedef struct
{
  double speed, from, until, least, most;
} SpeedCase;

static void
test_speed (Fixture *f, gconstpointer data)
{
  const SpeedCase *one = data;
  gint64 begin;
  double took;

  zb_replay_set_speed (f->replay, one->speed);
  seek (f, one->from);
  zb_replay_set_playing (f->replay, TRUE);
  begin = g_get_monotonic_time ();
  zb_wait_for (position (f) >= one->until, 15000);
  took = (double)(g_get_monotonic_time () - begin) / 1e6;
  g_test_message ("%.2f s for %.0f s", took, one->until - one->from);
  g_assert_cmpfloat (took, >=, one->least);
  g_assert_cmpfloat (took, <=, one->most);
}

/* Sixteen times as fast only key frames are decoded; slower again, all are. */
static void
test_keys_only (Fixture *f, gconstpointer data)
{
  zb_replay_set_speed (f->replay, 16);
  seek (f, 0);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (position (f) >= 26, 10000);
  g_test_message ("%u decoded", zb_replay_get_n_decoded (f->replay));
  g_assert_cmpuint (zb_replay_get_n_decoded (f->replay), <, 90);
  g_assert_cmpint (shown (f) % ZB_FAKE_FILM_KEY, ==, 0);
  zb_replay_set_playing (f->replay, FALSE);
  zb_replay_set_speed (f->replay, 1);
  seek (f, 10.03);
  g_assert_cmpint (shown (f), ==, 150);
  zb_replay_step (f->replay, TRUE);
  zb_wait_for (shown (f) == 151, 5000);
}

static void
add_second_span (Fixture *f, double second)
{
  f->film->begins_at[1] = f->begin + SECONDS (second);
  f->film->n_spans = 2;
}

/* What was not recorded is passed over, and that is said. */
static void
test_gap (Fixture *f, gconstpointer data)
{
  add_second_span (f, 90);
  seek (f, 29);
  g_assert_cmpuint (f->n_jumps, ==, 0);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (position (f) >= 91, 10000);
  g_assert_cmpuint (f->n_jumps, ==, 1);
  g_assert_cmpint (f->jump_from, ==, f->begin + SECONDS (30));
  g_assert_cmpint (f->jump_until, ==, f->begin + SECONDS (90));
  g_assert_false (f->jump_broken);
  g_assert_cmpint (shown (f), ==, (int)((position (f) - 90) * ZB_FAKE_FILM_RATE + 0.5));
}

/* Into a gap one comes to what is after it, and a step back from there to what was before. */
static void
test_into_gap (Fixture *f, gconstpointer data)
{
  add_second_span (f, 90);
  seek (f, 60);
  g_assert_cmpfloat_with_epsilon (position (f), 90, 0.002);
  g_assert_cmpuint (f->n_jumps, ==, 1);
  zb_replay_step (f->replay, FALSE);
  zb_wait_for (shown (f) == 449, 5000);
  g_assert_cmpfloat (position (f), <, 30);
  zb_replay_step (f->replay, TRUE);
  zb_wait_for (shown (f) == 0, 5000);
  g_assert_cmpfloat_with_epsilon (position (f), 90, 0.002);
}

/* Beyond the two hours that are opened at once. */
static void
test_far_gap (Fixture *f, gconstpointer data)
{
  f->begin -= 5 * G_TIME_SPAN_HOUR;
  f->film->begins_at[0] = f->begin;
  add_second_span (f, 4 * 3600);
  seek (f, 29.5);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (position (f) >= 4 * 3600, 10000);
  g_assert_cmpint (f->jump_from, ==, f->begin + SECONDS (30));
  g_assert_cmpint (f->jump_until, ==, f->film->begins_at[1]);
  g_assert_cmpuint (f->film->n_opened, >=, 2);
}

/* Hours after the last picture that one is shown. */
static void
test_long_after (Fixture *f, gconstpointer data)
{
  f->begin -= 5 * G_TIME_SPAN_HOUR;
  f->film->begins_at[0] = f->begin;
  seek (f, 1000);
  g_assert_cmpint (shown (f), ==, 449);
}

/* Two seconds are noise: they are passed over, and what comes after is shown. */
static void
test_broken (Fixture *f, gconstpointer data)
{
  f->film->broken = 4;
  seek (f, 6.5);
  zb_replay_set_speed (f->replay, 4);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (position (f) >= 11, 10000);
  g_assert_cmpuint (f->n_jumps, >=, 1);
  g_assert_true (f->jump_broken);
  g_assert_cmpint (f->jump_from, ==, f->begin + SECONDS (8));
  g_assert_cmpint (f->jump_until, ==, f->begin + SECONDS (10));
  g_assert_cmpint (shown (f), ==, (int)(position (f) * ZB_FAKE_FILM_RATE + 0.5));
}

/* Into the noise itself. */
static void
test_into_broken (Fixture *f, gconstpointer data)
{
  f->film->broken = 4;
  seek (f, 9);
  g_assert_cmpint (shown (f), ==, 150);
  g_assert_true (f->jump_broken);
}

/* It claims to be a megabyte long: no error comes of it, and no picture. */
static void
test_swallowed (Fixture *f, gconstpointer data)
{
  f->film->broken = 4;
  f->film->swallows = TRUE;
  seek (f, 6.5);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (f->n_jumps > 0, 15000);
  g_assert_true (f->jump_broken);
  zb_wait_for (position (f) >= 10.5, 10000);
  g_assert_cmpint (shown (f), ==, (int)(position (f) * ZB_FAKE_FILM_RATE + 0.5));
}

/* At the end it stands still and says so; whoever seeks beyond sees what was last. */
static void
test_end (Fixture *f, gconstpointer data)
{
  seek (f, 28.5);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_ENDED, 10000);
  g_assert_false (zb_replay_get_playing (f->replay));
  g_assert_cmpint (shown (f), ==, 449);
  zb_replay_step (f->replay, FALSE);
  zb_wait_for (shown (f) == 448, 5000);
  seek (f, 3000);
  g_assert_cmpint (shown (f), ==, 449);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_ENDED, 10000);
}

/* What has been recorded in the meantime is gone on with. */
static void
test_goes_on (Fixture *f, gconstpointer data)
{
  seek (f, 29);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_ENDED, 10000);
  add_second_span (f, 31);
  f->begin = f->film->begins_at[1];
  zb_now_set_offset (10 * G_USEC_PER_SEC);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_PLAYING && position (f) > 0.5, 5000);
  zb_now_set_offset (0);
}

/* Little is fetched ahead, and what was fetched is not fetched again. */
static void
test_ahead (Fixture *f, gconstpointer data)
{
  guint n;

  seek (f, 1);
  zb_wait_for (f->film->furthest >= f->begin + SECONDS (10), 5000);
  zb_wait (300);
  g_assert_cmpint (f->film->furthest - f->begin, <=, SECONDS (14));
  g_assert_cmpuint (zb_replay_get_n_ahead (f->replay), >, 0);
  g_assert_cmpuint (zb_replay_get_n_ahead (f->replay), <=, ZB_REPLAY_MOST_AHEAD);
  n = f->film->n_fetched;
  for (int i = 0; i < 5; i++)
    {
      zb_replay_step (f->replay, FALSE);
      zb_wait_for (state (f) == ZB_REPLAY_PAUSED, 5000);
    }
  g_assert_cmpuint (f->film->n_fetched, ==, n);
}

/* What is kept of a roll has a limit; its head stays. */
static void
test_kept (void)
{
  g_autoptr (ZbFakeFilm) film = zb_fake_film_new (30, 0);
  g_autoptr (ZbPlayback) playback = g_object_new (ZB_TYPE_PLAYBACK, NULL);
  g_autoptr (ZbRoll) roll = zb_roll_new (ZB_MEDIA (film), playback);
  g_autoptr (GBytes) part = g_bytes_new_take (g_malloc0 (1024 * 1024), 1024 * 1024);
  guint n = 0;

  zb_roll_keep_part (roll, 0, ZB_ROLL_HEAD, part);
  for (int i = 0; i < 100; i++)
    zb_roll_keep_part (roll, 0, i, part);
  for (int i = 0; i < 100; i++)
    n += zb_roll_find_part (roll, 0, i) != NULL;
  g_assert_cmpuint (n, >=, 6);
  g_assert_cmpuint (n, <=, ZB_ROLL_MOST_KEPT / (1024 * 1024));
  g_assert_nonnull (zb_roll_find_part (roll, 0, ZB_ROLL_HEAD));
  g_assert_nonnull (zb_roll_find_part (roll, 0, 99));
}

/* A table of fragments that makes no sense does no harm: nothing is asked for that cannot be there. */
static void
test_nonsense (Fixture *f, gconstpointer data)
{
  static const ZbFragment nonsense[] = {
    { 700, G_MAXINT64, G_MAXINT64, G_MAXINT64 },
    { -5, 100, -4000, -1 },
    { G_MAXINT64 - 2, 100, 5, 5 },
  };

  g_array_set_size (f->film->fragments, 0);
  g_array_append_vals (f->film->fragments, nonsense, G_N_ELEMENTS (nonsense));
  zb_replay_seek (f->replay, f->begin);
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_FAILED || state (f) == ZB_REPLAY_NOTHING, 10000);
  g_assert_cmpuint (f->film->n_fetched, <=, 2);
}

typedef struct
{
  int status;
  ZbReplayState state;
} RefusalCase;

static void
test_refused (Fixture *f, gconstpointer data)
{
  const RefusalCase *one = data;

  f->film->open_status = one->status;
  zb_replay_seek (f->replay, f->begin);
  zb_wait_for (state (f) == one->state, 5000);
  g_assert_cmpint (zb_replay_get_problem (f->replay)->status, ==, one->status);
  f->film->open_status = 0;
  zb_replay_set_playing (f->replay, TRUE);
  zb_wait_for (state (f) == ZB_REPLAY_PLAYING && position (f) > 0.2, 5000);
}

/* Nothing was recorded then, nor after. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  f->film->n_spans = 0;
  zb_replay_seek (f->replay, f->begin);
  zb_wait_for (state (f) == ZB_REPLAY_NOTHING, 5000);
}

/* Leave has run out, or the line was cut: it goes on by itself. */
static void
test_fetch_again (Fixture *f, gconstpointer data)
{
  seek (f, 1);
  zb_replay_set_playing (f->replay, TRUE);
  f->film->fetch_status = GPOINTER_TO_INT (data);
  zb_wait_for (f->film->fetch_status == 0, 10000);
  zb_wait_for (position (f) > 13 || f->film->furthest > f->begin + SECONDS (14), 20000);
  g_assert_cmpint (state (f), ==, ZB_REPLAY_PLAYING);
  g_assert_cmpuint (f->film->n_opened, ==, GPOINTER_TO_INT (data) == 401 ? 2 : 1);
}

#define ADD(path, data, test) g_test_add ("/playback/" path, Fixture, data, set_up, test, tear_down)

static void
add_speeds (void)
{
  static const SpeedCase half = { 0.5, 2, 3, 1.7, 3.5 }, quarter = { 0.25, 2, 2.5, 1.6, 3.5 },
                         double_speed = { 2, 2, 6, 1.7, 3.5 }, four = { 4, 2, 10, 1.7, 3.5 },
                         eight = { 8, 0, 24, 2.5, 5 }, sixteen = { 16, 0, 28, 1.4, 4 };

  ADD ("speed/quarter", &quarter, test_speed);
  ADD ("speed/half", &half, test_speed);
  ADD ("speed/2", &double_speed, test_speed);
  ADD ("speed/4", &four, test_speed);
  ADD ("speed/8", &eight, test_speed);
  ADD ("speed/16", &sixteen, test_speed);
}

static void
add_refusals (void)
{
  static const RefusalCase forbidden = { 403, ZB_REPLAY_REFUSED }, absent = { 404, ZB_REPLAY_NOTHING },
                           down = { 503, ZB_REPLAY_FAILED };

  ADD ("refused/403", &forbidden, test_refused);
  ADD ("refused/404", &absent, test_refused);
  ADD ("refused/503", &down, test_refused);
  ADD ("fetch/401", GINT_TO_POINTER (401), test_fetch_again);
  ADD ("fetch/503", GINT_TO_POINTER (503), test_fetch_again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("seek", NULL, test_seek);
  ADD ("drag", NULL, test_drag);
  ADD ("play", NULL, test_play);
  ADD ("step", NULL, test_step);
  ADD ("step-from-first", NULL, test_step_from_first);
  add_speeds ();
  ADD ("keys-only", NULL, test_keys_only);
  ADD ("gap", NULL, test_gap);
  ADD ("into-gap", NULL, test_into_gap);
  ADD ("far-gap", NULL, test_far_gap);
  ADD ("long-after", NULL, test_long_after);
  ADD ("broken", NULL, test_broken);
  ADD ("into-broken", NULL, test_into_broken);
  ADD ("swallowed", NULL, test_swallowed);
  ADD ("end", NULL, test_end);
  ADD ("goes-on", NULL, test_goes_on);
  ADD ("ahead", NULL, test_ahead);
  g_test_add_func ("/playback/kept", test_kept);
  add_refusals ();
  ADD ("nothing", NULL, test_nothing);
  ADD ("nonsense", NULL, test_nonsense);
  return g_test_run ();
}
