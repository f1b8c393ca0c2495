/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does with cameras, at a real platform: layouts that they have at any seat and nobody else
 * has, also while there is no line; pictures that are written down; a second window. */
#include "zb-alerts-page.h"
#include "zb-duty.h"
#include "zb-layouts.h"
#include "zb-map-view.h"
#include "zb-rail-row.h"
#include "zb-sample-window.h"
#include "zb-video-window.h"

static gpointer
find_type (GtkWidget *widget, GType type)
{
  gpointer found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static ZbVideoPage *
get_page (ZbDuty *duty)
{
  return find_type (GTK_WIDGET (duty->window), ZB_TYPE_VIDEO_PAGE);
}

static GListStore *
get_layouts (ZbVideoPage *page)
{
  GListStore *layouts;

  g_object_get (page, "layouts", &layouts, NULL);
  if (layouts)
    g_object_unref (layouts);
  return layouts;
}

static guint
count (ZbDuty *duty)
{
  GListStore *layouts = get_layouts (get_page (duty));

  return layouts ? g_list_model_get_n_items (G_LIST_MODEL (layouts)) : 0;
}

/* The sets of layers come with the preferences. */
static gboolean
has_all (gpointer duty)
{
  GtkWidget *map = find_type (GTK_WIDGET (((ZbDuty *)duty)->window), ZB_TYPE_MAP_VIEW);
  g_autoptr (GListStore) sets = NULL;

  g_object_get (map, "layer-sets", &sets, NULL);
  return sets && get_layouts (get_page (duty));
}

static void
sit_down (ZbDuty *duty, const char *username)
{
  zb_duty_sign_in (duty, username);
  g_assert_true (zb_test_wait (has_all, duty, 10000));
}

static void
act (ZbDuty *duty, const char *action, const char *text)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (duty)), action, text ? "s" : NULL, text));
}

typedef struct
{
  ZbDuty *duty;
  const char *who, *text;
  gboolean there;
} Expectation;

static gboolean
is_at_platform (gpointer data)
{
  const Expectation *wanted = data;
  g_autoptr (ZbTestAnswer) answer = zb_test_get (wanted->duty->platform, wanted->who, "/layouts");

  return answer->status == 200 && (strstr (answer->text, wanted->text) != NULL) == wanted->there;
}

static void
wait_at_platform (ZbDuty *duty, const char *who, const char *text, gboolean there)
{
  Expectation wanted = { duty, who, text, there };

  g_assert_true (zb_test_wait (is_at_platform, &wanted, 20000));
}

static gboolean
has_one (gpointer duty)
{
  return count (duty) == 1;
}

static const char *
get_id (ZbDuty *duty, guint position)
{
  g_autoptr (ZbLayout) layout =
      g_list_model_get_item (G_LIST_MODEL (get_layouts (get_page (duty))), position);

  return layout->id;
}

/* Each their own, deleted and had back, wherever they sit. */
static void
test_layouts (ZbDuty *duty, gconstpointer data)
{
  sit_down (duty, "officer");
  act (duty, "layouts.save", "夜间巡查");
  wait_at_platform (duty, "officer", "夜间巡查", TRUE);
  sit_down (duty, "officer2");
  g_assert_cmpuint (count (duty), ==, 0);
  sit_down (duty, "officer");
  g_assert_true (zb_test_wait (has_one, duty, 10000));
  act (duty, "layouts.remove", get_id (duty, 0));
  wait_at_platform (duty, "officer", "夜间巡查", FALSE);
  act (duty, "layouts.restore", NULL);
  wait_at_platform (duty, "officer", "夜间巡查", TRUE);
  g_assert_cmpuint (count (duty), ==, 1);
}

static gboolean
is_cut_off (gpointer duty)
{
  return !zb_desk_get_connected (((ZbDuty *)duty)->desk);
}

/* Without a line the last known ones are shown, and what is done with them is done when there is one. */
static void
test_no_line (ZbDuty *duty, gconstpointer data)
{
  sit_down (duty, "officer");
  act (duty, "layouts.save", "大门");
  wait_at_platform (duty, "officer", "大门", TRUE);
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_cut_off, duty, 30000));
  g_assert_cmpuint (count (duty), ==, 1);
  act (duty, "layouts.save", "路口");
  g_assert_cmpuint (count (duty), ==, 2);
  zb_test_platform_start (duty->platform);
  g_assert_true (zb_test_wait (zb_duty_is_open, duty, 60000));
  wait_at_platform (duty, "officer", "路口", TRUE);
  g_assert_cmpuint (count (duty), ==, 2);
}

static gboolean
is_answered (gpointer answer)
{
  return zb_answer_get_state (answer) != ZB_ANSWER_PENDING;
}

/* The link asks as the contract says, and what it is answered can be found in the audit log. */
static void
test_note (ZbDuty *duty, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = NULL;
  g_autoptr (ZbTestAnswer) audit = NULL;
  g_autoptr (ZbSnapshotNote) note = NULL;
  ZbMedia *media;

  sit_down (duty, "officer");
  media = ZB_MEDIA (zb_desk_get_link (duty->desk));
  answer = zb_media_note_snapshot (media, ZB_TEST_CAMERA_NORTH, g_get_real_time (), "live");
  g_assert_true (zb_test_wait (is_answered, answer, 10000));
  g_assert_cmpint (zb_answer_get_state (answer), ==, ZB_ANSWER_READY);
  note = g_list_model_get_item (zb_answer_get_items (answer), 0);
  audit = zb_test_get (duty->platform, "auditor", "/audit?id=" ZB_TEST_CAMERA_NORTH);
  g_assert_nonnull (strstr (audit->text, "camera.snapshot"));
  g_assert_nonnull (strstr (audit->text, note->id));
}

/* --- the second window ------------------------------------------------------------------------------ */

static ZbVideoWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (ZB_IS_VIDEO_WINDOW (window))
        return ZB_VIDEO_WINDOW (window);
    }
  return NULL;
}

static gboolean
knows_cameras (gpointer duty)
{
  return zb_world_lookup (zb_desk_get_world (((ZbDuty *)duty)->desk), ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH) !=
         NULL;
}

/* Other tiles in another shape, the same layouts; not seen while the door is shut. */
static void
test_window (ZbDuty *duty, gconstpointer data)
{
  ZbVideoPage *page;
  ZbDevice *camera;
  GtkWidget *window;

  sit_down (duty, "officer");
  g_assert_true (zb_test_wait (knows_cameras, duty, 10000));
  camera = zb_world_lookup (zb_desk_get_world (duty->desk), ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH);
  g_assert_null (find_window ());
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.video-window", NULL));
  window = GTK_WIDGET (find_window ());
  g_assert_nonnull (window);
  page = zb_video_window_get_page (ZB_VIDEO_WINDOW (window));
  g_assert_true (get_layouts (page) == get_layouts (get_page (duty)));
  zb_video_page_open (page, camera);
  g_assert_true (zb_tile_grid_get_device (zb_video_page_get_grid (page), 0) == camera);
  g_assert_null (zb_tile_grid_get_device (zb_video_page_get_grid (get_page (duty)), 0));
  gtk_widget_activate_action (GTK_WIDGET (page), "tiles.favour", NULL);
  act (duty, "layouts.save", "大门");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.video-window", NULL));
  g_assert_true (window == GTK_WIDGET (find_window ()));
  zb_window_set_open (duty->window, FALSE);
  g_assert_false (gtk_widget_get_visible (window));
  zb_window_set_open (duty->window, TRUE);
  g_assert_true (gtk_widget_get_visible (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (window));
  zb_duty_spin (100);
  g_assert_null (window);
}

static gboolean
is_remembered (gpointer data)
{
  const Expectation *wanted = data;
  g_autoptr (ZbTestAnswer) answer = zb_test_get (wanted->duty->platform, wanted->who, "/me/preferences");

  return answer->status == 200 && strstr (answer->text, wanted->text) != NULL;
}

/* What is arranged there is remembered beside what is arranged on the desk, with the favourites of both. */
static void
test_remembered (ZbDuty *duty, gconstpointer data)
{
  Expectation layout = { duty, "officer", "\"layout\"", TRUE },
              window = { duty, "officer", "\"window\"", TRUE },
              favourites = { duty, "officer", "\"favourites\"", TRUE };
  ZbVideoPage *page;
  ZbDevice *camera;

  sit_down (duty, "officer");
  g_assert_true (zb_test_wait (knows_cameras, duty, 10000));
  camera = zb_world_lookup (zb_desk_get_world (duty->desk), ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.video-window", NULL);
  page = zb_video_window_get_page (find_window ());
  zb_video_page_open (get_page (duty), camera);
  zb_video_page_open (page, camera);
  gtk_widget_activate_action (GTK_WIDGET (page), "tiles.favour", NULL);
  g_assert_true (zb_test_wait (is_remembered, &layout, 20000));
  g_assert_true (zb_test_wait (is_remembered, &window, 20000));
  g_assert_true (zb_test_wait (is_remembered, &favourites, 20000));
}

/* --- from page to page ------------------------------------------------------------------------------------
 */

static GtkListBoxRow *
find_rail_row (GtkWidget *rail, GtkWidget *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (rail), i)); i++)
    if (GTK_WIDGET (zb_rail_row_get_page (ZB_RAIL_ROW (row))) == page)
      return row;
  return NULL;
}

static GtkEventController *
find_motion (GtkWidget *rail)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (rail);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_CONTROLLER_MOTION (controller))
        return controller;
    }
  return NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* What is dragged and held over a line of the rail opens its page; what only passes does not. */
static void
test_rail (ZbDuty *duty, gconstpointer data)
{
  GtkWidget *page, *rail;
  graphene_point_t at;

  sit_down (duty, "officer");
  page = GTK_WIDGET (get_page (duty));
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "alerts");
  zb_duty_spin (300);
  g_assert_false (gtk_widget_get_mapped (page));
  rail = gtk_widget_get_ancestor (find_type (GTK_WIDGET (duty->window), ZB_TYPE_RAIL_ROW), GTK_TYPE_LIST_BOX);
  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (find_rail_row (rail, page)), rail,
                                           &GRAPHENE_POINT_INIT (4, 4), &at));
  g_signal_emit_by_name (find_motion (rail), "motion", (double)at.x, (double)at.y);
  g_signal_emit_by_name (find_motion (rail), "leave");
  zb_duty_spin (800);
  g_assert_false (gtk_widget_get_mapped (page));
  g_signal_emit_by_name (find_motion (rail), "motion", (double)at.x, (double)at.y);
  g_assert_true (zb_test_wait (is_mapped, page, 5000));
}

static gboolean
is_over (gpointer process)
{
  return g_subprocess_get_identifier (process) == NULL;
}

/* Moves and presses as the X server has it, in the window that is called so. */
static void
use_pointer (const char *const *arguments)
{
  const char *const head[] = { "xdotool", "search", "--onlyvisible", "--name", "^dragging$", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_addv (builder, (const char **)head);
  g_strv_builder_addv (builder, (const char **)arguments);
  words = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *)words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (zb_test_wait (is_over, process, 10000));
  zb_duty_spin (200);
}

#define POINTER(...) use_pointer ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct
{
  char x[16], y[16], beside[16];
} Place;

/* Where a widget is in its window's surface, for the pointer. */
static Place
find_place (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double left, top;
  graphene_point_t at;
  Place place;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT (12, 8), &at));
  gtk_native_get_surface_transform (native, &left, &top);
  g_snprintf (place.x, sizeof place.x, "%d", (int)(at.x + left));
  g_snprintf (place.y, sizeof place.y, "%d", (int)(at.y + top));
  g_snprintf (place.beside, sizeof place.beside, "%d", (int)(at.x + left) + 40);
  return place;
}

static GtkWidget *
find_row_of_alert (ZbDuty *duty)
{
  GtkWidget *page = find_type (GTK_WIDGET (duty->window), ZB_TYPE_ALERTS_PAGE);
  GtkWidget *list = find_type (page, GTK_TYPE_LIST_VIEW);

  return list ? zb_sample_find_text (list, zb_duty_find_alert (duty)->title) : NULL;
}

static gboolean
shows_row (gpointer duty)
{
  return find_row_of_alert (duty) != NULL;
}

static gboolean
shows_camera (gpointer duty)
{
  ZbDevice *device = zb_tile_grid_get_device (zb_video_page_get_grid (get_page (duty)), 0);

  return device && g_str_equal (ZB_ENTITY (device)->id, ZB_TEST_CAMERA_NORTH);
}

/* With the hand: an alert is taken from the queue, held over the rail, and let go over a tile. */
static void
test_drag (ZbDuty *duty, gconstpointer data)
{
  GtkWidget *page, *rail;
  Place from, line, to;

  sit_down (duty, "officer");
  page = GTK_WIDGET (get_page (duty));
  zb_duty_raise (duty, "high", "drag");
  gtk_window_set_title (GTK_WINDOW (duty->window), "dragging");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "alerts");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.take-new", NULL);
  g_assert_true (zb_test_wait (shows_row, duty, 10000));
  zb_duty_spin (300);
  rail = gtk_widget_get_ancestor (find_type (GTK_WIDGET (duty->window), ZB_TYPE_RAIL_ROW), GTK_TYPE_LIST_BOX);
  from = find_place (find_row_of_alert (duty));
  line = find_place (GTK_WIDGET (find_rail_row (rail, page)));
  POINTER ("mousemove", "--window", "%1", from.x, from.y, "sleep", "0.2", "mousedown", "1", "mousemove",
           "--window", "%1", from.beside, from.y, "sleep", "0.3", "mousemove", "--window", "%1", line.beside,
           line.y, "sleep", "0.1", "mousemove", "--window", "%1", line.x, line.y, "sleep", "0.1",
           "mousemove_relative", "1", "1");
  g_assert_true (zb_test_wait (is_mapped, page, 10000));
  zb_duty_spin (300);
  to = find_place (GTK_WIDGET (zb_tile_grid_get_tile (zb_video_page_get_grid (ZB_VIDEO_PAGE (page)), 0)));
  POINTER ("mousemove", "--window", "%1", to.x, to.y, "sleep", "0.2", "mousemove", "--window", "%1",
           to.beside, to.y, "sleep", "0.3", "mouseup", "1");
  g_assert_true (zb_test_wait (shows_camera, duty, 5000));
}

#define ADD(path, test) g_test_add (path, ZbDuty, NULL, zb_duty_set_up, test, zb_duty_tear_down)

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
  ADD ("/video/layouts", test_layouts);
  ADD ("/video/no-line", test_no_line);
  ADD ("/video/note", test_note);
  ADD ("/video/window", test_window);
  ADD ("/video/remembered", test_remembered);
  ADD ("/video/rail", test_rail);
  ADD ("/video/drag", test_drag);
  return g_test_run ();
}
