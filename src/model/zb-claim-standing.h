/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

/**
 * ZbClaimStanding:
 * @ZB_CLAIM_FREE: nobody has claimed it
 * @ZB_CLAIM_MINE: this officer holds it
 * @ZB_CLAIM_LAPSED: this officer held it, and the lease has run out without the platform's word: whether it
 * is free, or another's by now, is not known here
 * @ZB_CLAIM_OTHERS: another officer has claimed it
 *
 * How a claim stands for one officer.
 */
typedef enum
{
  ZB_CLAIM_FREE,
  ZB_CLAIM_MINE,
  ZB_CLAIM_LAPSED,
  ZB_CLAIM_OTHERS,
} ZbClaimStanding;

ZbClaimStanding zb_claim_get_standing (const ZbAlert *alert, const char *account, gint64 now);

G_END_DECLS
