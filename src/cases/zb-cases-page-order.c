/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The order of the cases of a step, and the heads of the columns by which it is chosen. */
#include "zb-cases-page-private.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/* What is suspended comes after the steps. */
int
zb_cases_page_compare_steps (gconstpointer a, gconstpointer b, gpointer data)
{
  return ((const ZbCase *)a)->step - ((const ZbCase *)b)->step;
}

int
zb_cases_page_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZbCasesPage *self = data;
  const int difference = zb_case_order_compare (self->order, a, b);

  return self->reversed ? -difference : difference;
}

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
  zb_cases_page_refresh_soon (self);
}

void
zb_cases_page_install_order (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "cases-page.sort", "s", act_sort);
}

void
zb_cases_page_init_order (ZbCasesPage *self)
{
  const struct
  {
    GtkWidget *head;
    const char *action;
  } heads[] = {
    { self->severity_head, "cases-page.sort::severity" },
    { self->title_head, "cases-page.sort::title" },
    { self->deadline_head, "cases-page.sort::deadline" },
    { self->updated_head, "cases-page.sort::updated" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (heads[i].head), heads[i].action);
  self->order = ZB_CASE_ORDER_DEADLINE;
  show_order (self);
}
