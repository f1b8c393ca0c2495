/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as the platform answers them. What each means is in the platform's table of definitions. */
#include "zb-figures.h"

static ZbField zb_figure_row_fields[] = {
  ZB_FIELD (ZbFigureRow, id, TEXT),          ZB_FIELD (ZbFigureRow, name, TEXT),
  ZB_FIELD (ZbFigureRow, day, TEXT),         ZB_FIELD (ZbFigureRow, shift, TEXT),
  ZB_FIELD (ZbFigureRow, subdistrict, TEXT), ZB_FIELD (ZbFigureRow, organisation, TEXT),
  ZB_FIELD (ZbFigureRow, kind, TEXT),        ZB_FIELD (ZbFigureRow, project, TEXT),
  ZB_FIELD (ZbFigureRow, values, NUMBERS),
};

ZB_DEFINE_RECORD (ZbFigureRow, zb_figure_row, ZB_TYPE_RECORD)

static ZbField zb_figure_hour_fields[] = {
  ZB_FIELD (ZbFigureHour, hour, INTEGER),        ZB_FIELD (ZbFigureHour, today, REAL),
  ZB_FIELD (ZbFigureHour, today_high, REAL),     ZB_FIELD (ZbFigureHour, yesterday, REAL),
  ZB_FIELD (ZbFigureHour, yesterday_high, REAL),
};

ZB_DEFINE_RECORD (ZbFigureHour, zb_figure_hour, ZB_TYPE_RECORD)

static ZbField zb_figures_fields[] = {
  ZB_FIELD (ZbFigures, as_of, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbFigures, from, TEXT),
  ZB_FIELD (ZbFigures, to, TEXT),
  ZB_FIELD (ZbFigures, total, NUMBERS),
  ZB_FIELD (ZbFigures, groups, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFigures, algorithms, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFigures, devices, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFigures, units, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFigures, online, RECORDS, .record_type = zb_figure_row_get_type),
};

ZB_DEFINE_RECORD (ZbFigures, zb_figures, ZB_TYPE_RECORD)

static ZbField zb_figures_of_day_fields[] = {
  ZB_FIELD (ZbFiguresOfDay, as_of, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbFiguresOfDay, day, TEXT),
  ZB_FIELD (ZbFiguresOfDay, total, NUMBERS),
  ZB_FIELD (ZbFiguresOfDay, subdistricts, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFiguresOfDay, online, RECORDS, .record_type = zb_figure_row_get_type),
  ZB_FIELD (ZbFiguresOfDay, hours, RECORDS, .record_type = zb_figure_hour_get_type),
};

ZB_DEFINE_RECORD (ZbFiguresOfDay, zb_figures_of_day, ZB_TYPE_RECORD)
