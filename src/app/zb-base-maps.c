/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-maps.h"

#include "zb-base-choice.h"
#include "zb-json.h"
#include "zb-tile-keys.h"

#include <glib/gi18n.h>

/**
 * ZbBaseMaps:
 *
 * The base maps that are set up at this seat, and which of them all maps show.
 *
 *   settings ─▶ list ─▶ ZbBaseChoice ─▶ maps
 *                └─ keys: the secret store      tiles: ZbTileClient
 *
 * The signal `told` has words for whoever has just changed something.
 */
struct _ZbBaseMaps
{
  GObject parent_instance;
  GSettings *settings;
  ZbTileClient *tiles;
  GListStore *list;
  ZbBaseSource *chosen; /* as the maps know it */
};

enum
{
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbBaseMaps, zb_base_maps, G_TYPE_OBJECT)

#define MOST_MAPS 32
#define MEGABYTE (1024 * 1024)

static ZbBaseMaps *default_maps;

/**
 * zb_base_maps_get_default:
 *
 * Returns: (transfer none) (nullable): those of the program
 */
ZbBaseMaps *
zb_base_maps_get_default (void)
{
  return default_maps;
}

/* --- from the settings ---------------------------------------------------------------------------- */

static gboolean
is_usable (ZbBaseSource *source, GError **error)
{
  if (source->kind == ZB_BASE_NONE || !*source->id)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "its kind or id is missing");
      return FALSE;
    }
  return zb_base_source_check (source, error);
}

/* They may have been written by hand. */
static void
add_text (GPtrArray *sources, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbBaseSource) source = zb_json_read_record_text (ZB_TYPE_BASE_SOURCE, text, -1, &error);

  if (source && is_usable (source, &error) && sources->len < MOST_MAPS)
    g_ptr_array_add (sources, g_steal_pointer (&source));
  else if (error)
    g_message ("A base map in the settings is left out: %s", error->message);
}

static void
read_list (ZbBaseMaps *self)
{
  g_auto (GStrv) texts = g_settings_get_strv (self->settings, "base-maps");
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; texts[i]; i++)
    add_text (sources, texts[i]);
  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), sources->pdata,
                       sources->len);
}

static void
write_list (ZbBaseMaps *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (ZbBaseSource) source = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      g_strv_builder_take (builder, zb_json_write_record_text (source, ZB_JSON_WRITE_ALL, NULL));
    }
  texts = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "base-maps", (const char *const *)texts);
}

/**
 * zb_base_maps_find:
 * @self: the base maps
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the base map of that id; %NULL for the one that is built in
 */
ZbBaseSource *
zb_base_maps_find (ZbBaseMaps *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (ZbBaseSource) source = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      if (g_strcmp0 (source->id, id) == 0)
        return source;
    }
  return NULL;
}

static gboolean
is_same (ZbBaseSource *a, ZbBaseSource *b)
{
  return a == b || (a && b && zb_record_equal ((ZbRecord *)a, (ZbRecord *)b));
}

static void
apply (ZbBaseMaps *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "base-map");
  ZbBaseSource *source = zb_base_maps_find (self, id);

  if (is_same (source, self->chosen))
    return;
  if (self->chosen && (!source || g_strcmp0 (source->id, self->chosen->id) != 0))
    zb_tile_client_forget (self->tiles, self->chosen->id);
  g_set_object (&self->chosen, source);
  zb_base_choice_set (zb_base_choice_get (), ZB_TILES (self->tiles), source);
}

static void
on_list (ZbBaseMaps *self)
{
  read_list (self);
  apply (self);
}

static void
on_size (ZbBaseMaps *self)
{
  const guint megabytes = g_settings_get_uint (self->settings, "tile-cache-megabytes");

  zb_tile_cache_set_limit (zb_tile_client_get_cache (self->tiles), (guint64)megabytes * MEGABYTE);
}

/* --- changing them -------------------------------------------------------------------------------- */

/**
 * zb_base_maps_choose:
 * @self: the base maps
 * @id: (nullable): the id of one; %NULL for the one that is built in
 *
 * All maps show that one from now on.
 */
void
zb_base_maps_choose (ZbBaseMaps *self, const char *id)
{
  g_settings_set_string (self->settings, "base-map", id ? id : "");
  apply (self);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbBaseMaps) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (zb_tile_keys_keep_finish (result, &error))
    {
      g_signal_emit (self, signals[TOLD], 0, _ ("The key is kept in the secret store"));
      return;
    }
  words = g_strdup_printf (_ ("The key is used until the console ends; it could not be kept: %s"),
                           error ? error->message : "");
  g_signal_emit (self, signals[TOLD], 0, words);
}

static void
replace (ZbBaseMaps *self, ZbBaseSource *source)
{
  ZbBaseSource *before = zb_base_maps_find (self, source->id);
  guint position;

  if (before && g_list_store_find (self->list, before, &position))
    g_list_store_splice (self->list, position, 1, (gpointer *)&source, 1);
  else
    g_list_store_append (self->list, source);
}

/**
 * zb_base_maps_put:
 * @self: the base maps
 * @source: a base map, new or changed
 * @key: (nullable): its new key; %NULL leaves what there is
 *
 * Sets up a base map.
 */
void
zb_base_maps_put (ZbBaseMaps *self, ZbBaseSource *source, const char *key)
{
  replace (self, source);
  write_list (self);
  if (key && *key)
    {
      zb_tile_keys_keep_async (source->id, source->name, key, NULL, on_kept, g_object_ref (self));
      zb_tile_client_set_key (self->tiles, source, key);
    }
  apply (self);
}

/**
 * zb_base_maps_remove:
 * @self: the base maps
 * @id: the id of one
 *
 * Takes a base map away, and its key out of the secret store.
 */
void
zb_base_maps_remove (ZbBaseMaps *self, const char *id)
{
  ZbBaseSource *source = zb_base_maps_find (self, id);
  g_autofree char *chosen = g_settings_get_string (self->settings, "base-map");
  guint position;

  if (!source || !g_list_store_find (self->list, source, &position))
    return;
  if (g_strcmp0 (chosen, id) == 0)
    zb_base_maps_choose (self, NULL);
  zb_tile_keys_forget (id);
  zb_tile_client_forget (self->tiles, id);
  g_list_store_remove (self->list, position);
  write_list (self);
}

/* --- what is kept on the disk --------------------------------------------------------------------- */

static void
measure_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ZbTileCache *cache = zb_tile_client_get_cache (ZB_BASE_MAPS (source)->tiles);

  if (GPOINTER_TO_INT (data))
    zb_tile_cache_clear (cache);
  g_task_return_int (task, (gssize)zb_tile_cache_measure (cache));
}

/**
 * zb_base_maps_measure_async:
 * @self: the base maps
 * @clear: whether to take all tiles away first
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Counts what tiles take on the disk, and keeps to the limit.
 */
void
zb_base_maps_measure_async (ZbBaseMaps *self, gboolean clear, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, GINT_TO_POINTER (clear), NULL);
  g_task_run_in_thread (task, measure_in_thread);
}

/**
 * zb_base_maps_measure_finish:
 * @self: the base maps
 * @result: what the callback was given
 *
 * Returns: how many bytes
 */
guint64
zb_base_maps_measure_finish (ZbBaseMaps *self, GAsyncResult *result)
{
  const gssize size = g_task_propagate_int (G_TASK (result), NULL);

  return (guint64)MAX (size, 0);
}

/**
 * zb_base_maps_get_list:
 * @self: the base maps
 *
 * Returns: (transfer none): those that are set up, a list of #ZbBaseSource
 */
GListModel *
zb_base_maps_get_list (ZbBaseMaps *self)
{
  return G_LIST_MODEL (self->list);
}

/**
 * zb_base_maps_get_tiles:
 * @self: the base maps
 *
 * Returns: (transfer none): who gets tiles for them
 */
ZbTileClient *
zb_base_maps_get_tiles (ZbBaseMaps *self)
{
  return self->tiles;
}

/**
 * zb_base_maps_close:
 * @self: the base maps
 *
 * The program ends: nothing is fetched any more.
 */
void
zb_base_maps_close (ZbBaseMaps *self)
{
  zb_base_choice_set (zb_base_choice_get (), NULL, NULL);
  zb_tile_client_close (self->tiles);
}

/* --- GObject -------------------------------------------------------------------------------------- */

static void
zb_base_maps_finalize (GObject *object)
{
  ZbBaseMaps *self = ZB_BASE_MAPS (object);

  if (default_maps == self)
    default_maps = NULL;
  g_clear_object (&self->settings);
  g_clear_object (&self->tiles);
  g_clear_object (&self->list);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (zb_base_maps_parent_class)->finalize (object);
}

static void
zb_base_maps_class_init (ZbBaseMapsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_base_maps_finalize;
  signals[TOLD] = g_signal_new ("told", ZB_TYPE_BASE_MAPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zb_base_maps_init (ZbBaseMaps *self)
{
  g_autofree char *folder = zb_tile_cache_find_folder ();
  g_autoptr (ZbTileCache) cache = zb_tile_cache_new (folder, 0);

  self->tiles = zb_tile_client_new (cache);
  self->list = g_list_store_new (ZB_TYPE_BASE_SOURCE);
}

/**
 * zb_base_maps_new:
 * @settings: where they are set up
 *
 * Returns: (transfer full): the base maps; those of the program from now on
 */
ZbBaseMaps *
zb_base_maps_new (GSettings *settings)
{
  ZbBaseMaps *self = g_object_new (ZB_TYPE_BASE_MAPS, NULL);

  self->settings = g_object_ref (settings);
  default_maps = self;
  g_signal_connect_object (settings, "changed::base-maps", G_CALLBACK (on_list), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::base-map", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::tile-cache-megabytes", G_CALLBACK (on_size), self,
                           G_CONNECT_SWAPPED);
  on_size (self);
  on_list (self);
  return self;
}
