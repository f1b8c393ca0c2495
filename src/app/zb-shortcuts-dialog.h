/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SHORTCUTS_DIALOG (zb_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbShortcutsDialog, zb_shortcuts_dialog, ZB, SHORTCUTS_DIALOG, AdwDialog)

AdwDialog *zb_shortcuts_dialog_new (void);

G_END_DECLS
