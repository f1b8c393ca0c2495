/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the three machines have in common: each is one table of rows, and these few functions read
 * it. The order in which they look is the order in which an officer is told: may you at all, can
 * it be done now, and is what it rests on so. */
#include "zb-machine.h"

/**
 * zb_machine_find:
 * @self: a machine
 * @state: a state
 * @verb: what is to be done
 * @role: by whom
 *
 * Returns: (nullable) (transfer none): the row for it, %NULL where there is none
 */
const ZbMachineRow *
zb_machine_find (const ZbMachine *self, int state, int verb, ZbRole role)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const ZbMachineRow *row = &self->rows[i];
      if (row->verb == verb && (row->states & ZB_BIT (state)) && (row->roles & ZB_BIT (role)))
        return row;
    }
  return NULL;
}

static gboolean
role_has (const ZbMachine *self, int verb, ZbRole role)
{
  for (gsize i = 0; i < self->n_rows; i++)
    if (self->rows[i].verb == verb && (self->rows[i].roles & ZB_BIT (role)))
      return TRUE;
  return FALSE;
}

/**
 * zb_machine_list_allowed:
 * @self: a machine
 * @state: a state
 * @role: a role
 *
 * Returns: (transfer full): the names of what @role can do in @state, guards aside
 */
char **
zb_machine_list_allowed (const ZbMachine *self, int state, ZbRole role)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (int verb = 1; self->verbs->nicks[verb]; verb++)
    if (zb_machine_find (self, state, verb, role))
      g_strv_builder_add (names, self->verbs->nicks[verb]);
  return g_strv_builder_end (names);
}

/**
 * zb_machine_guard:
 * @self: a machine
 * @state: the state of what is acted on
 * @verb: what is to be done
 * @actor: who acts
 * @call: what the rows' guards are handed
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_machine_guard (const ZbMachine *self, int state, int verb, const ZbActor *actor, gconstpointer call)
{
  const char *because = NULL;
  const ZbMachineRow *row = zb_machine_find (self, state, verb, actor->role);
  if (!role_has (self, verb, actor->role))
    because = "role";
  else if (!actor->covers)
    because = "area";
  else if (!row)
    because = "state";
  else if (row->guard)
    because = row->guard (call);
  if (!because)
    return NULL;
  g_auto (GStrv) allowed = zb_machine_list_allowed (self, state, actor->role);
  return zb_guard_refuse (because, zb_choices_nick (self->states, state), (const char *const *)allowed);
}
