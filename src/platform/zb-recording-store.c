/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of what was recorded: a row for each segment. */
#include "zb-recording-store.h"

#include "zb-platform.h"

#include "zb-span-file.h"

#include <string.h>

#define PIECE_WORDS 4
/* No segment is longer: where one that overlaps a time begins is not looked for further back. */
#define LONGEST_SEGMENT (10 * G_TIME_SPAN_MINUTE)
#define MOST_SEGMENTS 20000

/* --- pieces -------------------------------------------------------------------------------------- */

static GBytes *
pack_pieces (GArray *pieces)
{
  guint32 *words = g_new (guint32, pieces->len * PIECE_WORDS);
  for (guint i = 0; i < pieces->len; i++)
    {
      const ZbMp4Piece *piece = &g_array_index (pieces, ZbMp4Piece, i);
      words[i * PIECE_WORDS] = GUINT32_TO_LE (piece->offset);
      words[i * PIECE_WORDS + 1] = GUINT32_TO_LE (piece->length);
      words[i * PIECE_WORDS + 2] = GUINT32_TO_LE (piece->starts_at);
      words[i * PIECE_WORDS + 3] = GUINT32_TO_LE (piece->duration);
    }
  return g_bytes_new_take (words, pieces->len * PIECE_WORDS * sizeof *words);
}

static GArray *
unpack_pieces (GBytes *bytes)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (ZbMp4Piece));
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  for (gsize at = 0; at + PIECE_WORDS * sizeof (guint32) <= length; at += PIECE_WORDS * sizeof (guint32))
    {
      guint32 words[PIECE_WORDS];
      memcpy (words, data + at, sizeof words);
      ZbMp4Piece piece = { GUINT32_FROM_LE (words[0]), GUINT32_FROM_LE (words[1]), GUINT32_FROM_LE (words[2]),
                           GUINT32_FROM_LE (words[3]) };
      g_array_append_val (pieces, piece);
    }
  return pieces;
}

/* --- writing -------------------------------------------------------------------------------------- */

/**
 * zb_recording_store_note:
 * @tx: a transaction that no request has asked for
 * @segment: a segment that has grown or is finished
 *
 * Writes what is in it. A finished one does not become an open one again.
 */
void
zb_recording_store_note (ZbTransaction *tx, const ZbSegment *segment)
{
  g_autoptr (GBytes) pieces = pack_pieces (segment->index->pieces);
  if (tx->error != NULL)
    return;
  zb_connection_run (
      tx->connection, &tx->error,
      "INSERT INTO segment (camera, started_at, ended_at, bytes, codec, width, height, init, init_length, "
      "open, pieces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (camera, started_at) DO UPDATE SET"
      " ended_at = excluded.ended_at, bytes = excluded.bytes, open = excluded.open, pieces = excluded.pieces"
      " WHERE segment.open",
      "tiiiiiitiib", segment->camera, segment->started_at, segment->ended_at, (gint64)segment->index->length,
      (gint64)segment->index->codec, (gint64)segment->index->width, (gint64)segment->index->height,
      segment->init, (gint64)segment->index->init_length, (gint64)segment->open, pieces);
}

/**
 * zb_recording_store_forget:
 * @tx: a transaction that no request has asked for
 * @camera: the id of a camera
 * @started_at: when a segment of it began
 *
 * Deletes its row.
 */
void
zb_recording_store_forget (ZbTransaction *tx, const char *camera, gint64 started_at)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM segment WHERE camera = ? AND started_at = ?",
                       "ti", camera, started_at);
}

/* --- reading -------------------------------------------------------------------------------------- */

#define COLUMNS "camera, started_at, ended_at, bytes, codec, width, height, init, init_length, open, pieces"

static ZbSegment *
read_segment (ZbStatement *row)
{
  g_autoptr (GBytes) pieces = zb_statement_get_bytes (row, 10);
  ZbSegment *self = g_new0 (ZbSegment, 1);
  self->camera = g_strdup (zb_statement_get_text (row, 0));
  self->started_at = zb_statement_get_int64 (row, 1);
  self->ended_at = zb_statement_get_int64 (row, 2);
  self->init = g_strdup (zb_statement_get_text (row, 7));
  self->open = zb_statement_get_int64 (row, 9) != 0;
  self->index = g_new0 (ZbMp4Index, 1);
  self->index->length = (guint32)zb_statement_get_int64 (row, 3);
  self->index->codec = (ZbMp4Codec)zb_statement_get_int64 (row, 4);
  self->index->width = (guint)zb_statement_get_int64 (row, 5);
  self->index->height = (guint)zb_statement_get_int64 (row, 6);
  self->index->init_length = (guint32)zb_statement_get_int64 (row, 8);
  self->index->pieces = unpack_pieces (pieces);
  return self;
}

/**
 * zb_recording_store_find:
 * @tx: a transaction or view
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 *
 * Returns: (transfer full) (element-type ZbSegment): its segments that hold something of that time, the
 * oldest first
 */
GPtrArray *
zb_recording_store_find (ZbTransaction *tx, const char *camera, gint64 from, gint64 until)
{
  GPtrArray *segments = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_segment_free);
  if (tx->error != NULL)
    return segments;
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error,
      "SELECT " COLUMNS
      " FROM segment WHERE camera = ? AND started_at > ? AND started_at < ? AND ended_at > ?"
      " ORDER BY started_at LIMIT ?",
      "tiiii", camera, from - LONGEST_SEGMENT, until, from, (gint64)MOST_SEGMENTS);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    g_ptr_array_add (segments, read_segment (row));
  return segments;
}

#define NEEDED                                                                                               \
  "EXISTS (SELECT 1 FROM export WHERE export.camera = segment.camera AND export.state IN ('waiting', "       \
  "'working') AND export.until_at > segment.started_at AND export.from_at < segment.ended_at)"

static ZbRecordedSpan *
begin_span (ZbStatement *row)
{
  ZbRecordedSpan *span = g_object_new (ZB_TYPE_RECORDED_SPAN, NULL);
  span->started_at = zb_statement_get_int64 (row, 0);
  span->width = zb_statement_get_int64 (row, 3);
  span->height = zb_statement_get_int64 (row, 4);
  return span;
}

static gboolean
goes_on (const ZbRecordedSpan *span, ZbStatement *row)
{
  return zb_statement_get_int64 (row, 0) - span->ended_at <= ZB_SPAN_GAP &&
         zb_statement_get_int64 (row, 3) == span->width && zb_statement_get_int64 (row, 4) == span->height;
}

static GPtrArray *
join_segments (ZbTransaction *tx, ZbStatement *row)
{
  GPtrArray *spans = g_ptr_array_new_with_free_func (g_object_unref);
  ZbRecordedSpan *span = NULL;
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    {
      if (span == NULL || !goes_on (span, row))
        g_ptr_array_add (spans, span = begin_span (row));
      span->ended_at = MAX (span->ended_at, zb_statement_get_int64 (row, 1));
      span->bytes += zb_statement_get_int64 (row, 2);
      span->held |= zb_statement_get_int64 (row, 5) != 0;
    }
  return spans;
}

/**
 * zb_recording_store_look:
 * @tx: a transaction or view
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 *
 * Returns: (transfer full): what was recorded of it in that time
 */
ZbRecordings *
zb_recording_store_look (ZbTransaction *tx, const char *camera, gint64 from, gint64 until)
{
  ZbRecordings *self = g_object_new (ZB_TYPE_RECORDINGS, NULL);
  self->recorded =
      zb_transaction_count (tx, "SELECT count(*) FROM recorded_camera WHERE camera = ?", "t", camera) > 0;
  self->kept_since =
      zb_transaction_count (tx, "SELECT min(started_at) FROM segment WHERE camera = ?", "t", camera);
  g_autoptr (ZbStatement) row =
      tx->error == NULL
          ? zb_connection_query (tx->connection, &tx->error,
                                 "SELECT started_at, ended_at, bytes, width, height, " ZB_RECORDING_IS_HELD
                                 " FROM segment WHERE camera = ? AND started_at > ? AND started_at < ? AND "
                                 "ended_at > ? ORDER BY started_at LIMIT ?",
                                 "tiiii", camera, from - LONGEST_SEGMENT, until, from, (gint64)MOST_SEGMENTS)
          : NULL;
  self->spans = join_segments (tx, row);
  return self;
}

/* --- what goes ------------------------------------------------------------------------------------ */

static void
add_old (ZbTransaction *tx, GPtrArray *old, ZbStatement *row, gint64 before, gint64 surplus)
{
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    {
      if (zb_statement_get_int64 (row, 1) >= before && surplus <= 0)
        break;
      g_ptr_array_add (old, read_segment (row));
      surplus -= zb_statement_get_int64 (row, 3);
    }
}

/**
 * zb_recording_store_list_old:
 * @tx: a transaction
 * @before: what began before is too old, µs UTC
 * @most_bytes: how much room all recordings may take
 * @most: how many segments are listed at the most
 *
 * Returns: (transfer full) (element-type ZbSegment): what is to go: the oldest first, and nothing that is
 *   held, exported or written just now
 */
GPtrArray *
zb_recording_store_list_old (ZbTransaction *tx, gint64 before, gint64 most_bytes, guint most)
{
  GPtrArray *old = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_segment_free);
  gint64 surplus = zb_transaction_count (tx, "SELECT sum(bytes) FROM segment", "") - most_bytes;
  if (tx->error != NULL)
    return old;
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error,
      "SELECT " COLUMNS " FROM segment WHERE NOT open AND (started_at < ? OR ?) AND NOT " ZB_RECORDING_IS_HELD
      " AND NOT " NEEDED " ORDER BY started_at LIMIT ?",
      "iii", before, (gint64)(surplus > 0), (gint64)most);
  add_old (tx, old, row, before, surplus);
  return old;
}

/**
 * zb_recording_store_find_folder:
 * @platform: a platform
 *
 * Returns: (transfer full): where its recordings are
 */
char *
zb_recording_store_find_folder (ZbPlatform *platform)
{
  return g_build_filename (zb_platform_get_data_dir (platform), "recordings", NULL);
}
