/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sounder.h"

#include "zb-choices.h"
#include "zb-melody.h"
#include "zb-sound-player.h"

/**
 * ZbSounder:
 *
 * Sounds by severity, see zb_melody_write(). What sounds is played in a thread of its own, so that a slow or
 * missing sound device holds nothing up. While one sounds, a second waits at most: the gravest of those that
 * came; and a graver one cuts off what sounds, so that there are never two at once.
 */
struct _ZbSounder
{
  GObject parent_instance;
  GThreadPool *players;
  GMutex mutex;
  GstBus *bus; /* of what sounds now */
  int sounding, waiting, last;
  double volume;
  GWeakRef *weak; /* to itself, for the player's thread */
  gboolean ending;
  guint n_sounded;
};

#define SILENT (-1)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbSounder, zb_sounder, G_TYPE_OBJECT)

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

/* What waited may have been hushed meanwhile. */
static int
take_waiting (ZbSounder *self, double *volume)
{
  int severity;

  g_mutex_lock (&self->mutex);
  severity = self->waiting;
  self->waiting = SILENT;
  if (severity != SILENT)
    self->last = severity;
  *volume = self->volume;
  g_mutex_unlock (&self->mutex);
  return severity;
}

static gboolean
report (gpointer data)
{
  g_autoptr (ZbSounder) self = g_weak_ref_get (data);

  if (self)
    g_signal_emit (self, signals[FAILED], 0);
  return G_SOURCE_REMOVE;
}

static void
let_go (gpointer weak)
{
  g_atomic_rc_box_release_full (weak, (GDestroyNotify)g_weak_ref_clear);
}

/* From the player's thread: the main loop says it on, if there is still somebody to say it. */
static void
report_failure (ZbSounder *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, report, g_atomic_rc_box_acquire (self->weak), let_go);
}

/* Whether it was heard to its end, or cut off in its midst, which is no failure. */
static gboolean
play_to_end (ZbSounder *self, GstElement *player, int severity)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (player);
  g_autoptr (GstElement) device = NULL;
  g_autoptr (GstMessage) end = NULL;

  if (!note_sounding (self, bus, severity))
    return TRUE;
  gst_element_set_state (player, GST_STATE_PLAYING);
  device = zb_sound_player_get_device (player);
  end = gst_bus_timed_pop_filtered (bus, 3 * GST_SECOND,
                                    GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION);
  note_sounding (self, NULL, SILENT);
  zb_sound_player_stop (player);
  return device && end && GST_MESSAGE_TYPE (end) != GST_MESSAGE_ERROR;
}

/* Runs in the player's thread: plays what waits to its end, or gives up after three seconds. */
static void
play (gpointer unused, gpointer data)
{
  ZbSounder *self = data;
  double volume;
  const int severity = take_waiting (self, &volume);
  g_autoptr (GstElement) player = NULL;
  gint16 *samples;
  gsize n_samples;

  if (severity == SILENT)
    return;
  samples = zb_melody_write (severity, volume, &n_samples);
  player = zb_sound_player_new (samples, n_samples);
  if (!player || !play_to_end (self, player, severity))
    report_failure (self);
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
 * @severity: of the alert, or %ZB_MELODY_LINE
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
 * zb_sounder_set_volume:
 * @self: a sounder
 * @volume: from 0 to 1; of what sounds from now on
 */
void
zb_sounder_set_volume (ZbSounder *self, double volume)
{
  g_return_if_fail (ZB_IS_SOUNDER (self));
  g_mutex_lock (&self->mutex);
  self->volume = CLAMP (volume, 0, 1);
  g_mutex_unlock (&self->mutex);
}

/**
 * zb_sounder_hush:
 * @self: a sounder
 *
 * Cuts off what sounds; what waits does not sound.
 */
void
zb_sounder_hush (ZbSounder *self)
{
  g_return_if_fail (ZB_IS_SOUNDER (self));
  g_mutex_lock (&self->mutex);
  self->waiting = SILENT;
  cut_off (self);
  g_mutex_unlock (&self->mutex);
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
  let_go (self->weak);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (zb_sounder_parent_class)->finalize (object);
}

static void
zb_sounder_class_init (ZbSounderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_sounder_finalize;
  /**
   * ZbSounder::failed:
   * @self: a sounder
   *
   * Something was to sound and could not be heard to its end.
   */
  signals[FAILED] =
      g_signal_new ("failed", ZB_TYPE_SOUNDER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_sounder_init (ZbSounder *self)
{
  g_mutex_init (&self->mutex);
  self->sounding = self->waiting = self->last = SILENT;
  self->volume = 0.7;
  self->weak = g_atomic_rc_box_new0 (GWeakRef);
  g_weak_ref_init (self->weak, self);
  self->players = g_thread_pool_new (play, self, 1, FALSE, NULL);
}
