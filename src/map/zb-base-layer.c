/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-layer.h"

#include "zb-image.h"
#include "zb-label-board.h"

#include <math.h>

/**
 * ZbBaseLayer:
 *
 * The map under everything else: tiles of one whole zoom, and over them their names. A tile that is not there
 * yet is shown as part of a coarser one or out of finer ones. Names are put on the map once for each zoom and
 * stay where they are while it is panned; those of the zoom before are shown until all the new ones are
 * there.
 */
struct _ZbBaseLayer
{
  ShumateLayer parent_instance;
  ZbTileStore *store;
  ZbMapArrangement *arrangement; /* of what is over it; NULL for nothing */
  ZbLabelBoard *board;
  GHashTable *boarded; /* ZbTileKey: whose names were put on the board */
  GPtrArray *waiting;  /* ZbLabel: found since */
  GArray *names;       /* ZbBaseName: in the last frame */
  int board_zoom;
  int board_scale;
  gboolean complete;
};

G_DEFINE_FINAL_TYPE (ZbBaseLayer, zb_base_layer, SHUMATE_TYPE_LAYER)

/* What is asked for beyond the edges, so that it is there when the map gets there. */
#define MARGIN 200

/* How many zooms coarser a tile may be that stands in. */
#define COARSER 5

/* How far below its smallest scale a map is drawn: farther off its tiles would be too many. */
#define FARTHER 2

/* With more tiles than this the board is made anew of what is in view. */
#define MOST_BOARDED 256

/* What is drawn, in tiles of one whole zoom. Lengths are in logical pixels, and all of them are whole device
 * pixels, so that everything moves by the same way from one frame to the next. */
typedef struct
{
  int zoom, scale;
  double grow; /* of a tile, 1 to 2 */
  double side; /* of a tile that is shown */
  double left, top, width, height;
  ZbMapProjection projection;
} View;

static double
snap (double length, int scale)
{
  return round (length * scale) / scale;
}

static gboolean
get_view (ZbBaseLayer *self, View *view)
{
  GtkWidget *widget = GTK_WIDGET (self);
  ShumateMapSource *source = zb_tile_store_get_source (self->store);
  const double size = shumate_map_source_get_tile_size (source);
  ZbMapProjection projection;
  double zoom;

  if (!zb_map_projection_init (&projection, shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget))
    return FALSE;
  zoom = log2 (projection.world / size);
  if (zoom + FARTHER < shumate_map_source_get_min_zoom_level (source))
    return FALSE;
  view->scale = gtk_widget_get_scale_factor (widget);
  view->zoom = (int)CLAMP (floor (zoom + 1e-6), shumate_map_source_get_min_zoom_level (source),
                           shumate_map_source_get_max_zoom_level (source));
  view->grow = exp2 (zoom - view->zoom);
  view->side = size * view->grow;
  view->left = snap (projection.left, view->scale);
  view->top = snap (projection.top, view->scale);
  view->width = projection.width;
  view->height = projection.height;
  view->projection = projection;
  return TRUE;
}

static graphene_rect_t
get_place (const View *view, ZbTileKey key)
{
  const double side = view->side * exp2 (view->zoom - key.zoom);
  const double x = snap (key.x * side, view->scale), y = snap (key.y * side, view->scale);

  return GRAPHENE_RECT_INIT ((float)(x - view->left), (float)(y - view->top),
                             (float)(snap ((key.x + 1) * side, view->scale) - x),
                             (float)(snap ((key.y + 1) * side, view->scale) - y));
}

typedef void (*TileFunc) (ZbBaseLayer *self, const View *view, ZbTileKey key, gpointer data);

static void
foreach_tile (ZbBaseLayer *self, const View *view, double margin, TileFunc func, gpointer data)
{
  const int n = 1 << view->zoom;
  const int left = MAX (0, (int)floor ((view->left - margin) / view->side)),
            top = MAX (0, (int)floor ((view->top - margin) / view->side)),
            right = MIN (n - 1, (int)floor ((view->left + view->width + margin) / view->side)),
            bottom = MIN (n - 1, (int)floor ((view->top + view->height + margin) / view->side));

  for (int y = top; y <= bottom; y++)
    for (int x = left; x <= right; x++)
      func (self, view, (ZbTileKey){ view->zoom, x, y }, data);
}

/* --- pictures ---------------------------------------------------------------------------------- */

static gboolean
append_tile (ZbBaseLayer *self, const View *view, ZbTileKey key, GtkSnapshot *snapshot)
{
  const ZbTile *tile = zb_tile_store_peek (self->store, key, view->scale);
  const graphene_rect_t place = get_place (view, key);

  if (!tile || !tile->picture)
    return FALSE;
  if (key.zoom == view->zoom)
    zb_image_append (tile->picture, GTK_WIDGET (self), snapshot, &place);
  else
    zb_image_append_rough (tile->picture, GTK_WIDGET (self), snapshot, &place);
  return TRUE;
}

static gboolean
append_coarser (ZbBaseLayer *self, const View *view, ZbTileKey key, GtkSnapshot *snapshot)
{
  const graphene_rect_t place = get_place (view, key);
  gboolean found = FALSE;

  gtk_snapshot_push_clip (snapshot, &place);
  for (int up = 1; up <= COARSER && up <= key.zoom && !found; up++)
    found = append_tile (self, view, (ZbTileKey){ key.zoom - up, key.x >> up, key.y >> up }, snapshot);
  gtk_snapshot_pop (snapshot);
  return found;
}

static void
append_finer (ZbBaseLayer *self, const View *view, ZbTileKey key, GtkSnapshot *snapshot)
{
  for (int i = 0; i < 4; i++)
    append_tile (self, view, (ZbTileKey){ key.zoom + 1, 2 * key.x + i % 2, 2 * key.y + i / 2 }, snapshot);
}

static void
draw_tile (ZbBaseLayer *self, const View *view, ZbTileKey key, gpointer snapshot)
{
  const ZbTile *tile = zb_tile_store_want (self->store, key, view->scale);

  self->complete = self->complete && ((tile->picture && (tile->labels || !tile->named)) || tile->missing);
  if (append_tile (self, view, key, snapshot))
    return;
  if (!append_coarser (self, view, key, snapshot))
    append_finer (self, view, key, snapshot);
}

static void
want_tile (ZbBaseLayer *self, const View *view, ZbTileKey key, gpointer data)
{
  zb_tile_store_want (self->store, key, view->scale);
}

/* --- names ------------------------------------------------------------------------------------- */

static void
check_named (ZbBaseLayer *self, const View *view, ZbTileKey key, gpointer all)
{
  const ZbTile *tile = zb_tile_store_peek (self->store, key, view->scale);

  if (!tile || (tile->named && !tile->labels))
    *(gboolean *)all = FALSE;
}

static void
collect_names (ZbBaseLayer *self, const View *view, ZbTileKey key, gpointer data)
{
  const ZbTile *tile = zb_tile_store_peek (self->store, key, view->scale);

  if (!tile || !tile->labels || g_hash_table_contains (self->boarded, &key))
    return;
  g_hash_table_add (self->boarded, g_memdup2 (&key, sizeof key));
  for (guint i = 0; i < tile->labels->len; i++)
    g_ptr_array_add (self->waiting, zb_label_ref (tile->labels->pdata[i]));
}

static graphene_rect_t
get_label_place (const View *view, const ZbLabel *label)
{
  const double x = snap (label->place.x * view->grow + (double)label->frame.origin.x, view->scale),
               y = snap (label->place.y * view->grow + (double)label->frame.origin.y, view->scale);

  return GRAPHENE_RECT_INIT ((float)(x - view->left), (float)(y - view->top), label->frame.size.width,
                             label->frame.size.height);
}

static gboolean
is_in_view (const View *view, const graphene_rect_t *place)
{
  return place->origin.x < view->width && place->origin.y < view->height &&
         place->origin.x + place->size.width > 0 && place->origin.y + place->size.height > 0;
}

/* What is in view keeps its place on the new board. */
static void
keep_in_view (ZbBaseLayer *self, const View *view, ZbLabelBoard *old)
{
  GPtrArray *placed = zb_label_board_get_placed (old);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < placed->len; i++)
    {
      const graphene_rect_t place = get_label_place (view, placed->pdata[i]);

      if (is_in_view (view, &place))
        g_ptr_array_add (kept, placed->pdata[i]);
    }
  zb_label_board_place (self->board, kept);
}

static void
renew_board (ZbBaseLayer *self, const View *view)
{
  const gboolean same = self->board_zoom == view->zoom && self->board_scale == view->scale;
  g_autoptr (ZbLabelBoard) old = g_steal_pointer (&self->board);

  self->board = zb_label_board_new ();
  g_hash_table_remove_all (self->boarded);
  if (same)
    keep_in_view (self, view, old);
  self->board_zoom = view->zoom;
  self->board_scale = view->scale;
}

/* Those of another zoom all at once, when all are there; those of tiles that come into view as they come. */
static void
place_names (ZbBaseLayer *self, const View *view)
{
  const gboolean same = self->board_zoom == view->zoom && self->board_scale == view->scale;
  gboolean all = TRUE;

  if (!same)
    foreach_tile (self, view, 0, check_named, &all);
  if (!all)
    return;
  if (!same || g_hash_table_size (self->boarded) > MOST_BOARDED)
    renew_board (self, view);
  foreach_tile (self, view, MARGIN, collect_names, NULL);
  zb_label_board_place (self->board, self->waiting);
  g_ptr_array_set_size (self->waiting, 0);
}

/* What is written over the map would cover its names. */
static gboolean
is_readable (ZbBaseLayer *self, const View *view, const graphene_rect_t *place)
{
  return is_in_view (view, place) &&
         !(self->arrangement && zb_map_arrangement_has_text (self->arrangement, &view->projection, place));
}

static void
draw_names (ZbBaseLayer *self, const View *view, GtkSnapshot *snapshot)
{
  GPtrArray *placed = zb_label_board_get_placed (self->board);
  View at_board = *view;

  at_board.grow = view->grow * exp2 (view->zoom - self->board_zoom);
  g_array_set_size (self->names, 0);
  for (guint i = 0; i < placed->len; i++)
    {
      const ZbLabel *label = placed->pdata[i];
      const ZbBaseName name = { label, get_label_place (&at_board, label) };

      if (!is_readable (self, view, &name.place))
        continue;
      gtk_snapshot_append_texture (snapshot, label->image, &name.place);
      g_array_append_val (self->names, name);
    }
}

/* Quietly: what is not there looks like land, and no pattern says so. */
static void
draw_land (ZbBaseLayer *self, const View *view, GtkSnapshot *snapshot)
{
  const GdkRGBA *land = zb_tile_store_get_land (self->store);

  if (land)
    gtk_snapshot_append_color (snapshot, land,
                               &GRAPHENE_RECT_INIT (0, 0, (float)view->width, (float)view->height));
}

static void
zb_base_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbBaseLayer *self = ZB_BASE_LAYER (widget);
  View view;

  if (!get_view (self, &view))
    return;
  zb_tile_store_begin (self->store);
  if (self->arrangement)
    zb_map_arrangement_follow (self->arrangement, &view.projection);
  self->complete = TRUE;
  draw_land (self, &view, snapshot);
  foreach_tile (self, &view, 0, draw_tile, snapshot);
  foreach_tile (self, &view, MARGIN, want_tile, NULL);
  place_names (self, &view);
  draw_names (self, &view, snapshot);
}

/**
 * zb_base_layer_set_arrangement:
 * @self: a layer
 * @arrangement: where the things go that are over it
 *
 * Leaves out names that other names are written over.
 */
void
zb_base_layer_set_arrangement (ZbBaseLayer *self, ZbMapArrangement *arrangement)
{
  g_set_object (&self->arrangement, arrangement);
}

/**
 * zb_base_layer_is_complete:
 * @self: a layer
 *
 * Returns: whether the last frame had all tiles and names that are in view
 */
gboolean
zb_base_layer_is_complete (ZbBaseLayer *self)
{
  return self->complete;
}

/**
 * zb_base_layer_get_names:
 * @self: a layer
 * @n_names: (out): how many
 *
 * Returns: (transfer none) (array length=n_names): the names that the last frame drew, good until the next
 */
const ZbBaseName *
zb_base_layer_get_names (ZbBaseLayer *self, guint *n_names)
{
  *n_names = self->names->len;
  return (const ZbBaseName *)self->names->data;
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_base_layer_dispose (GObject *object)
{
  ZbBaseLayer *self = ZB_BASE_LAYER (object);

  g_clear_pointer (&self->board, zb_label_board_free);
  g_clear_pointer (&self->boarded, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->arrangement);
  G_OBJECT_CLASS (zb_base_layer_parent_class)->dispose (object);
}

static void
zb_base_layer_class_init (ZbBaseLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_base_layer_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = zb_base_layer_snapshot;
}

static void
zb_base_layer_init (ZbBaseLayer *self)
{
  self->board = zb_label_board_new ();
  self->boarded = g_hash_table_new_full (zb_tile_key_hash, zb_tile_key_equal, g_free, NULL);
  self->names = g_array_new (FALSE, FALSE, sizeof (ZbBaseName));
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_label_unref);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * zb_base_layer_new:
 * @viewport: what is looked at
 * @store: its tiles
 *
 * Returns: (transfer floating): the layer
 */
ZbBaseLayer *
zb_base_layer_new (ShumateViewport *viewport, ZbTileStore *store)
{
  ZbBaseLayer *self = g_object_new (ZB_TYPE_BASE_LAYER, "viewport", viewport, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return self;
}
