/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does with hands and eyes: pressing the button that is there to be pressed, writing
 * into the line that asks, waiting until the picture is whole. What cannot be pressed is not pressed. */
#include "zb-tour-private.h"

#include "zb-base-map.h"
#include "zb-evidence-picture.h"
#include "zb-tile.h"

#include <shumate/shumate.h>

/**
 * zb_tour_find:
 * @widget: where to look
 * @match: what is looked for
 * @data: for @match
 *
 * Returns: (transfer none) (nullable): the first such widget that is on the screen
 */
GtkWidget *
zb_tour_find (GtkWidget *widget, TourMatch match, gconstpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = zb_tour_find (child, match, data);
      if (found)
        return found;
    }
  return NULL;
}

/**
 * zb_tour_count:
 * @widget: where to look
 * @match: what is looked for
 * @data: for @match
 *
 * Returns: how many such widgets are on the screen
 */
guint
zb_tour_count (GtkWidget *widget, TourMatch match, gconstpointer data)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (match (widget, data))
    return 1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += zb_tour_count (child, match, data);
  return n;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *)type);
}

/**
 * zb_tour_find_type:
 * @widget: where to look
 * @type: a type of widget
 *
 * Returns: (transfer none) (nullable): the first such widget that is on the screen
 */
GtkWidget *
zb_tour_find_type (GtkWidget *widget, GType type)
{
  return zb_tour_find (widget, is_of_type, &type);
}

/**
 * zb_tour_get_dialog:
 * @tour: a tour
 *
 * Returns: (transfer none) (nullable): the dialog over the window
 */
GtkWidget *
zb_tour_get_dialog (Tour *tour)
{
  return (GtkWidget *)adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (tour->window));
}

/* --- buttons ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *action;
  const char *target;
} Button;

static gboolean
is_button (GtkWidget *widget, gconstpointer data)
{
  const Button *wanted = data;
  GtkActionable *button = GTK_IS_BUTTON (widget) ? GTK_ACTIONABLE (widget) : NULL;
  GVariant *target;

  if (!button || !gtk_widget_is_sensitive (widget) ||
      g_strcmp0 (gtk_actionable_get_action_name (button), wanted->action) != 0)
    return FALSE;
  target = gtk_actionable_get_action_target_value (button);
  return !wanted->target || (target && g_strcmp0 (g_variant_get_string (target, NULL), wanted->target) == 0);
}

/**
 * zb_tour_press:
 * @tour: a tour
 * @action: what a button does
 * @target: (nullable): what it does it with
 *
 * Presses the button that is on the screen and can be pressed.
 *
 * Returns: whether there is one
 */
gboolean
zb_tour_press (Tour *tour, const char *action, const char *target)
{
  const Button wanted = { action, target };
  GtkWidget *dialog = zb_tour_get_dialog (tour);
  GtkWidget *button = zb_tour_find (dialog ? dialog : tour->window, is_button, &wanted);

  if (!zb_tour_expect (button != NULL, "no button can be pressed for %s", action))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

static gboolean
is_suggested (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_has_css_class (widget, "suggested-action");
}

static gboolean
press_suggested (GtkWidget *widget)
{
  GtkWidget *button = zb_tour_find (widget, is_suggested, NULL);

  if (!zb_tour_expect (button != NULL, "nothing can be pressed to go on"))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

static gboolean
asks_for_reason (Tour *tour)
{
  GtkWidget *dialog = zb_tour_get_dialog (tour);

  return dialog && ADW_IS_ALERT_DIALOG (dialog) && zb_tour_find_type (dialog, GTK_TYPE_ENTRY);
}

static gboolean
asks_nothing (Tour *tour)
{
  return zb_tour_get_dialog (tour) == NULL;
}

/**
 * zb_tour_give_reason:
 * @tour: a tour
 * @reason: what is written
 *
 * Waits for the dialog that asks for a reason, writes it and goes on.
 *
 * Returns: whether there was one and it is closed
 */
gboolean
zb_tour_give_reason (Tour *tour, const char *reason)
{
  GtkWidget *dialog;

  if (!zb_tour_wait (tour, asks_for_reason, 10, "a dialog that asks why"))
    return FALSE;
  dialog = zb_tour_get_dialog (tour);
  if (!zb_tour_expect (!zb_tour_find (dialog, is_suggested, NULL), "a reason is not asked for after all"))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (zb_tour_find_type (dialog, GTK_TYPE_ENTRY)), reason);
  return press_suggested (dialog) && zb_tour_wait (tour, asks_nothing, 10, "the dialog closes");
}

static gboolean
is_entry_row (GtkWidget *widget, gconstpointer unused)
{
  return ADW_IS_ENTRY_ROW (widget) && !ADW_IS_PASSWORD_ENTRY_ROW (widget);
}

/**
 * zb_tour_enter:
 * @form: the door
 * @username: who
 * @password: the password
 *
 * Writes both into the door's lines and presses its button.
 *
 * Returns: whether that was possible
 */
gboolean
zb_tour_enter (GtkWidget *form, const char *username, const char *password)
{
  GtkWidget *name = zb_tour_find (form, is_entry_row, NULL);
  GtkWidget *secret = zb_tour_find_type (form, ADW_TYPE_PASSWORD_ENTRY_ROW);

  if (!zb_tour_expect (name && secret, "the door does not ask for a name and a password"))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (name), username);
  gtk_editable_set_text (GTK_EDITABLE (secret), password);
  return press_suggested (form);
}

/**
 * zb_tour_offers:
 * @menu_button: a button with a menu
 * @action: an action with its target, as "task.act::0"
 *
 * Returns: whether the button can be pressed and its menu has that
 */
gboolean
zb_tour_offers (GtkWidget *menu_button, const char *action)
{
  GMenuModel *menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (menu_button));
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (!menu || !gtk_widget_is_sensitive (menu_button) ||
      !g_action_parse_detailed_name (action, &name, &target, NULL))
    return FALSE;
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GVariant) has =
          g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_ACTION, G_VARIANT_TYPE_STRING);
      g_autoptr (GVariant) with =
          g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      if (has && with && g_str_equal (g_variant_get_string (has, NULL), name) &&
          g_variant_equal (with, target))
        return TRUE;
    }
  return FALSE;
}

/* --- whether what is shown is whole ------------------------------------------------------------ */

static gboolean
is_map_without_tiles (GtkWidget *widget, gconstpointer unused)
{
  return SHUMATE_IS_MAP (widget) && !zb_base_map_is_drawn (SHUMATE_MAP (widget));
}

static gboolean
is_loading_picture (GtkWidget *widget, gconstpointer unused)
{
  return ZB_IS_EVIDENCE_PICTURE (widget) && zb_tour_find_type (widget, ADW_TYPE_SPINNER);
}

static gboolean
is_moving (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_REVEALER (widget) && gtk_revealer_get_reveal_child (GTK_REVEALER (widget)) !=
                                         gtk_revealer_get_child_revealed (GTK_REVEALER (widget));
}

/**
 * zb_tour_find_missing:
 * @tour: a tour
 *
 * Every map on the screen should have its tiles, every picture be there, and nothing be half way in or
 * out.
 *
 * Returns: (transfer none) (nullable): what is missing yet, in words
 */
const char *
zb_tour_find_missing (Tour *tour)
{
  if (zb_tour_find (tour->window, is_map_without_tiles, NULL))
    return "a map without all its tiles";
  if (zb_tour_find (tour->window, is_loading_picture, NULL))
    return "a picture that is being fetched";
  return zb_tour_find (tour->window, is_moving, NULL) ? "something that moves in or out" : NULL;
}

/**
 * zb_tour_tile_is_live:
 * @widget: any widget
 * @unused: nothing
 *
 * Returns: whether it is a tile that plays and has painted
 */
gboolean
zb_tour_tile_is_live (GtkWidget *widget, gconstpointer unused)
{
  ZbPlayer *player = ZB_IS_TILE (widget) ? zb_tile_get_player (ZB_TILE (widget)) : NULL;

  return player && zb_player_get_state (player) == ZB_PLAYER_LIVE &&
         zb_tile_get_n_painted (ZB_TILE (widget)) > 0;
}
