/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A platform and a console to do harm to: the platform's own program with a small district, and a link that
 * an officer has signed in to. */
#pragma once

#include "zb-ledger.h"
#include "zb-link.h"
#include "zb-test-officer.h"

G_BEGIN_DECLS

/* Who sits at the console: a leader may do most of what the contract has. */
#define ZB_RIG_OFFICER "leader"

/* The platform's heartbeat in these tests, in milliseconds. */
#define ZB_RIG_HEARTBEAT 800

/* How long what has to happen may take on a busy machine, in milliseconds. */
#define ZB_RIG_PATIENCE (60000 * zb_rig_get_patience ())

typedef struct _ZbRig ZbRig;

guint zb_rig_get_patience (void);
ZbRig *zb_rig_new (const char *token_life);
void zb_rig_free (ZbRig *self);

const char *zb_rig_get_url (ZbRig *self);
const char *zb_rig_get_folder (ZbRig *self);
GPid zb_rig_get_pid (ZbRig *self);
ZbLink *zb_rig_get_link (ZbRig *self);
ZbLedger *zb_rig_get_ledger (ZbRig *self);
ZbTestOfficer *zb_rig_get_officer (ZbRig *self);

void zb_rig_start_platform (ZbRig *self);
void zb_rig_kill_platform (ZbRig *self);
void zb_rig_sign_in (ZbRig *self, const char *url);

void zb_rig_work_until_a_moment (ZbRig *self);
void zb_rig_wait_until_live (ZbRig *self);
void zb_rig_wait_until_done (ZbRig *self);
void zb_rig_assert_whole (ZbRig *self);

G_END_DECLS
