/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodes the scenes, each once:
 *
 *   set + cast (cairo) → appsrc → videoconvert → tee ┬→ x264enc → appsink            main
 *                                                    └→ videoscale → x264enc → appsink   sub
 */
#include "zb-film.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  GstElement *pipeline, *source;
  GPtrArray *frames[ZB_N_PROFILES];
  int width, height;
} Maker;

#define ENCODER                                                                                              \
  "x264enc speed-preset=ultrafast pass=qual quantizer=24 key-int-max=30 bframes=0 threads=1 "                \
  "byte-stream=true "                                                                                        \
  "option-string=scenecut=0:repeat-headers=1:mbtree=0 ! "                                                    \
  "video/x-h264,stream-format=byte-stream,alignment=au,profile=main ! "

static GstFlowReturn
take_frame (GstAppSink *sink, gpointer user_data)
{
  GPtrArray *frames = user_data;
  GstMapInfo map;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample ? gst_sample_get_buffer (sample) : NULL;
  if (!buffer || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_ERROR;
  g_ptr_array_add (frames, g_bytes_new (map.data, map.size));
  gst_buffer_unmap (buffer, &map);
  return GST_FLOW_OK;
}

static void
collect (Maker *self, const char *sink_name, ZbProfile profile)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (self->pipeline), sink_name);
  GstAppSinkCallbacks callbacks = { .new_sample = take_frame };
  self->frames[profile] = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self->frames[profile], NULL);
}

static gboolean
maker_open (Maker *self, GError **error)
{
  int sub_width, sub_height;
  zb_profile_get_size (ZB_PROFILE_MAIN, &self->width, &self->height);
  zb_profile_get_size (ZB_PROFILE_SUB, &sub_width, &sub_height);
  g_autofree char *text = g_strdup_printf (
      "appsrc name=source format=time block=true max-bytes=20000000 "
      "caps=video/x-raw,format=BGRx,width=%d,height=%d,framerate=%d/1,pixel-aspect-ratio=1/1 ! videoconvert "
      "! "
      "video/x-raw,format=I420 ! tee name=split "
      "split. ! queue ! " ENCODER "appsink name=main sync=false "
      "split. ! queue ! videoscale ! video/x-raw,width=%d,height=%d ! " ENCODER "appsink name=sub sync=false",
      self->width, self->height, ZB_FILM_RATE, sub_width, sub_height);
  self->pipeline = gst_parse_launch (text, error);
  if (!self->pipeline)
    return FALSE;
  self->source = gst_bin_get_by_name (GST_BIN (self->pipeline), "source");
  collect (self, "main", ZB_PROFILE_MAIN);
  collect (self, "sub", ZB_PROFILE_SUB);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return TRUE;
}

static void
maker_close (Maker *self)
{
  if (self->pipeline)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->pipeline);
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    g_clear_pointer (&self->frames[i], g_ptr_array_unref);
}

/* Draws one frame over the set straight into the buffer that is encoded. */
static gboolean
push_frame (Maker *self, ZbScene scene, cairo_surface_t *set, guint index, double seconds)
{
  GstMapInfo map;
  int stride = cairo_image_surface_get_stride (set);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, (gsize)stride * self->height, NULL);
  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  memcpy (map.data, cairo_image_surface_get_data (set), map.size);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_RGB24, self->width, self->height, stride);
  cairo_t *cr = cairo_create (surface);
  zb_scene_draw_cast (scene, cr, self->width, self->height, seconds);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (index, GST_SECOND, ZB_FILM_RATE);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FILM_RATE;
  return gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer) == GST_FLOW_OK;
}

static gboolean
wait_for_end (Maker *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  gst_app_src_end_of_stream (GST_APP_SRC (self->source));
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  if (message)
    gst_message_parse_error (message, error, NULL);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The encoder does not end");
  return FALSE;
}

static gboolean
push_frames (Maker *self, ZbScene scene, guint n_frames, GCancellable *cancellable, GError **error)
{
  gboolean going = TRUE;
  cairo_surface_t *set = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  cairo_t *cr = cairo_create (set);
  zb_scene_draw_set (scene, cr, self->width, self->height);
  cairo_destroy (cr);
  cairo_surface_flush (set);
  for (guint i = 0; i < n_frames && going; i++)
    going = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
            push_frame (self, scene, set, i, i / (double)ZB_FILM_RATE);
  cairo_surface_destroy (set);
  return !g_cancellable_is_cancelled (cancellable);
}

static gboolean
store_both (Maker *self, const char *directory, ZbScene scene, guint n_frames, GError **error)
{
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    {
      g_autofree char *path = zb_film_path (directory, scene, (ZbProfile)i);
      if (self->frames[i]->len != n_frames)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The encoder gave %u of %u frames",
                       self->frames[i]->len, n_frames);
          return FALSE;
        }
      if (!zb_film_store (path, self->frames[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_film (const char *directory, ZbScene scene, guint n_frames, GCancellable *cancellable, GError **error)
{
  Maker maker = { 0 };
  gboolean made = maker_open (&maker, error) && push_frames (&maker, scene, n_frames, cancellable, error) &&
                  wait_for_end (&maker, error) && store_both (&maker, directory, scene, n_frames, error);
  maker_close (&maker);
  return made;
}

static gboolean
is_made (const char *directory, ZbScene scene, guint n_frames)
{
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    {
      g_autoptr (ZbFilm) film = zb_film_open (directory, scene, (ZbProfile)i, NULL);
      if (!film || zb_film_get_n_frames (film) != n_frames)
        return FALSE;
    }
  return TRUE;
}

/* Films of drawings that are no more. */
static void
sweep (const char *directory)
{
  const char *name;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autofree char *current = g_strdup_printf ("v%d-", ZB_SCENES_VERSION);
  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".film") && !g_str_has_prefix (name, current))
      {
        g_autofree char *path = g_build_filename (directory, name, NULL);
        g_unlink (path);
      }
}

/* The scene that somebody waits for, else the first that is left. */
static ZbScene
choose_next (guint n_scenes, guint made, guint *wanted)
{
  *wanted |= zb_film_take_wanted ();
  for (guint i = 0; i < n_scenes; i++)
    if (*wanted & ~made & (1u << i))
      return (ZbScene)i;
  for (guint i = 0; i < n_scenes; i++)
    if (!(made & (1u << i)))
      return (ZbScene)i;
  return (ZbScene)0;
}

/**
 * zb_films_make:
 * @directory: where the films are kept; made where it is missing
 * @n_scenes: how many scenes, beginning with the first; #ZB_N_SCENES for all
 * @seconds: how long each film is; #ZB_SCENE_PERIOD for one without a seam
 * @progress: (nullable): told after every scene
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it between two frames
 * @error: why it failed
 *
 * Makes the films that are missing or of another length, those that somebody waits for first. Takes the time
 * of the caller's thread: see zb_films_make_async(). GStreamer must have been initialised.
 *
 * Returns: whether all are there
 */
gboolean
zb_films_make (const char *directory, guint n_scenes, double seconds, ZbFilmProgress progress,
               gpointer progress_data, GCancellable *cancellable, GError **error)
{
  guint n_frames = (guint)lround (seconds * ZB_FILM_RATE);
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot make the directory %s", directory);
      return FALSE;
    }
  sweep (directory);
  for (guint done = 0, made = 0, wanted = 0; done < n_scenes; done++)
    {
      ZbScene scene = choose_next (n_scenes, made, &wanted);
      made |= 1u << scene;
      if (!is_made (directory, scene, n_frames) &&
          !make_film (directory, scene, n_frames, cancellable, error))
        return FALSE;
      if (progress)
        progress (done + 1, n_scenes, zb_scene_get_name (scene), progress_data);
    }
  return TRUE;
}

typedef struct
{
  char *directory;
  guint n_scenes;
  double seconds;
  ZbFilmProgress progress;
  gpointer progress_data;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;
  g_free (order->directory);
  g_free (order);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  GError *error = NULL;
  if (zb_films_make (order->directory, order->n_scenes, order->seconds, order->progress, order->progress_data,
                     cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * zb_films_make_async:
 * @directory: where the films are kept
 * @n_scenes: how many scenes
 * @seconds: how long each film is
 * @progress: (nullable): told after every scene, from the thread that works
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @callback: called when it ends
 * @user_data: for @callback
 *
 * As zb_films_make(), in a thread of its own.
 */
void
zb_films_make_async (const char *directory, guint n_scenes, double seconds, ZbFilmProgress progress,
                     gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);
  *order = (Order){ g_strdup (directory), n_scenes, seconds, progress, progress_data };
  g_task_set_source_tag (task, zb_films_make_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * zb_films_make_finish:
 * @result: what the callback was given
 * @error: why it failed
 *
 * Returns: whether all films are there
 */
gboolean
zb_films_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
