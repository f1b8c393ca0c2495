/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-density.h"

static ZbField zb_density_cell_fields[] = {
  ZB_FIELD (ZbDensityCell, location, POINT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDensityCell, alerts, INTEGER),
};

ZB_DEFINE_RECORD (ZbDensityCell, zb_density_cell, ZB_TYPE_RECORD)

static ZbField zb_density_fields[] = {
  ZB_FIELD (ZbDensity, as_of, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbDensity, begins_at, TIME),
  ZB_FIELD (ZbDensity, cell, REAL),
  ZB_FIELD (ZbDensity, alerts, INTEGER),
  ZB_FIELD (ZbDensity, cells, RECORDS, .record_type = zb_density_cell_get_type),
};

ZB_DEFINE_RECORD (ZbDensity, zb_density, ZB_TYPE_RECORD)
