/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-test-platform.h"
#include "zb-wall.h"

G_BEGIN_DECLS

/* Who signs in for the walls: "wall" sees the district, each of the others its subdistrict. */
#define WALL_NORTH "wall-north"
#define WALL_SOUTH "wall-south"

/**
 * Walls:
 * @platform: a platform whose clock turns fast
 * @district: the id of the wall of the account "wall"
 * @north: the id of the wall of %WALL_NORTH
 * @south: the id of the wall of %WALL_SOUTH
 */
typedef struct
{
  ZbTestPlatform *platform;
  char *district;
  char *north;
  char *south;
} Walls;

Walls *walls_new (void);
void walls_free (Walls *self);

gint64 walls_count (Walls *self, const char *sql);
char *walls_make_case (Walls *self, const char *point);
ZbTestAnswer *walls_put_scene (Walls *self, const char *who, const char *wall, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
ZbTestAnswer *walls_put_health (Walls *self, const char *who, const char *wall, const char *body);
void walls_forget_health (Walls *self, const char *wall);

G_END_DECLS
