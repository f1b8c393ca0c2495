/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-queue-row.h"

G_BEGIN_DECLS

#define ZB_TYPE_QUEUE_SLOT (zb_queue_slot_get_type ())
G_DECLARE_FINAL_TYPE (ZbQueueSlot, zb_queue_slot, ZB, QUEUE_SLOT, GtkWidget)

ZbAlert *zb_queue_slot_get_item (ZbQueueSlot *self);
gboolean zb_queue_slot_is_late (ZbQueueSlot *self);
gboolean zb_queue_slot_has_row (ZbQueueSlot *self);
void zb_queue_slot_fill (ZbQueueSlot *self, ZbQueueRow *row);
ZbQueueRow *zb_queue_slot_release (ZbQueueSlot *self);

G_END_DECLS
