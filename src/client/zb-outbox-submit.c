/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking what an officer has done: onto the disk, then into the world. Edits of one thing that are not on
 * their way yet become one. */
#include "zb-outbox-private.h"

#include "zb-command-request.h"

/* What the platform may have done already stays as it was sent: it would be done twice otherwise, and the
 * first time under a key that nobody asks for any more. */
static gboolean
may_be_replaced (ZbOutboxRow *row)
{
  return zb_command_get_state (row->command) == ZB_COMMAND_QUEUED && !row->is_going &&
         !zb_command_get_was_sent (row->command);
}

/* Edits of one entity that are not on their way yet become one. */
static ZbOutboxRow *
find_edit (ZbOutbox *self, ZbCommand *command)
{
  if (!zb_command_is_edit (zb_command_get_name (command)))
    return NULL;
  for (guint i = self->rows->len; i > 0; i--)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i - 1);
      if (!zb_outbox_row_is_waiting (row) || zb_command_is_record (row->command) ||
          g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (command)) != 0)
        continue;
      return may_be_replaced (row) && !zb_outbox_has_follower (self, row) &&
                     zb_command_get_name (row->command) == zb_command_get_name (command)
                 ? row
                 : NULL;
    }
  return NULL;
}

static GVariant *
merge_args (GVariant *earlier, GVariant *later)
{
  GVariantDict dict;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_dict_init (&dict, earlier);
  g_variant_iter_init (&iter, later);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_variant_dict_insert_value (&dict, name, value);
      g_variant_unref (value);
    }
  return g_variant_dict_end (&dict);
}

/* Whoever made the edit watches the command that it was made as. */
static void
copy_state (ZbCommand *from, GParamSpec *pspec, ZbCommand *to)
{
  zb_command_set_was_sent (to, zb_command_get_was_sent (from));
  zb_command_set_state (to, zb_command_get_state (from), zb_command_get_problem (from));
}

static ZbOutboxRow *
fold (ZbOutboxRow *earlier, ZbCommand *later)
{
  g_autoptr (GVariant) args =
      g_variant_ref_sink (merge_args (zb_command_get_args (earlier->command), zb_command_get_args (later)));
  g_autoptr (ZbCommand) command = zb_command_new_full (
      zb_command_get_key (later), zb_command_get_name (later), zb_command_get_subject (later), args,
      zb_command_get_follows (earlier->command), zb_command_get_made_at (later));

  zb_command_set_if_match (command, zb_command_get_if_match (earlier->command));
  zb_command_set_title (command, zb_command_get_title (later));
  g_signal_connect_object (command, "notify::state", G_CALLBACK (copy_state), later, G_CONNECT_DEFAULT);
  return zb_outbox_row_new (command, earlier->basis);
}

static gboolean
has_waiting_for (ZbOutbox *self, ZbCommand *command)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (zb_outbox_row_is_waiting (row) && !zb_command_is_record (row->command) &&
          g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (command)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is done first to a case changes it, so what follows from the same hand rests on no step of before.
 * The one before may be on its way to the disk still, and so be no row yet: that this one follows is enough.
 * An edit rests on what its officer has read in any case, and goes along with what the one before changes.
 */
ZbOutboxRow *
zb_outbox_create_row (ZbOutbox *self, ZbCommand *command)
{
  const gboolean waits = has_waiting_for (self, command);
  g_autofree char *basis = NULL;

  if (!waits && zb_command_get_follows (command) == NULL)
    basis = zb_outbox_describe_basis (self, command);
  zb_outbox_note_revision (self, command);
  return zb_outbox_row_new (command, basis);
}

/* The later is on the disk in the place of the earlier. Where the earlier has gone out meanwhile it changes
 * the revision that both were to rest on: the later goes along when that is answered, or now where it is. */
static void
take_place_of (ZbOutbox *self, ZbOutboxRow *row, ZbCommand *earlier)
{
  ZbOutboxRow *replaced = zb_outbox_find_row (self, earlier);

  if (replaced != NULL && zb_command_get_state (earlier) == ZB_COMMAND_QUEUED &&
      !zb_command_get_was_sent (earlier))
    {
      zb_outbox_forget (self, replaced, ZB_COMMAND_WITHDRAWN);
      return;
    }
  if (replaced == NULL)
    zb_outbox_go_along (row, zb_outbox_find_revision (self, row->command));
}

/* A command on its way to the disk. */
typedef struct
{
  ZbOutbox *outbox;
  ZbCommand *command;
  ZbCommand *earlier; /* that it takes the place of; NULL where it does not */
  ZbOutboxRow *row;   /* NULL once it is shown */
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_clear_pointer (&taking->row, zb_outbox_row_free);
  g_clear_object (&taking->earlier);
  g_object_unref (taking->command);
  g_object_unref (taking->outbox);
  g_free (taking);
}

static Taking *
taking_new (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *edit = find_edit (self, command);
  Taking *taking = g_new0 (Taking, 1);

  taking->outbox = g_object_ref (self);
  taking->command = g_object_ref (command);
  taking->earlier = edit ? g_object_ref (edit->command) : NULL;
  taking->row = edit ? fold (edit, command) : zb_outbox_create_row (self, command);
  return taking;
}

static void
show_taken (Taking *taking)
{
  ZbOutbox *self = taking->outbox;

  if (taking->earlier != NULL)
    take_place_of (self, taking->row, taking->earlier);
  zb_outbox_show (self, g_steal_pointer (&taking->row));
}

/* A disk that takes nothing is no reason not to act while there is a line. */
static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  Taking *taking = data;
  ZbOutbox *self = taking->outbox;
  g_autoptr (GError) error = NULL;
  const gboolean written = dex_future_get_value (future, &error) != NULL;

  self->n_taking--;
  if (written && zb_outbox_is_open (self))
    show_taken (taking);
  else if (!written)
    zb_outbox_take_unsaved (self, taking->command);
  zb_outbox_wake_up (self);
  return written ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * zb_outbox_submit:
 * @self: an outbox
 * @command: what an officer has done, durable
 *
 * Takes a command: it is on disk, and shown in the world, when the future resolves. It is on its way there
 * when this returns, so that whoever closes the outbox after it does not lose it.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects where the disk did not take it, see
 *   zb_outbox_take_unsaved()
 */
DexFuture *
zb_outbox_submit (ZbOutbox *self, ZbCommand *command)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command), NULL);
  Taking *taking = taking_new (self, command);
  const gboolean held = zb_command_can_be_undone (zb_command_get_name (command));
  DexFuture *taken;

  zb_command_set_state (taking->row->command, held ? ZB_COMMAND_HELD : ZB_COMMAND_QUEUED, NULL);
  self->n_taking++;
  taken = dex_future_finally (
      zb_outbox_put (self, taking->row, taking->earlier ? zb_command_get_key (taking->earlier) : NULL),
      on_written, taking, taking_free);
  dex_future_disown (dex_ref (taken));
  return taken;
}
