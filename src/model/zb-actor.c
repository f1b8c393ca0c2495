/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console's side of the guards: who would act, out of the account and the areas it knows. */
#include "zb-actor.h"

#include "zb-area.h"

/* Deeper than any tree of areas; a ring in bad data must not hang a screen. */
#define DEEPEST 16

/**
 * zb_account_covers:
 * @self: an account
 * @world: where areas are looked up
 * @area: (nullable): the id of an area; %NULL is covered by everybody
 *
 * An account without areas has the whole district, as at the platform.
 *
 * Returns: whether @area is one of the account's areas or lies in one
 */
gboolean
zb_account_covers (ZbAccount *self, ZbWorld *world, const char *area)
{
  if (!area || !self->areas || !self->areas[0])
    return TRUE;
  for (int depth = 0; depth < DEEPEST && area; depth++)
    {
      ZbArea *found = zb_world_lookup (world, ZB_KIND_AREA, area);
      if (self->areas && g_strv_contains ((const char *const *)self->areas, area))
        return TRUE;
      area = found ? found->parent : NULL;
    }
  return FALSE;
}

/**
 * zb_account_act:
 * @self: (nullable): an account
 * @world: where areas are looked up
 * @area: (nullable): the id of the area of what is acted on
 * @now: µs UTC
 *
 * Returns: that account as an actor; it borrows from @self. Nobody, where there is no account, is
 *   an actor whom every guard refuses
 */
ZbActor
zb_account_act (ZbAccount *self, ZbWorld *world, const char *area, gint64 now)
{
  if (!self)
    return (ZbActor){ .role = ZB_ROLE_WALL, .now = now };
  return (ZbActor){ .account = ((ZbEntity *)self)->id,
                    .name = self->name,
                    .role = self->role,
                    .unit = self->unit,
                    .organisation = self->organisation,
                    .covers = zb_account_covers (self, world, area),
                    .now = now };
}
