/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-machine.h"
#include "zb-world.h"

G_BEGIN_DECLS

/**
 * ZbCaseMove:
 * @from: the steps that it leads from, as bits
 * @to: the step that it leads to; %ZB_STEP_NONE for the one a suspended case goes back to
 * @verb: what the guard is asked
 * @action: what the detail of the case is told to do: it asks for what the command needs
 * @question: (nullable): what is asked before, where the action would ask nothing itself
 *
 * What moving a case's card to another column stands for.
 */
typedef struct
{
  guint from;
  ZbStep to;
  ZbCaseVerb verb;
  const char *action;
  const char *question;
} ZbCaseMove;

const ZbCaseMove *zb_case_move_find (const ZbCase *of, ZbStep to);
ZbProblem *zb_case_move_ask (const ZbCaseMove *self, ZbWorld *world, ZbAccount *account, const ZbCase *of);

G_END_DECLS
