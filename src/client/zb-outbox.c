/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What officers have done and the platform has not answered yet.
 *
 *   submit ─▶ disk ─▶ held ──▶ queued ─▶ sending ──▶ accepted: applied as an event, forgotten
 *                      │        │ ▲ ▲       │ └────▶ refused: kept until the officer has seen it, or retries
 *                      ├────────┘ │ └───────┘ no line
 *                      ▼          └─ asking (sends people, and waited too long)
 *                    withdrawn: forgotten
 *
 * One fiber sends, the oldest first, and of one subject never a later one before an earlier one; beside it go
 * files, one at a time. What the platform does not decide rests, and others go meanwhile. A command
 * keeps its key, so that sending it again after a lost answer does not do it twice. That it goes is on the
 * disk before it goes: what was sent and has no answer may have been done, and is neither taken back nor
 * folded into another, by this console or the next. It belongs to who acted: another officer at the same seat
 * neither sees nor sends it. When its officer goes, what is held or queued goes first, as far as there is a
 * line.
 *
 * Here are the object and the rows; zb-outbox-private.h says which file holds what.
 */
#include "zb-outbox-private.h"

#include "zb-database-files.h"
#include "zb-fiber.h"
#include "zb-uuid.h"

#define LONGEST_WAIT 30000

G_DEFINE_FINAL_TYPE (ZbOutbox, zb_outbox, G_TYPE_OBJECT)

static void
zb_outbox_dispose (GObject *object)
{
  ZbOutbox *self = ZB_OUTBOX (object);

  if (self->store != NULL)
    zb_outbox_close (self);
  g_clear_object (&self->session);
  g_clear_object (&self->inbox);
  g_clear_object (&self->store);
  if (self->fleeting != NULL)
    zb_database_files_remove (self->fleeting);
  g_clear_pointer (&self->fleeting, g_free);
  dex_clear (&self->stop);
  dex_clear (&self->wake);
  dex_clear (&self->line);
  dex_clear (&self->settled);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->account, g_free);

  G_OBJECT_CLASS (zb_outbox_parent_class)->dispose (object);
}

static void
zb_outbox_class_init (ZbOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_outbox_dispose;
}

static void
zb_outbox_init (ZbOutbox *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_outbox_row_free);
  self->stop = dex_cancellable_new ();
  self->line = dex_cancellable_new ();
  self->backoff = (ZbBackoff){ .first = ZB_OUTBOX_FIRST_WAIT, .most = LONGEST_WAIT };
}

/**
 * zb_outbox_find_path:
 *
 * Returns: (transfer full): the outbox of this user, in a folder that exists and is this user's alone
 */
char *
zb_outbox_find_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, "outbox.sqlite", NULL);
}

/**
 * zb_outbox_new:
 * @path: the file, made when there is none
 * @session: who acts; somebody has signed in
 * @inbox: where answers go, and whose world shows what waits
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an outbox for the officer who has signed in
 */
ZbOutbox *
zb_outbox_new (const char *path, ZbSession *session, ZbInbox *inbox, GError **error)
{
  g_autoptr (ZbOutboxStore) store = zb_outbox_store_new (path, error);
  ZbAccount *account = zb_session_get_account (session);

  if (store == NULL)
    return NULL;

  ZbOutbox *self = g_object_new (ZB_TYPE_OUTBOX, NULL);
  self->store = g_steal_pointer (&store);
  self->session = g_object_ref (session);
  self->inbox = g_object_ref (inbox);
  self->account = g_strdup (account ? account->parent_instance.id : "");
  return self;
}

/**
 * zb_outbox_new_fleeting:
 * @session: as for zb_outbox_new()
 * @inbox: as for zb_outbox_new()
 * @error: return location
 *
 * Where the disk cannot be used at all officers act all the same: what they do is kept where the system keeps
 * what is of the moment, and goes with the outbox. It is counted as lost where it was not sent by then.
 *
 * Returns: (transfer full) (nullable): an outbox that nobody reads after this one
 */
ZbOutbox *
zb_outbox_new_fleeting (ZbSession *session, ZbInbox *inbox, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "zhiban", NULL);
  g_autofree char *name = zb_uuid_new ();
  g_autofree char *path = g_strdup_printf ("%s/outbox-%s.sqlite", folder, name);
  ZbOutbox *self;

  g_mkdir_with_parents (folder, 0700);
  self = zb_outbox_new (path, session, inbox, error);
  if (self != NULL)
    self->fleeting = g_steal_pointer (&path);
  return self;
}

const char *
zb_outbox_get_platform (ZbOutbox *self)
{
  return zb_rest_get_url (zb_session_get_rest (self->session));
}

ZbWorld *
zb_outbox_get_world (ZbOutbox *self)
{
  return zb_inbox_get_world (self->inbox);
}

gboolean
zb_outbox_is_open (ZbOutbox *self)
{
  return dex_future_is_pending (DEX_FUTURE (self->stop));
}

void
zb_outbox_wake_up (ZbOutbox *self)
{
  g_autoptr (DexPromise) wake = g_steal_pointer (&self->wake);

  if (wake != NULL)
    dex_promise_resolve_boolean (wake, TRUE);
}

void
zb_outbox_show (ZbOutbox *self, ZbOutboxRow *row)
{
  g_ptr_array_add (self->rows, row);
  zb_world_add_command (zb_outbox_get_world (self), row->command);
  zb_outbox_wake_up (self);
}

void
zb_outbox_deed_free (gpointer data)
{
  ZbOutboxDeed *deed = data;

  g_object_unref (deed->outbox);
  g_object_unref (deed->command);
  g_free (deed);
}

ZbOutboxDeed *
zb_outbox_deed_new (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxDeed *deed = g_new0 (ZbOutboxDeed, 1);

  deed->outbox = g_object_ref (self);
  deed->command = g_object_ref (command);
  return deed;
}

ZbOutboxRow *
zb_outbox_find_row (ZbOutbox *self, ZbCommand *command)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row->command == command)
        return row;
    }
  return NULL;
}

/* Of what others have done at this seat nothing is told but how much it is. */
static void
await_others (ZbOutbox *self)
{
  gint64 n = dex_await_int64 (
      zb_outbox_store_count_others (self->store, zb_outbox_get_platform (self), self->account), NULL);

  if (zb_outbox_is_open (self))
    zb_world_set_others_waiting (zb_outbox_get_world (self), (guint)MAX (n, 0));
}

static DexFuture *
others_fiber (gpointer data)
{
  await_others (data);
  return dex_future_new_true ();
}

/**
 * zb_outbox_count_others:
 * @self: an outbox
 *
 * What somebody else has left at this seat may have changed.
 */
void
zb_outbox_count_others (ZbOutbox *self)
{
  g_return_if_fail (ZB_IS_OUTBOX (self));

  dex_future_disown (zb_fiber_spawn (others_fiber, g_object_ref (self), g_object_unref));
}

static DexFuture *
open_fiber (gpointer data)
{
  ZbOutbox *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = dex_await_boxed (
      zb_outbox_store_load (self->store, zb_outbox_get_platform (self), self->account), &error);

  if (rows != NULL)
    g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; rows != NULL && i < rows->len && zb_outbox_is_open (self); i++)
    zb_outbox_show (self, g_ptr_array_index (rows, i));
  if (rows != NULL)
    await_others (self);
  /* What is done from now on is sent, even where what was done before cannot be read. */
  zb_outbox_start_sending (self);
  return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/**
 * zb_outbox_open:
 * @self: an outbox
 *
 * Takes up what this officer has done before and the platform has not answered.
 *
 * Returns: (transfer full): a future of %TRUE once that is shown; it rejects where it cannot be read, and
 * what is done from now on is sent all the same
 */
DexFuture *
zb_outbox_open (ZbOutbox *self)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self), NULL);

  return zb_fiber_spawn (open_fiber, g_object_ref (self), g_object_unref);
}

/**
 * zb_outbox_set_online:
 * @self: an outbox
 * @online: whether there is a line
 *
 * Begins to send, or ceases to.
 */
void
zb_outbox_set_online (ZbOutbox *self, gboolean online)
{
  g_return_if_fail (ZB_IS_OUTBOX (self));

  if (self->online == online)
    return;
  self->online = online;
  zb_backoff_reset (&self->backoff);
  zb_outbox_let_none_rest (self);
  if (!online)
    {
      /* What is on its way would otherwise be waited for long after the line is back. */
      dex_cancellable_cancel (self->line);
      zb_outbox_save_all_late (self);
      return;
    }
  dex_clear (&self->line);
  self->line = dex_cancellable_new ();
  zb_outbox_wake_up (self);
}

/**
 * zb_outbox_close:
 * @self: an outbox
 *
 * Stops sending and closes the file, and waits for that, as where a console ends at once; see
 * zb_outbox_leave(). What is not answered stays there for its officer.
 */
void
zb_outbox_close (ZbOutbox *self)
{
  g_return_if_fail (ZB_IS_OUTBOX (self));

  if (!zb_outbox_is_open (self))
    return;
  dex_cancellable_cancel (self->stop);
  for (guint i = 0; i < self->rows->len; i++)
    zb_world_remove_command (zb_outbox_get_world (self),
                             ((ZbOutboxRow *)g_ptr_array_index (self->rows, i))->command);
  g_ptr_array_set_size (self->rows, 0);
  zb_outbox_store_close (self->store);
}
