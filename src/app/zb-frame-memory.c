/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-memory.h"

#ifdef GDK_WINDOWING_X11
#  include <cairo-xlib.h>
#  include <gdk/x11/gdkx.h>
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* Cairo shares memory with the display for what is at least this large, and keeps it in one piece with
 * frames where it was asked for among them. */
#  define SIDE 128

/* What a busy display needed more memory for is given back after this long. */
#  define RENEW_SECONDS 300

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

static void
keep (GtkWidget *window, GdkSurface *surface)
{
  const int scale = gdk_surface_get_scale_factor (surface);
  const int width = gdk_surface_get_width (surface) * scale,
            height = gdk_surface_get_height (surface) * scale;
  cairo_surface_t *on = get_window (surface, width, height), *frame;

  if (!on)
    return;
  g_object_set_data (G_OBJECT (window), "zb-frame-memory", NULL);
  frame = cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, width, height);
  g_object_set_data_full (G_OBJECT (window), "zb-frame-memory",
                          cairo_surface_create_similar_image (on, CAIRO_FORMAT_ARGB32, SIDE, SIDE), let_go);
  cairo_surface_destroy (frame);
  cairo_surface_destroy (on);
}

static gboolean
renew (gpointer window)
{
  keep (window, gtk_native_get_surface (GTK_NATIVE (window)));
  return G_SOURCE_CONTINUE;
}

static void
stop (gpointer source)
{
  g_source_remove (GPOINTER_TO_UINT (source));
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
  keep (window, surface);
}

static void
on_realize (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (!GDK_IS_X11_SURFACE (surface) || !GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (window))))
    return;
  g_signal_connect_object (surface, "layout", G_CALLBACK (on_layout), window, 0);
  on_layout (surface, gdk_surface_get_width (surface), gdk_surface_get_height (surface), window);
  g_object_set_data_full (G_OBJECT (window), "zb-frame-memory-renewal",
                          GUINT_TO_POINTER (g_timeout_add_seconds (RENEW_SECONDS, renew, window)), stop);
}

static void
on_unrealize (GtkWidget *window)
{
  g_object_set_data (G_OBJECT (window), "zb-frame-memory", NULL);
  g_object_set_data (G_OBJECT (window), "zb-frame-pixels", NULL);
  g_object_set_data (G_OBJECT (window), "zb-frame-memory-renewal", NULL);
}

G_GNUC_END_IGNORE_DEPRECATIONS
#endif

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
