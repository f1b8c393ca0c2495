/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the place of minutes: until the end of the shift. */
#define ZB_MUTES_SHIFT G_MAXUINT32

void zb_mutes_mute (GSettings *settings, int severity, guint minutes, gint64 now);
gint64 zb_mutes_get_until (GSettings *settings, int severity, gint64 now);
guint zb_mutes_get_muted (GSettings *settings, gint64 now);
void zb_mutes_drop_over (GSettings *settings, gint64 now);
void zb_mutes_set_officer (GSettings *settings, const char *officer);
gint64 zb_mutes_end_of_shift (gint64 now);

G_END_DECLS
