/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

/* As long as a shift and the way home. */
#define ZB_FIELD_SESSION_LIFE (12 * G_TIME_SPAN_HOUR)

char *zb_field_session_begin (ZbTransaction *tx, const char *unit);
char *zb_field_session_get_secret (ZbCall *call);
ZbAccount *zb_field_session_find (ZbConnection *connection, ZbCall *call, GError **error);
void zb_field_session_end (ZbTransaction *tx, const char *secret);
gint64 zb_field_session_end_all (ZbTransaction *tx, const char *unit);

char *zb_field_session_make_token (const char *secret);
gboolean zb_field_session_check_token (ZbCall *call, const char *token);
char *zb_field_session_make_cookie (const char *secret, gboolean secure);

G_END_DECLS
