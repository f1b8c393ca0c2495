/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one types finds what one means: characters, pinyin in full or begun, initials, numbers. */
#include "zb-area.h"
#include "zb-device.h"
#include "zb-district.h"
#include "zb-event.h"
#include "zb-readings.h"
#include "zb-search-index.h"
#include "zb-search-match.h"

#include <string.h>

static char *
read_text (const char *text)
{
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (ZbRead));
  GString *pinyin = g_string_new (NULL);

  zb_reading_read (text, reads);
  for (guint i = 0; i < reads->len; i++)
    {
      const ZbRead *read = &g_array_index (reads, ZbRead, i);

      if (i > 0)
        g_string_append_c (pinyin, ' ');
      if (read->syllable)
        g_string_append (pinyin, zb_reading_get_syllable (read->syllable));
      else
        g_string_append_unichar (pinyin, read->character);
    }
  return g_string_free_and_steal (pinyin);
}

static void
test_readings (void)
{
  static const char *const cases[][2] = {
    { "长宁区", "chang ning qu" },
    { "北翟路", "bei zhai lu" },
    { "番禺路", "pan yu lu" },
    { "工商银行", "gong shang yin hang" },
    { "自行车", "zi xing che" },
    { "音乐学院", "yin yue xue yuan" },
    { "可乐路", "ke le lu" },
    { "队长", "dui zhang" },
    { "绿地", "lv di" },
    { "A8-长", "a 8 - chang" },
    { "𠮷", "\uFFFD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pinyin = read_text (cases[i][0]);

      g_assert_cmpstr (pinyin, ==, cases[i][1]);
    }
}

/* A phrase is listed because its characters alone are read otherwise. */
static void
test_no_needless_phrase (void)
{
  for (gsize i = 0; i < zb_n_readings; i++)
    {
      const char *text = zb_readings[i].text;
      g_autoptr (GString) alone = g_string_new (NULL);

      if (g_utf8_strlen (text, -1) == 1)
        continue;
      for (const char *at = text; *at; at = g_utf8_next_char (at))
        {
          g_autofree char *one = g_strndup (at, (gsize)(g_utf8_next_char (at) - at));
          g_autofree char *pinyin = read_text (one);

          g_string_append_printf (alone, "%s%s", at > text ? " " : "", pinyin);
        }
      g_test_message ("%s", text);
      g_assert_cmpstr (alone->str, !=, zb_readings[i].reading);
    }
}

/* --- matching ---------------------------------------------------------------------------------- */

static guint
match (const char *text, const char *query)
{
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (ZbRead));
  g_autoptr (ZbSearchQuery) wanted = zb_search_query_new (query);
  const ZbRead *all;

  zb_reading_read (text, reads);
  all = (const ZbRead *)reads->data;
  return zb_search_query_match (wanted, zb_search_marks_of (all, reads->len), all, reads->len, reads->len);
}

static void
test_matches (void)
{
  static const struct
  {
    const char *text, *query;
    guint score;
  } cases[] = {
    { "长宁", "长宁", 0 },
    { "长宁", "长", 1 },
    { "长宁", "宁", 2 },
    { "长宁", "changning", 0 },
    { "长宁", "cn", 0 },
    { "长宁", "chn", 0 },
    { "长宁", "chan", 1 },
    { "长宁", "长n", 0 },
    { "长宁", "CN", 0 },
    { "长宁", "zhangning", ZB_SEARCH_NO_MATCH },
    { "长宁", "nc", ZB_SEARCH_NO_MATCH },
    { "长宁", "长宁路", ZB_SEARCH_NO_MATCH },
    { "天山路 889 弄", "tsl889", 1 },
    { "天山路 889 弄", "889", 2 },
    { "天山路 889 弄", "天山 弄", 3 },
    { "天山路 889 弄", "天山 890", ZB_SEARCH_NO_MATCH },
    { "虹桥路", "hongqiao lu", 3 },
    { "绿地", "lvdi", 0 },
    { "绿地", "ludi", 0 },
    { "西安路", "xian", 1 },
    { "先锋", "xian", 1 },
    { "CAM-0917", "cam0917", 0 },
    { "城管 05", "cg05", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s", cases[i].query, cases[i].text);
      g_assert_cmpuint (match (cases[i].text, cases[i].query), ==, cases[i].score);
    }
}

/* A part of a name, each character typed in one of the ways there are. */
static char *
type_part (GRand *random, const ZbRead *reads, guint n)
{
  const guint from = (guint)g_rand_int_range (random, 0, (gint32)n);
  const guint length = (guint)g_rand_int_range (random, 1, (gint32)(n - from) + 1);
  GString *typed = g_string_new (NULL);

  for (guint i = from; i < from + length; i++)
    {
      const char *syllable = zb_reading_get_syllable (reads[i].syllable);
      const int way = reads[i].syllable ? g_rand_int_range (random, 0, 3) : 0;

      if (way == 0)
        g_string_append_unichar (typed, reads[i].character);
      else
        g_string_append_len (typed, syllable, way == 1 ? -1 : 1);
    }
  return g_string_free_and_steal (typed);
}

static void
test_any_way (void)
{
  g_autoptr (ZbDistrict) district = zb_district_new (ZB_DISTRICT_SEED);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261126);
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (ZbRead));
  GPtrArray *devices = zb_district_get_entities (district, ZB_KIND_DEVICE);

  for (guint i = 0; i < 4000; i++)
    {
      const ZbDevice *device = devices->pdata[g_rand_int_range (random, 0, (gint32)devices->len)];
      g_autofree char *typed = NULL;

      g_array_set_size (reads, 0);
      zb_reading_read (device->name, reads);
      typed = type_part (random, (const ZbRead *)reads->data, reads->len);
      g_test_message ("%s for %s", typed, device->name);
      g_assert_true (!*g_strstrip (typed) || match (device->name, typed) != ZB_SEARCH_NO_MATCH);
    }
}

/* --- the world --------------------------------------------------------------------------------- */

static ZbEntity *
make_device (const char *id, const char *name)
{
  ZbDevice *device = (ZbDevice *)zb_entity_new (ZB_KIND_DEVICE, id);

  device->name = g_strdup (name);
  device->code = g_strdup_printf ("D7-%s", id);
  return (ZbEntity *)device;
}

static ZbWorld *
make_world (void)
{
  ZbWorld *world = zb_world_new ();
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (devices, make_device ("1", "长宁路 12 号门口"));
  g_ptr_array_add (devices, make_device ("2", "古北路长宁支路"));
  g_ptr_array_add (devices, make_device ("3", "长宁"));
  g_ptr_array_add (devices, make_device ("4", "天山公园东门"));
  zb_world_fill (world, ZB_KIND_DEVICE, devices);
  return world;
}

static void
check_found (ZbWorld *world, const char *text, const char *ids)
{
  g_autoptr (GPtrArray) hits = zb_search_index_search (zb_search_index_of (world), text, 3);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append (found,
                     ((ZbSearchHit *)hits->pdata[i])->id ? ((ZbSearchHit *)hits->pdata[i])->id : "map");
  g_test_message ("%s", text);
  g_assert_cmpstr (found->str, ==, ids);
}

/* What is called just that first, then what begins so, then the others. */
static void
test_order (void)
{
  g_autoptr (ZbWorld) world = make_world ();

  check_found (world, "长", "312");
  check_found (world, "changning", "312");
  check_found (world, "cn", "312");
  check_found (world, "d7-2", "2");
  check_found (world, "tsgy", "4");
  check_found (world, "", "");
  check_found (world, "  ", "");
  check_found (world, "没有", "");
}

static void
test_renamed (void)
{
  g_autoptr (ZbWorld) world = make_world ();
  g_autoptr (ZbEntity) device = make_device ("4", "水霞公园东门");
  g_autoptr (ZbEvent) event = NULL;

  check_found (world, "tsgy", "4");
  device->version = 2;
  event = zb_event_new ("device.health", device, 0);
  zb_world_apply (world, event);
  check_found (world, "tsgy", "");
  check_found (world, "sxgy", "4");
}

/* Another device is where one was that is gone, of the same version. */
static void
test_replaced (void)
{
  g_autoptr (ZbWorld) world = make_world ();
  g_autoptr (ZbEntity) device = make_device ("5", "水霞公园东门");
  g_autoptr (ZbEvent) gone = zb_event_new_removed (ZB_KIND_DEVICE, "1", 0);
  g_autoptr (ZbEvent) come = zb_event_new ("device.health", device, 0);

  check_found (world, "cn", "312");
  zb_world_apply (world, gone);
  check_found (world, "cn", "32");
  zb_world_apply (world, come);
  check_found (world, "cn", "32");
  check_found (world, "sxgy", "5");
}

static void
test_places (void)
{
  g_autoptr (ZbWorld) world = make_world ();
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_object_unref);
  ZbSearchHit *place = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);

  place->kind = g_strdup ("place");
  place->title = g_strdup ("娄山关路");
  g_ptr_array_add (places, place);
  zb_search_index_set_places (zb_search_index_of (world), places);
  check_found (world, "lsgl", "map");
}

/* What has no name is read once and not again and again: the loop comes to rest. */
static void
test_nameless (void)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbEntity) device = zb_entity_new (ZB_KIND_DEVICE, "nameless");
  g_autoptr (ZbEvent) event = zb_event_new ("device.health", device, 0);
  const gint64 began = g_get_monotonic_time ();
  gint64 rests_since = 0;

  device->version = 1;
  zb_world_apply (world, event);
  zb_search_index_of (world);
  while (rests_since == 0 || g_get_monotonic_time () - MAX (rests_since, began + 3 * G_USEC_PER_SEC) < 200000)
    {
      g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC);
      if (g_main_context_iteration (NULL, FALSE))
        rests_since = 0;
      else if (rests_since == 0)
        rests_since = g_get_monotonic_time ();
      g_usleep (1000);
    }
  check_found (world, "x", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  zb_reading_load ();
  g_test_add_func ("/search/readings", test_readings);
  g_test_add_func ("/search/no-needless-phrase", test_no_needless_phrase);
  g_test_add_func ("/search/matches", test_matches);
  g_test_add_func ("/search/any-way", test_any_way);
  g_test_add_func ("/search/order", test_order);
  g_test_add_func ("/search/renamed", test_renamed);
  g_test_add_func ("/search/replaced", test_replaced);
  g_test_add_func ("/search/nameless", test_nameless);
  g_test_add_func ("/search/places", test_places);
  return g_test_run ();
}
