/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-area-layer.h"

#include "zb-area-picture.h"

#include <adwaita.h>
#include <math.h>

/* How far beyond the widget the picture is drawn, so that panning moves it for a while. */
#define MARGIN 256
/* A grid is told by its number from this zoom (256-pixel tiles) on. */
#define GRID_NAME_ZOOM 15.5
/* From this one on our own base map tells communities by their names. */
#define BASE_NAMES_ZOOM 16

/* From which zoom on an area is wide enough to be told apart, and between which it is told by its name:
 * where it is neither a spot nor fills the screen. Grids have numbers, which are drawn in their middle. */
static const struct
{
  ZbAreaParts part;
  double zoom, name_from, name_to;
  ZbChipStyle style;
} looks[] = {
  [ZB_AREA_SUBDISTRICT] = { ZB_AREA_PART_SUBDISTRICTS, 0, 12, 16, ZB_CHIP_NAME },
  [ZB_AREA_COMMUNITY] = { ZB_AREA_PART_COMMUNITIES, 13.6, 15.2, 19.5, ZB_CHIP_GRID },
  [ZB_AREA_COMMITTEE] = { ZB_AREA_PART_COMMITTEES, 13.6, 14.6, 17.2, ZB_CHIP_GRID },
  [ZB_AREA_GRID] = { ZB_AREA_PART_GRIDS, 14.2, 0, 0, ZB_CHIP_GRID },
};
#define N_KINDS G_N_ELEMENTS (looks)

/**
 * ZbAreaLayer:
 *
 * The district's outline and what lies outside it dimmed, the subdistricts, committees, communities and
 * grids.
 *
 * Every frame moves the last picture along; where it does not reach or the zoom is another, a thread
 * draws the next one meanwhile.
 */
struct _ZbAreaLayer
{
  ZbSymbolLayer parent_instance;
  ZbStore *store;
  ZbAreaShapes *shapes;
  GArray *named[N_KINDS]; /* Named, NULL for the district */
  ZbBox district;
  ZbAreaPicture *picture;
  gboolean picture_is_old;
  guint kinds; /* a bit for each ZbAreaKind that is shown */
  gboolean show_outlines;
  ZbAreaParts parts; /* what the picture has, or will have */
  gboolean dark;
  GCancellable *drawing;
};

/* The middle of a surface is a sum over its corners, so it is worked out once. */
typedef struct
{
  ZbArea *area;
  ZbMercator middle;
} Named;

typedef struct
{
  ZbAreaShapes *shapes;
  ZbMapProjection projection;
  double scale;
  gboolean dark;
  ZbAreaParts parts;
} Job;

G_DEFINE_FINAL_TYPE (ZbAreaLayer, zb_area_layer, ZB_TYPE_SYMBOL_LAYER)

static void
job_free (gpointer data)
{
  Job *job = data;
  zb_area_shapes_unref (job->shapes);
  g_free (job);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_task_return_pointer (task,
                         zb_area_picture_draw (job->shapes, &job->projection, MARGIN, job->scale,
                                               zb_map_palette_get (job->dark), job->parts),
                         (GDestroyNotify)zb_area_picture_free);
}

static void
on_drawn (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (object);
  ZbAreaPicture *picture = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!picture)
    return;
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->picture, zb_area_picture_free);
  self->picture = picture;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
start_drawing (ZbAreaLayer *self, const ZbMapProjection *projection)
{
  Job job = { zb_area_shapes_ref (self->shapes), *projection, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
              self->dark, self->parts };
  self->drawing = g_cancellable_new ();
  self->picture_is_old = FALSE;
  g_autoptr (GTask) task = g_task_new (self, self->drawing, on_drawn, NULL);
  g_task_set_source_tag (task, start_drawing);
  g_task_set_task_data (task, g_memdup2 (&job, sizeof job), job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static gboolean
is_shown (ZbAreaLayer *self, guint kind)
{
  return self->named[kind] && (self->kinds >> kind & 1);
}

static gboolean
is_within (const ZbMapProjection *projection, graphene_point_t place, float margin)
{
  return place.x > -margin && place.y > -margin && place.x < projection->width + margin &&
         place.y < projection->height + margin;
}

static void
draw_grid_names (ZbAreaLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  const GArray *grids = self->named[ZB_AREA_GRID];
  for (guint i = 0; i < grids->len; i++)
    {
      const Named *grid = &g_array_index (grids, Named, i);
      const char *name = grid->area->code ? grid->area->code : grid->area->name;
      graphene_point_t place = zb_map_projection_to_widget (projection, grid->middle);
      if (!name || !is_within (projection, place, 0))
        continue;
      const ZbSymbol *chip = zb_symbols_get_chip (symbols, name, ZB_CHIP_GRID);
      place.x -= chip->bounds.size.width / 2;
      zb_symbols_append (symbols, snapshot, chip, place);
    }
}

/* "天山路街道" is "天山路" on a map. */
static const ZbSymbol *
name_of (ZbAreaLayer *self, const ZbArea *area)
{
  const char *kind = "街道";
  g_autofree char *name = g_strdup (area->name);
  if (!name || !*name)
    return NULL;
  if (area->kind == ZB_AREA_SUBDISTRICT && g_str_has_suffix (name, kind) && strlen (name) > strlen (kind))
    name[strlen (name) - strlen (kind)] = '\0';
  return zb_symbols_get_chip (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), name,
                              looks[area->kind].style);
}

/* Where the outlines are the base map's, so are the names of communities from some zoom on; and where grids
 * have numbers, those are read and not the names of what has about their size. */
static gboolean
shows_names (ZbAreaLayer *self, guint kind, const ZbMapProjection *projection)
{
  double zoom = zb_map_projection_get_zoom (projection), to = looks[kind].name_to;
  if (kind == ZB_AREA_COMMUNITY && !self->show_outlines)
    to = BASE_NAMES_ZOOM;
  if (kind != ZB_AREA_SUBDISTRICT && is_shown (self, ZB_AREA_GRID))
    to = fmin (to, GRID_NAME_ZOOM);
  return is_shown (self, kind) && zoom >= looks[kind].name_from && zoom < to;
}

static void
draw_names (ZbAreaLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection, guint kind)
{
  for (guint i = 0; i < self->named[kind]->len; i++)
    {
      const Named *named = &g_array_index (self->named[kind], Named, i);
      graphene_point_t place = zb_map_projection_to_widget (projection, named->middle);
      const ZbSymbol *name =
          is_within (projection, place, ZB_OFFER_MARGIN) ? name_of (self, named->area) : NULL;
      if (name && zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY_LABEL (named->area), &place))
        zb_symbols_append (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), snapshot, name, place);
    }
}

static void
offer_names (ZbAreaLayer *self, ZbMapPlacement *placement, const ZbMapProjection *projection, guint kind)
{
  for (guint i = 0; i < self->named[kind]->len; i++)
    {
      const Named *named = &g_array_index (self->named[kind], Named, i);
      graphene_point_t place = zb_map_projection_to_widget (projection, named->middle);
      const ZbSymbol *name =
          is_within (projection, place, ZB_OFFER_MARGIN) ? name_of (self, named->area) : NULL;
      if (name)
        zb_map_placement_add_name (placement, ZB_MAP_KEY_LABEL (named->area), place, name->bounds.size);
    }
}

/* The larger ones first: they are read from farther away. */
static void
zb_area_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (layer);
  static const ZbAreaKind kinds[] = { ZB_AREA_SUBDISTRICT, ZB_AREA_COMMITTEE, ZB_AREA_COMMUNITY };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (shows_names (self, kinds[i], projection))
      offer_names (self, placement, projection, kinds[i]);
}

/* Our own base map has the outlines of the district and, where they are wanted, of its subdistricts. */
static ZbAreaParts
choose_parts (ZbAreaLayer *self, double zoom)
{
  ZbAreaParts parts = self->show_outlines ? ZB_AREA_PART_DISTRICT : 0;
  if (zb_area_shapes_is_empty (self->shapes))
    return 0;
  for (guint kind = ZB_AREA_SUBDISTRICT; kind < N_KINDS; kind++)
    if (is_shown (self, kind) && zoom >= looks[kind].zoom)
      parts |= looks[kind].part;
  return self->show_outlines ? parts : parts & (ZbAreaParts)~ZB_AREA_PART_SUBDISTRICTS;
}

/* The style or what is to be seen may have changed since the picture was begun. */
static void
renew_picture (ZbAreaLayer *self, const ZbMapProjection *projection, ZbAreaParts parts)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  if (dark != self->dark || parts != self->parts)
    self->picture_is_old = TRUE;
  self->dark = dark;
  self->parts = parts;
  if (!parts)
    g_clear_pointer (&self->picture, zb_area_picture_free);
  else if (!self->drawing &&
           (!self->picture || self->picture_is_old || !zb_area_picture_covers (self->picture, projection)))
    start_drawing (self, projection);
}

static void
zb_area_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (layer);
  double zoom = zb_map_projection_get_zoom (projection);
  renew_picture (self, projection, choose_parts (self, zoom));
  if (self->picture)
    zb_area_picture_append (self->picture, GTK_WIDGET (self), snapshot, projection);
  if (is_shown (self, ZB_AREA_GRID) && zoom >= GRID_NAME_ZOOM)
    draw_grid_names (self, snapshot, projection);
  for (guint kind = ZB_AREA_SUBDISTRICT; kind < ZB_AREA_GRID; kind++)
    if (shows_names (self, kind, projection))
      draw_names (self, snapshot, projection, kind);
}

static void
take_area (ZbAreaLayer *self, ZbArea *area)
{
  if (!area->geometry)
    return;
  zb_area_shapes_add (self->shapes, area->kind, area->geometry);
  Named named = { area, zb_mercator_from_point (zb_geometry_get_centre (area->geometry)) };
  if (area->kind >= 0 && area->kind < (int)N_KINDS && self->named[area->kind])
    {
      g_object_ref (area);
      g_array_append_val (self->named[area->kind], named);
    }
  if (area->kind == ZB_AREA_DISTRICT)
    self->district = *zb_geometry_get_box (area->geometry);
}

static void
on_areas_changed (ZbAreaLayer *self)
{
  g_clear_pointer (&self->shapes, zb_area_shapes_unref);
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (self->named[kind])
      g_array_set_size (self->named[kind], 0);
  self->shapes = zb_area_shapes_new ();
  self->district = ZB_BOX_EMPTY;
  for (guint i = 0; i < zb_store_get_size (self->store); i++)
    take_area (self, zb_store_get_nth (self->store, i));
  self->picture_is_old = TRUE;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

static void
zb_area_layer_dispose (GObject *object)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (object);
  if (self->drawing)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (zb_area_layer_parent_class)->dispose (object);
}

static void
zb_area_layer_finalize (GObject *object)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (object);
  g_clear_pointer (&self->picture, zb_area_picture_free);
  g_clear_pointer (&self->shapes, zb_area_shapes_unref);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_clear_pointer (&self->named[kind], g_array_unref);
  G_OBJECT_CLASS (zb_area_layer_parent_class)->finalize (object);
}

static void
zb_area_layer_class_init (ZbAreaLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_area_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_area_layer_finalize;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_area_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_area_layer_offer;
}

static void
named_clear (gpointer data)
{
  g_clear_object (&((Named *)data)->area);
}

static void
zb_area_layer_init (ZbAreaLayer *self)
{
  self->shapes = zb_area_shapes_new ();
  for (guint kind = ZB_AREA_SUBDISTRICT; kind < N_KINDS; kind++)
    {
      self->named[kind] = g_array_new (FALSE, FALSE, sizeof (Named));
      g_array_set_clear_func (self->named[kind], named_clear);
    }
  self->district = ZB_BOX_EMPTY;
  self->kinds = 1u << ZB_AREA_SUBDISTRICT | 1u << ZB_AREA_GRID;
  self->show_outlines = TRUE;
}

/**
 * zb_area_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without areas
 */
ZbAreaLayer *
zb_area_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_AREA_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_area_layer_set_store:
 * @self: a layer that has none yet
 * @areas: the areas to show
 */
void
zb_area_layer_set_store (ZbAreaLayer *self, ZbStore *areas)
{
  g_return_if_fail (self->store == NULL);
  self->store = g_object_ref (areas);
  g_signal_connect_object (areas, "items-changed", G_CALLBACK (on_areas_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (areas, "changed", G_CALLBACK (on_areas_changed), self, G_CONNECT_SWAPPED);
  on_areas_changed (self);
}

/**
 * zb_area_layer_set_kinds:
 * @self: a layer
 * @kinds: a bit for each #ZbAreaKind that is shown; the district always is
 */
void
zb_area_layer_set_kinds (ZbAreaLayer *self, guint kinds)
{
  if (self->kinds == kinds)
    return;
  self->kinds = kinds;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_area_layer_set_outlines:
 * @self: a layer
 * @outlines: whether the district, its subdistricts and what lies outside are drawn here; our own base
 *   map has them already
 */
void
zb_area_layer_set_outlines (ZbAreaLayer *self, gboolean outlines)
{
  if (self->show_outlines == outlines)
    return;
  self->show_outlines = outlines;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_area_layer_get_n:
 * @self: a layer
 * @kind: a kind of area, other than the district
 *
 * Returns: how many of them there are with a known surface
 */
guint
zb_area_layer_get_n (ZbAreaLayer *self, ZbAreaKind kind)
{
  return kind < N_KINDS && self->named[kind] ? self->named[kind]->len : 0;
}

/**
 * zb_area_layer_is_ready:
 * @self: a layer
 *
 * Returns: whether the picture shown is of all areas
 */
gboolean
zb_area_layer_is_ready (ZbAreaLayer *self)
{
  return !self->parts || (self->picture && !self->picture_is_old && !self->drawing);
}

/**
 * zb_area_layer_get_district:
 * @self: a layer
 *
 * Returns: (transfer none): the box of the district, empty where it is not known
 */
const ZbBox *
zb_area_layer_get_district (ZbAreaLayer *self)
{
  return &self->district;
}
