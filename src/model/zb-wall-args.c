/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be on a wall, as the arguments of a command. */
#include "zb-wall.h"

#include <math.h>

static GVariant *
scene_to_variant (const ZbWallScene *scene)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "kind", "s", zb_choices_nick (&zb_wall_scene_kinds, scene->kind));
  if (scene->title)
    g_variant_dict_insert (&dict, "title", "s", scene->title);
  if (scene->case_id)
    g_variant_dict_insert (&dict, "case", "s", scene->case_id);
  if (scene->cameras && scene->cameras[0])
    g_variant_dict_insert (&dict, "cameras", "^as", scene->cameras);
  if (zb_point_is_known (scene->centre))
    g_variant_dict_insert (&dict, "centre", "(dd)", scene->centre.lon, scene->centre.lat);
  if (isfinite (scene->zoom))
    g_variant_dict_insert (&dict, "zoom", "d", scene->zoom);
  return g_variant_dict_end (&dict);
}

/**
 * zb_wall_make_push:
 * @scene: (nullable): what is to be shown; %NULL to hand the wall back to its rotation
 * @pinned: whether it stays until somebody takes it away
 * @seconds: how long it stays otherwise; 0 for the `seconds` of @scene, else a minute
 * @replace: whether what another has pinned is to go
 *
 * Returns: (transfer floating): the arguments of the command "wall.scene", whose subject is the wall
 */
GVariant *
zb_wall_make_push (const ZbWallScene *scene, gboolean pinned, gint64 seconds, gboolean replace)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (
      &dict, "scene", g_variant_new_maybe (G_VARIANT_TYPE_VARDICT, scene ? scene_to_variant (scene) : NULL));
  g_variant_dict_insert (&dict, "pinned", "b", scene && pinned);
  g_variant_dict_insert (&dict, "replace", "b", replace);
  if (scene && !pinned && (seconds > 0 || scene->seconds > 0))
    g_variant_dict_insert (&dict, "seconds", "x", seconds > 0 ? seconds : scene->seconds);
  return g_variant_dict_end (&dict);
}
