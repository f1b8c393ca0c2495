/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The officer's layouts, as the page's actions change and show them. Who keeps them follows the list. */
#include "zb-video-page-private.h"

#include <glib/gi18n.h>

static ZbLayout *
find (ZbVideoPage *self, const char *id, guint *position)
{
  return self->layouts ? zb_layouts_find (self->layouts, id, position) : NULL;
}

static void
on_use (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  ZbLayout *layout = find (self, g_variant_get_string (parameter, NULL), NULL);
  g_auto (GStrv) arrangement = layout ? zb_layout_to_arrangement (layout) : NULL;

  if (arrangement)
    g_object_set (self, "layout", arrangement, NULL);
  gtk_menu_button_popdown (self->layouts_button);
}

static void
on_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  g_auto (GStrv) arrangement = NULL;

  g_object_get (self, "layout", &arrangement, NULL);
  if (!self->layouts)
    zb_video_page_say (self, _ ("Your layouts are not known yet: there was no line to the platform"));
  else if (!zb_layouts_save (self->layouts, g_variant_get_string (parameter, NULL),
                             (const char *const *)arrangement))
    zb_video_page_say (self, _ ("You have 50 layouts already. Please delete one first."));
}

static void
on_rename (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  const char *id, *to;

  g_variant_get (parameter, "(&s&s)", &id, &to);
  if (self->layouts && !zb_layouts_rename (self->layouts, id, to))
    zb_video_page_say (self, _ ("Another layout has that name"));
}

static void
on_dwell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  const char *id;
  gint64 seconds;

  g_variant_get (parameter, "(&sx)", &id, &seconds);
  if (self->layouts)
    zb_layouts_set_seconds (self->layouts, id, seconds);
}

static void
note_removed (ZbVideoPage *self, ZbLayout *layout, guint position)
{
  g_set_object (&self->removed_layout, layout);
  self->removed_position = position;
  zb_layouts_menu_set_removed (self->layouts_menu, layout ? layout->name : NULL);
}

static void
on_remove (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  guint position;
  ZbLayout *layout = find (self, g_variant_get_string (parameter, NULL), &position);

  if (!layout)
    return;
  note_removed (self, layout, position);
  g_list_store_remove (self->layouts, position);
}

static void
on_restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);

  if (self->layouts && self->removed_layout)
    zb_layouts_put (self->layouts, self->removed_position, self->removed_layout);
  note_removed (self, NULL, 0);
}

/* --- one after another ------------------------------------------------------------------------------ */

static ZbPatrolPage *
make_page (ZbVideoPage *self, const ZbLayout *layout)
{
  ZbPatrolPage *page = zb_patrol_page_new (layout->shape, (guint)layout->seconds);

  for (guint i = 0; layout->cameras && layout->cameras[i]; i++)
    zb_patrol_page_add (page, *layout->cameras[i] && self->world
                                  ? zb_world_lookup (self->world, ZB_KIND_DEVICE, layout->cameras[i])
                                  : NULL);
  return page;
}

static void
on_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  GListModel *layouts = G_LIST_MODEL (self->layouts);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_patrol_page_free);

  for (guint i = 0; layouts && i < g_list_model_get_n_items (layouts); i++)
    {
      g_autoptr (ZbLayout) layout = g_list_model_get_item (layouts, i);
      if (layout->seconds > 0)
        g_ptr_array_add (pages, make_page (self, layout));
    }
  if (pages->len < 2)
    {
      zb_video_page_say (self, _ ("Give two layouts or more a time first"));
      return;
    }
  zb_tile_grid_set_single (self->grid, FALSE);
  gtk_menu_button_popdown (self->layouts_button);
  zb_camera_patrol_start_pages (self->patrol, _ ("My layouts"), g_steal_pointer (&pages));
}

/**
 * zb_video_page_take_layouts:
 * @self: the page
 * @layouts: (nullable): another officer's, or %NULL while it is not known whose they are
 *
 * Returns: whether these are others
 */
gboolean
zb_video_page_take_layouts (ZbVideoPage *self, GListStore *layouts)
{
  if (!g_set_object (&self->layouts, layouts))
    return FALSE;
  note_removed (self, NULL, 0);
  zb_layouts_menu_set_layouts (self->layouts_menu, layouts);
  return TRUE;
}

void
zb_video_page_install_layouts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "layouts.use", "s", on_use);
  gtk_widget_class_install_action (widget_class, "layouts.save", "s", on_save);
  gtk_widget_class_install_action (widget_class, "layouts.rename", "(ss)", on_rename);
  gtk_widget_class_install_action (widget_class, "layouts.dwell", "(sx)", on_dwell);
  gtk_widget_class_install_action (widget_class, "layouts.remove", "s", on_remove);
  gtk_widget_class_install_action (widget_class, "layouts.restore", NULL, on_restore);
  gtk_widget_class_install_action (widget_class, "patrol.start-layouts", NULL, on_start);
}
