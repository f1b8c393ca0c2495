/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A console is killed with actions in its outbox, in each state that an action can be in; the next one at the
 * same seat sends what was taken, each action once, and shows again what was refused.
 *
 *   console-killed --console URL work    an officer acts: "taken KEY NAME SUBJECT" when an action is on disk,
 *                                        then "held …", "queued …", "sending …" and so on as it goes on
 *   console-killed --console URL drain   nobody acts, but says yes when asked: the same for what is sent,
 * then "end"
 */
#include "zb-fault.h"

#include "zb-command-request.h"
#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-uuid.h"
#include "zb-wait.h"

#include <libdex.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

/* What is done without a decision before the console is killed. */
#define N_CASES 3

/* Longer than an officer is not asked about people who are to be sent. */
#define LATE (6 * G_TIME_SPAN_MINUTE)

/* How often the one who is asked looks, in milliseconds. */
#define LOOK 20

static const char *const words[] = {
  [ZB_COMMAND_HELD] = "held",          [ZB_COMMAND_QUEUED] = "queued",   [ZB_COMMAND_SENDING] = "sending",
  [ZB_COMMAND_ACCEPTED] = "accepted",  [ZB_COMMAND_REFUSED] = "refused", [ZB_COMMAND_ASKING] = "asking",
  [ZB_COMMAND_WITHDRAWN] = "withdrawn"
};

/* In which state some action is to be when the console is killed. */
static const ZbCommandState targets[] = { ZB_COMMAND_HELD, ZB_COMMAND_QUEUED, ZB_COMMAND_SENDING,
                                          ZB_COMMAND_ASKING, ZB_COMMAND_REFUSED };

/* --- the console that is killed, and the one after it --------------------------------------- */

static void
tell (const char *what, ZbCommand *command)
{
  printf ("%s %s %s %s\n", what, zb_command_get_key (command), zb_command_get_name (command),
          zb_command_get_subject (command));
  fflush (stdout);
}

static void
on_state (ZbCommand *command)
{
  tell (words[zb_command_get_state (command)], command);
}

/* What is in the world's list is on disk. */
static void
on_commands (GListModel *commands, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (!zb_command_is_durable (zb_command_get_name (command)))
        continue;
      tell ("taken", command);
      on_state (command);
      g_signal_connect (command, "notify::state", G_CALLBACK (on_state), NULL);
    }
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static ZbLink *
sit_down (ZbWorld *world, const char *url)
{
  ZbLink *link = zb_link_new (world);
  gboolean answered = FALSE;

  g_signal_connect (zb_world_get_commands (world), "items-changed", G_CALLBACK (on_commands), NULL);
  zb_link_sign_in_async (link, url, ZB_RIG_OFFICER, ZB_TEST_PASSWORD, NULL, on_signed_in, &answered);
  zb_wait_for (answered, ZB_RIG_PATIENCE);
  zb_wait_for (zb_link_get_state (link) == ZB_LINK_LIVE, ZB_RIG_PATIENCE);
  return link;
}

static void
do_aged (ZbLink *link, const char *name, const char *args, gint64 age)
{
  g_autofree char *key = zb_uuid_new (), *subject = zb_uuid_new ();
  g_autoptr (ZbCommand) command =
      zb_command_new_full (key, name, subject, g_variant_new_parsed (args), NULL, g_get_real_time () - age);

  zb_link_submit (link, command);
}

/* The first is held, since it can be undone; the second is asked about. Both will be refused. */
static void
work (ZbLink *link)
{
  ZbLedger *ledger = zb_ledger_new ();
  ZbTestOfficer *officer = zb_test_officer_new (link, ledger);

  zb_test_officer_set_silent (officer, TRUE);
  do_aged (link, "alert.verdict", "{'verdict': <'true'>, 'seen_occurrence': <@x 1>}", 0);
  do_aged (link, "case.dispatch", "{'assignments': <@aa{sv} []>}", LATE);
  zb_test_officer_do_everything (officer);
  for (guint i = 0; i < N_CASES; i++)
    zb_test_officer_send_people (officer);
  zb_wait (ZB_RIG_PATIENCE);
}

static gboolean
confirm (gpointer data)
{
  ZbLink *link = data;
  GListModel *commands = zb_world_get_commands (zb_link_get_world (link));

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      zb_link_confirm (link, command);
    }
  return G_SOURCE_CONTINUE;
}

/* What was refused stays until it was seen. */
static gboolean
is_drained (ZbWorld *world)
{
  GListModel *commands = zb_world_get_commands (world);

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (zb_command_get_state (command) != ZB_COMMAND_REFUSED)
        return FALSE;
    }
  return TRUE;
}

static void
see_refused (ZbLink *link, ZbWorld *world)
{
  GListModel *commands = zb_world_get_commands (world);

  while (g_list_model_get_n_items (commands) > 0)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, 0);
      g_assert_nonnull (zb_command_get_problem (command));
      zb_link_dismiss (link, command);
    }
}

static int
be_console (const char *url, const char *what)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  ZbLink *link;

  dex_init ();
  link = sit_down (world, url);
  if (g_str_equal (what, "work"))
    work (link);
  g_timeout_add (LOOK, confirm, link);
  zb_wait_for (is_drained (world), ZB_RIG_PATIENCE);
  zb_assert_same_world (url, ZB_RIG_OFFICER, ZB_TEST_PASSWORD, world);
  see_refused (link, world);
  zb_wait (100); /* until the disk has forgotten them */
  puts ("end");
  return 0;
}

/* --- the seat ------------------------------------------------------------------------------- */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
} Console;

static GHashTable *actions; /* key → ZbCommand */
static GHashTable *refused; /* keys of those that were refused and nobody has seen, each told of or not */

static void
open_console (Console *console, ZbRig *rig, const char *what)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", g_get_user_cache_dir (), TRUE);
  console->process =
      g_subprocess_launcher_spawn (launcher, &error, program, "--console", zb_rig_get_url (rig), what, NULL);
  g_assert_no_error (error);
  console->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (console->process));
}

static ZbCommandState
parse_state (const char *word)
{
  for (int state = ZB_COMMAND_HELD; state <= ZB_COMMAND_WITHDRAWN; state++)
    if (g_str_equal (words[state], word))
      return (ZbCommandState)state;
  return ZB_COMMAND_QUEUED; /* "taken" */
}

/* An action has one state, however many consoles tell of it; why it was refused the consoles know. */
static ZbCommandState
take_line (ZbRig *rig, char **parts)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (409, "Refused", "a console has told why");
  ZbCommand *command = g_hash_table_lookup (actions, parts[1]);
  ZbCommandState state;

  if (command == NULL)
    {
      command = zb_command_new_full (parts[1], parts[2], parts[3], NULL, NULL, g_get_real_time ());
      zb_ledger_add (zb_rig_get_ledger (rig), command);
      g_hash_table_insert (actions, g_strdup (parts[1]), command);
    }
  state = parse_state (parts[0]);
  zb_command_set_state (command, state, state == ZB_COMMAND_REFUSED ? problem : NULL);
  if (state == ZB_COMMAND_REFUSED)
    g_hash_table_insert (refused, g_strdup (parts[1]), GINT_TO_POINTER (TRUE));
  return g_str_equal (parts[0], "taken") ? 0 : state;
}

/* Reads what a console tells until its end, or until an action has been in @target so often. */
static gboolean
listen_to (ZbRig *rig, Console *console, ZbCommandState target, guint times)
{
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (console->output, NULL, NULL, NULL);
      g_auto (GStrv) parts = g_strsplit (line ? line : "", " ", -1);
      if (line == NULL || g_str_equal (line, "end"))
        return line != NULL;
      if (g_strv_length (parts) != 4 || !zb_uuid_is_valid (parts[1]))
        continue;
      if (take_line (rig, parts) == target && target != 0 && --times == 0)
        return FALSE;
    }
}

static void
close_console (ZbRig *rig, Console *console)
{
  g_subprocess_force_exit (console->process);
  listen_to (rig, console, 0, 0);
  g_subprocess_wait (console->process, NULL, NULL);
  g_clear_object (&console->output);
  g_clear_object (&console->process);
}

/* The killed one may have heard that an action was accepted, forgotten it, and not come to tell. It is done
 * all the same. What was refused is not forgotten before somebody has seen it. */
static void
assert_all_done (ZbRig *rig)
{
  g_autoptr (GPtrArray) untold = zb_ledger_list_open (zb_rig_get_ledger (rig));

  g_assert_cmpuint (zb_ledger_count_done (untold, G_MAXINT64, zb_rig_get_folder (rig)), ==, untold->len);
  for (guint i = 0; i < untold->len; i++)
    zb_command_set_state (g_ptr_array_index (untold, i), ZB_COMMAND_ACCEPTED, NULL);
}

static void
wait_to_be_told (gpointer key, gpointer value, gpointer data)
{
  g_hash_table_insert (refused, g_strdup (key), GINT_TO_POINTER (FALSE));
}

/* What one console was refused is shown by the next, until somebody has seen it. */
static void
assert_refused_told (void)
{
  GHashTableIter iter;
  gpointer key, told;

  g_hash_table_iter_init (&iter, refused);
  while (g_hash_table_iter_next (&iter, &key, &told))
    if (!told)
      g_error ("%s was refused, and the next console does not show it",
               zb_command_get_name (g_hash_table_lookup (actions, key)));
  g_hash_table_remove_all (refused);
}

static void
expect_refused (void)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&refused);

  refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_foreach (before, wait_to_be_told, NULL);
}

static void
kill_amid_work (ZbRig *rig)
{
  static guint n;
  const ZbCommandState target = targets[n++ % G_N_ELEMENTS (targets)];
  const guint times = target == ZB_COMMAND_HELD || target == ZB_COMMAND_ASKING
                          ? 1
                          : (guint)g_test_rand_int_range (1, target == ZB_COMMAND_REFUSED ? 4 : 40);
  Console console;

  open_console (&console, rig, "work");
  listen_to (rig, &console, target, times);
  close_console (rig, &console);
  zb_fault_strike (rig);
  zb_fault_count ("actions_left", zb_ledger_count_open (zb_rig_get_ledger (rig)));
  zb_fault_count (words[target], 1);
  g_test_message ("killed with %u refused and %u open", g_hash_table_size (refused),
                  zb_ledger_count_open (zb_rig_get_ledger (rig)));

  expect_refused ();
  open_console (&console, rig, "drain");
  if (!listen_to (rig, &console, 0, 0))
    g_error ("the console after it did not come to its end");
  close_console (rig, &console);
  assert_refused_told ();
  assert_all_done (rig);
}

static void
begin (ZbRig *rig)
{
  actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
end (ZbRig *rig)
{
  g_clear_pointer (&actions, g_hash_table_unref);
  g_clear_pointer (&refused, g_hash_table_unref);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--console"))
    return be_console (argv[2], argv[3]);
  return zb_fault_main (
      argc, argv,
      &(ZbFault){
          .name = "console-killed", .rounds = 5, .begin = begin, .round = kill_amid_work, .end = end });
}
