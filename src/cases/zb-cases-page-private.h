/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-board.h"
#include "zb-case-order.h"
#include "zb-case-pane.h"
#include "zb-cases-page.h"
#include "zb-evidence.h"
#include "zb-query.h"

G_BEGIN_DECLS

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
  char *filter_is_of; /* the id of the account whose filter it is; NULL before the first */
  guint n_mine, n_near, n_overdue, n_escalated, refreshing;
  gboolean following, connected;
  gint64 as_of;
};

gboolean zb_cases_page_is_board (ZbCasesPage *self);
void zb_cases_page_refresh_soon (ZbCasesPage *self);

/* zb-cases-page-filter.c: which cases are listed */
gboolean zb_cases_page_passes (gpointer item, gpointer data);
gboolean zb_cases_page_is_overdue (const ZbCase *of);
gboolean zb_cases_page_is_near (const ZbCase *of);
gboolean zb_cases_page_is_escalated (ZbCasesPage *self, const ZbCase *of);
gboolean zb_cases_page_is_mine (ZbCasesPage *self, const ZbCase *of);
gboolean zb_cases_page_was_closed_today (const ZbCase *of);
void zb_cases_page_fill_severities (ZbCasesPage *self);
void zb_cases_page_fill_areas (ZbCasesPage *self);
void zb_cases_page_begin_filter_of (ZbCasesPage *self, ZbAccount *account);

/* zb-cases-page-order.c: in which order */
int zb_cases_page_compare_steps (gconstpointer a, gconstpointer b, gpointer data);
int zb_cases_page_compare (gconstpointer a, gconstpointer b, gpointer data);
void zb_cases_page_install_order (GtkWidgetClass *widget_class);
void zb_cases_page_init_order (ZbCasesPage *self);

/* zb-cases-page-steps.c: the cards of the steps */
void zb_cases_page_build_cards (ZbCasesPage *self);
ZbStep zb_cases_page_get_step (ZbCasesPage *self);
void zb_cases_page_count (ZbCasesPage *self);

/* zb-cases-page-words.c: what stands in a row */
void zb_cases_page_install_words (GtkWidgetClass *widget_class);

/* zb-cases-page-moves.c: what is done on the board */
void zb_cases_page_install_moves (GtkWidgetClass *widget_class);

G_END_DECLS
