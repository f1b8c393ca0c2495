/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether cameras can be seen and alerts heard, by what GStreamer has on this machine. */
#include "zb-check.h"

#include <glib/gi18n.h>
#include <gst/gst.h>

/* decodebin takes the decoder of the highest rank, and none below this one. */
static GstElementFactory *
find_decoder (const char *media)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (media);
  GList *all = gst_element_factory_list_get_elements (
      GST_ELEMENT_FACTORY_TYPE_DECODER | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO, GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  GstElementFactory *best = NULL;

  fitting = g_list_sort (fitting, gst_plugin_feature_rank_compare_func);
  if (fitting)
    best = gst_object_ref (fitting->data);
  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
  return best;
}

static gboolean
is_hardware (GstElementFactory *factory)
{
  const char *klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);

  return klass && strstr (klass, "Hardware");
}

static ZbFinding *
check_decoder (const char *title, const char *media, const char *codec)
{
  g_autoptr (GstElementFactory) factory = find_decoder (media);
  const char *name = factory ? GST_OBJECT_NAME (factory) : NULL;

  if (!factory)
    return zb_finding_new (title, ZB_FINDING_TROUBLE,
                           N_ ("Install the GStreamer plugins of libav (in Debian: gstreamer1.0-libav), then "
                               "start the console again."),
                           N_ ("There is no decoder for %s: cameras that send it stay dark."), codec);
  if (is_hardware (factory))
    return zb_finding_new (title, ZB_FINDING_WELL, NULL, N_ ("%1$s is decoded by the graphics card (%2$s)."),
                           codec, name);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, N_ ("%1$s is decoded by the processor (%2$s)."), codec,
                         name);
}

/**
 * zb_check_h264:
 * @title: what the finding is called
 * @facts: not used
 *
 * Returns: (transfer full): whether cameras that send H.264 can be seen
 */
ZbFinding *
zb_check_h264 (const char *title, const ZbCheckFacts *facts)
{
  return check_decoder (title, "video/x-h264", "H.264");
}

/**
 * zb_check_h265:
 * @title: what the finding is called
 * @facts: not used
 *
 * Returns: (transfer full): whether cameras that send H.265 can be seen
 */
ZbFinding *
zb_check_h265 (const char *title, const ZbCheckFacts *facts)
{
  return check_decoder (title, "video/x-h265", "H.265");
}

/* --- sound ------------------------------------------------------------------------------------- */

/* What autoaudiosink has chosen; where nothing opens, that is a sink into which sound vanishes. */
static char *
find_chosen (GstElement *sink)
{
  g_autoptr (GstIterator) children = gst_bin_iterate_sinks (GST_BIN (sink));
  g_auto (GValue) value = G_VALUE_INIT;
  GstElementFactory *factory = NULL;

  if (gst_iterator_next (children, &value) == GST_ITERATOR_OK)
    factory = gst_element_get_factory (g_value_get_object (&value));
  return factory ? g_strdup (GST_OBJECT_NAME (factory)) : NULL;
}

/* Opens the sound device as a new alert would, and plays nothing. */
static char *
open_device (GstElement *sink)
{
  char *name = NULL;

  if (gst_element_set_state (sink, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE)
    name = find_chosen (sink);
  gst_element_set_state (sink, GST_STATE_NULL);
  if (name && g_str_equal (name, "fakesink"))
    g_clear_pointer (&name, g_free);
  return name;
}

/**
 * zb_check_sound:
 * @title: what the finding is called
 * @facts: not used
 *
 * Returns: (transfer full): whether new alerts can be heard
 */
ZbFinding *
zb_check_sound (const char *title, const ZbCheckFacts *facts)
{
  g_autoptr (GstElement) sink = gst_element_factory_make ("autoaudiosink", NULL);
  g_autofree char *name = NULL;

  if (!sink)
    return zb_finding_new (
        title, ZB_FINDING_TROUBLE,
        N_ ("Install the good plugins of GStreamer (in Debian: gstreamer1.0-plugins-good), "
            "then start the console again."),
        N_ ("GStreamer cannot play sound here: new alerts stay silent."));
  gst_object_ref_sink (sink);
  name = open_device (sink);
  if (!name)
    return zb_finding_new (
        title, ZB_FINDING_TROUBLE,
        N_ ("Plug in a loudspeaker or a headset, check the sound settings of this machine, "
            "then run the self-test again."),
        N_ ("No sound device can be opened: new alerts stay silent."));
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, N_ ("New alerts sound through %s."), name);
}
