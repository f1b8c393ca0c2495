/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-area-layer.h"

#include "zb-area.h"
#include "zb-area-picture.h"
#include "zb-image.h"

#include <adwaita.h>

/* How far beyond the widget the picture is drawn, so that panning moves it for a while. */
#define MARGIN 256
/* From these zooms (256-pixel tiles) on a grid is wide enough to be told apart, and for its number. */
#define GRID_ZOOM 14.2
#define GRID_NAME_ZOOM 15.5
/* A subdistrict is told by its name where it is neither a spot nor fills the screen. */
#define NAME_ZOOM_FROM 12
#define NAME_ZOOM_TO 16

/**
 * ZbAreaLayer:
 *
 * The district's outline and what lies outside it dimmed, the subdistricts, and the grids.
 *
 * Every frame moves the last picture along; where it does not reach or the zoom is another, a thread
 * draws the next one meanwhile.
 */
struct _ZbAreaLayer
{
  ZbSymbolLayer parent_instance;
  ZbStore *store;
  ZbAreaShapes *shapes;
  GPtrArray *grids;
  GPtrArray *subdistricts;
  ZbBox district;
  ZbAreaPicture *picture;
  gboolean picture_is_old;
  gboolean show_grids;
  gboolean show_outlines;
  ZbAreaParts parts; /* what the picture has, or will have */
  gboolean dark;
  GCancellable *drawing;
};

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

static void
draw_grid_names (ZbAreaLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbBox box = zb_map_projection_get_box (projection, 0);
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  for (guint i = 0; i < self->grids->len; i++)
    {
      const ZbArea *grid = self->grids->pdata[i];
      ZbPoint centre = zb_geometry_get_centre (grid->geometry);
      const char *name = grid->code ? grid->code : grid->name;
      if (!name || !zb_box_contains (&box, centre))
        continue;
      const ZbSymbol *chip = zb_symbols_get_chip (symbols, name, ZB_CHIP_GRID);
      graphene_point_t place = zb_map_projection_to_widget (projection, zb_mercator_from_point (centre));
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
  if (g_str_has_suffix (name, kind) && strlen (name) > strlen (kind))
    name[strlen (name) - strlen (kind)] = '\0';
  return zb_symbols_get_chip (zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self)), name, ZB_CHIP_NAME);
}

static gboolean
shows_names (const ZbMapProjection *projection)
{
  double zoom = zb_map_projection_get_zoom (projection);
  return zoom >= NAME_ZOOM_FROM && zoom < NAME_ZOOM_TO;
}

static graphene_point_t
middle_of (const ZbArea *area, const ZbMapProjection *projection)
{
  return zb_map_projection_to_widget (projection,
                                      zb_mercator_from_point (zb_geometry_get_centre (area->geometry)));
}

static void
draw_names (ZbAreaLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbSymbols *symbols = zb_symbol_layer_get_symbols (ZB_SYMBOL_LAYER (self));
  for (guint i = 0; i < self->subdistricts->len; i++)
    {
      const ZbArea *area = self->subdistricts->pdata[i];
      graphene_point_t place = middle_of (area, projection);
      const ZbSymbol *name = name_of (self, area);
      if (name && zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY_LABEL (area), &place))
        zb_symbols_append (symbols, snapshot, name, place);
    }
}

static void
zb_area_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (layer);
  for (guint i = 0; shows_names (projection) && i < self->subdistricts->len; i++)
    {
      const ZbArea *area = self->subdistricts->pdata[i];
      const ZbSymbol *name = name_of (self, area);
      if (name)
        zb_map_placement_add_name (placement, ZB_MAP_KEY_LABEL (area), middle_of (area, projection),
                                   name->bounds.size);
    }
}

static ZbAreaParts
choose_parts (ZbAreaLayer *self, double zoom)
{
  ZbAreaParts parts = self->show_outlines ? ZB_AREA_PART_OUTLINES : 0;
  if (zb_area_shapes_is_empty (self->shapes))
    return 0;
  return parts | (self->show_grids && zoom >= GRID_ZOOM ? ZB_AREA_PART_GRIDS : 0);
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

/* That of the zoom before stands in for a frame or two: blended smoothly over all of the view it would cost
 * more than everything else in them. */
static void
append_picture (ZbAreaLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  graphene_rect_t place = zb_area_picture_place (self->picture, projection);
  if (zb_area_picture_is_sharp (self->picture, projection))
    zb_image_append (self->picture->texture, GTK_WIDGET (self), snapshot, &place);
  else
    zb_image_append_rough (self->picture->texture, GTK_WIDGET (self), snapshot, &place);
}

static void
zb_area_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbAreaLayer *self = ZB_AREA_LAYER (layer);
  double zoom = zb_map_projection_get_zoom (projection);
  renew_picture (self, projection, choose_parts (self, zoom));
  if (self->picture)
    append_picture (self, snapshot, projection);
  if (self->show_grids && zoom >= GRID_NAME_ZOOM)
    draw_grid_names (self, snapshot, projection);
  if (shows_names (projection))
    draw_names (self, snapshot, projection);
}

static void
take_area (ZbAreaLayer *self, ZbArea *area)
{
  if (!area->geometry)
    return;
  zb_area_shapes_add (self->shapes, area->kind, area->geometry);
  if (area->kind == ZB_AREA_GRID)
    g_ptr_array_add (self->grids, g_object_ref (area));
  if (area->kind == ZB_AREA_SUBDISTRICT)
    g_ptr_array_add (self->subdistricts, g_object_ref (area));
  if (area->kind == ZB_AREA_DISTRICT)
    self->district = *zb_geometry_get_box (area->geometry);
}

static void
on_areas_changed (ZbAreaLayer *self)
{
  g_clear_pointer (&self->shapes, zb_area_shapes_unref);
  g_ptr_array_set_size (self->grids, 0);
  g_ptr_array_set_size (self->subdistricts, 0);
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
  g_ptr_array_unref (self->grids);
  g_ptr_array_unref (self->subdistricts);
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
zb_area_layer_init (ZbAreaLayer *self)
{
  self->shapes = zb_area_shapes_new ();
  self->grids = g_ptr_array_new_with_free_func (g_object_unref);
  self->subdistricts = g_ptr_array_new_with_free_func (g_object_unref);
  self->district = ZB_BOX_EMPTY;
  self->show_grids = TRUE;
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
 * zb_area_layer_set_grids:
 * @self: a layer
 * @grids: whether the grids are drawn
 */
void
zb_area_layer_set_grids (ZbAreaLayer *self, gboolean grids)
{
  if (self->show_grids == grids)
    return;
  self->show_grids = grids;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
 * zb_area_layer_get_n_grids:
 * @self: a layer
 *
 * Returns: how many grids there are
 */
guint
zb_area_layer_get_n_grids (ZbAreaLayer *self)
{
  return self->grids->len;
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
