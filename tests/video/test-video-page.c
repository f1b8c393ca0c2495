/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of cameras on a screen, with real cameras behind it: the tree, the tiles, the layout, the patrol.
 */
#include "zb-area.h"
#include "zb-fake-media.h"
#include "zb-sample-window.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#define N_CAMERAS 30

static ZbFakeMedia *media;

typedef struct
{
  ZbWorld *world;
  ZbVideoPage *page;
  GtkWidget *window;
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

static void
put_area (ZbWorld *world, const char *id, int kind, const char *name, const char *parent)
{
  ZbEntity *area = zb_entity_new (ZB_KIND_AREA, id);

  ZB_AREA (area)->kind = kind;
  ZB_AREA (area)->name = g_strdup (name);
  ZB_AREA (area)->parent = g_strdup (parent);
  put (world, area);
}

/* Of three, two are in the first subdistrict; each fifth is offline; each second is of the older project. */
static ZbEntity *
make_camera (guint i)
{
  g_autofree char *id = g_strdup_printf ("gate-%02u", i + 1);
  ZbEntity *camera = zb_entity_new (ZB_KIND_DEVICE, id);

  ZB_DEVICE (camera)->kind = ZB_DEVICE_CAMERA;
  ZB_DEVICE (camera)->name = g_strdup_printf ("天山路 %u 弄 东门", i + 1);
  ZB_DEVICE (camera)->code = g_strdup_printf ("3101050013120000%04u", i + 1);
  ZB_DEVICE (camera)->area = g_strdup (i % 3 ? "grid-1" : "grid-2");
  ZB_DEVICE (camera)->status = i % 5 == 4 ? ZB_DEVICE_OFFLINE : ZB_DEVICE_ONLINE;
  ZB_DEVICE (camera)->project = i % 2 ? ZB_PROJECT_XUELIANG : ZB_PROJECT_SMART_SECURITY;
  ZB_DEVICE (camera)->placement = i % 4 ? ZB_PLACEMENT_RESIDENTIAL : ZB_PLACEMENT_COMMERCIAL;
  ZB_DEVICE (camera)->location = (ZbPoint){ 121.4, 31.2 };
  ZB_DEVICE (camera)->heading = 312;
  return camera;
}

static ZbWorld *
make_world (void)
{
  ZbWorld *world = zb_world_new ();

  put_area (world, "district", ZB_AREA_DISTRICT, "长宁区", NULL);
  put_area (world, "tianshan", ZB_AREA_SUBDISTRICT, "天山路", "district");
  put_area (world, "xinhua", ZB_AREA_SUBDISTRICT, "新华路", "district");
  put_area (world, "grid-1", ZB_AREA_GRID, "TS-01", "tianshan");
  put_area (world, "grid-2", ZB_AREA_GRID, "XH-01", "xinhua");
  for (guint i = 0; i < N_CAMERAS; i++)
    put (world, make_camera (i));
  return world;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = make_world ();
  f->page = ZB_VIDEO_PAGE (zb_video_page_new ());
  g_object_set (f->page, "world", f->world, "watermark", "陈值班 CN0386", NULL);
  if (data)
    zb_video_page_set_media (f->page, ZB_MEDIA (media));
  f->window = zb_sample_show (GTK_WIDGET (f->page), 1848, 976);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page;

  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_sample_settle ();
  g_assert_null (page);
  g_clear_object (&f->world);
}

static ZbDevice *
camera (Fixture *f, guint number)
{
  g_autofree char *id = g_strdup_printf ("gate-%02u", number);

  return zb_world_lookup (f->world, ZB_KIND_DEVICE, id);
}

static ZbCameraNode *
row_node (Fixture *f, guint position)
{
  g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (f->page->rows, position);
  g_autoptr (ZbCameraNode) node = row ? gtk_tree_list_row_get_item (row) : NULL;

  return node;
}

static char *
get_text (ZbCameraNode *node, const char *property)
{
  char *text;

  g_object_get (node, property, &text, NULL);
  return text;
}

static void
assert_row (Fixture *f, guint position, const char *title, const char *detail)
{
  ZbCameraNode *node = row_node (f, position);
  g_autofree char *has_title = node ? get_text (node, "title") : NULL;
  g_autofree char *has_detail = node ? get_text (node, "detail") : NULL;

  g_assert_cmpstr (has_title, ==, title);
  g_assert_cmpstr (has_detail, ==, detail);
}

static void
activate (Fixture *f, guint position)
{
  g_signal_emit_by_name (f->page->list, "activate", position);
}

static gboolean
has_detail (Fixture *f, guint position, const char *detail)
{
  g_autofree char *text = get_text (row_node (f, position), "detail");

  return g_strcmp0 (text, detail) == 0;
}

/* Groups with what is online in them, and in them cameras; what changes is counted. */
static void
test_tree (Fixture *f, gconstpointer data)
{
  ZbRecord *dark;

  assert_row (f, 0, "天山路", "16 / 20");
  assert_row (f, 1, "新华路", "8 / 10");
  activate (f, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, 4);
  activate (f, 1);
  g_assert_nonnull (zb_camera_node_get_device (row_node (f, 2)));
  activate (f, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, 2);
  dark = zb_record_copy (ZB_RECORD (camera (f, 1)));
  ZB_DEVICE (dark)->status = ZB_DEVICE_OFFLINE;
  put (f->world, ZB_ENTITY (dark));
  zb_wait_for (has_detail (f, 1, "7 / 10"), 5000);
}

static void
test_grouping (Fixture *f, gconstpointer data)
{
  adw_toggle_group_set_active_name (f->page->grouping, "placement");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, 2);
  assert_row (f, 0, zb_camera_node_get_title (row_node (f, 0)), "18 / 22");
  assert_row (f, 1, zb_camera_node_get_title (row_node (f, 1)), "6 / 8");
}

/* By name, by how it is read, by number. */
static void
test_search (Fixture *f, gconstpointer data)
{
  static const char *const needles[] = { "17 弄", "31010500131200000017" };

  for (guint i = 0; i < G_N_ELEMENTS (needles); i++)
    {
      zb_camera_tree_set_needle (f->page->tree, needles[i]);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), >=, 1);
      g_assert_true (zb_camera_node_get_device (row_node (f, 0)) == camera (f, 17));
    }
  zb_camera_tree_set_needle (f->page->tree, "tsl");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, N_CAMERAS);
  zb_camera_tree_set_needle (f->page->tree, "nobody");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, 0);
  zb_camera_tree_set_needle (f->page->tree, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->page->rows)), ==, 2);
}

/* Into the dark tiles one after another, then in the place of the selected one; the tree says where. */
static void
test_open (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);
  g_autofree char *tile = NULL;

  adw_toggle_group_set_active_name (f->page->shapes, "4");
  for (guint i = 1; i <= 4; i++)
    zb_video_page_open (f->page, camera (f, i));
  for (guint i = 0; i < 4; i++)
    g_assert_true (zb_tile_get_device (zb_tile_grid_get_tile (grid, i)) == camera (f, i + 1));
  zb_video_page_open (f->page, camera (f, 2));
  g_assert_cmpuint (zb_tile_grid_get_selected (grid), ==, 1);
  zb_video_page_open (f->page, camera (f, 9));
  g_assert_true (zb_tile_grid_get_device (grid, 1) == camera (f, 9));
  zb_camera_tree_set_needle (f->page->tree, "31010500131200000009");
  tile = get_text (row_node (f, 0), "detail");
  g_assert_cmpstr (tile, ==, "2");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "tiles.clear", NULL));
  g_assert_null (zb_tile_grid_get_device (grid, 1));
}

static GtkDropTarget *
find_drop_target (GtkWidget *tile)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (tile);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static void
drop_on (Fixture *f, guint tile, ZbDevice *device)
{
  GtkWidget *widget = GTK_WIDGET (zb_tile_grid_get_tile (zb_video_page_get_grid (f->page), tile));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, ZB_TYPE_DEVICE);
  g_value_set_object (&value, device);
  g_signal_emit_by_name (find_drop_target (widget), "drop", &value, 1., 1., &taken);
  g_value_unset (&value);
  g_assert_true (taken);
}

/* What is dragged from tile to tile changes places; what comes from the tree takes the place. */
static void
test_drop (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);

  drop_on (f, 2, camera (f, 5));
  g_assert_true (zb_tile_grid_get_device (grid, 2) == camera (f, 5));
  drop_on (f, 0, camera (f, 6));
  drop_on (f, 0, camera (f, 5));
  g_assert_true (zb_tile_grid_get_device (grid, 0) == camera (f, 5));
  g_assert_true (zb_tile_grid_get_device (grid, 2) == camera (f, 6));
}

static gboolean
overlap (GtkWidget *a, GtkWidget *b, GtkWidget *in)
{
  graphene_rect_t one, other;

  g_assert_true (gtk_widget_compute_bounds (a, in, &one) && gtk_widget_compute_bounds (b, in, &other));
  return graphene_rect_intersection (&one, &other, NULL);
}

/* Each shape fills its room, and no tile lies over another. */
static void
test_shapes (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);
  guint n_shapes;
  const ZbTileShape *shapes = zb_tile_shapes_get (&n_shapes);

  for (guint s = 0; s < n_shapes; s++)
    {
      guint n = zb_tile_shape_count (&shapes[s]);
      adw_toggle_group_set_active_name (f->page->shapes, shapes[s].name);
      zb_sample_settle ();
      g_assert_cmpuint (zb_tile_grid_get_n_tiles (grid), ==, n);
      for (guint i = 0; i < n; i++)
        {
          GtkWidget *tile = GTK_WIDGET (zb_tile_grid_get_tile (grid, i));
          g_assert_true (gtk_widget_get_mapped (tile));
          g_assert_cmpint (gtk_widget_get_width (tile), >, 100);
          for (guint j = 0; j < i; j++)
            g_assert_false (overlap (tile, GTK_WIDGET (zb_tile_grid_get_tile (grid, j)), GTK_WIDGET (grid)));
        }
    }
}

/* A double click shows one alone, and another one all again. */
static void
test_enlarge (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);

  zb_video_page_open (f->page, camera (f, 1));
  zb_video_page_open (f->page, camera (f, 2));
  g_signal_emit_by_name (grid, "opened", 1);
  zb_sample_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (zb_tile_grid_get_tile (grid, 0))));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (zb_tile_grid_get_tile (grid, 1))), >,
                   gtk_widget_get_width (GTK_WIDGET (grid)) * 9 / 10);
  g_signal_emit_by_name (grid, "opened", 1);
  zb_sample_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (zb_tile_grid_get_tile (grid, 0))));
}

/* What was arranged comes back, also where the cameras are known only later. */
static void
test_layout (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbWorld) later = zb_world_new ();
  GtkWidget *other = zb_video_page_new ();
  ZbTileGrid *grid = zb_video_page_get_grid (ZB_VIDEO_PAGE (other));
  g_auto (GStrv) layout = NULL, again = NULL;

  adw_toggle_group_set_active_name (f->page->shapes, "1+5");
  drop_on (f, 3, camera (f, 7));
  drop_on (f, 0, camera (f, 8));
  g_object_get (f->page, "layout", &layout, NULL);
  zb_video_page_set_world (ZB_VIDEO_PAGE (other), later);
  GtkWidget *window = zb_sample_show (other, 1200, 800);
  g_object_set (other, "layout", layout, NULL);
  g_assert_cmpuint (zb_tile_grid_get_n_tiles (grid), ==, 6);
  g_assert_null (zb_tile_grid_get_device (grid, 3));
  for (guint i = 0; i < N_CAMERAS; i++)
    put (later, make_camera (i));
  zb_wait_for (zb_tile_grid_get_device (grid, 3) != NULL, 5000);
  g_assert_cmpstr (ZB_ENTITY (zb_tile_grid_get_device (grid, 3))->id, ==, "gate-07");
  g_assert_cmpstr (ZB_ENTITY (zb_tile_grid_get_device (grid, 0))->id, ==, "gate-08");
  g_object_get (other, "layout", &again, NULL);
  g_assert_true (g_strv_equal ((const char *const *)layout, (const char *const *)again));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
choose (Fixture *f, guint position)
{
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (f->page->list)),
                                     position);
}

/* The group's cameras in turn, a page of tiles at a time, the last page not full; ended by hand. */
static void
test_patrol (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);
  ZbCameraPatrol *patrol = zb_video_page_get_patrol (f->page);
  guint n_pages;

  choose (f, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "patrol.start", NULL));
  g_assert_true (zb_camera_patrol_is_on (patrol));
  g_assert_cmpuint (zb_camera_patrol_get_n_cameras (patrol), ==, 10);
  g_assert_cmpuint (zb_camera_patrol_get_page (patrol, &n_pages), ==, 0);
  g_assert_cmpuint (n_pages, ==, 2);
  for (guint i = 0; i < 9; i++)
    g_assert_nonnull (zb_tile_grid_get_device (grid, i));
  gtk_widget_activate_action (GTK_WIDGET (f->page), "patrol.next", NULL);
  g_assert_nonnull (zb_tile_grid_get_device (grid, 0));
  g_assert_null (zb_tile_grid_get_device (grid, 1));
  zb_sample_picture (GTK_WIDGET (f->page), "video-patrol");
  adw_toggle_group_set_active_name (f->page->shapes, "4");
  g_assert_cmpuint (zb_camera_patrol_get_page (patrol, &n_pages), ==, 2);
  g_assert_cmpuint (n_pages, ==, 3);
  zb_video_page_open (f->page, camera (f, 1));
  g_assert_false (zb_camera_patrol_is_on (patrol));
}

/* It turns by itself, with the next page's pictures begun before, and stands while nobody looks. */
static void
test_patrol_turns (Fixture *f, gconstpointer data)
{
  ZbCameraPatrol *patrol = zb_video_page_get_patrol (f->page);
  guint n_pages;

  adw_toggle_group_set_active_name (f->page->shapes, "4");
  choose (f, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "patrol.start", NULL);
  zb_camera_patrol_set_seconds (patrol, ZB_CAMERA_PATROL_LEAST);
  zb_wait_for (zb_camera_patrol_get_n_waiting (patrol) == 4, 10000);
  zb_wait_for (zb_camera_patrol_get_page (patrol, &n_pages) == 1, 10000);
  g_assert_cmpuint (zb_camera_patrol_get_n_waiting (patrol), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (f->page), FALSE);
  g_assert_true (zb_camera_patrol_get_paused (patrol));
  gtk_widget_set_visible (GTK_WIDGET (f->page), TRUE);
}

static void
toggle_pause (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->page), "patrol.pause", NULL);
}

static void
wait_for_next_page (ZbCameraPatrol *patrol)
{
  zb_wait_for (zb_camera_patrol_get_n_waiting (patrol) == 4, 10000);
}

/* Pictures of a page that does not come hold no sessions of their cameras: neither while nobody looks, nor
 * while it is paused, nor for an officer who has gone. */
static void
test_patrol_gives_up (Fixture *f, gconstpointer data)
{
  ZbCameraPatrol *patrol = zb_video_page_get_patrol (f->page);

  adw_toggle_group_set_active_name (f->page->shapes, "4");
  choose (f, 1);
  gtk_widget_activate_action (GTK_WIDGET (f->page), "patrol.start", NULL);
  zb_camera_patrol_set_seconds (patrol, ZB_CAMERA_PATROL_LEAST);
  wait_for_next_page (patrol);
  gtk_widget_set_visible (GTK_WIDGET (f->page), FALSE);
  g_assert_cmpuint (zb_camera_patrol_get_n_waiting (patrol), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (f->page), TRUE);
  toggle_pause (f);
  wait_for_next_page (patrol);
  toggle_pause (f);
  g_assert_cmpuint (zb_camera_patrol_get_n_waiting (patrol), ==, 0);
  toggle_pause (f);
  wait_for_next_page (patrol);
  zb_video_page_set_media (f->page, NULL);
  g_assert_cmpuint (zb_camera_patrol_get_n_waiting (patrol), ==, 0);
}

static gboolean
are_live (gpointer page)
{
  guint n;

  return zb_tile_grid_count_live (zb_video_page_get_grid (page), &n) >= 6 && n == 8;
}

/* What a decoder makes of changes to a picture that it has not seen. */
static gboolean
is_grey (ZbTile *tile)
{
  GdkTexture *frame = zb_player_get_frame (zb_tile_get_player (tile));
  const int width = gdk_texture_get_width (frame), height = gdk_texture_get_height (frame);
  g_autofree guint8 *pixels = g_malloc ((gsize)width * (gsize)height * 4);
  guint n_grey = 0;

  gdk_texture_download (frame, pixels, (gsize)width * 4);
  for (int i = 0; i < width * height; i++)
    n_grey += ABS (pixels[4 * i] - 128) < 8 && ABS (pixels[4 * i + 1] - 128) < 8 &&
              ABS (pixels[4 * i + 2] - 128) < 8;
  return n_grey > (guint)(width * height) / 2;
}

/* As an officer sees it: live, offline, dark. Whoever comes later sees a whole picture first, too. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  activate (f, 0);
  activate (f, 1);
  for (guint i = 1; i <= 8; i++)
    zb_video_page_open (f->page, camera (f, i));
  zb_tile_grid_select (zb_video_page_get_grid (f->page), 1);
  g_assert_true (zb_fake_media_run_until (are_live, f->page, 30));
  for (guint i = 0; i < 8; i++)
    {
      ZbTile *tile = zb_tile_grid_get_tile (zb_video_page_get_grid (f->page), i);
      if (zb_player_get_state (zb_tile_get_player (tile)) == ZB_PLAYER_LIVE)
        g_assert_false (is_grey (tile));
    }
  zb_sample_settle ();
  zb_sample_picture (GTK_WIDGET (f->page), "video-page");
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  zb_sample_init (&argc, &argv);
  media = zb_fake_media_new (2, 4);
  ADD ("/video-page/tree", NULL, test_tree);
  ADD ("/video-page/grouping", NULL, test_grouping);
  ADD ("/video-page/search", NULL, test_search);
  ADD ("/video-page/open", NULL, test_open);
  ADD ("/video-page/drop", NULL, test_drop);
  ADD ("/video-page/shapes", NULL, test_shapes);
  ADD ("/video-page/enlarge", NULL, test_enlarge);
  ADD ("/video-page/layout", NULL, test_layout);
  ADD ("/video-page/patrol", NULL, test_patrol);
  ADD ("/video-page/patrol-turns", "media", test_patrol_turns);
  ADD ("/video-page/patrol-gives-up", "media", test_patrol_gives_up);
  ADD ("/video-page/picture", "media", test_picture);
  result = g_test_run ();
  g_clear_object (&media);
  return result;
}
