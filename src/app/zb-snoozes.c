/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-snoozes.h"

/**
 * ZbSnoozes:
 *
 * Which alerts are put aside, and until when. The platform says when one is back; without a line nobody says
 * so, and the time is over all the same. Each is woken once: what the platform says of it later is no news.
 * Has no clock: whoever asks says what time it is.
 */
struct _ZbSnoozes
{
  GObject parent_instance;
  GHashTable *snoozes; /* id → Snooze */
};

typedef struct
{
  gint64 until;
  gboolean woken;
} Snooze;

G_DEFINE_FINAL_TYPE (ZbSnoozes, zb_snoozes, G_TYPE_OBJECT)

/**
 * zb_snoozes_new:
 *
 * Returns: (transfer full): nothing is put aside
 */
ZbSnoozes *
zb_snoozes_new (void)
{
  return g_object_new (ZB_TYPE_SNOOZES, NULL);
}

/**
 * zb_snoozes_note:
 * @self: snoozes
 * @id: of an alert
 * @until: when it is back, µs UTC; 0 where the platform has said so already, which changes nothing here
 * @now: the time, µs UTC
 *
 * Notes what is known of an alert. One whose time is over when it is first heard of is nothing to wake: it
 * counts as back from the beginning.
 */
void
zb_snoozes_note (ZbSnoozes *self, const char *id, gint64 until, gint64 now)
{
  const Snooze *known;
  Snooze *snooze;

  g_return_if_fail (ZB_IS_SNOOZES (self));
  known = g_hash_table_lookup (self->snoozes, id);
  if (until == 0 || (known && known->until == until))
    return;
  snooze = g_new0 (Snooze, 1);
  snooze->until = until;
  snooze->woken = until <= now;
  g_hash_table_replace (self->snoozes, g_strdup (id), snooze);
}

/**
 * zb_snoozes_forget_if:
 * @self: snoozes
 * @is_over: (scope call): whether an alert is put aside no more
 * @data: for @is_over
 *
 * Forgets what the platform has woken, and what is gone.
 */
void
zb_snoozes_forget_if (ZbSnoozes *self, ZbSnoozesTest is_over, gpointer data)
{
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (ZB_IS_SNOOZES (self));
  g_hash_table_iter_init (&iter, self->snoozes);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (is_over (id, data))
      g_hash_table_iter_remove (&iter);
}

/**
 * zb_snoozes_wake:
 * @self: snoozes
 * @now: the time, µs UTC
 * @woken: (scope call): called for each whose time is over since it was last asked; it changes nothing here
 * @data: for @woken
 */
void
zb_snoozes_wake (ZbSnoozes *self, gint64 now, ZbSnoozesWoken woken, gpointer data)
{
  GHashTableIter iter;
  gpointer id, snooze;

  g_return_if_fail (ZB_IS_SNOOZES (self));
  g_hash_table_iter_init (&iter, self->snoozes);
  while (g_hash_table_iter_next (&iter, &id, &snooze))
    if (!((Snooze *)snooze)->woken && ((Snooze *)snooze)->until <= now)
      {
        ((Snooze *)snooze)->woken = TRUE;
        woken (id, data);
      }
}

/**
 * zb_snoozes_has_woken:
 * @self: snoozes
 * @id: of an alert
 *
 * Returns: whether it was put aside and has been woken here
 */
gboolean
zb_snoozes_has_woken (ZbSnoozes *self, const char *id)
{
  const Snooze *snooze;

  g_return_val_if_fail (ZB_IS_SNOOZES (self), FALSE);
  snooze = g_hash_table_lookup (self->snoozes, id);
  return snooze && snooze->woken;
}

/**
 * zb_snoozes_is_empty:
 * @self: snoozes
 *
 * Returns: whether nothing is put aside
 */
gboolean
zb_snoozes_is_empty (ZbSnoozes *self)
{
  g_return_val_if_fail (ZB_IS_SNOOZES (self), TRUE);
  return g_hash_table_size (self->snoozes) == 0;
}

static void
zb_snoozes_finalize (GObject *object)
{
  g_hash_table_unref (ZB_SNOOZES (object)->snoozes);
  G_OBJECT_CLASS (zb_snoozes_parent_class)->finalize (object);
}

static void
zb_snoozes_class_init (ZbSnoozesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_snoozes_finalize;
}

static void
zb_snoozes_init (ZbSnoozes *self)
{
  self->snoozes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
