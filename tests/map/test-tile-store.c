/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order tiles are asked for, and that what is not wanted any more is not. */
#include "zb-tile-store.h"

#define N_TILES 20
#define ZOOM 14
#define SECONDS 20

/* --- a source that counts ------------------------------------------------------------------------ */

#define COUNTING_TYPE_SOURCE (counting_source_get_type ())
G_DECLARE_FINAL_TYPE (CountingSource, counting_source, COUNTING, SOURCE, ShumateDataSource)

struct _CountingSource
{
  ShumateDataSource parent_instance;
  ZbTileStore *store; /* not owned; for names: what has to have a picture before */
  guint n_asked, n_open, most_open, n_early;
};

G_DEFINE_FINAL_TYPE (CountingSource, counting_source, SHUMATE_TYPE_DATA_SOURCE)

static gboolean
answer (gpointer data)
{
  GTask *task = data;

  COUNTING_SOURCE (g_task_get_source_object (task))->n_open--;
  g_task_return_pointer (task, g_bytes_new_static ("", 0), (GDestroyNotify)g_bytes_unref);
  return G_SOURCE_REMOVE;
}

static void
counting_source_get_tile_data_async (ShumateDataSource *source, int x, int y, int zoom,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  CountingSource *self = COUNTING_SOURCE (source);
  const ZbTile *tile = self->store ? zb_tile_store_peek (self->store, (ZbTileKey){ zoom, x, y }, 1) : NULL;
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, counting_source_get_tile_data_async);
  self->n_asked++;
  self->n_open++;
  self->most_open = MAX (self->most_open, self->n_open);
  self->n_early += tile && !tile->picture;
  g_timeout_add_full (G_PRIORITY_DEFAULT, 5, answer, task, g_object_unref);
}

static GBytes *
counting_source_get_tile_data_finish (ShumateDataSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
counting_source_class_init (CountingSourceClass *klass)
{
  ShumateDataSourceClass *source_class = SHUMATE_DATA_SOURCE_CLASS (klass);

  source_class->get_tile_data_async = counting_source_get_tile_data_async;
  source_class->get_tile_data_finish = counting_source_get_tile_data_finish;
}

static void
counting_source_init (CountingSource *self)
{
  shumate_data_source_set_min_zoom_level (SHUMATE_DATA_SOURCE (self), 0);
  shumate_data_source_set_max_zoom_level (SHUMATE_DATA_SOURCE (self), ZOOM);
}

/* --- a store --------------------------------------------------------------------------------------- */

static const char look[] =
    "{\"version\": 8, \"sources\": {\"map\": {\"type\": \"vector\", \"tiles\": [\"x\"]}}, \"layers\": "
    "[{\"id\": \"land\", \"type\": \"background\", \"paint\": {\"background-color\": \"#203040\"}}]}";

typedef struct
{
  CountingSource *pictures, *names;
  ZbTileStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShumateVectorRenderer) renderer = shumate_vector_renderer_new ("test", look, &error);
  g_autoptr (ZbLabelStyle) style = zb_label_style_new (look);

  g_assert_no_error (error);
  f->pictures = g_object_new (COUNTING_TYPE_SOURCE, NULL);
  f->names = g_object_new (COUNTING_TYPE_SOURCE, NULL);
  shumate_vector_renderer_set_data_source (renderer, "map", SHUMATE_DATA_SOURCE (f->pictures));
  f->store = zb_tile_store_new (SHUMATE_MAP_SOURCE (renderer), SHUMATE_DATA_SOURCE (f->names), style);
  f->names->store = f->store;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  f->names->store = NULL;
  zb_tile_store_stop (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->store);
  g_object_unref (f->pictures);
  g_object_unref (f->names);
}

/* What a frame does. Gives how many tiles have their picture and their names. */
static guint
want (Fixture *f, int column)
{
  guint n = 0;

  zb_tile_store_begin (f->store);
  for (int i = 0; i < N_TILES; i++)
    {
      const ZbTile *tile = zb_tile_store_want (f->store, (ZbTileKey){ ZOOM, column, i }, 1);
      n += tile->picture && tile->labels;
    }
  return n;
}

static void
want_until_there (Fixture *f, int column)
{
  const gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;

  while (want (f, column) < N_TILES)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_order (Fixture *f, gconstpointer data)
{
  want_until_there (f, 0);
  g_assert_cmpuint (f->pictures->n_asked, ==, N_TILES);
  g_assert_cmpuint (f->pictures->most_open, <=, MAX (1, g_get_num_processors () - 1));
  g_assert_cmpuint (f->names->n_asked, ==, N_TILES);
  g_assert_cmpuint (f->names->n_early, ==, 0);
}

/* The map is somewhere else before all were asked for; back again, the rest comes. */
static void
test_left (Fixture *f, gconstpointer data)
{
  want (f, 0);
  for (guint i = 0; i < 10; i++)
    zb_tile_store_begin (f->store);
  want_until_there (f, 1);
  g_assert_cmpuint (f->pictures->n_asked, <, 2 * N_TILES);
  want_until_there (f, 0);
}

/* More tiles than are kept: what has left is let go of, but not within the frame that took its place. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  gpointer picture;
  const gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;

  want_until_there (f, 0);
  picture = zb_tile_store_peek (f->store, (ZbTileKey){ ZOOM, 0, 0 }, 1)->picture;
  g_object_add_weak_pointer (picture, &picture);
  for (guint i = 0; i < 10; i++)
    zb_tile_store_begin (f->store);
  want_until_there (f, 1);
  want (f, 2);
  g_assert_null (zb_tile_store_peek (f->store, (ZbTileKey){ ZOOM, 0, 0 }, 1));
  g_assert_nonnull (picture);
  while (picture && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (picture);
  want_until_there (f, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/map/tile-store/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/map/tile-store/left", Fixture, NULL, set_up, test_left, tear_down);
  g_test_add ("/map/tile-store/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
