/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-problem.h"

G_BEGIN_DECLS

/**
 * ZbActor:
 * @account: the id of the account that acts
 * @name: that person's name
 * @role: its role; %ZB_ROLE_NONE is the platform itself
 * @unit: (nullable): the id of the unit it is
 * @organisation: (nullable): the id of the organisation it belongs to
 * @covers: whether what is acted on lies within the account's areas
 * @now: µs UTC
 *
 * Who acts, and when: what every guard needs to know. Console and platform fill it, each from
 * what it knows, and ask the same guards.
 */
typedef struct
{
  const char *account;
  const char *name;
  ZbRole role;
  const char *unit;
  const char *organisation;
  gboolean covers;
  gint64 now;
} ZbActor;

gboolean zb_role_is_duty (ZbRole role);
ZbProblem *zb_guard_refuse (const char *because, const char *state, const char *const *allowed);
ZbProblem *zb_guard_forbidden (const char *because);
ZbProblem *zb_guard_conflict (const char *state, const char *const *allowed, const char *because);
const char *zb_guard_explain (const char *because);
gint64 zb_guard_get_status (const char *because);

G_END_DECLS
