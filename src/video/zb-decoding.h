/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * ZbDecoding:
 * @codec: (nullable): how the stream is coded, such as "H.264"; %NULL where nothing is decoded yet
 * @decoder: GStreamer's name of what decodes it
 * @hardware: whether the graphics card does
 *
 * Who turns a stream into pictures.
 */
typedef struct
{
  const char *codec;
  char decoder[48];
  gboolean hardware;
} ZbDecoding;

gboolean zb_decoding_fill (ZbDecoding *self, GstElement *element);
char *zb_decoding_describe (const ZbDecoding *self);

G_END_DECLS
