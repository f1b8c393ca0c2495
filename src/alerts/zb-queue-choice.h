/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_QUEUE_CHOICE (zb_queue_choice_get_type ())
G_DECLARE_FINAL_TYPE (ZbQueueChoice, zb_queue_choice, ZB, QUEUE_CHOICE, GObject)

ZbQueueChoice *zb_queue_choice_new (void);
GtkSelectionModel *zb_queue_choice_get_model (ZbQueueChoice *self);
void zb_queue_choice_set_queue (ZbQueueChoice *self, ZbAlertQueue *queue);
void zb_queue_choice_follow (ZbQueueChoice *self, ZbAlert *current);
ZbAlert *zb_queue_choice_get_single (ZbQueueChoice *self);
GPtrArray *zb_queue_choice_dup_chosen (ZbQueueChoice *self);
guint zb_queue_choice_get_n_chosen (ZbQueueChoice *self);
guint zb_queue_choice_move (ZbQueueChoice *self, int rows, gboolean extend);
void zb_queue_choice_toggle (ZbQueueChoice *self, ZbAlert *alert);
void zb_queue_choice_choose_all (ZbQueueChoice *self);
void zb_queue_choice_choose_none (ZbQueueChoice *self);

G_END_DECLS
