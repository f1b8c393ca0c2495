/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall of a command hall, and which scene it shows at a moment. That is a pure function of what the
 * platform says and of the time, so that any number of walls and screens turn together without a word
 * between them, and one that has just started shows what its neighbour shows. */
#include "zb-wall.h"

const ZbChoices zb_wall_scene_kinds = {
  (const char *const[]){ "unknown", "overview", "map", "cameras", "figures", "case", "camera", NULL }, TRUE
};

static ZbField zb_wall_scene_fields[] = {
  ZB_FIELD (ZbWallScene, kind, CHOICE, .choices = &zb_wall_scene_kinds),
  ZB_FIELD (ZbWallScene, title, TEXT),
  ZB_FIELD_NAMED (ZbWallScene, case_id, "case", TEXT),
  ZB_FIELD (ZbWallScene, cameras, TEXTS),
  ZB_FIELD (ZbWallScene, centre, POINT),
  ZB_FIELD (ZbWallScene, zoom, REAL),
  ZB_FIELD (ZbWallScene, seconds, INTEGER),
};

ZB_DEFINE_RECORD (ZbWallScene, zb_wall_scene, ZB_TYPE_RECORD)

static ZbField zb_wall_health_fields[] = {
  ZB_FIELD (ZbWallHealth, as_of, TIME),          ZB_FIELD (ZbWallHealth, version, TEXT),
  ZB_FIELD (ZbWallHealth, uptime, INTEGER),      ZB_FIELD (ZbWallHealth, restarts, INTEGER),
  ZB_FIELD (ZbWallHealth, screens, INTEGER),     ZB_FIELD (ZbWallHealth, screens_missing, INTEGER),
  ZB_FIELD (ZbWallHealth, tiles, INTEGER),       ZB_FIELD (ZbWallHealth, tiles_live, INTEGER),
  ZB_FIELD (ZbWallHealth, worst_frame_ms, REAL), ZB_FIELD (ZbWallHealth, resident_mib, REAL),
  ZB_FIELD (ZbWallHealth, data_age, REAL),
};

ZB_DEFINE_RECORD (ZbWallHealth, zb_wall_health, ZB_TYPE_RECORD)

static ZbField zb_wall_fields[] = {
  ZB_FIELD (ZbWall, name, TEXT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, area, TEXT),
  ZB_FIELD (ZbWall, account, TEXT),
  ZB_FIELD (ZbWall, rotation, RECORDS, .record_type = zb_wall_scene_get_type, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, cameras, TEXTS, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, dim_from, INTEGER, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, dim_to, INTEGER, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, dim_level, REAL, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbWall, scene, RECORD, .record_type = zb_wall_scene_get_type),
  ZB_FIELD (ZbWall, pinned, FLAG),
  ZB_FIELD (ZbWall, scene_until, TIME),
  ZB_FIELD (ZbWall, scene_by, TEXT),
  ZB_FIELD (ZbWall, scene_by_name, TEXT),
  ZB_FIELD (ZbWall, scene_at, TIME),
  ZB_FIELD (ZbWall, health, RECORD, .record_type = zb_wall_health_get_type),
};

/* By hand, since a wall that nobody dims has another "none" than midnight. */
G_DEFINE_FINAL_TYPE (ZbWall, zb_wall, ZB_TYPE_ENTITY)

static void
zb_wall_class_init (ZbWallClass *klass)
{
  zb_record_class_set_fields (klass, zb_wall_fields, G_N_ELEMENTS (zb_wall_fields));
}

static void
zb_wall_init (ZbWall *self)
{
  self->dim_from = self->dim_to = ZB_WALL_DIM_NEVER;
}

/**
 * zb_wall_is_lost:
 * @self: a wall
 * @now: µs UTC
 *
 * Returns: whether nothing was heard of it for %ZB_WALL_HEARD_FOR, or ever
 */
gboolean
zb_wall_is_lost (const ZbWall *self, gint64 now)
{
  return !self->health || now - self->health->as_of > ZB_WALL_HEARD_FOR;
}

/**
 * zb_wall_is_dimmed:
 * @self: a wall
 * @minute: minutes after local midnight, 0 to 1439
 *
 * Returns: whether it is to be dimmed at that time of day; never where both ends are the same
 */
gboolean
zb_wall_is_dimmed (const ZbWall *self, int minute)
{
  if (self->dim_from < 0 || self->dim_to < 0)
    return FALSE;
  if (self->dim_from <= self->dim_to)
    return minute >= self->dim_from && minute < self->dim_to;
  return minute >= self->dim_from || minute < self->dim_to;
}

/* --- the scene of a moment ------------------------------------------------------------------- */

static void
add_scene (GPtrArray *rotation, ZbWallSceneKind kind, gint64 seconds)
{
  ZbWallScene *scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  scene->kind = kind;
  scene->seconds = seconds;
  g_ptr_array_add (rotation, scene);
}

static gpointer
make_usual_rotation (gpointer nothing)
{
  GPtrArray *rotation = g_ptr_array_new_with_free_func (g_object_unref);
  add_scene (rotation, ZB_WALL_SCENE_OVERVIEW, 60);
  add_scene (rotation, ZB_WALL_SCENE_MAP, 30);
  add_scene (rotation, ZB_WALL_SCENE_CAMERAS, 30);
  add_scene (rotation, ZB_WALL_SCENE_FIGURES, 30);
  return rotation;
}

/**
 * zb_wall_get_usual_rotation:
 *
 * Returns: (transfer none) (element-type ZbWallScene): what a wall turns through for which no rotation was
 *   set: the overview for a minute, then map, cameras and figures for half a minute each
 */
GPtrArray *
zb_wall_get_usual_rotation (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, make_usual_rotation, NULL);
}

/* What one scene takes of the rotation. The platform lets nothing else through, but a wall that trusted it
 * could be made to turn at every frame. */
static gint64
get_span (const ZbWallScene *scene)
{
  gint64 seconds = scene->seconds > 0 ? scene->seconds : ZB_WALL_SECONDS_USUAL;
  return CLAMP (seconds, ZB_WALL_SECONDS_LEAST, ZB_WALL_SECONDS_MOST) * G_TIME_SPAN_SECOND;
}

static GPtrArray *
get_rotation (const ZbWall *self)
{
  return self && self->rotation && self->rotation->len > 0 ? self->rotation : zb_wall_get_usual_rotation ();
}

/* Rounds are counted from 1970, so that whoever looks at the same clock finds the same scene.
 * Returns which scene it is; @end is when the next one comes. */
static guint
find_turn (GPtrArray *rotation, gint64 now, gint64 *end)
{
  gint64 round = 0;
  guint turn = 0;

  for (guint i = 0; i < rotation->len; i++)
    round += get_span (rotation->pdata[i]);
  *end = now - now % round + get_span (rotation->pdata[0]);
  while (now >= *end && turn + 1 < rotation->len)
    *end += get_span (rotation->pdata[++turn]);
  return turn;
}

/**
 * zb_wall_get_pushed_scene:
 * @self: (nullable): a wall
 * @now: µs UTC, by the platform's clock
 *
 * Returns: (nullable) (transfer none): what an officer has pushed and is to be shown still; %NULL where the
 *   wall turns by itself
 */
const ZbWallScene *
zb_wall_get_pushed_scene (const ZbWall *self, gint64 now)
{
  if (!self || !self->scene)
    return NULL;
  return self->pinned || now < self->scene_until ? self->scene : NULL;
}

/**
 * zb_wall_get_scene_at:
 * @self: (nullable): a wall; %NULL for one of which nothing is known yet
 * @now: µs UTC, by the platform's clock
 * @screen_offset: how many scenes of the rotation this screen is ahead, so that the screens of one wall can
 *   show different scenes; a pushed scene is on all of them
 *
 * Which scene is shown at a moment: the pushed one, as long as it lasts, whether or not the platform has
 * taken it back already; else that of the rotation. All screens of a wall change at the same moment, that of
 * the scene at offset 0.
 *
 * Returns: (transfer none): the scene
 */
const ZbWallScene *
zb_wall_get_scene_at (const ZbWall *self, gint64 now, guint screen_offset)
{
  const ZbWallScene *pushed = zb_wall_get_pushed_scene (self, now);
  GPtrArray *rotation = get_rotation (self);
  gint64 end;

  if (pushed)
    return pushed;
  return rotation->pdata[(find_turn (rotation, now, &end) + screen_offset) % rotation->len];
}

/**
 * zb_wall_get_next_turn:
 * @self: (nullable): a wall; %NULL for one of which nothing is known yet
 * @now: µs UTC, by the platform's clock
 *
 * Returns: when zb_wall_get_scene_at() is to be asked again, µs UTC; 0 where the scene is pinned and nothing
 *   comes by itself
 */
gint64
zb_wall_get_next_turn (const ZbWall *self, gint64 now)
{
  gint64 end;

  if (zb_wall_get_pushed_scene (self, now))
    return self->pinned ? 0 : self->scene_until;
  find_turn (get_rotation (self), now, &end);
  return end;
}
