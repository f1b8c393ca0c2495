/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-recording.h"
#include "zb-rest.h"

G_BEGIN_DECLS

ZbAnswer *zb_playback_part_fetch (ZbRest *rest, ZbPlayback *playback, guint span, gint64 offset,
                                  gint64 length);

G_END_DECLS
