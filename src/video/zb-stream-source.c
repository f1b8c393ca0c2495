/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where streams come from, by the address in the ticket. Name and password are given to the element that asks
 * for them and stand in no address. TLS is verified, as GStreamer does it by itself. */
#include "zb-stream-source.h"

#include <string.h>

#define LATENCY 150          /* ms that packets may wait for those before them */
#define CONNECT_TIMEOUT 4000 /* ms */

static gint datagrams; /* atomic */

/* An address ends before what is asked of it. */
static gboolean
names_playlist (const char *uri)
{
  static const char suffix[] = ".m3u8";
  const gsize length = strcspn (uri, "?#");

  return length >= strlen (suffix) &&
         g_ascii_strncasecmp (uri + length - strlen (suffix), suffix, strlen (suffix)) == 0;
}

/**
 * zb_stream_source_find:
 * @uri: (nullable): where a stream is
 *
 * Returns: how pictures come from there
 */
ZbStreamSource
zb_stream_source_find (const char *uri)
{
  if (!uri)
    return ZB_STREAM_SOURCE_NONE;
  if (g_str_has_prefix (uri, "rtsp://") || g_str_has_prefix (uri, "rtsps://"))
    return ZB_STREAM_SOURCE_RTSP;
  if (!g_str_has_prefix (uri, "http://") && !g_str_has_prefix (uri, "https://"))
    return ZB_STREAM_SOURCE_NONE;
  return names_playlist (uri) ? ZB_STREAM_SOURCE_SEGMENTS : ZB_STREAM_SOURCE_PICTURES;
}

/**
 * zb_stream_source_set_datagrams:
 * @wanted: whether RTSP streams come over UDP where the server can do it, else over TCP
 *
 * Holds for streams that are opened from now on.
 *
 * Returns: whether that is something else than before
 */
gboolean
zb_stream_source_set_datagrams (gboolean wanted)
{
  return g_atomic_int_exchange (&datagrams, wanted != FALSE) != (wanted != FALSE);
}

/* A server that has no datagrams says so at once; one behind a firewall is found out after some seconds. */
static void
set_up_rtsp (GstElement *source, ZbTicket *ticket)
{
  g_object_set (source, "location", ticket->uri, "latency", LATENCY, "drop-on-latency", TRUE, "tcp-timeout",
                (guint64)CONNECT_TIMEOUT * 1000, "teardown-timeout", (guint64)100 * GST_MSECOND,
                "do-retransmission", FALSE, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "protocols", g_atomic_int_get (&datagrams) ? "udp+tcp" : "tcp");
}

/* A playlist is a file and no stream; its pieces are. */
static void
set_up_http (GstElement *source, ZbTicket *ticket)
{
  const gboolean live = zb_stream_source_find (ticket->uri) == ZB_STREAM_SOURCE_PICTURES;

  g_object_set (source, "location", ticket->uri, "is-live", live, "do-timestamp", live, "retries", 0, NULL);
}

/**
 * zb_stream_source_make:
 * @ticket: leave to watch
 *
 * Returns: (transfer floating) (nullable): what gets the stream, %NULL where GStreamer has no such element
 */
GstElement *
zb_stream_source_make (ZbTicket *ticket)
{
  const ZbStreamSource kind = zb_stream_source_find (ticket->uri);
  const char *name = kind == ZB_STREAM_SOURCE_RTSP ? "rtspsrc" : "souphttpsrc";
  GstElement *source = gst_element_factory_make (name, "source");

  if (!source)
    return NULL;
  if (kind == ZB_STREAM_SOURCE_RTSP)
    set_up_rtsp (source, ticket);
  else
    set_up_http (source, ticket);
  zb_stream_source_admit (source, ticket);
  return source;
}

/**
 * zb_stream_source_admit:
 * @element: an element of the stream's pipeline
 * @ticket: leave to watch
 *
 * Gives it name and password where it is one that asks a server for something. A playlist's pieces are got by
 * elements of their own.
 */
void
zb_stream_source_admit (GstElement *element, ZbTicket *ticket)
{
  GObjectClass *class = G_OBJECT_GET_CLASS (element);

  if (ticket->user && g_object_class_find_property (class, "user-id") &&
      g_object_class_find_property (class, "user-pw"))
    g_object_set (element, "user-id", ticket->user, "user-pw", ticket->password, NULL);
}
