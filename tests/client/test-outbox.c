/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case.h"
#include "zb-database.h"
#include "zb-outbox-rig.h"
#include "zb-outbox-store.h"
#include "zb-uuid.h"
#include "zb-wait.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>

/* What is done offline is on disk, comes back with the next console, and is sent once there is a line. */
static void
test_survives (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_outbox_rig_submit_new (f, "alert.close", "a1");
  g_autofree char *key = g_strdup (zb_command_get_key (command));

  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  g_assert_cmpint (zb_command_get_state (command), ==, ZB_COMMAND_QUEUED);
  zb_outbox_rig_close (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), key));
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
}

static void
test_order (ZbOutboxRig *f, gconstpointer data)
{
  const char *names[] = { "case.file", "case.note", "case.void" };

  for (guint i = 0; i < 3; i++)
    g_object_unref (zb_outbox_rig_submit_new (f, names[i], "c1"));
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.close", "a1"));
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 0), "POST /api/v1/cases/c1/file"));
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 1), "POST /api/v1/cases/c1/notes"));
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 2), "POST /api/v1/cases/c1/void"));
}

static ZbCommand *
new_file (ZbOutboxRig *f, const char *id, const char *path)
{
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "path", "s", path);
  g_variant_dict_insert (&args, "mime", "s", "image/jpeg");
  g_variant_dict_insert (&args, "sha256", "s", "00");
  return zb_command_new ("evidence.put", id, g_variant_dict_end (&args));
}

/* A file may take long: what was done after it does not wait for it, but for what follows it. */
static void
test_files_go_last (ZbOutboxRig *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "file", NULL);
  g_autoptr (ZbCommand) file = new_file (f, "e1", path), note = NULL, after = NULL;

  g_assert_true (g_file_set_contents (path, "picture", -1, NULL));
  zb_outbox_rig_submit (f, file);
  note = zb_command_new ("case.note", "c1", NULL);
  zb_command_set_follows (note, zb_command_get_key (file));
  zb_outbox_rig_submit (f, note);
  after = zb_outbox_rig_submit_new (f, "alert.close", "a1");
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 10000);
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 0), "POST /api/v1/alerts/a1/close"));
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 1), "PUT /api/v1/evidence/e1"));
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 2), "POST /api/v1/cases/c1/notes"));
  g_unlink (path);
}

/* A file is minutes on its way: neither what is decided elsewhere waits for it, nor the next step of its
 * case. */
static void
test_nobody_waits_for_a_file (ZbOutboxRig *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "file", NULL);
  g_autoptr (ZbCommand) file = new_file (f, "e1", path), note = zb_command_new ("case.note", "c1", NULL);
  g_autoptr (ZbCommand) assign = zb_command_new ("case.assign", "c1", NULL);
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);

  g_assert_true (g_file_set_contents (path, "picture", -1, NULL));
  f->platform->pause_path = "/evidence/";
  zb_command_set_follows (note, zb_command_get_key (file));
  zb_outbox_rig_submit (f, file);
  zb_outbox_rig_submit (f, note);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (file) == ZB_COMMAND_SENDING, 15000);
  zb_outbox_rig_submit (f, assign);
  zb_outbox_rig_submit (f, close);
  zb_wait_for (zb_command_get_state (assign) == ZB_COMMAND_ACCEPTED, 15000);
  zb_wait_for (zb_command_get_state (close) == ZB_COMMAND_ACCEPTED, 15000);
  g_assert_cmpint (zb_command_get_state (file), ==, ZB_COMMAND_SENDING);
  g_assert_cmpint (zb_command_get_state (note), ==, ZB_COMMAND_QUEUED);
  g_unlink (path);
}

/* One command that the platform fails at again and again is nobody else's trouble, and its officer can let it
 * be. */
static void
test_fails_always (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) fails = zb_command_new ("me.preferences", "me", NULL);
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);

  f->platform->refuse_path = "/me/preferences";
  f->platform->refuse_with = 500;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, fails);
  zb_wait_for (zb_command_get_n_undecided (fails) == 1, 15000);
  zb_outbox_rig_submit (f, close);
  zb_wait_for (zb_command_get_state (close) == ZB_COMMAND_ACCEPTED, 15000);
  zb_wait_for (zb_command_get_n_undecided (fails) == 2, 15000);
  g_assert_false (zb_outbox_give_up (f->outbox, fails));
  zb_command_set_n_undecided (fails, 5);
  g_assert_true (zb_outbox_give_up (f->outbox, fails));
  g_assert_cmpint (zb_command_get_state (fails), ==, ZB_COMMAND_REFUSED);
}

static void
test_file_is_gone (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) file = new_file (f, "e1", "/nowhere/to/be/found");

  zb_outbox_rig_submit (f, file);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (file) == ZB_COMMAND_REFUSED, 10000);
  g_assert_nonnull (zb_command_get_problem (file));
  g_assert_cmpuint (f->platform->commands->len, ==, 0);
}

static void
test_verdict_is_held (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) undone = zb_outbox_rig_new_aged ("alert.verdict", "a1", 0);
  g_autoptr (ZbCommand) held =
      zb_outbox_rig_new_aged ("alert.verdict", "a2", ZB_OUTBOX_HOLD - 400 * G_TIME_SPAN_MILLISECOND);
  g_autoptr (ZbCommand) after = zb_command_new ("alert.close", "a2", NULL);

  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, undone);
  zb_outbox_rig_submit (f, held);
  zb_outbox_rig_submit (f, after);
  g_assert_cmpint (zb_command_get_state (held), ==, ZB_COMMAND_HELD);
  zb_wait (100);
  g_assert_cmpuint (f->platform->commands->len, ==, 0);
  g_assert_true (zb_outbox_withdraw (f->outbox, undone));
  g_assert_cmpint (zb_command_get_state (undone), ==, ZB_COMMAND_WITHDRAWN);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpint (zb_command_get_state (held), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpuint (f->platform->commands->len, ==, 2);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), "a2/verdict"));
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 1), "a2/close"));
  g_assert_false (zb_outbox_withdraw (f->outbox, held));
}

/* Whoever goes on to the next step does not mean to undo the verdict. */
static void
test_next_step_ends_the_hold (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) verdict = zb_command_new ("alert.verdict", "a1", NULL);
  g_autoptr (ZbCommand) next = zb_command_new ("case.create", "c1", NULL);

  zb_command_set_follows (next, zb_command_get_key (verdict));
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, verdict);
  zb_outbox_rig_submit (f, next);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), "a1/verdict"));
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 1), "/cases"));
}

static void
test_refused (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);

  f->platform->refuse_with = 409;
  f->platform->refuse_times = 1;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, command);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_REFUSED, 15000);
  g_assert_cmpint (zb_command_get_problem (command)->status, ==, 409);
  g_assert_cmpstr (zb_command_get_problem (command)->because, ==, "the test says so");
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);

  /* It does not hold up what comes after it, and is there until it was seen. */
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.snooze", "a1"));
  zb_wait_for (zb_outbox_rig_count (f) == 1, 15000);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  g_autoptr (ZbCommand) kept = g_list_model_get_item (zb_world_get_commands (f->world), 0);
  g_assert_cmpint (zb_command_get_state (kept), ==, ZB_COMMAND_REFUSED);
  g_assert_cmpstr (zb_command_get_problem (kept)->because, ==, "the test says so");
  zb_outbox_dismiss (f->outbox, kept);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
}

static void
test_sent_again_with_its_key (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);

  f->platform->refuse_with = 503;
  f->platform->refuse_times = 1;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, command);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 2);
  g_assert_cmpstr (zb_outbox_rig_get_sent (f, 0), ==, zb_outbox_rig_get_sent (f, 1));
  g_assert_cmpuint (g_hash_table_size (f->platform->committed), ==, 1);
}

static void
test_asks_before_late_dispatch (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) late = zb_outbox_rig_new_aged ("case.dispatch", "c1", 6 * G_TIME_SPAN_MINUTE);
  g_autoptr (ZbCommand) soon = zb_outbox_rig_new_aged ("case.dispatch", "c2", 4 * G_TIME_SPAN_MINUTE);

  zb_outbox_rig_submit (f, late);
  zb_outbox_rig_submit (f, soon);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 1, 15000);
  g_assert_cmpint (zb_command_get_state (late), ==, ZB_COMMAND_ASKING);
  g_assert_cmpint (zb_command_get_state (soon), ==, ZB_COMMAND_ACCEPTED);
  zb_outbox_confirm (f->outbox, late);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpint (zb_command_get_state (late), ==, ZB_COMMAND_ACCEPTED);
}

/* The clock was set back by an hour: nothing is held for an hour, and what sends people is asked about. */
static void
test_clock_set_back (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) verdict = zb_outbox_rig_new_aged ("alert.verdict", "a1", -G_TIME_SPAN_HOUR);
  g_autoptr (ZbCommand) dispatch = zb_outbox_rig_new_aged ("case.dispatch", "c1", -G_TIME_SPAN_HOUR);

  zb_outbox_rig_submit (f, verdict);
  zb_outbox_rig_submit (f, dispatch);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (verdict) == ZB_COMMAND_ACCEPTED, 15000);
  zb_wait_for (zb_command_get_state (dispatch) == ZB_COMMAND_ASKING, 15000);
  /* Who has said yes is not asked again, however wrong the clock was when it was made. */
  zb_outbox_confirm (f->outbox, dispatch);
  zb_wait_for (zb_command_get_state (dispatch) == ZB_COMMAND_ACCEPTED, 15000);
}

static void
test_asks_where_the_case_has_changed (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = NULL;

  zb_outbox_rig_put_case (f, 1, ZB_STEP_FILED);
  command = zb_outbox_rig_submit_new (f, "case.dispatch", "c1");
  zb_outbox_rig_put_case (f, 2, ZB_STEP_SUSPENDED);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ASKING, 15000);
  g_assert_true (zb_outbox_withdraw (f->outbox, command));
  g_assert_cmpuint (f->platform->commands->len, ==, 0);
}

/* What has come while the disk was told is looked at, too. */
static void
test_asks_where_it_changed_meanwhile (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = NULL;
  ZbOutboxHold hold = { 0 };

  zb_outbox_rig_put_case (f, 1, ZB_STEP_FILED);
  command = zb_outbox_rig_submit_new (f, "case.dispatch", "c1");
  zb_outbox_rig_hold_disk (f, &hold);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait (100);
  zb_outbox_rig_put_case (f, 2, ZB_STEP_SUSPENDED);
  zb_outbox_rig_release_disk (&hold);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ASKING, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 0);
}

/* File and dispatch from one form, handed over in one turn: that the case is filed meanwhile is what they
 * ask for, and nothing to ask about. */
static void
test_what_follows_rests_on_nothing (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) file = zb_command_new ("case.file", "c1", NULL);
  g_autoptr (ZbCommand) dispatch = zb_command_new ("case.dispatch", "c1", NULL);
  DexFuture *filed, *dispatched;

  zb_outbox_rig_put_case (f, 1, ZB_STEP_COLLECTED);
  zb_command_set_follows (dispatch, zb_command_get_key (file));
  filed = zb_outbox_submit (f->outbox, file);
  dispatched = zb_outbox_submit (f->outbox, dispatch);
  zb_outbox_rig_finish (filed);
  zb_outbox_rig_finish (dispatched);
  zb_outbox_rig_put_case (f, 2, ZB_STEP_FILED);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (dispatch) == ZB_COMMAND_ACCEPTED, 15000);
  g_assert_cmpint (zb_command_get_state (dispatch), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpuint (f->platform->commands->len, ==, 2);
}

static void
test_edits_are_folded (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) first =
      zb_command_new ("case.edit", "c1", g_variant_new_parsed ("{'title': <'one'>}"));
  g_autoptr (ZbCommand) second =
      zb_command_new ("case.edit", "c1", g_variant_new_parsed ("{'place': <'there'>}"));

  zb_command_set_if_match (first, "3");
  zb_outbox_rig_submit (f, first);
  zb_outbox_rig_submit (f, second);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  g_autoptr (ZbCommand) folded = g_list_model_get_item (zb_world_get_commands (f->world), 0);
  g_assert_cmpstr (zb_command_get_if_match (folded), ==, "3");
  g_assert_cmpuint (g_variant_n_children (zb_command_get_args (folded)), ==, 2);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
}

static void
test_needs_a_line (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) offline = zb_command_new ("alert.claim", "a1", NULL);
  g_autoptr (ZbCommand) online = zb_command_new ("alert.claim", "a1", NULL);

  zb_outbox_rig_finish (zb_outbox_send_now (f->outbox, offline));
  g_assert_cmpint (zb_command_get_state (offline), ==, ZB_COMMAND_REFUSED);
  g_assert_cmpint (zb_command_get_problem (offline)->status, ==, 0);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_finish (zb_outbox_send_now (f->outbox, online));
  g_assert_cmpint (zb_command_get_state (online), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
}

/* An answer that will not come is not waited for when the line has gone. */
static void
test_line_goes_while_sending (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);

  f->platform->silent = TRUE;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, command);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_SENDING, 15000);
  zb_wait (100);
  zb_outbox_set_online (f->outbox, FALSE);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_QUEUED, 15000);
  f->platform->silent = FALSE;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED, 15000);
}

/* Another officer at the same seat neither sees nor sends it. */
static void
test_belongs_to_its_officer (ZbOutboxRig *f, gconstpointer data)
{
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.close", "a1"));
  zb_outbox_rig_close (f);
  g_free (zb_session_get_account (f->session)->parent_instance.id);
  zb_session_get_account (f->session)->parent_instance.id = g_strdup ("someone-else");
  zb_outbox_rig_open (f);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait (200);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
  g_assert_cmpuint (f->platform->commands->len, ==, 0);
}

/* What follows goes with what it follows, and all of one thing at once; nothing else. */
static void
test_withdrawn_with_followers (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) create = zb_command_new ("case.create", "c1", NULL);
  g_autoptr (ZbCommand) file = zb_command_new ("case.file", "c1", NULL);
  g_autoptr (ZbCommand) accept = zb_command_new ("assignment.accept", "s1", NULL);
  g_autoptr (ZbCommand) note = zb_outbox_rig_submit_new (f, "case.note", "c2");

  zb_command_set_follows (file, zb_command_get_key (create));
  zb_command_set_follows (accept, zb_command_get_key (file));
  zb_outbox_rig_submit (f, create);
  zb_outbox_rig_submit (f, file);
  zb_outbox_rig_submit (f, accept);
  g_assert_true (zb_outbox_withdraw (f->outbox, file));
  g_assert_cmpint (zb_command_get_state (accept), ==, ZB_COMMAND_WITHDRAWN);
  g_assert_cmpint (zb_command_get_state (create), ==, ZB_COMMAND_QUEUED);
  g_assert_cmpuint (zb_outbox_withdraw_all (f->outbox, "c1"), ==, 1);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
}

/* What tells of a print is there for good, and what comes after it rests on what the officer has read. */
static void
test_record_stays (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) note = zb_outbox_rig_submit_new (f, "case.note", "c1");
  g_autoptr (ZbCommand) print = zb_outbox_rig_submit_new (f, "case.print", "c1");
  g_autoptr (ZbEntity) read = zb_entity_new (ZB_KIND_CASE, "c1");
  g_autoptr (ZbCommand) edit = NULL;
  g_autoptr (ZbEvent) event = NULL;

  read->version = read->revision = 7;
  event = zb_event_new ("case.updated", read, 0);
  zb_world_apply (f->world, event);
  g_assert_false (zb_outbox_withdraw (f->outbox, print));
  g_assert_cmpuint (zb_outbox_withdraw_all (f->outbox, "c1"), ==, 1);
  g_assert_cmpint (zb_command_get_state (note), ==, ZB_COMMAND_WITHDRAWN);
  g_assert_cmpint (zb_command_get_state (print), ==, ZB_COMMAND_QUEUED);
  edit = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  g_assert_cmpstr (zb_command_get_if_match (edit), ==, "7");
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 2);
}

/* The console is gone while an edit is on its way: the next one sends the same, on the same revision. */
static void
test_edit_is_sent_as_before (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) edit = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  g_autoptr (ZbCommand) kept = NULL;

  g_assert_null (zb_command_get_if_match (edit));
  zb_outbox_rig_put_case (f, 1, ZB_STEP_FILED);
  f->platform->silent = TRUE;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (edit) == ZB_COMMAND_SENDING, 15000);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  kept = g_list_model_get_item (zb_world_get_commands (f->world), 0);
  g_assert_cmpstr (zb_command_get_if_match (kept), ==, "0");
}

static void
test_refused_is_sent_again (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);

  f->platform->refuse_with = 409;
  f->platform->refuse_times = 1;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, command);
  g_assert_false (zb_outbox_retry (f->outbox, command));
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_REFUSED, 15000);
  g_assert_true (zb_outbox_retry (f->outbox, command));
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpint (zb_command_get_state (command), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpstr (zb_outbox_rig_get_sent (f, 0), ==, zb_outbox_rig_get_sent (f, 1));
}

static void
test_counts_others (ZbOutboxRig *f, gconstpointer data)
{
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.close", "a1"));
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.close", "a2"));
  g_assert_cmpuint (zb_world_get_others_waiting (f->world), ==, 0);
  zb_outbox_rig_close (f);
  g_free (zb_session_get_account (f->session)->parent_instance.id);
  zb_session_get_account (f->session)->parent_instance.id = g_strdup ("someone-else");
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_world_get_others_waiting (f->world), ==, 2);
}

static ZbCommand *
new_edit (const char *args)
{
  ZbCommand *command = zb_command_new ("case.edit", "c1", g_variant_new_parsed (args));

  zb_command_set_if_match (command, "3");
  return command;
}

/* The line comes back while a second edit is on its way to the disk: they become one all the same, and the
 * first does not go before the disk knows of it. */
static void
test_edit_goes_while_another_is_made (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) first = new_edit ("{'title': <'one'>}"), second = new_edit ("{'place': <'there'>}");
  ZbOutboxHold hold = { 0 };
  DexFuture *saved;

  zb_outbox_rig_submit (f, first);
  zb_outbox_rig_hold_disk (f, &hold);
  saved = zb_outbox_submit (f->outbox, second);
  zb_wait (50);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait (50);
  g_assert_true (dex_future_is_pending (saved));
  g_assert_cmpint (zb_command_get_state (first), ==, ZB_COMMAND_QUEUED);
  zb_outbox_rig_release_disk (&hold);
  zb_outbox_rig_finish (saved);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpint (zb_command_get_state (first), ==, ZB_COMMAND_WITHDRAWN);
  g_assert_cmpint (zb_command_get_state (second), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), zb_command_get_key (second)));
}

static void
read_case (ZbOutboxRig *f, gint64 revision)
{
  g_autoptr (ZbEntity) read = zb_entity_new (ZB_KIND_CASE, "c1");
  g_autoptr (ZbEvent) event = NULL;

  read->version = read->revision = revision;
  event = zb_event_new ("case.updated", read, 0);
  zb_world_apply (f->world, event);
}

/* Two edits that do not become one, because something else follows the first: on what the second rests when
 * it is sent, where the first is answered with @answer. */
static void
send_two_edits (ZbOutboxRig *f, const char *answer, const char *expected)
{
  g_autoptr (ZbCommand) first = NULL, second = NULL;
  g_autoptr (ZbCommand) between = zb_command_new ("case.file", "c1", NULL);

  read_case (f, 3);
  first = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  zb_command_set_follows (between, zb_command_get_key (first));
  zb_outbox_rig_submit (f, between);
  second = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 3);
  g_assert_cmpstr (zb_command_get_if_match (second), ==, "3");
  f->platform->answer_with = answer;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (second) == ZB_COMMAND_ACCEPTED, 15000);
  g_assert_cmpstr (zb_command_get_if_match (second), ==, expected);
}

#define CASE_OF_REVISION(revision)                                                                           \
  "{\"id\":\"c1\",\"version\":9,\"revision\":" revision ",\"updated_at\":\"2026-11-03T02:00:00.000Z\","      \
  "\"title\":\"t\",\"kind\":\"noise\",\"severity\":\"low\",\"step\":\"filed\"}"

static void
test_edit_goes_along (ZbOutboxRig *f, gconstpointer data)
{
  send_two_edits (f, CASE_OF_REVISION ("4"), "4");
}

/* In between somebody else has changed it, unseen: the platform is to say so. */
static void
test_edit_stays_behind (ZbOutboxRig *f, gconstpointer data)
{
  send_two_edits (f, CASE_OF_REVISION ("5"), "3");
}

/* A note changes no field, so what waits behind it rests on what was read when it was made, and not on what
 * came from others until its turn. */
static void
test_edit_behind_a_note (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) note = NULL, edit = NULL;

  read_case (f, 3);
  note = zb_outbox_rig_submit_new (f, "case.note", "c1");
  edit = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  read_case (f, 8);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (edit) == ZB_COMMAND_ACCEPTED, 15000);
  g_assert_cmpstr (zb_command_get_if_match (edit), ==, "3");
}

/* Neither does a ticked line change a field: the next revision that it is answered with is what somebody else
 * has made of the case, which the edit behind it was not made for. */
static void
test_edit_behind_a_tick (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) tick = NULL, edit = NULL;

  read_case (f, 3);
  tick = zb_outbox_rig_submit_new (f, "case.checklist", "c1");
  edit = zb_outbox_rig_submit_new (f, "case.edit", "c1");
  f->platform->answer_with = CASE_OF_REVISION ("4");
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_command_get_state (edit) == ZB_COMMAND_ACCEPTED, 15000);
  g_assert_cmpstr (zb_command_get_if_match (edit), ==, "3");
}

/* A console that ended while a command was on its way leaves one that the next console sends. */
static void
test_was_on_its_way (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);
  g_autoptr (ZbOutboxStore) store = NULL;
  ZbOutboxRow *row = zb_outbox_row_new (command, NULL);
  const char *account = zb_session_get_account (f->session)->parent_instance.id;

  zb_outbox_rig_close (f);
  store = zb_outbox_store_new (f->path, NULL);
  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  zb_outbox_rig_finish (zb_outbox_store_put (store, zb_rest_get_url (f->rest), account, row, NULL));
  zb_outbox_row_free (row);
  zb_outbox_store_close (store);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
}

/* A file that can be opened and not read: what is done from now on is sent all the same. */
static void
test_unreadable (ZbOutboxRig *f, gconstpointer data)
{
  static const char *const other[] = { "DROP TABLE IF EXISTS command; CREATE TABLE command (number INTEGER)",
                                       "", NULL };
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);
  g_autoptr (ZbDatabase) database = NULL;
  DexFuture *opened;

  zb_outbox_rig_close (f);
  g_assert_no_errno (g_unlink (f->path));
  database = zb_database_new (f->path, ZB_CONNECTION_WRITE_DURABLE, other, 1, NULL);
  g_assert_nonnull (database);
  zb_database_close (database);
  f->outbox = zb_outbox_new (f->path, f->session, f->inbox, NULL);
  opened = zb_outbox_open (f->outbox);
  zb_wait_for (zb_outbox_rig_is_settled (opened), 15000);
  g_assert_true (dex_future_is_rejected (opened));
  dex_unref (opened);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_take_unsaved (f->outbox, command);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED, 15000);
}

/* What no disk keeps takes its turn while there is a line, and is refused in words when that goes. */
static void
test_unsaved (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) first = zb_command_new ("case.file", "c1", NULL);
  g_autoptr (ZbCommand) second = zb_command_new ("case.note", "c1", NULL);

  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_take_unsaved (f->outbox, first);
  zb_outbox_take_unsaved (f->outbox, second);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 0), "POST /api/v1/cases/c1/file"));
  g_assert_true (g_str_has_prefix (zb_outbox_rig_get_sent (f, 1), "POST /api/v1/cases/c1/notes"));
}

static guint
count_fleeting (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "zhiban", NULL);
  g_autoptr (GDir) all = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (all != NULL && (name = g_dir_read_name (all)) != NULL)
    n += g_str_has_prefix (name, "outbox-");
  return n;
}

/* What nobody reads later is sent as anything else is, leaves nothing behind, and is lost where it was not.
 */
static void
test_fleeting (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) sent = zb_command_new ("alert.close", "a1", NULL);
  g_autoptr (ZbCommand) lost = zb_command_new ("alert.close", "a2", NULL);
  const guint before = count_fleeting ();
  guint n_lost;

  zb_outbox_rig_close (f);
  f->outbox = zb_outbox_new_fleeting (f->session, f->inbox, NULL);
  zb_outbox_rig_finish (zb_outbox_open (f->outbox));
  g_assert_cmpuint (count_fleeting (), >, before);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, sent);
  zb_wait_for (zb_command_get_state (sent) == ZB_COMMAND_ACCEPTED, 15000);
  zb_outbox_set_online (f->outbox, FALSE);
  zb_outbox_rig_submit (f, lost);
  zb_outbox_rig_finish (zb_outbox_leave (f->outbox, 100));
  g_assert_cmpuint (zb_outbox_get_left (f->outbox, &n_lost), ==, 0);
  g_assert_cmpuint (n_lost, ==, 1);
  zb_outbox_rig_close (f);
  g_assert_cmpuint (count_fleeting (), ==, before);
  zb_outbox_rig_open (f);
}

#define KILLED 25

/* The part of test_killed () that is killed. */
static int
be_killed (const char *url, const char *path)
{
  g_autoptr (ZbRest) rest = zb_rest_new (url, NULL);
  g_autoptr (ZbSession) session = zb_session_new (rest);
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbInbox) inbox = zb_inbox_new (world);
  g_autoptr (ZbOutbox) outbox = NULL;

  zb_outbox_rig_finish (zb_session_sign_in (session, "officer", "password"));
  outbox = zb_outbox_new (path, session, inbox, NULL);
  zb_outbox_rig_finish (zb_outbox_open (outbox));
  for (guint i = 0; i < KILLED; i++)
    {
      g_autofree char *subject = g_strdup_printf ("a%u", i);
      g_autoptr (ZbCommand) command = zb_command_new ("alert.close", subject, NULL);
      zb_outbox_rig_finish (zb_outbox_submit (outbox, command));
    }
  kill (getpid (), SIGKILL);
  return 0;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *)data = TRUE;
}

static void
test_killed (ZbOutboxRig *f, gconstpointer data)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) process = NULL;
  gboolean ended = FALSE;

  zb_outbox_rig_close (f);
  process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, self, "--be-killed", f->platform->url, f->path, NULL);
  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  zb_wait_for (ended, 60000);
  g_assert_true (g_subprocess_get_if_signaled (process));
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, KILLED);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (g_hash_table_size (f->platform->committed), ==, KILLED);
  g_assert_cmpuint (f->platform->commands->len, ==, KILLED);
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/outbox/" name, ZbOutboxRig, NULL, zb_outbox_rig_set_up, func, zb_outbox_rig_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  dex_init ();
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2], argv[3]);
  zb_outbox_rig_begin (&argc, &argv);

  ADD ("survives", test_survives);
  ADD ("order", test_order);
  ADD ("files-go-last", test_files_go_last);
  ADD ("nobody-waits-for-a-file", test_nobody_waits_for_a_file);
  ADD ("fails-always", test_fails_always);
  ADD ("file-is-gone", test_file_is_gone);
  ADD ("verdict-is-held", test_verdict_is_held);
  ADD ("next-step-ends-the-hold", test_next_step_ends_the_hold);
  ADD ("refused", test_refused);
  ADD ("sent-again-with-its-key", test_sent_again_with_its_key);
  ADD ("asks-before-late-dispatch", test_asks_before_late_dispatch);
  ADD ("asks-where-the-case-has-changed", test_asks_where_the_case_has_changed);
  ADD ("asks-where-it-changed-meanwhile", test_asks_where_it_changed_meanwhile);
  ADD ("what-follows-rests-on-nothing", test_what_follows_rests_on_nothing);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("edits-are-folded", test_edits_are_folded);
  ADD ("needs-a-line", test_needs_a_line);
  ADD ("line-goes-while-sending", test_line_goes_while_sending);
  ADD ("belongs-to-its-officer", test_belongs_to_its_officer);
  ADD ("record-stays", test_record_stays);
  ADD ("withdrawn-with-followers", test_withdrawn_with_followers);
  ADD ("edit-is-sent-as-before", test_edit_is_sent_as_before);
  ADD ("refused-is-sent-again", test_refused_is_sent_again);
  ADD ("counts-others", test_counts_others);
  ADD ("edit-goes-while-another-is-made", test_edit_goes_while_another_is_made);
  ADD ("was-on-its-way", test_was_on_its_way);
  ADD ("unreadable", test_unreadable);
  ADD ("edit-goes-along", test_edit_goes_along);
  ADD ("edit-stays-behind", test_edit_stays_behind);
  ADD ("edit-behind-a-note", test_edit_behind_a_note);
  ADD ("edit-behind-a-tick", test_edit_behind_a_tick);
  ADD ("unsaved", test_unsaved);
  ADD ("fleeting", test_fleeting);
  ADD ("killed", test_killed);

  return g_test_run ();
}
