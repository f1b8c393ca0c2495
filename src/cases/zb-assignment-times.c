/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-assignment-times.h"

#include "zb-words.h"

#include <glib/gi18n.h>

static void
add_time (GString *words, const char *what, gint64 at)
{
  g_autofree char *time = at ? zb_words_time (at) : NULL;

  if (!time)
    return;
  time[5] = '\0'; /* hours and minutes */
  g_string_append_printf (words, "%s%s %s", words->len > 0 ? " · " : "", what, time);
}

/**
 * zb_assignment_describe_times:
 * @self: an assignment
 *
 * Returns: (transfer full): when it came to each of its states
 */
char *
zb_assignment_describe_times (const ZbAssignment *self)
{
  GString *words = g_string_new (NULL);

  add_time (words, C_ ("time of a task", "sent"), self->sent_at);
  add_time (words, C_ ("time of a task", "accepted"), self->accepted_at);
  add_time (words, C_ ("time of a task", "set out"), self->en_route_at);
  add_time (words, C_ ("time of a task", "there"), self->on_scene_at);
  add_time (words, C_ ("time of a task", "done"), self->done_at);
  add_time (words, C_ ("time of a task", "declined"), self->declined_at);
  add_time (words, C_ ("time of a task", "handed back"), self->handed_back_at);
  add_time (words, C_ ("time of a task", "cancelled"), self->cancelled_at);
  return g_string_free_and_steal (words);
}
