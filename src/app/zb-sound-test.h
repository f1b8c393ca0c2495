/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbSoundState:
 * @ZB_SOUND_UNKNOWN: not tested yet
 * @ZB_SOUND_HEARD: the test's tone was in what the device played
 * @ZB_SOUND_PLAYED: it was played; whether it could be heard cannot be told of this device
 * @ZB_SOUND_SILENT: it was played, and nothing of it came out: the device is muted or turned down
 * @ZB_SOUND_GONE: there is no sound device, or it cannot be played on
 *
 * How the sound device was at the last test.
 */
typedef enum
{
  ZB_SOUND_UNKNOWN,
  ZB_SOUND_HEARD,
  ZB_SOUND_PLAYED,
  ZB_SOUND_SILENT,
  ZB_SOUND_GONE,
} ZbSoundState;
#define ZB_N_SOUND_STATES 5

ZbSoundState zb_sound_test_run (char **device);
gboolean zb_sound_state_is_well (ZbSoundState state);
const char *zb_sound_state_words (ZbSoundState state);

G_END_DECLS
