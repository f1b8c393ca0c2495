/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-database.h"
#include "zb-fake-platform.h"
#include "zb-outbox.h"

/* An outbox with a file of its own, at a platform that answers as a test wants it to. */
typedef struct
{
  ZbFakePlatform *platform;
  ZbRest *rest;
  ZbSession *session;
  ZbWorld *world;
  ZbInbox *inbox;
  ZbOutbox *outbox;
  char *folder;
  char *path;
} ZbOutboxRig;

/* Of a disk that is slow. */
typedef struct
{
  ZbDatabase *database;
  DexFuture *holding;
  int is_held, is_released;
} ZbOutboxHold;

gboolean zb_outbox_rig_is_settled (DexFuture *future);
void zb_outbox_rig_finish (DexFuture *future);
void zb_outbox_rig_open (ZbOutboxRig *f);
void zb_outbox_rig_close (ZbOutboxRig *f);
void zb_outbox_rig_set_up (ZbOutboxRig *f, gconstpointer data);
void zb_outbox_rig_tear_down (ZbOutboxRig *f, gconstpointer data);
guint zb_outbox_rig_count (ZbOutboxRig *f);
const char *zb_outbox_rig_get_sent (ZbOutboxRig *f, guint i);
void zb_outbox_rig_submit (ZbOutboxRig *f, ZbCommand *command);
ZbCommand *zb_outbox_rig_submit_new (ZbOutboxRig *f, const char *name, const char *subject);
ZbCommand *zb_outbox_rig_new_aged (const char *name, const char *subject, gint64 age);
void zb_outbox_rig_hold_disk (ZbOutboxRig *f, ZbOutboxHold *hold);
void zb_outbox_rig_release_disk (ZbOutboxHold *hold);
void zb_outbox_rig_put_case (ZbOutboxRig *f, gint64 version, int step);
void zb_outbox_rig_begin (int *argc, char ***argv);
