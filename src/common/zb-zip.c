/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As much of a ZIP file as an OpenDocument needs (APPNOTE.TXT, 4.3): entries that are stored or deflated,
 * none of them or all together beyond 4 GiB. GLib deflates; it has no writer of archives. */
#include "zb-zip.h"

#include <string.h>

struct _ZbZip
{
  GByteArray *file;
  GByteArray *directory;
  guint n_entries;
};

#define VERSION_NEEDED 20
#define NAMES_IN_UTF8 (1 << 11)
#define STORED 0
#define DEFLATED 8
/* 1 January 1980, the first day that there is: when it was written is nobody's concern. */
#define FIRST_DAY ((1 << 5) | 1)

typedef struct
{
  guint32 crc, packed, length, offset;
  guint16 method, name_length;
} Entry;

/**
 * zb_zip_new:
 *
 * Returns: (transfer full): an archive with nothing in it
 */
ZbZip *
zb_zip_new (void)
{
  ZbZip *self = g_new0 (ZbZip, 1);

  self->file = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

/**
 * zb_zip_free:
 * @self: (transfer full): an archive
 */
void
zb_zip_free (ZbZip *self)
{
  g_byte_array_unref (self->file);
  g_byte_array_unref (self->directory);
  g_free (self);
}

static void
add_16 (GByteArray *to, guint value)
{
  const guint16 little = GUINT16_TO_LE ((guint16)value);

  g_byte_array_append (to, (const guint8 *)&little, sizeof little);
}

static void
add_32 (GByteArray *to, guint32 value)
{
  const guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (to, (const guint8 *)&little, sizeof little);
}

/* CRC-32 as in ISO 3309, the polynomial reversed. */
static guint32
compute_crc (const guint8 *data, gsize length)
{
  guint32 crc = 0xFFFFFFFF;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
  return ~crc;
}

static GBytes *
deflate_data (const char *data, gsize length, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, -1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);

  return g_converter_convert_bytes (G_CONVERTER (compressor), bytes, error);
}

/* What the entry's own head and the directory say in the same words. */
static void
add_facts (GByteArray *to, const Entry *entry)
{
  add_16 (to, VERSION_NEEDED);
  add_16 (to, NAMES_IN_UTF8);
  add_16 (to, entry->method);
  add_16 (to, 0);
  add_16 (to, FIRST_DAY);
  add_32 (to, entry->crc);
  add_32 (to, entry->packed);
  add_32 (to, entry->length);
  add_16 (to, entry->name_length);
  add_16 (to, 0);
}

static void
add_to_directory (ZbZip *self, const Entry *entry, const char *name)
{
  add_32 (self->directory, 0x02014B50);
  add_16 (self->directory, VERSION_NEEDED);
  add_facts (self->directory, entry);
  add_16 (self->directory, 0);
  add_16 (self->directory, 0);
  add_16 (self->directory, 0);
  add_32 (self->directory, 0);
  add_32 (self->directory, entry->offset);
  g_byte_array_append (self->directory, (const guint8 *)name, entry->name_length);
  self->n_entries++;
}

/**
 * zb_zip_add:
 * @self: an archive
 * @name: the entry's name, in UTF-8
 * @data: (array length=length): what is in it
 * @length: bytes
 * @deflate: whether it is compressed
 * @error: where to put what went wrong
 *
 * Returns: whether it was added
 */
gboolean
zb_zip_add (ZbZip *self, const char *name, const char *data, gsize length, gboolean deflate, GError **error)
{
  g_autoptr (GBytes) packed =
      deflate ? deflate_data (data, length, error) : g_bytes_new_static (data, length);
  Entry entry;

  if (!packed)
    return FALSE;
  entry = (Entry){
    .crc = compute_crc ((const guint8 *)data, length),
    .packed = (guint32)g_bytes_get_size (packed),
    .length = (guint32)length,
    .offset = self->file->len,
    .method = deflate ? DEFLATED : STORED,
    .name_length = (guint16)strlen (name),
  };
  add_32 (self->file, 0x04034B50);
  add_facts (self->file, &entry);
  g_byte_array_append (self->file, (const guint8 *)name, entry.name_length);
  g_byte_array_append (self->file, g_bytes_get_data (packed, NULL), entry.packed);
  add_to_directory (self, &entry, name);
  return TRUE;
}

/**
 * zb_zip_finish:
 * @self: an archive; nothing can be added any more
 *
 * Returns: (transfer full): the file
 */
GBytes *
zb_zip_finish (ZbZip *self)
{
  const guint32 offset = self->file->len, length = self->directory->len;

  g_byte_array_append (self->file, self->directory->data, length);
  add_32 (self->file, 0x06054B50);
  add_16 (self->file, 0);
  add_16 (self->file, 0);
  add_16 (self->file, self->n_entries);
  add_16 (self->file, self->n_entries);
  add_32 (self->file, length);
  add_32 (self->file, offset);
  add_16 (self->file, 0);
  return g_bytes_new (self->file->data, self->file->len);
}
