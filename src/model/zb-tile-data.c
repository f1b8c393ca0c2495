/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tile's bytes are, told without decoding them: a server may send anything, and a picture that says it
 * is larger than any tile is not unpacked. By PNG (W3C, third edition, 5.3 and 11.2.1), JPEG (ITU-T T.81,
 * annex B) and WebP (RFC 9649, 2.4 to 2.7). */
#include "zb-tile-data.h"

#include <string.h>

#define LARGEST_SIDE 2048

typedef struct
{
  const guint8 *data;
  gsize size;
} Span;

static guint
big (const Span *span, gsize at, guint n_bytes)
{
  guint value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value = value << 8 | span->data[at + i];
  return value;
}

static guint
little (const Span *span, gsize at, guint n_bytes)
{
  guint value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint)span->data[at + i] << 8 * i;
  return value;
}

static gboolean
has (const Span *span, gsize at, const char *text, gsize length)
{
  return at + length <= span->size && memcmp (span->data + at, text, length) == 0;
}

static ZbTileData
read_png (const Span *span)
{
  ZbTileData found = { ZB_TILE_PNG, big (span, 16, 4), big (span, 20, 4), FALSE };

  for (gsize at = 8; at + 12 <= span->size && !found.whole; at += 12 + (gsize)big (span, at, 4))
    found.whole = has (span, at + 4, "IEND", 4);
  return found;
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Some servers leave a few bytes behind the end. */
static gboolean
has_end (const Span *span)
{
  for (gsize back = 2; back <= MIN (span->size, 64); back++)
    if (span->data[span->size - back] == 0xff && span->data[span->size - back + 1] == 0xd9)
      return TRUE;
  return FALSE;
}

static ZbTileData
read_jpeg (const Span *span)
{
  ZbTileData found = { ZB_TILE_JPEG, 0, 0, has_end (span) };

  for (gsize at = 2; at + 9 <= span->size && span->data[at] == 0xff && found.width == 0;
       at += 2 + (gsize)big (span, at + 2, 2))
    if (is_frame (span->data[at + 1]))
      {
        found.height = big (span, at + 5, 2);
        found.width = big (span, at + 7, 2);
      }
  return found;
}

static ZbTileData
read_webp (const Span *span)
{
  ZbTileData found = { ZB_TILE_WEBP, 0, 0, (gsize)little (span, 4, 4) + 8 <= span->size };

  if (has (span, 12, "VP8 ", 4))
    {
      found.width = little (span, 26, 2) & 0x3fff;
      found.height = little (span, 28, 2) & 0x3fff;
    }
  else if (has (span, 12, "VP8L", 4))
    {
      found.width = 1 + (little (span, 21, 4) & 0x3fff);
      found.height = 1 + (little (span, 21, 4) >> 14 & 0x3fff);
    }
  else if (has (span, 12, "VP8X", 4))
    {
      found.width = 1 + little (span, 24, 3);
      found.height = 1 + little (span, 27, 3);
    }
  return found;
}

/**
 * zb_tile_data_read:
 * @bytes: what came as a tile
 *
 * Returns: what it says of itself
 */
ZbTileData
zb_tile_data_read (GBytes *bytes)
{
  Span span;

  span.data = g_bytes_get_data (bytes, &span.size);
  if (span.size < 32)
    return (ZbTileData){ 0 };
  if (has (&span, 0, "\x89PNG\r\n\x1a\n", 8) && has (&span, 12, "IHDR", 4))
    return read_png (&span);
  if (has (&span, 0, "\xff\xd8\xff", 3))
    return read_jpeg (&span);
  if (has (&span, 0, "RIFF", 4) && has (&span, 8, "WEBP", 4))
    return read_webp (&span);
  return (ZbTileData){ 0 };
}

/**
 * zb_tile_data_is_tile:
 * @self: what bytes say of themselves
 *
 * Returns: whether they are a whole picture of a size that tiles have
 */
gboolean
zb_tile_data_is_tile (const ZbTileData *self)
{
  return self->format != ZB_TILE_OTHER && self->whole && self->width > 0 && self->width <= LARGEST_SIDE &&
         self->height > 0 && self->height <= LARGEST_SIDE;
}

/**
 * zb_tile_data_get_name:
 * @self: what bytes say of themselves
 *
 * Returns: (nullable): the name of the format
 */
const char *
zb_tile_data_get_name (const ZbTileData *self)
{
  static const char *const names[] = { NULL, "PNG", "JPEG", "WebP" };

  return names[self->format];
}
