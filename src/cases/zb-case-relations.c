/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-relations.h"

#include "zb-case-facts.h"
#include "zb-case-parts.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCaseRelations:
 *
 * What other cases a case belongs together with: the major incident that it is part of, its own parts and
 * how many of them are over, what was merged, and what it is linked with. A row opens its case.
 */
struct _ZbCaseRelations
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbCase *of;
  GSignalGroup *signals;
  GtkWidget *sum;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ZbCaseRelations, zb_case_relations, ADW_TYPE_BIN)

/* --- rows ----------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

static void
on_taken_out (GtkButton *button, ZbCaseRelations *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", "case.parent",
                              g_object_get_data (G_OBJECT (button), "id"), g_variant_new ("a{sv}", NULL));
}

/* For a part: what takes it out again, greyed with the reason where that is not this officer's to do. */
static GtkWidget *
new_button (ZbCaseRelations *self, ZbCase *part, ZbCase *major)
{
  const ZbCaseArgs args = { 0 };
  g_autoptr (ZbProblem) problem =
      zb_case_ask_with (self->world, self->account, part, ZB_CASE_VERB_PARENT, &args, major);
  GtkWidget *button = gtk_button_new_from_icon_name ("zb-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, problem == NULL);
  gtk_widget_set_tooltip_text (button,
                               problem ? zb_words_problem (problem) : _ ("Take out of the major incident"));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (ZB_ENTITY (part)->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_taken_out), self, G_CONNECT_DEFAULT);
  return button;
}

static GtkWidget *
new_words (const char *how, const ZbCase *other)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *line = g_strdup_printf (
      "%s · %s", how, other && *zb_case_get_short_number (other) ? zb_case_get_short_number (other) : "–");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words),
                  new_label (other && other->title ? other->title : _ ("A case"), "zb-dense", NULL));
  gtk_box_append (GTK_BOX (words), new_label (line, "zb-caption", "zb-t3"));
  return words;
}

static GtkWidget *
new_step (const ZbCase *other)
{
  GtkWidget *step = new_label (zb_words_choice (&zb_steps, other->step), "zb-tag",
                               other->step == ZB_STEP_CLOSED ? "ok" : "accent");

  gtk_widget_set_valign (step, GTK_ALIGN_CENTER);
  return step;
}

/* A case that was over long ago may not be at hand; it is fetched when it is opened. */
static GtkWidget *
new_row (const char *how, const char *id, ZbCase *other, GtkWidget *button)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = zb_severity_icon_new ();

  g_object_set (icon, "severity", other ? other->severity : ZB_SEVERITY_NONE, NULL);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_words (how, other));
  if (other)
    gtk_box_append (GTK_BOX (box), new_step (other));
  if (button)
    gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  return row;
}

static ZbCase *
look_up (ZbCaseRelations *self, const char *id)
{
  return zb_world_lookup (self->world, ZB_KIND_CASE, id);
}

static void
add_row (ZbCaseRelations *self, const char *how, const char *id, GtkWidget *button)
{
  gtk_list_box_append (self->list, new_row (how, id, look_up (self, id), button));
}

/* --- what there is --------------------------------------------------------------------------- */

static void
add_major (ZbCaseRelations *self)
{
  ZbCase *major = self->of->parent ? look_up (self, self->of->parent) : NULL;

  if (self->of->parent)
    add_row (self, _ ("Part of this major incident"), self->of->parent, new_button (self, self->of, major));
}

static void
add_parts (ZbCaseRelations *self)
{
  g_autoptr (GPtrArray) parts = zb_case_list_parts (self->world, ZB_ENTITY (self->of)->id);
  g_autofree char *sum = zb_case_describe_sum (parts);
  g_autofree char *words = g_strdup_printf (_ ("Major incident · %s"), sum);

  gtk_label_set_text (GTK_LABEL (self->sum), parts->len > 0 ? words : "");
  for (guint i = 0; i < parts->len; i++)
    {
      ZbCase *part = parts->pdata[i];
      add_row (self, _ ("Part"), ZB_ENTITY (part)->id, new_button (self, part, self->of));
    }
}

static const char *
name_link (ZbCaseRelations *self, const char *id)
{
  const ZbCase *other = look_up (self, id);

  if (g_strcmp0 (self->of->merged_into, id) == 0)
    return _ ("Merged into this case");
  if (other && g_strcmp0 (other->merged_into, ZB_ENTITY (self->of)->id) == 0)
    return _ ("Was merged into this one");
  return _ ("Linked");
}

static void
add_links (ZbCaseRelations *self)
{
  for (char **id = self->of->links; id && *id; id++)
    add_row (self, name_link (self, *id), *id, NULL);
}

static void
fill (ZbCaseRelations *self)
{
  gtk_list_box_remove_all (self->list);
  if (self->of && self->world)
    {
      add_major (self);
      add_parts (self);
      add_links (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

static gboolean
is_related (ZbCaseRelations *self, ZbCase *other)
{
  const char *id = ZB_ENTITY (other)->id, *me = ZB_ENTITY (self->of)->id;

  return g_strcmp0 (other->parent, me) == 0 || g_strcmp0 (self->of->parent, id) == 0 ||
         (self->of->links && g_strv_contains ((const char *const *)self->of->links, id));
}

/* A part that was taken out names this case no more; it still stands in a row. */
static gboolean
is_listed (ZbCaseRelations *self, ZbCase *other)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), ZB_ENTITY (other)->id) == 0)
      return TRUE;
  return FALSE;
}

static void
on_case_changed (ZbCaseRelations *self, ZbCase *other)
{
  if (self->of && (is_related (self, other) || is_listed (self, other)))
    fill (self);
}

static void
on_row_activated (ZbCaseRelations *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", g_object_get_data (G_OBJECT (row), "id"));
}

/**
 * zb_case_relations_show:
 * @self: a view
 * @world: (nullable): what is known
 * @account: (nullable): who sits at the desk
 * @of: (nullable): a case
 *
 * Shows what belongs together with @of, as it is now and as it changes.
 */
void
zb_case_relations_show (ZbCaseRelations *self, ZbWorld *world, ZbAccount *account, ZbCase *of)
{
  if (g_set_object (&self->world, world))
    g_signal_group_set_target (self->signals, world ? zb_world_get_store (world, ZB_KIND_CASE) : NULL);
  g_set_object (&self->account, account);
  g_set_object (&self->of, of);
  fill (self);
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_case_relations_dispose (GObject *object)
{
  ZbCaseRelations *self = ZB_CASE_RELATIONS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->of);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_case_relations_parent_class)->dispose (object);
}

static void
zb_case_relations_class_init (ZbCaseRelationsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_case_relations_dispose;
}

static GtkWidget *
new_list (ZbCaseRelations *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "zb-form-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Belongs together"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  return list;
}

static void
zb_case_relations_init (ZbCaseRelations *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8),
            *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = new_label (_ ("Belongs together"), "zb-dense", "zb-bold");

  self->sum = new_label (NULL, "zb-caption", "zb-t2");
  gtk_widget_add_css_class (title, "zb-t2");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->sum);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), new_list (self));
  adw_bin_set_child (ADW_BIN (self), box);
  self->signals = g_signal_group_new (ZB_TYPE_STORE);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (on_case_changed), self);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (fill), self);
}
