/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rests is painted once, and what is seen is the same. */
#include "zb-raster-bin.h"

#include <gtk/gtk.h>

#define WAIT_SECONDS 10

/* A window with something that draws itself in each frame behind what may rest. */
typedef struct
{
  GtkWindow *window;
  GtkWidget *behind;
  GtkLabel *label;
  ZbRasterBin *bin;
  guint n_frames;
} Fixture;

static void
count_frame (GdkFrameClock *clock, Fixture *fixture)
{
  fixture->n_frames++;
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_frames (Fixture *fixture, guint n, GtkWidget *widget)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (WAIT_SECONDS, set_flag, &late);

  for (fixture->n_frames = 0; fixture->n_frames < n && !late;)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_false (late);
  g_source_remove (timeout);
}

static void
wait_for_pictures (Fixture *fixture, guint n)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (WAIT_SECONDS, set_flag, &late);

  while (zb_raster_bin_get_n_pictures (fixture->bin) < n && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_css_provider_load_from_string (
      css, "window { background: #402060; } .panel { background: #e0e0e0; color: #103050; "
           "padding: 8px; border-radius: 9px; box-shadow: 0 2px 8px alpha(black, 0.5); }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
  fixture->behind = gtk_drawing_area_new ();
  fixture->label = GTK_LABEL (gtk_label_new ("1,234 devices in view"));
  gtk_widget_add_css_class (GTK_WIDGET (fixture->label), "panel");
  fixture->bin = ZB_RASTER_BIN (zb_raster_bin_new (GTK_WIDGET (fixture->label)));
  gtk_widget_set_halign (GTK_WIDGET (fixture->bin), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (fixture->bin), GTK_ALIGN_CENTER);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), fixture->behind);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (fixture->bin));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 300, 120);
  gtk_window_set_child (fixture->window, overlay);
  gtk_window_present (fixture->window);
  g_signal_connect (gtk_widget_get_frame_clock (overlay), "after-paint", G_CALLBACK (count_frame), fixture);
  run_frames (fixture, 4, fixture->behind);
  wait_for_pictures (fixture, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window)), fixture);
  gtk_window_destroy (fixture->window);
}

static GBytes *
look (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  const int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint8 *pixels = g_malloc ((gsize)(width * height * 4));

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  gdk_texture_download (texture, pixels, (gsize)width * 4);
  return g_bytes_new_take (pixels, (gsize)(width * height * 4));
}

static void
assert_alike (GBytes *one, GBytes *other)
{
  gsize n, n_other;
  const guint8 *a = g_bytes_get_data (one, &n), *b = g_bytes_get_data (other, &n_other);

  g_assert_cmpuint (n, ==, n_other);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (ABS (a[i] - b[i]), <=, 2);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  run_frames (fixture, 30, fixture->behind);
  g_assert_cmpuint (zb_raster_bin_get_n_pictures (fixture->bin), ==, 1);
}

/* The same widget, in the bin and without it. */
static void
test_alike (Fixture *fixture, gconstpointer data)
{
  GtkWidget *label = g_object_ref (GTK_WIDGET (fixture->label)),
            *overlay = gtk_widget_get_parent (GTK_WIDGET (fixture->bin));
  g_autoptr (GBytes) rastered = look (fixture), direct = NULL;

  zb_raster_bin_set_child (fixture->bin, NULL);
  gtk_overlay_remove_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (fixture->bin));
  gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  run_frames (fixture, 3, fixture->behind);
  direct = look (fixture);
  assert_alike (rastered, direct);
  g_object_unref (label);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) before = look (fixture), after = NULL;

  gtk_label_set_label (fixture->label, "8 devices in view");
  wait_for_pictures (fixture, 2);
  run_frames (fixture, 2, fixture->behind);
  after = look (fixture);
  g_assert_false (g_bytes_equal (before, after));
}

/* In motion it is not painted twice a frame; at rest it is. */
static void
test_motion (Fixture *fixture, gconstpointer data)
{
  guint before;

  run_frames (fixture, 3, GTK_WIDGET (fixture->label));
  before = zb_raster_bin_get_n_pictures (fixture->bin);
  run_frames (fixture, 20, GTK_WIDGET (fixture->label));
  g_assert_cmpuint (zb_raster_bin_get_n_pictures (fixture->bin), <, before + 10);
  wait_for_pictures (fixture, before + 1);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/raster-bin/once", test_once);
  add ("/raster-bin/alike", test_alike);
  add ("/raster-bin/changed", test_changed);
  add ("/raster-bin/motion", test_motion);
  return g_test_run ();
}
