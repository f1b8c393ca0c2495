/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-courier.h"

#include "zb-json.h"
#include "zb-time.h"
#include "zb-uuid.h"

#include <libsoup/soup.h>
#include <string.h>

#define MOST_IN_A_BATCH 500
#define MOST_WAITING 20000
#define TRY_AGAIN_MS 2000
#define LONGEST_WAIT_S 60
#define TOO_MANY_REQUESTS 429 /* RFC 6585, which libsoup has no name for */

struct _ZbCourier
{
  SoupSession *session;
  char *url;
  char *authorization;
  char *source;
  GTlsCertificate *certificate;
  gboolean cut_off;
  GCancellable *cancellable;
  GPtrArray *waiting; /* char *, the events as JSON, oldest first */
  guint n_under_way;  /* how many of them, from the first on, are being sent */
  guint n_requests;   /* that have not come back yet */
  GSource *again;
  guint n_delivered, n_refused;
};

/**
 * zb_courier_new:
 * @url: where the platform is, without a slash at its end
 * @api_key: the key that it knows us by
 * @source: what the events name as their source
 * @certificate: (nullable): the platform's own certificate, which is trusted whatever name it is for
 *
 * Returns: (transfer full): a courier
 */
ZbCourier *
zb_courier_new (const char *url, const char *api_key, const char *source, GTlsCertificate *certificate)
{
  ZbCourier *self = g_new0 (ZbCourier, 1);
  self->session =
      soup_session_new_with_options ("timeout", 20u, "idle-timeout", 60u, "proxy-resolver", NULL, NULL);
  self->url = g_strdup (url);
  self->authorization = g_strdup_printf ("ApiKey %s", api_key);
  self->source = g_strdup (source);
  g_set_object (&self->certificate, certificate);
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
stop_waiting (ZbCourier *self)
{
  if (self->again)
    g_source_destroy (self->again);
  g_clear_pointer (&self->again, g_source_unref);
}

/**
 * zb_courier_free:
 * @self: (transfer full): a courier
 *
 * What has not been delivered is lost. Requests under way are cancelled and come back before this returns.
 */
void
zb_courier_free (ZbCourier *self)
{
  g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
  while (self->n_requests > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_object_unref (self->session);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->waiting);
  g_free (self->url);
  g_free (self->authorization);
  g_free (self->source);
  g_free (self);
}

/* On the machine itself the platform's certificate is known, and is better than any name. */
static gboolean
on_certificate (SoupMessage *message, GTlsCertificate *peer, GTlsCertificateFlags errors, gpointer data)
{
  ZbCourier *self = data;
  return self->certificate && g_tls_certificate_is_same (peer, self->certificate);
}

static SoupMessage *
new_message (ZbCourier *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->url, "/api/v1", path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                self->authorization);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_certificate), self);
  return message;
}

/**
 * zb_courier_add_event:
 * @self: a courier
 * @type: the event's type
 * @subject: what it is about, such as device/ID
 * @time: when it happened, µs UTC
 * @data: its data, JSON
 *
 * Keeps an event until the next zb_courier_flush(). Where too much waits, the oldest is lost.
 */
void
zb_courier_add_event (ZbCourier *self, const char *type, const char *subject, gint64 time, const char *data)
{
  char at[ZB_TIME_LENGTH + 1];
  g_autofree char *id = zb_uuid_new ();
  zb_time_format (time, at);
  g_ptr_array_add (
      self->waiting,
      g_strdup_printf ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\","
                       "\"subject\":\"%s\",\"time\":\"%s\",\"datacontenttype\":\"application/json\","
                       "\"data\":%s}",
                       id, self->source, type, subject, at, data));
  if (self->waiting->len > MOST_WAITING)
    g_ptr_array_remove_index (self->waiting, self->n_under_way);
}

static GBytes *
make_batch (ZbCourier *self)
{
  GString *batch = g_string_new ("[");
  self->n_under_way = MIN (self->waiting->len, MOST_IN_A_BATCH);
  for (guint i = 0; i < self->n_under_way; i++)
    {
      g_string_append (batch, i ? ",\n" : "");
      g_string_append (batch, self->waiting->pdata[i]);
    }
  g_string_append_c (batch, ']');
  return g_string_free_to_bytes (batch);
}

static gboolean
on_again (gpointer data)
{
  ZbCourier *self = data;
  g_clear_pointer (&self->again, g_source_unref);
  zb_courier_flush (self);
  return G_SOURCE_REMOVE;
}

static void
try_again_in (ZbCourier *self, guint milliseconds)
{
  stop_waiting (self);
  self->again = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->again, on_again, self, NULL);
  g_source_attach (self->again, g_main_context_get_thread_default ());
}

static void
count_answer (ZbCourier *self, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (text, (gssize)length, NULL);
  size_t i, n;
  yyjson_val *item;
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "items"), i, n, item)
  {
    if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "status")), "refused") != 0)
      continue;
    self->n_refused++;
    g_debug ("The platform refused an event: %s", yyjson_get_str (yyjson_obj_get (item, "detail")));
  }
}

static guint
seconds_to_wait (SoupMessage *message)
{
  const char *value =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  return value ? (guint)CLAMP (g_ascii_strtoull (value, NULL, 10), 1, LONGEST_WAIT_S) : 0;
}

/* A batch that is refused as a whole (4xx) would be refused again: it is given up. */
static void
settle_batch (ZbCourier *self, guint status, GBytes *body)
{
  g_ptr_array_remove_range (self->waiting, 0, self->n_under_way);
  if (status < 300)
    {
      self->n_delivered += self->n_under_way;
      count_answer (self, body);
    }
  else
    {
      self->n_refused += self->n_under_way;
      g_debug ("The platform refused %u events with status %u", self->n_under_way, status);
    }
  self->n_under_way = 0;
  if (self->waiting->len >= MOST_IN_A_BATCH)
    zb_courier_flush (self);
}

/* Said once, until it is over. */
static void
note_line (ZbCourier *self, const GError *error)
{
  if (error && !self->cut_off)
    g_message ("The simulator cannot reach the platform at %s: %s", self->url, error->message);
  self->cut_off = error != NULL;
}

static void
on_batch_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  ZbCourier *self = data;
  guint status = soup_message_get_status (message), wait;
  self->n_requests--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  note_line (self, error);
  wait = seconds_to_wait (message);
  if (error || status == TOO_MANY_REQUESTS || status >= 500)
    {
      self->n_under_way = 0;
      try_again_in (self, wait ? wait * 1000 : TRY_AGAIN_MS);
    }
  else
    settle_batch (self, status, body);
}

/**
 * zb_courier_flush:
 * @self: a courier
 *
 * Sends what waits, unless a batch is under way or it was asked to wait.
 */
void
zb_courier_flush (ZbCourier *self)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) batch = NULL;
  if (self->n_under_way > 0 || self->again || self->waiting->len == 0)
    return;
  batch = make_batch (self);
  message = new_message (self, "POST", "/ingest/events");
  soup_message_set_request_body_from_bytes (message, "application/cloudevents-batch+json", batch);
  self->n_requests++;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable,
                                    on_batch_sent, self);
}

typedef struct
{
  ZbCourier *courier;
  ZbCourierStored func;
  gpointer data;
} Storing;

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_autofree Storing *storing = data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  gboolean stored = !error && SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message));
  if (!stored)
    g_debug ("A picture was not stored: %s",
             error ? error->message : soup_message_get_reason_phrase (message));
  storing->courier->n_requests--;
  storing->func (stored, storing->data);
}

/**
 * zb_courier_store:
 * @self: a courier
 * @id: the id that the picture gets
 * @picture: a JPEG file
 * @sha256: of the file, in hexadecimal
 * @func: told when it is stored, or when it could not be; also when the courier is freed meanwhile
 * @data: passed to @func
 */
void
zb_courier_store (ZbCourier *self, const char *id, GBytes *picture, const char *sha256, ZbCourierStored func,
                  gpointer data)
{
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autoptr (SoupMessage) message = new_message (self, "PUT", path);
  Storing *storing = g_new0 (Storing, 1);
  storing->courier = self;
  storing->func = func;
  storing->data = data;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-SHA256", sha256);
  soup_message_set_request_body_from_bytes (message, "image/jpeg", picture);
  self->n_requests++;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable, on_stored,
                                    storing);
}

/**
 * zb_courier_get_n_delivered:
 * @self: a courier
 *
 * Returns: how many events the platform has taken
 */
guint
zb_courier_get_n_delivered (const ZbCourier *self)
{
  return self->n_delivered;
}

/**
 * zb_courier_get_n_refused:
 * @self: a courier
 *
 * Returns: how many events the platform has refused
 */
guint
zb_courier_get_n_refused (const ZbCourier *self)
{
  return self->n_refused;
}
