/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column of the dispatch form, its deadlines and its progress: filled from the case, or
 * from the alert that is to become one, and from the plan. */
#include "zb-dispatch-dialog-private.h"

#include "zb-alert-kind.h"
#include "zb-area.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define LONGEST_DESCRIPTION 500

/* --- what is known ------------------------------------------------------------------------------ */

/**
 * zb_dispatch_dialog_get_drill:
 * @self: a form
 *
 * Returns: (nullable): the id of the drill that the matter belongs to
 */
const char *
zb_dispatch_dialog_get_drill (ZbDispatchDialog *self)
{
  return self->of ? self->of->drill : self->alert ? self->alert->drill : NULL;
}

/**
 * zb_dispatch_dialog_get_facts:
 * @self: a form
 *
 * Returns: what is known of the matter; it borrows from case or alert
 */
ZbDispatchFacts
zb_dispatch_dialog_get_facts (ZbDispatchDialog *self)
{
  const ZbCase *of = self->of;
  const ZbAlert *alert = self->alert;

  if (of)
    return (ZbDispatchFacts){ of->kind,        of->title,    of->place,   of->area,
                              of->description, of->severity, of->location };
  if (alert)
    return (ZbDispatchFacts){ alert->kind,        alert->title,    alert->place,   alert->area,
                              alert->description, alert->severity, alert->location };
  return (ZbDispatchFacts){ .location = ZB_POINT_NOWHERE };
}

/**
 * zb_dispatch_dialog_get_kind:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the contract's name of the kind that is chosen
 */
const char *
zb_dispatch_dialog_get_kind (ZbDispatchDialog *self)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  const guint selected = gtk_drop_down_get_selected (self->kind_choice);

  return selected < n ? kinds[selected].nick : zb_dispatch_dialog_get_facts (self).kind;
}

/**
 * zb_dispatch_dialog_get_severity:
 * @self: a form
 *
 * Returns: the #ZbSeverity that is chosen
 */
int
zb_dispatch_dialog_get_severity (ZbDispatchDialog *self)
{
  const char *name = adw_toggle_group_get_active_name (self->severity_toggle);

  return name ? zb_choices_parse (&zb_severities, name) : zb_dispatch_dialog_get_facts (self).severity;
}

/**
 * zb_dispatch_dialog_find_plan:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the plan for the kind that is chosen
 */
ZbPlan *
zb_dispatch_dialog_find_plan (ZbDispatchDialog *self)
{
  ZbStore *plans = self->world ? zb_world_get_store (self->world, ZB_KIND_PLAN) : NULL;
  const char *kind = zb_dispatch_dialog_get_kind (self);

  for (guint i = 0; plans && i < zb_store_get_size (plans); i++)
    {
      ZbPlan *plan = zb_store_get_nth (plans, i);
      if (g_strcmp0 (plan->kind, kind) == 0)
        return plan;
    }
  return NULL;
}

/**
 * zb_dispatch_dialog_get_description:
 * @self: a form
 *
 * Returns: (transfer full): what is written
 */
char *
zb_dispatch_dialog_get_description (ZbDispatchDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->description);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What an officer would write of an alert that says nothing itself. */
static char *
describe_alert (ZbDispatchDialog *self)
{
  const ZbAlert *alert = self->alert;
  g_autofree char *time = alert ? zb_words_time (alert->last_at) : NULL;
  const char *algorithm = alert ? zb_words_name (ZB_KIND_ALGORITHM, alert->algorithm) : "";

  if (!alert)
    return g_strdup ("");
  if (*algorithm && !isnan (alert->score))
    return g_strdup_printf (_ ("%s reported “%s” at %s (score %.2f), %s."), algorithm, alert->title, time,
                            alert->score, alert->place);
  return g_strdup_printf (_ ("“%s” reported at %s, %s."), alert->title, time, alert->place);
}

/* --- the case ------------------------------------------------------------------------------------- */

/**
 * zb_dispatch_dialog_choose_kind:
 * @self: a form
 * @kind: (nullable): the contract's name of a kind
 *
 * Chooses a kind, where there is one of that name.
 */
void
zb_dispatch_dialog_choose_kind (ZbDispatchDialog *self, const char *kind)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (kinds[i].nick, kind) == 0)
      gtk_drop_down_set_selected (self->kind_choice, i);
}

static const char *
find_grid (ZbDispatchDialog *self, const char *id)
{
  ZbArea *area = self->world && id ? zb_world_lookup (self->world, ZB_KIND_AREA, id) : NULL;

  return area && area->kind == ZB_AREA_GRID ? area->name : NULL;
}

/* The kind as the form shows it: of one that this console does not know it shows another, which nobody has
 * chosen. */
static void
note_filled (ZbDispatchDialog *self, const ZbDispatchFacts *facts, const char *proposed)
{
  ZbDispatchFilled *filled = &self->filled;

  g_set_str (&filled->kind, zb_dispatch_dialog_get_kind (self));
  g_set_str (&filled->place, facts->place);
  g_set_str (&filled->description, facts->description);
  g_set_str (&filled->proposed, proposed);
  filled->severity = facts->severity;
  filled->revision = self->of ? ZB_ENTITY (self->of)->revision : 0;
}

static void
fill_facts (ZbDispatchDialog *self)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  const char *grid = find_grid (self, facts.area);
  g_autofree char *grid_words = grid ? g_strdup_printf (_ ("Grid %s"), grid) : NULL;
  g_autofree char *written = facts.description ? g_strdup (facts.description) : describe_alert (self);
  g_autofree char *hint = g_strdup_printf (_ ("By the rules: %s"), zb_words_severity (facts.severity));

  zb_dispatch_dialog_choose_kind (self, facts.kind);
  adw_toggle_group_set_active_name (self->severity_toggle, zb_choices_nick (&zb_severities, facts.severity));
  gtk_label_set_text (self->severity_hint, hint);
  gtk_editable_set_text (GTK_EDITABLE (self->place_text), facts.place ? facts.place : "");
  gtk_label_set_text (self->grid_label, grid_words ? grid_words : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->description), written, -1);
  note_filled (self, &facts, written);
}

static void
on_description_changed (ZbDispatchDialog *self)
{
  const int n = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->description));
  g_autofree char *words =
      g_strdup_printf (_ ("Filled in from the alert, can be edited · %d / %d"), n, LONGEST_DESCRIPTION);

  gtk_label_set_text (self->count_label, words);
  if (n > LONGEST_DESCRIPTION)
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "zb-warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "zb-warn");
  zb_dispatch_dialog_show_state (self);
}

/**
 * zb_dispatch_dialog_fill_plan:
 * @self: a form
 *
 * Shows the plan for the kind that is chosen: the case's own lines where it has them.
 */
void
zb_dispatch_dialog_fill_plan (ZbDispatchDialog *self)
{
  ZbPlan *plan = zb_dispatch_dialog_find_plan (self);
  const gboolean own = self->of && self->of->checklist;
  g_autofree char *words =
      plan ? g_strdup_printf (_ ("Plan · %s, edition %d"), plan->name, (int)plan->edition) : NULL;

  if (own)
    zb_checklist_view_show_items (self->checklist, self->of->checklist, "handling");
  else
    zb_checklist_view_show_texts (self->checklist, plan ? (const char *const *)plan->checklist : NULL,
                                  self->ticks);
  zb_checklist_view_refuse (self->checklist, own || !self->of ? NULL : _ ("The case has no checklist"));
  zb_dispatch_dialog_show_required (self);
  zb_dispatch_dialog_fill_lines (self);
  gtk_label_set_text (self->plan_label, words ? words : _ ("There is no plan for this kind"));
  gtk_widget_set_visible (self->plan_card, own || plan);
}

/* --- deadlines -------------------------------------------------------------------------------------- */

static char *
format_span (gint64 minutes)
{
  if (minutes >= 48 * 60 && minutes % (24 * 60) == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", minutes / 1440), (int)(minutes / 1440));
  if (minutes >= 60 && minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", minutes / 60), (int)(minutes / 60));
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), (int)minutes);
}

/**
 * zb_dispatch_dialog_show_deadlines:
 * @self: a form
 *
 * Shows until when each deadline would run if the case were dispatched now.
 */
void
zb_dispatch_dialog_show_deadlines (ZbDispatchDialog *self)
{
  for (int i = 0; i < ZB_N_DEADLINES; i++)
    {
      const gint64 until = zb_now () + self->minutes[i] * G_TIME_SPAN_MINUTE;
      g_autofree char *span = format_span (self->minutes[i]);
      g_autofree char *time = zb_words_time (until);
      g_autofree char *words = NULL;
      time[5] = '\0';
      words = g_strdup_printf (_ ("before %s"), time);
      gtk_label_set_text (GTK_LABEL (self->deadline_labels[i]), self->minutes[i] ? span : "–");
      gtk_label_set_text (GTK_LABEL (self->until_labels[i]), self->minutes[i] ? words : "");
    }
}

static void
on_minutes_changed (ZbDispatchDialog *self, GtkSpinButton *spin)
{
  for (int i = 0; i < ZB_N_DEADLINES; i++)
    if (self->spins[i] == GTK_WIDGET (spin))
      self->minutes[i] = gtk_spin_button_get_value_as_int (spin);
  zb_dispatch_dialog_show_deadlines (self);
  zb_dispatch_dialog_note_draft (self);
}

static GtkWidget *
new_deadline (ZbDispatchDialog *self, ZbDeadline deadline, const char *name)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *caption = gtk_label_new (name);
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  /* Translators: how long somebody has to accept, to arrive, to finish */
  g_autofree char *spoken = g_strdup_printf (C_ ("deadline", "%s, in minutes"), name);

  self->deadline_labels[deadline] = gtk_label_new (NULL);
  self->until_labels[deadline] = gtk_label_new (NULL);
  self->spins[deadline] = gtk_spin_button_new_with_range (1, 1, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spins[deadline]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  g_signal_connect_object (self->spins[deadline], "value-changed", G_CALLBACK (on_minutes_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (caption, "zb-caption");
  gtk_widget_add_css_class (caption, "zb-t3");
  gtk_widget_add_css_class (self->deadline_labels[deadline], "zb-title");
  gtk_widget_add_css_class (self->until_labels[deadline], "zb-caption");
  gtk_widget_add_css_class (self->until_labels[deadline], "zb-t3");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "zb-deadline");
  gtk_label_set_ellipsize (GTK_LABEL (self->until_labels[deadline]), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_popover_set_child (GTK_POPOVER (popover), self->spins[deadline]);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), self->deadline_labels[deadline]);
  gtk_widget_set_tooltip_text (button, _ ("Shorten, in minutes"));
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (line), self->until_labels[deadline]);
  gtk_box_append (GTK_BOX (column), caption);
  gtk_box_append (GTK_BOX (column), line);
  return column;
}

/**
 * zb_dispatch_dialog_fill_deadlines:
 * @self: a form
 *
 * Sets the deadlines to those of the plan for the severity that is chosen. They can be shortened,
 * never lengthened.
 */
void
zb_dispatch_dialog_fill_deadlines (ZbDispatchDialog *self)
{
  ZbPlan *plan = zb_dispatch_dialog_find_plan (self);
  const int severity = zb_dispatch_dialog_get_severity (self);
  const ZbPlanTimes *times = plan ? zb_plan_find_times (plan, severity) : NULL;
  g_autofree char *hint = g_strdup_printf (_ ("As for “%s”, can be shortened"), zb_words_severity (severity));

  self->longest[ZB_DEADLINE_ACCEPT] = times ? times->accept : 0;
  self->longest[ZB_DEADLINE_ARRIVE] = times ? times->arrive : 0;
  self->longest[ZB_DEADLINE_FINISH] = times ? times->finish : 0;
  for (int i = 0; i < ZB_N_DEADLINES; i++)
    {
      self->minutes[i] = self->longest[i];
      gtk_widget_set_sensitive (self->spins[i], self->longest[i] > 1);
      gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->spins[i]), 1, MAX (1, self->longest[i]));
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[i]), MAX (1, self->longest[i]));
      self->minutes[i] = self->longest[i];
    }
  gtk_label_set_text (self->deadlines_hint, times ? hint : _ ("The platform sets them"));
  zb_dispatch_dialog_show_deadlines (self);
}

/* --- progress --------------------------------------------------------------------------------------------
 */

static void
fill_steps (ZbDispatchDialog *self)
{
  const char *officer = self->account ? self->account->name : "";
  g_autofree char *by = g_strdup_printf (_ ("Filled in by %s"), officer);
  g_autofree char *first = self->alert ? zb_words_time (self->alert->first_at) : NULL;
  g_autofree char *units = NULL;

  if (self->of && self->of->step > ZB_STEP_FILED)
    {
      zb_step_list_show_case (self->steps, self->of);
      return;
    }
  zb_step_list_set_step (self->steps, ZB_STEP_COLLECTED, ZB_STEP_LOOK_DONE,
                         self->alert && self->alert->algorithm ? _ ("Collected by algorithm and sensors")
                                                               : _ ("Reported"),
                         first);
  zb_step_list_set_step (self->steps, ZB_STEP_FILED, ZB_STEP_LOOK_NOW, by, _ ("In progress"));
  zb_step_list_set_step (self->steps, ZB_STEP_DISPATCHED, ZB_STEP_LOOK_TODO,
                         _ ("All deadlines run from here"), _ ("To be submitted"));
  zb_step_list_set_step (self->steps, ZB_STEP_HANDLING, ZB_STEP_LOOK_TODO, _ ("By whom you choose"), NULL);
  zb_step_list_set_step (self->steps, ZB_STEP_REPORTED, ZB_STEP_LOOK_TODO, _ ("With pictures from the scene"),
                         NULL);
  zb_step_list_set_step (self->steps, ZB_STEP_CHECKING, ZB_STEP_LOOK_TODO,
                         _ ("By somebody who has not handled it"), NULL);
  zb_step_list_set_step (self->steps, ZB_STEP_CLOSED, ZB_STEP_LOOK_TODO,
                         _ ("Filed away by the district centre"), NULL);
}

static void
fill_title (ZbDispatchDialog *self)
{
  const ZbDispatchFacts facts = zb_dispatch_dialog_get_facts (self);
  const char *number = self->of && self->of->number ? self->of->number : _ ("number when filed");
  const gboolean draft = self->of && self->of->number && self->of->step <= ZB_STEP_FILED;
  g_autofree char *words = g_strdup_printf (draft ? _ ("%s · case %s (draft)") : _ ("%s · case %s"),
                                            facts.title ? facts.title : "", number);

  adw_window_title_set_subtitle (self->window_title, words);
}

/* --- whole
 * ---------------------------------------------------------------------------------------------------- */

static void
fill_kinds (ZbDispatchDialog *self)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (
        names, g_strdup_printf (C_ ("group and kind", "%s › %s"), _ (kinds[i].group), _ (kinds[i].label)));
  gtk_drop_down_set_expression (self->kind_choice, expression);
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (names));
}

/**
 * zb_dispatch_dialog_build:
 * @self: a form
 *
 * Makes what the template leaves to code.
 */
void
zb_dispatch_dialog_build (ZbDispatchDialog *self)
{
  static const char *const names[] = { NC_ ("deadline", "Accept"), NC_ ("deadline", "Arrive"),
                                       NC_ ("deadline", "Finish") };

  fill_kinds (self);
  for (int i = 0; i < ZB_N_DEADLINES; i++)
    gtk_box_append (self->deadlines, new_deadline (self, i, g_dpgettext2 (NULL, "deadline", names[i])));
  g_signal_connect_object (gtk_text_view_get_buffer (self->description), "changed",
                           G_CALLBACK (on_description_changed), self, G_CONNECT_SWAPPED);
}

/**
 * zb_dispatch_dialog_fill:
 * @self: a form
 *
 * Fills the form once its case or alert is known.
 */
void
zb_dispatch_dialog_fill (ZbDispatchDialog *self)
{
  fill_title (self);
  fill_facts (self);
  zb_dispatch_dialog_fill_attachments (self);
  fill_steps (self);
  zb_dispatch_dialog_fill_plan (self);
  zb_dispatch_dialog_fill_deadlines (self);
  zb_dispatch_dialog_fill_organisations (self);
  zb_dispatch_dialog_fill_templates (self);
  zb_dispatch_dialog_fill_units (self);
}
