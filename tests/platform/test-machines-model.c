/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three machines against the contract's table, written down a second time: machines.py lets many clients
 * do random things at once and compares each answer. */
#include "zb-test-platform.h"

#define MOST_MS 300000

static void
on_ended (GObject *process, GAsyncResult *result, gpointer ended)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  *(gboolean *)ended = TRUE;
}

static gboolean
has_ended (gpointer ended)
{
  return *(gboolean *)ended;
}

/* The platform runs in this process, so its loop has to turn meanwhile. */
static void
run_script (ZbTestPlatform *platform)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "platform", "machines.py", NULL);
  const char *argv[] = { "python3", script, zb_test_platform_get_url (platform),
                         zb_test_platform_get_dir (platform), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  gboolean ended = FALSE;
  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  g_assert_true (zb_test_wait (has_ended, &ended, MOST_MS));
  g_autofree char *said = NULL;
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL);
  g_test_message ("%s", said);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_random (void)
{
  ZbTestPlatform *platform =
      zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 100 });
  run_script (platform);
  zb_test_platform_free (platform);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/machines/random", test_random);
  return g_test_run ();
}
