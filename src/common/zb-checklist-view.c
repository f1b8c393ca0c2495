/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-checklist-view.h"

#include "zb-words.h"

/**
 * ZbChecklistView:
 *
 * The lines of a plan to tick. A tick is a wish: it is told by #ZbChecklistView::ticked and the line
 * shows what the case says, which follows.
 */
struct _ZbChecklistView
{
  GtkWidget parent_instance;
  char *because;
  gboolean filling;
};

enum
{
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbChecklistView, zb_checklist_view, GTK_TYPE_WIDGET)

/**
 * zb_checklist_view_new:
 *
 * Returns: (transfer floating): a list without lines
 */
GtkWidget *
zb_checklist_view_new (void)
{
  return g_object_new (ZB_TYPE_CHECKLIST_VIEW, NULL);
}

static void
clear (ZbChecklistView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
}

static void
apply_refusal (ZbChecklistView *self)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self)); line;
       line = gtk_widget_get_next_sibling (line))
    gtk_widget_set_sensitive (line, self->because == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->because);
}

/* Until the case says otherwise the line stays as the case has it. */
static void
on_toggled (ZbChecklistView *self, GtkCheckButton *check)
{
  const gboolean done = gtk_check_button_get_active (check);
  const int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "index"));

  if (self->filling)
    return;
  self->filling = TRUE;
  gtk_check_button_set_active (check, !done);
  self->filling = FALSE;
  g_signal_emit (self, signals[TICKED], 0, index, done);
}

static GtkWidget *
new_words (const char *text, gboolean done)
{
  GtkWidget *words = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (words, "zb-dense");
  gtk_widget_add_css_class (words, done ? "zb-t3" : "zb-t1");
  return words;
}

static void
append_line (ZbChecklistView *self, const char *text, gboolean done, gint64 at, int index)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
  g_object_set_data (G_OBJECT (check), "index", GINT_TO_POINTER (index));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (line, "zb-check-line");
  gtk_box_append (GTK_BOX (line), check);
  gtk_box_append (GTK_BOX (line), new_words (text, done));
  if (done && at)
    {
      g_autofree char *time = zb_words_time (at);
      GtkWidget *label = gtk_label_new (time);
      gtk_widget_add_css_class (label, "zb-caption");
      gtk_widget_add_css_class (label, "zb-t3");
      gtk_box_append (GTK_BOX (line), label);
    }
  gtk_widget_set_parent (line, GTK_WIDGET (self));
}

/**
 * zb_checklist_view_show_items:
 * @self: a list
 * @items: (nullable) (element-type ZbCheckItem): a case's checklist
 * @stage: which lines of it
 *
 * Shows the lines of a case. What is told of a tick is the line's number in @items.
 */
void
zb_checklist_view_show_items (ZbChecklistView *self, GPtrArray *items, const char *stage)
{
  self->filling = TRUE;
  clear (self);
  for (guint i = 0; items && i < items->len; i++)
    {
      const ZbCheckItem *item = items->pdata[i];
      if (g_strcmp0 (item->stage, stage) == 0)
        append_line (self, item->text, item->done, item->at, i);
    }
  apply_refusal (self);
  self->filling = FALSE;
}

/**
 * zb_checklist_view_show_texts:
 * @self: a list
 * @texts: (nullable) (array zero-terminated=1): a plan's lines
 * @done: which of them are ticked, the first by the lowest bit
 *
 * Shows the lines of a plan.
 */
void
zb_checklist_view_show_texts (ZbChecklistView *self, const char *const *texts, guint64 done)
{
  self->filling = TRUE;
  clear (self);
  for (int i = 0; texts && texts[i]; i++)
    append_line (self, texts[i], i < 64 && (done >> i & 1), 0, i);
  apply_refusal (self);
  self->filling = FALSE;
}

/**
 * zb_checklist_view_refuse:
 * @self: a list
 * @because: (nullable): why no line can be ticked; %NULL where they can
 *
 * Greys the lines out and says why.
 */
void
zb_checklist_view_refuse (ZbChecklistView *self, const char *because)
{
  g_set_str (&self->because, because);
  apply_refusal (self);
}

static void
zb_checklist_view_dispose (GObject *object)
{
  clear (ZB_CHECKLIST_VIEW (object));
  G_OBJECT_CLASS (zb_checklist_view_parent_class)->dispose (object);
}

static void
zb_checklist_view_finalize (GObject *object)
{
  g_free (ZB_CHECKLIST_VIEW (object)->because);
  G_OBJECT_CLASS (zb_checklist_view_parent_class)->finalize (object);
}

static void
zb_checklist_view_class_init (ZbChecklistViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zb_checklist_view_dispose;
  object_class->finalize = zb_checklist_view_finalize;
  gtk_widget_class_set_css_name (widget_class, "checklist");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  /**
   * ZbChecklistView::ticked:
   * @self: the list
   * @index: the line's number
   * @done: whether it is to be ticked
   *
   * An officer wants a line ticked, or not ticked any more.
   */
  signals[TICKED] = g_signal_new ("ticked", ZB_TYPE_CHECKLIST_VIEW, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
}

static void
zb_checklist_view_init (ZbChecklistView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}
