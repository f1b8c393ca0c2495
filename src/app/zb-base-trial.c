/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a base map can be shown, found out by getting one tile of it, and told in words. */
#include "zb-base-trial.h"

#include "zb-base-map-facts.h"
#include "zb-base-map.h"
#include "zb-chosen-map.h"
#include "zb-mercator.h"
#include "zb-tile-data.h"
#include "zb-tile-keys.h"

#include <glib/gi18n.h>
#include <math.h>

/* Single streets. */
#define ZOOM 15

typedef struct
{
  ZbBaseMaps *maps;
  ZbBaseSource *source;
  ZbAnswer *answer;
  char *key;
  char *words; /* of the streets, while names are awaited */
} Trial;

static void ask (GTask *task, ZbBaseSource *source);

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  g_object_unref (trial->maps);
  g_object_unref (trial->source);
  g_clear_object (&trial->answer);
  zb_tile_keys_free (trial->key);
  g_free (trial->words);
  g_free (trial);
}

/* A tile in the middle of the district, or of Shanghai where there is no map of it. */
static ZbTilePlace
find_place (ZbBaseSource *source)
{
  const gint64 most = source->max_zoom > 0 ? source->max_zoom : ZOOM;
  const int zoom = (int)CLAMP (ZOOM, source->min_zoom, MAX (most, source->min_zoom));
  g_autofree char *directory = zb_base_map_find_directory ();
  ZbPoint middle = { 121.47, 31.23 };
  ZbBaseMapFacts facts;
  ZbMercator at;

  if (zb_base_map_read_facts (directory, &facts))
    middle = (ZbPoint){ (facts.west + facts.east) / 2, (facts.south + facts.north) / 2 };
  at = zb_mercator_from_point (zb_datum_from_wgs84 ((ZbDatum)source->datum, middle));
  return (ZbTilePlace){ zoom, (int)(at.x * exp2 (zoom)), (int)(at.y * exp2 (zoom)) };
}

static char *
describe_tile (GBytes *bytes)
{
  const ZbTileData data = zb_tile_data_read (bytes);
  g_autofree char *size = g_format_size (g_bytes_get_size (bytes));

  /* Translators: a format of pictures, its width and height in pixels, and how much that is */
  return g_strdup_printf (_ ("A tile came: %1$s, %2$u × %3$u pixels, %4$s"), zb_tile_data_get_name (&data),
                          data.width, data.height, size);
}

/* After the streets come the names, where they have an address of their own. */
static void
go_on (GTask *task, GBytes *bytes)
{
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (ZbBaseSource) names = NULL;

  if (trial->words || !zb_base_source_has_names (trial->source))
    {
      g_task_return_pointer (task, trial->words ? g_steal_pointer (&trial->words) : describe_tile (bytes),
                             g_free);
      return;
    }
  trial->words = describe_tile (bytes);
  names = zb_base_source_create_names (trial->source);
  ask (g_object_ref (task), names);
}

static void
return_tile (GTask *task, GBytes *bytes)
{
  const ZbTileData data = zb_tile_data_read (bytes);

  if (data.format == ZB_TILE_WEBP && !zb_chosen_map_can_decode ("webp"))
    g_task_return_new_error_literal (
        task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("this machine cannot show WebP pictures; install webp-pixbuf-loader"));
  else
    go_on (task, bytes);
}

static void
return_problem (GTask *task, ZbProblem *problem)
{
  const Trial *trial = g_task_get_task_data (task);

  /* A tile may have no name on it. */
  if (trial->words && problem->status == 404)
    g_task_return_pointer (task, g_strdup (trial->words), g_free);
  else if (trial->words)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The names: %s"), problem->title);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_FAILED, problem->title);
}

static void
on_answer (ZbAnswer *answer, GParamSpec *pspec, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (ZbAnswer) held = g_object_ref (answer);

  g_signal_handlers_disconnect_by_data (answer, task);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    return_tile (task, zb_answer_get_bytes (answer));
  else
    return_problem (task, zb_answer_get_problem (answer));
}

static void
ask (GTask *task, ZbBaseSource *source)
{
  Trial *trial = g_task_get_task_data (task);

  g_clear_object (&trial->answer);
  trial->answer =
      zb_tile_client_try (zb_base_maps_get_tiles (trial->maps), source, trial->key, find_place (source));
  if (zb_answer_get_state (trial->answer) != ZB_ANSWER_PENDING)
    on_answer (trial->answer, NULL, task);
  else
    g_signal_connect (trial->answer, "notify::state", G_CALLBACK (on_answer), task);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Trial *trial = g_task_get_task_data (task);

  trial->key = zb_tile_keys_lookup_finish (result, NULL);
  ask (task, trial->source);
}

/* --- a file ------------------------------------------------------------------------------------------ */

static char *
try_file (ZbBaseSource *source, GError **error)
{
  g_autoptr (ZbMbtilesSource) tiles = zb_chosen_map_open_file (source, error);
  const char *format = tiles ? zb_mbtiles_source_get_format (tiles) : NULL;

  if (!tiles)
    return NULL;
  return g_strdup_printf (g_str_equal (format, "pbf") ? _ ("A file of vector tiles, zooms %1$u to %2$u")
                                                      : _ ("A file of pictures, zooms %1$u to %2$u"),
                          shumate_data_source_get_min_zoom_level (SHUMATE_DATA_SOURCE (tiles)),
                          shumate_data_source_get_max_zoom_level (SHUMATE_DATA_SOURCE (tiles)));
}

static void
return_file (GTask *task, ZbBaseSource *source)
{
  GError *error = NULL;
  char *words = try_file (source, &error);

  if (words)
    g_task_return_pointer (task, words, g_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * zb_base_trial_async:
 * @maps: the base maps
 * @source: one that may not be set up yet
 * @key: (nullable): its key; %NULL for the one in the secret store
 * @cancellable: (nullable): gives up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Gets a tile.
 */
void
zb_base_trial_async (ZbBaseMaps *maps, ZbBaseSource *source, const char *key, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);

  trial->maps = g_object_ref (maps);
  trial->source = g_object_ref (source);
  g_task_set_task_data (task, trial, trial_free);
  if (!zb_base_source_is_remote (source))
    return_file (task, source);
  else if (!zb_base_source_wants_key (source) || (key && *key))
    {
      trial->key = key && *key ? g_strdup (key) : NULL;
      ask (task, source);
    }
  else
    zb_tile_keys_lookup_async (source->id, NULL, on_key, task);
}

/**
 * zb_base_trial_finish:
 * @result: what the callback was given
 * @error: return location for a #GError whose message says what came instead of a tile
 *
 * Returns: (transfer full) (nullable): in words, what came
 */
char *
zb_base_trial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
