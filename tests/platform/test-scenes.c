/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenes of the demonstration cameras: they differ, they move, they loop, and they can be evidence. */
#include "zb-scene.h"

#include <gst/gst.h>
#include <string.h>

#define WIDTH 320
#define HEIGHT 180

static cairo_surface_t *
draw (ZbScene scene, double seconds)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  zb_scene_draw (scene, cr, WIDTH, HEIGHT, seconds);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Mean difference of a colour channel, 0 to 255. */
static double
difference (cairo_surface_t *a, cairo_surface_t *b)
{
  const guint8 *one = cairo_image_surface_get_data (a), *two = cairo_image_surface_get_data (b);
  gsize n = (gsize)cairo_image_surface_get_stride (a) * HEIGHT;
  guint64 sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += i % 4 == 3 ? 0 : (guint64)ABS (one[i] - two[i]);
  return (double)sum / (n / 4 * 3);
}

static void
test_scenes_differ (void)
{
  cairo_surface_t *pictures[ZB_N_SCENES];
  for (guint i = 0; i < ZB_N_SCENES; i++)
    pictures[i] = draw ((ZbScene)i, 3);
  for (guint i = 0; i < ZB_N_SCENES; i++)
    for (guint j = i + 1; j < ZB_N_SCENES; j++)
      {
        g_test_message ("%s and %s differ by %.1f", zb_scene_get_name ((ZbScene)i),
                        zb_scene_get_name ((ZbScene)j), difference (pictures[i], pictures[j]));
        g_assert_cmpfloat (difference (pictures[i], pictures[j]), >, 8);
      }
  for (guint i = 0; i < ZB_N_SCENES; i++)
    cairo_surface_destroy (pictures[i]);
}

static void
test_scenes_move_and_loop (void)
{
  for (guint i = 0; i < ZB_N_SCENES; i++)
    {
      cairo_surface_t *first = draw ((ZbScene)i, 0), *later = draw ((ZbScene)i, 4.6);
      cairo_surface_t *again = draw ((ZbScene)i, ZB_SCENE_PERIOD),
                      *last = draw ((ZbScene)i, ZB_SCENE_PERIOD - 1 / 15.);
      g_assert_cmpfloat (difference (first, later), >, 0.08);
      g_assert_cmpfloat (difference (first, again), ==, 0);
      g_assert_cmpfloat (difference (first, last), <, 3);
      cairo_surface_destroy (first);
      cairo_surface_destroy (later);
      cairo_surface_destroy (again);
      cairo_surface_destroy (last);
    }
}

/* A console takes a camera for frozen whose picture never changes: no scene may look like that for two
 * seconds, at any time. */
static void
test_scenes_never_freeze (void)
{
  const double step = 0.5;
  for (guint i = 0; i < ZB_N_SCENES; i++)
    {
      guint same = 0;
      cairo_surface_t *before = draw ((ZbScene)i, 0);
      for (double seconds = step; seconds <= ZB_SCENE_PERIOD; seconds += step)
        {
          cairo_surface_t *now = draw ((ZbScene)i, seconds);
          same = difference (before, now) > 0 ? 0 : same + 1;
          if (same * step >= 2)
            g_error ("%s stands still at %.1f s", zb_scene_get_name ((ZbScene)i), seconds);
          cairo_surface_destroy (before);
          before = now;
        }
      cairo_surface_destroy (before);
    }
}

static void
test_placements (void)
{
  g_assert_cmpint (zb_scene_for_placement ("high_lookout", 7), ==, ZB_SCENE_LOOKOUT);
  g_assert_cmpint (zb_scene_for_placement ("residential", 7), ==, zb_scene_for_placement ("residential", 7));
  g_assert_cmpint (zb_scene_for_camera ("residential", "天山路889弄 东门", 3), ==,
                   zb_scene_for_camera ("boundary", "仙霞路 88弄 西门", 3));
  g_assert_cmpint (zb_scene_for_camera ("key_area", "娄山关路天山路口", 3), ==, ZB_SCENE_JUNCTION);
  g_assert_cmpint (zb_scene_for_camera ("crowded", "中山公园站3号口", 3), ==, ZB_SCENE_STATION);
  g_assert_cmpint (zb_scene_for_camera ("high_lookout", "仙霞路 88 号楼顶", 3), ==, ZB_SCENE_LOOKOUT);
  g_assert_cmpint (zb_scene_for_camera ("high_lookout", NULL, 3), ==, ZB_SCENE_LOOKOUT);
  for (guint i = 0; i < 500; i++)
    g_assert_cmpint (zb_scene_for_placement (i % 2 ? "nowhere" : NULL, i), <, ZB_N_SCENES);
}

static void
test_stills (void)
{
  static const char *const kinds[] = {
    "shed_smoke",  "cover_open",    "exposed_garbage", "blocked_fire_lane", "street_vending",
    "water_level", "device_tamper", "overcrowding",    "kind_of_tomorrow",  NULL
  };
  for (guint i = 0; kinds[i]; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) one = zb_scene_draw_still (kinds[i], "烟雾 0.93", 5, 640, 360, &error);
      g_assert_no_error (error);
      g_autoptr (GBytes) same = zb_scene_draw_still (kinds[i], "烟雾 0.93", 5, 640, 360, &error);
      g_assert_true (g_bytes_equal (one, same));
      g_assert_cmpmem (g_bytes_get_data (one, NULL), 3, "\xff\xd8\xff", 3);
    }
}

/* For what no recogniser sees there is what a sensor has measured, or what a camera shows. */
static void
test_evidence (void)
{
  static const struct
  {
    const char *kind;
    int number;
    gboolean measured;
  } cases[] = {
    { "gas_leak", 23, TRUE },         { "shed_overheat", 67, TRUE },
    { "cover_flooded", 0, TRUE },     { "gate_held_open", 41, TRUE },
    { "elder_inactivity", 17, TRUE }, { "elder_sos", 0, TRUE },
    { "citizen_report", 0, FALSE },   { "dispute", 0, FALSE },
    { "kind_of_tomorrow", 0, FALSE }, { NULL, 0, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *kind = cases[i].kind;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) one = zb_scene_draw_evidence (kind, NULL, cases[i].number, 5, 640, 360, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (one, NULL), 3, "\xff\xd8\xff", 3);
      g_autoptr (GBytes) same = zb_scene_draw_evidence (kind, NULL, cases[i].number, 5, 640, 360, NULL);
      g_autoptr (GBytes) more = zb_scene_draw_evidence (kind, NULL, cases[i].number + 30, 5, 640, 360, NULL);
      g_autoptr (GBytes) calm = zb_scene_draw_calm (kind, 5, 640, 360, NULL);
      g_assert_true (g_bytes_equal (one, same));
      g_assert_cmpint (g_bytes_equal (one, more), ==, !cases[i].measured);
      g_assert_cmpint (g_bytes_equal (one, calm), ==, !cases[i].measured);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/cameras/scenes/differ", test_scenes_differ);
  g_test_add_func ("/cameras/scenes/move-and-loop", test_scenes_move_and_loop);
  g_test_add_func ("/cameras/scenes/never-freeze", test_scenes_never_freeze);
  g_test_add_func ("/cameras/scenes/placements", test_placements);
  g_test_add_func ("/cameras/scenes/stills", test_stills);
  g_test_add_func ("/cameras/scenes/evidence", test_evidence);
  return g_test_run ();
}
