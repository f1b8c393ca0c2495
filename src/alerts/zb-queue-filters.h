/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_QUEUE_FILTERS (zb_queue_filters_get_type ())
G_DECLARE_FINAL_TYPE (ZbQueueFilters, zb_queue_filters, ZB, QUEUE_FILTERS, GtkPopover)

void zb_queue_filters_set_current (ZbQueueFilters *self, const char *const *words);

G_END_DECLS
