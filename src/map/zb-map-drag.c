/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera is dragged from its symbol to where cameras are shown, an alert as the camera to look at it with.
 * Beside symbols the map itself is dragged. */
#include "zb-map-view-private.h"

#include "zb-alert-camera.h"

static ZbDevice *
find_camera (ZbMapView *self, const ZbDrawn *drawn)
{
  ZbEntity *entity = drawn ? drawn->entity : NULL;

  if (entity && ZB_IS_ALERT (entity))
    return zb_alert_find_camera (ZB_ALERT (entity), self->world);
  return entity && ZB_IS_DEVICE (entity) && ZB_DEVICE (entity)->kind == ZB_DEVICE_CAMERA ? ZB_DEVICE (entity)
                                                                                         : NULL;
}

/* The tiles are in another window: where there is none, a press on a symbol moves the map as beside it. */
static gboolean
is_anywhere_to_drop (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_mapped = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      n_mapped += gtk_widget_get_mapped (window);
    }
  return n_mapped > 1;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, ZbMapView *self)
{
  const gboolean idle = !zb_map_view_is_drawing (self) && is_anywhere_to_drop ();
  const ZbDrawn *drawn = idle ? zb_map_view_pick (self, x, y) : NULL;
  ZbDevice *camera = find_camera (self, drawn);

  return camera ? gdk_content_provider_new_typed (ZB_TYPE_DEVICE, camera) : NULL;
}

/* Before the map sees it, which would move under the symbol. */
void
zb_map_view_init_drag (ZbMapView *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (source));
}
