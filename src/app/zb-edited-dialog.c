/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-edited-dialog.h"

#include <glib/gi18n.h>

/**
 * ZbEditedDialog:
 *
 * Asks which of two edits holds, field by field: what somebody else has made of it meanwhile, or what this
 * officer has written. Nothing is chosen over the head of the other: what is not touched stays theirs.
 *
 * The response is `apply` or `later`.
 */
struct _ZbEditedDialog
{
  AdwAlertDialog parent_instance;
  GtkGrid *fields;
  GPtrArray *rows; /* of Row */
};

typedef struct
{
  char *id;
  GtkCheckButton *theirs, *mine; /* NULL where both say the same */
} Row;

G_DEFINE_FINAL_TYPE (ZbEditedDialog, zb_edited_dialog, ADW_TYPE_ALERT_DIALOG)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row);
}

static GtkWidget *
new_words (const char *text, const char *style_class)
{
  GtkWidget *label = gtk_label_new (text && *text ? text : "–");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_add_css_class (label, style_class);
  return label;
}

static GtkCheckButton *
new_choice (const char *text, const char *said)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), new_words (text, "zb-dense"));
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return GTK_CHECK_BUTTON (button);
}

static void
add_choices (ZbEditedDialog *self, Row *row, const ZbEditedField *field, int at)
{
  /* Translators: a field, whose it is, and what it holds */
  g_autofree char *theirs = g_strdup_printf (_ ("%s, as it is now: %s"), field->label, field->theirs);
  g_autofree char *mine = g_strdup_printf (_ ("%s, as you have written it: %s"), field->label, field->mine);

  row->theirs = new_choice (field->theirs, theirs);
  row->mine = new_choice (field->mine, mine);
  gtk_check_button_set_group (row->mine, row->theirs);
  gtk_check_button_set_active (field->is_mine ? row->mine : row->theirs, TRUE);
  gtk_grid_attach (self->fields, GTK_WIDGET (row->theirs), 1, at, 1, 1);
  gtk_grid_attach (self->fields, GTK_WIDGET (row->mine), 2, at, 1, 1);
}

/**
 * zb_edited_dialog_add_field:
 * @self: the question
 * @field: a field that this officer has edited
 *
 * Where both have written the same there is nothing to choose.
 */
void
zb_edited_dialog_add_field (ZbEditedDialog *self, const ZbEditedField *field)
{
  const int at = (int)self->rows->len + 1;
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (field->id);
  g_ptr_array_add (self->rows, row);
  gtk_grid_attach (self->fields, new_words (field->label, "zb-t3"), 0, at, 1, 1);
  if (g_strcmp0 (field->theirs, field->mine) != 0)
    add_choices (self, row, field, at);
  else
    gtk_grid_attach (self->fields, new_words (field->mine, "zb-dense"), 1, at, 2, 1);
}

static void
choose (Row *row, gboolean mine)
{
  if (row->mine)
    gtk_check_button_set_active (mine ? row->mine : row->theirs, TRUE);
}

/**
 * zb_edited_dialog_choose:
 * @self: the question
 * @id: a field that was added
 * @mine: whether what this officer has written is to hold
 */
void
zb_edited_dialog_choose (ZbEditedDialog *self, const char *id, gboolean mine)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((Row *)self->rows->pdata[i])->id, id))
      choose (self->rows->pdata[i], mine);
}

/**
 * zb_edited_dialog_list_mine:
 * @self: the question
 *
 * Returns: (transfer full): the fields that are to be as this officer has written them, and are not so yet
 */
char **
zb_edited_dialog_list_mine (ZbEditedDialog *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];
      if (row->mine && gtk_check_button_get_active (row->mine))
        g_strv_builder_add (ids, row->id);
    }
  return g_strv_builder_end (ids);
}

static void
choose_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbEditedDialog *self = ZB_EDITED_DIALOG (widget);

  for (guint i = 0; i < self->rows->len; i++)
    choose (self->rows->pdata[i], g_str_equal (g_variant_get_string (parameter, NULL), "mine"));
}

/**
 * zb_edited_dialog_new:
 * @title: (nullable): what was edited
 *
 * Returns: (transfer floating): a question about no field yet
 */
ZbEditedDialog *
zb_edited_dialog_new (const char *title)
{
  ZbEditedDialog *self = g_object_new (ZB_TYPE_EDITED_DIALOG, NULL);

  adw_alert_dialog_format_heading (ADW_ALERT_DIALOG (self), _ ("“%s” was edited by somebody else meanwhile"),
                                   title ? title : "");
  return self;
}

static void
zb_edited_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_EDITED_DIALOG);
  G_OBJECT_CLASS (zb_edited_dialog_parent_class)->dispose (object);
}

static void
zb_edited_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (ZB_EDITED_DIALOG (object)->rows);
  G_OBJECT_CLASS (zb_edited_dialog_parent_class)->finalize (object);
}

static void
zb_edited_dialog_class_init (ZbEditedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_edited_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_edited_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "edited.all", "s", choose_all);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/edited-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbEditedDialog, fields);
}

static void
zb_edited_dialog_init (ZbEditedDialog *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
