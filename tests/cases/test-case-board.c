/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases as a board: what stands in which column, the keys, what a drop is offered and asks for; and the
 * filters and orders that table and board share. */
#include "zb-cases-desk.h"
#include "zb-case-board.h"
#include "zb-case-moves.h"
#include "zb-case-pane.h"
#include "zb-cases-page.h"
#include "zb-sample-desk.h"
#include "zb-words.h"

static ZbCasesPage *
get_page (ZbSampleDesk *desk)
{
  return ZB_CASES_PAGE (desk->screen);
}

static ZbCaseBoard *
show_board (ZbSampleDesk *desk)
{
  g_object_set (desk->screen, "view", "board", NULL);
  zb_sample_settle ();
  return ZB_CASE_BOARD (zb_sample_find (desk->screen, ZB_TYPE_CASE_BOARD, NULL));
}

static guint
count_cards (ZbCaseBoard *board, ZbStep step)
{
  return zb_case_column_get_n_cards (zb_case_board_get_column (board, step));
}

static ZbCase *
find_case (ZbSampleDesk *desk, const char *id)
{
  return zb_world_lookup (desk->world, ZB_KIND_CASE, id);
}

/* --- columns --------------------------------------------------------------------------------- */

static void
test_columns (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  ZbCase *edited;

  g_assert_cmpuint (count_cards (board, ZB_STEP_COLLECTED), ==, 2);
  g_assert_cmpuint (count_cards (board, ZB_STEP_HANDLING), ==, 9);
  g_assert_cmpuint (count_cards (board, ZB_STEP_CHECKING), ==, 4);
  g_assert_cmpuint (count_cards (board, ZB_STEP_SUSPENDED), ==, 0);
  zb_sample_picture (desk->screen, "board");
  edited = zb_sample_world_edit_case (desk->world, "case-0377");
  edited->step = ZB_STEP_SUSPENDED;
  edited->resume_step = ZB_STEP_REPORTED;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_cmpuint (count_cards (board, ZB_STEP_SUSPENDED), ==, 1);
}

static void
add_cases (ZbSampleDesk *desk, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("case-more-%02u", i);
      ZbCase *it = ZB_CASE (zb_entity_new (ZB_KIND_CASE, id));
      it->title = g_strdup ("路灯不亮");
      it->severity = ZB_SEVERITY_LOW;
      it->step = ZB_STEP_FILED;
      zb_sample_world_change (desk->world, (ZbEntity *)it);
    }
  zb_sample_settle ();
}

static void
test_more (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  ZbCaseColumn *column = zb_case_board_get_column (board, ZB_STEP_FILED);
  GtkWidget *more;

  add_cases (desk, 30);
  g_assert_cmpuint (count_cards (board, ZB_STEP_FILED), ==, 20);
  more = zb_sample_find (GTK_WIDGET (column), GTK_TYPE_BUTTON, "zb-column-more");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (more)), ==, "12 more");
  zb_sample_click (more);
  g_assert_cmpuint (count_cards (board, ZB_STEP_FILED), ==, 32);
  g_assert_false (gtk_widget_get_visible (more));
}

/* A board leaves the room to its columns until a card is opened. */
static void
test_open (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  ZbCaseColumn *column = zb_case_board_get_column (board, ZB_STEP_CHECKING);
  ZbCaseCard *card = zb_case_column_find_card (column, find_case (desk, ZB_SAMPLE_CASE));
  GtkWidget *pane = zb_sample_find (desk->screen, ZB_TYPE_CASE_PANE, NULL);

  g_assert_false (pane && gtk_widget_get_mapped (pane));
  gtk_widget_activate_action (GTK_WIDGET (card), "card.open", NULL);
  zb_sample_settle ();
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.show 'case-0392'");
  g_assert_true (zb_cases_page_get_selected (get_page (desk)) == find_case (desk, ZB_SAMPLE_CASE));
  pane = zb_sample_find (desk->screen, ZB_TYPE_CASE_PANE, NULL);
  g_assert_true (gtk_widget_get_mapped (pane));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (card), "selected"));
  zb_sample_picture (desk->screen, "board-open");
  gtk_widget_activate_action (desk->screen, "cases-page.close", NULL);
  g_assert_null (zb_cases_page_get_selected (get_page (desk)));
}

/* --- keys ------------------------------------------------------------------------------------- */

static void
press (ZbCaseBoard *board, guint key)
{
  GtkEventController *keys = NULL;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (board));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) it = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_KEY (it))
        keys = it;
    }
  g_signal_emit_by_name (keys, "key-pressed", key, 0u, (GdkModifierType)0, &handled);
  g_assert_true (handled);
}

static void
assert_focus (ZbCaseBoard *board, ZbStep step, guint row)
{
  ZbCaseCard *card = zb_case_column_get_card (zb_case_board_get_column (board, step), row);

  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (card)));
}

static void
test_keys (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  ZbCaseColumn *column = zb_case_board_get_column (board, ZB_STEP_HANDLING);

  gtk_widget_grab_focus (GTK_WIDGET (zb_case_column_get_card (column, 0)));
  press (board, GDK_KEY_Down);
  press (board, GDK_KEY_Down);
  assert_focus (board, ZB_STEP_HANDLING, 2);
  press (board, GDK_KEY_Right);
  assert_focus (board, ZB_STEP_REPORTED, 2);
  press (board, GDK_KEY_Left);
  press (board, GDK_KEY_End);
  assert_focus (board, ZB_STEP_HANDLING, 8);
  /* The next column is shorter. */
  press (board, GDK_KEY_Right);
  assert_focus (board, ZB_STEP_REPORTED, 2);
  press (board, GDK_KEY_Home);
  press (board, GDK_KEY_Up);
  assert_focus (board, ZB_STEP_REPORTED, 0);
}

/* --- moving ------------------------------------------------------------------------------------ */

static void
test_offers (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  static const struct
  {
    const char *id;
    ZbStep to;
    gboolean allowed;
  } moves[] = {
    { "case-0418", ZB_STEP_DISPATCHED, TRUE }, /* filed: the form asks whom to send */
    { "case-0418", ZB_STEP_HANDLING, FALSE },  /* that is the handler's to say */
    { "case-0418", ZB_STEP_CLOSED, FALSE },
    { "case-0418", ZB_STEP_SUSPENDED, FALSE }, /* a leader's */
    { "case-0392", ZB_STEP_CLOSED, FALSE },    /* its checker's */
    { "case-0392", ZB_STEP_CHECKING, FALSE },
    { "case-0402", ZB_STEP_REPORTED, FALSE }, /* its task is still open */
    { "case-0350", ZB_STEP_FILED, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    g_assert_cmpint (zb_case_board_may_move (board, find_case (desk, moves[i].id), moves[i].to), ==,
                     moves[i].allowed);
  zb_case_board_move (board, find_case (desk, "case-0392"), ZB_STEP_CLOSED);
  g_assert_null (zb_cases_page_get_selected (get_page (desk)));
}

static void
test_leaders_offers (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);

  g_assert_true (zb_case_board_may_move (board, find_case (desk, "case-0418"), ZB_STEP_SUSPENDED));
  g_assert_true (zb_case_board_may_move (board, find_case (desk, "case-0377"), ZB_STEP_CHECKING));
  g_assert_true (zb_case_board_may_move (board, find_case (desk, "case-0350"), ZB_STEP_FILED));
}

/* What a card cannot be dropped on stands back while it is held. */
static void
test_carried (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  GtkWidget *dispatched = GTK_WIDGET (zb_case_board_get_column (board, ZB_STEP_DISPATCHED)),
            *closed = GTK_WIDGET (zb_case_board_get_column (board, ZB_STEP_CLOSED));
  ZbCaseColumn *filed = zb_case_board_get_column (board, ZB_STEP_FILED);
  ZbCaseCard *card = zb_case_column_find_card (filed, find_case (desk, "case-0418"));

  g_signal_emit_by_name (card, "carried", TRUE);
  g_assert_true (gtk_widget_has_css_class (closed, "shut"));
  g_assert_false (gtk_widget_has_css_class (dispatched, "shut"));
  g_signal_emit_by_name (card, "carried", FALSE);
  g_assert_false (gtk_widget_has_css_class (closed, "shut"));
}

/* A drop is no command: it opens the case and asks for what the command needs. */
static void
test_drop_asks (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  AdwDialog *dialog;

  zb_case_board_move (board, find_case (desk, "case-0418"), ZB_STEP_DISPATCHED);
  zb_sample_settle ();
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.compose 'case-0418'");
  zb_case_board_move (board, find_case (desk, "case-0350"), ZB_STEP_FILED);
  zb_sample_settle ();
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  g_assert_nonnull (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.compose 'case-0418'");
  adw_dialog_force_close (dialog);
}

static void
tick_all (ZbSampleDesk *desk)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);

  for (guint i = 0; i < edited->checklist->len; i++)
    ZB_CHECK_ITEM (edited->checklist->pdata[i])->done = TRUE;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

/* What the detail does without asking is asked after a drop. */
static void
test_drop_confirms (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCaseBoard *board = show_board (desk);
  AdwDialog *dialog;

  tick_all (desk);
  zb_case_board_move (board, find_case (desk, ZB_SAMPLE_CASE), ZB_STEP_CLOSED);
  zb_sample_settle ();
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "");
  g_signal_emit_by_name (dialog, "response::do", "do");
  adw_dialog_force_close (dialog);
  zb_sample_settle ();
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "command.submit ('case.check', 'case-0392', {})");
}

/* --- filters and orders -------------------------------------------------------------------------- */

static GtkWidget *
find_chip (ZbSampleDesk *desk, const char *words)
{
  return gtk_widget_get_ancestor (zb_sample_find_text (desk->screen, words), GTK_TYPE_TOGGLE_BUTTON);
}

static void
test_overdue (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_click (find_chip (desk, "Overdue"));
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 1);
}

static void
test_severity (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *choice = zb_sample_find (desk->screen, GTK_TYPE_DROP_DOWN, "zb-small-choice");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  zb_sample_settle ();
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 2);
}

static void
test_escalated (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, "case-0388");

  g_set_str (&edited->deadlines->told, "subdistrict");
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  zb_sample_click (find_chip (desk, "Escalated to us"));
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 0);
  edited = zb_sample_world_edit_case (desk->world, "case-0388");
  g_set_str (&edited->deadlines->told, "district");
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_cmpuint (zb_cases_page_count_shown (get_page (desk)), ==, 1);
}

static const char *
first_of_step (ZbSampleDesk *desk, ZbStep step)
{
  ZbCaseBoard *board = show_board (desk);

  return ZB_ENTITY (
             zb_case_card_get_case (zb_case_column_get_card (zb_case_board_get_column (board, step), 0)))
      ->id;
}

static void
test_orders (ZbSampleDesk *desk, gconstpointer data)
{
  g_assert_cmpstr (first_of_step (desk, ZB_STEP_HANDLING), ==, "case-0388");
  gtk_widget_activate_action (desk->screen, "cases-page.sort", "s", "deadline");
  zb_sample_settle ();
  g_assert_cmpstr (first_of_step (desk, ZB_STEP_HANDLING), ==, "case-0376");
  gtk_widget_activate_action (desk->screen, "cases-page.sort", "s", "updated");
  zb_sample_settle ();
  g_assert_cmpstr (first_of_step (desk, ZB_STEP_CHECKING), ==, "case-0392");
  gtk_widget_activate_action (desk->screen, "cases-page.sort", "s", "severity");
  zb_sample_settle ();
  g_assert_cmpstr (first_of_step (desk, ZB_STEP_CHECKING), ==, "case-0364");
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function)                                                                        \
  g_test_add (path, ZbSampleDesk, account, zb_cases_desk_set_up, function, zb_cases_desk_tear_down)
  TEST ("/case-board/columns", NULL, test_columns);
  TEST ("/case-board/more", NULL, test_more);
  TEST ("/case-board/open", NULL, test_open);
  TEST ("/case-board/keys", NULL, test_keys);
  TEST ("/case-board/offers", NULL, test_offers);
  TEST ("/case-board/leaders-offers", "account-leader", test_leaders_offers);
  TEST ("/case-board/carried", NULL, test_carried);
  TEST ("/case-board/drop-asks", "account-leader", test_drop_asks);
  TEST ("/case-board/drop-confirms", "account-wu", test_drop_confirms);
  TEST ("/case-board/overdue", NULL, test_overdue);
  TEST ("/case-board/severity", NULL, test_severity);
  TEST ("/case-board/escalated", NULL, test_escalated);
  TEST ("/case-board/orders", NULL, test_orders);
  return g_test_run ();
}
