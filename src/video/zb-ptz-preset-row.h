/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ptz-control.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_PTZ_PRESET_ROW (zb_ptz_preset_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbPtzPresetRow, zb_ptz_preset_row, ZB, PTZ_PRESET_ROW, GtkListBoxRow)

GtkWidget *zb_ptz_preset_row_new (ZbPtzControl *control, ZbPtzPreset *preset, guint number);
ZbPtzPreset *zb_ptz_preset_row_get_preset (ZbPtzPresetRow *self);
void zb_ptz_preset_row_show (ZbPtzPresetRow *self, ZbPtz *ptz, gboolean mine);
void zb_ptz_preset_row_settle (ZbPtzPresetRow *self);

G_END_DECLS
