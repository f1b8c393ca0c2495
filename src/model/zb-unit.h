/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_UNIT_UNKNOWN,
  ZB_UNIT_OFF_DUTY,
  ZB_UNIT_UNREACHABLE,
  ZB_UNIT_BUSY,
  ZB_UNIT_AVAILABLE,
} ZbUnitStatus;

extern const ZbChoices zb_unit_statuses;

/* A unit whose position is older cannot be reached. */
#define ZB_UNIT_REACHABLE_FOR (10 * G_TIME_SPAN_MINUTE)

ZB_DECLARE_ENTITY (ZbUnit, zb_unit, UNIT)
#define ZB_TYPE_UNIT (zb_unit_get_type ())

/**
 * ZbUnit:
 * @call_sign: what it is called by, such as 天山 03
 * @organisation: the id of whose it is
 * @area: (nullable): the id of the area it serves
 * @skills: what it can do, in Chinese
 * @on_duty: whether it is on duty
 * @on_foot: whether it walks
 * @location: its last position
 * @accuracy: of the position, in metres
 * @heading: degrees clockwise from north, NAN where not known
 * @speed: metres a second, NAN where not known
 * @as_of: when it was there, µs UTC
 * @status: a #ZbUnitStatus, derived by zb_unit_derive_status()
 * @source: who reported the position
 * @drill: (nullable): for a shadow, the id of the drill that it is for
 * @shadow_of: (nullable): for a shadow, the id of the unit that it stands for
 *
 * A patrol, a cleansing team, a micro fire station … that can be sent.
 */
struct _ZbUnit
{
  ZbEntity parent_instance;
  char *call_sign;
  char *organisation;
  char *area;
  char **skills;
  gboolean on_duty;
  gboolean on_foot;
  ZbPoint location;
  double accuracy;
  double heading;
  double speed;
  gint64 as_of;
  int status;
  char *source;
  char *drill;
  char *shadow_of;
};

ZbUnitStatus zb_unit_derive_status (const ZbUnit *self, guint n_open_assignments, gint64 now);

G_END_DECLS
