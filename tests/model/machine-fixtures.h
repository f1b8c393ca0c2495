/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the three machines have in common: people, and the letters by which their tables
 * of expectations name roles. */
#pragma once

#include "zb-machine.h"

#define NOW ((gint64)1795000000 * G_TIME_SPAN_SECOND)
#define ME "me"
#define OTHER "other"
/* No machine has more. */
#define N_STATES 10

/* P is the platform itself, W stands for those who never act: wall, auditor, reviewer, administrator. */
static const char role_letters[ZB_N_ROLES + 1] = "POLSHCWWWW";

static inline ZbActor
actor_of (int role)
{
  return (ZbActor){ .account = ME, .name = "陈值班", .role = role, .covers = TRUE, .now = NOW };
}

/* What the contract says of one verb: the letters of the roles that may, by state. */
typedef struct
{
  int verb;
  const char *by_state[N_STATES];
} Expected;

static inline gboolean
has_letter (const char *letters, int role)
{
  return letters && strchr (letters, role_letters[role]) != NULL;
}

/* The name of the guard that is to refuse: %NULL, "role" or "state". */
static inline const char *
expect (const Expected *expected, int state, int role)
{
  gboolean anywhere = FALSE;
  if (has_letter (expected->by_state[state], role))
    return NULL;
  for (int other = 0; other < N_STATES; other++)
    anywhere = anywhere || has_letter (expected->by_state[other], role);
  return anywhere ? "state" : "role";
}

static inline void
assert_refused (ZbProblem *problem, const char *because, const char *what)
{
  g_autoptr (ZbProblem) owned = problem;
  if (g_strcmp0 (owned ? owned->because : NULL, because) != 0)
    g_error ("%s: expected %s, got %s", what, because ? because : "leave", owned ? owned->because : "leave");
  if (!owned)
    return;
  g_assert_cmpint (owned->status, ==, zb_guard_get_status (because));
  g_assert_cmpstr (owned->detail, ==, zb_guard_explain (because));
  g_assert_true ((owned->status == 409) == (owned->state != NULL));
  g_assert_true ((owned->status == 409) == (owned->allowed != NULL));
  g_assert_true ((owned->status == 422) == (owned->status != 409 && owned->errors != NULL));
}
