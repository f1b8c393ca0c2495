/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-column.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCaseColumn:
 *
 * The cards of one step, the most pressing on top. Of many it shows the first ones and says how many more
 * there are.
 *
 * What is dropped on it is for the board to judge: see #ZbCaseColumn::offered and #ZbCaseColumn::dropped.
 */
struct _ZbCaseColumn
{
  GtkWidget parent_instance;
  ZbStep step;
  GPtrArray *cases, *cards;
  guint at_most;
  GtkWidget *box, *count, *list, *more;
};

G_DEFINE_FINAL_TYPE (ZbCaseColumn, zb_case_column, GTK_TYPE_WIDGET)

#define A_PORTION 20

enum
{
  OPENED,
  CARRIED,
  OFFERED,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- cards -------------------------------------------------------------------------------------- */

static void
on_opened (ZbCaseCard *card, ZbCaseColumn *self)
{
  g_signal_emit (self, signals[OPENED], 0, zb_case_card_get_case (card));
}

static void
on_carried (ZbCaseCard *card, gboolean carried, ZbCaseColumn *self)
{
  g_signal_emit (self, signals[CARRIED], 0, carried ? zb_case_card_get_case (card) : NULL);
}

static GtkWidget *
new_card (ZbCaseColumn *self, ZbCase *of)
{
  GtkWidget *card = zb_case_card_new (of);

  g_signal_connect_object (card, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (card, "carried", G_CALLBACK (on_carried), self, G_CONNECT_DEFAULT);
  g_ptr_array_add (self->cards, card);
  gtk_box_append (GTK_BOX (self->list), card);
  return card;
}

static gboolean
shows_the_same (ZbCaseColumn *self, guint n)
{
  if (self->cards->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (zb_case_card_get_case (self->cards->pdata[i]) != self->cases->pdata[i])
      return FALSE;
  return TRUE;
}

static void
clear (ZbCaseColumn *self)
{
  /* One that goes while it is held is held no more. */
  if (self->cards->len > 0)
    g_signal_emit (self, signals[CARRIED], 0, NULL);
  for (guint i = 0; i < self->cards->len; i++)
    gtk_box_remove (GTK_BOX (self->list), self->cards->pdata[i]);
  g_ptr_array_set_size (self->cards, 0);
}

static ZbCase *
get_focused (ZbCaseColumn *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (gtk_widget_has_focus (self->cards->pdata[i]))
      return zb_case_card_get_case (self->cards->pdata[i]);
  return NULL;
}

/* Cards that stand where they stood stay, with the focus that is on one of them. */
static void
show_cards (ZbCaseColumn *self)
{
  const guint n = MIN (self->cases->len, self->at_most), n_more = self->cases->len - n;
  g_autofree char *words = g_strdup_printf (ngettext ("%u more", "%u more", n_more), n_more);
  g_autoptr (ZbCase) focused = get_focused (self) ? g_object_ref (get_focused (self)) : NULL;
  ZbCaseCard *card;

  if (!shows_the_same (self, n))
    {
      clear (self);
      for (guint i = 0; i < n; i++)
        new_card (self, self->cases->pdata[i]);
    }
  else
    for (guint i = 0; i < n; i++)
      zb_case_card_update (self->cards->pdata[i]);
  card = focused ? zb_case_column_find_card (self, focused) : NULL;
  if (card)
    gtk_widget_grab_focus (GTK_WIDGET (card));
  gtk_button_set_label (GTK_BUTTON (self->more), words);
  gtk_widget_set_visible (self->more, n_more > 0);
}

static void
on_more (ZbCaseColumn *self)
{
  self->at_most += A_PORTION;
  show_cards (self);
}

/**
 * zb_case_column_fill:
 * @self: a column
 * @cases: (element-type ZbCase): the cases of its step, in their order
 */
void
zb_case_column_fill (ZbCaseColumn *self, GPtrArray *cases)
{
  g_autofree char *count = g_strdup_printf ("%u", cases->len);

  g_ptr_array_set_size (self->cases, 0);
  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (self->cases, g_object_ref (cases->pdata[i]));
  gtk_label_set_text (GTK_LABEL (self->count), count);
  show_cards (self);
}

/**
 * zb_case_column_get_step:
 * @self: a column
 *
 * Returns: the step whose cases it shows
 */
ZbStep
zb_case_column_get_step (ZbCaseColumn *self)
{
  return self->step;
}

/**
 * zb_case_column_get_n_cards:
 * @self: a column
 *
 * Returns: how many cards it shows
 */
guint
zb_case_column_get_n_cards (ZbCaseColumn *self)
{
  return self->cards->len;
}

/**
 * zb_case_column_get_card:
 * @self: a column
 * @position: which, counted from 0
 *
 * Returns: (transfer none) (nullable): that card
 */
ZbCaseCard *
zb_case_column_get_card (ZbCaseColumn *self, guint position)
{
  return position < self->cards->len ? self->cards->pdata[position] : NULL;
}

/**
 * zb_case_column_find_card:
 * @self: a column
 * @of: a case
 *
 * Returns: (transfer none) (nullable): its card, where it is shown here
 */
ZbCaseCard *
zb_case_column_find_card (ZbCaseColumn *self, ZbCase *of)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (zb_case_card_get_case (self->cards->pdata[i]) == of)
      return self->cards->pdata[i];
  return NULL;
}

/**
 * zb_case_column_set_selected:
 * @self: a column
 * @of: (nullable): the case that is open
 *
 * Marks its card.
 */
void
zb_case_column_set_selected (ZbCaseColumn *self, ZbCase *of)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (of && zb_case_card_get_case (self->cards->pdata[i]) == of)
      gtk_widget_add_css_class (self->cards->pdata[i], "selected");
    else
      gtk_widget_remove_css_class (self->cards->pdata[i], "selected");
}

/* --- what is dropped ------------------------------------------------------------------------------ */

static ZbCase *
get_carried (GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);

  return value ? g_value_get_object (value) : NULL;
}

static GdkDragAction
judge (GtkDropTarget *target, ZbCaseColumn *self)
{
  ZbCase *of = get_carried (target);
  gboolean fits = FALSE;

  if (of)
    g_signal_emit (self, signals[OFFERED], 0, of, &fits);
  if (fits)
    gtk_widget_add_css_class (GTK_WIDGET (self), "offered");
  return fits ? GDK_ACTION_MOVE : 0;
}

static GdkDragAction
on_entered (GtkDropTarget *target, double x, double y, ZbCaseColumn *self)
{
  return judge (target, self);
}

static void
on_left (GtkDropTarget *target, ZbCaseColumn *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "offered");
}

static gboolean
on_dropped (GtkDropTarget *target, const GValue *value, double x, double y, ZbCaseColumn *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "offered");
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_object (value));
  return TRUE;
}

static void
add_target (ZbCaseColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (ZB_TYPE_CASE, GDK_ACTION_MOVE);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (on_entered), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_entered), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_left), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- GObject ---------------------------------------------------------------------------------------- */

static void
zb_case_column_dispose (GObject *object)
{
  ZbCaseColumn *self = ZB_CASE_COLUMN (object);

  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_case_column_parent_class)->dispose (object);
}

static void
zb_case_column_class_init (ZbCaseColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_case_column_dispose;
  /**
   * ZbCaseColumn::opened:
   * @of: a case
   *
   * The officer wants to see it.
   */
  signals[OPENED] =
      g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ZB_TYPE_CASE);
  /**
   * ZbCaseColumn::carried:
   * @of: (nullable): a case whose card is held; %NULL where it is held no more
   */
  signals[CARRIED] =
      g_signal_new ("carried", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ZB_TYPE_CASE);
  /**
   * ZbCaseColumn::offered:
   * @of: a case that is held over it
   *
   * Returns: whether it may be dropped here
   */
  signals[OFFERED] = g_signal_new ("offered", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_first_wins,
                                   NULL, NULL, G_TYPE_BOOLEAN, 1, ZB_TYPE_CASE);
  /**
   * ZbCaseColumn::dropped:
   * @of: a case
   *
   * It was dropped here.
   */
  signals[DROPPED] =
      g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ZB_TYPE_CASE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "casecolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static GtkWidget *
new_head (ZbCaseColumn *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (zb_words_choice (&zb_steps, (int)self->step));

  self->count = gtk_label_new ("0");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (head, "zb-column-head");
  gtk_widget_add_css_class (title, "zb-dense");
  gtk_widget_add_css_class (title, "zb-bold");
  gtk_widget_add_css_class (self->count, "zb-dense");
  gtk_widget_add_css_class (self->count, "zb-t3");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->count);
  return head;
}

static GtkWidget *
new_body (ZbCaseColumn *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "zb-column-more");
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more), self);
  gtk_widget_add_css_class (body, "zb-column-body");
  gtk_box_append (GTK_BOX (body), self->list);
  gtk_box_append (GTK_BOX (body), self->more);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), body);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/**
 * zb_case_column_new:
 * @step: a step
 *
 * Returns: (transfer floating): its column, empty
 */
GtkWidget *
zb_case_column_new (ZbStep step)
{
  ZbCaseColumn *self = g_object_new (ZB_TYPE_CASE_COLUMN, NULL);

  self->step = step;
  gtk_box_append (GTK_BOX (self->box), new_head (self));
  gtk_box_append (GTK_BOX (self->box), new_body (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  zb_words_choice (&zb_steps, (int)step), -1);
  return GTK_WIDGET (self);
}

static void
zb_case_column_init (ZbCaseColumn *self)
{
  self->cases = g_ptr_array_new_with_free_func (g_object_unref);
  self->cards = g_ptr_array_new ();
  self->at_most = A_PORTION;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self), 158, -1);
  add_target (self);
}
