/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads back what zb-mp4.c has written, as far as it is whole: a file may have been broken off anywhere, and
 * a disk may have given back anything. Nothing is taken for true that does not lie within the bytes that
 * are there. */
#include "zb-mp4-index.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize length;
} Span;

/* A box: its name and what is in it. */
typedef struct
{
  char name[5];
  Span body;
  gsize length; /* with its header */
} Box;

static guint32
get32 (const guint8 *data)
{
  guint32 big;
  memcpy (&big, data, sizeof big);
  return GUINT32_FROM_BE (big);
}

static guint64
get64 (const guint8 *data)
{
  guint64 big;
  memcpy (&big, data, sizeof big);
  return GUINT64_FROM_BE (big);
}

/* Boxes of 4 GiB and those that reach to the end of the file are none of ours. */
static gboolean
read_box (Span from, gsize at, Box *box)
{
  if (at > from.length || from.length - at < 8)
    return FALSE;
  box->length = get32 (from.data + at);
  if (box->length < 8 || box->length > from.length - at)
    return FALSE;
  memcpy (box->name, from.data + at + 4, 4);
  box->name[4] = '\0';
  box->body = (Span){ from.data + at + 8, box->length - 8 };
  return TRUE;
}

static gboolean
find_box (Span from, const char *name, Box *box)
{
  for (gsize at = 0; read_box (from, at, box); at += box->length)
    if (g_str_equal (box->name, name))
      return TRUE;
  return FALSE;
}

/* "moov/trak/mdia": each inside the one before it. */
static gboolean
find_way (Span from, const char *const *way, Box *box)
{
  for (guint i = 0; way[i] != NULL; i++)
    {
      if (!find_box (from, way[i], box))
        return FALSE;
      from = box->body;
    }
  return TRUE;
}

#define WAY(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* --- the initialisation part ------------------------------------------------------------------ */

static gboolean
read_rate (Span movie)
{
  Box box;
  return find_way (movie, WAY ("trak", "mdia", "mdhd"), &box) && box.body.length >= 16 &&
         box.body.data[0] == 0 && get32 (box.body.data + 12) == ZB_MP4_RATE;
}

static gboolean
read_entry (ZbMp4Index *self, Span movie)
{
  Box list, entry;
  if (!find_way (movie, WAY ("trak", "mdia", "minf", "stbl", "stsd"), &list) || list.body.length < 8 ||
      !read_box (list.body, 8, &entry) || entry.body.length < 78)
    return FALSE;
  self->codec = g_str_equal (entry.name, "hvc1") ? ZB_MP4_H265 : ZB_MP4_H264;
  self->width = get32 (entry.body.data + 24) >> 16;
  self->height = get32 (entry.body.data + 24) & 0xffff;
  return (g_str_equal (entry.name, "hvc1") || g_str_equal (entry.name, "avc1")) && self->width > 0 &&
         self->height > 0;
}

static gboolean
read_init (ZbMp4Index *self, Span file)
{
  Box type, movie;
  if (!read_box (file, 0, &type) || !g_str_equal (type.name, "ftyp") ||
      !read_box (file, type.length, &movie) || !g_str_equal (movie.name, "moov") ||
      type.length + movie.length > G_MAXINT32)
    return FALSE;
  self->init_length = self->length = (guint32)(type.length + movie.length);
  return read_rate (movie.body) && read_entry (self, movie.body);
}

/* --- fragments --------------------------------------------------------------------------------- */

/* How long all samples of a run last, in ticks; 0 where they are not those of the data, or the first of them
 * is no key frame. */
static guint64
read_run (Span run, gsize data_length)
{
  guint64 duration = 0, size = 0;
  if (run.length < 12 || get32 (run.data) != 0x01000f01)
    return 0;
  guint32 n = get32 (run.data + 4);
  if (n == 0 || (run.length - 12) / 16 < n || (get32 (run.data + 12 + 8) & 0x10000) != 0)
    return 0;
  for (guint32 i = 0; i < n; i++)
    {
      duration += get32 (run.data + 12 + 16 * (gsize)i);
      size += get32 (run.data + 12 + 16 * (gsize)i + 4);
    }
  return size == data_length ? duration : 0;
}

static gboolean
read_moment (Span head, gsize data_length, guint64 *at, guint64 *duration)
{
  Box time, run;
  if (!find_way (head, WAY ("traf", "tfdt"), &time) || time.body.length < 12 || time.body.data[0] != 1 ||
      !find_way (head, WAY ("traf", "trun"), &run))
    return FALSE;
  *at = get64 (time.body.data + 4);
  *duration = read_run (run.body, data_length);
  return *duration > 0 && *duration < G_MAXINT32 && *at < (guint64)G_MAXINT32 * (ZB_MP4_RATE / 1000);
}

/* Times go on and do not go back. */
static gboolean
add_piece (ZbMp4Index *self, guint64 at, guint64 duration, gsize length)
{
  const guint64 tick = ZB_MP4_RATE / 1000;
  ZbMp4Piece piece = { self->length, (guint32)length, (guint32)(at / tick), 0 };
  piece.duration = (guint32)((at + duration) / tick) - piece.starts_at;
  if (self->pieces->len > 0)
    {
      const ZbMp4Piece *last = &g_array_index (self->pieces, ZbMp4Piece, self->pieces->len - 1);
      if (piece.starts_at < last->starts_at + last->duration)
        return FALSE;
    }
  g_array_append_val (self->pieces, piece);
  self->length += (guint32)length;
  return TRUE;
}

static gboolean
read_fragment (ZbMp4Index *self, Span file)
{
  Box head, data;
  guint64 at, duration;
  if (!read_box (file, self->length, &head) || !g_str_equal (head.name, "moof") ||
      !read_box (file, self->length + head.length, &data) || !g_str_equal (data.name, "mdat"))
    return FALSE;
  gsize length = head.length + data.length;
  return length < G_MAXINT32 - self->length && self->pieces->len < ZB_MP4_MOST_PIECES &&
         read_moment (head.body, data.body.length, &at, &duration) && add_piece (self, at, duration, length);
}

/**
 * zb_mp4_index_read:
 * @data: (array length=length): a file
 * @length: how many bytes are there
 *
 * Returns: (transfer full) (nullable): what is in it as far as it is whole, %NULL where there is not one
 * whole fragment
 */
ZbMp4Index *
zb_mp4_index_read (const guint8 *data, gsize length)
{
  g_autoptr (ZbMp4Index) self = g_new0 (ZbMp4Index, 1);
  Span file = { data, length };
  self->pieces = g_array_new (FALSE, FALSE, sizeof (ZbMp4Piece));
  if (data == NULL || !read_init (self, file))
    return NULL;
  while (read_fragment (self, file))
    ;
  return self->pieces->len > 0 ? g_steal_pointer (&self) : NULL;
}

/**
 * zb_mp4_index_get_duration:
 * @self: what is in a file
 *
 * Returns: when its last picture ends, in ms after the first
 */
guint32
zb_mp4_index_get_duration (const ZbMp4Index *self)
{
  const ZbMp4Piece *last = &g_array_index (self->pieces, ZbMp4Piece, self->pieces->len - 1);
  return last->starts_at + last->duration;
}

/**
 * zb_mp4_index_free:
 * @self: (transfer full): what is in a file
 */
void
zb_mp4_index_free (ZbMp4Index *self)
{
  g_array_unref (self->pieces);
  g_free (self);
}
