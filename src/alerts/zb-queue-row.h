/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_QUEUE_ROW (zb_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbQueueRow, zb_queue_row, ZB, QUEUE_ROW, GtkBox)

char *zb_queue_row_say (const ZbAlert *alert);
ZbAlert *zb_queue_row_get_alert (ZbQueueRow *self);

G_END_DECLS
