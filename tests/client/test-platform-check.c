/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of an address before a password is sent there: a real platform, nothing at all, a server that
 * is something else, one that never answers, one whose certificate nobody has signed. */
#include "zb-platform-check.h"

#include "zb-test-platform.h"
#include "zb-wait.h"

#include <libdex.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <locale.h>

typedef struct
{
  gboolean answered;
  ZbPlatformFound *found;
  GError *error;
} Asked;

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;

  asked->found = zb_platform_check_finish (result, &asked->error);
  asked->answered = TRUE;
}

static void
ask (Asked *asked, const char *address)
{
  zb_platform_check_async (address, NULL, on_checked, asked);
  zb_wait_for (asked->answered, 10000);
}

static void
clear (Asked *asked)
{
  g_clear_pointer (&asked->found, zb_platform_found_free);
  g_clear_error (&asked->error);
}

static void
assert_trouble (const char *address, const char *words)
{
  Asked asked = { 0 };

  ask (&asked, address);
  g_assert_null (asked.found);
  g_assert_nonnull (asked.error);
  if (!strstr (asked.error->message, words))
    g_error ("“%s” does not say “%s”", asked.error->message, words);
  clear (&asked);
}

static void
test_platform (void)
{
  ZbTestPlatform *platform = zb_test_platform_new ();
  g_autofree char *slash = g_strconcat (" ", zb_test_platform_get_url (platform), "/ ", NULL);
  const char *bare = strstr (zb_test_platform_get_url (platform), "127.");
  Asked asked = { 0 }, again = { 0 };

  ask (&asked, slash);
  g_assert_no_error (asked.error);
  g_assert_cmpstr (asked.found->url, ==, zb_test_platform_get_url (platform));
  g_assert_cmpstr (asked.found->contract, ==, "1.0.0");
  g_assert_cmpint (asked.found->round_trip, >, 0);
  g_assert_cmpint (ABS (asked.found->clock_ahead), <, G_TIME_SPAN_SECOND);
  g_assert_nonnull (bare);
  ask (&again, bare);
  g_assert_no_error (again.error);
  g_assert_cmpstr (again.found->url, ==, zb_test_platform_get_url (platform));
  clear (&asked);
  clear (&again);
  zb_test_platform_free (platform);
}

static void
test_addresses (void)
{
  static const char *const pairs[][2] = {
    { "platform.example.cn", "https://platform.example.cn" },
    { "localhost:8480", "http://localhost:8480" },
    { " https://a.example/b ", "https://a.example/b" },
    { "[::1]:8480", "http://[::1]:8480" },
    { "http://10.0.0.1", "http://10.0.0.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *url = zb_platform_complete_url (pairs[i][0]);
      g_assert_cmpstr (url, ==, pairs[i][1]);
    }
  /* A password must not go over the network in the clear. */
  assert_trouble ("http://platform.example.cn", "https");
  assert_trouble ("ftp://platform.example.cn", "https://");
  assert_trouble ("https://platform.example:port", "is not the address");
}

static void
test_nothing_listens (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);

  g_socket_listener_close (listener);
  assert_trouble (address, "no platform listens at this port");
}

/* Connections come in and nobody takes them. */
static void
test_silent (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);

  assert_trouble (address, "does not answer");
}

static void
on_page (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer text)
{
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text, strlen (text));
  soup_server_message_set_status (message, 200, NULL);
}

static SoupServer *
serve (const char *text, GTlsCertificate *certificate)
{
  SoupServer *server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;

  soup_server_add_handler (server, NULL, on_page, (gpointer)text, NULL);
  soup_server_listen_local (server, 0, certificate ? SOUP_SERVER_LISTEN_HTTPS : 0, &error);
  g_assert_no_error (error);
  return server;
}

static char *
address_of (SoupServer *server, const char *scheme)
{
  GSList *uris = soup_server_get_uris (server);
  char *address = g_strdup_printf ("%s://localhost:%d", scheme, g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return address;
}

static void
test_strangers (void)
{
  static const char *const pages[][2] = {
    { "<html>It works</html>", "no Zhiban platform" },
    { "{\"service\": \"other\", \"contract\": \"1.0.0\", \"server_time\": \"2026-01-01T00:00:00.000Z\"}",
      "no Zhiban platform" },
    { "{\"service\": \"zhiban\", \"contract\": \"2.1.0\", \"server_time\": \"2026-01-01T00:00:00.000Z\"}",
      "version 2.1.0 of the contract" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (SoupServer) server = serve (pages[i][0], NULL);
      g_autofree char *address = address_of (server, "http");
      assert_trouble (address, pages[i][1]);
      soup_server_disconnect (server);
    }
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static GTlsCertificate *
sign_oneself (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zhiban-check-XXXXXX", NULL);
  g_autofree char *pem = g_build_filename (dir, "self.pem", NULL),
                  *key = g_build_filename (dir, "self.key", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;
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
                         "/CN=localhost",
                         "-addext",
                         "subjectAltName=DNS:localhost",
                         "-keyout",
                         key,
                         "-out",
                         pem,
                         NULL };

  run (argv);
  certificate = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  g_unlink (pem);
  g_unlink (key);
  g_rmdir (dir);
  return certificate;
}

/* It is still shaking hands when the console has gone, and libsoup minds being let go of then. */
static SoupServer *unloved;

static void
test_signed_by_nobody (void)
{
  g_autoptr (GTlsCertificate) certificate = sign_oneself ();
  g_autofree char *address = NULL;

  unloved = serve ("{}", certificate);
  address = address_of (unloved, "https");
  assert_trouble (address, "signed by nobody whom this machine trusts");
}

static gboolean
on_stranger (GSocketService *service, GSocketConnection *connection)
{
  static const char words[] = "220 mail.example.cn ready\r\n";
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (stream, words, strlen (words), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* What answers says something else than TLS wants. */
static void
test_no_tls (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  const guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", port);

  g_signal_connect (service, "incoming", G_CALLBACK (on_stranger), NULL);
  assert_trouble (address, "cannot be secured");
  g_socket_service_stop (service);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform-check/platform", test_platform);
  g_test_add_func ("/platform-check/addresses", test_addresses);
  g_test_add_func ("/platform-check/nothing-listens", test_nothing_listens);
  g_test_add_func ("/platform-check/silent", test_silent);
  g_test_add_func ("/platform-check/strangers", test_strangers);
  g_test_add_func ("/platform-check/signed-by-nobody", test_signed_by_nobody);
  g_test_add_func ("/platform-check/no-tls", test_no_tls);
  return g_test_run ();
}
