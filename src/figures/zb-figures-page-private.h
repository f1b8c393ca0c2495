/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-chart.h"
#include "zb-definition-button.h"
#include "zb-figure-report.h"
#include "zb-figure-table.h"
#include "zb-figures-page.h"
#include "zb-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

struct _ZbFiguresPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  ZbQuery *query;
  ZbAccount *account;
  gboolean connected;

  GtkToggleButton *live_button, *drill_button;
  GtkDropDown *period_choice, *by_choice, *then_choice, *area_choice, *kind_choice;
  GtkDropDown *figure_choice, *compared_choice;
  GtkMenuButton *from_button, *to_button;
  GtkCalendar *from_calendar, *to_calendar;
  GtkStack *stack;
  GtkGrid *cards;
  GtkWidget *content, *chart_part, *chart_note;
  ZbChart *chart;
  ZbDefinitionButton *chart_definition;
  ZbFigureTable *groups, *steps, *algorithms, *devices, *units, *online;

  GPtrArray *area_ids;
  GPtrArray *compared; /* what can be compared with, as #ZbFigure */
  ZbAnswer *answer;    /* the one that is waited for */
  char *asked;         /* its question */
  char *from, *to, *by;
  const char *kind;
  char *subdistrict;
  ZbMode mode;
  ZbFigureReport *report;
  char *summary, *context, *trouble;
  gboolean asking, filling;
};

void zb_figures_page_install_exports (GtkWidgetClass *widget_class);
void zb_figures_page_enable_exports (ZbFiguresPage *self, gboolean enabled);
void zb_figures_page_show_chart (ZbFiguresPage *self);
void zb_figures_page_fill_chart_choices (ZbFiguresPage *self);

G_END_DECLS
