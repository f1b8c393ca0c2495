/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base maps are set up, tried, chosen and taken away by hand, with a real server and a real secret store. */
#include "zb-base-choice.h"
#include "zb-base-maps.h"
#include "zb-base-source-dialog.h"
#include "zb-sample-window.h"
#include "zb-settings-dialog.h"
#include "zb-settings.h"
#include "zb-tile-keys.h"
#include "zb-tile-server.h"
#include "zb-wait.h"

#include <glib/gstdio.h>

#define KEY "k3y-of-the-centre-4711"
#define WAIT 20000

typedef struct
{
  ZbTileServer *server;
  GSettings *settings;
  ZbBaseMaps *maps;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = zb_tile_server_new (0);
  f->settings = zb_settings_new ();
  g_settings_reset (f->settings, "base-maps");
  g_settings_reset (f->settings, "base-map");
  f->maps = zb_base_maps_new (f->settings);
  f->window = zb_sample_show (adw_bin_new (), 900, 860);
  f->dialog = zb_settings_dialog_new (f->settings);
  adw_dialog_present (f->dialog, f->window);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (f->dialog), "base-map");
  zb_sample_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_base_maps_close (f->maps);
  zb_sample_settle ();
  g_object_unref (f->maps);
  g_object_unref (f->settings);
  zb_tile_server_free (f->server);
}

/* --- hands --------------------------------------------------------------------------------------- */

static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);
      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (Fixture *f, const char *title)
{
  GtkWidget *row = find_titled (f->window, title);

  if (!row)
    g_error ("no row “%s”", title);
  return row;
}

static void
type (Fixture *f, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (f, title)), text);
  zb_sample_settle ();
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (found)
        return found;
    }
  return NULL;
}

static void
click (Fixture *f, const char *label)
{
  GtkWidget *button = find_button (f->window, label);

  if (!button)
    g_error ("no button “%s”", label);
  zb_sample_click (button);
}

static void
activate_row (Fixture *f, const char *title)
{
  GtkWidget *row = find_row (f, title);

  if (ADW_IS_BUTTON_ROW (row))
    g_signal_emit_by_name (row, "activated");
  else
    adw_action_row_activate (ADW_ACTION_ROW (row));
  zb_sample_settle ();
}

static gboolean
sees (Fixture *f, const char *words)
{
  return zb_sample_find_text (f->window, words) != NULL;
}

static void
add_map (Fixture *f, const char *name, const char *rest)
{
  g_autofree char *address = g_strconcat (f->server->url, "/{z}/{x}/{y}", rest, NULL);

  activate_row (f, "Add a base map");
  type (f, "Name", name);
  type (f, "Address", address);
}

static char *
get_chosen (Fixture *f)
{
  return g_settings_get_string (f->settings, "base-map");
}

/* --- tests --------------------------------------------------------------------------------------- */

static void
test_set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *chosen = NULL, *none = NULL;
  ZbBaseSource *source;

  add_map (f, "区政务底图", "");
  click (f, "Test");
  zb_wait_for (sees (f, "A tile came: PNG, 256 × 256"), WAIT);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (f, "Reference system")), 1);
  click (f, "Save");
  chosen = get_chosen (f);
  source = zb_base_choice_get_source (zb_base_choice_get ());
  g_assert_nonnull (source);
  g_assert_cmpstr (source->id, ==, chosen);
  g_assert_cmpint (source->datum, ==, ZB_DATUM_GCJ02);
  g_assert_true (sees (f, "GCJ-02 · 127.0.0.1"));
  activate_row (f, "Built in");
  none = get_chosen (f);
  g_assert_cmpstr (none, ==, "");
  g_assert_null (zb_base_choice_get_source (zb_base_choice_get ()));
}

/* For people to look at, in any language. */
static void
test_pictures (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbBaseSource) source = g_object_new (ZB_TYPE_BASE_SOURCE, NULL);
  AdwDialog *dialog;

  source->id = g_strdup ("tianditu");
  source->name = g_strdup ("天地图");
  source->kind = ZB_BASE_WMTS;
  source->datum = ZB_DATUM_WGS84;
  source->place = g_strdup ("https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION="
                            "1.0.0&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&"
                            "TILEROW={y}&TILECOL={x}&tk={key}");
  source->servers = g_strdup ("0-7");
  source->max_zoom = 18;
  source->attribution = g_strdup ("© 国家地理信息公共服务平台（天地图）");
  zb_base_maps_put (f->maps, source, NULL);
  zb_sample_settle ();
  zb_sample_picture (f->window, "base-map-page");
  dialog = zb_base_source_dialog_new (f->maps, source);
  adw_dialog_present (dialog, f->window);
  zb_sample_settle ();
  zb_sample_picture (f->window, "base-map-dialog");
  adw_dialog_force_close (dialog);
  zb_sample_settle ();
}

/* What is wrong is said, and cannot be saved. */
static void
test_wrong (Fixture *f, gconstpointer data)
{
  activate_row (f, "Add a base map");
  type (f, "Name", "Town");
  type (f, "Address", "http://tiles.example/{z}/{x}/{y}.png");
  g_assert_false (gtk_widget_get_sensitive (find_button (f->window, "Save")));
  click (f, "Test");
  g_assert_true (sees (f, "http is for this machine only"));
  f->server->mode = ZB_TILE_SERVER_GARBAGE;
  {
    g_autofree char *address = g_strconcat (f->server->url, "/{z}/{x}/{y}", NULL);
    type (f, "Address", address);
  }
  click (f, "Test");
  zb_wait_for (sees (f, "what came is no picture"), WAIT);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer key)
{
  *(char **)key = zb_tile_keys_lookup_finish (result, NULL);
}

static char *
look_up_key (const char *id)
{
  char *key = (char *)"";

  zb_tile_keys_lookup_async (id, NULL, on_key, &key);
  zb_wait_for (!key || *key, WAIT);
  return key;
}

/* A key that was pasted with the address goes to the secret store, and is in no entry and no setting. */
static void
test_key (Fixture *f, gconstpointer data)
{
  g_autofree char *chosen = NULL, *key = NULL, *gone = NULL, *text = NULL;
  g_autoptr (GVariant) value = NULL;
  GtkWidget *entry;

  f->server->key = g_strdup (KEY);
  add_map (f, "天地图", "?tk=" KEY);
  click (f, "Test");
  zb_wait_for (sees (f, "A tile came"), WAIT);
  click (f, "Save");
  zb_wait_for (sees (f, "The key is kept"), WAIT);
  chosen = get_chosen (f);
  key = look_up_key (chosen);
  g_assert_cmpstr (key, ==, KEY);
  value = g_settings_get_value (f->settings, "base-maps");
  text = g_variant_print (value, FALSE);
  g_assert_null (strstr (text, KEY));
  g_assert_nonnull (strstr (text, "{key}"));
  adw_dialog_present (zb_base_source_dialog_new (f->maps, zb_base_maps_find (f->maps, chosen)), f->window);
  zb_wait_for (find_titled (f->window, "Key (one is kept"), WAIT);
  entry = find_row (f, "Key (one is kept");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  click (f, "Test");
  zb_wait_for (sees (f, "A tile came"), WAIT);
  click (f, "Remove");
  gone = look_up_key (chosen);
  g_assert_null (gone);
  g_assert_cmpuint (g_list_model_get_n_items (zb_base_maps_get_list (f->maps)), ==, 0);
}

static gboolean
is_drawn (Fixture *f)
{
  return f->server->n_requests > 0;
}

/* What is kept is told, and taken away. */
static void
test_cache (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = NULL;
  GtkWidget *clear = find_button (f->window, "Clear");

  add_map (f, "Town", "");
  click (f, "Save");
  answer = zb_tiles_load (ZB_TILES (zb_base_maps_get_tiles (f->maps)),
                          zb_base_choice_get_source (zb_base_choice_get ()), (ZbTilePlace){ 15, 1, 1 });
  zb_wait_for (is_drawn (f) && zb_answer_get_state (answer) == ZB_ANSWER_READY, WAIT);
  zb_wait_for (zb_tile_cache_measure (zb_tile_client_get_cache (zb_base_maps_get_tiles (f->maps))) > 0, WAIT);
  adw_dialog_force_close (f->dialog);
  zb_sample_settle ();
  f->dialog = zb_settings_dialog_new (f->settings);
  adw_dialog_present (f->dialog, f->window);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (f->dialog), "base-map");
  zb_wait_for ((clear = find_button (f->window, "Clear")) && gtk_widget_get_sensitive (clear), WAIT);
  zb_sample_click (clear);
  zb_wait_for (zb_tile_cache_measure (zb_tile_client_get_cache (zb_base_maps_get_tiles (f->maps))) == 0,
               WAIT);
  g_settings_set_uint (f->settings, "tile-cache-megabytes", 64);
  zb_wait_for (zb_tile_cache_get_limit (zb_tile_client_get_cache (zb_base_maps_get_tiles (f->maps))) ==
                   64 * 1024 * 1024,
               WAIT);
}

/* What somebody has written into the settings by hand and is no base map is left out. */
static void
test_by_hand (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "no JSON",
    "{\"id\":\"a\",\"name\":\"A\",\"kind\":\"xyz\",\"place\":\"http://evil.example/{z}/{x}/{y}\"}",
    "{\"id\":\"b\",\"name\":\"B\",\"kind\":\"xyz\",\"place\":\"https://tiles.example/{z}/{x}/{y}\"}",
    NULL,
  };

  g_settings_set_strv (f->settings, "base-maps", texts);
  zb_wait_for (g_list_model_get_n_items (zb_base_maps_get_list (f->maps)) == 1, WAIT);
  g_assert_nonnull (zb_base_maps_find (f->maps, "b"));
}

static void
use_folders (void)
{
  g_autofree char *folder = g_dir_make_tmp ("zhiban-base-maps-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of this test", TRUE);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  use_folders ();
  zb_sample_init (&argc, &argv);
  ADD ("/base-maps/set-up", test_set_up);
  ADD ("/base-maps/pictures", test_pictures);
  ADD ("/base-maps/wrong", test_wrong);
  ADD ("/base-maps/key", test_key);
  ADD ("/base-maps/cache", test_cache);
  ADD ("/base-maps/by-hand", test_by_hand);
  return g_test_run ();
}
