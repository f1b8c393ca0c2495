/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-sighting.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

/**
 * ZbDemoStory:
 * @kind: a kind of alert
 * @deeds: what happened, a letter a deed, see the table of deeds
 * @age: minutes since the last of them
 * @left: minutes until the deadline that matters, 0 for the plan's
 * @note: what the one who reports says, or why it is returned
 */
typedef struct
{
  const char *kind;
  const char *deeds;
  int age;
  int left;
  const char *note;
} ZbDemoStory;

/**
 * ZbDemoTelling:
 * @story: the story
 * @sighting: what was seen, and where
 * @alert: the id of its alert, once there is one
 * @of_case: the id of its case, once there is one
 * @officer: who deals with it
 * @spare: the id of the assignment that is to be declined
 *
 * A story on its way.
 */
typedef struct
{
  const ZbDemoStory *story;
  ZbSighting *sighting;
  char *alert;
  char *of_case;
  ZbAccount *officer;
  char *spare;
} ZbDemoTelling;

/**
 * ZbDemoStage:
 * @tx: the transaction in which all of it happens
 * @accounts: (element-type ZbAccount): who works here
 * @lookout: who sees things
 * @end: now, µs UTC: the stories lead up to it
 */
typedef struct
{
  ZbTransaction *tx;
  GPtrArray *accounts;
  ZbLookout *lookout;
  gint64 end;
} ZbDemoStage;

void zb_demo_act_as (ZbDemoStage *stage, ZbAccount *account);
int zb_demo_deed_get_delay (char letter);
void zb_demo_deed_do (char letter, ZbDemoStage *stage, ZbDemoTelling *telling);

G_END_DECLS
