/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-sign-in-page.h"
#include "zb-welcome-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WINDOW (zb_window_get_type ())
G_DECLARE_FINAL_TYPE (ZbWindow, zb_window, ZB, WINDOW, AdwApplicationWindow)

ZbWindow *zb_window_new (AdwApplication *application, ZbDesk *desk, GSettings *settings);
ZbSignInPage *zb_window_get_door (ZbWindow *self);
ZbWelcomePage *zb_window_get_welcome (ZbWindow *self);
void zb_window_show_welcome (ZbWindow *self);
gboolean zb_window_is_welcoming (ZbWindow *self);
void zb_window_set_open (ZbWindow *self, gboolean open);
gboolean zb_window_is_open (ZbWindow *self);
AdwToast *zb_window_say (ZbWindow *self, const char *words);

G_END_DECLS
