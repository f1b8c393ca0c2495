/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-walls-view.h"

#include "zb-now.h"
#include "zb-wall-row.h"

/**
 * ZbWallsView:
 *
 * The walls that an officer can steer, each with a #ZbWallRow. It says once a second how they are,
 * while it is looked at.
 */
struct _ZbWallsView
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAlert *alert;
  ZbCase *a_case;
  GtkBox *rows;
  GtkWidget *empty;
  guint tick;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_SELECTED_ALERT,
  PROP_SELECTED_CASE,
} ZbWallsViewProperty;

static GParamSpec *properties[PROP_SELECTED_CASE + 1];

G_DEFINE_FINAL_TYPE (ZbWallsView, zb_walls_view, ADW_TYPE_BIN)

static void
show_rows (ZbWallsView *self)
{
  const gint64 now = zb_now ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row;
       row = gtk_widget_get_next_sibling (row))
    zb_wall_row_show (ZB_WALL_ROW (row), now, self->a_case != NULL, self->alert != NULL);
}

static void
fill (ZbWallsView *self)
{
  ZbStore *walls = zb_world_get_store (self->world, ZB_KIND_WALL);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))))
    gtk_box_remove (self->rows, row);
  for (guint i = 0; i < zb_store_get_size (walls); i++)
    gtk_box_append (self->rows, zb_wall_row_new (zb_store_get_nth (walls, i)));
  gtk_widget_set_visible (self->empty, zb_store_get_size (walls) == 0);
  show_rows (self);
}

static gboolean
on_second (gpointer data)
{
  show_rows (data);
  return G_SOURCE_CONTINUE;
}

static void
zb_walls_view_map (GtkWidget *widget)
{
  ZbWallsView *self = ZB_WALLS_VIEW (widget);

  GTK_WIDGET_CLASS (zb_walls_view_parent_class)->map (widget);
  show_rows (self);
  self->tick = g_timeout_add_seconds (1, on_second, self);
}

static void
zb_walls_view_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_WALLS_VIEW (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_walls_view_parent_class)->unmap (widget);
}

static void
set_world (ZbWallsView *self, ZbWorld *world)
{
  ZbStore *walls;

  if (!world || !g_set_object (&self->world, world))
    return;
  walls = zb_world_get_store (world, ZB_KIND_WALL);
  g_signal_connect_object (walls, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (walls, "changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
zb_walls_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbWallsView *self = ZB_WALLS_VIEW (object);

  switch ((ZbWallsViewProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_SELECTED_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_SELECTED_CASE:
      g_value_set_object (value, self->a_case);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_walls_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbWallsView *self = ZB_WALLS_VIEW (object);

  switch ((ZbWallsViewProperty)id)
    {
    case PROP_WORLD:
      set_world (self, g_value_get_object (value));
      break;
    case PROP_SELECTED_ALERT:
      g_set_object (&self->alert, g_value_get_object (value));
      show_rows (self);
      break;
    case PROP_SELECTED_CASE:
      g_set_object (&self->a_case, g_value_get_object (value));
      show_rows (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_walls_view_dispose (GObject *object)
{
  ZbWallsView *self = ZB_WALLS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WALLS_VIEW);
  g_clear_object (&self->world);
  g_clear_object (&self->alert);
  g_clear_object (&self->a_case);
  G_OBJECT_CLASS (zb_walls_view_parent_class)->dispose (object);
}

static void
zb_walls_view_class_init (ZbWallsViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_walls_view_get_property;
  object_class->set_property = zb_walls_view_set_property;
  object_class->dispose = zb_walls_view_dispose;
  widget_class->map = zb_walls_view_map;
  widget_class->unmap = zb_walls_view_unmap;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_SELECTED_ALERT] = g_param_spec_object ("selected-alert", NULL, NULL, ZB_TYPE_ALERT, flags);
  properties[PROP_SELECTED_CASE] = g_param_spec_object ("selected-case", NULL, NULL, ZB_TYPE_CASE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/wall/walls-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWallsView, rows);
  gtk_widget_class_bind_template_child (widget_class, ZbWallsView, empty);
}

static void
zb_walls_view_init (ZbWallsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
