/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_CRIER (zb_crier_get_type ())
G_DECLARE_FINAL_TYPE (ZbCrier, zb_crier, ZB, CRIER, GObject)

ZbCrier *zb_crier_new (void);
gboolean zb_crier_cry (ZbCrier *self, const char *words, gboolean urgent, gint64 now);
void zb_crier_break_in (ZbCrier *self, gint64 now);
char *zb_crier_sum_up (ZbCrier *self, gint64 now, gboolean *urgent);
gboolean zb_crier_is_holding (ZbCrier *self);
void zb_crier_forget (ZbCrier *self);

G_END_DECLS
