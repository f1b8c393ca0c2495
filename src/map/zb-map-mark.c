/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-mark.h"

#include "zb-alert.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-map-layers.h"
#include "zb-now.h"
#include "zb-unit.h"
#include "zb-words.h"
#include "zb-zone-words.h"

#include <glib/gi18n.h>
#include <math.h>

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
  char *distance;
  const char *icon;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_ICON,
  PROP_DISTANCE,
} ZbMapMarkProperty;

static GParamSpec *properties[PROP_DISTANCE + 1];

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

/* A case that is not filed yet has no number. */
static void
describe_case (ZbMapMark *self, const ZbCase *a_case)
{
  g_autoptr (GString) detail = g_string_new (_ ("Case"));
  const gboolean overdue = a_case->deadlines && a_case->deadlines->past_due;
  self->title = g_strdup (a_case->title ? a_case->title : zb_words_kind (a_case->kind));
  if (a_case->number)
    g_string_append_printf (detail, " %s", a_case->number);
  g_string_append_printf (detail, " · %s · %s", zb_words_severity (a_case->severity),
                          zb_words_choice (&zb_steps, a_case->step));
  if (overdue)
    g_string_append_printf (detail, " · %s", _ ("overdue"));
  self->detail = g_string_free (g_steal_pointer (&detail), FALSE);
  self->icon = "zb-case-symbolic";
}

static void
describe_unit (ZbMapMark *self, const ZbUnit *unit)
{
  g_autofree char *ago = zb_words_ago (unit->as_of, zb_now ());
  self->title = g_strdup (unit->call_sign);
  /* Translators: how a unit is, and how long ago its position was heard */
  self->detail = unit->as_of ? g_strdup_printf (_ ("%s · position of %s"), unit_words (unit->status), ago)
                             : g_strdup (unit_words (unit->status));
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
describe_entity (ZbMapMark *self, gpointer entity)
{
  g_set_object ((GObject **)&self->entity, entity);
  if (ZB_IS_ALERT (entity))
    describe_alert (self, entity);
  else if (ZB_IS_UNIT (entity))
    describe_unit (self, entity);
  else if (ZB_IS_CASE (entity))
    describe_case (self, entity);
  else if (ZB_IS_ZONE (entity))
    describe_zone (self, entity);
  else
    describe_device (self, entity);
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
    case PROP_DISTANCE:
      g_value_set_string (value, self->distance);
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
  g_free (self->distance);
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
  properties[PROP_DISTANCE] = g_param_spec_string ("distance", NULL, NULL, NULL, flags);
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
  if (drawn->entity)
    describe_entity (self, drawn->entity);
  else
    describe_cluster (self, drawn->n_items, drawn->n_well);
  return self;
}

/* The eighth of the compass that a bearing lies in. */
static const char *
direction_words (double bearing)
{
  static const char *const words[] = {
    NC_ ("direction", "N"), NC_ ("direction", "NE"), NC_ ("direction", "E"), NC_ ("direction", "SE"),
    NC_ ("direction", "S"), NC_ ("direction", "SW"), NC_ ("direction", "W"), NC_ ("direction", "NW"),
  };
  return g_dpgettext2 (NULL, "direction", words[(guint)floor (bearing / 45 + .5) % G_N_ELEMENTS (words)]);
}

/* Before all else: whether it gives a picture of the place. */
static void
add_sight (ZbMapMark *self, ZbSight sight)
{
  g_autofree char *detail = g_steal_pointer (&self->detail);
  self->detail =
      sight == ZB_SIGHT_NONE
          ? g_strdup (detail)
          : g_strdup_printf (
                "%s · %s", sight == ZB_SIGHT_SEEN ? _ ("sees this place") : _ ("can be turned here"), detail);
}

/**
 * zb_map_mark_new_near:
 * @thing: something near a place
 *
 * Returns: (transfer full): the same in words
 */
ZbMapMark *
zb_map_mark_new_near (ZbNearThing *thing)
{
  ZbMapMark *self = g_object_new (ZB_TYPE_MAP_MARK, NULL);
  g_autofree char *metres = zb_words_distance (zb_near_thing_get_distance (thing));
  describe_entity (self, zb_near_thing_get_entity (thing));
  add_sight (self, zb_near_thing_get_sight (thing));
  /* Translators: how far off, and in which direction */
  self->distance =
      g_strdup_printf (C_ ("near", "%s %s"), metres, direction_words (zb_near_thing_get_bearing (thing)));
  return self;
}

/**
 * zb_map_mark_get_entity:
 * @self: a mark
 *
 * Returns: (transfer none) (nullable) (type ZbEntity): the alert, case, unit, zone or device; %NULL for a
 *   cluster
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
 * zb_map_mark_get_distance:
 * @self: a mark
 *
 * Returns: (nullable): how far it is from the place that was asked about, where one was
 */
const char *
zb_map_mark_get_distance (ZbMapMark *self)
{
  return self->distance;
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
