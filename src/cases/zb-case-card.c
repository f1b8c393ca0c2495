/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-card.h"

#include "zb-case-facts.h"
#include "zb-countdown.h"
#include "zb-escalation.h"
#include "zb-pending-mark.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCaseCard:
 *
 * A case on the board: how grave, which, what, who has it and how long there is still time. It can be picked
 * up; a press or Enter opens it.
 */
struct _ZbCaseCard
{
  GtkWidget parent_instance;
  ZbCase *of;
  GtkWidget *box, *severity, *number, *told, *title, *place, *handler, *countdown;
};

G_DEFINE_FINAL_TYPE (ZbCaseCard, zb_case_card, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  CARRIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what it says ------------------------------------------------------------------------------- */

static const char *
name_handler (const ZbCase *of, GPtrArray *assignments)
{
  const ZbAssignment *lead = zb_case_find_lead (of, assignments);

  if (of->step == ZB_STEP_CHECKING && of->checker_name)
    return of->checker_name;
  if (!lead && assignments->len > 0)
    lead = assignments->pdata[0];
  return lead ? zb_assignment_get_name (lead) : "";
}

static void
show_clock (ZbCaseCard *self, GPtrArray *assignments)
{
  const ZbStepTime *start = zb_case_find_step (self->of, ZB_STEP_DISPATCHED);
  ZbClock clock = { 0 };

  zb_case_find_clock (self->of, assignments, &clock);
  zb_countdown_set_clock (ZB_COUNTDOWN (self->countdown), start ? start->at : 0, clock.near_at, clock.due_at);
  gtk_widget_set_visible (self->countdown, clock.due_at != 0);
}

static char *
describe_level (const ZbCase *of)
{
  const ZbLevel told = zb_case_get_told (of);

  if (!zb_case_is_escalated_to (of, ZB_LEVEL_COMMITTEE))
    return NULL;
  return g_strdup_printf (C_ ("a missed deadline was told to a level", "Told: %s"),
                          zb_words_choice (&zb_levels, (int)told));
}

static void
tell_reader (ZbCaseCard *self, const char *handler)
{
  g_autofree char *words = g_strdup_printf (
      C_ ("card of a case: number, title, place, severity, step, who has it", "%s, %s, %s, %s, %s, %s"),
      zb_case_get_short_number (self->of), self->of->title ? self->of->title : "",
      self->of->place ? self->of->place : "", zb_words_severity (self->of->severity),
      zb_words_choice (&zb_steps, self->of->step), handler);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * zb_case_card_update:
 * @self: a card
 *
 * Shows the case and its assignments as they are now.
 */
void
zb_case_card_update (ZbCaseCard *self)
{
  ZbWorld *world = zb_words_get_world ();
  g_autoptr (GPtrArray) assignments = world ? zb_case_list_assignments (world, self->of) : NULL;
  const char *number = zb_case_get_short_number (self->of), *handler;
  g_autofree char *told = describe_level (self->of);

  if (!assignments)
    return;
  handler = name_handler (self->of, assignments);
  g_object_set (self->severity, "severity", self->of->severity, NULL);
  gtk_label_set_text (GTK_LABEL (self->number), *number ? number : _ ("Draft"));
  gtk_label_set_text (GTK_LABEL (self->told), told ? told : "");
  gtk_widget_set_visible (self->told, told != NULL);
  gtk_label_set_text (GTK_LABEL (self->title), self->of->title ? self->of->title : "");
  gtk_label_set_text (GTK_LABEL (self->place), self->of->place ? self->of->place : "");
  gtk_label_set_text (GTK_LABEL (self->handler), handler);
  gtk_widget_set_visible (self->handler, *handler != 0);
  show_clock (self, assignments);
  tell_reader (self, *handler ? handler : _ ("nobody has it yet"));
}

/**
 * zb_case_card_get_case:
 * @self: a card
 *
 * Returns: (transfer none): its case
 */
ZbCase *
zb_case_card_get_case (ZbCaseCard *self)
{
  return self->of;
}

/* --- opening, and picking up ---------------------------------------------------------------------- */

static void
on_pressed (ZbCaseCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_released (ZbCaseCard *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
open_it (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[OPENED], 0);
}

static GdkContentProvider *
on_prepared (GtkDragSource *source, double x, double y, ZbCaseCard *self)
{
  return gdk_content_provider_new_typed (ZB_TYPE_CASE, self->of);
}

static void
on_begun (GtkDragSource *source, GdkDrag *drag, ZbCaseCard *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 8, 8);
  g_signal_emit (self, signals[CARRIED], 0, TRUE);
}

static void
on_ended (GtkDragSource *source, GdkDrag *drag, gboolean deletes, ZbCaseCard *self)
{
  g_signal_emit (self, signals[CARRIED], 0, FALSE);
}

static void
add_controllers (ZbCaseCard *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepared), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begun), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_ended), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
zb_case_card_dispose (GObject *object)
{
  ZbCaseCard *self = ZB_CASE_CARD (object);

  g_clear_object (&self->of);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_case_card_parent_class)->dispose (object);
}

static void
zb_case_card_class_init (ZbCaseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_case_card_dispose;
  /**
   * ZbCaseCard::opened:
   *
   * The officer wants to see the case.
   */
  signals[OPENED] =
      g_signal_new ("opened", ZB_TYPE_CASE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ZbCaseCard::carried:
   * @carried: whether it is held from now on, or no more
   */
  signals[CARRIED] = g_signal_new ("carried", ZB_TYPE_CASE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "casecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "card.open", NULL, open_it);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "card.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "card.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "card.open", NULL);
}

static GtkWidget *
new_label (const char *style, gboolean expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_head (ZbCaseCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *mark = zb_pending_mark_new ();

  self->severity = zb_severity_icon_new ();
  self->number = new_label ("zb-caption", TRUE);
  self->told = new_label ("zb-tag", FALSE);
  gtk_widget_add_css_class (self->told, "bad");
  gtk_widget_set_valign (self->severity, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->number, "zb-t3");
  g_object_set (mark, "subject", ZB_ENTITY (self->of)->id, NULL);
  gtk_box_append (GTK_BOX (head), self->severity);
  gtk_box_append (GTK_BOX (head), self->number);
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (head), self->told);
  return head;
}

static GtkWidget *
new_foot (ZbCaseCard *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->handler = new_label ("zb-caption", TRUE);
  self->countdown = zb_countdown_new (FALSE);
  gtk_widget_add_css_class (self->handler, "zb-t2");
  gtk_widget_set_size_request (self->countdown, 96, 28);
  gtk_box_append (GTK_BOX (foot), self->handler);
  gtk_box_append (GTK_BOX (foot), self->countdown);
  return foot;
}

/**
 * zb_case_card_new:
 * @of: a case
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
zb_case_card_new (ZbCase *of)
{
  ZbCaseCard *self = g_object_new (ZB_TYPE_CASE_CARD, NULL);

  self->of = g_object_ref (of);
  self->title = new_label ("zb-row-title", FALSE);
  self->place = new_label ("zb-row-line", FALSE);
  gtk_box_append (GTK_BOX (self->box), new_head (self));
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), self->place);
  gtk_box_append (GTK_BOX (self->box), new_foot (self));
  zb_case_card_update (self);
  return GTK_WIDGET (self);
}

static void
zb_case_card_init (ZbCaseCard *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_controllers (self);
}
