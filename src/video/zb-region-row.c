/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-region-row.h"

#include <glib/gi18n.h>

/**
 * ZbRegionRow:
 *
 * A region in numbers, for whoever draws with the keyboard: where it lies, in hundredths of the picture.
 */
struct _ZbRegionRow
{
  GtkListBoxRow parent_instance;
  ZbRegionPicture *picture;
  guint region;
  GtkLabel *title;
  GtkSpinButton *left, *top, *across, *down;
  GtkActionable *remove;
};

G_DEFINE_FINAL_TYPE (ZbRegionRow, zb_region_row, GTK_TYPE_LIST_BOX_ROW)

/* None while the row is being filled. */
static void
on_changed (ZbRegionRow *self)
{
  if (self->picture)
    zb_region_picture_set (self->picture, self->region, gtk_spin_button_get_value (self->left) / 100,
                           gtk_spin_button_get_value (self->top) / 100,
                           gtk_spin_button_get_value (self->across) / 100,
                           gtk_spin_button_get_value (self->down) / 100);
}

static void
zb_region_row_dispose (GObject *object)
{
  g_clear_object (&ZB_REGION_ROW (object)->picture);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_REGION_ROW);
  G_OBJECT_CLASS (zb_region_row_parent_class)->dispose (object);
}

static void
zb_region_row_class_init (ZbRegionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_region_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/region-row.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbRegionRow, name)
  CHILD (title);
  CHILD (left);
  CHILD (top);
  CHILD (across);
  CHILD (down);
  CHILD (remove);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
zb_region_row_init (ZbRegionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_region_row_new:
 * @picture: where the region lies
 * @region: which of its regions
 *
 * Returns: (transfer floating): that region in numbers
 */
GtkWidget *
zb_region_row_new (ZbRegionPicture *picture, guint region)
{
  ZbRegionRow *self = g_object_new (ZB_TYPE_REGION_ROW, NULL);
  const ZbExportRegion *of = g_ptr_array_index (zb_region_picture_get_regions (picture), region);
  g_autofree char *title = g_strdup_printf (_ ("Region %u"), region + 1);

  gtk_label_set_label (self->title, title);
  gtk_spin_button_set_value (self->left, of->x * 100);
  gtk_spin_button_set_value (self->top, of->y * 100);
  gtk_spin_button_set_value (self->across, of->width * 100);
  gtk_spin_button_set_value (self->down, of->height * 100);
  gtk_actionable_set_action_target (self->remove, "u", region);
  self->region = region;
  self->picture = g_object_ref (picture);
  return GTK_WIDGET (self);
}
