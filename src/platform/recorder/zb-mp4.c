/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes fragmented MP4 (ISO/IEC 14496-12): an initialisation part, and fragments each of which stands by
 * itself, so that what has reached the disk when the power fails can be played.
 *
 *   ftyp moov │ moof mdat │ moof mdat │ …          moof: mfhd, traf: tfhd, tfdt, trun
 *
 * A fragment is laid out the same always: its number and its time can be changed in place when it is served
 * as a part of a longer file. */
#include "zb-mp4.h"

#include <string.h>

#define NUMBER_AT 20
#define TIME_AT 60
#define TRACK 1
#define KEY_FLAGS 0x02000000u
#define DELTA_FLAGS 0x01010000u
/* Upright: the matrix that changes nothing. */
static const guint32 upright[9] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

/* --- bytes ------------------------------------------------------------------------------------ */

static void
put16 (GByteArray *out, guint16 value)
{
  guint16 big = GUINT16_TO_BE (value);
  g_byte_array_append (out, (const guint8 *)&big, sizeof big);
}

static void
put32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);
  g_byte_array_append (out, (const guint8 *)&big, sizeof big);
}

static void
put64 (GByteArray *out, guint64 value)
{
  guint64 big = GUINT64_TO_BE (value);
  g_byte_array_append (out, (const guint8 *)&big, sizeof big);
}

static void
put_zeros (GByteArray *out, guint n)
{
  static const guint8 zeros[64];
  g_return_if_fail (n <= sizeof zeros);
  g_byte_array_append (out, zeros, n);
}

static void
put_name (GByteArray *out, const char *name)
{
  g_byte_array_append (out, (const guint8 *)name, 4);
}

/* A box's length stands before what is in it: it is put in when the box is closed. */
static guint
open_box (GByteArray *out, const char *name)
{
  guint at = out->len;
  put32 (out, 0);
  put_name (out, name);
  return at;
}

static guint
open_full_box (GByteArray *out, const char *name, guint32 version_and_flags)
{
  guint at = open_box (out, name);
  put32 (out, version_and_flags);
  return at;
}

static void
close_box (GByteArray *out, guint at)
{
  guint32 big = GUINT32_TO_BE (out->len - at);
  memcpy (out->data + at, &big, sizeof big);
}

static void
put_matrix (GByteArray *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (upright); i++)
    put32 (out, upright[i]);
}

/* --- the initialisation part ------------------------------------------------------------------ */

static void
put_file_type (GByteArray *out)
{
  guint box = open_box (out, "ftyp");
  put_name (out, "iso6");
  put32 (out, 0);
  put_name (out, "iso6");
  put_name (out, "isom");
  put_name (out, "mp41");
  close_box (out, box);
}

static void
put_movie_header (GByteArray *out)
{
  guint box = open_full_box (out, "mvhd", 0);
  put_zeros (out, 8);
  put32 (out, ZB_MP4_RATE);
  put32 (out, 0);
  put32 (out, 0x10000);
  put16 (out, 0x0100);
  put_zeros (out, 10);
  put_matrix (out);
  put_zeros (out, 24);
  put32 (out, TRACK + 1);
  close_box (out, box);
}

static void
put_track_header (GByteArray *out, const ZbMp4Format *format)
{
  guint box = open_full_box (out, "tkhd", 7);
  put_zeros (out, 8);
  put32 (out, TRACK);
  put_zeros (out, 8);
  put_zeros (out, 16);
  put_matrix (out);
  put32 (out, format->width << 16);
  put32 (out, format->height << 16);
  close_box (out, box);
}

static void
put_media_header (GByteArray *out)
{
  guint box = open_full_box (out, "mdhd", 0);
  put_zeros (out, 8);
  put32 (out, ZB_MP4_RATE);
  put32 (out, 0);
  put16 (out, 0x55c4); /* no language */
  put16 (out, 0);
  close_box (out, box);
}

static void
put_handler (GByteArray *out)
{
  guint box = open_full_box (out, "hdlr", 0);
  put32 (out, 0);
  put_name (out, "vide");
  put_zeros (out, 12);
  put_zeros (out, 1);
  close_box (out, box);
}

static void
put_sample_entry (GByteArray *out, const ZbMp4Format *format)
{
  gsize length;
  const guint8 *config = g_bytes_get_data (format->config, &length);
  guint box = open_box (out, format->codec == ZB_MP4_H265 ? "hvc1" : "avc1");
  put_zeros (out, 6);
  put16 (out, 1);
  put_zeros (out, 16);
  put16 (out, (guint16)format->width);
  put16 (out, (guint16)format->height);
  put32 (out, 0x480000);
  put32 (out, 0x480000);
  put32 (out, 0);
  put16 (out, 1);
  put_zeros (out, 32);
  put16 (out, 0x18);
  put16 (out, 0xffff);
  guint inner = open_box (out, format->codec == ZB_MP4_H265 ? "hvcC" : "avcC");
  g_byte_array_append (out, config, (guint)length);
  close_box (out, inner);
  close_box (out, box);
}

static void
put_empty_table (GByteArray *out, const char *name, guint n_zeros)
{
  guint box = open_full_box (out, name, 0);
  put_zeros (out, n_zeros);
  close_box (out, box);
}

/* All samples are in the fragments: the tables are there, and empty. */
static void
put_sample_tables (GByteArray *out, const ZbMp4Format *format)
{
  guint box = open_box (out, "stbl");
  guint entries = open_full_box (out, "stsd", 0);
  put32 (out, 1);
  put_sample_entry (out, format);
  close_box (out, entries);
  put_empty_table (out, "stts", 4);
  put_empty_table (out, "stsc", 4);
  put_empty_table (out, "stsz", 8);
  put_empty_table (out, "stco", 4);
  close_box (out, box);
}

static void
put_data_reference (GByteArray *out)
{
  guint box = open_box (out, "dinf");
  guint list = open_full_box (out, "dref", 0);
  put32 (out, 1);
  close_box (out, open_full_box (out, "url ", 1));
  close_box (out, list);
  close_box (out, box);
}

static void
put_media (GByteArray *out, const ZbMp4Format *format)
{
  guint box = open_box (out, "mdia");
  put_media_header (out);
  put_handler (out);
  guint inner = open_box (out, "minf");
  guint header = open_full_box (out, "vmhd", 1);
  put_zeros (out, 8);
  close_box (out, header);
  put_data_reference (out);
  put_sample_tables (out, format);
  close_box (out, inner);
  close_box (out, box);
}

static void
put_extends (GByteArray *out)
{
  guint box = open_box (out, "mvex");
  guint inner = open_full_box (out, "trex", 0);
  put32 (out, TRACK);
  put32 (out, 1);
  put_zeros (out, 12);
  close_box (out, inner);
  close_box (out, box);
}

/**
 * zb_mp4_write_init:
 * @format: what is in the file
 *
 * Returns: (transfer full): the part that a file begins with; the same for the same format
 */
GBytes *
zb_mp4_write_init (const ZbMp4Format *format)
{
  GByteArray *out = g_byte_array_new ();
  put_file_type (out);
  guint movie = open_box (out, "moov");
  put_movie_header (out);
  guint track = open_box (out, "trak");
  put_track_header (out, format);
  put_media (out, format);
  close_box (out, track);
  put_extends (out);
  close_box (out, movie);
  return g_byte_array_free_to_bytes (out);
}

/* --- a fragment ------------------------------------------------------------------------------- */

static const ZbMp4Sample *
sample_at (GArray *samples, guint i)
{
  return &g_array_index (samples, ZbMp4Sample, i);
}

static guint32
find_duration (GArray *samples, guint i, gint64 end)
{
  gint64 next = i + 1 < samples->len ? sample_at (samples, i + 1)->at : end;
  return (guint32)CLAMP (next - sample_at (samples, i)->at, 0, G_MAXINT32);
}

/* Where the data begin is known only when the box around the table is whole. */
static guint
put_run (GByteArray *out, GArray *samples, gint64 end)
{
  guint box = open_full_box (out, "trun", 0x01000f01);
  put32 (out, samples->len);
  guint offset_at = out->len;
  put32 (out, 0);
  for (guint i = 0; i < samples->len; i++)
    {
      const ZbMp4Sample *sample = sample_at (samples, i);
      put32 (out, find_duration (samples, i, end));
      put32 (out, (guint32)g_bytes_get_size (sample->data));
      put32 (out, sample->key ? KEY_FLAGS : DELTA_FLAGS);
      put32 (out, (guint32)sample->shift);
    }
  close_box (out, box);
  return offset_at;
}

static void
put_track_fragment (GByteArray *out, GArray *samples, gint64 end, guint *offset_at)
{
  guint box = open_box (out, "traf");
  guint header = open_full_box (out, "tfhd", 0x020000);
  put32 (out, TRACK);
  close_box (out, header);
  guint time = open_full_box (out, "tfdt", 0x01000000);
  put64 (out, (guint64)sample_at (samples, 0)->at);
  close_box (out, time);
  *offset_at = put_run (out, samples, end);
  close_box (out, box);
}

static void
put_data (GByteArray *out, GArray *samples)
{
  guint box = open_box (out, "mdat");
  for (guint i = 0; i < samples->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (sample_at (samples, i)->data, &length);
      g_byte_array_append (out, data, (guint)length);
    }
  close_box (out, box);
}

/**
 * zb_mp4_write_fragment:
 * @samples: (element-type ZbMp4Sample): one at least, in the order of decoding
 * @number: the number of the fragment in its file, from 1
 * @end: when the last of them ends, in ticks
 *
 * Returns: (transfer full): the fragment
 */
GBytes *
zb_mp4_write_fragment (GArray *samples, guint32 number, gint64 end)
{
  GByteArray *out = g_byte_array_new ();
  guint offset_at = 0;
  guint box = open_box (out, "moof");
  guint header = open_full_box (out, "mfhd", 0);
  put32 (out, number);
  close_box (out, header);
  put_track_fragment (out, samples, end, &offset_at);
  close_box (out, box);
  guint32 data_at = GUINT32_TO_BE (out->len + 8);
  memcpy (out->data + offset_at, &data_at, sizeof data_at);
  put_data (out, samples);
  return g_byte_array_free_to_bytes (out);
}

/**
 * zb_mp4_patch_head:
 * @head: the first bytes of a fragment
 * @length: how many, %ZB_MP4_HEAD_LENGTH at least
 * @number: which fragment it is to be
 * @later: how much later it is to be played, in ticks
 *
 * Makes a fragment of one file one of another.
 *
 * Returns: whether it is a fragment of ours
 */
gboolean
zb_mp4_patch_head (guint8 *head, gsize length, guint32 number, gint64 later)
{
  guint32 big_number = GUINT32_TO_BE (number);
  guint64 time;
  if (length < ZB_MP4_HEAD_LENGTH || memcmp (head + 12, "mfhd", 4) != 0 || memcmp (head + 52, "tfdt", 4) != 0)
    return FALSE;
  memcpy (&time, head + TIME_AT, sizeof time);
  time = GUINT64_TO_BE (GUINT64_FROM_BE (time) + (guint64)later);
  memcpy (head + TIME_AT, &time, sizeof time);
  memcpy (head + NUMBER_AT, &big_number, sizeof big_number);
  return TRUE;
}

/**
 * zb_mp4_sample_clear:
 * @self: a sample
 *
 * Frees what is in it.
 */
void
zb_mp4_sample_clear (ZbMp4Sample *self)
{
  g_clear_pointer (&self->data, g_bytes_unref);
}
