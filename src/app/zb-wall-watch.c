/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wall comes back after a crash without a keyboard. The program that one starts only watches; the
 * wall is a child of it, and is started again whenever it ends otherwise than it was told to. Should
 * the watcher itself be gone, the wall becomes the watcher and starts a wall anew: whichever of the two
 * is killed, there are two again.
 *
 *   zhiban --wall P (watches) ── a pipe that says that it lives ──▶ zhiban --wall P (the wall)
 */
#include "zb-wall-watch.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#define WATCHED "ZHIBAN_WALL_WATCHED"
#define RESTARTS "ZHIBAN_WALL_RESTARTS"
/* Where the child finds the end of the pipe. */
#define LIFE_FD 3

/* A wall that ran for so long is not one that cannot start: it is started again at once. */
#define WELL_AFTER (60 * G_TIME_SPAN_SECOND)
#define MOST_WAIT 30

typedef struct
{
  GMainLoop *loop;
  char **argv;
  GSubprocess *wall;
  gint64 started_at;
  guint restarts;
  guint failures;
  gboolean ending;
  int code;
} Watch;

static void start (Watch *watch);

/**
 * zb_wall_watch_is_wanted:
 * @argc: how many arguments the program was given
 * @argv: (array length=argc): its arguments
 *
 * Returns: whether this process is to watch over a wall rather than to be one
 */
gboolean
zb_wall_watch_is_wanted (int argc, char **argv)
{
  if (g_getenv (WATCHED))
    return FALSE;
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--wall") || g_str_has_prefix (argv[i], "--wall="))
      return TRUE;
  return FALSE;
}

/**
 * zb_wall_watch_get_restarts:
 *
 * Returns: how often this wall had to be started again
 */
guint
zb_wall_watch_get_restarts (void)
{
  const char *restarts = g_getenv (RESTARTS);

  return restarts ? (guint)g_ascii_strtoull (restarts, NULL, 10) : 0;
}

static gboolean
on_start (gpointer data)
{
  start (data);
  return G_SOURCE_REMOVE;
}

static void
start_later (Watch *watch)
{
  const gboolean was_well = g_get_monotonic_time () - watch->started_at >= WELL_AFTER;
  guint seconds;

  watch->failures = was_well ? 0 : watch->failures + 1;
  seconds = watch->failures <= 1 ? 0 : MIN (MOST_WAIT, 1u << MIN (watch->failures - 2, 5));
  watch->restarts++;
  g_message ("The wall has ended; it is started again in %u s", seconds);
  g_timeout_add_seconds (seconds, on_start, watch);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;
  GSubprocess *wall = G_SUBPROCESS (source);

  g_subprocess_wait_finish (wall, result, NULL);
  if (watch->ending || (g_subprocess_get_if_exited (wall) && g_subprocess_get_exit_status (wall) == 0))
    {
      watch->code = 0;
      g_main_loop_quit (watch->loop);
      return;
    }
  start_later (watch);
}

static void
start (Watch *watch)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *restarts = g_strdup_printf ("%u", watch->restarts);
  static int life[2] = { -1, -1 };

  if (life[0] < 0 && !g_unix_open_pipe (life, O_CLOEXEC, &error))
    g_error ("No pipe: %s", error->message);
  g_subprocess_launcher_setenv (launcher, WATCHED, "1", TRUE);
  g_subprocess_launcher_setenv (launcher, RESTARTS, restarts, TRUE);
  g_subprocess_launcher_take_fd (launcher, dup (life[0]), LIFE_FD);
  g_clear_object (&watch->wall);
  watch->started_at = g_get_monotonic_time ();
  watch->wall = g_subprocess_launcher_spawnv (launcher, (const char *const *)watch->argv, &error);
  if (watch->wall)
    g_subprocess_wait_async (watch->wall, NULL, on_ended, watch);
  else
    start_later (watch);
}

static gboolean
on_end (gpointer data)
{
  Watch *watch = data;

  watch->ending = TRUE;
  if (watch->wall)
    g_subprocess_send_signal (watch->wall, SIGTERM);
  else
    g_main_loop_quit (watch->loop);
  return G_SOURCE_CONTINUE;
}

/**
 * zb_wall_watch_run:
 * @argv: (array zero-terminated=1): what the program was started with
 *
 * Watches over a wall until it is told to end (SIGTERM, SIGINT), or the wall ends by itself and well.
 *
 * Returns: the code to exit with
 */
int
zb_wall_watch_run (char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  Watch watch = { .loop = loop, .argv = arguments, .restarts = zb_wall_watch_get_restarts (), .code = 1 };

  if (program)
    g_set_str (&arguments[0], program);
  g_unix_signal_add (SIGTERM, on_end, &watch);
  g_unix_signal_add (SIGINT, on_end, &watch);
  start (&watch);
  g_main_loop_run (loop);
  g_clear_object (&watch.wall);
  return watch.code;
}

/* --- in the wall ----------------------------------------------------------------------------------- */

static gboolean
on_watcher_gone (int fd, GIOCondition condition, gpointer data)
{
  char **argv = data;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *restarts = g_strdup_printf ("%u", zb_wall_watch_get_restarts () + 1);

  g_message ("Nobody watches over this wall any more; it does so itself");
  g_unsetenv (WATCHED);
  g_setenv (RESTARTS, restarts, TRUE);
  if (program)
    execv (program, argv);
  return G_SOURCE_REMOVE;
}

/**
 * zb_wall_watch_follow:
 * @argv: (array zero-terminated=1): what the program was started with; to be kept
 *
 * Called in the wall: watches over the watcher.
 */
void
zb_wall_watch_follow (char **argv)
{
  if (!g_getenv (WATCHED))
    return;
  g_unix_set_fd_nonblocking (LIFE_FD, TRUE, NULL);
  fcntl (LIFE_FD, F_SETFD, FD_CLOEXEC);
  g_unix_fd_add (LIFE_FD, G_IO_HUP, on_watcher_gone, argv);
}
