/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbScene:
 *
 * The street scenes that demonstration cameras show.
 */
typedef enum
{
  ZB_SCENE_JUNCTION,
  ZB_SCENE_GATE,
  ZB_SCENE_SHED,
  ZB_SCENE_MANHOLE,
  ZB_SCENE_RIVER,
  ZB_SCENE_FIRE_LANE,
  ZB_SCENE_MARKET,
  ZB_SCENE_PARK,
  ZB_SCENE_STATION,
  ZB_SCENE_LOOKOUT,
  ZB_SCENE_AVENUE,
  ZB_SCENE_LOBBY,
  ZB_SCENE_YARD,
  ZB_SCENE_SIDE_GATE,
  ZB_SCENE_LANE_END,
  ZB_SCENE_CAR_PARK,
  ZB_N_SCENES,
} ZbScene;

/**
 * ZB_SCENE_PERIOD:
 *
 * Seconds after which a scene begins again without a seam.
 */
#define ZB_SCENE_PERIOD 20.

/**
 * ZB_SCENES_VERSION:
 *
 * Raised whenever a scene is drawn differently, so that cached films are made anew.
 */
#define ZB_SCENES_VERSION 3

const char *zb_scene_get_name (ZbScene scene);
void zb_scene_draw (ZbScene scene, cairo_t *cr, int width, int height, double seconds);
void zb_scene_draw_set (ZbScene scene, cairo_t *cr, int width, int height);
void zb_scene_draw_cast (ZbScene scene, cairo_t *cr, int width, int height, double seconds);
ZbScene zb_scene_for_placement (const char *placement, guint seed);
ZbScene zb_scene_for_camera (const char *placement, const char *name, guint seed);
ZbScene zb_scene_for_alert (const char *alert_kind, guint seed);
GBytes *zb_scene_draw_still (const char *alert_kind, const char *label, guint seed, int width, int height,
                             GError **error);
GBytes *zb_scene_draw_evidence (const char *alert_kind, const char *label, int number, guint seed, int width,
                                int height, GError **error);
GBytes *zb_scene_draw_calm (const char *alert_kind, guint seed, int width, int height, GError **error);

G_END_DECLS
