/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-outbox-store.h"
#include "zb-outbox.h"

G_BEGIN_DECLS

/* How long until what was not answered is sent again for the first time, in milliseconds. */
#define ZB_OUTBOX_FIRST_WAIT 1000

struct _ZbOutbox
{
  GObject parent_instance;

  ZbSession *session;
  ZbInbox *inbox;
  ZbOutboxStore *store;
  DexCancellable *stop;
  DexPromise *wake;
  DexCancellable *line; /* rejects when the line goes */
  ZbBackoff backoff;

  GPtrArray *rows; /* of ZbOutboxRow, oldest first */
  char *account;
  gboolean online;
  char *fleeting;       /* a file that goes with it; NULL where it stays for its officer */
  gboolean sends_file;  /* a file is on its way, which may take minutes */
  guint n_taking;       /* how many commands are on their way to the disk */
  DexPromise *settled;  /* kept when all that may go is gone; NULL while its officer sits here */
  guint n_left, n_lost; /* of those that were not sent when its officer went */
};

/* What a flow with steps works on: a command, and the outbox that is to stay as long as the flow runs. */
typedef struct
{
  ZbOutbox *outbox;
  ZbCommand *command;
} ZbOutboxDeed;

ZbOutboxDeed *zb_outbox_deed_new (ZbOutbox *self, ZbCommand *command);
void zb_outbox_deed_free (gpointer data);

const char *zb_outbox_get_platform (ZbOutbox *self);
ZbWorld *zb_outbox_get_world (ZbOutbox *self);
gboolean zb_outbox_is_open (ZbOutbox *self);
ZbOutboxRow *zb_outbox_find_row (ZbOutbox *self, ZbCommand *command);
void zb_outbox_show (ZbOutbox *self, ZbOutboxRow *row);
void zb_outbox_wake_up (ZbOutbox *self);

/* zb-outbox-keeping.c: the disk, in step with what is known */
DexFuture *zb_outbox_put (ZbOutbox *self, ZbOutboxRow *row, const char *replaces);
void zb_outbox_set_state (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state, ZbProblem *problem);
void zb_outbox_forget (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state);

/* zb-outbox-turn.c: which goes next */
gboolean zb_outbox_row_is_waiting (ZbOutboxRow *row);
gint64 zb_outbox_row_rests_for (ZbOutboxRow *row);
void zb_outbox_let_none_rest (ZbOutbox *self);
gboolean zb_outbox_has_follower (ZbOutbox *self, ZbOutboxRow *row);
ZbOutboxRow *zb_outbox_find_next (ZbOutbox *self, gint64 *wait);

/* zb-outbox-basis.c: what a command rests on */
char *zb_outbox_describe_basis (ZbOutbox *self, ZbCommand *command);
gboolean zb_outbox_has_to_ask (ZbOutbox *self, ZbOutboxRow *row);
gint64 zb_outbox_find_revision (ZbOutbox *self, ZbCommand *command);
gboolean zb_outbox_note_revision (ZbOutbox *self, ZbCommand *command);
void zb_outbox_go_along (ZbOutboxRow *row, gint64 revision);
void zb_outbox_all_go_along (ZbOutbox *self, ZbOutboxRow *accepted, ZbEntity *entity);

/* zb-outbox-submit.c: taking what an officer has done */
ZbOutboxRow *zb_outbox_create_row (ZbOutbox *self, ZbCommand *command);

/* zb-outbox-unsaved.c: what the disk has not taken */
void zb_outbox_save_late (ZbOutbox *self, ZbOutboxRow *row);
void zb_outbox_save_all_late (ZbOutbox *self);

/* zb-outbox-leaving.c: an officer goes */
void zb_outbox_settle (ZbOutbox *self);

/* zb-outbox-sending.c: the fiber that sends */
void zb_outbox_start_sending (ZbOutbox *self);

/* zb-outbox-answer.c: what an answer means */
void zb_outbox_apply_answer (ZbOutbox *self, ZbCommand *command, ZbReply *reply);
guint zb_outbox_take_reply (ZbOutbox *self, ZbOutboxRow *row, ZbReply *reply);
guint zb_outbox_refuse_unknown (ZbOutbox *self, ZbOutboxRow *row, const GError *error);

G_END_DECLS
