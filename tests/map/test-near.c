/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is near, asked for on the map: the panel, the circle, and what choosing a row does. */
#include "zb-base-map.h"
#include "zb-case.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-wait.h"

#include <adwaita.h>
#include <glib/gstdio.h>

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  char *chosen;
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer fixture)
{
  Fixture *f = fixture;
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_free (f->chosen);
  f->chosen = g_strdup_printf ("%s %s", g_action_get_name (G_ACTION (action)), text);
}

static void
add_action (Fixture *f, const char *group, const char *name, const char *type)
{
  const GActionEntry entries[] = { { .name = name, .activate = on_action, .parameter_type = type } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, f);
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), group, G_ACTION_GROUP (actions));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_map_fixture_world ();
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  add_action (f, "alert", "select", "s");
  add_action (f, "unit", "select", "s");
  add_action (f, "device", "select", "s");
  add_action (f, "case", "show", "s");
  add_action (f, "video", "look", "(dd)");
  zb_map_view_set_world (f->view, f->world);
  zb_map_fixture_wait (f->view);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_clear_object (&f->world);
  g_free (f->chosen);
}

static void
act (Fixture *f, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), name, NULL));
}

static GListModel *
rows (Fixture *f)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (
      gtk_widget_get_template_child (GTK_WIDGET (f->view->near_panel), ZB_TYPE_NEAR_PANEL, "list"))));
}

static ZbAlert *
select_alert (Fixture *f)
{
  ZbAlert *alert = (ZbAlert *)zb_map_fixture_find (f->world, ZB_KIND_ALERT, 0);

  zb_map_view_set_selected_alert (f->view, alert);
  zb_map_fixture_wait (f->view);
  return alert;
}

/* About the selected alert, whose circle is seen whole; asked again it closes. */
static void
test_of_alert (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = select_alert (f);
  ZbNear *near = zb_near_panel_get_near (f->view->near_panel);
  g_autoptr (ZbMapMark) first = NULL;

  act (f, "map.near");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (f->view->near_panel)));
  g_assert_true (zb_point_equal (zb_near_get_centre (near), alert->location));
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), >, 5);
  first = g_list_model_get_item (rows (f), 0);
  g_assert_nonnull (zb_map_mark_get_distance (first));
  for (guint i = 0; i < g_list_model_get_n_items (rows (f)); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (rows (f), i);
      g_assert_true (zb_map_mark_get_entity (mark) != alert);
    }
  act (f, "map.near");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->near_panel)));
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), ==, 0);
}

/* A wider circle lists more, and the view shows all of it. */
static void
test_radius (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = select_alert (f);
  AdwToggleGroup *radii = ADW_TOGGLE_GROUP (
      gtk_widget_get_template_child (GTK_WIDGET (f->view->near_panel), ZB_TYPE_NEAR_PANEL, "radii"));
  ZbMapProjection projection;
  guint before;
  ZbBox box;

  act (f, "map.near");
  before = g_list_model_get_n_items (rows (f));
  adw_toggle_group_set_active_name (radii, "2000");
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), >, 3 * before);
  zb_map_fixture_run (400);
  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  box = zb_map_projection_get_box (&projection, 0);
  for (double bearing = 0; bearing < 360; bearing += 90)
    g_assert_true (zb_box_contains (&box, zb_point_move (alert->location, bearing, 2000)));
}

/* What is not wanted is counted but not listed. */
static void
test_chips (Fixture *f, gconstpointer data)
{
  GtkWidget *chips = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (f->view->near_panel), ZB_TYPE_NEAR_PANEL, "chips"));
  GtkWidget *cameras = gtk_widget_get_first_child (chips);
  ZbNear *near = zb_near_panel_get_near (f->view->near_panel);
  guint n_cameras, all;

  select_alert (f);
  act (f, "map.near");
  n_cameras = zb_near_count (near, ZB_NEAR_CAMERA);
  all = g_list_model_get_n_items (rows (f));
  g_assert_cmpuint (n_cameras, >, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cameras), FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), ==, all - n_cameras);
  g_assert_cmpuint (zb_near_count (near, ZB_NEAR_CAMERA), ==, n_cameras);
}

/* A chosen row is marked on the map and handed to the application. */
static void
test_chosen (Fixture *f, gconstpointer data)
{
  GtkListView *list = GTK_LIST_VIEW (
      gtk_widget_get_template_child (GTK_WIDGET (f->view->near_panel), ZB_TYPE_NEAR_PANEL, "list"));
  g_autoptr (ZbMapMark) first = NULL;
  ZbDevice *device;

  select_alert (f);
  act (f, "map.near");
  zb_near_set_groups (zb_near_panel_get_near (f->view->near_panel), ZB_NEAR_MASK (ZB_NEAR_CAMERA));
  first = g_list_model_get_item (rows (f), 0);
  device = zb_map_mark_get_entity (first);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_nonnull (f->chosen);
  g_assert_nonnull (strstr (f->chosen, ZB_ENTITY (device)->id));
  g_assert_true (zb_point_equal (zb_near_layer_get_pointed (f->view->near_layer), device->location));
}

/* What looks at it is for the application to show. */
static void
test_look (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = select_alert (f);
  g_autoptr (GVariant) place =
      g_variant_ref_sink (g_variant_new ("(dd)", alert->location.lon, alert->location.lat));
  g_autofree char *text = g_variant_print (place, FALSE);
  g_autofree char *expected = g_strdup_printf ("look %s", text);

  act (f, "map.near");
  act (f, "map.look");
  g_assert_cmpstr (f->chosen, ==, expected);
}

/* Any place can be asked about, and the cameras around it stand alone. */
static void
test_of_place (Fixture *f, gconstpointer data)
{
  ZbNear *near = zb_near_panel_get_near (f->view->near_panel);
  ZbPoint place = { 121.405, 31.215 };

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->view), "map.near-place", "(dd)", place.lon, place.lat));
  g_assert_true (zb_point_equal (zb_near_get_centre (near), place));
  select_alert (f);
  g_assert_true (zb_point_equal (zb_near_get_centre (near), place));
  act (f, "map.close-near");
  g_assert_false (zb_point_is_known (zb_near_get_centre (near)));
}

/* What comes while the panel is open is listed, at its place. */
static void
test_comes (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = select_alert (f);
  g_autoptr (ZbEntity) device = zb_entity_new (ZB_KIND_DEVICE, "device-near");
  g_autoptr (ZbEvent) event = NULL;
  guint n, found = 0;

  act (f, "map.near");
  zb_map_fixture_run (300);
  n = g_list_model_get_n_items (rows (f));
  device->version = 1;
  ZB_DEVICE (device)->kind = ZB_DEVICE_MANHOLE;
  ZB_DEVICE (device)->name = g_strdup ("井盖");
  ZB_DEVICE (device)->location = alert->location;
  event = zb_event_new ("device.health", device, 0);
  zb_world_apply (f->world, event);
  zb_wait_for (g_list_model_get_n_items (rows (f)) == n + 1, 5000);
  for (guint i = 0; i < n + 1; i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (rows (f), i);
      found += g_str_equal (ZB_ENTITY (zb_map_mark_get_entity (mark))->id, "device-near");
    }
  g_assert_cmpuint (found, ==, 1);
  zb_map_fixture_run (300);
  act (f, "map.near");
}

/* A case is asked about by its id. */
static void
test_of_case (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbEntity) a_case = zb_entity_new (ZB_KIND_CASE, "case-near");
  g_autoptr (ZbEvent) event = NULL;

  a_case->version = 1;
  ZB_CASE (a_case)->step = ZB_STEP_HANDLING;
  ZB_CASE (a_case)->location = (ZbPoint){ 121.41, 31.21 };
  event = zb_event_new ("case.updated", a_case, 0);
  zb_world_apply (f->world, event);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.near-case", "s", "case-near"));
  g_assert_true (zb_point_equal (zb_near_get_centre (zb_near_panel_get_near (f->view->near_panel)),
                                 ZB_CASE (a_case)->location));
  g_assert_cmpuint (zb_near_count (zb_near_panel_get_near (f->view->near_panel), ZB_NEAR_CASE), ==, 0);
}

/* A watch zone's card lies where the panel does: one of them is seen. */
static void
test_of_zone (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbEntity) zone = zb_entity_new (ZB_KIND_ZONE, "zone-near");
  g_autoptr (ZbEvent) event = NULL;

  zone->version = 1;
  ZB_ZONE (zone)->name = g_strdup ("中山公园活动");
  zb_zone_set_circle (ZB_ZONE (zone), (ZbPoint){ 121.41, 31.21 }, 400);
  ZB_ZONE (zone)->expires_at = g_get_real_time () + G_TIME_SPAN_HOUR;
  event = zb_event_new ("zone.updated", zone, 0);
  zb_world_apply (f->world, event);
  select_alert (f);
  act (f, "map.near");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.show-zone", "s", "zone-near"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->near_panel)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
  act (f, "map.near");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->near_panel)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->zone_card)));
}

static gboolean
is_whole (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &bytes, &length, NULL) && length > 12 &&
         memcmp (bytes + length - 8, "IEND\xae\x42\x60\x82", 8) == 0;
}

/* Along a line through the middle of the map. */
static guint
count_colours (GdkTexture *texture)
{
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize)width * (gsize)height);
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);

  gdk_texture_download (texture, (guchar *)pixels, (gsize)width * 4);
  for (int x = 0; x < width; x++)
    g_hash_table_add (colours, GUINT_TO_POINTER (pixels[height / 2 * width + x]));
  return g_hash_table_size (colours);
}

/* The map as it is drawn, between what it is and what its symbols mean. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zhiban-map-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "map.png", NULL);
  g_autoptr (GdkTexture) texture = NULL;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (f->view));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.save-picture-to", "s", path));
  zb_wait_for (is_whole (path), 20000);
  texture = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==,
                   gtk_widget_get_width (GTK_WIDGET (f->view->map)) * scale);
  g_assert_cmpint (gdk_texture_get_height (texture), >,
                   gtk_widget_get_height (GTK_WIDGET (f->view->map)) * scale);
  g_assert_cmpuint (count_colours (texture), >, 100);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("/map/near/of-alert", test_of_alert);
  ADD ("/map/near/radius", test_radius);
  ADD ("/map/near/chips", test_chips);
  ADD ("/map/near/chosen", test_chosen);
  ADD ("/map/near/look", test_look);
  ADD ("/map/near/of-place", test_of_place);
  ADD ("/map/near/of-case", test_of_case);
  ADD ("/map/near/comes", test_comes);
  ADD ("/map/near/of-zone", test_of_zone);
  ADD ("/map/near/picture", test_picture);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
