/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-card.h"

#include "zb-alert-layer.h"
#include "zb-base-choice.h"
#include "zb-base-map.h"
#include "zb-case.h"
#include "zb-credit.h"
#include "zb-map-arrangement.h"
#include "zb-unit-layer.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define CREDIT_SIZE 12

/* The surroundings just fit a card that is 150 pixels high; 256-pixel tiles. */
#define ZOOM 15

/**
 * ZbMapCard:
 *
 * A small map that stands still: one alert or case in its middle, the 300 m around it, and the units
 * nearby. For forms in which the place matters and the map is not the point.
 */
struct _ZbMapCard
{
  GtkWidget parent_instance;
  ShumateMap *map;
  ShumateLayer *base;
  ZbUnitLayer *units;
  ZbAlertLayer *alerts;
  ZbWorld *world;
  ZbEntity *subject;
  char *map_dir;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_SUBJECT,
  PROP_MAP_DIR,
} ZbMapCardProperty;

static GParamSpec *properties[PROP_MAP_DIR + 1];

G_DEFINE_FINAL_TYPE (ZbMapCard, zb_map_card, GTK_TYPE_WIDGET)

static ZbPoint
place_of (ZbEntity *subject, int *severity)
{
  *severity = ZB_SEVERITY_NONE;
  if (subject && ZB_IS_ALERT (subject))
    {
      *severity = ZB_ALERT (subject)->severity;
      return ZB_ALERT (subject)->location;
    }
  if (subject && ZB_IS_CASE (subject))
    {
      *severity = ZB_CASE (subject)->severity;
      return ZB_CASE (subject)->location;
    }
  return ZB_POINT_NOWHERE;
}

static void
show_subject (ZbMapCard *self)
{
  int severity;
  ZbPoint place = place_of (self->subject, &severity);
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  zb_alert_layer_set_mark (self->alerts, place, severity);
  if (!zb_point_is_known (place))
    return;
  shumate_viewport_set_zoom_level (viewport, ZOOM - log2 (shumate_map_source_get_tile_size (source) / 256.0));
  shumate_location_set_location (SHUMATE_LOCATION (viewport), place.lat, place.lon);
}

static void
replace_base (ZbMapCard *self)
{
  self->base = zb_base_map_replace (self->map, self->base, SHUMATE_LAYER (self->units), self->map_dir, TRUE);
  show_subject (self);
}

static void
set_map_dir (ZbMapCard *self, const char *directory)
{
  if (!directory || !g_set_str (&self->map_dir, directory))
    return;
  replace_base (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAP_DIR]);
}

static void
zb_map_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbMapCard *self = ZB_MAP_CARD (object);
  switch ((ZbMapCardProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_SUBJECT:
      g_value_set_object (value, self->subject);
      break;
    case PROP_MAP_DIR:
      g_value_set_string (value, self->map_dir);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_map_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbMapCard *self = ZB_MAP_CARD (object);
  switch ((ZbMapCardProperty)id)
    {
    case PROP_WORLD:
      zb_map_card_set_world (self, g_value_get_object (value));
      break;
    case PROP_SUBJECT:
      zb_map_card_set_subject (self, g_value_get_object (value));
      break;
    case PROP_MAP_DIR:
      set_map_dir (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
forget_subject (ZbMapCard *self)
{
  if (self->subject)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  g_clear_object (&self->subject);
}

static void
zb_map_card_dispose (GObject *object)
{
  ZbMapCard *self = ZB_MAP_CARD (object);
  forget_subject (self);
  if (self->map)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->map)));
  g_clear_object (&self->world);
  g_clear_pointer (&self->map_dir, g_free);
  G_OBJECT_CLASS (zb_map_card_parent_class)->dispose (object);
}

static void
zb_map_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GTK_WIDGET_CLASS (zb_map_card_parent_class)->snapshot (widget, snapshot);
  zb_credit_draw (widget, snapshot, CREDIT_SIZE);
}

static void
zb_map_card_class_init (ZbMapCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  object_class->get_property = zb_map_card_get_property;
  object_class->set_property = zb_map_card_set_property;
  object_class->dispose = zb_map_card_dispose;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_SUBJECT] = g_param_spec_object ("subject", NULL, NULL, ZB_TYPE_ENTITY, flags);
  properties[PROP_MAP_DIR] = g_param_spec_string ("map-dir", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  GTK_WIDGET_CLASS (klass)->snapshot = zb_map_card_snapshot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "mapcard");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

/* The layers keep their arrangement. */
static void
arrange (ZbMapCard *self)
{
  g_autoptr (ZbMapArrangement) arrangement = zb_map_arrangement_new ();
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->units), arrangement);
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->alerts), arrangement);
}

static void
zb_map_card_init (ZbMapCard *self)
{
  self->map = shumate_map_new ();
  self->map_dir = zb_base_map_find_directory ();
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (self->map), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->map), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_size_request (GTK_WIDGET (self), 120, 96);
  self->units = zb_unit_layer_new (shumate_map_get_viewport (self->map));
  self->alerts = zb_alert_layer_new (shumate_map_get_viewport (self->map));
  arrange (self);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->units));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->alerts));
  replace_base (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (replace_base), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_base_choice_get (), "changed", G_CALLBACK (replace_base), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the place"), -1);
}

/**
 * zb_map_card_new:
 *
 * Returns: (transfer floating): a small map of nowhere
 */
GtkWidget *
zb_map_card_new (void)
{
  return g_object_new (ZB_TYPE_MAP_CARD, NULL);
}

/**
 * zb_map_card_set_world:
 * @self: a small map
 * @world: (nullable): whose units to show; it is given one world and keeps it
 */
void
zb_map_card_set_world (ZbMapCard *self, ZbWorld *world)
{
  if (!world || self->world == world)
    return;
  g_return_if_fail (self->world == NULL);
  self->world = g_object_ref (world);
  zb_unit_layer_set_world (self->units, world);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORLD]);
}

/**
 * zb_map_card_set_subject:
 * @self: a small map
 * @subject: (nullable): the alert or case in its middle
 */
void
zb_map_card_set_subject (ZbMapCard *self, ZbEntity *subject)
{
  if (self->subject == subject)
    return;
  forget_subject (self);
  self->subject = subject ? g_object_ref (subject) : NULL;
  if (subject)
    g_signal_connect_swapped (subject, "notify", G_CALLBACK (show_subject), self);
  show_subject (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBJECT]);
}
