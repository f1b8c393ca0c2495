/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-queue.h"
#include "zb-world.h"

G_BEGIN_DECLS

void zb_queue_places_rank (ZbAlertQueue *queue, ZbWorld *world);

G_END_DECLS
