/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-guard.h"

G_BEGIN_DECLS

/**
 * ZbWallSceneKind:
 * @ZB_WALL_SCENE_UNKNOWN: one that this console does not know; it shows the overview instead
 * @ZB_WALL_SCENE_OVERVIEW: map, figures and tiles together
 * @ZB_WALL_SCENE_MAP: the map alone; `centre` and `zoom` say where, unless they are not known
 * @ZB_WALL_SCENE_CAMERAS: tiles alone; `cameras` says which, unless it is empty
 * @ZB_WALL_SCENE_FIGURES: the figures of the day
 * @ZB_WALL_SCENE_CASE: one case in focus
 * @ZB_WALL_SCENE_CAMERA: one camera, as large as it goes
 *
 * What a wall can show.
 */
typedef enum
{
  ZB_WALL_SCENE_UNKNOWN,
  ZB_WALL_SCENE_OVERVIEW,
  ZB_WALL_SCENE_MAP,
  ZB_WALL_SCENE_CAMERAS,
  ZB_WALL_SCENE_FIGURES,
  ZB_WALL_SCENE_CASE,
  ZB_WALL_SCENE_CAMERA,
} ZbWallSceneKind;

extern const ZbChoices zb_wall_scene_kinds;

/* How long a scene may be shown, in seconds, and how long it is where nothing is said. */
#define ZB_WALL_SECONDS_LEAST 5
#define ZB_WALL_SECONDS_MOST 3600
#define ZB_WALL_SECONDS_USUAL 60

/* What a scene or a wall may name, and how many scenes a rotation may have. */
#define ZB_WALL_CAMERAS_MOST 16
#define ZB_WALL_ROTATION_MOST 32

/* A wall tells of its health every 30 s; after three that did not come it counts as lost. */
#define ZB_WALL_HEARD_FOR (90 * G_TIME_SPAN_SECOND)

/* dim_from and dim_to of a wall that is never dimmed. */
#define ZB_WALL_DIM_NEVER (-1)

ZB_DECLARE_RECORD (ZbWallScene, zb_wall_scene, WALL_SCENE)
ZB_DECLARE_RECORD (ZbWallHealth, zb_wall_health, WALL_HEALTH)
ZB_DECLARE_ENTITY (ZbWall, zb_wall, WALL)
#define ZB_TYPE_WALL_SCENE (zb_wall_scene_get_type ())
#define ZB_TYPE_WALL_HEALTH (zb_wall_health_get_type ())
#define ZB_TYPE_WALL (zb_wall_get_type ())

/**
 * ZbWallScene:
 * @kind: a #ZbWallSceneKind
 * @title: (nullable): what stands above it; %NULL for the kind's own name
 * @case_id: (nullable): the id of the case that a case scene is about
 * @cameras: (nullable): the ids of the cameras it shows, at most %ZB_WALL_CAMERAS_MOST
 * @centre: where the map looks; nowhere for the whole district
 * @zoom: how near, as tiles count it; NAN for what fits
 * @seconds: how long it is shown in a rotation, or was pushed for; 0 where that is not said
 *
 * One scene of a wall.
 */
struct _ZbWallScene
{
  ZbRecord parent_instance;
  int kind;
  char *title;
  char *case_id;
  char **cameras;
  ZbPoint centre;
  double zoom;
  gint64 seconds;
};

/**
 * ZbWallHealth:
 * @as_of: when the platform heard it, µs UTC
 * @version: (nullable): the program that runs there
 * @uptime: seconds since it started
 * @restarts: how often it has started since the machine did
 * @screens: how many screens it is to show on
 * @screens_missing: how many of these are not there
 * @tiles: how many tiles it shows
 * @tiles_live: how many of these are live
 * @worst_frame_ms: the longest frame since the last report, in milliseconds; NAN where not known
 * @resident_mib: memory it holds, in MiB; NAN where not known
 * @data_age: seconds since it heard the platform's feed; NAN where it never did
 *
 * How a wall is, as it says itself.
 */
struct _ZbWallHealth
{
  ZbRecord parent_instance;
  gint64 as_of;
  char *version;
  gint64 uptime;
  gint64 restarts;
  gint64 screens;
  gint64 screens_missing;
  gint64 tiles;
  gint64 tiles_live;
  double worst_frame_ms;
  double resident_mib;
  double data_age;
};

/**
 * ZbWall:
 * @name: what it is called
 * @area: (nullable): the id of the area it stands for; %NULL for the district
 * @account: the id of the account that signs in for it
 * @rotation: (nullable) (element-type ZbWallScene): what it turns through; empty for
 *   zb_wall_get_usual_rotation()
 * @cameras: (nullable): the ids of the cameras of its tiles; empty where the console chooses
 * @dim_from: when it is dimmed, in minutes after local midnight; %ZB_WALL_DIM_NEVER for never
 * @dim_to: until when; may be less than @dim_from, over midnight
 * @dim_level: how bright it is then, 0.2 to 1
 * @scene: (nullable): what an officer has pushed; %NULL while it turns by itself
 * @pinned: whether that stays until somebody takes it away
 * @scene_until: until when it stays, µs UTC; 0 where it is pinned or there is none
 * @scene_by: (nullable): the id of the account that pushed it
 * @scene_by_name: (nullable): that person's name
 * @scene_at: when it was pushed or handed back, µs UTC
 * @health: (nullable): how it is; %NULL where it was never heard
 *
 * A wall of a command hall: one or more screens that one console fills.
 */
struct _ZbWall
{
  ZbEntity parent_instance;
  char *name;
  char *area;
  char *account;
  GPtrArray *rotation;
  char **cameras;
  gint64 dim_from;
  gint64 dim_to;
  double dim_level;
  ZbWallScene *scene;
  gboolean pinned;
  gint64 scene_until;
  char *scene_by;
  char *scene_by_name;
  gint64 scene_at;
  ZbWallHealth *health;
};

gboolean zb_wall_is_lost (const ZbWall *self, gint64 now);
gboolean zb_wall_is_dimmed (const ZbWall *self, int minute);
GPtrArray *zb_wall_get_usual_rotation (void);
const ZbWallScene *zb_wall_get_pushed_scene (const ZbWall *self, gint64 now);
const ZbWallScene *zb_wall_get_scene_at (const ZbWall *self, gint64 now, guint screen_offset);
gint64 zb_wall_get_next_turn (const ZbWall *self, gint64 now);

/**
 * ZbWallVerb:
 * @ZB_WALL_VERB_PUSH: a scene is pushed
 * @ZB_WALL_VERB_HAND_BACK: it turns by itself again
 * @ZB_WALL_VERB_EDIT: its name, rotation, cameras or dimming are changed
 *
 * What can be done to a wall.
 */
typedef enum
{
  ZB_WALL_VERB_NONE,
  ZB_WALL_VERB_PUSH,
  ZB_WALL_VERB_HAND_BACK,
  ZB_WALL_VERB_EDIT,
} ZbWallVerb;

GVariant *zb_wall_make_push (const ZbWallScene *scene, gboolean pinned, gint64 seconds, gboolean replace);
ZbProblem *zb_wall_guard (const ZbWall *self, ZbWallVerb verb, gboolean replace, const ZbActor *actor);

G_END_DECLS
