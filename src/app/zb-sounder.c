/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sounder.h"

#include "zb-choices.h"

#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <math.h>

/**
 * ZbSounder:
 *
 * Sounds a new alert, by severity: three pairs of tones for an urgent one, two for a high one,
 * one tone for the others. Tones are made by program and played in a thread of its own, so that
 * a slow or missing sound device holds nothing up. While one sounds, a second waits at most: the
 * gravest of those that came; and a graver one cuts off what sounds.
 */
struct _ZbSounder
{
  GObject parent_instance;
  GThreadPool *players;
  GMutex mutex;
  GstBus *bus; /* of what sounds now */
  int sounding, waiting, last;
  gboolean ending;
  guint n_sounded;
};

#define SILENT (-1)

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#  define SAMPLES "S16LE"
#else
#  define SAMPLES "S16BE"
#endif
#define RATE 48000
#define TONE (RATE * 14 / 100)
#define PAUSE (RATE * 6 / 100)

typedef struct
{
  int n_tones;
  double frequencies[2];
  double loudness;
} Melody;

static const Melody melodies[ZB_N_SEVERITIES] = {
  [ZB_SEVERITY_NONE] = { 1, { 440, 440 }, 0.15 },   [ZB_SEVERITY_LOW] = { 1, { 440, 440 }, 0.15 },
  [ZB_SEVERITY_MEDIUM] = { 1, { 587, 587 }, 0.22 }, [ZB_SEVERITY_HIGH] = { 2, { 659, 784 }, 0.32 },
  [ZB_SEVERITY_URGENT] = { 6, { 880, 659 }, 0.42 },
};

G_DEFINE_FINAL_TYPE (ZbSounder, zb_sounder, G_TYPE_OBJECT)

/* A tone swells and fades over a hundredth of a second, so that it does not click. */
static void
write_tone (gint16 *samples, double frequency, double loudness)
{
  for (int i = 0; i < TONE; i++)
    {
      const double edge = MIN (1.0, MIN (i, TONE - i) / (RATE / 100.0));
      samples[i] = (gint16)(G_MAXINT16 * loudness * edge * sin (2 * G_PI * frequency * i / RATE));
    }
}

static GstBuffer *
make_melody (const Melody *melody)
{
  const gsize n_samples = (gsize)melody->n_tones * (TONE + PAUSE);
  gint16 *samples = g_new0 (gint16, n_samples);
  GstBuffer *buffer;

  for (int i = 0; i < melody->n_tones; i++)
    write_tone (samples + (gsize)i * (TONE + PAUSE), melody->frequencies[i % 2], melody->loudness);
  buffer = gst_buffer_new_wrapped (samples, n_samples * sizeof *samples);
  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (n_samples, GST_SECOND, RATE);
  return buffer;
}

/* What sounds from now on can be cut off through its bus. Returns whether it may. */
static gboolean
note_sounding (ZbSounder *self, GstBus *bus, int severity)
{
  gboolean may;

  g_mutex_lock (&self->mutex);
  g_set_object (&self->bus, bus);
  self->sounding = severity;
  may = !self->ending;
  g_mutex_unlock (&self->mutex);
  return may;
}

/* With the mutex held. */
static void
cut_off (ZbSounder *self)
{
  if (self->bus)
    gst_bus_post (self->bus, gst_message_new_application (NULL, gst_structure_new_empty ("cut-off")));
}

static int
take_waiting (ZbSounder *self)
{
  int severity;

  g_mutex_lock (&self->mutex);
  severity = self->waiting;
  self->waiting = SILENT;
  self->last = severity;
  g_mutex_unlock (&self->mutex);
  return severity;
}

/* Runs in the player's thread: plays what waits to its end, or gives up after three seconds. */
static void
play (gpointer unused, gpointer data)
{
  ZbSounder *self = data;
  const int severity = take_waiting (self);
  g_autoptr (GstElement) pipeline =
      gst_parse_launch ("appsrc name=source format=time is-live=false "
                        "caps=audio/x-raw,format=" SAMPLES ",rate=48000,channels=1,layout=interleaved "
                        "! audioconvert ! audioresample ! autoaudiosink",
                        NULL);
  g_autoptr (GstElement) source = pipeline ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) end = NULL;

  if (!source)
    return;
  bus = gst_element_get_bus (pipeline);
  if (!note_sounding (self, bus, severity))
    return;
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer (GST_APP_SRC (source), make_melody (&melodies[severity]));
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  end = gst_bus_timed_pop_filtered (bus, 3 * GST_SECOND,
                                    GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);
  note_sounding (self, NULL, SILENT);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/**
 * zb_sounder_new:
 *
 * Returns: (transfer full): something that can sound
 */
ZbSounder *
zb_sounder_new (void)
{
  return g_object_new (ZB_TYPE_SOUNDER, NULL);
}

/**
 * zb_sounder_sound:
 * @self: a sounder
 * @severity: of the alert
 *
 * Sounds, now or after what sounds already and is as grave. Returns at once.
 */
void
zb_sounder_sound (ZbSounder *self, int severity)
{
  g_return_if_fail (ZB_IS_SOUNDER (self));
  g_return_if_fail (severity >= 0 && severity < ZB_N_SEVERITIES);
  g_mutex_lock (&self->mutex);
  const int waited = self->waiting;
  self->waiting = MAX (waited, severity);
  if (severity > self->sounding)
    cut_off (self);
  g_mutex_unlock (&self->mutex);
  if (severity >= waited)
    self->n_sounded++;
  if (waited == SILENT)
    g_thread_pool_push (self->players, self, NULL);
}

/**
 * zb_sounder_get_last:
 * @self: a sounder
 *
 * Returns: the severity of what sounds now or has sounded last; -1 where nothing has
 */
int
zb_sounder_get_last (ZbSounder *self)
{
  int last;

  g_return_val_if_fail (ZB_IS_SOUNDER (self), SILENT);
  g_mutex_lock (&self->mutex);
  last = self->last;
  g_mutex_unlock (&self->mutex);
  return last;
}

/**
 * zb_sounder_get_n_sounded:
 * @self: a sounder
 *
 * Returns: how often it has sounded
 */
guint
zb_sounder_get_n_sounded (ZbSounder *self)
{
  g_return_val_if_fail (ZB_IS_SOUNDER (self), 0);
  return self->n_sounded;
}

static void
zb_sounder_finalize (GObject *object)
{
  ZbSounder *self = ZB_SOUNDER (object);

  g_mutex_lock (&self->mutex);
  self->ending = TRUE;
  cut_off (self);
  g_mutex_unlock (&self->mutex);
  g_thread_pool_free (self->players, TRUE, TRUE);
  g_clear_object (&self->bus);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (zb_sounder_parent_class)->finalize (object);
}

static void
zb_sounder_class_init (ZbSounderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_sounder_finalize;
}

static void
zb_sounder_init (ZbSounder *self)
{
  g_mutex_init (&self->mutex);
  self->sounding = self->waiting = self->last = SILENT;
  self->players = g_thread_pool_new (play, self, 1, FALSE, NULL);
}
