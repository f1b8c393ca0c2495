/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* How samples are written in caps. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#  define ZB_SOUND_FORMAT "S16LE"
#else
#  define ZB_SOUND_FORMAT "S16BE"
#endif
#define ZB_SOUND_CAPS "audio/x-raw,format=" ZB_SOUND_FORMAT ",rate=48000,channels=1,layout=interleaved"

GstElement *zb_sound_player_new (gint16 *samples, gsize n_samples);
GstElement *zb_sound_player_get_device (GstElement *player);
void zb_sound_player_stop (GstElement *player);
char *zb_sound_player_find_device (void);

G_END_DECLS
