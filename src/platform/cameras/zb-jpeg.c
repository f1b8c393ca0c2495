/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-jpeg.h"

#include <gst/video/video.h>

/**
 * zb_jpeg_pack:
 * @surface: a picture in CAIRO_FORMAT_RGB24, a multiple of 4 pixels wide
 * @error: why it failed
 *
 * GStreamer must have been initialised.
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
zb_jpeg_pack (cairo_surface_t *surface, GError **error)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  g_autoptr (GstCaps) raw =
      gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "BGRx", "width", G_TYPE_INT, width,
                           "height", G_TYPE_INT, height, "framerate", GST_TYPE_FRACTION, 0, 1, NULL);
  g_autoptr (GstCaps) jpeg = gst_caps_new_empty_simple ("image/jpeg");
  g_autoptr (GstBuffer) pixels = gst_buffer_new_memdup (
      cairo_image_surface_get_data (surface), (gsize)cairo_image_surface_get_stride (surface) * height);
  g_autoptr (GstSample) picture = gst_sample_new (pixels, raw, NULL, NULL);
  g_autoptr (GstSample) packed = gst_video_convert_sample (picture, jpeg, 10 * GST_SECOND, error);
  GstMapInfo map;
  if (!packed || !gst_buffer_map (gst_sample_get_buffer (packed), &map, GST_MAP_READ))
    return NULL;
  GBytes *bytes = g_bytes_new (map.data, map.size);
  gst_buffer_unmap (gst_sample_get_buffer (packed), &map);
  return bytes;
}
