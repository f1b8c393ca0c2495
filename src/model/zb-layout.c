/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layout.h"

static ZbField zb_layout_fields[] = {
  ZB_FIELD (ZbLayout, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbLayout, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbLayout, shape, TEXT),
  ZB_FIELD (ZbLayout, cameras, TEXTS),
  ZB_FIELD (ZbLayout, seconds, INTEGER),
  ZB_FIELD (ZbLayout, updated_at, TIME),
};

ZB_DEFINE_RECORD (ZbLayout, zb_layout, ZB_TYPE_RECORD)
