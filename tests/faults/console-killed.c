/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A console is killed with actions in its outbox; the next one at the same seat sends what was taken, each
 * action once.
 *
 *   console-killed --console URL work    an officer acts: "taken KEY NAME SUBJECT" when an action is on disk
 *   console-killed --console URL drain   nobody acts: "accepted …" or "refused …" for what is sent, then
 * "end"
 */
#include "zb-fault.h"

#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-wait.h"

#include <libdex.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

/* How often an officer sends people before the console is killed; four actions each. */
#define N_CASES 6
#define N_ACTIONS (4 * N_CASES)

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
  if (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED)
    tell ("accepted", command);
  else if (zb_command_get_state (command) == ZB_COMMAND_REFUSED)
    tell ("refused", command);
}

/* What is in the world's list is on disk. */
static void
on_commands (GListModel *commands, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      tell ("taken", command);
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
  zb_link_sign_in_async (link, url, "officer", ZB_TEST_PASSWORD, NULL, on_signed_in, &answered);
  zb_wait_for (answered, ZB_RIG_PATIENCE);
  zb_wait_for (zb_link_get_state (link) == ZB_LINK_LIVE, ZB_RIG_PATIENCE);
  return link;
}

static void
work (ZbLink *link)
{
  ZbLedger *ledger = zb_ledger_new ();
  ZbOfficer *officer = zb_officer_new (link, ledger);

  for (guint i = 0; i < N_CASES; i++)
    zb_officer_send_people (officer);
  zb_wait (ZB_RIG_PATIENCE);
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
  zb_wait_for (g_list_model_get_n_items (zb_world_get_commands (world)) == 0, ZB_RIG_PATIENCE);
  zb_assert_same_world (url, "officer", ZB_TEST_PASSWORD, world);
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

/* An action has one state, however many consoles tell of it. */
static void
take_line (ZbRig *rig, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  ZbCommand *command;

  g_assert_cmpuint (g_strv_length (words), ==, 4);
  command = g_hash_table_lookup (actions, words[1]);
  if (command == NULL)
    {
      command = zb_command_new_full (words[1], words[2], words[3], NULL, NULL, g_get_real_time ());
      zb_ledger_add (zb_rig_get_ledger (rig), command);
      g_hash_table_insert (actions, g_strdup (words[1]), command);
    }
  if (g_str_equal (words[0], "accepted"))
    zb_command_set_state (command, ZB_COMMAND_ACCEPTED, NULL);
  else if (g_str_equal (words[0], "refused"))
    g_error ("%s was refused", line);
}

/* Reads what a console tells until its end, or until it has told so much. */
static guint
listen_to (ZbRig *rig, Console *console, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (console->output, NULL, NULL, NULL);
      if (line == NULL || g_str_equal (line, "end"))
        return line != NULL;
      if (g_str_has_prefix (line, "taken ") || g_str_has_prefix (line, "accepted ") ||
          g_str_has_prefix (line, "refused "))
        take_line (rig, line);
    }
  return FALSE;
}

static void
close_console (ZbRig *rig, Console *console)
{
  g_subprocess_force_exit (console->process);
  listen_to (rig, console, G_MAXUINT);
  g_subprocess_wait (console->process, NULL, NULL);
  g_clear_object (&console->output);
  g_clear_object (&console->process);
}

/* The killed one may have heard that an action was accepted, forgotten it, and not come to tell. It is done
 * all the same. */
static void
assert_all_done (ZbRig *rig)
{
  g_autoptr (GPtrArray) untold = zb_ledger_list_open (zb_rig_get_ledger (rig));

  g_assert_cmpuint (zb_ledger_count_done (untold, G_MAXINT64, zb_rig_get_folder (rig)), ==, untold->len);
  for (guint i = 0; i < untold->len; i++)
    zb_command_set_state (g_ptr_array_index (untold, i), ZB_COMMAND_ACCEPTED, NULL);
}

static void
kill_amid_work (ZbRig *rig)
{
  guint n_lines = (guint)g_test_rand_int_range (1, 2 * N_ACTIONS);
  Console console;

  open_console (&console, rig, "work");
  listen_to (rig, &console, n_lines);
  close_console (rig, &console);
  zb_fault_strike (rig);
  zb_fault_count ("actions_left", zb_ledger_count_open (zb_rig_get_ledger (rig)));

  open_console (&console, rig, "drain");
  if (!listen_to (rig, &console, G_MAXUINT))
    g_error ("the console after it did not come to its end");
  close_console (rig, &console);
  assert_all_done (rig);
}

static void
begin (ZbRig *rig)
{
  actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
end (ZbRig *rig)
{
  g_clear_pointer (&actions, g_hash_table_unref);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--console"))
    return be_console (argv[2], argv[3]);
  return zb_fault_main (
      argc, argv,
      &(ZbFault){
          .name = "console-killed", .rounds = 3, .begin = begin, .round = kill_amid_work, .end = end });
}
