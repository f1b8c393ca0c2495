/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-board.h"

#include "zb-case-moves.h"

/**
 * ZbCaseBoard:
 *
 * The cases as cards in a column for each step, and one for what is suspended. Arrows go from card to card
 * and from column to column.
 *
 * A card can be dropped only where the machine has a command that leads there and the guards allow it; the
 * drop then opens the case and asks for what that command needs. No card changes its column by itself: it
 * moves when the platform says that the step has changed.
 */
struct _ZbCaseBoard
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbCase *selected;
  ZbCaseColumn *columns[ZB_N_STEPS];
};

G_DEFINE_FINAL_TYPE (ZbCaseBoard, zb_case_board, ADW_TYPE_BIN)

static const ZbStep steps[] = { ZB_STEP_COLLECTED, ZB_STEP_FILED,    ZB_STEP_DISPATCHED, ZB_STEP_HANDLING,
                                ZB_STEP_REPORTED,  ZB_STEP_CHECKING, ZB_STEP_CLOSED,     ZB_STEP_SUSPENDED };

enum
{
  OPENED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- cards --------------------------------------------------------------------------------------- */

/**
 * zb_case_board_get_column:
 * @self: a board
 * @step: a step
 *
 * Returns: (transfer none) (nullable): its column; %NULL for a step that has none
 */
ZbCaseColumn *
zb_case_board_get_column (ZbCaseBoard *self, ZbStep step)
{
  return self->columns[step];
}

static GPtrArray *
list_of_step (GListModel *cases, ZbStep step)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (cases); i++)
    {
      g_autoptr (ZbCase) of = g_list_model_get_item (cases, i);
      if (of->step == (int)step)
        g_ptr_array_add (list, g_object_ref (of));
    }
  return list;
}

/**
 * zb_case_board_show_cases:
 * @self: a board
 * @cases: what is to be shown as #ZbCase, in the order in which they are to stand in their columns
 */
void
zb_case_board_show_cases (ZbCaseBoard *self, GListModel *cases)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GPtrArray) list = list_of_step (cases, steps[i]);
      zb_case_column_fill (self->columns[steps[i]], list);
    }
  zb_case_board_set_selected (self, self->selected);
}

/**
 * zb_case_board_set_selected:
 * @self: a board
 * @of: (nullable): the case that is open beside it
 */
void
zb_case_board_set_selected (ZbCaseBoard *self, ZbCase *of)
{
  g_set_object (&self->selected, of);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    zb_case_column_set_selected (self->columns[steps[i]], of);
}

/**
 * zb_case_board_set_desk:
 * @self: a board
 * @world: (nullable): what is known
 * @account: (nullable): who sits at the desk
 */
void
zb_case_board_set_desk (ZbCaseBoard *self, ZbWorld *world, ZbAccount *account)
{
  g_set_object (&self->world, world);
  g_set_object (&self->account, account);
}

/* --- moving ----------------------------------------------------------------------------------------- */

/**
 * zb_case_board_may_move:
 * @self: a board
 * @of: a case
 * @to: the step of another column
 *
 * Returns: whether its card may be dropped there
 */
gboolean
zb_case_board_may_move (ZbCaseBoard *self, ZbCase *of, ZbStep to)
{
  const ZbCaseMove *move = zb_case_move_find (of, to);
  g_autoptr (ZbProblem) problem = NULL;

  if (!move || !self->world)
    return FALSE;
  problem = zb_case_move_ask (move, self->world, self->account, of);
  return problem == NULL;
}

/**
 * zb_case_board_move:
 * @self: a board
 * @of: a case
 * @to: the step of the column that its card was dropped on
 *
 * Tells by #ZbCaseBoard::moved what is to be asked for; nothing where the guards refuse it.
 */
void
zb_case_board_move (ZbCaseBoard *self, ZbCase *of, ZbStep to)
{
  const ZbCaseMove *move = zb_case_move_find (of, to);

  if (zb_case_board_may_move (self, of, to))
    g_signal_emit (self, signals[MOVED], 0, of, move->action, move->question);
}

static gboolean
on_offered (ZbCaseColumn *column, ZbCase *of, ZbCaseBoard *self)
{
  return zb_case_board_may_move (self, of, zb_case_column_get_step (column));
}

/* While a card is held the columns that it cannot go to stand back. */
static void
on_carried (ZbCaseColumn *from, ZbCase *of, ZbCaseBoard *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (of && self->columns[steps[i]] != from && !zb_case_board_may_move (self, of, steps[i]))
      gtk_widget_add_css_class (GTK_WIDGET (self->columns[steps[i]]), "shut");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->columns[steps[i]]), "shut");
}

static void
on_dropped (ZbCaseColumn *column, ZbCase *of, ZbCaseBoard *self)
{
  zb_case_board_move (self, of, zb_case_column_get_step (column));
}

static void
on_opened (ZbCaseColumn *column, ZbCase *of, ZbCaseBoard *self)
{
  g_signal_emit (self, signals[OPENED], 0, of);
}

/* --- by the keys ------------------------------------------------------------------------------------- */

typedef struct
{
  int column, row; /* -1 where no card has the focus */
} Spot;

static Spot
find_focus (ZbCaseBoard *self)
{
  for (int i = 0; i < (int)G_N_ELEMENTS (steps); i++)
    for (guint row = 0; row < zb_case_column_get_n_cards (self->columns[steps[i]]); row++)
      if (gtk_widget_has_focus (GTK_WIDGET (zb_case_column_get_card (self->columns[steps[i]], row))))
        return (Spot){ i, (int)row };
  return (Spot){ -1, -1 };
}

static gboolean
focus_row (ZbCaseBoard *self, int column, int row)
{
  const int n = (int)zb_case_column_get_n_cards (self->columns[steps[column]]);
  ZbCaseCard *card =
      n > 0 ? zb_case_column_get_card (self->columns[steps[column]], (guint)CLAMP (row, 0, n - 1)) : NULL;

  return card && gtk_widget_grab_focus (GTK_WIDGET (card));
}

/* Columns without cards are passed over. */
static void
focus_column (ZbCaseBoard *self, Spot from, int direction)
{
  for (int column = from.column + direction; column >= 0 && column < (int)G_N_ELEMENTS (steps);
       column += direction)
    if (focus_row (self, column, from.row))
      return;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, ZbCaseBoard *self)
{
  const Spot spot = find_focus (self);

  if (spot.column < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)))
    return FALSE;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    focus_column (self, spot, key == GDK_KEY_Left ? -1 : 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    focus_row (self, spot.column, MAX (0, spot.row + (key == GDK_KEY_Up ? -1 : 1)));
  else if (key == GDK_KEY_Home || key == GDK_KEY_End)
    focus_row (self, spot.column, key == GDK_KEY_Home ? 0 : G_MAXINT);
  else
    return FALSE;
  return TRUE;
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
zb_case_board_dispose (GObject *object)
{
  ZbCaseBoard *self = ZB_CASE_BOARD (object);

  g_clear_object (&self->selected);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_case_board_parent_class)->dispose (object);
}

static void
zb_case_board_class_init (ZbCaseBoardClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_case_board_dispose;
  /**
   * ZbCaseBoard::opened:
   * @of: a case
   *
   * The officer wants to see it.
   */
  signals[OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ZB_TYPE_CASE);
  /**
   * ZbCaseBoard::moved:
   * @of: a case
   * @action: what its detail is to be told to do
   * @question: (nullable): what is to be asked before, not translated yet
   *
   * Its card was dropped where a command leads to.
   */
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                 ZB_TYPE_CASE, G_TYPE_STRING, G_TYPE_STRING);
}

static GtkWidget *
new_columns (ZbCaseBoard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (box, "zb-board");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *column = zb_case_column_new (steps[i]);
      self->columns[steps[i]] = ZB_CASE_COLUMN (column);
      g_signal_connect_object (column, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (column, "offered", G_CALLBACK (on_offered), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (column, "carried", G_CALLBACK (on_carried), self, G_CONNECT_DEFAULT);
      g_signal_connect_object (column, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_DEFAULT);
      gtk_box_append (GTK_BOX (box), column);
    }
  return box;
}

static void
zb_case_board_init (ZbCaseBoard *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), new_columns (self));
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
