/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of frames stays as long as the window has its size, however often it is laid out. */
#include "zb-frame-memory.h"

#include <cairo-xlib.h>
#include <gdk/x11/gdkx.h>
#include <stdio.h>
#include <string.h>

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

/* Returns FALSE where no memory is kept for its frames, and skips the test. */
static gboolean
show (GtkWindow *window, guint *n_layouts)
{
  gtk_window_present (window);
  g_signal_connect_after (gtk_native_get_surface (GTK_NATIVE (window)), "layout", G_CALLBACK (count),
                          n_layouts);
  wait_for (n_layouts, 1);
  if (get_kept (window))
    return TRUE;
  g_test_skip ("frames are painted otherwise here");
  return FALSE;
}

/* What of the memory that is shared with the display this process has touched, KiB. */
static guint
get_shared (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean is_shared = FALSE;
  guint sum = 0, kib;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (strchr (lines[i], '-') && g_ascii_isxdigit (*lines[i]) && !strstr (lines[i], "kB"))
      is_shared = strstr (lines[i], "SYSV") != NULL;
    else if (is_shared && sscanf (lines[i], "Rss: %u kB", &kib) == 1)
      sum += kib;
  return sum;
}

/* As many frames as a display that is slow has under way at a time. */
static void
be_busy (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  cairo_surface_t *frames[6], *on;
  XWindowAttributes attributes;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  Display *display = GDK_SURFACE_XDISPLAY (surface);
  XGetWindowAttributes (display, GDK_SURFACE_XID (surface), &attributes);
  on = cairo_xlib_surface_create (display, GDK_SURFACE_XID (surface), attributes.visual, attributes.width,
                                  attributes.height);
  G_GNUC_END_IGNORE_DEPRECATIONS
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      frames[i] =
          cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, attributes.width, attributes.height);
      memset (cairo_image_surface_get_data (frames[i]), 1,
              (gsize)cairo_image_surface_get_stride (frames[i]) * (gsize)attributes.height);
    }
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    cairo_surface_destroy (frames[i]);
  cairo_surface_destroy (on);
}

/* What a busy display has needed is given back, although the last frame may be under way still. */
static void
test_renew (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ()), *other = GTK_WINDOW (gtk_window_new ());
  guint n_layouts = 0, busy;

  gtk_window_set_default_size (window, 900, 600);
  zb_frame_memory_keep (GTK_WIDGET (window));
  zb_frame_memory_keep (GTK_WIDGET (other));
  gtk_window_present (other);
  if (!show (window, &n_layouts))
    {
      gtk_window_destroy (other);
      gtk_window_destroy (window);
      return;
    }
  be_busy (window);
  busy = get_shared ();
  zb_frame_memory_renew (GTK_WIDGET (window));
  g_test_message ("%u KiB, then %u KiB", busy, get_shared ());
  g_assert_cmpuint (busy, >, 6 * 900 * 600 * 4 / 1024);
  g_assert_cmpuint (get_shared (), <, busy / 3);
  g_assert_nonnull (get_kept (other));
  gtk_window_destroy (other);
  g_assert_nonnull (get_kept (window));
  gtk_window_destroy (window);
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
  if (!show (window, &n_layouts))
    {
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
  g_test_add_func ("/frame-memory/renew", test_renew);
  return g_test_run ();
}
