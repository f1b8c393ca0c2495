/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program: whichever of a wall and its watcher is killed, there are two again; and both end when
 * they are told to. */
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>

#define DEADLINE (30 * G_TIME_SPAN_SECOND)

static char *
read_file (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static GPid
parent_of (GPid pid)
{
  g_autofree char *stat = read_file (pid, "stat");
  const char *end = stat ? strrchr (stat, ')') : NULL;
  int parent = 0;

  return end && sscanf (end, ") %*c %d", &parent) == 1 ? parent : 0;
}

static gboolean
is_zhiban (GPid pid)
{
  g_autofree char *command = read_file (pid, "cmdline");

  return command && g_str_has_suffix (command, "/zhiban");
}

/* The wall that @watcher watches over, 0 where there is none. */
static GPid
find_wall (GPid watcher)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (processes)))
    {
      const GPid pid = (GPid)g_ascii_strtoll (name, NULL, 10);
      if (pid > 0 && parent_of (pid) == watcher && is_zhiban (pid))
        return pid;
    }
  return 0;
}

/* Waits until @watcher watches over a wall other than @before. */
static GPid
await_wall (GPid watcher, GPid before)
{
  const gint64 until = g_get_monotonic_time () + DEADLINE;
  GPid wall;

  while ((wall = find_wall (watcher)) == 0 || wall == before)
    {
      if (g_get_monotonic_time () > until)
        g_error ("no wall is watched over by %d", watcher);
      g_usleep (20000);
    }
  return wall;
}

static gboolean
await_gone (GPid pid)
{
  const gint64 until = g_get_monotonic_time () + DEADLINE;

  while (is_zhiban (pid) && g_get_monotonic_time () < until)
    g_usleep (20000);
  return !is_zhiban (pid);
}

/* It takes a moment until a wall has set up what it does when its watcher goes. */
static void
await_windows (GPid wall)
{
  const gint64 until = g_get_monotonic_time () + DEADLINE;

  for (;;)
    {
      g_autofree char *maps = read_file (wall, "maps");
      if ((maps && strstr (maps, "libshumate")) || g_get_monotonic_time () > until)
        break;
      g_usleep (20000);
    }
  g_usleep (2 * G_USEC_PER_SEC);
}

static GSubprocess *
start (const char *program)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *watcher = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--wall",
      "test", "--platform", "http://127.0.0.1:9", "--user", "nobody", NULL);

  g_assert_no_error (error);
  return watcher;
}

static GPid
pid_of (GSubprocess *process)
{
  return (GPid)g_ascii_strtoll (g_subprocess_get_identifier (process), NULL, 10);
}

static void
test_wall_killed (gconstpointer program)
{
  g_autoptr (GSubprocess) watcher = start (program);
  const GPid first = await_wall (pid_of (watcher), 0);
  GPid second;

  await_windows (first);
  kill (first, SIGKILL);
  second = await_wall (pid_of (watcher), first);
  g_assert_cmpint (second, !=, first);
  await_windows (second);
  g_subprocess_send_signal (watcher, SIGTERM);
  g_assert_true (g_subprocess_wait_check (watcher, NULL, NULL));
  g_assert_true (await_gone (second));
}

static void
test_watcher_killed (gconstpointer program)
{
  g_autoptr (GSubprocess) watcher = start (program);
  const GPid wall = await_wall (pid_of (watcher), 0);
  GPid next;

  await_windows (wall);
  g_subprocess_send_signal (watcher, SIGKILL);
  next = await_wall (wall, 0);
  await_windows (next);
  kill (wall, SIGTERM);
  g_assert_true (await_gone (wall));
  g_assert_true (await_gone (next));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  /* What is looked for is whose name ends so. */
  g_assert_true (g_str_has_suffix (argv[1], "/zhiban"));
  g_test_add_data_func ("/wall-watch/wall-killed", argv[1], test_wall_killed);
  g_test_add_data_func ("/wall-watch/watcher-killed", argv[1], test_watcher_killed);
  return g_test_run ();
}
