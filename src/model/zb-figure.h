/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-choices.h"

G_BEGIN_DECLS

/**
 * ZbFigureUnit:
 * @ZB_FIGURE_COUNT: a whole number of things
 * @ZB_FIGURE_RATIO: from 0 to 1
 * @ZB_FIGURE_SECONDS: whole seconds
 */
typedef enum
{
  ZB_FIGURE_COUNT,
  ZB_FIGURE_RATIO,
  ZB_FIGURE_SECONDS,
} ZbFigureUnit;

/**
 * ZbFigureBy:
 *
 * What figures can be grouped by, as bits of their names (#zb_figure_bys).
 */
typedef enum
{
  ZB_FIGURE_BY_DAY = 1 << 0,
  ZB_FIGURE_BY_SHIFT = 1 << 1,
  ZB_FIGURE_BY_SUBDISTRICT = 1 << 2,
  ZB_FIGURE_BY_ORGANISATION = 1 << 3,
  ZB_FIGURE_BY_KIND = 1 << 4,
} ZbFigureBy;
#define ZB_N_FIGURE_BYS 5
#define ZB_FIGURE_BY_TIME (ZB_FIGURE_BY_DAY | ZB_FIGURE_BY_SHIFT)

/**
 * ZbFigureFound:
 *
 * Where a figure is found, as bits of the names of the contract (#zb_figure_founds).
 */
typedef enum
{
  ZB_FIGURE_IN_PERIOD = 1 << 0,
  ZB_FIGURE_IN_SOURCES = 1 << 1,
  ZB_FIGURE_IN_UNITS = 1 << 2,
  ZB_FIGURE_IN_ONLINE = 1 << 3,
  ZB_FIGURE_IN_DAY = 1 << 4,
  ZB_FIGURE_IN_ONLINE_NOW = 1 << 5,
} ZbFigureFound;
#define ZB_N_FIGURE_FOUNDS 6

extern const ZbChoices zb_figure_units;
extern const char *const zb_figure_bys[ZB_N_FIGURE_BYS];
extern const char *const zb_figure_founds[ZB_N_FIGURE_FOUNDS];
extern const char *const zb_figure_shifts[3];

/**
 * ZbFigure:
 * @id: the name of the contract
 * @unit: a #ZbFigureUnit
 * @found: #ZbFigureFound bits
 * @by: #ZbFigureBy bits: what it can be grouped by
 * @title: what it is called, in English; to be translated
 * @formula: what it is computed from, in English; to be translated
 *
 * The definition of a figure: platform and console read the same table.
 */
typedef struct
{
  const char *id;
  ZbFigureUnit unit;
  guint found;
  guint by;
  const char *title;
  const char *formula;
} ZbFigure;

const ZbFigure *zb_figures_get (guint *n_figures);
const ZbFigure *zb_figure_find (const char *id);

G_END_DECLS
