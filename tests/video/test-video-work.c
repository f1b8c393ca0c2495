/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does with tiles beside filling them: layouts with a name, a patrol through them, a closer
 * look, favourites, and the keys of the tree. */
#include "zb-fake-media.h"
#include "zb-sample-window.h"
#include "zb-tile-zoom.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#define N_CAMERAS 12

static ZbFakeMedia *media;

typedef struct
{
  ZbWorld *world;
  ZbVideoPage *page;
  GtkWidget *overlay;
  GtkWidget *window;
  GListStore *layouts;
} Fixture;

static void
put (ZbWorld *world, ZbEntity *entity)
{
  g_autoptr (ZbEvent) event = NULL;

  entity->version++;
  event = zb_event_new ("thing.updated", entity, 0);
  zb_world_apply (world, event);
  g_object_unref (entity);
}

static ZbEntity *
make_camera (guint i)
{
  g_autofree char *id = g_strdup_printf ("gate-%02u", i + 1);
  ZbEntity *camera = zb_entity_new (ZB_KIND_DEVICE, id);

  ZB_DEVICE (camera)->kind = ZB_DEVICE_CAMERA;
  ZB_DEVICE (camera)->name = g_strdup_printf ("天山路 %u 弄 东门", i + 1);
  ZB_DEVICE (camera)->status = ZB_DEVICE_ONLINE;
  ZB_DEVICE (camera)->project = i % 3 ? ZB_PROJECT_XUELIANG : ZB_PROJECT_SMART_SECURITY;
  ZB_DEVICE (camera)->location = (ZbPoint){ 121.4, 31.2 };
  return camera;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_world_new ();
  for (guint i = 0; i < N_CAMERAS; i++)
    put (f->world, make_camera (i));
  f->page = ZB_VIDEO_PAGE (zb_video_page_new ());
  f->layouts = zb_layouts_new ();
  g_object_set (f->page, "world", f->world, "watermark", "陈值班 CN0386", "layouts", f->layouts, NULL);
  if (data)
    zb_video_page_set_media (f->page, ZB_MEDIA (media));
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay), GTK_WIDGET (f->page));
  f->window = zb_sample_show (f->overlay, 1848, 976);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_sample_settle ();
  g_assert_null (page);
  g_clear_object (&f->layouts);
  g_clear_object (&f->world);
}

static ZbDevice *
camera (Fixture *f, guint number)
{
  g_autofree char *id = g_strdup_printf ("gate-%02u", number);

  return zb_world_lookup (f->world, ZB_KIND_DEVICE, id);
}

static ZbLayout *
get_layout (Fixture *f, guint position)
{
  g_autoptr (ZbLayout) layout = g_list_model_get_item (G_LIST_MODEL (f->layouts), position);

  g_assert_nonnull (layout);
  return layout;
}

static guint
count_layouts (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->layouts));
}

static void
act (Fixture *f, const char *name, const char *text)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), name, text ? "s" : NULL, text));
}

static ZbDevice *
shown (Fixture *f, guint place)
{
  return zb_tile_grid_get_device (zb_video_page_get_grid (f->page), place);
}

static void
arrange (Fixture *f, const char *shape, guint first, guint n)
{
  adw_toggle_group_set_active_name (f->page->shapes, shape);
  for (guint i = 0; i < ZB_TILE_GRID_MOST; i++)
    zb_tile_grid_put (zb_video_page_get_grid (f->page), i, i < n ? camera (f, first + i) : NULL);
}

/* --- layouts ---------------------------------------------------------------------------------------- */

/* Saved under a name, shown again as they were, saved anew under the same name, called otherwise. */
static void
test_layouts (Fixture *f, gconstpointer data)
{
  arrange (f, "4", 1, 3);
  act (f, "layouts.save", "  大门 ");
  arrange (f, "1+5", 5, 6);
  act (f, "layouts.save", "路口");
  g_assert_cmpuint (count_layouts (f), ==, 2);
  g_assert_cmpstr (get_layout (f, 0)->name, ==, "大门");
  act (f, "layouts.use", get_layout (f, 0)->id);
  g_assert_cmpstr (adw_toggle_group_get_active_name (f->page->shapes), ==, "4");
  g_assert_true (shown (f, 2) == camera (f, 3));
  g_assert_null (shown (f, 3));
  g_assert_null (shown (f, 5));
  arrange (f, "4", 9, 1);
  act (f, "layouts.save", "大门");
  g_assert_cmpuint (count_layouts (f), ==, 2);
  g_assert_cmpstr (get_layout (f, 0)->cameras[0], ==, "gate-09");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "layouts.rename", "(ss)", get_layout (f, 0)->id, "路口");
  g_assert_cmpstr (get_layout (f, 0)->name, ==, "大门");
  gtk_widget_activate_action (GTK_WIDGET (f->page), "layouts.rename", "(ss)", get_layout (f, 0)->id, "南门");
  g_assert_cmpstr (get_layout (f, 0)->name, ==, "南门");
}

/* Deleted, and had back where it was. */
static void
test_undo (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  arrange (f, "4", 1, 3);
  act (f, "layouts.save", "大门");
  act (f, "layouts.save", "路口");
  id = g_strdup (get_layout (f, 0)->id);
  act (f, "layouts.remove", id);
  g_assert_cmpuint (count_layouts (f), ==, 1);
  gtk_menu_button_popup (f->page->layouts_button);
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (f->page->layouts_menu), "大门"));
  zb_sample_picture (GTK_WIDGET (f->page->layouts_menu), "video-layouts");
  zb_sample_click (zb_sample_find_action (GTK_WIDGET (f->page->layouts_menu), "layouts.restore"));
  g_assert_cmpuint (count_layouts (f), ==, 2);
  g_assert_cmpstr (get_layout (f, 0)->id, ==, id);
  gtk_menu_button_popdown (f->page->layouts_button);
}

static void
test_full (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i <= ZB_LAYOUTS_MOST; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      act (f, "layouts.save", name);
    }
  g_assert_cmpuint (count_layouts (f), ==, ZB_LAYOUTS_MOST);
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (f->overlay, "50 layouts"));
}

static void
set_dwell (Fixture *f, guint position, gint64 seconds)
{
  gtk_widget_activate_action (GTK_WIDGET (f->page), "layouts.dwell", "(sx)", get_layout (f, position)->id,
                              seconds);
}

/* Each for its own time, in its own shape; the pictures of the next one are begun before. */
static void
test_patrol (Fixture *f, gconstpointer data)
{
  ZbCameraPatrol *patrol = zb_video_page_get_patrol (f->page);
  guint n_pages;

  arrange (f, "4", 1, 2);
  act (f, "layouts.save", "大门");
  arrange (f, "1", 5, 1);
  act (f, "layouts.save", "路口");
  arrange (f, "9", 7, 1);
  act (f, "layouts.save", "不看");
  set_dwell (f, 0, 5);
  act (f, "patrol.start-layouts", NULL);
  g_assert_false (zb_camera_patrol_is_on (patrol));
  set_dwell (f, 1, 30);
  act (f, "patrol.start-layouts", NULL);
  g_assert_true (zb_camera_patrol_is_on (patrol));
  g_assert_cmpuint (zb_camera_patrol_get_page (patrol, &n_pages), ==, 0);
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_cmpuint (zb_camera_patrol_get_n_cameras (patrol), ==, 3);
  g_assert_cmpstr (adw_toggle_group_get_active_name (f->page->shapes), ==, "4");
  g_assert_true (shown (f, 1) == camera (f, 2));
  zb_wait_for (zb_camera_patrol_get_n_waiting (patrol) == 1, 10000);
  zb_wait_for (zb_camera_patrol_get_page (patrol, &n_pages) == 1, 10000);
  g_assert_cmpstr (adw_toggle_group_get_active_name (f->page->shapes), ==, "1");
  g_assert_true (shown (f, 0) == camera (f, 5));
  g_assert_cmpuint (zb_camera_patrol_get_left (patrol), >, 20);
  act (f, "patrol.next", NULL);
  g_assert_cmpuint (zb_camera_patrol_get_left (patrol), <=, 5);
  zb_video_page_open (f->page, camera (f, 9));
  g_assert_false (zb_camera_patrol_is_on (patrol));
}

/* --- a closer look ---------------------------------------------------------------------------------- */

/* What is under the pointer stays there, and no edge comes into the tile. */
static void
test_reckoning (void)
{
  const graphene_rect_t usual = GRAPHENE_RECT_INIT (0, 0, 400, 200);
  graphene_rect_t place;
  ZbTileZoom zoom;

  zb_tile_zoom_reset (&zoom);
  zb_tile_zoom_at (&zoom, 2, 0.25, 0.5);
  place = zb_tile_zoom_apply (&zoom, &usual, 400, 200);
  g_assert_cmpfloat_with_epsilon (place.size.width, 800, 0.01);
  g_assert_cmpfloat_with_epsilon (place.origin.x + 0.25f * place.size.width, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (place.origin.y + 0.5f * place.size.height, 100, 0.01);
  zb_tile_zoom_pan (&zoom, 5, -5);
  place = zb_tile_zoom_apply (&zoom, &usual, 400, 200);
  g_assert_cmpfloat_with_epsilon (place.origin.x, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (place.origin.y + place.size.height, 200, 0.01);
  zb_tile_zoom_at (&zoom, 100, 0.5, 0.5);
  g_assert_cmpfloat (zoom.factor, ==, ZB_TILE_ZOOM_MOST);
  for (guint i = 0; i < 20; i++)
    zb_tile_zoom_at (&zoom, 1 / ZB_TILE_ZOOM_STEP, 0.9, 0.1);
  g_assert_false (zb_tile_zoom_is_on (&zoom));
  place = zb_tile_zoom_apply (&zoom, &usual, 400, 200);
  g_assert_true (graphene_rect_equal (&place, &usual));
}

static ZbTile *
get_tile (Fixture *f, guint place)
{
  return zb_tile_grid_get_tile (zb_video_page_get_grid (f->page), place);
}

static gboolean
is_live_with (ZbTile *tile, const char *profile)
{
  ZbPlayer *player = zb_tile_get_player (tile);

  return player && zb_player_get_state (player) == ZB_PLAYER_LIVE && zb_player_get_frame (player) &&
         g_str_equal (zb_player_get_profile (player), profile);
}

static void
turn_wheel (ZbTile *tile, double dy)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (tile));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        g_signal_emit_by_name (controller, "scroll", 0., dy, &taken);
    }
  g_assert_true (taken);
}

/* The picture stays while the sharper one is fetched; another camera begins with all of its picture. */
static void
test_zoom (Fixture *f, gconstpointer data)
{
  ZbTile *tile = get_tile (f, 0);

  zb_video_page_open (f->page, camera (f, 1));
  zb_wait_for (is_live_with (tile, "sub"), 15000);
  for (guint i = 0; i < 3; i++)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tile), "tile.zoom-in", NULL));
  g_assert_cmpfloat_with_epsilon (zb_tile_get_magnification (tile), 1.953, 0.01);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (tile), "2.0×"));
  g_assert_nonnull (zb_tile_get_player (tile));
  g_assert_cmpint (zb_player_get_state (zb_tile_get_player (tile)), ==, ZB_PLAYER_LIVE);
  zb_wait_for (is_live_with (tile, "main"), 15000);
  zb_sample_settle ();
  zb_sample_picture (GTK_WIDGET (f->page), "video-zoom");
  turn_wheel (tile, -1);
  g_assert_cmpfloat_with_epsilon (zb_tile_get_magnification (tile), 2.441, 0.01);
  turn_wheel (tile, 1);
  g_assert_cmpfloat_with_epsilon (zb_tile_get_magnification (tile), 1.953, 0.01);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tile), "tile.zoom-reset", NULL));
  g_assert_cmpfloat (zb_tile_get_magnification (tile), ==, 1);
  zb_wait_for (is_live_with (tile, "sub"), 15000);
  zb_tile_magnify (tile, 4, 0.5, 0.5);
  zb_video_page_show_in (f->page, 0, camera (f, 2));
  g_assert_cmpfloat (zb_tile_get_magnification (tile), ==, 1);
  g_assert_null (zb_sample_find_text (GTK_WIDGET (tile), "×"));
}

/* The wheel turns at the place of the pointer; a tile that is dark stays as it is. */
static void
test_dark_zoom (Fixture *f, gconstpointer data)
{
  ZbTile *tile = get_tile (f, 3);

  gtk_widget_activate_action (GTK_WIDGET (tile), "tile.zoom-in", NULL);
  g_assert_cmpfloat (zb_tile_get_magnification (tile), ==, 1);
}

/* --- the tree --------------------------------------------------------------------------------------- */

static ZbCameraNode *
row_node (Fixture *f, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (f->page->rows, position);
  g_autoptr (ZbCameraNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;

  return node;
}

static void
choose (Fixture *f, guint position)
{
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (f->page->list)),
                                     position);
}

static guint
count_rows (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->page->rows));
}

static void
test_project (Fixture *f, gconstpointer data)
{
  g_autofree char *older = NULL, *newer = NULL;

  adw_toggle_group_set_active_name (f->page->grouping, "project");
  g_assert_cmpuint (count_rows (f), ==, 2);
  g_object_get (row_node (f, 0), "detail", &older, NULL);
  g_object_get (row_node (f, 1), "detail", &newer, NULL);
  g_assert_cmpstr (older, ==, "8 / 8");
  g_assert_cmpstr (newer, ==, "4 / 4");
}

/* Told to be favourites from the tile and from the tree, and no more. */
static void
test_favourites (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) favourites = NULL;

  adw_toggle_group_set_active_name (f->page->grouping, "favourites");
  g_assert_cmpuint (count_rows (f), ==, 0);
  g_assert_true (gtk_widget_get_visible (f->page->tree_hint));
  zb_video_page_open (f->page, camera (f, 7));
  act (f, "tiles.favour", NULL);
  zb_video_page_open (f->page, camera (f, 3));
  act (f, "tiles.favour", NULL);
  g_assert_cmpuint (count_rows (f), ==, 2);
  g_assert_true (zb_camera_node_get_device (row_node (f, 0)) == camera (f, 3));
  g_assert_false (gtk_widget_get_visible (f->page->tree_hint));
  zb_sample_settle ();
  zb_sample_picture (GTK_WIDGET (f->page), "video-favourites");
  choose (f, 0);
  act (f, "tree.favour", NULL);
  g_object_get (f->page, "favourites", &favourites, NULL);
  g_assert_cmpuint (g_strv_length (favourites), ==, 1);
  g_assert_cmpstr (favourites[0], ==, "gate-07");
}

static void
press_other_button (GtkWidget *widget, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
        g_signal_emit_by_name (controller, "pressed", 1, x, y);
    }
  zb_sample_settle ();
}

/* The other button of the mouse selects what it is pressed on, and says what can be done with it. */
static void
test_menus (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);
  GtkWidget *label;
  graphene_point_t at;

  zb_video_page_open (f->page, camera (f, 1));
  zb_video_page_open (f->page, camera (f, 2));
  press_other_button (GTK_WIDGET (get_tile (f, 0)), 20, 20);
  g_assert_cmpuint (zb_tile_grid_get_selected (grid), ==, 0);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (grid), "Save the picture"));
  gtk_popover_popdown (GTK_POPOVER (zb_sample_find (GTK_WIDGET (grid), GTK_TYPE_POPOVER_MENU, NULL)));
  act (f, "tiles.favour", NULL);
  adw_toggle_group_set_active_name (f->page->grouping, "favourites");
  zb_sample_settle ();
  label = zb_sample_find_text (GTK_WIDGET (f->page->list), "天山路 1 弄");
  g_assert_nonnull (label);
  g_assert_true (
      gtk_widget_compute_point (label, GTK_WIDGET (f->page->list), &GRAPHENE_POINT_INIT (3, 3), &at));
  press_other_button (GTK_WIDGET (f->page->list), at.x, at.y);
  g_assert_true (gtk_widget_get_mapped (f->page->tree_menu));
  g_assert_nonnull (zb_sample_find_text (f->page->tree_menu, "Show In"));
  act (f, "tiles.put", "4");
  g_assert_true (shown (f, 3) == camera (f, 1));
}

/* The number of a tile says where the chosen camera goes; a number that no tile has goes nowhere. */
static void
test_digits (Fixture *f, gconstpointer data)
{
  const char *const favourites[] = { "gate-04", NULL };

  adw_toggle_group_set_active_name (f->page->shapes, "4");
  adw_toggle_group_set_active_name (f->page->grouping, "favourites");
  g_object_set (f->page, "favourites", favourites, NULL);
  choose (f, 0);
  act (f, "tiles.put", "3");
  g_assert_true (shown (f, 2) == camera (f, 4));
  g_assert_cmpuint (zb_tile_grid_get_selected (zb_video_page_get_grid (f->page)), ==, 2);
  act (f, "tiles.put", "5");
  g_assert_null (shown (f, 4));
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  zb_sample_init (&argc, &argv);
  media = zb_fake_media_new (2, 4);
  ADD ("/video-work/layouts", NULL, test_layouts);
  ADD ("/video-work/undo", NULL, test_undo);
  ADD ("/video-work/full", NULL, test_full);
  ADD ("/video-work/patrol", "media", test_patrol);
  g_test_add_func ("/video-work/reckoning", test_reckoning);
  ADD ("/video-work/zoom", "media", test_zoom);
  ADD ("/video-work/dark-zoom", "media", test_dark_zoom);
  ADD ("/video-work/project", NULL, test_project);
  ADD ("/video-work/favourites", NULL, test_favourites);
  ADD ("/video-work/digits", NULL, test_digits);
  ADD ("/video-work/menus", NULL, test_menus);
  result = g_test_run ();
  g_clear_object (&media);
  return result;
}
