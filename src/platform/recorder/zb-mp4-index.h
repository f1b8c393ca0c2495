/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mp4.h"

G_BEGIN_DECLS

/* So many fragments a file may have, and no more are read. */
#define ZB_MP4_MOST_PIECES 4096

/**
 * ZbMp4Piece:
 * @offset: where it begins in the file, in bytes
 * @length: how many bytes it has
 * @starts_at: when it begins, in ms after the file's first picture
 * @duration: how long it plays, in ms
 *
 * A fragment of a file, as the index of recordings keeps it.
 */
typedef struct
{
  guint32 offset;
  guint32 length;
  guint32 starts_at;
  guint32 duration;
} ZbMp4Piece;

/**
 * ZbMp4Index:
 * @codec: how the pictures are encoded
 * @width: in pixels
 * @height: in pixels
 * @init_length: how long the initialisation part is
 * @length: where the last whole fragment ends; what comes behind it is broken off
 * @pieces: (element-type ZbMp4Piece): the whole fragments
 *
 * What is in a file.
 */
typedef struct
{
  ZbMp4Codec codec;
  guint width;
  guint height;
  guint32 init_length;
  guint32 length;
  GArray *pieces;
} ZbMp4Index;

ZbMp4Index *zb_mp4_index_read (const guint8 *data, gsize length);
guint32 zb_mp4_index_get_duration (const ZbMp4Index *self);
void zb_mp4_index_free (ZbMp4Index *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbMp4Index, zb_mp4_index_free)

G_END_DECLS
