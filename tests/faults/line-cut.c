/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The line between the two is cut, truncated, delayed, held up, swallows what is said, and is lost without a
 * word, while an officer is at work. */
#include "zb-fault.h"

#include "zb-proxy.h"
#include "zb-wait.h"

/* How long a line stays bad, at the most, in milliseconds. */
#define OUTAGE 500

/* Somewhere in what one round sends and is answered. */
#define BYTES 6000

/* A connection that is lost without a word holds a command up until it is given up, which takes 15 s. */
#define ROUNDS_PER_LOSS 20

static ZbProxy *proxy;

static void
cut (ZbRig *rig)
{
  zb_fault_strike (rig);
  zb_proxy_cut (proxy);
  zb_wait ((guint)g_test_rand_int_range (0, OUTAGE));
}

static void
truncate_it (ZbRig *rig)
{
  ZbWay way = g_test_rand_bit () ? ZB_WAY_UP : ZB_WAY_DOWN;

  zb_proxy_truncate (proxy, way, (gsize)g_test_rand_int_range (1, BYTES));
  zb_test_officer_send_people (zb_rig_get_officer (rig));
  zb_wait_for (zb_proxy_is_cut (proxy) || zb_test_officer_has_done (zb_rig_get_officer (rig)),
               ZB_RIG_PATIENCE);
  zb_fault_strike (rig);
}

static void
delay (ZbRig *rig)
{
  zb_proxy_delay (proxy, (guint)g_test_rand_int_range (1, OUTAGE / 4));
  zb_test_officer_send_people (zb_rig_get_officer (rig));
  zb_wait (OUTAGE);
}

static void
hold (ZbRig *rig)
{
  zb_proxy_hold (proxy);
  zb_wait_for (zb_link_get_state (zb_rig_get_link (rig)) == ZB_LINK_STALE, ZB_RIG_PATIENCE);
}

/* Commands are done and their answers swallowed, or do not even come. */
static void
swallow (ZbRig *rig)
{
  zb_proxy_swallow (proxy, g_test_rand_int_range (0, 4) > 0 ? ZB_WAY_DOWN : ZB_WAY_UP);
  zb_wait ((guint)g_test_rand_int_range (20, OUTAGE));
  zb_fault_strike (rig);
  zb_wait_for (zb_link_get_state (zb_rig_get_link (rig)) == ZB_LINK_STALE, ZB_RIG_PATIENCE);
  zb_proxy_cut (proxy);
}

static void
lose (ZbRig *rig)
{
  zb_fault_strike (rig);
  zb_proxy_lose (proxy);
  zb_wait_for (zb_link_get_state (zb_rig_get_link (rig)) == ZB_LINK_STALE, ZB_RIG_PATIENCE);
}

static void
spoil_amid_work (ZbRig *rig)
{
  static void (*const harms[]) (ZbRig *) = { cut, truncate_it, swallow, delay, hold };
  static guint n;

  zb_rig_work_until_a_moment (rig);
  if (++n % ROUNDS_PER_LOSS == 0)
    lose (rig);
  else
    harms[n % G_N_ELEMENTS (harms)](rig);
  zb_proxy_mend (proxy);
}

static void
begin (ZbRig *rig)
{
  proxy = zb_proxy_new (zb_rig_get_url (rig));
  zb_rig_sign_in (rig, zb_proxy_get_url (proxy));
}

static void
end (ZbRig *rig)
{
  zb_proxy_free (proxy);
}

int
main (int argc, char **argv)
{
  return zb_fault_main (argc, argv,
                        &(ZbFault){ .name = "line-cut",
                                    .rounds = 6,
                                    .token_life = "3",
                                    .begin = begin,
                                    .round = spoil_amid_work,
                                    .end = end });
}
