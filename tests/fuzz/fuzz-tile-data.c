/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-tile-data.h"

/* Whatever comes as a tile: what is taken for one is a whole picture of a size that tiles have. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  const ZbTileData found = zb_tile_data_read (bytes);

  if (zb_tile_data_is_tile (&found))
    g_assert_cmpuint (found.width * found.height, <=, 2048 * 2048);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char png[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\2\0\0\0\1\2\3\4\0\0\0\0IEND\xae\x42\x60\x82";
static const char jpeg[] =
    "\xff\xd8\xff\xe0\0\20JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\13\10\1\0\1\0\1\1\21\0\xff\xd9";
static const char webp[] = "RIFF\40\0\0\0WEBPVP8L\24\0\0\0\57\xff\xc0\77\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (samples, g_bytes_new_static (png, sizeof png - 1));
  g_ptr_array_add (samples, g_bytes_new_static (jpeg, sizeof jpeg - 1));
  g_ptr_array_add (samples, g_bytes_new_static (webp, sizeof webp - 1));
  return zb_fuzz_run_bytes (argc, argv, "tile-data", samples, 20000);
}
#endif
