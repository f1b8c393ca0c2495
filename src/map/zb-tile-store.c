/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-tile-store.h"

#include "zb-image.h"
#include "zb-pixels.h"
#include "zb-stacked-source.h"

/**
 * ZbTileStore:
 *
 * The tiles of one base map in one style, for all maps that show it.
 *
 *   want ──▶ a few at a time ──▶ map source: a picture ──▶ a thread: an image ──▶ ZbTile ──▶ changed
 *                                                                                 │  ▲
 *            a thread: names, as images ◀── data source: bytes ◀── now its names ◀┘  │
 *                              └─────────────────────────────────────────────────────┘
 *
 * Another zoom wants some twenty tiles at once. They are asked for one after the other where they are drawn
 * here, and names after pictures, so that the frames meanwhile have a processor to themselves.
 *
 * What was shown last is kept, up to a number of tiles. A tile that failed is asked for again, each time
 * after twice as long.
 */
struct _ZbTileStore
{
  GObject parent_instance;
  ShumateMapSource *pictures;
  ShumateDataSource *data; /* NULL where there are no names */
  ZbLabelStyle *style;
  GHashTable *tiles;
  GQueue wanted; /* Key: whose picture is to be asked for */
  guint n_asked, most_asked;
  GQueue gone; /* Slot: has left, and is let go of between frames */
  guint sweep;
  GThreadPool *makers;
  guint64 turn; /* counts what was drawn */
  double light; /* of pictures, 1 as they are */
  GdkRGBA land; /* where there is no picture; all 0 for nothing */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbTileStore, zb_tile_store, G_TYPE_OBJECT)

/* How many are asked for at a time of a source that only waits for others. */
#define MOST_REMOTE 32
/* A tile that no frame wanted for as many is not wanted any more. */
#define FRAMES_WANTED 8
/* More than these are let go of at once. */
#define MOST_GONE 24
/* Some more than a wall of 3840×1080 pixels shows at a time; one of them is a megabyte. */
#define MOST_TILES 48
#define FIRST_DELAY G_TIME_SPAN_SECOND
#define LONGEST_DELAY G_TIME_SPAN_MINUTE

typedef struct
{
  ZbTileKey key;
  int scale;
} Key;

typedef struct
{
  ZbTile tile;
  Key key;
  guint64 turn; /* when it was drawn last */
  gboolean asked, asked_names;
  gboolean filling;       /* the picture is being made */
  gboolean partial;       /* the picture lacks something that failed */
  gint64 again_at, delay; /* after it failed */
} Slot;

/* What a thread makes an image of, or finds names for. */
typedef struct
{
  ZbTileStore *store;
  Key key;
  GdkTexture *texture, *picture;
  ZbTileKey from;
  GBytes *bytes;
  GPtrArray *labels;
} Job;

static guint
hash (gconstpointer data)
{
  const Key *key = data;

  return zb_tile_key_hash (&key->key) * 31 + (guint)key->scale;
}

static gboolean
equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  g_clear_object (&slot->tile.picture);
  g_clear_pointer (&slot->tile.labels, g_ptr_array_unref);
  g_free (slot);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_clear_object (&job->texture);
  g_clear_object (&job->picture);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_pointer (&job->labels, g_ptr_array_unref);
  g_free (job);
}

/* --- a thread ---------------------------------------------------------------------------------- */

static void find (Job *job);
static GdkTexture *take_picture (GdkTexture *texture, double light);

static gboolean
on_made (gpointer data)
{
  Job *job = data;
  Slot *slot = g_hash_table_lookup (job->store->tiles, &job->key);

  if (slot && job->picture)
    g_set_object (&slot->tile.picture, job->picture);
  if (slot && job->labels)
    {
      g_clear_pointer (&slot->tile.labels, g_ptr_array_unref);
      slot->tile.labels = g_steal_pointer (&job->labels);
    }
  if (slot)
    g_signal_emit (job->store, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
make (gpointer data, gpointer pool)
{
  Job *job = data;

  if (job->texture)
    job->picture = take_picture (job->texture, job->store->light);
  else
    find (job);
  /* Before frames: on a machine that only draws, what is later never comes. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_made, job, job_free);
}

static void
push (Job *job)
{
  if (job->store->makers)
    g_thread_pool_push (job->store->makers, job, NULL);
  else
    job_free (job);
}

static Job *
job_new (ZbTileStore *self, const Key *key)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (self);
  job->key = *key;
  return job;
}

/* --- names ------------------------------------------------------------------------------------- */

static void
find (Job *job)
{
  ZbTileStore *self = job->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbVectorTile) tile = zb_vector_tile_new (job->bytes, &error);

  if (tile)
    job->labels =
        zb_label_finder_find (self->style, tile, job->from, job->key.key,
                              (int)shumate_map_source_get_tile_size (self->pictures), job->key.scale);
  else
    job->labels = g_ptr_array_new ();
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;

  job->bytes = shumate_data_source_get_tile_data_finish (SHUMATE_DATA_SOURCE (source), result, NULL);
  if (!job->bytes)
    job->bytes = g_bytes_new_static ("", 0);
  push (job);
}

/* Beyond the zooms that the data has, it is that of the tile around. */
static ZbTileKey
find_data (ZbTileStore *self, ZbTileKey key)
{
  const int most = (int)shumate_data_source_get_max_zoom_level (self->data);
  const int over = MAX (0, key.zoom - most);

  return (ZbTileKey){ key.zoom - over, key.x >> over, key.y >> over };
}

static void
ask_names (ZbTileStore *self, Slot *slot)
{
  Job *job;

  if (slot->asked_names || !self->data)
    return;
  slot->asked_names = TRUE;
  job = job_new (self, &slot->key);
  job->from = find_data (self, slot->key.key);
  shumate_data_source_get_tile_data_async (self->data, job->from.x, job->from.y, job->from.zoom, NULL,
                                           on_bytes, job);
}

/* --- pictures ---------------------------------------------------------------------------------- */

static gboolean
is_opaque (const guint8 *pixels, gsize size)
{
  for (gsize at = 3; at < size; at += 4)
    if (pixels[at] != 0xff)
      return FALSE;
  return TRUE;
}

/* Blue, green and red: what is dark is a little cooler, as our own map is. */
static const double dusk[] = { 1.1, 1.0, 0.92 };

/* Once for each picture: as a filter it would be computed for every frame. */
static void
darken (guint8 *pixels, gsize size, double light)
{
  guint shares[G_N_ELEMENTS (dusk)];

  for (gsize i = 0; i < G_N_ELEMENTS (dusk); i++)
    shares[i] = (guint)(256 * light * dusk[i] + 0.5);
  for (gsize at = 0; at < size; at += 4)
    for (gsize i = 0; i < G_N_ELEMENTS (dusk); i++)
      pixels[at + i] = (guint8)(pixels[at + i] * shares[i] >> 8);
}

/* As an image that is painted as it is; see zb-image.c. */
static GdkTexture *
take_picture (GdkTexture *texture, double light)
{
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  const gsize stride = (gsize)width * 4, size = stride * (gsize)height;
  guint8 *pixels = zb_pixels_new (size);
  g_autoptr (GBytes) bytes = zb_pixels_seal (pixels, size);

  gdk_texture_download (texture, pixels, stride);
  if (light < 1)
    darken (pixels, size, light);
  return zb_image_new (width, height, stride, is_opaque (pixels, size), bytes);
}

static gboolean
try_again (gpointer store)
{
  g_signal_emit (store, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Whoever draws asks again; on a map that rests nobody would. */
static void
fail (ZbTileStore *self, Slot *slot, gboolean missing)
{
  slot->tile.missing = missing;
  slot->delay = missing ? LONGEST_DELAY : CLAMP (2 * slot->delay, FIRST_DELAY, LONGEST_DELAY);
  slot->again_at = g_get_monotonic_time () + slot->delay;
  slot->asked = FALSE;
  g_timeout_add_full (G_PRIORITY_DEFAULT, (guint)(slot->delay / 1000) + 1, try_again, g_object_ref (self),
                      g_object_unref);
}

static void
put_picture (ZbTileStore *self, Slot *slot, GdkTexture *texture)
{
  Job *job = job_new (self, &slot->key);

  job->texture = g_object_ref (texture);
  slot->tile.missing = FALSE;
  push (job);
}

/* A picture that is asked for. */
typedef struct
{
  ZbTileStore *store;
  ShumateTile *tile;
  Key key;
} Fill;

static void ask_next (ZbTileStore *self);

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Fill *fill = data;
  g_autoptr (ZbTileStore) self = fill->store;
  g_autoptr (ShumateTile) tile = fill->tile;
  g_autoptr (GError) error = NULL;
  Slot *slot = g_hash_table_lookup (self->tiles, &fill->key);
  GdkPaintable *picture = NULL;

  if (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error))
    picture = shumate_tile_get_paintable (tile);
  else
    g_debug ("Base map: tile %d/%d/%d: %s", fill->key.key.zoom, fill->key.key.x, fill->key.key.y,
             error->message);
  self->n_asked--;
  ask_next (self);
  if (!slot)
    return;
  slot->filling = FALSE;
  if (GDK_IS_TEXTURE (picture))
    {
      put_picture (self, slot, GDK_TEXTURE (picture));
      slot->partial = zb_stacked_source_is_partial (tile);
    }
  if (!GDK_IS_TEXTURE (picture) || slot->partial)
    fail (self, slot, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_now (ZbTileStore *self, const Key *key)
{
  Fill *fill = g_new0 (Fill, 1);

  self->n_asked++;
  fill->store = g_object_ref (self);
  fill->key = *key;
  fill->tile =
      shumate_tile_new_full ((guint)key->key.x, (guint)key->key.y,
                             shumate_map_source_get_tile_size (self->pictures), (guint)key->key.zoom);
  shumate_tile_set_scale_factor (fill->tile, key->scale);
  shumate_map_source_fill_tile_async (self->pictures, fill->tile, NULL, on_filled, fill);
}

/* What the map was moved away from since is not asked for. */
static void
ask_next (ZbTileStore *self)
{
  while (self->n_asked < self->most_asked && !g_queue_is_empty (&self->wanted))
    {
      g_autofree Key *key = g_queue_pop_head (&self->wanted);
      Slot *slot = g_hash_table_lookup (self->tiles, key);

      if (!slot || slot->filling)
        continue;
      slot->filling = slot->asked = slot->turn + FRAMES_WANTED > self->turn;
      if (slot->filling)
        ask_now (self, key);
    }
}

static void
ask_picture (ZbTileStore *self, Slot *slot)
{
  if (slot->asked || slot->again_at > g_get_monotonic_time ())
    return;
  slot->asked = TRUE;
  g_queue_push_tail (&self->wanted, g_memdup2 (&slot->key, sizeof slot->key));
  ask_next (self);
}

/* --- what is kept ------------------------------------------------------------------------------ */

static Slot *
find_oldest (ZbTileStore *self)
{
  GHashTableIter iter;
  gpointer value;
  Slot *oldest = NULL;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!oldest || ((Slot *)value)->turn < oldest->turn)
      oldest = value;
  return oldest;
}

static gboolean
let_go_of_one (gpointer data)
{
  ZbTileStore *self = data;

  slot_free (g_queue_pop_head (&self->gone));
  if (!g_queue_is_empty (&self->gone))
    return G_SOURCE_CONTINUE;
  self->sweep = 0;
  return G_SOURCE_REMOVE;
}

/* Giving a megabyte back to the system takes a while, and another zoom takes twenty of them away in one
 * frame. */
static void
let_go (ZbTileStore *self, Slot *slot)
{
  g_hash_table_steal (self->tiles, &slot->key);
  if (g_queue_get_length (&self->gone) >= MOST_GONE)
    slot_free (g_queue_pop_head (&self->gone));
  g_queue_push_tail (&self->gone, slot);
  if (!self->sweep)
    self->sweep = g_idle_add (let_go_of_one, self);
}

/* What is on some screen stays, however much that is. */
static void
make_room (ZbTileStore *self)
{
  while (g_hash_table_size (self->tiles) >= MOST_TILES)
    {
      Slot *oldest = find_oldest (self);

      if (oldest->turn + FRAMES_WANTED > self->turn)
        return;
      let_go (self, oldest);
    }
}

/**
 * zb_tile_store_begin:
 * @self: a store
 *
 * Another frame is drawn: what none wanted for some frames may go.
 */
void
zb_tile_store_begin (ZbTileStore *self)
{
  self->turn++;
}

/**
 * zb_tile_store_want:
 * @self: a store
 * @key: a tile of the world
 * @scale: device pixels to a pixel
 *
 * Asks for the tile where it is not there.
 *
 * Returns: (transfer none): what there is of it, good until the next is wanted
 */
const ZbTile *
zb_tile_store_want (ZbTileStore *self, ZbTileKey key, int scale)
{
  const Key full = { key, scale };
  Slot *slot = g_hash_table_lookup (self->tiles, &full);

  if (!slot)
    {
      make_room (self);
      slot = g_new0 (Slot, 1);
      slot->key = full;
      slot->tile.named = self->data != NULL;
      g_hash_table_insert (self->tiles, &slot->key, slot);
    }
  slot->turn = self->turn;
  if (!slot->tile.picture || slot->partial)
    ask_picture (self, slot);
  if (slot->tile.picture || slot->tile.missing || slot->delay > 0)
    ask_names (self, slot);
  return &slot->tile;
}

/**
 * zb_tile_store_peek:
 * @self: a store
 * @key: a tile of the world
 * @scale: device pixels to a pixel
 *
 * Returns: (transfer none) (nullable): what there is of it, without asking for it
 */
const ZbTile *
zb_tile_store_peek (ZbTileStore *self, ZbTileKey key, int scale)
{
  const Key full = { key, scale };
  Slot *slot = g_hash_table_lookup (self->tiles, &full);

  if (slot)
    slot->turn = self->turn;
  return slot ? &slot->tile : NULL;
}

/**
 * zb_tile_store_get_source:
 * @self: a store
 *
 * Returns: (transfer none): where its pictures come from
 */
ShumateMapSource *
zb_tile_store_get_source (ZbTileStore *self)
{
  return self->pictures;
}

/**
 * zb_tile_store_set_look:
 * @self: a store without tiles
 * @light: how bright pictures are shown, 1 as they are
 * @land: what is drawn where there is no picture
 *
 * For pictures that were not made for our styles.
 */
void
zb_tile_store_set_look (ZbTileStore *self, double light, const GdkRGBA *land)
{
  self->light = light;
  self->land = *land;
}

/**
 * zb_tile_store_get_land:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what is drawn where there is no picture; %NULL for nothing
 */
const GdkRGBA *
zb_tile_store_get_land (ZbTileStore *self)
{
  return gdk_rgba_is_clear (&self->land) ? NULL : &self->land;
}

/**
 * zb_tile_store_retry:
 * @self: a store
 *
 * Tiles that failed are asked for again at once: what they failed of is mended.
 */
void
zb_tile_store_retry (ZbTileStore *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Slot *)value)->again_at = ((Slot *)value)->delay = 0;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * zb_tile_store_stop:
 * @self: a store
 *
 * Makes no more images and finds no more names, and waits for the thread that does. What it shapes text with
 * is gone when the program ends.
 */
void
zb_tile_store_stop (ZbTileStore *self)
{
  if (self->makers)
    g_thread_pool_free (g_steal_pointer (&self->makers), TRUE, TRUE);
}

static void
zb_tile_store_finalize (GObject *object)
{
  ZbTileStore *self = ZB_TILE_STORE (object);

  zb_tile_store_stop (self);
  g_clear_handle_id (&self->sweep, g_source_remove);
  g_queue_clear_full (&self->gone, slot_free);
  g_queue_clear_full (&self->wanted, g_free);
  g_hash_table_unref (self->tiles);
  g_clear_object (&self->pictures);
  g_clear_object (&self->data);
  g_clear_pointer (&self->style, zb_label_style_unref);
  G_OBJECT_CLASS (zb_tile_store_parent_class)->finalize (object);
}

static void
zb_tile_store_class_init (ZbTileStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_tile_store_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_TILE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_tile_store_init (ZbTileStore *self)
{
  self->tiles = g_hash_table_new_full (hash, equal, NULL, slot_free);
  self->light = 1;
}

/**
 * zb_tile_store_new:
 * @pictures: where pictures come from
 * @data: (nullable): where the data of names comes from, vector tiles
 * @style: (nullable): how names are written
 *
 * Returns: (transfer full): a store without tiles
 */
ZbTileStore *
zb_tile_store_new (ShumateMapSource *pictures, ShumateDataSource *data, ZbLabelStyle *style)
{
  ZbTileStore *self = g_object_new (ZB_TYPE_TILE_STORE, NULL);

  self->pictures = g_object_ref (pictures);
  self->most_asked =
      SHUMATE_IS_VECTOR_RENDERER (pictures) ? MAX (1, g_get_num_processors () - 1) : MOST_REMOTE;
  /* One thread that stays: fonts are found once for each thread. */
  self->makers = g_thread_pool_new_full (make, NULL, job_free, 1, TRUE, NULL);
  if (data && style)
    {
      self->data = g_object_ref (data);
      self->style = zb_label_style_ref (style);
    }
  return self;
}
