/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is heard is what should be: the loudspeaker of a sound server of the test's own is recorded, and tones
 * are told apart in the recording. A loudspeaker that is muted or pulled out is found out and told of.
 */
#include "zb-alert.h"
#include "zb-ear.h"
#include "zb-herald.h"
#include "zb-locale.h"
#include "zb-melody.h"
#include "zb-now.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-sound-server.h"
#include "zb-sound-watch.h"
#include "zb-window-sound.h"

#include <gst/gst.h>
#include <libdex.h>

#define BLOCK (ZB_MELODY_RATE / 10)

static ZbSoundServer *server;

/* --- the recording ---------------------------------------------------------------------------------------
 */

static guint
count (ZbRecording *recording, double frequency)
{
  g_autoptr (GArray) samples = zb_recording_read (recording);

  return zb_ear_count ((const gint16 *)samples->data, samples->len, frequency);
}

static guint
length (ZbRecording *recording)
{
  g_autoptr (GArray) samples = zb_recording_read (recording);

  return samples->len;
}

static gboolean
counts (ZbRecording *recording, double frequency, guint n)
{
  return count (recording, frequency) >= n;
}

static gboolean
lasts (ZbRecording *recording, guint n_samples)
{
  return length (recording) >= n_samples;
}

/* Listens on for so long that what should not come would have come. */
static void
listen_on (ZbRecording *recording, double seconds)
{
  const guint until = length (recording) + (guint)(seconds * ZB_MELODY_RATE);

  zb_poll_for (lasts (recording, until), 30000);
}

/* Whether one of a severity's tones is in a tenth of a second. */
static gboolean
sounds (const gint16 *block, int severity)
{
  guint n;
  const double *heights = zb_melody_get_frequencies (severity, &n);

  for (guint i = 0; i < n; i++)
    if (zb_ear_hears (block, BLOCK, heights[i]))
      return TRUE;
  return FALSE;
}

/* How many melodies of a severity there are, and for how long there has been none since, in tenths of a
 * second. A server on a machine that has other things to do leaves gaps within one: half a second makes
 * another. */
static guint
count_melodies (ZbRecording *recording, int severity, guint *quiet)
{
  g_autoptr (GArray) samples = zb_recording_read (recording);
  guint n = 0;

  *quiet = G_MAXUINT / 2;
  for (guint i = 0; i + BLOCK <= samples->len; i += BLOCK)
    if (sounds ((const gint16 *)samples->data + i, severity))
      {
        n += *quiet >= 5;
        *quiet = 0;
      }
    else
      ++*quiet;
  return n;
}

/* How many tenths of a second hold a tone of one severity and none of another, neither they nor those beside
 * them: where a server leaves a gap in a tone, its edge holds a little of every height. */
static guint
count_strange (ZbRecording *recording, int strange, int severity)
{
  g_autoptr (GArray) samples = zb_recording_read (recording);
  const gint16 *data = (const gint16 *)samples->data;
  guint n = 0;

  for (guint i = BLOCK; i + 2 * BLOCK <= samples->len; i += BLOCK)
    n += sounds (data + i, strange) && !sounds (data + i - BLOCK, severity) && !sounds (data + i, severity) &&
         !sounds (data + i + BLOCK, severity);
  return n;
}

static void
assert_only (ZbRecording *recording, int severity, guint n_melodies)
{
  guint quiet;

  g_assert_cmpuint (count_melodies (recording, severity, &quiet), ==, n_melodies);
  for (int other = ZB_SEVERITY_LOW; other <= ZB_SEVERITY_URGENT; other++)
    if (other != severity)
      g_assert_cmpuint (count_strange (recording, other, severity), ==, 0);
}

static gboolean
is_heard (ZbRecording *recording, int severity, guint n_melodies)
{
  guint quiet;

  return count_melodies (recording, severity, &quiet) >= n_melodies && quiet >= 5 && quiet < G_MAXUINT / 2;
}

/* To the end of the melody. */
static void
hear (ZbRecording *recording, int severity, guint n_melodies)
{
  zb_poll_for (is_heard (recording, severity, n_melodies), 30000);
}

static void
assert_not_louder (ZbRecording *recording, double loudest)
{
  g_autoptr (GArray) samples = zb_recording_read (recording);

  for (guint i = 0; i < samples->len; i++)
    g_assert_cmpfloat (ABS (g_array_index (samples, gint16, i)), <=, G_MAXINT16 * loudest);
}

/* --- tones -----------------------------------------------------------------------------------------------
 */

/* Each severity has its own, and so has the line; none is louder than it is meant to be. */
static void
test_tones (void)
{
  for (int severity = ZB_MELODY_LINE; severity <= ZB_SEVERITY_URGENT; severity++)
    {
      g_autoptr (ZbSounder) sounder = zb_sounder_new ();
      ZbRecording *recording = zb_recording_start (server);

      zb_sounder_sound (sounder, severity);
      hear (recording, severity, 1);
      listen_on (recording, 0.5);
      assert_only (recording, severity, 1);
      assert_not_louder (recording, 0.5);
      zb_recording_stop (recording);
    }
}

/* What says that no alerts come in is not taken for one. */
static void
test_line_is_no_alert (void)
{
  guint n_line, n;
  const double *line = zb_melody_get_frequencies (ZB_MELODY_LINE, &n_line);

  for (int severity = ZB_SEVERITY_LOW; severity <= ZB_SEVERITY_URGENT; severity++)
    {
      const double *heights = zb_melody_get_frequencies (severity, &n);
      for (guint i = 0; i < n * n_line; i++)
        g_assert_cmpfloat (ABS (heights[i / n_line] - line[i % n_line]), >, 40);
    }
}

/* Where a graver one comes, what sounded is not heard at the same time. */
static void
test_gravest_wins (void)
{
  g_autoptr (ZbSounder) sounder = zb_sounder_new ();
  ZbRecording *recording = zb_recording_start (server);
  guint n;
  const double medium = *zb_melody_get_frequencies (ZB_SEVERITY_MEDIUM, &n);
  g_autoptr (GArray) samples = NULL;

  zb_sounder_sound (sounder, ZB_SEVERITY_URGENT);
  zb_sounder_sound (sounder, ZB_SEVERITY_MEDIUM);
  zb_sounder_sound (sounder, ZB_SEVERITY_LOW);
  hear (recording, ZB_SEVERITY_URGENT, 1);
  listen_on (recording, 0.6);
  samples = zb_recording_read (recording);
  for (guint i = 0; i + ZB_MELODY_RATE / 10 <= samples->len; i += ZB_MELODY_RATE / 20)
    {
      const gint16 *block = (const gint16 *)samples->data + i;
      g_assert_false (zb_ear_measure (block, ZB_MELODY_RATE / 10, medium) > 0.02 &&
                      zb_ear_measure (block, ZB_MELODY_RATE / 10, 880) > 0.02);
    }
  g_assert_cmpuint (zb_ear_count ((const gint16 *)samples->data, samples->len, 440), ==, 0);
  zb_recording_stop (recording);
}

static double
loudness_at (double volume)
{
  g_autoptr (ZbSounder) sounder = zb_sounder_new ();
  ZbRecording *recording = zb_recording_start (server);
  g_autoptr (GArray) samples = NULL;
  int highest = 0;

  zb_sounder_set_volume (sounder, volume);
  zb_sounder_sound (sounder, ZB_SEVERITY_MEDIUM);
  hear (recording, ZB_SEVERITY_MEDIUM, 1);
  listen_on (recording, 0.2);
  samples = zb_recording_read (recording);
  for (guint i = 0; i < samples->len; i++)
    highest = MAX (highest, ABS (g_array_index (samples, gint16, i)));
  zb_recording_stop (recording);
  return highest;
}

static void
test_volume (void)
{
  const double ratio = loudness_at (1) / loudness_at (0.2);

  g_assert_cmpfloat (ratio, >, 4);
  g_assert_cmpfloat (ratio, <, 6);
}

/* What sounds is cut off, and what waits is not heard. */
static void
test_hush (void)
{
  g_autoptr (ZbSounder) sounder = zb_sounder_new ();
  ZbRecording *recording = zb_recording_start (server);
  g_autoptr (GArray) samples = NULL;
  guint hushed;

  zb_sounder_sound (sounder, ZB_SEVERITY_URGENT);
  zb_sounder_sound (sounder, ZB_SEVERITY_HIGH);
  zb_poll_for (counts (recording, 880, 1), 30000);
  zb_sounder_hush (sounder);
  listen_on (recording, 0.35);
  hushed = length (recording);
  listen_on (recording, 1.0);
  samples = zb_recording_read (recording);
  for (guint i = hushed; i < samples->len; i++)
    g_assert_cmpint (ABS (g_array_index (samples, gint16, i)), <, 30);
  zb_recording_stop (recording);
}

/* --- repeats, heard --------------------------------------------------------------------------------------
 */

static void
raise_live (ZbWorld *world, const char *id, int severity)
{
  zb_sample_world_raise (world, id, severity, g_get_real_time ());
}

static void
claim (ZbWorld *world, const char *id)
{
  ZbAlert *edited = zb_sample_world_edit_alert (world, id);

  edited->state = ZB_ALERT_CLAIMED;
  zb_sample_world_change (world, ZB_ENTITY (edited));
}

/* An urgent alert is heard every five seconds of the platform's clock, until somebody has taken it. */
static void
test_repeats_are_heard (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_autoptr (GSettings) settings = zb_settings_new ();
  g_autoptr (ZbWorld) world = zb_sample_world_new (g_get_real_time ());
  g_autoptr (ZbHerald) herald = zb_herald_new (application, world, settings);
  ZbRecording *recording = zb_recording_start (server);

  raise_live (world, "alert-rings", ZB_SEVERITY_URGENT);
  for (guint n = 1; n <= 3; n++)
    {
      hear (recording, ZB_SEVERITY_URGENT, n);
      listen_on (recording, 0.4);
      assert_only (recording, ZB_SEVERITY_URGENT, n);
      zb_now_set_offset (n * 5 * G_TIME_SPAN_SECOND);
    }
  hear (recording, ZB_SEVERITY_URGENT, 4);
  claim (world, "alert-rings");
  zb_now_set_offset (60 * G_TIME_SPAN_SECOND);
  listen_on (recording, 1.5);
  assert_only (recording, ZB_SEVERITY_URGENT, 4);
  zb_now_set_offset (0);
  zb_recording_stop (recording);
}

/* --- the test of the device ------------------------------------------------------------------------------
 */

static ZbSoundState
test_device (void)
{
  g_autofree char *device = NULL;
  const ZbSoundState state = zb_sound_test_run (&device);

  g_test_message ("state %d, device %s", state, device ? device : "none");
  return state;
}

static void
test_device_states (void)
{
  g_assert_cmpint (test_device (), ==, ZB_SOUND_HEARD);
  zb_sound_server_mute (server, TRUE);
  g_assert_cmpint (test_device (), ==, ZB_SOUND_SILENT);
  zb_sound_server_mute (server, FALSE);
  g_assert_cmpint (test_device (), ==, ZB_SOUND_HEARD);
  zb_sound_server_unplug (server);
  g_assert_cmpint (test_device (), ==, ZB_SOUND_GONE);
  zb_sound_server_plug (server);
  g_assert_cmpint (test_device (), ==, ZB_SOUND_HEARD);
}

/* Again and again without a loudspeaker: nothing of it may end the program. */
static void
test_device_gone_for_long (void)
{
  zb_sound_server_unplug (server);
  for (int i = 0; i < (g_test_slow () ? 50 : 5); i++)
    g_assert_cmpint (test_device (), ==, ZB_SOUND_GONE);
  zb_sound_server_plug (server);
  g_assert_cmpint (test_device (), ==, ZB_SOUND_HEARD);
}

/* The tone of the test is quiet, and none of an alert's. */
static void
test_device_quietly (void)
{
  ZbRecording *recording = zb_recording_start (server);

  g_assert_cmpint (test_device (), ==, ZB_SOUND_HEARD);
  zb_poll_for (counts (recording, ZB_MELODY_TEST_TONE, 1), 10000);
  assert_only (recording, ZB_SEVERITY_NONE, 0);
  assert_not_louder (recording, 0.04);
  zb_recording_stop (recording);
}

static AdwBanner *
get_banner (ZbWindow *window)
{
  return ADW_BANNER (gtk_widget_get_template_child (GTK_WIDGET (window), ZB_TYPE_WINDOW, "sound_banner"));
}

static gboolean
shows (ZbWindow *window, ZbSoundWatch *watch, ZbSoundState state, gboolean banner)
{
  return zb_sound_watch_get_state (watch) == state && adw_banner_get_revealed (get_banner (window)) == banner;
}

/* The loudspeaker is pulled out while the console runs, muted, and plugged in again: the banner comes and
 * goes by itself. */
static void
test_watch (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_autoptr (GSettings) settings = zb_settings_new ();
  g_autoptr (ZbDesk) desk = zb_desk_new (NULL);
  ZbWindow *window = zb_window_new (ADW_APPLICATION (application), desk, settings);
  g_autoptr (ZbSoundWatch) watch = zb_sound_watch_new (settings);
  g_autofree char *kept = NULL;

  zb_window_set_open (window, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  zb_window_follow_sound (window, watch);
  zb_sound_watch_start (watch);
  zb_poll_for (shows (window, watch, ZB_SOUND_HEARD, FALSE), 30000);
  zb_sound_server_unplug (server);
  zb_poll_for (shows (window, watch, ZB_SOUND_GONE, TRUE), 30000);
  g_assert_nonnull (strstr (adw_banner_get_title (get_banner (window)), "no sound device"));
  zb_sound_server_plug (server);
  zb_poll_for (shows (window, watch, ZB_SOUND_HEARD, FALSE), 30000);
  zb_sound_server_mute (server, TRUE);
  zb_sound_watch_test (watch);
  zb_poll_for (shows (window, watch, ZB_SOUND_SILENT, TRUE), 30000);
  g_assert_nonnull (strstr (adw_banner_get_title (get_banner (window)), "muted"));
  zb_sound_server_mute (server, FALSE);
  zb_sound_watch_test (watch);
  zb_poll_for (shows (window, watch, ZB_SOUND_HEARD, FALSE), 30000);
  kept = zb_sound_watch_describe (settings);
  g_assert_true (g_str_has_prefix (kept, "The test tone was heard ("));
  zb_sound_watch_stop (watch);
  gtk_window_destroy (GTK_WINDOW (window));
  zb_wait (100);
}

static gboolean
is_quiet (ZbSoundWatch *watch, guint *n_tests)
{
  const guint before = *n_tests;

  zb_wait (3000);
  *n_tests = zb_sound_watch_get_n_tests (watch);
  return before == *n_tests && before > 0;
}

/* Once a day, by the platform's clock, and not before. */
static void
test_daily (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();
  g_autoptr (ZbSoundWatch) watch = zb_sound_watch_new (settings);
  const gint64 until = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  guint n_tests = 0;

  zb_sound_watch_start (watch);
  while (!is_quiet (watch, &n_tests))
    g_assert_cmpint (g_get_monotonic_time (), <, until);
  zb_now_set_offset (23 * G_TIME_SPAN_HOUR);
  zb_sound_watch_look (watch);
  zb_wait (2500);
  g_assert_cmpuint (zb_sound_watch_get_n_tests (watch), ==, n_tests);
  zb_now_set_offset (25 * G_TIME_SPAN_HOUR);
  zb_sound_watch_look (watch);
  zb_poll_for (zb_sound_watch_get_n_tests (watch) == n_tests + 1, 30000);
  zb_now_set_offset (0);
  zb_sound_watch_stop (watch);
}

static void
note (ZbSounder *sounder, guint *n_failed)
{
  ++*n_failed;
}

/* An alert that could not be heard says so. */
static void
test_failure (void)
{
  g_autoptr (ZbSounder) sounder = zb_sounder_new ();
  guint n_failed = 0;

  g_signal_connect (sounder, "failed", G_CALLBACK (note), &n_failed);
  zb_sound_server_unplug (server);
  zb_sounder_sound (sounder, ZB_SEVERITY_HIGH);
  zb_poll_for (n_failed == 1, 30000);
  zb_sound_server_plug (server);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  /* What is told is compared in English. */
  g_setenv ("LANGUAGE", "en", TRUE);
  zb_locale_set_up ();
  dex_init ();
  server = zb_sound_server_start ();
  zb_sound_server_plug (server);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  g_test_add_func ("/app/sound/tones", test_tones);
  g_test_add_func ("/app/sound/line-is-no-alert", test_line_is_no_alert);
  g_test_add_func ("/app/sound/gravest-wins", test_gravest_wins);
  g_test_add_func ("/app/sound/volume", test_volume);
  g_test_add_func ("/app/sound/hush", test_hush);
  g_test_add_func ("/app/sound/repeats-are-heard", test_repeats_are_heard);
  g_test_add_func ("/app/sound/device-states", test_device_states);
  g_test_add_func ("/app/sound/device-gone-for-long", test_device_gone_for_long);
  g_test_add_func ("/app/sound/device-quietly", test_device_quietly);
  g_test_add_func ("/app/sound/watch", test_watch);
  g_test_add_func ("/app/sound/daily", test_daily);
  g_test_add_func ("/app/sound/failure", test_failure);
  code = g_test_run ();
  zb_sound_server_stop (server);
  return code;
}
