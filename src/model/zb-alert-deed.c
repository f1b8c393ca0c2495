/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-deed.h"

static ZbField zb_alert_deed_fields[] = {
  ZB_FIELD (ZbAlertDeed, at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlertDeed, what, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlertDeed, by, TEXT),
  ZB_FIELD (ZbAlertDeed, why, TEXT),
};

ZB_DEFINE_RECORD (ZbAlertDeed, zb_alert_deed, ZB_TYPE_RECORD)
