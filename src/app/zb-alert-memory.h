/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

G_BEGIN_DECLS

/**
 * ZbAlertBefore:
 * @severity: a #ZbSeverity
 * @state: a #ZbAlertState
 * @snoozed: whether it was put aside for a while
 * @again: whether it had been raised again after the verdict
 * @claimed_by: (nullable): the id of the account that held the claim
 *
 * What an alert was.
 */
typedef struct
{
  int severity;
  int state;
  gboolean snoozed;
  gboolean again;
  char *claimed_by;
} ZbAlertBefore;

#define ZB_TYPE_ALERT_MEMORY (zb_alert_memory_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertMemory, zb_alert_memory, ZB, ALERT_MEMORY, GObject)

ZbAlertMemory *zb_alert_memory_new (ZbWorld *world);
const ZbAlertBefore *zb_alert_memory_get_before (ZbAlertMemory *self, const char *id);

G_END_DECLS
