/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this program and the display that it draws on take of the processors. What is drawn costs the display
 * too: a program that leaves its pictures to the display must not look cheap for that. */
#include "zb-cpu-mark.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* The system knows who listens at the socket of display :N. */
static int
find_display (void)
{
  const char *display = g_getenv ("DISPLAY");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  struct ucred peer = { 0 };
  socklen_t length = sizeof peer;
  int connection;

  if (!display || display[0] != ':')
    return 0;
  g_snprintf (address.sun_path, sizeof address.sun_path, "/tmp/.X11-unix/X%d", atoi (display + 1));
  connection = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect (connection, (const struct sockaddr *)&address, sizeof address) == 0)
    getsockopt (connection, SOL_SOCKET, SO_PEERCRED, &peer, &length);
  close (connection);
  return peer.pid;
}

/* After the name, which may have spaces and brackets in it, the 12th and 13th fields are what it took. */
static double
seconds_of (int process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", process), *text = NULL;
  unsigned long user = 0, system = 0;
  const char *fields;

  if (process == 0 || !g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  fields = strrchr (text, ')');
  if (!fields ||
      sscanf (fields + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    return 0;
  return (double)(user + system) / (double)sysconf (_SC_CLK_TCK);
}

/**
 * zb_cpu_mark_now:
 *
 * Returns: what has been taken until now
 */
ZbCpuMark
zb_cpu_mark_now (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (ZbCpuMark){ g_get_monotonic_time (), (double)spent.tv_sec + (double)spent.tv_nsec / 1e9,
                      seconds_of (find_display ()) };
}

/**
 * zb_cpu_mark_since:
 * @mark: a moment
 *
 * Returns: what has been taken since then
 */
ZbCpuMark
zb_cpu_mark_since (const ZbCpuMark *mark)
{
  const ZbCpuMark now = zb_cpu_mark_now ();

  return (ZbCpuMark){ now.at - mark->at, now.own - mark->own, now.display - mark->display };
}

/**
 * zb_cpu_mark_seconds:
 * @since: what zb_cpu_mark_since() said
 *
 * Returns: how long that was, in seconds
 */
double
zb_cpu_mark_seconds (const ZbCpuMark *since)
{
  return (double)since->at / G_USEC_PER_SEC;
}
