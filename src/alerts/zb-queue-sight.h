/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-queue-slot.h"

G_BEGIN_DECLS

void zb_queue_sight_add (ZbQueueSlot *slot);
void zb_queue_sight_remove (ZbQueueSlot *slot);
void zb_queue_sight_wake (ZbQueueSlot *slot);

G_END_DECLS
