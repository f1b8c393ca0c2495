/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SETTINGS_DIALOG (zb_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbSettingsDialog, zb_settings_dialog, ZB, SETTINGS_DIALOG, AdwPreferencesDialog)

AdwDialog *zb_settings_dialog_new (GSettings *settings);

G_END_DECLS
