/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the console does not know – an alert or a case that was closed long ago – and is to be shown
 * all the same is fetched from the platform first.
 */
#include "zb-query.h"
#include "zb-window-private.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static void
show (ZbWindow *self, ZbKind kind, const char *id)
{
  if (kind == ZB_KIND_ALERT)
    zb_desk_select_alert (self->desk, id);
  else
    zb_desk_select_case (self->desk, id);
}

static void
say_why_not (ZbWindow *self, ZbAnswer *answer)
{
  ZbProblem *problem = zb_answer_get_problem (answer);

  if (problem && problem->status != 0)
    zb_window_say (self, zb_words_problem (problem));
  else
    zb_window_say (self, _ ("It is not known here, and there is no line to ask the platform"));
}

static void
on_answer (ZbWindow *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (zb_answer_get_state (self->fetching) == ZB_ANSWER_PENDING)
    return;
  answer = g_steal_pointer (&self->fetching);
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_FAILED)
    say_why_not (self, answer);
  else
    show (self, self->fetched_kind, self->fetched_id);
}

static void
fetch (ZbWindow *self, ZbKind kind, const char *id)
{
  g_autoptr (ZbQuery) query = NULL;

  g_object_get (self->desk, "query", &query, NULL);
  if (!query)
    return;
  self->fetched_kind = kind;
  g_set_str (&self->fetched_id, id);
  self->fetching = zb_query_fetch (query, kind, id);
  g_signal_connect_object (self->fetching, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/**
 * zb_window_show_entity:
 * @self: the window
 * @kind: %ZB_KIND_ALERT or %ZB_KIND_CASE
 * @id: its id
 *
 * Selects an alert or a case; what is not known here is asked for, and selected when it has come. What
 * was asked for before and has not come yet is given up.
 */
void
zb_window_show_entity (ZbWindow *self, ZbKind kind, const char *id)
{
  if (self->fetching)
    g_signal_handlers_disconnect_by_func (self->fetching, on_answer, self);
  g_clear_object (&self->fetching);
  show (self, kind, id);
  if (!zb_world_lookup (zb_desk_get_world (self->desk), kind, id))
    fetch (self, kind, id);
}
