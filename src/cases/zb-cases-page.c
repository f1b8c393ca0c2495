/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-cases-page.h"

#include "zb-account.h"
#include "zb-actor.h"
#include "zb-age-label.h"
#include "zb-area.h"
#include "zb-case-board.h"
#include "zb-case-facts.h"
#include "zb-case-order.h"
#include "zb-case-pane.h"
#include "zb-case-progress.h"
#include "zb-countdown.h"
#include "zb-escalation.h"
#include "zb-evidence.h"
#include "zb-keep-top.h"
#include "zb-now.h"
#include "zb-pending-mark.h"
#include "zb-query.h"
#include "zb-severity-icon.h"
#include "zb-stale-mark.h"
#include "zb-step-bar.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCasesPage:
 *
 * All cases by the step they stand in, and one of them beside the table.
 *
 *   world ─▶ GtkFilterListModel ─▶ GtkSortListModel (sections by step) ─▶ GtkSingleSelection ─▶ list
 *
 * Cases are hundreds, not hundreds of thousands as alerts may be, so GTK's own models do.
 */
struct _ZbCasesPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbEvidence *evidence;
  ZbQuery *query;
  ZbCase *selected;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkStack *pane_stack;
  GtkBox *step_cards;
  GtkToggleButton *mine_chip, *near_chip, *overdue_chip, *escalated_chip;
  GtkDropDown *area_choice, *severity_choice;
  GtkStack *views;
  ZbCaseBoard *board;
  ZbCasePane *pane;
  GtkWidget *deadline_head, *severity_head, *title_head, *updated_head;
  ZbCaseOrder order;
  gboolean reversed;
  char *view;
  GtkWidget *search;
  struct
  {
    GtkWidget *button, *figure, *overdue;
  } cards[ZB_STEP_CLOSED + 1];
  GPtrArray *area_ids;
  char *summary;
  guint n_mine, n_near, n_overdue, n_escalated, refreshing;
  gboolean following, connected;
  gint64 as_of;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_EVIDENCE,
  PROP_QUERY,
  PROP_SELECTED,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_VIEW,
  PROP_SUMMARY,
  PROP_N_MINE,
  PROP_N_NEAR,
  PROP_N_OVERDUE,
  PROP_N_ESCALATED,
  PROP_EMPTY,
} ZbCasesPageProperty;

static GParamSpec *properties[PROP_EMPTY + 1];

G_DEFINE_FINAL_TYPE (ZbCasesPage, zb_cases_page, ZB_TYPE_PAGE)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static void show_detail (ZbCasesPage *self);

/* --- closures -------------------------------------------------------------------------------- */

static char *
format_step_number (gpointer self, int step)
{
  return step <= ZB_STEP_CLOSED ? g_strdup_printf ("%d", step) : g_strdup ("–");
}

static char *
format_step_hint (gpointer self, int step)
{
  switch ((ZbStep)step)
    {
    case ZB_STEP_FILED:
      return g_strdup (_ ("Waits to be dispatched"));
    case ZB_STEP_HANDLING:
      return g_strdup (_ ("By the time that is left"));
    case ZB_STEP_REPORTED:
      return g_strdup (_ ("Waits for a checker"));
    case ZB_STEP_CHECKING:
      return g_strdup (_ ("Whoever checks must not have handled"));
    case ZB_STEP_NONE:
    case ZB_STEP_COLLECTED:
    case ZB_STEP_DISPATCHED:
    case ZB_STEP_CLOSED:
    case ZB_STEP_SUSPENDED:
    case ZB_STEP_VOID:
    default:
      return g_strdup ("");
    }
}

static char *
format_short_number (gpointer self, const char *number)
{
  const gsize length = number ? strlen (number) : 0;

  if (length == 0)
    return g_strdup (_ ("Draft"));
  return g_strdup (length > 9 ? number + length - 9 : number);
}

static char *
describe_deadline (const ZbCase *of)
{
  ZbWorld *world = zb_words_get_world ();
  g_autoptr (GPtrArray) assignments = world ? zb_case_list_assignments (world, of) : NULL;
  g_autofree char *span = NULL;
  ZbClock clock;

  if (!assignments || !zb_case_find_clock (of, assignments, &clock))
    return g_strdup (_ ("No deadline runs"));
  span = zb_countdown_format (clock.due_at - zb_now ());
  return clock.due_at < zb_now () ? g_strdup_printf (_ ("Overdue %s"), span)
                                  : g_strdup_printf (_ ("%s left"), span);
}

/* What a screen reader says of a row; told anew when the case changes and when the row is chosen. */
static char *
describe_row (gpointer self, ZbCase *of, gint64 updated_at, gboolean selected)
{
  g_autofree char *number = NULL, *deadline = NULL;

  if (!of)
    return g_strdup ("");
  number = format_short_number (self, of->number);
  deadline = describe_deadline (of);
  return g_strdup_printf (
      C_ ("row of a case: number, title, place, severity, step, deadline", "%s, %s, %s, %s, %s, %s"), number,
      of->title ? of->title : "", of->place ? of->place : "", zb_words_severity (of->severity),
      zb_words_choice (&zb_steps, of->step), deadline);
}

static gboolean
is_returned (gpointer self, gint64 returned)
{
  return returned > 0;
}

static char *
format_returned (gpointer self, gint64 returned)
{
  return g_strdup_printf (_ ("Returned ×%d"), (int)returned);
}

/* --- what is listed ------------------------------------------------------------------------------ */

static gboolean
is_overdue (const ZbCase *of)
{
  const gint64 due = of->deadlines ? of->deadlines->finish : 0;

  if (!zb_case_is_open (of) || !of->deadlines)
    return FALSE;
  if (of->deadlines->past_due && *of->deadlines->past_due)
    return TRUE;
  return (of->step == ZB_STEP_DISPATCHED || of->step == ZB_STEP_HANDLING) && due && due < zb_now ();
}

static gboolean
is_near (const ZbCase *of)
{
  return zb_case_is_open (of) && of->deadlines && of->deadlines->near_due && *of->deadlines->near_due;
}

static gboolean
is_escalated (ZbCasesPage *self, const ZbCase *of)
{
  const ZbLevel level = self->account ? zb_account_get_level (self->account, self->world) : ZB_LEVEL_NONE;

  return zb_case_is_escalated_to (of, level);
}

static gboolean
is_mine (ZbCasesPage *self, const ZbCase *of)
{
  const char *me = self->account ? ZB_ENTITY (self->account)->id : NULL;

  return me && zb_case_is_open (of) &&
         (g_strcmp0 (of->creator, me) == 0 || g_strcmp0 (of->dispatcher, me) == 0 ||
          g_strcmp0 (of->checker, me) == 0);
}

static ZbStep
get_chosen_step (ZbCasesPage *self)
{
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    if (self->cards[step].button &&
        gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->cards[step].button)))
      return step;
  return ZB_STEP_NONE;
}

static gboolean
lies_in (ZbCasesPage *self, const ZbCase *of, const char *area)
{
  const char *id = of->area;

  for (int depth = 0; depth < 8 && id; depth++)
    {
      ZbArea *found = zb_world_lookup (self->world, ZB_KIND_AREA, id);
      if (g_str_equal (id, area))
        return TRUE;
      id = found ? found->parent : NULL;
    }
  return FALSE;
}

static gboolean
contains (const char *text, const char *words)
{
  return text && g_str_match_string (words, text, TRUE) ? TRUE : text && strstr (text, words);
}

static gboolean
is_today (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local_usec (time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return then && g_date_time_get_year (then) == g_date_time_get_year (now) &&
         g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
}

static gboolean
was_closed_today (const ZbCase *of)
{
  const ZbStepTime *end = of->step == ZB_STEP_CLOSED ? zb_case_find_step (of, ZB_STEP_CLOSED) : NULL;

  return end && is_today (end->at);
}

static gboolean
is_board (ZbCasesPage *self)
{
  return g_strcmp0 (self->view, "board") == 0;
}

static gboolean
passes_step (ZbCasesPage *self, const ZbCase *of)
{
  const ZbStep chosen = get_chosen_step (self);

  if (chosen != ZB_STEP_NONE)
    return of->step == (int)chosen;
  return zb_case_is_open (of) || (is_board (self) && was_closed_today (of));
}

static gboolean
passes (gpointer item, gpointer data)
{
  ZbCasesPage *self = data;
  const ZbCase *of = item;
  const guint area = gtk_drop_down_get_selected (self->area_choice);
  const guint severity = gtk_drop_down_get_selected (self->severity_choice);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (!passes_step (self, of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->mine_chip) && !is_mine (self, of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->near_chip) && !is_near (of) && !is_overdue (of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->overdue_chip) && !is_overdue (of))
    return FALSE;
  if (gtk_toggle_button_get_active (self->escalated_chip) && !is_escalated (self, of))
    return FALSE;
  if (severity > 0 && severity <= ZB_SEVERITY_URGENT && of->severity != ZB_N_SEVERITIES - (int)severity)
    return FALSE;
  if (area > 0 && area < self->area_ids->len && !lies_in (self, of, self->area_ids->pdata[area]))
    return FALSE;
  return !*words || contains (of->title, words) || contains (of->place, words) ||
         contains (of->number, words);
}

/* What is suspended comes after the steps. */
static int
compare_steps (gconstpointer a, gconstpointer b, gpointer data)
{
  return ((const ZbCase *)a)->step - ((const ZbCase *)b)->step;
}

static int
compare_cases (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZbCasesPage *self = data;
  const int difference = zb_case_order_compare (self->order, a, b);

  return self->reversed ? -difference : difference;
}

/* --- counts -------------------------------------------------------------------------------------------- */

static void
show_card (ZbCasesPage *self, ZbStep step, guint n, guint n_overdue)
{
  g_autofree char *figure = g_strdup_printf ("%u", n);
  g_autofree char *overdue =
      step == ZB_STEP_CLOSED ? g_strdup (_ ("today")) : g_strdup_printf (_ ("Overdue %u"), n_overdue);

  gtk_label_set_text (GTK_LABEL (self->cards[step].figure), figure);
  gtk_label_set_text (GTK_LABEL (self->cards[step].overdue), overdue);
  gtk_widget_set_visible (self->cards[step].overdue, step == ZB_STEP_CLOSED || n_overdue > 0);
}

static void
count (ZbCasesPage *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_CASE);
  guint n[ZB_N_STEPS] = { 0 }, late[ZB_N_STEPS] = { 0 }, n_open = 0, n_late = 0;

  self->n_mine = self->n_near = self->n_overdue = self->n_escalated = 0;
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbCase *of = zb_store_get_nth (store, i);
      n[of->step] += of->step != ZB_STEP_CLOSED || was_closed_today (of);
      late[of->step] += is_overdue (of);
      n_open += zb_case_is_open (of);
      n_late += is_overdue (of);
      self->n_mine += is_mine (self, of);
      self->n_near += is_near (of);
      self->n_overdue += is_overdue (of);
      self->n_escalated += is_escalated (self, of);
    }
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    show_card (self, step, n[step], late[step]);
  g_free (self->summary);
  self->summary =
      g_strdup_printf (_ ("%u open · %u overdue · %u closed today"), n_open, n_late, n[ZB_STEP_CLOSED]);
  zb_page_set_count (ZB_PAGE (self), n_open);
}

/* --- keeping up ------------------------------------------------------------------------------------------
 */

static void
follow_selected (ZbCasesPage *self)
{
  GListModel *model = G_LIST_MODEL (self->sorted);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->selected && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ZbCase) of = g_list_model_get_item (model, i);
      if (of == self->selected)
        position = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
}

static gboolean
refresh (gpointer data)
{
  ZbCasesPage *self = data;

  self->refreshing = 0;
  if (!self->world || !self->filtered)
    return G_SOURCE_REMOVE;
  self->following = TRUE;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_sort_list_model_get_section_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  self->following = FALSE;
  count (self);
  if (is_board (self))
    zb_case_board_show_cases (self->board, G_LIST_MODEL (self->sorted));
  follow_selected (self);
  for (int property = PROP_SUMMARY; property <= PROP_EMPTY; property++)
    NOTIFY (self, property);
  return G_SOURCE_REMOVE;
}

/* It is held until then: its parts tell of changes also while it goes. */
static void
refresh_soon (ZbCasesPage *self)
{
  if (self->refreshing == 0 && self->world)
    self->refreshing =
        g_timeout_add_full (G_PRIORITY_DEFAULT, 30, refresh, g_object_ref (self), g_object_unref);
}

static void
on_filter_changed (ZbCasesPage *self)
{
  refresh_soon (self);
}

/* One step at a time: the card that is pressed lets the others go. */
static void
on_card_toggled (ZbCasesPage *self, GtkToggleButton *pressed)
{
  for (int step = ZB_STEP_COLLECTED; gtk_toggle_button_get_active (pressed) && step <= ZB_STEP_CLOSED; step++)
    if (self->cards[step].button != GTK_WIDGET (pressed))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[step].button), FALSE);
  refresh_soon (self);
}

/* --- selection
 * ------------------------------------------------------------------------------------------------ */

/**
 * zb_cases_page_get_selected:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the case beside the table
 */
ZbCase *
zb_cases_page_get_selected (ZbCasesPage *self)
{
  g_return_val_if_fail (ZB_IS_CASES_PAGE (self), NULL);
  return self->selected;
}

/**
 * zb_cases_page_set_selected:
 * @self: the page
 * @of: (nullable): a case
 *
 * Shows another case beside the table.
 */
void
zb_cases_page_set_selected (ZbCasesPage *self, ZbCase *of)
{
  g_return_if_fail (ZB_IS_CASES_PAGE (self));
  if (!g_set_object (&self->selected, of))
    return;
  gtk_stack_set_visible_child_name (self->pane_stack, of ? "case" : "none");
  show_detail (self);
  zb_case_board_set_selected (self->board, of);
  follow_selected (self);
  NOTIFY (self, PROP_SELECTED);
}

/**
 * zb_cases_page_count_shown:
 * @self: the page
 *
 * Returns: how many cases pass the filter
 */
guint
zb_cases_page_count_shown (ZbCasesPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
}

static void
on_row_selected (ZbCasesPage *self)
{
  ZbCase *of = gtk_single_selection_get_selected_item (self->selection);

  if (self->following || !of || of == self->selected)
    return;
  zb_cases_page_set_selected (self, of);
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", ZB_ENTITY (of)->id);
}

/* --- table and board ------------------------------------------------------------------------------- */

/* On the board the columns want the room: a case that nobody has opened takes none of it. */
static void
show_detail (ZbCasesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pane_stack), !is_board (self) || self->selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cases-page.close", is_board (self) && self->selected);
}

static void
set_view (ZbCasesPage *self, const char *view)
{
  const char *known = g_strcmp0 (view, "board") == 0 ? "board" : "table";

  if (!g_set_str (&self->view, known))
    return;
  gtk_stack_set_visible_child_name (self->views, self->view);
  /* The columns are the steps. */
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[step].button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->step_cards), !is_board (self));
  show_detail (self);
  NOTIFY (self, PROP_VIEW);
  refresh_soon (self);
}

static void
on_card_opened (ZbCasesPage *self, ZbCase *of)
{
  zb_cases_page_set_selected (self, of);
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", ZB_ENTITY (of)->id);
}

static void
on_answered (ZbCasesPage *self, const char *response, AdwAlertDialog *dialog)
{
  ZbCase *of = g_object_get_data (G_OBJECT (dialog), "case");

  /* What was asked of one case is not done to another that is shown meanwhile. */
  if (g_str_equal (response, "do") && self->selected == of)
    gtk_widget_activate_action (GTK_WIDGET (self->pane), g_object_get_data (G_OBJECT (dialog), "action"),
                                NULL);
}

/* What would be done at once in the detail, where its button says what it does, is asked after a drop. */
static void
ask_whether (ZbCasesPage *self, ZbCase *of, const char *question, const char *action)
{
  g_autofree char *body =
      g_strdup_printf ("%s · %s", of->title ? of->title : "", zb_case_get_short_number (of));
  AdwDialog *dialog = adw_alert_dialog_new (question, body);

  adw_alert_dialog_set_body_use_markup (ADW_ALERT_DIALOG (dialog), FALSE);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("Cancel"), "do", _ ("Confirm"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "do");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "action", g_strdup (action), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "case", g_object_ref (of), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_card_moved (ZbCasesPage *self, ZbCase *of, const char *action, const char *question)
{
  zb_cases_page_set_selected (self, of);
  if (question)
    ask_whether (self, of, _ (question), action);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->pane), action, NULL);
}

static void
act_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (is_board (ZB_CASES_PAGE (widget)))
    zb_cases_page_set_selected (ZB_CASES_PAGE (widget), NULL);
}

/* --- the order ----------------------------------------------------------------------------------------- */

static void
show_head (ZbCasesPage *self, GtkWidget *head, ZbCaseOrder order, const char *words)
{
  const char *arrow = self->order != order ? "" : self->reversed ? " ↑" : " ↓";
  g_autofree char *label = g_strconcat (words, arrow, NULL);

  gtk_button_set_label (GTK_BUTTON (head), label);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (head)),
                         order == ZB_CASE_ORDER_UPDATED ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
show_order (ZbCasesPage *self)
{
  show_head (self, self->severity_head, ZB_CASE_ORDER_SEVERITY, C_ ("column", "Sev. / number"));
  show_head (self, self->title_head, ZB_CASE_ORDER_TITLE, C_ ("column", "Case / place"));
  show_head (self, self->deadline_head, ZB_CASE_ORDER_DEADLINE, C_ ("column", "Time left"));
  show_head (self, self->updated_head, ZB_CASE_ORDER_UPDATED, C_ ("column", "Updated"));
}

/* Once more on the same head turns it round. */
static void
act_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCasesPage *self = ZB_CASES_PAGE (widget);
  const int order = zb_choices_parse (&zb_case_orders, g_variant_get_string (parameter, NULL));

  if (order <= 0)
    return;
  self->reversed = self->order == (ZbCaseOrder)order && !self->reversed;
  self->order = (ZbCaseOrder)order;
  show_order (self);
  refresh_soon (self);
}

static void
fill_severities (ZbCasesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All severities"));
  for (int severity = ZB_SEVERITY_URGENT; severity > ZB_SEVERITY_NONE; severity--)
    gtk_string_list_append (names, zb_words_severity (severity));
  gtk_drop_down_set_model (self->severity_choice, G_LIST_MODEL (names));
}

/* --- parts that the template leaves to code
 * ------------------------------------------------------------------------ */

static GtkWidget *
new_card (ZbCasesPage *self, ZbStep step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (zb_words_choice (&zb_steps, step));

  self->cards[step].button = gtk_toggle_button_new ();
  self->cards[step].figure = gtk_label_new ("0");
  self->cards[step].overdue = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->cards[step].overdue), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "zb-dense");
  gtk_widget_add_css_class (title, "zb-t2");
  gtk_widget_add_css_class (self->cards[step].figure, "zb-figure");
  gtk_widget_add_css_class (self->cards[step].overdue, step == ZB_STEP_CLOSED ? "zb-caption" : "zb-overdue");
  gtk_widget_set_valign (self->cards[step].overdue, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->cards[step].button, "zb-step-card");
  gtk_box_append (GTK_BOX (line), self->cards[step].figure);
  gtk_box_append (GTK_BOX (line), self->cards[step].overdue);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), line);
  gtk_button_set_child (GTK_BUTTON (self->cards[step].button), box);
  gtk_widget_set_hexpand (self->cards[step].button, TRUE);
  g_signal_connect_object (self->cards[step].button, "toggled", G_CALLBACK (on_card_toggled), self,
                           G_CONNECT_SWAPPED);
  return self->cards[step].button;
}

static void
build_cards (ZbCasesPage *self)
{
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    {
      if (step > ZB_STEP_COLLECTED)
        {
          GtkWidget *arrow = gtk_image_new_from_icon_name ("zb-chevron-right-symbolic");
          gtk_image_set_pixel_size (GTK_IMAGE (arrow), 12);
          gtk_widget_add_css_class (arrow, "zb-t3");
          gtk_box_append (self->step_cards, arrow);
        }
      gtk_box_append (self->step_cards, new_card (self, step));
    }
}

static void
fill_areas (ZbCasesPage *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_AREA);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->area_ids, 0);
  g_ptr_array_add (self->area_ids, NULL);
  gtk_string_list_append (names, _ ("All subdistricts"));
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbArea *area = zb_store_get_nth (store, i);
      if (area->kind != ZB_AREA_SUBDISTRICT)
        continue;
      gtk_string_list_append (names, area->name);
      g_ptr_array_add (self->area_ids, g_strdup (ZB_ENTITY (area)->id));
    }
  gtk_drop_down_set_model (self->area_choice, G_LIST_MODEL (names));
}

static void
set_world (ZbCasesPage *self, ZbWorld *world)
{
  ZbStore *store = world ? zb_world_get_store (world, ZB_KIND_CASE) : NULL;

  if (!g_set_object (&self->world, world))
    return;
  zb_case_board_set_desk (self->board, world, self->account);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (store));
  if (store)
    {
      g_signal_connect_object (store, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (store, "items-changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (zb_world_get_store (world, ZB_KIND_AREA), "items-changed",
                               G_CALLBACK (fill_areas), self, G_CONNECT_SWAPPED);
      fill_areas (self);
      refresh (self);
    }
  NOTIFY (self, PROP_WORLD);
}

/* --- GObject
 * -------------------------------------------------------------------------------------------------------- */

static void
zb_cases_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  switch ((ZbCasesPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_EVIDENCE:
      g_value_set_object (value, self->evidence);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_N_MINE:
      g_value_set_uint (value, self->n_mine);
      break;
    case PROP_N_OVERDUE:
      g_value_set_uint (value, self->n_overdue);
      break;
    case PROP_N_ESCALATED:
      g_value_set_uint (value, self->n_escalated);
      break;
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_N_NEAR:
      g_value_set_uint (value, self->n_near);
      break;
    case PROP_EMPTY:
      g_value_set_boolean (value, zb_cases_page_count_shown (self) == 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_cases_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  if (id == PROP_WORLD)
    set_world (self, g_value_get_object (value));
  else if (id == PROP_SELECTED)
    zb_cases_page_set_selected (self, g_value_get_object (value));
  else if (id == PROP_ACCOUNT && g_set_object (&self->account, g_value_get_object (value)))
    {
      zb_case_board_set_desk (self->board, self->world, self->account);
      refresh_soon (self);
      NOTIFY (self, PROP_ACCOUNT);
    }
  else if (id == PROP_EVIDENCE && g_set_object (&self->evidence, g_value_get_object (value)))
    NOTIFY (self, PROP_EVIDENCE);
  else if (id == PROP_QUERY && g_set_object (&self->query, g_value_get_object (value)))
    NOTIFY (self, PROP_QUERY);
  else if (id == PROP_CONNECTED)
    self->connected = g_value_get_boolean (value);
  else if (id == PROP_VIEW)
    set_view (self, g_value_get_string (value));
  else if (id == PROP_AS_OF)
    self->as_of = g_value_get_int64 (value);
}

static void
zb_cases_page_dispose (GObject *object)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  if (self->filtered)
    gtk_filter_list_model_set_filter (self->filtered, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_CASES_PAGE);
  memset (self->cards, 0, sizeof self->cards);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->selected);
  g_clear_object (&self->query);
  g_clear_object (&self->evidence);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  /* Its parts tell of changes while they go. */
  g_clear_handle_id (&self->refreshing, g_source_remove);
  G_OBJECT_CLASS (zb_cases_page_parent_class)->dispose (object);
}

static void
zb_cases_page_finalize (GObject *object)
{
  ZbCasesPage *self = ZB_CASES_PAGE (object);

  g_ptr_array_unref (self->area_ids);
  g_free (self->summary);
  g_free (self->view);
  G_OBJECT_CLASS (zb_cases_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, write);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, write);
  properties[PROP_EVIDENCE] = g_param_spec_object ("evidence", NULL, NULL, ZB_TYPE_EVIDENCE, write);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, write);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, ZB_TYPE_CASE, write);
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AS_OF] =
      g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  properties[PROP_N_MINE] = g_param_spec_uint ("n-mine", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_NEAR] = g_param_spec_uint ("n-near", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_OVERDUE] = g_param_spec_uint ("n-overdue", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_ESCALATED] = g_param_spec_uint ("n-escalated", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "table", write);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbCasesPage, name)
  CHILD (list);
  CHILD (scroller);
  CHILD (pane_stack);
  CHILD (step_cards);
  CHILD (mine_chip);
  CHILD (near_chip);
  CHILD (overdue_chip);
  CHILD (escalated_chip);
  CHILD (severity_choice);
  CHILD (views);
  CHILD (board);
  CHILD (pane);
  CHILD (deadline_head);
  CHILD (severity_head);
  CHILD (title_head);
  CHILD (updated_head);
  CHILD (area_choice);
  CHILD (search);
#undef CHILD
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (format_step_number);
  BIND (format_step_hint);
  BIND (format_short_number);
  BIND (describe_row);
  BIND (is_returned);
  BIND (format_returned);
  BIND (on_filter_changed);
  BIND (on_card_opened);
  BIND (on_card_moved);
#undef BIND
  zb_words_bind (widget_class);
}

static void
zb_cases_page_class_init (ZbCasesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_cases_page_get_property;
  object_class->set_property = zb_cases_page_set_property;
  object_class->dispose = zb_cases_page_dispose;
  object_class->finalize = zb_cases_page_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_STALE_MARK);
  g_type_ensure (ZB_TYPE_STEP_BAR);
  g_type_ensure (ZB_TYPE_CASE_PROGRESS);
  g_type_ensure (ZB_TYPE_CASE_PANE);
  g_type_ensure (ZB_TYPE_CASE_BOARD);
  gtk_widget_class_install_action (widget_class, "cases-page.sort", "s", act_sort);
  gtk_widget_class_install_action (widget_class, "cases-page.close", NULL, act_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "cases-page.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/cases/cases-page.ui");
  bind_template (widget_class);
}

static void
build_models (ZbCasesPage *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (passes, self, NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cases, self, NULL));
  GtkSorter *sections = GTK_SORTER (gtk_custom_sorter_new (compare_steps, NULL, NULL));

  self->filtered = gtk_filter_list_model_new (NULL, filter);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), sorter);
  gtk_sort_list_model_set_section_sorter (self->sorted, sections);
  g_object_unref (sections);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
zb_cases_page_init (ZbCasesPage *self)
{
  self->connected = TRUE;
  self->area_ids = g_ptr_array_new_with_free_func (g_free);
  self->view = g_strdup ("table");
  self->order = ZB_CASE_ORDER_DEADLINE;
  build_models (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  build_cards (self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  zb_keep_top (self->scroller, G_LIST_MODEL (self->sorted));
  fill_severities (self);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->severity_head), "cases-page.sort::severity");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->title_head), "cases-page.sort::title");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->deadline_head), "cases-page.sort::deadline");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->updated_head), "cases-page.sort::updated");
  show_order (self);
  show_detail (self);
}
