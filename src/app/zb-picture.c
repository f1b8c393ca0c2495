/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-picture.h"

/**
 * zb_picture_save:
 * @window: a window that is shown
 * @scale: how many pixels of the picture for one of the window
 * @path: where to
 * @error: set where it fails
 *
 * Saves a window as it is drawn, without the desktop around it, as PNG.
 *
 * Returns: whether it worked
 */
gboolean
zb_picture_save (GtkWidget *window, double scale, const char *path, GError **error)
{
  const double width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_snapshot_scale (snapshot, (float)scale, (float)scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (!node)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The window is not drawn");
      return FALSE;
    }
  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node,
      &GRAPHENE_RECT_INIT (0, 0, (float)(width * scale), (float)(height * scale)));
  if (gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written", path);
  return FALSE;
}
