/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/* How many an officer may have, and how much each may say. */
#define ZB_LAYOUTS_MOST 50
#define ZB_LAYOUT_NAME_MOST 40
#define ZB_LAYOUT_SHAPE_MOST 16
#define ZB_LAYOUT_CAMERAS_MOST 25

/* Seconds that a layout is shown when layouts are gone through. */
#define ZB_LAYOUT_SECONDS_LEAST 5
#define ZB_LAYOUT_SECONDS_MOST 300

ZB_DECLARE_RECORD (ZbLayout, zb_layout, LAYOUT)
#define ZB_TYPE_LAYOUT (zb_layout_get_type ())

/**
 * ZbLayout:
 * @id: a UUID that the console made
 * @name: what the officer calls it
 * @shape: how the tiles are arranged, by a name that consoles understand: "9", "1+5"
 * @cameras: (nullable): the ids of the cameras by place, an empty text for a dark tile
 * @seconds: how long it is shown when layouts are gone through, 0 where it is passed over
 * @updated_at: when it was last saved, µs UTC; 0 before the platform has it
 *
 * Tiles as an officer has arranged them and given a name. It is never changed: another takes its place.
 */
struct _ZbLayout
{
  ZbRecord parent_instance;
  char *id;
  char *name;
  char *shape;
  char **cameras;
  gint64 seconds;
  gint64 updated_at;
};

G_END_DECLS
