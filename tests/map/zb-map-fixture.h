/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-view.h"

G_BEGIN_DECLS

ZbWorld *zb_map_fixture_world (void);
ZbWorld *zb_map_fixture_small_world (guint n_devices);
ZbEntity *zb_map_fixture_find (ZbWorld *world, ZbKind kind, guint position);
void zb_map_fixture_load_style (gboolean dark);
GtkWindow *zb_map_fixture_show (GtkWidget *widget, int width, int height);
void zb_map_fixture_wait (ZbMapView *view);
void zb_map_fixture_run (guint ms);
GdkTexture *zb_map_fixture_take (GtkWidget *widget, double scale);
gboolean zb_map_fixture_save (GtkWidget *widget, const char *path, double scale);

G_END_DECLS
