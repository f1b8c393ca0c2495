/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-edited-dialog.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbEditedDialog:
 *
 * Asks which of two edits holds: what somebody else has made of a case meanwhile, or what this
 * officer has written. Each field stands with both.
 *
 * The response is `mine`, `theirs` or `later`.
 */
struct _ZbEditedDialog
{
  AdwAlertDialog parent_instance;
  GtkGrid *fields;
};

G_DEFINE_FINAL_TYPE (ZbEditedDialog, zb_edited_dialog, ADW_TYPE_ALERT_DIALOG)

static const struct
{
  const char *name, *label;
} labels[] = {
  { "title", N_ ("Title") },
  { "kind", N_ ("Kind") },
  { "severity", N_ ("Severity") },
  { "place", N_ ("Place") },
  { "description", N_ ("Description") },
};

static const char *
label_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _ (labels[i].label);
  return name;
}

static const char *
describe (const char *name, const char *value)
{
  if (g_str_equal (name, "kind"))
    return zb_words_kind (value);
  if (g_str_equal (name, "severity"))
    return zb_words_severity (zb_choices_parse (&zb_severities, value));
  return value && *value ? value : "–";
}

static const char *
find_theirs (const ZbCase *of, const char *name)
{
  if (g_str_equal (name, "title"))
    return of->title;
  if (g_str_equal (name, "kind"))
    return of->kind;
  if (g_str_equal (name, "severity"))
    return zb_choices_nick (&zb_severities, of->severity);
  return g_str_equal (name, "place") ? of->place : of->description;
}

static void
attach (ZbEditedDialog *self, const char *text, int column, int row, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, style_class);
  gtk_grid_attach (self->fields, label, column, row, 1, 1);
}

static void
show (ZbEditedDialog *self, const ZbCase *of, GVariant *edits)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, edits);
  for (int row = 1; g_variant_iter_next (&iter, "{&sv}", &name, &value); row++)
    {
      const char *mine =
          g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : NULL;
      attach (self, label_of (name), 0, row, "zb-t3");
      attach (self, describe (name, find_theirs (of, name)), 1, row, "zb-dense");
      attach (self, describe (name, mine), 2, row, "zb-dense");
      g_variant_unref (value);
    }
}

/**
 * zb_edited_dialog_new:
 * @of: a case as somebody else has left it
 * @edits: the fields that this officer has written, `a{sv}`
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
zb_edited_dialog_new (ZbCase *of, GVariant *edits)
{
  ZbEditedDialog *self = g_object_new (ZB_TYPE_EDITED_DIALOG, NULL);

  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (self), _ ("“%s” was edited by somebody else meanwhile"),
                                   of->title ? of->title : "");
  show (self, of, edits);
  return ADW_DIALOG (self);
}

static void
zb_edited_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_EDITED_DIALOG);
  G_OBJECT_CLASS (zb_edited_dialog_parent_class)->dispose (object);
}

static void
zb_edited_dialog_class_init (ZbEditedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_edited_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/cases/edited-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbEditedDialog, fields);
}

static void
zb_edited_dialog_init (ZbEditedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
