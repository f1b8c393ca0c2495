/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_QR_CODE (zb_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (ZbQrCode, zb_qr_code, ZB, QR_CODE, GtkWidget)

void zb_qr_code_set_text (ZbQrCode *self, const char *text);
guint zb_qr_code_get_modules (ZbQrCode *self);

G_END_DECLS
