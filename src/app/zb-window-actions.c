/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window's actions do. Only here does an action become a command to the platform:
 *
 *   key or button ─▶ action "alert.claim" (id) ─▶ ZbCommand ─▶ the desk's outbox
 */
#include "zb-actions.h"
#include "zb-alert-pane.h"
#include "zb-case-pane.h"
#include "zb-device.h"
#include "zb-now.h"
#include "zb-unit.h"
#include "zb-phone-in-dialog.h"
#include "zb-queue-view.h"
#include "zb-settings-dialog.h"
#include "zb-shortcuts-dialog.h"
#include "zb-window-private.h"
#include "zb-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  void (*act) (ZbWindow *self, GVariant *parameter);
} Handler;

/* --- commands to the platform ------------------------------------------------------------ */

static ZbCommand *
submit (ZbWindow *self, const char *name, const char *subject, GVariant *args)
{
  return zb_window_submit (self, name, subject, args);
}

static GVariant *
one_text (const char *name, const char *text)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, name, "s", text);
  return g_variant_dict_end (&dict);
}

static GVariant *
nothing (void)
{
  return g_variant_new ("a{sv}", NULL);
}

static void
act_submit (ZbWindow *self, GVariant *parameter)
{
  const char *name, *subject;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s@a{sv})", &name, &subject, &args);
  command = submit (self, name, subject, args);
}

static void
act_claim (ZbWindow *self, GVariant *parameter)
{
  g_autoptr (ZbCommand) command =
      submit (self, "alert.claim", g_variant_get_string (parameter, NULL), nothing ());
}

/* A dialog is given the desk's properties like a page, and lives over the window. */
static void
present (ZbWindow *self, GType type)
{
  GtkWidget *dialog = g_object_new (type, NULL);

  zb_window_bind_to_desk (self, G_OBJECT (dialog));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
act_dispatch_alert (ZbWindow *self, GVariant *parameter)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, g_variant_get_string (parameter, NULL));

  if (alert)
    zb_window_present_dispatch (
        self, alert, alert->case_id ? zb_world_lookup (world, ZB_KIND_CASE, alert->case_id) : NULL);
}

static void
act_dispatch_case (ZbWindow *self, GVariant *parameter)
{
  ZbCase *a_case =
      zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_CASE, g_variant_get_string (parameter, NULL));

  if (a_case)
    zb_window_present_dispatch (self, NULL, a_case);
}

static void
act_dispatch (ZbWindow *self, GVariant *parameter)
{
  zb_window_dispatch (self, parameter);
}

/* Every queue below @widget does what its action says; with @shown, only one that is shown. */
static void
act_on_queues (GtkWidget *widget, const char *action, GVariant *parameter, gboolean shown)
{
  if (ZB_IS_QUEUE_VIEW (widget))
    {
      if (!shown || gtk_widget_get_mapped (widget))
        gtk_widget_activate_action_variant (widget, action, parameter);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    act_on_queues (child, action, parameter, shown);
}

static void
act_take_new (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.take-new", NULL, FALSE);
}

static void
act_take_opening (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.take-opening", NULL, FALSE);
}

static void
act_filter (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.filter", parameter, TRUE);
}

static void
act_mode (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.mode", parameter, FALSE);
}

static void
act_next (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.next", NULL, TRUE);
}

static void
act_previous (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.previous", NULL, TRUE);
}

static void
act_choose (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.choose", NULL, TRUE);
}

static void
act_extend_next (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.extend-next", NULL, TRUE);
}

static void
act_extend_previous (ZbWindow *self, GVariant *parameter)
{
  act_on_queues (GTK_WIDGET (self), "queue.extend-previous", NULL, TRUE);
}

static void
act_create_alert (ZbWindow *self, GVariant *parameter)
{
  present (self, ZB_TYPE_PHONE_IN_DIALOG);
}

static void
act_take_over (ZbWindow *self, GVariant *parameter)
{
  const char *id, *reason;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &reason);
  command = submit (self, "alert.claim", id, one_text ("take_over", reason));
}

static void
act_release (ZbWindow *self, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (ZbCommand) command = submit (self, "alert.release", id, nothing ());

  if (command)
    zb_window_note_release (self, id);
}

/* A verdict waits for five seconds, during which it can be undone. */
static void
offer_undo (ZbWindow *self, ZbCommand *command, const char *verdict)
{
  const int value = zb_choices_parse (&zb_verdicts, verdict);
  g_autofree char *words = g_strdup_printf (_ ("Verdict: %s"), zb_words_choice (&zb_verdicts, value));
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "outbox.withdraw");
  adw_toast_set_action_target (toast, "s", zb_command_get_key (command));
  adw_toast_set_timeout (toast, 5);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
act_verdict (ZbWindow *self, GVariant *parameter)
{
  const char *id, *verdict;
  ZbAlert *alert;
  GVariantDict args;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &verdict);
  alert = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, id);
  if (!alert)
    return;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "verdict", "s", verdict);
  g_variant_dict_insert (&args, "seen_occurrence", "x", alert->occurrences);
  command = submit (self, "alert.verdict", id, g_variant_dict_end (&args));
  if (command)
    offer_undo (self, command, verdict);
}

static void
act_snooze (ZbWindow *self, GVariant *parameter)
{
  const char *id, *reason;
  gint64 until;
  GVariantDict args;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&sx&s)", &id, &until, &reason);
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "until", "x", until);
  g_variant_dict_insert (&args, "reason", "s", reason);
  command = submit (self, "alert.snooze", id, g_variant_dict_end (&args));
}

static void
act_merge (ZbWindow *self, GVariant *parameter)
{
  const char *id, *into;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &into);
  command = submit (self, "alert.merge", id, one_text ("into", into));
}

static void
act_join (ZbWindow *self, GVariant *parameter)
{
  const char *id, *of;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &of);
  command = submit (self, "alert.case", id, one_text ("case", of));
}

static void
act_close (ZbWindow *self, GVariant *parameter)
{
  const char *id, *reason;
  g_autoptr (ZbCommand) command = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &reason);
  command = submit (self, "alert.close", id, one_text ("reason", reason));
}

/* --- selecting and showing --------------------------------------------------------------- */

static void
act_select (ZbWindow *self, GVariant *parameter)
{
  const char *id = g_variant_get_string (parameter, NULL);

  if (*id)
    zb_window_show_entity (self, ZB_KIND_ALERT, id);
  else
    zb_desk_select_alert (self->desk, NULL);
}

static void
act_deselect (ZbWindow *self, GVariant *parameter)
{
  zb_desk_select_alert (self->desk, NULL);
}

static void
act_show_case (ZbWindow *self, GVariant *parameter)
{
  zb_window_show_entity (self, ZB_KIND_CASE, g_variant_get_string (parameter, NULL));
  zb_window_show_page (self, "cases");
}

static GtkWidget *
find_case_pane (GtkWidget *widget)
{
  GtkWidget *found = ZB_IS_CASE_PANE (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_case_pane (child);
  return found;
}

static void
tell_case_pane (ZbWindow *self, const char *what)
{
  GtkWidget *pane = find_case_pane (GTK_WIDGET (self));
  g_autofree char *name = g_strconcat ("case-pane.", what, NULL);

  if (pane)
    gtk_widget_activate_action (pane, name, NULL);
}

/* What is done with a case is the pane's, whose guards grey it out; the keys reach it where it is shown. */
static void
act_on_case (ZbWindow *self, GVariant *parameter)
{
  tell_case_pane (self, g_variant_get_string (parameter, NULL));
}

static void
act_print_case (ZbWindow *self, GVariant *parameter)
{
  tell_case_pane (self, "print");
}

static void
act_save_case (ZbWindow *self, GVariant *parameter)
{
  tell_case_pane (self, "save-pdf");
}

static void
act_page (ZbWindow *self, GVariant *parameter)
{
  zb_window_show_page (self, g_variant_get_string (parameter, NULL));
}

/* A device or unit that was chosen on the map says what it is. */
static void
act_select_device (ZbWindow *self, GVariant *parameter)
{
  ZbDevice *device = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_DEVICE,
                                      g_variant_get_string (parameter, NULL));
  g_autofree char *words = NULL;

  if (!device)
    return;
  words = g_strdup_printf ("%s · %s · %s", device->name, zb_words_choice (&zb_device_kinds, device->kind),
                           zb_words_choice (&zb_device_statuses, device->status));
  zb_window_offer_camera (zb_window_say (self, words), device);
}

static void
act_select_unit (ZbWindow *self, GVariant *parameter)
{
  ZbUnit *unit =
      zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_UNIT, g_variant_get_string (parameter, NULL));
  g_autofree char *age = unit ? zb_words_ago (unit->as_of, zb_now ()) : NULL;
  g_autofree char *words = NULL;

  if (!unit)
    return;
  words = g_strdup_printf (C_ ("unit, state, age of position", "%s · %s · position %s"), unit->call_sign,
                           zb_words_choice (&zb_unit_statuses, unit->status), age);
  zb_window_say (self, words);
}

/* The cameras that see a place, beside the map. */
static void
act_look (ZbWindow *self, GVariant *parameter)
{
  ZbPoint place;

  g_variant_get (parameter, "(dd)", &place.lon, &place.lat);
  zb_window_show_page (self, "map");
  zb_map_page_look (self->map_page, place);
}

/* A camera goes to a tile of the wall of pictures. */
static void
act_open_camera (ZbWindow *self, GVariant *parameter)
{
  ZbDevice *camera = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_DEVICE,
                                      g_variant_get_string (parameter, NULL));

  if (!camera || camera->kind != ZB_DEVICE_CAMERA)
    return;
  zb_window_show_page (self, "video");
  zb_video_page_open (self->video_page, camera);
}

static void
act_search (ZbWindow *self, GVariant *parameter)
{
  zb_search_open (self->search);
}

static void
act_settings (ZbWindow *self, GVariant *parameter)
{
  adw_dialog_present (zb_settings_dialog_new (self->settings), GTK_WIDGET (self));
}

static void
act_shortcuts (ZbWindow *self, GVariant *parameter)
{
  adw_dialog_present (zb_shortcuts_dialog_new (), GTK_WIDGET (self));
}

static void
act_walls (ZbWindow *self, GVariant *parameter)
{
  gtk_menu_button_popup (self->walls_button);
}

/* clang-format off: one row a line */
static const Handler handlers[] = {
  { "alert.select", act_select },
  { "alert.deselect", act_deselect },
  { "alert.create", act_create_alert },
  { "alert.dispatch", act_dispatch_alert },
  { "case.dispatch", act_dispatch },
  { "case.compose", act_dispatch_case },
  { "alert.filter", act_filter },
  { "alert.mode", act_mode },
  { "alert.next", act_next },
  { "alert.previous", act_previous },
  { "alert.take-new", act_take_new },
  { "alert.take-opening", act_take_opening },
  { "alert.choose", act_choose },
  { "alert.extend-next", act_extend_next },
  { "alert.extend-previous", act_extend_previous },
  { "alert.many", zb_window_act_on_many },
  { "alert.claim", act_claim },
  { "alert.take-over", act_take_over },
  { "alert.release", act_release },
  { "alert.verdict", act_verdict },
  { "alert.snooze", act_snooze },
  { "alert.merge", act_merge },
  { "alert.join", act_join },
  { "alert.close", act_close },
  { "case.show", act_show_case },
  { "case.do", act_on_case },
  { "case.print", act_print_case },
  { "case.save-pdf", act_save_case },
  { "command.submit", act_submit },
  { "outbox.withdraw", zb_window_withdraw },
  { "outbox.withdraw-many", zb_window_withdraw_many },
  { "outbox.withdraw-all", zb_window_withdraw_all },
  { "outbox.confirm", zb_window_confirm },
  { "outbox.retry", zb_window_retry },
  { "outbox.copy", zb_window_copy_command },
  { "device.select", act_select_device },
  { "unit.select", act_select_unit },
  { "unit.telephone", zb_window_show_telephone },
  { "video.look", act_look },
  { "zone.edit", zb_window_edit_zone },
  { "zone.copy-link", zb_window_copy_zone_link },
  { "video.open", act_open_camera },
  { "video.play-alert", zb_window_play_alert },
  { "video.open-alert", zb_window_open_alerts_camera },
  { "win.page", act_page },
  { "win.search", act_search },
  { "win.settings", act_settings },
  { "win.map-window", zb_window_show_map_window },
  { "win.video-window", zb_window_show_video_window },
  { "win.walls", act_walls },
  { "drill.manage", zb_window_manage_drills },
  { "drill.debrief", zb_window_show_debrief },
  { "drill.show-urgent", zb_window_show_urgent },
  { "drill.replay", zb_window_replay },
  { "win.mutes", zb_window_show_mutes },
  { "wall.push", zb_window_push_to_wall },
  { "wall.release", zb_window_release_wall },
  { "win.shortcuts", act_shortcuts },
  { "win.self-test", zb_window_show_self_test },
  { "win.copy-troubleshooting", zb_window_copy_troubleshooting },
};
/* clang-format on */

static const Handler *
find_handler (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (handlers[i].name, name))
      return &handlers[i];
  return NULL;
}

/* --- actions, out of the table ------------------------------------------------------------ */

static void
on_activate (GSimpleAction *action, GVariant *parameter, ZbWindow *self)
{
  const Handler *handler = g_object_get_data (G_OBJECT (action), "handler");

  handler->act (self, parameter);
}

/* What the map does is the map's own; the keys and other pages reach it through the window. */
static void
on_map_action (GSimpleAction *action, GVariant *parameter, ZbWindow *self)
{
  GtkWidget *map = zb_map_page_get_map (self->map_page);
  g_autofree char *name = g_strconcat ("map.", g_action_get_name (G_ACTION (action)), NULL);

  if (parameter)
    zb_window_show_page (self, "map");
  if (gtk_widget_get_mapped (map))
    gtk_widget_activate_action_variant (map, name, parameter);
}

/* What is done with tiles is the page's own, and done where it is on the screen. */
static void
on_tiles_action (GSimpleAction *action, GVariant *parameter, ZbWindow *self)
{
  GtkWidget *page = GTK_WIDGET (self->video_page);
  g_autofree char *name = g_strconcat ("tiles.", g_action_get_name (G_ACTION (action)), NULL);

  if (gtk_widget_get_mapped (page))
    gtk_widget_activate_action_variant (page, name, parameter);
}

/* The window has the group "win" itself; every other prefix gets a group of its own. */
static GActionMap *
find_group (ZbWindow *self, const char *prefix)
{
  GSimpleActionGroup *group;

  if (g_str_equal (prefix, "win"))
    return G_ACTION_MAP (self);
  group = g_hash_table_lookup (self->actions, prefix);
  if (!group)
    {
      group = g_simple_action_group_new ();
      g_hash_table_insert (self->actions, g_strdup (prefix), group);
      gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, G_ACTION_GROUP (group));
    }
  return G_ACTION_MAP (group);
}

static void
install_action (ZbWindow *self, const ZbAction *row)
{
  const Handler *handler = find_handler (row->name);
  g_auto (GStrv) parts = g_strsplit (row->name, ".", 2);
  g_autoptr (GSimpleAction) action = NULL;
  const gboolean of_map = g_str_equal (parts[0], "map"), of_tiles = g_str_equal (parts[0], "tiles");
  GActionMap *group;

  if (!handler && !of_map && !of_tiles)
    return;
  group = find_group (self, parts[0]);
  if (g_action_map_lookup_action (group, parts[1]))
    return;
  action = g_simple_action_new (parts[1], row->type ? G_VARIANT_TYPE (row->type) : NULL);
  g_object_set_data (G_OBJECT (action), "handler", (gpointer)handler);
  g_signal_connect_object (action, "activate",
                           of_map     ? G_CALLBACK (on_map_action)
                           : of_tiles ? G_CALLBACK (on_tiles_action)
                                      : G_CALLBACK (on_activate),
                           self, G_CONNECT_DEFAULT);
  g_action_map_add_action (group, G_ACTION (action));
}

/* What a key hands over: the selected thing, the row's argument, both, or nothing. */
static gboolean
parameter_of_key (ZbWindow *self, const ZbAction *row, GVariant **parameter)
{
  ZbAlert *alert = zb_desk_get_selected_alert (self->desk);
  ZbCase *a_case = zb_desk_get_selected_case (self->desk);
  gpointer subject = row->subject == ZB_ACTION_ALERT ? (gpointer)alert : (gpointer)a_case;

  *parameter = NULL;
  if (row->subject == ZB_ACTION_PLAIN || row->subject == ZB_ACTION_DETAIL)
    {
      if (row->argument)
        *parameter = g_variant_new_string (row->argument);
      return TRUE;
    }
  if (!subject)
    return FALSE;
  if (row->argument)
    *parameter = g_variant_new ("(ss)", ZB_ENTITY (subject)->id, row->argument);
  else
    *parameter = g_variant_new_string (ZB_ENTITY (subject)->id);
  return TRUE;
}

/* The detail that is on the screen: nobody judges what they do not see. */
static GtkWidget *
find_detail (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (ZB_IS_ALERT_PANE (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_detail (child);
  return found;
}

static gboolean
is_shown (GtkWidget *detail, ZbAlert *alert)
{
  return detail && alert && zb_alert_pane_get_alert (ZB_ALERT_PANE (detail)) == alert;
}

/* A key of the desk's does what it says, one of a detail's what the button there does. */
static gboolean
act_on_key (ZbWindow *self, const ZbAction *row)
{
  const gboolean of_alert = row->subject == ZB_ACTION_ALERT || row->subject == ZB_ACTION_DETAIL;
  GtkWidget *detail = of_alert ? find_detail (GTK_WIDGET (self)) : NULL;
  GVariant *parameter;

  if (zb_window_take_key_for_many (self, row))
    return TRUE;
  if (of_alert && !is_shown (detail, zb_desk_get_selected_alert (self->desk)))
    return FALSE;
  if (!parameter_of_key (self, row, &parameter))
    return FALSE;
  return gtk_widget_activate_action_variant (row->subject == ZB_ACTION_DETAIL ? detail : GTK_WIDGET (self),
                                             row->name, parameter);
}

static gboolean
on_key (GtkWidget *widget, GVariant *unused, gpointer data)
{
  ZbWindow *self = ZB_WINDOW (widget);
  const ZbAction *row = data;

  if (!zb_window_is_open (self))
    return FALSE;
  /* What a dialog is about comes first; the keys of the desk below it rest. */
  if (zb_action_is_letter (row) && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)))
    return FALSE;
  return act_on_key (self, row);
}

static GtkEventController *
new_controller (GtkPropagationPhase phase)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, phase);
  return controller;
}

/* Letters wait until nothing else wants them (bubble): an entry has them first. */
static void
install_keys (ZbWindow *self, const ZbAction *rows, guint n_rows)
{
  GtkEventController *letters = new_controller (GTK_PHASE_BUBBLE);
  GtkEventController *chords = new_controller (GTK_PHASE_CAPTURE);

  for (guint i = 0; i < n_rows; i++)
    {
      GtkShortcut *shortcut;
      if (!rows[i].key)
        continue;
      shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (rows[i].key),
                                   gtk_callback_action_new (on_key, (gpointer)&rows[i], NULL));
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (zb_action_is_letter (&rows[i]) ? letters : chords), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), letters);
  gtk_widget_add_controller (GTK_WIDGET (self), chords);
}

/**
 * zb_window_install_actions:
 * @self: the window
 *
 * Makes actions and keys of the table.
 */
void
zb_window_install_actions (ZbWindow *self)
{
  guint n_rows;
  const ZbAction *rows = zb_actions_get (&n_rows);

  self->actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < n_rows; i++)
    install_action (self, &rows[i]);
  install_keys (self, rows, n_rows);
}
