/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures out of the bytes of raster tiles. They are decoded in a thread, and only where they say that they
 * are no larger than tiles are; ShumateRasterRenderer does neither, and warns of what it cannot decode. */
#include "zb-raster-source.h"

#include "zb-tile-data.h"

struct _ZbRasterSource
{
  ShumateMapSource parent_instance;
  ShumateDataSource *data;
};

G_DEFINE_FINAL_TYPE (ZbRasterSource, zb_raster_source, SHUMATE_TYPE_MAP_SOURCE)

#define TILE_SIZE 256

typedef struct
{
  ShumateTile *tile;
  GBytes *bytes;
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_object_unref (filling->tile);
  g_clear_pointer (&filling->bytes, g_bytes_unref);
  g_free (filling);
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Filling *filling = data;
  const ZbTileData facts = zb_tile_data_read (filling->bytes);
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;

  if (g_bytes_get_size (filling->bytes) == 0)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no tile there");
      return;
    }
  if (!zb_tile_data_is_tile (&facts))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no picture of a tile");
      return;
    }
  texture = gdk_texture_new_from_bytes (filling->bytes, &error);
  if (texture)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Filling *filling = g_task_get_task_data (task);
  GError *error = NULL;

  filling->bytes = shumate_data_source_get_tile_data_finish (SHUMATE_DATA_SOURCE (source), result, &error);
  if (filling->bytes)
    g_task_run_in_thread (task, decode);
  else
    g_task_return_error (task, error);
}

static void
zb_raster_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  ZbRasterSource *self = ZB_RASTER_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Filling *filling = g_new0 (Filling, 1);

  filling->tile = g_object_ref (tile);
  g_task_set_source_tag (task, zb_raster_source_fill_tile_async);
  g_task_set_task_data (task, filling, filling_free);
  shumate_data_source_get_tile_data_async (
      self->data, (int)shumate_tile_get_x (tile), (int)shumate_tile_get_y (tile),
      (int)shumate_tile_get_zoom_level (tile), cancellable, on_bytes, task);
}

static gboolean
zb_raster_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  Filling *filling = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture)
    shumate_tile_set_paintable (filling->tile, GDK_PAINTABLE (texture));
  return texture != NULL;
}

static void
zb_raster_source_finalize (GObject *object)
{
  g_clear_object (&ZB_RASTER_SOURCE (object)->data);
  G_OBJECT_CLASS (zb_raster_source_parent_class)->finalize (object);
}

static void
zb_raster_source_class_init (ZbRasterSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_raster_source_finalize;
  source_class->fill_tile_async = zb_raster_source_fill_tile_async;
  source_class->fill_tile_finish = zb_raster_source_fill_tile_finish;
}

static void
zb_raster_source_init (ZbRasterSource *self)
{
  shumate_map_source_set_tile_size (SHUMATE_MAP_SOURCE (self), TILE_SIZE);
}

/**
 * zb_raster_source_new:
 * @data: where the bytes come from; its zooms are those of the pictures
 *
 * Returns: (transfer full): the source of pictures
 */
ShumateMapSource *
zb_raster_source_new (ShumateDataSource *data)
{
  ZbRasterSource *self = g_object_new (ZB_TYPE_RASTER_SOURCE, NULL);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  self->data = g_object_ref (data);
  shumate_map_source_set_max_zoom_level (source, shumate_data_source_get_max_zoom_level (data));
  shumate_map_source_set_min_zoom_level (source, shumate_data_source_get_min_zoom_level (data));
  return source;
}
