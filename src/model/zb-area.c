/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-area.h"

const ZbChoices zb_area_kinds = {
  (const char *const[]){ "none", "district", "subdistrict", "community", "committee", "grid", NULL }, FALSE
};

static ZbField zb_area_fields[] = {
  ZB_FIELD (ZbArea, kind, CHOICE, .choices = &zb_area_kinds, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbArea, code, TEXT),
  ZB_FIELD (ZbArea, name, TEXT),
  ZB_FIELD (ZbArea, parent, TEXT),
  ZB_FIELD (ZbArea, geometry, GEOMETRY),
};

ZB_DEFINE_RECORD (ZbArea, zb_area, ZB_TYPE_ENTITY)
