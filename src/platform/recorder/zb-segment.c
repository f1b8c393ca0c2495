/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-segment.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/**
 * zb_segment_copy:
 * @self: a segment
 *
 * Returns: (transfer full): another that says the same
 */
ZbSegment *
zb_segment_copy (const ZbSegment *self)
{
  ZbSegment *copy = g_memdup2 (self, sizeof *self);
  copy->camera = g_strdup (self->camera);
  copy->init = g_strdup (self->init);
  copy->index = g_memdup2 (self->index, sizeof *self->index);
  copy->index->pieces = g_array_copy (self->index->pieces);
  return copy;
}

/**
 * zb_segment_free:
 * @self: (transfer full): a segment
 */
void
zb_segment_free (ZbSegment *self)
{
  g_free (self->camera);
  g_free (self->init);
  g_clear_pointer (&self->index, zb_mp4_index_free);
  g_free (self);
}

/**
 * zb_segment_refresh:
 * @self: a segment with a fragment at least
 *
 * Makes its end follow from what is in it.
 */
void
zb_segment_refresh (ZbSegment *self)
{
  self->ended_at = self->started_at + (gint64)zb_mp4_index_get_duration (self->index) * 1000;
}

/**
 * zb_segment_find_folder:
 * @folder: where recordings are
 * @camera: the id of a camera
 *
 * Returns: (transfer full): where those of the camera are
 */
char *
zb_segment_find_folder (const char *folder, const char *camera)
{
  return g_build_filename (folder, camera, NULL);
}

/**
 * zb_segment_find_path:
 * @folder: where recordings are
 * @camera: the id of a camera
 * @started_at: when its first picture was taken
 *
 * Returns: (transfer full): its file
 */
char *
zb_segment_find_path (const char *folder, const char *camera, gint64 started_at)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".mp4", started_at);
  return g_build_filename (folder, camera, name, NULL);
}

/**
 * zb_segment_parse_name:
 * @name: the name of a file, without its folder
 *
 * Returns: when its first picture was taken, µs UTC; 0 where it is no segment's name
 */
gint64
zb_segment_parse_name (const char *name)
{
  gint64 started_at = 0;
  g_autofree char *number =
      g_str_has_suffix (name, ".mp4") ? g_strndup (name, strlen (name) - strlen (".mp4")) : NULL;
  if (number == NULL || !g_ascii_string_to_signed (number, 10, 1, G_MAXINT64, &started_at, NULL))
    return 0;
  return started_at;
}

static ZbSegment *
read_segment (const char *camera, gint64 started_at, const guint8 *data, gsize length)
{
  ZbMp4Index *index = zb_mp4_index_read (data, length);
  if (index == NULL)
    return NULL;
  ZbSegment *self = g_new0 (ZbSegment, 1);
  self->camera = g_strdup (camera);
  self->started_at = started_at;
  self->init = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, index->init_length);
  self->index = index;
  zb_segment_refresh (self);
  return self;
}

/**
 * zb_segment_recover:
 * @folder: where recordings are
 * @camera: the id of a camera
 * @started_at: when the segment's first picture was taken
 *
 * Reads what is in the file of a segment that was not finished, and cuts off what is not whole.
 *
 * Returns: (transfer full) (nullable): the segment, %NULL where nothing of it can be played
 */
ZbSegment *
zb_segment_recover (const char *folder, const char *camera, gint64 started_at)
{
  g_autofree char *path = zb_segment_find_path (folder, camera, started_at);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  if (file == NULL)
    return NULL;
  gsize length = g_mapped_file_get_length (file);
  g_autoptr (ZbSegment) self =
      read_segment (camera, started_at, (const guint8 *)g_mapped_file_get_contents (file), length);
  if (self != NULL && self->index->length < length && truncate (path, self->index->length) != 0)
    return NULL;
  return g_steal_pointer (&self);
}
