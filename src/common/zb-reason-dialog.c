/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before an act that needs a reason: a line of words, with the usual ones to click. */
#include "zb-reason-dialog.h"

#include "zb-reason-field.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *asker;
  AdwAlertDialog *dialog;
  ZbReasonField *field;
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
  adw_alert_dialog_set_response_enabled (question->dialog, "do",
                                         zb_reason_field_has_reason (question->field));
}

static void
on_response (Question *question, const char *response)
{
  g_autofree char *reason = zb_reason_field_dup_reason (question->field);

  if (g_str_equal (response, "do") && question->asker && *reason)
    question->func (question->asker, reason, question->data);
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
  question->field = zb_reason_field_new (suggestions);
  g_signal_connect_swapped (question->field, "changed", G_CALLBACK (on_changed), question);
  adw_alert_dialog_set_extra_child (question->dialog, GTK_WIDGET (question->field));
  adw_alert_dialog_add_responses (question->dialog, "cancel", _ ("Cancel"), "do", verb, NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (question->dialog, "do", FALSE);
  adw_alert_dialog_set_default_response (question->dialog, "do");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), question);
  adw_dialog_set_focus (dialog, zb_reason_field_get_entry (question->field));
  adw_dialog_present (dialog, asker);
  return dialog;
}
