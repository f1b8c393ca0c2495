/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-connection.h"

G_BEGIN_DECLS

char *zb_secret_new (void);
char *zb_secret_hash (const char *secret);
char *zb_password_new (void);
char *zb_password_hash (const char *password, GError **error);
gboolean zb_password_verify (const char *hash, const char *password);

gboolean zb_accounts_add (ZbConnection *connection, ZbAccount *account, const char *password_hash,
                          GError **error);
ZbAccount *zb_accounts_find (ZbConnection *connection, const char *username, char **password_hash,
                             GError **error);
ZbAccount *zb_accounts_show (ZbAccount *account);
ZbAccount *zb_accounts_load (ZbConnection *connection, const char *id, GError **error);
ZbAccount *zb_accounts_of_token (ZbConnection *connection, const char *token, gint64 now, GError **error);
char *zb_accounts_session_of_token (ZbConnection *connection, const char *token);
GPtrArray *zb_accounts_list (ZbConnection *connection, GError **error);
gboolean zb_accounts_set_password (ZbConnection *connection, const char *id, const char *password_hash,
                                   GError **error);
gboolean zb_accounts_set_enabled (ZbConnection *connection, const char *id, gboolean enabled, GError **error);
char *zb_accounts_source_of_key (ZbConnection *connection, const char *key, GError **error);

G_END_DECLS
