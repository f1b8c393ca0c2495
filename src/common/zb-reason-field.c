/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-reason-field.h"

#include <glib/gi18n.h>

/**
 * ZbReasonField:
 *
 * A line of words for a reason, with the usual ones below it to click.
 */
struct _ZbReasonField
{
  AdwBin parent_instance;
  GtkWidget *box;
  GtkWidget *entry;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbReasonField, zb_reason_field, ADW_TYPE_BIN)

static void
on_changed (ZbReasonField *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_suggestion (ZbReasonField *self, GtkButton *button)
{
  zb_reason_field_set_reason (self, gtk_button_get_label (button));
}

static GtkWidget *
new_suggestions (ZbReasonField *self, const char *const *suggestions)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  for (; suggestions && *suggestions; suggestions++)
    {
      GtkWidget *button = gtk_button_new_with_label (*suggestions);
      gtk_widget_add_css_class (button, "zb-chip");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_suggestion), self);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  return box;
}

/**
 * zb_reason_field_new:
 * @suggestions: (nullable) (array zero-terminated=1): reasons to click
 *
 * Returns: (transfer floating): an empty field
 */
ZbReasonField *
zb_reason_field_new (const char *const *suggestions)
{
  ZbReasonField *self = g_object_new (ZB_TYPE_REASON_FIELD, NULL);

  if (suggestions)
    gtk_box_append (GTK_BOX (self->box), new_suggestions (self, suggestions));
  return self;
}

/**
 * zb_reason_field_dup_reason:
 * @self: a field
 *
 * Returns: (transfer full): what was written, without the space around it
 */
char *
zb_reason_field_dup_reason (ZbReasonField *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/**
 * zb_reason_field_has_reason:
 * @self: a field
 *
 * Returns: whether anything was written but space
 */
gboolean
zb_reason_field_has_reason (ZbReasonField *self)
{
  g_autofree char *reason = zb_reason_field_dup_reason (self);

  return *reason != '\0';
}

/**
 * zb_reason_field_set_reason:
 * @self: a field
 * @reason: words
 */
void
zb_reason_field_set_reason (ZbReasonField *self, const char *reason)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), reason);
}

/**
 * zb_reason_field_get_entry:
 * @self: a field
 *
 * Returns: (transfer none): where one writes, for the focus
 */
GtkWidget *
zb_reason_field_get_entry (ZbReasonField *self)
{
  return self->entry;
}

static void
zb_reason_field_class_init (ZbReasonFieldClass *klass)
{
  /**
   * ZbReasonField::changed:
   * @self: a field
   *
   * Something else is written.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_REASON_FIELD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_reason_field_init (ZbReasonField *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Reason"));
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  adw_bin_set_child (ADW_BIN (self), self->box);
}
