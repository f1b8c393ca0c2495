/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wait.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks twenty times a second: what is waited for is told of by nobody. */
#define zb_poll_for(condition, milliseconds)                                                                 \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    const gint64 zb_poll_until = g_get_monotonic_time () + (milliseconds) * G_TIME_SPAN_MILLISECOND;         \
    while (!(condition) && g_get_monotonic_time () < zb_poll_until)                                          \
      zb_wait (50);                                                                                          \
    g_assert_true (condition);                                                                               \
  }                                                                                                          \
  G_STMT_END

/* The sink that the tests play into. */
#define ZB_SOUND_SINK "desk"

typedef struct _ZbSoundServer ZbSoundServer;
typedef struct _ZbRecording ZbRecording;

ZbSoundServer *zb_sound_server_start (void);
void zb_sound_server_stop (ZbSoundServer *self);
void zb_sound_server_plug (ZbSoundServer *self);
void zb_sound_server_unplug (ZbSoundServer *self);
gboolean zb_sound_server_is_plugged (ZbSoundServer *self);
void zb_sound_server_mute (ZbSoundServer *self, gboolean mute);

ZbRecording *zb_recording_start (ZbSoundServer *server);
GArray *zb_recording_read (ZbRecording *self);
void zb_recording_stop (ZbRecording *self);

G_END_DECLS
