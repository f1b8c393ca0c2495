/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbLocalAccount:
 * @username: who
 * @password: made anew with each data directory
 * @role: the contract's name of the role
 *
 * An account of the demonstration, as the platform tells it when it starts.
 */
typedef struct
{
  char *username;
  char *password;
  char *role;
} ZbLocalAccount;

#define ZB_TYPE_LOCAL_PLATFORM (zb_local_platform_get_type ())
G_DECLARE_FINAL_TYPE (ZbLocalPlatform, zb_local_platform, ZB, LOCAL_PLATFORM, GObject)

ZbLocalPlatform *zb_local_platform_new (void);
void zb_local_platform_start_async (ZbLocalPlatform *self, const char *const *arguments,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean zb_local_platform_start_finish (ZbLocalPlatform *self, GAsyncResult *result, GError **error);
const char *zb_local_platform_get_url (ZbLocalPlatform *self);
GPid zb_local_platform_get_pid (ZbLocalPlatform *self);
const ZbLocalAccount *zb_local_platform_find_account (ZbLocalPlatform *self, const char *role);
void zb_local_platform_stop (ZbLocalPlatform *self);
void zb_local_platform_let_go (ZbLocalPlatform *self);
char *zb_local_platform_find_program (void);

G_END_DECLS
