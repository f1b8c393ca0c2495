/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line to the platform's own program, with the demonstration district: killed, stopped, restored. */
#include "zb-link.h"
#include "zb-local-platform.h"
#include "zb-same-world.h"
#include "zb-wait.h"

#include <libdex.h>
#include <locale.h>
#include <signal.h>

/* With every allocation traced through the fibers the district takes ten times as long. */
#ifdef __SANITIZE_ADDRESS__
#  define TRACED TRUE
#else
#  define TRACED FALSE
#endif

#define HEARTBEAT "0.8"
#define DEADLINE (2 * G_TIME_SPAN_SECOND + 700 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  ZbLocalPlatform *platform;
  char *folder;
  char *listen;
  char *url;
  char *username;
  char *password;
  ZbWorld *world;
  ZbLink *link;
  gboolean answered;
} Fixture;

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  zb_local_platform_start_finish (ZB_LOCAL_PLATFORM (source), result, &error);
  g_assert_no_error (error);
  f->answered = TRUE;
}

static void
start_platform (Fixture *f)
{
  const char *arguments[] = { "--demo",  "--data-dir",  f->folder, "--listen",
                              f->listen, "--heartbeat", HEARTBEAT, "--alerts-per-minute",
                              "60",      NULL };

  f->answered = FALSE;
  f->platform = zb_local_platform_new ();
  zb_local_platform_start_async (f->platform, arguments, NULL, on_started, f);
  zb_wait_for (f->answered, 120000);
}

static void
note_address (Fixture *f)
{
  const ZbLocalAccount *account = zb_local_platform_find_account (f->platform, "duty_officer");

  g_assert_nonnull (account);
  f->url = g_strdup (zb_local_platform_get_url (f->platform));
  f->username = g_strdup (account->username);
  f->password = g_strdup (account->password);
  g_free (f->listen);
  f->listen = g_strdup (f->url + strlen ("http://"));
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  f->answered = TRUE;
}

static gboolean
note_gap (gpointer data)
{
  gint64 *times = data;
  gint64 now = g_get_monotonic_time ();

  times[1] = MAX (times[1], now - times[0]);
  times[0] = now;
  return G_SOURCE_CONTINUE;
}

static void
sign_in (Fixture *f)
{
  gint64 began = g_get_monotonic_time ();
  gint64 times[2] = { began, 0 };
  guint source = g_timeout_add (1, note_gap, times);
  gint64 signed_in;

  f->answered = FALSE;
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
  zb_link_sign_in_async (f->link, f->url, f->username, f->password, NULL, on_signed_in, f);
  zb_wait_for (f->answered, 20000);
  signed_in = g_get_monotonic_time ();
  g_test_message ("signed in after %.0f ms with %u devices from the cache", (signed_in - began) / 1000.0,
                  zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_DEVICE)));
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 60000);
  g_test_message ("live after %.0f ms more with %u devices", (g_get_monotonic_time () - signed_in) / 1000.0,
                  zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_DEVICE)));
  g_test_message ("longest turn of the main loop: %.1f ms", times[1] / 1000.0);
  g_source_remove (source);
}

static void
drop_link (Fixture *f)
{
  DexFuture *left = zb_link_leave (f->link);

  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (f->link));
  zb_wait (100);
  g_assert_finalize_object (f->link);
  g_assert_finalize_object (f->world);
}

/* The district is made once and serves all tests: that is most of the time they take. */
static const char *
get_folder (void)
{
  static char *folder;

  if (folder == NULL)
    {
      g_autofree char *parent = g_dir_make_tmp ("zb-line-XXXXXX", NULL);
      folder = g_build_filename (parent, "data", NULL);
    }
  return folder;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_strdup (get_folder ());
  f->listen = g_strdup ("127.0.0.1:0");
  start_platform (f);
  note_address (f);
  sign_in (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop_link (f);
  zb_local_platform_stop (f->platform);
  zb_wait (50);
  g_clear_object (&f->platform);
  g_free (f->folder);
  g_free (f->listen);
  g_free (f->url);
  g_free (f->username);
  g_free (f->password);
}

static void
assert_same (Fixture *f)
{
  g_assert_cmpuint (zb_assert_same_world (f->url, f->username, f->password, f->world), >, 20000);
}

static void
wait_until_stale (Fixture *f, gint64 most)
{
  gint64 began = g_get_monotonic_time ();

  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_STALE, 30000);
  g_test_message ("it showed after %.0f ms", (g_get_monotonic_time () - began) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - began, <, most);
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_DEVICE)), ==, 22869);
}

static void
test_same (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_DEVICE)), ==, 22869);
  assert_same (f);
  zb_wait (2000);
  assert_same (f);
}

static void
test_killed (Fixture *f, gconstpointer data)
{
  kill (zb_local_platform_get_pid (f->platform), SIGKILL);
  wait_until_stale (f, 2 * G_TIME_SPAN_SECOND);
  g_clear_object (&f->platform);
  zb_wait (1500);
  start_platform (f);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 20000);
  assert_same (f);
}

static void
test_stopped (Fixture *f, gconstpointer data)
{
  kill (zb_local_platform_get_pid (f->platform), SIGSTOP);
  wait_until_stale (f, DEADLINE);
  zb_wait (1000);
  kill (zb_local_platform_get_pid (f->platform), SIGCONT);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 30000);
  assert_same (f);
}

static void
run (Fixture *f, const char *what, const char *file)
{
  g_autofree char *program = zb_local_platform_find_program ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program,
                                                      "--data-dir", f->folder, what, file, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* A platform that was put back to an older state is noticed by its log, and everything is fetched anew. */
static void
test_restored (Fixture *f, gconstpointer data)
{
  g_autofree char *file = g_strconcat (f->folder, ".backup", NULL);

  run (f, "backup", file);
  zb_wait (4000);
  zb_local_platform_stop (f->platform);
  zb_wait (50);
  g_clear_object (&f->platform);
  run (f, "restore", file);
  start_platform (f);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 30000);
  assert_same (f);
}

static void
test_from_cache (Fixture *f, gconstpointer data)
{
  drop_link (f);
  sign_in (f);
  assert_same (f);
}

#define ADD(name, func) g_test_add ("/line/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  ADD ("killed", test_killed);
  if (!TRACED)
    {
      ADD ("same", test_same);
      ADD ("from-cache", test_from_cache);
      ADD ("stopped", test_stopped);
      ADD ("restored", test_restored);
    }

  return g_test_run ();
}
