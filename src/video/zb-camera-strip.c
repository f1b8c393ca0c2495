/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-strip.h"

#include "zb-near-cameras.h"

#include <glib/gi18n.h>

/**
 * ZbCameraStrip:
 *
 * The cameras nearest to the selected alert, live. With "follow the selection" off it stays with the alert
 * that was selected, so that an officer can go through the queue and keep an eye on a place.
 */
struct _ZbCameraStrip
{
  GtkWidget parent_instance;
  ZbNearCameras *cameras;
  ZbMedia *media;
  char *watermark;
  ZbAlert *alert;
  gboolean follow;

  GtkWidget *content;
  GtkLabel *count_label;
  GtkStack *stack;
  GtkLabel *empty_label;
  GtkWidget *follow_switch;
  ZbTile *tiles[ZB_CAMERA_STRIP_TILES];
};

typedef enum
{
  PROP_DEVICES = 1,
  PROP_MEDIA,
  PROP_WATERMARK,
  PROP_ALERT,
  PROP_FOLLOW,
  PROP_CAMERAS,
} ZbCameraStripProperty;

static GParamSpec *properties[PROP_CAMERAS + 1];

G_DEFINE_FINAL_TYPE (ZbCameraStrip, zb_camera_strip, GTK_TYPE_WIDGET)

static void
show_count (ZbCameraStrip *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->cameras));
  int radius = (int)zb_near_cameras_get_radius (self->cameras);
  g_autofree char *text = NULL;
  if (n > ZB_CAMERA_STRIP_TILES)
    text = g_strdup_printf (_ ("%u within %d m, the nearest %d are shown"), n, radius, ZB_CAMERA_STRIP_TILES);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u within %d m", "%u within %d m", n), n, radius);
  gtk_label_set_text (self->count_label, text ? text : "");
}

static void
show_empty (ZbCameraStrip *self)
{
  gboolean somewhere = zb_point_is_known (zb_near_cameras_get_centre (self->cameras));
  g_autofree char *none =
      g_strdup_printf (_ ("There is no camera within %d m"), (int)zb_near_cameras_get_radius (self->cameras));
  gtk_label_set_text (self->empty_label,
                      somewhere ? none : _ ("Select an alert to see the cameras around it"));
}

static void
show_cameras (ZbCameraStrip *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->cameras));
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    {
      g_autoptr (ZbNearCamera) near = g_list_model_get_item (G_LIST_MODEL (self->cameras), i);
      zb_tile_set_device (self->tiles[i], near ? zb_near_camera_get_device (near) : NULL);
      zb_tile_set_distance (self->tiles[i], near ? zb_near_camera_get_distance (near) : -1);
      gtk_widget_set_opacity (GTK_WIDGET (self->tiles[i]), near ? 1 : 0);
    }
  show_count (self);
  show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "tiles" : "empty");
}

static void
go_to_alert (ZbCameraStrip *self)
{
  if (!self->follow || !self->alert)
    return;
  zb_near_cameras_set_centre (self->cameras, self->alert->location);
  show_empty (self);
}

/* --- properties ----------------------------------------------------------------------------------- */

/**
 * zb_camera_strip_set_devices:
 * @self: a strip
 * @devices: (nullable): all devices of the district
 */
void
zb_camera_strip_set_devices (ZbCameraStrip *self, GListModel *devices)
{
  zb_near_cameras_set_devices (self->cameras, devices);
}

/**
 * zb_camera_strip_set_media:
 * @self: a strip
 * @media: (nullable): whoever gets tickets
 */
void
zb_camera_strip_set_media (ZbCameraStrip *self, ZbMedia *media)
{
  if (!g_set_object (&self->media, media))
    return;
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    zb_tile_set_media (self->tiles[i], media);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * zb_camera_strip_set_watermark:
 * @self: a strip
 * @watermark: (nullable): the officer's name and number
 */
void
zb_camera_strip_set_watermark (ZbCameraStrip *self, const char *watermark)
{
  if (!g_set_str (&self->watermark, watermark))
    return;
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    zb_tile_set_watermark (self->tiles[i], watermark);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATERMARK]);
}

/**
 * zb_camera_strip_set_alert:
 * @self: a strip
 * @alert: (nullable): what is looked at
 */
void
zb_camera_strip_set_alert (ZbCameraStrip *self, ZbAlert *alert)
{
  if (self->alert == alert)
    return;
  if (self->alert)
    g_signal_handlers_disconnect_by_func (self->alert, go_to_alert, self);
  g_set_object (&self->alert, alert);
  if (alert)
    g_signal_connect_object (alert, "notify::location", G_CALLBACK (go_to_alert), self, G_CONNECT_SWAPPED);
  go_to_alert (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALERT]);
}

/**
 * zb_camera_strip_get_cameras:
 * @self: a strip
 *
 * Returns: (transfer none): the cameras within reach, a list of #ZbNearCamera, the nearest first
 */
GListModel *
zb_camera_strip_get_cameras (ZbCameraStrip *self)
{
  return G_LIST_MODEL (self->cameras);
}

/**
 * zb_camera_strip_get_tile:
 * @self: a strip
 * @index: below #ZB_CAMERA_STRIP_TILES
 *
 * Returns: (transfer none): a tile
 */
ZbTile *
zb_camera_strip_get_tile (ZbCameraStrip *self, guint index)
{
  g_return_val_if_fail (index < ZB_CAMERA_STRIP_TILES, NULL);
  return self->tiles[index];
}

static void
set_follow (ZbCameraStrip *self, gboolean follow)
{
  if (self->follow == follow)
    return;
  self->follow = follow;
  go_to_alert (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

static void
zb_camera_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  switch ((ZbCameraStripProperty)id)
    {
    case PROP_DEVICES:
      zb_camera_strip_set_devices (self, g_value_get_object (value));
      break;
    case PROP_MEDIA:
      zb_camera_strip_set_media (self, g_value_get_object (value));
      break;
    case PROP_WATERMARK:
      zb_camera_strip_set_watermark (self, g_value_get_string (value));
      break;
    case PROP_ALERT:
      zb_camera_strip_set_alert (self, g_value_get_object (value));
      break;
    case PROP_FOLLOW:
      set_follow (self, g_value_get_boolean (value));
      break;
    case PROP_CAMERAS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  switch ((ZbCameraStripProperty)id)
    {
    case PROP_MEDIA:
      g_value_set_object (value, self->media);
      break;
    case PROP_WATERMARK:
      g_value_set_string (value, self->watermark);
      break;
    case PROP_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;
    case PROP_CAMERAS:
      g_value_set_object (value, self->cameras);
      break;
    case PROP_DEVICES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_strip_dispose (GObject *object)
{
  ZbCameraStrip *self = ZB_CAMERA_STRIP (object);
  zb_camera_strip_set_alert (self, NULL);
  if (self->cameras)
    g_signal_handlers_disconnect_by_func (self->cameras, show_cameras, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_CAMERA_STRIP);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->cameras);
  g_clear_object (&self->media);
  G_OBJECT_CLASS (zb_camera_strip_parent_class)->dispose (object);
}

static void
zb_camera_strip_finalize (GObject *object)
{
  g_free (ZB_CAMERA_STRIP (object)->watermark);
  G_OBJECT_CLASS (zb_camera_strip_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags told = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  properties[PROP_DEVICES] =
      g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_WRITABLE | told);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, G_PARAM_READWRITE | told);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, G_PARAM_READWRITE | told);
  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, G_PARAM_READWRITE | told);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, G_PARAM_READWRITE | told);
  properties[PROP_CAMERAS] =
      g_param_spec_object ("cameras", NULL, NULL, G_TYPE_LIST_MODEL, G_PARAM_READABLE | told);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_camera_strip_class_init (ZbCameraStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->set_property = zb_camera_strip_set_property;
  object_class->get_property = zb_camera_strip_get_property;
  object_class->dispose = zb_camera_strip_dispose;
  object_class->finalize = zb_camera_strip_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/camera-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, count_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, empty_label);
  gtk_widget_class_bind_template_child (widget_class, ZbCameraStrip, follow_switch);
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("tile_%u", i);
      gtk_widget_class_bind_template_child_full (
          widget_class, name, FALSE,
          (gssize)(G_STRUCT_OFFSET (ZbCameraStrip, tiles) + i * sizeof (ZbTile *)));
    }
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_camera_strip_init (ZbCameraStrip *self)
{
  self->follow = TRUE;
  self->cameras = zb_near_cameras_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->content = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_signal_connect_object (self->cameras, "items-changed", G_CALLBACK (show_cameras), self,
                           G_CONNECT_SWAPPED);
  show_cameras (self);
}

/**
 * zb_camera_strip_new:
 *
 * Returns: (transfer floating): a strip that knows no camera yet
 */
GtkWidget *
zb_camera_strip_new (void)
{
  return g_object_new (ZB_TYPE_CAMERA_STRIP, NULL);
}
