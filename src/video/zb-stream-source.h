/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * ZbStreamSource:
 * @ZB_STREAM_SOURCE_NONE: cannot be played here
 * @ZB_STREAM_SOURCE_RTSP: packets of one stream or more, rtsp: or rtsps:
 * @ZB_STREAM_SOURCE_PICTURES: one answer over HTTP that never ends, of JPEG pictures
 * @ZB_STREAM_SOURCE_SEGMENTS: a playlist over HTTP and pieces of film (HLS)
 *
 * How pictures come from an address.
 */
typedef enum
{
  ZB_STREAM_SOURCE_NONE,
  ZB_STREAM_SOURCE_RTSP,
  ZB_STREAM_SOURCE_PICTURES,
  ZB_STREAM_SOURCE_SEGMENTS,
} ZbStreamSource;

ZbStreamSource zb_stream_source_find (const char *uri);
GstElement *zb_stream_source_make (ZbTicket *ticket);
void zb_stream_source_admit (GstElement *element, ZbTicket *ticket);
gboolean zb_stream_source_set_datagrams (gboolean datagrams);

G_END_DECLS
