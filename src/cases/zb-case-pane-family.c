/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a case and another one: merging, linking, and major incidents with their parts. Which
 * other case is asked by a dialog of its own. */
#include "zb-case-pane-private.h"

#include "zb-case-choice.h"
#include "zb-case-parts.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static void
choose (ZbCasePane *self, ZbCaseVerb verb)
{
  if (self->of && self->world)
    adw_dialog_present (zb_case_choice_new (self->world, self->account, self->of, verb), GTK_WIDGET (self));
}

static void
merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (ZB_CASE_PANE (widget), ZB_CASE_VERB_MERGE);
}

static void
link_with (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (ZB_CASE_PANE (widget), ZB_CASE_VERB_LINK);
}

static void
add_parts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (ZB_CASE_PANE (widget), ZB_CASE_VERB_PARENT);
}

/* --- what is possible, and why not ------------------------------------------------------------- */

static ZbProblem *
ask (ZbCasePane *self, ZbCaseVerb verb)
{
  return self->of && self->world ? zb_case_ask (self->world, self->account, self->of, verb, NULL) : NULL;
}

static void
guard (ZbCasePane *self, const char *action, GtkWidget *button, ZbProblem *problem)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, self->of && self->world && !problem);
  gtk_widget_set_tooltip_text (button, problem ? zb_words_problem (problem) : NULL);
}

/* Whether others may be parts of it: of a part itself they may not, nor of what is over. */
static ZbProblem *
ask_parts (ZbCasePane *self)
{
  g_autoptr (ZbCase) any = ZB_CASE (zb_entity_new (ZB_KIND_CASE, "any"));
  g_autoptr (GPtrArray) parts = zb_case_list_parts (self->world, ZB_ENTITY (self->of)->id);
  const ZbRole role = self->account ? (ZbRole)self->account->role : ZB_ROLE_NONE;
  const char *because;

  if (!zb_role_is_duty (role))
    return zb_guard_forbidden ("role");
  any->parent_instance.mode = ZB_ENTITY (self->of)->mode;
  because = zb_case_refuse_part (any, self->of, parts->len, role);
  return because ? zb_guard_refuse (because, zb_choices_nick (&zb_steps, self->of->step), NULL) : NULL;
}

/**
 * zb_case_pane_update_family:
 * @self: a case
 *
 * Asks the guards anew whether it may be merged, linked, and have parts.
 */
void
zb_case_pane_update_family (ZbCasePane *self)
{
  g_autoptr (ZbProblem) merging = ask (self, ZB_CASE_VERB_MERGE);
  g_autoptr (ZbProblem) linking = ask (self, ZB_CASE_VERB_LINK);
  g_autoptr (ZbProblem) parting = self->of && self->world ? ask_parts (self) : NULL;

  guard (self, "case-pane.merge", self->merge_button, merging);
  guard (self, "case-pane.link", self->link_button, linking);
  guard (self, "case-pane.add-parts", self->parts_button, parting);
}

/**
 * zb_case_pane_has_open_parts:
 * @self: a case
 *
 * Returns: whether it is a major incident with parts that go on
 */
gboolean
zb_case_pane_has_open_parts (ZbCasePane *self)
{
  g_autoptr (GPtrArray) parts =
      self->of && self->world ? zb_case_list_parts (self->world, ZB_ENTITY (self->of)->id) : NULL;

  return parts && zb_case_count_parts_open (parts) > 0;
}

/**
 * zb_case_pane_bind_family:
 * @widget_class: the class of the pane
 *
 * Installs its actions on other cases.
 */
void
zb_case_pane_bind_family (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "case-pane.merge", NULL, merge);
  gtk_widget_class_install_action (widget_class, "case-pane.link", NULL, link_with);
  gtk_widget_class_install_action (widget_class, "case-pane.add-parts", NULL, add_parts);
}
