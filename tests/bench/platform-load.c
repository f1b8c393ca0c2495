/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Load on a platform, from a process of its own.
 *
 *   platform-load commit URL KEY DEVICE BATCH SECONDS   alerts a second taken in durably, BATCH in a request
 *   platform-load sqlite FOLDER BATCH SECONDS           the same three rows an alert by SQLite alone
 *   platform-load bare FOLDER BATCH SECONDS             three rows of an id and a text by SQLite alone
 *   platform-load fanout URL TOKEN KEY DEVICE CONSOLES N    N alerts at 100 a second to so many feeds
 *
 * Each prints one line of JSON. */
#include "zb-keep-alive.h"
#include "zb-sqlite-alone.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>

#define CONNECTIONS 16
#define EVERY_MS 10
#define MARK "\"dedup_key\":\"t"

typedef struct
{
  SoupSession *session;
  GMainLoop *loop;
  const char *url;
  const char *key;
  const char *device;
  int batch;
  gint64 end;
  guint64 serial;
  guint64 taken;
  guint64 refused;
} Load;

/* --- taking in -------------------------------------------------------------------------------------- */

static void
append_event (GString *text, const char *device, const char *dedup)
{
  /* Another run at the same platform must not be taken for this one. */
  static gint64 n;
  n = n ? n + 1 : g_get_real_time ();
  g_string_append_printf (
      text,
      "%s{\"specversion\":\"1.0\",\"id\":\"%" G_GINT64_FORMAT
      "\",\"source\":\"/bench\",\"type\":\"alert.raised\","
      "\"data\":{\"kind\":\"exposed_garbage\",\"severity\":\"medium\",\"title\":\"暴露垃圾\","
      "\"device\":\"%s\",\"dedup_key\":\"%s\"}}",
      text->len > 1 ? "," : "", n, device, dedup);
}

static SoupMessage *
make_message (Load *load, GString *text)
{
  g_autofree char *url = g_strconcat (load->url, "/api/v1/ingest/events", NULL);
  g_autofree char *value = g_strconcat ("ApiKey ", load->key, NULL);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  SoupMessage *message = soup_message_new ("POST", url);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  soup_message_set_request_body_from_bytes (message, "application/cloudevents-batch+json", bytes);
  return message;
}

static GString *
write_batch (gpointer data)
{
  Load *load = data;
  if (g_get_monotonic_time () >= load->end)
    return NULL;
  GString *text = g_string_new ("[");
  for (int i = 0; i < load->batch; i++)
    {
      g_autofree char *dedup = g_strdup_printf ("%" G_GUINT64_FORMAT, load->serial++);
      append_event (text, load->device, dedup);
    }
  g_string_append_c (text, ']');
  return text;
}

static void
count_batch (guint status, gpointer data)
{
  Load *load = data;
  *(status == 200 ? &load->taken : &load->refused) += (guint64)load->batch;
}

static int
measure_commit (char **words)
{
  Load load = { .url = words[0], .key = words[1], .device = words[2], .batch = atoi (words[3]) };
  g_autoptr (GUri) uri = g_uri_parse (load.url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *head = g_strdup_printf ("POST /api/v1/ingest/events HTTP/1.1\r\nHost: %s:%d\r\n"
                                           "Authorization: ApiKey %s\r\n"
                                           "Content-Type: application/cloudevents-batch+json\r\n",
                                           g_uri_get_host (uri), g_uri_get_port (uri), load.key);
  gint64 began = g_get_monotonic_time ();
  load.serial = (guint64)g_get_real_time ();
  load.end = began + (gint64)(g_ascii_strtod (words[4], NULL) * G_USEC_PER_SEC);
  zb_keep_alive_run (&(ZbKeepAlive){ g_uri_get_host (uri), (guint16)g_uri_get_port (uri), head, CONNECTIONS,
                                     write_batch, count_batch, &load });
  double seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  printf ("{\"per_s\":%.1f,\"refused\":%" G_GUINT64_FORMAT "}\n", (double)load.taken / seconds, load.refused);
  return load.refused == 0 ? 0 : 1;
}

static int
measure_sqlite (char **words)
{
  gboolean bare = g_str_equal (words[0], "bare");
  printf ("{\"per_s\":%.1f}\n",
          zb_sqlite_alone_measure (words[1], bare, atoi (words[2]), g_ascii_strtod (words[3], NULL)));
  return 0;
}

/* --- telling many ------------------------------------------------------------------------------------ */

typedef struct
{
  Load load;
  GPtrArray *sockets;
  GArray *delays;
  guint consoles;
  guint sent;
  guint wanted;
} Fanout;

static void
on_frame (SoupWebsocketConnection *socket, int type, GBytes *bytes, gpointer data)
{
  Fanout *self = data;
  gint64 now = g_get_real_time ();
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length);
  const char *end = at + length;
  while ((at = g_strstr_len (at, end - at, MARK)) != NULL)
    {
      at += strlen (MARK);
      double delay = (double)(now - g_ascii_strtoll (at, NULL, 10)) / 1000;
      g_array_append_val (self->delays, delay);
    }
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  Fanout *self = data;
  g_autoptr (GError) error = NULL;
  SoupWebsocketConnection *socket =
      soup_session_websocket_connect_finish (self->load.session, result, &error);
  if (socket == NULL)
    g_error ("a console was not let in: %s", error->message);
  soup_websocket_connection_set_max_incoming_payload_size (socket, 4 * 1024 * 1024);
  g_signal_connect (socket, "message", G_CALLBACK (on_frame), self);
  g_ptr_array_add (self->sockets, socket);
}

static void
on_alert_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

static gboolean
on_over (gpointer data)
{
  g_main_loop_quit (((Fanout *)data)->load.loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer data)
{
  Fanout *self = data;
  if (self->sockets->len < self->consoles)
    return G_SOURCE_CONTINUE;
  if (self->sent++ == self->wanted)
    {
      g_timeout_add_seconds (2, on_over, self);
      return G_SOURCE_REMOVE;
    }
  g_autofree char *dedup = g_strdup_printf ("t%" G_GINT64_FORMAT, g_get_real_time ());
  GString *text = g_string_new ("[");
  append_event (text, self->load.device, dedup);
  g_string_append_c (text, ']');
  g_autoptr (SoupMessage) message = make_message (&self->load, text);
  soup_session_send_and_read_async (self->load.session, message, G_PRIORITY_DEFAULT, NULL, on_alert_taken,
                                    NULL);
  return G_SOURCE_CONTINUE;
}

static void
connect_console (Fanout *self, const char *token)
{
  static char *protocols[] = { (char *)"zhiban.v1", NULL };
  g_autofree char *url = g_strconcat (self->load.url, "/api/v1/feed", NULL);
  g_autofree char *value = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  soup_session_websocket_connect_async (self->load.session, message, NULL, protocols, G_PRIORITY_DEFAULT,
                                        NULL, on_connected, self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int
measure_fanout (char **words)
{
  Fanout self = { .load = { .url = words[0], .key = words[2], .device = words[3] } };
  self.consoles = (guint)atoi (words[4]);
  self.wanted = (guint)atoi (words[5]);
  self.sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self.delays = g_array_new (FALSE, FALSE, sizeof (double));
  int connections = (int)self.consoles + CONNECTIONS;
  self.load.session =
      soup_session_new_with_options ("max-conns", connections, "max-conns-per-host", connections, NULL);
  self.load.loop = g_main_loop_new (NULL, FALSE);
  for (guint i = 0; i < self.consoles; i++)
    connect_console (&self, words[1]);
  g_timeout_add (EVERY_MS, on_tick, &self);
  g_main_loop_run (self.load.loop);
  g_array_sort (self.delays, compare);
  double p99 = self.delays->len > 0 ? g_array_index (self.delays, double, self.delays->len * 99 / 100) : 0;
  printf ("{\"ms_p99\":%.1f,\"lost\":%" G_GINT64_FORMAT "}\n", p99,
          (gint64)self.consoles * self.wanted - (gint64)self.delays->len);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 7 && g_str_equal (argv[1], "commit"))
    return measure_commit (argv + 2);
  if (argc == 5 && (g_str_equal (argv[1], "sqlite") || g_str_equal (argv[1], "bare")))
    return measure_sqlite (argv + 1);
  if (argc == 8 && g_str_equal (argv[1], "fanout"))
    return measure_fanout (argv + 2);
  fprintf (stderr, "see the head of platform-load.c\n");
  return 2;
}
