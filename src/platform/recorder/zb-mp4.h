/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ticks a second of every file: what RTP counts video in. */
#define ZB_MP4_RATE 90000

/* How far into a fragment of ours the box with its length, its number and its time is. */
#define ZB_MP4_HEAD_LENGTH 68

/**
 * ZbMp4Codec:
 * @ZB_MP4_H264: H.264 as in ISO/IEC 14496-15, `avc1`
 * @ZB_MP4_H265: H.265 as there, `hvc1`
 */
typedef enum
{
  ZB_MP4_H264,
  ZB_MP4_H265,
} ZbMp4Codec;

/**
 * ZbMp4Format:
 * @codec: how the pictures are encoded
 * @config: the decoder's configuration record, `avcC` or `hvcC` without its header
 * @width: in pixels
 * @height: in pixels
 *
 * What the initialisation part of a file says of its one track.
 */
typedef struct
{
  ZbMp4Codec codec;
  GBytes *config;
  guint width;
  guint height;
} ZbMp4Format;

/**
 * ZbMp4Sample:
 * @data: the access unit, each of its units after its length in four bytes
 * @at: when it is decoded, in ticks
 * @shift: how much later it is shown, in ticks
 * @key: whether decoding can begin with it
 */
typedef struct
{
  GBytes *data;
  gint64 at;
  gint32 shift;
  gboolean key;
} ZbMp4Sample;

void zb_mp4_sample_clear (ZbMp4Sample *self);
GBytes *zb_mp4_write_init (const ZbMp4Format *format);
GBytes *zb_mp4_write_fragment (GArray *samples, guint32 number, gint64 end);
gboolean zb_mp4_patch_head (guint8 *head, gsize length, guint32 number, gint64 later);

G_END_DECLS
