/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the buttons of the desktop's notices do. They are the application's own actions: a notice outlives the
 * window, and may even start the console.
 */
#include "zb-notice-actions.h"

#include "zb-deep-link.h"
#include "zb-window.h"

/* The desk's window, whichever of the console's was in front last. */
static GtkWindow *
find_desk (GtkApplication *application)
{
  for (GList *windows = gtk_application_get_windows (application); windows; windows = windows->next)
    if (ZB_IS_WINDOW (windows->data))
      return windows->data;
  return gtk_application_get_active_window (application);
}

/* A notice that outlived its console starts another, which finds the alert when somebody sits there. */
static void
open_alert (GtkApplication *application, const char *id)
{
  g_autofree char *link = zb_deep_link_write (ZB_KIND_ALERT, id);
  g_autoptr (GFile) file = g_file_new_for_uri (link);

  if (g_application_get_flags (G_APPLICATION (application)) & G_APPLICATION_HANDLES_OPEN)
    g_application_open (G_APPLICATION (application), &file, 1, "");
}

/* A notice leads to its alert; behind the door, it waits there. */
static void
on_show_alert (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GtkWindow *window = find_desk (application);

  if (!window)
    {
      open_alert (application, g_variant_get_string (parameter, NULL));
      return;
    }
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "map");
  gtk_widget_activate_action_variant (GTK_WIDGET (window), "alert.select", parameter);
}

/* Nobody claims from outside the door: who has locked the desk may not be who stands before it. */
static void
on_claim_alert (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GtkWindow *window = find_desk (application);

  if (ZB_IS_WINDOW (window) && zb_window_is_open (ZB_WINDOW (window)))
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "alert.claim", parameter);
  on_show_alert (action, parameter, application);
}

static void
on_show_alerts (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GtkWindow *window = find_desk (application);

  if (!window)
    {
      g_application_activate (application);
      return;
    }
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "alerts");
}

static const GActionEntry actions[] = {
  { .name = "show-alert", .parameter_type = "s", .activate = on_show_alert },
  { .name = "claim-alert", .parameter_type = "s", .activate = on_claim_alert },
  { .name = "show-alerts", .activate = on_show_alerts },
};

/**
 * zb_notice_actions_add:
 * @application: the console
 *
 * Makes the actions that notices ask for.
 */
void
zb_notice_actions_add (GtkApplication *application)
{
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
}
