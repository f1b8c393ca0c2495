/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sound-test.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_SOUND_WATCH (zb_sound_watch_get_type ())
G_DECLARE_FINAL_TYPE (ZbSoundWatch, zb_sound_watch, ZB, SOUND_WATCH, GObject)

ZbSoundWatch *zb_sound_watch_new (GSettings *settings);
void zb_sound_watch_start (ZbSoundWatch *self);
void zb_sound_watch_stop (ZbSoundWatch *self);
void zb_sound_watch_look (ZbSoundWatch *self);
void zb_sound_watch_test (ZbSoundWatch *self);
ZbSoundState zb_sound_watch_get_state (ZbSoundWatch *self);
gint64 zb_sound_watch_get_tested_at (ZbSoundWatch *self);
guint zb_sound_watch_get_n_tests (ZbSoundWatch *self);
char *zb_sound_watch_describe (GSettings *settings);

G_END_DECLS
