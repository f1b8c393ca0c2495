/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The main job without a screen: an alert comes in, and goes by claim, verdict, case and dispatch through the
 * seven steps to the closed case. Everything is done as commands of the link, and seen in the world that the
 * feed fills. */
#include "zb-alert.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-entry.h"
#include "zb-evidence.h"
#include "zb-json-problem.h"
#include "zb-link.h"
#include "zb-query.h"
#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-uuid.h"
#include "zb-wait.h"

#include <libdex.h>
#include <locale.h>

typedef struct
{
  ZbTestPlatform *platform;
  ZbLink *officer;
  ZbLink *checker;
  gboolean answered;
  char *alert;
  char *the_case;
  char *assignment;
} Fixture;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *)data)->answered = TRUE;
}

static ZbLink *
sign_in (Fixture *f, const char *who)
{
  g_autoptr (ZbWorld) world = zb_world_new ();
  ZbLink *link = zb_link_new (world);

  f->answered = FALSE;
  zb_link_sign_in_async (link, zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD, NULL,
                         on_signed_in, f);
  zb_wait_for (f->answered, 20000);
  zb_wait_for (zb_link_get_state (link) == ZB_LINK_LIVE, 15000);
  return link;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 500 });
  f->officer = sign_in (f, "officer");
  f->the_case = zb_uuid_new ();
  f->assignment = zb_uuid_new ();
}

static void
drop (ZbLink **link)
{
  g_object_run_dispose (G_OBJECT (*link));
  zb_wait (100);
  g_assert_finalize_object (g_steal_pointer (link));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  drop (&f->officer);
  if (f->checker != NULL)
    drop (&f->checker);
  zb_test_platform_free (f->platform);
  g_free (f->alert);
  g_free (f->the_case);
  g_free (f->assignment);
}

static gpointer
look_up (Fixture *f, ZbKind kind, const char *id)
{
  return zb_world_lookup (zb_link_get_world (f->officer), kind, id);
}

static ZbAlert *
get_alert (Fixture *f)
{
  ZbAlert *alert = look_up (f, ZB_KIND_ALERT, f->alert);

  g_assert (alert != NULL);
  return alert;
}

static ZbCase *
get_case (Fixture *f)
{
  ZbCase *the_case = look_up (f, ZB_KIND_CASE, f->the_case);

  g_assert (the_case != NULL);
  return the_case;
}

static int
get_step (Fixture *f)
{
  ZbCase *the_case = look_up (f, ZB_KIND_CASE, f->the_case);

  return the_case ? the_case->step : ZB_STEP_NONE;
}

static gboolean
is_decided (ZbCommand *command)
{
  ZbCommandState state = zb_command_get_state (command);

  return state == ZB_COMMAND_ACCEPTED || state == ZB_COMMAND_REFUSED;
}

static ZbCommand *
try_with_age (ZbLink *link, const char *name, const char *subject, const char *args, gint64 age)
{
  g_autofree char *key = zb_uuid_new ();
  ZbCommand *command = zb_command_new_full (key, name, subject, args ? g_variant_new_parsed (args) : NULL,
                                            NULL, g_get_real_time () - age);

  zb_link_submit (link, command);
  zb_wait_for (is_decided (command), 15000);
  return command;
}

static void
act (ZbLink *link, const char *name, const char *subject, const char *args)
{
  /* So old that what can be undone is not held any longer. */
  g_autoptr (ZbCommand) command = try_with_age (link, name, subject, args, 10 * G_TIME_SPAN_SECOND);
  ZbProblem *problem = zb_command_get_problem (command);
  g_autofree char *words = problem ? zb_problem_to_words (problem) : NULL;

  if (zb_command_get_state (command) != ZB_COMMAND_ACCEPTED)
    g_error ("%s was refused: %s (%s)", name, words, problem && problem->detail ? problem->detail : "");
  g_test_message ("%s", name);
}

static void
refused (ZbLink *link, const char *name, const char *subject, const char *args, gint64 status)
{
  g_autoptr (ZbCommand) command = try_with_age (link, name, subject, args, 10 * G_TIME_SPAN_SECOND);

  g_assert_cmpint (zb_command_get_state (command), ==, ZB_COMMAND_REFUSED);
  g_assert_cmpint (zb_command_get_problem (command)->status, ==, status);
  zb_link_dismiss (link, command);
}

/* --- the steps ------------------------------------------------------------------------------ */

static void
alert_arrives (Fixture *f)
{
  gint64 began = g_get_monotonic_time ();

  f->alert = zb_test_raise (f->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  zb_wait_for (look_up (f, ZB_KIND_ALERT, f->alert) != NULL, 15000);
  g_test_message ("the alert was here after %.0f ms", (g_get_monotonic_time () - began) / 1000.0);
  g_assert_cmpint (get_alert (f)->state, ==, ZB_ALERT_NEW);
}

static void
claim_and_verify (Fixture *f)
{
  g_autofree char *verdict = g_strdup_printf (
      "{'verdict': <'true'>, 'seen_occurrence': <@x %" G_GINT64_FORMAT ">}", get_alert (f)->occurrences);

  refused (f->officer, "alert.verdict", f->alert, verdict, 409);
  act (f->officer, "alert.claim", f->alert, NULL);
  g_assert_cmpint (get_alert (f)->state, ==, ZB_ALERT_CLAIMED);
  g_assert_cmpstr (get_alert (f)->claim->by, ==, zb_link_get_account (f->officer)->parent_instance.id);
  act (f->officer, "alert.verdict", f->alert, verdict);
  g_assert_cmpint (get_alert (f)->state, ==, ZB_ALERT_VERIFIED);
  g_assert_cmpint (get_alert (f)->verdict, ==, ZB_VERDICT_TRUE);
}

static void
open_and_file (Fixture *f)
{
  g_autofree char *args =
      g_strdup_printf ("{'kind': <'smoke_fire'>, 'severity': <'urgent'>, 'title': <'烟火'>,"
                       " 'place': <'北一居委'>, 'location': <(121.4, 31.22)>, 'alerts': <['%s']>}",
                       f->alert);

  act (f->officer, "case.create", f->the_case, args);
  g_assert_cmpint (get_step (f), ==, ZB_STEP_COLLECTED);
  act (f->officer, "case.edit", f->the_case, "{'title': <'沿街烟火'>}");
  act (f->officer, "case.edit", f->the_case, "{'description': <'二楼'>}");
  g_assert_cmpstr (get_case (f)->title, ==, "沿街烟火");
  act (f->officer, "case.file", f->the_case, NULL);
  g_assert_cmpint (get_step (f), ==, ZB_STEP_FILED);
  g_assert_nonnull (get_case (f)->number);
  zb_wait_for (g_strcmp0 (get_alert (f)->case_id, f->the_case) == 0, 15000);
}

static gboolean
is_ready (ZbAnswer *answer)
{
  return zb_answer_get_state (answer) == ZB_ANSWER_READY;
}

static void
look_at_recommendations (Fixture *f)
{
  g_autoptr (ZbAnswer) answer = zb_query_recommend (ZB_QUERY (f->officer), f->the_case);

  zb_wait_for (is_ready (answer), 15000);
  g_assert_cmpuint (g_list_model_get_n_items (zb_answer_get_items (answer)), ==, 2);
  g_autoptr (ZbRecommendation) first = g_list_model_get_item (zb_answer_get_items (answer), 0);
  g_assert_nonnull (first->unit);
}

static void
dispatch (Fixture *f)
{
  g_autofree char *args =
      g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'%s'>}]>}", f->assignment, ZB_TEST_UNIT_1);

  act (f->officer, "case.dispatch", f->the_case, args);
  g_assert_cmpint (get_step (f), ==, ZB_STEP_DISPATCHED);
  g_assert_cmpint (get_case (f)->deadlines->finish, >, g_get_real_time ());
}

static void
handle (Fixture *f)
{
  static const char note[] = "{'note': <'电话告知'>}";

  refused (f->officer, "assignment.arrive", f->assignment, note, 409);
  act (f->officer, "assignment.accept", f->assignment, note);
  zb_wait_for (get_step (f) == ZB_STEP_HANDLING, 15000);
  act (f->officer, "assignment.en-route", f->assignment, note);
  act (f->officer, "assignment.arrive", f->assignment, note);
  act (f->officer, "assignment.done", f->assignment, note);
  act (f->officer, "case.report", f->the_case, "{'note': <'火已扑灭'>, 'on_behalf': <'电话告知'>}");
}

static void
tick_checks (Fixture *f)
{
  for (guint i = 0; i < get_case (f)->checklist->len; i++)
    {
      ZbCheckItem *item = g_ptr_array_index (get_case (f)->checklist, i);
      g_autofree char *args = g_strdup_printf ("{'index': <%u>, 'done': <true>}", i);
      if (g_strcmp0 (item->stage, "check") == 0)
        act (f->checker, "case.checklist", f->the_case, args);
    }
}

static void
check_and_close (Fixture *f)
{
  zb_wait_for (get_step (f) == ZB_STEP_CHECKING, 15000);
  f->checker = sign_in (f, "checker");
  g_assert_cmpstr (get_case (f)->checker, ==, zb_link_get_account (f->checker)->parent_instance.id);
  refused (f->checker, "case.check", f->the_case, NULL, 409);
  tick_checks (f);
  act (f->checker, "case.check", f->the_case, NULL);
  zb_wait_for (get_step (f) == ZB_STEP_CLOSED, 15000);
  g_assert_nonnull (get_case (f)->evaluation);
  zb_wait_for (get_alert (f)->case_id != NULL, 15000);
}

static guint
n_entries (ZbAnswer *answer, const char *what)
{
  GListModel *items = zb_answer_get_items (answer);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbEntry) entry = g_list_model_get_item (items, i);
      n += g_strcmp0 (entry->what, what) == 0;
    }
  return n;
}

static void
test_main_job (Fixture *f, gconstpointer data)
{
  static const char *const once[] = { "case.create", "case.file", "case.dispatch", "assignment.accept",
                                      "case.report" };
  g_autoptr (ZbAnswer) timeline = NULL;

  alert_arrives (f);
  claim_and_verify (f);
  open_and_file (f);
  timeline = zb_query_timeline (ZB_QUERY (f->officer), f->the_case);
  zb_wait_for (is_ready (timeline), 15000);
  look_at_recommendations (f);
  dispatch (f);
  handle (f);
  check_and_close (f);

  /* It was opened before the dispatch and has grown by itself; each thing was done once. */
  zb_wait_for (n_entries (timeline, "case.report") > 0, 15000);
  for (guint i = 0; i < G_N_ELEMENTS (once); i++)
    g_assert_cmpuint (n_entries (timeline, once[i]), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (zb_world_get_commands (zb_link_get_world (f->officer))), ==, 0);
  /* When nobody looks at it any longer its entries are forgotten. */
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (zb_link_get_world (f->officer), ZB_KIND_ENTRY)), >,
                    0);
  g_clear_object (&timeline);
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (zb_link_get_world (f->officer), ZB_KIND_ENTRY)),
                    ==, 0);
  zb_assert_same_world (zb_test_platform_get_url (f->platform), "officer", ZB_TEST_PASSWORD,
                        zb_link_get_world (f->officer));
}

/* What is done while there is no line is done in order when it is back, each thing once. */
static void
test_main_job_offline (Fixture *f, gconstpointer data)
{
  g_autofree char *args = NULL;
  g_autoptr (ZbCommand) create = NULL, file = NULL, dispatched = NULL, claim = NULL;

  zb_test_platform_stop (f->platform);
  zb_wait_for (zb_link_get_state (f->officer) == ZB_LINK_STALE, 15000);
  create = zb_command_new (
      "case.create", f->the_case,
      g_variant_new_parsed ("{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'烟火'>,"
                            " 'place': <'北一居委'>, 'location': <(121.4, 31.22)>}"));
  file = zb_command_new ("case.file", f->the_case, NULL);
  args =
      g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'%s'>}]>}", f->assignment, ZB_TEST_UNIT_1);
  dispatched = zb_command_new ("case.dispatch", f->the_case, g_variant_new_parsed (args));
  zb_command_set_follows (file, zb_command_get_key (create));
  zb_command_set_follows (dispatched, zb_command_get_key (file));
  zb_link_submit (f->officer, create);
  zb_link_submit (f->officer, file);
  zb_link_submit (f->officer, dispatched);
  claim = zb_command_new ("alert.claim", "a1", NULL);
  zb_link_submit (f->officer, claim);
  zb_wait_for (zb_command_get_state (claim) == ZB_COMMAND_REFUSED, 15000);
  zb_wait (500);
  g_assert_cmpint (zb_command_get_state (dispatched), ==, ZB_COMMAND_QUEUED);
  g_assert_cmpuint (g_list_model_get_n_items (zb_world_get_commands (zb_link_get_world (f->officer))), ==, 3);

  zb_test_platform_start (f->platform);
  zb_wait_for (zb_command_get_state (dispatched) == ZB_COMMAND_ACCEPTED, 20000);
  zb_wait_for (get_step (f) == ZB_STEP_DISPATCHED, 15000);
  zb_assert_same_world (zb_test_platform_get_url (f->platform), "officer", ZB_TEST_PASSWORD,
                        zb_link_get_world (f->officer));
}

static void
test_search_and_evidence (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) search = zb_query_search (ZB_QUERY (f->officer), "北一");
  g_autoptr (ZbAnswer) picture =
      zb_evidence_load (ZB_EVIDENCE (f->officer), "01890000-0000-7000-8000-0000000000ff");

  zb_wait_for (is_ready (search), 15000);
  g_assert_cmpuint (g_list_model_get_n_items (zb_answer_get_items (search)), >, 0);
  zb_wait_for (zb_answer_get_state (picture) == ZB_ANSWER_FAILED, 15000);
  g_assert_cmpint (zb_answer_get_problem (picture)->status, ==, 404);
}

/* A picture comes also where frames take all of the time that there is. */
static void
test_evidence_while_drawing (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbAnswer) picture = NULL;
  guint drawing = zb_wait_draw_for_ever ();

  picture = zb_evidence_load (ZB_EVIDENCE (f->officer), "01890000-0000-7000-8000-0000000000fe");
  zb_wait_for (zb_answer_get_state (picture) == ZB_ANSWER_FAILED, 15000);
  g_assert_cmpint (zb_answer_get_problem (picture)->status, ==, 404);
  g_source_remove (drawing);
}

#define ADD(name, func) g_test_add ("/main-job/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  ADD ("online", test_main_job);
  ADD ("offline", test_main_job_offline);
  ADD ("search-and-evidence", test_search_and_evidence);
  ADD ("evidence-while-drawing", test_evidence_while_drawing);

  return g_test_run ();
}
