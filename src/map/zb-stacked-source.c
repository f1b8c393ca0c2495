/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-stacked-source.h"

#include "zb-pixels.h"

/**
 * ZbStackedSource:
 *
 * The pictures of one map over those of another, such as names over streets, as one picture. Where only the
 * upper one failed, the lower one is a picture too, but a partial one, to be asked for again.
 */
struct _ZbStackedSource
{
  ShumateMapSource parent_instance;
  ShumateMapSource *sources[2]; /* from below */
};

G_DEFINE_FINAL_TYPE (ZbStackedSource, zb_stacked_source, SHUMATE_TYPE_MAP_SOURCE)

#define PARTIAL "zb-partial"

typedef struct
{
  ShumateTile *tile;
  ShumateTile *parts[2];
  GError *errors[2];
  guint n_awaited;
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  for (guint i = 0; i < 2; i++)
    {
      g_object_unref (filling->parts[i]);
      g_clear_error (&filling->errors[i]);
    }
  g_object_unref (filling->tile);
  g_free (filling);
}

/**
 * zb_stacked_source_mark_partial:
 * @tile: a tile with a picture
 *
 * Notes that something of the picture failed.
 */
void
zb_stacked_source_mark_partial (ShumateTile *tile)
{
  g_object_set_data (G_OBJECT (tile), PARTIAL, tile);
}

/**
 * zb_stacked_source_is_partial:
 * @tile: a tile with a picture
 *
 * Returns: whether something of the picture failed and is to be asked for again
 */
gboolean
zb_stacked_source_is_partial (ShumateTile *tile)
{
  return g_object_get_data (G_OBJECT (tile), PARTIAL) != NULL;
}

/* --- one picture of two: in a thread --------------------------------------------------------------- */

static cairo_surface_t *
make_surface (ShumateTile *tile)
{
  GdkTexture *texture = GDK_TEXTURE (shumate_tile_get_paintable (tile));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture),
                                                         gdk_texture_get_height (texture));

  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_over (cairo_surface_t *below, cairo_surface_t *above)
{
  cairo_t *cr = cairo_create (below);

  cairo_scale (cr, (double)cairo_image_surface_get_width (below) / cairo_image_surface_get_width (above),
               (double)cairo_image_surface_get_height (below) / cairo_image_surface_get_height (above));
  cairo_set_source_surface (cr, above, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  const int width = cairo_image_surface_get_width (surface),
            height = cairo_image_surface_get_height (surface);
  const gsize stride = (gsize)cairo_image_surface_get_stride (surface), size = stride * (gsize)height;
  guint8 *pixels = zb_pixels_new (size);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  memcpy (pixels, cairo_image_surface_get_data (surface), size);
  bytes = zb_pixels_seal (pixels, size);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
stack_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Filling *filling = data;
  cairo_surface_t *below = make_surface (filling->parts[0]), *above = make_surface (filling->parts[1]);

  paint_over (below, above);
  g_task_return_pointer (task, make_texture (below), g_object_unref);
  cairo_surface_destroy (below);
  cairo_surface_destroy (above);
}

/* --- both of them ------------------------------------------------------------------------------------ */

static gboolean
has_picture (ShumateTile *tile)
{
  return GDK_IS_TEXTURE (shumate_tile_get_paintable (tile));
}

static void
finish (GTask *task, Filling *filling)
{
  const gboolean upper_failed =
      filling->errors[1] && !g_error_matches (filling->errors[1], G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  if (!has_picture (filling->parts[0]))
    {
      g_task_return_error (task, g_steal_pointer (&filling->errors[0]));
      return;
    }
  if (upper_failed)
    zb_stacked_source_mark_partial (filling->tile);
  if (has_picture (filling->parts[1]))
    g_task_run_in_thread (task, stack_in_thread);
  else
    g_task_return_pointer (task, g_object_ref (shumate_tile_get_paintable (filling->parts[0])),
                           g_object_unref);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  ZbStackedSource *self = g_task_get_source_object (task);
  Filling *filling = g_task_get_task_data (task);
  const guint which = (gpointer)source == (gpointer)self->sources[1];

  if (!shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &filling->errors[which]) &&
      !filling->errors[which])
    g_set_error_literal (&filling->errors[which], G_IO_ERROR, G_IO_ERROR_FAILED, "no picture");
  if (--filling->n_awaited == 0)
    finish (task, filling);
}

static ShumateTile *
copy_tile (ShumateTile *tile, guint size)
{
  ShumateTile *copy = shumate_tile_new_full (shumate_tile_get_x (tile), shumate_tile_get_y (tile), size,
                                             shumate_tile_get_zoom_level (tile));

  shumate_tile_set_scale_factor (copy, shumate_tile_get_scale_factor (tile));
  return copy;
}

static void
zb_stacked_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  ZbStackedSource *self = ZB_STACKED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Filling *filling = g_new0 (Filling, 1);

  g_task_set_source_tag (task, zb_stacked_source_fill_tile_async);
  g_task_set_task_data (task, filling, filling_free);
  filling->tile = g_object_ref (tile);
  filling->n_awaited = 2;
  for (guint i = 0; i < 2; i++)
    filling->parts[i] = copy_tile (tile, shumate_map_source_get_tile_size (source));
  for (guint i = 0; i < 2; i++)
    shumate_map_source_fill_tile_async (self->sources[i], filling->parts[i], cancellable, on_filled,
                                        g_object_ref (task));
}

static gboolean
zb_stacked_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  const Filling *filling = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture)
    shumate_tile_set_paintable (filling->tile, GDK_PAINTABLE (texture));
  return texture != NULL;
}

static void
zb_stacked_source_finalize (GObject *object)
{
  ZbStackedSource *self = ZB_STACKED_SOURCE (object);

  g_clear_object (&self->sources[0]);
  g_clear_object (&self->sources[1]);
  G_OBJECT_CLASS (zb_stacked_source_parent_class)->finalize (object);
}

static void
zb_stacked_source_class_init (ZbStackedSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_stacked_source_finalize;
  source_class->fill_tile_async = zb_stacked_source_fill_tile_async;
  source_class->fill_tile_finish = zb_stacked_source_fill_tile_finish;
}

static void
zb_stacked_source_init (ZbStackedSource *self)
{
}

/**
 * zb_stacked_source_new:
 * @below: pictures, whose sizes and zooms count
 * @above: what is drawn over them, mostly transparent
 *
 * Returns: (transfer full): both as one
 */
ShumateMapSource *
zb_stacked_source_new (ShumateMapSource *below, ShumateMapSource *above)
{
  ZbStackedSource *self = g_object_new (ZB_TYPE_STACKED_SOURCE, NULL);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  self->sources[0] = g_object_ref (below);
  self->sources[1] = g_object_ref (above);
  shumate_map_source_set_tile_size (source, shumate_map_source_get_tile_size (below));
  shumate_map_source_set_max_zoom_level (source, shumate_map_source_get_max_zoom_level (below));
  shumate_map_source_set_min_zoom_level (source, shumate_map_source_get_min_zoom_level (below));
  return source;
}
