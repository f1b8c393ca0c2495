/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert.h"
#include "zb-fake-platform.h"
#include "zb-feed.h"
#include "zb-unit.h"
#include "zb-now.h"
#include "zb-wait.h"

#include <locale.h>

typedef struct
{
  ZbFakePlatform *platform;
  ZbRest *rest;
  ZbSession *session;
  ZbWorld *world;
  ZbInbox *inbox;
  ZbFeed *feed;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zb_fake_platform_new (0.5);
  f->rest = zb_rest_new (f->platform->url, NULL);
  f->session = zb_session_new (f->rest);
  f->world = zb_world_new ();
  f->inbox = zb_inbox_new (f->world);
  f->feed = zb_feed_new (f->session, f->inbox);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zb_feed_stop (f->feed);
  zb_wait (30);
  g_assert_finalize_object (f->feed);
  g_assert_finalize_object (f->inbox);
  g_assert_finalize_object (f->world);
  g_assert_finalize_object (f->session);
  zb_rest_abort (f->rest);
  zb_wait (10);
  g_assert_finalize_object (f->rest);
  zb_fake_platform_free (f->platform);
  zb_wait (10);
}

static ZbUnit *
find_unit (Fixture *f, const char *id)
{
  return zb_world_lookup (f->world, ZB_KIND_UNIT, id);
}

static gboolean
unit_is (Fixture *f, const char *id, gint64 version)
{
  ZbUnit *unit = find_unit (f, id);
  return unit != NULL && unit->parent_instance.version == version;
}

#define UNIT(sign) ",\"call_sign\":\"" sign "\",\"organisation\":\"o\",\"on_duty\":true,\"skills\":[]"

static void
start (Fixture *f)
{
  zb_fake_platform_put (f->platform, "unit", "u1", 1, UNIT ("one"));
  zb_fake_platform_put (f->platform, "unit", "u2", 1, UNIT ("two"));
  zb_feed_start (f->feed);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

static void
test_start (Fixture *f, gconstpointer data)
{
  start (f);
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_UNIT)), ==, 2);
  g_assert_cmpstr (find_unit (f, "u1")->call_sign, ==, "one");
  g_assert_cmpint (zb_feed_get_through (f->feed), ==, 2);
  g_assert_cmpint (ABS (zb_feed_get_as_of (f->feed) - g_get_real_time ()), <, 2 * G_TIME_SPAN_SECOND);

  zb_fake_platform_put (f->platform, "unit", "u1", 2, UNIT ("uno"));
  zb_wait_for (unit_is (f, "u1", 2), 15000);
  g_assert_cmpstr (find_unit (f, "u1")->call_sign, ==, "uno");
  zb_fake_platform_remove (f->platform, "unit", "u2");
  zb_wait_for (find_unit (f, "u2") == NULL, 15000);
}

/* The platform's clock is the console's, whatever this machine's says. */
static void
test_clock (Fixture *f, gconstpointer data)
{
  f->platform->clock_ahead = -5 * G_TIME_SPAN_MINUTE;
  start (f);
  g_assert_cmpint (ABS (zb_now () - g_get_real_time () + 5 * G_TIME_SPAN_MINUTE), <, 2 * G_TIME_SPAN_SECOND);
  f->platform->clock_ahead = G_TIME_SPAN_MINUTE;
  zb_wait_for (ABS (zb_now () - g_get_real_time () - G_TIME_SPAN_MINUTE) < 2 * G_TIME_SPAN_SECOND, 15000);
  zb_now_set_offset (0);
}

static void
test_lost_and_back (Fixture *f, gconstpointer data)
{
  start (f);
  guint lists = f->platform->lists_served;
  gint64 began = g_get_monotonic_time ();

  zb_fake_platform_drop (f->platform);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LOST, 15000);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_TIME_SPAN_SECOND);
  zb_fake_platform_put (f->platform, "unit", "u3", 1, UNIT ("three"));
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
  zb_wait_for (unit_is (f, "u3", 1), 15000);
  g_assert_cmpuint (f->platform->lists_served, ==, lists);
}

static void
test_silence (Fixture *f, gconstpointer data)
{
  start (f);
  gint64 began = g_get_monotonic_time ();

  f->platform->silent = TRUE;
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LOST, 15000);
  gint64 took = g_get_monotonic_time () - began;
  g_assert_cmpint (took, >, 700 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (took, <, 5 * G_TIME_SPAN_SECOND);
  f->platform->silent = FALSE;
  zb_fake_platform_drop (f->platform);
  zb_feed_retry_now (f->feed);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

/* Silence is heard also where frames take all of the time that there is. */
static void
test_silence_while_drawing (Fixture *f, gconstpointer data)
{
  start (f);
  guint drawing = zb_wait_draw_for_ever ();

  f->platform->silent = TRUE;
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LOST, 15000);
  f->platform->silent = FALSE;
  g_source_remove (drawing);
}

static void
test_other_log (Fixture *f, gconstpointer data)
{
  start (f);
  zb_fake_platform_renew (f->platform, "log-2");
  zb_fake_platform_put (f->platform, "unit", "u2", 5, UNIT ("two again"));
  zb_fake_platform_drop (f->platform);
  zb_wait_for (g_strcmp0 (zb_feed_get_log_id (f->feed), "log-2") == 0, 15000);
  g_assert_null (find_unit (f, "u1"));
  g_assert_cmpstr (find_unit (f, "u2")->call_sign, ==, "two again");
  g_assert_cmpint (zb_feed_get_through (f->feed), ==, 1);
}

/* A backup that was restored has lower versions than what this console holds. */
static void
test_restored_versions (Fixture *f, gconstpointer data)
{
  start (f);
  zb_fake_platform_put (f->platform, "unit", "u1", 9, UNIT ("nine"));
  zb_wait_for (unit_is (f, "u1", 9), 15000);
  zb_fake_platform_renew (f->platform, "log-2");
  zb_fake_platform_put (f->platform, "unit", "u1", 4, UNIT ("four"));
  zb_fake_platform_drop (f->platform);
  zb_wait_for (unit_is (f, "u1", 4), 15000);
  g_assert_cmpstr (find_unit (f, "u1")->call_sign, ==, "four");
}

static void
test_resume_from_position (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    zb_fake_platform_put (f->platform, "unit", "u1", i + 1, UNIT ("one"));
  zb_feed_set_position (f->feed, "log-1", 3, 17);
  g_assert_cmpint (zb_feed_get_as_of (f->feed), ==, 17);
  zb_feed_start (f->feed);
  zb_wait_for (unit_is (f, "u1", 5), 15000);
  g_assert_cmpuint (f->platform->lists_served, ==, 0);
}

static void
test_reset (Fixture *f, gconstpointer data)
{
  const char *reset = "{\"type\":\"reset\",\"reason\":\"overflow\"}";

  start (f);
  guint lists = f->platform->lists_served;
  zb_fake_platform_send_raw (f->platform, reset, strlen (reset));
  zb_wait_for (f->platform->lists_served > lists, 15000);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

static void
test_garbage_frames (Fixture *f, gconstpointer data)
{
  const char *frames[] = { "{",
                           "null",
                           "[]",
                           "\"events\"",
                           "{\"type\":7}",
                           "{\"type\":\"events\",\"through\":9}",
                           "\xff\xfe\xfd",
                           "{\"type\":\"events\",\"events\":{}}",
                           "" };

  start (f);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *id = g_strdup_printf ("g%u", i);
      zb_fake_platform_send_raw (f->platform, frames[i], strlen (frames[i]));
      zb_fake_platform_put (f->platform, "unit", id, 1, UNIT ("after garbage"));
      zb_wait_for (find_unit (f, id) != NULL, 15000);
      zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
    }
  g_assert_nonnull (find_unit (f, "u1"));
}

static void
test_harmless_frames (Fixture *f, gconstpointer data)
{
  const char *frames[] = {
    "{\"type\":\"weather\",\"rain\":true}",
    "{\"type\":\"heartbeat\",\"through\":\"x\",\"server_time\":17}",
    "{\"type\":\"events\",\"through\":2,\"events\":[]}",
    "{\"type\":\"events\",\"through\":2,\"events\":[7,null,[],{},{\"type\":\"x\"},{\"subject\":\"unit/\"}]}",
    "{\"type\":\"events\",\"through\":2,\"events\":[{\"type\":\"dragon.seen\",\"subject\":\"dragon/"
    "d\",\"data\":{}}]}",
    "{\"type\":\"events\",\"through\":2,\"events\":[{\"type\":\"unit.moved\",\"subject\":\"unit/"
    "u1\",\"data\":{\"id\":\"u2\"}}]}",
    "{\"type\":\"events\",\"through\":2,\"events\":[{\"type\":\"case.entry\",\"subject\":\"case/"
    "c\",\"data\":7}]}",
  };

  start (f);
  guint feeds = f->platform->feeds_opened;
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    zb_fake_platform_send_raw (f->platform, frames[i], strlen (frames[i]));
  zb_fake_platform_put (f->platform, "unit", "u3", 1, UNIT ("three"));
  zb_wait_for (find_unit (f, "u3") != NULL, 15000);
  g_assert_cmpuint (f->platform->feeds_opened, ==, feeds);
}

static void
test_huge_frame (Fixture *f, gconstpointer data)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *huge = g_malloc (size);

  memset (huge, ' ', size);
  start (f);
  zb_fake_platform_send_raw (f->platform, huge, size);
  zb_fake_platform_put (f->platform, "unit", "u3", 1, UNIT ("three"));
  zb_wait_for (find_unit (f, "u3") != NULL, 15000);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

/* An event that breaks the frame it is in comes again at each resume, so the lists have to help. */
static void
test_stuck (Fixture *f, gconstpointer data)
{
  start (f);
  zb_fake_platform_log (f->platform, "unit.moved", "unit/u1", "{{{");
  zb_fake_platform_put (f->platform, "unit", "u3", 1, UNIT ("three"));
  zb_wait_for (find_unit (f, "u3") != NULL, 15000);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

static void
test_unreadable_event (Fixture *f, gconstpointer data)
{
  start (f);
  zb_fake_platform_put (f->platform, "unit", "u1", 2, UNIT ("uno"));
  zb_fake_platform_log (f->platform, "unit.updated", "unit/u1",
                        "{\"id\":\"u1\",\"version\":3,\"call_sign\":[]}");
  zb_fake_platform_log (f->platform, "unit.updated", "unit/u2", "{\"id\":\"u2\",\"version\":\"x\"}");
  zb_fake_platform_log (f->platform, "unit.updated", "unit/u9", "{\"version\":3}");
  zb_wait_for (unit_is (f, "u1", 2), 15000);
  gint64 seq = f->platform->seq;
  zb_wait_for (zb_feed_get_through (f->feed) == seq, 15000);
  zb_wait (100);
  g_assert_cmpstr (find_unit (f, "u2")->call_sign, ==, "two");
  g_assert_null (find_unit (f, "u9"));
}

static gboolean
refuse_no_more (gpointer data)
{
  ZbFakePlatform *platform = data;

  platform->refuse_path = NULL;
  return G_SOURCE_REMOVE;
}

/* A platform that has no time just then says nothing of it: it is asked again, and others do not wait. */
static void
test_unreadable_and_busy (Fixture *f, gconstpointer data)
{
  start (f);
  f->platform->refuse_gets = TRUE;
  f->platform->refuse_with = 503;
  f->platform->refuse_path = "/units/u1";
  zb_fake_platform_put (f->platform, "unit", "u1", 2, ",\"call_sign\":[]");
  zb_fake_platform_put (f->platform, "unit", "u2", 2, ",\"call_sign\":[]");
  g_hash_table_remove_all (g_hash_table_lookup (f->platform->lists, "units"));
  zb_wait_for (find_unit (f, "u2") == NULL, 15000);
  g_assert_nonnull (find_unit (f, "u1"));
  g_timeout_add (100, refuse_no_more, f->platform);
  zb_wait_for (find_unit (f, "u1") == NULL, 15000);
}

#define PLAN ",\"name\":\"Flood\",\"kind\":\"flood\""

static gboolean
holds (Fixture *f, ZbKind kind, const char *id)
{
  return zb_world_lookup (f->world, kind, id) != NULL;
}

static void
count_renewal (ZbFeed *feed, guint *n)
{
  (*n)++;
}

/* Plans can wait, alerts and units cannot: the watch goes on, and plans come when the platform can. */
static void
test_missing_list (Fixture *f, gconstpointer data)
{
  guint n_renewed = 0;

  g_signal_connect (f->feed, "renewed", G_CALLBACK (count_renewal), &n_renewed);
  f->platform->refuse_gets = TRUE;
  f->platform->refuse_with = 500;
  f->platform->refuse_path = "/plans";
  zb_fake_platform_put (f->platform, "plan", "p1", 1, PLAN);
  start (f);
  g_assert_true (holds (f, ZB_KIND_UNIT, "u1"));
  zb_fake_platform_put (f->platform, "unit", "u1", 2, UNIT ("uno"));
  zb_wait_for (unit_is (f, "u1", 2), 15000);
  g_assert_cmpuint (n_renewed, ==, 1);
  g_assert_false (zb_feed_has_all_lists (f->feed));
  g_assert_false (holds (f, ZB_KIND_PLAN, "p1"));
  f->platform->refuse_path = NULL;
  f->platform->refuse_gets = FALSE;
  zb_wait_for (holds (f, ZB_KIND_PLAN, "p1"), 15000);
  zb_wait_for (n_renewed == 2, 15000);
  g_assert_true (zb_feed_has_all_lists (f->feed));
}

static gboolean
has_come_through (Fixture *f)
{
  return zb_feed_get_through (f->feed) == f->platform->seq;
}

/* What was removed while a late list was on its way is in that list, and stays away. */
static void
test_missing_list_is_old (Fixture *f, gconstpointer data)
{
  g_autofree char *as_it_was = NULL;
  GHashTable *plans;

  f->platform->refuse_gets = TRUE;
  f->platform->refuse_with = 500;
  f->platform->refuse_path = "/plans";
  zb_fake_platform_put (f->platform, "plan", "p1", 1, PLAN);
  zb_fake_platform_put (f->platform, "plan", "p2", 1, PLAN);
  start (f);
  f->platform->pause_path = "/plans";
  zb_wait_for (f->platform->paused->len == 1, 15000);
  plans = g_hash_table_lookup (f->platform->lists, "plans");
  as_it_was = g_strdup (g_hash_table_lookup (plans, "p1"));
  zb_fake_platform_remove (f->platform, "plan", "p1");
  zb_wait_for (has_come_through (f), 15000);
  g_hash_table_insert (plans, g_strdup ("p1"), g_steal_pointer (&as_it_was));
  f->platform->refuse_path = NULL;
  f->platform->refuse_gets = FALSE;
  zb_fake_platform_answer_paused (f->platform);
  zb_wait_for (zb_feed_has_all_lists (f->feed), 15000);
  g_assert_true (holds (f, ZB_KIND_PLAN, "p2"));
  g_assert_false (holds (f, ZB_KIND_PLAN, "p1"));
}

/* Without its units a watch would be shown as it is not. */
static void
test_list_that_cannot_wait (Fixture *f, gconstpointer data)
{
  f->platform->refuse_gets = TRUE;
  f->platform->refuse_with = 500;
  f->platform->refuse_path = "/units";
  zb_fake_platform_put (f->platform, "unit", "u1", 1, UNIT ("one"));
  zb_feed_start (f->feed);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LOST, 15000);
  f->platform->refuse_path = NULL;
  f->platform->refuse_gets = FALSE;
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
  g_assert_true (holds (f, ZB_KIND_UNIT, "u1"));
}

/* Of another log nothing stays that only the one before knew. */
static void
test_missing_list_of_another_log (Fixture *f, gconstpointer data)
{
  zb_fake_platform_put (f->platform, "plan", "p1", 1, PLAN);
  start (f);
  g_assert_true (holds (f, ZB_KIND_PLAN, "p1"));
  f->platform->refuse_gets = TRUE;
  f->platform->refuse_with = 500;
  f->platform->refuse_path = "/plans";
  zb_fake_platform_renew (f->platform, "another");
  zb_fake_platform_drop (f->platform);
  zb_wait_for (!holds (f, ZB_KIND_PLAN, "p1"), 15000);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

static void
note_when_live (ZbFeed *feed, GParamSpec *pspec, Fixture *f)
{
  if (zb_feed_get_state (feed) == ZB_FEED_LIVE)
    g_assert_true (unit_is (f, "u1", 2));
}

/* Nobody decides by what was known before the line went: it is live with what has happened since. */
static void
test_live_when_caught_up (Fixture *f, gconstpointer data)
{
  gint64 as_of;

  start (f);
  g_signal_connect (f->feed, "notify::state", G_CALLBACK (note_when_live), f);
  f->platform->holds_back = TRUE;
  zb_fake_platform_drop (f->platform);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LOST, 15000);
  as_of = zb_feed_get_as_of (f->feed);
  zb_fake_platform_put (f->platform, "unit", "u1", 2, UNIT ("uno"));
  zb_wait_for (f->platform->feeds_opened == 2, 15000);
  zb_wait (200);
  g_assert_cmpint (zb_feed_get_state (f->feed), ==, ZB_FEED_LOST);
  g_assert_cmpint (zb_feed_get_as_of (f->feed), ==, as_of);
  zb_fake_platform_catch_up (f->platform);
  zb_wait_for (zb_feed_get_state (f->feed) == ZB_FEED_LIVE, 15000);
}

/* However much comes at once, it is all there afterwards, and the feed can resume behind it. */
static void
test_flood (Fixture *f, gconstpointer data)
{
  start (f);
  ZbStore *units = zb_world_get_store (f->world, ZB_KIND_UNIT);
  const guint known = zb_store_get_size (units);
  GString *frame = g_string_new ("{\"type\":\"events\",\"through\":30002,\"events\":[");

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (frame,
                            "%s{\"type\":\"unit.moved\",\"subject\":\"unit/"
                            "f%d\",\"seq\":%d,\"data\":{\"id\":\"f%d\",\"version\":1" UNIT ("f") "}}",
                            i ? "," : "", i, i + 3, i);
  g_string_append (frame, "]}");
  zb_fake_platform_send_raw (f->platform, frame->str, frame->len);
  zb_wait_for (find_unit (f, "f19999") != NULL, 20000);
  zb_wait_for (zb_feed_get_through (f->feed) == 30002, 15000);
  g_assert_cmpuint (zb_store_get_size (units), ==, known + 20000);
  g_string_free (frame, TRUE);
}

static char *
make_large_frame (int n, gsize *length)
{
  GString *frame = g_string_new ("{\"type\":\"events\",\"through\":50000,\"events\":[");

  for (int i = 0; i < n; i++)
    g_string_append_printf (frame,
                            "%s{\"type\":\"unit.moved\",\"subject\":\"unit/"
                            "f%d\",\"seq\":%d,\"data\":{\"id\":\"f%d\",\"version\":1" UNIT ("f") "}}",
                            i ? "," : "", i, i + 3, i);
  g_string_append (frame, "]}");
  *length = frame->len;
  return g_string_free (frame, FALSE);
}

/* What comes after a large frame must not get before it. */
static void
test_order_of_frames (Fixture *f, gconstpointer data)
{
  const char *small =
      "{\"type\":\"events\",\"through\":50002,\"events\":["
      "{\"type\":\"unit.moved\",\"subject\":\"unit/f0\",\"seq\":50001,\"data\":{\"id\":\"f0\","
      "\"version\":2" UNIT ("later") "}},"
                                     "{\"type\":\"entity.removed\",\"subject\":\"unit/f1\",\"seq\":50002}]}";
  gsize length;
  g_autofree char *large = make_large_frame (3000, &length);

  start (f);
  zb_fake_platform_send_raw (f->platform, large, length);
  zb_fake_platform_send_raw (f->platform, small, strlen (small));
  zb_wait_for (unit_is (f, "f0", 2), 15000);
  zb_wait_for (zb_inbox_get_size (f->inbox) == 0, 15000);
  g_assert_null (find_unit (f, "f1"));
  g_assert_nonnull (find_unit (f, "f2999"));
  g_assert_cmpint (zb_feed_get_through (f->feed), ==, 50002);
}

/* Who stops while a frame is read takes nothing more of it. */
static void
test_stop_while_reading (Fixture *f, gconstpointer data)
{
  gsize length;
  g_autofree char *large = make_large_frame (6000, &length);
  ZbStore *units = zb_world_get_store (f->world, ZB_KIND_UNIT);

  start (f);
  zb_fake_platform_send_raw (f->platform, large, length);
  zb_feed_stop (f->feed);
  zb_wait (300);
  g_assert_cmpuint (zb_store_get_size (units), ==, 2);
}

static void
note_size (ZbInbox *inbox, GPtrArray *events, gint64 through, guint *most)
{
  *most = MAX (*most, zb_inbox_get_size (inbox));
}

/* Frames are not read faster than their events are applied: what waits stays small, however much comes. */
static void
test_no_faster_than_applied (Fixture *f, gconstpointer data)
{
  guint most = 0;
  gsize length;
  g_autofree char *large = make_large_frame (6000, &length);

  start (f);
  g_signal_connect (f->inbox, "applied", G_CALLBACK (note_size), &most);
  for (int i = 0; i < 40; i++)
    zb_fake_platform_send_raw (f->platform, large, length);
  zb_fake_platform_put (f->platform, "unit", "u3", 1, UNIT ("three"));
  zb_wait_for (find_unit (f, "u3") != NULL, 60000);
  g_assert_cmpuint (most, <=, 20000 + 6000);
  g_signal_handlers_disconnect_by_func (f->inbox, note_size, &most);
}

#define ADD(name, func) g_test_add ("/feed/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  ADD ("start", test_start);
  ADD ("clock", test_clock);
  ADD ("lost-and-back", test_lost_and_back);
  ADD ("silence", test_silence);
  ADD ("silence-while-drawing", test_silence_while_drawing);
  ADD ("other-log", test_other_log);
  ADD ("restored-versions", test_restored_versions);
  ADD ("resume-from-position", test_resume_from_position);
  ADD ("reset", test_reset);
  ADD ("garbage-frames", test_garbage_frames);
  ADD ("harmless-frames", test_harmless_frames);
  ADD ("huge-frame", test_huge_frame);
  ADD ("stuck", test_stuck);
  ADD ("unreadable-event", test_unreadable_event);
  ADD ("unreadable-and-busy", test_unreadable_and_busy);
  ADD ("missing-list", test_missing_list);
  ADD ("missing-list-is-old", test_missing_list_is_old);
  ADD ("list-that-cannot-wait", test_list_that_cannot_wait);
  ADD ("missing-list-of-another-log", test_missing_list_of_another_log);
  ADD ("live-when-caught-up", test_live_when_caught_up);
  ADD ("flood", test_flood);
  ADD ("order-of-frames", test_order_of_frames);
  ADD ("stop-while-reading", test_stop_while_reading);
  ADD ("no-faster-than-applied", test_no_faster_than_applied);

  return g_test_run ();
}
