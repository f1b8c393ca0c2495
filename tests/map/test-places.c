/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the base map has names for. */
#include "zb-base-map.h"
#include "zb-map-places.h"
#include "zb-query.h"

typedef struct
{
  GPtrArray *places;
  GError *error;
  gboolean over;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  reading->places = zb_map_places_read_finish (result, &reading->error);
  reading->over = TRUE;
}

static Reading
read_places (const char *directory)
{
  Reading reading = { 0 };

  zb_map_places_read_async (directory, NULL, on_read, &reading);
  while (!reading.over)
    g_main_context_iteration (NULL, TRUE);
  return reading;
}

static guint
count (GPtrArray *places, const char *title, ZbPoint at, double metres)
{
  guint n = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const ZbSearchHit *place = places->pdata[i];

      n += g_str_equal (place->title, title) && zb_point_distance (place->location, at) < metres;
    }
  return n;
}

/* A street is in dozens of tiles and is found once; the station of the same name is another thing. */
static void
test_district (void)
{
  g_autofree char *directory = zb_base_map_find_directory ();
  Reading reading = read_places (directory);

  g_assert_no_error (reading.error);
  g_assert_cmpuint (reading.places->len, >, 500);
  g_assert_cmpuint (count (reading.places, "娄山关路", (ZbPoint){ 121.4, 31.21 }, 10000), ==, 2);
  g_assert_cmpuint (count (reading.places, "天山路", (ZbPoint){ 121.4, 31.21 }, 10000), >=, 1);
  for (guint i = 0; i < reading.places->len; i++)
    {
      const ZbSearchHit *place = reading.places->pdata[i];

      g_assert_cmpstr (place->kind, ==, "place");
      g_assert_cmpfloat (zb_point_distance (place->location, (ZbPoint){ 121.4, 31.21 }), <, 15000);
    }
  g_ptr_array_unref (reading.places);
}

static void
test_no_map (void)
{
  Reading reading = read_places ("/nowhere");

  g_assert_null (reading.places);
  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_error_free (reading.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/places/district", test_district);
  g_test_add_func ("/map/places/no-map", test_no_map);
  return g_test_run ();
}
