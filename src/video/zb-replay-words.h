/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-replay.h"
#include "zb-tile-words.h"

G_BEGIN_DECLS

void zb_replay_words_fill (ZbTileWords *self, ZbReplay *replay);
char *zb_replay_words_moment (gint64 time);
char *zb_replay_words_clock (gint64 time);
char *zb_replay_words_span (gint64 from, gint64 until);
char *zb_replay_words_speed (double speed);

G_END_DECLS
