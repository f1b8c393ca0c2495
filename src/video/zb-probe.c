/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knocks at a camera's door while a player waits to try again. An officer must not look at a dark tile for
 * half a minute because the wait had grown that long when the camera came back; and a knock costs one
 * connection, where an attempt costs a ticket, a pipeline and its threads. */
#include "zb-probe.h"

#define EVERY 2 /* seconds */
#define RTSP_PORT 554

struct _ZbProbe
{
  GSocketClient *client;
  GCancellable *cancellable;
  char *uri;
  ZbProbeFound found;
  gpointer user_data;
  guint timer;
};

static gboolean knock (gpointer data);

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_uri_finish (G_SOCKET_CLIENT (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the probe is gone */
  ZbProbe *self = data;
  if (connection)
    self->found (self->user_data);
  else
    self->timer = g_timeout_add_seconds (EVERY, knock, self);
}

static gboolean
knock (gpointer data)
{
  ZbProbe *self = data;
  self->timer = 0;
  g_socket_client_connect_to_uri_async (self->client, self->uri, RTSP_PORT, self->cancellable, on_answer,
                                        self);
  return G_SOURCE_REMOVE;
}

/**
 * zb_probe_new:
 * @uri: where a camera is that could not be reached
 * @found: (scope notified): called when something answers there
 * @user_data: for @found
 *
 * Begins to look every two seconds, the first time after two.
 *
 * Returns: (transfer full): the probe
 */
ZbProbe *
zb_probe_new (const char *uri, ZbProbeFound found, gpointer user_data)
{
  ZbProbe *self = g_new0 (ZbProbe, 1);
  self->client = g_socket_client_new ();
  g_socket_client_set_timeout (self->client, EVERY);
  g_socket_client_set_enable_proxy (self->client, FALSE);
  self->cancellable = g_cancellable_new ();
  self->uri = g_strdup (uri);
  self->found = found;
  self->user_data = user_data;
  self->timer = g_timeout_add_seconds (EVERY, knock, self);
  return self;
}

/**
 * zb_probe_free:
 * @self: (transfer full): a probe
 *
 * Stops looking.
 */
void
zb_probe_free (ZbProbe *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_free (self->uri);
  g_free (self);
}
