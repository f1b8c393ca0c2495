/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Films for measuring, in which everything moves and nothing is smooth, so that a decoder has as much to do
 * as with a camera that is turned on a mast: scenes of the demonstration, drawn larger than the picture, over
 * which it travels, with a sensor's noise. They are encoded as cameras do it, with CABAC and the filter at
 * the edges of blocks, at 2,000 and 600 kbit/s.
 *
 *   scene + noise → appsrc → videoconvert → tee ┬→ x264enc → appsink              main
 *                                               └→ videoscale → x264enc → appsink sub
 */
#include "zb-moving-films.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <math.h>
#include <string.h>

#define SECONDS 8
#define N_FRAMES (SECONDS * ZB_FILM_RATE)
#define LARGER 1.4
#define NOISE 4      /* of 255, up and down */
#define N_NOISE 8191 /* a prime, so that rows of it do not line up */

#define ENCODER(bitrate)                                                                                     \
  "queue ! x264enc speed-preset=veryfast bitrate=" bitrate " key-int-max=30 bframes=0 threads=1 "            \
  "byte-stream=true option-string=scenecut=0:repeat-headers=1 ! "                                            \
  "video/x-h264,stream-format=byte-stream,alignment=au,profile=main ! "

static const ZbScene scenes[ZB_N_MOVING_FILMS] = { ZB_SCENE_JUNCTION, ZB_SCENE_MARKET, ZB_SCENE_STATION,
                                                   ZB_SCENE_AVENUE };

typedef struct
{
  GstElement *pipeline, *source;
  GPtrArray *frames[ZB_N_PROFILES];
  cairo_surface_t *set;
  ZbScene scene;
  int width, height, set_width, set_height;
  gint8 noise[2 * N_NOISE];
} Maker;

static GstFlowReturn
take_frame (GstAppSink *sink, gpointer frames)
{
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
collect (Maker *self, const char *name, ZbProfile profile)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (self->pipeline), name);
  GstAppSinkCallbacks callbacks = { .new_sample = take_frame };

  self->frames[profile] = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self->frames[profile], NULL);
}

static gboolean
open_pipeline (Maker *self, GError **error)
{
  int width, height;
  g_autofree char *text = NULL;

  zb_profile_get_size (ZB_PROFILE_SUB, &width, &height);
  text = g_strdup_printf (
      "appsrc name=source format=time block=true max-bytes=20000000 "
      "caps=video/x-raw,format=BGRx,width=%d,height=%d,framerate=%d/1,pixel-aspect-ratio=1/1 ! "
      "videoconvert ! video/x-raw,format=I420 ! tee name=split "
      "split. ! " ENCODER ("2000") "appsink name=main sync=false "
                                   "split. ! videoscale ! video/x-raw,width=%d,height=%d ! " ENCODER (
                                       "600") "appsink name=sub sync=false",
      self->width, self->height, ZB_FILM_RATE, width, height);
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
draw_set (Maker *self)
{
  cairo_t *cr;

  self->set_width = (int)(self->width * LARGER);
  self->set_height = (int)(self->height * LARGER);
  self->set = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->set_width, self->set_height);
  cr = cairo_create (self->set);
  zb_scene_draw_set (self->scene, cr, self->set_width, self->set_height);
  cairo_destroy (cr);
}

static void
open_maker (Maker *self, ZbScene scene)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)scene + 1);

  zb_profile_get_size (ZB_PROFILE_MAIN, &self->width, &self->height);
  self->scene = scene;
  draw_set (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->noise); i++)
    self->noise[i] = (gint8)g_rand_int_range (rand, -NOISE, NOISE + 1);
}

static void
close_maker (Maker *self)
{
  if (self->pipeline)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->pipeline);
  cairo_surface_destroy (self->set);
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    g_clear_pointer (&self->frames[i], g_ptr_array_unref);
}

/* Once round in the length of the film, so that it can be played round and round. */
static void
draw (Maker *self, cairo_t *cr, double seconds)
{
  const double angle = 2 * G_PI * seconds / SECONDS;
  const double x = (self->set_width - self->width) / 2. * (1 + sin (angle)),
               y = (self->set_height - self->height) / 2. * (1 + cos (angle));

  cairo_translate (cr, -round (x), -round (y));
  cairo_set_source_surface (cr, self->set, 0, 0);
  cairo_paint (cr);
  zb_scene_draw_cast (self->scene, cr, self->set_width, self->set_height, seconds);
}

static void
add_noise (Maker *self, guint8 *pixels, guint frame)
{
  for (int y = 0; y < self->height; y++)
    {
      const gint8 *noise = self->noise + (frame * 4099 + (guint)y * 1543) % N_NOISE;
      guint8 *row = pixels + (gsize)y * (gsize)self->width * 4;
      for (int x = 0; x < self->width; x++)
        for (int i = 0; i < 3; i++)
          row[x * 4 + i] = (guint8)CLAMP (row[x * 4 + i] + noise[x], 0, 255);
    }
}

static void
push_frame (Maker *self, guint frame)
{
  GstMapInfo map;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, (gsize)self->width * (gsize)self->height * 4, NULL);
  cairo_surface_t *surface;
  cairo_t *cr;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  surface = cairo_image_surface_create_for_data (map.data, CAIRO_FORMAT_RGB24, self->width, self->height,
                                                 self->width * 4);
  cr = cairo_create (surface);
  draw (self, cr, frame / (double)ZB_FILM_RATE);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  add_noise (self, map.data, frame);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (frame, GST_SECOND, ZB_FILM_RATE);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FILM_RATE;
  gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer);
}

static gboolean
wait_for_end (Maker *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;

  gst_app_src_end_of_stream (GST_APP_SRC (self->source));
  message = gst_bus_timed_pop_filtered (bus, 120 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  if (message)
    gst_message_parse_error (message, error, NULL);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The encoder does not end");
  return FALSE;
}

static gboolean
store (Maker *self, const char *directory, GError **error)
{
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    {
      g_autofree char *path = zb_film_path (directory, self->scene, (ZbProfile)i);
      if (!zb_film_store (path, self->frames[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_film (const char *directory, ZbScene scene, GError **error)
{
  Maker maker = { 0 };
  gboolean made;

  open_maker (&maker, scene);
  made = open_pipeline (&maker, error);
  for (guint i = 0; made && i < N_FRAMES; i++)
    push_frame (&maker, i);
  made = made && wait_for_end (&maker, error) && store (&maker, directory, error);
  close_maker (&maker);
  return made;
}

static gboolean
is_made (const char *directory, guint n)
{
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    {
      g_autoptr (ZbFilm) film = zb_moving_film_open (directory, n, (ZbProfile)i, NULL);
      if (!film || zb_film_get_n_frames (film) != N_FRAMES)
        return FALSE;
    }
  return TRUE;
}

/**
 * zb_moving_films_make:
 * @directory: where they are kept; made where it is missing
 * @error: why it failed
 *
 * Makes what is missing of them, half a minute of work. GStreamer must have been initialised.
 *
 * Returns: whether all are there
 */
gboolean
zb_moving_films_make (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot make the directory %s", directory);
      return FALSE;
    }
  for (guint i = 0; i < ZB_N_MOVING_FILMS; i++)
    if (!is_made (directory, i) && !make_film (directory, scenes[i], error))
      return FALSE;
  return TRUE;
}

/**
 * zb_moving_film_open:
 * @directory: where they are kept
 * @n: which of them
 * @profile: in which size
 * @error: why it failed
 *
 * Returns: (transfer full) (nullable): the film
 */
ZbFilm *
zb_moving_film_open (const char *directory, guint n, ZbProfile profile, GError **error)
{
  return zb_film_open (directory, scenes[n % ZB_N_MOVING_FILMS], profile, error);
}
