/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras that turn: the head by the clock, what is covered, and the picture over real RTSP. */
#include "zb-counter.h"
#include "zb-rtsp-server.h"
#include "zb-ticket-book.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <math.h>
#include <stdlib.h>

#define HEADING 350.
#define SECOND G_USEC_PER_SEC

/* --- the head ------------------------------------------------------------------------------------------- */

static void
test_dead_man (void)
{
  g_autoptr (ZbHead) head = zb_head_new (HEADING, ZB_VISTA_HEIGHT);
  gint64 t = 1000;
  g_assert_cmpfloat (zb_head_get_pose (head, t).pan, ==, HEADING);
  zb_head_drive (head, (ZbPose){ 0.5, 0, 0 }, t, t + SECOND);
  g_assert_cmpfloat_with_epsilon (zb_head_get_pose (head, t + SECOND / 2).pan, HEADING + 9, 1e-6);
  g_assert_true (zb_head_is_moving (head, t + SECOND / 2));
  g_assert_cmpfloat_with_epsilon (zb_head_get_pose (head, t + 60 * SECOND).pan, 8, 1e-6);
  g_assert_false (zb_head_is_moving (head, t + 60 * SECOND));
}

/* Told again and again it goes on, to its end and no further. */
static void
test_reach (void)
{
  g_autoptr (ZbHead) head = zb_head_new (HEADING, ZB_VISTA_HEIGHT);
  gint64 t = 1000;
  for (; t < 20 * SECOND; t += SECOND / 2)
    zb_head_drive (head, (ZbPose){ 1, -1, 1 }, t, t + SECOND);
  ZbPose pose = zb_head_get_pose (head, t);
  g_assert_cmpfloat (zb_head_get_offset (head, pose.pan), ==, 45);
  g_assert_cmpfloat (pose.tilt, ==, -32);
  g_assert_cmpfloat (pose.zoom, ==, ZB_HEAD_ZOOM_MOST);
}

static void
test_halt (void)
{
  g_autoptr (ZbHead) head = zb_head_new (HEADING, ZB_VISTA_HEIGHT);
  zb_head_drive (head, (ZbPose){ -1, 0, 0 }, 0, SECOND);
  zb_head_halt (head, SECOND / 10);
  double pan = zb_head_get_pose (head, SECOND / 10).pan;
  g_assert_cmpfloat (pan, <, HEADING);
  g_assert_cmpfloat (zb_head_get_pose (head, 9 * SECOND).pan, ==, pan);
}

static void
test_go_to (void)
{
  g_autoptr (ZbHead) head = zb_head_new (HEADING, ZB_VISTA_HEIGHT);
  g_assert_false (zb_head_go_to (head, (ZbPose){ 90, -10, 2 }, 0));
  g_assert_true (zb_head_go_to (head, (ZbPose){ 20, -10, 3 }, 0));
  for (gint64 t = 0; t < 5 * SECOND; t += SECOND / 15)
    zb_head_get_pose (head, t);
  ZbPose pose = zb_head_get_pose (head, 5 * SECOND);
  g_assert_false (zb_head_is_moving (head, 5 * SECOND));
  g_assert_cmpfloat_with_epsilon (pose.pan, 20, 1e-9);
  g_assert_cmpfloat (pose.tilt, ==, -10);
  g_assert_cmpfloat (pose.zoom, ==, 3);
}

/* --- what is covered ---------------------------------------------------------------------------------- */

static guint32
paint_middle (ZbVista *vista, cairo_surface_t *frame, ZbPose pose, double seconds)
{
  zb_vista_paint (vista, frame, pose, seconds);
  cairo_surface_flush (frame);
  const guint8 *pixels = cairo_image_surface_get_data (frame);
  const guint8 *middle = pixels + cairo_image_surface_get_stride (frame) * 90 + 160 * 4;
  return *(const guint32 *)(gconstpointer)middle & 0xffffff;
}

static guint32
mask_pixel (void)
{
  ZbTone tone = ZB_VISTA_MASK;
  return (guint32)lround (tone.r * 255) << 16 | (guint32)lround (tone.g * 255) << 8 |
         (guint32)lround (tone.b * 255);
}

/* Soft while it turns and sharp when it rests, close and wide: nobody sees what is behind. */
static void
test_masks (gconstpointer data)
{
  ZbVistaKind kind = (ZbVistaKind)GPOINTER_TO_INT (data);
  g_autoptr (ZbVista) vista = zb_vista_new (kind, 320, 180);
  cairo_surface_t *frame = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 320, 180);
  g_assert_cmpuint (zb_vista_get_n_masks (kind), >, 0);
  for (guint i = 0; i < zb_vista_get_n_masks (kind); i++)
    for (double zoom = 1; zoom < 8; zoom *= 1.6)
      for (guint picture = 0; picture < 7; picture++)
        {
          ZbPose pose = zb_vista_get_mask_pose (kind, i);
          pose.zoom = zoom;
          g_assert_cmphex (paint_middle (vista, frame, pose, picture * 2.9), ==, mask_pixel ());
        }
  g_assert_cmphex (paint_middle (vista, frame, (ZbPose){ 0, -20, 1 }, 0), !=, mask_pixel ());
  cairo_surface_destroy (frame);
}

/* To be looked at: widest, to both sides, close, and at what is covered. */
static void
test_picture (gconstpointer data)
{
  const ZbPose poses[] = { { 0, -17, 1 }, { -42, -12, 1 }, { 42, -30, 1 }, { 4, -17, 5 }, { -24, -21, 3 } };
  ZbVistaKind kind = (ZbVistaKind)GPOINTER_TO_INT (data);
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autoptr (ZbVista) vista = zb_vista_new (kind, 1280, 720);
  cairo_surface_t *frame = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1280, 720);
  gint64 begin = g_get_monotonic_time ();
  for (guint i = 0; i < G_N_ELEMENTS (poses); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/vista-%d-%u.png", folder ? folder : "", (int)kind, i);
      for (guint picture = 0; picture < 7; picture++)
        zb_vista_paint (vista, frame, poses[i], 3 + picture / 15.);
      if (folder)
        g_assert_cmpint (cairo_surface_write_to_png (frame, path), ==, CAIRO_STATUS_SUCCESS);
    }
  g_test_message ("%.1f ms a picture, those that are drawn anew among them",
                  (double)(g_get_monotonic_time () - begin) / 1000 / 7 / G_N_ELEMENTS (poses));
  cairo_surface_destroy (frame);
}

/* --- over RTSP ------------------------------------------------------------------------------------------ */

typedef struct
{
  ZbTicketBook *book;
  ZbHead *head;
  ZbVistaKind vista;
  ZbRtspServer *server;
} Fixture;

static ZbCameraAnswer
resolve (const char *camera, ZbScene *scene, gpointer user_data)
{
  return ZB_CAMERA_READY;
}

static ZbHead *
find_head (const char *camera, ZbVistaKind *vista, gpointer data)
{
  Fixture *f = data;
  *vista = f->vista;
  return g_str_equal (camera, "roof") ? g_object_ref (f->head) : NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->book = zb_ticket_book_new ();
  f->head = zb_head_new (HEADING, ZB_VISTA_HEIGHT);
  f->vista = g_strcmp0 (data, "counter") == 0 ? ZB_VISTA_COUNTER : ZB_VISTA_VIADUCT;
  f->server = zb_rtsp_server_new (g_get_tmp_dir ());
  zb_rtsp_server_set_resolver (f->server, resolve, NULL);
  zb_rtsp_server_set_head_finder (f->server, find_head, f);
  zb_rtsp_server_set_authenticator (f->server, zb_ticket_book_lookup, f->book);
  zb_rtsp_server_start (f->server, "127.0.0.1", 0, &error);
  g_assert_no_error (error);
}

/* The threads of a viewer that has gone end in their own time. */
static void
assert_goes (gpointer object)
{
  gint64 end = g_get_monotonic_time () + 10 * SECOND;
  g_object_add_weak_pointer (object, &object);
  g_object_unref (object);
  while (object && g_get_monotonic_time () < end)
    g_usleep (5000);
  g_assert_null (object);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zb_rtsp_server_stop (f->server);
  g_assert_finalize_object (f->server);
  assert_goes (f->head);
  g_assert_finalize_object (f->book);
}

typedef struct
{
  GstElement *pipeline;
  GstAppSink *sink;
  guint n_frames;
} Viewer;

static void
viewer_open (Viewer *viewer, Fixture *f, const char *profile)
{
  ZbTicketStub stub;
  g_autofree char *uri = zb_rtsp_server_dup_uri (f->server, NULL, "roof", profile);
  zb_ticket_book_issue (f->book, "roof", profile, 60, &stub);
  *viewer =
      (Viewer){ .pipeline = gst_parse_launch (
                    "rtspsrc name=source protocols=tcp latency=0 ! rtph264depay ! h264parse ! "
                    "avdec_h264 ! videoconvert ! video/x-raw,format=GRAY8 ! appsink name=sink sync=false",
                    NULL) };
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (viewer->pipeline), "source");
  viewer->sink = GST_APP_SINK (gst_bin_get_by_name (GST_BIN (viewer->pipeline), "sink"));
  g_object_set (source, "location", uri, "user-id", stub.user, "user-pw", stub.password, NULL);
  gst_element_set_state (viewer->pipeline, GST_STATE_PLAYING);
  zb_ticket_stub_clear (&stub);
}

static void
viewer_close (Viewer *viewer)
{
  gst_element_set_state (viewer->pipeline, GST_STATE_NULL);
  g_clear_object (&viewer->sink);
  g_clear_object (&viewer->pipeline);
}

static GstSample *
viewer_next (Viewer *viewer)
{
  GstSample *sample = gst_app_sink_try_pull_sample (viewer->sink, 20 * GST_SECOND);
  g_assert_nonnull (sample);
  viewer->n_frames++;
  return sample;
}

/* How much two pictures differ, of 255. */
static double
difference (GstSample *a, GstSample *b)
{
  GstMapInfo one, other;
  double sum = 0;
  gst_buffer_map (gst_sample_get_buffer (a), &one, GST_MAP_READ);
  gst_buffer_map (gst_sample_get_buffer (b), &other, GST_MAP_READ);
  g_assert_cmpuint (one.size, ==, other.size);
  for (gsize i = 0; i < one.size; i++)
    sum += abs (one.data[i] - other.data[i]);
  sum /= (double)one.size;
  gst_buffer_unmap (gst_sample_get_buffer (a), &one);
  gst_buffer_unmap (gst_sample_get_buffer (b), &other);
  return sum;
}

static double
difference_after (Viewer *viewer, guint n_frames)
{
  g_autoptr (GstSample) first = viewer_next (viewer), last = gst_sample_ref (first);
  for (guint i = 0; i < n_frames; i++)
    {
      gst_sample_unref (last);
      last = viewer_next (viewer);
    }
  return difference (first, last);
}

/* Still it is nearly the same picture; turned, it is another. */
static void
test_turns (Fixture *f, gconstpointer profile)
{
  Viewer viewer;
  int width, height;
  ZbProfile which;
  viewer_open (&viewer, f, profile);
  g_autoptr (GstSample) first = viewer_next (&viewer);
  const GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (first), 0);
  g_assert_true (zb_profile_from_name (profile, &which));
  zb_profile_get_size (which, &width, &height);
  int has_width = 0, has_height = 0;
  gst_structure_get_int (format, "width", &has_width);
  gst_structure_get_int (format, "height", &has_height);
  g_assert_cmpint (has_width, ==, width);
  g_assert_cmpint (has_height, ==, height);
  double still = difference_after (&viewer, 15);
  gint64 now = g_get_monotonic_time ();
  zb_head_drive (f->head, (ZbPose){ 1, 0, 0 }, now, now + SECOND);
  double turned = difference_after (&viewer, 25);
  g_test_message ("still %.2f, turned %.2f of 255", still, turned);
  g_assert_cmpfloat (turned, >, 8);
  g_assert_cmpfloat (turned, >, 4 * still);
  viewer_close (&viewer);
}

/* What a benchmark reads the delay off: it rises, and a picture is not older than the camera's promise. */
static void
test_counter (Fixture *f, gconstpointer data)
{
  Viewer viewer;
  guint32 before = 0;
  viewer_open (&viewer, f, "sub");
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GstSample) sample = viewer_next (&viewer);
      GstMapInfo map;
      guint32 number = 0, now = (guint32)(g_get_monotonic_time () / 1000) & 0xffffff;
      gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
      g_assert_true (zb_counter_read (map.data, 640, 360, 640, 1, &number));
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
      g_assert_cmpuint (number, >, before);
      g_test_message ("%u ms", now - number);
      before = number;
    }
  viewer_close (&viewer);
}

/* Pictures come as they are promised. */
static void
test_rate (Fixture *f, gconstpointer data)
{
  Viewer viewer;
  viewer_open (&viewer, f, "sub");
  for (guint i = 0; i < 10; i++)
    gst_sample_unref (viewer_next (&viewer));
  gint64 begin = g_get_monotonic_time ();
  for (guint i = 0; i < 45; i++)
    gst_sample_unref (viewer_next (&viewer));
  double rate = 45e6 / (double)(g_get_monotonic_time () - begin);
  g_test_message ("%.1f frames a second", rate);
  g_assert_cmpfloat_with_epsilon (rate, ZB_FILM_RATE, 3);
  viewer_close (&viewer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/head/dead-man", test_dead_man);
  g_test_add_func ("/head/reach", test_reach);
  g_test_add_func ("/head/halt", test_halt);
  g_test_add_func ("/head/go-to", test_go_to);
  g_test_add_data_func ("/vista/masks/viaduct", GINT_TO_POINTER (ZB_VISTA_VIADUCT), test_masks);
  g_test_add_data_func ("/vista/masks/gardens", GINT_TO_POINTER (ZB_VISTA_GARDENS), test_masks);
  g_test_add_data_func ("/vista/picture/viaduct", GINT_TO_POINTER (ZB_VISTA_VIADUCT), test_picture);
  g_test_add_data_func ("/vista/picture/gardens", GINT_TO_POINTER (ZB_VISTA_GARDENS), test_picture);
  g_test_add ("/vista/turns/main", Fixture, "main", set_up, test_turns, tear_down);
  g_test_add ("/vista/turns/sub", Fixture, "sub", set_up, test_turns, tear_down);
  g_test_add ("/vista/counter", Fixture, "counter", set_up, test_counter, tear_down);
  g_test_add ("/vista/rate", Fixture, NULL, set_up, test_rate, tear_down);
  return g_test_run ();
}
