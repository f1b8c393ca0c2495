/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_AREA_NONE,
  ZB_AREA_DISTRICT,
  ZB_AREA_SUBDISTRICT,
  ZB_AREA_COMMUNITY,
  ZB_AREA_COMMITTEE,
  ZB_AREA_GRID,
} ZbAreaKind;

extern const ZbChoices zb_area_kinds;

ZB_DECLARE_ENTITY (ZbArea, zb_area, AREA)
#define ZB_TYPE_AREA (zb_area_get_type ())

/**
 * ZbArea:
 * @kind: a #ZbAreaKind
 * @code: the statistical code, or a grid's number such as TS-07
 * @name: in Chinese
 * @parent: the id of the area it is part of; %NULL for the district
 * @geometry: (nullable): its surface
 *
 * A part of the district: who may see what is decided by areas.
 */
struct _ZbArea
{
  ZbEntity parent_instance;
  int kind;
  char *code;
  char *name;
  char *parent;
  ZbGeometry *geometry;
};

G_END_DECLS
