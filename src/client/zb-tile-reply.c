/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server has answered, told from what it should have: a tile is a whole picture of a size that tiles
 * have, whatever the server calls it. The words are for people and never hold the address, since the key is
 * in it. */
#include "zb-tile-reply.h"

#include "zb-tile-data.h"

#include <glib/gi18n-lib.h>

#define LONGEST_RETRY_AFTER 3600

/**
 * zb_tile_reply_free:
 * @self: (transfer full): a reply
 */
void
zb_tile_reply_free (ZbTileReply *self)
{
  g_clear_pointer (&self->tile, g_bytes_unref);
  g_clear_object (&self->problem);
  g_free (self);
}

static void
fail (ZbTileReply *self, ZbTilesState state, guint status, const char *words)
{
  self->state = state;
  self->problem = zb_problem_new (status, words, NULL);
}

static void
fail_line (ZbTileReply *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (error->domain == G_TLS_ERROR)
    words = g_strdup_printf (_ ("The line to the server cannot be secured: %s"), error->message);
  else
    words = g_strdup_printf (_ ("The server does not answer: %s"), error->message);
  fail (self, ZB_TILES_UNREACHABLE, 0, words);
}

/* Where to, but not to which page: the key may be sent along. */
static void
fail_redirect (ZbTileReply *self, SoupMessage *message, guint status)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) uri = location ? g_uri_parse (location, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  g_autofree char *words = g_strdup_printf (
      _ ("The server sends on to another address (%s). Enter that one."), host ? host : _ ("not said where"));

  fail (self, ZB_TILES_WRONG, status, words);
}

static void
take_retry_after (ZbTileReply *self, SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    self->retry_after = (guint)MIN (seconds, LONGEST_RETRY_AFTER);
}

static void
fail_status (ZbTileReply *self, SoupMessage *message, guint status)
{
  g_autofree char *words = g_strdup_printf (_ ("The server answers with an error (%u)"), status);

  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    fail (self, ZB_TILES_REFUSED, status, _ ("The server refuses the key. Enter the right one."));
  else if (status >= 300 && status < 400)
    fail_redirect (self, message, status);
  else if (status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT || status == 429)
    fail (self, ZB_TILES_UNREACHABLE, status, words);
  else
    fail (self, ZB_TILES_WRONG, status, words);
  take_retry_after (self, message);
}

static void
take_none (ZbTileReply *self)
{
  self->tile = g_bytes_new_static ("", 0);
  self->problem = zb_problem_new (SOUP_STATUS_NOT_FOUND, _ ("The base map has no tile there"), NULL);
}

static void
take_body (ZbTileReply *self, GBytes *body)
{
  const ZbTileData data = zb_tile_data_read (body);

  if (zb_tile_data_is_tile (&data))
    self->tile = g_bytes_ref (body);
  else if (zb_tile_data_get_name (&data))
    fail (self, ZB_TILES_WRONG, SOUP_STATUS_OK, _ ("What came is a damaged picture, or none of a tile"));
  else
    fail (self, ZB_TILES_WRONG, SOUP_STATUS_OK, _ ("Something answers, but what came is no picture"));
}

/**
 * zb_tile_reply_new:
 * @message: what was asked
 * @body: (nullable): what came
 * @error: (nullable): why nothing came
 *
 * Returns: (transfer full): what is to be made of it
 */
ZbTileReply *
zb_tile_reply_new (SoupMessage *message, GBytes *body, const GError *error)
{
  ZbTileReply *self = g_new0 (ZbTileReply, 1);
  const guint status = soup_message_get_status (message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    fail (self, ZB_TILES_WRONG, status, _ ("What came is larger than any tile"));
  else if (!body)
    fail_line (self, error);
  else if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE ||
           status == SOUP_STATUS_NO_CONTENT || (status == SOUP_STATUS_OK && g_bytes_get_size (body) == 0))
    take_none (self);
  else if (status == SOUP_STATUS_OK)
    take_body (self, body);
  else
    fail_status (self, message, status);
  return self;
}
