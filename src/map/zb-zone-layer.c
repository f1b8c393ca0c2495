/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-zone-layer.h"

#include "zb-now.h"

#include <math.h>

#define LINE_WIDTH 2
#define HALO_WIDTH 4
#define FILL_ALPHA .07f
/* A zone that does not count at this time of day is still seen, and less than one that does. */
#define REST_ALPHA .45f
/* Beyond this many pixels the dashes of an outline cost more than they tell. */
#define DASHED_WITHIN 6000
/* How near to the outline a click still means it. */
#define OUTLINE_REACH 6
#define CHIP_GAP 12
#define CHIP_LETTERS 16
/* Others keep clear of the name by this much around its middle. */
#define CHIP_CLEAR 10
/* Zones begin and end, and their hours come and go, by the minute. */
#define TICK_SECONDS 10

/**
 * ZbZoneLayer:
 *
 * The watch zones that are not over: a quiet surface with a dashed outline, its name above. One outside its
 * hours is dimmed. A zone is meant by its name or its outline; what lies inside stays free for clicks.
 */
struct _ZbZoneLayer
{
  ZbSymbolLayer parent_instance;
  ZbStore *store;
  ZbZone *selected;
  GArray *shown; /* Shown, one for each drawn zone and in the same order */
  guint n_zones; /* as of the last tick */
  guint tick;
};

typedef struct
{
  GskPath *path;
  graphene_rect_t chip;
} Shown;

enum
{
  COUNTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbZoneLayer, zb_zone_layer, ZB_TYPE_SYMBOL_LAYER)

static void
clear_shown (gpointer data)
{
  g_clear_pointer (&((Shown *)data)->path, gsk_path_unref);
}

static graphene_point_t
place_of (const ZbMapProjection *projection, ZbPoint point)
{
  return zb_map_projection_to_widget (projection, zb_mercator_from_point (point));
}

/* --- where -------------------------------------------------------------------------------------- */

static gboolean
is_in_view (const ZbZone *zone, const ZbMapProjection *projection)
{
  ZbBox view = zb_map_projection_get_box (projection, ZB_OFFER_MARGIN), box = zb_zone_get_box (zone);
  return box.west <= view.east && box.east >= view.west && box.south <= view.north && box.north >= view.south;
}

static GskPath *
path_of_circle (const ZbZone *zone, const ZbMapProjection *projection)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  graphene_point_t middle = place_of (projection, zone->centre);
  float radius = (float)zb_map_projection_get_pixels (projection, zone->radius, zone->centre);
  gsk_path_builder_add_circle (builder, &middle, fmaxf (radius, 1));
  return gsk_path_builder_to_path (builder);
}

static GskPath *
path_of_corners (const ZbPoint *corners, guint n, const ZbMapProjection *projection)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      graphene_point_t place = place_of (projection, corners[i]);
      if (i == 0)
        gsk_path_builder_move_to (builder, place.x, place.y);
      else
        gsk_path_builder_line_to (builder, place.x, place.y);
    }
  gsk_path_builder_close (builder);
  return gsk_path_builder_to_path (builder);
}

static GskPath *
path_of (const ZbZone *zone, const ZbMapProjection *projection)
{
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (zone, &n);
  return zb_zone_is_circle (zone) ? path_of_circle (zone, projection)
                                  : path_of_corners (corners, n, projection);
}

/* Above the northernmost part of it. */
static graphene_point_t
place_of_name (const ZbZone *zone, const ZbMapProjection *projection)
{
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (zone, &n);
  ZbPoint top = zb_zone_is_circle (zone) ? zb_point_move (zone->centre, 0, zone->radius) : corners[0];
  for (guint i = 1; i < n; i++)
    if (corners[i].lat > top.lat)
      top = corners[i];
  graphene_point_t place = place_of (projection, top);
  place.y -= CHIP_GAP;
  return place;
}

/* --- when --------------------------------------------------------------------------------------- */

static gboolean
is_shown (const ZbZone *zone, gint64 now)
{
  guint n;
  return !zb_zone_is_over (zone, now) && (zb_zone_is_circle (zone) || zb_zone_get_corners (zone, &n));
}

static gboolean
counts_now (const ZbZone *zone, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  return zb_zone_is_active (zone, now) &&
         zb_zone_is_within_hours (zone, g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
}

/* --- drawing ------------------------------------------------------------------------------------- */

static const ZbMapPalette *
palette_of (ZbZoneLayer *self)
{
  return zb_symbols_get_palette (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)));
}

static GdkRGBA
with_alpha (GdkRGBA colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

static gboolean
is_small (GskPath *path)
{
  graphene_rect_t bounds;
  return !gsk_path_get_bounds (path, &bounds) ||
         bounds.size.width + bounds.size.height < (float)DASHED_WITHIN;
}

static void
draw_outline (ZbZoneLayer *self, GtkSnapshot *snapshot, const ZbZone *zone, GskPath *path, float alpha)
{
  gboolean selected = zone == self->selected;
  g_autoptr (GskStroke) halo = gsk_stroke_new (HALO_WIDTH), line = gsk_stroke_new (LINE_WIDTH);
  GdkRGBA colour = with_alpha (selected ? palette_of (self)->near_line : palette_of (self)->name_text, alpha);
  GdkRGBA shade = with_alpha (palette_of (self)->halo, alpha * .6f);
  if (!selected && is_small (path))
    gsk_stroke_set_dash (line, (float[]){ 8, 5 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, halo, &shade);
  gtk_snapshot_append_stroke (snapshot, path, line, &colour);
}

static void
draw_surface (ZbZoneLayer *self, GtkSnapshot *snapshot, GskPath *path, float alpha)
{
  GdkRGBA tint = palette_of (self)->name_text;
  tint.alpha = FILL_ALPHA * alpha;
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_EVEN_ODD, &tint);
}

static const ZbSymbol *
chip_of (ZbZoneLayer *self, const ZbZone *zone)
{
  const char *name = zone->name ? zone->name : "";
  g_autofree char *start = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), CHIP_LETTERS));
  g_autofree char *cut = strlen (start) < strlen (name) ? g_strconcat (start, "…", NULL) : g_strdup (name);
  return zb_symbols_get_chip (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), cut,
                              zone == self->selected ? ZB_CHIP_RADIUS : ZB_CHIP_ZONE);
}

static graphene_rect_t
draw_name (ZbZoneLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, const ZbZone *zone,
           float alpha)
{
  const ZbSymbol *chip = chip_of (self, zone);
  graphene_point_t place = place_of_name (zone, projection);
  graphene_rect_t box = chip->bounds;
  place.x -= chip->bounds.size.width / 2;
  gtk_snapshot_push_opacity (snapshot, alpha);
  zb_symbols_append (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), snapshot, chip, place);
  gtk_snapshot_pop (snapshot);
  graphene_rect_offset (&box, place.x, place.y);
  return box;
}

/* In the list of what is on the map as long as any of it is. */
static graphene_point_t
nearest_in_view (const graphene_rect_t *box, const ZbMapProjection *projection)
{
  graphene_point_t middle;
  graphene_rect_get_center (box, &middle);
  return GRAPHENE_POINT_INIT (CLAMP (middle.x, 0, (float)projection->width),
                              CLAMP (middle.y, 0, (float)projection->height));
}

static void
draw_zone (ZbZoneLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, ZbZone *zone,
           gint64 now)
{
  Shown shown = { path_of (zone, projection), GRAPHENE_RECT_INIT (0, 0, 0, 0) };
  ZbDrawn drawn = { .entity = zone, .n_items = 1, .radius = -1 };
  float alpha = counts_now (zone, now) || zone == self->selected ? 1 : REST_ALPHA;
  draw_surface (self, snapshot, shown.path, alpha);
  draw_outline (self, snapshot, zone, shown.path, alpha);
  shown.chip = draw_name (self, snapshot, projection, zone, alpha);
  drawn.place = nearest_in_view (&shown.chip, projection);
  g_array_append_val (self->shown, shown);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
zb_zone_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbZoneLayer *self = ZB_ZONE_LAYER (layer);
  gint64 now = zb_now ();
  g_array_set_size (self->shown, 0);
  for (guint i = 0; self->store && i < zb_store_get_size (self->store); i++)
    {
      ZbZone *zone = zb_store_get_nth (self->store, i);
      if (is_shown (zone, now) && is_in_view (zone, projection))
        draw_zone (self, snapshot, projection, zone, now);
    }
}

/* The name is always there: others keep clear of it. */
static void
zb_zone_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  ZbZoneLayer *self = ZB_ZONE_LAYER (layer);
  gint64 now = zb_now ();
  for (guint i = 0; self->store && i < zb_store_get_size (self->store); i++)
    {
      const ZbZone *zone = zb_store_get_nth (self->store, i);
      if (is_shown (zone, now) && is_in_view (zone, projection))
        zb_map_placement_add_symbol (placement, ZB_MAP_KEY_LABEL (zone), ZB_MAP_RANK_SELECTED,
                                     place_of_name (zone, projection), CHIP_CLEAR, 0);
    }
}

/* --- what changes --------------------------------------------------------------------------------- */

static void
count (ZbZoneLayer *self)
{
  gint64 now = zb_now ();
  guint n = 0;
  for (guint i = 0; self->store && i < zb_store_get_size (self->store); i++)
    n += is_shown (zb_store_get_nth (self->store, i), now);
  if (n == self->n_zones)
    return;
  self->n_zones = n;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
on_zones_changed (ZbZoneLayer *self)
{
  count (self);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

static gboolean
on_tick (gpointer user_data)
{
  ZbZoneLayer *self = user_data;
  if (zb_store_get_size (self->store) > 0)
    on_zones_changed (self);
  return G_SOURCE_CONTINUE;
}

static void
zb_zone_layer_map (GtkWidget *widget)
{
  ZbZoneLayer *self = ZB_ZONE_LAYER (widget);
  GTK_WIDGET_CLASS (zb_zone_layer_parent_class)->map (widget);
  if (self->store)
    self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
zb_zone_layer_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_ZONE_LAYER (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_zone_layer_parent_class)->unmap (widget);
}

static void
zb_zone_layer_finalize (GObject *object)
{
  ZbZoneLayer *self = ZB_ZONE_LAYER (object);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->store);
  g_clear_object (&self->selected);
  g_array_unref (self->shown);
  G_OBJECT_CLASS (zb_zone_layer_parent_class)->finalize (object);
}

static void
zb_zone_layer_class_init (ZbZoneLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_zone_layer_finalize;
  GTK_WIDGET_CLASS (klass)->map = zb_zone_layer_map;
  GTK_WIDGET_CLASS (klass)->unmap = zb_zone_layer_unmap;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_zone_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_zone_layer_offer;
  /* There are more or fewer of them than before. */
  signals[COUNTED] =
      g_signal_new ("counted", ZB_TYPE_ZONE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_zone_layer_init (ZbZoneLayer *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (Shown));
  g_array_set_clear_func (self->shown, clear_shown);
}

/**
 * zb_zone_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without zones
 */
ZbZoneLayer *
zb_zone_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_ZONE_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_zone_layer_set_store:
 * @self: a layer that has none yet
 * @zones: the zones to show
 */
void
zb_zone_layer_set_store (ZbZoneLayer *self, ZbStore *zones)
{
  g_return_if_fail (self->store == NULL);
  self->store = g_object_ref (zones);
  g_signal_connect_object (zones, "items-changed", G_CALLBACK (on_zones_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zones, "changed", G_CALLBACK (on_zones_changed), self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  on_zones_changed (self);
}

/**
 * zb_zone_layer_set_selected:
 * @self: a layer
 * @zone: (nullable): the zone that the officer looks at
 */
void
zb_zone_layer_set_selected (ZbZoneLayer *self, ZbZone *zone)
{
  if (g_set_object (&self->selected, zone))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_zone_layer_get_n_zones:
 * @self: a layer
 *
 * Returns: how many zones are not over
 */
guint
zb_zone_layer_get_n_zones (ZbZoneLayer *self)
{
  return self->n_zones;
}

static gboolean
is_at (const Shown *shown, const graphene_point_t *place)
{
  GskPathPoint nearest;
  return graphene_rect_contains_point (&shown->chip, place) ||
         gsk_path_get_closest_point (shown->path, place, OUTLINE_REACH, &nearest, NULL);
}

/**
 * zb_zone_layer_pick:
 * @self: a layer
 * @x: across the widget
 * @y: down the widget
 *
 * Returns: (transfer none) (nullable): the zone whose name or outline is there, the topmost of several
 */
const ZbDrawn *
zb_zone_layer_pick (ZbZoneLayer *self, double x, double y)
{
  guint n;
  const ZbDrawn *drawn = zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (self), &n);
  graphene_point_t place = GRAPHENE_POINT_INIT ((float)x, (float)y);
  for (guint i = MIN (n, self->shown->len); i-- > 0;)
    if (is_at (&g_array_index (self->shown, Shown, i), &place))
      return &drawn[i];
  return NULL;
}
