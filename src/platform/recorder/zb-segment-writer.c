/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes one segment: a fragment reaches the file in one go, or not at all. */
#include "zb-segment-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _ZbSegmentWriter
{
  ZbSegment *segment;
  char *path;
  int fd;
};

static gboolean
fail (GError **error, const char *what)
{
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, GBytes *bytes, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  while (length > 0)
    {
      gssize n = write (fd, data, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (error, "recording");
      data += n;
      length -= (gsize)n;
    }
  return TRUE;
}

static ZbSegment *
begin_segment (const char *camera, gint64 started_at, const ZbMp4Format *format, GBytes *init)
{
  ZbSegment *segment = g_new0 (ZbSegment, 1);
  segment->camera = g_strdup (camera);
  segment->started_at = segment->ended_at = started_at;
  segment->init = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, init);
  segment->open = TRUE;
  segment->index = g_new0 (ZbMp4Index, 1);
  segment->index->codec = format->codec;
  segment->index->width = format->width;
  segment->index->height = format->height;
  segment->index->init_length = segment->index->length = (guint32)g_bytes_get_size (init);
  segment->index->pieces = g_array_new (FALSE, FALSE, sizeof (ZbMp4Piece));
  return segment;
}

static void
writer_free (ZbSegmentWriter *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->segment, zb_segment_free);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSegmentWriter, writer_free)

/**
 * zb_segment_writer_new:
 * @folder: where recordings are
 * @camera: the id of a camera
 * @started_at: when its first picture was taken, µs UTC
 * @format: what will be in it
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the writer of a new file
 */
ZbSegmentWriter *
zb_segment_writer_new (const char *folder, const char *camera, gint64 started_at, const ZbMp4Format *format,
                       GError **error)
{
  g_autofree char *own = zb_segment_find_folder (folder, camera);
  g_autoptr (GBytes) init = zb_mp4_write_init (format);
  g_autoptr (ZbSegmentWriter) self = g_new0 (ZbSegmentWriter, 1);
  self->path = zb_segment_find_path (folder, camera, started_at);
  self->fd = -1;
  if (g_mkdir_with_parents (own, 0700) == 0)
    self->fd = open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      fail (error, "recording");
      return NULL;
    }
  self->segment = begin_segment (camera, started_at, format, init);
  if (write_all (self->fd, init, error))
    return g_steal_pointer (&self);
  g_unlink (self->path);
  return NULL;
}

static void
note_piece (ZbSegment *segment, gint64 begin, gint64 end, gsize length)
{
  const gint64 tick = ZB_MP4_RATE / 1000;
  ZbMp4Piece piece = { segment->index->length, (guint32)length, (guint32)(begin / tick), 0 };
  piece.duration = (guint32)(end / tick) - piece.starts_at;
  g_array_append_val (segment->index->pieces, piece);
  segment->index->length += (guint32)length;
  zb_segment_refresh (segment);
}

/**
 * zb_segment_writer_add:
 * @self: a writer
 * @samples: (element-type ZbMp4Sample): a key frame and what follows it, in ticks since the segment began
 * @end: when the last of them ends
 * @error: return location for a #GIOErrorEnum
 *
 * Adds a fragment. Where that fails, the file has none of it.
 *
 * Returns: whether it is in the file
 */
gboolean
zb_segment_writer_add (ZbSegmentWriter *self, GArray *samples, gint64 end, GError **error)
{
  ZbMp4Index *index = self->segment->index;
  g_autoptr (GBytes) fragment = zb_mp4_write_fragment (samples, index->pieces->len + 1, end);
  if (write_all (self->fd, fragment, error))
    {
      note_piece (self->segment, g_array_index (samples, ZbMp4Sample, 0).at, end,
                  g_bytes_get_size (fragment));
      return TRUE;
    }
  if (ftruncate (self->fd, index->length) != 0 || lseek (self->fd, index->length, SEEK_SET) < 0)
    g_debug ("recording: %s", g_strerror (errno));
  return FALSE;
}

/**
 * zb_segment_writer_peek:
 * @self: a writer
 *
 * Returns: (transfer none): what is in the file so far
 */
const ZbSegment *
zb_segment_writer_peek (ZbSegmentWriter *self)
{
  return self->segment;
}

/**
 * zb_segment_writer_close:
 * @self: (transfer full): a writer
 *
 * Waits for the disk. A file without a fragment is removed.
 *
 * Returns: (transfer full) (nullable): the finished segment
 */
ZbSegment *
zb_segment_writer_close (ZbSegmentWriter *self)
{
  g_autoptr (ZbSegmentWriter) owned = self;
  self->segment->open = FALSE;
  if (self->segment->index->pieces->len == 0)
    {
      g_unlink (self->path);
      return NULL;
    }
  if (fdatasync (self->fd) != 0)
    g_debug ("recording: %s", g_strerror (errno));
  return g_steal_pointer (&self->segment);
}
