/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

char *zb_wall_words_of_state (const ZbAlert *alert);
const char *zb_wall_words_state_class (const ZbAlert *alert);
char *zb_wall_words_duration (double seconds);
char *zb_wall_words_share (double share);
char *zb_wall_words_count (double count);

G_END_DECLS
