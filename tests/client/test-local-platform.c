/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform that a console starts for itself: it says why it cannot start, and it never outlives its
 * console. */
#include "zb-local-platform.h"
#include "zb-wait.h"

#include <errno.h>
#include <libdex.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

typedef struct
{
  gboolean answered;
  GError *error;
} Outcome;

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  zb_local_platform_start_finish (ZB_LOCAL_PLATFORM (source), result, &outcome->error);
  outcome->answered = TRUE;
}

static ZbLocalPlatform *
start (const char *folder, const char *listen, Outcome *outcome)
{
  const char *arguments[] = { "--data-dir", folder, "--listen", listen, NULL };
  ZbLocalPlatform *platform = zb_local_platform_new ();

  zb_local_platform_start_async (platform, arguments, NULL, on_started, outcome);
  zb_wait_for (outcome->answered, 60000);
  return platform;
}

static gboolean
is_gone (GPid pid)
{
  return kill (pid, 0) != 0 && errno == ESRCH;
}

static void
test_starts_and_stops (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zb-local-XXXXXX", NULL);
  Outcome outcome = { 0 };
  g_autoptr (ZbLocalPlatform) platform = start (folder, "127.0.0.1:0", &outcome);
  GPid pid;

  g_assert_no_error (outcome.error);
  g_assert_true (g_str_has_prefix (zb_local_platform_get_url (platform), "http://127.0.0.1:"));
  pid = zb_local_platform_get_pid (platform);
  g_assert_cmpint (pid, >, 0);
  zb_local_platform_stop (platform);
  zb_wait_for (is_gone (pid), 1000);
  g_assert_cmpint (zb_local_platform_get_pid (platform), ==, 0);
}

static void
test_says_why_not (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zb-local-XXXXXX", NULL);
  g_autofree char *other = g_dir_make_tmp ("zb-local-XXXXXX", NULL);
  Outcome first = { 0 }, second = { 0 };
  g_autoptr (ZbLocalPlatform) platform = start (folder, "127.0.0.1:0", &first);
  g_autoptr (ZbLocalPlatform) late =
      start (other, zb_local_platform_get_url (platform) + strlen ("http://"), &second);

  g_assert_no_error (first.error);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_test_message ("%s", second.error->message);
  g_assert_cmpuint (strlen (second.error->message), >, strlen ("The platform did not start: "));
  g_assert_cmpint (zb_local_platform_get_pid (late), ==, 0);
  g_clear_error (&second.error);
}

static void
test_not_installed (void)
{
  Outcome outcome = { 0 };
  g_autofree char *given = g_strdup (g_getenv ("ZHIBAN_PLATFORM"));

  g_setenv ("ZHIBAN_PLATFORM", "/nowhere/zhiban-platform", TRUE);
  g_autoptr (ZbLocalPlatform) platform = start ("/nowhere", "127.0.0.1:0", &outcome);
  g_assert_nonnull (outcome.error);
  g_test_message ("%s", outcome.error->message);
  g_clear_error (&outcome.error);
  if (given != NULL)
    g_setenv ("ZHIBAN_PLATFORM", given, TRUE);
  else
    g_unsetenv ("ZHIBAN_PLATFORM");
}

/* The part of test_dies_with_its_console () that is killed: says the platform's process and ends at once. */
static int
be_killed (const char *folder)
{
  Outcome outcome = { 0 };
  ZbLocalPlatform *platform = start (folder, "127.0.0.1:0", &outcome);

  g_print ("%d\n", (int)zb_local_platform_get_pid (platform));
  kill (getpid (), SIGKILL);
  return 0;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  char **output = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, output, NULL, NULL);
}

static void
test_dies_with_its_console (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zb-local-XXXXXX", NULL);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) console =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self, "--be-killed", folder, NULL);

  g_subprocess_communicate_utf8_async (console, NULL, NULL, on_ended, &output);
  zb_wait_for (output != NULL, 60000);
  GPid pid = (GPid)g_ascii_strtoll (output, NULL, 10);
  g_assert_cmpint (pid, >, 1);
  zb_wait_for (is_gone (pid), 2000);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_log_set_debug_enabled (FALSE);

  g_test_add_func ("/local-platform/starts-and-stops", test_starts_and_stops);
  g_test_add_func ("/local-platform/says-why-not", test_says_why_not);
  g_test_add_func ("/local-platform/not-installed", test_not_installed);
  g_test_add_func ("/local-platform/dies-with-its-console", test_dies_with_its_console);

  return g_test_run ();
}
