/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-look-back.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_LOOK_BACK_WINDOW (zb_look_back_window_get_type ())
G_DECLARE_FINAL_TYPE (ZbLookBackWindow, zb_look_back_window, ZB, LOOK_BACK_WINDOW, AdwWindow)

GtkWindow *zb_look_back_window_new (ZbDrillQuery *query, ZbWorld *live, gint64 from, gint64 until);
ZbLookBack *zb_look_back_window_get_replay (ZbLookBackWindow *self);

G_END_DECLS
