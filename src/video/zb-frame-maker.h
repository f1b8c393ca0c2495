/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/* The formats that a decoder may hand over: those of cameras, which are converted once. */
#define ZB_FRAME_MAKER_CAPS "video/x-raw,format={I420,NV12,YV12,Y42B,Y444,I420_10LE,P010_10LE}"

/* Instead of a size: as the camera sends it. */
#define ZB_FRAME_WHOLE G_MAXINT

typedef struct _ZbFrameMaker ZbFrameMaker;

ZbFrameMaker *zb_frame_maker_new (void);
void zb_frame_maker_free (ZbFrameMaker *self);
gboolean zb_frame_maker_read_format (GstCaps *caps, GstVideoInfo *format);
GdkTexture *zb_frame_maker_make (ZbFrameMaker *self, GstSample *sample, int width, int height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFrameMaker, zb_frame_maker_free)

G_END_DECLS
