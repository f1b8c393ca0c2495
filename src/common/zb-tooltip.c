/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips of what changes all the time, such as the rows of a list. gtk_widget_set_tooltip_text() asks the
 * display each time where the pointer is, which under X11 is a journey there and back; this one is asked for
 * its words when the pointer rests. */
#include "zb-tooltip.h"

static GQuark
words_quark (void)
{
  return g_quark_from_static_string ("zb-tooltip");
}

static gboolean
on_query (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const char *text = zb_tooltip_get (widget);

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/**
 * zb_tooltip_get:
 * @widget: a widget
 *
 * Returns: (nullable) (transfer none): the tooltip that zb_tooltip_set() gave it
 */
const char *
zb_tooltip_get (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), words_quark ());
}

/**
 * zb_tooltip_set:
 * @widget: a widget that no one gives a tooltip otherwise
 * @text: (nullable): a sentence, %NULL or empty for none
 *
 * Sets what its tooltip says, to whoever looks and to whoever listens.
 */
void
zb_tooltip_set (GtkWidget *widget, const char *text)
{
  const char *wanted = text && *text ? text : NULL;

  if (g_strcmp0 (wanted, zb_tooltip_get (widget)) == 0)
    return;
  g_signal_handlers_disconnect_by_func (widget, on_query, NULL);
  if (wanted)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), NULL);
  g_object_set_qdata_full (G_OBJECT (widget), words_quark (), g_strdup (wanted), g_free);
  gtk_widget_set_has_tooltip (widget, wanted != NULL);
  if (wanted)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, wanted, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
