/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-grid.h"

/**
 * ZbTileGrid:
 *
 * Tiles in rows and columns that fill the room there is: the first cameras of a list, each in the
 * place of its position. A tile beyond the list's end stays dark; one outside the grid plays
 * nothing.
 */
struct _ZbTileGrid
{
  GtkWidget parent_instance;
  GPtrArray *tiles;
  GListModel *devices;
  ZbMedia *media;
  char *watermark;
  gboolean plain;
  guint columns;
  guint rows;
};

typedef enum
{
  PROP_DEVICES = 1,
  PROP_MEDIA,
  PROP_WATERMARK,
  PROP_PLAIN,
} ZbTileGridProperty;

static GParamSpec *properties[PROP_PLAIN + 1];

G_DEFINE_FINAL_TYPE (ZbTileGrid, zb_tile_grid, GTK_TYPE_WIDGET)

#define GAP 6

static guint
count_tiles (ZbTileGrid *self)
{
  return MIN (self->columns * self->rows, self->tiles->len);
}

static void
fill (ZbTileGrid *self)
{
  const guint n = count_tiles (self);

  for (guint i = 0; i < self->tiles->len; i++)
    {
      ZbTile *tile = g_ptr_array_index (self->tiles, i);
      g_autoptr (ZbDevice) device = self->devices && i < n ? g_list_model_get_item (self->devices, i) : NULL;
      zb_tile_set_device (tile, device);
      gtk_widget_set_child_visible (GTK_WIDGET (tile), i < n);
    }
}

static void
add_tiles (ZbTileGrid *self)
{
  while (self->tiles->len < MIN (self->columns * self->rows, ZB_TILE_GRID_MOST))
    {
      GtkWidget *tile = zb_tile_new ();
      zb_tile_set_media (ZB_TILE (tile), self->media);
      zb_tile_set_watermark (ZB_TILE (tile), self->watermark);
      zb_tile_set_plain (ZB_TILE (tile), self->plain);
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
  self->columns = columns;
  self->rows = rows;
  add_tiles (self);
  fill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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
  if (self->devices)
    g_signal_handlers_disconnect_by_func (self->devices, fill, self);
  if (!g_set_object (&self->devices, devices))
    return;
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

/**
 * zb_tile_grid_count_live:
 * @self: a grid
 * @n_tiles: (out) (optional): how many of its tiles have a camera
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
      n += zb_tile_get_device (tile) != NULL;
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
  const int n = (int)(orientation == GTK_ORIENTATION_HORIZONTAL ? self->columns : self->rows);

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

  for (guint i = 0; i < count_tiles (self); i++)
    {
      const guint column = i % self->columns, row = i / self->columns;
      const int x = edge (width, self->columns, column), y = edge (height, self->rows, row);
      const int tile_width = edge (width, self->columns, column + 1) - GAP - x;
      const int tile_height = edge (height, self->rows, row + 1) - GAP - y;
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_tile_grid_dispose (GObject *object)
{
  ZbTileGrid *self = ZB_TILE_GRID (object);

  for (guint i = 0; i < self->tiles->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->tiles, i));
  g_ptr_array_set_size (self->tiles, 0);
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
  widget_class->measure = zb_tile_grid_measure;
  widget_class->size_allocate = zb_tile_grid_size_allocate;
  properties[PROP_DEVICES] = g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, ZB_TYPE_MEDIA, flags);
  properties[PROP_WATERMARK] = g_param_spec_string ("watermark", NULL, NULL, NULL, flags);
  properties[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "tilegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_tile_grid_init (ZbTileGrid *self)
{
  self->tiles = g_ptr_array_new ();
  self->columns = self->rows = 1;
  add_tiles (self);
}
