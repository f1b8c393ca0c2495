/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-camera-node.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_CAMERA_ROW (zb_camera_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbCameraRow, zb_camera_row, ZB, CAMERA_ROW, GtkWidget)

G_END_DECLS
