/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Map tiles that somebody else gets, as a source of data for a renderer. */
#include "zb-tiles-source.h"

struct _ZbTilesSource
{
  ShumateDataSource parent_instance;
  ZbTiles *tiles;
  ZbBaseSource *source;
};

G_DEFINE_FINAL_TYPE (ZbTilesSource, zb_tiles_source, SHUMATE_TYPE_DATA_SOURCE)

/* The largest scale of most web maps. */
#define USUAL_MAX_ZOOM 18

static void
on_answer (ZbAnswer *answer, GParamSpec *pspec, gpointer data)
{
  g_autoptr (GTask) task = data;
  ZbProblem *problem = zb_answer_get_problem (answer);

  g_signal_handlers_disconnect_by_data (answer, task);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    g_task_return_pointer (task, g_bytes_ref (zb_answer_get_bytes (answer)), (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_new_error_literal (
        task, G_IO_ERROR, problem && problem->status == 404 ? G_IO_ERROR_NOT_FOUND : G_IO_ERROR_FAILED,
        problem ? problem->title : "no tile");
}

static void
zb_tiles_source_get_tile_data_async (ShumateDataSource *source, int x, int y, int zoom,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  ZbTilesSource *self = ZB_TILES_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ZbAnswer *answer = zb_tiles_load (self->tiles, self->source, (ZbTilePlace){ zoom, x, y });

  g_task_set_source_tag (task, zb_tiles_source_get_tile_data_async);
  g_task_set_task_data (task, answer, g_object_unref);
  if (zb_answer_get_state (answer) != ZB_ANSWER_PENDING)
    on_answer (answer, NULL, task);
  else
    g_signal_connect (answer, "notify::state", G_CALLBACK (on_answer), task);
}

static GBytes *
zb_tiles_source_get_tile_data_finish (ShumateDataSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
zb_tiles_source_finalize (GObject *object)
{
  ZbTilesSource *self = ZB_TILES_SOURCE (object);

  g_clear_object (&self->tiles);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (zb_tiles_source_parent_class)->finalize (object);
}

static void
zb_tiles_source_class_init (ZbTilesSourceClass *klass)
{
  ShumateDataSourceClass *source_class = SHUMATE_DATA_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_tiles_source_finalize;
  source_class->get_tile_data_async = zb_tiles_source_get_tile_data_async;
  source_class->get_tile_data_finish = zb_tiles_source_get_tile_data_finish;
}

static void
zb_tiles_source_init (ZbTilesSource *self)
{
}

/**
 * zb_tiles_source_new:
 * @tiles: who gets them
 * @source: the base map
 *
 * Returns: (transfer full): the source of its tiles
 */
ZbTilesSource *
zb_tiles_source_new (ZbTiles *tiles, ZbBaseSource *source)
{
  ZbTilesSource *self = g_object_new (ZB_TYPE_TILES_SOURCE, NULL);
  const guint most = source->max_zoom > 0 ? (guint)source->max_zoom : USUAL_MAX_ZOOM;

  self->tiles = g_object_ref (tiles);
  self->source = g_object_ref (source);
  shumate_data_source_set_max_zoom_level (SHUMATE_DATA_SOURCE (self), MIN (most, 22));
  shumate_data_source_set_min_zoom_level (SHUMATE_DATA_SOURCE (self),
                                          (guint)CLAMP (source->min_zoom, 0, (gint64)MIN (most, 22)));
  return self;
}
