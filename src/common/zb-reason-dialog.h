/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZbReasonFunc:
 * @asker: the widget that asked
 * @reason: what was written
 * @data: as given to zb_ask_reason()
 */
typedef void (*ZbReasonFunc) (GtkWidget *asker, const char *reason, gpointer data);

AdwDialog *zb_ask_reason (GtkWidget *asker, const char *heading, const char *verb,
                          const char *const *suggestions, ZbReasonFunc func, gpointer data,
                          GDestroyNotify destroy);

G_END_DECLS
