/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-mp4-index.h"

/* Whatever a disk gives back as a segment: what is taken for a fragment lies within it, one behind the other
 * in place and time, and can be made a part of another file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ZbMp4Index) index = zb_mp4_index_read (data, size);
  guint32 offset, time = 0;

  if (!index)
    return 0;
  offset = index->init_length;
  g_assert_cmpuint (index->length, <=, size);
  for (guint i = 0; i < index->pieces->len; i++)
    {
      const ZbMp4Piece *piece = &g_array_index (index->pieces, ZbMp4Piece, i);
      guint8 head[ZB_MP4_HEAD_LENGTH] = { 0 };
      g_assert_cmpuint (piece->offset, ==, offset);
      g_assert_cmpuint (piece->starts_at, >=, time);
      memcpy (head, data + piece->offset, MIN (sizeof head, piece->length));
      zb_mp4_patch_head (head, sizeof head, i, 1);
      offset += piece->length;
      time = piece->starts_at + piece->duration;
    }
  g_assert_cmpuint (offset, ==, index->length);
  return 0;
}

#ifndef ZB_LIBFUZZER
static void
add_sample (GArray *samples, gint64 at, gboolean key)
{
  ZbMp4Sample sample = { g_bytes_new_static ("\0\0\0\3abc", 7), at, 0, key };

  g_array_append_val (samples, sample);
}

static void
add_fragment (GByteArray *file, guint32 number, gint64 at)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (ZbMp4Sample));
  g_autoptr (GBytes) fragment = NULL;

  g_array_set_clear_func (samples, (GDestroyNotify)zb_mp4_sample_clear);
  add_sample (samples, at, TRUE);
  add_sample (samples, at + 6000, FALSE);
  fragment = zb_mp4_write_fragment (samples, number, at + 12000);
  g_byte_array_append (file, g_bytes_get_data (fragment, NULL), (guint)g_bytes_get_size (fragment));
}

static GBytes *
make_file (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) config = g_bytes_new_static ("\1\x4d\0\x28\xff\xe1\0\0\0", 9);
  g_autoptr (GBytes) init = zb_mp4_write_init (&(ZbMp4Format){ ZB_MP4_H264, config, 640, 360 });

  g_byte_array_append (file, g_bytes_get_data (init, NULL), (guint)g_bytes_get_size (init));
  add_fragment (file, 1, 0);
  add_fragment (file, 2, 12000);
  add_fragment (file, 3, 30000);
  return g_byte_array_free_to_bytes (file);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  GBytes *file = make_file ();
  g_autoptr (ZbMp4Index) index = zb_mp4_index_read (g_bytes_get_data (file, NULL), g_bytes_get_size (file));

  g_assert_nonnull (index);
  g_assert_cmpuint (index->pieces->len, ==, 3);
  g_ptr_array_add (samples, file);
  return zb_fuzz_run_bytes (argc, argv, "mp4-index", samples, 20000);
}
#endif
