/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards above the table: how many cases stand in each step and how many of those are late, and choosing
 * one step by its card. Counting is done once for all that the page tells. */
#include "zb-cases-page-private.h"

#include "zb-words.h"

#include <glib/gi18n.h>

ZbStep
zb_cases_page_get_step (ZbCasesPage *self)
{
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    if (self->cards[step].button &&
        gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->cards[step].button)))
      return step;
  return ZB_STEP_NONE;
}

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

void
zb_cases_page_count (ZbCasesPage *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_CASE);
  guint n[ZB_N_STEPS] = { 0 }, late[ZB_N_STEPS] = { 0 }, n_open = 0, n_late = 0;

  self->n_mine = self->n_near = self->n_overdue = self->n_escalated = 0;
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbCase *of = zb_store_get_nth (store, i);
      n[of->step] += of->step != ZB_STEP_CLOSED || zb_cases_page_was_closed_today (of);
      late[of->step] += zb_cases_page_is_overdue (of);
      n_open += zb_case_is_open (of);
      n_late += zb_cases_page_is_overdue (of);
      self->n_mine += zb_cases_page_is_mine (self, of);
      self->n_near += zb_cases_page_is_near (of);
      self->n_overdue += zb_cases_page_is_overdue (of);
      self->n_escalated += zb_cases_page_is_escalated (self, of);
    }
  for (int step = ZB_STEP_COLLECTED; step <= ZB_STEP_CLOSED; step++)
    show_card (self, step, n[step], late[step]);
  g_free (self->summary);
  self->summary =
      g_strdup_printf (_ ("%u open · %u overdue · %u closed today"), n_open, n_late, n[ZB_STEP_CLOSED]);
  zb_page_set_count (ZB_PAGE (self), n_open);
}

/* One step at a time: the card that is pressed lets the others go. */
static void
on_card_toggled (ZbCasesPage *self, GtkToggleButton *pressed)
{
  for (int step = ZB_STEP_COLLECTED; gtk_toggle_button_get_active (pressed) && step <= ZB_STEP_CLOSED; step++)
    if (self->cards[step].button != GTK_WIDGET (pressed))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->cards[step].button), FALSE);
  zb_cases_page_refresh_soon (self);
}

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

void
zb_cases_page_build_cards (ZbCasesPage *self)
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
