/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbFigureRow, zb_figure_row, FIGURE_ROW)
ZB_DECLARE_RECORD (ZbFigureHour, zb_figure_hour, FIGURE_HOUR)
ZB_DECLARE_RECORD (ZbFigures, zb_figures, FIGURES)
ZB_DECLARE_RECORD (ZbFiguresOfDay, zb_figures_of_day, FIGURES_OF_DAY)
#define ZB_TYPE_FIGURE_ROW (zb_figure_row_get_type ())
#define ZB_TYPE_FIGURE_HOUR (zb_figure_hour_get_type ())
#define ZB_TYPE_FIGURES (zb_figures_get_type ())
#define ZB_TYPE_FIGURES_OF_DAY (zb_figures_of_day_get_type ())

/**
 * ZbFigureRow:
 * @id: (nullable): of an algorithm, a device or a unit
 * @name: (nullable): what it is called
 * @day: (nullable): YYYY-MM-DD, of a group by day
 * @shift: (nullable): night, early or late, of a group by shift
 * @subdistrict: (nullable): the id of an area
 * @organisation: (nullable): the id of an organisation
 * @kind: (nullable): a kind of alert, or of device
 * @project: (nullable): the project of devices
 * @values: (nullable): figures by the names of their definitions, see zb_numbers_get()
 *
 * Figures of one group, source, unit or kind of device; it has what it is of, the rest is %NULL.
 */
struct _ZbFigureRow
{
  ZbRecord parent_instance;
  char *id;
  char *name;
  char *day;
  char *shift;
  char *subdistrict;
  char *organisation;
  char *kind;
  char *project;
  GHashTable *values;
};

/**
 * ZbFigureHour:
 * @hour: 0 to 23
 * @today: alerts received in it today, NAN where it is still to come
 * @today_high: of these high and urgent
 * @yesterday: alerts received in it yesterday
 * @yesterday_high: of these high and urgent
 */
struct _ZbFigureHour
{
  ZbRecord parent_instance;
  gint64 hour;
  double today;
  double today_high;
  double yesterday;
  double yesterday_high;
};

/**
 * ZbFigures:
 * @as_of: until when what happened is in them, µs UTC
 * @from: the first day
 * @to: the last day
 * @total: (nullable): figures of everything together
 * @groups: (nullable) (element-type ZbFigureRow): those of each group
 * @algorithms: (nullable) (element-type ZbFigureRow): those of each algorithm
 * @devices: (nullable) (element-type ZbFigureRow): those of devices with false alarms
 * @units: (nullable) (element-type ZbFigureRow): the load of each unit
 * @online: (nullable) (element-type ZbFigureRow): time online by kind of device
 *
 * What the platform worked out of its log for a period.
 */
struct _ZbFigures
{
  ZbRecord parent_instance;
  gint64 as_of;
  char *from;
  char *to;
  GHashTable *total;
  GPtrArray *groups;
  GPtrArray *algorithms;
  GPtrArray *devices;
  GPtrArray *units;
  GPtrArray *online;
};

/**
 * ZbFiguresOfDay:
 * @as_of: until when what happened is in them, µs UTC
 * @day: which day it is, YYYY-MM-DD
 * @total: (nullable): figures of everything together
 * @subdistricts: (nullable) (element-type ZbFigureRow): those of each subdistrict
 * @online: (nullable) (element-type ZbFigureRow): devices as they are now, by kind
 * @hours: (nullable) (element-type ZbFigureHour): alerts of each hour
 *
 * The figures of today, for a wall.
 */
struct _ZbFiguresOfDay
{
  ZbRecord parent_instance;
  gint64 as_of;
  char *day;
  GHashTable *total;
  GPtrArray *subdistricts;
  GPtrArray *online;
  GPtrArray *hours;
};

G_END_DECLS
