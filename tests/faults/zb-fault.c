/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program around a fault: `NAME [--rounds N] [--state FILE]`. The state is how many rounds are done, what
 * they took and what was measured; rounds that it names are not done again. */
#include "zb-fault.h"

#include "zb-footprint.h"

#include <libdex.h>
#include <locale.h>

static int rounds;
static char *state_path;
static GKeyFile *state;
static const ZbFault *the_fault;
static GPtrArray *struck;
static gint64 struck_at;

static const GOptionEntry entries[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "How often", "N" },
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &state_path, "Where to note what is done", "FILE" },
  { NULL },
};

/* Keeps the largest value that was measured. */
void
zb_fault_note (const char *figure, double value)
{
  double most = g_key_file_get_double (state, "figures", figure, NULL);

  g_key_file_set_double (state, "figures", figure, MAX (most, value));
}

/* Counts what was met. */
void
zb_fault_count (const char *figure, guint n)
{
  int before = g_key_file_get_integer (state, "figures", figure, NULL);

  g_key_file_set_integer (state, "figures", figure, before + (int)n);
}

/* To be called in the moment of the harm. It proves most where something was done and its answer did not
 * come: after the round it is counted how often. */
void
zb_fault_strike (ZbRig *rig)
{
  g_clear_pointer (&struck, g_ptr_array_unref);
  struck = zb_ledger_list_open (zb_rig_get_ledger (rig));
  struck_at = g_get_real_time ();
}

static void
count_lost_answers (ZbRig *rig)
{
  if (struck != NULL)
    zb_fault_count ("answers_lost", zb_ledger_count_done (struck, struck_at, zb_rig_get_folder (rig)));
  g_clear_pointer (&struck, g_ptr_array_unref);
}

static void
keep_state (int n_done, double seconds)
{
  g_autoptr (GError) error = NULL;

  g_key_file_set_integer (state, "done", "rounds", n_done);
  g_key_file_set_double (state, "done", "seconds", seconds);
  if (state_path != NULL)
    g_key_file_save_to_file (state, state_path, &error);
  g_assert_no_error (error);
}

/* The most of it, and what it was after the first round. */
static void
note_footprint (ZbRig *rig)
{
  ZbFootprint now = zb_footprint_take (zb_rig_get_pid (rig));

  if (!g_key_file_has_key (state, "figures", "first_mib", NULL))
    zb_fault_note ("first_mib", now.resident / 1024);
  zb_fault_note ("most_mib", now.resident / 1024);
  zb_fault_note ("descriptors", now.descriptors);
  zb_fault_note ("threads", now.threads);
}

static void
check (ZbRig *rig)
{
  if (zb_rig_get_link (rig) != NULL)
    {
      zb_rig_wait_until_live (rig);
      zb_rig_wait_until_done (rig);
    }
  zb_rig_assert_whole (rig);
  note_footprint (rig);
  if (zb_rig_get_link (rig) != NULL)
    zb_ledger_dismiss (zb_rig_get_ledger (rig), zb_rig_get_link (rig));
  count_lost_answers (rig);
}

static void
do_round (ZbRig *rig, int number)
{
  gint64 began = g_get_monotonic_time ();

  the_fault->round (rig);
  if (rig != NULL)
    check (rig);
  g_test_message ("round %d of %d took %.1f s", number, rounds,
                  (g_get_monotonic_time () - began) / (double)G_USEC_PER_SEC);
}

static void
test_fault (void)
{
  int n_done = g_key_file_get_integer (state, "done", "rounds", NULL);
  double before = g_key_file_get_double (state, "done", "seconds", NULL);
  gint64 began = g_get_monotonic_time ();
  ZbRig *rig = NULL;

  if (!the_fault->without_platform)
    rig = zb_rig_new (the_fault->token_life ? the_fault->token_life : "900");

  if (the_fault->begin != NULL)
    the_fault->begin (rig);
  else if (rig != NULL)
    zb_rig_sign_in (rig, zb_rig_get_url (rig));
  while (n_done < rounds)
    {
      do_round (rig, ++n_done);
      keep_state (n_done, before + (g_get_monotonic_time () - began) / (double)G_USEC_PER_SEC);
    }
  if (the_fault->end != NULL)
    the_fault->end (rig);
  if (rig != NULL)
    {
      zb_fault_count ("accepted", zb_ledger_count (zb_rig_get_ledger (rig), ZB_COMMAND_ACCEPTED));
      zb_fault_count ("refused", zb_ledger_count (zb_rig_get_ledger (rig), ZB_COMMAND_REFUSED));
      keep_state (n_done, before + (g_get_monotonic_time () - began) / (double)G_USEC_PER_SEC);
      zb_rig_free (rig);
    }
}

static void
parse (int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_parse (context, argc, argv, &error);
  g_assert_no_error (error);
}

/* What the libraries tell of each connection is of no use after hundreds of rounds. */
static void
log_what_matters (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if ((level & (G_LOG_LEVEL_DEBUG | G_LOG_LEVEL_INFO)) == 0)
    g_log_default_handler (domain, level, message, data);
}

/**
 * zb_fault_main:
 * @argc: as of main()
 * @argv: as of main()
 * @fault: the fault
 *
 * Returns: 0 where all rounds went well
 */
int
zb_fault_main (int argc, char **argv, const ZbFault *fault)
{
  g_autofree char *path = g_strconcat ("/faults/", fault->name, NULL);

  setlocale (LC_ALL, "");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  parse (&argc, &argv);
  the_fault = fault;
  rounds = rounds > 0 ? rounds : (int)fault->rounds;
  state = g_key_file_new ();
  if (state_path != NULL)
    g_key_file_load_from_file (state, state_path, G_KEY_FILE_NONE, NULL);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_default_handler (log_what_matters, NULL);
  dex_init ();
  g_test_add_func (path, test_fault);
  return g_test_run ();
}
