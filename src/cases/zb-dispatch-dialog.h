/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_DISPATCH_DIALOG (zb_dispatch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbDispatchDialog, zb_dispatch_dialog, ZB, DISPATCH_DIALOG, AdwDialog)

void zb_dispatch_dialog_attach_file (ZbDispatchDialog *self, GFile *file, const char *label,
                                     gboolean take_away);
void zb_dispatch_dialog_attach_picture (ZbDispatchDialog *self, GdkTexture *picture, const char *label);

G_END_DECLS
