/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-devices-page.h"

#include "zb-device.h"
#include "zb-status-dot.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbDevicesPage:
 *
 * All devices as a table that can be searched. A row that is activated is shown on the map
 * (`map.show-device`).
 */
struct _ZbDevicesPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  GtkFilterListModel *shown;
  GtkCustomFilter *filter;
  char *summary;
  GtkDropDown *kind_choice;
  GtkDropDown *status_choice;
  GtkEditable *search;
  char *needle;
  guint refiltering;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_SHOWN,
  PROP_SUMMARY,
} ZbDevicesPageProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

#define REFILTER_AFTER_MS 500

G_DEFINE_FINAL_TYPE (ZbDevicesPage, zb_devices_page, ZB_TYPE_PAGE)

static gboolean
matches (gpointer item, gpointer data)
{
  ZbDevicesPage *self = data;
  ZbDevice *device = item;
  const guint kind = gtk_drop_down_get_selected (self->kind_choice);
  const guint status = gtk_drop_down_get_selected (self->status_choice);

  if (kind != 0 && device->kind != (int)kind)
    return FALSE;
  if (status != 0 && device->status != (int)status)
    return FALSE;
  if (!self->needle || !*self->needle)
    return TRUE;
  return (device->name && strstr (device->name, self->needle)) ||
         (device->code && strstr (device->code, self->needle));
}

static void
refilter (ZbDevicesPage *self)
{
  if (!self->filter)
    return;
  g_set_str (&self->needle, gtk_editable_get_text (self->search));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
is_filtered (ZbDevicesPage *self)
{
  return gtk_drop_down_get_selected (self->kind_choice) != 0 ||
         gtk_drop_down_get_selected (self->status_choice) != 0 || (self->needle && *self->needle);
}

static gboolean
on_refilter (gpointer data)
{
  ZbDevicesPage *self = data;

  self->refiltering = 0;
  refilter (self);
  return G_SOURCE_REMOVE;
}

/* A device that is online again goes from the list of those that are not. A burst is looked at once. */
static void
on_device_changed (ZbDevicesPage *self)
{
  if (self->refiltering == 0 && is_filtered (self))
    self->refiltering = g_timeout_add (REFILTER_AFTER_MS, on_refilter, self);
}

static void
summarise (ZbDevicesPage *self)
{
  const guint all = self->world ? zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_DEVICE)) : 0;
  const guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  g_free (self->summary);
  if (shown == all)
    self->summary = g_strdup_printf (ngettext ("%'u device", "%'u devices", all), all);
  else
    self->summary = g_strdup_printf (_ ("%'u of %'u devices"), shown, all);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

/* A list that is still being filtered may have something yet. */
static gboolean
has_nothing (gpointer object, guint n_items, guint pending)
{
  return n_items == 0 && pending == 0;
}

static void
on_activate (ZbDevicesPage *self, guint position)
{
  g_autoptr (ZbEntity) device = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (device)
    gtk_widget_activate_action (GTK_WIDGET (self), "map.show-device", "s", device->id);
}

static void
zb_devices_page_set_world (ZbDevicesPage *self, ZbWorld *world)
{
  if (self->world)
    g_signal_handlers_disconnect_by_func (zb_world_get_store (self->world, ZB_KIND_DEVICE), on_device_changed,
                                          self);
  if (!g_set_object (&self->world, world))
    return;
  if (world)
    g_signal_connect_object (zb_world_get_store (world, ZB_KIND_DEVICE), "changed",
                             G_CALLBACK (on_device_changed), self, G_CONNECT_SWAPPED);
  gtk_filter_list_model_set_model (self->shown,
                                   world ? G_LIST_MODEL (zb_world_get_store (world, ZB_KIND_DEVICE)) : NULL);
  summarise (self);
}

static char *
device_color (gpointer self, int status)
{
  switch ((ZbDeviceStatus)status)
    {
    case ZB_DEVICE_ONLINE:
      return g_strdup ("ok");
    case ZB_DEVICE_FAULT:
      return g_strdup ("warn");
    case ZB_DEVICE_UNKNOWN:
    case ZB_DEVICE_OFFLINE:
    case ZB_DEVICE_MAINTENANCE:
    default:
      return g_strdup ("idle");
    }
}

static void
zb_devices_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDevicesPage *self = ZB_DEVICES_PAGE (object);

  switch ((ZbDevicesPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_SHOWN:
      g_value_set_object (value, self->shown);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_devices_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbDevicesPageProperty)id)
    {
    case PROP_WORLD:
      zb_devices_page_set_world (ZB_DEVICES_PAGE (object), g_value_get_object (value));
      break;
    case PROP_SHOWN:
    case PROP_SUMMARY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_devices_page_dispose (GObject *object)
{
  ZbDevicesPage *self = ZB_DEVICES_PAGE (object);

  g_clear_handle_id (&self->refiltering, g_source_remove);
  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_DEVICES_PAGE);
  if (self->shown)
    gtk_filter_list_model_set_filter (self->shown, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->world);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (zb_devices_page_parent_class)->dispose (object);
}

static void
zb_devices_page_class_init (ZbDevicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_devices_page_get_property;
  object_class->set_property = zb_devices_page_set_property;
  object_class->dispose = zb_devices_page_dispose;
  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags | G_PARAM_READWRITE);
  properties[PROP_SHOWN] =
      g_param_spec_object ("shown", NULL, NULL, G_TYPE_LIST_MODEL, flags | G_PARAM_READABLE);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  g_type_ensure (ZB_TYPE_DEVICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/devices/devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbDevicesPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, ZbDevicesPage, status_choice);
  gtk_widget_class_bind_template_child (widget_class, ZbDevicesPage, search);
  gtk_widget_class_bind_template_callback (widget_class, refilter);
  gtk_widget_class_bind_template_callback (widget_class, has_nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, device_color);
  zb_words_bind (widget_class);
}

static void
zb_devices_page_init (ZbDevicesPage *self)
{
  self->shown = gtk_filter_list_model_new (NULL, NULL);
  gtk_filter_list_model_set_incremental (self->shown, TRUE);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (summarise), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  gtk_filter_list_model_set_filter (self->shown, GTK_FILTER (self->filter));
}
