/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-alert.h"

#define SOON 5000

static ZbTestPlatform *platform;

static const char *
text_of (yyjson_val *frame, const char *pointer)
{
  return yyjson_get_str (yyjson_ptr_get (frame, pointer));
}

static gint64
number_of (yyjson_val *frame, const char *pointer)
{
  return yyjson_get_sint (yyjson_ptr_get (frame, pointer));
}

static char *
raise_in_north (const char *key)
{
  return zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, key);
}

static char *
get_log_id (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  return g_strdup (text_of (zb_test_feed_wait (feed, "hello", SOON), "/log_id"));
}

static void
test_nobody (void)
{
  g_assert_null (zb_test_feed_open (platform, NULL, -1, NULL));
}

static void
test_hello (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  yyjson_val *hello = zb_test_feed_wait (feed, "hello", SOON);
  g_assert_nonnull (hello);
  g_assert_cmpint (strlen (text_of (hello, "/log_id")), ==, 36);
  g_assert_cmpfloat (yyjson_get_num (yyjson_ptr_get (hello, "/heartbeat")), ==, 1);
  g_assert_nonnull (zb_test_feed_wait (feed, "heartbeat", SOON));
}

static void
test_event (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autofree char *id = raise_in_north ("event");
  yyjson_val *event = zb_test_feed_wait_event (feed, "alert.raised", id, SOON);
  g_assert_nonnull (event);
  g_assert_cmpstr (text_of (event, "/specversion"), ==, "1.0");
  g_assert_cmpstr (text_of (event, "/data/id"), ==, id);
  g_assert_cmpint (number_of (event, "/data/version"), ==, 1);
  g_assert_cmpint (zb_test_feed_get_through (feed), >=, number_of (event, "/seq"));
}

static void
test_areas (void)
{
  g_autoptr (ZbTestFeed) north = zb_test_feed_open (platform, "north", -1, NULL);
  g_autoptr (ZbTestFeed) south = zb_test_feed_open (platform, "south", -1, NULL);
  zb_test_feed_wait (north, "hello", SOON);
  zb_test_feed_wait (south, "hello", SOON);
  g_autofree char *id = raise_in_north ("areas");
  g_assert_nonnull (zb_test_feed_wait_event (north, "alert.raised", id, SOON));
  g_autofree char *other = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_SOUTH, "areas");
  g_assert_nonnull (zb_test_feed_wait_event (south, "alert.raised", other, SOON));
  g_assert_false (zb_test_feed_has_event (south, id));
}

/* What happened while the line was down is sent, once, when it is up again. */
static void
test_resume (void)
{
  g_autofree char *log_id = get_log_id ();
  ZbTestFeed *first = zb_test_feed_open (platform, "officer", -1, NULL);
  zb_test_feed_wait (first, "hello", SOON);
  g_autofree char *seen = raise_in_north ("resume 1");
  g_assert_nonnull (zb_test_feed_wait_event (first, NULL, seen, SOON));
  gint64 through = zb_test_feed_get_through (first);
  zb_test_feed_free (first);

  g_autofree char *missed = raise_in_north ("resume 2");
  g_autoptr (ZbTestFeed) second = zb_test_feed_open (platform, "officer", through, log_id);
  g_assert_nonnull (zb_test_feed_wait_event (second, "alert.raised", missed, SOON));
  g_assert_false (zb_test_feed_has_event (second, seen));
}

/* From the table of events: the ring is empty after a start. */
static void
test_resume_after_restart (void)
{
  g_autofree char *log_id = get_log_id ();
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "officer", "/alerts");
  gint64 seq = g_ascii_strtoll (zb_test_answer_header (list, "Feed-Seq"), NULL, 10);
  g_autofree char *missed = raise_in_north ("restart");
  zb_test_platform_restart (platform);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", seq, log_id);
  g_assert_cmpstr (text_of (zb_test_feed_wait (feed, "hello", SOON), "/log_id"), ==, log_id);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", missed, SOON));
  g_autofree char *next = raise_in_north ("after restart");
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", next, SOON));
}

static void
test_too_old (void)
{
  g_autofree char *log_id = get_log_id ();
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", 1000000, log_id);
  yyjson_val *reset = zb_test_feed_wait (feed, "reset", SOON);
  g_assert_nonnull (reset);
  g_assert_cmpstr (text_of (reset, "/reason"), ==, "too-old");
}

static void
forget_events (gint64 up_to)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_run (connection, &error, "DELETE FROM event WHERE seq <= ?", "i", up_to);
  g_assert_no_error (error);
}

/* What it missed is pruned between its coming back and its being given it: nothing is passed over in silence.
 */
static void
test_pruned_meanwhile (void)
{
  g_autofree char *log_id = get_log_id ();
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("pruned %u", i);
      g_free (raise_in_north (key));
    }
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "officer", "/alerts?limit=1");
  gint64 seq = g_ascii_strtoll (zb_test_answer_header (list, "Feed-Seq"), NULL, 10);
  zb_test_platform_restart (platform);
  forget_events (seq - 2);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", seq - 4, log_id);
  yyjson_val *reset = zb_test_feed_wait (feed, "reset", SOON);
  g_assert_nonnull (reset);
  g_assert_cmpstr (text_of (reset, "/reason"), ==, "too-old");
  g_autofree char *next = raise_in_north ("after pruning");
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", next, SOON));
}

/* Another log: the hello tells it, and the feed goes on from now. */
static void
test_other_log (void)
{
  g_autoptr (ZbTestFeed) feed =
      zb_test_feed_open (platform, "officer", 3, "01890000-0000-7000-8000-0000000000ff");
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", SOON));
  g_autofree char *id = raise_in_north ("other log");
  g_assert_nonnull (zb_test_feed_wait_event (feed, NULL, id, SOON));
}

/* A thousand while nobody listens arrive in order and without a hole. */
static void
test_many (void)
{
  g_autofree char *log_id = get_log_id ();
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "officer", "/alerts");
  gint64 seq = g_ascii_strtoll (zb_test_answer_header (list, "Feed-Seq"), NULL, 10);
  char *last = NULL;
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("many %d", i);
      g_free (last);
      last = raise_in_north (key);
    }
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", seq, log_id);
  g_assert_nonnull (zb_test_feed_wait_event (feed, NULL, last, SOON));
  g_assert_cmpint (zb_test_feed_get_through (feed), ==, seq + 1000);
  g_free (last);
}

static gboolean
move (ZbTransaction *tx, gpointer id)
{
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, id);
  g_set_str (&alert->area, ZB_TEST_SOUTH_COMMITTEE);
  zb_transaction_save (tx, alert, NULL);
  return TRUE;
}

/* What leaves an account's areas is gone for it. */
static void
test_leaves_sight (void)
{
  g_autoptr (ZbTestFeed) north = zb_test_feed_open (platform, "north", -1, NULL);
  g_autoptr (ZbTestFeed) south = zb_test_feed_open (platform, "south", -1, NULL);
  zb_test_feed_wait (north, "hello", SOON);
  zb_test_feed_wait (south, "hello", SOON);
  g_autofree char *id = raise_in_north ("leaves");
  g_assert_nonnull (zb_test_feed_wait_event (north, "alert.raised", id, SOON));
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), move, id, NULL));
  yyjson_val *gone = zb_test_feed_wait_event (north, "entity.removed", id, SOON);
  g_assert_nonnull (gone);
  g_assert_null (yyjson_obj_get (gone, "data"));
  g_assert_nonnull (zb_test_feed_wait_event (south, "alert.updated", id, SOON));
}

static gboolean
disable (ZbTransaction *tx, gpointer data)
{
  return zb_connection_run (
      tx->connection, &tx->error,
      "DELETE FROM session WHERE account = (SELECT id FROM account WHERE username = 'wall')", "");
}

static void
test_session_ends (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "wall", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), disable, NULL, NULL));
  yyjson_val *reset = zb_test_feed_wait (feed, "reset", SOON);
  g_assert_nonnull (reset);
  g_assert_cmpstr (text_of (reset, "/reason"), ==, "rights");
  g_assert_true (zb_test_feed_wait_closed (feed, SOON));
}

/* Another process has written: an import, beside the platform that runs. */
static void
test_other_writer (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (ZbAreas) areas = zb_areas_load (connection, NULL);
  g_assert_true (zb_connection_script (connection, "BEGIN IMMEDIATE", NULL));
  g_autoptr (ZbTransaction) tx = zb_transaction_new (connection, areas, NULL, g_get_real_time ());
  zb_transaction_save (tx, zb_transaction_load (tx, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH), NULL);
  g_assert_true (zb_connection_script (connection, "COMMIT", NULL));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "device.updated", ZB_TEST_CAMERA_NORTH, SOON));
  g_autofree char *id = raise_in_north ("other writer");
  g_assert_nonnull (zb_test_feed_wait_event (feed, NULL, id, SOON));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/feed/nobody", test_nobody);
  g_test_add_func ("/feed/hello", test_hello);
  g_test_add_func ("/feed/event", test_event);
  g_test_add_func ("/feed/areas", test_areas);
  g_test_add_func ("/feed/resume", test_resume);
  g_test_add_func ("/feed/resume-after-restart", test_resume_after_restart);
  g_test_add_func ("/feed/too-old", test_too_old);
  g_test_add_func ("/feed/other-log", test_other_log);
  g_test_add_func ("/feed/many", test_many);
  g_test_add_func ("/feed/leaves-sight", test_leaves_sight);
  g_test_add_func ("/feed/session-ends", test_session_ends);
  g_test_add_func ("/feed/other-writer", test_other_writer);
  g_test_add_func ("/feed/pruned-meanwhile", test_pruned_meanwhile);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
