/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-progress.h"

#include "zb-case-facts.h"
#include "zb-countdown.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* Whose entities are named in the cells; they may be heard of after the case. */
static const ZbKind named_kinds[] = { ZB_KIND_ASSIGNMENT, ZB_KIND_UNIT, ZB_KIND_ORGANISATION };

/**
 * ZbCaseProgress:
 *
 * The two cells of a case's row that rest on its assignments as well: who has it and how that
 * stands, and how long there is still time.
 */
struct _ZbCaseProgress
{
  GtkWidget parent_instance;
  GtkWidget *box, *name, *state, *countdown;
  ZbCase *of;
  GSignalGroup *case_signals, *store_signals[G_N_ELEMENTS (named_kinds)];
};

typedef enum
{
  PROP_CASE = 1,
} ZbCaseProgressProperty;

static GParamSpec *properties[PROP_CASE + 1];

G_DEFINE_FINAL_TYPE (ZbCaseProgress, zb_case_progress, GTK_TYPE_WIDGET)

static const ZbAssignment *
find_speaking (const ZbCase *of, GPtrArray *assignments, guint *n_open)
{
  const ZbAssignment *lead = zb_case_find_lead (of, assignments);

  *n_open = 0;
  for (guint i = 0; i < assignments->len; i++)
    *n_open += zb_assignment_is_open (assignments->pdata[i]);
  if (!lead && assignments->len > 0)
    lead = assignments->pdata[0];
  return lead;
}

static void
show_checker (ZbCaseProgress *self)
{
  gtk_label_set_text (GTK_LABEL (self->name), self->of->checker_name ? self->of->checker_name : "–");
  gtk_label_set_text (GTK_LABEL (self->state), _ ("To check"));
  gtk_widget_set_visible (self->state, TRUE);
}

static void
show_handler (ZbCaseProgress *self, GPtrArray *assignments)
{
  guint n_open;
  const ZbAssignment *lead = find_speaking (self->of, assignments, &n_open);
  const char *state = lead ? zb_words_choice (&zb_assignment_states, lead->state) : "";
  g_autofree char *more =
      n_open > 1 ? g_strdup_printf (ngettext ("%s · %u task", "%s · %u tasks", n_open), state, n_open) : NULL;

  gtk_label_set_text (GTK_LABEL (self->name), lead ? zb_assignment_get_name (lead) : "–");
  gtk_label_set_text (GTK_LABEL (self->state), more ? more : state);
  gtk_widget_set_visible (self->state, *state != '\0');
}

static void
update (ZbCaseProgress *self)
{
  ZbWorld *world = zb_words_get_world ();
  g_autoptr (GPtrArray) assignments = NULL;
  const ZbStepTime *start;
  ZbClock clock = { 0 };

  if (!world || !self->of)
    return;
  assignments = zb_case_list_assignments (world, self->of);
  if (self->of->step == ZB_STEP_CHECKING)
    show_checker (self);
  else
    show_handler (self, assignments);
  start = zb_case_find_step (self->of, ZB_STEP_DISPATCHED);
  zb_case_find_clock (self->of, assignments, &clock);
  zb_countdown_set_clock (ZB_COUNTDOWN (self->countdown), start ? start->at : 0, clock.near_at, clock.due_at);
}

static void
on_assignment_changed (ZbCaseProgress *self, ZbAssignment *assignment)
{
  if (self->of && g_strcmp0 (assignment->case_id, ZB_ENTITY (self->of)->id) == 0)
    update (self);
}

static void
zb_case_progress_root (GtkWidget *widget)
{
  ZbCaseProgress *self = ZB_CASE_PROGRESS (widget);
  ZbWorld *world = zb_words_get_world ();

  GTK_WIDGET_CLASS (zb_case_progress_parent_class)->root (widget);
  for (gsize i = 0; i < G_N_ELEMENTS (named_kinds); i++)
    g_signal_group_set_target (self->store_signals[i],
                               world ? zb_world_get_store (world, named_kinds[i]) : NULL);
  update (self);
}

static void
zb_case_progress_unroot (GtkWidget *widget)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named_kinds); i++)
    g_signal_group_set_target (ZB_CASE_PROGRESS (widget)->store_signals[i], NULL);
  GTK_WIDGET_CLASS (zb_case_progress_parent_class)->unroot (widget);
}

static void
zb_case_progress_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ZB_CASE_PROGRESS (object)->of);
}

static void
zb_case_progress_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCaseProgress *self = ZB_CASE_PROGRESS (object);

  if (!g_set_object (&self->of, g_value_get_object (value)))
    return;
  g_signal_group_set_target (self->case_signals, self->of);
  update (self);
}

static void
zb_case_progress_dispose (GObject *object)
{
  ZbCaseProgress *self = ZB_CASE_PROGRESS (object);

  g_clear_object (&self->case_signals);
  for (gsize i = 0; i < G_N_ELEMENTS (named_kinds); i++)
    g_clear_object (&self->store_signals[i]);
  g_clear_object (&self->of);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_case_progress_parent_class)->dispose (object);
}

static void
zb_case_progress_class_init (ZbCaseProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_case_progress_get_property;
  object_class->set_property = zb_case_progress_set_property;
  object_class->dispose = zb_case_progress_dispose;
  widget_class->root = zb_case_progress_root;
  widget_class->unroot = zb_case_progress_unroot;
  properties[PROP_CASE] =
      g_param_spec_object ("case", NULL, NULL, ZB_TYPE_CASE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
zb_case_progress_init (ZbCaseProgress *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->name = new_label ("zb-dense");
  self->state = new_label ("zb-row-line");
  self->countdown = zb_countdown_new (FALSE);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->state);
  gtk_widget_set_size_request (words, 140, -1);
  gtk_widget_set_size_request (self->countdown, 110, 28);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->countdown, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (self->box), self->countdown);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->case_signals = g_signal_group_new (ZB_TYPE_CASE);
  g_signal_group_connect_swapped (self->case_signals, "notify", G_CALLBACK (update), self);
  for (gsize i = 0; i < G_N_ELEMENTS (named_kinds); i++)
    {
      self->store_signals[i] = g_signal_group_new (ZB_TYPE_STORE);
      g_signal_group_connect_swapped (self->store_signals[i], "items-changed", G_CALLBACK (update), self);
    }
  g_signal_group_connect_swapped (self->store_signals[0], "changed", G_CALLBACK (on_assignment_changed),
                                  self);
}
