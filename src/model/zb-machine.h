/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-guard.h"

G_BEGIN_DECLS

/* Sets of states and of roles, as the rows of a machine write them. */
#define ZB_BIT(value) (1u << (value))

/* Who may take a row. The platform itself acts without a role. */
#define ZB_BY_PLATFORM ZB_BIT (ZB_ROLE_NONE)
#define ZB_BY_LEADER ZB_BIT (ZB_ROLE_DUTY_LEADER)
#define ZB_BY_DUTY (ZB_BIT (ZB_ROLE_DUTY_OFFICER) | ZB_BY_LEADER)
#define ZB_BY_DUTY_OR_SUBDISTRICT (ZB_BY_DUTY | ZB_BIT (ZB_ROLE_SUBDISTRICT_OFFICER))
#define ZB_BY_HANDLER ZB_BIT (ZB_ROLE_HANDLER)
#define ZB_BY_CHECKER (ZB_BIT (ZB_ROLE_CHECKER) | ZB_BY_LEADER)

/* The row leaves the state as it is, or its change decides. */
#define ZB_SAME (-1)

/**
 * ZbMachineGuard:
 * @call: what the machine hands to its guards
 *
 * Returns: (nullable): the name of what refuses, see zb_guard_explain(); %NULL where it is allowed
 */
typedef const char *(*ZbMachineGuard) (gconstpointer call);

/**
 * ZbMachineRow:
 * @states: in which states
 * @verb: what is done
 * @roles: by whom
 * @guard: (nullable): what else has to hold
 * @to: the state it leads to, or %ZB_SAME
 *
 * One row of a machine, in the order of the contract's table.
 */
typedef struct
{
  guint states;
  int verb;
  guint roles;
  ZbMachineGuard guard;
  int to;
} ZbMachineRow;

/**
 * ZbMachine:
 * @rows: the table
 * @n_rows: its length
 * @states: the names of its states
 * @verbs: the names of what can be done
 */
typedef struct
{
  const ZbMachineRow *rows;
  gsize n_rows;
  const ZbChoices *states;
  const ZbChoices *verbs;
} ZbMachine;

const ZbMachineRow *zb_machine_find (const ZbMachine *self, int state, int verb, ZbRole role);
char **zb_machine_list_allowed (const ZbMachine *self, int state, ZbRole role);
ZbProblem *zb_machine_guard (const ZbMachine *self, int state, int verb, const ZbActor *actor,
                             gconstpointer call);

G_END_DECLS
