/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring on the map: by clicks and by the keyboard alone, what it says, and that the view stays. */
#include "zb-area.h"
#include "zb-base-map.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-measure.h"
#include "zb-sketch-words.h"

#include <math.h>

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  guint n_chosen;
} Fixture;

static void
on_select (GSimpleAction *action, GVariant *id, gpointer fixture)
{
  ((Fixture *)fixture)->n_chosen++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const GActionEntry entries[] = { { .name = "select", .activate = on_select, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  f->world = zb_map_fixture_small_world (5);
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, f);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), "device", G_ACTION_GROUP (group));
  zb_map_view_set_world (f->view, f->world);
  zb_map_view_go_to (f->view, (ZbPoint){ 121.40, 31.21 }, 14);
  zb_map_fixture_wait (f->view);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_clear_object (&f->world);
}

static void
act (Fixture *f, const char *name, const char *argument)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), name, argument ? "s" : NULL, argument));
}

static ZbMapProjection
projection_of (Fixture *f)
{
  ZbMapProjection projection;
  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  return projection;
}

static ZbPoint
point_at (Fixture *f, double x, double y)
{
  ZbMapProjection projection = projection_of (f);
  return zb_map_projection_to_point (&projection, x, y);
}

/* What a controller of the map is told of. */
typedef void (*Telling) (GtkEventController *controller, const double *x_y);

static void
tell (Fixture *f, GType type, Telling telling, const double *x_y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view->map));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        telling (controller, x_y);
    }
}

static void
tell_motion (GtkEventController *controller, const double *x_y)
{
  g_signal_emit_by_name (controller, "motion", x_y[0], x_y[1]);
}

static void
tell_press (GtkEventController *controller, const double *x_y)
{
  if (gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) != GDK_BUTTON_SECONDARY)
    g_signal_emit_by_name (controller, "pressed", (int)x_y[2], x_y[0], x_y[1]);
}

static void
tell_release (GtkEventController *controller, const double *x_y)
{
  if (gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) != GDK_BUTTON_SECONDARY)
    g_signal_emit_by_name (controller, "released", (int)x_y[2], x_y[0], x_y[1]);
}

static void
tell_click (Fixture *f, double x, double y, int n)
{
  tell (f, GTK_TYPE_GESTURE_CLICK, tell_press, (double[]){ x, y, n });
  tell (f, GTK_TYPE_GESTURE_CLICK, tell_release, (double[]){ x, y, n });
}

static void
move_to (Fixture *f, double x, double y)
{
  tell (f, GTK_TYPE_EVENT_CONTROLLER_MOTION, tell_motion, (double[]){ x, y });
}

static void
click (Fixture *f, double x, double y)
{
  move_to (f, x, y);
  tell_click (f, x, y, 1);
  zb_map_fixture_run (20);
}

static void
double_click (Fixture *f, double x, double y)
{
  click (f, x, y);
  tell_click (f, x, y, 2);
}

static gboolean
press_key (Fixture *f, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view->map));
  gboolean handled = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static guint
count_points (Fixture *f)
{
  guint n;
  zb_sketch_get_points (f->view->sketch, &n);
  return n;
}

static gboolean
says (Fixture *f, const char *words)
{
  return strstr (zb_sketch_bar_get_size (f->view->sketch_bar), words) != NULL;
}

/* Each leg and the whole are told while the pointer moves. */
static void
test_distance (Fixture *f, gconstpointer data)
{
  ZbPoint a = point_at (f, 300, 400), b = point_at (f, 500, 400), c = point_at (f, 500, 300);
  g_autofree char *two = zb_sketch_words_length (zb_point_distance (a, b));
  g_autofree char *all = zb_sketch_words_length (zb_point_distance (a, b) + zb_point_distance (b, c));
  g_autofree char *leg = zb_sketch_words_length (zb_point_distance (b, c));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (f->view->sketch_bar)));
  act (f, "map.measure", "distance");
  click (f, 300, 400);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (f->view->sketch_bar)));
  move_to (f, 500, 400);
  g_assert_true (says (f, two));
  click (f, 500, 400);
  move_to (f, 500, 300);
  g_assert_true (says (f, all));
  g_assert_true (says (f, leg));
  g_assert_cmpuint (count_points (f), ==, 2);
  double_click (f, 500, 300);
  g_assert_true (zb_sketch_is_finished (f->view->sketch));
  g_assert_cmpuint (count_points (f), ==, 3);
  move_to (f, 100, 100);
  g_assert_true (says (f, all));
}

static void
test_back_and_leave (Fixture *f, gconstpointer data)
{
  act (f, "map.measure", "distance");
  click (f, 300, 400);
  click (f, 500, 400);
  g_assert_true (press_key (f, GDK_KEY_BackSpace, 0));
  g_assert_cmpuint (count_points (f), ==, 1);
  g_assert_true (press_key (f, GDK_KEY_Return, 0));
  g_assert_false (zb_sketch_is_finished (f->view->sketch));
  g_assert_true (press_key (f, GDK_KEY_Escape, 0));
  g_assert_null (f->view->sketch);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->sketch_bar)));
  g_assert_false (press_key (f, GDK_KEY_Escape, 0));
}

/* No pointer: the map moves under the cross in its middle. */
static void
test_keyboard (Fixture *f, gconstpointer data)
{
  ZbPoint first, second;
  double zoom;
  g_autofree char *length = NULL;
  act (f, "map.measure", "distance");
  zb_map_view_get_view (f->view, &first, &zoom);
  g_assert_true (press_key (f, GDK_KEY_space, 0));
  press_key (f, GDK_KEY_Right, 0);
  zb_map_view_go_to (f->view, (ZbPoint){ 121.412, 31.21 }, 14);
  zb_map_fixture_run (300);
  zb_map_view_get_view (f->view, &second, &zoom);
  length = zb_sketch_words_length (zb_point_distance (first, second));
  g_assert_true (says (f, length));
  g_assert_true (press_key (f, GDK_KEY_space, 0));
  g_assert_true (press_key (f, GDK_KEY_Return, 0));
  g_assert_true (zb_sketch_is_finished (f->view->sketch));
  g_assert_true (says (f, length));
  g_assert_cmpfloat (zb_point_distance (first, second), >, 1000);
}

static void
test_area (Fixture *f, gconstpointer data)
{
  const ZbPoint corners[] = { point_at (f, 300, 300), point_at (f, 500, 300), point_at (f, 500, 500),
                              point_at (f, 300, 500) };
  g_autofree char *area = zb_sketch_words_area (zb_measure_area (corners, 4));
  act (f, "map.measure", "area");
  click (f, 300, 300);
  click (f, 500, 300);
  click (f, 500, 500);
  move_to (f, 300, 500);
  g_assert_true (says (f, area));
  click (f, 300, 500);
  click (f, 302, 301);
  g_assert_true (zb_sketch_is_finished (f->view->sketch));
  g_assert_cmpuint (count_points (f), ==, 4);
  g_assert_true (says (f, area));
}

/* Nobody could say what lies inside, so there is no figure and no end. */
static void
test_crossing (Fixture *f, gconstpointer data)
{
  act (f, "map.measure", "area");
  click (f, 300, 300);
  click (f, 500, 500);
  click (f, 500, 300);
  click (f, 300, 500);
  g_assert_true (isnan (zb_sketch_get_area (f->view->sketch)));
  press_key (f, GDK_KEY_Return, 0);
  g_assert_false (zb_sketch_is_finished (f->view->sketch));
  press_key (f, GDK_KEY_BackSpace, 0);
  press_key (f, GDK_KEY_Return, 0);
  g_assert_true (zb_sketch_is_finished (f->view->sketch));
}

static void
tell_drag (GtkEventController *controller, const double *x_y)
{
  if (gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
    return;
  g_signal_emit_by_name (controller, "drag-begin", x_y[0], x_y[1]);
  g_signal_emit_by_name (controller, "drag-update", x_y[2], x_y[3]);
}

/* A point that was set wrongly is taken hold of and put right. */
static void
test_drag_point (Fixture *f, gconstpointer data)
{
  guint n;
  ZbPoint wanted = point_at (f, 560, 450);
  act (f, "map.measure", "distance");
  click (f, 300, 400);
  click (f, 500, 400);
  tell (f, GTK_TYPE_GESTURE_CLICK, tell_press, (double[]){ 500, 400, 1 });
  tell (f, GTK_TYPE_GESTURE_DRAG, tell_drag, (double[]){ 500, 400, 60, 50 });
  const ZbPoint *points = zb_sketch_get_points (f->view->sketch, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (zb_point_distance (points[1], wanted), <, 1);
}

static ZbAlert *
new_alert (double lon)
{
  ZbAlert *alert = (ZbAlert *)zb_entity_new (ZB_KIND_ALERT, "alert-far");
  alert->severity = ZB_SEVERITY_URGENT;
  alert->location = (ZbPoint){ lon, 31.21 };
  return alert;
}

/* An alert that is selected meanwhile does not take the map away; a device that is clicked is not chosen. */
static void
test_view_stays (Fixture *f, gconstpointer data)
{
  guint n;
  double zoom;
  ZbPoint before, after;
  g_autoptr (ZbAlert) alert = new_alert (121.46);
  const ZbDrawn *devices = zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->devices), &n);
  graphene_point_t device = devices[0].place;
  act (f, "map.measure", "distance");
  click (f, device.x, device.y);
  g_assert_cmpuint (f->n_chosen, ==, 0);
  zb_map_view_get_view (f->view, &before, &zoom);
  zb_map_view_set_selected_alert (f->view, alert);
  zb_map_fixture_run (300);
  zb_map_view_get_view (f->view, &after, &zoom);
  g_assert_cmpfloat (zb_point_distance (before, after), <, 1);
  act (f, "map.sketch-leave", NULL);
  g_assert_false (zb_map_view_get_locked (f->view));
  click (f, device.x, device.y);
  g_assert_cmpuint (f->n_chosen, ==, 1);
  zb_map_view_set_selected_alert (f->view, NULL);
}

static char *
read_clipboard (Fixture *f)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (f->view)));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_nonnull (content);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *copied = NULL;
  act (f, "map.measure", "distance");
  click (f, 300, 400);
  double_click (f, 500, 400);
  g_assert_true (press_key (f, GDK_KEY_c, GDK_CONTROL_MASK));
  copied = read_clipboard (f);
  g_assert_cmpstr (copied, ==, zb_sketch_bar_get_size (f->view->sketch_bar));
  g_assert_cmpstr (copied, !=, "");
}

/* As the X server has it: over the map, through all the controllers that are on it. */
static void
run_xdotool (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_ptr_array_add (argv, (gpointer) "xdotool");
  for (; *arguments; arguments++)
    g_ptr_array_add (argv, (gpointer)*arguments);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  while (g_subprocess_get_identifier (process))
    zb_map_fixture_run (20);
  zb_map_fixture_run (300);
}

#define XDOTOOL(...) run_xdotool ((const char *const[]){ __VA_ARGS__, NULL })
#define POINTER(...) XDOTOOL ("search", "--onlyvisible", "--name", "^measuring$", __VA_ARGS__)

/* A click sets a point, a drag moves the map and sets none, a double click ends and does not come nearer. */
static void
test_pointer (Fixture *f, gconstpointer data)
{
  ZbPoint before, after;
  double zoom, later;
  gtk_window_set_title (f->window, "measuring");
  zb_map_fixture_run (100);
  act (f, "map.measure", "distance");
  POINTER ("mousemove", "--window", "%1", "300", "400", "click", "1");
  g_assert_cmpuint (count_points (f), ==, 1);
  zb_map_view_get_view (f->view, &before, &zoom);
  POINTER ("mousemove", "--window", "%1", "500", "500", "mousedown", "1", "mousemove", "--window", "%1",
           "540", "520", "sleep", "0.1", "mousemove", "--window", "%1", "600", "540", "sleep", "0.3",
           "mouseup", "1");
  zb_map_view_get_view (f->view, &after, &later);
  g_assert_cmpuint (count_points (f), ==, 1);
  g_assert_cmpfloat (zb_point_distance (before, after), >, 100);
  POINTER ("mousemove", "--window", "%1", "650", "300", "sleep", "0.5", "click", "1", "click", "1");
  zb_map_view_get_view (f->view, &after, &later);
  g_assert_true (zb_sketch_is_finished (f->view->sketch));
  g_assert_cmpuint (count_points (f), ==, 2);
  g_assert_cmpfloat (zoom, ==, later);
}

static gpointer
find (gpointer widget, const char *type)
{
  gpointer found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* From the menu of the tools on, the keys are the map's. */
static void
test_from_menu (Fixture *f, gconstpointer data)
{
  gtk_window_set_title (f->window, "measuring");
  zb_map_fixture_run (100);
  POINTER ("mousemove", "--window", "%1", "1008", "760", "click", "1");
  g_assert_true (gtk_widget_activate (find (f->view, "GtkModelButton")));
  zb_map_fixture_run (300);
  g_assert_nonnull (f->view->sketch);
  XDOTOOL ("key", "space");
  g_assert_cmpuint (count_points (f), ==, 1);
  XDOTOOL ("key", "Escape");
  g_assert_null (f->view->sketch);
}

/* Far more points than anybody sets are not taken. */
static void
test_bounded (void)
{
  g_autoptr (ZbSketch) sketch = zb_sketch_new (ZB_SKETCH_LINE);
  guint n = 0;
  while (n <= ZB_SKETCH_POINTS_MOST && zb_sketch_add (sketch, (ZbPoint){ 121 + n * 1e-4, 31 }))
    n++;
  g_assert_cmpuint (n, ==, ZB_SKETCH_POINTS_MOST);
}

static void
test_circle (void)
{
  guint n;
  g_autoptr (ZbSketch) sketch = zb_sketch_new (ZB_SKETCH_CIRCLE);
  ZbPoint middle = { 121.40, 31.21 }, rim = zb_point_move (middle, 40, 250), other = { 121.41, 31.22 };
  zb_sketch_add (sketch, middle);
  zb_sketch_set_pointer (sketch, rim);
  g_assert_cmpfloat_with_epsilon (zb_sketch_get_radius (sketch), 250, 1e-3);
  g_assert_cmpfloat_with_epsilon (zb_sketch_get_area (sketch), G_PI * 250 * 250, 1);
  zb_sketch_add (sketch, rim);
  g_assert_true (zb_sketch_is_finished (sketch));
  g_assert_false (zb_sketch_add (sketch, other));
  g_assert_nonnull (zb_sketch_get_points (sketch, &n));
  g_assert_cmpuint (n, ==, 2);
}

/* What the published figure of the district's statistical office is, 37.19 km², within 0.3 %. */
static void
test_district (void)
{
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  ZbStore *areas = zb_world_get_store (world, ZB_KIND_AREA);
  double area = 0;
  for (guint i = 0; i < zb_store_get_size (areas); i++)
    {
      guint n;
      const ZbArea *each = zb_store_get_nth (areas, i);
      if (each->kind != ZB_AREA_DISTRICT)
        continue;
      const ZbPoint *ring = zb_geometry_get_ring (each->geometry, 0, &n);
      area = zb_measure_area (ring, n);
    }
  g_assert_cmpfloat_with_epsilon (area, 37.19e6, 0.003 * 37.19e6);
}

static void
test_lets_go (void)
{
  Fixture f = { 0 };
  set_up (&f, NULL);
  act (&f, "map.measure", "area");
  click (&f, 300, 300);
  gpointer view = f.view, sketch = f.view->sketch;
  g_object_add_weak_pointer (view, &view);
  g_object_add_weak_pointer (sketch, &sketch);
  tear_down (&f, NULL);
  zb_map_fixture_run (400);
  g_assert_null (view);
  g_assert_null (sketch);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int result;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("/map/measure/distance", test_distance);
  ADD ("/map/measure/back-and-leave", test_back_and_leave);
  ADD ("/map/measure/keyboard", test_keyboard);
  ADD ("/map/measure/area", test_area);
  ADD ("/map/measure/crossing", test_crossing);
  ADD ("/map/measure/drag-point", test_drag_point);
  ADD ("/map/measure/view-stays", test_view_stays);
  ADD ("/map/measure/copy", test_copy);
  ADD ("/map/measure/pointer", test_pointer);
  ADD ("/map/measure/from-menu", test_from_menu);
  g_test_add_func ("/map/measure/bounded", test_bounded);
  g_test_add_func ("/map/measure/circle", test_circle);
  g_test_add_func ("/map/measure/district", test_district);
  g_test_add_func ("/map/measure/lets-go", test_lets_go);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
