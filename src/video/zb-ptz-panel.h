/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ptz-control.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_PTZ_PANEL (zb_ptz_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZbPtzPanel, zb_ptz_panel, ZB, PTZ_PANEL, AdwBin)

GtkWidget *zb_ptz_panel_new (void);
void zb_ptz_panel_set_media (ZbPtzPanel *self, ZbMedia *media);
void zb_ptz_panel_set_device (ZbPtzPanel *self, ZbDevice *device);
void zb_ptz_panel_follow (ZbPtzPanel *self, GtkWidget *widget);
ZbPtzControl *zb_ptz_panel_get_control (ZbPtzPanel *self);

G_END_DECLS
