/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Map tiles over the network, from a real server that does as it is told: what is kept, what is asked for
 * again and how often, and where a key is found afterwards, which is nowhere. */
#include "zb-tile-client.h"
#include "zb-tile-keys.h"
#include "zb-tile-server.h"
#include "zb-wait.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define KEY "k3y-of-the-centre-4711"
#define WAIT 20000
#define MEGABYTE (1024 * 1024)

static GString *logged;

typedef struct
{
  ZbTileServer *server;
  char *folder;
  ZbTileCache *cache;
  ZbTileClient *client;
  ZbBaseSource *source;
} Fixture;

static ZbBaseSource *
new_source (const char *id, const char *url, const char *rest)
{
  ZbBaseSource *source = g_object_new (ZB_TYPE_BASE_SOURCE, NULL);

  source->id = g_strdup (id);
  source->name = g_strdup ("Town");
  source->kind = ZB_BASE_XYZ;
  source->place = g_strconcat (url, "/{z}/{x}/{y}", rest, NULL);
  source->datum = ZB_DATUM_WGS84;
  source->max_zoom = 18;
  return source;
}

static void
open_client (Fixture *f)
{
  f->cache = zb_tile_cache_new (f->folder, 64 * MEGABYTE);
  f->client = zb_tile_client_new (f->cache);
}

static void
close_client (Fixture *f)
{
  gpointer client = f->client;

  g_object_add_weak_pointer (client, &client);
  zb_tile_client_close (f->client);
  g_clear_object (&f->client);
  zb_wait_for (client == NULL, WAIT);
  g_clear_object (&f->cache);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = zb_tile_server_new (0);
  f->folder = g_dir_make_tmp ("zhiban-tiles-XXXXXX", NULL);
  f->source = new_source ("town", f->server->url, "");
  open_client (f);
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
  close_client (f);
  zb_tile_server_free (f->server);
  remove_folder (f->folder);
  g_free (f->folder);
  g_object_unref (f->source);
}

static ZbAnswer *
ask (Fixture *f, int x)
{
  return zb_tiles_load (ZB_TILES (f->client), f->source, (ZbTilePlace){ 15, x, 10 });
}

static ZbAnswer *
get (Fixture *f, int x)
{
  ZbAnswer *answer = ask (f, x);

  zb_wait_for (zb_answer_get_state (answer) != ZB_ANSWER_PENDING, WAIT);
  return answer;
}

static gboolean
comes (Fixture *f, int x)
{
  g_autoptr (ZbAnswer) answer = get (f, x);

  return zb_answer_get_state (answer) == ZB_ANSWER_READY;
}

static gint64
fails (Fixture *f, int x)
{
  g_autoptr (ZbAnswer) answer = get (f, x);

  g_assert_cmpint (zb_answer_get_state (answer), ==, ZB_ANSWER_FAILED);
  return zb_answer_get_problem (answer)->status;
}

static ZbTilesState
state_of (Fixture *f)
{
  return zb_tiles_get_state (ZB_TILES (f->client), f->source);
}

static char *
path_of (Fixture *f, int x)
{
  g_autofree char *name = zb_tile_cache_name (f->source);

  return g_strdup_printf ("%s/%s/15/%d/10", f->folder, name, x);
}

static gboolean
is_kept (Fixture *f, int x)
{
  g_autofree char *path = path_of (f, x);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* --- what is kept ------------------------------------------------------------------------------ */

/* Asked for once; afterwards it is on the disk, also for the next console and without a server. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  g_assert_true (comes (f, 1));
  zb_wait_for (is_kept (f, 1), WAIT);
  g_assert_true (comes (f, 1));
  g_assert_cmpuint (f->server->n_requests, ==, 1);
  close_client (f);
  open_client (f);
  f->server->mode = ZB_TILE_SERVER_ERROR;
  g_assert_true (comes (f, 1));
  g_assert_cmpuint (f->server->n_requests, ==, 1);
}

/* Two maps that want the same tile at the same time ask for it once. */
static void
test_joined (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) one = ask (f, 1), other = ask (f, 1);

  zb_wait_for (zb_answer_get_state (one) == ZB_ANSWER_READY, WAIT);
  zb_wait_for (zb_answer_get_state (other) == ZB_ANSWER_READY, WAIT);
  g_assert_cmpuint (f->server->n_requests, ==, 1);
}

/* That there is none is kept too. */
static void
test_missing (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_MISSING;
  g_assert_cmpint (fails (f, 1), ==, 404);
  zb_wait_for (is_kept (f, 1), WAIT);
  g_assert_cmpint (fails (f, 1), ==, 404);
  g_assert_cmpuint (f->server->n_requests, ==, 1);
  g_assert_cmpint (state_of (f), ==, ZB_TILES_WELL);
}

static void
make_old (const char *path, gint64 days)
{
  const gint64 then = g_get_real_time () / G_USEC_PER_SEC - days * 24 * 3600;
  const struct timespec times[2] = { { .tv_sec = then }, { .tv_sec = then } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

/* An old tile is asked for again; where nobody answers it is better than none. When the server is back, that
 * is found out without anybody asking. */
static void
test_old (Fixture *f, gconstpointer data)
{
  g_autofree char *path = path_of (f, 1);

  g_assert_true (comes (f, 1));
  zb_wait_for (is_kept (f, 1), WAIT);
  make_old (path, 30);
  g_assert_true (comes (f, 1));
  g_assert_cmpuint (f->server->n_requests, ==, 2);
  zb_wait (200);
  make_old (path, 30);
  f->server->mode = ZB_TILE_SERVER_ERROR;
  g_assert_true (comes (f, 1));
  zb_wait_for (state_of (f) == ZB_TILES_UNREACHABLE, WAIT);
  g_assert_true (comes (f, 1));
  g_assert_cmpint (fails (f, 2), ==, 0);
  f->server->mode = ZB_TILE_SERVER_TILES;
  zb_wait_for (state_of (f) == ZB_TILES_WELL, WAIT);
  g_assert_true (comes (f, 2));
}

static guint64
measure_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint64 size = 0;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *entry = g_build_filename (path, name, NULL);
      GStatBuf status;
      g_assert_cmpint (g_stat (entry, &status), ==, 0);
      size += S_ISDIR (status.st_mode) ? measure_files (entry) : (guint64)status.st_size;
    }
  return size;
}

/* A hundred tiles of 40 kB with room for 25: what was used last is still there, also the oldest of all. */
static void
test_bounded (Fixture *f, gconstpointer data)
{
  g_autofree char *body = g_malloc0 (40000);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, 40000);
  gint64 when;

  zb_tile_cache_set_limit (f->cache, MEGABYTE);
  for (int x = 0; x < 100; x++)
    {
      g_autoptr (GBytes) first = NULL;
      zb_tile_cache_write (f->cache, "name", (ZbTilePlace){ 15, x, 1 }, bytes);
      first = zb_tile_cache_read (f->cache, "name", (ZbTilePlace){ 15, 0, 1 }, &when);
      g_assert_nonnull (first);
      g_assert_cmpuint (measure_files (f->folder), <=, MEGABYTE);
      g_usleep (2000);
    }
  g_assert_cmpuint (measure_files (f->folder), >, MEGABYTE / 2);
  g_assert_null (zb_tile_cache_read (f->cache, "name", (ZbTilePlace){ 15, 1, 1 }, &when));
  zb_tile_cache_set_limit (f->cache, MEGABYTE / 4);
  g_assert_cmpuint (zb_tile_cache_measure (f->cache), <=, MEGABYTE / 4);
  zb_tile_cache_clear (f->cache);
  g_assert_cmpuint (measure_files (f->folder), ==, 0);
}

/* --- failures ---------------------------------------------------------------------------------- */

/* Maps that want forty tiles again and again for three seconds: some few requests, not hundreds. */
static void
test_back_off (Fixture *f, gconstpointer data)
{
  const gint64 end = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  guint n_wanted = 0;

  f->server->mode = ZB_TILE_SERVER_ERROR;
  while (g_get_monotonic_time () < end)
    {
      for (int x = 0; x < 40; x++, n_wanted++)
        g_object_unref (get (f, x));
      zb_wait (10);
    }
  g_test_message ("%u wanted, %u requests", n_wanted, f->server->n_requests);
  g_assert_cmpuint (n_wanted, >, 200);
  g_assert_cmpuint (f->server->n_requests, >, 2);
  g_assert_cmpuint (f->server->n_requests, <, 16);
  g_assert_cmpint (state_of (f), ==, ZB_TILES_UNREACHABLE);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->server->mode = ZB_TILE_SERVER_REFUSED;
  g_assert_cmpint (fails (f, 1), ==, 401);
  g_assert_cmpint (state_of (f), ==, ZB_TILES_REFUSED);
  for (int x = 2; x < 30; x++)
    fails (f, x);
  zb_wait (1500);
  g_assert_cmpuint (f->server->n_requests, ==, 1);
  /* Whoever enters a key wants to see at once whether it is right. */
  f->server->mode = ZB_TILE_SERVER_TILES;
  zb_tile_client_set_key (f->client, f->source, KEY);
  g_assert_cmpint (state_of (f), ==, ZB_TILES_WELL);
  g_assert_true (comes (f, 1));
}

/* Whatever comes that is no tile is not kept, and after some of it the base map as a whole is wrong. */
static void
test_no_tiles (Fixture *f, gconstpointer data)
{
  static const ZbTileServerMode modes[] = { ZB_TILE_SERVER_TRUNCATED, ZB_TILE_SERVER_HUGE,
                                            ZB_TILE_SERVER_GARBAGE };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      f->server->mode = modes[i];
      zb_tile_client_forget (f->client, f->source->id);
      fails (f, 1);
      zb_wait_for (state_of (f) == ZB_TILES_WRONG, WAIT);
      g_assert_false (is_kept (f, 1));
    }
}

/* One bad tile of a server that has good ones stops none of the others. */
static void
test_one_bad (Fixture *f, gconstpointer data)
{
  g_assert_true (comes (f, 1));
  f->server->mode = ZB_TILE_SERVER_GARBAGE;
  for (int i = 0; i < 5; i++)
    g_assert_cmpint (fails (f, 2), ==, 200);
  f->server->mode = ZB_TILE_SERVER_TILES;
  g_assert_true (comes (f, 3));
  g_assert_cmpint (state_of (f), ==, ZB_TILES_WELL);
}

/* Nobody is sent on to a server that was not named: the key would go there. */
static void
test_redirect (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbTileServer) other = zb_tile_server_new (0);
  g_autoptr (ZbAnswer) answer = NULL;

  f->server->mode = ZB_TILE_SERVER_REDIRECT;
  f->server->elsewhere = g_strdup_printf ("%s/15/1/10?tk=" KEY, other->url);
  answer = get (f, 1);
  g_assert_cmpint (zb_answer_get_state (answer), ==, ZB_ANSWER_FAILED);
  g_assert_nonnull (strstr (zb_answer_get_problem (answer)->title, "127.0.0.1"));
  g_assert_null (strstr (zb_answer_get_problem (answer)->title, KEY));
  g_assert_cmpuint (other->n_requests, ==, 0);
}

/* A server that says nothing is given up when the console ends. */
static void
test_silent (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = NULL;

  f->server->mode = ZB_TILE_SERVER_SILENT;
  answer = ask (f, 1);
  zb_wait_for (f->server->silent->len == 1, WAIT);
  g_assert_cmpint (zb_answer_get_state (answer), ==, ZB_ANSWER_PENDING);
}

/* --- the key ----------------------------------------------------------------------------------- */

static void
assert_not_in_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *entry = g_build_filename (path, name, NULL), *text = NULL;
      gsize size;
      g_assert_null (strstr (entry, KEY));
      if (g_file_test (entry, G_FILE_TEST_IS_DIR))
        assert_not_in_files (entry);
      else if (g_file_get_contents (entry, &text, &size, NULL))
        g_assert_null (memmem (text, size, KEY, strlen (KEY)));
    }
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zb_tile_keys_keep_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *)done = TRUE;
}

/* From the secret store to the server and nowhere else, whatever the server does. */
static void
test_key (Fixture *f, gconstpointer data)
{
  static const ZbTileServerMode modes[] = { ZB_TILE_SERVER_TILES, ZB_TILE_SERVER_GARBAGE,
                                            ZB_TILE_SERVER_ERROR, ZB_TILE_SERVER_REFUSED };
  gboolean kept = FALSE;

  g_clear_object (&f->source);
  f->source = new_source ("keyed", f->server->url, "?tk={key}");
  f->server->key = g_strdup (KEY);
  zb_tile_keys_keep_async ("keyed", "Town", KEY, NULL, on_kept, &kept);
  zb_wait_for (kept, WAIT);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      f->server->mode = modes[i];
      g_object_unref (get (f, (int)i + 1));
    }
  g_assert_cmpuint (f->server->n_requests, >=, 4);
  g_assert_cmpuint (f->server->n_refused, ==, 0);
  zb_wait_for (is_kept (f, 1), WAIT);
  assert_not_in_files (f->folder);
  g_assert_cmpuint (logged->len, >, 0);
  g_assert_null (strstr (logged->str, KEY));
}

/* Without a key nobody is asked. */
static void
test_no_key (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->source);
  f->source = new_source ("other", f->server->url, "?tk={key}");
  fails (f, 1);
  zb_wait_for (state_of (f) == ZB_TILES_REFUSED, WAIT);
  g_assert_cmpuint (f->server->n_requests, ==, 0);
}

/* A trial says in words what came, and leaves nothing behind. */
static void
test_trial (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) good = NULL, bad = NULL;
  g_autoptr (ZbBaseSource) source = new_source ("new", f->server->url, "?tk={key}");

  f->server->key = g_strdup (KEY);
  good = zb_tile_client_try (f->client, source, KEY, (ZbTilePlace){ 15, 1, 1 });
  zb_wait_for (zb_answer_get_state (good) == ZB_ANSWER_READY, WAIT);
  bad = zb_tile_client_try (f->client, source, "wrong", (ZbTilePlace){ 15, 1, 1 });
  zb_wait_for (zb_answer_get_state (bad) == ZB_ANSWER_FAILED, WAIT);
  g_assert_nonnull (strstr (zb_answer_get_problem (bad)->title, "refuses the key"));
  zb_wait (100);
  g_assert_cmpuint (measure_files (f->folder), ==, 0);
}

static void
keep_log (const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
  g_string_append_printf (logged, "%s\n", text);
  if (level & G_LOG_FLAG_FATAL)
    g_log_default_handler (domain, level, text, data);
}

static char *
use_file_for_secrets (void)
{
  char *folder = g_dir_make_tmp ("zhiban-secrets-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of this test", TRUE);
  return folder;
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *secrets = use_file_for_secrets ();
  int result;

  logged = g_string_new (NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_default_handler (keep_log, NULL);
  ADD ("/tiles/kept", test_kept);
  ADD ("/tiles/joined", test_joined);
  ADD ("/tiles/missing", test_missing);
  ADD ("/tiles/old", test_old);
  ADD ("/tiles/bounded", test_bounded);
  ADD ("/tiles/back-off", test_back_off);
  ADD ("/tiles/refused", test_refused);
  ADD ("/tiles/no-tiles", test_no_tiles);
  ADD ("/tiles/one-bad", test_one_bad);
  ADD ("/tiles/redirect", test_redirect);
  ADD ("/tiles/silent", test_silent);
  ADD ("/tiles/key", test_key);
  ADD ("/tiles/no-key", test_no_key);
  ADD ("/tiles/trial", test_trial);
  result = g_test_run ();
  remove_folder (secrets);
  g_string_free (logged, TRUE);
  return result;
}
