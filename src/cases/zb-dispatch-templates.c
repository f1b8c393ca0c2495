/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that are written again and again: the officer's own, and what the centre's plan for the kind says.
 * One is chosen in the head of the form and fills it in; words in braces stand for the place, the time and
 * the device.
 */
#include "zb-dispatch-dialog-private.h"

#include "zb-device.h"
#include "zb-now.h"
#include "zb-organisation.h"
#include "zb-recommendation-row.h"
#include "zb-template.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* --- filling in --------------------------------------------------------------------------------------- */

static const char *
name_device (ZbDispatchDialog *self)
{
  const char *id = self->alert ? self->alert->device : NULL;
  ZbDevice *device = id ? zb_world_lookup (self->world, ZB_KIND_DEVICE, id) : NULL;

  return device ? device->name : NULL;
}

static char *
fill_text (ZbDispatchDialog *self, const char *text)
{
  g_autofree char *time = zb_words_time (self->alert ? self->alert->first_at : zb_now ());
  const ZbTemplateFacts facts = { gtk_editable_get_text (GTK_EDITABLE (self->place_text)), time,
                                  name_device (self) };

  return zb_template_fill (text, &facts);
}

static gboolean
is_meant (const ZbTemplate *it, const char *organisation)
{
  return it->organisations && g_strv_contains ((const char *const *)it->organisations, organisation);
}

static void
choose_organisations (ZbDispatchDialog *self, const ZbTemplate *it, const char *task)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->organisations)); chip;
       chip = gtk_widget_get_next_sibling (chip))
    if (gtk_widget_get_sensitive (chip) && is_meant (it, zb_dispatch_dialog_get_organisation (chip)))
      {
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
        if (task && *task)
          zb_dispatch_dialog_set_task (chip, task);
      }
}

/* Who is chosen already and has been told nothing is told this. */
static void
tell_units (ZbDispatchDialog *self, const char *task)
{
  GtkListBoxRow *row;

  for (int i = 0; *task && (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    if (zb_recommendation_row_get_chosen (ZB_RECOMMENDATION_ROW (row)) &&
        !*zb_recommendation_row_get_task (ZB_RECOMMENDATION_ROW (row)))
      zb_recommendation_row_choose (ZB_RECOMMENDATION_ROW (row), task);
}

/* As an act of the officer's, so that what was typed before comes back by undoing it. */
static void
replace_description (ZbDispatchDialog *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->description);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
apply (ZbDispatchDialog *self, const ZbTemplate *it)
{
  g_autofree char *description = fill_text (self, it->description), *task = fill_text (self, it->task);

  if (it->kind)
    zb_dispatch_dialog_choose_kind (self, it->kind);
  if (*description)
    replace_description (self, description);
  choose_organisations (self, it, task);
  for (char **line = it->checklist; line && *line; line++)
    zb_dispatch_dialog_add_line (self, *line);
  tell_units (self, task);
  gtk_menu_button_popdown (self->templates_button);
  zb_dispatch_dialog_show_state (self);
}

/* --- the centre's ------------------------------------------------------------------------------------- */

/* What the plan for the kind says: whom it concerns, of those who are responsible here. */
static ZbTemplate *
make_of_plan (ZbDispatchDialog *self)
{
  ZbPlan *plan = zb_dispatch_dialog_find_plan (self);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  ZbTemplate *it;

  if (!plan || !plan->organisations || !*plan->organisations)
    return NULL;
  it = g_object_new (ZB_TYPE_TEMPLATE, NULL);
  it->name = g_strdup (plan->name);
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->organisations)); chip;
       chip = gtk_widget_get_next_sibling (chip))
    {
      const char *id = zb_dispatch_dialog_get_organisation (chip);
      ZbOrganisation *organisation = zb_world_lookup (self->world, ZB_KIND_ORGANISATION, id);
      if (organisation && organisation->kind &&
          g_strv_contains ((const char *const *)plan->organisations, organisation->kind))
        g_strv_builder_add (ids, id);
    }
  it->organisations = g_strv_builder_end (ids);
  return it;
}

/* --- the list ------------------------------------------------------------------------------------------- */

static void
on_apply (GtkButton *button, ZbDispatchDialog *self)
{
  apply (self, g_object_get_data (G_OBJECT (button), "template"));
}

static void
on_forget (GtkButton *button, ZbDispatchDialog *self)
{
  ZbTemplate *it = g_object_get_data (G_OBJECT (button), "template");
  guint position;

  if (self->templates && g_list_store_find (self->templates, it, &position))
    g_list_store_remove (self->templates, position);
  zb_dispatch_dialog_fill_templates (self);
}

static GtkWidget *
new_button (ZbDispatchDialog *self, ZbTemplate *it, GtkWidget *button, GCallback callback)
{
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "template", g_object_ref (it), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_DEFAULT);
  return button;
}

static GtkWidget *
new_line (ZbDispatchDialog *self, ZbTemplate *it, const char *words, gboolean own)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *label = gtk_label_new (words);
  GtkWidget *button = new_button (self, it, gtk_button_new (), G_CALLBACK (on_apply));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (line), button);
  if (own)
    {
      GtkWidget *forget =
          new_button (self, it, gtk_button_new_from_icon_name ("zb-close-symbolic"), G_CALLBACK (on_forget));
      gtk_widget_set_tooltip_text (forget, _ ("Forget this template"));
      gtk_box_append (GTK_BOX (line), forget);
    }
  return line;
}

static gboolean
fits (ZbDispatchDialog *self, const ZbTemplate *it)
{
  return !it->kind || !*it->kind || g_strcmp0 (it->kind, zb_dispatch_dialog_get_kind (self)) == 0;
}

/* Those for the kind that is chosen come first. */
static void
append_own (ZbDispatchDialog *self, gboolean fitting)
{
  const guint n = self->templates ? g_list_model_get_n_items (G_LIST_MODEL (self->templates)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbTemplate) it = g_list_model_get_item (G_LIST_MODEL (self->templates), i);
      g_autofree char *words =
          fitting ? g_strdup (it->name) : g_strdup_printf ("%s · %s", it->name, zb_words_kind (it->kind));
      if (fits (self, it) == fitting)
        gtk_box_append (self->template_list, new_line (self, it, words, TRUE));
    }
}

static void
append_of_plan (ZbDispatchDialog *self)
{
  g_autoptr (ZbTemplate) of_plan = make_of_plan (self);
  g_autofree char *words = of_plan ? g_strdup_printf (_ ("The centre's: %s"), of_plan->name) : NULL;

  if (of_plan)
    gtk_box_append (self->template_list, new_line (self, of_plan, words, FALSE));
}

/**
 * zb_dispatch_dialog_fill_templates:
 * @self: a form
 *
 * Lists what can be filled in.
 */
void
zb_dispatch_dialog_fill_templates (ZbDispatchDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->template_list))))
    gtk_box_remove (self->template_list, child);
  append_own (self, TRUE);
  append_of_plan (self);
  append_own (self, FALSE);
  gtk_widget_set_sensitive (self->template_name, self->templates != NULL);
  gtk_widget_set_tooltip_text (
      self->template_name, self->templates ? _ ("{place}, {time} and {device} are filled in anew each time")
                                           : _ ("Your templates are not known yet: there is no line"));
}

/* --- saving ------------------------------------------------------------------------------------------- */

static char **
list_organisations (ZbDispatchDialog *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (GtkWidget *chip = zb_dispatch_dialog_next_organisation (self, NULL); chip;
       chip = zb_dispatch_dialog_next_organisation (self, chip))
    g_strv_builder_add (ids, zb_dispatch_dialog_get_organisation (chip));
  return g_strv_builder_end (ids);
}

/* What was said to the first who was told something is said to all. */
static char *
find_task (ZbDispatchDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->units, i)); i++)
    if (zb_recommendation_row_get_chosen (ZB_RECOMMENDATION_ROW (row)) &&
        *zb_recommendation_row_get_task (ZB_RECOMMENDATION_ROW (row)))
      return g_strdup (zb_recommendation_row_get_task (ZB_RECOMMENDATION_ROW (row)));
  for (GtkWidget *chip = zb_dispatch_dialog_next_organisation (self, NULL); chip;
       chip = zb_dispatch_dialog_next_organisation (self, chip))
    if (*zb_dispatch_dialog_get_task (chip))
      return g_strdup (zb_dispatch_dialog_get_task (chip));
  return NULL;
}

static void
replace (GString *text, const char *value, const char *word)
{
  if (value && *value)
    g_string_replace (text, value, word, 0);
}

/* This place and this device become words in braces. */
static char *
generalise (ZbDispatchDialog *self, char *taken)
{
  g_autofree char *written = taken, *time = self->alert ? zb_words_time (self->alert->first_at) : NULL;
  g_autoptr (GString) text = g_string_new (written ? written : "");

  replace (text, gtk_editable_get_text (GTK_EDITABLE (self->place_text)), "{place}");
  replace (text, name_device (self), "{device}");
  replace (text, time, "{time}");
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
save_template (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (widget);
  g_autofree char *called = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->template_name)));
  g_autoptr (ZbTemplate) it = g_object_new (ZB_TYPE_TEMPLATE, NULL);
  g_autoptr (GVariant) lines = g_variant_ref_sink (zb_dispatch_dialog_list_lines (self));

  if (!self->templates || !*g_strstrip (called))
    return;
  it->name = g_steal_pointer (&called);
  it->kind = g_strdup (zb_dispatch_dialog_get_kind (self));
  it->description = generalise (self, zb_dispatch_dialog_get_description (self));
  it->task = generalise (self, find_task (self));
  it->organisations = list_organisations (self);
  it->checklist = g_variant_dup_strv (lines, NULL);
  zb_templates_save (self->templates, it);
  gtk_editable_set_text (GTK_EDITABLE (self->template_name), "");
  zb_dispatch_dialog_fill_templates (self);
}

/* By its name: for who does not use the list. */
static void
apply_template (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDispatchDialog *self = ZB_DISPATCH_DIALOG (widget);
  GListModel *templates = G_LIST_MODEL (self->templates);

  for (guint i = 0; templates && i < g_list_model_get_n_items (templates); i++)
    {
      g_autoptr (ZbTemplate) it = g_list_model_get_item (templates, i);
      if (g_strcmp0 (it->name, g_variant_get_string (parameter, NULL)) == 0)
        apply (self, it);
    }
}

/**
 * zb_dispatch_dialog_install_templates:
 * @widget_class: the form's class
 *
 * Installs what saves and fills in.
 */
void
zb_dispatch_dialog_install_templates (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "dispatch.save-template", NULL, save_template);
  gtk_widget_class_install_action (widget_class, "dispatch.apply-template", "s", apply_template);
}
