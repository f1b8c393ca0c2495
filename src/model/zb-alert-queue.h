/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-store.h"

G_BEGIN_DECLS

/**
 * ZbQueueOrder:
 * @ZB_QUEUE_BY_SEVERITY: the gravest first, then what was raised last
 * @ZB_QUEUE_BY_TIME: what was raised last first
 *
 * In what order the queue stands.
 */
typedef enum
{
  ZB_QUEUE_BY_SEVERITY,
  ZB_QUEUE_BY_TIME,
} ZbQueueOrder;

#define ZB_QUEUE_ALL_SEVERITIES ((1u << ZB_N_SEVERITIES) - 1)

#define ZB_TYPE_ALERT_QUEUE (zb_alert_queue_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertQueue, zb_alert_queue, ZB, ALERT_QUEUE, GObject)

ZbAlertQueue *zb_alert_queue_new (ZbStore *store);
void zb_alert_queue_set_account (ZbAlertQueue *self, const char *account);
void zb_alert_queue_set_order (ZbAlertQueue *self, ZbQueueOrder order);
void zb_alert_queue_set_severities (ZbAlertQueue *self, guint severities);
void zb_alert_queue_set_held (ZbAlertQueue *self, gboolean held);
gboolean zb_alert_queue_find (ZbAlertQueue *self, ZbAlert *alert, guint *position);
guint zb_alert_queue_get_n_waiting (ZbAlertQueue *self);
guint zb_alert_queue_count_waiting (ZbAlertQueue *self, ZbSeverity severity);
guint zb_alert_queue_count_open (ZbAlertQueue *self, ZbSeverity severity);
void zb_alert_queue_count_recent (ZbAlertQueue *self, gint64 since, guint *n_alerts, guint *n_occurrences);
void zb_alert_queue_take_new (ZbAlertQueue *self);
void zb_alert_queue_flush (ZbAlertQueue *self);

G_END_DECLS
