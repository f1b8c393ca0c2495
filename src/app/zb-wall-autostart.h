/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void zb_wall_autostart_set_async (const char *profile, gboolean wanted, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean zb_wall_autostart_set_finish (GAsyncResult *result, GError **error);

gboolean zb_wall_autostart_write (const char *profile, gboolean wanted, GError **error);
void zb_wall_autostart_ask_async (const char *profile, gboolean wanted, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
