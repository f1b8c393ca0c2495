/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-page.h"

#include "zb-alert-pane.h"
#include "zb-camera-strip.h"
#include "zb-filter-keeper.h"
#include "zb-layer-keeper.h"
#include "zb-map-view.h"
#include "zb-near.h"
#include "zb-queue-view.h"

/**
 * ZbMapPage:
 *
 * The page that an officer looks at all day: the map, the selected alert's detail beside it, the
 * cameras around it below, the queue at the end. It only arranges the parts of several features;
 * each is given the desk's properties.
 */
struct _ZbMapPage
{
  ZbPage parent_instance;
  ZbDesk *desk;
  GSettings *settings;
  GtkWidget *map;
  ZbPreferences *preferences;
  ZbLayerKeeper *layer_keeper;
  ZbFilterKeeper *filter_keeper;
  ZbCameraStrip *strip;
  ZbTile *live_tile;
  ZbNear *near;
  GSignalGroup *alert_signals;
  GtkPaned *queue_paned;
  GtkPaned *strip_paned;
  gboolean arranged_width;
  gboolean arranged_height;
};

typedef enum
{
  PROP_DESK = 1,
  PROP_SETTINGS,
} ZbMapPageProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

G_DEFINE_FINAL_TYPE (ZbMapPage, zb_map_page, ZB_TYPE_PAGE)

/**
 * zb_map_page_new:
 * @desk: what it shows
 * @settings: where the splits are remembered
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
zb_map_page_new (ZbDesk *desk, GSettings *settings)
{
  return g_object_new (ZB_TYPE_MAP_PAGE, "desk", desk, "settings", settings, NULL);
}

/**
 * zb_map_page_get_map:
 * @self: the page
 *
 * Returns: (transfer none): the map, whose actions keys act on
 */
GtkWidget *
zb_map_page_get_map (ZbMapPage *self)
{
  g_return_val_if_fail (ZB_IS_MAP_PAGE (self), NULL);
  return self->map;
}

/**
 * zb_map_page_get_cameras:
 * @self: the page
 *
 * Returns: (transfer none): the cameras around the selected alert, a list of #ZbNearThing
 */
GListModel *
zb_map_page_get_cameras (ZbMapPage *self)
{
  g_return_val_if_fail (ZB_IS_MAP_PAGE (self), NULL);
  return zb_camera_strip_get_cameras (self->strip);
}

/**
 * zb_map_page_get_preferences:
 * @self: the page
 *
 * Returns: (transfer none): what the platform keeps for the officer
 */
ZbPreferences *
zb_map_page_get_preferences (ZbMapPage *self)
{
  g_return_val_if_fail (ZB_IS_MAP_PAGE (self), NULL);
  return self->preferences;
}

/**
 * zb_map_page_look:
 * @self: the page
 * @place: what is to be seen
 *
 * The cameras below the map are those that see @place.
 */
void
zb_map_page_look (ZbMapPage *self, ZbPoint place)
{
  g_return_if_fail (ZB_IS_MAP_PAGE (self));
  zb_camera_strip_look (self->strip, place);
}

/* --- splits: measured from the far end, because the map takes what is left ---------------- */

#define HANDLE 1

/* The queue is wider where its type is larger, but leaves the map its share. */
#define MOST_OF_WIDTH 0.4

static int
queue_width (ZbMapPage *self, int width)
{
  const int wanted = g_settings_get_int (self->settings, "queue-width");
  const double grown =
      adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, wanted, gtk_widget_get_settings (GTK_WIDGET (self)));

  return (int)MIN (grown, MAX (wanted, width * MOST_OF_WIDTH));
}

static void
on_width_known (ZbMapPage *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self->queue_paned));

  if (self->arranged_width || width == 0)
    return;
  gtk_paned_set_position (self->queue_paned, width - queue_width (self, width) - HANDLE);
  self->arranged_width = TRUE;
}

static void
on_height_known (ZbMapPage *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->strip_paned));

  if (self->arranged_height || height == 0)
    return;
  gtk_paned_set_position (self->strip_paned,
                          height - g_settings_get_int (self->settings, "strip-height") - HANDLE);
  self->arranged_height = TRUE;
}

/* The child still has its former size when this is told: it is given the new one only afterwards. */
static void
on_queue_moved (ZbMapPage *self)
{
  const int width =
      gtk_widget_get_width (GTK_WIDGET (self->queue_paned)) - gtk_paned_get_position (self->queue_paned);

  if (self->arranged_width && width > HANDLE)
    g_settings_set_int (self->settings, "queue-width",
                        (int)adw_length_unit_from_px (ADW_LENGTH_UNIT_SP, width - HANDLE,
                                                      gtk_widget_get_settings (GTK_WIDGET (self))));
}

static void
on_strip_moved (ZbMapPage *self)
{
  const int height =
      gtk_widget_get_height (GTK_WIDGET (self->strip_paned)) - gtk_paned_get_position (self->strip_paned);

  if (self->arranged_height && height > HANDLE)
    g_settings_set_int (self->settings, "strip-height", height - HANDLE);
}

static gboolean
is_selected (gpointer self, GObject *thing)
{
  return thing != NULL;
}

/* --- GObject ------------------------------------------------------------------------------ */

static void
zb_map_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbMapPage *self = ZB_MAP_PAGE (object);

  switch ((ZbMapPageProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_map_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbMapPage *self = ZB_MAP_PAGE (object);

  switch ((ZbMapPageProperty)id)
    {
    case PROP_DESK:
      g_set_object (&self->desk, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      g_set_object (&self->settings, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* --- the detail's own live picture ---------------------------------------------------------- */

/* That of the camera that raised the alert, else that of the nearest one. The cameras below the map
 * may stay with another alert, so they are not asked. */
static ZbDevice *
find_live_camera (ZbMapPage *self, ZbAlert *alert)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbDevice *own = alert && alert->device ? zb_world_lookup (world, ZB_KIND_DEVICE, alert->device) : NULL;
  g_autoptr (ZbNearThing) nearest = g_list_model_get_item (G_LIST_MODEL (self->near), 0);

  if (own && own->kind == ZB_DEVICE_CAMERA)
    return own;
  return nearest ? zb_near_thing_get_entity (nearest) : NULL;
}

static void
update_live (ZbMapPage *self)
{
  ZbAlert *alert = zb_desk_get_selected_alert (self->desk);

  zb_tile_set_device (self->live_tile, find_live_camera (self, alert));
}

static void
on_alert_moved (ZbMapPage *self)
{
  ZbAlert *alert = zb_desk_get_selected_alert (self->desk);

  zb_near_set_centre (self->near, alert ? alert->location : ZB_POINT_NOWHERE);
  update_live (self);
}

static void
on_alert_selected (ZbMapPage *self)
{
  g_signal_group_set_target (self->alert_signals, zb_desk_get_selected_alert (self->desk));
  on_alert_moved (self);
}

static void
follow_alert (ZbMapPage *self)
{
  self->near = zb_near_new ();
  self->alert_signals = g_signal_group_new (ZB_TYPE_ALERT);
  zb_near_set_groups (self->near, ZB_NEAR_MASK (ZB_NEAR_CAMERA));
  zb_near_follow (self->near,
                  G_LIST_MODEL (zb_world_get_store (zb_desk_get_world (self->desk), ZB_KIND_DEVICE)));
  g_signal_group_connect_swapped (self->alert_signals, "notify::location", G_CALLBACK (on_alert_moved), self);
  g_signal_connect_object (self->near, "items-changed", G_CALLBACK (update_live), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::selected-alert", G_CALLBACK (on_alert_selected), self,
                           G_CONNECT_SWAPPED);
  on_alert_selected (self);
}

static void
take_defence_lines (ZbMapPage *self)
{
  g_autoptr (GVariant) lines = g_settings_get_value (self->settings, "defence-lines");

  g_object_set (self->map, "defence-lines", lines, NULL);
}

/* The seat remembers what was shown last; who sits down has their own, once the platform has said so. */
static void
remember_layers (ZbMapPage *self)
{
  g_settings_bind (self->settings, "layers", self->map, "enabled-layers", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "layers-expanded", self->map, "layers-expanded", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::defence-lines", G_CALLBACK (take_defence_lines), self,
                           G_CONNECT_SWAPPED);
  take_defence_lines (self);
  self->preferences = zb_preferences_new (self->desk);
  self->layer_keeper = zb_layer_keeper_new (self->preferences, ZB_MAP_VIEW (self->map));
  self->filter_keeper = zb_filter_keeper_new (self->preferences, self->desk);
}

static void
zb_map_page_constructed (GObject *object)
{
  ZbMapPage *self = ZB_MAP_PAGE (object);

  G_OBJECT_CLASS (zb_map_page_parent_class)->constructed (object);
  zb_camera_strip_set_devices (
      self->strip, G_LIST_MODEL (zb_world_get_store (zb_desk_get_world (self->desk), ZB_KIND_DEVICE)));
  follow_alert (self);
  remember_layers (self);
}

static void
zb_map_page_dispose (GObject *object)
{
  ZbMapPage *self = ZB_MAP_PAGE (object);

  if (self->alert_signals)
    g_signal_group_set_target (self->alert_signals, NULL);
  g_clear_object (&self->alert_signals);
  g_clear_object (&self->near);
  g_clear_object (&self->layer_keeper);
  g_clear_object (&self->filter_keeper);
  g_clear_object (&self->preferences);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_MAP_PAGE);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (zb_map_page_parent_class)->dispose (object);
}

static void
zb_map_page_class_init (ZbMapPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = zb_map_page_constructed;
  object_class->get_property = zb_map_page_get_property;
  object_class->set_property = zb_map_page_set_property;
  object_class->dispose = zb_map_page_dispose;
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, ZB_TYPE_DESK, flags);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_ALERT_PANE);
  g_type_ensure (ZB_TYPE_CAMERA_STRIP);
  g_type_ensure (ZB_TYPE_TILE);
  g_type_ensure (ZB_TYPE_MAP_VIEW);
  g_type_ensure (ZB_TYPE_QUEUE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbMapPage, map);
  gtk_widget_class_bind_template_child (widget_class, ZbMapPage, strip);
  gtk_widget_class_bind_template_child (widget_class, ZbMapPage, live_tile);
  gtk_widget_class_bind_template_child (widget_class, ZbMapPage, queue_paned);
  gtk_widget_class_bind_template_child (widget_class, ZbMapPage, strip_paned);
  gtk_widget_class_bind_template_callback (widget_class, on_width_known);
  gtk_widget_class_bind_template_callback (widget_class, on_height_known);
  gtk_widget_class_bind_template_callback (widget_class, on_queue_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_moved);
  gtk_widget_class_bind_template_callback (widget_class, is_selected);
}

static void
zb_map_page_init (ZbMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
