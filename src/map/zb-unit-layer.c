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
#define MARGIN 120
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
  GHashTable *cases;    /* id of a unit en route → id of its case */
  GArray *chips;        /* graphene_rect_t, those of this frame */
  ZbSymbolLayer *below; /* whose clusters are not to be covered */
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

static gboolean
hits_disc (const graphene_rect_t *chip, const ZbDrawn *drawn)
{
  float x = CLAMP (drawn->place.x, chip->origin.x, chip->origin.x + chip->size.width);
  float y = CLAMP (drawn->place.y, chip->origin.y, chip->origin.y + chip->size.height);
  return graphene_point_distance (&drawn->place, &GRAPHENE_POINT_INIT (x, y), NULL, NULL) < drawn->radius;
}

/* A call sign must cover neither another one nor the count of a cluster. */
static gboolean
chip_has_room (ZbUnitLayer *self, const graphene_rect_t *chip)
{
  guint n = 0;
  const ZbDrawn *drawn = self->below ? zb_symbol_layer_get_drawn (self->below, &n) : NULL;
  for (guint i = 0; i < self->chips->len; i++)
    if (graphene_rect_intersection (&g_array_index (self->chips, graphene_rect_t, i), chip, NULL))
      return FALSE;
  for (guint i = 0; i < n; i++)
    if (drawn[i].n_items > 1 && hits_disc (chip, &drawn[i]))
      return FALSE;
  return TRUE;
}

/* To the right of the arrow, else to the left. */
static gboolean
place_chip (ZbUnitLayer *self, const ZbSymbol *chip, graphene_point_t *place, gboolean must)
{
  float sides[] = { CHIP_OFFSET, -CHIP_OFFSET - chip->bounds.size.width };
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      graphene_rect_t bounds;
      graphene_rect_offset_r (&chip->bounds, place->x + sides[i], place->y, &bounds);
      if (chip_has_room (self, &bounds) || (must && i == 1))
        {
          g_array_append_val (self->chips, bounds);
          place->x += sides[i];
          return TRUE;
        }
    }
  return FALSE;
}

static void
draw_chip (ZbUnitLayer *self, GtkSnapshot *snapshot, const ZbUnit *unit, graphene_point_t place,
           gboolean bold)
{
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  const ZbSymbol *chip;
  if (!unit->call_sign)
    return;
  chip = zb_symbols_get_chip (symbols, unit->call_sign, bold ? ZB_CHIP_UNIT_BOLD : ZB_CHIP_UNIT);
  if (place_chip (self, chip, &place, bold))
    zb_symbols_append (symbols, snapshot, chip, place);
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
  ZbDrawn drawn = { .entity = unit, .n_items = 1, .place = place, .radius = 11 };
  if (target)
    draw_way (self, snapshot, projection, place, target);
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot,
                       zb_symbol_unit (unit->heading, style_of (unit, target != NULL)), place);
  draw_chip (self, snapshot, unit, place, target != NULL);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
zb_unit_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbUnitLayer *self = ZB_UNIT_LAYER (layer);
  guint n = self->places ? zb_places_get_size (self->places) : 0;
  g_array_set_size (self->chips, 0);
  for (guint i = 0; i < n; i++)
    {
      ZbMercator place;
      if (!zb_places_get (self->places, i, &place))
        continue;
      graphene_point_t at = zb_map_projection_to_widget (projection, place);
      if (is_on_screen (projection, at))
        draw_unit (self, snapshot, projection, zb_places_get_entity (self->places, i), at);
    }
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
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_assignments_changed (ZbUnitLayer *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ASSIGNMENT);
  g_hash_table_remove_all (self->cases);
  for (guint i = 0; i < zb_store_get_size (store); i++)
    note_assignment (self, zb_store_get_nth (store, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  g_clear_weak_pointer (&self->below);
  g_clear_object (&self->places);
  g_clear_object (&self->world);
  g_hash_table_unref (self->cases);
  g_array_unref (self->chips);
  G_OBJECT_CLASS (zb_unit_layer_parent_class)->finalize (object);
}

static void
zb_unit_layer_class_init (ZbUnitLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_unit_layer_finalize;
  GTK_WIDGET_CLASS (klass)->map = zb_unit_layer_map;
  GTK_WIDGET_CLASS (klass)->unmap = zb_unit_layer_unmap;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_unit_layer_draw;
}

static void
zb_unit_layer_init (ZbUnitLayer *self)
{
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->chips = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
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
  g_signal_connect_object (self->places, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  follow (self, ZB_KIND_ASSIGNMENT, "changed", G_CALLBACK (on_assignment_changed));
  follow (self, ZB_KIND_ASSIGNMENT, "items-changed", G_CALLBACK (on_assignments_changed));
  on_assignments_changed (self);
}

/**
 * zb_unit_layer_set_below:
 * @self: a layer
 * @below: the layer drawn before it, whose clusters call signs must not cover
 */
void
zb_unit_layer_set_below (ZbUnitLayer *self, ZbSymbolLayer *below)
{
  g_set_weak_pointer (&self->below, below);
}
