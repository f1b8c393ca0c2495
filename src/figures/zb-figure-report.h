/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-sheet.h"
#include "zb-query.h"

G_BEGIN_DECLS

/**
 * ZbFigureReport:
 * @figures: what the platform answered
 * @mode: a #ZbMode
 * @by: #ZbFigureBy bits
 * @from: the first day
 * @to: the last day
 * @period: both in words
 * @scope: live or drill, which subdistrict and which kind, in words
 * @as_of: until when what happened is in it, in words
 * @sheets: (element-type ZbFigureSheet): "total", "groups", "steps", "algorithms", "devices",
 *   "units", "online"
 *
 * An answer of the platform with what was asked, made ready to be shown, written and printed. Once
 * made it does not change.
 */
#define ZB_TYPE_FIGURE_REPORT (zb_figure_report_get_type ())
G_DECLARE_FINAL_TYPE (ZbFigureReport, zb_figure_report, ZB, FIGURE_REPORT, GObject)
struct _ZbFigureReport
{
  GObject parent_instance;
  ZbFigures *figures;
  ZbMode mode;
  guint by;
  char *from;
  char *to;
  char *period;
  char *scope;
  char *as_of;
  GPtrArray *sheets;
};

ZbFigureReport *zb_figure_report_new (const ZbFigureQuestion *question, ZbFigures *figures);
ZbFigureSheet *zb_figure_report_get_sheet (ZbFigureReport *self, const char *name);
char *zb_figure_report_get_file_name (ZbFigureReport *self, const char *ending);
guint zb_figure_report_parse_by (const char *by);
const char *const *zb_figure_report_get_cards (void);

G_END_DECLS
