/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the layers, to be looked at: layers-picture DIRECTORY [light]; with GDK_SCALE=2 on a screen of
 * twice the pixels. */
#include "zb-case.h"
#include "zb-layer-group.h"
#include "zb-layer-sets-menu.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"

#include <adwaita.h>
#include <libintl.h>
#include <locale.h>

typedef struct
{
  GObject parent_instance;
} PictureQuery;

typedef struct
{
  GObjectClass parent_class;
} PictureQueryClass;

static void picture_query_init_iface (ZbQueryInterface *iface);
static GType picture_query_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PictureQuery, g_object_unref)
G_DEFINE_TYPE_WITH_CODE (PictureQuery, picture_query, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, picture_query_init_iface))

/* A few quarters where much happens, and single alerts everywhere. */
static void
add_cells (ZbDensity *density)
{
  static const ZbPoint busy[] = { { 121.3985, 31.2145 }, { 121.4240, 31.2165 }, { 121.3712, 31.2052 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (guint i = 0; i < 300; i++)
    {
      ZbDensityCell *cell = g_object_new (ZB_TYPE_DENSITY_CELL, NULL);
      double metres = i % 3 == 0 ? g_rand_double_range (rand, 0, 4000) : g_rand_double_range (rand, 0, 900);
      cell->location = zb_point_move (busy[i % 3], g_rand_double_range (rand, 0, 360), metres);
      cell->alerts = g_rand_int_range (rand, 1, 4);
      density->alerts += cell->alerts;
      g_ptr_array_add (density->cells, cell);
    }
}

static ZbAnswer *
answer_density (ZbQuery *query, guint hours, ZbMode mode)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_DENSITY);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbDensity *density = g_object_new (ZB_TYPE_DENSITY, NULL);
  density->as_of = g_get_real_time ();
  density->cells = g_ptr_array_new_with_free_func (g_object_unref);
  add_cells (density);
  g_ptr_array_add (items, density);
  zb_answer_set_items (answer, items);
  return answer;
}

static void
picture_query_init_iface (ZbQueryInterface *iface)
{
  iface->density = answer_density;
}

static void
picture_query_class_init (PictureQueryClass *klass)
{
}

static void
picture_query_init (PictureQuery *self)
{
}

static const char *directory, *style;

static void
save (gpointer widget, const char *name)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (widget));
  g_autofree char *file = g_strdup_printf ("layers-%s-%s%s.png", name, style, scale > 1 ? "@2x" : "");
  g_autofree char *path = g_build_filename (directory, file, NULL);
  zb_map_fixture_run (900);
  g_print ("%s: %s\n", zb_map_fixture_save (widget, path, scale) ? "written" : "NOT written", path);
}

static void
unfold (GtkWidget *widget, gboolean expanded)
{
  if (ZB_IS_LAYER_GROUP (widget))
    g_object_set (widget, "expanded", expanded, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    unfold (child, expanded);
}

/* Cases in several steps and severities, one of them late. */
static void
add_cases (ZbWorld *world)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("picture-case-%u", i);
      g_autoptr (ZbEntity) entity = zb_entity_new (ZB_KIND_CASE, id);
      ZbCase *a_case = ZB_CASE (entity);
      entity->version = 1;
      a_case->severity = ZB_SEVERITY_LOW + (int)(i % 4);
      a_case->step = ZB_STEP_HANDLING;
      a_case->location = zb_point_move ((ZbPoint){ 121.4, 31.21 }, 45.0 * i, 700 + 350.0 * (i % 3));
      if (i == 3)
        {
          a_case->deadlines = g_object_new (ZB_TYPE_DEADLINES, NULL);
          a_case->deadlines->past_due = g_strdup ("finish");
        }
      g_autoptr (ZbEvent) event = zb_event_new ("case.updated", entity, 0);
      zb_world_apply (world, event);
    }
}

static void
show (ZbMapView *view, guint32 mask, double zoom)
{
  zb_layer_panel_set_mask (view->panel, mask);
  zb_map_view_go_to (view, (ZbPoint){ 121.4, 31.2125 }, zoom);
  zb_map_fixture_wait (view);
}

static void
save_layers (ZbMapView *view)
{
  const guint32 usual = zb_map_layers_at_first (), heat = 1u << ZB_MAP_LAYER_HEAT_DAY;
  const guint32 areas = 1u << ZB_MAP_LAYER_COMMITTEE | 1u << ZB_MAP_LAYER_COMMUNITY;
  save (view, "folded");
  show (view, usual | 1u << ZB_MAP_LAYER_CASE, 14);
  save (view, "cases");
  show (view, usual | 1u << ZB_MAP_LAYER_COMMITTEE, 14);
  save (view, "committees");
  show (view, usual | areas, 15);
  save (view, "areas");
  show (view, usual | areas, 16);
  save (view, "areas-16");
  show (view, usual & ~(1u << ZB_MAP_LAYER_SUBDISTRICT), 13);
  save (view, "no-subdistricts");
  for (guint zoom = 12; zoom <= 17; zoom++)
    {
      g_autofree char *name = g_strdup_printf ("heat-%u", zoom);
      show (view, usual | heat, zoom);
      save (view, name);
    }
}

static void
save_panel (ZbMapView *view, GtkWindow *window)
{
  show (view, zb_map_layers_at_first () & ~(1u << ZB_MAP_LAYER_LINE_3 | 1u << ZB_MAP_LAYER_ALERT_LOW), 13);
  unfold (GTK_WIDGET (view), TRUE);
  save (view, "unfolded");
  gtk_window_set_default_size (window, 816, 416);
  zb_map_fixture_run (600);
  save (view, "low");
  unfold (GTK_WIDGET (view), FALSE);
  save (view, "low-folded");
}

static GtkWidget *
find_popover (GtkWidget *widget)
{
  if (ZB_IS_LAYER_SETS_MENU (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_popover (child);
      if (found)
        return found;
    }
  return NULL;
}

static void
save_sets (ZbMapView *view)
{
  GtkWidget *panel = GTK_WIDGET (view->panel), *menu = find_popover (panel);
  gtk_widget_activate_action (panel, "map.save-set", "s", "夜间防汛");
  gtk_widget_activate_action (panel, "map.use-layers", "s", "all");
  gtk_widget_activate_action (panel, "map.save-set", "s", "重大活动保障");
  gtk_widget_activate_action (panel, "map.save-set", "s", "要删的");
  gtk_popover_popup (GTK_POPOVER (menu));
  save (menu, "sets");
  gtk_widget_activate_action (panel, "map.remove-set", "s", "要删的");
  save (menu, "sets-removed");
  gtk_popover_popdown (GTK_POPOVER (menu));
}

int
main (int argc, char **argv)
{
  directory = argc > 1 ? argv[1] : ".";
  style = argc < 3 ? "dark" : "light";
  setlocale (LC_ALL, "");
  if (g_getenv ("ZHIBAN_LOCALE_DIR"))
    bindtextdomain ("zhiban", g_getenv ("ZHIBAN_LOCALE_DIR"));
  textdomain ("zhiban");
  adw_init ();
  zb_map_fixture_load_style (argc < 3);
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  g_autoptr (PictureQuery) query = g_object_new (picture_query_get_type (), NULL);
  g_autoptr (GListStore) sets = zb_named_sets_new ();
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (view), 1040, 792);
  add_cases (world);
  zb_map_view_set_world (view, world);
  g_object_set (view, "query", query, "layer-sets", sets, NULL);
  zb_map_fixture_wait (view);
  save_layers (view);
  save_sets (view);
  save_panel (view, window);
  gtk_window_destroy (window);
  return 0;
}
