/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-label-finder.h"
#include "zb-label-fixture.h"

/* Whatever the tile is: its names are on it, or there are none. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ZbLabelStyle *style;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (ZbVectorTile) tile = zb_vector_tile_new (bytes, NULL);
  const ZbTileKey key = { 15, 27442, 13374 };

  if (!style)
    style = zb_label_style_new (zb_label_fixture_style);
  if (!tile)
    return 0;
  g_autoptr (GPtrArray) labels = zb_label_finder_find (style, tile, key, key, 512, 1);
  for (guint i = 0; i < labels->len; i++)
    {
      const ZbLabel *label = labels->pdata[i];

      g_assert_true (label->place.x >= key.x * 512. && label->place.x < (key.x + 1) * 512.);
      g_assert_true (label->place.y >= key.y * 512. && label->place.y < (key.y + 1) * 512.);
    }
  return 0;
}

#ifndef ZB_LIBFUZZER
int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (samples, zb_label_fixture_tile ());
  g_ptr_array_add (samples, g_bytes_new_static ("", 0));
  return zb_fuzz_run_bytes (argc, argv, "vector-tile", samples, 500);
}
#endif
