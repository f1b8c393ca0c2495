/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform's disk is full: it says so, loses nothing that it has confirmed, goes on telling what it
 * knows, and takes up its work when there is room again. Every other time it is killed while the disk is
 * full. */
#include "zb-fault.h"

#include "zb-small-disk.h"
#include "zb-wait.h"

#include <string.h>

/* The write-ahead log may have some room left: people are sent until the platform has to refuse, at the most
 * so often. */
#define MOST_CASES 500

static gboolean on_file_system;

static ZbProblem *
find_refusal (ZbRig *rig)
{
  return zb_ledger_find_problem (zb_rig_get_ledger (rig), 503);
}

static gboolean
is_decided (ZbRig *rig)
{
  return find_refusal (rig) != NULL || zb_ledger_count_open (zb_rig_get_ledger (rig)) == 0;
}

static void
work_until_refused (ZbRig *rig)
{
  for (guint i = 0; i < MOST_CASES && find_refusal (rig) == NULL; i++)
    {
      if (i % 4 == 3)
        zb_test_officer_do_everything (zb_rig_get_officer (rig));
      else
        zb_test_officer_send_people (zb_rig_get_officer (rig));
      zb_wait_for (is_decided (rig), ZB_RIG_PATIENCE);
    }
  g_assert_nonnull (find_refusal (rig));
  g_assert_nonnull (find_refusal (rig)->detail);
  g_test_message ("it says: %s", find_refusal (rig)->detail);
  if (on_file_system)
    g_assert_nonnull (strstr (find_refusal (rig)->detail, "disk is full"));
}

static void
fill_amid_work (ZbRig *rig)
{
  static guint n;
  const char *folder = zb_rig_get_folder (rig);
  gboolean killed = n++ % 2 == 1;

  zb_rig_work_until_a_moment (rig);
  zb_fault_strike (rig);
  zb_small_disk_fill (folder, zb_rig_get_pid (rig));
  work_until_refused (rig);
  zb_rig_wait_until_live (rig);
  zb_rig_assert_whole (rig);
  if (killed)
    zb_rig_kill_platform (rig);
  if (on_file_system || !killed)
    zb_small_disk_make_room (folder, zb_rig_get_pid (rig));
  if (killed)
    zb_rig_start_platform (rig);
  zb_fault_count (on_file_system ? "on_a_full_file_system" : "at_a_limit", 1);
}

static void
begin (ZbRig *rig)
{
  zb_rig_kill_platform (rig);
  zb_small_disk_mount (zb_rig_get_folder (rig));
  zb_rig_start_platform (rig);
  zb_rig_sign_in (rig, zb_rig_get_url (rig));
}

static void
end (ZbRig *rig)
{
  zb_rig_kill_platform (rig);
  zb_small_disk_unmount (zb_rig_get_folder (rig));
  zb_rig_start_platform (rig);
}

int
main (int argc, char **argv)
{
  on_file_system = zb_small_disk_prepare ();
  return zb_fault_main (
      argc, argv,
      &(ZbFault){ .name = "full-disk", .rounds = 2, .begin = begin, .round = fill_amid_work, .end = end });
}
