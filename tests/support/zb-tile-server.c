/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of map tiles on this machine that does as a test tells it. Its pictures are PNG (W3C, third
 * edition), written here. */
#include "zb-tile-server.h"

#include <string.h>

#define SIDE 256

/* --- PNG --------------------------------------------------------------------------------------- */

static guint32
crc (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = sum & 1 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }
  return ~sum;
}

static void
append_number (GByteArray *png, guint32 number)
{
  const guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (png, (const guint8 *)&big, 4);
}

static void
append_chunk (GByteArray *png, const char *type, const guint8 *data, gsize size)
{
  guint begin;

  append_number (png, (guint32)size);
  begin = png->len;
  g_byte_array_append (png, (const guint8 *)type, 4);
  g_byte_array_append (png, data, (guint)size);
  append_number (png, crc (png->data + begin, png->len - begin));
}

static GBytes *
pack (const guint8 *data, gsize size)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  return g_converter_convert_bytes (packer, bytes, NULL);
}

static GByteArray *
paint (ZbTilePixelFunc pixel, gpointer data, int zoom, int x, int y)
{
  GByteArray *rows = g_byte_array_new ();
  guint8 *at;

  g_byte_array_set_size (rows, SIDE * (4 * SIDE + 1));
  at = rows->data;
  for (int down = 0; down < SIDE; down++)
    {
      *at++ = 0;
      for (int across = 0; across < SIDE; across++)
        {
          const guint32 colour =
              pixel ? pixel (zoom, (gint64)x * SIDE + across, (gint64)y * SIDE + down, data) : 0x8090a0;
          *at++ = (guint8)(colour >> 16);
          *at++ = (guint8)(colour >> 8);
          *at++ = (guint8)colour;
          *at++ = (guint8) ~(colour >> 24);
        }
    }
  return rows;
}

/* A tile as PNG. */
GBytes *
zb_tile_server_draw (ZbTilePixelFunc pixel, gpointer data, int zoom, int x, int y)
{
  static const guint8 header[] = { 0, 0, 1, 0, 0, 0, 1, 0, 8, 6, 0, 0, 0 };
  g_autoptr (GByteArray) rows = paint (pixel, data, zoom, x, y);
  g_autoptr (GBytes) packed = pack (rows->data, rows->len);
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (png, "IEND", header, 0);
  return g_byte_array_free_to_bytes (png);
}

/* --- HTTP -------------------------------------------------------------------------------------- */

static void
answer (SoupServerMessage *message, guint status, const char *type, const void *data, gsize size)
{
  soup_server_message_set_status (message, status, NULL);
  if (type)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, data, size);
}

static void
answer_tile (ZbTileServer *self, SoupServerMessage *message, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const guint n = g_strv_length (parts);
  const gboolean names = n == 5;
  g_autoptr (GBytes) tile = NULL;
  gsize size;
  const void *data;

  g_assert_cmpuint (n, >=, 4);
  tile = zb_tile_server_draw (
      names ? self->names : self->pixel, self->data, (int)g_ascii_strtoll (parts[n - 3], NULL, 10),
      (int)g_ascii_strtoll (parts[n - 2], NULL, 10), (int)g_ascii_strtoll (parts[n - 1], NULL, 10));
  data = g_bytes_get_data (tile, &size);
  answer (message, 200, "image/png", data, self->mode == ZB_TILE_SERVER_TRUNCATED ? size / 2 : size);
}

static void
answer_huge (SoupServerMessage *message)
{
  const gsize size = 6 * 1024 * 1024;
  g_autofree char *data = g_malloc0 (size);

  answer (message, 200, "image/png", data, size);
}

static void
answer_redirect (ZbTileServer *self, SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                self->elsewhere);
  answer (message, 302, NULL, NULL, 0);
}

static void
answer_page (SoupServerMessage *message)
{
  static const char page[] = "<!DOCTYPE html><title>Sign in</title><p>Accept the terms of this network.</p>";

  answer (message, 200, "text/html", page, strlen (page));
}

static void
be_silent (ZbTileServer *self, SoupServerMessage *message)
{
  soup_server_message_pause (message);
  g_ptr_array_add (self->silent, g_object_ref (message));
}

static void
answer_by_mode (ZbTileServer *self, SoupServerMessage *message, const char *path)
{
  switch (self->names_fail && g_str_has_prefix (path, "/names/") ? ZB_TILE_SERVER_ERROR : self->mode)
    {
    case ZB_TILE_SERVER_MISSING:
      answer (message, 404, NULL, NULL, 0);
      break;
    case ZB_TILE_SERVER_REFUSED:
      answer (message, 401, NULL, NULL, 0);
      break;
    case ZB_TILE_SERVER_ERROR:
      answer (message, 503, NULL, NULL, 0);
      break;
    case ZB_TILE_SERVER_SILENT:
      be_silent (self, message);
      break;
    case ZB_TILE_SERVER_HUGE:
      answer_huge (message);
      break;
    case ZB_TILE_SERVER_GARBAGE:
      answer_page (message);
      break;
    case ZB_TILE_SERVER_REDIRECT:
      answer_redirect (self, message);
      break;
    case ZB_TILE_SERVER_TILES:
    case ZB_TILE_SERVER_TRUNCATED:
    default:
      answer_tile (self, message, path);
    }
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  ZbTileServer *self = data;
  const char *key = query ? g_hash_table_lookup (query, "tk") : NULL;

  self->n_requests++;
  if (self->key && g_strcmp0 (key, self->key) != 0)
    {
      self->n_refused++;
      answer (message, 403, NULL, NULL, 0);
    }
  else
    answer_by_mode (self, message, path);
}

/* Starts a server on this machine; @port 0 for a free one. Its tiles are at {url}/{z}/{x}/{y}. */
ZbTileServer *
zb_tile_server_new (guint port)
{
  ZbTileServer *self = g_new0 (ZbTileServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint)g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return self;
}

void
zb_tile_server_free (ZbTileServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->silent);
  g_free (self->url);
  g_free (self->elsewhere);
  g_free (self->key);
  g_free (self);
}
