/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-decoding.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *media, *codec;
} codecs[] = {
  { "video/x-h264", "H.264" },
  { "video/x-h265", "H.265" },
  { "image/jpeg", "MJPEG" },
  { "video/mpeg", "MPEG-4" },
};

static const char *
find_codec (GstElementFactory *factory)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (codecs[i].media);
      if (gst_element_factory_can_sink_any_caps (factory, caps))
        return codecs[i].codec;
    }
  return NULL;
}

/**
 * zb_decoding_fill:
 * @self: (out caller-allocates): set where @element is a decoder of pictures
 * @element: an element of a pipeline
 *
 * Returns: whether it is one
 */
gboolean
zb_decoding_fill (ZbDecoding *self, GstElement *element)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  const char *codec = NULL, *klass;

  if (factory && !GST_IS_BIN (element) &&
      gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER))
    codec = find_codec (factory);
  if (!codec)
    return FALSE;
  klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  self->codec = codec;
  self->hardware = klass && strstr (klass, "Hardware") != NULL;
  g_strlcpy (self->decoder, GST_OBJECT_NAME (factory), sizeof self->decoder);
  return TRUE;
}

/**
 * zb_decoding_describe:
 * @self: who decodes
 *
 * Returns: (transfer full) (nullable): that in words, %NULL where nothing is decoded
 */
char *
zb_decoding_describe (const ZbDecoding *self)
{
  if (!self->codec)
    return NULL;
  if (self->hardware)
    return g_strdup_printf (_ ("%s, by the graphics card (%s)"), self->codec, self->decoder);
  return g_strdup_printf (_ ("%s, by the processor (%s)"), self->codec, self->decoder);
}
