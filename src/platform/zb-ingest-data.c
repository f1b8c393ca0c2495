/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sources may tell, as tables of fields like all records. */
#include "zb-ingest-data.h"

#include "zb-device.h"

static const ZbChoices duties = { (const char *const[]){ "none", "on", "off", NULL }, FALSE };
static const ZbChoices travels = { (const char *const[]){ "none", "vehicle", "foot", NULL }, FALSE };

static ZbField zb_raised_fields[] = {
  ZB_FIELD (ZbRaised, kind, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbRaised, severity, CHOICE, .choices = &zb_severities),
  ZB_FIELD (ZbRaised, mode, CHOICE, .choices = &zb_modes),
  ZB_FIELD (ZbRaised, title, TEXT),
  ZB_FIELD (ZbRaised, description, TEXT),
  ZB_FIELD (ZbRaised, place, TEXT),
  ZB_FIELD (ZbRaised, location, POINT),
  ZB_FIELD (ZbRaised, area, TEXT),
  ZB_FIELD (ZbRaised, device, TEXT),
  ZB_FIELD (ZbRaised, algorithm, TEXT),
  ZB_FIELD (ZbRaised, score, REAL),
  ZB_FIELD (ZbRaised, dedup_key, TEXT),
  ZB_FIELD (ZbRaised, first_at, TIME),
  ZB_FIELD (ZbRaised, last_at, TIME),
  ZB_FIELD (ZbRaised, evidence, RECORDS, .record_type = zb_attachment_get_type),
  ZB_FIELD (ZbRaised, contact, RECORD, .record_type = zb_contact_get_type, .flags = ZB_FIELD_PERSONAL),
};

ZB_DEFINE_RECORD (ZbRaised, zb_raised, ZB_TYPE_RECORD)

static ZbField zb_health_fields[] = {
  ZB_FIELD (ZbHealth, device, TEXT),
  ZB_FIELD (ZbHealth, status, CHOICE, .choices = &zb_device_statuses, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbHealth, as_of, TIME),
};

ZB_DEFINE_RECORD (ZbHealth, zb_health, ZB_TYPE_RECORD)

static ZbField zb_position_fields[] = {
  ZB_FIELD (ZbPosition, unit, TEXT),     ZB_FIELD (ZbPosition, location, POINT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPosition, accuracy, REAL), ZB_FIELD (ZbPosition, heading, REAL),
  ZB_FIELD (ZbPosition, speed, REAL),    ZB_FIELD (ZbPosition, duty, CHOICE, .choices = &duties),
  ZB_FIELD (ZbPosition, as_of, TIME),    ZB_FIELD (ZbPosition, travel, CHOICE, .choices = &travels),
};

ZB_DEFINE_RECORD (ZbPosition, zb_position, ZB_TYPE_RECORD)
