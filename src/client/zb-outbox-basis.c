/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a command rests on, as its officer saw it: the step and revision of a case, the claim of an alert, the
 * revision that an edit changes. Where that has changed, or was long ago, the officer is asked first. */
#include "zb-outbox-private.h"

#include "zb-command-request.h"
#include "zb-alert.h"
#include "zb-case.h"

#define HELD "held"

static const ZbClaim *
find_claim (ZbOutbox *self, ZbCommand *command)
{
  const ZbAlert *alert =
      zb_world_lookup (zb_outbox_get_world (self), ZB_KIND_ALERT, zb_command_get_subject (command));

  return alert && alert->state == ZB_ALERT_CLAIMED ? alert->claim : NULL;
}

/* What an officer has decided about an alert that he held is not sent over the head of who has it now. */
static gboolean
is_taken (ZbOutbox *self, ZbOutboxRow *row)
{
  const ZbClaim *claim = find_claim (self, row->command);

  return row->confirmed_at == 0 && g_strcmp0 (row->basis, HELD) == 0 && claim &&
         g_strcmp0 (claim->by, self->account) != 0;
}

/* How a case stands, for telling whether it has changed since an officer decided on it; of an alert, whether
 * the officer holds it. */
char *
zb_outbox_describe_basis (ZbOutbox *self, ZbCommand *command)
{
  const ZbClaim *claim = find_claim (self, command);
  ZbCase *the_case =
      zb_world_lookup (zb_outbox_get_world (self), ZB_KIND_CASE, zb_command_get_subject (command));

  if (claim && g_strcmp0 (claim->by, self->account) == 0)
    return g_strdup (HELD);
  if (the_case == NULL || !zb_command_sends_people (zb_command_get_name (command)))
    return NULL;
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, zb_choices_nick (&zb_steps, the_case->step),
                          the_case->parent_instance.revision);
}

/* What was sent may itself be why its case stands otherwise now: it goes again with its key and is told what
 * became of it. Not so where nobody is sent to that case any more, whoever saw to that. */
static gboolean
has_changed (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autofree char *now = zb_outbox_describe_basis (self, row->command);
  ZbCase *the_case =
      zb_world_lookup (zb_outbox_get_world (self), ZB_KIND_CASE, zb_command_get_subject (row->command));

  if (row->confirmed_at != 0 || row->basis == NULL || g_strcmp0 (row->basis, now) == 0)
    return FALSE;
  return !zb_command_get_was_sent (row->command) || the_case == NULL || !zb_case_is_open (the_case) ||
         the_case->step == ZB_STEP_SUSPENDED;
}

gboolean
zb_outbox_has_to_ask (ZbOutbox *self, ZbOutboxRow *row)
{
  gint64 decided_at = row->confirmed_at != 0 ? row->confirmed_at : zb_command_get_made_at (row->command);

  /* Its officer goes, was looked for a last time, and can not be asked. */
  if (self->settled != NULL)
    return FALSE;
  if (is_taken (self, row))
    return TRUE;
  if (!zb_command_sends_people (zb_command_get_name (row->command)))
    return FALSE;
  /* Where the clock was set meanwhile nobody knows how long it was. */
  if (ABS (g_get_real_time () - decided_at) > ZB_OUTBOX_ASK_AFTER)
    return TRUE;
  return has_changed (self, row);
}

static void
rest_on (ZbCommand *command, gint64 revision)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, revision);

  zb_command_set_if_match (command, text);
}

/* That of the command's subject as it is known here; -1 where it is not. */
gint64
zb_outbox_find_revision (ZbOutbox *self, ZbCommand *command)
{
  ZbKind kind = zb_command_get_answer_kind (zb_command_get_name (command));
  ZbEntity *entity = kind != ZB_KIND_NONE ? zb_world_lookup (zb_outbox_get_world (self), kind,
                                                             zb_command_get_subject (command))
                                          : NULL;

  return entity ? entity->revision : -1;
}

/* An edit rests on the revision that the officer has seen. Returns whether it was not noted before. */
gboolean
zb_outbox_note_revision (ZbOutbox *self, ZbCommand *command)
{
  const gint64 revision = zb_outbox_find_revision (self, command);

  if (revision < 0 || !zb_command_is_edit (zb_command_get_name (command)) ||
      zb_command_get_if_match (command) != NULL)
    return FALSE;
  rest_on (command, revision);
  return TRUE;
}

/* What the officer did before has led to @revision. Where that is the next one after what this edit rests on,
 * nobody else has changed anything in between, and it rests on that one from now on; otherwise it stays, and
 * the platform says what it came too late for. */
void
zb_outbox_go_along (ZbOutboxRow *row, gint64 revision)
{
  const char *seen = zb_command_get_if_match (row->command);

  if (seen == NULL || g_ascii_strtoll (seen, NULL, 10) + 1 != revision)
    return;
  rest_on (row->command, revision);
  row->is_moved = TRUE;
}

/* All edits of @entity that wait behind the edit that was accepted with it as the answer. Nothing but an edit
 * leads to another revision: where anything else is answered with one, it is somebody else's. */
void
zb_outbox_all_go_along (ZbOutbox *self, ZbOutboxRow *accepted, ZbEntity *entity)
{
  const char *subject = zb_command_get_subject (accepted->command);

  if (!zb_command_is_edit (zb_command_get_name (accepted->command)) || g_strcmp0 (entity->id, subject) != 0)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row != accepted && zb_outbox_row_is_waiting (row) &&
          zb_command_is_edit (zb_command_get_name (row->command)) &&
          g_strcmp0 (zb_command_get_subject (row->command), subject) == 0)
        zb_outbox_go_along (row, entity->revision);
    }
}
