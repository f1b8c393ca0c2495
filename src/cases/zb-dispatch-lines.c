/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that an officer adds to the plan's checklist for this one case. */
#include "zb-dispatch-dialog-private.h"

#include <glib/gi18n.h>

/* As the platform has it. */
#define MOST 10

static gboolean
holds (ZbDispatchDialog *self, const char *line)
{
  return g_ptr_array_find_with_equal_func (self->lines, line, g_str_equal, NULL);
}

static void
on_remove (GtkButton *button, ZbDispatchDialog *self)
{
  guint position;

  if (g_ptr_array_find_with_equal_func (self->lines, g_object_get_data (G_OBJECT (button), "line"),
                                        g_str_equal, &position))
    g_ptr_array_remove_index (self->lines, position);
  zb_dispatch_dialog_fill_lines (self);
  zb_dispatch_dialog_note_draft (self);
}

static GtkWidget *
new_line (ZbDispatchDialog *self, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("zb-close-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "zb-dense");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "zb-tool");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Take this line out"));
  g_object_set_data_full (G_OBJECT (button), "line", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

/**
 * zb_dispatch_dialog_fill_lines:
 * @self: a form
 *
 * Shows what was added to the checklist. A case that is under way has the list it was dispatched with.
 */
void
zb_dispatch_dialog_fill_lines (ZbDispatchDialog *self)
{
  const gboolean open = !self->of || self->of->step <= ZB_STEP_FILED;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->extra_lines))))
    gtk_box_remove (self->extra_lines, child);
  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_append (self->extra_lines, new_line (self, self->lines->pdata[i]));
  gtk_widget_set_visible (self->line_entry, open && self->lines->len < MOST);
}

/**
 * zb_dispatch_dialog_add_line:
 * @self: a form
 * @text: what is to be done, too
 *
 * Adds a line to the checklist of this case, where there is room.
 */
void
zb_dispatch_dialog_add_line (ZbDispatchDialog *self, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));

  if (!*line || self->lines->len >= MOST || holds (self, line))
    return;
  g_ptr_array_add (self->lines, g_steal_pointer (&line));
  zb_dispatch_dialog_fill_lines (self);
  zb_dispatch_dialog_note_draft (self);
}

/**
 * zb_dispatch_dialog_take_line:
 * @self: a form
 *
 * Takes over what was written below the checklist.
 */
void
zb_dispatch_dialog_take_line (ZbDispatchDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->line_entry)));

  gtk_editable_set_text (GTK_EDITABLE (self->line_entry), "");
  zb_dispatch_dialog_add_line (self, text);
}

/**
 * zb_dispatch_dialog_list_lines:
 * @self: a form
 *
 * Returns: (transfer floating): `as`: the lines that were added
 */
GVariant *
zb_dispatch_dialog_list_lines (ZbDispatchDialog *self)
{
  return g_variant_new_strv ((const char *const *)self->lines->pdata, (gssize)self->lines->len);
}
