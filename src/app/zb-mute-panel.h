/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_MUTE_PANEL (zb_mute_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZbMutePanel, zb_mute_panel, ZB, MUTE_PANEL, AdwBin)

void zb_mute_panel_set_settings (ZbMutePanel *self, GSettings *settings);

G_END_DECLS
