/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-layer.h"

#include "zb-case.h"
#include "zb-places.h"

#define RADIUS 9
/* A case is mostly where its alert is, and stands beside it. */
#define REACH 30
#define OPEN 0

/**
 * ZbCaseLayer:
 *
 * The open cases, each a sheet of paper where it happens, edged with its severity.
 */
struct _ZbCaseLayer
{
  ZbSymbolLayer parent_instance;
  ZbPlaces *places;
};

G_DEFINE_FINAL_TYPE (ZbCaseLayer, zb_case_layer, ZB_TYPE_SYMBOL_LAYER)

static ZbPoint
place_of (gpointer entity)
{
  const ZbCase *a_case = entity;
  return zb_case_is_open (a_case) ? a_case->location : ZB_POINT_NOWHERE;
}

static guint8
class_of (gpointer entity)
{
  return zb_case_is_open (entity) ? OPEN : ZB_PLACE_NO_CLASS;
}

typedef void (*CaseFunc) (ZbCaseLayer *self, gpointer data, ZbCase *a_case, graphene_point_t place);

static void
for_cases (ZbCaseLayer *self, const ZbMapProjection *projection, CaseFunc func, gpointer data)
{
  guint n = self->places ? zb_places_get_size (self->places) : 0;
  for (guint i = 0; i < n; i++)
    {
      ZbMercator place;
      if (!zb_places_get (self->places, i, &place))
        continue;
      graphene_point_t at = zb_map_projection_to_widget (projection, place);
      if (at.x > -ZB_OFFER_MARGIN && at.y > -ZB_OFFER_MARGIN && at.x < projection->width + ZB_OFFER_MARGIN &&
          at.y < projection->height + ZB_OFFER_MARGIN)
        func (self, data, zb_places_get_entity (self->places, i), at);
    }
}

static void
draw_one (ZbCaseLayer *self, gpointer snapshot, ZbCase *a_case, graphene_point_t place)
{
  const gboolean overdue = a_case->deadlines && a_case->deadlines->past_due;
  zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY (a_case), &place);
  ZbDrawn drawn = { .entity = a_case, .n_items = 1, .place = place, .radius = RADIUS + 2 };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot, zb_symbol_case ((guint)a_case->severity, overdue),
                       place);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
zb_case_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  for_cases (ZB_CASE_LAYER (layer), projection, draw_one, snapshot);
}

static void
offer_one (ZbCaseLayer *self, gpointer placement, ZbCase *a_case, graphene_point_t place)
{
  zb_map_placement_add_symbol (placement, ZB_MAP_KEY (a_case), ZB_MAP_RANK_CASE, place, RADIUS, REACH);
}

static void
zb_case_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  for_cases (ZB_CASE_LAYER (layer), projection, offer_one, placement);
}

static void
zb_case_layer_finalize (GObject *object)
{
  g_clear_object (&ZB_CASE_LAYER (object)->places);
  G_OBJECT_CLASS (zb_case_layer_parent_class)->finalize (object);
}

static void
zb_case_layer_class_init (ZbCaseLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_case_layer_finalize;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_case_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_case_layer_offer;
}

static void
zb_case_layer_init (ZbCaseLayer *self)
{
}

/**
 * zb_case_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without cases
 */
ZbCaseLayer *
zb_case_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_CASE_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_case_layer_set_store:
 * @self: a layer that has none yet
 * @cases: whose open cases to show
 */
void
zb_case_layer_set_store (ZbCaseLayer *self, ZbStore *cases)
{
  g_return_if_fail (self->places == NULL);
  self->places = zb_places_new (cases, place_of);
  zb_places_set_classes (self->places, class_of);
  g_signal_connect_object (self->places, "changed", G_CALLBACK (zb_symbol_layer_renew), self,
                           G_CONNECT_SWAPPED);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_case_layer_get_n:
 * @self: a layer
 *
 * Returns: how many cases are open, drawn or not
 */
guint
zb_case_layer_get_n (ZbCaseLayer *self)
{
  return self->places ? zb_places_count (self->places, OPEN) : 0;
}
