/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told an officer in passing, where the widget is that has something to tell. */
#include "zb-say.h"

/**
 * zb_say_with:
 * @widget: who has something to tell
 * @toast: (transfer full): what it tells
 *
 * Shows it over what @widget is in; nowhere, where that shows no toasts.
 */
void
zb_say_with (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

/**
 * zb_say:
 * @widget: who has something to tell
 * @words: a sentence, already in the officer's language, and no markup
 *
 * Tells the officer something that needs no answer.
 */
void
zb_say (GtkWidget *widget, const char *words)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  zb_say_with (widget, toast);
}
