/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the console is held against in alert-ingest: a client of the same feed that reads the same frames with
 * yyjson, keeps of each alert what a list would show in a hash table, and shows nothing.
 *
 *   ingest-headless URL          tells the highest rate it sustains
 */
#include "zb-ingest-meter.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <yyjson.h>

/* What a list would show of an alert. */
typedef struct
{
  gint64 version;
  char *title, *place, *kind, *severity, *state, *last_at, *device;
  double lon, lat;
  gint64 occurrences;
} Kept;

typedef struct
{
  const char *url;
  SoupSession *session;
  SoupWebsocketConnection *socket;
  GHashTable *alerts;
  ZbIngestMeter meter;
} Client;

static void
clear_kept (Kept *kept)
{
  g_free (kept->title);
  g_free (kept->place);
  g_free (kept->kind);
  g_free (kept->severity);
  g_free (kept->state);
  g_free (kept->last_at);
  g_free (kept->device);
}

static void
free_kept (gpointer data)
{
  clear_kept (data);
  g_free (data);
}

static char *
dup_text (yyjson_val *object, const char *name)
{
  return g_strdup (yyjson_get_str (yyjson_obj_get (object, name)));
}

static void
read_alert (Kept *kept, yyjson_val *data)
{
  yyjson_val *place = yyjson_obj_get (yyjson_obj_get (data, "location"), "coordinates");

  clear_kept (kept);
  kept->version = yyjson_get_sint (yyjson_obj_get (data, "version"));
  kept->title = dup_text (data, "title");
  kept->place = dup_text (data, "place");
  kept->kind = dup_text (data, "kind");
  kept->severity = dup_text (data, "severity");
  kept->state = dup_text (data, "state");
  kept->last_at = dup_text (data, "last_at");
  kept->device = dup_text (data, "device");
  kept->lon = yyjson_get_num (yyjson_arr_get (place, 0));
  kept->lat = yyjson_get_num (yyjson_arr_get (place, 1));
  kept->occurrences = yyjson_get_sint (yyjson_obj_get (data, "occurrences"));
}

static void
keep (Client *self, yyjson_val *data)
{
  const char *id = yyjson_get_str (yyjson_obj_get (data, "id"));
  Kept *kept = g_hash_table_lookup (self->alerts, id);

  if (!kept)
    {
      kept = g_new0 (Kept, 1);
      g_hash_table_insert (self->alerts, g_strdup (id), kept);
    }
  if (yyjson_get_sint (yyjson_obj_get (data, "version")) > kept->version)
    read_alert (kept, data);
}

static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *message, Client *self)
{
  gsize length, i, n;
  const char *text = g_bytes_get_data (message, &length);
  yyjson_doc *document = yyjson_read (text, length, 0);
  yyjson_val *list = yyjson_obj_get (yyjson_doc_get_root (document), "events"), *event;

  yyjson_arr_foreach (list, i, n, event) keep (self, yyjson_obj_get (event, "data"));
  if (yyjson_arr_size (list) > 0)
    zb_ingest_meter_note (&self->meter, (guint)yyjson_arr_size (list));
  yyjson_doc_free (document);
}

static void
on_connected (GObject *session, GAsyncResult *result, gpointer data)
{
  Client *self = data;
  g_autoptr (GError) error = NULL;

  self->socket = soup_session_websocket_connect_finish (SOUP_SESSION (session), result, &error);
  if (!self->socket)
    g_error ("%s", error->message);
  soup_websocket_connection_set_max_incoming_payload_size (self->socket, 4 * 1024 * 1024);
  g_signal_connect (self->socket, "message", G_CALLBACK (on_message), self);
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
try_rate (gpointer data, double rate)
{
  Client *self = data;
  g_autofree char *address = g_strconcat (self->url, "/api/v1/feed", NULL);
  g_autofree char *token = g_strdup_printf ("Bearer %.0f", rate);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  char *protocols[] = { "zhiban.v1", NULL };
  const guint waking = g_timeout_add (50, wake, NULL);
  gboolean sustained;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", token);
  zb_ingest_meter_begin (&self->meter, rate);
  soup_session_websocket_connect_async (self->session, message, NULL, protocols, G_PRIORITY_DEFAULT, NULL,
                                        on_connected, self);
  while (zb_ingest_meter_get_seconds (&self->meter) < ZB_INGEST_SETTLE + ZB_INGEST_MEASURE)
    {
      g_main_context_iteration (NULL, TRUE);
      zb_ingest_meter_look (&self->meter);
    }
  sustained = zb_ingest_meter_is_sustained (&self->meter);
  g_signal_handlers_disconnect_by_data (self->socket, self);
  g_io_stream_close (soup_websocket_connection_get_io_stream (self->socket), NULL, NULL);
  g_clear_object (&self->socket);
  g_source_remove (waking);
  return sustained;
}

int
main (int argc, char *argv[])
{
  Client self = { .url = argv[1] };
  double highest;

  self.session = soup_session_new ();
  self.alerts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_kept);
  highest = zb_ingest_find_highest (try_rate, &self);
  printf ("{\"alerts_per_s\": %.0f, \"rss_mib\": %.1f}\n", highest, zb_ingest_get_resident_mib ());
  g_hash_table_unref (self.alerts);
  g_object_unref (self.session);
  return 0;
}
