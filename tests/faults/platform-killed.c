/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform is killed while an officer takes calls and sends people: each thing is done once, whatever
 * answer was lost. */
#include "zb-fault.h"

static void
kill_amid_work (ZbRig *rig)
{
  zb_rig_work_until_a_moment (rig);
  zb_fault_strike (rig);
  zb_rig_kill_platform (rig);
  zb_rig_start_platform (rig);
}

int
main (int argc, char **argv)
{
  return zb_fault_main (
      argc, argv,
      &(ZbFault){ .name = "platform-killed", .rounds = 5, .token_life = "5", .round = kill_amid_work });
}
