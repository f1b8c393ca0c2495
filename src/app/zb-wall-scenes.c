/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall's scenes. The parts are made once; a scene is a layout that says where each of them is, and
 * those that it has no place for are taken off the screen, so that what nobody sees costs nothing. */
#include "zb-wall-window-private.h"

#include "zb-case.h"

/* A layout for a wide wall, one for a screen that is not, and how many tiles each has. */
typedef struct
{
  ZbWallSceneKind kind;
  const char *wide;
  guint wide_columns, wide_rows;
  const char *narrow;
  guint narrow_columns, narrow_rows;
} Scene;

static const Scene scenes[] = {
  { ZB_WALL_SCENE_OVERVIEW, "overview-wide", 4, 2, "overview-narrow", 3, 1 },
  { ZB_WALL_SCENE_MAP, "map-wide", 1, 1, "map", 1, 1 },
  { ZB_WALL_SCENE_CAMERAS, "cameras", 5, 2, "cameras", 3, 3 },
  { ZB_WALL_SCENE_FIGURES, "figures-wide", 1, 1, "figures-narrow", 1, 1 },
  { ZB_WALL_SCENE_CASE, "case-wide", 2, 2, "case-narrow", 2, 1 },
  { ZB_WALL_SCENE_CAMERA, "cameras", 1, 1, "cameras", 1, 1 },
};

static const Scene *
find_scene (int kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    if ((int)scenes[i].kind == kind)
      return &scenes[i];
  return &scenes[0];
}

/* --- what the parts look at -------------------------------------------------------------------- */

static ZbCase *
get_case (ZbWallWindow *self)
{
  ZbWorld *world = zb_desk_get_world (self->desk);

  return self->scene && self->scene->kind == ZB_WALL_SCENE_CASE && self->scene->case_id
             ? zb_world_lookup (world, ZB_KIND_CASE, self->scene->case_id)
             : NULL;
}

static void
choose_cameras (ZbWallWindow *self, ZbCase *a_case)
{
  ZbWall *wall =
      self->wall ? zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_WALL, self->wall) : NULL;
  const ZbWallScene *scene = self->scene;
  const char *const *chosen =
      scene && scene->cameras && scene->cameras[0] ? (const char *const *)scene->cameras : NULL;

  if (!chosen && !a_case && wall)
    chosen = (const char *const *)wall->cameras;
  zb_wall_cameras_set_chosen (self->cameras, chosen);
  zb_wall_cameras_set_place (self->cameras,
                             a_case          ? a_case->location
                             : self->gravest ? self->gravest->location
                                             : ZB_POINT_NOWHERE,
                             a_case != NULL);
}

/**
 * zb_wall_window_choose_cameras:
 * @self: a wall
 *
 * Shows the cameras that the scene names, else those that were chosen for the wall, else what is near.
 */
void
zb_wall_window_choose_cameras (ZbWallWindow *self)
{
  choose_cameras (self, get_case (self));
}

static void
point_map (ZbWallWindow *self, ZbCase *a_case)
{
  const ZbWallScene *scene = self->scene;

  if (a_case && zb_point_is_known (a_case->location))
    zb_wall_map_look_at (self->map, a_case->location, 16);
  else if (scene && scene->kind == ZB_WALL_SCENE_MAP && zb_point_is_known (scene->centre))
    zb_wall_map_look_at (self->map, scene->centre, scene->zoom);
  else
    zb_wall_map_look_at (self->map, ZB_POINT_NOWHERE, NAN);
}

/* --- where the parts are ----------------------------------------------------------------------- */

/**
 * zb_wall_window_lay_out:
 * @self: a wall
 *
 * Puts the parts where the scene has them for the shape of the screen, and points them to what it
 * is about.
 */
void
zb_wall_window_lay_out (ZbWallWindow *self)
{
  const Scene *scene = find_scene (self->scene ? self->scene->kind : ZB_WALL_SCENE_OVERVIEW);
  const int width = gtk_widget_get_width (GTK_WIDGET (self)),
            height = gtk_widget_get_height (GTK_WIDGET (self));
  const gboolean narrow = height > 0 && width < height * ZB_WALL_WIDE;
  const char *name = narrow ? scene->narrow : scene->wide;
  const guint columns = narrow ? scene->narrow_columns : scene->wide_columns;
  const guint rows = narrow ? scene->narrow_rows : scene->wide_rows;
  ZbCase *a_case = get_case (self);

  zb_wall_window_look_at_gravest (self);
  if (g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), name) != 0)
    {
      zb_wall_frame_hold (self->frame);
      adw_multi_layout_view_set_layout_name (self->layouts, name);
    }
  zb_wall_window_size_icons (self);
  zb_tile_grid_set_shape (self->tiles, columns, rows);
  zb_wall_cameras_set_size (self->cameras, columns * rows);
  choose_cameras (self, a_case);
  point_map (self, a_case);
  zb_wall_map_set_alert (self->map, self->gravest);
  zb_wall_map_set_mark (self->map, a_case ? a_case->location : ZB_POINT_NOWHERE,
                        a_case ? a_case->severity : ZB_SEVERITY_NONE);
  zb_wall_case_set_case (self->focus, a_case);
}

/**
 * zb_wall_window_show_scene:
 * @self: a wall
 * @scene: (nullable): what it shows; %NULL for the overview
 *
 * Shows a scene, unless it does already.
 *
 * Returns: whether it did not
 */
gboolean
zb_wall_window_show_scene (ZbWallWindow *self, const ZbWallScene *scene)
{
  gboolean another;

  g_return_val_if_fail (ZB_IS_WALL_WINDOW (self), FALSE);
  if (zb_record_equal ((ZbRecord *)self->scene, (ZbRecord *)(gpointer)scene))
    return FALSE;
  another = g_set_object (&self->scene, (gpointer)scene);
  zb_wall_window_lay_out (self);
  return another;
}
