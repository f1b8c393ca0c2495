/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-test, and what is copied for whoever helps. */
#include "zb-window-private.h"

#include "zb-self-test-dialog.h"
#include "zb-troubleshooting.h"

#include <glib/gi18n.h>

static ZbSelfTest *
get_test (ZbWindow *self)
{
  if (!self->self_test)
    self->self_test = zb_self_test_new ();
  return self->self_test;
}

static void
run (ZbWindow *self)
{
  g_autoptr (ZbCheckFacts) facts = zb_check_facts_new (GTK_WIDGET (self), zb_desk_get_link (self->desk));

  zb_self_test_run (get_test (self), facts);
}

static void
copy (ZbWindow *self)
{
  g_autofree char *text = zb_troubleshooting_to_text (get_test (self), self->settings, GTK_WIDGET (self),
                                                      zb_link_get_url (zb_desk_get_link (self->desk)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
on_running (ZbWindow *self)
{
  if (zb_self_test_is_running (self->self_test))
    return;
  g_signal_handlers_disconnect_by_func (self->self_test, on_running, self);
  copy (self);
  zb_window_say (self, _ ("Copied. There is no user name and no password in it."));
}

/**
 * zb_window_show_self_test:
 * @self: the window
 * @parameter: not used
 *
 * Runs the self-test and shows what it finds.
 */
void
zb_window_show_self_test (ZbWindow *self, GVariant *parameter)
{
  AdwDialog *dialog = zb_self_test_dialog_new (get_test (self));

  g_signal_connect_object (dialog, "copy", G_CALLBACK (copy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "again", G_CALLBACK (run), self, G_CONNECT_SWAPPED);
  run (self);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * zb_window_copy_troubleshooting:
 * @self: the window
 * @parameter: not used
 *
 * Runs the self-test and copies what it finds, with what else helps whoever helps.
 */
void
zb_window_copy_troubleshooting (ZbWindow *self, GVariant *parameter)
{
  g_signal_handlers_disconnect_by_func (get_test (self), on_running, self);
  run (self);
  g_signal_connect_object (get_test (self), "notify::running", G_CALLBACK (on_running), self,
                           G_CONNECT_SWAPPED);
}
