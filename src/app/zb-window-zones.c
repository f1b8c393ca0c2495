/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with watch zones beside what the map does by itself. */
#include "zb-deep-link.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/**
 * zb_window_edit_zone:
 * @self: the window
 * @parameter: (sxa{sv}): a zone's id, the revision that was read, the fields as they are to be
 *
 * Queues the edit of a zone, which rests on what the officer has read and not on what the zone says by now.
 */
void
zb_window_edit_zone (ZbWindow *self, GVariant *parameter)
{
  const char *id;
  gint64 revision;
  g_autoptr (GVariant) fields = NULL;
  g_autoptr (ZbCommand) command = NULL;
  g_autofree char *text = NULL;

  g_variant_get (parameter, "(&sx@a{sv})", &id, &revision, &fields);
  command = zb_command_new ("zone.edit", id, fields);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, revision);
  zb_command_set_if_match (command, text);
  zb_window_send (self, command);
}

/**
 * zb_window_copy_zone_link:
 * @self: the window
 * @parameter: (s): a zone's id
 *
 * Puts the link that leads to a zone into the clipboard.
 */
void
zb_window_copy_zone_link (ZbWindow *self, GVariant *parameter)
{
  g_autofree char *link = zb_deep_link_write (ZB_KIND_ZONE, g_variant_get_string (parameter, NULL));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), link);
  zb_window_say (self, _ ("The link was copied"));
}
