/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_NOTICES (zb_notices_get_type ())
G_DECLARE_FINAL_TYPE (ZbNotices, zb_notices, ZB, NOTICES, GObject)

/**
 * ZbNoticesTest:
 * @id: of an alert that has a notice
 * @data: of whoever asks
 *
 * Returns: whether it needs none any more
 */
typedef gboolean (*ZbNoticesTest) (const char *id, gpointer data);

ZbNotices *zb_notices_new (GApplication *application);
void zb_notices_set_test (ZbNotices *self, ZbNoticesTest is_over, gpointer data);
void zb_notices_add (ZbNotices *self, const ZbAlert *alert);
void zb_notices_withdraw (ZbNotices *self, const char *id);
void zb_notices_withdraw_all (ZbNotices *self);
void zb_notices_tell_sound (ZbNotices *self, const char *words);
void zb_notices_tell_line (ZbNotices *self, const char *words, gboolean is_down);

G_END_DECLS
