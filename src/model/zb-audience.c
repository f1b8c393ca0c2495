/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-audience.h"

static ZbField zb_audience_seat_fields[] = {
  ZB_FIELD (ZbAudienceSeat, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAudienceSeat, role, CHOICE, .choices = &zb_roles, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAudienceSeat, sessions, INTEGER),
  ZB_FIELD (ZbAudienceSeat, at, TIME),
};

ZB_DEFINE_RECORD (ZbAudienceSeat, zb_audience_seat, ZB_TYPE_RECORD)

static ZbField zb_audience_fields[] = {
  ZB_FIELD (ZbAudience, sessions, INTEGER),
  ZB_FIELD (ZbAudience, most, INTEGER),
  ZB_FIELD (ZbAudience, recordings, INTEGER),
  ZB_FIELD (ZbAudience, others, INTEGER),
  ZB_FIELD (ZbAudience, seats, RECORDS, .record_type = zb_audience_seat_get_type),
};

ZB_DEFINE_RECORD (ZbAudience, zb_audience, ZB_TYPE_RECORD)
