/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_PHONE_IN_DIALOG (zb_phone_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbPhoneInDialog, zb_phone_in_dialog, ZB, PHONE_IN_DIALOG, AdwDialog)

G_END_DECLS
