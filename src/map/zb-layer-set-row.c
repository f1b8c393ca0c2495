/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-set-row.h"

/**
 * ZbLayerSetRow:
 *
 * One of the officer's sets of layers: to be shown, called otherwise, or deleted. What is done with it is
 * told by the actions `map.use-set`, `map.rename-set` and `map.remove-set`.
 */
struct _ZbLayerSetRow
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *stack;
  GtkLabel *name;
  GtkImage *current;
  GtkEntry *entry;
  ZbLayerSet *set;
};

G_DEFINE_FINAL_TYPE (ZbLayerSetRow, zb_layer_set_row, GTK_TYPE_WIDGET)

static void
on_chosen (ZbLayerSetRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "map.use-set", "s", zb_layer_set_get_name (self->set));
}

static void
on_remove (ZbLayerSetRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "map.remove-set", "s", zb_layer_set_get_name (self->set));
}

static void
on_rename (ZbLayerSetRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), zb_layer_set_get_name (self->set));
  gtk_stack_set_visible_child_name (self->stack, "renamed");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Where it was renamed another row has come in the place of this one. */
static void
on_renamed (ZbLayerSetRow *self)
{
  g_autofree char *to = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_stack_set_visible_child_name (self->stack, "shown");
  gtk_widget_activate_action (GTK_WIDGET (self), "map.rename-set", "(ss)", zb_layer_set_get_name (self->set),
                              to);
}

static gboolean
on_key (ZbLayerSetRow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_stack_set_visible_child_name (self->stack, "shown");
  return GDK_EVENT_STOP;
}

static void
zb_layer_set_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYER_SET_ROW);
  g_clear_object (&ZB_LAYER_SET_ROW (object)->set);
  G_OBJECT_CLASS (zb_layer_set_row_parent_class)->dispose (object);
}

static void
zb_layer_set_row_class_init (ZbLayerSetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_layer_set_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/layer-set-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetRow, content);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetRow, name);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetRow, current);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_layer_set_row_init (ZbLayerSetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_layer_set_row_new:
 * @set: a set
 *
 * Returns: (transfer floating): its row
 */
ZbLayerSetRow *
zb_layer_set_row_new (ZbLayerSet *set)
{
  ZbLayerSetRow *self = g_object_new (ZB_TYPE_LAYER_SET_ROW, NULL);
  self->set = g_object_ref (set);
  gtk_label_set_label (self->name, zb_layer_set_get_name (set));
  return self;
}

/**
 * zb_layer_set_row_get_set:
 * @self: a row
 *
 * Returns: (transfer none): its set
 */
ZbLayerSet *
zb_layer_set_row_get_set (ZbLayerSetRow *self)
{
  return self->set;
}

/**
 * zb_layer_set_row_set_current:
 * @self: a row
 * @current: whether the map shows just what is in its set
 */
void
zb_layer_set_row_set_current (ZbLayerSetRow *self, gboolean current)
{
  gtk_widget_set_visible (GTK_WIDGET (self->current), current);
}
