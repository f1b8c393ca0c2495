/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How often a severity sounds while nobody has taken its alerts: not at all, once, or every so many seconds.
 */
#define ZB_BELL_NEVER (-1)
#define ZB_BELL_ONCE 0

/**
 * ZbBellTest:
 * @id: of an alert that rings
 * @data: of whoever asks
 *
 * Returns: whether it rings no more
 */
typedef gboolean (*ZbBellTest) (const char *id, gpointer data);

#define ZB_TYPE_BELL (zb_bell_get_type ())
G_DECLARE_FINAL_TYPE (ZbBell, zb_bell, ZB, BELL, GObject)

ZbBell *zb_bell_new (void);
void zb_bell_set_every (ZbBell *self, int severity, int seconds);
gboolean zb_bell_ring (ZbBell *self, const char *id, int severity, gint64 now);
void zb_bell_settle (ZbBell *self, const char *id);
void zb_bell_settle_if (ZbBell *self, ZbBellTest is_over, gpointer data);
void zb_bell_hush (ZbBell *self);
gboolean zb_bell_is_ringing (ZbBell *self);
gboolean zb_bell_is_due (ZbBell *self, guint muted, gint64 now);
int zb_bell_strike (ZbBell *self, guint muted, gint64 now);

G_END_DECLS
