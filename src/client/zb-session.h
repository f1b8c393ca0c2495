/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-rest.h"

G_BEGIN_DECLS

/**
 * ZbSessionError:
 * @ZB_SESSION_ERROR_REFUSED: the platform knows no such user and password
 * @ZB_SESSION_ERROR_UNREACHABLE: the platform does not answer
 * @ZB_SESSION_ERROR_UNEXPECTED: what answers is not a platform that this console understands
 * @ZB_SESSION_ERROR_ENDED: the platform has ended the session; one must sign in again
 */
typedef enum
{
  ZB_SESSION_ERROR_REFUSED,
  ZB_SESSION_ERROR_UNREACHABLE,
  ZB_SESSION_ERROR_UNEXPECTED,
  ZB_SESSION_ERROR_ENDED,
} ZbSessionError;

#define ZB_SESSION_ERROR (zb_session_error_quark ())
GQuark zb_session_error_quark (void);

#define ZB_TYPE_SESSION (zb_session_get_type ())
G_DECLARE_FINAL_TYPE (ZbSession, zb_session, ZB, SESSION, GObject)

ZbSession *zb_session_new (ZbRest *rest);
ZbRest *zb_session_get_rest (ZbSession *self);
ZbAccount *zb_session_get_account (ZbSession *self);
DexFuture *zb_session_sign_in (ZbSession *self, const char *username, const char *password);
void zb_session_take_account (ZbSession *self, ZbAccount *account);
DexFuture *zb_session_resume (ZbSession *self, const char *username, const char *password);
DexFuture *zb_session_refresh (ZbSession *self);
DexFuture *zb_session_send (ZbSession *self, const ZbRequest *request);
DexFuture *zb_session_sign_out (ZbSession *self);
void zb_session_forget (ZbSession *self);

G_END_DECLS
