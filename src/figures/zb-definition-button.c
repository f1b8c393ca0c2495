/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-definition-button.h"

#include "zb-figure-words.h"

#include <glib/gi18n.h>

/**
 * ZbDefinitionButton:
 *
 * A button that says what figures mean: what they are called, what they are computed from, in which
 * unit, of which period and as of when.
 */
struct _ZbDefinitionButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  char **figures;
  char *context;
  char *label;
};

typedef enum
{
  PROP_FIGURE = 1,
  PROP_CONTEXT,
  PROP_LABEL,
} ZbDefinitionButtonProperty;

static GParamSpec *properties[PROP_LABEL + 1];

G_DEFINE_FINAL_TYPE (ZbDefinitionButton, zb_definition_button, ADW_TYPE_BIN)

/**
 * zb_definition_button_new:
 *
 * Returns: (transfer floating): a button that explains nothing yet
 */
GtkWidget *
zb_definition_button_new (void)
{
  return g_object_new (ZB_TYPE_DEFINITION_BUTTON, NULL);
}

static void
add_line (GtkBox *box, const char *style, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
add_definition (GtkBox *box, const ZbFigure *figure)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *unit = g_strdup_printf (_ ("Unit: %s"), zb_figure_words_unit (figure->unit));

  add_line (GTK_BOX (part), "zb-bold", _ (figure->title));
  add_line (GTK_BOX (part), "zb-dense", _ (figure->formula));
  add_line (GTK_BOX (part), "zb-caption", unit);
  gtk_box_append (box, part);
}

static GtkWidget *
make_words (ZbDefinitionButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; self->figures && self->figures[i]; i++)
    {
      const ZbFigure *figure = zb_figure_find (self->figures[i]);
      if (figure)
        add_definition (GTK_BOX (box), figure);
    }
  if (self->context)
    add_line (GTK_BOX (box), "zb-caption", self->context);
  return box;
}

/* It is made when it is asked for: a page has a hundred of them. */
static void
make_popover (GtkMenuButton *button, gpointer data)
{
  ZbDefinitionButton *self = data;
  GtkWidget *popover = gtk_popover_new (), *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_words (self));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_add_css_class (popover, "zb-definition");
  gtk_menu_button_set_popover (button, popover);
}

static void
name_button (ZbDefinitionButton *self)
{
  const ZbFigure *figure = self->figures ? zb_figure_find (self->figures[0]) : NULL;
  const gboolean one = figure && !self->figures[1];
  g_autofree char *name = one ? g_strdup_printf (_ ("What “%s” means"), _ (figure->title))
                              : g_strdup (_ ("What the columns mean"));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * zb_definition_button_set_figures:
 * @self: a button
 * @figures: (nullable) (array zero-terminated=1): ids of figures
 *
 * Sets what it explains.
 */
void
zb_definition_button_set_figures (ZbDefinitionButton *self, const char *const *figures)
{
  char **copy = g_strdupv ((char **)figures);

  g_return_if_fail (ZB_IS_DEFINITION_BUTTON (self));
  g_strfreev (self->figures);
  self->figures = copy;
  gtk_menu_button_popdown (self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), copy && copy[0]);
  name_button (self);
}

/**
 * zb_definition_button_open:
 * @self: a button
 *
 * Does what pressing it does.
 */
void
zb_definition_button_open (ZbDefinitionButton *self)
{
  gtk_menu_button_popup (self->button);
}

static void
set_label (ZbDefinitionButton *self, const char *label)
{
  GtkWidget *words;

  if (!g_set_str (&self->label, label) || !label)
    return;
  words = gtk_label_new (label);
  gtk_widget_add_css_class (words, "zb-dense");
  gtk_menu_button_set_child (self->button, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "circular");
}

static gboolean
zb_definition_button_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ZB_DEFINITION_BUTTON (widget)->button));
}

static void
zb_definition_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDefinitionButton *self = ZB_DEFINITION_BUTTON (object);

  switch ((ZbDefinitionButtonProperty)id)
    {
    case PROP_FIGURE:
      g_value_set_string (value, self->figures ? self->figures[0] : NULL);
      break;
    case PROP_CONTEXT:
      g_value_set_string (value, self->context);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_definition_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbDefinitionButton *self = ZB_DEFINITION_BUTTON (object);

  switch ((ZbDefinitionButtonProperty)id)
    {
    case PROP_FIGURE:
      zb_definition_button_set_figures (self, (const char *const[]){ g_value_get_string (value), NULL });
      break;
    case PROP_CONTEXT:
      g_set_str (&self->context, g_value_get_string (value));
      break;
    case PROP_LABEL:
      set_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_definition_button_finalize (GObject *object)
{
  ZbDefinitionButton *self = ZB_DEFINITION_BUTTON (object);

  g_strfreev (self->figures);
  g_free (self->context);
  g_free (self->label);
  G_OBJECT_CLASS (zb_definition_button_parent_class)->finalize (object);
}

static void
zb_definition_button_class_init (ZbDefinitionButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_definition_button_get_property;
  object_class->set_property = zb_definition_button_set_property;
  object_class->finalize = zb_definition_button_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = zb_definition_button_grab_focus;
  /* The id of the one figure that it explains. */
  properties[PROP_FIGURE] = g_param_spec_string ("figure", NULL, NULL, NULL, flags);
  /* Of which period figures are and as of when, in words. */
  properties[PROP_CONTEXT] = g_param_spec_string ("context", NULL, NULL, NULL, flags);
  /* What is written on it; nothing for an icon. */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_definition_button_init (ZbDefinitionButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "zb-info-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "zb-define");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  name_button (self);
}
