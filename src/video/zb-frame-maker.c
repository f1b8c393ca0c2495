/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-maker.h"

#include "zb-frame-pool.h"
#include "zb-shrink.h"

/**
 * ZbFrameMaker:
 *
 * Makes what a window draws of what a decoder hands over:
 *
 *   decoded → made smaller, plane by plane → converted once → pooled memory → texture
 *
 * In the planes of a camera there is half as much to make smaller as in colours for a screen, and only what
 * is small is converted. What is to be larger than it came is made so in the same way. It is used by one
 * thread at a time.
 */
struct _ZbFrameMaker
{
  GstVideoConverter *converter;
  ZbFramePool *pool;
  ZbShrink *light, *colour; /* NULL where the converter has to make it smaller too */
  GstBuffer *small;         /* between the two */
  GstVideoInfo from, between, to;
};

#define LARGEST_SIDE 8192 /* pixels; what is larger is no camera's picture */

/* How much a frame is enlarged here, in YUV and away from the main loop; a renderer without a graphics card
 * takes longer for it. What is larger by more is a picture to be looked at closely, and has its camera's
 * larger stream soon. */
#define MOST_GROWTH 2.0

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

static void
clear (ZbFrameMaker *self)
{
  g_clear_pointer (&self->converter, gst_video_converter_free);
  g_clear_pointer (&self->light, zb_shrink_free);
  g_clear_pointer (&self->colour, zb_shrink_free);
  gst_clear_buffer (&self->small);
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
  clear (self);
  g_clear_pointer (&self->pool, zb_frame_pool_free);
  g_free (self);
}

/* --- what is to be done ------------------------------------------------------------------------- */

/**
 * zb_frame_maker_read_format:
 * @caps: (nullable): what a decoder says that it hands over
 * @format: (out): what that is
 *
 * Interlaced frames are taken for whole ones: both fields are there, and shrinking blends them. Told apart,
 * they would have to be told apart in the texture too, which the converter insists on.
 *
 * Returns: whether it can be a camera's picture
 */
gboolean
zb_frame_maker_read_format (GstCaps *caps, GstVideoInfo *format)
{
  if (!caps || !gst_video_info_from_caps (format, caps))
    return FALSE;
  format->interlace_mode = GST_VIDEO_INTERLACE_MODE_PROGRESSIVE;
  return format->width > 0 && format->height > 0 && format->width <= LARGEST_SIDE &&
         format->height <= LARGEST_SIDE;
}

/* Just large enough to cover what is wanted. */
static void
fit (const GstVideoInfo *from, int *width, int *height)
{
  const double cover = MAX ((double)*width / from->width, (double)*height / from->height);
  const double scale = *width == ZB_FRAME_WHOLE ? 1 : MIN (cover, MOST_GROWTH);

  *width = MAX (1, (int)(from->width * scale + 0.5));
  *height = MAX (1, (int)(from->height * scale + 0.5));
}

/* Three planes of bytes: what nearly all cameras send, as nearly all decoders hand it over. */
static gboolean
is_planar (const GstVideoInfo *format)
{
  return GST_VIDEO_INFO_IS_YUV (format) && GST_VIDEO_INFO_N_PLANES (format) == 3 &&
         GST_VIDEO_INFO_COMP_DEPTH (format, 0) == 8 && GST_VIDEO_INFO_COMP_PSTRIDE (format, 0) == 1;
}

static void
set_size (GstVideoInfo *to, GstVideoFormat format, const GstVideoInfo *from, int width, int height)
{
  gst_video_info_set_format (to, format, (guint)width, (guint)height);
  to->fps_n = from->fps_n;
  to->fps_d = from->fps_d;
  to->par_n = from->par_n;
  to->par_d = from->par_d;
}

static ZbShrink *
new_shrink (const GstVideoInfo *from, const GstVideoInfo *to, guint component)
{
  return zb_shrink_new (
      GST_VIDEO_INFO_COMP_WIDTH (from, component), GST_VIDEO_INFO_COMP_HEIGHT (from, component),
      GST_VIDEO_INFO_COMP_WIDTH (to, component), GST_VIDEO_INFO_COMP_HEIGHT (to, component));
}

static void
prepare_shrinks (ZbFrameMaker *self, int width, int height)
{
  self->between = self->from;
  if (!is_planar (&self->from) || (width == self->from.width && height == self->from.height))
    return;
  set_size (&self->between, GST_VIDEO_INFO_FORMAT (&self->from), &self->from, width, height);
  self->between.colorimetry = self->from.colorimetry;
  self->between.chroma_site = self->from.chroma_site;
  self->light = new_shrink (&self->from, &self->between, 0);
  self->colour = new_shrink (&self->from, &self->between, 1);
  self->small = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->between), NULL);
}

/* For the formats that the converter has to make smaller or larger too. Cubic, which is what is done unless
 * one asks, costs twice as much. */
static GstStructure *
choose_resampler (void)
{
  return gst_structure_new ("options", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD,
                            GST_TYPE_VIDEO_RESAMPLER_METHOD, GST_VIDEO_RESAMPLER_METHOD_LINEAR, NULL);
}

static gboolean
prepare (ZbFrameMaker *self, const GstVideoInfo *from, int width, int height)
{
  if (self->converter && gst_video_info_is_equal (from, &self->from) && self->to.width == width &&
      self->to.height == height)
    return TRUE;
  clear (self);
  self->from = *from;
  prepare_shrinks (self, width, height);
  set_size (&self->to, GST_VIDEO_FORMAT_BGRx, from, width, height);
  self->converter = gst_video_converter_new (&self->between, &self->to, choose_resampler ());
  return self->converter != NULL;
}

/* --- doing it ----------------------------------------------------------------------------------- */

static void
shrink (ZbShrink *shrinks, const GstVideoFrame *from, GstVideoFrame *to, guint component)
{
  zb_shrink_plane (shrinks, GST_VIDEO_FRAME_COMP_DATA (from, component),
                   (gsize)GST_VIDEO_FRAME_COMP_STRIDE (from, component),
                   GST_VIDEO_FRAME_COMP_DATA (to, component),
                   (gsize)GST_VIDEO_FRAME_COMP_STRIDE (to, component));
}

static gboolean
convert_into (ZbFrameMaker *self, GstVideoFrame *picture, guint8 *memory)
{
  const gsize size = GST_VIDEO_INFO_SIZE (&self->to);
  g_autoptr (GstBuffer) buffer = gst_buffer_new_wrapped_full (0, memory, size, 0, size, NULL, NULL);
  GstVideoFrame frame;

  if (!gst_video_frame_map (&frame, &self->to, buffer, GST_MAP_WRITE))
    return FALSE;
  gst_video_converter_frame (self->converter, picture, &frame);
  gst_video_frame_unmap (&frame);
  return TRUE;
}

static GdkTexture *
convert (ZbFrameMaker *self, GstVideoFrame *picture)
{
  guint8 *memory = zb_frame_pool_take (self->pool, self->to.width, self->to.height);
  const gboolean done = convert_into (self, picture, memory);
  g_autoptr (GdkTexture) texture = zb_frame_pool_seal (memory);

  return done ? g_steal_pointer (&texture) : NULL;
}

static GdkTexture *
shrink_and_convert (ZbFrameMaker *self, const GstVideoFrame *picture)
{
  GstVideoFrame small;
  GdkTexture *texture;

  if (!gst_video_frame_map (&small, &self->between, self->small, GST_MAP_READWRITE))
    return NULL;
  shrink (self->light, picture, &small, 0);
  shrink (self->colour, picture, &small, 1);
  shrink (self->colour, picture, &small, 2);
  texture = convert (self, &small);
  gst_video_frame_unmap (&small);
  return texture;
}

/**
 * zb_frame_maker_make:
 * @self: a maker
 * @sample: a decoded picture
 * @width: device pixels that it is to cover, 0 where nobody looks, %ZB_FRAME_WHOLE for all that there are
 * @height: device pixels
 *
 * Returns: (transfer full) (nullable): the picture, %NULL where nobody looks or it is none
 */
GdkTexture *
zb_frame_maker_make (ZbFrameMaker *self, GstSample *sample, int width, int height)
{
  GstVideoInfo format;
  GstVideoFrame picture;
  GdkTexture *texture;

  if (width < 1 || height < 1 || !zb_frame_maker_read_format (gst_sample_get_caps (sample), &format))
    return NULL;
  fit (&format, &width, &height);
  if (!prepare (self, &format, width, height) ||
      !gst_video_frame_map (&picture, &format, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  texture = self->light ? shrink_and_convert (self, &picture) : convert (self, &picture);
  gst_video_frame_unmap (&picture);
  return texture;
}
