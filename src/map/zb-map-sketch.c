/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing on the map: by clicks, or by the keyboard alone, which moves the map under a cross in the middle
 * of the view. What is drawn stays until it is dismissed; the view does not go away meanwhile. */
#include "zb-map-view-private.h"

#include <glib/gi18n.h>

/* A click on the first corner closes a surface. */
#define CORNERS_TO_CLOSE 3

gboolean
zb_map_view_is_drawing (ZbMapView *self)
{
  return self->sketch && !zb_sketch_is_finished (self->sketch);
}

static ZbPoint
point_at (ZbMapView *self, double x, double y)
{
  ZbMapProjection projection;
  if (!zb_map_projection_init (&projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map)))
    return ZB_POINT_NOWHERE;
  return zb_map_projection_to_point (&projection, x, y);
}

static ZbPoint
point_in_middle (ZbMapView *self)
{
  GtkWidget *map = GTK_WIDGET (self->map);
  return point_at (self, gtk_widget_get_width (map) / 2.0, gtk_widget_get_height (map) / 2.0);
}

/* What can be done now. */
static void
update_actions (ZbMapView *self)
{
  gboolean drawing = zb_map_view_is_drawing (self);
  guint n = 0;
  if (self->sketch)
    zb_sketch_get_points (self->sketch, &n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.sketch-point", drawing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.sketch-back",
                                 drawing && n > 0 && !zb_sketch_is_complete (self->sketch));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.sketch-finish",
                                 drawing && zb_sketch_can_finish (self->sketch));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.sketch-copy",
                                 self->sketch && zb_sketch_is_finished (self->sketch));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.sketch-leave", self->sketch != NULL);
}

static void
set_mode (ZbMapView *self, gboolean drawing)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), drawing ? "crosshair" : NULL);
  zb_sketch_layer_set_cross (self->sketch_layer, drawing && self->sketching_by_keys);
}

static void
on_changed (ZbMapView *self)
{
  set_mode (self, zb_map_view_is_drawing (self));
  update_actions (self);
}

/* The view is again what it was: held by the officer, or free to go to the next alert that is selected. */
void
zb_map_view_end_sketch (ZbMapView *self)
{
  if (!self->sketch)
    return;
  g_signal_handlers_disconnect_by_data (self->sketch, self);
  g_clear_object (&self->sketch);
  zb_sketch_layer_set_sketch (self->sketch_layer, NULL);
  zb_sketch_bar_set_sketch (self->sketch_bar, NULL);
  zb_map_view_set_locked (self, self->locked_before);
  on_changed (self);
}

/* Takes the place of what was drawn before. */
void
zb_map_view_begin_sketch (ZbMapView *self, ZbSketch *sketch)
{
  zb_map_view_end_sketch (self);
  self->sketch = g_object_ref (sketch);
  self->locked_before = self->locked;
  self->sketching_by_keys = FALSE;
  zb_map_view_set_locked (self, TRUE);
  g_signal_connect_swapped (sketch, "changed", G_CALLBACK (on_changed), self);
  zb_sketch_layer_set_sketch (self->sketch_layer, sketch);
  zb_sketch_bar_set_sketch (self->sketch_bar, sketch);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  on_changed (self);
}

/* --- the pointer -------------------------------------------------------------------------------------- */

static void
on_motion (ZbMapView *self, double x, double y)
{
  if (!zb_map_view_is_drawing (self))
    return;
  self->sketching_by_keys = FALSE;
  zb_sketch_set_pointer (self->sketch, point_at (self, x, y));
}

static void
on_left (ZbMapView *self)
{
  if (zb_map_view_is_drawing (self) && !self->sketching_by_keys)
    zb_sketch_set_pointer (self->sketch, ZB_POINT_NOWHERE);
}

static void
on_pressed (ZbMapView *self, int n_press, double x, double y)
{
  self->pressed_x = x;
  self->pressed_y = y;
  if (self->sketch)
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static gboolean
closes (ZbMapView *self, double x, double y)
{
  guint i, n;
  zb_sketch_get_points (self->sketch, &n);
  return zb_sketch_get_shape (self->sketch) == ZB_SKETCH_POLYGON && n >= CORNERS_TO_CLOSE &&
         zb_sketch_layer_pick_point (self->sketch_layer, x, y, &i) && i == 0;
}

/* The map is dragged also while something is drawn on it; only a click that stays where it is sets a point.
 */
static void
on_released (ZbMapView *self, int n_press, double x, double y)
{
  if (!zb_map_view_is_drawing (self) ||
      gtk_drag_check_threshold (GTK_WIDGET (self->map), (int)self->pressed_x, (int)self->pressed_y, (int)x,
                                (int)y))
    return;
  if (n_press == 2 || closes (self, x, y))
    zb_sketch_finish (self->sketch);
  else if (n_press == 1)
    zb_sketch_add (self->sketch, point_at (self, x, y));
}

/* A point that is taken hold of is moved, and the map stays. */
static void
on_drag_begun (ZbMapView *self, double x, double y, GtkGesture *gesture)
{
  self->holds_point = zb_map_view_is_drawing (self) &&
                      zb_sketch_layer_pick_point (self->sketch_layer, x, y, &self->held_point);
  if (self->holds_point)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_point_dragged (ZbMapView *self, double x, double y)
{
  if (self->holds_point && zb_map_view_is_drawing (self) &&
      gtk_drag_check_threshold (GTK_WIDGET (self->map), 0, 0, (int)x, (int)y))
    zb_sketch_move (self->sketch, self->held_point,
                    point_at (self, self->pressed_x + x, self->pressed_y + y));
}

/* --- the keyboard --------------------------------------------------------------------------------------- */

/* Under the cross there is another place now. */
static void
on_moved (ZbMapView *self)
{
  if (zb_map_view_is_drawing (self) && self->sketching_by_keys)
    zb_sketch_set_pointer (self->sketch, point_in_middle (self));
}

static void
go_by_keys (ZbMapView *self)
{
  self->sketching_by_keys = TRUE;
  set_mode (self, TRUE);
  on_moved (self);
}

static const char *
action_of_key (guint key, GdkModifierType state)
{
  if (key == GDK_KEY_c && (state & GDK_CONTROL_MASK))
    return "map.sketch-copy";
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return NULL;
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      return "map.sketch-point";
    case GDK_KEY_BackSpace:
      return "map.sketch-back";
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return "map.sketch-finish";
    case GDK_KEY_Escape:
      return "map.sketch-leave";
    default:
      return NULL;
    }
}

/* On the map itself only: on a button of the bar the same keys press that button. */
static gboolean
on_key (ZbMapView *self, guint key, guint code, GdkModifierType state)
{
  const char *action = self->sketch ? action_of_key (key, state) : NULL;
  if (zb_map_view_is_drawing (self) &&
      (key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down))
    go_by_keys (self);
  if (!action)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL) || zb_map_view_is_drawing (self);
}

/* On the buttons around the map, two keys still mean what is drawn. */
static gboolean
on_key_beside (ZbMapView *self, guint key, guint code, GdkModifierType state)
{
  const char *action = self->sketch ? action_of_key (key, state) : NULL;
  if (!action || (key != GDK_KEY_Escape && key != GDK_KEY_BackSpace))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

/* --- actions -----------------------------------------------------------------------------------------------
 */

static void
on_measure (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean area = g_str_equal (g_variant_get_string (parameter, NULL), "area");
  g_autoptr (ZbSketch) sketch = zb_sketch_new (area ? ZB_SKETCH_POLYGON : ZB_SKETCH_LINE);
  zb_map_view_drop_draft (ZB_MAP_VIEW (widget));
  zb_map_view_begin_sketch (ZB_MAP_VIEW (widget), sketch);
}

/* From the place whose menu was opened. */
static void
on_measure_here (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  if (!zb_point_is_known (self->menu_place))
    return;
  on_measure (widget, name, parameter);
  zb_sketch_add (self->sketch, self->menu_place);
}

static void
on_point (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  go_by_keys (self);
  zb_sketch_add (self->sketch, point_in_middle (self));
}

static void
on_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_sketch_take_back (ZB_MAP_VIEW (widget)->sketch);
}

static void
on_finish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_sketch_finish (ZB_MAP_VIEW (widget)->sketch);
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *size = zb_sketch_bar_get_size (ZB_MAP_VIEW (widget)->sketch_bar);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), size);
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), _ ("Copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_map_view_drop_draft (ZB_MAP_VIEW (widget));
  zb_map_view_end_sketch (ZB_MAP_VIEW (widget));
}

void
zb_map_view_install_sketch (GtkWidgetClass *widget_class)
{
  g_type_ensure (ZB_TYPE_SKETCH_BAR);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, sketch_bar);
  gtk_widget_class_install_action (widget_class, "map.measure", "s", on_measure);
  gtk_widget_class_install_action (widget_class, "map.measure-here", "s", on_measure_here);
  gtk_widget_class_install_action (widget_class, "map.sketch-point", NULL, on_point);
  gtk_widget_class_install_action (widget_class, "map.sketch-back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "map.sketch-finish", NULL, on_finish);
  gtk_widget_class_install_action (widget_class, "map.sketch-copy", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "map.sketch-leave", NULL, on_leave);
}

static void
add_gestures (ZbMapView *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begun), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_point_dragged), self);
  gtk_gesture_group (click, drag);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (drag));
}

static void
add_keys (ZbMapView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *beside = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (beside, "key-pressed", G_CALLBACK (on_key_beside), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), beside);
}

void
zb_map_view_init_sketch (ZbMapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  self->sketch_layer = zb_sketch_layer_new (viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->sketch_layer));
  add_gestures (self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);
  add_keys (self);
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (on_moved), self);
  update_actions (self);
}
