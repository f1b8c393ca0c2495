/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed that sends alerts as fast as it is asked to, for tests/bench/ingest and ingest-headless.
 *
 *   ingest-server          tells {"port": …} and serves until it is ended
 *
 * Whoever opens the feed says by its token how many alerts a second it wants. The events are whole, prepared
 * once, and only what differs from one time to the next is written into them: 100,000 alerts go round and
 * round, each raised, raised again, raised again and graver, and closed. So a client holds 100,000 at the
 * most. It does not wait for a client that is slow, and lets one go that is far behind.
 */
#include "zb-time.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_ALERTS 100000
/* As large as the platform's frames are at the most. */
#define MOST_BYTES (1000 * 1000)
#define PAUSE 5000
/* Who is so many seconds behind is let go: a library that reads for as long as there is something to read
 * would never come to anything else. */
#define MOST_BEHIND 1.5
#define LATEST_SEQ G_GINT64_CONSTANT (1000000000000)

/* Where in an event of this client what changes stands. */
typedef struct
{
  gsize seq, version, updated_at, severity, occurrences, last_at, state;
} Places;

static char *events;
static Places *places;
static gsize stride;
static guint64 next;
static GMutex mutex;

#define SEQ_WIDTH 13
#define VERSION_WIDTH 9
#define COUNT_WIDTH 4
#define WORD_WIDTH 10

/* --- the events ---------------------------------------------------------------------------------- */

static gsize
add_gap (GString *text, gsize width)
{
  const gsize place = text->len;

  for (gsize i = 0; i < width; i++)
    g_string_append_c (text, ' ');
  return place;
}

static void
add_head (GString *text, Places *place, guint n)
{
  g_string_append_printf (text,
                          ",{\"specversion\":\"1.0\",\"id\":\"%06u\",\"source\":\"/zhiban\",\"type\":"
                          "\"alert.updated\",\"subject\":\"alert/0190b0e0-0000-7000-8000-%012u\",\"seq\":",
                          n, n);
  place->seq = add_gap (text, SEQ_WIDTH);
  g_string_append_printf (text, ",\"data\":{\"id\":\"0190b0e0-0000-7000-8000-%012u\",\"version\":", n);
  place->version = add_gap (text, VERSION_WIDTH);
  g_string_append (text, ",\"updated_at\":\"");
  place->updated_at = add_gap (text, ZB_TIME_LENGTH);
}

static void
add_event (GString *text, Places *place, guint n, const char *now)
{
  static const char *const kinds[] = { "exposed_garbage", "shed_smoke", "illegal_parking", "water_level" };
  static const char *const titles[] = { "暴露垃圾", "车棚烟感", "机动车违停", "道路积水" };

  add_head (text, place, n);
  g_string_append_printf (text, "\",\"kind\":\"%s\",\"severity\":", kinds[n % 4]);
  place->severity = add_gap (text, WORD_WIDTH);
  g_string_append_printf (text,
                          "\"title\":\"%s\",\"place\":\"武夷路 %03u 弄\",\"location\":{\"type\":\"Point\","
                          "\"coordinates\":[121.4%05u,31.2%05u]},\"device\":\"bench-%05u\",\"source\":"
                          "\"bench\",\"occurrences\":",
                          titles[n % 4], n % 1000, n * 7 % 100000, n * 13 % 100000, n % 20000);
  place->occurrences = add_gap (text, COUNT_WIDTH);
  g_string_append_printf (text, ",\"first_at\":\"%s\",\"last_at\":\"", now);
  place->last_at = add_gap (text, ZB_TIME_LENGTH);
  g_string_append (text, "\",\"state\":");
  place->state = add_gap (text, WORD_WIDTH);
  g_string_append (text, "\"again\":false}}");
}

static char *
make_event (guint n, const char *now)
{
  g_autoptr (GString) text = g_string_sized_new (1024);

  add_event (text, &places[n], n, now);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* All of one length, with spaces behind them where they are shorter: any run of them is a run of bytes. What
 * they are about makes four lengths. */
static void
prepare (void)
{
  char now[ZB_TIME_LENGTH + 1];

  zb_time_format (g_get_real_time (), now);
  places = g_new (Places, N_ALERTS);
  for (guint n = 0; n < 4; n++)
    {
      g_autofree char *text = make_event (n, now);
      stride = MAX (stride, strlen (text));
    }
  events = g_malloc (N_ALERTS * stride);
  memset (events, ' ', N_ALERTS * stride);
  for (guint n = 0; n < N_ALERTS; n++)
    {
      g_autofree char *text = make_event (n, now);
      g_assert (strlen (text) <= stride);
      memcpy (events + n * stride, text, strlen (text));
    }
}

static void
write_number (char *at, gsize width, guint64 value)
{
  while (width > 0)
    {
      at[--width] = (char)('0' + value % 10);
      value /= 10;
      if (value == 0)
        break;
    }
  while (width > 0)
    at[--width] = ' ';
}

static void
write_word (char *at, const char *word)
{
  const gsize length = strlen (word);

  memcpy (at, word, length);
  memset (at + length, ' ', WORD_WIDTH - length);
}

static void
write_event (guint64 number, const char *now)
{
  static const char *const severities[] = { "\"low\",", "\"medium\",", "\"high\",", "\"urgent\"," };
  const guint n = (guint)(number % N_ALERTS), phase = (guint)((number / N_ALERTS + n) % 4);
  const guint severity = phase == 2 && n % 8 == 0 ? 3 : n / 4 % 4;
  char *event = events + n * stride;
  const Places *place = &places[n];

  write_number (event + place->seq, SEQ_WIDTH, number + 1);
  write_number (event + place->version, VERSION_WIDTH, number / N_ALERTS + 1);
  write_number (event + place->occurrences, COUNT_WIDTH, MIN (phase, 2) + 1);
  memcpy (event + place->updated_at, now, ZB_TIME_LENGTH);
  memcpy (event + place->last_at, now, ZB_TIME_LENGTH);
  write_word (event + place->severity, severities[severity]);
  write_word (event + place->state, phase == 3 ? "\"closed\"," : "\"new\",");
}

/* --- the line --------------------------------------------------------------------------------------- */

static gboolean
send_all (GOutputStream *out, const char *bytes, gsize length)
{
  return g_output_stream_write_all (out, bytes, length, NULL, NULL, NULL);
}

/* A text frame (RFC 6455, 5.2), whole and not masked, as a server sends it. */
static gsize
make_header (guint8 header[10], guint64 length)
{
  header[0] = 0x81;
  if (length < 126)
    {
      header[1] = (guint8)length;
      return 2;
    }
  const int bytes = length < 65536 ? 2 : 8;
  header[1] = bytes == 2 ? 126 : 127;
  for (int i = 0; i < bytes; i++)
    header[2 + i] = (guint8)(length >> (8 * (bytes - 1 - i)));
  return 2 + (gsize)bytes;
}

static gboolean
send_frame (GOutputStream *out, const char *head, const char *body, gsize length, const char *tail)
{
  guint8 header[10];
  const gsize n = make_header (header, strlen (head) + length + strlen (tail));

  return send_all (out, (const char *)header, n) && send_all (out, head, strlen (head)) &&
         send_all (out, body, length) && send_all (out, tail, strlen (tail));
}

static gboolean
send_hello (GOutputStream *out)
{
  char now[ZB_TIME_LENGTH + 1];
  g_autofree char *text = NULL;

  zb_time_format (g_get_real_time (), now);
  text = g_strdup_printf ("{\"type\":\"hello\",\"log_id\":\"bench\",\"seq\":%" G_GINT64_FORMAT
                          ",\"oldest\":0,\"server_time\":\"%s\",\"heartbeat\":60}",
                          LATEST_SEQ, now);
  return send_frame (out, text, "", 0, "");
}

/* The comma before the first event is left out. */
static gboolean
send_events (GOutputStream *out, guint64 first, guint n)
{
  g_autofree char *head =
      g_strdup_printf ("{\"type\":\"events\",\"through\":%" G_GUINT64_FORMAT ",\"events\":[", first + n);
  char now[ZB_TIME_LENGTH + 1];

  zb_time_format (g_get_real_time (), now);
  for (guint i = 0; i < n; i++)
    write_event (first + i, now);
  return send_frame (out, head, events + (first % N_ALERTS) * stride + 1, n * stride - 1, "]}");
}

/* At a steady rate; what is late is sent as soon as it can be, for as long as there is hope. */
static void
send_at_rate (GOutputStream *out, double rate)
{
  const gint64 began = g_get_monotonic_time ();
  guint64 sent = 0;

  for (;;)
    {
      const double seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
      guint64 n = (guint64)(seconds * rate) - sent;
      if ((double)n > MOST_BEHIND * rate)
        return;
      n = MIN (n, MIN (MOST_BYTES / stride, N_ALERTS - next % N_ALERTS));
      if (n == 0)
        {
          g_usleep (PAUSE);
          continue;
        }
      if (!send_events (out, next, (guint)n))
        return;
      next += n;
      sent += n;
    }
}

/* --- HTTP, as much as it takes ------------------------------------------------------------------------- */

static char *
read_head (GInputStream *in)
{
  g_autoptr (GString) head = g_string_new (NULL);

  while (!strstr (head->str, "\r\n\r\n") && head->len < 16384)
    {
      char byte;
      if (g_input_stream_read (in, &byte, 1, NULL, NULL) != 1)
        return NULL;
      g_string_append_c (head, byte);
    }
  return g_string_free_and_steal (g_steal_pointer (&head));
}

static char *
get_header (const char *head, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0 && lines[i][strlen (name)] == ':')
      return g_strstrip (g_strdup (lines[i] + strlen (name) + 1));
  return NULL;
}

/* RFC 6455, 4.2.2. */
static char *
answer_key (const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *)key, -1);
  g_checksum_update (checksum, (const guchar *)"258EAFA5-E914-47DA-95CA-C5AB0DC85B11", -1);
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

static void
serve_feed (GOutputStream *out, const char *head, const char *key)
{
  g_autofree char *accept = answer_key (key), *authorization = get_header (head, "Authorization");
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: zhiban.v1\r\n\r\n",
                       accept);
  const double rate = authorization ? atof (authorization + strlen ("Bearer ")) : 0;

  if (send_all (out, answer, strlen (answer)) && send_hello (out))
    send_at_rate (out, rate);
}

static gboolean
on_connection (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  GIOStream *stream = G_IO_STREAM (connection);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  g_autofree char *head = read_head (g_io_stream_get_input_stream (stream));
  g_autofree char *key = head ? get_header (head, "Sec-WebSocket-Key") : NULL;
  static const char nothing[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  if (!key)
    {
      send_all (out, nothing, strlen (nothing));
      return TRUE;
    }
  /* A frame is several writes, of which none is to wait for the other side's leave. */
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_mutex_lock (&mutex);
  serve_feed (out, head, key);
  g_mutex_unlock (&mutex);
  return TRUE;
}

int
main (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  prepare ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL))
    return 1;
  g_signal_connect (service, "run", G_CALLBACK (on_connection), NULL);
  g_socket_service_start (service);
  printf ("{\"port\": %u, \"bytes\": %" G_GSIZE_FORMAT "}\n",
          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)), stride - 1);
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}
