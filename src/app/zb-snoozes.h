/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_SNOOZES (zb_snoozes_get_type ())
G_DECLARE_FINAL_TYPE (ZbSnoozes, zb_snoozes, ZB, SNOOZES, GObject)

/**
 * ZbSnoozesTest:
 * @id: of an alert
 * @data: of whoever asks
 *
 * Returns: whether it is put aside no more
 */
typedef gboolean (*ZbSnoozesTest) (const char *id, gpointer data);

/**
 * ZbSnoozesWoken:
 * @id: of an alert whose time is over
 * @data: of whoever asks
 */
typedef void (*ZbSnoozesWoken) (const char *id, gpointer data);

ZbSnoozes *zb_snoozes_new (void);
void zb_snoozes_note (ZbSnoozes *self, const char *id, gint64 until, gint64 now);
void zb_snoozes_forget_if (ZbSnoozes *self, ZbSnoozesTest is_over, gpointer data);
void zb_snoozes_wake (ZbSnoozes *self, gint64 now, ZbSnoozesWoken woken, gpointer data);
gboolean zb_snoozes_has_woken (ZbSnoozes *self, const char *id);
gboolean zb_snoozes_is_empty (ZbSnoozes *self);

G_END_DECLS
