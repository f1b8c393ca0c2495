/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to walls: the guard decides, this file changes and writes it down. */
#include "zb-wall-commands.h"

#include "zb-acting.h"
#include "zb-uuid.h"

#define DIMMED 0.4

/**
 * zb_wall_find_of_account:
 * @tx: a transaction or view
 * @account: the id of an account
 *
 * Returns: (transfer none) (nullable): the wall that it signs in for
 */
ZbWall *
zb_wall_find_of_account (ZbTransaction *tx, const char *account)
{
  g_autoptr (GPtrArray) found =
      zb_transaction_find (tx, ZB_KIND_WALL, "body ->> '$.account' = ? ORDER BY rid LIMIT 1", "t", account);
  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

/**
 * zb_wall_add:
 * @tx: a transaction
 * @name: what it is called
 * @account: the account that signs in for it, of the role wall
 * @area: (nullable): the id of the area it stands for, %NULL for the account's own or the whole district
 *
 * Returns: (transfer none): a new wall that turns through the usual scenes and is never dimmed
 */
ZbWall *
zb_wall_add (ZbTransaction *tx, const char *name, ZbAccount *account, const char *area)
{
  g_autofree char *id = zb_uuid_new ();
  ZbWall *wall = ZB_WALL (zb_entity_new (ZB_KIND_WALL, id));
  gboolean has_one = account->areas != NULL && account->areas[0] != NULL && account->areas[1] == NULL;
  const char *usual = has_one ? account->areas[0] : zb_areas_get_root (tx->areas);
  GPtrArray *rotation = zb_wall_get_usual_rotation ();
  wall->name = g_strdup (name);
  wall->account = g_strdup (ZB_ENTITY (account)->id);
  wall->area = g_strdup (area != NULL ? area : usual);
  wall->dim_level = DIMMED;
  wall->rotation = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rotation->len; i++)
    g_ptr_array_add (wall->rotation, zb_record_copy (g_ptr_array_index (rotation, i)));
  zb_transaction_add (tx, wall, NULL);
  return wall;
}

static void
set_scene (ZbTransaction *tx, ZbWall *wall, ZbWallScene *scene, gboolean pinned)
{
  ZbAccount *account = tx->call != NULL && scene != NULL ? tx->call->account : NULL;
  g_set_object (&wall->scene, scene);
  wall->pinned = scene != NULL && pinned;
  wall->scene_until = scene != NULL && !pinned ? tx->now + scene->seconds * G_TIME_SPAN_SECOND : 0;
  wall->scene_at = tx->now;
  g_set_str (&wall->scene_by, account != NULL ? ZB_ENTITY (account)->id : NULL);
  g_set_str (&wall->scene_by_name, account != NULL ? account->name : NULL);
  zb_transaction_save (tx, wall, "wall.scene");
}

/* What the audit log says of it: "case, pinned, in the place of what 李明 has pinned". */
static char *
describe (ZbWall *wall, const char *what, gboolean pinned, const char *account)
{
  gboolean replaced = wall->scene != NULL && wall->pinned && g_strcmp0 (wall->scene_by, account) != 0;
  return g_strconcat (what, pinned ? ", pinned" : "",
                      replaced ? ", in the place of what is pinned by " : NULL, wall->scene_by_name, NULL);
}

static ZbProblem *
change (ZbTransaction *tx, ZbWall *wall, ZbWallScene *scene, gboolean pinned, gboolean replace)
{
  ZbActor actor = zb_acting_get_actor (tx, wall);
  ZbProblem *problem =
      zb_wall_guard (wall, scene != NULL ? ZB_WALL_VERB_PUSH : ZB_WALL_VERB_HAND_BACK, replace, &actor);
  if (problem != NULL)
    return problem;
  const char *what = scene != NULL ? zb_choices_nick (&zb_wall_scene_kinds, scene->kind) : "rotation";
  g_autofree char *why = describe (wall, what, pinned, actor.account);
  set_scene (tx, wall, scene, pinned);
  zb_transaction_audit (tx, "wall.scene", wall, why);
  return NULL;
}

/**
 * zb_wall_push:
 * @tx: the transaction of an officer's call
 * @wall: a wall that it loaded
 * @scene: what is to be shown, checked; its `seconds` say how long
 * @pinned: whether it stays until somebody takes it away
 * @replace: whether what another has pinned is to go
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_wall_push (ZbTransaction *tx, ZbWall *wall, ZbWallScene *scene, gboolean pinned, gboolean replace)
{
  return change (tx, wall, scene, pinned, replace);
}

/**
 * zb_wall_hand_back:
 * @tx: the transaction of an officer's call
 * @wall: a wall that it loaded
 * @replace: whether what another has pinned is to go
 *
 * The wall turns by itself again.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_wall_hand_back (ZbTransaction *tx, ZbWall *wall, gboolean replace)
{
  return change (tx, wall, NULL, FALSE, replace);
}

/**
 * zb_wall_expire:
 * @tx: a transaction that no request has asked for
 * @wall: a wall that it loaded
 *
 * Hands it back where the time of what was pushed is over.
 */
void
zb_wall_expire (ZbTransaction *tx, ZbWall *wall)
{
  if (wall->scene == NULL || zb_wall_get_pushed_scene (wall, tx->now) != NULL)
    return;
  set_scene (tx, wall, NULL, FALSE);
  zb_transaction_audit (tx, "wall.scene", wall, "rotation, since the time is over");
}
