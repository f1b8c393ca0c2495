/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer goes: what was done goes still, or is there when that officer is back. */
#include "zb-outbox-rig.h"
#include "zb-wait.h"

#include <locale.h>

/* Leaves the outbox and opens it again. Returns how much was left, and says how much is lost. */
static guint
go_and_come (ZbOutboxRig *f, guint milliseconds, guint *n_lost)
{
  DexFuture *gone = zb_outbox_leave (f->outbox, milliseconds);
  guint n_left;

  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
  zb_outbox_rig_finish (gone);
  n_left = zb_outbox_get_left (f->outbox, n_lost);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  return n_left;
}

/* Nobody is there any more to undo it, so it goes with its officer, and what waits behind it goes too. */
static void
test_verdict_goes (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) verdict = zb_command_new ("alert.verdict", "a1", NULL);
  g_autoptr (ZbCommand) close = zb_command_new ("alert.close", "a1", NULL);
  guint n_lost;

  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_submit (f, verdict);
  zb_outbox_rig_submit (f, close);
  g_assert_cmpint (zb_command_get_state (verdict), ==, ZB_COMMAND_HELD);
  g_assert_cmpuint (go_and_come (f, 15000, &n_lost), ==, 0);
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (f->platform->commands->len, ==, 2);
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 0), "a1/verdict"));
  g_assert_nonnull (strstr (zb_outbox_rig_get_sent (f, 1), "a1/close"));
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 0);
}

/* Without a line it waits for its officer, and nobody waits for the line. */
static void
test_verdict_stays (ZbOutboxRig *f, gconstpointer data)
{
  const gint64 began = g_get_monotonic_time ();
  guint n_lost;

  g_object_unref (zb_outbox_rig_submit_new (f, "alert.verdict", "a1"));
  g_assert_cmpuint (go_and_come (f, 15000, &n_lost), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
  zb_outbox_set_online (f->outbox, TRUE);
  zb_wait_for (zb_outbox_rig_count (f) == 0, 15000);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
}

/* A platform that does not answer is not waited for without end; what it may have done goes again as it went.
 */
static void
test_no_answer (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) kept = NULL;
  guint n_lost;

  f->platform->silent = TRUE;
  zb_outbox_set_online (f->outbox, TRUE);
  g_object_unref (zb_outbox_rig_submit_new (f, "alert.verdict", "a1"));
  g_assert_cmpuint (go_and_come (f, 300, &n_lost), ==, 1);
  kept = g_list_model_get_item (zb_world_get_commands (f->world), 0);
  g_assert_true (zb_command_get_was_sent (kept));
  g_assert_false (zb_command_can_be_withdrawn (kept));
}

/* What was done in the last moment is on its way to the disk before the outbox can be closed. */
static void
test_last_moment (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) last = zb_command_new ("alert.close", "a1", NULL);
  DexFuture *taken = zb_outbox_submit (f->outbox, last);

  zb_outbox_close (f->outbox);
  zb_outbox_rig_finish (taken);
  zb_outbox_rig_close (f);
  zb_outbox_rig_open (f);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
}

/* With a line it is sent at once, as soon as the disk has it. */
static void
test_slow_disk (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) last = zb_command_new ("alert.close", "a1", NULL);
  ZbOutboxHold hold = { 0 };
  DexFuture *taken, *gone;

  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_rig_hold_disk (f, &hold);
  taken = zb_outbox_submit (f->outbox, last);
  gone = zb_outbox_leave (f->outbox, 15000);
  zb_wait (100);
  g_assert_true (dex_future_is_pending (gone));
  zb_outbox_rig_release_disk (&hold);
  zb_outbox_rig_finish (taken);
  zb_outbox_rig_finish (gone);
  g_assert_cmpint (zb_command_get_state (last), ==, ZB_COMMAND_ACCEPTED);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
}

/* A disk that takes nothing for a while has one more chance. */
static void
test_unsaved_is_saved (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);
  guint n_lost;

  f->platform->silent = TRUE;
  zb_outbox_set_online (f->outbox, TRUE);
  zb_outbox_take_unsaved (f->outbox, command);
  g_assert_cmpuint (go_and_come (f, 200, &n_lost), ==, 1);
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpuint (zb_outbox_rig_count (f), ==, 1);
}

static void
spoil_disk (ZbOutboxRig *f)
{
  static const char *const spoilt[] = { "", "", "DROP TABLE command", NULL };
  g_autoptr (ZbDatabase) database = zb_database_new (f->path, ZB_CONNECTION_WRITE_DURABLE, spoilt, 1, NULL);

  g_assert_nonnull (database);
  zb_database_close (database);
}

/* The disk takes it no more, in the moment in which its officer goes. Returns how much is lost. */
static guint
leave_without_a_disk (ZbOutboxRig *f)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.close", "a1", NULL);
  DexFuture *taken, *gone;
  guint n_lost;

  spoil_disk (f);
  taken = zb_outbox_submit (f->outbox, command);
  gone = zb_outbox_leave (f->outbox, 15000);
  zb_outbox_rig_finish (gone);
  g_assert_true (dex_future_is_rejected (taken));
  dex_unref (taken);
  g_assert_cmpuint (zb_outbox_get_left (f->outbox, &n_lost), ==, 0);
  return n_lost;
}

/* It is sent all the same. */
static void
test_not_taken_is_sent (ZbOutboxRig *f, gconstpointer data)
{
  zb_outbox_set_online (f->outbox, TRUE);
  g_assert_cmpuint (leave_without_a_disk (f), ==, 0);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
}

/* With neither a disk nor a line it is lost, and counted as such. */
static void
test_lost (ZbOutboxRig *f, gconstpointer data)
{
  g_assert_cmpuint (leave_without_a_disk (f), ==, 1);
}

/* Who sits here by then sees nothing of the answer. */
static void
test_answer_is_for_nobody (ZbOutboxRig *f, gconstpointer data)
{
  g_autoptr (ZbCommand) file = zb_command_new ("case.file", "c1", NULL);
  DexFuture *taken;

  f->platform->answer_with =
      "{\"id\":\"c1\",\"version\":9,\"revision\":4,\"updated_at\":\"2026-11-03T02:00:00.000Z\","
      "\"title\":\"t\",\"kind\":\"noise\",\"severity\":\"low\",\"step\":\"filed\"}";
  zb_outbox_set_online (f->outbox, TRUE);
  taken = zb_outbox_submit (f->outbox, file);
  zb_outbox_rig_finish (zb_outbox_leave (f->outbox, 15000));
  zb_outbox_rig_finish (taken);
  g_assert_cmpuint (f->platform->commands->len, ==, 1);
  g_assert_null (zb_world_lookup (f->world, ZB_KIND_CASE, "c1"));
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/outbox-leave/" name, ZbOutboxRig, NULL, zb_outbox_rig_set_up, func, zb_outbox_rig_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  dex_init ();
  zb_outbox_rig_begin (&argc, &argv);

  ADD ("verdict-goes", test_verdict_goes);
  ADD ("verdict-stays", test_verdict_stays);
  ADD ("no-answer", test_no_answer);
  ADD ("last-moment", test_last_moment);
  ADD ("slow-disk", test_slow_disk);
  ADD ("unsaved-is-saved", test_unsaved_is_saved);
  ADD ("not-taken-is-sent", test_not_taken_is_sent);
  ADD ("lost", test_lost);
  ADD ("answer-is-for-nobody", test_answer_is_for_nobody);

  return g_test_run ();
}
