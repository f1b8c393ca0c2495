/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-period.h"

#include <glib/gi18n.h>

static const char *const titles[ZB_N_PERIODS] = {
  NC_ ("period", "Today"),      NC_ ("period", "Yesterday"),  NC_ ("period", "Last 7 days"),
  NC_ ("period", "This month"), NC_ ("period", "Last month"), NC_ ("period", "This year"),
  NC_ ("period", "From – to"),
};

/**
 * zb_figure_period_get_title:
 * @period: a period
 *
 * Returns: (transfer none): what it is called
 */
const char *
zb_figure_period_get_title (ZbFigurePeriod period)
{
  g_return_val_if_fail (period < ZB_N_PERIODS, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "period", titles[period]);
}

static GDateTime *
first_of_month (GDateTime *day, int months)
{
  g_autoptr (GDateTime) first = g_date_time_add_days (day, 1 - g_date_time_get_day_of_month (day));

  return g_date_time_add_months (first, months);
}

/**
 * zb_figure_period_find_days:
 * @period: a period
 * @now: the present, by the clock of the district
 * @from: (out) (optional) (transfer full): its first day, YYYY-MM-DD
 * @to: (out) (optional) (transfer full): its last day, not beyond today
 *
 * Returns: whether @period says by itself which days it has
 */
gboolean
zb_figure_period_find_days (ZbFigurePeriod period, GDateTime *now, char **from, char **to)
{
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) last = g_date_time_ref (now);

  switch (period)
    {
    case ZB_PERIOD_TODAY:
      first = g_date_time_ref (now);
      break;
    case ZB_PERIOD_YESTERDAY:
      first = g_date_time_add_days (now, -1);
      g_date_time_unref (last);
      last = g_date_time_ref (first);
      break;
    case ZB_PERIOD_LAST_7_DAYS:
      first = g_date_time_add_days (now, -6);
      break;
    case ZB_PERIOD_THIS_MONTH:
      first = first_of_month (now, 0);
      break;
    case ZB_PERIOD_LAST_MONTH:
      {
        g_autoptr (GDateTime) next = first_of_month (now, 0);
        first = first_of_month (now, -1);
        g_date_time_unref (last);
        last = g_date_time_add_days (next, -1);
        break;
      }
    case ZB_PERIOD_THIS_YEAR:
      first = g_date_time_add_days (now, 1 - g_date_time_get_day_of_year (now));
      break;
    case ZB_PERIOD_CHOSEN:
    case ZB_N_PERIODS:
    default:
      return FALSE;
    }
  if (from)
    *from = g_date_time_format (first, "%F");
  if (to)
    *to = g_date_time_format (last, "%F");
  return TRUE;
}
