/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done on the board: a card that is opened, and one that is moved to another step. */
#include "zb-cases-page-private.h"

#include "zb-case-facts.h"

#include <glib/gi18n.h>

static void
on_card_opened (ZbCasesPage *self, ZbCase *of)
{
  zb_cases_page_set_selected (self, of);
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", ZB_ENTITY (of)->id);
}

static void
on_answered (ZbCasesPage *self, const char *response, AdwAlertDialog *dialog)
{
  ZbCase *of = g_object_get_data (G_OBJECT (dialog), "case");

  /* What was asked of one case is not done to another that is shown meanwhile. */
  if (g_str_equal (response, "do") && self->selected == of)
    gtk_widget_activate_action (GTK_WIDGET (self->pane), g_object_get_data (G_OBJECT (dialog), "action"),
                                NULL);
}

/* What would be done at once in the detail, where its button says what it does, is asked after a drop. */
static void
ask_whether (ZbCasesPage *self, ZbCase *of, const char *question, const char *action)
{
  g_autofree char *body =
      g_strdup_printf ("%s · %s", of->title ? of->title : "", zb_case_get_short_number (of));
  AdwDialog *dialog = adw_alert_dialog_new (question, body);

  adw_alert_dialog_set_body_use_markup (ADW_ALERT_DIALOG (dialog), FALSE);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("Cancel"), "do", _ ("Confirm"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "do");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "action", g_strdup (action), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "case", g_object_ref (of), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_card_moved (ZbCasesPage *self, ZbCase *of, const char *action, const char *question)
{
  zb_cases_page_set_selected (self, of);
  if (question)
    ask_whether (self, of, _ (question), action);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->pane), action, NULL);
}

void
zb_cases_page_install_moves (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_card_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_card_moved);
}
