/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An officer is told when a claim of theirs is gone without their doing: taken over by another, given
 * up because the alert has become graver, or run out. Behind the door it waits to be said.
 */
#include "zb-alert.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

static gboolean
is_held (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_CLAIMED && alert->claim;
}

static char *
say_how_it_went (const ZbAlert *alert, const ZbAlertBefore *before)
{
  if (is_held (alert))
    return g_strdup_printf (_ ("%s has taken over “%s” from you"),
                            alert->claim->by_name ? alert->claim->by_name : _ ("Another officer"),
                            alert->title);
  if (alert->severity > before->severity)
    return g_strdup_printf (_ ("“%s” has become graver; your claim is gone, claim it again"), alert->title);
  return g_strdup_printf (_ ("Your claim on “%s” has run out"), alert->title);
}

static void
say_when_open (ZbWindow *self, char *words)
{
  g_ptr_array_add (self->unsaid, words);
  if (zb_window_is_open (self))
    zb_window_say_unsaid (self);
}

/* A verdict or an end closes the matter; only a claim that others hold, or nobody, is one that was lost. */
static gboolean
is_lost (ZbWindow *self, const ZbAlert *alert, const ZbAlertBefore *before)
{
  ZbAccount *account = zb_desk_get_account (self->desk);
  const char *me = account ? ZB_ENTITY (account)->id : NULL;

  if (!before || !me || before->state != ZB_ALERT_CLAIMED || g_strcmp0 (before->claimed_by, me) != 0)
    return FALSE;
  if (alert->state == ZB_ALERT_NEW)
    return !g_hash_table_remove (self->released, ZB_ENTITY (alert)->id) || alert->severity > before->severity;
  return is_held (alert) && g_strcmp0 (alert->claim->by, me) != 0;
}

static void
on_applied (ZbWindow *self, ZbEvent *event)
{
  const ZbAlertBefore *before;
  ZbAlert *alert;

  if (event->kind != ZB_KIND_ALERT || !event->entity)
    return;
  alert = ZB_ALERT (event->entity);
  before = zb_alert_memory_get_before (self->memory, event->id);
  if (is_lost (self, alert, before))
    say_when_open (self, say_how_it_went (alert, before));
}

/**
 * zb_window_say_unsaid:
 * @self: the window
 *
 * Says what waited while the door was shut.
 */
void
zb_window_say_unsaid (ZbWindow *self)
{
  for (guint i = 0; i < self->unsaid->len; i++)
    {
      AdwToast *toast = zb_window_say (self, self->unsaid->pdata[i]);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      adw_toast_set_timeout (toast, 0);
    }
  g_ptr_array_set_size (self->unsaid, 0);
}

/**
 * zb_window_note_release:
 * @self: the window
 * @alert: the id of an alert
 *
 * The officer gives a claim back: when it is gone that is no news.
 */
void
zb_window_note_release (ZbWindow *self, const char *alert)
{
  g_hash_table_add (self->released, g_strdup (alert));
}

/**
 * zb_window_watch_claims:
 * @self: the window
 *
 * Begins to follow the claims of the officer who sits here.
 */
void
zb_window_watch_claims (ZbWindow *self)
{
  ZbWorld *world = zb_desk_get_world (self->desk);

  self->unsaid = g_ptr_array_new_with_free_func (g_free);
  self->released = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->memory = zb_alert_memory_new (world);
  g_signal_connect_object (world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
}
