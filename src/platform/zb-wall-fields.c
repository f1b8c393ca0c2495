/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes with the commands on walls, read and checked. A wall shows nothing that its own account may not
 * see: it would stay empty, and whoever pushed it would not learn why. So what a scene names has to be in the
 * sight of both. */
#include "zb-wall-fields.h"

#include "zb-accounts.h"
#include "zb-device.h"
#include "zb-fields.h"
#include "zb-json.h"
#include "zb-transaction-private.h"

#define MOST_TITLE 80
#define MOST_NAME 60
#define MOST_ZOOM 22.0
#define LAST_MINUTE (24 * 60 - 1)
#define LEAST_LEVEL 0.2

/* What the wall's own account may see. */
typedef struct
{
  ZbTransaction *tx;
  ZbAccount *account;
} Sight;

static void
refuse (ZbTransaction *tx, const char *pointer, const char *member, const char *detail)
{
  g_autofree char *where = g_strconcat (pointer, member, NULL);
  zb_call_refuse_field (tx->call, where, "%s", detail);
}

/* --- one scene ---------------------------------------------------------------------------------- */

/* An account that is not there any more sees nothing. */
static gpointer
find_visible (const Sight *sight, ZbKind kind, const char *id)
{
  gpointer entity =
      zb_transaction_sees (sight->tx, kind, id) ? zb_transaction_load (sight->tx, kind, id) : NULL;
  if (entity == NULL || sight->account == NULL)
    return NULL;
  return zb_areas_contain (sight->tx->areas, (const char *const *)sight->account->areas,
                           zb_entity_get_area (entity))
             ? entity
             : NULL;
}

static gboolean
is_camera (const Sight *sight, const char *id)
{
  ZbDevice *device = find_visible (sight, ZB_KIND_DEVICE, id);
  return device != NULL && device->kind == ZB_DEVICE_CAMERA;
}

static void
check_cameras (const Sight *sight, char **cameras, const char *pointer)
{
  for (guint i = 0; cameras != NULL && cameras[i] != NULL; i++)
    {
      g_autofree char *member = g_strdup_printf ("/cameras/%u", i);
      if (i == ZB_WALL_CAMERAS_MOST)
        {
          refuse (sight->tx, pointer, "/cameras", "has too many items");
          return;
        }
      if (!is_camera (sight, cameras[i]))
        refuse (sight->tx, pointer, member, "is not a camera that this wall may see");
    }
}

static void
check_subject (const Sight *sight, const ZbWallScene *scene, const char *pointer)
{
  guint n_cameras = scene->cameras != NULL ? g_strv_length (scene->cameras) : 0;
  if (scene->kind == ZB_WALL_SCENE_CASE && scene->case_id == NULL)
    refuse (sight->tx, pointer, "/case", "is needed");
  else if (scene->case_id != NULL && find_visible (sight, ZB_KIND_CASE, scene->case_id) == NULL)
    refuse (sight->tx, pointer, "/case", "is not a case that this wall may see");
  if (scene->kind == ZB_WALL_SCENE_CAMERA && n_cameras != 1)
    refuse (sight->tx, pointer, "/cameras", "must name one camera");
  check_cameras (sight, scene->cameras, pointer);
}

static void
check_scene (const Sight *sight, const ZbWallScene *scene, const char *pointer)
{
  if (scene->kind == ZB_WALL_SCENE_UNKNOWN)
    refuse (sight->tx, pointer, "/kind", "must be one of overview, map, cameras, figures, case, camera");
  if (scene->title != NULL && g_utf8_strlen (scene->title, -1) > MOST_TITLE)
    refuse (sight->tx, pointer, "/title", "is too long");
  if (scene->zoom < 0 || scene->zoom > MOST_ZOOM)
    refuse (sight->tx, pointer, "/zoom", "is out of range");
  if (scene->seconds != 0 &&
      (scene->seconds < ZB_WALL_SECONDS_LEAST || scene->seconds > ZB_WALL_SECONDS_MOST))
    refuse (sight->tx, pointer, "/seconds", "is out of range");
  check_subject (sight, scene, pointer);
}

/* --- a push --------------------------------------------------------------------------------------- */

/* Each field that is wrong is told with its own pointer. */
static ZbWallScene *
read_scene (ZbTransaction *tx, yyjson_val *value, const char *pointer)
{
  g_autoptr (ZbWallScene) scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  g_autoptr (ZbProblem) problem = zb_problem_new (422, NULL, NULL);
  if (zb_json_read_fields ((ZbRecord *)scene, value, problem))
    return g_steal_pointer (&scene);
  for (guint i = 0; i < problem->errors->len; i++)
    {
      const ZbFieldError *error = g_ptr_array_index (problem->errors, i);
      refuse (tx, pointer, error->pointer, error->detail);
    }
  return NULL;
}

static gint64
read_seconds (ZbCall *call, const ZbWallScene *scene)
{
  yyjson_val *given = yyjson_obj_get (call->body, "seconds");
  if (given != NULL && !yyjson_is_null (given))
    return zb_call_integer (call, "seconds", ZB_OPTIONAL, ZB_WALL_SECONDS_LEAST, ZB_WALL_SECONDS_MOST);
  return scene->seconds != 0 ? scene->seconds : ZB_WALL_SECONDS_USUAL;
}

/**
 * zb_wall_read_push:
 * @tx: the transaction of a call
 * @wall: the wall that the scene is for
 *
 * Reads `scene` and `seconds` of the body. What is wrong is noted in the call.
 *
 * Returns: (transfer full) (nullable): the scene, with how long it is to be shown; %NULL where the body gives
 *   null, to hand the wall back, or where something is wrong
 */
ZbWallScene *
zb_wall_read_push (ZbTransaction *tx, ZbWall *wall)
{
  yyjson_val *value = yyjson_obj_get (tx->call->body, "scene");
  if (value == NULL)
    zb_call_refuse_field (tx->call, "/scene", "is needed; null hands the wall back");
  if (value == NULL || yyjson_is_null (value))
    return NULL;
  ZbWallScene *scene = read_scene (tx, value, "/scene");
  if (scene == NULL)
    return NULL;
  g_autoptr (ZbAccount) account = zb_accounts_load (tx->connection, wall->account, &tx->error);
  check_scene (&(Sight){ tx, account }, scene, "/scene");
  scene->seconds = read_seconds (tx->call, scene);
  return scene;
}

/* --- an edit ---------------------------------------------------------------------------------------- */

static void
check_dimming (ZbTransaction *tx, const ZbWall *wall)
{
  if (wall->dim_from < ZB_WALL_DIM_NEVER || wall->dim_from > LAST_MINUTE)
    refuse (tx, "", "/dim_from", "is out of range");
  if (wall->dim_to < ZB_WALL_DIM_NEVER || wall->dim_to > LAST_MINUTE)
    refuse (tx, "", "/dim_to", "is out of range");
  if ((wall->dim_from == ZB_WALL_DIM_NEVER) != (wall->dim_to == ZB_WALL_DIM_NEVER))
    refuse (tx, "", "/dim_to", "goes with dim_from: both say when, or neither does");
  if (wall->dim_level < LEAST_LEVEL || wall->dim_level > 1)
    refuse (tx, "", "/dim_level", "is out of range");
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static void
check_wall (ZbTransaction *tx, const ZbWall *wall)
{
  g_autoptr (ZbAccount) account = zb_accounts_load (tx->connection, wall->account, &tx->error);
  Sight sight = { tx, account };
  if (is_blank (wall->name) || g_utf8_strlen (wall->name, -1) > MOST_NAME)
    refuse (tx, "", "/name", "must not be blank, nor too long");
  if (wall->rotation != NULL && wall->rotation->len > ZB_WALL_ROTATION_MOST)
    refuse (tx, "", "/rotation", "has too many items");
  for (guint i = 0; wall->rotation != NULL && i < MIN (wall->rotation->len, ZB_WALL_ROTATION_MOST); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/rotation/%u", i);
      check_scene (&sight, g_ptr_array_index (wall->rotation, i), pointer);
    }
  check_cameras (&sight, wall->cameras, "");
  check_dimming (tx, wall);
}

/**
 * zb_wall_fill:
 * @tx: the transaction of a call
 * @wall: a wall that it loaded
 *
 * Takes the fields of the body that may be edited. What is wrong is noted in the call.
 *
 * Returns: whether the fields could be taken; whether they are right is for zb_call_is_good()
 */
gboolean
zb_wall_fill (ZbTransaction *tx, ZbWall *wall)
{
  static const char *const names[] = {
    "name", "rotation", "cameras", "dim_from", "dim_to", "dim_level", NULL
  };
  if (!zb_fields_fill (tx->call, wall, names))
    return FALSE;
  check_wall (tx, wall);
  return TRUE;
}

/* --- health ------------------------------------------------------------------------------------------- */

static void
check_count (ZbCall *call, const char *pointer, gint64 value)
{
  if (value < 0 || value > G_MAXINT32)
    zb_call_refuse_field (call, pointer, "is out of range");
}

static void
check_measure (ZbCall *call, const char *pointer, double value)
{
  if (value < 0 || value > G_MAXINT32)
    zb_call_refuse_field (call, pointer, "is out of range");
}

/**
 * zb_wall_read_health:
 * @call: a call with its body
 *
 * Reads how a wall is. What is wrong is noted in the call.
 *
 * Returns: (transfer full) (nullable): its health, as of the moment of the call
 */
ZbWallHealth *
zb_wall_read_health (ZbCall *call)
{
  ZbWallHealth *health = (ZbWallHealth *)zb_call_record (call, NULL, ZB_TYPE_WALL_HEALTH, ZB_NEEDED);
  if (health == NULL)
    return NULL;
  health->as_of = call->now;
  if (health->version != NULL && g_utf8_strlen (health->version, -1) > MOST_NAME)
    zb_call_refuse_field (call, "/version", "is too long");
  check_count (call, "/uptime", health->uptime);
  check_count (call, "/restarts", health->restarts);
  check_count (call, "/screens", health->screens);
  check_count (call, "/screens_missing", health->screens_missing);
  check_count (call, "/tiles", health->tiles);
  check_count (call, "/tiles_live", health->tiles_live);
  check_measure (call, "/worst_frame_ms", health->worst_frame_ms);
  check_measure (call, "/resident_mib", health->resident_mib);
  check_measure (call, "/data_age", health->data_age);
  return health;
}
