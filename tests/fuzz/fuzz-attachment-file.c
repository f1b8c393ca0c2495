/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-attachment-file.h"
#include "zb-fuzz.h"

/* What was freed of its notes is of the same kind, not larger but for the way up, and free of them. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GBytes) stripped = zb_attachment_file_strip (file), again = NULL;

  if (!stripped)
    return 0;
  g_assert_cmpstr (zb_attachment_file_find_type (stripped), ==, zb_attachment_file_find_type (file));
  g_assert_cmpuint (g_bytes_get_size (stripped), <=, 2 * size + 64);
  again = zb_attachment_file_strip (stripped);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (again, stripped));
  return 0;
}

#ifndef ZB_LIBFUZZER
#  define ADD(text) g_ptr_array_add (samples, g_bytes_new_static (text, sizeof (text) - 1))

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  ADD ("\xff\xd8\xff\xe1\x00\x22"
       "Exif\0\0"
       "MM\0*\0\0\0\x08"
       "\0\x01"
       "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
       "\0\0\0\0"
       "\xff\xfe\x00\x04no\xff\xda\x00\x04\0\0coded\xff\xd9");
  ADD ("\x89PNG\r\n\x1a\n\0\0\0\x02tEXtno\1\2\3\4\0\0\0\0IEND\1\2\3\4");
  ADD ("RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\x0c\0\0\0\1\0\0\2\0\0"
       "EXIF\x02\0\0\0no");
  ADD ("\0\0\0\x10"
       "ftypisom\0\0\0\0\0\0\0\x1cmoov\0\0\0\x14trak\0\0\0\x0cudtainfo");
  return zb_fuzz_run_bytes (argc, argv, "attachment-file", samples, 1000);
}
#endif
