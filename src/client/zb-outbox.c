/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What officers have done and the platform has not answered yet.
 *
 *   submit ─▶ disk ─▶ held (what can be undone) ─▶ queued ─▶ sending ─┬─▶ accepted: applied as an event,
 * forgotten │ withdraw                   ▲  │             ├─▶ refused: kept until the officer has seen it ▼
 * │  └─ asking ◀───┤   (sends people, and waited too long) forgotten                       └── no line ─────┘
 *
 * One fiber sends, the oldest first, and of one subject never a later one before an earlier one. A command
 * keeps its key, so that sending it again after a lost answer does not do it twice. It belongs to who acted:
 * another officer at the same seat neither sees nor sends it.
 */
#include "zb-outbox.h"

#include "zb-backoff.h"
#include "zb-command-request.h"
#include "zb-case.h"
#include "zb-fiber.h"
#include "zb-json.h"
#include "zb-outbox-store.h"

#include <glib/gi18n-lib.h>

#define FIRST_WAIT 1000
#define LONGEST_WAIT 30000

struct _ZbOutbox
{
  GObject parent_instance;

  ZbSession *session;
  ZbInbox *inbox;
  ZbOutboxStore *store;
  DexCancellable *stop;
  DexPromise *wake;
  DexCancellable *line; /* rejects when the line goes */
  ZbBackoff backoff;

  GPtrArray *rows; /* of ZbOutboxRow, oldest first */
  char *account;
  gboolean online;
};

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
  dex_clear (&self->stop);
  dex_clear (&self->wake);
  dex_clear (&self->line);
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
  self->backoff = (ZbBackoff){ .first = FIRST_WAIT, .most = LONGEST_WAIT };
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

static const char *
get_platform (ZbOutbox *self)
{
  return zb_rest_get_url (zb_session_get_rest (self->session));
}

static ZbWorld *
get_world (ZbOutbox *self)
{
  return zb_inbox_get_world (self->inbox);
}

static gboolean
is_open (ZbOutbox *self)
{
  return dex_future_is_pending (DEX_FUTURE (self->stop));
}

static void
wake_up (ZbOutbox *self)
{
  g_autoptr (DexPromise) wake = g_steal_pointer (&self->wake);

  if (wake != NULL)
    dex_promise_resolve_boolean (wake, TRUE);
}

/* --- what is sent next ---------------------------------------------------------------------- */

static gboolean
is_waiting (ZbOutboxRow *row)
{
  ZbCommandState state = zb_command_get_state (row->command);

  return state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING ||
         state == ZB_COMMAND_ASKING;
}

static gboolean
has_to_wait_for (ZbOutboxRow *row, ZbOutboxRow *earlier)
{
  return is_waiting (earlier) &&
         (g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (earlier->command)) == 0 ||
          g_strcmp0 (zb_command_get_follows (row->command), zb_command_get_key (earlier->command)) == 0);
}

static gboolean
is_blocked (ZbOutbox *self, guint position)
{
  for (guint i = 0; i < position; i++)
    if (has_to_wait_for (g_ptr_array_index (self->rows, position), g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/* Whoever has gone on to the next step does not mean to undo this one. */
static gboolean
has_follower (ZbOutbox *self, ZbOutboxRow *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *other = g_ptr_array_index (self->rows, i);
      if (g_strcmp0 (zb_command_get_follows (other->command), zb_command_get_key (row->command)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A clock that was set back does not hold it for longer. */
static gint64
held_for (ZbOutbox *self, ZbOutboxRow *row)
{
  gint64 left = zb_command_get_made_at (row->command) + ZB_OUTBOX_HOLD - g_get_real_time ();

  if (zb_command_get_state (row->command) != ZB_COMMAND_HELD || has_follower (self, row))
    return 0;
  return left > ZB_OUTBOX_HOLD ? 0 : left;
}

/* Finds the oldest that may go now, a file only where nothing else does; @wait is how long until there is
 * one, -1 for until something changes. */
static ZbOutboxRow *
find_next (ZbOutbox *self, gint64 *wait)
{
  ZbOutboxRow *file = NULL;

  *wait = -1;
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      ZbCommandState state = zb_command_get_state (row->command);
      gint64 held = held_for (self, row);

      if ((state != ZB_COMMAND_QUEUED && state != ZB_COMMAND_HELD) || is_blocked (self, i))
        continue;
      if (held <= 0 && !zb_command_is_file (zb_command_get_name (row->command)))
        return row;
      if (held <= 0)
        {
          file = file ? file : row;
          continue;
        }
      *wait = *wait < 0 ? held : MIN (*wait, held);
    }
  return file;
}

/* How a case stands, for telling whether it has changed since an officer decided on it. */
static char *
describe_basis (ZbOutbox *self, ZbCommand *command)
{
  ZbCase *the_case = zb_world_lookup (get_world (self), ZB_KIND_CASE, zb_command_get_subject (command));

  if (the_case == NULL || !zb_command_sends_people (zb_command_get_name (command)))
    return NULL;
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, zb_choices_nick (&zb_steps, the_case->step),
                          the_case->parent_instance.revision);
}

static gboolean
has_to_ask (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autofree char *now = describe_basis (self, row->command);
  gint64 decided_at = MAX (zb_command_get_made_at (row->command), row->confirmed_at);

  if (!zb_command_sends_people (zb_command_get_name (row->command)))
    return FALSE;
  /* Where the clock was set meanwhile nobody knows how long it was. */
  if (ABS (g_get_real_time () - decided_at) > ZB_OUTBOX_ASK_AFTER)
    return TRUE;
  return row->confirmed_at == 0 && row->basis != NULL && g_strcmp0 (row->basis, now) != 0;
}

/* --- what becomes of it --------------------------------------------------------------------- */

static void
keep (ZbOutbox *self, ZbOutboxRow *row)
{
  dex_future_disown (zb_outbox_store_put (self->store, get_platform (self), self->account, row, NULL));
}

static void
set_state (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state, ZbProblem *problem)
{
  zb_command_set_state (row->command, state, problem);
  if (state != ZB_COMMAND_SENDING)
    keep (self, row);
}

static void
forget (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);

  dex_future_disown (zb_outbox_store_remove (self->store, zb_command_get_key (command)));
  g_ptr_array_remove (self->rows, row);
  zb_command_set_state (command, state, NULL);
  zb_world_remove_command (get_world (self), command);
}

static ZbOutboxRow *
find_row (ZbOutbox *self, ZbCommand *command)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row->command == command)
        return row;
    }
  return NULL;
}

/* An edit that came too late is answered with what it came too late for, as `current`. */
static ZbEntity *
read_answer (ZbCommand *command, ZbReply *reply)
{
  ZbKind kind = zb_command_get_answer_kind (zb_command_get_name (command));
  gsize length = g_bytes_get_size (reply->body);
  g_autoptr (ZbJsonDoc) document =
      kind != ZB_KIND_NONE && length > 0
          ? zb_json_parse (g_bytes_get_data (reply->body, NULL), (gssize)length, NULL)
          : NULL;
  yyjson_val *root = document ? yyjson_doc_get_root (document) : NULL;
  yyjson_val *object = reply->status == 412 ? yyjson_obj_get (root, "current") : root;

  return object ? zb_json_read_record (zb_kind_get_type (kind), object, NULL) : NULL;
}

/* The answer says how the subject stands now: what the feed will say a little later. */
static void
apply_answer (ZbOutbox *self, ZbCommand *command, ZbReply *reply)
{
  g_autoptr (ZbEntity) entity = read_answer (command, reply);
  g_autoptr (ZbEvent) event = entity ? zb_event_new ("command.answered", entity, 0) : NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (event == NULL)
    return;
  g_ptr_array_add (events, event);
  zb_inbox_push (self->inbox, events, -1);
  zb_inbox_flush (self->inbox);
}

/* Returns how long to wait before the next try, in milliseconds; 0 where it is decided. */
static guint
take_reply (ZbOutbox *self, ZbOutboxRow *row, ZbReply *reply)
{
  if (reply == NULL || !zb_reply_is_final (reply))
    {
      guint wait = MAX (zb_backoff_next (&self->backoff), reply ? reply->retry_after * 1000 : 0);
      zb_command_set_state (row->command, ZB_COMMAND_QUEUED, reply ? reply->problem : NULL);
      return MAX (wait, FIRST_WAIT);
    }

  zb_backoff_reset (&self->backoff);
  if (reply->problem != NULL)
    {
      if (reply->status == 412)
        apply_answer (self, row->command, reply);
      set_state (self, row, ZB_COMMAND_REFUSED, reply->problem);
      return 0;
    }
  apply_answer (self, row->command, reply);
  forget (self, row, ZB_COMMAND_ACCEPTED);
  return 0;
}

static guint
refuse_unknown (ZbOutbox *self, ZbOutboxRow *row, const GError *error)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (422, error->message, NULL);

  set_state (self, row, ZB_COMMAND_REFUSED, problem);
  return 0;
}

/* An edit rests on the revision that the officer has seen. */
static void
note_revision (ZbOutbox *self, ZbCommand *command)
{
  ZbKind kind = zb_command_get_answer_kind (zb_command_get_name (command));
  ZbEntity *entity = kind != ZB_KIND_NONE
                         ? zb_world_lookup (get_world (self), kind, zb_command_get_subject (command))
                         : NULL;
  g_autofree char *revision = entity ? g_strdup_printf ("%" G_GINT64_FORMAT, entity->revision) : NULL;

  if (zb_command_is_edit (zb_command_get_name (command)) && zb_command_get_if_match (command) == NULL)
    zb_command_set_if_match (command, revision);
}

static guint
send_row (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRequest) request = NULL;

  note_revision (self, command);
  request = zb_command_to_request (command, &error);
  if (request == NULL)
    return refuse_unknown (self, row, error);
  if (has_to_ask (self, row))
    {
      set_state (self, row, ZB_COMMAND_ASKING, NULL);
      return 0;
    }

  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  g_autoptr (ZbReply) reply = dex_await_object (dex_future_first (zb_session_send (self->session, request),
                                                                  dex_ref (DEX_FUTURE (self->stop)),
                                                                  dex_ref (DEX_FUTURE (self->line)), NULL),
                                                &error);
  if (!is_open (self) || find_row (self, command) == NULL)
    return 0;
  return take_reply (self, row, reply);
}

/* Waits until there may be something to do; milliseconds, 0 for until somebody wakes us. */
static void
await_change (ZbOutbox *self, guint milliseconds)
{
  dex_clear (&self->wake);
  self->wake = dex_promise_new ();
  if (milliseconds > 0)
    dex_await (dex_future_first (dex_timeout_new_msec ((int)milliseconds), dex_ref (DEX_FUTURE (self->wake)),
                                 dex_ref (DEX_FUTURE (self->stop)), NULL),
               NULL);
  else
    dex_await (dex_future_first (dex_ref (DEX_FUTURE (self->wake)), dex_ref (DEX_FUTURE (self->stop)), NULL),
               NULL);
}

static DexFuture *
drain_fiber (gpointer data)
{
  ZbOutbox *self = data;

  while (is_open (self))
    {
      gint64 wait;
      ZbOutboxRow *row = find_next (self, &wait);
      guint again = 0;

      if (row != NULL && self->online)
        again = send_row (self, row);
      else
        await_change (self, wait > 0 && self->online ? (guint)(wait / 1000) + 1 : 0);
      if (again > 0 && is_open (self))
        await_change (self, again);
    }
  return dex_future_new_true ();
}

/* --- from outside --------------------------------------------------------------------------- */

static void
show (ZbOutbox *self, ZbOutboxRow *row)
{
  g_ptr_array_add (self->rows, row);
  zb_world_add_command (get_world (self), row->command);
  wake_up (self);
}

static DexFuture *
open_fiber (gpointer data)
{
  ZbOutbox *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      dex_await_boxed (zb_outbox_store_load (self->store, get_platform (self), self->account), &error);

  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len && is_open (self); i++)
    show (self, g_ptr_array_index (rows, i));
  dex_future_disown (zb_fiber_spawn (drain_fiber, g_object_ref (self), g_object_unref));
  return dex_future_new_true ();
}

/**
 * zb_outbox_open:
 * @self: an outbox
 *
 * Takes up what this officer has done before and the platform has not answered.
 *
 * Returns: (transfer full): a future of %TRUE once that is shown
 */
DexFuture *
zb_outbox_open (ZbOutbox *self)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self), NULL);

  return zb_fiber_spawn (open_fiber, g_object_ref (self), g_object_unref);
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
      if (!is_waiting (row) ||
          g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (command)) != 0)
        continue;
      return zb_command_get_state (row->command) == ZB_COMMAND_QUEUED && !has_follower (self, row) &&
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

typedef struct
{
  ZbOutbox *outbox;
  ZbCommand *command;
} Submission;

static void
submission_free (gpointer data)
{
  Submission *submission = data;

  g_object_unref (submission->outbox);
  g_object_unref (submission->command);
  g_free (submission);
}

static gboolean
has_waiting_for (ZbOutbox *self, ZbCommand *command)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (is_waiting (row) &&
          g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (command)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What is done first to a case changes it, so what follows from the same hand rests on no state of before.
 * The one before may be on its way to the disk still, and so be no row yet: that this one follows is enough.
 */
static ZbOutboxRow *
create_row (ZbOutbox *self, ZbCommand *command)
{
  const gboolean waits = has_waiting_for (self, command);
  g_autofree char *basis = NULL;

  if (!waits && zb_command_get_follows (command) == NULL)
    basis = describe_basis (self, command);
  if (!waits)
    note_revision (self, command);
  return zb_outbox_row_new (command, basis);
}

static DexFuture *
submit_fiber (gpointer data)
{
  Submission *submission = data;
  ZbOutbox *self = submission->outbox;
  ZbOutboxRow *earlier = find_edit (self, submission->command);
  ZbOutboxRow *row = earlier ? fold (earlier, submission->command) : create_row (self, submission->command);
  gboolean held = zb_command_can_be_undone (zb_command_get_name (row->command));
  g_autofree char *replaced = earlier ? g_strdup (zb_command_get_key (earlier->command)) : NULL;
  g_autoptr (GError) error = NULL;

  zb_command_set_state (row->command, held ? ZB_COMMAND_HELD : ZB_COMMAND_QUEUED, NULL);
  if (!dex_await (zb_outbox_store_put (self->store, get_platform (self), self->account, row, replaced),
                  &error) ||
      !is_open (self))
    {
      zb_outbox_row_free (row);
      return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
    }

  if (earlier != NULL && g_ptr_array_find (self->rows, earlier, NULL) &&
      zb_command_get_state (earlier->command) == ZB_COMMAND_QUEUED)
    forget (self, earlier, ZB_COMMAND_WITHDRAWN);
  show (self, row);
  return dex_future_new_true ();
}

/**
 * zb_outbox_submit:
 * @self: an outbox
 * @command: what an officer has done, durable
 *
 * Takes a command: it is on disk, and shown in the world, when the future resolves.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects where the disk did not take it, and then it is not
 * done
 */
DexFuture *
zb_outbox_submit (ZbOutbox *self, ZbCommand *command)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command), NULL);
  Submission *submission = g_new0 (Submission, 1);

  submission->outbox = g_object_ref (self);
  submission->command = g_object_ref (command);
  return zb_fiber_spawn (submit_fiber, submission, submission_free);
}

static void
refuse_now (ZbOutbox *self, ZbCommand *command, ZbProblem *problem)
{
  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
  zb_world_remove_command (get_world (self), command);
}

static DexFuture *
send_now_fiber (gpointer data)
{
  Submission *submission = data;
  ZbOutbox *self = submission->outbox;
  ZbCommand *command = submission->command;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRequest) request = zb_command_to_request (command, &error);
  g_autoptr (ZbReply) reply = NULL;
  g_autoptr (ZbProblem) problem = NULL;

  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  zb_world_add_command (get_world (self), command);
  if (request != NULL && self->online)
    reply = dex_await_object (zb_session_send (self->session, request), &error);
  if (reply == NULL)
    problem = zb_problem_new (0, _ ("There is no line to the platform"),
                              _ ("This can only be done while there is one."));
  else
    g_set_object (&problem, reply->problem);

  if (problem != NULL)
    {
      refuse_now (self, command, problem);
      return dex_future_new_false ();
    }
  apply_answer (self, command, reply);
  zb_command_set_state (command, ZB_COMMAND_ACCEPTED, NULL);
  zb_world_remove_command (get_world (self), command);
  return dex_future_new_true ();
}

/**
 * zb_outbox_send_now:
 * @self: an outbox
 * @command: what an officer has done, and needs a line
 *
 * Sends a command at once or not at all. Its state says what became of it.
 *
 * Returns: (transfer full): a future of whether it was accepted
 */
DexFuture *
zb_outbox_send_now (ZbOutbox *self, ZbCommand *command)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command), NULL);
  Submission *submission = g_new0 (Submission, 1);

  submission->outbox = g_object_ref (self);
  submission->command = g_object_ref (command);
  return zb_fiber_spawn (send_now_fiber, submission, submission_free);
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
  if (!online)
    {
      /* What is on its way would otherwise be waited for long after the line is back. */
      dex_cancellable_cancel (self->line);
      return;
    }
  dex_clear (&self->line);
  self->line = dex_cancellable_new ();
  wake_up (self);
}

/**
 * zb_outbox_withdraw:
 * @self: an outbox
 * @command: one that waits here
 *
 * Takes a command back, where it is not on its way yet.
 *
 * Returns: whether it was in time
 */
gboolean
zb_outbox_withdraw (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = find_row (self, command);

  if (row == NULL || !is_waiting (row) || zb_command_get_state (command) == ZB_COMMAND_SENDING)
    return FALSE;
  forget (self, row, ZB_COMMAND_WITHDRAWN);
  wake_up (self);
  return TRUE;
}

/**
 * zb_outbox_confirm:
 * @self: an outbox
 * @command: one that the officer was asked about
 *
 * It is to be sent all the same.
 */
void
zb_outbox_confirm (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = find_row (self, command);

  if (row == NULL || zb_command_get_state (command) != ZB_COMMAND_ASKING)
    return;
  row->confirmed_at = g_get_real_time ();
  set_state (self, row, ZB_COMMAND_QUEUED, NULL);
  wake_up (self);
}

/**
 * zb_outbox_dismiss:
 * @self: an outbox
 * @command: one that was refused
 *
 * The officer has seen why; it is forgotten.
 */
void
zb_outbox_dismiss (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = find_row (self, command);

  if (row != NULL && zb_command_get_state (command) == ZB_COMMAND_REFUSED)
    forget (self, row, ZB_COMMAND_REFUSED);
}

/**
 * zb_outbox_close:
 * @self: an outbox
 *
 * Stops sending and closes the file. What is not answered stays there for its officer.
 */
void
zb_outbox_close (ZbOutbox *self)
{
  g_return_if_fail (ZB_IS_OUTBOX (self));

  if (!is_open (self))
    return;
  dex_cancellable_cancel (self->stop);
  for (guint i = 0; i < self->rows->len; i++)
    zb_world_remove_command (get_world (self), ((ZbOutboxRow *)g_ptr_array_index (self->rows, i))->command);
  g_ptr_array_set_size (self->rows, 0);
  zb_outbox_store_close (self->store);
}
