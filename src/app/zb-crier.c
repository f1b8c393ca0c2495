/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-crier.h"

#include <glib/gi18n.h>

/**
 * ZbCrier:
 *
 * What a screen reader is told of new alerts, and when. It speaks no faster than somebody can listen: once in
 * five seconds. What comes meanwhile is held, and summed up in one sentence when the time is over. Only an
 * urgent one does not wait, unless the last that was said was urgent itself. Has no clock: whoever asks says
 * what time it is.
 */
struct _ZbCrier
{
  GObject parent_instance;
  gint64 cried_at; /* 0 where nothing has been said */
  gboolean cried_urgent;
  guint n_held, n_held_urgent;
  char *held; /* the only one that is held */
};

#define EVERY (5 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (ZbCrier, zb_crier, G_TYPE_OBJECT)

/**
 * zb_crier_new:
 *
 * Returns: (transfer full): a crier who has said nothing
 */
ZbCrier *
zb_crier_new (void)
{
  return g_object_new (ZB_TYPE_CRIER, NULL);
}

/* A clock that was put back does not keep anybody silent. */
static gboolean
may_speak (ZbCrier *self, gint64 now)
{
  return self->cried_at == 0 || now >= self->cried_at + EVERY || now < self->cried_at;
}

static void
note_said (ZbCrier *self, gboolean urgent, gint64 now)
{
  self->cried_at = now;
  self->cried_urgent = urgent;
}

static void
hold (ZbCrier *self, const char *words, gboolean urgent)
{
  self->n_held++;
  self->n_held_urgent += urgent;
  g_set_str (&self->held, words);
}

/**
 * zb_crier_cry:
 * @self: a crier
 * @words: what is to be said of a new alert
 * @urgent: whether it is urgent
 * @now: the time, µs UTC
 *
 * Returns: whether it is to be said now; otherwise it is held, see zb_crier_sum_up()
 */
gboolean
zb_crier_cry (ZbCrier *self, const char *words, gboolean urgent, gint64 now)
{
  g_return_val_if_fail (ZB_IS_CRIER (self), FALSE);
  if ((self->n_held == 0 && may_speak (self, now)) || (urgent && !self->cried_urgent))
    {
      note_said (self, urgent, now);
      return TRUE;
    }
  hold (self, words, urgent);
  return FALSE;
}

/**
 * zb_crier_break_in:
 * @self: a crier
 * @now: the time, µs UTC
 *
 * Something is said that nothing may hold.
 */
void
zb_crier_break_in (ZbCrier *self, gint64 now)
{
  g_return_if_fail (ZB_IS_CRIER (self));
  note_said (self, TRUE, now);
}

static char *
sum_up (ZbCrier *self)
{
  const guint n = self->n_held, n_urgent = self->n_held_urgent;
  g_autofree char *all = g_strdup_printf (ngettext ("%u new alert", "%u new alerts", n), n);

  if (n == 1)
    return g_strdup (self->held);
  if (n_urgent == 0)
    return g_steal_pointer (&all);
  return g_strdup_printf (ngettext ("%s, %u urgent", "%s, %u urgent", n_urgent), all, n_urgent);
}

/**
 * zb_crier_sum_up:
 * @self: a crier
 * @now: the time, µs UTC
 * @urgent: (out): whether there is an urgent one among them
 *
 * Returns: (transfer full) (nullable): what is to be said now of what was held; %NULL where there is nothing,
 *   or it is not time yet
 */
char *
zb_crier_sum_up (ZbCrier *self, gint64 now, gboolean *urgent)
{
  char *words;

  g_return_val_if_fail (ZB_IS_CRIER (self), NULL);
  if (self->n_held == 0 || !may_speak (self, now))
    return NULL;
  words = sum_up (self);
  *urgent = self->n_held_urgent > 0;
  zb_crier_forget (self);
  note_said (self, *urgent, now);
  return words;
}

/**
 * zb_crier_is_holding:
 * @self: a crier
 *
 * Returns: whether something waits to be summed up
 */
gboolean
zb_crier_is_holding (ZbCrier *self)
{
  g_return_val_if_fail (ZB_IS_CRIER (self), FALSE);
  return self->n_held > 0;
}

/**
 * zb_crier_forget:
 * @self: a crier
 *
 * What is held is not said.
 */
void
zb_crier_forget (ZbCrier *self)
{
  g_return_if_fail (ZB_IS_CRIER (self));
  self->n_held = self->n_held_urgent = 0;
  g_clear_pointer (&self->held, g_free);
}

static void
zb_crier_finalize (GObject *object)
{
  g_free (ZB_CRIER (object)->held);
  G_OBJECT_CLASS (zb_crier_parent_class)->finalize (object);
}

static void
zb_crier_class_init (ZbCrierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_crier_finalize;
}

static void
zb_crier_init (ZbCrier *self)
{
}
