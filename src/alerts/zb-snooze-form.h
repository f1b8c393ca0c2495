/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SNOOZE_FORM (zb_snooze_form_get_type ())
G_DECLARE_FINAL_TYPE (ZbSnoozeForm, zb_snooze_form, ZB, SNOOZE_FORM, AdwBin)

/**
 * ZbSnoozeFunc:
 * @asker: the widget that asked
 * @until: when it is to wake, µs UTC
 * @reason: what was written
 */
typedef void (*ZbSnoozeFunc) (GtkWidget *asker, gint64 until, const char *reason);

ZbSnoozeForm *zb_snooze_form_new (guint minutes);
gint64 zb_snooze_form_get_until (ZbSnoozeForm *self);
char *zb_snooze_form_dup_reason (ZbSnoozeForm *self);
gboolean zb_snooze_form_is_complete (ZbSnoozeForm *self);
GtkWidget *zb_snooze_form_get_entry (ZbSnoozeForm *self);
gint64 zb_snooze_parse_clock (const char *text, gint64 now);

AdwDialog *zb_ask_snooze (GtkWidget *asker, guint minutes, ZbSnoozeFunc func);

G_END_DECLS
