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

#include "zb-alert.h"
#include "zb-backoff.h"
#include "zb-command-request.h"
#include "zb-case.h"
#include "zb-fiber.h"
#include "zb-json.h"
#include "zb-outbox-store.h"

#include <glib/gi18n-lib.h>

#define FIRST_WAIT 1000
#define LONGEST_WAIT 30000

/* How long until the disk is asked again to forget something, in milliseconds. */
#define REMOVE_AGAIN 5000

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

#define HELD "held"

static const ZbClaim *
find_claim (ZbOutbox *self, ZbCommand *command)
{
  const ZbAlert *alert = zb_world_lookup (get_world (self), ZB_KIND_ALERT, zb_command_get_subject (command));

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
static char *
describe_basis (ZbOutbox *self, ZbCommand *command)
{
  const ZbClaim *claim = find_claim (self, command);
  ZbCase *the_case = zb_world_lookup (get_world (self), ZB_KIND_CASE, zb_command_get_subject (command));

  if (claim && g_strcmp0 (claim->by, self->account) == 0)
    return g_strdup (HELD);
  if (the_case == NULL || !zb_command_sends_people (zb_command_get_name (command)))
    return NULL;
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, zb_choices_nick (&zb_steps, the_case->step),
                          the_case->parent_instance.revision);
}

static gboolean
has_to_ask (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autofree char *now = describe_basis (self, row->command);
  gint64 decided_at = row->confirmed_at != 0 ? row->confirmed_at : zb_command_get_made_at (row->command);

  if (is_taken (self, row))
    return TRUE;
  if (!zb_command_sends_people (zb_command_get_name (row->command)))
    return FALSE;
  /* Where the clock was set meanwhile nobody knows how long it was. */
  if (ABS (g_get_real_time () - decided_at) > ZB_OUTBOX_ASK_AFTER)
    return TRUE;
  return row->confirmed_at == 0 && row->basis != NULL && g_strcmp0 (row->basis, now) != 0;
}

/* --- what becomes of it --------------------------------------------------------------------- */

static DexFuture *
put (ZbOutbox *self, ZbOutboxRow *row, const char *replaces)
{
  return zb_outbox_store_put (self->store, get_platform (self), self->account, row, replaces);
}

static void
keep (ZbOutbox *self, ZbOutboxRow *row)
{
  dex_future_disown (put (self, row, NULL));
}

typedef struct
{
  ZbOutbox *outbox;
  char *key;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->outbox);
  g_free (removal->key);
  g_free (removal);
}

/* A full disk lets nothing be forgotten either; what was taken back must not come back with the next console.
 */
static DexFuture *
remove_fiber (gpointer data)
{
  Removal *removal = data;
  ZbOutbox *self = removal->outbox;

  do
    dex_await (
        dex_future_first (dex_timeout_new_msec (REMOVE_AGAIN), dex_ref (DEX_FUTURE (self->stop)), NULL),
        NULL);
  while (is_open (self) && !dex_await (zb_outbox_store_remove (self->store, removal->key), NULL));
  return dex_future_new_true ();
}

static Removal *
removal_new (ZbOutbox *self, const char *key)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->outbox = g_object_ref (self);
  removal->key = g_strdup (key);
  return removal;
}

static DexFuture *
on_not_removed (DexFuture *future, gpointer data)
{
  Removal *removal = data;

  dex_future_disown (
      zb_fiber_spawn (remove_fiber, removal_new (removal->outbox, removal->key), removal_free));
  return dex_future_new_true ();
}

static void
remove_key (ZbOutbox *self, const char *key)
{
  dex_future_disown (dex_future_catch (zb_outbox_store_remove (self->store, key), on_not_removed,
                                       removal_new (self, key), removal_free));
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

  remove_key (self, zb_command_get_key (command));
  g_ptr_array_remove (self->rows, row);
  zb_command_set_state (command, state,
                        state == ZB_COMMAND_REFUSED ? zb_command_get_problem (command) : NULL);
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

/* --- what the disk has not taken -------------------------------------------------------------- */

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

static Submission *
submission_new (ZbOutbox *self, ZbCommand *command)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->outbox = g_object_ref (self);
  submission->command = g_object_ref (command);
  return submission;
}

/* Neither a line nor a disk: there is nothing that would do it later. */
static ZbProblem *
new_unsaved_problem (gboolean was_sent)
{
  const char *detail =
      was_sent ? _ ("The line broke before the answer came, and this machine's disk keeps nothing. Whether "
                    "the platform has done it is not known.")
               : _ ("There is no line to the platform, and this machine's disk keeps nothing.");

  return zb_problem_new (0, _ ("Not possible now"), detail);
}

static DexFuture *
on_saved_late (DexFuture *future, gpointer data)
{
  Submission *submission = data;
  ZbOutbox *self = submission->outbox;
  ZbOutboxRow *row = is_open (self) ? find_row (self, submission->command) : NULL;
  const gboolean saved = dex_future_get_value (future, NULL) != NULL;

  if (row == NULL || !is_waiting (row))
    return dex_future_new_true ();
  row->is_unsaved = row->is_unsaved && !saved;
  if (row->is_unsaved && !self->online && zb_command_get_state (row->command) != ZB_COMMAND_SENDING)
    {
      g_autoptr (ZbProblem) problem = new_unsaved_problem (row->was_sent);
      set_state (self, row, ZB_COMMAND_REFUSED, problem);
    }
  wake_up (self);
  return dex_future_new_true ();
}

/* There may be room by now. */
static void
save_late (ZbOutbox *self, ZbOutboxRow *row)
{
  dex_future_disown (dex_future_finally (put (self, row, NULL), on_saved_late,
                                         submission_new (self, row->command), submission_free));
}

static void
save_all_late (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row->is_unsaved && is_waiting (row))
        save_late (self, row);
    }
}

/* --- answers ---------------------------------------------------------------------------------- */

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
      if (row->is_unsaved)
        save_late (self, row);
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

/* An edit rests on the revision that the officer has seen. Returns whether it was not noted before. */
static gboolean
note_revision (ZbOutbox *self, ZbCommand *command)
{
  ZbKind kind = zb_command_get_answer_kind (zb_command_get_name (command));
  ZbEntity *entity = kind != ZB_KIND_NONE
                         ? zb_world_lookup (get_world (self), kind, zb_command_get_subject (command))
                         : NULL;
  g_autofree char *revision = entity ? g_strdup_printf ("%" G_GINT64_FORMAT, entity->revision) : NULL;

  if (revision == NULL || !zb_command_is_edit (zb_command_get_name (command)) ||
      zb_command_get_if_match (command) != NULL)
    return FALSE;
  zb_command_set_if_match (command, revision);
  return TRUE;
}

/* What an edit rests on is on disk before it is sent: a console after this one has to send the same. Returns
 * whether it is still to be sent then. */
static gboolean
await_revision (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);

  if (!note_revision (self, command) || row->is_unsaved)
    return TRUE;
  dex_await (put (self, row, NULL), NULL);
  return is_open (self) && find_row (self, command) != NULL && self->online;
}

static guint
send_row (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRequest) request = NULL;

  if (!await_revision (self, row))
    return 0;
  request = zb_command_to_request (command, &error);
  if (request == NULL)
    return refuse_unknown (self, row, error);
  if (has_to_ask (self, row))
    {
      set_state (self, row, ZB_COMMAND_ASKING, NULL);
      return 0;
    }

  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  row->was_sent = TRUE;
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

/* Of what others have done at this seat nothing is told but how much it is. */
static void
await_others (ZbOutbox *self)
{
  gint64 n =
      dex_await_int64 (zb_outbox_store_count_others (self->store, get_platform (self), self->account), NULL);

  if (is_open (self))
    zb_world_set_others_waiting (get_world (self), (guint)MAX (n, 0));
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
  await_others (self);
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
      if (!is_waiting (row) || zb_command_is_record (row->command) ||
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

static gboolean
has_waiting_for (ZbOutbox *self, ZbCommand *command)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (is_waiting (row) && !zb_command_is_record (row->command) &&
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
  if (!dex_await (put (self, row, replaced), &error) || !is_open (self))
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

  return zb_fiber_spawn (submit_fiber, submission_new (self, command), submission_free);
}

/**
 * zb_outbox_take_unsaved:
 * @self: an outbox
 * @command: what an officer has done, durable, and the disk has not taken
 *
 * A disk that keeps nothing is no reason not to act while there is a line: the command takes its turn after
 * those that it follows. Where there is no line, or it goes before the answer has come, and the disk still
 * keeps nothing, it is refused in words.
 */
void
zb_outbox_take_unsaved (ZbOutbox *self, ZbCommand *command)
{
  g_return_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command));
  ZbOutboxRow *row = is_open (self) ? create_row (self, command) : NULL;

  if (row == NULL)
    return;
  row->is_unsaved = TRUE;
  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  show (self, row);
  if (!self->online)
    save_late (self, row);
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

  return zb_fiber_spawn (send_now_fiber, submission_new (self, command), submission_free);
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
      save_all_late (self);
      return;
    }
  dex_clear (&self->line);
  self->line = dex_cancellable_new ();
  wake_up (self);
}

static gboolean
can_withdraw (ZbOutboxRow *row)
{
  return is_waiting (row) && zb_command_get_state (row->command) != ZB_COMMAND_SENDING &&
         !zb_command_is_record (row->command);
}

static ZbOutboxRow *
find_follower (ZbOutbox *self, const char *key)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (can_withdraw (row) && g_strcmp0 (zb_command_get_follows (row->command), key) == 0)
        return row;
    }
  return NULL;
}

static ZbOutboxRow *
find_withdrawable (ZbOutbox *self, const char *subject)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      const char *own = zb_command_get_subject (row->command);
      if (can_withdraw (row) && g_strcmp0 (own ? own : "", subject) == 0)
        return row;
    }
  return NULL;
}

static void
withdraw (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autofree char *key = g_strdup (zb_command_get_key (row->command));
  ZbOutboxRow *follower;

  forget (self, row, ZB_COMMAND_WITHDRAWN);
  while ((follower = find_follower (self, key)))
    withdraw (self, follower);
}

/**
 * zb_outbox_withdraw:
 * @self: an outbox
 * @command: one that waits here
 *
 * Takes a command back, where it is not on its way yet, and with it those that follow it: without it the
 * platform would refuse them. What tells of something that is done already is not taken back.
 *
 * Returns: whether it was in time
 */
gboolean
zb_outbox_withdraw (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = find_row (self, command);

  if (row == NULL || !can_withdraw (row))
    return FALSE;
  withdraw (self, row);
  wake_up (self);
  return TRUE;
}

/**
 * zb_outbox_withdraw_all:
 * @self: an outbox
 * @subject: the id of something
 *
 * Takes back all that waits for one thing and is not on its way yet.
 *
 * Returns: how many that was
 */
guint
zb_outbox_withdraw_all (ZbOutbox *self, const char *subject)
{
  const guint before = self->rows->len;
  ZbOutboxRow *row;

  while ((row = find_withdrawable (self, subject)))
    withdraw (self, row);
  wake_up (self);
  return before - self->rows->len;
}

/**
 * zb_outbox_retry:
 * @self: an outbox
 * @command: one that was refused
 *
 * The officer has changed what was in its way, and wants it sent again. It keeps its key: a platform that has
 * done it already says so once more.
 *
 * Returns: whether it is queued again
 */
gboolean
zb_outbox_retry (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = find_row (self, command);

  if (row == NULL || zb_command_get_state (command) != ZB_COMMAND_REFUSED)
    return FALSE;
  row->confirmed_at = g_get_real_time ();
  zb_command_set_if_match (command, NULL);
  set_state (self, row, ZB_COMMAND_QUEUED, NULL);
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
