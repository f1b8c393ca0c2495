/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-voice.h"

#include "zb-crier.h"

/**
 * ZbVoice:
 *
 * What a screen reader is told, through the window that is in front. Alerts are cried no faster than somebody
 * can listen, see #ZbCrier; the rest is said at once.
 */
struct _ZbVoice
{
  GObject parent_instance;
  GtkApplication *application;
  ZbCrier *crier;
  char *said;
  guint n_said;
};

G_DEFINE_FINAL_TYPE (ZbVoice, zb_voice, G_TYPE_OBJECT)

/**
 * zb_voice_new:
 * @application: the console
 *
 * Returns: (transfer full): a voice that has said nothing
 */
ZbVoice *
zb_voice_new (GtkApplication *application)
{
  ZbVoice *self = g_object_new (ZB_TYPE_VOICE, NULL);

  self->application = application;
  return self;
}

/* GTK's backend for tests has no way to announce and calls a null pointer (seen in 4.18). */
static gboolean
can_announce (void)
{
  return g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0;
}

/**
 * zb_voice_speak:
 * @self: a voice
 * @words: what is to be said
 * @urgent: whether it may interrupt
 */
void
zb_voice_speak (ZbVoice *self, const char *words, gboolean urgent)
{
  GtkWindow *window;

  g_return_if_fail (ZB_IS_VOICE (self));
  window = gtk_application_get_active_window (self->application);
  self->n_said++;
  g_set_str (&self->said, words);
  if (window && can_announce ())
    gtk_accessible_announce (GTK_ACCESSIBLE (window), words,
                             urgent ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                    : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * zb_voice_cry:
 * @self: a voice
 * @words: what is to be said of an alert
 * @urgent: whether it is urgent
 * @now: the time, µs UTC
 *
 * Says it, or holds it until it is summed up with others.
 */
void
zb_voice_cry (ZbVoice *self, const char *words, gboolean urgent, gint64 now)
{
  g_return_if_fail (ZB_IS_VOICE (self));
  if (zb_crier_cry (self->crier, words, urgent, now))
    zb_voice_speak (self, words, urgent);
}

/**
 * zb_voice_break_in:
 * @self: a voice
 * @words: what nothing may hold
 * @now: the time, µs UTC
 */
void
zb_voice_break_in (ZbVoice *self, const char *words, gint64 now)
{
  g_return_if_fail (ZB_IS_VOICE (self));
  zb_crier_break_in (self->crier, now);
  zb_voice_speak (self, words, TRUE);
}

/**
 * zb_voice_sum_up:
 * @self: a voice
 * @now: the time, µs UTC
 *
 * Says what was held, where it is time.
 */
void
zb_voice_sum_up (ZbVoice *self, gint64 now)
{
  gboolean urgent = FALSE;
  g_autofree char *words = NULL;

  g_return_if_fail (ZB_IS_VOICE (self));
  words = zb_crier_sum_up (self->crier, now, &urgent);
  if (words)
    zb_voice_speak (self, words, urgent);
}

/**
 * zb_voice_is_holding:
 * @self: a voice
 *
 * Returns: whether something waits to be summed up
 */
gboolean
zb_voice_is_holding (ZbVoice *self)
{
  g_return_val_if_fail (ZB_IS_VOICE (self), FALSE);
  return zb_crier_is_holding (self->crier);
}

/**
 * zb_voice_forget:
 * @self: a voice
 *
 * What is held is not said.
 */
void
zb_voice_forget (ZbVoice *self)
{
  g_return_if_fail (ZB_IS_VOICE (self));
  zb_crier_forget (self->crier);
}

/**
 * zb_voice_get_n_said:
 * @self: a voice
 *
 * Returns: how often it has said something
 */
guint
zb_voice_get_n_said (ZbVoice *self)
{
  g_return_val_if_fail (ZB_IS_VOICE (self), 0);
  return self->n_said;
}

/**
 * zb_voice_get_said:
 * @self: a voice
 *
 * Returns: (transfer none) (nullable): what it has said last
 */
const char *
zb_voice_get_said (ZbVoice *self)
{
  g_return_val_if_fail (ZB_IS_VOICE (self), NULL);
  return self->said;
}

static void
zb_voice_finalize (GObject *object)
{
  ZbVoice *self = ZB_VOICE (object);

  g_clear_object (&self->crier);
  g_free (self->said);
  G_OBJECT_CLASS (zb_voice_parent_class)->finalize (object);
}

static void
zb_voice_class_init (ZbVoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_voice_finalize;
}

static void
zb_voice_init (ZbVoice *self)
{
  self->crier = zb_crier_new ();
}
