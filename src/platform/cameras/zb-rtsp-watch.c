/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who watches what at this moment: each connection bears what it was last let in to. It counts for as long as
 * the server itself keeps a session for it, so that nobody is named who has gone. */
#include "zb-rtsp-watch.h"

#define KEY "zb-watch"

static void
watch_free (gpointer data)
{
  ZbRtspWatch *watch = data;
  g_free (watch->camera);
  g_free (watch->owner);
  g_free (watch);
}

static gpointer
watch_copy (gpointer data, gpointer nothing)
{
  const ZbRtspWatch *watch = data;
  if (watch == NULL)
    return NULL;
  ZbRtspWatch *copy = g_new (ZbRtspWatch, 1);
  *copy = (ZbRtspWatch){ g_strdup (watch->camera), g_strdup (watch->owner), watch->since };
  return copy;
}

/* What it bears may be exchanged by the server's thread at any moment. */
static ZbRtspWatch *
dup_watch (GstRTSPClient *client)
{
  return g_object_dup_data (G_OBJECT (client), KEY, watch_copy, NULL);
}

/**
 * zb_rtsp_watch_note:
 * @client: a connection
 * @camera: the id of the camera that it was let in to
 * @owner: (nullable): whose ticket it was, which may have expired by the time that somebody asks
 *
 * Writes down whom a connection stands for.
 */
void
zb_rtsp_watch_note (GstRTSPClient *client, const char *camera, const char *owner)
{
  ZbRtspWatch *before = dup_watch (client);
  gint64 since = before != NULL && g_str_equal (before->camera, camera) ? before->since : g_get_real_time ();
  ZbRtspWatch *watch = g_new (ZbRtspWatch, 1);
  *watch = (ZbRtspWatch){ g_strdup (camera), g_strdup (owner), since };
  g_object_set_data_full (G_OBJECT (client), KEY, watch, watch_free);
  g_clear_pointer (&before, watch_free);
}

static gboolean
has_session (GstRTSPClient *client)
{
  GList *sessions = gst_rtsp_client_session_filter (client, NULL, NULL);
  gboolean has = sessions != NULL;
  g_list_free_full (sessions, g_object_unref);
  return has;
}

/**
 * zb_rtsp_watch_list:
 * @server: a server
 * @camera: the id of a camera
 * @but: (nullable): a connection that does not count
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type ZbRtspWatch): those who watch it now
 */
GPtrArray *
zb_rtsp_watch_list (GstRTSPServer *server, const char *camera, GstRTSPClient *but)
{
  GPtrArray *watches = g_ptr_array_new_with_free_func (watch_free);
  GList *clients = gst_rtsp_server_client_filter (server, NULL, NULL);
  for (GList *one = clients; one != NULL; one = one->next)
    {
      ZbRtspWatch *watch = one->data != but && has_session (one->data) ? dup_watch (one->data) : NULL;
      if (watch != NULL && g_str_equal (watch->camera, camera))
        g_ptr_array_add (watches, g_steal_pointer (&watch));
      g_clear_pointer (&watch, watch_free);
    }
  g_list_free_full (clients, g_object_unref);
  return watches;
}
