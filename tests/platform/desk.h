/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk at a real platform, for the tests of the three machines: alerts, cases and assignments are
 * brought into each state by the commands that lead there, and what the console's guards say of a
 * command is held against what the platform answers. */
#pragma once

#include "zb-test-platform.h"

#include "zb-alert-machine.h"
#include "zb-assignment-machine.h"
#include "zb-case-machine.h"

#define NORTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}"
#define SOUTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.17]}"

/* One for each role, in the order of #ZbRole. */
extern const char *const desk_people[ZB_N_ROLES];

typedef struct
{
  ZbTestPlatform *platform;
  ZbAccount *accounts[ZB_N_ROLES];
  ZbPlan *plan;
  GHashTable *sent; /* the id of a case → the ids of its assignments, where desk_make_case () sent them */
} Desk;

Desk *desk_new (void);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

gint64 desk_seq (Desk *self);
ZbActor desk_actor (Desk *self, int role);
gpointer desk_fetch (Desk *self, ZbKind kind, const char *id);
GPtrArray *desk_fetch_assignments (Desk *self, const char *of_case);
GPtrArray *desk_fetch_sent (Desk *self, const char *of_case);
char *desk_time (gint64 time);

void desk_do (Desk *self, const char *who, const char *path, const char *id, const char *body);
char *desk_make_alert (Desk *self, int state);
char *desk_make_case (Desk *self, int step);
char *desk_make_assignment (Desk *self, int state);
char *desk_first_assignment (Desk *self, const char *of_case);

gboolean desk_compare (Desk *self, int role, const char *path, const char *id, const char *body,
                       ZbProblem *local);
