/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the base map has names for, to be searched: streets, stations, parks, quarters. A street is in many
 * tiles and in many pieces; it is found once, at that piece which is nearest to the middle of all. */
#include "zb-map-places.h"

#include "zb-base-map.h"
#include "zb-query.h"
#include "zb-mercator.h"
#include "zb-vector-tile.h"

#include <glib/gi18n.h>
#include <math.h>

/* Where a vector map keeps names, as ours does and as the OpenMapTiles schema (3.15) has it. */
static const char *const layers[] = { "place", "road", "water_name", "poi", "transportation_name" };

static const struct
{
  const char *class, *words;
} classes[] = {
  { "metro", NC_ ("map place", "Metro station") }, { "park", NC_ ("map place", "Park") },
  { "community", NC_ ("map place", "Community") }, { "hospital", NC_ ("map place", "Hospital") },
  { "centre", NC_ ("map place", "Centre") },       { "landmark", NC_ ("map place", "Landmark") },
  { "creek", NC_ ("map place", "River") },         { "expressway", NC_ ("map place", "Road") },
  { "primary", NC_ ("map place", "Road") },        { "secondary", NC_ ("map place", "Road") },
  { "street", NC_ ("map place", "Road") },         { "lane", NC_ ("map place", "Road") },
};

/* All that has one name and is of one class. */
typedef struct
{
  char *name, *class;
  GArray *at; /* ZbMercator */
} Named;

typedef struct
{
  GHashTable *all; /* name and class → Named */
  GArray *points;  /* ZbVectorPoint */
  int x, y;
  double n; /* tiles from west to east */
} Reader;

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->name);
  g_free (named->class);
  g_array_unref (named->at);
  g_free (named);
}

static Named *
get_named (Reader *self, const char *name, const char *class)
{
  g_autofree char *key = g_strconcat (name, "\n", class, NULL);
  Named *named = g_hash_table_lookup (self->all, key);

  if (named)
    return named;
  named = g_new0 (Named, 1);
  named->name = g_strdup (name);
  named->class = g_strdup (class);
  named->at = g_array_new (FALSE, FALSE, sizeof (ZbMercator));
  g_hash_table_insert (self->all, g_steal_pointer (&key), named);
  return named;
}

/* What is only in a tile's margin is in another tile, too. */
static void
on_feature (const ZbVectorFeature *feature, gpointer data)
{
  Reader *self = data;
  ZbVectorValue name, class;
  const ZbVectorPoint *middle;
  ZbMercator place;

  if (!zb_vector_feature_lookup (feature, "name", &name) || !name.text ||
      !zb_vector_feature_lookup (feature, "class", &class) || !class.text)
    return;
  g_array_set_size (self->points, 0);
  zb_vector_feature_read (feature, self->points);
  if (self->points->len == 0)
    return;
  middle = &g_array_index (self->points, ZbVectorPoint, self->points->len / 2);
  if (middle->x < 0 || middle->x >= 1 || middle->y < 0 || middle->y >= 1)
    return;
  place = (ZbMercator){ (self->x + (double)middle->x) / self->n, (self->y + (double)middle->y) / self->n };
  g_array_append_val (get_named (self, name.text, class.text)->at, place);
}

static void
on_tile (int x, int y, GBytes *bytes, gpointer data)
{
  Reader *self = data;
  g_autoptr (ZbVectorTile) tile = zb_vector_tile_new (bytes, NULL);

  self->x = x;
  self->y = y;
  for (guint i = 0; tile && i < G_N_ELEMENTS (layers); i++)
    zb_vector_tile_foreach (tile, layers[i], on_feature, self);
}

/* --- what was read ----------------------------------------------------------------------------- */

static double
get_distance (const ZbMercator *a, const ZbMercator *b)
{
  return (a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y);
}

static ZbMercator
find_middle (GArray *at)
{
  ZbMercator mean = { 0 }, nearest = g_array_index (at, ZbMercator, 0);

  for (guint i = 0; i < at->len; i++)
    {
      mean.x += g_array_index (at, ZbMercator, i).x / at->len;
      mean.y += g_array_index (at, ZbMercator, i).y / at->len;
    }
  for (guint i = 1; i < at->len; i++)
    if (get_distance (&g_array_index (at, ZbMercator, i), &mean) < get_distance (&nearest, &mean))
      nearest = g_array_index (at, ZbMercator, i);
  return nearest;
}

static const char *
get_words (const char *class)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].class, class))
      return g_dpgettext2 (NULL, "map place", classes[i].words);
  return NULL;
}

static ZbSearchHit *
make_hit (const Named *named)
{
  ZbSearchHit *hit = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);

  hit->kind = g_strdup ("place");
  hit->title = g_strdup (named->name);
  hit->subtitle = g_strdup (get_words (named->class));
  hit->location = zb_mercator_to_point (find_middle (named->at));
  return hit;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(ZbSearchHit *const *)a)->title, (*(ZbSearchHit *const *)b)->title);
}

static GPtrArray *
make_hits (Reader *self)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer named;

  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, NULL, &named))
    g_ptr_array_add (hits, make_hit (named));
  g_ptr_array_sort (hits, compare);
  return hits;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer directory, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbMbtilesSource) tiles = zb_base_map_open_tiles (directory, &error);
  const guint zoom = tiles ? shumate_data_source_get_max_zoom_level (SHUMATE_DATA_SOURCE (tiles)) : 0;
  Reader reader = { .n = exp2 (zoom) };

  reader.all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, named_free);
  reader.points = g_array_new (FALSE, FALSE, sizeof (ZbVectorPoint));
  if (tiles && zb_mbtiles_source_foreach (tiles, zoom, on_tile, &reader, &error))
    g_task_return_pointer (task, make_hits (&reader), (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_hash_table_unref (reader.all);
  g_array_unref (reader.points);
}

/**
 * zb_map_places_read_async:
 * @directory: where the base map is
 * @cancellable: (nullable): to stop waiting
 * @callback: (scope async): what is called when it is read
 * @data: what it is given
 *
 * Reads what the base map has names for, in a thread.
 */
void
zb_map_places_read_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, zb_map_places_read_async);
  g_task_set_task_data (task, g_strdup (directory), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * zb_map_places_read_finish:
 * @result: what the callback was given
 * @error: where to say why it could not be read
 *
 * Returns: (transfer full) (nullable) (element-type ZbSearchHit): what is on the map, by name
 */
GPtrArray *
zb_map_places_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
