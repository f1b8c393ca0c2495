/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-unit-layer.h"

#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-now.h"
#include "zb-places.h"
#include "zb-unit.h"

#include <math.h>

/* A position older than this is told by a dashed outline. */
#define FRESH_FOR (60 * G_TIME_SPAN_SECOND)
#define AGE_CHECK_SECONDS 5
#define MARGIN ZB_OFFER_MARGIN
#define SYMBOL_RADIUS 8
#define SYMBOL_REACH 36
#define CHIP_OFFSET 12
#define DOT_STEP 7

/**
 * ZbUnitLayer:
 *
 * Those who can be sent, each an arrow on its heading with its call sign, and a dotted line to where
 * it is going. Units off duty are not drawn.
 */
struct _ZbUnitLayer
{
  ZbSymbolLayer parent_instance;
  ZbWorld *world;
  ZbPlaces *places;
  GHashTable *cases; /* id of a unit en route → id of its case */
  guint age_source;
};

G_DEFINE_FINAL_TYPE (ZbUnitLayer, zb_unit_layer, ZB_TYPE_SYMBOL_LAYER)

static ZbPoint
place_of (gpointer entity)
{
  const ZbUnit *unit = entity;
  return unit->on_duty ? unit->location : ZB_POINT_NOWHERE;
}

static gboolean
is_on_screen (const ZbMapProjection *projection, graphene_point_t place)
{
  return place.x > -MARGIN && place.y > -MARGIN && place.x < projection->width + MARGIN &&
         place.y < projection->height + MARGIN;
}

static const ZbCase *
find_target (ZbUnitLayer *self, const ZbUnit *unit)
{
  const char *id = g_hash_table_lookup (self->cases, ((const ZbEntity *)unit)->id);
  const ZbCase *target = id ? zb_world_lookup (self->world, ZB_KIND_CASE, id) : NULL;
  return target && zb_point_is_known (target->location) ? target : NULL;
}

static void
draw_way (ZbUnitLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, graphene_point_t from,
          const ZbCase *target)
{
  const ZbMapPalette *palette = zb_symbols_get_palette (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)));
  graphene_point_t to = zb_map_projection_to_widget (projection, zb_mercator_from_point (target->location));
  float length = graphene_point_distance (&from, &to, NULL, NULL);
  for (float along = 14; along < MIN (length - 10, 2000); along += DOT_STEP)
    {
      graphene_point_t dot;
      graphene_point_interpolate (&from, &to, along / length, &dot);
      gtk_snapshot_append_color (snapshot, &palette->unit, &GRAPHENE_RECT_INIT (dot.x - 1, dot.y - 1, 2, 2));
    }
}

static const ZbSymbol *
chip_of (ZbUnitLayer *self, const ZbUnit *unit, gboolean bold)
{
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  return unit->call_sign
             ? zb_symbols_get_chip (symbols, unit->call_sign, bold ? ZB_CHIP_UNIT_BOLD : ZB_CHIP_UNIT)
             : NULL;
}

static void
draw_chip (ZbUnitLayer *self, GtkSnapshot *snapshot, const ZbUnit *unit, graphene_point_t place,
           gboolean bold)
{
  const ZbSymbol *chip = chip_of (self, unit, bold);
  if (chip && zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY_LABEL (unit), &place))
    zb_symbols_append (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), snapshot, chip, place);
}

static ZbUnitStyle
style_of (const ZbUnit *unit, gboolean en_route)
{
  ZbUnitStyle style = 0;
  if (unit->status == ZB_UNIT_BUSY && !en_route)
    style |= ZB_UNIT_STYLE_HOLLOW;
  if (zb_now () - unit->as_of > FRESH_FOR)
    style |= ZB_UNIT_STYLE_STALE;
  return style;
}

static void
draw_unit (ZbUnitLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, ZbUnit *unit,
           graphene_point_t place)
{
  const ZbCase *target = find_target (self, unit);
  graphene_point_t spot = place;
  if (target)
    draw_way (self, snapshot, projection, place, target);
  zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY (unit), &spot);
  ZbDrawn drawn = { .entity = unit, .n_items = 1, .place = spot, .radius = 11 };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot,
                       zb_symbol_unit (unit->heading, style_of (unit, target != NULL)), spot);
  draw_chip (self, snapshot, unit, place, target != NULL);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

typedef void (*UnitFunc) (ZbUnitLayer *self, gpointer data, const ZbMapProjection *projection, ZbUnit *unit,
                          graphene_point_t place);

static void
for_units (ZbUnitLayer *self, const ZbMapProjection *projection, UnitFunc func, gpointer data)
{
  guint n = self->places ? zb_places_get_size (self->places) : 0;
  for (guint i = 0; i < n; i++)
    {
      ZbMercator place;
      if (!zb_places_get (self->places, i, &place))
        continue;
      graphene_point_t at = zb_map_projection_to_widget (projection, place);
      if (is_on_screen (projection, at))
        func (self, data, projection, zb_places_get_entity (self->places, i), at);
    }
}

static void
draw_one (ZbUnitLayer *self, gpointer snapshot, const ZbMapProjection *projection, ZbUnit *unit,
          graphene_point_t place)
{
  draw_unit (self, snapshot, projection, unit, place);
}

static void
zb_unit_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  for_units (ZB_UNIT_LAYER (layer), projection, draw_one, snapshot);
}

/* Who is on the way stays exactly where it is. */
static void
offer_one (ZbUnitLayer *self, gpointer placement, const ZbMapProjection *projection, ZbUnit *unit,
           graphene_point_t place)
{
  gboolean en_route = find_target (self, unit) != NULL;
  const ZbSymbol *chip = chip_of (self, unit, en_route);
  zb_map_placement_add_symbol (placement, ZB_MAP_KEY (unit),
                               en_route ? ZB_MAP_RANK_EN_ROUTE : ZB_MAP_RANK_UNIT, place, SYMBOL_RADIUS,
                               en_route ? 0 : SYMBOL_REACH);
  if (chip)
    zb_map_placement_add_chip (placement, ZB_MAP_KEY_LABEL (unit), ZB_MAP_KEY (unit), place,
                               chip->bounds.size, CHIP_OFFSET, en_route);
}

static void
zb_unit_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  for_units (ZB_UNIT_LAYER (layer), projection, offer_one, placement);
}

static void
note_assignment (ZbUnitLayer *self, const ZbAssignment *assignment)
{
  if (!assignment->unit || !assignment->case_id)
    return;
  if (assignment->state == ZB_ASSIGNMENT_EN_ROUTE)
    g_hash_table_insert (self->cases, g_strdup (assignment->unit), g_strdup (assignment->case_id));
  else if (g_strcmp0 (g_hash_table_lookup (self->cases, assignment->unit), assignment->case_id) == 0)
    g_hash_table_remove (self->cases, assignment->unit);
}

static void
on_assignment_changed (ZbUnitLayer *self, ZbAssignment *assignment)
{
  note_assignment (self, assignment);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

static void
on_assignments_changed (ZbUnitLayer *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ASSIGNMENT);
  g_hash_table_remove_all (self->cases);
  for (guint i = 0; i < zb_store_get_size (store); i++)
    note_assignment (self, zb_store_get_nth (store, i));
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

static gboolean
on_age_check (gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
  return G_SOURCE_CONTINUE;
}

static void
zb_unit_layer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_unit_layer_parent_class)->map (widget);
  ZB_UNIT_LAYER (widget)->age_source = g_timeout_add_seconds (AGE_CHECK_SECONDS, on_age_check, widget);
}

static void
zb_unit_layer_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_UNIT_LAYER (widget)->age_source, g_source_remove);
  GTK_WIDGET_CLASS (zb_unit_layer_parent_class)->unmap (widget);
}

static void
zb_unit_layer_finalize (GObject *object)
{
  ZbUnitLayer *self = ZB_UNIT_LAYER (object);
  g_clear_object (&self->places);
  g_clear_object (&self->world);
  g_hash_table_unref (self->cases);
  G_OBJECT_CLASS (zb_unit_layer_parent_class)->finalize (object);
}

static void
zb_unit_layer_class_init (ZbUnitLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_unit_layer_finalize;
  GTK_WIDGET_CLASS (klass)->map = zb_unit_layer_map;
  GTK_WIDGET_CLASS (klass)->unmap = zb_unit_layer_unmap;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_unit_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_unit_layer_offer;
}

static void
zb_unit_layer_init (ZbUnitLayer *self)
{
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * zb_unit_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without units
 */
ZbUnitLayer *
zb_unit_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_UNIT_LAYER, "viewport", viewport, NULL);
}

static void
follow (ZbUnitLayer *self, ZbKind kind, const char *signal, GCallback callback)
{
  g_signal_connect_object (zb_world_get_store (self->world, kind), signal, callback, self, G_CONNECT_SWAPPED);
}

/**
 * zb_unit_layer_set_world:
 * @self: a layer that has none yet
 * @world: whose units to show
 */
void
zb_unit_layer_set_world (ZbUnitLayer *self, ZbWorld *world)
{
  g_return_if_fail (self->world == NULL);
  self->world = g_object_ref (world);
  self->places = zb_places_new (zb_world_get_store (world, ZB_KIND_UNIT), place_of);
  g_signal_connect_object (self->places, "changed", G_CALLBACK (zb_symbol_layer_moved), self,
                           G_CONNECT_SWAPPED);
  follow (self, ZB_KIND_ASSIGNMENT, "changed", G_CALLBACK (on_assignment_changed));
  follow (self, ZB_KIND_ASSIGNMENT, "items-changed", G_CALLBACK (on_assignments_changed));
  on_assignments_changed (self);
}
