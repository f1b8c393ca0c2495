/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether cameras can be seen and alerts heard, by what GStreamer has on this machine. */
#include "zb-check.h"

#include "zb-sound-test.h"

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

static ZbFinding *
find_trouble (const char *title, ZbSoundState state)
{
  if (state == ZB_SOUND_SILENT)
    return zb_finding_new (title, ZB_FINDING_TROUBLE,
                           N_ ("Turn up the volume in the sound settings of this machine, then run the "
                               "self-test again."),
                           N_ ("The sound device is muted or turned down: new alerts cannot be heard."));
  return zb_finding_new (title, ZB_FINDING_TROUBLE,
                         N_ ("Plug in a loudspeaker or a headset, check the sound settings of this machine, "
                             "then run the self-test again."),
                         N_ ("No sound device can be opened: new alerts stay silent."));
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
  g_autoptr (GstElementFactory) factory = gst_element_factory_find ("autoaudiosink");
  g_autofree char *device = NULL;
  ZbSoundState state;

  if (!factory)
    return zb_finding_new (
        title, ZB_FINDING_TROUBLE,
        N_ ("Install the good plugins of GStreamer (in Debian: gstreamer1.0-plugins-good), "
            "then start the console again."),
        N_ ("GStreamer cannot play sound here: new alerts stay silent."));
  state = zb_sound_test_run (&device);
  if (!zb_sound_state_is_well (state))
    return find_trouble (title, state);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL,
                         state == ZB_SOUND_HEARD
                             ? N_ ("New alerts sound through %s; the test tone was heard.")
                             : N_ ("New alerts sound through %s."),
                         device);
}
