/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A district with what an ordinary morning brings, and a window to look at it. */
#include "zb-map-fixture.h"

#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-district.h"
#include "zb-unit.h"

#include <adwaita.h>

typedef struct
{
  double lon, lat;
  int severity;
  const char *title, *place;
} Morning;

static const Morning morning[] = {
  { 121.3985, 31.2145, ZB_SEVERITY_URGENT, "车棚疑似明火", "天山路 889 弄 · 3 号车棚" },
  { 121.4062, 31.1995, ZB_SEVERITY_URGENT, "井盖移位", "虹桥路 1440 号" },
  { 121.3765, 31.2142, ZB_SEVERITY_HIGH, "电动自行车进楼", "仙霞路 700 弄 12 号门" },
  { 121.4105, 31.2215, ZB_SEVERITY_HIGH, "下立交积水 28 cm", "延安西路" },
  { 121.4240, 31.2165, ZB_SEVERITY_HIGH, "人员密集", "凯旋路" },
  { 121.4212, 31.2045, ZB_SEVERITY_HIGH, "消防通道占用", "江苏路 46 弄" },
  { 121.3912, 31.2052, ZB_SEVERITY_HIGH, "车棚温度超限 68 °C", "北渔路 95 弄" },
  { 121.4198, 31.2240, ZB_SEVERITY_MEDIUM, "占道经营", "娄山关路" },
  { 121.4001, 31.2098, ZB_SEVERITY_MEDIUM, "机动车违停", "水城路" },
  { 121.3842, 31.1975, ZB_SEVERITY_MEDIUM, "垃圾暴露", "武夷路 320 弄口" },
  { 121.3560, 31.2040, ZB_SEVERITY_LOW, "充电桩离线", "剑河路 599 弄" },
};

static ZbAlert *
new_alert (guint number, const Morning *from)
{
  g_autofree char *id = g_strdup_printf ("alert-%u", number);
  ZbAlert *alert = (ZbAlert *)zb_entity_new (ZB_KIND_ALERT, id);
  ((ZbEntity *)alert)->version = 1;
  alert->kind = g_strdup ("shed_smoke");
  alert->severity = from->severity;
  alert->title = g_strdup (from->title);
  alert->place = g_strdup (from->place);
  alert->location = (ZbPoint){ from->lon, from->lat };
  alert->state = ZB_ALERT_NEW;
  return alert;
}

static void
fill_alerts (ZbWorld *world)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (morning); i++)
    g_ptr_array_add (alerts, new_alert (i, &morning[i]));
  zb_world_fill (world, ZB_KIND_ALERT, alerts);
}

/* A unit drives to the water on Yan'an Road. */
static void
fill_dispatch (ZbWorld *world, ZbEntity *unit)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) assignments = g_ptr_array_new_with_free_func (g_object_unref);
  ZbCase *flood = (ZbCase *)zb_entity_new (ZB_KIND_CASE, "case-1");
  ZbAssignment *assignment = (ZbAssignment *)zb_entity_new (ZB_KIND_ASSIGNMENT, "assignment-1");
  flood->location = (ZbPoint){ morning[3].lon, morning[3].lat };
  assignment->case_id = g_strdup ("case-1");
  assignment->unit = g_strdup (unit->id);
  assignment->state = ZB_ASSIGNMENT_EN_ROUTE;
  g_ptr_array_add (cases, flood);
  g_ptr_array_add (assignments, assignment);
  zb_world_fill (world, ZB_KIND_CASE, cases);
  zb_world_fill (world, ZB_KIND_ASSIGNMENT, assignments);
}

/* What cameras and units would have reported by now. */
static void
report (ZbDistrict *district)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  GPtrArray *units = zb_district_get_entities (district, ZB_KIND_UNIT);
  GPtrArray *devices = zb_district_get_entities (district, ZB_KIND_DEVICE);
  for (guint i = 0; i < units->len; i++)
    {
      ZbUnit *unit = units->pdata[i];
      unit->on_duty = TRUE;
      unit->as_of = g_get_real_time () - (i % 7 == 3 ? 150 : 5) * G_TIME_SPAN_SECOND;
      unit->status = i % 5 == 2 ? ZB_UNIT_BUSY : ZB_UNIT_AVAILABLE;
      unit->heading = g_rand_double_range (rand, 0, 360);
    }
  for (guint i = 0; i < devices->len; i++)
    {
      ZbDevice *device = devices->pdata[i];
      double bad = device->location.lon < 121.372 && device->location.lat > 31.21 ? .16 : .02;
      device->status = g_rand_double (rand) < bad ? ZB_DEVICE_OFFLINE : ZB_DEVICE_ONLINE;
    }
}

/**
 * zb_map_fixture_world:
 *
 * Returns: (transfer full): the demonstration district, 11 alerts, a unit on its way
 */
ZbWorld *
zb_map_fixture_world (void)
{
  static const ZbKind kinds[] = { ZB_KIND_AREA, ZB_KIND_DEVICE, ZB_KIND_UNIT };
  g_autoptr (ZbDistrict) district = zb_district_new (ZB_DISTRICT_SEED);
  ZbWorld *world = zb_world_new ();
  zb_district_stamp (district, g_get_real_time ());
  report (district);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    zb_world_fill (world, kinds[i], zb_district_get_entities (district, kinds[i]));
  fill_alerts (world);
  fill_dispatch (world, zb_map_fixture_find (world, ZB_KIND_UNIT, 8));
  return world;
}

/**
 * zb_map_fixture_small_world:
 * @n_devices: how many cameras, in a row eastwards 1 km apart
 *
 * Returns: (transfer full): a world small enough to know every symbol by heart
 */
ZbWorld *
zb_map_fixture_small_world (guint n_devices)
{
  ZbWorld *world = zb_world_new ();
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_devices; i++)
    {
      g_autofree char *id = g_strdup_printf ("device-%u", i);
      ZbDevice *device = (ZbDevice *)zb_entity_new (ZB_KIND_DEVICE, id);
      ((ZbEntity *)device)->version = 1;
      device->kind = ZB_DEVICE_CAMERA;
      device->project = ZB_PROJECT_XUELIANG;
      device->status = ZB_DEVICE_ONLINE;
      device->name = g_strdup_printf ("Camera %u", i);
      device->heading = 90;
      device->location = zb_point_move ((ZbPoint){ 121.38, 31.21 }, 90, 1000.0 * i);
      g_ptr_array_add (devices, device);
    }
  zb_world_fill (world, ZB_KIND_DEVICE, devices);
  return world;
}

/**
 * zb_map_fixture_find:
 * @world: a world
 * @kind: a kind
 * @position: which one
 *
 * Returns: (transfer none): the entity there
 */
ZbEntity *
zb_map_fixture_find (ZbWorld *world, ZbKind kind, guint position)
{
  return zb_store_get_nth (zb_world_get_store (world, kind), position);
}

static void
add_css (const char *name, int priority)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat ("/cn/zhiban/Console/", name, NULL);
  gtk_css_provider_load_from_resource (css, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              (guint)priority);
}

/**
 * zb_map_fixture_load_style:
 * @dark: the dark style, else the light one
 *
 * What the application's resources do for the console: style sheets and icons.
 */
void
zb_map_fixture_load_style (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/cn/zhiban/Console/icons");
  add_css ("style.css", GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  if (dark)
    add_css ("style-dark.css", GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

/**
 * zb_map_fixture_show:
 * @widget: (transfer floating): what to show
 * @width: logical pixels
 * @height: logical pixels
 *
 * Returns: (transfer none): the window, presented
 */
GtkWindow *
zb_map_fixture_show (GtkWidget *widget, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  return window;
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
count_frame (GdkFrameClock *clock, guint *frames)
{
  *frames += 1;
}

/* However busy the machine is: two more frames, the second of which has all that the first one changed. */
static void
wait_for_frames (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean late = FALSE;
  guint frames = 0, timeout = g_timeout_add_seconds (5, set_flag, &late);
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);
  while (frames < 2 && !late)
    {
      gtk_widget_queue_draw (window);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
  if (!late)
    g_source_remove (timeout);
}

/**
 * zb_map_fixture_run:
 * @ms: for how long to let the main loop run, and then until two more frames are painted
 */
void
zb_map_fixture_run (guint ms)
{
  gboolean over = FALSE;
  g_timeout_add (ms, set_flag, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  g_autoptr (GtkWidget) window = g_list_model_get_item (windows, 0);
  if (window && gtk_widget_get_mapped (window))
    wait_for_frames (window);
}

/**
 * zb_map_fixture_wait:
 * @view: a map
 *
 * Lets the main loop run until all that the world holds is ready, at most ten seconds, and some
 * frames more, so that it is drawn.
 */
void
zb_map_fixture_wait (ZbMapView *view)
{
  for (guint i = 0; i < 200 && (i < 4 || !zb_map_view_is_ready (view)); i++)
    zb_map_fixture_run (50);
  zb_map_fixture_run (250);
}

/* A widget that is about to be laid out again has no picture; then one of the next frames has. */
static GskRenderNode *
take_node (GtkWidget *widget, double width, double height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GskRenderNode *node = NULL;
  for (guint i = 0; i < 20 && !node; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      zb_map_fixture_run (50);
      gdk_paintable_snapshot (paintable, snapshot, width, height);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  return node;
}

/**
 * zb_map_fixture_take:
 * @widget: a widget in a presented window
 * @scale: pixels of the picture a logical one
 *
 * Returns: (transfer full) (nullable): how it looks
 */
GdkTexture *
zb_map_fixture_take (GtkWidget *widget, double scale)
{
  double width = gtk_widget_get_width (widget) * scale, height = gtk_widget_get_height (widget) * scale;
  g_autoptr (GskRenderNode) node = take_node (widget, width, height);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  return node ? gsk_renderer_render_texture (renderer, node,
                                             &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height))
              : NULL;
}

/**
 * zb_map_fixture_save:
 * @widget: a widget in a presented window
 * @path: a PNG file to write
 * @scale: pixels of the picture a logical one
 *
 * Returns: whether the picture was written
 */
gboolean
zb_map_fixture_save (GtkWidget *widget, const char *path, double scale)
{
  g_autoptr (GdkTexture) texture = zb_map_fixture_take (widget, scale);
  return texture && gdk_texture_save_to_png (texture, path);
}
