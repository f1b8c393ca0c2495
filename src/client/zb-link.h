/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-wall.h"
#include "zb-world.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * ZbLinkState:
 * @ZB_LINK_SIGNED_OUT: nobody has signed in, or the platform has ended the session
 * @ZB_LINK_SIGNING_IN: name and password are with the platform
 * @ZB_LINK_CONNECTING: signed in; what is shown is from the cache, or nothing yet
 * @ZB_LINK_LIVE: what is shown is as the platform says
 * @ZB_LINK_STALE: there is no line; what is shown is as of zb_link_get_as_of()
 */
typedef enum
{
  ZB_LINK_SIGNED_OUT,
  ZB_LINK_SIGNING_IN,
  ZB_LINK_CONNECTING,
  ZB_LINK_LIVE,
  ZB_LINK_STALE,
} ZbLinkState;

#define ZB_TYPE_LINK (zb_link_get_type ())
G_DECLARE_FINAL_TYPE (ZbLink, zb_link, ZB, LINK, GObject)

ZbLink *zb_link_new (ZbWorld *world);
ZbWorld *zb_link_get_world (ZbLink *self);

void zb_link_set_keeps_seats (ZbLink *self, gboolean keeps_seats);
void zb_link_sign_in_async (ZbLink *self, const char *url, const char *username, const char *password,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean zb_link_sign_in_finish (ZbLink *self, GAsyncResult *result, GError **error);
void zb_link_sign_out (ZbLink *self);
DexFuture *zb_link_leave (ZbLink *self);

ZbLinkState zb_link_get_state (ZbLink *self);
gint64 zb_link_get_as_of (ZbLink *self);
gint64 zb_link_get_now (ZbLink *self);
ZbAccount *zb_link_get_account (ZbLink *self);
const char *zb_link_get_url (ZbLink *self);
const char *zb_link_get_problem (ZbLink *self);
void zb_link_set_looking_at (ZbLink *self, const char *subject);
void zb_link_set_muted (ZbLink *self, guint severities);
void zb_link_set_silent (ZbLink *self, gboolean silent);
void zb_link_set_wall_health (ZbLink *self, ZbWallHealth *health);

void zb_link_submit (ZbLink *self, ZbCommand *command);
gboolean zb_link_withdraw (ZbLink *self, ZbCommand *command);
guint zb_link_withdraw_all (ZbLink *self, const char *subject);
gboolean zb_link_give_up (ZbLink *self, ZbCommand *command);
gboolean zb_link_retry (ZbLink *self, ZbCommand *command);
void zb_link_confirm (ZbLink *self, ZbCommand *command);
void zb_link_dismiss (ZbLink *self, ZbCommand *command);

G_END_DECLS
