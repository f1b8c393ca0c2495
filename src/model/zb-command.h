/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"
#include "zb-problem.h"

G_BEGIN_DECLS

/**
 * ZbCommandState:
 * @ZB_COMMAND_HELD: may still be undone; sent when its time has come
 * @ZB_COMMAND_QUEUED: written to the outbox, not sent yet
 * @ZB_COMMAND_SENDING: on its way
 * @ZB_COMMAND_ACCEPTED: the platform has committed it
 * @ZB_COMMAND_REFUSED: the platform will not do it; its problem says why
 * @ZB_COMMAND_ASKING: waited too long; the officer is asked before it is sent
 * @ZB_COMMAND_WITHDRAWN: taken back before it was sent
 */
typedef enum
{
  ZB_COMMAND_HELD = 1,
  ZB_COMMAND_QUEUED,
  ZB_COMMAND_SENDING,
  ZB_COMMAND_ACCEPTED,
  ZB_COMMAND_REFUSED,
  ZB_COMMAND_ASKING,
  ZB_COMMAND_WITHDRAWN,
} ZbCommandState;

#define ZB_TYPE_COMMAND (zb_command_get_type ())
G_DECLARE_FINAL_TYPE (ZbCommand, zb_command, ZB, COMMAND, GObject)

ZbCommand *zb_command_new (const char *name, const char *subject, GVariant *args);
ZbCommand *zb_command_new_full (const char *key, const char *name, const char *subject, GVariant *args,
                                const char *follows, gint64 made_at);
const char *zb_command_get_key (ZbCommand *self);
const char *zb_command_get_name (ZbCommand *self);
const char *zb_command_get_subject (ZbCommand *self);
gboolean zb_command_is_record (ZbCommand *self);
gboolean zb_command_can_be_withdrawn (ZbCommand *self);
gboolean zb_command_can_be_given_up (ZbCommand *self);
guint zb_command_get_n_undecided (ZbCommand *self);
void zb_command_set_n_undecided (ZbCommand *self, guint n);
GVariant *zb_command_get_args (ZbCommand *self);
const char *zb_command_get_follows (ZbCommand *self);
void zb_command_set_follows (ZbCommand *self, const char *key);
const char *zb_command_get_if_match (ZbCommand *self);
void zb_command_set_if_match (ZbCommand *self, const char *revision);
const char *zb_command_get_title (ZbCommand *self);
void zb_command_set_title (ZbCommand *self, const char *title);
gint64 zb_command_get_made_at (ZbCommand *self);
gint64 zb_command_get_accepted_at (ZbCommand *self);
ZbCommandState zb_command_get_state (ZbCommand *self);
gboolean zb_command_get_was_sent (ZbCommand *self);
void zb_command_set_was_sent (ZbCommand *self, gboolean was_sent);
ZbProblem *zb_command_get_problem (ZbCommand *self);
void zb_command_set_state (ZbCommand *self, ZbCommandState state, ZbProblem *problem);

G_END_DECLS
