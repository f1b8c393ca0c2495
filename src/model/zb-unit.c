/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-unit.h"

const ZbChoices zb_unit_statuses = {
  (const char *const[]){ "unknown", "off_duty", "unreachable", "busy", "available", NULL }, TRUE
};

static ZbField zb_unit_fields[] = {
  ZB_FIELD (ZbUnit, call_sign, TEXT), ZB_FIELD (ZbUnit, organisation, TEXT),
  ZB_FIELD (ZbUnit, area, TEXT),      ZB_FIELD (ZbUnit, skills, TEXTS),
  ZB_FIELD (ZbUnit, on_duty, FLAG),   ZB_FIELD (ZbUnit, on_foot, FLAG),
  ZB_FIELD (ZbUnit, location, POINT), ZB_FIELD (ZbUnit, accuracy, REAL),
  ZB_FIELD (ZbUnit, heading, REAL),   ZB_FIELD (ZbUnit, speed, REAL),
  ZB_FIELD (ZbUnit, as_of, TIME),     ZB_FIELD (ZbUnit, status, CHOICE, .choices = &zb_unit_statuses),
  ZB_FIELD (ZbUnit, source, TEXT),    ZB_FIELD (ZbUnit, drill, TEXT),
  ZB_FIELD (ZbUnit, shadow_of, TEXT),
};

ZB_DEFINE_RECORD (ZbUnit, zb_unit, ZB_TYPE_ENTITY)

/**
 * zb_unit_derive_status:
 * @self: a unit
 * @n_open_assignments: how many live assignments it has that are open
 * @now: µs UTC
 *
 * Returns: off duty before unreachable before busy before available
 */
ZbUnitStatus
zb_unit_derive_status (const ZbUnit *self, guint n_open_assignments, gint64 now)
{
  if (!self->on_duty)
    return ZB_UNIT_OFF_DUTY;
  /* The shadow of a unit goes where its drill moves it, and is silent while it stands. */
  if (!self->drill && now - self->as_of > ZB_UNIT_REACHABLE_FOR)
    return ZB_UNIT_UNREACHABLE;
  return n_open_assignments > 0 ? ZB_UNIT_BUSY : ZB_UNIT_AVAILABLE;
}
