/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The console's disk is full: what an officer does is sent in its order while there is a line, and refused in
 * words where there is none; nothing that was taken before is lost. Every other time the line goes while the
 * disk is full. */
#include "zb-fault.h"

#include "zb-proxy.h"
#include "zb-small-disk.h"
#include "zb-wait.h"

#include <unistd.h>

/* How often people are sent until the disk has refused, at the most, and how long it has for each time, in
 * milliseconds. */
#define MOST_CASES 500
#define MOMENT 40

static ZbProxy *proxy;
static gboolean on_file_system;

/* Where the console keeps what was done, and what it knows. */
static char *folders[2];

static void
find_folders (void)
{
  folders[0] = g_build_filename (g_get_user_data_dir (), "zhiban", NULL);
  folders[1] = g_build_filename (g_get_user_cache_dir (), "zhiban", "platforms", NULL);
}

static void
fill_disk (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    zb_small_disk_fill (folders[i], getpid ());
}

static void
make_room (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    zb_small_disk_make_room (folders[i], getpid ());
}

/* While the disk is full and the line is gone. The write-ahead log may have some room left. */
static void
act_in_vain (ZbRig *rig)
{
  ZbLedger *ledger = zb_rig_get_ledger (rig);
  const guint before = zb_ledger_count (ledger, ZB_COMMAND_REFUSED);

  zb_proxy_cut (proxy);
  zb_wait_for (zb_link_get_state (zb_rig_get_link (rig)) == ZB_LINK_STALE, ZB_RIG_PATIENCE);
  for (guint i = 0; i < MOST_CASES && zb_ledger_count (ledger, ZB_COMMAND_REFUSED) == before; i++)
    {
      zb_test_officer_send_people (zb_rig_get_officer (rig));
      zb_wait (MOMENT);
    }
  g_assert_cmpuint (zb_ledger_count (ledger, ZB_COMMAND_REFUSED), >, before);
  zb_fault_count ("refused_without_line", zb_ledger_count (ledger, ZB_COMMAND_REFUSED) - before);
}

static void
fill_amid_work (ZbRig *rig)
{
  static guint n;
  const gboolean loses_line = n++ % 2 == 1;

  zb_rig_work_until_a_moment (rig);
  zb_fault_strike (rig);
  fill_disk ();
  zb_test_officer_send_people (zb_rig_get_officer (rig));
  if (loses_line)
    act_in_vain (rig);
  else
    zb_rig_wait_until_done (rig);
  make_room ();
  zb_proxy_mend (proxy);
  zb_fault_count (on_file_system ? "on_a_full_file_system" : "at_a_limit", 1);
}

static void
begin (ZbRig *rig)
{
  find_folders ();
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_mkdir_with_parents (folders[i], 0700);
      zb_small_disk_mount (folders[i]);
    }
  proxy = zb_proxy_new (zb_rig_get_url (rig));
  zb_rig_sign_in (rig, zb_proxy_get_url (proxy));
}

static void
end (ZbRig *rig)
{
  zb_proxy_free (proxy);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      zb_small_disk_unmount (folders[i]);
      g_free (folders[i]);
    }
}

int
main (int argc, char **argv)
{
  on_file_system = zb_small_disk_prepare ();
  return zb_fault_main (
      argc, argv,
      &(ZbFault){
          .name = "console-full-disk", .rounds = 4, .begin = begin, .round = fill_amid_work, .end = end });
}
