/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outbox says of a command: what it is about, how it stands and why, and all of it as text that can
 * be handed on to somebody who is asked for help. */
#include "zb-outbox-words.h"

#include "zb-assignment.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static gboolean
is_empty (const char *text)
{
  return !text || !*text;
}

/* What was made here and the platform does not know yet is called as its form says. */
static const char *
find_given_name (ZbCommand *command)
{
  static const char *const members[] = { "title", "name" };
  GVariant *args = zb_command_get_args (command);
  const char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_variant_lookup (args, members[i], "&s", &text) && !is_empty (text))
      return text;
  return NULL;
}

static char *
name_assignment (const char *id)
{
  ZbWorld *world = zb_words_get_world ();
  ZbAssignment *assignment = world ? zb_world_lookup (world, ZB_KIND_ASSIGNMENT, id) : NULL;
  const char *who;

  if (!assignment)
    return NULL;
  who = assignment->unit ? zb_words_name (ZB_KIND_UNIT, assignment->unit)
                         : zb_words_name (ZB_KIND_ORGANISATION, assignment->organisation);
  return g_strdup_printf ("%s · %s", who, zb_words_name (ZB_KIND_CASE, assignment->case_id));
}

static const char *
name_known (const char *id)
{
  static const ZbKind kinds[] = { ZB_KIND_ALERT, ZB_KIND_CASE };
  const char *name = "";

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && is_empty (name); i++)
    name = zb_words_name (kinds[i], id);
  return name;
}

/**
 * zb_outbox_words_name_subject:
 * @command: a command
 *
 * Returns: (transfer full): what it is about, in the officer's language
 */
char *
zb_outbox_words_name_subject (ZbCommand *command)
{
  const char *subject = zb_command_get_subject (command), *name = name_known (subject);
  char *assignment = is_empty (name) ? name_assignment (subject) : NULL;

  if (assignment)
    return assignment;
  if (g_str_equal (zb_command_get_name (command), "me.preferences"))
    return g_strdup (_ ("Your settings"));
  if (is_empty (name))
    name = zb_command_get_title (command);
  if (is_empty (name))
    name = find_given_name (command);
  if (!is_empty (name))
    return g_strdup (name);
  return g_strdup (zb_words_command (zb_command_get_name (command)));
}

/* Nothing is called late or taken over that may have been done in time. */
static const char *
describe_question (ZbCommand *command)
{
  if (zb_command_get_was_sent (command))
    return _ (
        "Sent, and no answer came; it has waited long, or what it was done to has changed: send it again?");
  return g_str_has_prefix (zb_command_get_name (command), "alert.")
             ? _ ("Another officer has the alert in hand now: send it still?")
             : _ ("Has waited long or the case has changed: send it still?");
}

static char *
describe_waiting (ZbCommand *command)
{
  ZbProblem *problem = zb_command_get_problem (command);

  if (problem)
    return g_strdup_printf (_ ("Will be sent again soon: %s"), zb_words_problem (problem));
  if (zb_command_get_was_sent (command))
    return g_strdup (
        _ ("Sent, waiting for the answer; the platform may have done it, so it can not be taken back"));
  return g_strdup (_ ("Will be sent when the connection is back"));
}

/**
 * zb_outbox_words_describe_state:
 * @command: a command
 *
 * Returns: (transfer full): how it stands, and why, in the officer's language
 */
char *
zb_outbox_words_describe_state (ZbCommand *command)
{
  switch (zb_command_get_state (command))
    {
    case ZB_COMMAND_HELD:
      return g_strdup (_ ("Is sent in a moment and can still be undone"));
    case ZB_COMMAND_QUEUED:
      return describe_waiting (command);
    case ZB_COMMAND_SENDING:
      return g_strdup (_ ("Is being sent"));
    case ZB_COMMAND_ACCEPTED:
      return g_strdup (_ ("The platform has confirmed it"));
    case ZB_COMMAND_REFUSED:
      return g_strdup_printf (_ ("Refused: %s"), zb_words_problem (zb_command_get_problem (command)));
    case ZB_COMMAND_ASKING:
      return g_strdup (describe_question (command));
    case ZB_COMMAND_WITHDRAWN:
      return g_strdup (_ ("Taken back"));
    default:
      return g_strdup ("");
    }
}

/**
 * zb_outbox_words_describe_left:
 * @n_left: how much waits here for an officer who has gone
 * @n_lost: how much of that officer's could be neither sent nor kept
 *
 * Nothing is said of what it is, nor of whom: another may read it.
 *
 * Returns: (transfer full) (nullable): that, in the officer's language
 */
char *
zb_outbox_words_describe_left (guint n_left, guint n_lost)
{
  g_autofree char *left = g_strdup_printf (
      ngettext (
          "%u thing done here is not sent yet: it is kept, and sent when its officer signs in again",
          "%u things done here are not sent yet: they are kept, and sent when their officer signs in again",
          n_left),
      n_left);
  g_autofree char *lost = g_strdup_printf (
      ngettext ("%u thing done here is lost: it could not be sent, and this machine's disk keeps nothing",
                "%u things done here are lost: they could not be sent, and this machine's disk keeps nothing",
                n_lost),
      n_lost);

  if (n_left > 0 && n_lost > 0)
    return g_strdup_printf ("%s\n%s", lost, left);
  return n_lost > 0 ? g_steal_pointer (&lost) : n_left > 0 ? g_steal_pointer (&left) : NULL;
}

/**
 * zb_outbox_words_describe_all:
 * @command: a command
 *
 * What was written into it is not in it: that may be about somebody.
 *
 * Returns: (transfer full): what was done, to what, when, how it stands and why, and by which key the
 *   platform knows it, on a line each
 */
char *
zb_outbox_words_describe_all (ZbCommand *command)
{
  const char *verb = zb_words_command (zb_command_get_name (command));
  const char *subject = zb_command_get_subject (command);
  g_autofree char *name = zb_outbox_words_name_subject (command);
  g_autofree char *state = zb_outbox_words_describe_state (command);
  g_autofree char *time = zb_words_day_and_time (zb_command_get_made_at (command));

  return g_strdup_printf ("%s · %s\n%s\n%s\n%s %s\n%s", verb, name, time, state,
                          zb_command_get_name (command), subject ? subject : "",
                          zb_command_get_key (command));
}
