/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beyond this machine: the program with a certificate, on all addresses. Who trusts its authority signs in,
 * nobody else does; the simulator gets in without; and cameras are found where the platform was. */
#include "zb-link.h"
#include "zb-local-platform.h"
#include "zb-unit.h"
#include "zb-wait.h"

#include <libdex.h>
#include <libsoup/soup.h>
#include <yyjson.h>

typedef struct
{
  char *dir;
  ZbLocalPlatform *platform;
  const ZbLocalAccount *account;
  gboolean answered;
  GError *error;
} Fixture;

/* --- certificates ----------------------------------------------------------------------------------- */

static char *
path_of (Fixture *f, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  return g_build_filename (f->dir, file, NULL);
}

/* An authority that signs itself, or a server that @authority has signed. */
static void
make_certificate (Fixture *f, const char *name, const char *authority)
{
  g_autofree char *key = path_of (f, name, ".key"), *pem = path_of (f, name, ".pem"),
                  *subject = g_strconcat ("/CN=", name, NULL);
  g_autofree char *ca = authority ? path_of (f, authority, ".pem") : NULL,
                  *ca_key = authority ? path_of (f, authority, ".key") : NULL;
  const char *argv[] = { "openssl",
                         "req",
                         "-x509",
                         "-newkey",
                         "ec",
                         "-pkeyopt",
                         "ec_paramgen_curve:P-256",
                         "-nodes",
                         "-days",
                         "2",
                         "-subj",
                         subject,
                         "-keyout",
                         key,
                         "-out",
                         pem,
                         "-addext",
                         authority ? "subjectAltName=DNS:localhost,IP:127.0.0.1" : "keyUsage=keyCertSign",
                         authority ? "-CA" : NULL,
                         ca,
                         "-CAkey",
                         ca_key,
                         "-addext",
                         "basicConstraints=critical,CA:FALSE",
                         NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  int code = -1;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &code, &error);
  g_assert_no_error (error);
  if (code != 0)
    g_error ("openssl: %s", said);
}

static GTlsDatabase *
trust (Fixture *f, const char *authority)
{
  g_autofree char *pem = path_of (f, authority, ".pem");
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database = g_tls_file_database_new (pem, &error);
  g_assert_no_error (error);
  return database;
}

/* --- the program ------------------------------------------------------------------------------------- */

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  zb_local_platform_start_finish (ZB_LOCAL_PLATFORM (source), result, &f->error);
  f->answered = TRUE;
}

static void
start (Fixture *f)
{
  g_autofree char *pem = path_of (f, "server", ".pem"), *key = path_of (f, "server", ".key"),
                  *data = g_build_filename (f->dir, "data", NULL);
  const char *arguments[] = { "--demo",     "--data-dir", data,        "--listen", "0.0.0.0:0",
                              "--tls-cert", pem,          "--tls-key", key,        NULL };
  f->platform = zb_local_platform_new ();
  zb_local_platform_start_async (f->platform, arguments, NULL, on_started, f);
  zb_wait_for (f->answered, 120000);
  g_assert_no_error (f->error);
  f->account = zb_local_platform_find_account (f->platform, "duty_officer");
}

static const char *
url_of (Fixture *f)
{
  return zb_local_platform_get_url (f->platform);
}

/* --- the console ---------------------------------------------------------------------------------------- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  zb_link_sign_in_finish (ZB_LINK (source), result, &f->error);
  f->answered = TRUE;
}

/* The console trusts what its system trusts, which here is what the test says. */
static ZbLink *
sign_in (Fixture *f, ZbWorld *world, GTlsDatabase *trusted)
{
  ZbLink *link = zb_link_new (world);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), trusted);
  f->answered = FALSE;
  g_clear_error (&f->error);
  zb_link_sign_in_async (link, url_of (f), f->account->username, f->account->password, NULL, on_signed_in, f);
  zb_wait_for (f->answered, 30000);
  return link;
}

/* What one link has not let go of yet, the next one cannot use. */
static void
leave (ZbLink *link)
{
  DexFuture *left = zb_link_leave (link);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
}

/* On all addresses it is called as its certificate calls it, and not 0.0.0.0. */
static void
test_its_name (gconstpointer data)
{
  Fixture *f = (Fixture *)data;
  g_assert_true (g_str_has_prefix (url_of (f), "https://localhost:"));
}

static void
test_strangers (gconstpointer data)
{
  Fixture *f = (Fixture *)data;
  g_autoptr (GTlsDatabase) other = trust (f, "other");
  GTlsDatabase *trusted[] = { NULL, other };
  for (guint i = 0; i < G_N_ELEMENTS (trusted); i++)
    {
      g_autoptr (ZbWorld) world = zb_world_new ();
      g_autoptr (ZbLink) link = sign_in (f, world, trusted[i]);
      g_assert_nonnull (f->error);
      g_test_message ("%s", f->error->message);
      g_assert_cmpuint (zb_store_get_size (zb_world_get_store (world, ZB_KIND_AREA)), ==, 0);
      leave (link);
    }
}

/* Only what came in by the ingest route has the simulator's name on a unit. */
static gboolean
has_moved_unit (ZbWorld *world)
{
  GListModel *units = G_LIST_MODEL (zb_world_get_store (world, ZB_KIND_UNIT));
  for (guint i = 0; i < g_list_model_get_n_items (units); i++)
    {
      g_autoptr (ZbUnit) unit = g_list_model_get_item (units, i);
      if (g_strcmp0 (unit->source, "感知平台") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_console_and_simulator (gconstpointer data)
{
  Fixture *f = (Fixture *)data;
  g_autoptr (GTlsDatabase) ours = trust (f, "authority");
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbLink) link = sign_in (f, world, ours);
  g_assert_no_error (f->error);
  zb_wait_for (zb_store_get_size (zb_world_get_store (world, ZB_KIND_UNIT)) > 0, 30000);
  zb_wait_for (has_moved_unit (world), 60000);
  leave (link);
}

/* --- the cameras ------------------------------------------------------------------------------------------
 */

static yyjson_doc *
ask (Fixture *f, SoupSession *session, const char *host, const char *token, const char *method,
     const char *path, const char *body)
{
  g_autoptr (GUri) uri = g_uri_parse (url_of (f), G_URI_FLAGS_NONE, NULL);
  g_autofree char *url = g_strdup_printf ("https://%s:%d/api/v1%s", host, g_uri_get_port (uri), path);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = body ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GError) error = NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  if (bytes)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
  return yyjson_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), 0);
}

static char *
get_text (yyjson_doc *doc, const char *pointer)
{
  char *text = g_strdup (yyjson_get_str (yyjson_doc_ptr_get (doc, pointer)));
  yyjson_doc_free (doc);
  return text;
}

static char *
find_camera (yyjson_doc *doc)
{
  yyjson_val *item;
  size_t i, n;
  char *id = NULL;
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "items"), i, n, item)
  {
    if (!id && g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "kind")), "camera") == 0 &&
        g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "status")), "online") == 0)
      id = g_strdup (yyjson_get_str (yyjson_obj_get (item, "id")));
  }
  yyjson_doc_free (doc);
  return id;
}

/* The ticket's address is that of the request, and somebody answers there. */
static void
test_ticket (gconstpointer data)
{
  Fixture *f = (Fixture *)data;
  g_autoptr (GTlsDatabase) ours = trust (f, "authority");
  g_autoptr (SoupSession) session = soup_session_new_with_options ("tls-database", ours, NULL);
  g_autofree char *who = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", f->account->username,
                                          f->account->password);
  g_autofree char *token = get_text (ask (f, session, "localhost", "", "POST", "/session", who), "/token");
  g_autofree char *camera =
      find_camera (ask (f, session, "localhost", token, "GET", "/devices?limit=200", NULL));
  g_autofree char *path = g_strdup_printf ("/cameras/%s/live", camera);
  static const char *const hosts[] = { "localhost", "127.0.0.1" };
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *text = get_text (ask (f, session, hosts[i], token, "POST", path, "{}"), "/uri");
      g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
      g_assert_cmpstr (g_uri_get_host (uri), ==, hosts[i]);
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
          client, g_uri_get_host (uri), (guint16)g_uri_get_port (uri), NULL, &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  Fixture f = { 0 };
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  f.dir = g_dir_make_tmp ("zb-tls-XXXXXX", NULL);
  make_certificate (&f, "authority", NULL);
  make_certificate (&f, "other", NULL);
  make_certificate (&f, "server", "authority");
  start (&f);
  g_test_add_data_func ("/tls/its-name", &f, test_its_name);
  g_test_add_data_func ("/tls/strangers", &f, test_strangers);
  g_test_add_data_func ("/tls/console-and-simulator", &f, test_console_and_simulator);
  g_test_add_data_func ("/tls/ticket", &f, test_ticket);
  int result = g_test_run ();
  zb_local_platform_stop (f.platform);
  g_object_unref (f.platform);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", f.dir);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  g_clear_error (&f.error);
  g_free (f.dir);
  return result;
}
