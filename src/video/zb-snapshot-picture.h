/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbSnapshotCaption:
 * @title: which camera
 * @detail: its number and place
 * @moment: of when the picture is, and under which number it is written down
 * @warning: (nullable): how old it was when it was taken, where it was not live
 * @watermark: (nullable): who took it, and when
 *
 * What is written into a picture that is saved.
 */
typedef struct
{
  char *title;
  char *detail;
  char *moment;
  char *warning;
  char *watermark;
} ZbSnapshotCaption;

void zb_snapshot_caption_clear (ZbSnapshotCaption *self);
int zb_snapshot_picture_band (int width);
GBytes *zb_snapshot_picture_encode (GdkTexture *frame, const ZbSnapshotCaption *caption, GError **error);

G_END_DECLS
