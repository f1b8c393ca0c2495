/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-video-window.h"

#include "zb-actions.h"

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

static gboolean
on_key (GtkWidget *widget, GVariant *unused, gpointer data)
{
  const ZbAction *row = data;

  return gtk_widget_activate_action_variant (GTK_WIDGET (ZB_VIDEO_WINDOW (widget)->page), row->name, NULL);
}

/* Those keys of the desk that are the tiles'. Letters wait until nothing else wants them. */
static void
install_keys (ZbVideoWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  guint n_rows;
  const ZbAction *rows = zb_actions_get (&n_rows);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].key && !rows[i].type && g_str_has_prefix (rows[i].name, "tiles."))
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (keys),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (rows[i].key),
                            gtk_callback_action_new (on_key, (gpointer)&rows[i], NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

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
  install_keys (self);
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
