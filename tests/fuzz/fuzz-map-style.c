/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-label-fixture.h"

static void
on_name (const ZbLabelLook *look, const ZbVectorFeature *feature, gpointer data)
{
  g_assert_true (look->text && *look->text);
}

/* Whatever the style is: it writes names or none, and without them it is still text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ZbVectorTile *tile;
  g_autofree char *text = size > 0 ? g_strndup ((const char *)data, size) : g_strdup ("");
  g_autoptr (ZbLabelStyle) style = zb_label_style_new (text);
  g_autofree char *stripped = zb_label_style_strip (text);

  if (!tile)
    {
      g_autoptr (GBytes) bytes = zb_label_fixture_tile ();
      tile = zb_vector_tile_new (bytes, NULL);
    }
  g_assert_nonnull (stripped);
  zb_label_style_foreach (style, tile, 15, on_name, NULL);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  zb_label_fixture_style,
  "{\"layers\":[{\"type\":\"symbol\",\"source-layer\":\"road\",\"filter\":[\"any\",[\"!\",[\"has\",\"x\"]],["
  "\"<\",["
  "\"zoom\"],9]],\"layout\":{\"text-field\":\"{name}\",\"text-size\":[\"interpolate\",[\"linear\"],[\"zoom\"]"
  ",1,2]}}]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "map-style", samples, 2000);
}
#endif
