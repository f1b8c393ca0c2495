/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layout-row.h"

#include "zb-pending-mark.h"

#include <glib/gi18n.h>

/**
 * ZbLayoutRow:
 *
 * One of the officer's layouts: to be shown, gone through, called otherwise, or deleted. What is done with it
 * is told by the actions `layouts.use`, `layouts.dwell`, `layouts.rename` and `layouts.remove`.
 */
struct _ZbLayoutRow
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *stack;
  GtkLabel *name;
  ZbPendingMark *pending;
  GtkLabel *tiles;
  GtkMenuButton *dwell;
  GtkLabel *dwell_label;
  GtkEntry *entry;
  ZbLayout *layout;
};

G_DEFINE_FINAL_TYPE (ZbLayoutRow, zb_layout_row, GTK_TYPE_WIDGET)

static const gint64 choices[] = { 0, 10, 15, 30, 60, 120 };

static void
on_chosen (ZbLayoutRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "layouts.use", "s", self->layout->id);
}

static void
on_remove (ZbLayoutRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "layouts.remove", "s", self->layout->id);
}

static void
on_rename (ZbLayoutRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->layout->name);
  gtk_stack_set_visible_child_name (self->stack, "renamed");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Where it was renamed another row has come in the place of this one. */
static void
on_renamed (ZbLayoutRow *self)
{
  g_autofree char *to = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_stack_set_visible_child_name (self->stack, "shown");
  gtk_widget_activate_action (GTK_WIDGET (self), "layouts.rename", "(ss)", self->layout->id, to);
}

static gboolean
on_key (ZbLayoutRow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_stack_set_visible_child_name (self->stack, "shown");
  return GDK_EVENT_STOP;
}

static char *
describe_dwell (gint64 seconds)
{
  return seconds ? g_strdup_printf (C_ ("layout", "%d s"), (int)seconds)
                 : g_strdup (C_ ("layout", "No patrol"));
}

static GMenuModel *
make_choices (ZbLayout *layout)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *words = describe_dwell (choices[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);
      g_menu_item_set_action_and_target (item, "layouts.dwell", "(sx)", layout->id, choices[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
show_layout (ZbLayoutRow *self)
{
  g_autofree char *dwell = describe_dwell (self->layout->seconds);
  g_autoptr (GMenuModel) menu = make_choices (self->layout);

  gtk_label_set_label (self->name, self->layout->name);
  gtk_label_set_label (self->tiles, self->layout->shape);
  g_object_set (self->pending, "subject", self->layout->id, NULL);
  gtk_label_set_label (self->dwell_label, dwell);
  gtk_menu_button_set_menu_model (self->dwell, menu);
}

static void
zb_layout_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYOUT_ROW);
  g_clear_object (&ZB_LAYOUT_ROW (object)->layout);
  G_OBJECT_CLASS (zb_layout_row_parent_class)->dispose (object);
}

static void
zb_layout_row_class_init (ZbLayoutRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_layout_row_dispose;
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/layout-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, content);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, name);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, tiles);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, pending);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, dwell);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, dwell_label);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_layout_row_init (ZbLayoutRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_layout_row_new:
 * @layout: a layout
 *
 * Returns: (transfer floating): its row
 */
ZbLayoutRow *
zb_layout_row_new (ZbLayout *layout)
{
  ZbLayoutRow *self = g_object_new (ZB_TYPE_LAYOUT_ROW, NULL);

  self->layout = g_object_ref (layout);
  show_layout (self);
  return self;
}
