/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-row.h"

/**
 * ZbCameraRow:
 *
 * A line of the tree of cameras. A camera can be dragged to a tile.
 */
struct _ZbCameraRow
{
  GtkWidget parent_instance;
  ZbCameraNode *node;
};

typedef enum
{
  PROP_NODE = 1,
} ZbCameraRowProperty;

static GParamSpec *properties[PROP_NODE + 1];

G_DEFINE_FINAL_TYPE (ZbCameraRow, zb_camera_row, GTK_TYPE_WIDGET)

static GdkContentProvider *
on_prepare (ZbCameraRow *self)
{
  ZbDevice *device = self->node ? zb_camera_node_get_device (self->node) : NULL;

  return device ? gdk_content_provider_new_typed (ZB_TYPE_DEVICE, device) : NULL;
}

static gboolean
is_set (gpointer self, const char *text)
{
  return text && *text;
}

static void
zb_camera_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbCameraRowProperty)id)
    {
    case PROP_NODE:
      g_value_set_object (value, ZB_CAMERA_ROW (object)->node);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCameraRow *self = ZB_CAMERA_ROW (object);

  switch ((ZbCameraRowProperty)id)
    {
    case PROP_NODE:
      if (g_set_object (&self->node, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_CAMERA_ROW);
  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&ZB_CAMERA_ROW (object)->node);
  G_OBJECT_CLASS (zb_camera_row_parent_class)->dispose (object);
}

static void
zb_camera_row_class_init (ZbCameraRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_camera_row_get_property;
  object_class->set_property = zb_camera_row_set_property;
  object_class->dispose = zb_camera_row_dispose;
  properties[PROP_NODE] =
      g_param_spec_object ("node", NULL, NULL, ZB_TYPE_CAMERA_NODE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/camera-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_prepare);
  gtk_widget_class_bind_template_callback (widget_class, is_set);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_camera_row_init (ZbCameraRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
