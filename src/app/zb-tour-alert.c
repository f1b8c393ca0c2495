/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first half of the tour: from the door to the dispatch, the line down on the way. */
#include "zb-tour-private.h"

#include "zb-alert-pane.h"
#include "zb-case-pane.h"
#include "zb-checklist-view.h"
#include "zb-outbox-card.h"
#include "zb-queue-view.h"
#include "zb-recommendation-row.h"
#include "zb-tile.h"

#include <signal.h>

/* --- the door ------------------------------------------------------------------------------------ */

static ZbLocalPlatform *
get_local_platform (Tour *tour)
{
  return zb_door_get_platform (zb_application_get_door (tour->application));
}

static ZbTourPlatform *
ask_as (Tour *tour, const char *role)
{
  ZbLocalPlatform *platform = get_local_platform (tour);
  const ZbLocalAccount *account = platform ? zb_local_platform_find_account (platform, role) : NULL;

  return account ? zb_tour_platform_new (zb_local_platform_get_url (platform), account->username,
                                         account->password)
                 : NULL;
}

static gboolean
is_at_door (Tour *tour)
{
  GtkWidget *door = GTK_WIDGET (zb_window_get_door (ZB_WINDOW (tour->window)));

  return !zb_window_is_open (ZB_WINDOW (tour->window)) && gtk_widget_get_mapped (door) &&
         zb_tour_find_type (door, ADW_TYPE_PASSWORD_ENTRY_ROW);
}

/* A console with a platform of its own lets the first officer in by itself, so they go out first. */
gboolean
zb_tour_step_door (Tour *tour)
{
  if (!zb_tour_wait (tour, zb_tour_is_live, 300, "signed in, connected, the devices there"))
    return FALSE;
  tour->officer = g_strdup (ZB_ENTITY (zb_desk_get_account (tour->desk))->id);
  tour->platform = ask_as (tour, "duty_leader");
  tour->audit = ask_as (tour, "auditor");
  if (!zb_tour_expect (tour->platform && tour->audit, "the platform does not let the tour in"))
    return FALSE;
  gtk_widget_activate_action (tour->window, "win.sign-out", NULL);
  if (!zb_tour_wait (tour, is_at_door, 10, "the door asks for name and password"))
    return FALSE;
  tour->n_sessions = zb_tour_platform_count_deeds (tour->audit, "session.begin", NULL, tour->officer,
                                                   tour->began_at - G_TIME_SPAN_HOUR);
  return zb_tour_expect (tour->n_sessions > 0, "the audit has no session of the officer");
}

/* Who the platform says the officer is, asked with a session of the officer's own. */
static gboolean
is_who_platform_says (Tour *tour)
{
  ZbAccount *here = zb_desk_get_account (tour->desk);
  g_autoptr (ZbTourPlatform) own = ask_as (tour, "duty_officer");
  g_autoptr (JsonObject) me = own ? zb_tour_platform_get (own, "/me") : NULL;

#define TEXT(name) json_object_get_string_member_with_default (me, name, NULL)
  return zb_tour_expect (here && me && g_strcmp0 (TEXT ("id"), ZB_ENTITY (here)->id) == 0 &&
                             g_strcmp0 (TEXT ("name"), here->name) == 0 &&
                             g_strcmp0 (TEXT ("role"), "duty_officer") == 0,
                         "GET /me is another than sits here");
#undef TEXT
}

static gboolean
has_district (Tour *tour)
{
  const guint n = zb_tour_platform_count (tour->platform, "devices");
  const guint n_here = zb_store_get_size (zb_world_get_store (tour->world, ZB_KIND_DEVICE));

  g_print ("tour: %u devices here and %u at the platform\n", n_here, n);
  return zb_tour_expect (n > 0 && n == n_here, "%u devices are at the platform, %u here", n, n_here);
}

gboolean
zb_tour_step_sign_in (Tour *tour)
{
  const ZbLocalAccount *account = zb_local_platform_find_account (get_local_platform (tour), "duty_officer");
  guint n;

  if (!zb_tour_enter (GTK_WIDGET (zb_window_get_door (ZB_WINDOW (tour->window))), account->username,
                      account->password) ||
      !zb_tour_wait (tour, zb_tour_is_live, 120, "signed in again"))
    return FALSE;
  n = zb_tour_platform_count_deeds (tour->audit, "session.begin", NULL, tour->officer,
                                    tour->began_at - G_TIME_SPAN_HOUR);
  return zb_tour_expect (n == tour->n_sessions + 1, "the audit has %u sessions of the officer, not %u", n,
                         tour->n_sessions + 1) &&
         is_who_platform_says (tour) && has_district (tour);
}

/* --- the alert ----------------------------------------------------------------------------------- */

static gboolean
is_fit (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW && alert->severity >= ZB_SEVERITY_HIGH && alert->evidence &&
         alert->evidence->len > 0 && alert->device && zb_point_is_known (alert->location);
}

static gboolean
has_arrived (Tour *tour)
{
  ZbStore *alerts = zb_world_get_store (tour->world, ZB_KIND_ALERT);
  const ZbAlert *best = NULL;

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (is_fit (alert) && alert->last_at >= tour->began_at && (!best || alert->severity > best->severity))
        best = alert;
    }
  if (best)
    g_set_str (&tour->alert, ZB_ENTITY (best)->id);
  return best != NULL;
}

/* An urgent one shows more; where none comes soon, the gravest that came. */
static gboolean
has_urgent (Tour *tour)
{
  return has_arrived (tour) && zb_tour_get_alert (tour)->severity == ZB_SEVERITY_URGENT;
}

gboolean
zb_tour_step_arrive (Tour *tour)
{
  zb_tour_try (tour, has_urgent, 20);
  if (!zb_tour_wait (tour, has_arrived, 120, "a high or urgent alert with a picture"))
    return FALSE;
  g_print ("tour: alert %s\n", tour->alert);
  return zb_tour_alert_is (tour, "state", "new");
}

static gboolean
find_row (Tour *tour, guint *position)
{
  GtkWidget *queue = zb_tour_find_type (tour->window, ZB_TYPE_QUEUE_VIEW);

  return queue && zb_alert_queue_find (zb_queue_view_get_queue (ZB_QUEUE_VIEW (queue)),
                                       zb_tour_get_alert (tour), position);
}

static gboolean
is_in_queue (Tour *tour)
{
  guint position;

  return find_row (tour, &position);
}

static gboolean
is_selected (Tour *tour)
{
  return zb_desk_get_selected_alert (tour->desk) == zb_tour_get_alert (tour);
}

/* As a click on the row does it. */
static gboolean
select_row (Tour *tour)
{
  GtkWidget *queue = zb_tour_find_type (tour->window, ZB_TYPE_QUEUE_VIEW);
  GtkWidget *list = zb_tour_find_type (queue, GTK_TYPE_LIST_VIEW);
  guint position;

  return zb_tour_expect (list && find_row (tour, &position), "the alert has no row") &&
         gtk_widget_activate_action (list, "list.select-item", "(ubb)", position, FALSE, FALSE);
}

/* Looking changes nothing: the platform still has a new alert that nobody has touched. */
gboolean
zb_tour_step_select (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "win.page", "s", "map");
  if (!is_in_queue (tour) && !zb_tour_press (tour, "queue.take-new", NULL))
    return FALSE;
  return zb_tour_wait (tour, is_in_queue, 10, "the alert is in the queue") && select_row (tour) &&
         zb_tour_wait (tour, is_selected, 10, "the alert is selected") &&
         zb_tour_alert_is (tour, "state", "new") && zb_tour_was_done (tour, "alert.claim", tour->alert, 0);
}

/* --- cameras --------------------------------------------------------------------------------------- */

static gboolean
are_all_live (Tour *tour)
{
  return zb_tour_count (tour->window, zb_tour_tile_is_live, NULL) >= 4;
}

static gboolean
are_some_live (Tour *tour)
{
  return zb_tour_count (tour->window, zb_tour_tile_is_live, NULL) >= 2;
}

/* Who looks at a camera is in the audit. */
static gboolean
is_unaudited (GtkWidget *widget, gconstpointer data)
{
  const Tour *tour = data;

  if (!zb_tour_tile_is_live (widget, NULL))
    return FALSE;
  return zb_tour_platform_count_deeds (tour->audit, "camera.live",
                                       ZB_ENTITY (zb_tile_get_device (ZB_TILE (widget)))->id, tour->officer,
                                       tour->began_at) == 0;
}

static gboolean
looks_are_audited (Tour *tour)
{
  return zb_tour_expect (!zb_tour_find (tour->window, is_unaudited, tour),
                         "a camera plays of which the audit has nothing");
}

/* All four are waited for; some of the district's cameras are always offline, so two are enough. */
gboolean
zb_tour_step_cameras (Tour *tour)
{
  zb_tour_try (tour, are_all_live, 60);
  if (!zb_tour_wait (tour, are_some_live, 60, "live pictures of the nearest cameras"))
    return FALSE;
  g_print ("tour: %u cameras are live\n", zb_tour_count (tour->window, zb_tour_tile_is_live, NULL));
  return looks_are_audited (tour);
}

static GtkWidget *
find_detail_tile (Tour *tour)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_ALERT_PANE);

  return pane ? zb_tour_find_type (pane, ZB_TYPE_TILE) : NULL;
}

static gboolean
detail_plays (Tour *tour)
{
  GtkWidget *tile = find_detail_tile (tour);

  return tile && zb_tour_tile_is_live (tile, NULL);
}

/* What the camera shows is kept: later it is the picture that those on the spot send. */
static void
keep_still (Tour *tour, GtkWidget *tile)
{
  GdkTexture *frame = zb_player_get_frame (zb_tile_get_player (ZB_TILE (tile)));

  g_clear_pointer (&tour->still, g_bytes_unref);
  tour->still = gdk_texture_save_to_png_bytes (frame);
}

static gboolean
toggle_detail (Tour *tour, const char *name)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_ALERT_PANE);
  GtkWidget *toggle = pane ? zb_tour_find_type (pane, ADW_TYPE_TOGGLE_GROUP) : NULL;

  if (!zb_tour_expect (toggle != NULL, "the detail has nothing to choose between"))
    return FALSE;
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (toggle), name);
  return TRUE;
}

/* A camera that the platform itself has as not online cannot play, and says so. */
gboolean
zb_tour_step_live (Tour *tour)
{
  GtkWidget *tile;
  ZbDevice *device;

  if (!toggle_detail (tour, "live"))
    return FALSE;
  zb_tour_try (tour, detail_plays, 20);
  tile = find_detail_tile (tour);
  device = tile ? zb_tile_get_device (ZB_TILE (tile)) : NULL;
  if (!zb_tour_expect (device != NULL, "the detail's live picture has no camera"))
    return FALSE;
  if (detail_plays (tour))
    keep_still (tour, tile);
  else if (!zb_tour_expect (device->status != ZB_DEVICE_ONLINE, "the detail's camera does not play"))
    return FALSE;
  return looks_are_audited (tour);
}

/* --- claim and verdict ------------------------------------------------------------------------------ */

static int
get_state (Tour *tour)
{
  ZbAlert *alert = zb_tour_get_alert (tour);

  return alert ? alert->state : ZB_ALERT_NONE;
}

static gboolean
is_claimed (Tour *tour)
{
  return get_state (tour) == ZB_ALERT_CLAIMED;
}

static gboolean
is_claimed_here (Tour *tour)
{
  g_autoptr (JsonObject) alert = zb_tour_platform_get (tour->platform, "/alerts/%s", tour->alert);
  JsonObject *claim = alert && !json_object_get_null_member (alert, "claim")
                          ? json_object_get_object_member (alert, "claim")
                          : NULL;

  return zb_tour_expect (claim && g_strcmp0 (json_object_get_string_member (claim, "by"), tour->officer) == 0,
                         "the claim is not the officer's");
}

gboolean
zb_tour_step_claim (Tour *tour)
{
  return toggle_detail (tour, "still") && zb_tour_press (tour, "pane.claim", NULL) &&
         zb_tour_wait (tour, is_claimed, 30, "the alert is claimed") &&
         zb_tour_alert_is (tour, "state", "claimed") && is_claimed_here (tour) &&
         zb_tour_was_done (tour, "alert.claim", tour->alert, 1);
}

static gboolean
has_command (Tour *tour, const char *name, ZbCommandState state)
{
  GListModel *commands = zb_world_get_commands (tour->world);

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (g_str_equal (zb_command_get_name (command), name) && zb_command_get_state (command) == state)
        return TRUE;
    }
  return FALSE;
}

static gboolean
verdict_is_held (Tour *tour)
{
  return has_command (tour, "alert.verdict", ZB_COMMAND_HELD);
}

gboolean
zb_tour_step_verdict (Tour *tour)
{
  return zb_tour_press (tour, "pane.verdict", "true") &&
         zb_tour_wait (tour, verdict_is_held, 5, "the verdict is held for a moment") &&
         zb_tour_was_done (tour, "alert.verdict", tour->alert, 0);
}

static gboolean
is_verified (Tour *tour)
{
  return get_state (tour) == ZB_ALERT_VERIFIED;
}

gboolean
zb_tour_step_verified (Tour *tour)
{
  return zb_tour_wait (tour, is_verified, 60, "the verdict is at the platform") &&
         zb_tour_alert_is (tour, "verdict", "true") && zb_tour_alert_is (tour, "state", "verified") &&
         zb_tour_was_done (tour, "alert.verdict", tour->alert, 1);
}

/* --- without a line --------------------------------------------------------------------------------- */

static gboolean
is_offline (Tour *tour)
{
  return !zb_desk_get_connected (tour->desk);
}

/* Its connections stay, as those of a machine that hangs do. */
static gboolean
stop_platform (Tour *tour)
{
  const GPid pid = zb_local_platform_get_pid (get_local_platform (tour));

  tour->stopped = pid != 0 && kill (pid, SIGSTOP) == 0;
  return zb_tour_expect (tour->stopped, "the platform cannot be stopped");
}

/* Something is written in a case that is under way. */
static gboolean
find_other_case (Tour *tour)
{
  ZbStore *cases = zb_world_get_store (tour->world, ZB_KIND_CASE);

  for (guint i = 0; i < zb_store_get_size (cases); i++)
    {
      ZbCase *it = zb_store_get_nth (cases, i);
      if (it->step == ZB_STEP_HANDLING || it->step == ZB_STEP_DISPATCHED)
        {
          g_set_str (&tour->other_case, ZB_ENTITY (it)->id);
          return TRUE;
        }
    }
  return zb_tour_expect (FALSE, "no case is under way");
}

static gboolean
shows_case (Tour *tour)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_CASE_PANE);

  return pane && zb_tour_find_type (pane, GTK_TYPE_ENTRY);
}

static guint
count_waiting (Tour *tour)
{
  GListModel *commands = zb_world_get_commands (tour->world);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      const ZbCommandState state = zb_command_get_state (command);
      n += state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING || state == ZB_COMMAND_HELD;
    }
  return n;
}

static gboolean
note_waits (Tour *tour)
{
  return has_command (tour, "case.note", ZB_COMMAND_QUEUED);
}

static gboolean
two_wait (Tour *tour)
{
  return count_waiting (tour) >= 2;
}

static gboolean
write_note (Tour *tour)
{
  GtkWidget *pane;

  gtk_widget_activate_action (tour->window, "case.show", "s", tour->other_case);
  if (!zb_tour_wait (tour, shows_case, 10, "the other case is shown"))
    return FALSE;
  pane = zb_tour_find_type (tour->window, ZB_TYPE_CASE_PANE);
  gtk_editable_set_text (GTK_EDITABLE (zb_tour_find_type (pane, GTK_TYPE_ENTRY)),
                         "电话联系居委会，已安排专人到场守护。");
  return zb_tour_press (tour, "case-pane.note", NULL) &&
         zb_tour_wait (tour, note_waits, 10, "the note waits in the outbox");
}

static gboolean
is_open_line (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_CHECK_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_ancestor (widget, ZB_TYPE_CHECKLIST_VIEW) &&
         !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
}

static gboolean
tick_line (Tour *tour)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_CASE_PANE);
  GtkWidget *line = pane ? zb_tour_find (pane, is_open_line, NULL) : NULL;

  if (!zb_tour_expect (line != NULL, "the other case has nothing to tick"))
    return FALSE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (line), TRUE);
  return TRUE;
}

gboolean
zb_tour_step_offline (Tour *tour)
{
  return find_other_case (tour) && stop_platform (tour) &&
         zb_tour_wait (tour, is_offline, 60, "the console sees that the line is down") && write_note (tour) &&
         tick_line (tour) && zb_tour_wait (tour, two_wait, 10, "both wait in the outbox");
}

static gboolean
shows_detail (Tour *tour)
{
  return zb_tour_find_type (tour->window, ZB_TYPE_ALERT_PANE) && is_selected (tour);
}

static gboolean
is_row (GtkWidget *widget, gconstpointer unused)
{
  return ZB_IS_RECOMMENDATION_ROW (widget) && gtk_widget_is_sensitive (widget) &&
         zb_tour_find_type (widget, GTK_TYPE_CHECK_BUTTON);
}

static gboolean
offers_units (Tour *tour)
{
  GtkWidget *dialog = zb_tour_get_dialog (tour);

  return dialog && zb_tour_count (dialog, is_row, NULL) > 0;
}

static gboolean
is_free_row (GtkWidget *widget, gconstpointer unused)
{
  return is_row (widget, NULL) && !zb_recommendation_row_get_chosen (ZB_RECOMMENDATION_ROW (widget));
}

/* A person chooses whom to send; the fittest are only put first. */
static guint
choose_units (Tour *tour, guint most)
{
  GtkWidget *row;

  while (tour->n_chosen < most && (row = zb_tour_find (zb_tour_get_dialog (tour), is_free_row, NULL)))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (zb_tour_find_type (row, GTK_TYPE_CHECK_BUTTON)), TRUE);
      tour->n_chosen++;
    }
  return tour->n_chosen;
}

static gboolean
says_offline (Tour *tour)
{
  GtkWidget *dialog = zb_tour_get_dialog (tour);
  GtkWidget *banner = dialog ? zb_tour_find_type (dialog, GTK_TYPE_REVEALER) : NULL;

  return banner && gtk_revealer_get_child_revealed (GTK_REVEALER (banner));
}

/* The form says that there is no line and what waits already. */
gboolean
zb_tour_step_form (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "win.page", "s", "map");
  return zb_tour_wait (tour, shows_detail, 10, "the detail is shown") &&
         zb_tour_press (tour, "pane.dispatch", NULL) &&
         zb_tour_wait (tour, offers_units, 30, "units to choose from") &&
         zb_tour_expect (choose_units (tour, 2) > 0, "nobody can be chosen") &&
         zb_tour_wait (tour, says_offline, 10, "the form says that there is no line") &&
         zb_tour_expect (zb_tour_find_type (zb_tour_get_dialog (tour), ZB_TYPE_OUTBOX_CARD) != NULL,
                         "the form does not show what waits");
}

static gboolean
dispatch_waits (Tour *tour)
{
  return has_command (tour, "case.create", ZB_COMMAND_QUEUED) &&
         has_command (tour, "case.dispatch", ZB_COMMAND_QUEUED);
}

gboolean
zb_tour_step_queued (Tour *tour)
{
  if (!zb_tour_press (tour, "dispatch.submit", NULL) ||
      !zb_tour_wait (tour, dispatch_waits, 10, "case and dispatch wait in the outbox"))
    return FALSE;
  gtk_widget_activate_action (tour->window, "win.page", "s", "outbox");
  return zb_tour_expect (count_waiting (tour) >= 4, "only %u wait in the outbox", count_waiting (tour));
}

static gboolean
has_case (Tour *tour)
{
  ZbAlert *alert = zb_tour_get_alert (tour);

  if (alert && alert->case_id)
    g_set_str (&tour->a_case, alert->case_id);
  return zb_tour_is_live (tour) && zb_tour_get_step (tour) >= ZB_STEP_DISPATCHED;
}

static gboolean
nothing_waits (Tour *tour)
{
  return count_waiting (tour) == 0;
}

/* Once each, however often the console had to try. */
static gboolean
all_arrived_once (Tour *tour)
{
  return zb_tour_was_done (tour, "case.note", tour->other_case, 1) &&
         zb_tour_was_done (tour, "case.checklist", tour->other_case, 1) &&
         zb_tour_was_done (tour, "case.create", tour->a_case, 1) &&
         zb_tour_was_done (tour, "case.dispatch", tour->a_case, 1) &&
         zb_tour_was_done (tour, "alert.verdict", tour->alert, 1);
}

gboolean
zb_tour_step_online (Tour *tour)
{
  tour->stopped = kill (zb_local_platform_get_pid (get_local_platform (tour)), SIGCONT) != 0;
  return zb_tour_wait (tour, has_case, 120, "the line is back and the case dispatched") &&
         zb_tour_wait (tour, nothing_waits, 60, "the outbox is empty") && all_arrived_once (tour) &&
         zb_tour_case_is (tour, "step", "dispatched") && zb_tour_alert_is (tour, "case", tour->a_case);
}
