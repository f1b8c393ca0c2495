/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-decoding.h"
#include "zb-media.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbStreamTrouble:
 * @ZB_STREAM_BROKEN: it came to nothing for now (503), or ended; try again
 * @ZB_STREAM_SPOILT: what came makes no sense, and what was shown of it may be no picture
 * @ZB_STREAM_UNREACHABLE: nobody answers there
 * @ZB_STREAM_REFUSED: the ticket was not accepted (401, 403)
 * @ZB_STREAM_BUSY: the camera serves no more viewers (453)
 * @ZB_STREAM_UNAVAILABLE: it serves nobody now (503): it starts, or as some say it where all sessions are
 * taken
 * @ZB_STREAM_ABSENT: the camera is not there, or sends nothing (404)
 * @ZB_STREAM_UNSUPPORTED: there is no decoder for what it sends
 *
 * Why a stream ended.
 */
typedef enum
{
  ZB_STREAM_BROKEN,
  ZB_STREAM_SPOILT,
  ZB_STREAM_UNREACHABLE,
  ZB_STREAM_REFUSED,
  ZB_STREAM_BUSY,
  ZB_STREAM_UNAVAILABLE,
  ZB_STREAM_ABSENT,
  ZB_STREAM_UNSUPPORTED,
} ZbStreamTrouble;

typedef struct _ZbStream ZbStream;

/**
 * ZbStreamEnded:
 * @stream: which
 * @trouble: why
 * @detail: (nullable): in the words of whoever noticed, for the log
 * @user_data: whose it is
 *
 * Called once, in the main context, unless the stream was closed before.
 */
typedef void (*ZbStreamEnded) (ZbStream *stream, ZbStreamTrouble trouble, const char *detail,
                               gpointer user_data);

ZbStream *zb_stream_open (ZbTicket *ticket, ZbStreamEnded ended, gpointer user_data);
void zb_stream_close (ZbStream *self);
gboolean zb_stream_has_begun (ZbStream *self);
void zb_stream_set_size (ZbStream *self, int width, int height);
guint zb_stream_take_arrivals (ZbStream *self);
GdkTexture *zb_stream_take_frame (ZbStream *self, gint64 *arrived_at);
void zb_stream_get_format (ZbStream *self, int *width, int *height, int *rate);
void zb_stream_get_decoding (ZbStream *self, ZbDecoding *decoding);
gint64 zb_stream_get_frozen_since (ZbStream *self);

G_END_DECLS
