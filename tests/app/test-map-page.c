/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the map: the detail's live picture is that of a camera, and the splits are where the
 * officer left them when the console is started again. */
#include "zb-alert-pane.h"
#include "zb-camera-strip.h"
#include "zb-locale.h"
#include "zb-map-window.h"
#include "zb-near.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-tile.h"
#include "zb-window.h"

#include <gst/gst.h>
#include <libdex.h>

typedef struct
{
  ZbWorld *world;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
} Fixture;

static void
open_window (Fixture *fixture)
{
  fixture->window =
      zb_window_new (ADW_APPLICATION (g_application_get_default ()), fixture->desk, fixture->settings);
  zb_window_set_open (fixture->window, TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  zb_sample_settle ();
}

static void
close_window (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_sample_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ZbAlert *alert;

  fixture->world = zb_sample_world_new (g_get_real_time ());
  alert = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  zb_sample_world_add_cameras (fixture->world, alert->location, 8);
  fixture->desk = zb_desk_new (fixture->world);
  fixture->settings = zb_settings_new ();
  g_settings_set_int (fixture->settings, "width", 1800);
  g_settings_set_int (fixture->settings, "height", 1000);
  g_settings_set_boolean (fixture->settings, "maximized", FALSE);
  g_settings_set_string (fixture->settings, "page", "map");
  zb_desk_set_account (fixture->desk, zb_sample_world_get_account (fixture->world, ZB_SAMPLE_OFFICER));
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->world);
}

static GtkWidget *
find (Fixture *fixture, GType type)
{
  GtkWidget *found = zb_sample_find (GTK_WIDGET (fixture->window), type, NULL);

  g_assert_nonnull (found);
  return found;
}

static ZbTile *
show_live (Fixture *fixture)
{
  GtkWidget *pane = find (fixture, ZB_TYPE_ALERT_PANE);
  GtkWidget *toggle = zb_sample_find (pane, ADW_TYPE_TOGGLE_GROUP, NULL);
  GtkWidget *tile = zb_sample_find (pane, ZB_TYPE_TILE, NULL);

  g_assert_nonnull (tile);
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (toggle), "live");
  zb_sample_settle ();
  return ZB_TILE (tile);
}

static ZbDevice *
find_nearest (Fixture *fixture, ZbPoint place)
{
  g_autoptr (ZbNear) near = zb_near_new ();
  g_autoptr (ZbNearThing) nearest = NULL;

  zb_near_set_groups (near, ZB_NEAR_MASK (ZB_NEAR_CAMERA));
  zb_near_set_centre (near, place);
  zb_near_follow (near, G_LIST_MODEL (zb_world_get_store (fixture->world, ZB_KIND_DEVICE)));
  nearest = g_list_model_get_item (G_LIST_MODEL (near), 0);
  g_assert_nonnull (nearest);
  return zb_near_thing_get_entity (nearest);
}

/* The nearest camera where the alert comes from something else, that camera where it comes from one. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  ZbAlert *alert = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  ZbAlert *edited = zb_sample_world_edit_alert (fixture->world, ZB_SAMPLE_ALERT);
  ZbDevice *nearest = find_nearest (fixture, alert->location);
  ZbTile *tile;

  g_set_str (&edited->device, NULL);
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
  zb_desk_select_alert (fixture->desk, ZB_SAMPLE_ALERT);
  zb_sample_settle ();
  tile = show_live (fixture);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (tile)));
  g_assert_true (zb_tile_get_device (tile) == nearest);
  g_assert_nonnull (zb_tile_get_player (tile));
  zb_desk_select_alert (fixture->desk, NULL);
  g_assert_null (zb_tile_get_device (tile));
}

/* What the map is asked to look at, the cameras below it look at. */
static void
test_look (Fixture *fixture, gconstpointer data)
{
  ZbCameraStrip *strip = ZB_CAMERA_STRIP (find (fixture, ZB_TYPE_CAMERA_STRIP));
  ZbAlert *alert = zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  ZbDevice *nearest = find_nearest (fixture, alert->location);
  ZbRecord *aimed = zb_record_copy (ZB_RECORD (nearest));

  ZB_ENTITY (aimed)->version++;
  ZB_DEVICE (aimed)->heading = zb_point_bearing (nearest->location, alert->location);
  ZB_DEVICE (aimed)->fov = 60;
  ZB_DEVICE (aimed)->range = 500;
  ZB_DEVICE (aimed)->status = ZB_DEVICE_ONLINE;
  zb_sample_world_change (fixture->world, ZB_ENTITY (aimed));
  zb_sample_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "video.look", "(dd)",
                                             alert->location.lon, alert->location.lat));
  g_assert_true (zb_tile_get_device (zb_camera_strip_get_tile (strip, 0)) == nearest);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "video.look", "(dd)", 0., 0.));
  g_assert_null (zb_tile_get_device (zb_camera_strip_get_tile (strip, 0)));
}

static ZbMapWindow *
find_map_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (ZB_IS_MAP_WINDOW (window))
        return ZB_MAP_WINDOW (window);
    }
  return NULL;
}

/* The second map chooses on the desk, is not seen while the door is shut, and goes with the desk. */
static void
test_second_map (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;

  zb_desk_select_alert (fixture->desk, NULL);
  g_assert_null (find_map_window ());
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.map-window", NULL));
  zb_sample_settle ();
  window = GTK_WIDGET (find_map_window ());
  g_assert_nonnull (window);
  g_assert_true (gtk_widget_get_mapped (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (zb_map_window_get_map (ZB_MAP_WINDOW (window))),
                                             "alert.select", "s", ZB_SAMPLE_ALERT));
  g_assert_cmpstr (ZB_ENTITY (zb_desk_get_selected_alert (fixture->desk))->id, ==, ZB_SAMPLE_ALERT);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.map-window", NULL));
  g_assert_true (window == GTK_WIDGET (find_map_window ()));
  zb_window_set_open (fixture->window, FALSE);
  g_assert_false (gtk_widget_get_visible (window));
  zb_window_set_open (fixture->window, TRUE);
  g_assert_true (gtk_widget_get_visible (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  close_window (fixture);
  g_assert_null (window);
  open_window (fixture);
}

static GtkPaned *
get_queue_split (Fixture *fixture)
{
  return GTK_PANED (find (fixture, GTK_TYPE_PANED));
}

static GtkPaned *
get_strip_split (Fixture *fixture)
{
  return GTK_PANED (gtk_paned_get_start_child (get_queue_split (fixture)));
}

/* Moves a split so that its end is that large; a handle of one pixel is between. */
static void
make_end (GtkPaned *split, int size)
{
  const gboolean across =
      gtk_orientable_get_orientation (GTK_ORIENTABLE (split)) == GTK_ORIENTATION_HORIZONTAL;
  GtkWidget *widget = GTK_WIDGET (split);

  gtk_paned_set_position (split, (across ? gtk_widget_get_width (widget) : gtk_widget_get_height (widget)) -
                                     size - 1);
}

static void
test_splits (Fixture *fixture, gconstpointer data)
{
  make_end (get_queue_split (fixture), 521);
  make_end (get_strip_split (fixture), 283);
  zb_sample_settle ();
  g_assert_cmpint (gtk_widget_get_width (find (fixture, ZB_TYPE_QUEUE_VIEW)), ==, 521);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "queue-width"), ==, 521);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "strip-height"), ==, 283);
  close_window (fixture);
  open_window (fixture);
  g_assert_cmpint (gtk_widget_get_width (find (fixture, ZB_TYPE_QUEUE_VIEW)), ==, 521);
  g_assert_cmpint (gtk_widget_get_height (gtk_paned_get_end_child (get_strip_split (fixture))), ==, 283);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  g_test_add ("/app/map-page/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/app/map-page/look", Fixture, NULL, set_up, test_look, tear_down);
  g_test_add ("/app/map-page/second-map", Fixture, NULL, set_up, test_second_map, tear_down);
  g_test_add ("/app/map-page/splits", Fixture, NULL, set_up, test_splits, tear_down);
  return g_test_run ();
}
