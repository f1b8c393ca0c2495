/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbFigurePeriod:
 * @ZB_PERIOD_CHOSEN: from one chosen day to another
 *
 * A period that is often asked for.
 */
typedef enum
{
  ZB_PERIOD_TODAY,
  ZB_PERIOD_YESTERDAY,
  ZB_PERIOD_LAST_7_DAYS,
  ZB_PERIOD_THIS_MONTH,
  ZB_PERIOD_LAST_MONTH,
  ZB_PERIOD_THIS_YEAR,
  ZB_PERIOD_CHOSEN,
  ZB_N_PERIODS,
} ZbFigurePeriod;

const char *zb_figure_period_get_title (ZbFigurePeriod period);
gboolean zb_figure_period_find_days (ZbFigurePeriod period, GDateTime *now, char **from, char **to);

G_END_DECLS
