/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of what is drawn on the map, to be looked at: sketch-picture DIRECTORY [light]; with GDK_SCALE=2
 * on a screen of twice the pixels. */
#include "zb-base-map.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-words.h"

#include <libintl.h>
#include <locale.h>

static const char *directory;
static gboolean dark;

static void
save (gpointer window, const char *name)
{
  const int scale = gtk_widget_get_scale_factor (window);
  g_autofree char *file =
      g_strdup_printf ("%s-%s%s.png", name, dark ? "dark" : "light", scale > 1 ? "@2x" : "");
  g_autofree char *path = g_build_filename (directory, file, NULL);
  zb_map_fixture_run (900);
  g_print ("%s: %s\n", zb_map_fixture_save (window, path, scale) ? "written" : "NOT written", path);
}

static void
add_point (ZbMapView *view, double x, double y)
{
  ZbMapProjection projection;
  zb_map_projection_init (&projection, shumate_map_get_viewport (view->map), GTK_WIDGET (view->map));
  zb_sketch_add (view->sketch, zb_map_projection_to_point (&projection, x, y));
}

static void
point_at (ZbMapView *view, double x, double y)
{
  ZbMapProjection projection;
  zb_map_projection_init (&projection, shumate_map_get_viewport (view->map), GTK_WIDGET (view->map));
  zb_sketch_set_pointer (view->sketch, zb_map_projection_to_point (&projection, x, y));
}

static void
act (ZbMapView *view, const char *name, const char *argument)
{
  gtk_widget_activate_action (GTK_WIDGET (view), name, argument ? "s" : NULL, argument);
}

static void
save_measures (ZbMapView *view, GtkWindow *window)
{
  act (view, "map.measure", "distance");
  save (window, "measure-begin");
  add_point (view, 330, 420);
  add_point (view, 520, 390);
  add_point (view, 640, 470);
  point_at (view, 760, 350);
  save (window, "measure-distance");
  act (view, "map.sketch-finish", NULL);
  save (window, "measure-result");
  act (view, "map.measure", "area");
  add_point (view, 380, 300);
  add_point (view, 640, 280);
  add_point (view, 690, 480);
  point_at (view, 420, 520);
  save (window, "measure-area");
  point_at (view, 520, 200);
  save (window, "measure-crossing");
  act (view, "map.sketch-leave", NULL);
}

static void
tell (ZbWorld *world, gpointer entity)
{
  g_autoptr (ZbEvent) event = NULL;
  ZB_ENTITY (entity)->version = 1;
  event = zb_event_new ("zone.updated", entity, 0);
  zb_world_apply (world, event);
}

static ZbZone *
new_zone (const char *id, const char *name)
{
  ZbZone *zone = (ZbZone *)zb_entity_new (ZB_KIND_ZONE, id);
  zone->name = g_strdup (name);
  zone->by = g_strdup ("officer");
  zone->by_name = g_strdup ("陈值班");
  zone->created_at = g_get_real_time () - 40 * G_TIME_SPAN_MINUTE;
  zone->expires_at = g_get_real_time () + 2 * G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE;
  zone->raises = TRUE;
  return zone;
}

static void
add_zones (ZbWorld *world)
{
  const ZbPoint corners[] = {
    { 121.4050, 31.2060 }, { 121.4170, 31.2085 }, { 121.4155, 31.2020 }, { 121.4070, 31.2005 }
  };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (ZbZone) fair = new_zone ("zone-1", "中山公园活动"), works = new_zone ("zone-2", "夜间施工");
  zb_zone_set_circle (fair, (ZbPoint){ 121.4015, 31.2135 }, 420);
  fair->kinds = g_strsplit ("shed_smoke smoke_fire overcrowding gas_leak", " ", -1);
  fair->note = g_strdup ("周末市集，人流较大");
  zb_zone_set_corners (works, corners, G_N_ELEMENTS (corners));
  works->hours_from = (g_date_time_get_hour (now) + 2) % 24 * 60;
  works->hours_to = (works->hours_from + 60) % 1440;
  tell (world, fair);
  tell (world, works);
}

static void
save_zones (ZbMapView *view, GtkWindow *window)
{
  save (window, "zones");
  act (view, "map.show-zone", "zone-1");
  zb_map_view_go_to (view, (ZbPoint){ 121.4065, 31.2100 }, 15);
  save (window, "zone-card");
  act (view, "map.edit-zone", NULL);
  save (window, "zone-form");
  AdwDialog *form = adw_window_get_visible_dialog (ADW_WINDOW (window));
  GObject *kinds = gtk_widget_get_template_child (GTK_WIDGET (form), G_OBJECT_TYPE (form), "kinds_row");
  g_object_set (kinds, "expanded", TRUE, NULL);
  save (window, "zone-form-kinds");
  adw_dialog_force_close (form);
  zb_map_fixture_run (300);
  act (view, "map.leave-zone", NULL);
  act (view, "map.new-zone", "circle");
  add_point (view, 520, 420);
  point_at (view, 640, 420);
  save (window, "zone-drawing");
  add_point (view, 640, 420);
  save (window, "zone-new");
  adw_dialog_force_close (adw_window_get_visible_dialog (ADW_WINDOW (window)));
  zb_map_fixture_run (300);
  save (window, "zone-draft");
}

static void
set_up_words (void)
{
  setlocale (LC_ALL, "");
  if (g_getenv ("ZHIBAN_LOCALE_DIR"))
    bindtextdomain ("zhiban", g_getenv ("ZHIBAN_LOCALE_DIR"));
  textdomain ("zhiban");
}

int
main (int argc, char **argv)
{
  directory = argc > 1 ? argv[1] : ".";
  dark = argc < 3;
  set_up_words ();
  adw_init ();
  zb_map_fixture_load_style (dark);
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  g_autoptr (ZbAccount) account = (ZbAccount *)zb_entity_new (ZB_KIND_ACCOUNT, "officer");
  account->role = ZB_ROLE_DUTY_OFFICER;
  zb_words_set_world (world);
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWidget *window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1040, 792);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  zb_map_view_set_world (view, world);
  zb_map_view_set_account (view, account);
  zb_map_view_go_to (view, (ZbPoint){ 121.4065, 31.2100 }, 15);
  zb_map_fixture_wait (view);
  save_measures (view, GTK_WINDOW (window));
  add_zones (world);
  save_zones (view, GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
  zb_base_map_stop ();
  return 0;
}
