/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer points at, and the same things as a list: a chosen mark becomes an action, which the
 * application answers. */
#include "zb-map-view-private.h"

#include "zb-case.h"
#include "zb-unit.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A list longer than this is no help to anybody; the nearest zoom is. */
#define MAX_MARKS 500

/* The topmost layer first. */
const ZbDrawn *
zb_map_view_pick (ZbMapView *self, double x, double y)
{
  gpointer layers[] = { self->alerts, self->units, self->cases, self->devices };
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      const ZbDrawn *drawn = zb_symbol_layer_pick (layers[i], x, y);
      if (drawn && gtk_widget_get_visible (layers[i]))
        return drawn;
    }
  return gtk_widget_get_visible (GTK_WIDGET (self->zones)) ? zb_zone_layer_pick (self->zones, x, y) : NULL;
}

static void
show_cluster (ZbMapView *self, guint node)
{
  ZbBox extent = zb_device_layer_get_extent (self->devices, node);
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_show_box (self, &extent);
}

/* Does what choosing @mark means: a cluster comes nearer, all else is the application's to answer. */
void
zb_map_view_activate_mark (ZbMapView *self, ZbMapMark *mark)
{
  ZbEntity *entity = zb_map_mark_get_entity (mark);
  if (entity && ZB_IS_ZONE (entity))
    {
      zb_map_view_select_zone (self, ZB_ZONE (entity));
      return;
    }
  const char *action = !entity                ? NULL
                       : ZB_IS_ALERT (entity) ? "alert.select"
                       : ZB_IS_CASE (entity)  ? "case.show"
                       : ZB_IS_UNIT (entity)  ? "unit.select"
                                              : "device.select";
  if (action)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", entity->id);
  else
    show_cluster (self, zb_map_mark_get_node (mark));
}

static void
on_clicked (ZbMapView *self, int n_press, double x, double y)
{
  const ZbDrawn *drawn = zb_map_view_is_drawing (self) ? NULL : zb_map_view_pick (self, x, y);
  if (!drawn && n_press == 2 && !zb_map_view_is_drawing (self))
    zb_map_view_zoom_about (self, x, y, 1);
  if (!drawn || n_press != 1)
    return;
  g_autoptr (ZbMapMark) mark = zb_map_mark_new (drawn);
  zb_map_view_activate_mark (self, mark);
}

static gboolean
on_query_tooltip (ZbMapView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const ZbDrawn *drawn = keyboard || zb_map_view_is_drawing (self) ? NULL : zb_map_view_pick (self, x, y);
  if (!drawn)
    return FALSE;
  g_autoptr (ZbMapMark) mark = zb_map_mark_new (drawn);
  g_autofree char *text =
      g_strdup_printf ("%s\n%s", zb_map_mark_get_title (mark) ? zb_map_mark_get_title (mark) : "",
                       zb_map_mark_get_detail (mark));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
is_on_map (ZbMapView *self, const ZbDrawn *drawn)
{
  return drawn->place.x >= 0 && drawn->place.y >= 0 &&
         drawn->place.x <= gtk_widget_get_width (GTK_WIDGET (self->map)) &&
         drawn->place.y <= gtk_widget_get_height (GTK_WIDGET (self->map));
}

static void
add_marks (ZbMapView *self, gpointer layer, GPtrArray *marks)
{
  guint n;
  const ZbDrawn *drawn = zb_symbol_layer_get_drawn (layer, &n);
  for (guint i = n; gtk_widget_get_visible (layer) && i-- > 0 && marks->len < MAX_MARKS;)
    if (is_on_map (self, &drawn[i]))
      g_ptr_array_add (marks, zb_map_mark_new (&drawn[i]));
}

/* Makes the list say what the last frame drew: alerts with the worst first, cases, units, watch zones,
 * devices. */
void
zb_map_view_fill_marks (ZbMapView *self)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_object_unref);
  add_marks (self, self->alerts, marks);
  add_marks (self, self->cases, marks);
  add_marks (self, self->units, marks);
  add_marks (self, self->zones, marks);
  add_marks (self, self->devices, marks);
  g_list_store_splice (self->marks, 0, g_list_model_get_n_items (G_LIST_MODEL (self->marks)), marks->pdata,
                       marks->len);
}

static void
on_row_chosen (ZbMapView *self, guint position)
{
  g_autoptr (ZbMapMark) mark = g_list_model_get_item (G_LIST_MODEL (self->marks), position);
  gtk_popover_popdown (self->list_popover);
  if (mark)
    zb_map_view_activate_mark (self, mark);
}

void
zb_map_view_init_input (ZbMapView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->map), TRUE);
  g_signal_connect_swapped (self->map, "query-tooltip", G_CALLBACK (on_query_tooltip), self);
  g_autoptr (GtkNoSelection) rows = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->marks)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (on_row_chosen), self);
  g_signal_connect_swapped (self->list_popover, "show", G_CALLBACK (zb_map_view_fill_marks), self);
}
