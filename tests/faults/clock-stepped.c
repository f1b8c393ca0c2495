/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock of the platform, of the console, or of both is set by an hour, forward or back, while an officer
 * is at work: nothing is done twice, nothing waits for an hour, and whoever is sent late is asked about.
 *
 * The program runs anew under a library that has the clocks, and the platform inherits it. */
#include "zb-fault.h"

#include "zb-clocks.h"
#include "zb-now.h"
#include "zb-wait.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile gint64 *offsets;

/* In the nanoseconds of the file. */
#define HOUR (G_GINT64_CONSTANT (3600) * 1000 * 1000 * 1000)

/* An hour behind, right, or an hour ahead; never where it is. */
static gint64
choose_offset (gint64 now)
{
  gint64 next;

  do
    next = g_test_rand_int_range (-1, 2) * HOUR;
  while (next == now);
  return next;
}

/* Whether the console knows by how much the platform's clock is another than its own: with each heartbeat it
 * hears how late it is there. */
static gboolean
knows_clocks (void)
{
  const gint64 ahead = (offsets[ZB_CLOCK_OF_PLATFORM] - offsets[ZB_CLOCK_OF_CONSOLE]) / 1000;

  return ABS (zb_now () - g_get_real_time () - ahead) < G_TIME_SPAN_MINUTE;
}

static void
step (int clock, const char *what)
{
  const gint64 before = offsets[clock];

  offsets[clock] = choose_offset (before);
  g_test_message ("the clock of the %s is set %s", what, offsets[clock] > before ? "forward" : "back");
  zb_fault_count (offsets[clock] > before ? "set_forward" : "set_back", 1);
}

static void
step_amid_work (ZbRig *rig)
{
  static guint n;
  const guint which = n++ % 3;

  zb_rig_work_until_a_moment (rig);
  if (which != 1)
    step (ZB_CLOCK_OF_PLATFORM, "platform");
  if (which != 0)
    step (ZB_CLOCK_OF_CONSOLE, "console");
  zb_test_officer_send_people (zb_rig_get_officer (rig));
  zb_wait_for (knows_clocks (), ZB_RIG_PATIENCE);
}

static void
end (ZbRig *rig)
{
  zb_fault_count ("asked", zb_test_officer_get_n_asked (zb_rig_get_officer (rig)));
  g_unlink (g_getenv (ZB_CLOCKS_FILE));
}

static void
open_clocks (void)
{
  const char *path = g_getenv (ZB_CLOCKS_FILE);
  gint64 before;
  int file = g_open (path, O_RDWR | O_CLOEXEC, 0);
  void *memory = mmap (NULL, ZB_N_CLOCKS_SET * sizeof (gint64), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

  g_assert_true (memory != MAP_FAILED);
  close (file);
  offsets = memory;
  /* A library that was not found would let everything pass. */
  before = g_get_real_time ();
  offsets[ZB_CLOCK_OF_CONSOLE] = HOUR;
  g_assert_cmpint (g_get_real_time () - before, >, G_TIME_SPAN_HOUR - G_TIME_SPAN_MINUTE);
  offsets[ZB_CLOCK_OF_CONSOLE] = 0;
}

/* The sanitizers want to be the first library of all. */
static int
run_with_clocks (char **argv)
{
  const gint64 zero[ZB_N_CLOCKS_SET] = { 0 };
  const char *options = g_getenv ("ASAN_OPTIONS");
  g_autofree char *more = g_strconcat (options ? options : "", ":verify_asan_link_order=0", NULL);
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("zb-clocks-XXXXXX", &path, NULL);

  g_assert_cmpint (write (file, zero, sizeof zero), ==, sizeof zero);
  close (file);
  g_setenv (ZB_CLOCKS_FILE, path, TRUE);
  g_setenv ("LD_PRELOAD", ZB_CLOCK_LIBRARY, TRUE);
  g_setenv ("ASAN_OPTIONS", more, TRUE);
  execv ("/proc/self/exe", argv);
  return 1;
}

int
main (int argc, char **argv)
{
  if (g_getenv (ZB_CLOCKS_FILE) == NULL)
    return run_with_clocks (argv);
  open_clocks ();
  return zb_fault_main (
      argc, argv, &(ZbFault){ .name = "clock-stepped", .rounds = 6, .round = step_amid_work, .end = end });
}
