/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claim is renewed every 20 s by presence and lasts for 60. Where renewals do not get through, as without a
 * line, it runs out at the platform without anybody here being told: so it is reckoned here as well. */
#include "zb-claim-standing.h"

/**
 * zb_claim_get_standing:
 * @alert: an alert as it is known
 * @account: (nullable): the id of the officer's account
 * @now: µs UTC by the platform's clock
 *
 * Returns: how its claim stands for @account
 */
ZbClaimStanding
zb_claim_get_standing (const ZbAlert *alert, const char *account, gint64 now)
{
  const ZbClaim *claim = alert->state == ZB_ALERT_CLAIMED ? alert->claim : NULL;

  if (!claim)
    return ZB_CLAIM_FREE;
  if (!account || g_strcmp0 (claim->by, account) != 0)
    return ZB_CLAIM_OTHERS;
  return claim->until > now ? ZB_CLAIM_MINE : ZB_CLAIM_LAPSED;
}
