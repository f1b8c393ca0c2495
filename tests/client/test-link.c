/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-link.h"

#include "zb-alert.h"
#include "zb-connection.h"
#include "zb-fake-platform.h"
#include "zb-officer.h"
#include "zb-outbox.h"
#include "zb-query.h"
#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-unit.h"
#include "zb-wait.h"

#include <glib/gstdio.h>
#include <libdex.h>
#include <locale.h>

typedef struct
{
  ZbTestPlatform *platform;
  ZbWorld *world;
  ZbLink *link;
  gboolean answered;
  gboolean signed_in;
  GError *error;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 500 });
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
}

static void
drop_link (Fixture *f)
{
  DexFuture *left = zb_link_leave (f->link);

  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (f->link));
  zb_wait (100);
  g_assert_finalize_object (f->link);
  g_assert_finalize_object (f->world);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop_link (f);
  zb_test_platform_free (f->platform);
  g_clear_error (&f->error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->answered = TRUE;
  f->signed_in = zb_link_sign_in_finish (ZB_LINK (source), result, &f->error);
}

static void
sign_in_at (Fixture *f, const char *url, const char *who, const char *password)
{
  f->answered = FALSE;
  g_clear_error (&f->error);
  zb_link_sign_in_async (f->link, url, who, password, NULL, on_signed_in, f);
  zb_wait_for (f->answered, 20000);
}

static void
sign_in (Fixture *f, const char *who)
{
  sign_in_at (f, zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD);
  g_assert_no_error (f->error);
  g_assert_true (f->signed_in);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
}

/* As where the main loop has had no time yet to tell that somebody is in. */
static void
on_signed_in_late (GObject *source, GAsyncResult *result, gpointer data)
{
  zb_link_sign_out (ZB_LINK (source));
  on_signed_in (source, result, data);
}

static void
test_out_before_in_is_heard (Fixture *f, gconstpointer data)
{
  zb_link_sign_in_async (f->link, zb_test_platform_get_url (f->platform), "officer", ZB_TEST_PASSWORD, NULL,
                         on_signed_in_late, f);
  zb_wait_for (f->answered, 20000);
  g_assert_false (f->signed_in);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
rename_unit (ZbTransaction *tx, gpointer data)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, ZB_TEST_UNIT_1);

  g_set_str (&unit->call_sign, data);
  zb_transaction_save (tx, unit, "unit.updated");
  return TRUE;
}

static gboolean
remove_unit (ZbTransaction *tx, gpointer data)
{
  zb_transaction_remove (tx, zb_transaction_load (tx, ZB_KIND_UNIT, data));
  return TRUE;
}

static void
work (Fixture *f, ZbPlatformWork func, const char *data)
{
  g_autoptr (GError) error = NULL;

  zb_platform_work_sync (zb_test_platform_get (f->platform), func, (gpointer)data, &error);
  g_assert_no_error (error);
}

static gboolean
unit_is_called (Fixture *f, const char *call_sign)
{
  ZbUnit *unit = zb_world_lookup (f->world, ZB_KIND_UNIT, ZB_TEST_UNIT_1);

  return unit != NULL && g_strcmp0 (unit->call_sign, call_sign) == 0;
}

static guint
same_world (Fixture *f, const char *who)
{
  return zb_assert_same_world (zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD, f->world);
}

static void
test_live (Fixture *f, gconstpointer data)
{
  sign_in (f, "officer");
  g_assert_cmpstr (zb_link_get_account (f->link)->username, ==, "officer");
  g_assert_cmpuint (same_world (f, "officer"), >, 10);
  work (f, rename_unit, "七号");
  zb_wait_for (unit_is_called (f, "七号"), 15000);
  work (f, remove_unit, ZB_TEST_UNIT_2);
  zb_wait_for (zb_world_lookup (f->world, ZB_KIND_UNIT, ZB_TEST_UNIT_2) == NULL, 15000);
  same_world (f, "officer");
  g_assert_cmpint (ABS (zb_link_get_now (f->link) - g_get_real_time ()), <, G_TIME_SPAN_SECOND);
}

/* Whether the shift is told that so much is muted, and nothing heard at all, at the only seat that there is.
 */
static gboolean
shift_is_told (Fixture *f, guint muted, gboolean silent)
{
  g_autoptr (ZbOfficer) officer = g_list_model_get_item (zb_world_get_officers (f->world), 0);

  return officer && officer->muted == muted && officer->silent == silent;
}

static void
test_sound_of_the_seat (Fixture *f, gconstpointer data)
{
  sign_in (f, "officer");
  zb_wait_for (shift_is_told (f, 0, FALSE), 15000);
  zb_link_set_muted (f->link, 1u << ZB_SEVERITY_LOW);
  zb_wait_for (shift_is_told (f, 1u << ZB_SEVERITY_LOW, FALSE), 15000);
  zb_link_set_silent (f->link, TRUE);
  zb_wait_for (shift_is_told (f, 1u << ZB_SEVERITY_LOW, TRUE), 15000);
  zb_link_set_silent (f->link, FALSE);
  zb_link_set_muted (f->link, 0);
  zb_wait_for (shift_is_told (f, 0, FALSE), 15000);
}

static void
test_back_after_restart (Fixture *f, gconstpointer data)
{
  sign_in (f, "officer");
  gint64 began = g_get_monotonic_time ();
  zb_test_platform_stop (f->platform);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_STALE, 15000);
  g_test_message ("the loss showed after %.0f ms", (g_get_monotonic_time () - began) / 1000.0);
  g_assert_nonnull (zb_link_get_problem (f->link));
  g_assert_true (unit_is_called (f, "一号"));

  zb_wait (700);
  zb_test_platform_start (f->platform);
  work (f, rename_unit, "八号");
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
  zb_wait_for (unit_is_called (f, "八号"), 15000);
  g_assert_null (zb_link_get_problem (f->link));
  same_world (f, "officer");
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  sign_in_at (f, zb_test_platform_get_url (f->platform), "officer", "wrong");
  g_assert_false (f->signed_in);
  g_assert_cmpint (zb_link_get_state (f->link), ==, ZB_LINK_SIGNED_OUT);
  g_assert_cmpstr (zb_link_get_problem (f->link), ==, f->error->message);
  g_assert_null (zb_link_get_account (f->link));
}

/* Who sits here keeps the seat, the line and the claims while another one mistypes. */
static void
test_wrong_password_of_another (Fixture *f, gconstpointer data)
{
  const char *urls[] = { zb_test_platform_get_url (f->platform), "http://127.0.0.1:9" };

  sign_in (f, "officer");
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      sign_in_at (f, urls[i], "officer2", "wrong");
      g_assert_false (f->signed_in);
      g_assert_cmpstr (zb_link_get_account (f->link)->username, ==, "officer");
      g_assert_cmpint (zb_link_get_state (f->link), ==, ZB_LINK_LIVE);
      g_assert_null (zb_link_get_problem (f->link));
    }
  work (f, rename_unit, "六号");
  zb_wait_for (unit_is_called (f, "六号"), 15000);
}

/* The seat that is left is still being written when its officer is back: the file waits for it. */
static void
test_out_and_in (Fixture *f, gconstpointer data)
{
  sign_in (f, "officer");
  zb_link_sign_out (f->link);
  sign_in (f, "officer");
  sign_in (f, "officer");
  same_world (f, "officer");
}

static void
test_no_platform (Fixture *f, gconstpointer data)
{
  const char *urls[] = { "http://127.0.0.1:9", "http://192.0.2.1", "ftp://127.0.0.1", "nonsense", "" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      sign_in_at (f, urls[i], "officer", ZB_TEST_PASSWORD);
      g_test_message ("%s: %s", urls[i], f->error->message);
      g_assert_false (f->signed_in);
      g_assert_cmpint (zb_link_get_state (f->link), ==, ZB_LINK_SIGNED_OUT);
    }
}

static void
test_change_of_officer (Fixture *f, gconstpointer data)
{
  sign_in (f, "officer");
  g_assert_nonnull (zb_world_lookup (f->world, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH));
  sign_in (f, "south");
  g_assert_cmpstr (zb_link_get_account (f->link)->username, ==, "south");
  g_assert_null (zb_world_lookup (f->world, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH));
  same_world (f, "south");
  zb_link_sign_out (f->link);
  g_assert_cmpint (zb_link_get_state (f->link), ==, ZB_LINK_SIGNED_OUT);
  g_assert_null (zb_link_get_account (f->link));
}

/* The second console of the same officer starts from what the first one knew. */
static void
test_starts_from_cache (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbFakePlatform) fake = zb_fake_platform_new (0.5);
  guint lists;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);
      zb_fake_platform_put (fake, "unit", id, 1,
                            ",\"call_sign\":\"one\",\"organisation\":\"o\",\"skills\":[]");
    }
  sign_in_at (f, fake->url, "officer", "password");
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
  lists = fake->lists_served;
  zb_fake_platform_put (fake, "unit", "u7", 2,
                        ",\"call_sign\":\"seven\",\"organisation\":\"o\",\"skills\":[]");
  zb_fake_platform_remove (fake, "unit", "u8");
  zb_wait_for (zb_world_lookup (f->world, ZB_KIND_UNIT, "u8") == NULL, 15000);
  drop_link (f);

  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
  zb_fake_platform_put (fake, "unit", "u9", 2,
                        ",\"call_sign\":\"nine\",\"organisation\":\"o\",\"skills\":[]");
  sign_in_at (f, fake->url, "officer", "password");
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (f->world, ZB_KIND_UNIT)), ==, 499);
  ZbUnit *unit = zb_world_lookup (f->world, ZB_KIND_UNIT, "u7");
  g_assert_cmpstr (unit->call_sign, ==, "seven");
  unit = zb_world_lookup (f->world, ZB_KIND_UNIT, "u9");
  zb_wait_for (g_strcmp0 (unit->call_sign, "nine") == 0, 15000);
  g_assert_cmpuint (fake->lists_served, ==, lists);
  drop_link (f);
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
}

static void
begin_again (Fixture *f, ZbFakePlatform *fake)
{
  drop_link (f);
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
  sign_in_at (f, fake->url, "officer", "password");
}

/* What a console without its plans has kept is there to look at, and the next one asks for all lists. */
static void
test_cache_without_a_list (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbFakePlatform) fake = zb_fake_platform_new (0.5);
  ZbUnit *unit;

  fake->refuse_gets = TRUE;
  fake->refuse_with = 500;
  fake->refuse_path = "/plans";
  zb_fake_platform_put (fake, "plan", "p1", 1, ",\"name\":\"Flood\",\"kind\":\"flood\"");
  zb_fake_platform_put (fake, "unit", "u1", 1, ",\"call_sign\":\"one\",\"organisation\":\"o\",\"skills\":[]");
  sign_in_at (f, fake->url, "officer", "password");
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
  g_assert_null (zb_world_lookup (f->world, ZB_KIND_PLAN, "p1"));
  fake->refuse_gets = FALSE;
  fake->pause_path = "/units";
  begin_again (f, fake);
  unit = zb_world_lookup (f->world, ZB_KIND_UNIT, "u1");
  g_assert_nonnull (unit);
  g_assert_cmpstr (unit->call_sign, ==, "one");
  fake->pause_path = NULL;
  zb_fake_platform_answer_paused (fake);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
  g_assert_nonnull (zb_world_lookup (f->world, ZB_KIND_PLAN, "p1"));
  begin_again (f, fake);
}

static void
set_up_short_lived (Fixture *f, gconstpointer data)
{
  f->platform = zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 500, .token_seconds = 1 });
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
}

static gboolean
is_ready (ZbAnswer *answer)
{
  return zb_answer_get_state (answer) == ZB_ANSWER_READY;
}

/* A token that has run out is renewed when the platform asks for it: by a question, and by the feed. */
static void
test_token_runs_out (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = NULL;

  sign_in (f, "officer");
  zb_wait (1600);
  answer = zb_query_search (ZB_QUERY (f->link), "北一");
  zb_wait_for (is_ready (answer), 15000);
  zb_test_platform_stop (f->platform);
  zb_wait (1600);
  zb_test_platform_start (f->platform);
  work (f, rename_unit, "九号");
  zb_wait_for (unit_is_called (f, "九号"), 15000);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
}

static gboolean
end_sessions (ZbTransaction *tx, gpointer data)
{
  return zb_connection_script (tx->connection, "DELETE FROM session", &tx->error);
}

/* A session that the platform has ended is said to the officer, and a new one can be begun. */
static void
test_session_is_ended (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = NULL;

  sign_in (f, "officer");
  work (f, end_sessions, NULL);
  zb_wait (50);
  answer = zb_query_search (ZB_QUERY (f->link), "北一");
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_SIGNED_OUT, 15000);
  g_assert_nonnull (zb_link_get_problem (f->link));
  g_assert_null (zb_link_get_account (f->link));
  sign_in (f, "officer");
  same_world (f, "officer");
}

static ZbAlert *
get_alert (Fixture *f, const char *id)
{
  return zb_world_lookup (f->world, ZB_KIND_ALERT, id);
}

static gboolean
is_claimed (Fixture *f, const char *id)
{
  return get_alert (f, id) && get_alert (f, id)->state == ZB_ALERT_CLAIMED;
}

/* Signs in, claims an alert and judges it, which is held for a moment. */
static ZbCommand *
judge (Fixture *f, char **id)
{
  g_autoptr (ZbCommand) claim = NULL;
  ZbCommand *verdict;

  *id = zb_test_raise (f->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "one");
  sign_in (f, "officer");
  zb_wait_for (get_alert (f, *id) != NULL, 15000);
  claim = zb_command_new ("alert.claim", *id, NULL);
  zb_link_submit (f->link, claim);
  zb_wait_for (is_claimed (f, *id), 15000);
  verdict = zb_command_new ("alert.verdict", *id,
                            g_variant_new_parsed ("{'verdict': <'true'>, 'seen_occurrence': <@x 1>}"));
  zb_link_submit (f->link, verdict);
  zb_wait_for (g_list_model_get_n_items (zb_world_get_commands (f->world)) == 1, 15000);
  g_assert_cmpint (zb_command_get_state (verdict), ==, ZB_COMMAND_HELD);
  return verdict;
}

static void
assert_judged (Fixture *f, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/alerts/%s", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (f->platform, "leader", path);

  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "verified");
}

static void
on_unsent_left (ZbLink *link, guint n_left, guint n_lost, guint *told)
{
  g_assert_cmpuint (n_lost, ==, 0);
  *told += n_left;
}

/* A verdict in its last seconds goes before its officer does, while the alert is still his. */
static void
test_out_while_held (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (ZbCommand) verdict = judge (f, &id);
  DexFuture *left = zb_link_leave (f->link);

  g_assert_cmpint (zb_link_get_state (f->link), ==, ZB_LINK_SIGNED_OUT);
  g_assert_cmpuint (g_list_model_get_n_items (zb_world_get_commands (f->world)), ==, 0);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_assert_cmpint (zb_command_get_state (verdict), ==, ZB_COMMAND_ACCEPTED);
  assert_judged (f, id);
}

/* The same where another officer takes the seat. */
static void
test_hand_over_while_held (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (ZbCommand) verdict = judge (f, &id);

  sign_in (f, "officer2");
  zb_wait_for (zb_command_get_state (verdict) == ZB_COMMAND_ACCEPTED, 15000);
  assert_judged (f, id);
  zb_wait_for (zb_world_get_others_waiting (f->world) == 0, 15000);
}

/* Whether the platform has the verdict; the claim that it rested on may have ended with the session. */
static gboolean
is_decided (Fixture *f, const char *id)
{
  g_autoptr (ZbCommand) command = g_list_model_get_item (zb_world_get_commands (f->world), 0);

  return get_alert (f, id)->state == ZB_ALERT_VERIFIED ||
         (command && zb_command_get_state (command) == ZB_COMMAND_REFUSED &&
          zb_command_get_problem (command)->status == 409);
}

/* Without a line it is kept for its officer, and that is said; nobody else sends it. */
static void
test_out_while_held_without_line (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (ZbCommand) verdict = judge (f, &id);
  guint told = 0;

  g_signal_connect (f->link, "unsent-left", G_CALLBACK (on_unsent_left), &told);
  zb_test_platform_stop (f->platform);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_STALE, 15000);
  zb_link_sign_out (f->link);
  zb_wait_for (told == 1, 15000);
  zb_test_platform_start (f->platform);
  sign_in (f, "officer2");
  zb_wait_for (zb_world_get_others_waiting (f->world) == 1, 15000);
  sign_in (f, "officer");
  zb_wait_for (is_decided (f, id), 15000);
  g_assert_cmpuint (told, ==, 1);
}

static void
test_needs_somebody (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbCommand) command = zb_command_new ("alert.claim", "a1", NULL);

  zb_link_submit (f->link, command);
  g_assert_cmpint (zb_command_get_state (command), ==, ZB_COMMAND_REFUSED);
}

#define ALERT                                                                                                \
  ",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"state\":\"new\",\"area\":\"a\",\"title\":\"t\""

/* Signs in, claims an alert and waits until that is so. */
static void
claim_one (Fixture *f)
{
  g_autofree char *id = zb_test_raise (f->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "one");
  g_autoptr (ZbCommand) claim = zb_command_new ("alert.claim", id, NULL);

  sign_in (f, "officer");
  zb_wait_for (get_alert (f, id) != NULL, 15000);
  zb_link_submit (f->link, claim);
  zb_wait_for (is_claimed (f, id), 15000);
}

/* Whoever asks when nobody sits here gets no answer, and no more happens. */
static void
test_asked_by_nobody (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) answer = zb_query_fetch (ZB_QUERY (f->link), ZB_KIND_ALERT, "a1");

  zb_wait_for (zb_answer_get_state (answer) == ZB_ANSWER_FAILED, 15000);
}

/* What an officer asked for is answered when somebody else sits here: it is not for that one's eyes. */
static void
test_late_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbFakePlatform) fake = zb_fake_platform_new (1);
  g_autoptr (ZbAnswer) answer = NULL;

  sign_in_at (f, fake->url, "officer", "password");
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 15000);
  fake->pause_path = "/alerts/";
  answer = zb_query_fetch (ZB_QUERY (f->link), ZB_KIND_ALERT, "a1");
  zb_wait_for (fake->paused->len == 1, 15000);
  zb_fake_platform_put (fake, "alert", "a1", 1, ALERT);
  zb_wait_for (get_alert (f, "a1") != NULL, 15000);
  sign_in_at (f, fake->url, "another", "password");
  zb_fake_platform_remove (fake, "alert", "a1");
  zb_wait_for (get_alert (f, "a1") == NULL, 15000);
  zb_fake_platform_put (fake, "alert", "a2", 1, ALERT);
  zb_wait_for (get_alert (f, "a2") != NULL, 15000);
  g_hash_table_insert (g_hash_table_lookup (fake->lists, "alerts"), g_strdup ("a1"),
                       g_strdup ("{\"id\":\"a1\",\"version\":9" ALERT "}"));
  zb_fake_platform_answer_paused (fake);
  zb_wait_for (zb_answer_get_state (answer) != ZB_ANSWER_PENDING, 15000);
  g_assert_null (get_alert (f, "a1"));
  zb_link_sign_out (f->link);
}

static void
remove_outbox (const char *path)
{
  for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
    {
      g_autofree char *name = g_strconcat (path, *end, NULL);
      g_remove (name);
    }
}

/* The power went while something was written: the file is put aside, and its officer goes on. */
static void
test_damaged_outbox (Fixture *f, gconstpointer data)
{
  g_autofree char *path = zb_outbox_find_path ();

  remove_outbox (path);
  g_assert_true (
      g_file_set_contents (path, "this is no database, and long enough to be looked at as one.", -1, NULL));
  g_test_expect_message ("zhiban-client", G_LOG_LEVEL_WARNING, "the outbox is damaged*");
  claim_one (f);
  g_test_assert_expected_messages ();
  g_assert_nonnull (zb_link_get_problem (f->link));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* A disk that gives no file at all: its officer acts all the same, and is told what that means. */
static void
test_no_outbox (Fixture *f, gconstpointer data)
{
  g_autofree char *path = zb_outbox_find_path ();

  remove_outbox (path);
  g_assert_no_errno (g_mkdir (path, 0700));
  g_test_expect_message ("zhiban-client", G_LOG_LEVEL_WARNING, "there is no outbox on the disk*");
  claim_one (f);
  g_test_assert_expected_messages ();
  g_assert_nonnull (zb_link_get_problem (f->link));
  g_assert_no_errno (g_rmdir (path));
}

#define ADD(name, func) g_test_add ("/link/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* The folders of a test have no schemas, and the desktop is not asked for a proxy. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  ADD ("live", test_live);
  ADD ("sound-of-the-seat", test_sound_of_the_seat);
  ADD ("back-after-restart", test_back_after_restart);
  ADD ("wrong-password", test_wrong_password);
  ADD ("wrong-password-of-another", test_wrong_password_of_another);
  ADD ("out-and-in", test_out_and_in);
  ADD ("out-before-in-is-heard", test_out_before_in_is_heard);
  ADD ("no-platform", test_no_platform);
  ADD ("change-of-officer", test_change_of_officer);
  ADD ("starts-from-cache", test_starts_from_cache);
  ADD ("cache-without-a-list", test_cache_without_a_list);
  ADD ("out-while-held", test_out_while_held);
  ADD ("hand-over-while-held", test_hand_over_while_held);
  ADD ("out-while-held-without-line", test_out_while_held_without_line);
  ADD ("asked-by-nobody", test_asked_by_nobody);
  ADD ("late-answer", test_late_answer);
  ADD ("damaged-outbox", test_damaged_outbox);
  ADD ("no-outbox", test_no_outbox);
  ADD ("needs-somebody", test_needs_somebody);
  g_test_add ("/link/token-runs-out", Fixture, NULL, set_up_short_lived, test_token_runs_out, tear_down);
  ADD ("session-is-ended", test_session_is_ended);

  return g_test_run ();
}
