/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of frames stays as long as the window has its size, however often it is laid out. */
#include "zb-frame-memory.h"

#include <cairo.h>

#define WAIT_SECONDS 10

static const cairo_user_data_key_t mark;

static cairo_surface_t *
get_kept (GtkWindow *window)
{
  return g_object_get_data (G_OBJECT (window), "zb-frame-memory");
}

static gboolean
is_marked (GtkWindow *window)
{
  cairo_surface_t *kept = get_kept (window);

  return kept && cairo_surface_get_user_data (kept, &mark);
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
count (GdkSurface *surface, int width, int height, guint *n)
{
  (*n)++;
}

static void
wait_for (guint *n, guint wanted)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (WAIT_SECONDS, set_flag, &late);

  while (*n < wanted && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timeout);
}

static void
test_layouts (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *label = gtk_label_new ("1");
  guint n_layouts = 0;

  gtk_window_set_child (window, label);
  gtk_window_set_default_size (window, 400, 300);
  zb_frame_memory_keep (GTK_WIDGET (window));
  gtk_window_present (window);
  g_signal_connect_after (gtk_native_get_surface (GTK_NATIVE (window)), "layout", G_CALLBACK (count),
                          &n_layouts);
  wait_for (&n_layouts, 1);
  if (!get_kept (window))
    {
      g_test_skip ("frames are painted otherwise here");
      gtk_window_destroy (window);
      return;
    }
  cairo_surface_set_user_data (get_kept (window), &mark, window, NULL);
  for (guint i = 0, before = n_layouts; i < 3; i++, before = n_layouts)
    {
      g_autofree char *text = g_strdup_printf ("%u devices", i);
      gtk_label_set_label (GTK_LABEL (label), text);
      wait_for (&n_layouts, before + 1);
    }
  g_assert_true (is_marked (window));
  gtk_window_set_default_size (window, 500, 400);
  for (guint i = 0; i < 20 && is_marked (window); i++)
    wait_for (&n_layouts, n_layouts + 1);
  g_assert_false (is_marked (window));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-memory/layouts", test_layouts);
  return g_test_run ();
}
