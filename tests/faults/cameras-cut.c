/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A camera whose line ends while it is being opened, at another byte of what the server answers each time: in
 * the midst of a header, after PLAY and before the first packet, before the first whole picture. Wherever it
 * ends, that is noticed and mended as any other end. */
#include "zb-fault.h"

#include "zb-wait.h"
#include "zb-watchers.h"

#define LIVE_AGAIN (5000 * zb_watchers_get_patience ())

/* The answers up to PLAY's are some 1,500 bytes; the first whole picture comes within some thousand more. */
#define LAST_BYTE 6000

static ZbWatchers *watchers;

static gboolean
line_is_cut (ZbWatchers *self, guint nothing)
{
  return zb_proxy_is_cut (self->proxy);
}

static gboolean
is_live_again (ZbWatchers *self, guint n_frames)
{
  return zb_player_get_n_frames (self->players[0]) > n_frames && zb_watchers_all_are (self, ZB_PLAYER_LIVE);
}

static void
cut_while_opening (ZbRig *rig)
{
  const guint bytes = (guint)g_random_int_range (1, LAST_BYTE);

  zb_proxy_cut (watchers->proxy);
  zb_proxy_mend (watchers->proxy);
  zb_proxy_truncate (watchers->proxy, ZB_WAY_DOWN, bytes);
  zb_watchers_wait (watchers, line_is_cut, 0, 10000 * zb_watchers_get_patience (), "cut");
  zb_proxy_mend (watchers->proxy);
  const guint n_frames = zb_player_get_n_frames (watchers->players[0]);
  /* What was on its way when the line was cut may still come. */
  const double took = zb_watchers_wait (watchers, is_live_again, n_frames + 4, LIVE_AGAIN, "live again");
  g_test_message ("cut after %u bytes, live again after %.0f ms", bytes, took);
  zb_fault_note ("live_again_ms", took);
}

static void
begin (ZbRig *rig)
{
  watchers = zb_watchers_new (1);
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
                        &(ZbFault){ .name = "cameras-cut",
                                    .rounds = 12,
                                    .without_platform = TRUE,
                                    .begin = begin,
                                    .round = cut_while_opening,
                                    .end = end });
}
