/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-named-set-row.h"

/**
 * ZbNamedSetRow:
 *
 * One of the officer's sets: to be used, called otherwise, or deleted. What is done with it is told by the
 * actions `use-set`, `rename-set` and `remove-set` of the group it was made for.
 */
struct _ZbNamedSetRow
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *stack;
  GtkLabel *name;
  GtkImage *current;
  GtkEntry *entry;
  ZbNamedSet *set;
  const char *group;
};

G_DEFINE_FINAL_TYPE (ZbNamedSetRow, zb_named_set_row, GTK_TYPE_WIDGET)

/* GTK takes no floating parameter over for the actions of a widget's class. */
static void
tell (ZbNamedSetRow *self, const char *action, GVariant *floating)
{
  g_autoptr (GVariant) parameter = g_variant_ref_sink (floating);
  g_autofree char *name = g_strconcat (self->group, ".", action, NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, parameter);
}

static void
on_chosen (ZbNamedSetRow *self)
{
  tell (self, "use-set", g_variant_new_string (zb_named_set_get_name (self->set)));
}

static void
on_remove (ZbNamedSetRow *self)
{
  tell (self, "remove-set", g_variant_new_string (zb_named_set_get_name (self->set)));
}

static void
on_rename (ZbNamedSetRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), zb_named_set_get_name (self->set));
  gtk_stack_set_visible_child_name (self->stack, "renamed");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Where it was renamed another row has come in the place of this one. */
static void
on_renamed (ZbNamedSetRow *self)
{
  g_autofree char *to = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_stack_set_visible_child_name (self->stack, "shown");
  tell (self, "rename-set", g_variant_new ("(ss)", zb_named_set_get_name (self->set), to));
}

static gboolean
on_key (ZbNamedSetRow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_stack_set_visible_child_name (self->stack, "shown");
  return GDK_EVENT_STOP;
}

static void
zb_named_set_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_NAMED_SET_ROW);
  g_clear_object (&ZB_NAMED_SET_ROW (object)->set);
  G_OBJECT_CLASS (zb_named_set_row_parent_class)->dispose (object);
}

static void
zb_named_set_row_class_init (ZbNamedSetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_named_set_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/common/named-set-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbNamedSetRow, content);
  gtk_widget_class_bind_template_child (widget_class, ZbNamedSetRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZbNamedSetRow, name);
  gtk_widget_class_bind_template_child (widget_class, ZbNamedSetRow, current);
  gtk_widget_class_bind_template_child (widget_class, ZbNamedSetRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_named_set_row_init (ZbNamedSetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_named_set_row_new:
 * @set: a set
 * @group: the group of actions that it tells, in static memory
 *
 * Returns: (transfer floating): its row
 */
ZbNamedSetRow *
zb_named_set_row_new (ZbNamedSet *set, const char *group)
{
  ZbNamedSetRow *self = g_object_new (ZB_TYPE_NAMED_SET_ROW, NULL);
  self->set = g_object_ref (set);
  self->group = group;
  gtk_label_set_label (self->name, zb_named_set_get_name (set));
  return self;
}

/**
 * zb_named_set_row_get_set:
 * @self: a row
 *
 * Returns: (transfer none): its set
 */
ZbNamedSet *
zb_named_set_row_get_set (ZbNamedSetRow *self)
{
  return self->set;
}

/**
 * zb_named_set_row_set_current:
 * @self: a row
 * @current: whether what is shown is just what is in its set
 */
void
zb_named_set_row_set_current (ZbNamedSetRow *self, gboolean current)
{
  gtk_widget_set_visible (GTK_WIDGET (self->current), current);
}
