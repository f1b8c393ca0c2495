/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before something is done to several alerts: to how many it can be done, to which not and why,
 * and what else has to be known. Where nothing is in question it is done at once. */
#include "zb-bulk-dialog.h"

#include "zb-reason-field.h"
#include "zb-snooze-form.h"
#include "zb-words.h"

#include <glib/gi18n.h>

#define LIST_HEIGHT 220

typedef struct
{
  GtkWidget *asker;
  AdwAlertDialog *dialog;
  const ZbBulkAct *act;
  GPtrArray *alerts;
  ZbWorld *world;
  ZbAccount *account;
  ZbBulkPlan *plan;
  GtkDropDown *target;
  ZbSnoozeForm *snooze;
  ZbReasonField *reason;
  GtkListBox *refused;
  GtkWidget *refused_place;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->asker);
  g_ptr_array_unref (question->alerts);
  g_clear_object (&question->world);
  g_clear_object (&question->account);
  g_clear_pointer (&question->plan, zb_bulk_plan_free);
  g_free (question);
}

/* --- words ------------------------------------------------------------------------------------- */

static const char *
verb_of (const ZbBulkAct *act)
{
  if (act->verb == ZB_ALERT_VERB_VERDICT)
    return zb_words_choice (&zb_verdicts, act->verdict);
  return zb_words_command (act->command);
}

static char *
heading_of (const ZbBulkAct *act, guint n)
{
  /* Translators: what is to be done, and to how many alerts */
  return g_strdup_printf (ngettext ("%s: %u alert", "%s: %u alerts", n), verb_of (act), n);
}

/* --- doing it ------------------------------------------------------------------------------------ */

static GVariant *
arguments (const Question *question, ZbAlert *into)
{
  g_autofree char *reason = NULL;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  if (question->act->verb == ZB_ALERT_VERB_VERDICT)
    g_variant_dict_insert (&args, "verdict", "s", zb_choices_nick (&zb_verdicts, question->act->verdict));
  if (into)
    g_variant_dict_insert (&args, "into", "s", ZB_ENTITY (into)->id);
  if (question->snooze)
    g_variant_dict_insert (&args, "until", "x", zb_snooze_form_get_until (question->snooze));
  if (question->snooze)
    reason = zb_snooze_form_dup_reason (question->snooze);
  else if (question->reason)
    reason = zb_reason_field_dup_reason (question->reason);
  if (reason && *reason)
    g_variant_dict_insert (&args, "reason", "s", reason);
  return g_variant_dict_end (&args);
}

static ZbAlert *
get_target (const Question *question)
{
  const guint selected = question->target ? gtk_drop_down_get_selected (question->target) : G_MAXUINT;

  return selected < question->alerts->len ? question->alerts->pdata[selected] : NULL;
}

static void
do_it (const Question *question)
{
  g_auto (GStrv) ids = zb_bulk_plan_dup_ids (question->plan);

  if (question->asker && question->plan->able->len > 0)
    gtk_widget_activate_action (question->asker, "alert.many", "(s^as@a{sv})", question->act->command, ids,
                                arguments (question, get_target (question)));
}

static gboolean
is_complete (const Question *question)
{
  if (question->plan->able->len == 0)
    return FALSE;
  if (question->snooze)
    return zb_snooze_form_is_complete (question->snooze);
  return !question->reason || zb_reason_field_has_reason (question->reason);
}

static void
on_response (Question *question, const char *response)
{
  if (g_str_equal (response, "do") && is_complete (question))
    do_it (question);
}

/* --- what it looks like ---------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

static char *
name_of (ZbAlert *alert)
{
  g_autofree char *time = zb_words_time (alert->last_at);

  return g_strdup_printf ("%s · %s · %s", alert->title ? alert->title : "", alert->place ? alert->place : "",
                          time);
}

static GtkWidget *
new_refused_row (const ZbBulkRefusal *refusal)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *name = name_of (refusal->alert);

  gtk_box_append (GTK_BOX (box), new_label (name, "zb-dense"));
  gtk_box_append (GTK_BOX (box), new_label (refusal->because, "zb-caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
update_response (Question *question)
{
  g_autofree char *button = g_strdup_printf ("%s (%u)", verb_of (question->act), question->plan->able->len);

  adw_alert_dialog_set_response_label (question->dialog, "do", button);
  adw_alert_dialog_set_response_enabled (question->dialog, "do", is_complete (question));
}

static void
show_plan (Question *question)
{
  g_autofree char *line = zb_bulk_plan_describe (question->plan);

  adw_alert_dialog_set_body (question->dialog, line);
  gtk_list_box_remove_all (question->refused);
  for (guint i = 0; i < question->plan->unable->len; i++)
    gtk_list_box_append (question->refused, new_refused_row (question->plan->unable->pdata[i]));
  gtk_widget_set_visible (question->refused_place, question->plan->unable->len > 0);
  update_response (question);
}

static void
plan (Question *question)
{
  g_clear_pointer (&question->plan, zb_bulk_plan_free);
  question->plan = zb_bulk_plan_new (question->act, question->alerts, get_target (question), question->world,
                                     question->account);
}

static void
on_target (Question *question)
{
  plan (question);
  show_plan (question);
}

static GtkWidget *
new_target (Question *question)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  ZbAlert *chosen = zb_bulk_choose_target (question->alerts);
  GtkWidget *down;
  guint selected = 0;

  for (guint i = 0; i < question->alerts->len; i++)
    {
      gtk_string_list_take (names, name_of (question->alerts->pdata[i]));
      if (question->alerts->pdata[i] == chosen)
        selected = i;
    }
  down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  question->target = GTK_DROP_DOWN (down);
  gtk_drop_down_set_selected (question->target, selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Into this alert"),
                                  -1);
  g_signal_connect_swapped (down, "notify::selected", G_CALLBACK (on_target), question);
  return down;
}

static void
add_questions (Question *question, GtkBox *box)
{
  const char *const usual[] = { _ ("False alarm"), _ ("Test"), _ ("Dealt with on the spot"), NULL };

  if (question->act->verb == ZB_ALERT_VERB_MERGE)
    {
      gtk_box_append (box, new_label (_ ("Into this alert"), "zb-caption"));
      gtk_box_append (box, new_target (question));
    }
  else if (question->act->verb == ZB_ALERT_VERB_SNOOZE)
    {
      question->snooze = zb_snooze_form_new (30);
      g_signal_connect_swapped (question->snooze, "changed", G_CALLBACK (update_response), question);
      gtk_box_append (box, GTK_WIDGET (question->snooze));
    }
  else if (question->act->verb == ZB_ALERT_VERB_CLOSE)
    {
      question->reason = zb_reason_field_new (usual);
      g_signal_connect_swapped (question->reason, "changed", G_CALLBACK (update_response), question);
      gtk_box_append (box, GTK_WIDGET (question->reason));
    }
}

static void
add_refused (Question *question, GtkBox *box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  question->refused = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (question->refused, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (question->refused), "zb-menu-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (question->refused), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("To these it cannot be done"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (question->refused));
  question->refused_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (question->refused_place),
                  new_label (_ ("To these it cannot be done"), "zb-caption"));
  gtk_box_append (GTK_BOX (question->refused_place), scroller);
  gtk_box_append (box, question->refused_place);
}

static AdwDialog *
ask (Question *question)
{
  g_autofree char *heading = heading_of (question->act, question->alerts->len);
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  question->dialog = ADW_ALERT_DIALOG (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, free_question);
  add_questions (question, GTK_BOX (box));
  add_refused (question, GTK_BOX (box));
  adw_alert_dialog_set_extra_child (question->dialog, box);
  adw_alert_dialog_add_responses (question->dialog, "cancel", _ ("Cancel"), "do", verb_of (question->act),
                                  NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (question->dialog, "do");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), question);
  plan (question);
  show_plan (question);
  adw_dialog_present (dialog, question->asker);
  return dialog;
}

static gboolean
is_in_question (const Question *question)
{
  const ZbAlertVerb verb = question->act->verb;

  return question->plan->unable->len > 0 || question->plan->n_beyond > 0 ||
         (verb != ZB_ALERT_VERB_CLAIM && verb != ZB_ALERT_VERB_VERDICT);
}

/**
 * zb_bulk_ask:
 * @asker: a widget below which the window's actions can be reached
 * @act: what is to be done
 * @alerts: (element-type ZbAlert): to what
 * @world: what is known
 * @account: (nullable): who does it
 *
 * Says what can be done and what not, and does it when the officer says so, by the action `alert.many`. A
 * claim or a verdict that can be made on all of them is made at once.
 *
 * Returns: (transfer none) (nullable): the dialog; %NULL where nothing had to be asked
 */
AdwDialog *
zb_bulk_ask (GtkWidget *asker, const ZbBulkAct *act, GPtrArray *alerts, ZbWorld *world, ZbAccount *account)
{
  Question *question = g_new0 (Question, 1);

  g_set_weak_pointer (&question->asker, asker);
  question->act = act;
  question->alerts = g_ptr_array_ref (alerts);
  question->world = g_object_ref (world);
  g_set_object (&question->account, account);
  plan (question);
  if (is_in_question (question))
    return ask (question);
  do_it (question);
  free_question (question);
  return NULL;
}
