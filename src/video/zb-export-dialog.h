/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-media.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_EXPORT_DIALOG (zb_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbExportDialog, zb_export_dialog, ZB, EXPORT_DIALOG, AdwDialog)

ZbExportDialog *zb_export_dialog_new (ZbMedia *media, ZbDevice *camera, gint64 from, gint64 until);
void zb_export_dialog_set_picture (ZbExportDialog *self, GdkTexture *picture);

G_END_DECLS
