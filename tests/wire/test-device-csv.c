/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of devices as other systems export them: what is taken, what is refused and why. */
#include "zb-csv.h"
#include "zb-device-csv.h"
#include "zb-json.h"

#include <math.h>
#include <string.h>

static void
test_rows_and_quotes (void)
{
  ZbCsv csv;
  guint line;
  zb_csv_init (&csv, "\xef\xbb\xbf"
                     "a,b\r\n\r\n\"1,\"\"x\"\"\",\"two\nlines\"\n,last");
  g_auto (GStrv) head = zb_csv_next (&csv, &line);
  g_assert_cmpstr (head[0], ==, "a");
  g_auto (GStrv) first = zb_csv_next (&csv, &line);
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpstr (first[0], ==, "1,\"x\"");
  g_assert_cmpstr (first[1], ==, "two\nlines");
  g_auto (GStrv) second = zb_csv_next (&csv, &line);
  g_assert_cmpuint (line, ==, 5);
  g_assert_cmpstr (second[0], ==, "");
  g_assert_cmpstr (second[1], ==, "last");
  g_assert_null (zb_csv_next (&csv, &line));
}

static const char list[] = "name,code,kind,lon,lat,heading,ptz\n"
                           "天山路口 1,C1,camera,121.4,31.2,90,true\n"
                           "天山路口 2,C1,camera,121.4,31.2,,\n"
                           "娄山关路,C2,camera,121.4,north,,\n"
                           "仙霞路,C3,balloon,121.4,31.2,,\n"
                           ",C4,camera,121.4,31.2,,\n"
                           "虹桥路,C5,manhole,121.41,31.21,,\n"
                           "水城路,C6,camera,121.41,31.21,400,\n";

static void
test_each_refused_line_is_told (void)
{
  static const struct
  {
    guint line;
    const char *word;
  } expected[] = {
    { 3, "earlier line" }, { 4, "north" }, { 5, "balloon" }, { 6, "name is empty" }, { 8, "heading" }
  };
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GPtrArray) devices = zb_device_csv_read (list, ZB_DATUM_WGS84, &refused, NULL);

  g_assert_cmpuint (devices->len, ==, 2);
  g_assert_cmpuint (refused->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < refused->len; i++)
    {
      const ZbRefusedLine *line = refused->pdata[i];
      g_assert_cmpuint (line->line, ==, expected[i].line);
      g_assert_nonnull (strstr (line->reason, expected[i].word));
    }
  ZbDevice *camera = devices->pdata[0];
  g_assert_cmpint (camera->kind, ==, ZB_DEVICE_CAMERA);
  g_assert_cmpfloat (camera->heading, ==, 90);
  g_assert_true (camera->ptz);
  g_assert_true (isnan (camera->fov));
}

static void
test_places_are_converted (void)
{
  const char *text = "code,name,kind,lon,lat\nC1,a,camera,116.41024449916938,39.91640428150164\n";
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GPtrArray) devices = zb_device_csv_read (text, ZB_DATUM_GCJ02, &refused, NULL);
  ZbDevice *camera = devices->pdata[0];
  g_assert_cmpfloat (zb_point_distance (camera->location, (ZbPoint){ 116.404, 39.915 }), <, 0.1);
}

static void
test_missing_column_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_assert_null (zb_device_csv_read ("code,name,kind,lon\n", ZB_DATUM_WGS84, &refused, &error));
  g_assert_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "lat"));
  g_clear_error (&error);
  g_assert_null (zb_device_csv_read ("", ZB_DATUM_WGS84, &refused, &error));
  g_assert_nonnull (error);
}

static void
test_mutations_do_no_harm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (int round = 0; round < 5000; round++)
    {
      g_autofree char *text = g_strdup (list);
      g_autoptr (GPtrArray) refused = NULL;
      for (int i = 0; i < 4; i++)
        text[g_rand_int_range (rand, 0, (int)strlen (list))] = (char)g_rand_int_range (rand, 1, 256);
      g_autoptr (GPtrArray) devices = zb_device_csv_read (text, ZB_DATUM_BD09, &refused, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/csv/rows", test_rows_and_quotes);
  g_test_add_func ("/wire/device-csv/refused", test_each_refused_line_is_told);
  g_test_add_func ("/wire/device-csv/datum", test_places_are_converted);
  g_test_add_func ("/wire/device-csv/columns", test_missing_column_is_named);
  g_test_add_func ("/wire/device-csv/mutations", test_mutations_do_no_harm);
  return g_test_run ();
}
