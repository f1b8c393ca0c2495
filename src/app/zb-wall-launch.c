/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall is started from a desk as a program of its own, which stays when the desk is closed. Inside a
 * Flatpak everything ends with the program that it was started for, so that a wall gets a sandbox of its own.
 */
#include "zb-wall-launch.h"

#include <gio/gio.h>
#include <unistd.h>

static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Runs in the child between fork and exec: nothing but what is safe after a fork. */
static void
leave_session (gpointer data)
{
  setsid ();
}

/**
 * zb_wall_launch:
 * @profile: the name of the wall's profile
 * @error: where to say why it did not start
 *
 * Returns: whether a program that fills the screens of that wall was started
 */
gboolean
zb_wall_launch (const char *profile, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *program = self ? self : "zhiban";
  const char *outside[] = { program, "--wall", profile, NULL };
  const char *inside[] = { "flatpak-spawn", program, "--wall", profile, NULL };
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_set_child_setup (launcher, leave_session, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, is_sandboxed () ? inside : outside, error);
  return process != NULL;
}
