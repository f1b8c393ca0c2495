/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether alerts can be heard at this seat: a quiet tone is played as an alert would be, and where the sound
 * server lets one listen to what a device plays (its monitor), the tone is looked for in that. So a device
 * that is there but muted is found out, too.
 */
#include "zb-sound-test.h"

#include "zb-ear.h"
#include "zb-melody.h"
#include "zb-sound-player.h"

#include <glib/gi18n.h>
#include <gst/app/gstappsink.h>

/* How long the device may take to open, and the tone to come to its end. */
#define OPENS_WITHIN (2 * GST_SECOND)
#define PLAYS_WITHIN (2500 * GST_MSECOND)
#define LISTENS_WITHIN (300 * GST_MSECOND)
#define ECHO (300 * G_TIME_SPAN_MILLISECOND)

/* The sink into which sound servers let sound vanish while there is no device. */
#define NO_DEVICE "auto_null"

/* What the sound server calls the device that is played on; %NULL for a sink that has no server. */
static char *
find_name (GstElement *device)
{
  char *name = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (device), "current-device"))
    g_object_get (device, "current-device", &name, NULL);
  return name;
}

/* --- listening to what a device plays ------------------------------------------------------------------ */

static GstElement *
new_listener (const char *device)
{
  GstElement *listener =
      gst_parse_launch ("pulsesrc name=source ! audioconvert ! audioresample ! " ZB_SOUND_CAPS
                        " ! appsink name=sink sync=false",
                        NULL);
  g_autoptr (GstElement) source = listener ? gst_bin_get_by_name (GST_BIN (listener), "source") : NULL;
  g_autofree char *monitor = g_strconcat (device, ".monitor", NULL);

  if (!listener)
    return NULL;
  gst_object_ref_sink (listener);
  if (source)
    g_object_set (source, "device", monitor, NULL);
  return listener;
}

/* Takes what has been recorded meanwhile. Returns whether there was something within the time. */
static gboolean
listen (GstElement *listener, GArray *heard, GstClockTime within)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (listener), "sink");
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), within);
  GstBuffer *buffer = sample ? gst_sample_get_buffer (sample) : NULL;
  GstMapInfo map;

  if (!buffer || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  g_array_append_vals (heard, map.data, (guint)(map.size / sizeof (gint16)));
  gst_buffer_unmap (buffer, &map);
  return TRUE;
}

static void
stop (GstElement *pipeline)
{
  if (!pipeline)
    return;
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

/* A device that rests gives nothing before it is played on. */
static GstElement *
start_listener (const char *device, GArray *heard)
{
  GstElement *listener = device ? new_listener (device) : NULL;

  if (listener && gst_element_set_state (listener, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    {
      listen (listener, heard, LISTENS_WITHIN);
      return listener;
    }
  stop (listener);
  return NULL;
}

/* --- playing ---------------------------------------------------------------------------------------------
 */

/* What was played last comes out of the monitor a little later. */
static void
listen_on (GstElement *listener, GArray *heard)
{
  const gint64 until = g_get_monotonic_time () + ECHO;

  while (g_get_monotonic_time () < until)
    listen (listener, heard, 50 * GST_MSECOND);
}

/* Plays to the end and listens all the while. Returns whether it came to its end. */
static gboolean
play (GstElement *player, GstElement *listener, GArray *heard)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (player);
  const GstClockTime step = 50 * GST_MSECOND;
  g_autoptr (GstMessage) end = NULL;

  gst_element_set_state (player, GST_STATE_PLAYING);
  for (GstClockTime waited = 0; waited < PLAYS_WITHIN && !end; waited += step)
    {
      while (listener && listen (listener, heard, 0))
        continue;
      end = gst_bus_timed_pop_filtered (bus, step, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    }
  if (listener)
    listen_on (listener, heard);
  return end && GST_MESSAGE_TYPE (end) == GST_MESSAGE_EOS;
}

static ZbSoundState
test_device (GstElement *player, const char *device)
{
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (gint16));
  GstElement *listener = start_listener (device, heard);
  const gboolean played = play (player, listener, heard);

  stop (listener);
  if (!played)
    return ZB_SOUND_GONE;
  if (heard->len == 0)
    return ZB_SOUND_PLAYED;
  return zb_ear_hears ((const gint16 *)heard->data, heard->len, ZB_MELODY_TEST_TONE) ? ZB_SOUND_HEARD
                                                                                     : ZB_SOUND_SILENT;
}

static ZbSoundState
test_player (GstElement *player, char **device)
{
  g_autoptr (GstElement) sink = NULL;
  g_autofree char *name = NULL;

  if (gst_element_set_state (player, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE ||
      gst_element_get_state (player, NULL, NULL, OPENS_WITHIN) != GST_STATE_CHANGE_SUCCESS)
    return ZB_SOUND_GONE;
  sink = zb_sound_player_get_device (player);
  if (!sink)
    return ZB_SOUND_GONE;
  name = find_name (sink);
  if (g_strcmp0 (name, NO_DEVICE) == 0)
    return ZB_SOUND_GONE;
  *device = g_strdup (GST_OBJECT_NAME (gst_element_get_factory (sink)));
  return test_device (player, name);
}

/**
 * zb_sound_test_run:
 * @device: (out) (transfer full) (nullable): the kind of sink that was played on
 *
 * Plays the tone. Takes about a second, and five at the most; not for the main thread.
 *
 * Returns: how the sound device is
 */
ZbSoundState
zb_sound_test_run (char **device)
{
  gsize n_samples;
  gint16 *samples = zb_melody_write_test_tone (&n_samples);
  GstElement *player = zb_sound_player_new (samples, n_samples);
  ZbSoundState state;

  *device = NULL;
  if (!player)
    return ZB_SOUND_GONE;
  state = test_player (player, device);
  zb_sound_player_stop (player);
  gst_object_unref (player);
  return state;
}

/**
 * zb_sound_state_is_well:
 * @state: how the sound device is
 *
 * Returns: whether nobody has to be told of it
 */
gboolean
zb_sound_state_is_well (ZbSoundState state)
{
  return state != ZB_SOUND_GONE && state != ZB_SOUND_SILENT;
}

/**
 * zb_sound_state_words:
 * @state: how the sound device is
 *
 * Returns: (transfer none): the same in words
 */
const char *
zb_sound_state_words (ZbSoundState state)
{
  static const char *const words[ZB_N_SOUND_STATES] = {
    [ZB_SOUND_UNKNOWN] = N_ ("The sound device has not been tested yet"),
    [ZB_SOUND_HEARD] = N_ ("The test tone was heard"),
    [ZB_SOUND_PLAYED] = N_ ("The test tone was played; this device does not say whether it could be heard"),
    [ZB_SOUND_SILENT] = N_ ("The sound device is muted or turned down: new alerts cannot be heard"),
    [ZB_SOUND_GONE] = N_ ("There is no sound device: new alerts cannot be heard"),
  };

  return _ (words[CLAMP (state, 0, ZB_N_SOUND_STATES - 1)]);
}
