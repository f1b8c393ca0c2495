/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-memory.h"

#ifdef GDK_WINDOWING_X11
#  include <cairo-xlib.h>
#  include <gdk/x11/gdkx.h>
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Cairo shares memory with the display for what is at least this large, and keeps it in one piece with
 * frames where it was asked for among them. */
#  define SIDE 128
#  define KEPT "zb-frame-memory"

/* What a busy display needed more memory for is given back after this long. */
#  define RENEW_SECONDS 60

static void
let_go (gpointer surface)
{
  cairo_surface_destroy (surface);
}

static cairo_surface_t *
get_window (GdkSurface *surface, int width, int height)
{
  Display *display = GDK_SURFACE_XDISPLAY (surface);
  XWindowAttributes attributes;

  if (!XGetWindowAttributes (display, GDK_SURFACE_XID (surface), &attributes))
    return NULL;
  return cairo_xlib_surface_create (display, GDK_SURFACE_XID (surface), attributes.visual, width, height);
}

static cairo_surface_t *
get_surface (GtkWidget *window, int *width, int *height)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  const int scale = gdk_surface_get_scale_factor (surface);

  *width = gdk_surface_get_width (surface) * scale;
  *height = gdk_surface_get_height (surface) * scale;
  return get_window (surface, *width, *height);
}

static void
keep (GtkWidget *window)
{
  int width, height;
  cairo_surface_t *on = get_surface (window, &width, &height), *frame;

  if (!on)
    return;
  g_object_set_data (G_OBJECT (window), KEPT, NULL);
  frame = cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, width, height);
  g_object_set_data_full (G_OBJECT (window), KEPT,
                          cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, SIDE, SIDE), let_go);
  cairo_surface_destroy (frame);
  cairo_surface_destroy (on);
}

/* Cairo takes back what was under way when it is asked for memory the next time, and lets a piece go when the
 * last of what is in it goes: so the last frame has to be shown, and something asked for and let go last. */
static void
let_all_go (GPtrArray *windows)
{
  int width, height;
  cairo_surface_t *on = get_surface (windows->pdata[0], &width, &height), *last;

  if (!on)
    return;
  XSync (cairo_xlib_surface_get_display (on), False);
  last = cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  for (guint i = 0; i < windows->len; i++)
    g_object_set_data (windows->pdata[i], KEPT, NULL);
  cairo_surface_destroy (last);
  cairo_surface_destroy (on);
}

static gboolean
renew (gpointer data)
{
  GPtrArray *windows = data;

  let_all_go (windows);
  for (guint i = 0; i < windows->len; i++)
    keep (windows->pdata[i]);
  return G_SOURCE_CONTINUE;
}

/* All windows of a display share one memory. */
static GPtrArray *
get_windows (GtkWidget *window)
{
  GObject *display = G_OBJECT (gtk_widget_get_display (window));
  GPtrArray *windows = g_object_get_data (display, "zb-frame-memory-windows");

  if (!windows)
    {
      windows = g_ptr_array_new ();
      g_object_set_data_full (display, "zb-frame-memory-windows", windows, (GDestroyNotify)g_ptr_array_unref);
    }
  return windows;
}

static void
add_window (GtkWidget *window)
{
  GPtrArray *windows = get_windows (window);

  g_ptr_array_add (windows, window);
  if (windows->len == 1)
    g_timeout_add_seconds (RENEW_SECONDS, renew, windows);
}

static void
remove_window (GtkWidget *window)
{
  GPtrArray *windows = get_windows (window);

  if (g_ptr_array_remove (windows, window) && windows->len == 0)
    g_source_remove_by_user_data (windows);
}

/* A frame's pixels, if it were of one size for all displays. */
static int
count_pixels (GdkSurface *surface)
{
  const int scale = gdk_surface_get_scale_factor (surface);

  return gdk_surface_get_width (surface) * gdk_surface_get_height (surface) * scale * scale;
}

/* Said whenever anything in the window is laid out anew, which is many times a second, mostly at the size
 * that it had. */
static void
on_layout (GdkSurface *surface, int width, int height, GtkWidget *window)
{
  const int pixels = count_pixels (surface);

  if (pixels == 0 || pixels == GPOINTER_TO_INT (g_object_get_data (G_OBJECT (window), "zb-frame-pixels")))
    return;
  g_object_set_data (G_OBJECT (window), "zb-frame-pixels", GINT_TO_POINTER (pixels));
  keep (window);
}

static void
on_realize (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (!GDK_IS_X11_SURFACE (surface) || !GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (window))))
    return;
  g_signal_connect_object (surface, "layout", G_CALLBACK (on_layout), window, 0);
  on_layout (surface, gdk_surface_get_width (surface), gdk_surface_get_height (surface), window);
  add_window (window);
}

static void
on_unrealize (GtkWidget *window)
{
  g_object_set_data (G_OBJECT (window), KEPT, NULL);
  g_object_set_data (G_OBJECT (window), "zb-frame-pixels", NULL);
  remove_window (window);
}

G_GNUC_END_IGNORE_DEPRECATIONS
#endif

/**
 * zb_frame_memory_renew:
 * @window: a window whose memory is kept
 *
 * Gives back what frames of this display have needed at the most, and keeps what one needs.
 */
void
zb_frame_memory_renew (GtkWidget *window)
{
#ifdef GDK_WINDOWING_X11
  GPtrArray *windows = get_windows (window);

  if (windows->len > 0)
    renew (windows);
#endif
}

/**
 * zb_frame_memory_keep:
 * @window: a window
 *
 * On X11 without a graphics card each frame goes to the display through shared memory, which cairo lets go
 * after each frame and asks the system for anew: more than a third of what a frame of the map cost was that.
 * It keeps the memory as long as anything is in it, so a small picture is left there. While the display is
 * busy more than one frame is under way, and what that took is given back some minutes later.
 */
void
zb_frame_memory_keep (GtkWidget *window)
{
#ifdef GDK_WINDOWING_X11
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), NULL);
  g_signal_connect (window, "unrealize", G_CALLBACK (on_unrealize), NULL);
  if (gtk_widget_get_realized (window))
    on_realize (window);
#endif
}
