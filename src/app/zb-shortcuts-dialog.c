/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-shortcuts-dialog.h"

#include "zb-actions.h"

#include <glib/gi18n.h>

/**
 * ZbShortcutsDialog:
 *
 * The list of keys, made of the same table that makes the keys work.
 */
struct _ZbShortcutsDialog
{
  AdwDialog parent_instance;
  AdwPreferencesPage *page;
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

static GtkWidget *
make_row (const ZbAction *action)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *words = NULL;
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (action->key, &key, &modifiers);
  words = gtk_accelerator_get_label (key, modifiers);
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_add_css_class (label, "zb-key");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (action->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
fill (ZbShortcutsDialog *self)
{
  guint n_actions;
  const ZbAction *actions = zb_actions_get (&n_actions);
  AdwPreferencesGroup *group = NULL;
  const char *section = NULL;

  for (guint i = 0; i < n_actions; i++)
    {
      if (!actions[i].title || !actions[i].key)
        continue;
      if (g_strcmp0 (section, actions[i].section) != 0)
        {
          section = actions[i].section;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _ (section));
          adw_preferences_page_add (self->page, group);
        }
      adw_preferences_group_add (group, make_row (&actions[i]));
    }
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
