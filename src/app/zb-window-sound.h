/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-herald.h"
#include "zb-sound-watch.h"
#include "zb-window.h"

G_BEGIN_DECLS

void zb_window_follow_herald (ZbWindow *self, ZbHerald *herald);
void zb_window_follow_sound (ZbWindow *self, ZbSoundWatch *watch);

G_END_DECLS
