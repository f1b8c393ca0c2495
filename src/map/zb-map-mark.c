/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-mark.h"

#include "zb-alert.h"
#include "zb-device.h"
#include "zb-map-layers.h"
#include "zb-now.h"
#include "zb-unit.h"
#include "zb-zone-words.h"

#include <glib/gi18n.h>

/**
 * ZbMapMark:
 *
 * One thing that the map shows, in words: for its tooltip, for the list that keyboard and screen reader
 * use, and for what is done when it is chosen.
 */
struct _ZbMapMark
{
  GObject parent_instance;
  gpointer entity;
  guint node;
  char *title;
  char *detail;
  const char *icon;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_ICON,
} ZbMapMarkProperty;

static GParamSpec *properties[PROP_ICON + 1];

G_DEFINE_FINAL_TYPE (ZbMapMark, zb_map_mark, G_TYPE_OBJECT)

static const char *
severity_words (int severity)
{
  static const char *const words[ZB_N_SEVERITIES] = {
    [ZB_SEVERITY_NONE] = N_ ("Alert"),          [ZB_SEVERITY_LOW] = N_ ("Low alert"),
    [ZB_SEVERITY_MEDIUM] = N_ ("Medium alert"), [ZB_SEVERITY_HIGH] = N_ ("High alert"),
    [ZB_SEVERITY_URGENT] = N_ ("Urgent alert"),
  };
  return _ (words[CLAMP (severity, 0, ZB_N_SEVERITIES - 1)]);
}

static const char *
unit_words (int status)
{
  static const char *const words[] = {
    [ZB_UNIT_UNKNOWN] = N_ ("Unit, state not known"),   [ZB_UNIT_OFF_DUTY] = N_ ("Unit off duty"),
    [ZB_UNIT_UNREACHABLE] = N_ ("Unit, not reachable"), [ZB_UNIT_BUSY] = N_ ("Unit, busy"),
    [ZB_UNIT_AVAILABLE] = N_ ("Unit, available"),
  };
  return _ (words[CLAMP (status, 0, ZB_UNIT_AVAILABLE)]);
}

static const char *
device_words (int status)
{
  static const char *const words[] = {
    [ZB_DEVICE_UNKNOWN] = N_ ("state not known"),
    [ZB_DEVICE_ONLINE] = N_ ("online"),
    [ZB_DEVICE_OFFLINE] = N_ ("offline"),
    [ZB_DEVICE_FAULT] = N_ ("fault"),
    [ZB_DEVICE_MAINTENANCE] = N_ ("in maintenance"),
  };
  return _ (words[CLAMP (status, 0, ZB_DEVICE_MAINTENANCE)]);
}

static void
describe_alert (ZbMapMark *self, const ZbAlert *alert)
{
  self->title = g_strdup (alert->title ? alert->title : alert->kind);
  self->detail = alert->place ? g_strdup_printf ("%s · %s", severity_words (alert->severity), alert->place)
                              : g_strdup (severity_words (alert->severity));
  self->icon = "zb-alert-symbolic";
}

static void
describe_unit (ZbMapMark *self, const ZbUnit *unit)
{
  self->title = g_strdup (unit->call_sign);
  self->detail = g_strdup (unit_words (unit->status));
  self->icon = "zb-unit-symbolic";
}

static void
describe_device (ZbMapMark *self, const ZbDevice *device)
{
  ZbMapLayer layer = zb_map_layer_of_device (device);
  self->title = g_strdup (device->name ? device->name : device->code);
  self->detail = g_strdup_printf ("%s · %s", zb_map_layer_get_name (layer), device_words (device->status));
  self->icon = zb_map_layer_get_info (layer)->icon;
}

static void
describe_zone (ZbMapMark *self, const ZbZone *zone)
{
  g_autofree char *until = zb_zone_words_until (zone, zb_now ());
  self->title = g_strdup (zone->name);
  self->detail = g_strdup_printf (_ ("Watch zone · %s"), until);
  self->icon = "zb-zone-symbolic";
}

static void
describe_cluster (ZbMapMark *self, guint n_items, guint n_well)
{
  self->title = g_strdup_printf (ngettext ("%'u device", "%'u devices", n_items), n_items);
  self->detail = g_strdup_printf (_ ("%'u online, %u %%"), n_well, n_items ? n_well * 100 / n_items : 0);
  self->icon = "zb-device-symbolic";
}

static void
zb_map_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbMapMark *self = ZB_MAP_MARK (object);
  switch ((ZbMapMarkProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_ICON:
      g_value_set_string (value, self->icon);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_map_mark_finalize (GObject *object)
{
  ZbMapMark *self = ZB_MAP_MARK (object);
  g_clear_object (&self->entity);
  g_free (self->title);
  g_free (self->detail);
  G_OBJECT_CLASS (zb_map_mark_parent_class)->finalize (object);
}

static void
zb_map_mark_class_init (ZbMapMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  object_class->get_property = zb_map_mark_get_property;
  object_class->finalize = zb_map_mark_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_map_mark_init (ZbMapMark *self)
{
}

/**
 * zb_map_mark_new:
 * @drawn: what a layer drew
 *
 * Returns: (transfer full): the same in words
 */
ZbMapMark *
zb_map_mark_new (const ZbDrawn *drawn)
{
  ZbMapMark *self = g_object_new (ZB_TYPE_MAP_MARK, NULL);
  self->node = drawn->node;
  g_set_object (&self->entity, drawn->entity);
  if (!drawn->entity)
    describe_cluster (self, drawn->n_items, drawn->n_well);
  else if (ZB_IS_ALERT (drawn->entity))
    describe_alert (self, drawn->entity);
  else if (ZB_IS_UNIT (drawn->entity))
    describe_unit (self, drawn->entity);
  else if (ZB_IS_ZONE (drawn->entity))
    describe_zone (self, drawn->entity);
  else
    describe_device (self, drawn->entity);
  return self;
}

/**
 * zb_map_mark_get_entity:
 * @self: a mark
 *
 * Returns: (transfer none) (nullable) (type ZbEntity): the alert, unit, zone or device; %NULL for a cluster
 */
gpointer
zb_map_mark_get_entity (ZbMapMark *self)
{
  return self->entity;
}

/**
 * zb_map_mark_get_node:
 * @self: a mark of a cluster
 *
 * Returns: its node in the index
 */
guint
zb_map_mark_get_node (ZbMapMark *self)
{
  return self->node;
}

/**
 * zb_map_mark_get_title:
 * @self: a mark
 *
 * Returns: (nullable): what it is called
 */
const char *
zb_map_mark_get_title (ZbMapMark *self)
{
  return self->title;
}

/**
 * zb_map_mark_get_detail:
 * @self: a mark
 *
 * Returns: what it is and how it is
 */
const char *
zb_map_mark_get_detail (ZbMapMark *self)
{
  return self->detail;
}

/**
 * zb_map_mark_get_icon:
 * @self: a mark
 *
 * Returns: a symbolic icon for it
 */
const char *
zb_map_mark_get_icon (ZbMapMark *self)
{
  return self->icon;
}
