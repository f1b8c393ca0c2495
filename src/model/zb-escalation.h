/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case.h"
#include "zb-world.h"

G_BEGIN_DECLS

/**
 * ZbLevel:
 * @ZB_LEVEL_NONE: told of nothing
 * @ZB_LEVEL_COMMITTEE: a committee's area, a community or a grid
 * @ZB_LEVEL_SUBDISTRICT: a subdistrict
 * @ZB_LEVEL_DISTRICT: the district
 *
 * Whom a missed deadline is told to, one level after the other.
 */
typedef enum
{
  ZB_LEVEL_NONE,
  ZB_LEVEL_COMMITTEE,
  ZB_LEVEL_SUBDISTRICT,
  ZB_LEVEL_DISTRICT,
} ZbLevel;

extern const ZbChoices zb_levels;

ZbLevel zb_account_get_level (ZbAccount *self, ZbWorld *world);
ZbLevel zb_case_get_told (const ZbCase *self);
gboolean zb_case_is_escalated_to (const ZbCase *self, ZbLevel level);

G_END_DECLS
