/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other base maps than the one that is built in, from a real server and from files, on a real map: what is
 * drawn, where, and what is said when it cannot be. */
#include "zb-base-choice.h"
#include "zb-base-layer.h"
#include "zb-base-map.h"
#include "zb-map-card.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-tile-client.h"
#include "zb-tile-server.h"
#include "zb-wait.h"
#include "zb-wall-map.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

#define WAIT 20000
#define SIDE 256

static const ZbPoint start = { 121.3985, 31.2145 };
static const ZbPoint mark = { 121.4002, 31.2158 };

typedef struct
{
  ZbTileServer *server;
  ZbTileClient *client;
  ZbBaseSource *source;
  ZbWorld *world;
  ZbMapView *view;
  GtkWindow *window;
  char *folder;
} Fixture;

/* --- what tiles show ----------------------------------------------------------------------------- */

/* Where a mark of 9 × 9 pixels is, magenta. */
typedef struct
{
  ZbMercator at;
} Marked;

static Marked
mark_on (ZbDatum datum)
{
  return (Marked){ zb_mercator_from_point (zb_datum_from_wgs84 (datum, mark)) };
}

static guint32
draw_mark (int zoom, gint64 x, gint64 y, gpointer data)
{
  const Marked *marked = data;
  const double world = ldexp (SIDE, zoom);
  const gboolean near = fabs (marked->at.x * world - (double)x - 0.5) < 4.5 &&
                        fabs (marked->at.y * world - (double)y - 0.5) < 4.5;

  return near ? 0xff00ff : 0x8090a0;
}

/* Something like a town, in the colours of web maps, for people to look at. */
static guint32
draw_town (int zoom, gint64 x, gint64 y, gpointer data)
{
  const double scale = exp2 (16 - zoom), at_x = (double)x * scale, at_y = (double)y * scale;
  const double block_x = fmod (at_x, 190), block_y = fmod (at_y, 150), wave = 40 * sin (at_x / 160);

  if (fabs (fmod (at_y, 1400) - 700 - wave) < 45)
    return 0xaad3df;
  if (block_x < 12 || block_y < 10)
    return block_x < 1.5 * scale || block_y < 1.5 * scale ? 0xb0a8a0 : 0xffffff;
  if (fmod (at_x, 1900) < 190 && fmod (at_y, 1500) < 300)
    return 0xc8e6c0;
  return fmod (block_x, 46) > 16 && fmod (block_y, 48) > 20 ? 0xd9d0c9 : 0xf2efe9;
}

static ZbBaseSource *
new_source (const char *place, ZbBaseKind kind, ZbDatum datum)
{
  ZbBaseSource *source = g_object_new (ZB_TYPE_BASE_SOURCE, NULL);

  source->id = g_strdup ("chosen");
  source->name = g_strdup ("Town");
  source->kind = kind;
  source->place = g_strdup (place);
  source->datum = datum;
  source->max_zoom = 18;
  source->attribution = g_strdup ("© Town");
  return source;
}

/* --- the map ------------------------------------------------------------------------------------- */

static ZbBaseLayer *
get_base (Fixture *f)
{
  return ZB_BASE_LAYER (f->view->base);
}

static void
wait_until_drawn (Fixture *f)
{
  const gint64 end = g_get_monotonic_time () + WAIT * G_TIME_SPAN_MILLISECOND;

  zb_map_fixture_run (50);
  while (!zb_base_layer_is_complete (get_base (f)) && g_get_monotonic_time () < end)
    zb_map_fixture_run (20);
  g_assert_true (zb_base_layer_is_complete (get_base (f)));
  zb_map_fixture_run (20);
}

static gboolean
is_built_in (Fixture *f)
{
  return SHUMATE_IS_VECTOR_RENDERER (
      shumate_viewport_get_reference_map_source (shumate_map_get_viewport (f->view->map)));
}

static const char *
get_line (Fixture *f)
{
  return gtk_label_get_label (f->view->base_line);
}

static void
choose (Fixture *f, ZbBaseSource *source)
{
  g_set_object (&f->source, source);
  zb_base_choice_set (zb_base_choice_get (), ZB_TILES (f->client), source);
  zb_map_fixture_run (50);
}

static void
choose_server (Fixture *f, ZbDatum datum)
{
  g_autofree char *address = g_strconcat (f->server->url, "/{z}/{x}/{y}", NULL);
  g_autoptr (ZbBaseSource) source = new_source (address, ZB_BASE_XYZ, datum);

  choose (f, source);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbTileCache) cache = NULL;

  f->folder = g_dir_make_tmp ("zhiban-chosen-XXXXXX", NULL);
  cache = zb_tile_cache_new (f->folder, 16 * 1024 * 1024);
  f->server = zb_tile_server_new (0);
  f->client = zb_tile_client_new (cache);
  f->world = zb_map_fixture_small_world (1);
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  zb_map_view_set_world (f->view, f->world);
  zb_map_fixture_wait (f->view);
  zb_map_view_go_to (f->view, start, 16);
  wait_until_drawn (f);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);
      if (g_file_test (entry, G_FILE_TEST_IS_DIR))
        remove_folder (entry);
      g_unlink (entry);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zb_base_choice_set (zb_base_choice_get (), NULL, NULL);
  zb_map_fixture_run (50);
  gtk_window_destroy (f->window);
  zb_tile_client_close (f->client);
  g_object_unref (f->client);
  g_clear_object (&f->source);
  g_object_unref (f->world);
  zb_wait (50);
  zb_tile_server_free (f->server);
  remove_folder (f->folder);
  g_free (f->folder);
}

/* --- what is seen -------------------------------------------------------------------------------- */

typedef struct
{
  double x, y;
  guint n;
} Spot;

static gboolean
is_magenta (const guint8 *pixel)
{
  return pixel[0] > 60 && pixel[2] > 60 && pixel[1] < 20 && ABS (pixel[0] - pixel[2]) < 24;
}

/* The middle of all that is magenta. */
static Spot
find_spot (GtkWidget *widget)
{
  g_autoptr (GdkTexture) texture = zb_map_fixture_take (widget, 1);
  const int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc ((gsize)width * (gsize)height * 4);
  Spot spot = { 0 };

  gdk_texture_download (texture, pixels, (gsize)width * 4);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (is_magenta (pixels + ((gsize)y * (gsize)width + (gsize)x) * 4))
        {
          spot.x += x + 0.5;
          spot.y += y + 0.5;
          spot.n++;
        }
  spot.x /= MAX (spot.n, 1);
  spot.y /= MAX (spot.n, 1);
  return spot;
}

static guint32
get_pixel (GtkWidget *widget, int x, int y)
{
  g_autoptr (GdkTexture) texture = zb_map_fixture_take (widget, 1);
  const gsize stride = (gsize)gdk_texture_get_width (texture) * 4;
  g_autofree guint8 *pixels = g_malloc (stride * (gsize)gdk_texture_get_height (texture));
  const guint8 *pixel = pixels + (gsize)y * stride + (gsize)x * 4;

  gdk_texture_download (texture, pixels, stride);
  return (guint32)pixel[2] << 16 | (guint32)pixel[1] << 8 | pixel[0];
}

static void
assert_marked (Fixture *f, ZbPoint place)
{
  ZbMapProjection projection;
  graphene_point_t expected;
  Spot spot;

  g_assert_true (zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map),
                                         GTK_WIDGET (f->view->map)));
  expected = zb_map_projection_to_widget (&projection, zb_mercator_from_point (place));
  spot = find_spot (GTK_WIDGET (f->view->map));
  g_test_message ("zoom %.1f: %u pixels at %.1f %.1f, expected %.1f %.1f",
                  zb_map_projection_get_zoom (&projection), spot.n, spot.x, spot.y, (double)expected.x,
                  (double)expected.y);
  g_assert_cmpuint (spot.n, >, 40);
  g_assert_cmpuint (spot.n, <, 170);
  g_assert_cmpfloat (fabs (spot.x - (double)expected.x), <, 1.6);
  g_assert_cmpfloat (fabs (spot.y - (double)expected.y), <, 1.6);
}

/* --- where it is drawn --------------------------------------------------------------------------- */

/* What lies in the offset system some 500 m away is drawn where a device at that place is drawn. */
static void
test_place (Fixture *f, gconstpointer data)
{
  const ZbDatum datum = (ZbDatum)GPOINTER_TO_INT (data);
  Marked marked = mark_on (datum);

  f->server->pixel = draw_mark;
  f->server->data = &marked;
  choose_server (f, datum);
  for (int zoom = 13; zoom <= 18; zoom += 1)
    {
      zb_map_view_go_to (f->view, start, zoom);
      wait_until_drawn (f);
      g_assert_false (is_built_in (f));
      assert_marked (f, mark);
      zb_map_view_go_to (f->view, start, zoom);
    }
}

/* A GCJ-02 map that is taken for one in WGS 84 is seen to be wrong: the test can fail. */
static void
test_wrong_place (Fixture *f, gconstpointer data)
{
  Marked marked = mark_on (ZB_DATUM_GCJ02);
  ZbMapProjection projection;
  graphene_point_t expected;
  Spot spot;

  f->server->pixel = draw_mark;
  f->server->data = &marked;
  choose_server (f, ZB_DATUM_WGS84);
  wait_until_drawn (f);
  zb_map_projection_init (&projection, shumate_map_get_viewport (f->view->map), GTK_WIDGET (f->view->map));
  expected = zb_map_projection_to_widget (&projection, zb_mercator_from_point (mark));
  spot = find_spot (GTK_WIDGET (f->view->map));
  g_assert_true (spot.n == 0 || fabs (spot.x - (double)expected.x) > 100);
}

static guint32
draw_names (int zoom, gint64 x, gint64 y, gpointer data)
{
  const guint32 colour = draw_mark (zoom, x, y, data);

  return colour == 0xff00ff ? colour : 0xff000000;
}

/* Names that are pictures of their own lie over the streets and where they should; where they fail the
 * streets are shown meanwhile. */
static void
test_names (Fixture *f, gconstpointer data)
{
  Marked marked = mark_on (ZB_DATUM_GCJ02);
  g_autofree char *address = g_strconcat (f->server->url, "/{z}/{x}/{y}", NULL);
  g_autoptr (ZbBaseSource) source = new_source (address, ZB_BASE_WMTS, ZB_DATUM_GCJ02);

  source->names = g_strconcat (f->server->url, "/names/{z}/{x}/{y}", NULL);
  f->server->names = draw_names;
  f->server->names_fail = TRUE;
  f->server->data = &marked;
  choose (f, source);
  wait_until_drawn (f);
  g_assert_cmpuint (find_spot (GTK_WIDGET (f->view->map)).n, ==, 0);
  g_assert_cmphex (get_pixel (GTK_WIDGET (f->view->map), 500, 300) >> 20, ==, 0x2);
  f->server->names_fail = FALSE;
  zb_wait_for (find_spot (GTK_WIDGET (f->view->map)).n > 0, WAIT);
  wait_until_drawn (f);
  assert_marked (f, mark);
  g_assert_cmphex (get_pixel (GTK_WIDGET (f->view->map), 500, 300) >> 20, ==, 0x2);
}

/* --- how it looks -------------------------------------------------------------------------------- */

static void
test_look (Fixture *f, gconstpointer data)
{
  guint32 dark, light;

  choose_server (f, ZB_DATUM_WGS84);
  wait_until_drawn (f);
  dark = get_pixel (GTK_WIDGET (f->view->map), 500, 300);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  wait_until_drawn (f);
  light = get_pixel (GTK_WIDGET (f->view->map), 500, 300);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  zb_map_fixture_run (50);
  g_assert_cmphex (light, ==, 0x8090a0);
  g_assert_cmpuint (dark >> 16, <, 0x40);
  g_assert_cmpuint (dark >> 16, >, 0x20);
  g_assert_cmpstr (gtk_label_get_label (f->view->attribution), ==, "© Town");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->attribution)));
}

/* Pictures to be looked at, where ZHIBAN_PICTURES says. */
static void
save (gpointer widget, const char *name)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = folder ? g_build_filename (folder, file, NULL) : NULL;

  if (path)
    g_assert_true (zb_map_fixture_save (widget, path, gtk_widget_get_scale_factor (widget)));
}

static void
test_pictures (Fixture *f, gconstpointer data)
{
  f->server->pixel = draw_town;
  choose_server (f, ZB_DATUM_GCJ02);
  wait_until_drawn (f);
  save (f->view, "chosen-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  wait_until_drawn (f);
  save (f->view, "chosen-light");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  f->server->mode = ZB_TILE_SERVER_ERROR;
  zb_map_view_go_to (f->view, zb_point_move (start, 90, 700), 16);
  zb_wait_for (strstr (get_line (f), "not reachable"), WAIT);
  zb_map_fixture_run (100);
  save (f->view, "chosen-unreachable");
}

static void
assert_view (Fixture *f, ZbPoint centre, double zoom)
{
  ZbPoint now;
  double now_zoom;

  zb_map_view_get_view (f->view, &now, &now_zoom);
  g_assert_cmpfloat (zb_point_distance (now, centre), <, 1);
  g_assert_cmpfloat_with_epsilon (now_zoom, zoom, 1e-6);
}

/* All maps at once, and each looks at what it looked at. */
static void
test_switch (Fixture *f, gconstpointer data)
{
  GtkWidget *card = zb_map_card_new (), *wall = g_object_new (ZB_TYPE_WALL_MAP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;
  ShumateMap *maps[2];

  gtk_widget_set_size_request (card, 300, 200);
  gtk_widget_set_size_request (wall, 600, 300);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), wall);
  zb_wall_map_set_sizes (ZB_WALL_MAP (wall), 28, 2);
  window = zb_map_fixture_show (box, 600, 500);
  maps[0] = SHUMATE_MAP (gtk_widget_get_first_child (card));
  maps[1] = SHUMATE_MAP (gtk_widget_get_first_child (wall));
  zb_wall_map_look_at (ZB_WALL_MAP (wall), start, 16);
  f->server->pixel = draw_town;
  zb_map_view_go_to (f->view, start, 15.5);
  assert_view (f, start, 15.5);
  for (guint round = 0; round < 4; round++)
    {
      if (round % 2 == 0)
        choose_server (f, ZB_DATUM_GCJ02);
      else
        choose (f, NULL);
      wait_until_drawn (f);
      assert_view (f, start, 15.5);
      g_assert_cmpint (is_built_in (f), ==, round % 2 == 1);
      for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
        g_assert_cmpint (SHUMATE_IS_VECTOR_RENDERER (
                             shumate_viewport_get_reference_map_source (shumate_map_get_viewport (maps[i]))),
                         ==, round % 2 == 1);
      if (round == 2)
        save (box, "chosen-card-and-wall");
    }
  gtk_window_destroy (window);
}

/* --- what is said -------------------------------------------------------------------------------- */

/* Without a line to the server the map stays, quiet as land, and says so; afterwards it fills by itself. */
static void
test_unreachable (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_ERROR;
  choose_server (f, ZB_DATUM_WGS84);
  zb_wait_for (strstr (get_line (f), "not reachable"), WAIT);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->view->base_line)));
  g_assert_false (is_built_in (f));
  g_assert_cmphex (get_pixel (GTK_WIDGET (f->view->map), 500, 300), ==, 0x1a1f25);
  f->server->mode = ZB_TILE_SERVER_TILES;
  zb_wait_for (!*get_line (f), WAIT);
  wait_until_drawn (f);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->view->base_line)));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_REFUSED;
  choose_server (f, ZB_DATUM_WGS84);
  zb_wait_for (strstr (get_line (f), "is refused"), WAIT);
  zb_wait_for (is_built_in (f), WAIT);
  wait_until_drawn (f);
  f->server->mode = ZB_TILE_SERVER_TILES;
  zb_tile_client_set_key (f->client, f->source, "better");
  zb_wait_for (!is_built_in (f), WAIT);
  wait_until_drawn (f);
  g_assert_cmpstr (get_line (f), ==, "");
}

static void
test_wrong (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_GARBAGE;
  choose_server (f, ZB_DATUM_WGS84);
  zb_wait_for (strstr (get_line (f), "gives no tiles"), WAIT);
  zb_wait_for (is_built_in (f), WAIT);
}

/* Beyond its edge a map has no tiles, which is no failure. */
static void
test_missing (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_MISSING;
  choose_server (f, ZB_DATUM_GCJ02);
  wait_until_drawn (f);
  g_assert_cmpstr (get_line (f), ==, "");
  g_assert_cmphex (get_pixel (GTK_WIDGET (f->view->map), 500, 300), ==, 0x1a1f25);
}

/* --- files --------------------------------------------------------------------------------------- */

static void
run (sqlite3 *database, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
put_tile (sqlite3 *database, Marked *marked, int zoom, int x, int y)
{
  g_autoptr (GBytes) tile = zb_tile_server_draw (draw_mark, marked, zoom, x, y);
  sqlite3_stmt *statement;
  gsize size;
  const void *data = g_bytes_get_data (tile, &size);

  sqlite3_prepare_v2 (database, "INSERT INTO tiles VALUES (?, ?, ?, ?)", -1, &statement, NULL);
  sqlite3_bind_int (statement, 1, zoom);
  sqlite3_bind_int (statement, 2, x);
  sqlite3_bind_int (statement, 3, (1 << zoom) - 1 - y);
  sqlite3_bind_blob (statement, 4, data, (int)size, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* Pictures of what is around the start at zoom 15. */
static char *
make_file (Fixture *f, Marked *marked)
{
  char *path = g_build_filename (f->folder, "town.mbtiles", NULL);
  const ZbMercator at = zb_mercator_from_point (start);
  const int x = (int)(at.x * exp2 (15)), y = (int)(at.y * exp2 (15));
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  run (database, "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);"
                 "CREATE TABLE metadata (name TEXT, value TEXT);"
                 "INSERT INTO metadata VALUES ('format', 'png'), ('minzoom', '15'), ('maxzoom', '15');"
                 "BEGIN");
  for (int i = -4; i <= 4; i++)
    for (int j = -4; j <= 4; j++)
      put_tile (database, marked, 15, x + i, y + j);
  run (database, "COMMIT");
  sqlite3_close (database);
  return path;
}

static void
choose_file (Fixture *f, const char *path, ZbDatum datum)
{
  g_autoptr (ZbBaseSource) source = new_source (path, ZB_BASE_MBTILES, datum);

  choose (f, source);
}

static void
test_file (Fixture *f, gconstpointer data)
{
  Marked marked = mark_on (ZB_DATUM_GCJ02);
  g_autofree char *path = make_file (f, &marked);

  choose_file (f, path, ZB_DATUM_GCJ02);
  zb_map_view_go_to (f->view, start, 15);
  wait_until_drawn (f);
  g_assert_false (is_built_in (f));
  assert_marked (f, mark);
}

static void
test_no_file (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "text.mbtiles", NULL);

  g_assert_true (g_file_set_contents (path, "no database, and long enough to be taken for one", -1, NULL));
  choose_file (f, path, ZB_DATUM_WGS84);
  wait_until_drawn (f);
  g_assert_true (is_built_in (f));
  g_assert_nonnull (strstr (get_line (f), "no MBTiles file"));
  choose_file (f, "/nowhere/town.mbtiles", ZB_DATUM_WGS84);
  g_assert_true (is_built_in (f));
  g_assert_nonnull (strstr (get_line (f), "not there"));
}

/* A file that is good when it is opened and turns out to be damaged further on. */
static void
test_damaged_file (Fixture *f, gconstpointer data)
{
  Marked marked = mark_on (ZB_DATUM_WGS84);
  g_autofree char *path = make_file (f, &marked), *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpuint (size, >, 40000);
  memset (text + size / 2, 0xa5, size - size / 2);
  g_assert_true (g_file_set_contents (path, text, (gssize)size, NULL));
  choose_file (f, path, ZB_DATUM_WGS84);
  zb_wait_for (strstr (get_line (f), "cannot be read"), WAIT);
  zb_wait_for (is_built_in (f), WAIT);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
#define ADD_WITH(path, data, test) g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD_WITH ("/map/chosen/place/wgs84", ZB_DATUM_WGS84, test_place);
  ADD_WITH ("/map/chosen/place/gcj02", ZB_DATUM_GCJ02, test_place);
  ADD ("/map/chosen/wrong-place", test_wrong_place);
  ADD ("/map/chosen/names", test_names);
  ADD ("/map/chosen/look", test_look);
  ADD ("/map/chosen/pictures", test_pictures);
  ADD ("/map/chosen/switch", test_switch);
  ADD ("/map/chosen/unreachable", test_unreachable);
  ADD ("/map/chosen/refused", test_refused);
  ADD ("/map/chosen/wrong", test_wrong);
  ADD ("/map/chosen/missing", test_missing);
  ADD ("/map/chosen/file", test_file);
  ADD ("/map/chosen/no-file", test_no_file);
  ADD ("/map/chosen/damaged-file", test_damaged_file);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
