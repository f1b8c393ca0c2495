/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-inbox.h"
#include "zb-session.h"

G_BEGIN_DECLS

/* How long what can be undone is held. */
#define ZB_OUTBOX_HOLD (5 * G_TIME_SPAN_SECOND)

/* What sends people is not sent without asking when it has waited longer. */
#define ZB_OUTBOX_ASK_AFTER (5 * G_TIME_SPAN_MINUTE)

#define ZB_TYPE_OUTBOX (zb_outbox_get_type ())
G_DECLARE_FINAL_TYPE (ZbOutbox, zb_outbox, ZB, OUTBOX, GObject)

char *zb_outbox_find_path (void);
ZbOutbox *zb_outbox_new_fleeting (ZbSession *session, ZbInbox *inbox, GError **error);
ZbOutbox *zb_outbox_new (const char *path, ZbSession *session, ZbInbox *inbox, GError **error);
DexFuture *zb_outbox_open (ZbOutbox *self);
DexFuture *zb_outbox_submit (ZbOutbox *self, ZbCommand *command);
DexFuture *zb_outbox_send_now (ZbOutbox *self, ZbCommand *command);
void zb_outbox_take_unsaved (ZbOutbox *self, ZbCommand *command);
void zb_outbox_set_online (ZbOutbox *self, gboolean online);
gboolean zb_outbox_withdraw (ZbOutbox *self, ZbCommand *command);
guint zb_outbox_withdraw_all (ZbOutbox *self, const char *subject);
gboolean zb_outbox_give_up (ZbOutbox *self, ZbCommand *command);
gboolean zb_outbox_retry (ZbOutbox *self, ZbCommand *command);
void zb_outbox_confirm (ZbOutbox *self, ZbCommand *command);
void zb_outbox_dismiss (ZbOutbox *self, ZbCommand *command);
DexFuture *zb_outbox_leave (ZbOutbox *self, guint milliseconds);
guint zb_outbox_get_left (ZbOutbox *self, guint *n_lost);
void zb_outbox_count_others (ZbOutbox *self);
void zb_outbox_close (ZbOutbox *self);

G_END_DECLS
