/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"

G_BEGIN_DECLS

/**
 * ZbClaimOutcome:
 * @ZB_CLAIM_OUTCOME_KEPT: it is still the officer's, though it was called lapsed here
 * @ZB_CLAIM_OUTCOME_FREED: it has run out and nobody has claimed the alert since
 * @ZB_CLAIM_OUTCOME_TAKEN: another officer has claimed the alert
 *
 * What has become of a claim while there was no line.
 */
typedef enum
{
  ZB_CLAIM_OUTCOME_KEPT,
  ZB_CLAIM_OUTCOME_FREED,
  ZB_CLAIM_OUTCOME_TAKEN,
} ZbClaimOutcome;

#define ZB_TYPE_CLAIM_KEEPER (zb_claim_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbClaimKeeper, zb_claim_keeper, ZB, CLAIM_KEEPER, GObject)

ZbClaimKeeper *zb_claim_keeper_new (ZbDesk *desk);
gboolean zb_claim_keeper_doubts (ZbClaimKeeper *self, const char *alert);

G_END_DECLS
