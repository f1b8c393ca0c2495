/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbWalkRegion:
 * @name: what it is called in a complaint
 * @type: the type of its widgets
 * @style: (nullable): a style class that they have
 * @count: how many there are at least
 * @width: how wide each is at least
 * @height: how high each is at least
 *
 * A part of a screen that has to be there, and not empty.
 */
typedef struct
{
  const char *name, *type, *style;
  guint count;
  int width, height;
} ZbWalkRegion;

GPtrArray *zb_walk_window (GtkWidget *window, const ZbWalkRegion *regions);

G_END_DECLS
