/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A missed deadline tells the next level: committee, then subdistrict, then district. The platform writes
 * into the case how far it has come (zb-case-clocks.c); whose console it is for follows from the areas of
 * who sits there. */
#include "zb-escalation.h"

#include "zb-area.h"
#include "zb-guard.h"

const ZbChoices zb_levels = { (const char *const[]){ "none", "committee", "subdistrict", "district", NULL },
                              TRUE };

static ZbLevel
level_of_area (ZbWorld *world, const char *id)
{
  const ZbArea *area = zb_world_lookup (world, ZB_KIND_AREA, id);

  switch (area ? (ZbAreaKind)area->kind : ZB_AREA_NONE)
    {
    case ZB_AREA_DISTRICT:
      return ZB_LEVEL_DISTRICT;
    case ZB_AREA_SUBDISTRICT:
      return ZB_LEVEL_SUBDISTRICT;
    case ZB_AREA_COMMUNITY:
    case ZB_AREA_COMMITTEE:
    case ZB_AREA_GRID:
      return ZB_LEVEL_COMMITTEE;
    case ZB_AREA_NONE:
    default:
      return ZB_LEVEL_NONE;
    }
}

/**
 * zb_account_get_level:
 * @self: an account
 * @world: where its areas are looked up
 *
 * Those who send others are told, those who are sent are not. An account without areas has the whole
 * district.
 *
 * Returns: the highest level among its areas
 */
ZbLevel
zb_account_get_level (ZbAccount *self, ZbWorld *world)
{
  ZbLevel level = ZB_LEVEL_NONE;

  if (!zb_role_is_duty (self->role) && self->role != ZB_ROLE_SUBDISTRICT_OFFICER)
    return ZB_LEVEL_NONE;
  if (!self->areas || !self->areas[0])
    return ZB_LEVEL_DISTRICT;
  for (char **area = self->areas; *area; area++)
    level = MAX (level, level_of_area (world, *area));
  return level;
}

/**
 * zb_case_get_told:
 * @self: a case
 *
 * Returns: the highest level that a missed deadline of this dispatch was told to
 */
ZbLevel
zb_case_get_told (const ZbCase *self)
{
  return self->deadlines ? zb_choices_parse (&zb_levels, self->deadlines->told) : ZB_LEVEL_NONE;
}

/* Once it is reported nobody waits for a deadline any more. */
static gboolean
is_waited_for (const ZbCase *self)
{
  return self->step == ZB_STEP_DISPATCHED || self->step == ZB_STEP_HANDLING ||
         self->step == ZB_STEP_SUSPENDED;
}

/**
 * zb_case_is_escalated_to:
 * @self: a case
 * @level: a level
 *
 * Who was told stays told: what has come to the district is the subdistrict's as well.
 *
 * Returns: whether a missed deadline of it was told to @level, and it is not done yet
 */
gboolean
zb_case_is_escalated_to (const ZbCase *self, ZbLevel level)
{
  return level != ZB_LEVEL_NONE && is_waited_for (self) && zb_case_get_told (self) >= level;
}
