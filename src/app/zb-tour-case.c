/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second half of the tour: from the dispatched case to the closed one. */
#include "zb-tour-private.h"

#include "zb-assignment-row.h"
#include "zb-assignment.h"
#include "zb-case-machine.h"
#include "zb-case-pane.h"
#include "zb-checklist-view.h"
#include "zb-evidence-picture.h"
#include "zb-uuid.h"

/* --- tasks ------------------------------------------------------------------------------------------- */

static ZbAssignment *
find_task (Tour *tour, gboolean lead)
{
  ZbStore *assignments = zb_world_get_store (tour->world, ZB_KIND_ASSIGNMENT);

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      ZbAssignment *assignment = zb_store_get_nth (assignments, i);
      if (g_strcmp0 (assignment->case_id, tour->a_case) == 0 && assignment->lead == lead)
        return assignment;
    }
  return NULL;
}

/* Each task of the case, asked of the platform one by one. */
static gboolean
tasks_are (Tour *tour, const char *state)
{
  ZbStore *assignments = zb_world_get_store (tour->world, ZB_KIND_ASSIGNMENT);
  guint n = 0;

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *here = zb_store_get_nth (assignments, i);
      const char *id = ZB_ENTITY ((gpointer)here)->id;
      if (g_strcmp0 (here->case_id, tour->a_case) != 0)
        continue;
      g_autoptr (JsonObject) there = zb_tour_platform_get (tour->platform, "/assignments/%s", id);
      const char *said =
          there ? json_object_get_string_member_with_default (there, "state", "nothing") : "nothing";
      if (!zb_tour_expect (g_str_equal (said, state), "GET /assignments/%s: it is %s, not %s", id, said,
                           state))
        return FALSE;
      n++;
    }
  return zb_tour_expect (n == tour->n_chosen, "%u have a task, %u were chosen", n, tour->n_chosen);
}

static gboolean
offers_act (GtkWidget *widget, gconstpointer action)
{
  GtkWidget *menu = ZB_IS_ASSIGNMENT_ROW (widget) ? zb_tour_find_type (widget, GTK_TYPE_MENU_BUTTON) : NULL;

  return menu && zb_tour_offers (menu, action);
}

static char *
get_act (int verb)
{
  return g_strdup_printf ("task.act::%d", verb);
}

static guint
count_offers (Tour *tour, int verb)
{
  g_autofree char *action = get_act (verb);

  return zb_tour_count (tour->window, offers_act, action);
}

/* The desk acts on behalf of those who were sent, with a note, as it does when they call by radio: in
 * each row whose menu offers it, until none does. */
static gboolean
act_in_rows (Tour *tour, int verb, const char *note, guint n_rows)
{
  g_autofree char *action = get_act (verb);
  g_autofree char *target = g_strdup_printf ("%d", verb);

  if (!zb_tour_expect (count_offers (tour, verb) == n_rows, "%u tasks offer %s, not %u",
                       count_offers (tour, verb), action, n_rows))
    return FALSE;
  for (guint left = n_rows; left > 0; left--)
    {
      GtkWidget *row = zb_tour_find (tour->window, offers_act, action);
      const gint64 until = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;
      gtk_widget_activate_action (row, "task.act", "s", target);
      if (!zb_tour_give_reason (tour, note))
        return FALSE;
      while (count_offers (tour, verb) >= left && g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, TRUE);
      if (!zb_tour_expect (count_offers (tour, verb) == left - 1, "a task does not follow: %s", note))
        return FALSE;
    }
  return TRUE;
}

enum
{
  ACCEPT,
  EN_ROUTE,
  ARRIVE,
  DONE,
};

static gboolean
shows_tasks (Tour *tour)
{
  return count_offers (tour, ACCEPT) == tour->n_chosen;
}

static gboolean
shows_detail (Tour *tour)
{
  return zb_desk_get_selected_alert (tour->desk) == zb_tour_get_alert (tour);
}

/* The detail leads to the case. */
gboolean
zb_tour_step_dispatched (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "win.page", "s", "map");
  return zb_tour_wait (tour, shows_detail, 10, "the alert is still selected") &&
         zb_tour_press (tour, "pane.show-case", NULL) &&
         zb_tour_wait (tour, shows_tasks, 30, "the tasks of the case are shown") &&
         tasks_are (tour, "sent") &&
         zb_tour_expect (zb_tour_platform_count_where (tour->platform, "assignments", "case", tour->a_case) ==
                             tour->n_chosen,
                         "the platform has other tasks than were chosen");
}

static gboolean
is_handling (Tour *tour)
{
  return zb_tour_get_step (tour) == ZB_STEP_HANDLING;
}

gboolean
zb_tour_step_accept (Tour *tour)
{
  return act_in_rows (tour, ACCEPT, "电台回复：收到，马上出发", tour->n_chosen) &&
         zb_tour_wait (tour, is_handling, 60, "the case is being handled") &&
         zb_tour_case_is (tour, "step", "handling") && tasks_are (tour, "accepted");
}

gboolean
zb_tour_step_arrived (Tour *tour)
{
  return act_in_rows (tour, EN_ROUTE, "电台回复：已出发", tour->n_chosen) && tasks_are (tour, "en_route") &&
         act_in_rows (tour, ARRIVE, "电台回复：已到现场", tour->n_chosen) && tasks_are (tour, "on_scene") &&
         zb_tour_was_done (tour, "assignment.arrive", ZB_ENTITY (find_task (tour, TRUE))->id, 1);
}

/* --- the report --------------------------------------------------------------------------------------- */

/* The lead's picture comes from the spot to the shift leader, who is at another desk. */
static gboolean
finish_lead (Tour *tour)
{
  g_autofree char *picture = zb_uuid_new ();
  g_autofree char *path = g_strdup_printf ("/assignments/%s/done", ZB_ENTITY (find_task (tour, TRUE))->id);
  g_autofree char *body =
      g_strdup_printf ("{\"note\": \"现场处置完毕，照片为证\", \"evidence\": [\"%s\"]}", picture);

  return zb_tour_expect (zb_tour_platform_put_file (tour->platform, picture, tour->still),
                         "the platform does not take the picture") &&
         zb_tour_expect (zb_tour_platform_post (tour->platform, path, body),
                         "the platform does not take that the lead is done");
}

static gboolean
lead_is_done (Tour *tour)
{
  return find_task (tour, TRUE)->state == ZB_ASSIGNMENT_DONE &&
         count_offers (tour, DONE) == tour->n_chosen - 1;
}

static gboolean
is_reported (Tour *tour)
{
  return zb_tour_get_step (tour) >= ZB_STEP_REPORTED;
}

static gboolean
has_picture (GtkWidget *widget, gconstpointer unused)
{
  return ZB_IS_EVIDENCE_PICTURE (widget) &&
         zb_evidence_picture_get_texture (ZB_EVIDENCE_PICTURE (widget)) != NULL;
}

static gboolean
shows_both_pictures (Tour *tour)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_CASE_PANE);

  return pane && zb_tour_count (pane, has_picture, NULL) >= 2;
}

static gboolean
lead_has_picture (Tour *tour)
{
  g_autoptr (JsonObject) task =
      zb_tour_platform_get (tour->platform, "/assignments/%s", ZB_ENTITY (find_task (tour, TRUE))->id);

  return zb_tour_expect (task && json_array_get_length (json_object_get_array_member (task, "evidence")) == 1,
                         "the lead's task has no picture");
}

/* The words are not enough: what the case looked like before and what it looks like now are there. */
gboolean
zb_tour_step_report (Tour *tour)
{
  return finish_lead (tour) && zb_tour_wait (tour, lead_is_done, 60, "the lead is done") &&
         act_in_rows (tour, DONE, "电台回复：现场处置完毕", tour->n_chosen - 1) && tasks_are (tour, "done") &&
         zb_tour_press (tour, "case-pane.primary", NULL) &&
         zb_tour_give_reason (tour, "现场已处置，隐患消除，无人员受伤。") &&
         zb_tour_wait (tour, is_reported, 60, "the case is reported") &&
         zb_tour_case_is (tour, "report", "现场已处置，隐患消除，无人员受伤。") && lead_has_picture (tour) &&
         zb_tour_was_done (tour, "case.report", tour->a_case, 1) &&
         zb_tour_wait (tour, shows_both_pictures, 60, "the pictures from before and after");
}

/* --- the check ---------------------------------------------------------------------------------------- */

static gboolean
is_at_door (Tour *tour)
{
  return !zb_window_is_open (ZB_WINDOW (tour->window)) &&
         gtk_widget_get_mapped (GTK_WIDGET (zb_window_get_door (ZB_WINDOW (tour->window))));
}

static gboolean
is_checking (Tour *tour)
{
  ZbAccount *account = zb_desk_get_account (tour->desk);

  return zb_tour_get_step (tour) == ZB_STEP_CHECKING && zb_tour_is_live (tour) && account &&
         account->role == ZB_ROLE_CHECKER;
}

static gboolean
is_for_checker (GtkWidget *widget, gconstpointer username)
{
  return GTK_IS_BUTTON (widget) &&
         g_strcmp0 (g_object_get_data (G_OBJECT (widget), "username"), username) == 0;
}

/* One click on the demonstration's account. */
static gboolean
sign_in_checker (Tour *tour)
{
  GtkWidget *door = GTK_WIDGET (zb_window_get_door (ZB_WINDOW (tour->window)));
  const ZbLocalAccount *account = zb_local_platform_find_account (
      zb_door_get_platform (zb_application_get_door (tour->application)), "checker");
  GtkWidget *button = zb_tour_find (door, is_for_checker, account->username);

  if (!zb_tour_expect (button != NULL, "the door offers no checker"))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

static gboolean
shows_checks (Tour *tour)
{
  GtkWidget *pane = zb_tour_find_type (tour->window, ZB_TYPE_CASE_PANE);

  return pane && zb_tour_count (pane, has_picture, NULL) >= 2;
}

gboolean
zb_tour_step_change_officer (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "win.change-officer", NULL);
  if (!zb_tour_wait (tour, is_at_door, 10, "the door asks who takes over") || !sign_in_checker (tour) ||
      !zb_tour_wait (tour, is_checking, 240, "the checker sits here and the case is to be checked"))
    return FALSE;
  g_set_str (&tour->officer, ZB_ENTITY (zb_desk_get_account (tour->desk))->id);
  gtk_widget_activate_action (tour->window, "case.show", "s", tour->a_case);
  return zb_tour_wait (tour, shows_checks, 60, "the case is shown with both pictures") &&
         zb_tour_case_is (tour, "step", "checking") && zb_tour_case_is (tour, "checker", tour->officer);
}

static gboolean
is_open_check (GtkWidget *widget, gconstpointer unused)
{
  return GTK_IS_CHECK_BUTTON (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_ancestor (widget, ZB_TYPE_CHECKLIST_VIEW) &&
         !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
}

static guint
count_checks (Tour *tour)
{
  return zb_tour_count (tour->window, is_open_check, NULL);
}

static gboolean
is_checked (Tour *tour)
{
  ZbCase *a_case = zb_tour_get_case (tour);

  return a_case && zb_checklist_is_complete (a_case->checklist, "check");
}

/* A tick is a wish until the platform has it: each line is ticked when the one before is. */
static gboolean
tick_checks (Tour *tour)
{
  const gint64 until = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  for (guint left = count_checks (tour); !is_checked (tour) && g_get_monotonic_time () < until;)
    {
      GtkWidget *check = left > 0 ? zb_tour_find (tour->window, is_open_check, NULL) : NULL;
      if (check)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      while (count_checks (tour) >= left && !is_checked (tour) && g_get_monotonic_time () < until)
        g_main_context_iteration (NULL, TRUE);
      left = count_checks (tour);
    }
  return zb_tour_expect (is_checked (tour), "the checks are not ticked");
}

/* What the platform has of the checklist, apart from what the console believes. */
static gboolean
checks_are_ticked (Tour *tour)
{
  g_autoptr (JsonObject) a_case = zb_tour_platform_get (tour->platform, "/cases/%s", tour->a_case);
  JsonArray *items = a_case ? json_object_get_array_member (a_case, "checklist") : NULL;

  for (guint i = 0; items && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      if (g_strcmp0 (json_object_get_string_member (item, "stage"), "check") == 0 &&
          !zb_tour_expect (json_object_get_boolean_member (item, "done"), "line %u is not ticked there", i))
        return FALSE;
    }
  return zb_tour_expect (items && json_array_get_length (items) > 0, "the case has no checklist");
}

static gboolean
is_closed (Tour *tour)
{
  return zb_tour_get_step (tour) == ZB_STEP_CLOSED;
}

gboolean
zb_tour_step_pass (Tour *tour)
{
  return tick_checks (tour) && checks_are_ticked (tour) && zb_tour_press (tour, "case-pane.pass", NULL) &&
         zb_tour_wait (tour, is_closed, 60, "the case is closed") &&
         zb_tour_case_is (tour, "step", "closed") && zb_tour_was_done (tour, "case.check", tour->a_case, 1);
}
