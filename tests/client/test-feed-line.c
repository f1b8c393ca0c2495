/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The feed's thread: what it hands over, when it says that it is lost, and that it ends. */
#include "zb-fake-platform.h"
#include "zb-feed-line.h"
#include "zb-rest.h"
#include "zb-wait.h"

#include <string.h>

typedef struct
{
  ZbFakePlatform *platform;
  ZbRest *rest;
  GCancellable *cancellable;
  ZbFeedLine *line;
  guint n_told;
} Fixture;

static void
on_told (gpointer data)
{
  ((Fixture *)data)->n_told++;
}

static void
open_line (Fixture *f, const char *url)
{
  g_autoptr (SoupMessage) message = NULL;

  f->rest = zb_rest_new (url, NULL);
  message = zb_rest_create_feed_message (f->rest, -1, NULL);
  f->line = zb_feed_line_open (message, f->cancellable, on_told, f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zb_fake_platform_new (0.5);
  f->cancellable = g_cancellable_new ();
}

/* How many threads of lines there are. */
static guint
count_threads (void)
{
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;
  guint n = 0;

  while ((id = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL), *name = NULL;
      n += g_file_get_contents (path, &name, NULL, NULL) && g_str_equal (g_strstrip (name), "feed");
    }
  return n;
}

/* However a line has come to its end, nothing of it is left. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->line, zb_feed_line_close);
  zb_wait_for (count_threads () == 0, 15000);
  g_clear_object (&f->rest);
  g_clear_object (&f->cancellable);
  zb_fake_platform_free (f->platform);
  zb_wait (10);
}

static void
send_events (Fixture *f, guint frame, guint n)
{
  g_autoptr (GString) text = g_string_new ("{\"type\":\"events\",\"events\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"type\":\"entity.removed\",\"subject\":\"unit/u\",\"seq\":%u}",
                            i ? "," : "", frame * n + i);
  g_string_append_printf (text, "],\"through\":%u}", frame);
  zb_fake_platform_send_raw (f->platform, text->str, text->len);
}

/* Waits for the next frame of events, and leaves out what the platform says by itself. */
static ZbFeedFrame *
take_events (Fixture *f)
{
  for (;;)
    {
      ZbFeedFrame *frame;
      zb_wait_for (zb_feed_line_has_frame (f->line), 15000);
      frame = zb_feed_line_take (f->line);
      if (frame->type == ZB_FRAME_EVENTS)
        return frame;
      zb_feed_frame_free (frame);
    }
}

/* The platform may have said that it is alive before it was dropped. */
static void
assert_no_events_left (Fixture *f)
{
  ZbFeedFrame *left;

  while ((left = zb_feed_line_take (f->line)))
    {
      g_assert_cmpint (left->type, ==, ZB_FRAME_HEARTBEAT);
      zb_feed_frame_free (left);
    }
}

static void
await_open (Fixture *f)
{
  const guint opened = f->platform->feeds_opened;

  open_line (f, f->platform->url);
  zb_wait_for (zb_feed_line_is_open (f->line), 15000);
  zb_wait_for (f->platform->feeds_opened > opened, 15000);
  g_assert_cmpuint (count_threads (), ==, 1);
}

/* More than may wait to be taken, and nobody takes for a while: it is all there, in order, and that the line
 * is lost is said after the last of it. */
static void
test_behind (Fixture *f, gconstpointer data)
{
  const guint n_frames = 30, n_events = 1000;

  await_open (f);
  for (guint i = 0; i < n_frames; i++)
    send_events (f, i, n_events);
  zb_wait_for (zb_feed_line_has_frame (f->line), 15000);
  zb_wait (200);
  zb_fake_platform_drop (f->platform);
  zb_wait (200);
  g_assert_null (zb_feed_line_get_failure (f->line));
  for (guint i = 0; i < n_frames; i++)
    {
      g_autoptr (ZbFeedFrame) frame = take_events (f);
      g_assert_cmpint (frame->through, ==, i);
      g_assert_cmpuint (frame->events->len, ==, n_events);
    }
  zb_wait_for (zb_feed_line_get_failure (f->line) != NULL, 15000);
  assert_no_events_left (f);
}

/* How many contexts there are: each has one of these descriptors. */
static guint
count_contexts (void)
{
  g_autoptr (GDir) descriptors = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (descriptors)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);
      n += target && strstr (target, "eventfd") != NULL;
    }
  return n;
}

/* What a goodbye was to wait for at the most goes with the line where the platform answers sooner. */
static void
test_goodbye (Fixture *f, gconstpointer data)
{
  guint before = 0;

  for (int i = 0; i < 4; i++)
    {
      await_open (f);
      g_clear_pointer (&f->line, zb_feed_line_close);
      zb_wait_for (count_threads () == 0, 15000);
      g_clear_object (&f->rest);
      before = i == 0 ? count_contexts () : before;
    }
  zb_wait_for (count_contexts () <= before, 5000);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  open_line (f, "http://127.0.0.1:1");
  zb_wait_for (zb_feed_line_get_failure (f->line) != NULL, 15000);
  g_assert_error (zb_feed_line_get_failure (f->line), G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_false (zb_feed_line_is_open (f->line));
  g_assert_cmpuint (f->n_told, >, 0);
}

/* Closed before it is known whether anybody answers: nobody is waited for. */
static void
test_closed_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GSocketListener) deaf = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (deaf, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);

  open_line (f, url);
  zb_wait_for (count_threads () == 1, 15000);
  zb_wait (100);
  g_clear_pointer (&f->line, zb_feed_line_close);
  zb_wait_for (count_threads () == 0, 5000);
  g_assert_cmpuint (f->n_told, ==, 0);
}

/* What is asked of a line that has ended already is not kept for ever. */
static void
test_asked_too_late (Fixture *f, gconstpointer data)
{
  open_line (f, "http://127.0.0.1:1");
  zb_wait_for (zb_feed_line_get_failure (f->line) != NULL, 15000);
  zb_wait_for (count_threads () == 0, 15000);
  zb_feed_line_watch (f->line, 100);
  zb_feed_line_send (f->line, "{}");
}

#define ADD(name, func) g_test_add ("/feed-line/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("behind", test_behind);
  ADD ("goodbye", test_goodbye);
  ADD ("refused", test_refused);
  ADD ("closed-at-once", test_closed_at_once);
  ADD ("asked-too-late", test_asked_too_late);
  return g_test_run ();
}
