/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map on a display: nothing of it is missing that was there before, and its names stay where they
 * are. */
#include "zb-base-layer.h"
#include "zb-base-map.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"

#include <adwaita.h>

#define ZOOM 16

static const ZbPoint start = { 121.3985, 31.2145 };

typedef struct
{
  ZbWorld *world;
  ZbMapView *view;
  ZbBaseLayer *base;
  GtkWindow *window;
} Fixture;

static void
wait_until_complete (Fixture *f)
{
  const gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  zb_map_fixture_run (20);
  while (!zb_base_layer_is_complete (f->base) && g_get_monotonic_time () < end)
    zb_map_fixture_run (20);
  g_assert_true (zb_base_layer_is_complete (f->base));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_map_fixture_small_world (1);
  f->view = ZB_MAP_VIEW (zb_map_view_new ());
  f->window = zb_map_fixture_show (GTK_WIDGET (f->view), 1040, 792);
  zb_map_view_set_world (f->view, f->world);
  f->base = ZB_BASE_LAYER (f->view->base);
  zb_map_fixture_wait (f->view);
  zb_map_view_go_to (f->view, start, ZOOM);
  wait_until_complete (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->window);
  g_object_unref (f->world);
}

/* --- panning ----------------------------------------------------------------------------------- */

static void
on_after_paint (GdkFrameClock *clock, guint *n_frames)
{
  ++*n_frames;
}

/* Goes some pixels further, and lets exactly one frame come of it. */
static void
pan (Fixture *f, double right, double down)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (f->view));
  ShumateLocation *at = SHUMATE_LOCATION (shumate_map_get_viewport (f->view->map));
  ZbMercator place = zb_mercator_from_point (
      (ZbPoint){ shumate_location_get_longitude (at), shumate_location_get_latitude (at) });
  const double world = 256 * exp2 (ZOOM);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &n_frames);
  ZbPoint to;

  place.x += right / world;
  place.y += down / world;
  to = zb_mercator_to_point (place);
  shumate_location_set_location (at, to.lat, to.lon);
  while (n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* A name, whoever owns it. */
typedef struct
{
  char *text;
  graphene_rect_t place;
} Seen;

static void
clear_seen (gpointer data)
{
  g_free (((Seen *)data)->text);
}

static GArray *
see (Fixture *f)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Seen));
  guint n;
  const ZbBaseName *names = zb_base_layer_get_names (f->base, &n);

  g_array_set_clear_func (all, clear_seen);
  for (guint i = 0; i < n; i++)
    {
      const Seen seen = { g_strdup (names[i].label->text), names[i].place };

      g_array_append_val (all, seen);
    }
  return all;
}

/* The same name after everything went by @x and @y. */
static gboolean
is_there (GArray *all, const Seen *seen, float x, float y)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Seen *other = &g_array_index (all, Seen, i);

      if (g_str_equal (other->text, seen->text) && other->place.origin.x == seen->place.origin.x + x &&
          other->place.origin.y == seen->place.origin.y + y)
        return TRUE;
    }
  return FALSE;
}

/* What is still in view. */
static gboolean
stays (Fixture *f, const Seen *seen, float x, float y)
{
  const float left = seen->place.origin.x + x, top = seen->place.origin.y + y;

  return left > 0 && top > 0 &&
         left + seen->place.size.width < (float)gtk_widget_get_width (GTK_WIDGET (f->base)) &&
         top + seen->place.size.height < (float)gtk_widget_get_height (GTK_WIDGET (f->base));
}

/* By how much all went: the pixels are whole, the way is not. */
static gboolean
find_way (GArray *before, GArray *after, float right, float down, float *x, float *y)
{
  const Seen *first = &g_array_index (before, Seen, 0);

  for (*x = -right - 1; *x <= -right + 1; ++*x)
    for (*y = -down - 1; *y <= -down + 1; ++*y)
      if (is_there (after, first, *x, *y))
        return TRUE;
  return FALSE;
}

static void
test_names_stay (Fixture *f, gconstpointer data)
{
  guint n_compared = 0;

  for (guint step = 0; step < 60; step++)
    {
      const float right = step < 30 ? 9 : -7, down = step % 20 < 10 ? 5 : -6;
      g_autoptr (GArray) before = see (f), after = NULL;
      float x = 0, y = 0;

      pan (f, (double)right, (double)down);
      after = see (f);
      g_assert_cmpuint (before->len, >, 5);
      if (!stays (f, &g_array_index (before, Seen, 0), -right, -down))
        continue;
      g_assert_true (find_way (before, after, right, down, &x, &y));
      for (guint i = 0; i < before->len; i++)
        {
          const Seen *seen = &g_array_index (before, Seen, i);

          if (!stays (f, seen, x, y))
            continue;
          g_test_message ("step %u, %s", step, seen->text);
          g_assert_true (is_there (after, seen, x, y));
          n_compared++;
        }
    }
  g_assert_cmpuint (n_compared, >, 300);
}

/* There and back again: on the way back all tiles are there, and each frame has them. */
static void
test_nothing_is_missing (Fixture *f, gconstpointer data)
{
  for (guint step = 0; step < 12; step++)
    {
      pan (f, 150, 30);
      wait_until_complete (f);
    }
  for (guint step = 0; step < 90; step++)
    {
      pan (f, -20, -4);
      g_assert_true (zb_base_layer_is_complete (f->base));
    }
}

/* Nearer and back: what was there is shown in the first frame, and so are its names. */
static void
test_zoom_and_back (Fixture *f, gconstpointer data)
{
  guint n_names;

  zb_map_view_go_to (f->view, start, ZOOM + 1);
  wait_until_complete (f);
  zb_map_view_go_to (f->view, start, ZOOM);
  pan (f, 0, 1);
  g_assert_true (zb_base_layer_is_complete (f->base));
  zb_base_layer_get_names (f->base, &n_names);
  g_assert_cmpuint (n_names, >, 5);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int result;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  ADD ("/map/base/names-stay", test_names_stay);
  ADD ("/map/base/nothing-is-missing", test_nothing_is_missing);
  ADD ("/map/base/zoom-and-back", test_zoom_and_back);
  result = g_test_run ();
  zb_base_map_stop ();
  return result;
}
