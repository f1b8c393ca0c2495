/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is nowhere as a whole: the initialisation part of the first segment of a span, and then the
 * fragments of all its segments, with numbers and times that go on. It is put together as it is read, a part
 * at a time, so that two hours of it take the memory of its table alone. */
#include "zb-span-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/* Times of segments that follow each other may cross by the drift of two clocks. */
#define CROSSING (100 * (gint64)G_TIME_SPAN_MILLISECOND)

typedef struct
{
  char *path;
  gint64 later; /* than in the segment's own file it is played, in ticks */
} Part;

typedef struct
{
  guint part;
  guint32 own_offset; /* in the segment's file */
  ZbSpanPiece piece;
} Item;

struct _ZbSpanFile
{
  gatomicrefcount refs;
  char *init; /* the hash of the initialisation part */
  guint32 init_length;
  gint64 started_at;
  gint64 ended_at;
  gint64 length;
  GArray *parts; /* Part */
  GArray *items; /* Item */
};

static void
part_clear (gpointer data)
{
  g_free (((Part *)data)->path);
}

/* --- putting together -------------------------------------------------------------------------- */

static ZbSpanFile *
span_new (const ZbSegment *segment, gint64 started_at)
{
  ZbSpanFile *self = g_new0 (ZbSpanFile, 1);
  g_atomic_ref_count_init (&self->refs);
  self->init = g_strdup (segment->init);
  self->init_length = segment->index->init_length;
  self->length = self->init_length;
  self->started_at = self->ended_at = started_at;
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  return self;
}

static gboolean
goes_on (ZbSpanFile *self, const ZbSegment *segment, gint64 begin)
{
  return self != NULL && g_str_equal (self->init, segment->init) && begin - self->ended_at <= ZB_SPAN_GAP &&
         self->ended_at - begin <= CROSSING;
}

/* To the nearest: a segment begins with the tick at which the one before it ended. */
static gint64
to_ticks (gint64 us)
{
  return (us * (ZB_MP4_RATE / 10000) + 50) / 100;
}

static void
add_part (ZbSpanFile *self, const char *folder, const ZbSegment *segment, gint64 begin)
{
  gint64 crossing = MAX (self->ended_at - begin, 0);
  Part part = { zb_segment_find_path (folder, segment->camera, segment->started_at),
                to_ticks (segment->started_at - self->started_at + crossing) };
  g_array_append_val (self->parts, part);
}

static void
add_item (ZbSpanFile *self, const ZbMp4Piece *piece, gint64 begin)
{
  begin = MAX (begin, self->ended_at);
  Item item = { self->parts->len - 1,
                piece->offset,
                { self->length, piece->length, (begin - self->started_at) / 1000, piece->duration } };
  g_array_append_val (self->items, item);
  self->length += piece->length;
  self->ended_at = begin + (gint64)piece->duration * 1000;
}

static gint64
begin_of (const ZbSegment *segment, const ZbMp4Piece *piece)
{
  return segment->started_at + (gint64)piece->starts_at * 1000;
}

static void
add_segment (GPtrArray *spans, const char *folder, const ZbSegment *segment, gint64 from, gint64 until)
{
  ZbSpanFile *last = NULL; /* has a part for this segment already */
  for (guint i = 0; i < segment->index->pieces->len; i++)
    {
      const ZbMp4Piece *piece = &g_array_index (segment->index->pieces, ZbMp4Piece, i);
      gint64 begin = begin_of (segment, piece);
      ZbSpanFile *current = spans->len > 0 ? g_ptr_array_index (spans, spans->len - 1) : NULL;
      if (begin >= until || begin + (gint64)piece->duration * 1000 <= from)
        continue;
      if (!goes_on (current, segment, begin))
        g_ptr_array_add (spans, current = span_new (segment, begin));
      if (current != last)
        add_part (last = current, folder, segment, begin);
      add_item (current, piece, begin);
    }
}

/**
 * zb_span_files_new:
 * @folder: where recordings are
 * @segments: (element-type ZbSegment): of one camera, the oldest first
 * @from: from when on, µs UTC
 * @until: until when
 *
 * Returns: (transfer full) (element-type ZbSpanFile): the spans that hold what was recorded then, with whole
 *   fragments
 */
GPtrArray *
zb_span_files_new (const char *folder, GPtrArray *segments, gint64 from, gint64 until)
{
  GPtrArray *spans = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_span_file_unref);
  for (guint i = 0; i < segments->len; i++)
    add_segment (spans, folder, g_ptr_array_index (segments, i), from, until);
  return spans;
}

/**
 * zb_span_file_ref:
 * @self: a span's file
 *
 * Returns: (transfer full): @self
 */
ZbSpanFile *
zb_span_file_ref (ZbSpanFile *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_span_file_unref:
 * @self: (transfer full): a span's file
 */
void
zb_span_file_unref (ZbSpanFile *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->parts);
  g_array_unref (self->items);
  g_free (self->init);
  g_free (self);
}

/* --- what it says of itself -------------------------------------------------------------------- */

/**
 * zb_span_file_get_start:
 * @self: a span's file
 *
 * Returns: when its first picture was taken, µs UTC
 */
gint64
zb_span_file_get_start (const ZbSpanFile *self)
{
  return self->started_at;
}

/**
 * zb_span_file_get_end:
 * @self: a span's file
 *
 * Returns: when its last picture ended, µs UTC
 */
gint64
zb_span_file_get_end (const ZbSpanFile *self)
{
  return self->ended_at;
}

/**
 * zb_span_file_get_length:
 * @self: a span's file
 *
 * Returns: how many bytes it has
 */
gint64
zb_span_file_get_length (const ZbSpanFile *self)
{
  return self->length;
}

/**
 * zb_span_file_get_n_pieces:
 * @self: a span's file
 *
 * Returns: how many fragments it has
 */
guint
zb_span_file_get_n_pieces (const ZbSpanFile *self)
{
  return self->items->len;
}

/**
 * zb_span_file_get_piece:
 * @self: a span's file
 * @at: which, from 0
 *
 * Returns: one of its fragments
 */
ZbSpanPiece
zb_span_file_get_piece (const ZbSpanFile *self, guint at)
{
  return g_array_index (self->items, Item, at).piece;
}

/**
 * zb_span_file_make_tag:
 * @self: a span's file
 *
 * Returns: (transfer full): its entity tag, in quotation marks: another file has another
 */
char *
zb_span_file_make_tag (const ZbSpanFile *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *)self->init, -1);
  for (guint i = 0; i < self->parts->len; i++)
    g_checksum_update (checksum, (const guchar *)g_array_index (self->parts, Part, i).path, -1);
  for (guint i = 0; i < self->items->len; i++)
    {
      ZbSpanPiece piece = g_array_index (self->items, Item, i).piece;
      g_checksum_update (checksum, (const guchar *)&piece, sizeof piece);
    }
  return g_strdup_printf ("\"%.32s\"", g_checksum_get_string (checksum));
}

/* --- reading ------------------------------------------------------------------------------------ */

static gboolean
read_own (const char *path, gint64 offset, guint8 *to, gsize length, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize n = fd >= 0 ? 1 : -1;
  while (length > 0 && n > 0)
    {
      n = pread (fd, to, length, offset);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n > 0)
        to += n, offset += n, length -= (gsize)n;
    }
  if (length > 0)
    g_set_error (error, G_IO_ERROR, n < 0 ? g_io_error_from_errno (errno) : G_IO_ERROR_PARTIAL_INPUT,
                 "a recorded segment: %s", n < 0 ? g_strerror (errno) : "it is shorter than it was");
  if (fd >= 0)
    close (fd);
  return length == 0;
}

/* The last item that begins at @offset or before. */
static guint
find_item (ZbSpanFile *self, gint64 offset)
{
  guint low = 0, high = self->items->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (self->items, Item, middle).piece.offset <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The head of a fragment is read as a whole, whatever part of it is asked for, and changed. */
static gboolean
put_head (ZbSpanFile *self, guint at, gint64 from, guint8 *to, gsize length, GError **error)
{
  const Item *item = &g_array_index (self->items, Item, at);
  const Part *part = &g_array_index (self->parts, Part, item->part);
  guint8 head[ZB_MP4_HEAD_LENGTH];
  if (from >= ZB_MP4_HEAD_LENGTH)
    return TRUE;
  if (!read_own (part->path, item->own_offset, head, sizeof head, error))
    return FALSE;
  if (!zb_mp4_patch_head (head, sizeof head, at + 1, part->later))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a recorded segment is not what it was");
      return FALSE;
    }
  memcpy (to, head + from, MIN (length, sizeof head - (gsize)from));
  return TRUE;
}

static gboolean
read_item (ZbSpanFile *self, guint at, gint64 from, guint8 *to, gsize length, GError **error)
{
  const Item *item = &g_array_index (self->items, Item, at);
  const Part *part = &g_array_index (self->parts, Part, item->part);
  return read_own (part->path, item->own_offset + from, to, length, error) &&
         put_head (self, at, from, to, length, error);
}

/* As much as one part has of what is wanted. */
static gsize
read_some (ZbSpanFile *self, gint64 offset, guint8 *to, gsize length, GError **error)
{
  if (offset < self->init_length)
    {
      gsize n = MIN (length, (gsize)(self->init_length - offset));
      return read_own (g_array_index (self->parts, Part, 0).path, offset, to, n, error) ? n : 0;
    }
  guint at = find_item (self, offset);
  const ZbSpanPiece *piece = &g_array_index (self->items, Item, at).piece;
  gint64 from = offset - piece->offset;
  gsize n = MIN (length, (gsize)(piece->length - from));
  return read_item (self, at, from, to, n, error) ? n : 0;
}

/**
 * zb_span_file_read:
 * @self: a span's file
 * @offset: from where on
 * @length: how many bytes at the most
 * @error: return location for a #GIOErrorEnum: a segment may have been deleted since
 *
 * Reads a part of it. From any thread; it waits for the disk.
 *
 * Returns: (transfer full) (nullable): the bytes, as many as there are up to @length
 */
GBytes *
zb_span_file_read (ZbSpanFile *self, gint64 offset, gsize length, GError **error)
{
  if (offset < 0 || offset > self->length)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "beyond the end of the span");
      return NULL;
    }
  gsize wanted = (gsize)MIN ((gint64)MIN (length, G_MAXINT32), self->length - offset), have = 0;
  g_autofree guint8 *data = g_malloc (MAX (wanted, 1));
  while (have < wanted)
    {
      gsize n = read_some (self, offset + (gint64)have, data + have, wanted - have, error);
      if (n == 0)
        return NULL;
      have += n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), wanted);
}
