/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ledger.h"

#include "zb-chain.h"
#include "zb-command-request.h"

struct _ZbLedger
{
  GPtrArray *commands;
  GHashTable *dismissed; /* those of them that the officer has seen refused */
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
  self->dismissed = g_hash_table_new (NULL, NULL);
  return self;
}

void
zb_ledger_free (ZbLedger *self)
{
  g_hash_table_unref (self->dismissed);
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

/* What the audit calls otherwise than the console does; NULL where its row names nothing, or where the
 * platform does it by itself, too: then the key alone says how often it was done. */
static const char *
get_action (ZbCommand *command)
{
  static const struct
  {
    const char *name, *action;
  } others[] = { { "alert.create", "alert.raise" },
                 { "assignment.en-route", "assignment.en_route" },
                 { "assignment.hand-back", "assignment.hand_back" },
                 { "case.checker", NULL },
                 { "layout.save", NULL },
                 { "layout.remove", NULL },
                 { "me.preferences", NULL } };
  const char *name = zb_command_get_name (command);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].name, name))
      return others[i].action;
  return name;
}

/* What no answer came to is refused where it needs a line, or where no disk keeps it: whether it was done
 * nobody knows here. */
static gboolean
is_unknown (ZbCommand *command)
{
  ZbProblem *problem = zb_command_get_problem (command);

  if (zb_command_get_state (command) != ZB_COMMAND_REFUSED)
    return zb_command_get_state (command) != ZB_COMMAND_ACCEPTED;
  return problem != NULL && problem->status == 0;
}

static void
count (GHashTable *lines, ZbCommand *command)
{
  const char *action = get_action (command), *subject = zb_command_get_subject (command);
  g_autofree char *key = g_strconcat (action ? action : "", " ", subject, NULL);
  Line *line = g_hash_table_lookup (lines, key);

  if (action == NULL)
    return;
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

/* The platform's own record, read once. */
typedef struct
{
  GHashTable *done; /* "action id" → how many rows of the audit */
  GHashTable *sent; /* a case → how many assignments it has */
  GHashTable *keys; /* of which the platform keeps the outcome */
} Record;

static void
record_clear (Record *self)
{
  g_hash_table_unref (self->done);
  g_hash_table_unref (self->sent);
  g_hash_table_unref (self->keys);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

/* A table of names and numbers, from a query of two columns. */
static GHashTable *
read_numbers (ZbConnection *records, const char *sql)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbStatement) rows = zb_connection_prepare (records, sql, &error);

  g_assert_no_error (error);
  while (zb_statement_step (rows, &error) == ZB_STEP_ROW)
    g_hash_table_insert (numbers, g_strdup (zb_statement_get_text (rows, 0)),
                         GUINT_TO_POINTER ((guint)zb_statement_get_int64 (rows, 1)));
  g_assert_no_error (error);
  return numbers;
}

static Record
record_read (ZbConnection *records)
{
  return (Record){
    .done = read_numbers (records,
                          "SELECT action || ' ' || id, count(*) FROM audit WHERE id IS NOT NULL GROUP BY 1"),
    .sent =
        read_numbers (records, "SELECT of_case, count(*) FROM entity WHERE kind = 'assignment' GROUP BY 1"),
    .keys = read_numbers (records, "SELECT key, 1 FROM idempotency"),
  };
}

static void
assert_line (const Record *record, const Line *line)
{
  g_autofree char *what = g_strconcat (line->action, " ", line->subject, NULL);
  guint n_done = GPOINTER_TO_UINT (g_hash_table_lookup (record->done, what));

  if (n_done < line->n_accepted || n_done > line->n_accepted + line->n_unknown)
    g_error ("%s of %s was seen as accepted %u times, and done %u times (%u are not known of)", line->action,
             line->subject, line->n_accepted, n_done, line->n_unknown);
}

/* A command that was refused says why. */
static void
assert_told (ZbCommand *command)
{
  ZbProblem *problem = zb_command_get_problem (command);

  if (zb_command_get_state (command) == ZB_COMMAND_REFUSED &&
      (problem == NULL || (problem->detail == NULL && problem->because == NULL &&
                           (problem->errors == NULL || problem->errors->len == 0))))
    g_error ("%s of %s was refused, and nobody knows why", zb_command_get_name (command),
             zb_command_get_subject (command));
}

/* A refused command has left nothing behind under its key, an accepted one its outcome. */
static void
assert_key (const Record *record, ZbCommand *command)
{
  gboolean accepted = zb_command_get_state (command) == ZB_COMMAND_ACCEPTED;
  gboolean kept = g_hash_table_contains (record->keys, zb_command_get_key (command));

  if (is_unknown (command) || !zb_command_is_durable (zb_command_get_name (command)))
    return;
  if (kept != accepted)
    g_error ("%s of %s was seen as %s, and the platform keeps %s outcome of it",
             zb_command_get_name (command), zb_command_get_subject (command),
             accepted ? "accepted" : "refused", kept ? "the" : "no");
}

static const Line *
find_line (GHashTable *lines, const char *action, const char *subject)
{
  g_autofree char *key = g_strconcat (action, " ", subject, NULL);

  return g_hash_table_lookup (lines, key);
}

/* One assignment for each time that somebody was sent, since a command here sends one unit. */
static void
assert_sent (const Record *record, GHashTable *lines, const Line *dispatch)
{
  const Line *more = find_line (lines, "case.assign", dispatch->subject);
  guint least = dispatch->n_accepted + (more ? more->n_accepted : 0);
  guint most = least + dispatch->n_unknown + (more ? more->n_unknown : 0);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (record->sent, dispatch->subject));

  if (n < least || n > most)
    g_error ("%u to %u units were sent to the case %s, and it has %u assignments", least, most,
             dispatch->subject, n);
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

/* Whether @list has @command itself. */
static gboolean
has (GListModel *list, ZbCommand *command)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (ZbCommand) other = g_list_model_get_item (list, i);
      if (other == command)
        return TRUE;
    }
  return FALSE;
}

/**
 * zb_ledger_assert_shown:
 * @self: a ledger
 * @shown: the commands that an officer is shown, #ZbCommand
 *
 * Asserts that what may wait and was refused is shown to the officer, and nothing that is done.
 */
void
zb_ledger_assert_shown (ZbLedger *self, GListModel *shown)
{
  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      const char *name = zb_command_get_name (command);
      const ZbCommandState state = zb_command_get_state (command);
      const gboolean seen = g_hash_table_contains (self->dismissed, command);

      if (state == ZB_COMMAND_REFUSED && zb_command_is_durable (name) && !seen && !has (shown, command))
        g_error ("%s of %s was refused, and that is not shown", name, zb_command_get_subject (command));
      if (state == ZB_COMMAND_ACCEPTED && has (shown, command))
        g_error ("%s of %s is done, and shown as waiting", name, zb_command_get_subject (command));
    }
}

/* The officer has seen why these were refused. */
void
zb_ledger_dismiss (ZbLedger *self, ZbLink *link)
{
  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      if (zb_command_get_state (command) == ZB_COMMAND_REFUSED && g_hash_table_add (self->dismissed, command))
        zb_link_dismiss (link, command);
    }
}

/**
 * zb_ledger_assert_kept:
 * @self: a ledger
 * @platform_folder: the data folder of the platform, which is running
 *
 * Asserts that the platform's own record, its audit log, has every command that was seen as accepted exactly
 * once, and none that was seen as refused, and that its chain is whole.
 */
void
zb_ledger_assert_kept (ZbLedger *self, const char *platform_folder)
{
  g_autoptr (ZbConnection) records = open_records (platform_folder);
  g_auto (Record) record = record_read (records);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer line;

  for (guint i = 0; i < self->commands->len; i++)
    {
      ZbCommand *command = g_ptr_array_index (self->commands, i);
      count (lines, command);
      assert_told (command);
      assert_key (&record, command);
    }
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      assert_line (&record, line);
      if (g_str_equal (((Line *)line)->action, "case.dispatch"))
        assert_sent (&record, lines, line);
    }
  g_test_message ("%u actions, %u accepted and %u refused: each is on the platform once or never, "
                  "in a chain of %u rows",
                  self->commands->len, zb_ledger_count (self, ZB_COMMAND_ACCEPTED),
                  zb_ledger_count (self, ZB_COMMAND_REFUSED), zb_chain_assert_whole (records));
}
