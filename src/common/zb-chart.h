/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbChartStyle:
 * @ZB_CHART_COLUMN: a column; several stand on one another
 * @ZB_CHART_LINE: a dashed line, for what is compared with
 *
 * How a series is drawn.
 */
typedef enum
{
  ZB_CHART_COLUMN,
  ZB_CHART_LINE,
} ZbChartStyle;

/**
 * ZbChartInk:
 *
 * What a series means, of which its colour follows.
 */
typedef enum
{
  ZB_CHART_INK_PLAIN,
  ZB_CHART_INK_QUIET,
  ZB_CHART_INK_HIGH,
  ZB_CHART_INK_OK,
  ZB_CHART_INK_WARN,
  ZB_CHART_INK_COMPARED,
  ZB_N_CHART_INKS,
} ZbChartInk;

/**
 * ZbChartPalette:
 * @inks: the colour of each #ZbChartInk
 * @text: of names and figures
 * @dim: of the axes' words
 * @rule: of the lines across
 * @rest: of what is left of a whole
 *
 * The design's tokens for what is drawn rather than styled.
 */
typedef struct
{
  GdkRGBA inks[ZB_N_CHART_INKS];
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA rule;
  GdkRGBA rest;
} ZbChartPalette;

const ZbChartPalette *zb_chart_palette_get (gboolean dark);

#define ZB_TYPE_CHART (zb_chart_get_type ())
G_DECLARE_FINAL_TYPE (ZbChart, zb_chart, ZB, CHART, GtkWidget)

GtkWidget *zb_chart_new (void);
void zb_chart_set_categories (ZbChart *self, const char *const *names, const char *const *ticks);
void zb_chart_add_series (ZbChart *self, const char *name, ZbChartStyle style, ZbChartInk ink,
                          const double *values, guint n_values);
char *zb_chart_describe (ZbChart *self, guint position);

G_END_DECLS
