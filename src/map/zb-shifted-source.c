/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-shifted-source.h"

#include "zb-datum-warp.h"
#include "zb-pixels.h"
#include "zb-stacked-source.h"

/**
 * ZbShiftedSource:
 *
 * The pictures of a map in another reference system, shifted to where they lie in ours: devices and base map
 * fit, and whoever draws knows nothing of it.
 *
 *   our tile ──▶ the tiles of the other map under it ──▶ a thread: one picture
 */
struct _ZbShiftedSource
{
  ShumateMapSource parent_instance;
  ShumateMapSource *other;
  ZbDatum datum;
};

G_DEFINE_FINAL_TYPE (ZbShiftedSource, zb_shifted_source, SHUMATE_TYPE_MAP_SOURCE)

/* A tile of ours, while those under it are awaited. */
typedef struct
{
  ShumateTile *tile;
  ZbDatumWarp warp;
  GPtrArray *others; /* ShumateTile */
  guint n_awaited;
  GError *error;
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_object_unref (filling->tile);
  g_ptr_array_unref (filling->others);
  g_clear_error (&filling->error);
  g_free (filling);
}

/* --- the picture: in a thread ------------------------------------------------------------------- */

static void
download (ShumateTile *tile, ZbWarpPicture *picture)
{
  GdkPaintable *paintable = shumate_tile_get_paintable (tile);

  *picture = (ZbWarpPicture){ 0 };
  if (!GDK_IS_TEXTURE (paintable))
    return;
  picture->width = gdk_texture_get_width (GDK_TEXTURE (paintable));
  picture->height = gdk_texture_get_height (GDK_TEXTURE (paintable));
  picture->pixels = g_new (guint32, (gsize)picture->width * (gsize)picture->height);
  gdk_texture_download (GDK_TEXTURE (paintable), (guchar *)picture->pixels, (gsize)picture->width * 4);
}

static GdkTexture *
draw (const Filling *filling, const ZbWarpPicture *pictures, int size)
{
  const gsize stride = (gsize)size * 4;
  guint32 *pixels = zb_pixels_new (stride * (gsize)size);
  g_autoptr (GBytes) bytes = NULL;

  zb_datum_warp_draw (&filling->warp, pictures, pixels, size);
  bytes = zb_pixels_seal (pixels, stride * (gsize)size);
  return gdk_memory_texture_new (size, size, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
note_partial (const Filling *filling)
{
  for (guint i = 0; i < filling->others->len; i++)
    if (zb_stacked_source_is_partial (filling->others->pdata[i]))
      zb_stacked_source_mark_partial (filling->tile);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Filling *filling = data;
  const guint n = filling->others->len;
  g_autofree ZbWarpPicture *pictures = g_new0 (ZbWarpPicture, n);
  int size = 0;

  for (guint i = 0; i < n; i++)
    {
      download (filling->others->pdata[i], &pictures[i]);
      size = MAX (size, pictures[i].width);
    }
  if (size > 0)
    g_task_return_pointer (task, draw (filling, pictures, size), g_object_unref);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no tile there");
  for (guint i = 0; i < n; i++)
    g_free (pictures[i].pixels);
}

/* --- the tiles under it -------------------------------------------------------------------------- */

/* A tile that the other map does not have leaves a gap; one that failed makes all wait for another try. */
static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Filling *filling = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error) && error &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) && !filling->error)
    filling->error = g_steal_pointer (&error);
  if (--filling->n_awaited > 0)
    return;
  if (filling->error)
    g_task_return_error (task, g_steal_pointer (&filling->error));
  else
    {
      note_partial (filling);
      g_task_run_in_thread (task, draw_in_thread);
    }
}

static Filling *
filling_new (ZbShiftedSource *self, ShumateTile *tile)
{
  Filling *filling = g_new0 (Filling, 1);
  const ZbTileKey key = { (int)shumate_tile_get_zoom_level (tile), (int)shumate_tile_get_x (tile),
                          (int)shumate_tile_get_y (tile) };

  filling->tile = g_object_ref (tile);
  filling->others = g_ptr_array_new_with_free_func (g_object_unref);
  zb_datum_warp_init (&filling->warp, self->datum, key);
  return filling;
}

static void
add_others (Filling *filling, guint size, double scale)
{
  const ZbDatumWarp *warp = &filling->warp;

  for (int y = warp->first_y; y <= warp->last_y; y++)
    for (int x = warp->first_x; x <= warp->last_x; x++)
      {
        ShumateTile *other = shumate_tile_new_full ((guint)x, (guint)y, size, (guint)warp->zoom);

        shumate_tile_set_scale_factor (other, scale);
        g_ptr_array_add (filling->others, other);
      }
}

static void
zb_shifted_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  ZbShiftedSource *self = ZB_SHIFTED_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Filling *filling = filling_new (self, tile);

  g_task_set_source_tag (task, zb_shifted_source_fill_tile_async);
  g_task_set_task_data (task, filling, filling_free);
  add_others (filling, shumate_map_source_get_tile_size (self->other), shumate_tile_get_scale_factor (tile));
  filling->n_awaited = filling->others->len;
  for (guint i = 0; i < filling->others->len; i++)
    shumate_map_source_fill_tile_async (self->other, filling->others->pdata[i], cancellable, on_filled,
                                        g_object_ref (task));
}

static gboolean
zb_shifted_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  const Filling *filling = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture)
    shumate_tile_set_paintable (filling->tile, GDK_PAINTABLE (texture));
  return texture != NULL;
}

static void
zb_shifted_source_finalize (GObject *object)
{
  g_clear_object (&ZB_SHIFTED_SOURCE (object)->other);
  G_OBJECT_CLASS (zb_shifted_source_parent_class)->finalize (object);
}

static void
zb_shifted_source_class_init (ZbShiftedSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_shifted_source_finalize;
  source_class->fill_tile_async = zb_shifted_source_fill_tile_async;
  source_class->fill_tile_finish = zb_shifted_source_fill_tile_finish;
}

static void
zb_shifted_source_init (ZbShiftedSource *self)
{
}

/**
 * zb_shifted_source_new:
 * @other: the pictures of a map
 * @datum: what that map lies on
 *
 * Returns: (transfer full): its pictures where they lie in WGS 84
 */
ShumateMapSource *
zb_shifted_source_new (ShumateMapSource *other, ZbDatum datum)
{
  ZbShiftedSource *self = g_object_new (ZB_TYPE_SHIFTED_SOURCE, NULL);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  self->other = g_object_ref (other);
  self->datum = datum;
  shumate_map_source_set_tile_size (source, shumate_map_source_get_tile_size (other));
  shumate_map_source_set_max_zoom_level (source, shumate_map_source_get_max_zoom_level (other));
  shumate_map_source_set_min_zoom_level (source, shumate_map_source_get_min_zoom_level (other));
  return source;
}
