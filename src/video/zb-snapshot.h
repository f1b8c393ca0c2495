/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-player.h"
#include "zb-replay.h"

G_BEGIN_DECLS

/**
 * ZbSnapshotWish:
 * @media: who writes it down
 * @player: (nullable): whose live picture
 * @replay: (nullable): whose recorded picture, instead
 * @camera: whose picture that is
 * @watermark: (nullable): who takes it
 * @folder: (nullable): where to, %NULL for the officer's pictures
 *
 * A picture that is to be saved.
 */
typedef struct
{
  ZbMedia *media;
  ZbPlayer *player;
  ZbReplay *replay;
  ZbDevice *camera;
  const char *watermark;
  const char *folder;
} ZbSnapshotWish;

gboolean zb_snapshot_is_possible (ZbPlayer *player);
void zb_snapshot_take (const ZbSnapshotWish *wish, GAsyncReadyCallback callback, gpointer user_data);
char *zb_snapshot_take_finish (GAsyncResult *result, GError **error);

G_END_DECLS
