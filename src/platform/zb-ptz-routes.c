/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning cameras: one officer at a time, who holds the camera's lease. None of it is durable: what was to be
 * seen a minute ago is nothing to be turned to now. Who takes, loses, is refused and uses a camera is written
 * down; the repetitions of one movement are not.
 *
 * A refusal by another's lease is answered and yet committed, since its audit row is all that it changes. */
#include "zb-routes.h"

#include "zb-device.h"
#include "zb-guard.h"
#include "zb-json.h"
#include "zb-live.h"
#include "zb-platform.h"
#include "zb-ptz-deeds.h"
#include "zb-ptz-presets.h"
#include "zb-uuid.h"

#include <math.h>

#define MAY_TURN (ZB_MAY_DESK | ZB_MAY (HANDLER))
#define MAY_LOOK (MAY_TURN | ZB_MAY (CHECKER) | ZB_MAY (ADMINISTRATOR) | ZB_MAY (WALL))

/* A camera that can be turned, and by what. */
typedef struct
{
  ZbTransaction *tx;
  ZbDevice *camera;
  ZbHead *head;
  ZbPtzLeases *leases;
} Mast;

static gboolean
refuse (ZbResponse *response, const char *because, const char *state)
{
  g_autoptr (ZbProblem) problem = zb_guard_refuse (because, state, NULL);
  return zb_response_refuse (response, problem);
}

static gboolean
is_there (const ZbDevice *camera)
{
  return camera->status == ZB_DEVICE_ONLINE || camera->status == ZB_DEVICE_UNKNOWN;
}

static gboolean
open_mast (Mast *self, ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbLive *live = zb_platform_get_live (tx->platform);
  *self = (Mast){ tx, zb_transaction_load (tx, ZB_KIND_DEVICE, call->id),
                  live != NULL ? zb_live_find_head (live, call->id) : NULL,
                  zb_platform_get_ptz_leases (tx->platform) };
  if (self->camera == NULL || self->camera->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  if (!self->camera->ptz)
    return refuse (response, "ptz_fixed", "fixed");
  if (!is_there (self->camera))
    return refuse (response, "camera-offline", zb_choices_nick (&zb_device_statuses, self->camera->status));
  return self->head != NULL || refuse (response, "ptz_unconnected", "unconnected");
}

static ZbPtzLease *
look_at_lease (const Mast *self)
{
  return zb_ptz_leases_look (self->leases, ZB_ENTITY (self->camera)->id, self->tx->call->account,
                             self->tx->now);
}

static gboolean
answer (const Mast *self, ZbResponse *response, guint status)
{
  g_autoptr (ZbPtz) ptz = g_object_new (ZB_TYPE_PTZ, NULL);
  ZbPose pose = zb_head_get_pose (self->head, g_get_monotonic_time ());
  ptz->pan = pose.pan;
  ptz->tilt = pose.tilt;
  ptz->zoom = pose.zoom;
  ptz->zoom_most = ZB_HEAD_ZOOM_MOST;
  ptz->lease = look_at_lease (self);
  ptz->presets = zb_ptz_presets_list (self->tx->connection, ZB_ENTITY (self->camera)->id, &self->tx->error);
  return zb_response_take_text (response, status, zb_json_write_record_text (ptz, ZB_JSON_WRITE_ALL, NULL));
}

static void
audit (const Mast *self, const char *action, const char *why)
{
  zb_transaction_audit (self->tx, action, self->camera, why);
}

/* Who has the camera is another now: whoever looks at it is told, the former holder too. */
static void
hand_on (const Mast *self, const char *action, const char *why)
{
  zb_transaction_save (self->tx, self->camera, "device.ptz");
  audit (self, action, why);
}

static ZbProblem *
describe_holder (const ZbPtzLease *lease)
{
  ZbProblem *problem = zb_guard_refuse ("ptz_held", "held", NULL);
  problem->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  problem->claim->by = g_strdup (lease->holder);
  problem->claim->by_name = g_strdup (lease->holder_name);
  problem->claim->until = lease->expires_at;
  return problem;
}

static gboolean
refuse_held (const Mast *self, ZbResponse *response)
{
  g_autoptr (ZbPtzLease) lease = look_at_lease (self);
  if (lease == NULL)
    return refuse (response, "ptz_free", "free");
  g_autoptr (ZbProblem) problem = describe_holder (lease);
  audit (self, "ptz.refused", lease->holder_name);
  zb_response_refuse (response, problem);
  return TRUE;
}

static gboolean
uses (const Mast *self, ZbResponse *response, gboolean *answered)
{
  if (zb_ptz_leases_use (self->leases, ZB_ENTITY (self->camera)->id, self->tx->call->account, self->tx->now))
    return TRUE;
  *answered = refuse_held (self, response);
  return FALSE;
}

static gboolean
look (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  return open_mast (&mast, tx, call, response) && answer (&mast, response, 200);
}

/* --- the lease -------------------------------------------------------------------------------------- */

static gboolean
read_reason (ZbCall *call, ZbResponse *response, const char **reason)
{
  if (call->content != NULL && !zb_call_parse_body (call))
    return zb_response_refuse (response, call->problem);
  *reason = zb_call_text (call, "take_over", zb_call_has (call, "take_over") ? ZB_NEEDED : ZB_OPTIONAL,
                          ZB_PTZ_REASON_LENGTH);
  return zb_call_is_good (call, response);
}

static gboolean
take (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  const char *reason = NULL;
  if (!open_mast (&mast, tx, call, response) || !read_reason (call, response, &reason))
    return FALSE;
  ZbPtzTaken taken =
      zb_ptz_leases_take (mast.leases, tx->connection, call->id, call->account, reason, tx->now);
  if (taken == ZB_PTZ_TAKEN_HELD)
    return refuse_held (&mast, response);
  if (taken == ZB_PTZ_TAKEN_FREE)
    hand_on (&mast, "ptz.take", NULL);
  if (taken == ZB_PTZ_TAKEN_OVER)
    {
      zb_ptz_deed_halt (tx->connection, mast.head);
      hand_on (&mast, "ptz.take-over", reason);
    }
  return answer (&mast, response, 200);
}

static gboolean
release (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  if (!open_mast (&mast, tx, call, response))
    return FALSE;
  if (zb_ptz_leases_release (mast.leases, tx->connection, call->id, call->account, tx->now))
    {
      zb_ptz_deed_halt (tx->connection, mast.head);
      hand_on (&mast, "ptz.release", NULL);
    }
  return answer (&mast, response, 200);
}

/* --- movement --------------------------------------------------------------------------------------- */

static gboolean
is_speed (double speed)
{
  return isnan (speed) || fabs (speed) <= 1;
}

static gboolean
has_speed (const ZbPtzMove *move)
{
  return !isnan (move->pan) || !isnan (move->tilt) || !isnan (move->zoom);
}

static ZbPtzMove *
read_move (ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbPtzMove) move = ZB_PTZ_MOVE (zb_call_record (call, NULL, ZB_TYPE_PTZ_MOVE, ZB_NEEDED));
  if (move != NULL && (!is_speed (move->pan) || !is_speed (move->tilt) || !is_speed (move->zoom)))
    zb_call_refuse_field (call, "", "speeds must be between -1 and 1");
  else if (move != NULL && move->stop + zb_point_is_known (move->location) + has_speed (move) != 1)
    zb_call_refuse_field (call, "", "must be speeds, a stop or a location");
  return zb_call_is_good (call, response) ? g_steal_pointer (&move) : NULL;
}

static double
speed_of (double told)
{
  return isnan (told) ? 0 : told;
}

static void
drive (const Mast *self, const ZbPtzMove *move)
{
  ZbPose speed = { speed_of (move->pan), speed_of (move->tilt), speed_of (move->zoom) };
  if (zb_ptz_leases_is_overtaken (self->leases, ZB_ENTITY (self->camera)->id, move->order, self->tx->now))
    return;
  if (!zb_head_is_moving (self->head, g_get_monotonic_time ()))
    audit (self, "ptz.move", NULL);
  zb_ptz_deed_drive (self->tx->connection, self->head, speed);
}

static gboolean
aim (const Mast *self, ZbPoint place, ZbResponse *response)
{
  ZbPoint stands = self->camera->location;
  double bearing = zb_point_bearing (stands, place), metres = zb_point_distance (stands, place);
  ZbPose pose = zb_head_find_aim (self->head, bearing, metres);
  if (!zb_head_can_reach (self->head, pose))
    return refuse (response, "ptz_reach", "held");
  audit (self, "ptz.aim", NULL);
  zb_ptz_deed_go_to (self->tx->connection, self->head, pose);
  return answer (self, response, 200);
}

/* Waits for no disk, and once more behind whatever was ordered before it and waits for one. */
static gboolean
stop (const Mast *self, const ZbPtzMove *move, ZbResponse *response)
{
  zb_ptz_leases_note_stop (self->leases, ZB_ENTITY (self->camera)->id, move->order, self->tx->now);
  zb_head_halt (self->head, g_get_monotonic_time ());
  zb_ptz_deed_halt (self->tx->connection, self->head);
  return answer (self, response, 200);
}

static gboolean
move (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  gboolean answered = FALSE;
  if (!open_mast (&mast, tx, call, response))
    return FALSE;
  g_autoptr (ZbPtzMove) move = read_move (call, response);
  if (move == NULL || !uses (&mast, response, &answered))
    return answered;
  if (move->stop)
    return stop (&mast, move, response);
  if (zb_point_is_known (move->location))
    return aim (&mast, move->location, response);
  drive (&mast, move);
  return answer (&mast, response, 200);
}

/* --- presets ---------------------------------------------------------------------------------------- */

static ZbPtzPreset *
make_preset (const Mast *self, const char *name)
{
  ZbPose pose = zb_head_get_pose (self->head, g_get_monotonic_time ());
  ZbPtzPreset *preset = g_object_new (ZB_TYPE_PTZ_PRESET, NULL);
  preset->id = zb_uuid_new ();
  preset->name = g_strstrip (g_strdup (name));
  preset->pan = pose.pan;
  preset->tilt = pose.tilt;
  preset->zoom = pose.zoom;
  return preset;
}

static gboolean
save (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  gboolean answered = FALSE;
  const char *name = zb_call_text (call, "name", ZB_NEEDED, ZB_PTZ_NAME_LENGTH);
  if (!zb_call_is_good (call, response) || !open_mast (&mast, tx, call, response))
    return FALSE;
  if (!uses (&mast, response, &answered))
    return answered;
  g_autoptr (ZbPtzPreset) preset = make_preset (&mast, name);
  if (!zb_ptz_presets_have_room (tx->connection, call->id, preset->name, &tx->error))
    return refuse (response, "ptz_full", "full");
  zb_ptz_presets_save (tx->connection, call->id, preset, ZB_ENTITY (call->account)->id, tx->now, &tx->error);
  audit (&mast, "ptz.preset-save", preset->name);
  return answer (&mast, response, 201);
}

/* "/cameras/{id}/ptz/presets/{preset}/recall" */
static ZbPtzPreset *
find_preset (ZbTransaction *tx)
{
  g_auto (GStrv) parts = g_strsplit (tx->call->path, "/", 7);
  return g_strv_length (parts) > 5 ? zb_ptz_presets_find (tx->connection, tx->call->id, parts[5], &tx->error)
                                   : NULL;
}

static gboolean
recall (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  gboolean answered = FALSE;
  g_autoptr (ZbPtzPreset) preset = find_preset (tx);
  if (!open_mast (&mast, tx, call, response))
    return FALSE;
  if (preset == NULL)
    return zb_response_not_there (response);
  if (!uses (&mast, response, &answered))
    return answered;
  ZbPose pose = { preset->pan, preset->tilt, preset->zoom };
  if (!zb_head_can_reach (mast.head, pose))
    return refuse (response, "ptz_reach", "held");
  audit (&mast, "ptz.recall", preset->name);
  zb_ptz_deed_go_to (tx->connection, mast.head, pose);
  return answer (&mast, response, 200);
}

static gboolean
forget (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  Mast mast;
  gboolean answered = FALSE;
  g_autoptr (ZbPtzPreset) preset = find_preset (tx);
  if (!open_mast (&mast, tx, call, response))
    return FALSE;
  if (preset == NULL)
    return zb_response_not_there (response);
  if (!uses (&mast, response, &answered))
    return answered;
  zb_ptz_presets_remove (tx->connection, call->id, preset->id, &tx->error);
  audit (&mast, "ptz.preset-remove", preset->name);
  return answer (&mast, response, 200);
}

const ZbRoute zb_ptz_routes[] = {
  { "GET", "/cameras/{id}/ptz", MAY_LOOK, ZB_ROUTE_READ, look },
  { "POST", "/cameras/{id}/ptz", MAY_TURN, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, move },
  { "POST", "/cameras/{id}/ptz/lease", MAY_TURN, ZB_ROUTE_WRITE, take },
  { "DELETE", "/cameras/{id}/ptz/lease", MAY_TURN, ZB_ROUTE_WRITE, release },
  { "POST", "/cameras/{id}/ptz/presets", MAY_TURN, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, save },
  { "POST", "/cameras/{id}/ptz/presets/{preset}/recall", MAY_TURN, ZB_ROUTE_WRITE, recall },
  { "DELETE", "/cameras/{id}/ptz/presets/{preset}", MAY_TURN, ZB_ROUTE_WRITE, forget },
  { 0 },
};
