/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-card.h"

#include "zb-definition-button.h"
#include "zb-figure-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbFigureCard:
 *
 * One figure of everything together, large, with one that belongs to it below.
 */
struct _ZbFigureCard
{
  AdwBin parent_instance;
  const ZbFigure *figure;
  const ZbFigure *beside;
  GtkLabel *title, *value, *note;
  ZbDefinitionButton *definition;
};

G_DEFINE_FINAL_TYPE (ZbFigureCard, zb_figure_card, ADW_TYPE_BIN)

/**
 * zb_figure_card_new:
 * @figure: the id of a figure
 * @beside: (nullable): the id of the one that is told below it
 *
 * Returns: (transfer floating): a card without values
 */
GtkWidget *
zb_figure_card_new (const char *figure, const char *beside)
{
  ZbFigureCard *self = g_object_new (ZB_TYPE_FIGURE_CARD, NULL);

  self->figure = zb_figure_find (figure);
  self->beside = zb_figure_find (beside);
  g_return_val_if_fail (self->figure != NULL, NULL);
  gtk_label_set_label (self->title, _ (self->figure->title));
  zb_definition_button_set_figures (self->definition, (const char *const[]){ figure, beside, NULL });
  zb_figure_card_show (self, NULL);
  return GTK_WIDGET (self);
}

static char *
describe_beside (ZbFigureCard *self, ZbFigureReport *report)
{
  g_autofree char *value = NULL;

  if (!self->beside || !report)
    return g_strdup ("");
  value =
      zb_figure_words_value (self->beside->unit, zb_numbers_get (report->figures->total, self->beside->id));
  return g_strdup_printf ("%s %s", _ (self->beside->title), value);
}

/**
 * zb_figure_card_show:
 * @self: a card
 * @report: (nullable): of which its figure is
 *
 * Shows the figure, or that there is none.
 */
void
zb_figure_card_show (ZbFigureCard *self, ZbFigureReport *report)
{
  g_autofree char *value = zb_figure_words_value (
      self->figure->unit, report ? zb_numbers_get (report->figures->total, self->figure->id) : NAN);
  g_autofree char *note = describe_beside (self, report);
  g_autofree char *spoken = g_strdup_printf ("%s %s", _ (self->figure->title), value);
  g_autofree char *context = report ? g_strdup_printf (_ ("Period: %s\nComputed from the log as of %s"),
                                                       report->period, report->as_of)
                                    : NULL;

  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->note, note);
  g_object_set (self->definition, "context", context, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}

/**
 * zb_figure_card_get_figure:
 * @self: a card
 *
 * Returns: (transfer none): the id of its figure
 */
const char *
zb_figure_card_get_figure (ZbFigureCard *self)
{
  return self->figure->id;
}

/**
 * zb_figure_card_get_words:
 * @self: a card
 *
 * Returns: (transfer none): its figure as it is shown
 */
const char *
zb_figure_card_get_words (ZbFigureCard *self)
{
  return gtk_label_get_label (self->value);
}

static void
zb_figure_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (zb_figure_card_parent_class)->dispose (object);
}

static void
zb_figure_card_class_init (ZbFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_figure_card_dispose;
  g_type_ensure (ZB_TYPE_DEFINITION_BUTTON);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/figures/figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbFigureCard, title);
  gtk_widget_class_bind_template_child (widget_class, ZbFigureCard, value);
  gtk_widget_class_bind_template_child (widget_class, ZbFigureCard, note);
  gtk_widget_class_bind_template_child (widget_class, ZbFigureCard, definition);
}

static void
zb_figure_card_init (ZbFigureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
