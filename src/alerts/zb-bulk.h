/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-alert-machine.h"
#include "zb-world.h"

G_BEGIN_DECLS

/* Each is a command of its own, and an officer is to know what they are doing. Of claims no more can be kept
 * than presence renews. */
#define ZB_BULK_AT_MOST 500
#define ZB_BULK_CLAIMS_AT_MOST 100

/**
 * ZbBulkAct:
 * @name: what buttons and keys call it: "claim", "false", "snooze" …
 * @command: the command that does it to each
 * @verb: what the guards are asked about
 * @verdict: for a verdict, which; none else
 * @at_most: to how many alerts at once
 *
 * Something that can be done to several alerts at once.
 */
typedef struct
{
  const char *name;
  const char *command;
  ZbAlertVerb verb;
  ZbVerdict verdict;
  guint at_most;
} ZbBulkAct;

/**
 * ZbBulkRefusal:
 * @alert: (not nullable): an alert
 * @because: why it cannot be done to it, in the officer's language
 */
typedef struct
{
  ZbAlert *alert;
  char *because;
} ZbBulkRefusal;

/**
 * ZbBulkPlan:
 * @act: what is to be done
 * @able: (element-type ZbAlert): to what it can be done
 * @unable: (element-type ZbBulkRefusal): to what not, and why
 * @n_beyond: how many were chosen beyond what can be dealt with at once, which were not looked at
 *
 * What would happen, before it does.
 */
typedef struct
{
  const ZbBulkAct *act;
  GPtrArray *able;
  GPtrArray *unable;
  guint n_beyond;
} ZbBulkPlan;

const ZbBulkAct *zb_bulk_act_find (const char *name);
ZbBulkPlan *zb_bulk_plan_new (const ZbBulkAct *act, GPtrArray *alerts, ZbAlert *into, ZbWorld *world,
                              ZbAccount *account);
void zb_bulk_plan_free (ZbBulkPlan *self);
char **zb_bulk_plan_dup_ids (const ZbBulkPlan *self);
char *zb_bulk_plan_describe (const ZbBulkPlan *self);
ZbAlert *zb_bulk_choose_target (GPtrArray *alerts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbBulkPlan, zb_bulk_plan_free)

G_END_DECLS
