/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may steer a wall, and when: asked by the console to grey out its controls, and by the platform to
 * refuse. */
#include "zb-wall.h"

static gboolean
role_may (ZbWallVerb verb, ZbRole role)
{
  if (verb == ZB_WALL_VERB_EDIT)
    return role == ZB_ROLE_DUTY_LEADER || role == ZB_ROLE_ADMINISTRATOR;
  return zb_role_is_duty (role);
}

static gboolean
is_pinned_by_another (const ZbWall *self, const ZbActor *actor)
{
  return self->scene && self->pinned && g_strcmp0 (self->scene_by, actor->account) != 0;
}

static ZbClaim *
tell_who (const ZbWall *self)
{
  ZbClaim *claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  claim->by = g_strdup (self->scene_by);
  claim->by_name = g_strdup (self->scene_by_name);
  return claim;
}

static ZbProblem *
refuse_pinned (const ZbWall *self)
{
  static const char *const allowed[] = { "replace", NULL };
  ZbProblem *problem = zb_guard_refuse ("pinned", "pinned", allowed);
  problem->claim = tell_who (self);
  return problem;
}

/**
 * zb_wall_guard:
 * @self: a wall
 * @verb: what is to be done to it
 * @replace: whether the officer has said that what another has pinned is to go
 * @actor: who acts
 *
 * What is pinned stays until whoever pinned it takes it away, or somebody else does so knowingly: the
 * problem is then a 409 with state and because "pinned", and its claim says who. Otherwise the later push
 * wins.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_wall_guard (const ZbWall *self, ZbWallVerb verb, gboolean replace, const ZbActor *actor)
{
  if (!role_may (verb, actor->role))
    return zb_guard_refuse ("role", NULL, NULL);
  if (!actor->covers)
    return zb_guard_refuse ("area", NULL, NULL);
  if (verb != ZB_WALL_VERB_EDIT && !replace && is_pinned_by_another (self, actor))
    return refuse_pinned (self);
  return NULL;
}
