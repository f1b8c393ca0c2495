/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-reply.h"
#include "zb-request.h"

#include <libdex.h>

G_BEGIN_DECLS

#define ZB_TYPE_REST (zb_rest_get_type ())
G_DECLARE_FINAL_TYPE (ZbRest, zb_rest, ZB, REST, GObject)

ZbRest *zb_rest_new (const char *url, GError **error);
const char *zb_rest_get_url (ZbRest *self);
void zb_rest_set_token (ZbRest *self, const char *token);
DexFuture *zb_rest_send (ZbRest *self, const ZbRequest *request);
DexFuture *zb_rest_fetch_part (ZbRest *self, const char *uri, const char *user, const char *password,
                               gint64 offset, gint64 length);
SoupMessage *zb_rest_create_feed_message (ZbRest *self, gint64 since, const char *log_id);
SoupSession *zb_rest_create_feed_session (void);
void zb_rest_abort (ZbRest *self);

G_END_DECLS
