/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How something is played on this machine's sound device, whichever that is. */
#include "zb-sound-player.h"

#include "zb-melody.h"

#include <gst/app/gstappsrc.h>

static GstBuffer *
wrap (gint16 *samples, gsize n_samples)
{
  GstBuffer *buffer = gst_buffer_new_wrapped (samples, n_samples * sizeof *samples);

  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (n_samples, GST_SECOND, ZB_MELODY_RATE);
  return buffer;
}

/**
 * zb_sound_player_new:
 * @samples: (transfer full) (array length=n_samples): what is to be played, see #ZB_MELODY_RATE
 * @n_samples: how many there are
 *
 * Returns: (transfer full) (nullable): a pipeline that plays it once; %NULL where GStreamer cannot play sound
 */
GstElement *
zb_sound_player_new (gint16 *samples, gsize n_samples)
{
  GstElement *player = gst_parse_launch ("appsrc name=source format=time is-live=false caps=" ZB_SOUND_CAPS
                                         " ! audioconvert ! audioresample ! autoaudiosink name=sink",
                                         NULL);
  g_autoptr (GstElement) source = player ? gst_bin_get_by_name (GST_BIN (player), "source") : NULL;
  GstBuffer *buffer = wrap (samples, n_samples);

  if (player)
    gst_object_ref_sink (player);
  if (!source)
    {
      gst_buffer_unref (buffer);
      gst_clear_object (&player);
      return NULL;
    }
  gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  return player;
}

/* What autoaudiosink has chosen; where nothing opens, that is a sink into which sound vanishes. */
static GstElement *
find_chosen (GstElement *sink)
{
  g_autoptr (GstIterator) children = gst_bin_iterate_sinks (GST_BIN (sink));
  g_auto (GValue) value = G_VALUE_INIT;
  GstElement *chosen;

  if (gst_iterator_next (children, &value) != GST_ITERATOR_OK)
    return NULL;
  chosen = g_value_get_object (&value);
  return g_str_equal (GST_OBJECT_NAME (gst_element_get_factory (chosen)), "fakesink")
             ? NULL
             : gst_object_ref (chosen);
}

/**
 * zb_sound_player_get_device:
 * @player: a pipeline that has left its first state
 *
 * Returns: (transfer full) (nullable): the sink that it plays through; %NULL where no sound device opens
 */
GstElement *
zb_sound_player_get_device (GstElement *player)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (player), "sink");

  return sink && GST_IS_BIN (sink) ? find_chosen (sink) : NULL;
}

/**
 * zb_sound_player_stop:
 * @player: a pipeline
 *
 * Ends it, whatever it does. What feeds it ends first: where a device could not be opened, a pipeline takes
 * its sink down while it is still fed, and the library of the sound server ends the whole program then (seen
 * with GStreamer 1.26).
 */
void
zb_sound_player_stop (GstElement *player)
{
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (player), "source");

  gst_element_send_event (source, gst_event_new_flush_start ());
  gst_element_set_state (source, GST_STATE_NULL);
  gst_element_set_state (player, GST_STATE_NULL);
}

/**
 * zb_sound_player_find_device:
 *
 * Opens the sound device as a new alert would, and plays nothing. May take a while.
 *
 * Returns: (transfer full) (nullable): the name of the kind of sink that opens
 */
char *
zb_sound_player_find_device (void)
{
  g_autoptr (GstElement) sink = gst_element_factory_make ("autoaudiosink", NULL);
  g_autoptr (GstElement) chosen = NULL;
  char *name = NULL;

  if (!sink)
    return NULL;
  gst_object_ref_sink (sink);
  if (gst_element_set_state (sink, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE)
    chosen = find_chosen (sink);
  if (chosen)
    name = g_strdup (GST_OBJECT_NAME (gst_element_get_factory (chosen)));
  gst_element_set_state (sink, GST_STATE_NULL);
  return name;
}
