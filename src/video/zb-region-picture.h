/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-recording.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_REGION_PICTURE (zb_region_picture_get_type ())
G_DECLARE_FINAL_TYPE (ZbRegionPicture, zb_region_picture, ZB, REGION_PICTURE, GtkWidget)

void zb_region_picture_set_texture (ZbRegionPicture *self, GdkTexture *texture);
GPtrArray *zb_region_picture_get_regions (ZbRegionPicture *self);
void zb_region_picture_add (ZbRegionPicture *self, double x, double y, double width, double height);
void zb_region_picture_set (ZbRegionPicture *self, guint region, double x, double y, double width,
                            double height);
void zb_region_picture_remove (ZbRegionPicture *self, guint region);

G_END_DECLS
