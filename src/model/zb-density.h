/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbDensityCell, zb_density_cell, DENSITY_CELL)
ZB_DECLARE_RECORD (ZbDensity, zb_density, DENSITY)
#define ZB_TYPE_DENSITY_CELL (zb_density_cell_get_type ())
#define ZB_TYPE_DENSITY (zb_density_get_type ())

/**
 * ZbDensityCell:
 * @location: its middle
 * @alerts: how many were received in it
 *
 * A square of some 150 m.
 */
struct _ZbDensityCell
{
  ZbRecord parent_instance;
  ZbPoint location;
  gint64 alerts;
};

/**
 * ZbDensity:
 * @as_of: until when alerts are in it, µs UTC
 * @begins_at: from when on, µs UTC
 * @cell: how wide and high a cell is, in degrees
 * @alerts: how many alerts there were, also those without a place and those in cells that are left out
 * @cells: (nullable) (element-type ZbDensityCell): those with any, the fullest first
 *
 * Where alerts were received in a period that ends now.
 */
struct _ZbDensity
{
  ZbRecord parent_instance;
  gint64 as_of;
  gint64 begins_at;
  double cell;
  gint64 alerts;
  GPtrArray *cells;
};

G_END_DECLS
