/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has gone and has no answer may have been done: it is known as such, and goes again as it went. */
#include "zb-case.h"
#include "zb-outbox-rig.h"
#include "zb-outbox-store.h"
#include "zb-wait.h"

#include <glib/gstdio.h>
#include <locale.h>

/* Sends @command to a platform that does not answer, and cuts the line. */
static void
send_without_answer (ZbOutboxRig *f, ZbCommand *command)
{
  zb_outbox_rig_submit (f, command);
  f->platform->silent = TRUE;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_SENDING, 15000);
  zb_outbox_set_online (f->outbox, FALSE);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_QUEUED, 15000);
  f->platform->silent = FALSE;
}

static ZbCommand *
get_pending (ZbOutboxRig *f, guint i)
{
  return g_list_model_get_item (zb_world_get_commands (f->world), i);
}

/* What the platform may have done is not taken back as if nothing was sent, by this console nor by the next.
 */
static void
test_sent_is_not_taken_back (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);
  g_autoptr (ZbCommand) kept = NULL;

  send_without_answer (f, close);
  g_assert_true (zb_command_get_was_sent (close));
  g_assert_false (zb_outbox_withdraw (f->outbox, close));
  g_assert_cmpuint (zb_outbox_withdraw_all (f->outbox, "a1"), ==, 0);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  kept = get_pending (f, 0);
  g_assert_true (zb_command_get_was_sent (kept));
  g_assert_false (zb_outbox_withdraw (f->outbox, kept));
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (g_hash_table_size (f->platform->committed), ==, 1);
}

/* A console that ends without a word has noted what goes before it went. */
static void
test_sent_is_known_after_a_crash (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);
  g_autoptr (ZbOutboxStore) store = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const char *account = zb_session_get_account (f->session)->parent_instance.id;
  DexFuture *loaded;

  send_without_answer (f, close);
  store = zb_outbox_store_new (f->path, NULL);
  loaded = zb_outbox_store_load (store, zb_rest_get_url (f->rest), account);
  zb_wait_for (zb_outbox_rig_is_settled (loaded), 15000);
  rows = g_value_dup_boxed (dex_future_get_value (loaded, NULL));
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (zb_command_get_was_sent (((ZbOutboxRow *)g_ptr_array_index (rows, 0))->command));
  dex_unref (loaded);
  zb_outbox_store_close (store);
}

static ZbCommand *
new_edit (const char *args)
{
  ZbCommand *command = zb_command_new ("case.edit", "c1", g_variant_new_parsed (args));

  zb_command_set_if_match (command, "3");
  return command;
}

/* An edit whose answer is lost stays what it was: the next one is another, and comes after it. */
static void
test_sent_is_not_folded (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) first = new_edit ("{'title': <'one'>}"), second = new_edit ("{'place': <'there'>}");

  send_without_answer (f, first);
  zb_outbox_rig_submit (f, second);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 2);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 2);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), zb_command_get_key (first)));
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 1), zb_command_get_key (second)));
}

/* Sends a command that is answered once with @status, and looks whether it may still be taken back. */
static void
check_after (ZbOutboxRig *f, guint status, gboolean was_sent)
{
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);

  f->platform->refuse_with = status;
  f->platform->refuse_times = 1;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, close);
  zb_wait_for (zb_command_get_problem (close) != NULL, 15000);
  g_assert_cmpint (zb_command_get_was_sent (close), ==, was_sent);
  g_assert_cmpint (zb_outbox_withdraw (f->outbox, close), ==, !was_sent);
}

/* A platform that has no time has not begun: until it has, the officer may change his mind. */
static void
test_not_begun_is_taken_back (ZbOutboxRig *f, gconstpointer data)
{
  check_after (f, 503, FALSE);
}

/* A gateway that lost the answer knows nothing either. */
static void
test_lost_behind_a_gateway (ZbOutboxRig *f, gconstpointer data)
{
  check_after (f, 502, TRUE);
}

/* The officer is asked whether to send it again, says no, and is told what is not known. */
static void
test_sent_is_given_up (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) dispatch = NULL;

  zb_outbox_rig_put_case (f, 1, ZB_STEP_FILED);
  dispatch = zb_command_new ("case.dispatch", "c1", NULL);
  send_without_answer (f, dispatch);
  g_assert_false (zb_outbox_give_up (f->outbox, dispatch));
  zb_outbox_rig_put_case (f, 2, ZB_STEP_SUSPENDED);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (dispatch) == ZB_COMMAND_ASKING, 15000);
  g_assert_false (zb_outbox_withdraw (f->outbox, dispatch));
  g_assert_true (zb_outbox_give_up (f->outbox, dispatch));
  g_assert_cmpint (zb_command_get_state (dispatch), ==, ZB_COMMAND_REFUSED);
  g_assert_nonnull (zb_command_get_problem (dispatch));
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
}

/* That the case is dispatched may be its own doing: it goes again, and nobody is asked. */
static void
test_sent_goes_again (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) dispatch = NULL;

  zb_outbox_rig_put_case (f, 1, ZB_STEP_FILED);
  dispatch = zb_command_new ("case.dispatch", "c1", NULL);
  send_without_answer (f, dispatch);
  zb_outbox_rig_put_case (f, 2, ZB_STEP_DISPATCHED);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (dispatch) == ZB_COMMAND_ACCEPTED, 15000);
}

#define OLDER                                                                                                \
  "CREATE TABLE command (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,"                \
  " platform TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, args TEXT "    \
  "NOT "                                                                                                     \
  "NULL, follows TEXT, if_match TEXT, title TEXT, made_at INTEGER NOT NULL, basis TEXT, confirmed_at "       \
  "INTEGER "                                                                                                 \
  "NOT NULL, state INTEGER NOT NULL, problem TEXT);"                                                         \
  "INSERT INTO command (key, platform, account, name, subject, args, made_at, confirmed_at, state) VALUES "  \
  "('k1', '%s', '%s', 'alert.close', 'a1', '@a{sv} {}', 1, 0, 2),"                                           \
  "('k2', '%s', '%s', 'alert.close', 'a2', '@a{sv} {}', 1, 0, 5)"

/* A console from before has not noted what it has sent: whatever has no answer may have been. */
static void
test_older_file (ZbOutboxRig *f, gconstpointer data)
{
  const char *url = zb_rest_get_url (f->rest);
  const char *account = zb_session_get_account (f->session)->parent_instance.id;
  g_autofree char *script = g_strdup_printf (OLDER, url, account, url, account);
  const char *const older[] = { script, NULL };
  g_autoptr (ZbDatabase) database = NULL;
  g_autoptr (ZbCommand) waits = NULL, refused = NULL;

  zb_outbox_rig_close (f);
  g_assert_no_errno (g_unlink (f->path));
  database = zb_database_new (f->path, ZB_CONNECTION_WRITE_DURABLE, older, 1, NULL);
  g_assert_nonnull (database);
  zb_database_close (database);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 2);
  waits = get_pending (f, 0);
  refused = get_pending (f, 1);
  g_assert_true (zb_command_get_was_sent (waits));
  g_assert_false (zb_command_get_was_sent (refused));
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/outbox-sent/" name, ZbOutboxRig, NULL, zb_outbox_rig_set_up, func, zb_outbox_rig_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  dex_init ();
  zb_outbox_rig_begin (&argc, &argv);

  ADD ("sent-is-not-taken-back", test_sent_is_not_taken_back);
  ADD ("sent-is-known-after-a-crash", test_sent_is_known_after_a_crash);
  ADD ("sent-is-not-folded", test_sent_is_not_folded);
  ADD ("not-begun-is-taken-back", test_not_begun_is_taken_back);
  ADD ("lost-behind-a-gateway", test_lost_behind_a_gateway);
  ADD ("sent-is-given-up", test_sent_is_given_up);
  ADD ("sent-goes-again", test_sent_goes_again);
  ADD ("older-file", test_older_file);

  return g_test_run ();
}
