/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbOutboxFilter:
 * @ZB_OUTBOX_ALL: all that the platform has not confirmed
 * @ZB_OUTBOX_WAITING: what will be sent, or is on its way
 * @ZB_OUTBOX_ASKING: what the officer is asked about
 * @ZB_OUTBOX_REFUSED: what the platform has not done
 */
typedef enum
{
  ZB_OUTBOX_ALL,
  ZB_OUTBOX_WAITING,
  ZB_OUTBOX_ASKING,
  ZB_OUTBOX_REFUSED,
} ZbOutboxFilter;

#define ZB_TYPE_OUTBOX_GROUPS (zb_outbox_groups_get_type ())
G_DECLARE_FINAL_TYPE (ZbOutboxGroups, zb_outbox_groups, ZB, OUTBOX_GROUPS, GObject)

ZbOutboxGroups *zb_outbox_groups_new (ZbWorld *world);
GListModel *zb_outbox_groups_get_model (ZbOutboxGroups *self);
void zb_outbox_groups_set_filter (ZbOutboxGroups *self, ZbOutboxFilter filter);
guint zb_outbox_groups_count (ZbOutboxGroups *self, ZbOutboxFilter filter);

G_END_DECLS
