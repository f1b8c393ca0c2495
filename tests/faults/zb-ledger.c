/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ledger.h"

#include "zb-connection.h"
#include "zb-command-request.h"

struct _ZbLedger
{
  GPtrArray *commands;
};

/* What was done to one subject by commands of one name. */
typedef struct
{
  const char *action;
  const char *subject;
  guint n_accepted;
  guint n_unknown;
} Line;

ZbLedger *
zb_ledger_new (void)
{
  ZbLedger *self = g_new0 (ZbLedger, 1);

  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
zb_ledger_free (ZbLedger *self)
{
  g_ptr_array_unref (self->commands);
  g_free (self);
}

/* From now on @command is answered for. */
void
zb_ledger_add (ZbLedger *self, ZbCommand *command)
{
  g_ptr_array_add (self->commands, g_object_ref (command));
}

/* How many stand in @state. */
guint
zb_ledger_count (ZbLedger *self, ZbCommandState state)
{
  guint n = 0;

  for (guint i = 0; i < self->commands->len; i++)
    n += zb_command_get_state (g_ptr_array_index (self->commands, i)) == state;
  return n;
}

/* How many the platform has not decided on. */
guint
zb_ledger_count_open (ZbLedger *self)
{
  return self->commands->len - zb_ledger_count (self, ZB_COMMAND_ACCEPTED) -
         zb_ledger_count (self, ZB_COMMAND_REFUSED) - zb_ledger_count (self, ZB_COMMAND_WITHDRAWN);
}

/* Those which the platform has not decided on, as far as is known here. */
GPtrArray *
zb_ledger_list_open (ZbLedger *self)
{
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      ZbCommandState state = zb_command_get_state (command);
      if (state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_REFUSED && state != ZB_COMMAND_WITHDRAWN)
        g_ptr_array_add (open, g_object_ref (command));
    }
  return open;
}

/* Returns: (transfer none) (nullable): why one that is not decided was put off, where that was told with
 * @status */
ZbProblem *
zb_ledger_find_problem (ZbLedger *self, gint64 status)
{
  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      ZbProblem *problem = zb_command_get_problem (command);
      if (problem != NULL && problem->status == status && zb_command_get_state (command) == ZB_COMMAND_QUEUED)
        return problem;
    }
  return NULL;
}

/* Says what is not decided, for whoever has waited in vain. */
void
zb_ledger_tell_open (ZbLedger *self)
{
  g_autoptr (GPtrArray) open = zb_ledger_list_open (self);

  for (guint i = 0; i < open->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (open, i);
      ZbProblem *problem = zb_command_get_problem (command);
      g_test_message ("%s of %s is in state %d%s%s", zb_command_get_name (command),
                      zb_command_get_subject (command), zb_command_get_state (command), problem ? ": " : "",
                      problem && problem->detail ? problem->detail : "");
    }
}

/* --- against the platform ------------------------------------------------------------------- */

static const char *
get_action (ZbCommand *command)
{
  const char *name = zb_command_get_name (command);

  return g_str_equal (name, "alert.create") ? "alert.raise" : name;
}

/* What needs a line is refused when the answer does not come: whether it was done nobody knows here. */
static gboolean
is_unknown (ZbCommand *command)
{
  ZbProblem *problem = zb_command_get_problem (command);

  if (zb_command_get_state (command) != ZB_COMMAND_REFUSED)
    return zb_command_get_state (command) != ZB_COMMAND_ACCEPTED;
  return !zb_command_is_durable (zb_command_get_name (command)) && problem != NULL && problem->status == 0;
}

static void
count (GHashTable *lines, ZbCommand *command)
{
  const char *action = get_action (command), *subject = zb_command_get_subject (command);
  g_autofree char *key = g_strconcat (action, " ", subject, NULL);
  Line *line = g_hash_table_lookup (lines, key);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      line->action = action;
      line->subject = subject;
      g_hash_table_insert (lines, g_steal_pointer (&key), line);
    }
  line->n_accepted += zb_command_get_state (command) == ZB_COMMAND_ACCEPTED;
  line->n_unknown += is_unknown (command);
}

static guint
read_number (ZbConnection *records, const char *sql, const char *one, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbStatement) statement = zb_connection_query (records, &error, sql, "tt", one, other);

  g_assert_no_error (error);
  g_assert_cmpint (zb_statement_step (statement, &error), ==, ZB_STEP_ROW);
  return (guint)zb_statement_get_int64 (statement, 0);
}

static void
assert_line (ZbConnection *records, const Line *line)
{
  guint n_done = read_number (records, "SELECT count(*) FROM audit WHERE action = ? AND id = ?", line->action,
                              line->subject);

  if (n_done < line->n_accepted || n_done > line->n_accepted + line->n_unknown)
    g_error ("%s of %s was seen as accepted %u times, and done %u times (%u are not known of)", line->action,
             line->subject, line->n_accepted, n_done, line->n_unknown);
}

/* A refused command has left nothing behind under its key, an accepted one its outcome. */
static void
assert_key (ZbConnection *records, ZbCommand *command)
{
  const char *key = zb_command_get_key (command);
  guint accepted = zb_command_get_state (command) == ZB_COMMAND_ACCEPTED;
  guint n = read_number (records, "SELECT count(*) FROM idempotency WHERE key = ? AND account <> ?", key, "");

  if (is_unknown (command) || !zb_command_is_durable (zb_command_get_name (command)))
    return;
  if (n != accepted)
    g_error ("%s of %s was seen as %s, and the platform keeps %u outcomes of it",
             zb_command_get_name (command), zb_command_get_subject (command),
             accepted ? "accepted" : "refused", n);
}

static void
assert_sent_once (ZbConnection *records, ZbCommand *command)
{
  guint n;

  if (!g_str_equal (zb_command_get_name (command), "case.dispatch") ||
      zb_command_get_state (command) != ZB_COMMAND_ACCEPTED)
    return;
  n = read_number (records, "SELECT count(*) FROM entity WHERE of_case = ? AND kind = ?",
                   zb_command_get_subject (command), "assignment");
  if (n != 1)
    g_error ("the case %s was dispatched once, and %u were sent", zb_command_get_subject (command), n);
}

static ZbConnection *
open_records (const char *platform_folder)
{
  g_autofree char *path = g_build_filename (platform_folder, "platform.db", NULL);
  g_autoptr (GError) error = NULL;
  ZbConnection *records = zb_connection_open (path, ZB_CONNECTION_READ, &error);

  g_assert_no_error (error);
  return records;
}

/* How many of @commands the platform had done @before, µs UTC: where they were open then, that many answers
 * were lost. */
guint
zb_ledger_count_done (GPtrArray *commands, gint64 before, const char *platform_folder)
{
  g_autoptr (ZbConnection) records = open_records (platform_folder);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, before);
  guint n = 0;

  for (guint i = 0; i < commands->len; i++)
    n += read_number (records, "SELECT count(*) FROM idempotency WHERE key = ? AND at < CAST (? AS INTEGER)",
                      zb_command_get_key (g_ptr_array_index (commands, i)), time);
  return n;
}

/**
 * zb_ledger_assert_kept:
 * @self: a ledger
 * @platform_folder: the data folder of the platform, which is running
 *
 * Asserts that the platform's own record, its audit log, has every command that was seen as accepted exactly
 * once, and none that was seen as refused.
 */
void
zb_ledger_assert_kept (ZbLedger *self, const char *platform_folder)
{
  g_autoptr (ZbConnection) records = open_records (platform_folder);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer line;

  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      count (lines, command);
      assert_key (records, command);
      assert_sent_once (records, command);
    }
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    assert_line (records, line);
  g_test_message ("%u actions, %u accepted: each is on the platform once", self->commands->len,
                  zb_ledger_count (self, ZB_COMMAND_ACCEPTED));
}
