/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void zb_tile_keys_lookup_async (const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
char *zb_tile_keys_lookup_finish (GAsyncResult *result, GError **error);
void zb_tile_keys_keep_async (const char *id, const char *name, const char *key, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean zb_tile_keys_keep_finish (GAsyncResult *result, GError **error);
void zb_tile_keys_forget (const char *id);
void zb_tile_keys_free (char *key);

G_END_DECLS
