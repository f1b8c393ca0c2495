/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_MUTE_ROW (zb_mute_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbMuteRow, zb_mute_row, ZB, MUTE_ROW, AdwBin)

void zb_mute_row_set_settings (ZbMuteRow *self, GSettings *settings);

G_END_DECLS
