/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-backoff.h"
#include "zb-command.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * ZbOutboxRow:
 * @command: what an officer has done
 * @basis: (nullable): how its subject stood then
 * @confirmed_at: when the officer said again that it is to be sent, µs UTC; 0 where nobody asked
 * @is_unsaved: whether the disk did not take it: it lives as long as the console
 * @is_moved: whether it rests on another revision by now than the disk knows
 * @is_going: whether the disk is being told that it goes now
 * @backoff: how often it was not decided by the platform, one after the other
 * @rests_until: when it may go again after that, µs of the monotonic clock
 * @was_sent_before: whether it may have been done by the platform before it went last
 *
 * A command and what the outbox remembers of it.
 */
typedef struct
{
  ZbCommand *command;
  char *basis;
  gint64 confirmed_at;
  gboolean is_unsaved;
  gboolean is_moved;
  gboolean is_going;
  gboolean was_sent_before;
  ZbBackoff backoff;
  gint64 rests_until;
} ZbOutboxRow;

ZbOutboxRow *zb_outbox_row_new (ZbCommand *command, const char *basis);
void zb_outbox_row_free (ZbOutboxRow *self);

#define ZB_TYPE_OUTBOX_STORE (zb_outbox_store_get_type ())
G_DECLARE_FINAL_TYPE (ZbOutboxStore, zb_outbox_store, ZB, OUTBOX_STORE, GObject)

ZbOutboxStore *zb_outbox_store_new (const char *path, GError **error);
DexFuture *zb_outbox_store_load (ZbOutboxStore *self, const char *platform, const char *account);
DexFuture *zb_outbox_store_put (ZbOutboxStore *self, const char *platform, const char *account,
                                const ZbOutboxRow *row, const char *replaces);
DexFuture *zb_outbox_store_note_going (ZbOutboxStore *self, ZbCommand *command);
DexFuture *zb_outbox_store_remove (ZbOutboxStore *self, const char *key);
DexFuture *zb_outbox_store_count_others (ZbOutboxStore *self, const char *platform, const char *account);
void zb_outbox_store_close (ZbOutboxStore *self);
DexFuture *zb_outbox_store_close_async (ZbOutboxStore *self);

G_END_DECLS
