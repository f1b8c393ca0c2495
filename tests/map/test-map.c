/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map on a display: what it draws, what a click means, when it moves, and that it lets go. */
#include "zb-base-map.h"
#include "zb-case.h"
#include "zb-map-card.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"

#include "zb-now.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <adwaita.h>
#include <math.h>

#define DISTRICT_MIDDLE ((ZbPoint){ 121.39, 31.21 })

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  char *chosen;
} Fixture;

static void
on_select (GSimpleAction *action, GVariant *id, gpointer fixture)
{
  Fixture *f = fixture;
  g_free (f->chosen);
  f->chosen =
      g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), g_variant_get_string (id, NULL));
}

static void
add_group (Fixture *f, const char *name)
{
  const GActionEntry entries[] = { { .name = "select", .activate = on_select, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, f);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), name, G_ACTION_GROUP (group));
}

static void
open_map (Fixture *f, ZbWorld *world)
{
  f->world = world;
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  add_group (f, "alert");
  add_group (f, "unit");
  add_group (f, "device");
  zb_map_view_set_world (f->view, world);
  zb_map_fixture_wait (f->view);
}

static void
set_up_small (Fixture *f, gconstpointer data)
{
  open_map (f, zb_map_fixture_small_world (5));
  zb_map_view_go_to (f->view, zb_point_move ((ZbPoint){ 121.38, 31.21 }, 90, 2000), 14);
  zb_map_fixture_wait (f->view);
}

static void
set_up_district (Fixture *f, gconstpointer data)
{
  open_map (f, zb_map_fixture_world ());
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_clear_object (&f->world);
  g_free (f->chosen);
}

static const ZbDrawn *
drawn_devices (Fixture *f, guint *n)
{
  return zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->devices), n);
}

static guint
sum_drawn (Fixture *f)
{
  guint n, sum = 0;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  for (guint i = 0; i < n; i++)
    sum += drawn[i].n_items;
  return sum;
}

static ZbBox
visible_box (Fixture *f, double margin)
{
  ZbMapProjection projection;
  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  return zb_map_projection_get_box (&projection, margin);
}

static guint
count_enabled (Fixture *f, const ZbBox *box)
{
  ZbStore *store = zb_world_get_store (f->world, ZB_KIND_DEVICE);
  guint32 mask = zb_layer_panel_get_mask (f->view->panel);
  guint count = 0;
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbDevice *device = zb_store_get_nth (store, i);
      count += (mask >> zb_map_layer_of_device (device) & 1) && zb_box_contains (box, device->location);
    }
  return count;
}

/* Places in the index are whole centimetres, so a device on the very edge may count as either side. */
static void
assert_counted (Fixture *f, const ZbBox *box)
{
  int difference = (int)zb_device_layer_count (f->view->devices, box) - (int)count_enabled (f, box);
  g_assert_cmpint (ABS (difference), <=, 2);
}

static void
press (Fixture *f, graphene_point_t place, int n_press)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->view->map));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (!GTK_IS_GESTURE_CLICK (controller) ||
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) != GDK_BUTTON_PRIMARY)
        continue;
      g_signal_emit_by_name (controller, "pressed", n_press, (double)place.x, (double)place.y);
      g_signal_emit_by_name (controller, "released", n_press, (double)place.x, (double)place.y);
    }
}

static void
click (Fixture *f, graphene_point_t place)
{
  press (f, place, 1);
}

/* The device as the platform would tell it, with another state. */
static void
tell_status (Fixture *f, guint position, int status)
{
  ZbEntity *held = zb_map_fixture_find (f->world, ZB_KIND_DEVICE, position);
  g_autoptr (ZbRecord) copy = zb_record_copy (ZB_RECORD (held));
  ((ZbDevice *)copy)->status = status;
  ((ZbEntity *)copy)->version = held->version + 1;
  g_autoptr (ZbEvent) event = zb_event_new ("device.health", (ZbEntity *)copy, 0);
  g_assert_true (zb_world_apply (f->world, event));
}

static void
test_singles (Fixture *f, gconstpointer data)
{
  guint n;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      const ZbDrawn *picked =
          zb_symbol_layer_pick (ZB_SYMBOL_LAYER (f->view->devices), drawn[i].place.x + 3, drawn[i].place.y);
      g_assert_nonnull (picked);
      g_assert_true (picked->entity == drawn[i].entity);
    }
  g_assert_null (
      zb_symbol_layer_pick (ZB_SYMBOL_LAYER (f->view->devices), drawn[0].place.x, drawn[0].place.y + 40));
}

static GtkDragSource *
find_drag_source (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DRAG_SOURCE (controller))
        return GTK_DRAG_SOURCE (controller);
    }
  return NULL;
}

/* What a drag that begins at a place of the map carries. */
static gpointer
begin_drag (Fixture *f, double x, double y)
{
  g_autoptr (GdkContentProvider) provider = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_signal_emit_by_name (find_drag_source (GTK_WIDGET (f->view->map)), "prepare", x, y, &provider);
  if (!provider)
    return NULL;
  g_value_init (&value, ZB_TYPE_DEVICE);
  g_assert_true (gdk_content_provider_get_value (provider, &value, &error));
  return g_value_get_object (&value);
}

/* A camera is dragged by its symbol while there is another window to drop it in; what is no camera is not,
 * nor is a place without a symbol. */
static void
test_drag (Fixture *f, gconstpointer data)
{
  guint n, n_cameras = 0;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  GtkWidget *other = gtk_window_new ();
  g_assert_null (begin_drag (f, drawn[0].place.x, drawn[0].place.y));
  gtk_window_present (GTK_WINDOW (other));
  zb_map_fixture_run (100);
  drawn = drawn_devices (f, &n);
  for (guint i = 0; i < n; i++)
    {
      ZbDevice *device = drawn[i].entity;
      const gboolean is_camera = device->kind == ZB_DEVICE_CAMERA;
      g_assert_true (begin_drag (f, drawn[i].place.x, drawn[i].place.y) == (is_camera ? device : NULL));
      n_cameras += is_camera;
    }
  g_assert_cmpuint (n_cameras, >, 0);
  g_assert_null (begin_drag (f, drawn[0].place.x, drawn[0].place.y + 40));
  gtk_window_destroy (GTK_WINDOW (other));
}

static void
test_click_chooses (Fixture *f, gconstpointer data)
{
  guint n;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  g_autofree char *expected = g_strdup_printf ("select %s", ((ZbEntity *)drawn[2].entity)->id);
  click (f, drawn[2].place);
  g_assert_cmpstr (f->chosen, ==, expected);
}

static void
test_state_recolours (Fixture *f, gconstpointer data)
{
  guint n, builds = zb_device_layer_get_n_builds (f->view->devices);
  const ZbDrawn *drawn;
  tell_status (f, 0, ZB_DEVICE_OFFLINE);
  zb_map_fixture_run (100);
  drawn = drawn_devices (f, &n);
  g_assert_cmpuint (n, ==, 5);
  guint well = 0;
  for (guint i = 0; i < n; i++)
    well += drawn[i].n_well;
  g_assert_cmpuint (well, ==, 4);
  g_assert_cmpuint (zb_device_layer_get_n_builds (f->view->devices), ==, builds);
}

static void
test_move_builds_again (Fixture *f, gconstpointer data)
{
  guint builds = zb_device_layer_get_n_builds (f->view->devices);
  ZbEntity *held = zb_map_fixture_find (f->world, ZB_KIND_DEVICE, 4);
  g_autoptr (ZbRecord) copy = zb_record_copy (ZB_RECORD (held));
  ((ZbDevice *)copy)->location = (ZbPoint){ 121.50, 31.30 };
  ((ZbEntity *)copy)->version = held->version + 1;
  g_autoptr (ZbEvent) event = zb_event_new ("device.updated", (ZbEntity *)copy, 0);
  zb_world_apply (f->world, event);
  zb_map_fixture_wait (f->view);
  g_assert_cmpuint (zb_device_layer_get_n_builds (f->view->devices), ==, builds + 1);
  g_assert_cmpuint (sum_drawn (f), ==, 4);
}

static void
test_removed_is_gone (Fixture *f, gconstpointer data)
{
  g_autofree char *id = g_strdup (zb_map_fixture_find (f->world, ZB_KIND_DEVICE, 1)->id);
  g_autoptr (ZbEvent) event = zb_event_new_removed (ZB_KIND_DEVICE, id, 0);
  zb_world_apply (f->world, event);
  zb_map_fixture_wait (f->view);
  g_assert_cmpuint (sum_drawn (f), ==, 4);
}

static void
test_layers (Fixture *f, gconstpointer data)
{
  const char *none[] = { "gate", NULL }, *some[] = { "xueliang", "unit", NULL };
  g_auto (GStrv) enabled = NULL;
  g_object_set (f->view, "enabled-layers", none, NULL);
  zb_map_fixture_run (100);
  g_assert_cmpuint (sum_drawn (f), ==, 0);
  g_object_set (f->view, "enabled-layers", some, NULL);
  zb_map_fixture_run (100);
  g_assert_cmpuint (sum_drawn (f), ==, 5);
  g_object_get (f->view, "enabled-layers", &enabled, NULL);
  g_assert_cmpstrv (enabled, some);
}

/* What is on screen is drawn, all of it, and nothing besides. */
static void
test_district_adds_up (Fixture *f, gconstpointer data)
{
  static const double zooms[] = { 12, 13.4, 15, 16.3, 17.6, 19 };
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      zb_map_view_go_to (f->view, (ZbPoint){ 121.39, 31.212 }, zooms[i]);
      zb_map_fixture_wait (f->view);
      zb_map_fixture_run (250);
      ZbBox box = visible_box (f, 0), wide = visible_box (f, 240);
      guint n;
      drawn_devices (f, &n);
      g_test_message ("zoom %.1f: %u drawn for %u devices in view, %" G_GINT64_FORMAT " µs", zooms[i], n,
                      count_enabled (f, &box),
                      zb_symbol_layer_get_draw_time (ZB_SYMBOL_LAYER (f->view->devices)));
      assert_counted (f, &box);
      g_assert_cmpuint (sum_drawn (f), <=, count_enabled (f, &wide));
      g_assert_cmpuint (n, <=, 700);
    }
  zb_map_view_go_to (f->view, (ZbPoint){ 121.39, 31.212 }, 11);
  zb_map_fixture_wait (f->view);
  zb_map_fixture_run (250);
  ZbBox whole = visible_box (f, 0);
  g_assert_cmpuint (sum_drawn (f), ==, 5925 + 5308 + 2447);
  g_assert_cmpuint (count_enabled (f, &whole), ==, sum_drawn (f));
}

static gboolean
is_drawn_alone (Fixture *f, const ZbDevice *device)
{
  guint n;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  for (guint i = 0; i < n; i++)
    if (drawn[i].entity == device)
      return TRUE;
  return FALSE;
}

static void
test_near_cameras_stand_alone (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);
  ZbStore *store = zb_world_get_store (f->world, ZB_KIND_DEVICE);
  guint near = 0;
  zb_map_view_set_selected_alert (f->view, alert);
  zb_map_fixture_wait (f->view);
  zb_map_fixture_run (300);
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbDevice *device = zb_store_get_nth (store, i);
      if (device->kind == ZB_DEVICE_CAMERA &&
          zb_point_distance (device->location, alert->location) <= ZB_SURROUNDINGS_METRES)
        {
          near++;
          g_assert_true (is_drawn_alone (f, device));
        }
    }
  g_assert_cmpuint (near, >, 3);
  ZbBox box = visible_box (f, 0);
  assert_counted (f, &box);
}

static ZbPoint
middle (Fixture *f)
{
  ShumateLocation *viewport = SHUMATE_LOCATION (shumate_map_get_viewport (f->view->map));
  return (ZbPoint){ shumate_location_get_longitude (viewport), shumate_location_get_latitude (viewport) };
}

static graphene_point_t
place_of (Fixture *f, ZbPoint point)
{
  ZbMapProjection projection;
  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  return zb_map_projection_to_widget (&projection, zb_mercator_from_point (point));
}

/* It stands clear of the edges of the map. */
static gboolean
is_in_clear_view (Fixture *f, const ZbAlert *alert)
{
  graphene_point_t place = place_of (f, alert->location);
  int width = gtk_widget_get_width (GTK_WIDGET (f->view->map));
  int height = gtk_widget_get_height (GTK_WIDGET (f->view->map));
  return place.x > 120 && place.x < (float)width - 120 && place.y > 100 && place.y < (float)height - 100;
}

static void
test_moves_only_when_told (Fixture *f, gconstpointer data)
{
  ZbAlert *first = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);
  ZbAlert *second = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 1);
  zb_map_view_set_selected_alert (f->view, first);
  zb_map_fixture_run (300);
  g_assert_true (is_in_clear_view (f, first));
  ZbPoint there = middle (f);
  zb_map_view_set_locked (f->view, TRUE);
  zb_map_view_set_selected_alert (f->view, second);
  zb_map_fixture_run (300);
  g_assert_cmpfloat (zb_point_distance (middle (f), there), <, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "map.go-to-alert", NULL);
  zb_map_fixture_run (300);
  g_assert_true (is_in_clear_view (f, second));
  g_assert_cmpfloat (zb_point_distance (middle (f), there), >, 1);
  g_assert_false (zb_map_view_get_locked (f->view));
  gtk_widget_activate_action (GTK_WIDGET (f->view), "map.zoom-in", NULL);
  g_assert_true (zb_map_view_get_locked (f->view));
  gtk_widget_activate_action (GTK_WIDGET (f->view), "map.lock", NULL);
  g_assert_false (zb_map_view_get_locked (f->view));
}

/* At the district's northern edge: the map is not half void for it. */
static void
test_edge (Fixture *f, gconstpointer data)
{
  const ZbBox *district = zb_area_layer_get_district (f->view->areas);
  g_autoptr (ZbAlert) alert = (ZbAlert *)zb_entity_new (ZB_KIND_ALERT, "alert-at-the-edge");
  alert->severity = ZB_SEVERITY_URGENT;
  alert->location = (ZbPoint){ (district->west + district->east) / 2, district->north };
  zb_map_view_set_selected_alert (f->view, alert);
  zb_map_fixture_run (300);
  g_assert_true (is_in_clear_view (f, alert));
  g_assert_cmpfloat (place_of (f, alert->location).y, <,
                     gtk_widget_get_height (GTK_WIDGET (f->view->map)) / 3.0);
  zb_map_view_set_selected_alert (f->view, NULL);
}

static guint
count_covered (ZbSymbolLayer *above, ZbSymbolLayer *below, float count_radius)
{
  guint n_above, n_below, covered = 0;
  const ZbDrawn *over = zb_symbol_layer_get_drawn (above, &n_above);
  const ZbDrawn *under = zb_symbol_layer_get_drawn (below, &n_below);
  for (guint i = 0; i < n_below; i++)
    for (guint j = 0; under[i].n_items > 1 && j < n_above; j++)
      covered += graphene_point_distance (&under[i].place, &over[j].place, NULL, NULL) <
                 count_radius + over[j].radius - 3;
  return covered;
}

/* At every zoom at which there are clusters: nothing stands on a count. */
static void
test_counts_are_seen (Fixture *f, gconstpointer data)
{
  guint n_alerts = 0, n_units = 0, n;
  for (double zoom = 13; zoom <= 15; zoom++)
    {
      zb_map_view_go_to (f->view, (ZbPoint){ 121.40, 31.212 }, zoom);
      zb_map_fixture_wait (f->view);
      zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->alerts), &n);
      n_alerts += n;
      zb_symbol_layer_get_drawn (ZB_SYMBOL_LAYER (f->view->units), &n);
      n_units += n;
      g_assert_cmpuint (
          count_covered (ZB_SYMBOL_LAYER (f->view->alerts), ZB_SYMBOL_LAYER (f->view->devices), 10), ==, 0);
      g_assert_cmpuint (
          count_covered (ZB_SYMBOL_LAYER (f->view->units), ZB_SYMBOL_LAYER (f->view->devices), 10), ==, 0);
    }
  g_assert_cmpuint (n_alerts, >, 0);
  g_assert_cmpuint (n_units, >, 0);
}

/* Three cameras on one pole beside the alert can be told apart. */
static void
test_one_pole (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);
  g_autoptr (GPtrArray) pole = g_ptr_array_new ();
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("pole-%u", i);
      g_autoptr (ZbEntity) camera = zb_entity_new (ZB_KIND_DEVICE, id);
      ZB_DEVICE (camera)->kind = ZB_DEVICE_CAMERA;
      ZB_DEVICE (camera)->project = ZB_PROJECT_XUELIANG;
      ZB_DEVICE (camera)->location = zb_point_move (alert->location, 200, 20);
      camera->version = 1;
      g_autoptr (ZbEvent) event = zb_event_new ("device.added", camera, 0);
      zb_world_apply (f->world, event);
      g_ptr_array_add (pole, zb_world_lookup (f->world, ZB_KIND_DEVICE, id));
    }
  zb_map_view_set_selected_alert (f->view, alert);
  zb_map_view_go_to (f->view, alert->location, 18);
  zb_map_fixture_wait (f->view);
  guint n, found = 0;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      if (g_ptr_array_find (pole, drawn[i].entity, NULL) && g_ptr_array_find (pole, drawn[j].entity, NULL))
        {
          g_assert_cmpfloat (graphene_point_distance (&drawn[i].place, &drawn[j].place, NULL, NULL), >=, 20);
          found++;
        }
  g_assert_cmpuint (found, ==, 3);
}

/* Some cameras look out over a quarter: they are never in a cluster, and still all devices add up. */
static void
test_lookouts (Fixture *f, gconstpointer data)
{
  guint n, lookouts = 0;
  zb_map_view_go_to (f->view, (ZbPoint){ 121.40, 31.212 }, 13);
  zb_map_fixture_wait (f->view);
  const ZbDrawn *drawn = drawn_devices (f, &n);
  for (guint i = 0; i < n; i++)
    lookouts += drawn[i].entity && ZB_DEVICE (drawn[i].entity)->placement == ZB_PLACEMENT_HIGH_LOOKOUT;
  g_assert_cmpuint (lookouts, >, 4);
  ZbBox box = visible_box (f, 0);
  assert_counted (f, &box);
}

/* Without a line the map says how old it is. */
static void
test_old (Fixture *f, gconstpointer data)
{
  g_assert_false (gtk_widget_get_mapped (f->view->old));
  g_object_set (f->view, "connected", FALSE, "as-of", G_GINT64_CONSTANT (1790000000000000), NULL);
  zb_map_fixture_run (100);
  g_assert_true (gtk_widget_get_mapped (f->view->old));
  g_autofree char *time = zb_words_time (G_GINT64_CONSTANT (1790000000000000));
  g_assert_nonnull (strstr (gtk_label_get_label (f->view->old_label), time));
  g_object_set (f->view, "connected", TRUE, NULL);
  zb_map_fixture_run (100);
  g_assert_false (gtk_widget_get_mapped (f->view->old));
}

/* A hair below a whole zoom the base map would be that of the zoom before, doubled. */
static void
test_zooms_stay_whole (Fixture *f, gconstpointer data)
{
  ShumateViewport *viewport = shumate_map_get_viewport (f->view->map);
  for (guint i = 0; i < 8; i++)
    {
      double zoom;
      zb_map_view_set_selected_alert (f->view, (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, i));
      gtk_widget_activate_action (GTK_WIDGET (f->view), i % 2 ? "map.zoom-in" : "map.zoom-out", NULL);
      gtk_widget_activate_action (GTK_WIDGET (f->view), "map.go-to-alert", NULL);
      zb_map_fixture_run (50);
      zoom = shumate_viewport_get_zoom_level (viewport);
      g_assert_cmpfloat (zoom, ==, round (zoom));
    }
}

static void
test_pulse (Fixture *f, gconstpointer data)
{
  ZbEntity *held = zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);
  zb_map_view_set_selected_alert (f->view, (ZbAlert *)held);
  g_assert_true (zb_alert_layer_is_pulsing (f->view->alerts));
  g_autoptr (ZbRecord) copy = zb_record_copy (ZB_RECORD (held));
  ((ZbAlert *)copy)->state = ZB_ALERT_CLAIMED;
  ((ZbEntity *)copy)->version = held->version + 1;
  g_autoptr (ZbEvent) event = zb_event_new ("alert.updated", (ZbEntity *)copy, 0);
  zb_world_apply (f->world, event);
  g_assert_false (zb_alert_layer_is_pulsing (f->view->alerts));
}

/* Whether the labels of the map know of it. */
static gboolean
is_offered (Fixture *f, ZbAlert *alert)
{
  graphene_point_t place;

  return zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (f->view->alerts), ZB_MAP_KEY (alert), &place);
}

static gboolean
becomes_offered (Fixture *f, ZbAlert *alert, gboolean offered)
{
  for (int i = 0; i < 200 && is_offered (f, alert) != offered; i++)
    zb_map_fixture_run (50);
  return is_offered (f, alert) == offered;
}

/* What is put aside keeps no room on the map until its time is over, by the platform's clock. */
static void
test_snoozed_by_platform (Fixture *f, gconstpointer data)
{
  ZbEntity *held = zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);
  g_autoptr (ZbRecord) copy = zb_record_copy (ZB_RECORD (held));
  g_autoptr (ZbEvent) event = NULL;

  zb_map_view_set_selected_alert (f->view, (ZbAlert *)held);
  gtk_widget_activate_action (GTK_WIDGET (f->view), "map.go-to-alert", NULL);
  zb_map_view_set_selected_alert (f->view, NULL);
  g_assert_true (becomes_offered (f, (ZbAlert *)held, TRUE));
  ((ZbAlert *)copy)->snoozed_until = g_get_real_time () + G_TIME_SPAN_HOUR;
  ((ZbEntity *)copy)->version = held->version + 1;
  event = zb_event_new ("alert.updated", (ZbEntity *)copy, 0);
  zb_world_apply (f->world, event);
  g_assert_true (becomes_offered (f, (ZbAlert *)held, FALSE));
  zb_now_set_offset (2 * G_TIME_SPAN_HOUR);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (f->view->alerts));
  g_assert_true (becomes_offered (f, (ZbAlert *)held, TRUE));
  zb_now_set_offset (0);
}

static void
test_marks (Fixture *f, gconstpointer data)
{
  GListModel *marks = zb_map_view_get_marks (f->view);
  g_autoptr (ZbMapMark) first = g_list_model_get_item (marks, 0);
  g_assert_cmpuint (g_list_model_get_n_items (marks), >, 30);
  g_assert_true (ZB_IS_ALERT (zb_map_mark_get_entity (first)));
  g_assert_cmpint (((ZbAlert *)zb_map_mark_get_entity (first))->severity, ==, ZB_SEVERITY_URGENT);
  zb_map_view_activate_mark (f->view, first);
  g_assert_true (g_str_has_prefix (f->chosen, "select alert-"));
  for (guint i = 0; i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (marks, i);
      g_assert_nonnull (zb_map_mark_get_title (mark));
      g_assert_nonnull (zb_map_mark_get_detail (mark));
    }
}

static void
test_cluster_comes_nearer (Fixture *f, gconstpointer data)
{
  guint n;
  const ZbDrawn *drawn = drawn_devices (f, &n);
  double before = shumate_viewport_get_zoom_level (shumate_map_get_viewport (f->view->map));
  for (guint i = 0; i < n; i++)
    if (drawn[i].n_items > 1 &&
        !zb_symbol_layer_pick (ZB_SYMBOL_LAYER (f->view->alerts), drawn[i].place.x, drawn[i].place.y) &&
        !zb_symbol_layer_pick (ZB_SYMBOL_LAYER (f->view->units), drawn[i].place.x, drawn[i].place.y))
      {
        click (f, drawn[i].place);
        break;
      }
  zb_map_fixture_run (300);
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (shumate_map_get_viewport (f->view->map)), >,
                     before + .5);
}

/* A zoom nearer, with what was pointed at where it was; and the view is the officer's from then on. */
static void
test_double_click (Fixture *f, gconstpointer data)
{
  const graphene_point_t place = GRAPHENE_POINT_INIT (940, 740);
  ZbMapProjection before, after;
  ZbPoint held, now;
  GtkWidget *map = GTK_WIDGET (f->view->map);
  ShumateViewport *viewport = shumate_map_get_viewport (f->view->map);
  g_assert_true (zb_map_projection_init (&before, viewport, map));
  held = zb_map_projection_to_point (&before, place.x, place.y);
  zb_map_view_set_locked (f->view, FALSE);
  press (f, place, 2);
  zb_map_fixture_run (300);
  g_assert_true (zb_map_projection_init (&after, viewport, map));
  now = zb_map_projection_to_point (&after, place.x, place.y);
  g_assert_cmpfloat_with_epsilon (zb_map_projection_get_zoom (&after),
                                  zb_map_projection_get_zoom (&before) + 1, 1e-6);
  g_assert_cmpfloat (zb_point_distance (held, now), <, 1);
  g_assert_true (zb_map_view_get_locked (f->view));
}

static void
test_lets_go (void)
{
  Fixture f = { 0 };
  open_map (&f, zb_map_fixture_world ());
  zb_map_view_set_selected_alert (f.view, (ZbAlert *)zb_map_fixture_find (f.world, ZB_KIND_ALERT, 0));
  zb_map_fixture_run (100);
  gpointer view = f.view, devices = f.view->devices, world = f.world;
  g_object_add_weak_pointer (view, &view);
  g_object_add_weak_pointer (devices, &devices);
  g_object_add_weak_pointer (world, &world);
  tear_down (&f, NULL);
  zb_map_fixture_run (400);
  g_assert_null (view);
  g_assert_null (devices);
  g_assert_null (world);
}

/* A small map shows an alert or a case, follows it, and lets go of it. */
static void
test_card (void)
{
  g_autoptr (ZbWorld) world = zb_map_fixture_small_world (1);
  g_autoptr (ZbEntity) subject = zb_entity_new (ZB_KIND_CASE, "case-1");
  gpointer card = zb_map_card_new ();
  ZB_CASE (subject)->location = (ZbPoint){ 121.40, 31.21 };
  zb_map_card_set_world (card, world);
  zb_map_card_set_subject (card, subject);
  GtkWindow *window = zb_map_fixture_show (card, 400, 140);
  zb_map_fixture_run (200);
  ShumateMap *map = SHUMATE_MAP (gtk_widget_get_first_child (card));
  g_assert_cmpfloat_with_epsilon (
      shumate_location_get_longitude (SHUMATE_LOCATION (shumate_map_get_viewport (map))), 121.40, 1e-9);
  for (guint i = 0; i < 100 && !zb_base_map_is_drawn (map); i++)
    zb_map_fixture_run (50);
  g_assert_true (zb_base_map_is_drawn (map));
  g_object_add_weak_pointer (card, &card);
  gtk_window_destroy (window);
  zb_map_fixture_run (100);
  g_assert_null (card);
}

static ShumateMap *
find_map (GtkWidget *widget)
{
  if (SHUMATE_IS_MAP (widget))
    return SHUMATE_MAP (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      ShumateMap *found = find_map (child);
      if (found)
        return found;
    }
  return NULL;
}

/* Two maps of one style share its source, and each gets its tiles. */
static void
test_card_over_map (Fixture *f, gconstpointer data)
{
  GtkWidget *card = zb_map_card_new ();
  AdwDialog *dialog = adw_dialog_new ();
  g_autoptr (ZbEntity) subject = zb_entity_new (ZB_KIND_CASE, "case-1");
  gtk_widget_set_visible (GTK_WIDGET (f->view), FALSE);
  zb_map_fixture_run (500);
  gtk_widget_set_visible (GTK_WIDGET (f->view), TRUE);
  zb_map_fixture_run (500);
  ZB_CASE (subject)->location = (ZbPoint){ 121.40, 31.21 };
  zb_map_card_set_world (ZB_MAP_CARD (card), f->world);
  zb_map_card_set_subject (ZB_MAP_CARD (card), subject);
  adw_dialog_set_child (dialog, card);
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 136);
  adw_dialog_present (dialog, GTK_WIDGET (f->window));
  ShumateMap *map = find_map (card);
  for (guint i = 0; i < 100 && !zb_base_map_is_drawn (map); i++)
    zb_map_fixture_run (50);
  g_assert_true (zb_base_map_is_drawn (map));
  adw_dialog_force_close (dialog);
}

/* --- the menu of a place --------------------------------------------------------------------------- */

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **)text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
copy_place (Fixture *f, const char *way)
{
  char *text = NULL;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.copy-place", "s", way));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (f->view)), NULL, on_text, &text);
  for (guint i = 0; i < 100 && !text; i++)
    zb_map_fixture_run (20);
  g_assert_nonnull (text);
  return text;
}

/* The middle of the map is where it was sent to; GCJ-02 lies some hundred metres off here. */
static void
test_menu (Fixture *f, gconstpointer data)
{
  g_autofree char *decimal = NULL, *degrees = NULL, *shifted = NULL;
  double lat, lon, other_lat, other_lon;
  zb_map_view_go_to (f->view, (ZbPoint){ 121.3985, 31.2145 }, 17);
  zb_map_fixture_run (100);
  gtk_widget_grab_focus (GTK_WIDGET (f->view->map));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.menu", NULL));
  zb_map_fixture_run (200);
  decimal = copy_place (f, "decimal");
  degrees = copy_place (f, "degrees");
  shifted = copy_place (f, "gcj02");
  g_assert_cmpint (sscanf (decimal, "%lf, %lf", &lat, &lon), ==, 2);
  g_assert_cmpfloat_with_epsilon (lat, 31.2145, 2e-5);
  g_assert_cmpfloat_with_epsilon (lon, 121.3985, 2e-5);
  g_assert_true (g_str_has_prefix (degrees, "31°12′52."));
  g_assert_true (g_str_has_suffix (degrees, "″E"));
  g_assert_cmpint (sscanf (shifted, "%lf, %lf", &other_lat, &other_lon), ==, 2);
  g_assert_cmpfloat (zb_point_distance ((ZbPoint){ lon, lat }, (ZbPoint){ other_lon, other_lat }), >, 300);
  g_assert_cmpfloat (zb_point_distance ((ZbPoint){ lon, lat }, (ZbPoint){ other_lon, other_lat }), <, 800);
}

/* A second that is rounded up makes a minute. */
static void
test_degrees (void)
{
  g_autofree char *text = zb_words_degrees ((ZbPoint){ -0.99999, 59.999999 });
  g_assert_cmpstr (text, ==, "60°00′00.0″N 1°00′00.0″W");
}

/* A page that is turned to later, or a window that waits for its platform, has its map without a size when
 * the district becomes known. */
static void
test_shown_later (void)
{
  Fixture f = { .world = zb_map_fixture_world (), .view = ZB_MAP_VIEW (zb_map_view_new ()) };
  GtkStack *pages = GTK_STACK (gtk_stack_new ());
  ZbBox box;

  gtk_stack_add_named (pages, gtk_label_new (NULL), "first");
  gtk_stack_add_named (pages, GTK_WIDGET (f.view), "map");
  f.window = zb_map_fixture_show (GTK_WIDGET (pages), 1040, 792);
  zb_map_view_set_world (f.view, f.world);
  zb_map_fixture_wait (f.view);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f.view)), ==, 0);
  gtk_stack_set_visible_child_name (pages, "map");
  zb_map_fixture_wait (f.view);
  box = visible_box (&f, 0);
  g_assert_true (zb_box_contains (&box, DISTRICT_MIDDLE));
  g_assert_cmpfloat (box.east - box.west, <, 1);
  tear_down (&f, NULL);
}

#define ADD(path, set_up, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int result;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("/map/singles", set_up_small, test_singles);
  ADD ("/map/click-chooses", set_up_small, test_click_chooses);
  ADD ("/map/drag", set_up_small, test_drag);
  ADD ("/map/state-recolours", set_up_small, test_state_recolours);
  ADD ("/map/move-builds-again", set_up_small, test_move_builds_again);
  ADD ("/map/removed-is-gone", set_up_small, test_removed_is_gone);
  ADD ("/map/layers", set_up_small, test_layers);
  ADD ("/map/district-adds-up", set_up_district, test_district_adds_up);
  ADD ("/map/near-cameras-stand-alone", set_up_district, test_near_cameras_stand_alone);
  ADD ("/map/moves-only-when-told", set_up_district, test_moves_only_when_told);
  ADD ("/map/edge", set_up_district, test_edge);
  ADD ("/map/counts-are-seen", set_up_district, test_counts_are_seen);
  ADD ("/map/one-pole", set_up_district, test_one_pole);
  ADD ("/map/lookouts", set_up_district, test_lookouts);
  ADD ("/map/old", set_up_small, test_old);
  ADD ("/map/zooms-stay-whole", set_up_district, test_zooms_stay_whole);
  ADD ("/map/pulse", set_up_district, test_pulse);
  ADD ("/map/snoozed-by-platform", set_up_district, test_snoozed_by_platform);
  ADD ("/map/marks", set_up_district, test_marks);
  ADD ("/map/cluster-comes-nearer", set_up_district, test_cluster_comes_nearer);
  ADD ("/map/double-click", set_up_small, test_double_click);
  ADD ("/map/menu", set_up_small, test_menu);
  g_test_add_func ("/map/shown-later", test_shown_later);
  g_test_add_func ("/map/degrees", test_degrees);
  g_test_add_func ("/map/card", test_card);
  ADD ("/map/card-over-map", set_up_district, test_card_over_map);
  g_test_add_func ("/map/lets-go", test_lets_go);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
