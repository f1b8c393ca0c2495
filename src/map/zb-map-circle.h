/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbMapCircle:
 *
 * The outline that was drawn last, kept since the same one is drawn again in the next frame. Zeroed before
 * its first use.
 */
typedef struct
{
  GskPath *path;
  float radius;
} ZbMapCircle;

void zb_map_circle_append (ZbMapCircle *self, GtkSnapshot *snapshot, graphene_point_t place, float radius,
                           const GdkRGBA *line);
void zb_map_circle_clear (ZbMapCircle *self);

G_END_DECLS
