/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer of the platform means for a command: accepted, refused, or to be sent again. */
#include "zb-outbox-private.h"

#include "zb-command-request.h"
#include "zb-json.h"

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

static void
apply (ZbOutbox *self, ZbEntity *entity)
{
  g_autoptr (ZbEvent) event = entity ? zb_event_new ("command.answered", entity, 0) : NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  if (event == NULL)
    return;
  g_ptr_array_add (events, event);
  zb_inbox_push (self->inbox, events, -1);
  zb_inbox_flush (self->inbox);
}

/* The answer says how the subject stands now: what the feed will say a little later. */
void
zb_outbox_apply_answer (ZbOutbox *self, ZbCommand *command, ZbReply *reply)
{
  g_autoptr (ZbEntity) entity = read_answer (command, reply);

  apply (self, entity);
}

static void
accept (ZbOutbox *self, ZbOutboxRow *row, ZbReply *reply)
{
  g_autoptr (ZbEntity) entity = read_answer (row->command, reply);

  apply (self, entity);
  if (entity != NULL)
    zb_outbox_all_go_along (self, row, entity);
  zb_outbox_forget (self, row, ZB_COMMAND_ACCEPTED);
}

guint
zb_outbox_refuse_unknown (ZbOutbox *self, ZbOutboxRow *row, const GError *error)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (422, error->message, NULL);

  zb_outbox_set_state (self, row, ZB_COMMAND_REFUSED, problem);
  return 0;
}

/* Who says to come back later has not begun with it; of an answer that is lost, or that a gateway has given
 * in the platform's place, nobody knows. */
static void
note_what_is_known (ZbOutbox *self, ZbOutboxRow *row, ZbReply *reply)
{
  const gboolean not_begun = reply != NULL && (reply->status == 503 || reply->status == 429);

  zb_command_set_was_sent (row->command, !not_begun || row->was_sent_before);
  zb_command_set_state (row->command, ZB_COMMAND_QUEUED, reply ? reply->problem : NULL);
  if (row->is_unsaved)
    zb_outbox_save_late (self, row);
  else if (!zb_command_get_was_sent (row->command))
    dex_future_disown (zb_outbox_put (self, row, NULL));
}

static void
let_rest (ZbOutboxRow *row, guint milliseconds)
{
  const guint own = MAX (zb_backoff_next (&row->backoff), milliseconds);

  row->rests_until = g_get_monotonic_time () + own * G_TIME_SPAN_MILLISECOND;
  zb_command_set_n_undecided (row->command, zb_command_get_n_undecided (row->command) + 1);
}

/* Returns how long to wait before the next try, in milliseconds; 0 where it is decided. */
guint
zb_outbox_take_reply (ZbOutbox *self, ZbOutboxRow *row, ZbReply *reply)
{
  if (reply == NULL || !zb_reply_is_final (reply))
    {
      guint wait = MAX (zb_backoff_next (&self->backoff), reply ? reply->retry_after * 1000 : 0);

      wait = MAX (wait, ZB_OUTBOX_FIRST_WAIT);
      if (reply != NULL || self->online)
        let_rest (row, wait);
      note_what_is_known (self, row, reply);
      return wait;
    }

  zb_backoff_reset (&self->backoff);
  if (reply->problem != NULL)
    {
      if (reply->status == 412)
        zb_outbox_apply_answer (self, row->command, reply);
      zb_command_set_was_sent (row->command, FALSE);
      zb_outbox_set_state (self, row, ZB_COMMAND_REFUSED, reply->problem);
      return 0;
    }
  accept (self, row, reply);
  return 0;
}
