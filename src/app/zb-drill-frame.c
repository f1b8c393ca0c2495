/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a window that shows an exercise or a replay: a hatched border, and a word before its title. */
#include "zb-drill-frame.h"

#define STYLE "zb-drill-frame"
#define PLAIN_TITLE "zb-plain-title"

static GtkWidget *
get_content (GtkWindow *window)
{
  if (ADW_IS_APPLICATION_WINDOW (window))
    return adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
  if (ADW_IS_WINDOW (window))
    return adw_window_get_content (ADW_WINDOW (window));
  return gtk_window_get_child (window);
}

static void
set_title (GtkWindow *window, const char *prefix)
{
  const char *plain = g_object_get_data (G_OBJECT (window), PLAIN_TITLE);
  g_autofree char *title = NULL;

  if (!plain)
    {
      const char *now = gtk_window_get_title (window);
      g_object_set_data_full (G_OBJECT (window), PLAIN_TITLE, g_strdup (now ? now : ""), g_free);
      plain = g_object_get_data (G_OBJECT (window), PLAIN_TITLE);
    }
  title = prefix ? g_strdup_printf ("[%s] %s", prefix, plain) : g_strdup (plain);
  gtk_window_set_title (window, title);
}

/**
 * zb_drill_frame_set:
 * @window: a window
 * @prefix: (nullable): the word, in the officer's language; %NULL for what is real
 *
 * Marks a window, or takes the mark away.
 */
void
zb_drill_frame_set (GtkWindow *window, const char *prefix)
{
  GtkWidget *content = get_content (window);

  set_title (window, prefix);
  if (content && prefix)
    gtk_widget_add_css_class (content, STYLE);
  else if (content)
    gtk_widget_remove_css_class (content, STYLE);
}
