/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ptz-panel.h"

#include "zb-ptz-keys.h"
#include "zb-ptz-preset-row.h"
#include "zb-ptz-ring.h"
#include "zb-ptz-words.h"
#include "zb-reason-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbPtzPanel:
 *
 * Turns a camera: by holding a direction with the pointer, or keys while the panel or a widget that it
 * follows has the focus. Whatever ends the holding (letting go, the focus or the window gone elsewhere,
 * another page, another camera) ends the movement.
 */
struct _ZbPtzPanel
{
  AdwBin parent_instance;
  ZbPtzControl *control;
  ZbDevice *device;
  GtkWindow *window; /* while it is on screen */
  guint held;        /* keys */
  guint nudge_source;
  guint clock_source;
  GPtrArray *shown_presets;

  GtkWidget *banner;
  GtkLabel *title;
  GtkLabel *line;
  GtkWidget *lease_button;
  GtkWidget *works;
  ZbPtzRing *ring;
  GtkWidget *farther;
  GtkWidget *closer;
  GtkLevelBar *zoom_bar;
  GtkRange *speed;
  GtkWidget *save_button;
  GtkPopover *save_popover;
  GtkEditable *save_name;
  GtkWidget *save_do;
  GtkWidget *no_presets;
  GtkListBox *presets;
};

G_DEFINE_FINAL_TYPE (ZbPtzPanel, zb_ptz_panel, ADW_TYPE_BIN)

#define NUDGE_MS 300
#define SPEED_STEP 0.2

static gboolean
is_mine (ZbPtzPanel *self)
{
  return zb_ptz_control_get_hold (self->control) == ZB_PTZ_HOLD_MINE;
}

/* --- what it shows ---------------------------------------------------------------------------------- */

static void
show_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
show_banner (ZbPtzPanel *self)
{
  ZbPtzWords words;
  const char *classes[] = { "zb-ptz-banner", NULL, NULL };

  zb_ptz_words_fill (&words, self->control);
  classes[1] = words.style;
  gtk_widget_set_css_classes (self->banner, classes);
  if (g_strcmp0 (gtk_label_get_text (self->title), words.title) != 0)
    show_line (self->title, words.title);
  show_line (self->line, words.line);
  gtk_widget_set_visible (self->lease_button, words.button != NULL);
  if (words.button && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->lease_button)), words.button) != 0)
    gtk_button_set_label (GTK_BUTTON (self->lease_button), words.button);
  zb_ptz_words_clear (&words);
}

static gboolean
has_same (GPtrArray *a, GPtrArray *b)
{
  guint n = a ? a->len : 0;

  if (n != (b ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!zb_record_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static ZbPtzPresetRow *
get_row (ZbPtzPanel *self, guint position)
{
  return (ZbPtzPresetRow *)gtk_list_box_get_row_at_index (self->presets, (int)position);
}

static void
settle_presets (ZbPtzPanel *self)
{
  ZbPtzPresetRow *row;

  for (guint i = 0; (row = get_row (self, i)); i++)
    zb_ptz_preset_row_settle (row);
}

static void
fill_presets (ZbPtzPanel *self, GPtrArray *presets)
{
  if (has_same (presets, self->shown_presets))
    return;
  settle_presets (self);
  g_clear_pointer (&self->shown_presets, g_ptr_array_unref);
  self->shown_presets = presets ? g_ptr_array_ref (presets) : NULL;
  gtk_list_box_remove_all (self->presets);
  for (guint i = 0; presets && i < presets->len; i++)
    gtk_list_box_append (self->presets, zb_ptz_preset_row_new (self->control, presets->pdata[i], i + 1));
}

static void
show_presets (ZbPtzPanel *self, ZbPtz *ptz)
{
  ZbPtzPresetRow *row;

  fill_presets (self, ptz->presets);
  for (guint i = 0; (row = get_row (self, i)); i++)
    zb_ptz_preset_row_show (row, ptz, is_mine (self));
  gtk_widget_set_visible (self->no_presets, !ptz->presets || ptz->presets->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->presets), ptz->presets && ptz->presets->len > 0);
  gtk_widget_set_sensitive (self->save_button, is_mine (self));
}

/* From the widest view to the narrowest, each twice as close as far from the next. */
static double
share_of_zoom (const ZbPtz *ptz)
{
  double most = ptz->zoom_most > 1 ? ptz->zoom_most : 8;

  return ptz->zoom >= 1 ? fmin (log (ptz->zoom) / log (most), 1) : 0;
}

static void
show_zoom (ZbPtzPanel *self, ZbPtz *ptz)
{
  g_autofree char *text = g_strdup_printf (_ ("%.1f×"), ptz->zoom);

  gtk_level_bar_set_value (self->zoom_bar, share_of_zoom (ptz));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->zoom_bar), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static void
update (ZbPtzPanel *self)
{
  ZbPtz *ptz = zb_ptz_control_get_ptz (self->control);
  ZbPtzHold hold = zb_ptz_control_get_hold (self->control);

  show_banner (self);
  gtk_widget_set_visible (self->works, ptz != NULL);
  gtk_widget_set_sensitive (self->works, hold == ZB_PTZ_HOLD_MINE || hold == ZB_PTZ_HOLD_FREE);
  if (!zb_ptz_control_is_turning (self->control))
    zb_ptz_ring_show (self->ring, 0, 0);
  if (!ptz)
    return;
  show_zoom (self, ptz);
  show_presets (self, ptz);
}

static gboolean
on_second (gpointer data)
{
  show_banner (data);
  return G_SOURCE_CONTINUE;
}

/* --- turning ---------------------------------------------------------------------------------------- */

static void
on_rest (ZbPtzPanel *self)
{
  if (!self->control)
    return;
  g_clear_handle_id (&self->nudge_source, g_source_remove);
  self->held = 0;
  zb_ptz_control_stop (self->control);
  zb_ptz_ring_show (self->ring, 0, 0);
}

static void
turn (ZbPtzPanel *self, double pan, double tilt, double zoom)
{
  double speed = gtk_range_get_value (self->speed);

  zb_ptz_control_turn (self->control, pan * speed, tilt * speed, zoom * speed);
  if (zb_ptz_control_is_turning (self->control))
    zb_ptz_ring_show (self->ring, pan, tilt);
}

static void
on_turn (ZbPtzPanel *self, double pan, double tilt)
{
  turn (self, pan, tilt, 0);
}

static gboolean
on_nudged (gpointer data)
{
  ZbPtzPanel *self = data;

  self->nudge_source = 0;
  on_rest (self);
  return G_SOURCE_REMOVE;
}

static void
nudge (ZbPtzPanel *self, double pan, double tilt, double zoom)
{
  g_clear_handle_id (&self->nudge_source, g_source_remove);
  turn (self, pan, tilt, zoom);
  self->nudge_source = g_timeout_add (NUDGE_MS, on_nudged, self);
}

static void
on_nudge (ZbPtzPanel *self, double pan, double tilt)
{
  nudge (self, pan, tilt, 0);
}

static void
on_farther (ZbPtzPanel *self)
{
  nudge (self, 0, 0, -1);
}

static void
on_closer (ZbPtzPanel *self)
{
  nudge (self, 0, 0, 1);
}

static void
on_slower (ZbPtzPanel *self)
{
  gtk_range_set_value (self->speed, gtk_range_get_value (self->speed) - SPEED_STEP);
}

static void
on_faster (ZbPtzPanel *self)
{
  gtk_range_set_value (self->speed, gtk_range_get_value (self->speed) + SPEED_STEP);
}

static void
on_zoom_held (ZbPtzPanel *self, double x, double y, GtkGestureDrag *drag)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (button);
  turn (self, 0, 0, button == self->closer ? 1 : -1);
}

/* Before the button's own gesture, whose click is for the keyboard. */
static void
make_hold (ZbPtzPanel *self, GtkWidget *button)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_zoom_held), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_rest), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_rest), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (drag));
}

/* --- keys ------------------------------------------------------------------------------------------- */

static void
turn_by_keys (ZbPtzPanel *self)
{
  double pan, tilt, zoom;

  zb_ptz_keys_add_up (self->held, &pan, &tilt, &zoom);
  if (self->held == 0)
    on_rest (self);
  else
    turn (self, pan, tilt, zoom);
}

static gboolean
recall (ZbPtzPanel *self, int position)
{
  ZbPtzPresetRow *row = position >= 0 ? get_row (self, (guint)position) : NULL;

  if (!row)
    return FALSE;
  zb_ptz_control_recall (self->control, zb_ptz_preset_row_get_preset (row)->id);
  return TRUE;
}

static gboolean
is_writing (ZbPtzPanel *self)
{
  GtkWidget *focus = self->window ? gtk_window_get_focus (self->window) : NULL;

  return focus && GTK_IS_EDITABLE (focus);
}

/* Elsewhere than in the panel the keys mean something else until the camera is the officer's. */
static gboolean
on_key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                ZbPtzPanel *self)
{
  gboolean here = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)) == GTK_WIDGET (self);
  guint key = zb_ptz_keys_find (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || is_writing (self) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  if (keyval == GDK_KEY_Escape && zb_ptz_control_is_turning (self->control))
    {
      on_rest (self);
      return TRUE;
    }
  if (!here && !is_mine (self))
    return FALSE;
  if (key == 0)
    return recall (self, zb_ptz_keys_find_preset (keyval));
  self->held |= key;
  turn_by_keys (self);
  return TRUE;
}

static void
on_key_released (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                 ZbPtzPanel *self)
{
  guint key = zb_ptz_keys_find (keyval);

  if ((self->held & key) == 0)
    return;
  self->held &= ~key;
  turn_by_keys (self);
}

/**
 * zb_ptz_panel_follow:
 * @self: the panel
 * @widget: another widget, such as the tiles
 *
 * While @widget has the focus, keys turn the camera too; when it loses it, they no longer do. It must live as
 * long as the panel.
 */
void
zb_ptz_panel_follow (ZbPtzPanel *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (ZB_IS_PTZ_PANEL (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (on_key_released), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_rest), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
}

/* --- the lease and the presets ---------------------------------------------------------------------- */

static void
on_reason (GtkWidget *asker, const char *reason, gpointer data)
{
  zb_ptz_control_take (ZB_PTZ_PANEL (asker)->control, reason);
}

static void
ask_to_take (ZbPtzPanel *self)
{
  ZbPtz *ptz = zb_ptz_control_get_ptz (self->control);
  const char *usual[] = { _ ("An urgent alert"), _ ("Asked for by the command"), NULL };
  g_autofree char *heading = ptz && ptz->lease && ptz->lease->holder_name
                                 ? g_strdup_printf (_ ("Take the camera from %s?"), ptz->lease->holder_name)
                                 : g_strdup (_ ("Take the camera?"));

  zb_ask_reason (GTK_WIDGET (self), heading, C_ ("camera", "Take over"), usual, on_reason, NULL, NULL);
}

static void
on_lease_clicked (ZbPtzPanel *self)
{
  ZbPtzHold hold = zb_ptz_control_get_hold (self->control);

  if (hold == ZB_PTZ_HOLD_MINE)
    zb_ptz_control_release (self->control);
  else if (hold == ZB_PTZ_HOLD_FREE)
    zb_ptz_control_take (self->control, NULL);
  else
    ask_to_take (self);
}

static char *
dup_name (ZbPtzPanel *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->save_name)));
}

static void
on_name_changed (ZbPtzPanel *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->save_do, *name != '\0');
}

static void
on_save (ZbPtzPanel *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0')
    return;
  zb_ptz_control_save (self->control, name);
  gtk_popover_popdown (self->save_popover);
  gtk_editable_set_text (self->save_name, "");
}

static void
on_preset_activated (ZbPtzPanel *self, GtkListBoxRow *row)
{
  recall (self, gtk_list_box_row_get_index (row));
}

/* --- on screen and off it --------------------------------------------------------------------------- */

static void
on_active (ZbPtzPanel *self)
{
  if (!gtk_window_is_active (self->window))
    on_rest (self);
}

static void
zb_ptz_panel_map (GtkWidget *widget)
{
  ZbPtzPanel *self = ZB_PTZ_PANEL (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (zb_ptz_panel_parent_class)->map (widget);
  if (GTK_IS_WINDOW (root))
    self->window = g_object_ref (GTK_WINDOW (root));
  if (self->window)
    g_signal_connect_swapped (self->window, "notify::is-active", G_CALLBACK (on_active), self);
  self->clock_source = g_timeout_add_seconds (1, on_second, self);
  zb_ptz_control_set_camera (self->control, self->device);
}

static void
leave (ZbPtzPanel *self)
{
  g_clear_handle_id (&self->clock_source, g_source_remove);
  if (self->window)
    g_signal_handlers_disconnect_by_func (self->window, on_active, self);
  g_clear_object (&self->window);
  if (!self->control)
    return;
  on_rest (self);
  settle_presets (self);
  zb_ptz_control_set_camera (self->control, NULL);
}

static void
zb_ptz_panel_unmap (GtkWidget *widget)
{
  leave (ZB_PTZ_PANEL (widget));
  GTK_WIDGET_CLASS (zb_ptz_panel_parent_class)->unmap (widget);
}

static void
zb_ptz_panel_dispose (GObject *object)
{
  ZbPtzPanel *self = ZB_PTZ_PANEL (object);

  g_clear_handle_id (&self->nudge_source, g_source_remove);
  g_clear_handle_id (&self->clock_source, g_source_remove);
  if (self->control)
    g_signal_handlers_disconnect_by_data (self->control, self);
  if (self->window)
    g_signal_handlers_disconnect_by_func (self->window, on_active, self);
  g_clear_object (&self->window);
  g_clear_object (&self->control);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_PTZ_PANEL);
  g_clear_object (&self->device);
  g_clear_pointer (&self->shown_presets, g_ptr_array_unref);
  G_OBJECT_CLASS (zb_ptz_panel_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, ZbPtzPanel, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/ptz-panel.ui");
  BIND (banner);
  BIND (title);
  BIND (line);
  BIND (lease_button);
  BIND (works);
  BIND (ring);
  BIND (farther);
  BIND (closer);
  BIND (zoom_bar);
  BIND (speed);
  BIND (save_button);
  BIND (save_popover);
  BIND (save_name);
  BIND (save_do);
  BIND (no_presets);
  BIND (presets);
}

#define CALL(callback) gtk_widget_class_bind_template_callback (widget_class, callback)

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  CALL (on_lease_clicked);
  CALL (on_turn);
  CALL (on_rest);
  CALL (on_nudge);
  CALL (on_farther);
  CALL (on_closer);
  CALL (on_slower);
  CALL (on_faster);
  CALL (on_save);
  CALL (on_name_changed);
  CALL (on_preset_activated);
}

static void
zb_ptz_panel_class_init (ZbPtzPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_ptz_panel_dispose;
  widget_class->map = zb_ptz_panel_map;
  widget_class->unmap = zb_ptz_panel_unmap;
  g_type_ensure (ZB_TYPE_PTZ_RING);
  bind_template (widget_class);
  bind_callbacks (widget_class);
}

static void
zb_ptz_panel_init (ZbPtzPanel *self)
{
  self->control = zb_ptz_control_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_hold (self, self->farther);
  make_hold (self, self->closer);
  zb_ptz_panel_follow (self, GTK_WIDGET (self));
  g_signal_connect_swapped (self->control, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * zb_ptz_panel_new:
 *
 * Returns: (transfer floating): a panel of no camera yet
 */
GtkWidget *
zb_ptz_panel_new (void)
{
  return g_object_new (ZB_TYPE_PTZ_PANEL, NULL);
}

/**
 * zb_ptz_panel_set_media:
 * @self: the panel
 * @media: (nullable): whoever can turn cameras
 */
void
zb_ptz_panel_set_media (ZbPtzPanel *self, ZbMedia *media)
{
  g_return_if_fail (ZB_IS_PTZ_PANEL (self));
  zb_ptz_control_set_media (self->control, media);
}

/**
 * zb_ptz_panel_set_device:
 * @self: the panel
 * @device: (nullable): the camera that is to be turned; the one before stops
 */
void
zb_ptz_panel_set_device (ZbPtzPanel *self, ZbDevice *device)
{
  g_return_if_fail (ZB_IS_PTZ_PANEL (self));
  if (self->device == device)
    return;
  on_rest (self);
  settle_presets (self);
  g_set_object (&self->device, device);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    zb_ptz_control_set_camera (self->control, device);
}

/**
 * zb_ptz_panel_get_control:
 * @self: the panel
 *
 * Returns: (transfer none): what turns the camera
 */
ZbPtzControl *
zb_ptz_panel_get_control (ZbPtzPanel *self)
{
  g_return_val_if_fail (ZB_IS_PTZ_PANEL (self), NULL);
  return self->control;
}
