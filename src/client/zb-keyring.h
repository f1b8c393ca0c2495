/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void zb_keyring_lookup_async (const char *url, const char *username, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
char *zb_keyring_lookup_finish (GAsyncResult *result, GError **error);
void zb_keyring_keep (const char *url, const char *username, const char *password);
void zb_keyring_forget (const char *url, const char *username);
void zb_keyring_check_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean zb_keyring_check_finish (GAsyncResult *result, GError **error);
void zb_keyring_free_password (char *password);

G_END_DECLS
