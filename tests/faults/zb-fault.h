/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A fault, done again and again. */
#pragma once

#include "zb-rig.h"

G_BEGIN_DECLS

/**
 * ZbFault:
 * @name: what happens
 * @rounds: how often, where the command line does not say
 * @token_life: how long an access token lives, in seconds; NULL for the platform's own
 * @without_platform: whether it has to do with neither platform nor officer; there is no rig then
 * @begin: (nullable): makes what the fault needs, and lets the officer sit down; NULL for a console at the
 *   platform itself
 * @round: does the harm, and mends it
 * @end: (nullable): clears away what @begin made
 *
 * After every round the officer's work has to get done, and what zb_rig_assert_whole() says has to hold.
 */
typedef struct
{
  const char *name;
  guint rounds;
  const char *token_life;
  gboolean without_platform;
  void (*begin) (ZbRig *rig);
  void (*round) (ZbRig *rig);
  void (*end) (ZbRig *rig);
} ZbFault;

int zb_fault_main (int argc, char **argv, const ZbFault *fault);
void zb_fault_strike (ZbRig *rig);
void zb_fault_note (const char *figure, double value);
void zb_fault_count (const char *figure, guint n);

G_END_DECLS
