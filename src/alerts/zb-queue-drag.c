/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert is dragged as the camera to look at it with, so that whatever shows cameras takes it. There is one
 * source of drags for the whole list: rows come and go as it scrolls. */
#include "zb-queue-drag.h"

#include "zb-alert-camera.h"
#include "zb-pending-mark.h"
#include "zb-words.h"

/* The mark in each row knows whose it is. */
static GtkWidget *
find_mark (GtkWidget *widget)
{
  GtkWidget *found = ZB_IS_PENDING_MARK (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_mark (child);
  return found;
}

static GtkWidget *
find_row (GtkWidget *list, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (widget && widget != list && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);
  return widget != list ? widget : NULL;
}

/**
 * zb_queue_drag_find_alert:
 * @list: a list of alerts, each row with a #ZbPendingMark of its alert
 * @x: in the list's coordinates
 * @y: likewise
 *
 * Returns: (transfer none) (nullable): the alert whose row is there
 */
ZbAlert *
zb_queue_drag_find_alert (GtkWidget *list, double x, double y)
{
  GtkWidget *row = find_row (list, x, y), *mark = row ? find_mark (row) : NULL;
  g_autofree char *id = NULL;

  if (!mark || !zb_words_get_world ())
    return NULL;
  g_object_get (mark, "subject", &id, NULL);
  return id ? zb_world_lookup (zb_words_get_world (), ZB_KIND_ALERT, id) : NULL;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, GtkWidget *list)
{
  ZbAlert *alert = zb_queue_drag_find_alert (list, x, y);
  ZbDevice *camera = alert ? zb_alert_find_camera (alert, zb_words_get_world ()) : NULL;

  return camera ? gdk_content_provider_new_typed (ZB_TYPE_DEVICE, camera) : NULL;
}

/**
 * zb_queue_drag_attach:
 * @list: a list of alerts, each row with a #ZbPendingMark of its alert
 *
 * Lets alerts be dragged to where cameras are shown: the one that raised it, or the nearest.
 */
void
zb_queue_drag_attach (GtkWidget *list)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), list);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (source));
}
