/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-video-window.h"

#include "zb-window-keys.h"

/**
 * ZbVideoWindow:
 *
 * Cameras in a window of its own, for a second monitor: other tiles, arranged otherwise, apart from those of
 * the desk. A camera that both show is played once. It has no application, so that the console ends with the
 * desk's window.
 */
struct _ZbVideoWindow
{
  AdwWindow parent_instance;
  ZbVideoPage *page;
};

G_DEFINE_FINAL_TYPE (ZbVideoWindow, zb_video_window, ADW_TYPE_WINDOW)

static void
zb_video_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_VIDEO_WINDOW);
  G_OBJECT_CLASS (zb_video_window_parent_class)->dispose (object);
}

static void
zb_video_window_class_init (ZbVideoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_video_window_dispose;
  g_type_ensure (ZB_TYPE_VIDEO_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/video-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbVideoWindow, page);
}

static void
zb_video_window_init (ZbVideoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_video_page_set_only_tiles (self->page, TRUE);
  zb_window_keys_install (GTK_WIDGET (self), GTK_WIDGET (self->page), "tiles.");
}

/**
 * zb_video_window_new:
 *
 * Returns: (transfer floating): a window whose tiles are dark
 */
ZbVideoWindow *
zb_video_window_new (void)
{
  return g_object_new (ZB_TYPE_VIDEO_WINDOW, NULL);
}

/**
 * zb_video_window_get_page:
 * @self: the window
 *
 * Returns: (transfer none): its page of cameras
 */
ZbVideoPage *
zb_video_window_get_page (ZbVideoWindow *self)
{
  g_return_val_if_fail (ZB_IS_VIDEO_WINDOW (self), NULL);
  return self->page;
}
