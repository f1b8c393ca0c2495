/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform is stopped and its connections stay up, as when a machine hangs: the console notices by itself
 * within two and a half heartbeats, takes what the officer does meanwhile, and goes on when the platform
 * does. */
#include "zb-fault.h"

#include "zb-wait.h"

#include <signal.h>

/* What the console may be late by on a busy machine, in milliseconds. */
#define SLACK 700

#define DEADLINE ((ZB_RIG_HEARTBEAT * 5 / 2) + SLACK * zb_rig_get_patience ())

/* The longest time that the platform stays away after that was noticed, in milliseconds. */
#define AWAY 1000

static double
wait_for_state (ZbRig *rig, ZbLinkState state, guint milliseconds)
{
  gint64 began = g_get_monotonic_time ();

  zb_wait_for (zb_link_get_state (zb_rig_get_link (rig)) == state, milliseconds);
  return (double)(g_get_monotonic_time () - began) / 1000;
}

static void
stop_amid_work (ZbRig *rig)
{
  zb_rig_work_until_a_moment (rig);
  zb_fault_strike (rig);
  kill (zb_rig_get_pid (rig), SIGSTOP);
  zb_fault_note ("noticed_ms", wait_for_state (rig, ZB_LINK_STALE, DEADLINE));
  zb_test_officer_send_people (zb_rig_get_officer (rig));
  zb_wait ((guint)g_test_rand_int_range (0, AWAY));
  kill (zb_rig_get_pid (rig), SIGCONT);
  zb_fault_note ("live_again_ms", wait_for_state (rig, ZB_LINK_LIVE, ZB_RIG_PATIENCE));
}

int
main (int argc, char **argv)
{
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "platform-stopped", .rounds = 3, .round = stop_amid_work });
}
