/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the figures of a district mean. Unless it says otherwise, something counts where and when it was
 * received, with all that has come of it since: so the figures of one day hang together. */
#include "zb-figure.h"

#define N_(text) text
#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_figure_units = { NICKS ("count", "ratio", "seconds"), FALSE };
const char *const zb_figure_bys[ZB_N_FIGURE_BYS] = { "day", "shift", "subdistrict", "organisation", "kind" };
const char *const zb_figure_founds[ZB_N_FIGURE_FOUNDS] = { "period", "sources", "units",
                                                           "online", "day",     "online_now" };
const char *const zb_figure_shifts[3] = { "night", "early", "late" };

#define IN(where) ZB_FIGURE_IN_##where
#define PERIOD IN (PERIOD)
#define PERIOD_DAY (IN (PERIOD) | IN (DAY))
#define PERIOD_SOURCES (IN (PERIOD) | IN (SOURCES))
#define TIME_PLACE (ZB_FIGURE_BY_TIME | ZB_FIGURE_BY_SUBDISTRICT)
#define NOT_ORGANISATION (TIME_PLACE | ZB_FIGURE_BY_KIND)
#define ANY (NOT_ORGANISATION | ZB_FIGURE_BY_ORGANISATION)
#define COUNT(id, found, by, title, formula) { id, ZB_FIGURE_COUNT, found, by, title, formula }
#define RATIO(id, found, by, title, formula) { id, ZB_FIGURE_RATIO, found, by, title, formula }
#define SECONDS(id, found, by, title, formula) { id, ZB_FIGURE_SECONDS, found, by, title, formula }
/* Half of them take no longer, and nine in ten. */
#define TIMES(id, found, by, title, title_p90, formula)                                                      \
  SECONDS (id "_s_median", found, by, title, formula), SECONDS (id "_s_p90", found, by, title_p90, formula)

static const ZbFigure figures[] = {
  COUNT ("alerts_received", PERIOD_DAY | PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Alerts received"),
         N_ ("Alerts that the platform took in for the first time in the period.")),
  COUNT ("alerts_received_yesterday", IN (DAY), 0, N_ ("Alerts received yesterday at this time"),
         N_ ("Alerts received from yesterday's midnight until 24 hours ago.")),
  COUNT ("alerts_occurrences", PERIOD, NOT_ORGANISATION, N_ ("Occurrences"),
         N_ ("How often the alerts received were raised, the first time included.")),
  COUNT ("alerts_high", PERIOD_DAY, NOT_ORGANISATION, N_ ("High and urgent alerts"),
         N_ ("Of the alerts received, those whose severity is high or urgent now.")),
  COUNT ("alerts_claimed", PERIOD, NOT_ORGANISATION, N_ ("Alerts claimed"),
         N_ ("Of the alerts received, those that somebody has claimed.")),
  COUNT ("alerts_judged", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Alerts with a verdict"),
         N_ ("Of the alerts received, those that have a verdict, whichever it is.")),
  COUNT ("alerts_true", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Verdict: true"),
         N_ ("Of the alerts received, those whose verdict is that they are true.")),
  COUNT ("alerts_false", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Verdict: false alarm"),
         N_ ("Of the alerts received, those whose verdict is that they are false.")),
  COUNT ("alerts_test", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Verdict: test"),
         N_ ("Of the alerts received, those whose verdict is that they are a test.")),
  COUNT ("alerts_undetermined", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("Verdict: undetermined"),
         N_ ("Of the alerts received, those whose verdict is that it cannot be told.")),
  RATIO ("false_alarm_rate", PERIOD_SOURCES, NOT_ORGANISATION, N_ ("False-alarm rate"),
         N_ ("Alerts judged false ÷ alerts judged true or false. Tests and undetermined ones are left out.")),
  TIMES ("claim", PERIOD_DAY, NOT_ORGANISATION, N_ ("Time to claim, median"), N_ ("Time to claim, 90 %"),
         N_ ("From taking an alert in to the first claim, of the alerts received that were claimed.")),
  TIMES ("verdict", PERIOD, NOT_ORGANISATION, N_ ("Time to verdict, median"), N_ ("Time to verdict, 90 %"),
         N_ ("From taking an alert in to the verdict that stands, of the alerts received that have one.")),

  COUNT ("cases_received", PERIOD_DAY, ANY, N_ ("Cases received"),
         N_ ("Cases that were opened in the period.")),
  COUNT ("cases_received_yesterday", IN (DAY), 0, N_ ("Cases received yesterday at this time"),
         N_ ("Cases received from yesterday's midnight until 24 hours ago.")),
  COUNT ("cases_void", PERIOD, ANY, N_ ("Cases made void"), N_ ("Of the cases received, those made void.")),
  COUNT ("cases_closed_of_received", PERIOD_DAY, ANY, N_ ("Closed of those received"),
         N_ ("Of the cases received, those that are closed now.")),
  RATIO ("closing_rate", PERIOD_DAY, ANY, N_ ("Closing rate"),
         N_ ("Closed of those received ÷ cases received less those made void.")),
  COUNT (
      "cases_closed", PERIOD_DAY, ANY, N_ ("Cases closed"),
      N_ ("Cases that are closed and were closed in the period, whenever they were received. A case that was "
          "re-opened counts with its last closing.")),
  RATIO ("on_time_rate", PERIOD_DAY, ANY, N_ ("On-time rate"),
         N_ ("Of the cases closed in the period, the share that was reported as done within the deadline.")),
  COUNT ("cases_in_hand", PERIOD_DAY, ANY, N_ ("Cases in hand"),
         N_ ("Cases that are neither closed nor void at the end of the period or now, whenever they were "
             "received. A re-opened case counts as open since it was received.")),
  COUNT ("cases_overdue", PERIOD, ANY, N_ ("Cases overdue"),
         N_ ("Of the cases received, those that have missed a deadline: accept, arrive or finish.")),
  COUNT (
      "cases_overdue_now", IN (DAY), 0, N_ ("Overdue now"),
      N_ ("Open cases, whenever they were received, that wait now for something whose deadline has passed.")),
  COUNT ("cases_returned", PERIOD, ANY, N_ ("Cases returned"),
         N_ ("Of the cases received, those that a check has sent back.")),
  COUNT ("cases_reopened", PERIOD, ANY, N_ ("Cases re-opened"),
         N_ ("Of the cases received, those that were re-opened after closing.")),
  TIMES ("file", PERIOD, ANY, N_ ("Time to file, median"), N_ ("Time to file, 90 %"),
         N_ ("From opening to the first filing, of the cases received.")),
  TIMES ("dispatch", PERIOD, ANY, N_ ("Time to dispatch, median"), N_ ("Time to dispatch, 90 %"),
         N_ ("From the first filing to the first dispatch, of the cases received.")),
  TIMES ("accept", PERIOD_DAY, ANY, N_ ("Time to accept, median"), N_ ("Time to accept, 90 %"),
         N_ ("From the first dispatch to the first acceptance, of the cases received.")),
  TIMES ("arrive", PERIOD_DAY, ANY, N_ ("Time to arrive, median"), N_ ("Time to arrive, 90 %"),
         N_ ("From the first dispatch to the first arrival on the scene, of the cases received.")),
  TIMES ("handle", PERIOD, ANY, N_ ("Time to handle, median"), N_ ("Time to handle, 90 %"),
         N_ ("From the first acceptance to the first report, of the cases received.")),
  TIMES ("finish", PERIOD, ANY, N_ ("Time to finish, median"), N_ ("Time to finish, 90 %"),
         N_ ("From the first dispatch to the first report, of the cases received.")),
  TIMES ("check", PERIOD, ANY, N_ ("Time to check, median"), N_ ("Time to check, 90 %"),
         N_ ("From the last handing over to a checker to closing, of the cases received that are closed.")),
  TIMES ("close", PERIOD_DAY, ANY, N_ ("Time to close, median"), N_ ("Time to close, 90 %"),
         N_ ("From opening to closing, of the cases received that are closed.")),

  COUNT ("assignments", PERIOD | IN (UNITS), ANY, N_ ("Assignments"), N_ ("Assignments sent in the period.")),
  COUNT ("assignments_declined", PERIOD | IN (UNITS), ANY, N_ ("Assignments declined"),
         N_ ("Of the assignments sent, those that were declined.")),
  COUNT ("assignments_handed_back", PERIOD | IN (UNITS), ANY, N_ ("Assignments handed back"),
         N_ ("Of the assignments sent, those that were handed back.")),
  SECONDS (
      "busy_s", IN (UNITS), 0, N_ ("Time busy"),
      N_ ("Time within the period in which the unit had at least one assignment open: from sending to done, "
          "declined, handed back or cancelled.")),

  RATIO ("device_online_rate", PERIOD | IN (ONLINE), TIME_PLACE, N_ ("Time online"),
         N_ ("Time online ÷ time online, offline, at fault or unknown, of all devices together; time under "
             "maintenance is left out.")),
  COUNT ("devices", IN (ONLINE) | IN (ONLINE_NOW), 0, N_ ("Devices"),
         N_ ("Devices at the end of the period or now, without those under maintenance.")),
  COUNT ("devices_online", IN (ONLINE) | IN (ONLINE_NOW), 0, N_ ("Devices online"),
         N_ ("Devices that are online at the end of the period or now.")),
  RATIO ("devices_online_rate", IN (ONLINE) | IN (ONLINE_NOW), 0, N_ ("Share online"),
         N_ ("Devices online ÷ devices.")),
};

/**
 * zb_figures_get:
 * @n_figures: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_figures): the definitions, in the order in which they are shown
 */
const ZbFigure *
zb_figures_get (guint *n_figures)
{
  *n_figures = G_N_ELEMENTS (figures);
  return figures;
}

/**
 * zb_figure_find:
 * @id: (nullable): the contract's name of a figure
 *
 * Returns: (transfer none) (nullable): its definition
 */
const ZbFigure *
zb_figure_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_strcmp0 (figures[i].id, id) == 0)
      return &figures[i];
  return NULL;
}
