/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of the dialogs when the door is shut. A form half filled in is an officer's work: it
 * is taken off the window, so that nobody can read it or reach it there, and put back as it was when
 * the same officer is back. Another officer gets none of it.
 */
#include "zb-window-private.h"

/* Without animations: nothing of a dialog lies over the door on its way out. */
static gboolean
set_animations (ZbWindow *self, gboolean enabled)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  gboolean before;

  g_object_get (settings, "gtk-enable-animations", &before, NULL);
  g_object_set (settings, "gtk-enable-animations", enabled, NULL);
  return before;
}

/* A dialog that is closed within its first two frames cannot be presented again (libadwaita 1.7 to 1.9 keep
 * it in closing), and nobody has written anything into it. */
static gboolean
was_seen (AdwDialog *dialog)
{
  return gtk_widget_get_mapped (adw_dialog_get_child (dialog));
}

static void
take_off (ZbWindow *self, AdwDialog *dialog)
{
  if (was_seen (dialog))
    g_ptr_array_insert (self->drafts, 0, g_object_ref (dialog));
  adw_dialog_force_close (dialog);
}

/**
 * zb_window_cover_drafts:
 * @self: the window
 *
 * Takes every dialog off the window and keeps it.
 */
void
zb_window_cover_drafts (ZbWindow *self)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (self);
  AdwDialog *dialog, *before = NULL;
  const gboolean animated = set_animations (self, FALSE);

  while ((dialog = adw_application_window_get_visible_dialog (window)) && dialog != before)
    {
      before = dialog;
      take_off (self, dialog);
    }
  set_animations (self, animated);
}

/**
 * zb_window_uncover_drafts:
 * @self: the window
 *
 * Shows the dialogs that were covered, each over those that were below it.
 */
void
zb_window_uncover_drafts (ZbWindow *self)
{
  g_autoptr (GPtrArray) drafts = g_steal_pointer (&self->drafts);
  const gboolean animated = set_animations (self, FALSE);

  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < drafts->len; i++)
    adw_dialog_present (drafts->pdata[i], GTK_WIDGET (self));
  set_animations (self, animated);
}

/* Nobody's drafts are an officer's who has left: they wait until it is known who is next. */
static void
on_account (ZbWindow *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  if (!account)
    return;
  if (self->officer && g_strcmp0 (self->officer, ZB_ENTITY (account)->id) != 0)
    {
      g_ptr_array_set_size (self->drafts, 0);
      g_ptr_array_set_size (self->unsaid, 0);
      g_hash_table_remove_all (self->compared);
      g_hash_table_remove_all (self->told);
      self->has_opened = FALSE;
    }
  g_set_str (&self->officer, ZB_ENTITY (account)->id);
}

/**
 * zb_window_watch_drafts:
 * @self: the window
 *
 * Begins to follow whose drafts they are.
 */
void
zb_window_watch_drafts (ZbWindow *self)
{
  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (self->desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  on_account (self);
}
