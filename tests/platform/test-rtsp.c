/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration cameras over real RTSP: rtspsrc on TCP, tickets good and bad, the loop's seam. */
#include "zb-rtsp-server.h"
#include "zb-ticket-book.h"

#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <gst/gst.h>
#include <gst/rtsp/rtsp.h>

#define LOOP_SECONDS 2

static char *directory;

typedef struct
{
  ZbTicketBook *book;
  ZbRtspServer *server;
} Fixture;

static ZbCameraAnswer
resolve (const char *camera, ZbScene *scene, gpointer user_data)
{
  if (g_str_has_prefix (camera, "offline"))
    return ZB_CAMERA_OFFLINE;
  *scene = g_str_has_prefix (camera, "gate")   ? ZB_SCENE_GATE
           : g_str_has_prefix (camera, "park") ? ZB_SCENE_PARK
                                               : ZB_SCENE_JUNCTION;
  return g_str_has_prefix (camera, "nobody") ? ZB_CAMERA_UNKNOWN : ZB_CAMERA_READY;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->book = zb_ticket_book_new ();
  f->server = zb_rtsp_server_new (directory);
  zb_rtsp_server_set_resolver (f->server, resolve, NULL);
  zb_rtsp_server_set_authenticator (f->server, zb_ticket_book_lookup, f->book);
  g_assert_cmpuint (zb_rtsp_server_start (f->server, "127.0.0.1", 0, &error), >, 0);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zb_rtsp_server_stop (f->server);
  g_assert_finalize_object (f->server);
  g_assert_finalize_object (f->book);
}

typedef struct
{
  GstElement *pipeline;
  gint frames; /* atomic */
  gint backward;
  GstClockTime last;
  int width, height;
} Viewer;

static GstFlowReturn
count_frame (GstAppSink *sink, gpointer user_data)
{
  Viewer *viewer = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstClockTime pts = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  const GstStructure *format = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  gst_structure_get_int (format, "width", &viewer->width);
  gst_structure_get_int (format, "height", &viewer->height);
  if (viewer->frames > 0 && pts <= viewer->last)
    viewer->backward++;
  viewer->last = pts;
  g_atomic_int_inc (&viewer->frames);
  return GST_FLOW_OK;
}

static void
viewer_open (Viewer *viewer, Fixture *f, const char *camera, const char *profile, const ZbTicketStub *stub)
{
  g_autofree char *uri = zb_rtsp_server_dup_uri (f->server, NULL, camera, profile);
  GstAppSinkCallbacks callbacks = { .new_sample = count_frame };
  *viewer = (Viewer){ 0 };
  viewer->pipeline =
      gst_parse_launch ("rtspsrc name=source protocols=tcp latency=100 ! rtph264depay ! h264parse ! "
                        "avdec_h264 ! appsink name=sink sync=false",
                        NULL);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (viewer->pipeline), "source");
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (viewer->pipeline), "sink");
  g_object_set (source, "location", uri, "user-id", stub->user, "user-pw", stub->password, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, viewer, NULL);
  gst_element_set_state (viewer->pipeline, GST_STATE_PLAYING);
}

static void
viewer_close (Viewer *viewer)
{
  gst_element_set_state (viewer->pipeline, GST_STATE_NULL);
  g_clear_object (&viewer->pipeline);
}

/* Waits for frames; returns the error that came instead. */
static GError *
viewer_wait (Viewer *viewer, gint frames, guint seconds)
{
  GError *error = NULL;
  g_autoptr (GstBus) bus = gst_element_get_bus (viewer->pipeline);
  gint64 end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  while (g_atomic_int_get (&viewer->frames) < frames && g_get_monotonic_time () < end && !error)
    {
      g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, 20 * GST_MSECOND, GST_MESSAGE_ERROR);
      if (message)
        gst_message_parse_error (message, &error, NULL);
    }
  return error;
}

static void
test_watch (Fixture *f, gconstpointer profile)
{
  Viewer viewer;
  ZbTicketStub stub;
  int width, height;
  ZbProfile which;
  g_autoptr (GError) error = NULL;
  zb_ticket_book_issue (f->book, "gate-1", profile, 60, &stub);
  viewer_open (&viewer, f, "gate-1", profile, &stub);
  error = viewer_wait (&viewer, 5 * LOOP_SECONDS * ZB_FILM_RATE / 2, 20);
  g_assert_no_error (error);
  g_assert_cmpint (viewer.frames, >=, 5 * LOOP_SECONDS * ZB_FILM_RATE / 2); /* the seam was passed twice */
  g_assert_cmpint (viewer.backward, ==, 0);
  g_assert_true (zb_profile_from_name (profile, &which));
  zb_profile_get_size (which, &width, &height);
  g_assert_cmpint (viewer.width, ==, width);
  g_assert_cmpint (viewer.height, ==, height);
  viewer_close (&viewer);
  zb_ticket_stub_clear (&stub);
}

static void
test_rate (Fixture *f, gconstpointer data)
{
  Viewer viewer;
  ZbTicketStub stub;
  g_autoptr (GError) error = NULL;
  zb_ticket_book_issue (f->book, "gate-1", "sub", 60, &stub);
  viewer_open (&viewer, f, "gate-1", "sub", &stub);
  error = viewer_wait (&viewer, 15, 10);
  g_assert_no_error (error);
  gint64 begin = g_get_monotonic_time ();
  gint before = g_atomic_int_get (&viewer.frames);
  error = viewer_wait (&viewer, before + 45, 10);
  double rate =
      (g_atomic_int_get (&viewer.frames) - before) * 1e6 / (double)(g_get_monotonic_time () - begin);
  g_test_message ("%.1f frames a second", rate);
  g_assert_cmpfloat_with_epsilon (rate, ZB_FILM_RATE, 3);
  viewer_close (&viewer);
  zb_ticket_stub_clear (&stub);
}

/* Ten viewers of five cameras; all see pictures. */
static void
test_many (Fixture *f, gconstpointer data)
{
  Viewer viewers[10];
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      ZbTicketStub stub;
      g_autofree char *camera = g_strdup_printf ("%s-%u", i % 2 ? "gate" : "junction", i / 2);
      zb_ticket_book_issue (f->book, camera, "sub", 60, &stub);
      viewer_open (&viewers[i], f, camera, "sub", &stub);
      zb_ticket_stub_clear (&stub);
    }
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autoptr (GError) error = viewer_wait (&viewers[i], 20, 90);
      g_assert_no_error (error);
      g_assert_cmpint (viewers[i].frames, >=, 20);
    }
  g_assert_cmpuint (zb_rtsp_server_get_n_viewers (f->server), ==, G_N_ELEMENTS (viewers));
  for (guint i = 0; i < G_N_ELEMENTS (viewers); i++)
    viewer_close (&viewers[i]);
}

static void
assert_refused (Fixture *f, const char *camera, const char *profile, const ZbTicketStub *stub, int code)
{
  Viewer viewer;
  viewer_open (&viewer, f, camera, profile, stub);
  g_autoptr (GError) error = viewer_wait (&viewer, 1, 10);
  g_assert_error (error, GST_RESOURCE_ERROR, code);
  g_assert_cmpint (viewer.frames, ==, 0);
  viewer_close (&viewer);
}

static void
test_tickets (Fixture *f, gconstpointer data)
{
  ZbTicketStub good, forged, other, expired;
  zb_ticket_book_issue (f->book, "gate-1", "sub", 60, &good);
  zb_ticket_book_issue (f->book, "gate-2", "sub", 60, &other);
  zb_ticket_book_issue (f->book, "gate-1", "sub", 0, &expired);
  forged = (ZbTicketStub){ g_strdup (good.user), g_strdup ("guess"), 0 };
  assert_refused (f, "gate-1", "sub", &forged, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
  assert_refused (f, "gate-1", "sub", &other, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
  assert_refused (f, "gate-1", "sub", &expired, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
  assert_refused (f, "gate-1", "main", &good, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
  zb_ticket_book_revoke (f->book, good.user);
  assert_refused (f, "gate-1", "sub", &good, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
  zb_ticket_stub_clear (&good);
  zb_ticket_stub_clear (&other);
  zb_ticket_stub_clear (&expired);
  zb_ticket_stub_clear (&forged);
}

static void
test_unwatchable (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *camera, *profile;
    int code;
  } cases[] = {
    { "nobody-1", "sub", GST_RESOURCE_ERROR_NOT_FOUND },
    { "gate-1", "ultra", GST_RESOURCE_ERROR_NOT_FOUND },
    { "offline-1", "sub", GST_RESOURCE_ERROR_NOT_FOUND },
    { "park-1", "sub", GST_RESOURCE_ERROR_READ }, /* its film is not made */
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ZbTicketStub stub;
      zb_ticket_book_issue (f->book, cases[i].camera, cases[i].profile, 60, &stub);
      assert_refused (f, cases[i].camera, cases[i].profile, &stub, cases[i].code);
      zb_ticket_stub_clear (&stub);
    }
}

/* Leaving and coming back at once, several times: the shared pipeline must not be caught half closed. */
static void
test_come_and_go (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 6; i++)
    {
      Viewer viewer;
      ZbTicketStub stub;
      zb_ticket_book_issue (f->book, "gate-1", "sub", 60, &stub);
      viewer_open (&viewer, f, "gate-1", "sub", &stub);
      g_autoptr (GError) error = viewer_wait (&viewer, 3, 10);
      g_assert_no_error (error);
      g_assert_cmpint (viewer.frames, >=, 3);
      viewer_close (&viewer);
      zb_ticket_stub_clear (&stub);
    }
}

static void
test_port_in_use (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRtspServer) second = zb_rtsp_server_new (directory);
  g_assert_cmpuint (zb_rtsp_server_start (second, "127.0.0.1", zb_rtsp_server_get_port (f->server), &error),
                    ==, 0);
  g_assert_nonnull (error);
}

static void
told (guint done, guint total, const char *scene, gpointer user_data)
{
  (*(guint *)user_data)++;
}

static void
test_films (void)
{
  guint n_told = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  gint64 begin = g_get_monotonic_time ();
  g_assert_true (zb_films_make (directory, 2, LOOP_SECONDS, told, &n_told, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_told, ==, 2);
  g_test_message ("found again in %.1f ms", (double)(g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC);
  g_cancellable_cancel (cancelled);
  g_assert_false (zb_films_make (directory, ZB_N_SCENES, LOOP_SECONDS, told, &n_told, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
note_order (guint done, guint total, const char *scene, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", scene);
}

/* Whoever waits for a scene gets it next. */
static void
test_wanted_first (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree char *elsewhere = g_build_filename (directory, "elsewhere", NULL);
  zb_film_want (ZB_SCENE_SHED);
  g_assert_true (zb_films_make (elsewhere, 3, 0.2, note_order, order, NULL, &error));
  g_assert_cmpstr (order->str, ==, "shed junction gate ");
  for (guint i = 0; i < 3 * ZB_N_PROFILES; i++)
    {
      g_autofree char *path = zb_film_path (elsewhere, (ZbScene)(i / 2), (ZbProfile)(i % 2));
      g_unlink (path);
    }
  g_rmdir (elsewhere);
}

static void
test_damaged_film (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zb_film_path (directory, ZB_SCENE_PARK, ZB_PROFILE_SUB);
  g_assert_true (g_file_set_contents (path, "not a film at all", -1, NULL));
  g_assert_null (zb_film_open (directory, ZB_SCENE_PARK, ZB_PROFILE_SUB, &error));
  g_assert_nonnull (error);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  directory = g_dir_make_tmp ("zb-films-XXXXXX", NULL);
  if (!zb_films_make (directory, 2, LOOP_SECONDS, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  g_test_add_func ("/cameras/films/again", test_films);
  g_test_add_func ("/cameras/films/wanted-first", test_wanted_first);
  g_test_add_func ("/cameras/films/damaged", test_damaged_film);
#define ADD(path, data, func) g_test_add ("/cameras/rtsp/" path, Fixture, data, set_up, func, tear_down)
  ADD ("watch-main", "main", test_watch);
  ADD ("watch-sub", "sub", test_watch);
  ADD ("rate", NULL, test_rate);
  ADD ("many", NULL, test_many);
  ADD ("tickets", NULL, test_tickets);
  ADD ("unwatchable", NULL, test_unwatchable);
  ADD ("come-and-go", NULL, test_come_and_go);
  ADD ("port-in-use", NULL, test_port_in_use);
  int result = g_test_run ();
  for (guint i = 0; i < 2 * ZB_N_PROFILES; i++)
    {
      g_autofree char *path = zb_film_path (directory, (ZbScene)(i / 2), (ZbProfile)(i % 2));
      g_unlink (path);
    }
  g_rmdir (directory);
  return result;
}
