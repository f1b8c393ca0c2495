/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An officer is told when a claim of theirs is gone without their doing: taken over by another, given
 * up because the alert has become graver, or run out; and after a time without a line, what has become
 * of it. What is told stays until it is read, also over a time behind the door.
 */
#include "zb-alert.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/* Something to be told, and where it is shown. */
typedef struct
{
  char *words;
  char *alert;
  AdwToast *toast; /* NULL while it waits behind the door */
} Telling;

static void on_read (AdwToast *toast, ZbWindow *self);

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_free (telling->words);
  g_free (telling->alert);
  g_clear_object (&telling->toast);
  g_free (telling);
}

/* --- until it is read -------------------------------------------------------------------------- */

static void
show (ZbWindow *self, Telling *telling)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, telling->words);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, C_ ("verb", "Show"));
  adw_toast_set_action_name (toast, "alert.select");
  adw_toast_set_action_target (toast, "s", telling->alert);
  g_set_object (&telling->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_read), self, G_CONNECT_DEFAULT);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_read (AdwToast *toast, ZbWindow *self)
{
  for (guint i = 0; i < self->unsaid->len; i++)
    if (((Telling *)self->unsaid->pdata[i])->toast == toast)
      {
        g_ptr_array_remove_index (self->unsaid, i);
        return;
      }
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
      Telling *telling = self->unsaid->pdata[i];
      if (!telling->toast)
        show (self, telling);
    }
}

/**
 * zb_window_keep_unread:
 * @self: the window
 *
 * The door is about to be shut: what is on the screen and was not read is said again when it opens.
 */
void
zb_window_keep_unread (ZbWindow *self)
{
  for (guint i = 0; i < self->unsaid->len; i++)
    {
      Telling *telling = self->unsaid->pdata[i];
      if (telling->toast)
        g_signal_handlers_disconnect_by_func (telling->toast, on_read, self);
      g_clear_object (&telling->toast);
    }
}

static void
say_when_open (ZbWindow *self, const ZbAlert *alert, char *words)
{
  Telling *telling = g_new0 (Telling, 1);

  telling->words = words;
  telling->alert = g_strdup (ZB_ENTITY (alert)->id);
  g_ptr_array_add (self->unsaid, telling);
  if (zb_window_is_open (self))
    zb_window_say_unsaid (self);
}

/* --- how it went ----------------------------------------------------------------------------------- */

static gboolean
is_held (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_CLAIMED && alert->claim;
}

static const char *
get_me (ZbWindow *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  return account ? ZB_ENTITY (account)->id : NULL;
}

static const char *
name_holder (const ZbAlert *alert)
{
  return alert->claim->by_name ? alert->claim->by_name : _ ("Another officer");
}

static char *
say_taken (const ZbAlert *alert)
{
  if (alert->claim->reason && *alert->claim->reason)
    /* Translators: who, which alert, why */
    return g_strdup_printf (_ ("%s has taken over “%s” from you: %s"), name_holder (alert), alert->title,
                            alert->claim->reason);
  return g_strdup_printf (_ ("%s has taken over “%s” from you"), name_holder (alert), alert->title);
}

static char *
say_how_it_went (const ZbAlert *alert, const ZbAlertBefore *before)
{
  if (is_held (alert))
    return say_taken (alert);
  if (alert->severity > before->severity)
    return g_strdup_printf (_ ("“%s” has become graver; your claim is gone, claim it again"), alert->title);
  return g_strdup_printf (_ ("Your claim on “%s” has run out"), alert->title);
}

/* A verdict or an end closes the matter; only a claim that others hold, or nobody, is one that was lost. */
static gboolean
is_lost (ZbWindow *self, const ZbAlert *alert, const ZbAlertBefore *before)
{
  const char *me = get_me (self);

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

  if (event->kind != ZB_KIND_ALERT || !event->entity || zb_claim_keeper_doubts (self->claims, event->id))
    return;
  alert = ZB_ALERT (event->entity);
  before = zb_alert_memory_get_before (self->memory, event->id);
  if (is_lost (self, alert, before))
    say_when_open (self, alert, say_how_it_went (alert, before));
}

/* --- after a time without a line ---------------------------------------------------------------- */

static char *
say_outcome (ZbWindow *self, const ZbAlert *alert, ZbClaimOutcome outcome)
{
  switch (outcome)
    {
    case ZB_CLAIM_OUTCOME_KEPT:
      return g_strdup_printf (_ ("The line is back: your claim on “%s” still holds"), alert->title);
    case ZB_CLAIM_OUTCOME_TAKEN:
      if (g_strcmp0 (alert->claim->taken_from, get_me (self)) == 0)
        return say_taken (alert);
      return g_strdup_printf (_ ("While there was no line your claim on “%s” ran out, and %s has claimed it"),
                              alert->title, name_holder (alert));
    case ZB_CLAIM_OUTCOME_FREED:
    default:
      return g_strdup_printf (
          _ ("While there was no line your claim on “%s” ran out; nobody has claimed it since"),
          alert->title);
    }
}

static void
on_settled (ZbWindow *self, ZbAlert *alert, int outcome)
{
  say_when_open (self, alert, say_outcome (self, alert, outcome));
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

  self->unsaid = g_ptr_array_new_with_free_func (telling_free);
  self->released = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->memory = zb_alert_memory_new (world);
  self->claims = zb_claim_keeper_new (self->desk);
  g_signal_connect_object (self->claims, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
}
