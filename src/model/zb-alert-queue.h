/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-store.h"

G_BEGIN_DECLS

/**
 * ZbQueueOrder:
 * @ZB_QUEUE_BY_SEVERITY: the gravest first, then what was raised last
 * @ZB_QUEUE_BY_TIME: what was raised last first, again or for the first time
 * @ZB_QUEUE_BY_FIRST: what has come in last first, whether it was raised again since or not
 * @ZB_QUEUE_BY_PLACE: by area, as zb_alert_queue_set_rank() ranks them; in each the gravest first
 *
 * In what order the queue stands.
 */
typedef enum
{
  ZB_QUEUE_BY_SEVERITY,
  ZB_QUEUE_BY_TIME,
  ZB_QUEUE_BY_FIRST,
  ZB_QUEUE_BY_PLACE,
} ZbQueueOrder;

/**
 * ZbQueueRank:
 * @alert: an alert
 * @data: as given to zb_alert_queue_set_rank()
 *
 * Returns: where its place stands among the places, 0 for the first, 65,535 at the most
 */
typedef guint (*ZbQueueRank) (const ZbAlert *alert, gpointer data);

/**
 * ZbQueueMatch:
 * @alert: an alert
 * @data: as given to zb_alert_queue_set_match()
 *
 * Returns: whether it is one that is looked for
 */
typedef gboolean (*ZbQueueMatch) (const ZbAlert *alert, gpointer data);

#define ZB_QUEUE_ALL_SEVERITIES ((1u << ZB_N_SEVERITIES) - 1)

#define ZB_TYPE_ALERT_QUEUE (zb_alert_queue_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertQueue, zb_alert_queue, ZB, ALERT_QUEUE, GObject)

ZbAlertQueue *zb_alert_queue_new (ZbStore *store);
void zb_alert_queue_set_account (ZbAlertQueue *self, const char *account);
void zb_alert_queue_set_order (ZbAlertQueue *self, ZbQueueOrder order);
void zb_alert_queue_set_rank (ZbAlertQueue *self, ZbQueueRank rank, gpointer data, GDestroyNotify destroy);
void zb_alert_queue_set_severities (ZbAlertQueue *self, guint severities);
void zb_alert_queue_set_match (ZbAlertQueue *self, ZbQueueMatch match, gpointer data, GDestroyNotify destroy);
void zb_alert_queue_set_aside (ZbAlertQueue *self, guint severities);
void zb_alert_queue_set_held (ZbAlertQueue *self, gboolean held);
gboolean zb_alert_queue_is_partial (ZbAlertQueue *self);
gboolean zb_alert_queue_find (ZbAlertQueue *self, ZbAlert *alert, guint *position);
guint zb_alert_queue_get_n_waiting (ZbAlertQueue *self);
guint zb_alert_queue_count_waiting (ZbAlertQueue *self, ZbSeverity severity);
guint zb_alert_queue_count_open (ZbAlertQueue *self, ZbSeverity severity);
void zb_alert_queue_count_recent (ZbAlertQueue *self, gint64 since, guint *n_alerts, guint *n_occurrences);
void zb_alert_queue_take_new (ZbAlertQueue *self);
void zb_alert_queue_flush (ZbAlertQueue *self);

G_END_DECLS
