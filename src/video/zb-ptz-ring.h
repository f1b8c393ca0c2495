/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_PTZ_RING (zb_ptz_ring_get_type ())
G_DECLARE_FINAL_TYPE (ZbPtzRing, zb_ptz_ring, ZB, PTZ_RING, GtkWidget)

GtkWidget *zb_ptz_ring_new (void);
void zb_ptz_ring_show (ZbPtzRing *self, double pan, double tilt);

G_END_DECLS
