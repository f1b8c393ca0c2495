/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before an act that needs a reason: a line of words, with the usual ones to click. */
#include "zb-reason-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *asker;
  AdwAlertDialog *dialog;
  GtkWidget *entry;
  ZbReasonFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  if (question->destroy)
    question->destroy (question->data);
  g_clear_weak_pointer (&question->asker);
  g_free (question);
}

static void
on_changed (Question *question)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));

  adw_alert_dialog_set_response_enabled (question->dialog, "do", *reason != '\0');
}

static void
on_response (Question *question, const char *response)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));

  if (g_str_equal (response, "do") && question->asker && *reason)
    question->func (question->asker, reason, question->data);
}

static void
on_suggestion (Question *question, GtkButton *button)
{
  gtk_editable_set_text (GTK_EDITABLE (question->entry), gtk_button_get_label (button));
}

static GtkWidget *
new_suggestions (Question *question, const char *const *suggestions)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  for (; suggestions && *suggestions; suggestions++)
    {
      GtkWidget *button = gtk_button_new_with_label (*suggestions);
      gtk_widget_add_css_class (button, "zb-chip");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_suggestion), question);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  return box;
}

static GtkWidget *
new_form (Question *question, const char *const *suggestions)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  question->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (question->entry), _ ("Reason"));
  gtk_entry_set_activates_default (GTK_ENTRY (question->entry), TRUE);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (on_changed), question);
  gtk_box_append (GTK_BOX (box), question->entry);
  if (suggestions)
    gtk_box_append (GTK_BOX (box), new_suggestions (question, suggestions));
  return box;
}

/**
 * zb_ask_reason:
 * @asker: the widget on whose behalf it is asked
 * @heading: what is about to be done
 * @verb: the words on the button that does it
 * @suggestions: (nullable) (array zero-terminated=1): reasons to click
 * @func: what to do with the reason
 * @data: (nullable): for @func
 * @destroy: (nullable): how to free @data
 *
 * Asks for a reason; without one the button cannot be pressed. Nothing is done where the dialog is
 * closed or @asker is gone.
 *
 * Returns: (transfer none): the dialog
 */
AdwDialog *
zb_ask_reason (GtkWidget *asker, const char *heading, const char *verb, const char *const *suggestions,
               ZbReasonFunc func, gpointer data, GDestroyNotify destroy)
{
  Question *question = g_new0 (Question, 1);
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);

  question->dialog = ADW_ALERT_DIALOG (dialog);
  question->func = func;
  question->data = data;
  question->destroy = destroy;
  g_set_weak_pointer (&question->asker, asker);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, free_question);
  adw_alert_dialog_set_extra_child (question->dialog, new_form (question, suggestions));
  adw_alert_dialog_add_responses (question->dialog, "cancel", _ ("Cancel"), "do", verb, NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (question->dialog, "do", FALSE);
  adw_alert_dialog_set_default_response (question->dialog, "do");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), question);
  adw_dialog_set_focus (dialog, question->entry);
  adw_dialog_present (dialog, asker);
  return dialog;
}
