/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nine cameras whose lines break, one every second, for an hour in the long form: all come back, and memory
 * stays where it was. */
#include "zb-fault.h"

#include "zb-wait.h"
#include "zb-watchers.h"

#include <malloc.h>

#define BREAKS 20 /* a round */

/* So many rounds are five minutes. What is held at the end of a round depends on how many connections are
 * just being closed or opened, so that only means can be compared: that of the second five minutes, and those
 * of any after it, which may be larger by so much, in thousandths. */
#define ROUNDS_COMPARED 15
#define MOST_GROWTH 20

static ZbWatchers *watchers;
static double recent[ROUNDS_COMPARED], first; /* KiB */
static guint n_done;                          /* rounds */

static double
mean_of_recent (void)
{
  double sum = 0;

  for (guint i = 0; i < ROUNDS_COMPARED; i++)
    sum += recent[i];
  return sum / ROUNDS_COMPARED;
}

static void
note_memory (void)
{
  const ZbFootprint now = zb_watchers_take_footprint (watchers);

  const struct mallinfo2 info = mallinfo2 ();
  g_test_message ("%u descriptors, %u threads, %.1f MiB; of the allocator %.1f in use, %.1f kept free",
                  now.descriptors, now.threads, (double)now.resident / 1024,
                  (double)info.uordblks / (1024 * 1024), (double)info.fordblks / (1024 * 1024));
  recent[n_done++ % ROUNDS_COMPARED] = now.resident;
  if (n_done == 2 * ROUNDS_COMPARED)
    first = mean_of_recent ();
  if (n_done <= 2 * ROUNDS_COMPARED)
    return;
  if (zb_rig_get_patience () > 1)
    return; /* the sanitizers keep what is freed */
  zb_fault_note ("growth_thousandths", (mean_of_recent () / first - 1) * 1000);
  g_assert_cmpfloat (mean_of_recent (), <=, first * (1000 + MOST_GROWTH) / 1000);
}

static void
break_lines (ZbRig *rig)
{
  for (guint i = 0; i < BREAKS; i++)
    {
      zb_proxy_break (watchers->proxy);
      zb_wait (1000);
    }
  double took =
      zb_watchers_wait (watchers, zb_watchers_all_are_high, 360, 5000 * zb_watchers_get_patience (), "flap");
  zb_fault_note ("live_again_ms", took);
  note_memory ();
}

static void
begin (ZbRig *rig)
{
  watchers = zb_watchers_new (9);
}

static void
end (ZbRig *rig)
{
  zb_watchers_free (watchers);
}

int
main (int argc, char **argv)
{
  zb_watchers_set_up ();
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "cameras-flap",
                                    .rounds = 1,
                                    .without_platform = TRUE,
                                    .begin = begin,
                                    .round = break_lines,
                                    .end = end });
}
