/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbProbe ZbProbe;

/**
 * ZbProbeFound:
 * @user_data: who looks
 *
 * Called once, in the main context.
 */
typedef void (*ZbProbeFound) (gpointer user_data);

ZbProbe *zb_probe_new (const char *uri, ZbProbeFound found, gpointer user_data);
void zb_probe_free (ZbProbe *self);

G_END_DECLS
