/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that officers attach: what they are by their first bytes, and a copy that does not tell where and by
 * whom they were taken. What is seen stays as it is, byte for byte; of a photograph's own notes only the way
 * up is kept.
 *
 *   JPEG  segments APPn and COM go, but for JFIF, the colour profile and Adobe's (ITU-T T.81, B.1.1)
 *   PNG   chunks eXIf, tEXt, zTXt, iTXt and tIME go (W3C PNG, 11.3)
 *   WebP  chunks EXIF and XMP go (RFC 9649, 2.7)
 *   MP4   boxes udta, meta and uuid become free space, so that nothing moves (ISO/IEC 14496-12)
 */
#include "zb-attachment-file.h"

#include <string.h>

typedef struct
{
  const guint8 *data;
  gsize length;
} File;

static const struct
{
  const char *mime;
  gsize offset;
  const char *magic;
} types[] = {
  { "image/jpeg", 0, "\xff\xd8\xff" },
  { "image/png", 0, "\x89PNG\r\n\x1a\n" },
  { "image/webp", 8, "WEBP" },
  { "video/mp4", 4, "ftyp" },
};

/**
 * zb_attachment_file_find_type:
 * @file: a file
 *
 * Returns: (transfer none) (nullable): its media type where the platform takes it
 */
const char *
zb_attachment_file_find_type (GBytes *file)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const gsize end = types[i].offset + strlen (types[i].magic);
      if (length >= end && memcmp (data + types[i].offset, types[i].magic, strlen (types[i].magic)) == 0)
        return types[i].mime;
    }
  return NULL;
}

static guint32
read_be (const guint8 *data, guint n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | data[i];
  return value;
}

static guint32
read_le (const guint8 *data, guint n)
{
  guint32 value = 0;

  for (guint i = n; i > 0; i--)
    value = value << 8 | data[i - 1];
  return value;
}

/* --- JPEG ------------------------------------------------------------------------------------------ */

#define EOI 0xd9
#define SOS 0xda
#define APP0 0xe0
#define APP1 0xe1
#define APP2 0xe2
#define APP14 0xee
#define APP15 0xef
#define COM 0xfe
#define ORIENTATION 0x0112

/* The way up in a photograph's notes, 1 where they do not say (Exif 2.32, 4.6.4). */
static guint
find_orientation (const guint8 *segment, gsize length)
{
  const guint8 *tiff = segment + 10;
  const gsize size = length > 10 ? length - 10 : 0;
  guint32 (*read) (const guint8 *, guint);
  guint32 at, n;

  if (size < 8 || memcmp (segment + 4, "Exif\0\0", 6) != 0)
    return 1;
  read = tiff[0] == 'M' ? read_be : read_le;
  at = read (tiff + 4, 4);
  if (at > size - 2)
    return 1;
  n = read (tiff + at, 2);
  for (guint32 i = 0; i < n && at + 2 + (i + 1) * 12 <= size; i++)
    {
      const guint8 *entry = tiff + at + 2 + i * 12;
      const guint32 value = read (entry + 8, 2);
      if (read (entry, 2) == ORIENTATION)
        return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

static void
append_orientation (GByteArray *out, guint orientation)
{
  const guint8 segment[] = { 0xff, APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,
                             'M',  'M',  0, 42, 0,   0,   0,   8,   0, 1,
                             1,    0x12, 0, 3,  0,   0,   0,   1,   0, (guint8)orientation,
                             0,    0,    0, 0,  0,   0 };

  if (orientation > 1)
    g_byte_array_append (out, segment, sizeof segment);
}

static gboolean
is_kept (const guint8 *segment, gsize length)
{
  const guint8 marker = segment[1];

  if (marker == APP2)
    return length >= 16 && memcmp (segment + 4, "ICC_PROFILE", 12) == 0;
  return marker != COM && (marker < APP0 || marker > APP15 || marker == APP0 || marker == APP14);
}

/* What is coded runs on until a marker that is none of its own. */
static gsize
find_marker (File file, gsize at)
{
  for (; at + 1 < file.length; at++)
    if (file.data[at] == 0xff && file.data[at + 1] != 0 && file.data[at + 1] != 0xff &&
        (file.data[at + 1] < 0xd0 || file.data[at + 1] > 0xd7))
      return at;
  return file.length;
}

/* Takes over one segment, and what is coded after it; returns where the next one is, 0 where there is none.
 */
static gsize
take_segment (File file, gsize at, GByteArray *out)
{
  const guint8 *segment = file.data + at;
  gsize length, end;

  if (at + 4 > file.length || segment[0] != 0xff)
    return 0;
  length = 2 + (gsize)read_be (segment + 2, 2);
  if (length < 4 || length > file.length - at)
    return 0;
  if (segment[1] == APP1)
    append_orientation (out, find_orientation (segment, length));
  end = segment[1] == SOS ? find_marker (file, at + length) : at + length;
  if (is_kept (segment, length))
    g_byte_array_append (out, segment, (guint)(end - at));
  return end;
}

static gboolean
is_end (File file, gsize at)
{
  return at + 1 < file.length && file.data[at] == 0xff && file.data[at + 1] == EOI;
}

/* One that was cut off within what is coded is closed. */
static gboolean
strip_jpeg (File file, GByteArray *out)
{
  static const guint8 last[] = { 0xff, EOI };
  gsize at = 2;

  g_byte_array_append (out, file.data, 2);
  while (at > 0 && at < file.length && !is_end (file, at))
    at = take_segment (file, at, out);
  if (at == 0)
    return FALSE;
  g_byte_array_append (out, last, sizeof last);
  return TRUE;
}

/* --- PNG -------------------------------------------------------------------------------------------- */

static gboolean
is_one_of (const guint8 *name, const char *const *names)
{
  for (guint i = 0; names[i]; i++)
    if (memcmp (name, names[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
strip_png (File file, GByteArray *out)
{
  static const char *const told[] = { "eXIf", "tEXt", "zTXt", "iTXt", "tIME", NULL };

  g_byte_array_append (out, file.data, 8);
  for (gsize at = 8; file.length - at >= 12;)
    {
      const gsize length = 12 + (gsize)read_be (file.data + at, 4);
      if (length > file.length - at)
        return FALSE;
      if (!is_one_of (file.data + at + 4, told))
        g_byte_array_append (out, file.data + at, (guint)length);
      if (memcmp (file.data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += length;
    }
  return FALSE;
}

/* --- WebP -------------------------------------------------------------------------------------------- */

static void
set_le (guint8 *data, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    data[i] = (guint8)(value >> (8 * i));
}

static gboolean
strip_webp (File file, GByteArray *out)
{
  static const char *const told[] = { "EXIF", "XMP ", NULL };
  gsize at = 12;

  g_byte_array_append (out, file.data, 12);
  while (file.length - at >= 8)
    {
      const gsize size = read_le (file.data + at + 4, 4), length = 8 + size + (size & 1);
      const guint begin = out->len;
      if (8 + size > file.length - at)
        return FALSE;
      if (!is_one_of (file.data + at, told))
        g_byte_array_append (out, file.data + at, (guint)MIN (length, file.length - at));
      /* The flags of what there is: neither notes nor XMP. */
      if (memcmp (file.data + at, "VP8X", 4) == 0 && size >= 1)
        out->data[begin + 8] &= (guint8)~0x0c;
      at += MIN (length, file.length - at);
    }
  set_le (out->data + 4, out->len - 8);
  return TRUE;
}

/* --- MP4 ---------------------------------------------------------------------------------------------- */

static gsize
find_box_size (const guint8 *box, gsize left, gsize *head)
{
  const guint32 size = read_be (box, 4);

  *head = size == 1 ? 16 : 8;
  if (size == 0)
    return left;
  if (size != 1)
    return size;
  if (left < 16 || read_be (box + 8, 4) != 0)
    return G_MAXSIZE;
  return read_be (box + 12, 4);
}

static gboolean
free_boxes (guint8 *data, gsize length, guint depth)
{
  static const char *const told[] = { "udta", "meta", "uuid", NULL };
  static const char *const parents[] = { "moov", "trak", NULL };

  for (gsize at = 0; length - at >= 8;)
    {
      gsize head;
      const gsize size = find_box_size (data + at, length - at, &head);
      if (size < head || size > length - at)
        return FALSE;
      if (is_one_of (data + at + 4, told))
        {
          memcpy (data + at + 4, "free", 4);
          memset (data + at + head, 0, size - head);
        }
      else if (depth < 3 && is_one_of (data + at + 4, parents) &&
               !free_boxes (data + at + head, size - head, depth + 1))
        return FALSE;
      at += size;
    }
  return TRUE;
}

static gboolean
strip_mp4 (File file, GByteArray *out)
{
  g_byte_array_append (out, file.data, (guint)file.length);
  return free_boxes (out->data, out->len, 0);
}

/**
 * zb_attachment_file_strip:
 * @file: a file that the platform takes
 *
 * Returns: (transfer full) (nullable): the same picture or clip, telling neither place nor owner; %NULL where
 * it is not made as its kind is
 */
GBytes *
zb_attachment_file_strip (GBytes *file)
{
  static gboolean (*const strip[]) (File, GByteArray *) = { strip_jpeg, strip_png, strip_webp, strip_mp4 };
  const char *mime = zb_attachment_file_find_type (file);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  File content;

  content.data = g_bytes_get_data (file, &content.length);
  if (!mime || content.length > ZB_ATTACHMENT_LARGEST)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (mime == types[i].mime)
      return strip[i](content, out) ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
  return NULL;
}
