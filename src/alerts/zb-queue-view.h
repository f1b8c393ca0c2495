/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_QUEUE_VIEW (zb_queue_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbQueueView, zb_queue_view, ZB, QUEUE_VIEW, AdwBin)

ZbAlertQueue *zb_queue_view_get_queue (ZbQueueView *self);
ZbAlert *zb_queue_view_get_selected (ZbQueueView *self);
void zb_queue_view_set_selected (ZbQueueView *self, ZbAlert *alert);
void zb_queue_view_take_new (ZbQueueView *self);
void zb_queue_view_move (ZbQueueView *self, int rows);
gboolean zb_queue_view_has_several (ZbQueueView *self);

G_END_DECLS
