/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the map as the design draws it, to be looked at: map-picture DIRECTORY [light]; with
 * GDK_SCALE=2 on a screen of twice the pixels. */
#include "zb-map-card.h"
#include "zb-map-fixture.h"

#include <adwaita.h>
#include <libintl.h>
#include <locale.h>

static void
save (gpointer widget, const char *directory, const char *name, double scale)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  zb_map_fixture_run (900);
  g_print ("%s: %s\n", zb_map_fixture_save (widget, path, scale) ? "written" : "NOT written", path);
}

/* From the whole district to single houses, as small as the map can be seen on: these are kept. */
static void
save_zooms (ZbWorld *world, const char *directory, gboolean dark)
{
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (view), 600, 440);
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (view));
  g_object_set (view, "layers-expanded", FALSE, NULL);
  zb_map_view_set_world (view, world);
  zb_map_fixture_wait (view);
  for (int zoom = 13; zoom <= 17; zoom++)
    {
      g_autofree char *name =
          g_strdup_printf ("zoom-%d-%s%s.png", zoom, dark ? "dark" : "light", scale > 1 ? "@2x" : "");
      zb_map_view_go_to (view, (ZbPoint){ 121.4065, 31.2145 }, zoom);
      save (view, directory, name, scale);
    }
  gtk_window_destroy (window);
}

/* The picture that an officer saves; it is written by a thread. */
static void
save_sheet (ZbMapView *view, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "map.save-picture-to", "s", path);
  zb_map_fixture_run (3000);
}

int
main (int argc, char **argv)
{
  const char *directory = argc > 1 ? argv[1] : ".";
  gboolean dark = argc < 3;
  setlocale (LC_ALL, "");
  if (g_getenv ("ZHIBAN_LOCALE_DIR"))
    bindtextdomain ("zhiban", g_getenv ("ZHIBAN_LOCALE_DIR"));
  textdomain ("zhiban");
  adw_init ();
  zb_map_fixture_load_style (dark);
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (view), 1040, 792);
  zb_map_view_set_world (view, world);
  zb_map_fixture_wait (view);
  save (view, directory, dark ? "district.png" : "district-light.png", 1);
  zb_map_view_set_selected_alert (view, (ZbAlert *)zb_map_fixture_find (world, ZB_KIND_ALERT, 0));
  save (view, directory, dark ? "selected.png" : "selected-light.png", 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "map.near", NULL);
  zb_map_fixture_wait (view);
  zb_map_fixture_run (500);
  save (view, directory, dark ? "asked.png" : "asked-light.png", 1);
  save (view, directory, dark ? "asked@2x.png" : "asked-light@2x.png", 2);
  gtk_widget_activate_action (GTK_WIDGET (view), "map.near", NULL);
  save_sheet (view, directory, dark ? "sheet.png" : "sheet-light.png");
  zb_map_view_go_to (view, (ZbPoint){ 121.3985, 31.2145 }, 16.4);
  save (view, directory, dark ? "street.png" : "street-light.png", 1);
  zb_map_view_go_to (view, (ZbPoint){ 121.3985, 31.2145 }, 18);
  save (view, directory, dark ? "near.png" : "near-light.png", 1);
  gtk_window_destroy (window);
  save_zooms (world, directory, dark);
  ZbMapCard *card = ZB_MAP_CARD (zb_map_card_new ());
  window = zb_map_fixture_show (GTK_WIDGET (card), 432, 136);
  zb_map_card_set_world (card, world);
  zb_map_card_set_subject (card, zb_map_fixture_find (world, ZB_KIND_ALERT, 0));
  save (card, directory, dark ? "card.png" : "card-light.png", 2);
  gtk_window_destroy (window);
  return 0;
}
