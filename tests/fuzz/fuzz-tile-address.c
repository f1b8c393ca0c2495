/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-tile-address.h"

#include <string.h>

static void
assert_same_server (const char *one, const char *other)
{
  g_autoptr (GUri) a = g_uri_parse (one, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) b = g_uri_parse (other, G_URI_FLAGS_ENCODED, NULL);

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpstr (g_uri_get_host (a), ==, g_uri_get_host (b));
  g_assert_cmpint (g_uri_get_port (a), ==, g_uri_get_port (b));
}

/* Whatever is typed: no key is left in what is kept, and an address that passes leads to one server, which a
 * key cannot change. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const ZbTilePlace place = { 12, 3429, 1673 };
  g_autofree char *typed = size > 0 ? g_strndup ((const char *)data, size) : g_strdup ("");
  g_autofree char *key = NULL, *address = zb_tile_address_take_key (typed, &key);
  g_autofree char *plain = NULL, *keyed = NULL;

  if (!zb_tile_address_check (address, "3", NULL))
    return 0;
  plain = zb_tile_address_fill (address, "3", FALSE, "a", place);
  keyed = zb_tile_address_fill (address, "3", FALSE, "@evil.example/?x=#", place);
  assert_same_server (plain, keyed);
  g_assert_true (g_str_has_prefix (plain, "http") || g_str_has_prefix (plain, "HTTP") || plain[0] == 'h' ||
                 plain[0] == 'H');
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}",
  "https://tiles.example:8443/{z}/{x}/{-y}.png?access_token=abcdef",
  "https://{s}.tiles.example/{TileMatrix}/{TileCol}/{TileRow}#f",
  "http://127.0.0.1/{z}/{x}/{y}?tk=1",
  "https://tiles.example/{z}/{x}/{y}?a=%4{key}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "tile-address", samples, 20000);
}
#endif
