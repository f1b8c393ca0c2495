/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the case that is shown. Each act has a verb in the machine of model/, whose
 * guard greys it out and says why; what goes on from here is a command of the window. */
#include "zb-case-pane-private.h"

#include "zb-compare-view.h"
#include "zb-now.h"
#include "zb-reason-dialog.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * Act:
 * @action: its name here
 * @verb: what the guard is asked
 * @command: what becomes of it
 * @word: the name of the words that go with it: "reason", "note", or %NULL for none
 * @heading: (nullable): what is asked where there are words
 * @label: (nullable): what the button says that does it
 */
typedef struct
{
  const char *action;
  ZbCaseVerb verb;
  const char *command, *word, *heading, *label;
} Act;

static const Act acts[] = {
  { "case-pane.file", ZB_CASE_VERB_FILE, "case.file", NULL, NULL, N_ ("File the case") },
  { "case-pane.report", ZB_CASE_VERB_REPORT, "case.report", "note", N_ ("Report that it is done?"),
    N_ ("Report…") },
  { "case-pane.supervise", ZB_CASE_VERB_SUPERVISE, "case.supervise", "note", N_ ("Press for this case?"),
    N_ ("Supervise") },
  { "case-pane.pass", ZB_CASE_VERB_PASS, "case.check", NULL, NULL, NULL },
  /* A major incident that is closed before its parts. */
  { "case-pane.pass-early", ZB_CASE_VERB_PASS, "case.check", "reason", N_ ("Close it before its parts?"),
    N_ ("Close the case") },
  { "case-pane.return", ZB_CASE_VERB_RETURN, "case.return", "reason", N_ ("Return this case?"),
    N_ ("Return") },
  { "case-pane.suspend", ZB_CASE_VERB_SUSPEND, "case.suspend", "reason", N_ ("Suspend this case for a day?"),
    N_ ("Suspend") },
  { "case-pane.resume", ZB_CASE_VERB_RESUME, "case.resume", NULL, NULL, NULL },
  { "case-pane.extend", ZB_CASE_VERB_EXTEND, "case.extend", "reason", N_ ("Extend the deadline by an hour?"),
    N_ ("Extend") },
  { "case-pane.void", ZB_CASE_VERB_VOID, "case.void", "reason", N_ ("Make this case void?"),
    N_ ("Make void") },
  { "case-pane.reopen", ZB_CASE_VERB_REOPEN, "case.reopen", "reason", N_ ("Reopen this case?"),
    N_ ("Reopen…") },
};

static const Act *
find_act (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      return &acts[i];
  return NULL;
}

static void
send (GtkWidget *widget, ZbCase *of, const char *command, GVariant *args)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (args);

  if (of)
    gtk_widget_activate_action (widget, "command.submit", "(ss@a{sv})", command, ZB_ENTITY (of)->id, kept);
}

/**
 * zb_case_pane_send:
 * @self: a case
 * @command: the name of a command
 * @args: (transfer floating): what comes with it
 *
 * Hands a command about this case to the window.
 */
void
zb_case_pane_send (ZbCasePane *self, const char *command, GVariant *args)
{
  send (GTK_WIDGET (self), self->of, command, args);
}

static GVariant *
collect (const ZbCase *of, const Act *act, const char *words)
{
  const gint64 present = of->deadlines ? of->deadlines->finish : 0;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  if (act->word)
    g_variant_dict_insert (&args, act->word, "s", words);
  if (act->verb == ZB_CASE_VERB_SUSPEND)
    g_variant_dict_insert (&args, "until", "x", zb_now () + G_TIME_SPAN_DAY);
  if (act->verb == ZB_CASE_VERB_EXTEND)
    g_variant_dict_insert (&args, "deadline", "x", MAX (present, zb_now ()) + G_TIME_SPAN_HOUR);
  return g_variant_dict_end (&args);
}

/* Which case was asked about: by the time of the answer another one may be shown. */
typedef struct
{
  const Act *act;
  ZbCase *of;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->of);
  g_free (asked);
}

static void
on_words (GtkWidget *widget, const char *words, gpointer data)
{
  const Asked *asked = data;

  send (widget, asked->of, asked->act->command, collect (asked->of, asked->act, words));
}

static void
do_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  const Act *act = find_act (name);
  Asked *asked;

  if (act && act->verb == ZB_CASE_VERB_PASS && zb_case_pane_has_open_parts (self))
    act = find_act ("case-pane.pass-early");
  if (!self->of || !act)
    return;
  if (!act->word)
    {
      zb_case_pane_send (self, act->command, collect (self->of, act, NULL));
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->act = act;
  asked->of = g_object_ref (self->of);
  zb_ask_reason (widget, _ (act->heading), _ (act->label), NULL, on_words, asked, free_asked);
}

static void
compose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);

  if (self->of)
    gtk_widget_activate_action (widget, "case.compose", "s", ZB_ENTITY (self->of)->id);
}

/* Sends what is written in the line for notes and empties it. */
static void
send_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  GVariantDict args;

  if (*text == '\0' || !self->of)
    return;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "text", "s", text);
  zb_case_pane_send (self, "case.note", g_variant_dict_end (&args));
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
}

/* --- by the keys --------------------------------------------------------------------------- */

static void
write_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (ZB_CASE_PANE (widget)->note);
}

static void
show_tasks (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->tasks, 0);

  if (first)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
choose_checker (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);

  if (gtk_widget_get_visible (self->checker_button) && gtk_widget_is_sensitive (self->checker_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->checker_button));
}

static void
show_more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (ZB_CASE_PANE (widget)->more_button));
}

static void
show_near (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);

  if (self->of)
    gtk_widget_activate_action (widget, "map.near-case", "s", ZB_ENTITY (self->of)->id);
}

/* What is decoded by now; what is not has no picture to compare. */
static void
compare_pictures (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasePane *self = ZB_CASE_PANE (widget);
  GdkTexture *before = zb_evidence_picture_get_texture (self->before);
  GdkTexture *after = zb_evidence_picture_get_texture (self->after);
  AdwDialog *dialog;
  GtkWidget *view;

  if (!before || !after || !self->of)
    return;
  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), zb_compare_view_new (before, after));
  adw_dialog_set_title (dialog, self->of->title);
  adw_dialog_set_content_width (dialog, 1120);
  adw_dialog_set_content_height (dialog, 690);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, widget);
}

/* --- the next thing to do ----------------------------------------------------------------------- */

/* What takes a case on from its step, where that is for the desk to do. */
static const char *
get_primary_action (ZbCasePane *self)
{
  switch (self->of ? (ZbStep)self->of->step : ZB_STEP_NONE)
    {
    case ZB_STEP_COLLECTED:
    case ZB_STEP_FILED:
      return "case-pane.compose";
    case ZB_STEP_DISPATCHED:
    case ZB_STEP_HANDLING:
      return "case-pane.report";
    case ZB_STEP_CLOSED:
      return "case-pane.reopen";
    case ZB_STEP_SUSPENDED:
      return "case-pane.resume";
    case ZB_STEP_NONE:
    case ZB_STEP_REPORTED:
    case ZB_STEP_CHECKING:
    case ZB_STEP_VOID:
    default:
      return NULL;
    }
}

/**
 * zb_case_pane_get_primary_label:
 * @self: a case
 *
 * Returns: (transfer none): what the button for the next thing to do says
 */
const char *
zb_case_pane_get_primary_label (ZbCasePane *self)
{
  const char *action = get_primary_action (self);

  const Act *act = action ? find_act (action) : NULL;

  if (!action)
    return "";
  if (act && act->label)
    return _ (act->label);
  return g_str_equal (action, "case-pane.resume") ? _ ("Resume") : C_ ("verb", "Dispatch");
}

static void
do_primary (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *action = get_primary_action (ZB_CASE_PANE (widget));

  if (action)
    gtk_widget_activate_action (widget, action, NULL);
}

/* --- checkers ---------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

static void
append_checker (ZbCasePane *self, const ZbChecker *checker)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *load =
      g_strdup_printf (ngettext ("%d case to check", "%d cases to check", checker->load), (int)checker->load);
  g_autofree char *line = g_strdup_printf ("%s · %s", zb_words_choice (&zb_roles, checker->role), load);

  gtk_box_append (GTK_BOX (box), new_label (checker->name, "zb-body"));
  gtk_box_append (GTK_BOX (box), new_label (line, "zb-caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (checker->account), g_free);
  gtk_list_box_append (self->checkers, row);
}

static void
on_checkers (ZbCasePane *self)
{
  const ZbAnswerState state = zb_answer_get_state (self->checkers_answer);
  GListModel *items = zb_answer_get_items (self->checkers_answer);

  gtk_list_box_remove_all (self->checkers);
  for (guint i = 0; state == ZB_ANSWER_READY && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbChecker) checker = g_list_model_get_item (items, i);
      append_checker (self, checker);
    }
  if (state == ZB_ANSWER_FAILED)
    gtk_label_set_text (self->checkers_note,
                        zb_words_problem (zb_answer_get_problem (self->checkers_answer)));
  else if (state == ZB_ANSWER_PENDING)
    gtk_label_set_text (self->checkers_note, _ ("Being fetched"));
  else
    gtk_label_set_text (self->checkers_note,
                        _ ("There is nobody who may check it; whoever dispatched or handled it may not"));
}

/**
 * zb_case_pane_drop_checkers:
 * @self: a case
 *
 * Forgets who could check the case that was shown.
 */
void
zb_case_pane_drop_checkers (ZbCasePane *self)
{
  if (self->checkers_answer)
    g_signal_handlers_disconnect_by_func (self->checkers_answer, on_checkers, self);
  g_clear_object (&self->checkers_answer);
}

/**
 * zb_case_pane_ask_checkers:
 * @self: a case
 *
 * Offers those who may check this case, as the platform says: it knows who there is and who has
 * handled what.
 */
void
zb_case_pane_ask_checkers (ZbCasePane *self)
{
  zb_case_pane_drop_checkers (self);
  if (!self->query || !self->of)
    return;
  self->checkers_answer = zb_query_checkers (self->query, ZB_ENTITY (self->of)->id);
  g_signal_connect_object (self->checkers_answer, "notify::state", G_CALLBACK (on_checkers), self,
                           G_CONNECT_SWAPPED);
  on_checkers (self);
}

/* --- what is possible, and why not --------------------------------------------------------------------- */

static ZbProblem *
ask (ZbCasePane *self, ZbCaseVerb verb)
{
  return zb_case_ask (self->world, self->account, self->of, verb, NULL);
}

static void
enable (ZbCasePane *self, const char *action, ZbCaseVerb verb)
{
  g_autoptr (ZbProblem) problem = self->of && self->world ? ask (self, verb) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, self->of && !problem);
}

static void
explain (ZbCasePane *self, GtkWidget *button, ZbCaseVerb verb)
{
  g_autoptr (ZbProblem) problem = self->of && self->world ? ask (self, verb) : NULL;

  gtk_widget_set_tooltip_text (button, problem ? zb_words_problem (problem) : NULL);
}

static ZbCaseVerb
verb_of_compose (ZbCasePane *self)
{
  const int step = self->of ? self->of->step : ZB_STEP_NONE;

  if (step == ZB_STEP_COLLECTED)
    return ZB_CASE_VERB_FILE;
  return step == ZB_STEP_FILED ? ZB_CASE_VERB_DISPATCH : ZB_CASE_VERB_ASSIGN;
}

static void
update_primary (ZbCasePane *self)
{
  const char *action = get_primary_action (self);
  const Act *act = action ? find_act (action) : NULL;
  const ZbCaseVerb verb = act ? act->verb : verb_of_compose (self);
  g_autoptr (ZbProblem) problem = action && self->world ? ask (self, verb) : NULL;

  gtk_widget_set_visible (self->primary_button, action != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-pane.primary", action && !problem);
  gtk_widget_set_tooltip_text (self->primary_button, problem ? zb_words_problem (problem) : NULL);
}

static void
update_checker_button (ZbCasePane *self)
{
  const gboolean reported = self->of && self->of->step == ZB_STEP_REPORTED;
  g_autoptr (ZbProblem) problem = reported ? ask (self, ZB_CASE_VERB_ASSIGN_CHECKER) : NULL;

  gtk_widget_set_visible (self->checker_button, reported);
  gtk_widget_set_sensitive (self->checker_button, reported && !problem);
  gtk_widget_set_tooltip_text (self->checker_button, problem ? zb_words_problem (problem) : NULL);
}

static void
update_refusal (ZbCasePane *self)
{
  g_autoptr (ZbProblem) problem = self->of && self->world ? ask (self, ZB_CASE_VERB_PASS) : NULL;
  const gboolean checking = self->of && self->of->step == ZB_STEP_CHECKING;

  gtk_widget_set_visible (self->refusal_box, checking && problem);
  gtk_label_set_text (self->refusal_label, problem ? zb_words_problem (problem) : "");
}

/**
 * zb_case_pane_update_actions:
 * @self: a case
 *
 * Asks the guards anew.
 */
void
zb_case_pane_update_actions (ZbCasePane *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    enable (self, acts[i].action, acts[i].verb);
  enable (self, "case-pane.compose", verb_of_compose (self));
  enable (self, "case-pane.note", ZB_CASE_VERB_NOTE);
  zb_case_pane_update_family (self);
  explain (self, self->supervise_button, ZB_CASE_VERB_SUPERVISE);
  explain (self, self->pass_button, ZB_CASE_VERB_PASS);
  explain (self, self->return_button, ZB_CASE_VERB_RETURN);
  if (!self->world)
    return;
  update_primary (self);
  update_checker_button (self);
  update_refusal (self);
}

/**
 * zb_case_pane_bind_actions:
 * @widget_class: the class of the pane
 *
 * Installs its actions.
 */
void
zb_case_pane_bind_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i].action, NULL, do_act);
  gtk_widget_class_install_action (widget_class, "case-pane.primary", NULL, do_primary);
  gtk_widget_class_install_action (widget_class, "case-pane.compose", NULL, compose);
  gtk_widget_class_install_action (widget_class, "case-pane.note", NULL, send_note);
  gtk_widget_class_install_action (widget_class, "case-pane.compare", NULL, compare_pictures);
  gtk_widget_class_install_action (widget_class, "case-pane.write-note", NULL, write_note);
  gtk_widget_class_install_action (widget_class, "case-pane.show-tasks", NULL, show_tasks);
  gtk_widget_class_install_action (widget_class, "case-pane.choose-checker", NULL, choose_checker);
  gtk_widget_class_install_action (widget_class, "case-pane.show-more", NULL, show_more);
  gtk_widget_class_install_action (widget_class, "case-pane.show-near", NULL, show_near);
}
