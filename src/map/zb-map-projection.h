/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mercator.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * ZbMapProjection:
 * @world: how many logical pixels wide the whole world is
 * @left: how many of them lie west of the widget
 * @top: how many of them lie north of it
 * @width: the widget's width
 * @height: the widget's height
 *
 * Where things are on the widget: one multiplication and one subtraction a coordinate, which is what
 * thousands of symbols a frame can afford. The map is never turned.
 */
typedef struct
{
  double world;
  double left;
  double top;
  double width;
  double height;
} ZbMapProjection;

gboolean zb_map_projection_init (ZbMapProjection *self, ShumateViewport *viewport, GtkWidget *widget);
graphene_point_t zb_map_projection_to_widget (const ZbMapProjection *self, ZbMercator place);
ZbPoint zb_map_projection_to_point (const ZbMapProjection *self, double x, double y);
ZbBox zb_map_projection_get_box (const ZbMapProjection *self, double margin);
double zb_map_projection_get_zoom (const ZbMapProjection *self);
double zb_map_projection_get_pixels (const ZbMapProjection *self, double metres, ZbPoint at);
double zb_map_projection_zoom_for_box (const ZbMapProjection *self, const ZbBox *box, double padding);

G_END_DECLS
