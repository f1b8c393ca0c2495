/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-layer.h"

#include "zb-map-circle.h"
#include "zb-now.h"
#include "zb-places.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define MARGIN ZB_OFFER_MARGIN
#define HALO 3
/* An alert that has to give way is still beside its place. */
#define REACH_GRAVE 10
#define REACH 28
#define PULSE_SECONDS 1.6
/* Twenty pictures a second are smooth enough for a slow pulse and cost a third of sixty. */
#define PULSE_INTERVAL_MS 50

/**
 * ZbAlertLayer:
 *
 * The open alerts, the worst on top, and around the one that the officer works on two rings and the
 * circle of its surroundings at true scale. The rings pulse only while nobody has claimed it.
 */
struct _ZbAlertLayer
{
  ZbSymbolLayer parent_instance;
  ZbPlaces *places;
  ZbAlert *selected;
  ZbPoint mark;
  int mark_severity;
  GArray *visible; /* guint, positions in the places */
  ZbMapCircle circle;
  guint pulse_source;
  gboolean sparse;
  gboolean no_circle;
  guint severities; /* a bit for each that is shown */
};

G_DEFINE_FINAL_TYPE (ZbAlertLayer, zb_alert_layer, ZB_TYPE_SYMBOL_LAYER)

static ZbPoint
place_of (gpointer entity)
{
  const ZbAlert *alert = entity;
  return zb_alert_is_open (alert) ? alert->location : ZB_POINT_NOWHERE;
}

static guint8
class_of (gpointer entity)
{
  const ZbAlert *alert = entity;
  return zb_alert_is_open (alert) && alert->severity >= 0 ? (guint8)alert->severity : ZB_PLACE_NO_CLASS;
}

/* The selected one is drawn by itself, whatever it is. */
static gboolean
is_drawn (ZbAlertLayer *self, const ZbAlert *alert, gint64 now)
{
  return alert != self->selected && alert->snoozed_until <= now &&
         (self->severities >> CLAMP (alert->severity, 0, ZB_N_SEVERITIES - 1) & 1);
}

static const ZbMapPalette *
palette_of (ZbAlertLayer *self)
{
  return zb_symbols_get_palette (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)));
}

static gboolean
is_unclaimed (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW;
}

static void
append_ring (GtkSnapshot *snapshot, graphene_point_t place, float radius, float width, GdkRGBA colour,
             float alpha)
{
  GskRoundedRect ring;
  colour.alpha *= alpha;
  graphene_rect_t box = GRAPHENE_RECT_INIT (place.x - radius, place.y - radius, 2 * radius, 2 * radius);
  gsk_rounded_rect_init_from_rect (&ring, &box, radius);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

/* From 0 to 1 and on to 0 again within one pulse; 0 where nothing moves. */
static float
pulse_phase (ZbAlertLayer *self)
{
  double turn = g_get_monotonic_time () / (PULSE_SECONDS * G_TIME_SPAN_SECOND);
  return self->pulse_source ? (float)(.5 - .5 * cos (2 * G_PI * turn)) : 0;
}

static void
draw_rings (ZbAlertLayer *self, GtkSnapshot *snapshot, graphene_point_t place)
{
  GdkRGBA red = palette_of (self)->severity[ZB_SEVERITY_URGENT];
  float phase = pulse_phase (self);
  append_ring (snapshot, place, 22 + 3 * phase, 2, red, .75f - .3f * phase);
  append_ring (snapshot, place, 30 + 5 * phase, 1.2f, red, .45f - .3f * phase);
}

static void
draw_circle_label (ZbAlertLayer *self, GtkSnapshot *snapshot, graphene_point_t place, float radius)
{
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  /* Translators: around an alert, on the map */
  g_autofree char *text = g_strdup_printf (_ ("Within %d m"), ZB_SURROUNDINGS_METRES);
  const ZbSymbol *chip = zb_symbols_get_chip (symbols, text, ZB_CHIP_RADIUS);
  place.x -= chip->bounds.size.width / 2;
  place.y -= radius + 16;
  zb_symbols_append (symbols, snapshot, chip, place);
}

static void
draw_alert (ZbAlertLayer *self, GtkSnapshot *snapshot, ZbAlert *alert, graphene_point_t place)
{
  gboolean selected = alert == self->selected;
  zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY (alert), &place);
  ZbDrawn drawn = { .entity = alert,
                    .n_items = 1,
                    .place = place,
                    .radius = (float)zb_symbol_alert_radius ((guint)alert->severity, selected) + 3 };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot, zb_symbol_alert ((guint)alert->severity, selected),
                       place);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
draw_selected (ZbAlertLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbPoint location = self->selected ? self->selected->location : ZB_POINT_NOWHERE;
  if (!zb_point_is_known (location))
    return;
  graphene_point_t place = zb_map_projection_to_widget (projection, zb_mercator_from_point (location));
  float radius = roundf ((float)zb_map_projection_get_pixels (projection, ZB_SURROUNDINGS_METRES, location));
  if (radius > 8 && radius < 4000 && !self->sparse && !self->no_circle)
    {
      zb_map_circle_append (&self->circle, snapshot, place, radius, &palette_of (self)->near_line);
      draw_circle_label (self, snapshot, place, radius);
    }
  draw_rings (self, snapshot, place);
  draw_alert (self, snapshot, self->selected, place);
}

/* On a small map: where the case is and how far 300 m are, without rings and words. */
static void
draw_mark (ZbAlertLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  if (!zb_point_is_known (self->mark))
    return;
  graphene_point_t place = zb_map_projection_to_widget (projection, zb_mercator_from_point (self->mark));
  float radius =
      roundf ((float)zb_map_projection_get_pixels (projection, ZB_SURROUNDINGS_METRES, self->mark));
  zb_map_circle_append (&self->circle, snapshot, place, radius, &palette_of (self)->near_line);
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot, zb_symbol_alert ((guint)self->mark_severity, TRUE),
                       place);
}

static void
find_visible (ZbAlertLayer *self, const ZbMapProjection *projection)
{
  guint n = self->places ? zb_places_get_size (self->places) : 0;
  double west = projection->left - MARGIN, north = projection->top - MARGIN;
  double east = projection->left + projection->width + MARGIN,
         south = projection->top + projection->height + MARGIN;
  g_array_set_size (self->visible, 0);
  for (guint i = 0; i < n; i++)
    {
      ZbMercator place;
      if (zb_places_get (self->places, i, &place) && place.x * projection->world > west &&
          place.x * projection->world < east && place.y * projection->world > north &&
          place.y * projection->world < south)
        g_array_append_val (self->visible, i);
    }
}

static ZbMapRank
rank_of (const ZbAlert *alert)
{
  switch ((ZbSeverity)alert->severity)
    {
    case ZB_SEVERITY_URGENT:
      return ZB_MAP_RANK_URGENT;
    case ZB_SEVERITY_HIGH:
      return ZB_MAP_RANK_HIGH;
    case ZB_SEVERITY_MEDIUM:
      return ZB_MAP_RANK_MEDIUM;
    case ZB_SEVERITY_NONE:
    case ZB_SEVERITY_LOW:
    default:
      return ZB_MAP_RANK_LOW;
    }
}

static void
offer_alert (ZbAlertLayer *self, ZbMapPlacement *placement, ZbAlert *alert, graphene_point_t place)
{
  gboolean selected = alert == self->selected;
  ZbMapRank rank = selected ? ZB_MAP_RANK_SELECTED : rank_of (alert);
  zb_map_placement_add_symbol (placement, ZB_MAP_KEY (alert), rank, place,
                               (float)zb_symbol_alert_radius ((guint)alert->severity, selected) +
                                   (selected ? 2 * HALO : HALO),
                               selected                   ? 0
                               : rank <= ZB_MAP_RANK_HIGH ? REACH_GRAVE
                                                          : REACH);
}

/* The words over the circle are always there: others keep clear of them. */
static void
offer_selected (ZbAlertLayer *self, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  if (!self->selected || !zb_point_is_known (self->selected->location))
    return;
  graphene_point_t place =
      zb_map_projection_to_widget (projection, zb_mercator_from_point (self->selected->location));
  float radius =
      (float)zb_map_projection_get_pixels (projection, ZB_SURROUNDINGS_METRES, self->selected->location);
  offer_alert (self, placement, self->selected, place);
  place.y -= radius + 16;
  zb_map_placement_add_symbol (placement, ZB_MAP_KEY_LABEL (self->selected), ZB_MAP_RANK_SELECTED, place, 10,
                               0);
}

static void
zb_alert_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  ZbAlertLayer *self = ZB_ALERT_LAYER (layer);
  gint64 now = zb_now ();
  find_visible (self, projection);
  for (guint i = 0; i < self->visible->len; i++)
    {
      guint position = g_array_index (self->visible, guint, i);
      ZbAlert *alert = zb_places_get_entity (self->places, position);
      ZbMercator place;
      if (is_drawn (self, alert, now) && zb_places_get (self->places, position, &place))
        offer_alert (self, placement, alert, zb_map_projection_to_widget (projection, place));
    }
  offer_selected (self, placement, projection);
}

static void
draw_visible (ZbAlertLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, int severity,
              gint64 now)
{
  for (guint i = 0; i < self->visible->len; i++)
    {
      guint position = g_array_index (self->visible, guint, i);
      ZbAlert *alert = zb_places_get_entity (self->places, position);
      ZbMercator place;
      if (alert->severity == severity && is_drawn (self, alert, now) &&
          zb_places_get (self->places, position, &place))
        draw_alert (self, snapshot, alert, zb_map_projection_to_widget (projection, place));
    }
}

static void
zb_alert_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbAlertLayer *self = ZB_ALERT_LAYER (layer);
  gint64 now = zb_now ();
  find_visible (self, projection);
  for (int severity = self->sparse ? ZB_SEVERITY_HIGH : ZB_SEVERITY_NONE; severity < ZB_N_SEVERITIES;
       severity++)
    draw_visible (self, snapshot, projection, severity, now);
  draw_selected (self, snapshot, projection);
  draw_mark (self, snapshot, projection);
}

static gboolean
on_pulse (gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
  return G_SOURCE_CONTINUE;
}

static void
update_pulse (ZbAlertLayer *self)
{
  gboolean pulse = self->selected && is_unclaimed (self->selected) &&
                   gtk_widget_get_mapped (GTK_WIDGET (self)) && adw_get_enable_animations (GTK_WIDGET (self));
  if (pulse && !self->pulse_source)
    self->pulse_source = g_timeout_add (PULSE_INTERVAL_MS, on_pulse, self);
  else if (!pulse)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

static void
zb_alert_layer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_alert_layer_parent_class)->map (widget);
  update_pulse (ZB_ALERT_LAYER (widget));
}

static void
zb_alert_layer_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_alert_layer_parent_class)->unmap (widget);
  update_pulse (ZB_ALERT_LAYER (widget));
}

static void
zb_alert_layer_finalize (GObject *object)
{
  ZbAlertLayer *self = ZB_ALERT_LAYER (object);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_clear_object (&self->places);
  g_clear_object (&self->selected);
  zb_map_circle_clear (&self->circle);
  g_array_unref (self->visible);
  G_OBJECT_CLASS (zb_alert_layer_parent_class)->finalize (object);
}

static void
zb_alert_layer_class_init (ZbAlertLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_alert_layer_finalize;
  GTK_WIDGET_CLASS (klass)->map = zb_alert_layer_map;
  GTK_WIDGET_CLASS (klass)->unmap = zb_alert_layer_unmap;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_alert_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_alert_layer_offer;
}

static void
zb_alert_layer_init (ZbAlertLayer *self)
{
  self->visible = g_array_new (FALSE, FALSE, sizeof (guint));
  self->mark = ZB_POINT_NOWHERE;
  self->severities = G_MAXUINT;
}

/**
 * zb_alert_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without alerts
 */
ZbAlertLayer *
zb_alert_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_ALERT_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_alert_layer_set_circle:
 * @self: a layer
 * @circle: whether the surroundings of the selected alert are shown; not while others are
 */
void
zb_alert_layer_set_circle (ZbAlertLayer *self, gboolean circle)
{
  if (self->no_circle == !circle)
    return;
  self->no_circle = !circle;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_alert_layer_set_sparse:
 * @self: a layer
 * @sparse: whether only urgent and high alerts are drawn, without the circle of the surroundings, as
 *   on a wall
 */
void
zb_alert_layer_set_sparse (ZbAlertLayer *self, gboolean sparse)
{
  self->sparse = sparse;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_alert_layer_set_store:
 * @self: a layer that has none yet
 * @alerts: whose open alerts to show
 */
void
zb_alert_layer_set_store (ZbAlertLayer *self, ZbStore *alerts)
{
  g_return_if_fail (self->places == NULL);
  self->places = zb_places_new (alerts, place_of);
  zb_places_set_classes (self->places, class_of);
  g_signal_connect_object (self->places, "changed", G_CALLBACK (update_pulse), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_alert_layer_set_selected:
 * @self: a layer
 * @alert: (nullable): the alert that the officer works on
 */
void
zb_alert_layer_set_selected (ZbAlertLayer *self, ZbAlert *alert)
{
  if (g_set_object (&self->selected, alert))
    update_pulse (self);
}

/**
 * zb_alert_layer_set_severities:
 * @self: a layer
 * @severities: a bit for each #ZbSeverity whose alerts are drawn
 *
 * Urgent alerts and the selected one are drawn in any case.
 */
void
zb_alert_layer_set_severities (ZbAlertLayer *self, guint severities)
{
  severities |= 1u << ZB_SEVERITY_URGENT;
  if (self->severities == severities)
    return;
  self->severities = severities;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_alert_layer_get_n:
 * @self: a layer
 * @severity: a severity
 *
 * Returns: how many open alerts have it, drawn or not
 */
guint
zb_alert_layer_get_n (ZbAlertLayer *self, ZbSeverity severity)
{
  return self->places ? zb_places_count (self->places, (guint8)severity) : 0;
}

/**
 * zb_alert_layer_set_mark:
 * @self: a layer
 * @place: what to mark, or nowhere
 * @severity: a #ZbSeverity
 *
 * Marks a place that need not be an alert's, such as a case's.
 */
void
zb_alert_layer_set_mark (ZbAlertLayer *self, ZbPoint place, int severity)
{
  self->mark = place;
  self->mark_severity = severity;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_alert_layer_is_pulsing:
 * @self: a layer
 *
 * Returns: whether its rings move
 */
gboolean
zb_alert_layer_is_pulsing (ZbAlertLayer *self)
{
  return self->pulse_source != 0;
}
