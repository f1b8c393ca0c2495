/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-maker.h"

#include "zb-frame-pool.h"
#include "zb-image.h"

#include <gst/video/video.h>

/**
 * ZbFrameMaker:
 *
 * Makes what a window draws of what a decoder hands over: shrunk to the size that is looked at, and converted
 * once. It is used by one thread at a time.
 */
struct _ZbFrameMaker
{
  GstVideoConverter *converter;
  ZbFramePool *pool;
  GstVideoInfo from, to;
};

#define LARGEST_SIDE 8192 /* pixels; what is larger is no camera's picture */

/**
 * zb_frame_maker_new:
 *
 * Returns: (transfer full): a maker that has made nothing yet
 */
ZbFrameMaker *
zb_frame_maker_new (void)
{
  ZbFrameMaker *self = g_new0 (ZbFrameMaker, 1);

  self->pool = zb_frame_pool_new ();
  return self;
}

/**
 * zb_frame_maker_free:
 * @self: (nullable): a maker
 *
 * Lets it go; what it has made stays.
 */
void
zb_frame_maker_free (ZbFrameMaker *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->converter, gst_video_converter_free);
  g_clear_pointer (&self->pool, zb_frame_pool_free);
  g_free (self);
}

/* Interlaced frames are taken for whole ones: shrinking blends their fields. */
static gboolean
read_format (GstCaps *caps, GstVideoInfo *format)
{
  if (!caps || !gst_video_info_from_caps (format, caps))
    return FALSE;
  format->interlace_mode = GST_VIDEO_INTERLACE_MODE_PROGRESSIVE;
  return format->width > 0 && format->height > 0 && format->width <= LARGEST_SIDE &&
         format->height <= LARGEST_SIDE;
}

/* Just large enough to cover what is wanted, never larger than it came. */
static void
fit (const GstVideoInfo *from, int *width, int *height)
{
  const double scale = MAX ((double)*width / from->width, (double)*height / from->height);

  *width = (int)(from->width * CLAMP (scale, 0, 1) + 0.5);
  *height = (int)(from->height * CLAMP (scale, 0, 1) + 0.5);
}

static gboolean
is_prepared (ZbFrameMaker *self, const GstVideoInfo *from, int width, int height)
{
  return self->converter && gst_video_info_is_equal (from, &self->from) && self->to.width == width &&
         self->to.height == height;
}

static gboolean
prepare (ZbFrameMaker *self, const GstVideoInfo *from, int width, int height)
{
  if (is_prepared (self, from, width, height))
    return TRUE;
  g_clear_pointer (&self->converter, gst_video_converter_free);
  self->from = *from;
  gst_video_info_set_format (&self->to, GST_VIDEO_FORMAT_BGRx, (guint)width, (guint)height);
  self->to.fps_n = from->fps_n;
  self->to.fps_d = from->fps_d;
  self->to.par_n = from->par_n;
  self->to.par_d = from->par_d;
  self->converter = gst_video_converter_new (&self->from, &self->to, NULL);
  return self->converter != NULL;
}

static GdkTexture *
convert (ZbFrameMaker *self, GstVideoFrame *picture)
{
  const gsize size = GST_VIDEO_INFO_SIZE (&self->to);
  const gsize stride = (gsize)GST_VIDEO_INFO_PLANE_STRIDE (&self->to, 0);
  guint8 *memory = zb_frame_pool_take (self->pool, size);
  g_autoptr (GBytes) pixels = zb_frame_pool_seal (memory, size);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_wrapped_full (0, memory, size, 0, size, NULL, NULL);
  GstVideoFrame frame;

  if (!gst_video_frame_map (&frame, &self->to, buffer, GST_MAP_WRITE))
    return NULL;
  gst_video_converter_frame (self->converter, picture, &frame);
  gst_video_frame_unmap (&frame);
  return zb_image_new (self->to.width, self->to.height, stride, TRUE, pixels);
}

/**
 * zb_frame_maker_make:
 * @self: a maker
 * @sample: a decoded picture
 * @width: device pixels that it is to cover, 0 where nobody looks
 * @height: device pixels
 *
 * Returns: (transfer full) (nullable): the picture, %NULL where nobody looks or it is none
 */
GdkTexture *
zb_frame_maker_make (ZbFrameMaker *self, GstSample *sample, int width, int height)
{
  GstVideoInfo format;
  GstVideoFrame picture;
  GdkTexture *texture = NULL;

  if (width < 1 || height < 1 || !read_format (gst_sample_get_caps (sample), &format))
    return NULL;
  fit (&format, &width, &height);
  if (!prepare (self, &format, width, height) ||
      !gst_video_frame_map (&picture, &format, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  texture = convert (self, &picture);
  gst_video_frame_unmap (&picture);
  return texture;
}
