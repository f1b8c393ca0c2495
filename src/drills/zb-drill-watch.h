/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-alert.h"
#include "zb-drill.h"
#include "zb-world.h"

G_BEGIN_DECLS

/**
 * ZbDrillAsked:
 * @n_unclaimed: alerts that nobody has taken
 * @n_mine: alerts that the officer has taken and not judged
 * @n_undispatched: cases that nobody was sent to
 *
 * What a drill asks of an officer now.
 */
typedef struct
{
  guint n_unclaimed;
  guint n_mine;
  guint n_undispatched;
} ZbDrillAsked;

ZbDrill *zb_drill_find_mine (ZbWorld *world, ZbAccount *account);
ZbAlert *zb_drill_find_live_urgent (ZbWorld *world);
ZbDrillAsked zb_drill_count_asked (ZbWorld *world, const ZbDrill *drill, const char *account);
gboolean zb_drill_is_leader (ZbAccount *account);

G_END_DECLS
