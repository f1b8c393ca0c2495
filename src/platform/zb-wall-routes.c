/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walls: who steers them, and what they tell of themselves. None of it is durable: what is to be on a wall
 * now is nothing to be done later. */
#include "zb-routes.h"

#include "zb-acting.h"
#include "zb-wall-commands.h"
#include "zb-wall-fields.h"

/* A wall tells every 30 s, and at once where something has changed: oftener it is broken. */
#define LEAST_BETWEEN (5 * G_TIME_SPAN_SECOND)

static ZbWall *
load (ZbTransaction *tx)
{
  return zb_transaction_load (tx, ZB_KIND_WALL, tx->call->id);
}

static gboolean
put_scene (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbWall *wall = load (tx);
  gboolean pinned = zb_call_flag (call, "pinned", ZB_OPTIONAL);
  gboolean replace = zb_call_flag (call, "replace", ZB_OPTIONAL);
  g_autoptr (ZbWallScene) scene = zb_wall_read_push (tx, wall);
  if (!zb_call_is_good (call, response))
    return FALSE;
  g_autoptr (ZbProblem) problem =
      scene != NULL ? zb_wall_push (tx, wall, scene, pinned, replace) : zb_wall_hand_back (tx, wall, replace);
  if (problem != NULL)
    return zb_response_refuse (response, problem);
  return zb_response_entity (response, call, 200, wall);
}

static gboolean
edit (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbWall *wall = load (tx);
  ZbActor actor = zb_acting_get_actor (tx, wall);
  g_autoptr (ZbProblem) problem = zb_wall_guard (wall, ZB_WALL_VERB_EDIT, FALSE, &actor);
  if (problem != NULL)
    return zb_response_refuse (response, problem);
  if (call->if_match < 0)
    return zb_response_problem (response, 400, "header",
                                "An If-Match with the revision that was read is needed.");
  if (call->if_match != wall->parent_instance.revision)
    return zb_response_edited (response, call, wall);
  if (!zb_wall_fill (tx, wall) || !zb_call_is_good (call, response))
    return zb_call_is_good (call, response);
  zb_transaction_save (tx, wall, NULL);
  zb_transaction_audit (tx, "wall.edit", wall, NULL);
  return zb_response_entity (response, call, 200, wall);
}

/* Of another wall it may see, it may not speak. */
static gboolean
refuse_other (ZbCall *call, ZbResponse *response)
{
  call->is_walls_command = TRUE;
  return zb_response_forbidden (response, "A wall tells of itself only.");
}

static gboolean
put_health (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbWall *wall = load (tx);
  if (g_strcmp0 (wall->account, ZB_ENTITY (call->account)->id) != 0)
    return refuse_other (call, response);
  g_autoptr (ZbWallHealth) health = zb_wall_read_health (call);
  if (!zb_call_is_good (call, response))
    return FALSE;
  gint64 since = wall->health != NULL ? tx->now - wall->health->as_of : LEAST_BETWEEN;
  if (since >= 0 && since < LEAST_BETWEEN)
    return zb_response_later (response, 429, (LEAST_BETWEEN - since) / G_TIME_SPAN_SECOND + 1,
                              "A wall tells how it is once in five seconds at most.");
  g_set_object (&wall->health, health);
  zb_transaction_save (tx, wall, NULL);
  return zb_response_nothing (response);
}

const ZbRoute zb_wall_routes[] = {
  { "PUT", "/walls/{id}/scene", ZB_MAY_DUTY, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, put_scene },
  { "PATCH", "/walls/{id}", ZB_MAY (DUTY_LEADER) | ZB_MAY (ADMINISTRATOR), ZB_ROUTE_WRITE | ZB_ROUTE_BODY,
    edit },
  { "PUT", "/walls/{id}/health", ZB_MAY (WALL), ZB_ROUTE_WRITE | ZB_ROUTE_BODY | ZB_ROUTE_WALL, put_health },
  { 0 },
};
