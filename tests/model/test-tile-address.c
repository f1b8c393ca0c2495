/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of map tiles as servers publish them, and those that are refused. */
#include "zb-tile-address.h"

#include <string.h>

/* As the National Platform for Common Geospatial Information Services publishes it. */
#define TIANDITU                                                                                             \
  "https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE="      \
  "default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"

static const ZbTilePlace place = { 15, 27434, 13387 };

static void
test_filled (void)
{
  g_autofree char *wmts = zb_tile_address_fill (TIANDITU, "0-7", FALSE, "a b&c", place);
  g_autofree char *rest =
      zb_tile_address_fill ("https://a.cn/{TileMatrix}/{TileRow}/{TileCol}", NULL, FALSE, NULL, place);
  g_autofree char *tms = zb_tile_address_fill ("https://a.cn/{z}/{x}/{y}", NULL, TRUE, NULL, place);
  g_autofree char *minus = zb_tile_address_fill ("https://a.cn/{z}/{x}/{-y}", NULL, FALSE, NULL, place);

  g_assert_cmpstr (
      wmts, ==,
      "https://t5.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER="
      "vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=15&TILEROW=13387&TILECOL=27434&tk="
      "a%20b%26c");
  g_assert_cmpstr (rest, ==, "https://a.cn/15/13387/27434");
  g_assert_cmpstr (tms, ==, "https://a.cn/15/27434/19380");
  g_assert_cmpstr (minus, ==, tms);
}

static const struct
{
  const char *address, *servers;
  const char *words; /* NULL where it is good */
} cases[] = {
  { TIANDITU, "0-7", NULL },
  { TIANDITU, "0,1,2", NULL },
  { TIANDITU, NULL, "which servers" },
  { TIANDITU, "0/7", "which servers" },
  { TIANDITU, "a.evil.example/?,b", "which servers" },
  { "http://127.0.0.1:8080/{z}/{x}/{y}.png", NULL, NULL },
  { "http://localhost/{z}/{x}/{y}.png", NULL, NULL },
  { "http://[::1]/{z}/{x}/{y}.png", NULL, NULL },
  { "http://tiles.example/{z}/{x}/{y}.png", NULL, "for this machine only" },
  { "http://127.0.0.1.tiles.example/{z}/{x}/{y}.png", NULL, "for this machine only" },
  { "http://{s}.0.0.1/{z}/{x}/{y}.png", "127,10", "for this machine only" },
  { "file:///etc/passwd?{z}{x}{y}", NULL, "https://" },
  { "https://tiles.example/{z}/{x}.png", NULL, "zoom, column and row" },
  { "https://tiles.example/{z}/{x}/{y}/{w}", NULL, "{w}" },
  { "https://{x}.example/{z}/{x}/{y}", NULL, "name of the server" },
  { "https://{key}.example/{z}/{x}/{y}", NULL, "name of the server" },
  { "https://officer:secret@tiles.example/{z}/{x}/{y}", NULL, "name and password" },
  { "https://tiles.example/{z}/{x}/{y} x", NULL, "not a web address" },
  { "https://tiles.example/{z}/{x}/{y}?a=%4{key}", NULL, "not a web address" },
  { "{z}{x}{y}", NULL, "not a web address" },
  { "", NULL, "zoom, column and row" },
};

static void
test_checked (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const gboolean good = zb_tile_address_check (cases[i].address, cases[i].servers, &error);

      g_test_message ("%s %s: %s", cases[i].address, cases[i].servers, error ? error->message : "good");
      g_assert_cmpint (good, ==, cases[i].words == NULL);
      g_assert_true (good || strstr (error->message, cases[i].words));
    }
}

/* Whoever pastes an address with the key in it has not made it known to the settings by that. */
static void
test_key_is_taken (void)
{
  g_autofree char *key = NULL, *none = NULL, *again = NULL;
  g_autofree char *rest = zb_tile_address_take_key ("https://a.cn/{z}/{x}/{y}?l=vec&tk=ab%2Bc&v=1", &key);
  g_autofree char *plain = zb_tile_address_take_key ("https://a.cn/{z}/{x}/{y}?tk={key}", &none);
  g_autofree char *last = zb_tile_address_take_key ("https://a.cn/{z}/{x}/{y}?AccessToken=x#f", &again);

  g_assert_cmpstr (rest, ==, "https://a.cn/{z}/{x}/{y}?l=vec&tk={key}&v=1");
  g_assert_cmpstr (key, ==, "ab+c");
  g_assert_cmpstr (plain, ==, "https://a.cn/{z}/{x}/{y}?tk={key}");
  g_assert_null (none);
  g_assert_cmpstr (last, ==, "https://a.cn/{z}/{x}/{y}?AccessToken={key}#f");
  g_assert_cmpstr (again, ==, "x");
  g_assert_true (zb_tile_address_wants_key (rest));
  g_assert_false (zb_tile_address_wants_key ("https://a.cn/{z}/{x}/{y}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-address/filled", test_filled);
  g_test_add_func ("/tile-address/checked", test_checked);
  g_test_add_func ("/tile-address/key-is-taken", test_key_is_taken);
  return g_test_run ();
}
