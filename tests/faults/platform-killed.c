/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform is killed while an officer takes calls and sends people: each thing is done once, whatever
 * answer was lost. */
#include "zb-fault.h"

#include "zb-wait.h"

/* What an officer does in a round, as commands. */
#define N_ACTIONS 7

/* So far into a command's life a kill still comes between its request and its answer, in milliseconds. */
#define INTO_COMMAND 12

static gboolean
is_moment (ZbRig *rig, guint n_accepted)
{
  ZbLedger *ledger = zb_rig_get_ledger (rig);

  return zb_ledger_count_open (ledger) == 0 || (zb_ledger_count (ledger, ZB_COMMAND_ACCEPTED) >= n_accepted &&
                                                zb_ledger_count (ledger, ZB_COMMAND_SENDING) > 0);
}

/* A kill proves most where something was done and its answer did not come. */
static void
kill_and_start (ZbRig *rig)
{
  g_autoptr (GPtrArray) open = NULL;
  gint64 killed_at;

  zb_rig_kill_platform (rig);
  open = zb_ledger_list_open (zb_rig_get_ledger (rig));
  killed_at = g_get_real_time ();
  zb_rig_start_platform (rig);
  zb_fault_count ("answers_lost", zb_ledger_count_done (open, killed_at, zb_rig_get_folder (rig)));
}

static void
kill_amid_work (ZbRig *rig)
{
  guint before = zb_ledger_count (zb_rig_get_ledger (rig), ZB_COMMAND_ACCEPTED);
  guint n_accepted = before + (guint)g_test_rand_int_range (0, N_ACTIONS);

  zb_officer_take_call (zb_rig_get_officer (rig));
  zb_officer_send_people (zb_rig_get_officer (rig));
  zb_wait_for (is_moment (rig, n_accepted), ZB_RIG_PATIENCE);
  zb_wait ((guint)g_test_rand_int_range (0, INTO_COMMAND));
  kill_and_start (rig);
}

int
main (int argc, char **argv)
{
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "platform-killed", .rounds = 5, .round = kill_amid_work });
}
