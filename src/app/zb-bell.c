/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-bell.h"

#include "zb-choices.h"

/**
 * ZbBell:
 *
 * Which alerts ring at this seat, and when the bell is struck again. An alert rings from its news until
 * somebody has taken it or the officer has hushed it; how often depends on its severity. Of several that are
 * due at once the gravest is heard, and stands for the others. Has no clock: whoever strikes says what time
 * it is.
 */
struct _ZbBell
{
  GObject parent_instance;
  GHashTable *ringing; /* id → severity */
  guint n_ringing[ZB_N_SEVERITIES];
  int every[ZB_N_SEVERITIES];
  gint64 struck_at[ZB_N_SEVERITIES];
};

#define SILENT (-1)

G_DEFINE_FINAL_TYPE (ZbBell, zb_bell, G_TYPE_OBJECT)

/**
 * zb_bell_new:
 *
 * Returns: (transfer full): a bell that is silent
 */
ZbBell *
zb_bell_new (void)
{
  return g_object_new (ZB_TYPE_BELL, NULL);
}

/**
 * zb_bell_set_every:
 * @self: a bell
 * @severity: of alerts
 * @seconds: how often they sound, or %ZB_BELL_ONCE, or %ZB_BELL_NEVER
 */
void
zb_bell_set_every (ZbBell *self, int severity, int seconds)
{
  g_return_if_fail (ZB_IS_BELL (self));
  g_return_if_fail (severity >= 0 && severity < ZB_N_SEVERITIES);
  self->every[severity] = seconds;
}

/**
 * zb_bell_ring:
 * @self: a bell
 * @id: of an alert
 * @severity: its severity
 * @now: the time, µs UTC
 *
 * There is news of an alert: it rings from now on. The caller strikes for it, if it is to be heard at all.
 *
 * Returns: whether it is to be heard now
 */
gboolean
zb_bell_ring (ZbBell *self, const char *id, int severity, gint64 now)
{
  g_return_val_if_fail (ZB_IS_BELL (self), FALSE);
  g_return_val_if_fail (severity >= 0 && severity < ZB_N_SEVERITIES, FALSE);
  zb_bell_settle (self, id);
  g_hash_table_insert (self->ringing, g_strdup (id), GINT_TO_POINTER (severity));
  self->n_ringing[severity]++;
  if (self->every[severity] == ZB_BELL_NEVER)
    return FALSE;
  self->struck_at[severity] = now;
  return TRUE;
}

/**
 * zb_bell_settle:
 * @self: a bell
 * @id: of an alert
 *
 * Somebody has taken it, or the officer has seen it: it rings no more.
 */
void
zb_bell_settle (ZbBell *self, const char *id)
{
  gpointer severity;

  g_return_if_fail (ZB_IS_BELL (self));
  if (!g_hash_table_lookup_extended (self->ringing, id, NULL, &severity))
    return;
  self->n_ringing[GPOINTER_TO_INT (severity)]--;
  g_hash_table_remove (self->ringing, id);
}

/**
 * zb_bell_settle_if:
 * @self: a bell
 * @is_over: (scope call): whether an alert rings no more
 * @data: for @is_over
 *
 * Settles what is over without having been told of it, as after a line that was down.
 */
void
zb_bell_settle_if (ZbBell *self, ZbBellTest is_over, gpointer data)
{
  GHashTableIter iter;
  gpointer id, severity;

  g_return_if_fail (ZB_IS_BELL (self));
  g_hash_table_iter_init (&iter, self->ringing);
  while (g_hash_table_iter_next (&iter, &id, &severity))
    if (is_over (id, data))
      {
        self->n_ringing[GPOINTER_TO_INT (severity)]--;
        g_hash_table_iter_remove (&iter);
      }
}

/**
 * zb_bell_hush:
 * @self: a bell
 *
 * What rings now rings no more; what comes next does.
 */
void
zb_bell_hush (ZbBell *self)
{
  g_return_if_fail (ZB_IS_BELL (self));
  g_hash_table_remove_all (self->ringing);
  memset (self->n_ringing, 0, sizeof self->n_ringing);
}

/**
 * zb_bell_is_ringing:
 * @self: a bell
 *
 * Returns: whether something rings that sounds again if nobody takes it
 */
gboolean
zb_bell_is_ringing (ZbBell *self)
{
  g_return_val_if_fail (ZB_IS_BELL (self), FALSE);
  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    if (self->n_ringing[i] > 0 && self->every[i] > ZB_BELL_ONCE)
      return TRUE;
  return FALSE;
}

/* A clock that was put back does not silence anything. */
static gboolean
is_due (ZbBell *self, int severity, guint muted, gint64 now)
{
  const gint64 every = self->every[severity] * G_TIME_SPAN_SECOND, struck_at = self->struck_at[severity];

  return self->n_ringing[severity] > 0 && every > 0 && !(muted & (1u << severity)) &&
         (now >= struck_at + every || now < struck_at);
}

/**
 * zb_bell_is_due:
 * @self: a bell
 * @muted: the severities that may not be heard, one bit each
 * @now: the time, µs UTC
 *
 * Returns: whether the bell is to be struck
 */
gboolean
zb_bell_is_due (ZbBell *self, guint muted, gint64 now)
{
  g_return_val_if_fail (ZB_IS_BELL (self), FALSE);
  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    if (is_due (self, i, muted, now))
      return TRUE;
  return FALSE;
}

/**
 * zb_bell_strike:
 * @self: a bell
 * @muted: the severities that may not be heard, one bit each
 * @now: the time, µs UTC
 *
 * Strikes, if something is due.
 *
 * Returns: the severity that is to be heard now; -1 for none
 */
int
zb_bell_strike (ZbBell *self, guint muted, gint64 now)
{
  int heard = SILENT;

  g_return_val_if_fail (ZB_IS_BELL (self), SILENT);
  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    if (is_due (self, i, muted, now))
      {
        self->struck_at[i] = now;
        heard = i;
      }
  return heard;
}

static void
zb_bell_finalize (GObject *object)
{
  g_hash_table_unref (ZB_BELL (object)->ringing);
  G_OBJECT_CLASS (zb_bell_parent_class)->finalize (object);
}

static void
zb_bell_class_init (ZbBellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_bell_finalize;
}

static void
zb_bell_init (ZbBell *self)
{
  self->ringing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    self->every[i] = ZB_BELL_NEVER;
}
