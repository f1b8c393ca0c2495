/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_RASTER_BIN (zb_raster_bin_get_type ())
G_DECLARE_FINAL_TYPE (ZbRasterBin, zb_raster_bin, ZB, RASTER_BIN, GtkWidget)

GtkWidget *zb_raster_bin_new (GtkWidget *child);
GtkWidget *zb_raster_bin_get_child (ZbRasterBin *self);
void zb_raster_bin_set_child (ZbRasterBin *self, GtkWidget *child);
guint zb_raster_bin_get_n_pictures (ZbRasterBin *self);

G_END_DECLS
