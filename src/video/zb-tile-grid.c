/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-grid-private.h"

/**
 * ZbTileGrid:
 *
 * Tiles in rows and columns that fill the room there is: the first cameras of a list, each in the
 * place of its position, or those that were put there one by one. A tile beyond the list's end stays dark;
 * one outside the grid plays nothing.
 *
 * Where it is worked with, its tiles have numbers, one of them is selected, and cameras can be dropped on
 * them.
 *
 * How it is worked with is in zb-tile-grid-work.c.
 */

typedef enum
{
  PROP_DEVICES = 1,
  PROP_MEDIA,
  PROP_WATERMARK,
  PROP_PLAIN,
  PROP_WORKED,
  PROP_SELECTED,
} ZbTileGridProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

enum
{
  PLACED,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbTileGrid, zb_tile_grid, GTK_TYPE_WIDGET)

#define GAP 6

/* --- what is in it --------------------------------------------------------------------------------- */

/* Alone, a tile has all of the room. */
static ZbTilePlace
get_place (ZbTileGrid *self, guint i)
{
  return self->single ? (ZbTilePlace){ 0, 0, self->shape.columns, self->shape.rows }
                      : zb_tile_shape_get_place (&self->shape, i);
}

static guint
count_tiles (ZbTileGrid *self)
{
  return MIN (zb_tile_shape_count (&self->shape), self->tiles->len);
}

static gboolean
is_shown (ZbTileGrid *self, guint i)
{
  return i < count_tiles (self) && (!self->single || i == self->selected) &&
         (!self->plain || i < self->n_come);
}

/* The selected tile first, then from the middle outwards: that is how one looks at them. */
static guint
get_urgency (ZbTileGrid *self, guint i)
{
  const ZbTilePlace place = get_place (self, i);
  const int right = (int)(2 * place.column + place.columns) - (int)self->shape.columns;
  const int below = (int)(2 * place.row + place.rows) - (int)self->shape.rows;

  if (self->worked && i == self->selected)
    return ZB_URGENCY_FIRST;
  return ZB_URGENCY_FIRST + 1 + (guint)(right * right + below * below);
}

static void
set_urgencies (ZbTileGrid *self)
{
  for (guint i = 0; i < count_tiles (self); i++)
    zb_tile_set_urgency (g_ptr_array_index (self->tiles, i), get_urgency (self, i));
}

static ZbDevice *
find_device (ZbTileGrid *self, guint i)
{
  if (!self->devices)
    return self->placed[i] ? g_object_ref (self->placed[i]) : NULL;
  return g_list_model_get_item (self->devices, i);
}

static void
fill (ZbTileGrid *self)
{
  const guint n = count_tiles (self);

  set_urgencies (self);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      ZbTile *tile = g_ptr_array_index (self->tiles, i);
      g_autoptr (ZbDevice) device = i < n ? find_device (self, i) : NULL;
      zb_tile_set_device (tile, device);
      zb_tile_set_number (tile, self->worked ? i + 1 : 0);
      zb_tile_set_profile (tile, self->single && i == self->selected ? "main" : "sub");
      gtk_widget_set_child_visible (GTK_WIDGET (tile), is_shown (self, i));
    }
}

/* --- coming on the screen ------------------------------------------------------------------------- */

/* A wall's screen is so large that a frame in which all of its pictures come at once takes three times as
 * long as a frame may: they come one by one, all within a fifth of a second. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  ZbTileGrid *self = ZB_TILE_GRID (widget);

  if (self->n_come >= count_tiles (self))
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  self->n_come++;
  gtk_widget_set_child_visible (g_ptr_array_index (self->tiles, self->n_come - 1),
                                is_shown (self, self->n_come - 1));
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_CONTINUE;
}

static void
begin_coming (ZbTileGrid *self)
{
  if (self->plain && self->tick == 0 && self->n_come < count_tiles (self))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
zb_tile_grid_map (GtkWidget *widget)
{
  ZbTileGrid *self = ZB_TILE_GRID (widget);

  self->n_come = 0;
  fill (self);
  GTK_WIDGET_CLASS (zb_tile_grid_parent_class)->map (widget);
  begin_coming (self);
}

static void
zb_tile_grid_unmap (GtkWidget *widget)
{
  ZbTileGrid *self = ZB_TILE_GRID (widget);

  if (self->tick > 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  GTK_WIDGET_CLASS (zb_tile_grid_parent_class)->unmap (widget);
}

static void
add_tiles (ZbTileGrid *self)
{
  while (self->tiles->len < MIN (zb_tile_shape_count (&self->shape), ZB_TILE_GRID_MOST))
    {
      GtkWidget *tile = zb_tile_new ();
      zb_tile_set_media (ZB_TILE (tile), self->media);
      zb_tile_set_watermark (ZB_TILE (tile), self->watermark);
      zb_tile_set_plain (ZB_TILE (tile), self->plain);
      if (self->worked)
        zb_tile_grid_add_controllers (self, tile);
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->tiles, tile);
    }
}

/**
 * zb_tile_grid_set_shape:
 * @self: a grid
 * @columns: how many tiles are beside one another
 * @rows: how many are above one another
 *
 * Sets how many tiles there are, at most %ZB_TILE_GRID_MOST.
 */
void
zb_tile_grid_set_shape (ZbTileGrid *self, guint columns, guint rows)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  g_return_if_fail (columns > 0 && rows > 0 && columns * rows <= ZB_TILE_GRID_MOST);
  zb_tile_grid_arrange (self, &(ZbTileShape){ NULL, columns, rows, FALSE });
}

/**
 * zb_tile_grid_arrange:
 * @self: a grid
 * @shape: how tiles are arranged, at most %ZB_TILE_GRID_MOST of them
 */
void
zb_tile_grid_arrange (ZbTileGrid *self, const ZbTileShape *shape)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  self->shape = *shape;
  add_tiles (self);
  fill (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    begin_coming (self);
  if (self->worked)
    zb_tile_grid_select (self, MIN (self->selected, count_tiles (self) - 1));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * zb_tile_grid_get_n_tiles:
 * @self: a grid
 *
 * Returns: how many tiles are in it
 */
guint
zb_tile_grid_get_n_tiles (ZbTileGrid *self)
{
  g_return_val_if_fail (ZB_IS_TILE_GRID (self), 0);
  return count_tiles (self);
}

/**
 * zb_tile_grid_get_tile:
 * @self: a grid
 * @position: which of its tiles, from 0
 *
 * Returns: (transfer none): the tile
 */
ZbTile *
zb_tile_grid_get_tile (ZbTileGrid *self, guint position)
{
  g_return_val_if_fail (ZB_IS_TILE_GRID (self) && position < self->tiles->len, NULL);
  return g_ptr_array_index (self->tiles, position);
}

/**
 * zb_tile_grid_put:
 * @self: a grid that has no list
 * @position: which of its places, from 0; also one that the shape has no tile for now
 * @device: (nullable): a camera, %NULL to leave it dark
 */
void
zb_tile_grid_put (ZbTileGrid *self, guint position, ZbDevice *device)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self) && position < ZB_TILE_GRID_MOST);
  g_set_object (&self->placed[position], device);
  fill (self);
  g_signal_emit (self, signals[PLACED], 0);
}

/**
 * zb_tile_grid_get_device:
 * @self: a grid that has no list
 * @position: which of its places, from 0
 *
 * Returns: (transfer none) (nullable): the camera that was put there
 */
ZbDevice *
zb_tile_grid_get_device (ZbTileGrid *self, guint position)
{
  g_return_val_if_fail (ZB_IS_TILE_GRID (self) && position < ZB_TILE_GRID_MOST, NULL);
  return self->placed[position];
}

/**
 * zb_tile_grid_select:
 * @self: a grid that is worked with
 * @position: which of its tiles, from 0
 */
void
zb_tile_grid_select (ZbTileGrid *self, guint position)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self) && position < self->tiles->len);
  gtk_widget_remove_css_class (g_ptr_array_index (self->tiles, self->selected), "selected");
  gtk_widget_add_css_class (g_ptr_array_index (self->tiles, position), "selected");
  if (self->selected == position)
    return;
  self->selected = position;
  set_urgencies (self);
  if (self->single)
    fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * zb_tile_grid_set_single:
 * @self: a grid that is worked with
 * @single: whether only the selected tile is shown, in all of the room and as sharp as its camera sends
 */
void
zb_tile_grid_set_single (ZbTileGrid *self, gboolean single)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  if (self->single == single)
    return;
  self->single = single;
  fill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * zb_tile_grid_get_single:
 * @self: a grid that is worked with
 *
 * Returns: whether only the selected tile is shown
 */
gboolean
zb_tile_grid_get_single (ZbTileGrid *self)
{
  g_return_val_if_fail (ZB_IS_TILE_GRID (self), FALSE);
  return self->single;
}

/**
 * zb_tile_grid_get_selected:
 * @self: a grid that is worked with
 *
 * Returns: which of its tiles is selected
 */
guint
zb_tile_grid_get_selected (ZbTileGrid *self)
{
  g_return_val_if_fail (ZB_IS_TILE_GRID (self), 0);
  return self->selected;
}

/**
 * zb_tile_grid_set_devices:
 * @self: a grid
 * @devices: (nullable): a list of cameras
 *
 * Sets what it shows; the list may change.
 */
void
zb_tile_grid_set_devices (ZbTileGrid *self, GListModel *devices)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  if (self->devices == devices)
    return;
  if (self->devices)
    g_signal_handlers_disconnect_by_func (self->devices, fill, self);
  g_set_object (&self->devices, devices);
  if (devices)
    g_signal_connect_object (devices, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICES]);
}

/**
 * zb_tile_grid_set_media:
 * @self: a grid
 * @media: (nullable): whoever gets tickets
 *
 * Sets who gets leave to watch.
 */
void
zb_tile_grid_set_media (ZbTileGrid *self, ZbMedia *media)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  if (!g_set_object (&self->media, media))
    return;
  for (guint i = 0; i < self->tiles->len; i++)
    zb_tile_set_media (g_ptr_array_index (self->tiles, i), media);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEDIA]);
}

/**
 * zb_tile_grid_set_watermark:
 * @self: a grid
 * @watermark: (nullable): who looks
 *
 * Sets what is written over the pictures.
 */
void
zb_tile_grid_set_watermark (ZbTileGrid *self, const char *watermark)
{
  g_return_if_fail (ZB_IS_TILE_GRID (self));
  if (!g_set_str (&self->watermark, watermark))
    return;
  for (guint i = 0; i < self->tiles->len; i++)
    zb_tile_set_watermark (g_ptr_array_index (self->tiles, i), watermark);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATERMARK]);
}

static void
set_plain (ZbTileGrid *self, gboolean plain)
{
  self->plain = plain;
  for (guint i = 0; i < self->tiles->len; i++)
    zb_tile_set_plain (g_ptr_array_index (self->tiles, i), plain);
}

/* Told when it is made: it is either worked with or looked at. */
static void
set_worked (ZbTileGrid *self, gboolean worked)
{
  if (self->worked == worked)
    return;
  self->worked = worked;
  for (guint i = 0; i < self->tiles->len; i++)
    zb_tile_grid_add_controllers (self, g_ptr_array_index (self->tiles, i));
  fill (self);
  zb_tile_grid_select (self, self->selected);
}

/**
 * zb_tile_grid_count_live:
 * @self: a grid
 * @n_tiles: (out) (optional): how many of its tiles have a camera that is not played back
 *
 * Returns: how many of these show a picture that is not older than two seconds
 */
guint
zb_tile_grid_count_live (ZbTileGrid *self, guint *n_tiles)
{
  guint n = 0, n_live = 0;

  g_return_val_if_fail (ZB_IS_TILE_GRID (self), 0);
  for (guint i = 0; i < count_tiles (self); i++)
    {
      ZbTile *tile = g_ptr_array_index (self->tiles, i);
      ZbPlayer *player = zb_tile_get_player (tile);
      /* What plays back is neither live nor amiss. */
      n += zb_tile_get_device (tile) != NULL && !zb_tile_get_replay (tile);
      n_live += player && zb_player_get_state (player) == ZB_PLAYER_LIVE;
    }
  if (n_tiles)
    *n_tiles = n;
  return n_live;
}

/* --- GtkWidget --------------------------------------------------------------------------------- */

static void
zb_tile_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ZbTileGrid *self = ZB_TILE_GRID (widget);
  const int n = (int)(orientation == GTK_ORIENTATION_HORIZONTAL ? self->shape.columns : self->shape.rows);

  *minimum = n * 24;
  *natural = n * (orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180);
}

/* The edges are rounded one by one, so that no tile is a pixel short of its neighbour. */
static int
edge (int length, guint n, guint i)
{
  return (int)((gint64)(length + GAP) * i / n);
}

static void
zb_tile_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbTileGrid *self = ZB_TILE_GRID (widget);

  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
  for (guint i = 0; i < count_tiles (self); i++)
    {
      if (!is_shown (self, i))
        continue;
      const ZbTilePlace place = get_place (self, i);
      const int x = edge (width, self->shape.columns, place.column),
                y = edge (height, self->shape.rows, place.row);
      const int tile_width = edge (width, self->shape.columns, place.column + place.columns) - GAP - x;
      const int tile_height = edge (height, self->shape.rows, place.row + place.rows) - GAP - y;
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);
      gtk_widget_measure (tile, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (tile, &(GtkAllocation){ x, y, MAX (1, tile_width), MAX (1, tile_height) },
                                -1);
    }
}

/* --- GObject --------------------------------------------------------------------------------- */

static void
zb_tile_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbTileGrid *self = ZB_TILE_GRID (object);

  switch ((ZbTileGridProperty)id)
    {
    case PROP_DEVICES:
      g_value_set_object (value, self->devices);
      break;
    case PROP_MEDIA:
      g_value_set_object (value, self->media);
      break;
    case PROP_WATERMARK:
      g_value_set_string (value, self->watermark);
      break;
    case PROP_PLAIN:
      g_value_set_boolean (value, self->plain);
      break;
    case PROP_WORKED:
      g_value_set_boolean (value, self->worked);
      break;
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_tile_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbTileGrid *self = ZB_TILE_GRID (object);

  switch ((ZbTileGridProperty)id)
    {
    case PROP_DEVICES:
      zb_tile_grid_set_devices (self, g_value_get_object (value));
      break;
    case PROP_MEDIA:
      zb_tile_grid_set_media (self, g_value_get_object (value));
      break;
    case PROP_WATERMARK:
      zb_tile_grid_set_watermark (self, g_value_get_string (value));
      break;
    case PROP_PLAIN:
      set_plain (self, g_value_get_boolean (value));
      break;
    case PROP_WORKED:
      set_worked (self, g_value_get_boolean (value));
      break;
    case PROP_SELECTED:
      zb_tile_grid_select (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_tile_grid_dispose (GObject *object)
{
  ZbTileGrid *self = ZB_TILE_GRID (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  for (guint i = 0; i < self->tiles->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->tiles, i));
  g_ptr_array_set_size (self->tiles, 0);
  for (guint i = 0; i < ZB_TILE_GRID_MOST; i++)
    g_clear_object (&self->placed[i]);
  g_clear_object (&self->devices);
  g_clear_object (&self->media);
  g_clear_pointer (&self->watermark, g_free);
  G_OBJECT_CLASS (zb_tile_grid_parent_class)->dispose (object);
}

static void
zb_tile_grid_finalize (GObject *object)
{
  g_ptr_array_unref (ZB_TILE_GRID (object)->tiles);
  G_OBJECT_CLASS (zb_tile_grid_parent_class)->finalize (object);
}

static void
zb_tile_grid_class_init (ZbTileGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_tile_grid_get_property;
  object_class->set_property = zb_tile_grid_set_property;
  object_class->dispose = zb_tile_grid_dispose;
  object_class->finalize = zb_tile_grid_finalize;
  widget_class->map = zb_tile_grid_map;
  widget_class->unmap = zb_tile_grid_unmap;
  widget_class->measure = zb_tile_grid_measure;
  widget_class->size_allocate = zb_tile_grid_size_allocate;
  properties[PROP_DEVICES] = g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, flags);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, flags);
  properties[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  properties[PROP_WORKED] = g_param_spec_boolean ("worked", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, ZB_TILE_GRID_MOST - 1, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /**
   * ZbTileGrid::placed:
   * @self: a grid
   *
   * Another camera is in one of its places.
   */
  signals[PLACED] =
      g_signal_new ("placed", ZB_TYPE_TILE_GRID, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * ZbTileGrid::opened:
   * @self: a grid
   * @position: the tile that was pressed twice
   */
  signals[OPENED] = g_signal_new ("opened", ZB_TYPE_TILE_GRID, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "tilegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_tile_grid_init (ZbTileGrid *self)
{
  self->tiles = g_ptr_array_new ();
  self->shape = (ZbTileShape){ NULL, 1, 1, FALSE };
  add_tiles (self);
}
