/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-shortcuts-dialog.h"

#include "zb-actions.h"

#include <glib/gi18n.h>

/**
 * ZbShortcutsDialog:
 *
 * The list of keys, made of the same table that makes the keys work; after them those that a part has to
 * itself.
 */
struct _ZbShortcutsDialog
{
  AdwDialog parent_instance;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group; /* which rows are added to, ... */
  const char *section;        /* ... and what it is called in the table */
};

G_DEFINE_FINAL_TYPE (ZbShortcutsDialog, zb_shortcuts_dialog, ADW_TYPE_DIALOG)

/**
 * zb_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): the list of keys
 */
AdwDialog *
zb_shortcuts_dialog_new (void)
{
  return g_object_new (ZB_TYPE_SHORTCUTS_DIALOG, NULL);
}

static void
add_key (GtkWidget *row, const char *accelerator)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *words = NULL;
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  words = gtk_accelerator_get_label (key, modifiers);
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_add_css_class (label, "zb-key");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
begin_section (ZbShortcutsDialog *self, const char *section)
{
  self->section = section;
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ (section));
  adw_preferences_page_add (self->page, self->group);
}

/* Several keys stand in one row, with spaces between them. */
static void
add_row (ZbShortcutsDialog *self, const char *keys, const char *title, const char *section)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) accelerators = g_strsplit (keys, " ", -1);

  if (g_strcmp0 (self->section, section) != 0)
    begin_section (self, section);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (title));
  for (guint i = 0; accelerators[i]; i++)
    add_key (row, accelerators[i]);
  adw_preferences_group_add (self->group, row);
}

static void
fill (ZbShortcutsDialog *self)
{
  guint n_actions, n_hints;
  const ZbAction *actions = zb_actions_get (&n_actions);
  const ZbKeyHint *hints = zb_actions_get_hints (&n_hints);

  for (guint i = 0; i < n_actions; i++)
    if (actions[i].title && actions[i].key)
      add_row (self, actions[i].key, actions[i].title, actions[i].section);
  for (guint i = 0; i < n_hints; i++)
    add_row (self, hints[i].keys, hints[i].title, hints[i].section);
}

static void
zb_shortcuts_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SHORTCUTS_DIALOG);
  G_OBJECT_CLASS (zb_shortcuts_dialog_parent_class)->dispose (object);
}

static void
zb_shortcuts_dialog_class_init (ZbShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_shortcuts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbShortcutsDialog, page);
}

static void
zb_shortcuts_dialog_init (ZbShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}
