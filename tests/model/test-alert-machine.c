/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state, verb and role of an alert against what the contract says, then each guard. */
#include "zb-alert-machine.h"

#include "machine-fixtures.h"

static const Expected expectations[] = {
  { ZB_ALERT_VERB_RAISE, { [ZB_ALERT_NONE] = "POLS" } },
  { ZB_ALERT_VERB_AGAIN, { [ZB_ALERT_NEW] = "P", [ZB_ALERT_CLAIMED] = "P", [ZB_ALERT_VERIFIED] = "P" } },
  { ZB_ALERT_VERB_WORSE, { [ZB_ALERT_NEW] = "P", [ZB_ALERT_CLAIMED] = "P", [ZB_ALERT_VERIFIED] = "P" } },
  { ZB_ALERT_VERB_CLAIM, { [ZB_ALERT_NEW] = "OLS", [ZB_ALERT_CLAIMED] = "OLS" } },
  { ZB_ALERT_VERB_RENEW, { [ZB_ALERT_CLAIMED] = "OLS" } },
  { ZB_ALERT_VERB_RELEASE, { [ZB_ALERT_CLAIMED] = "OLS" } },
  { ZB_ALERT_VERB_LAPSE, { [ZB_ALERT_CLAIMED] = "P" } },
  { ZB_ALERT_VERB_VERDICT, { [ZB_ALERT_CLAIMED] = "OLS" } },
  { ZB_ALERT_VERB_MERGE, { [ZB_ALERT_NEW] = "OL", [ZB_ALERT_CLAIMED] = "OL", [ZB_ALERT_VERIFIED] = "OL" } },
  { ZB_ALERT_VERB_SNOOZE, { [ZB_ALERT_NEW] = "OL", [ZB_ALERT_CLAIMED] = "OL" } },
  { ZB_ALERT_VERB_WAKE, { [ZB_ALERT_NEW] = "P", [ZB_ALERT_CLAIMED] = "P" } },
  { ZB_ALERT_VERB_CASE, { [ZB_ALERT_VERIFIED] = "OL" } },
  { ZB_ALERT_VERB_CLOSE, { [ZB_ALERT_VERIFIED] = "OL" } },
};

static ZbAlert *
make (int state)
{
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, "a"));
  alert->kind = g_strdup ("shed_smoke");
  alert->severity = ZB_SEVERITY_HIGH;
  alert->location = (ZbPoint){ 121.4, 31.2 };
  alert->state = state;
  alert->occurrences = 2;
  alert->parent_instance.mode = ZB_MODE_LIVE;
  if (state == ZB_ALERT_VERIFIED)
    alert->verdict = ZB_VERDICT_TRUE;
  return alert;
}

static void
claim_by (ZbAlert *alert, const char *account, gint64 until)
{
  g_clear_object (&alert->claim);
  alert->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  alert->claim->by = g_strdup (account);
  alert->claim->by_name = g_strdup ("李值班");
  alert->claim->until = until;
}

static const ZbAlertArgs good_args = { .verdict = ZB_VERDICT_TRUE,
                                       .seen_occurrence = 2,
                                       .until = NOW + G_TIME_SPAN_HOUR,
                                       .reason = "等待物业到场",
                                       .case_id = "c",
                                       .severity = ZB_SEVERITY_HIGH };

static void
try_one (const Expected *expected, int state, int role)
{
  g_autoptr (ZbAlert) alert = make (state), into = make (ZB_ALERT_NEW);
  g_autoptr (ZbCase) of_case = ZB_CASE (zb_entity_new (ZB_KIND_CASE, "c"));
  ZbActor actor = actor_of (role);
  ZbAlertContext context = { .into = into, .of_case = expected->verb == ZB_ALERT_VERB_CASE ? of_case : NULL };
  of_case->parent_instance.mode = ZB_MODE_LIVE;
  g_set_str (&into->parent_instance.id, "b");
  if (state == ZB_ALERT_CLAIMED)
    claim_by (alert, ME, expected->verb == ZB_ALERT_VERB_LAPSE && role == 0 ? NOW : NOW + 1);
  g_autofree char *what =
      g_strdup_printf ("%s in %s by %s", zb_choices_nick (&zb_alert_verbs, expected->verb),
                       zb_choices_nick (&zb_alert_states, state), zb_choices_nick (&zb_roles, role));
  assert_refused (zb_alert_guard (alert, expected->verb, &good_args, &actor, &context),
                  expect (expected, state, role), what);
}

static void
test_table (void)
{
  g_assert_cmpint (G_N_ELEMENTS (expectations), ==, ZB_N_ALERT_VERBS - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    for (int state = ZB_ALERT_NONE; state <= ZB_ALERT_CLOSED; state++)
      for (int role = 0; role < ZB_N_ROLES; role++)
        try_one (&expectations[i], state, role);
}

static void
test_allowed (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_NEW);
  ZbActor actor = actor_of (ZB_ROLE_DUTY_OFFICER);
  g_autoptr (ZbProblem) problem = zb_alert_guard (alert, ZB_ALERT_VERB_CLOSE, &good_args, &actor, NULL);
  const char *const expected[] = { "claim", "merge", "snooze", NULL };
  g_assert_cmpstr (problem->state, ==, "new");
  g_assert_true (g_strv_equal ((const char *const *)problem->allowed, expected));
  actor.covers = FALSE;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_CLAIM, NULL, &actor, NULL), "area", "elsewhere");
}

static void
test_raise (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_NONE);
  ZbActor platform = actor_of (ZB_ROLE_NONE);
  alert->occurrences = 0;
  alert->location = ZB_POINT_NOWHERE;
  assert_refused (zb_alert_perform (alert, ZB_ALERT_VERB_RAISE, NULL, &platform, NULL), "place", "no place");
  alert->location = (ZbPoint){ 121.4, 31.2 };
  alert->severity = ZB_SEVERITY_NONE;
  assert_refused (zb_alert_perform (alert, ZB_ALERT_VERB_RAISE, NULL, &platform, NULL), "severity", "none");
  alert->severity = ZB_SEVERITY_LOW;
  g_set_str (&alert->kind, "");
  assert_refused (zb_alert_perform (alert, ZB_ALERT_VERB_RAISE, NULL, &platform, NULL), "kind", "no kind");
  g_set_str (&alert->kind, "gas_leak");
  assert_refused (zb_alert_perform (alert, ZB_ALERT_VERB_RAISE, NULL, &platform, NULL), NULL, "good");
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  g_assert_cmpint (alert->occurrences, ==, 1);
  g_assert_cmpint (alert->first_at, ==, NOW);
}

static void
test_raised_again (void)
{
  ZbActor platform = actor_of (ZB_ROLE_NONE);
  ZbAlertArgs same = { .severity = ZB_SEVERITY_HIGH }, worse = { .severity = ZB_SEVERITY_URGENT };
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_CLAIMED);
  claim_by (alert, ME, NOW + 1);
  alert->snoozed_until = NOW + 5;

  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_AGAIN, &same, &platform, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLAIMED);
  g_assert_cmpint (alert->occurrences, ==, 3);
  g_assert_false (alert->again);
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_WORSE, &worse, &platform, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (alert->snoozed_until, ==, 0);
  g_assert_null (alert->claim);

  alert->state = ZB_ALERT_VERIFIED;
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_AGAIN, &worse, &platform, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_VERIFIED);
  g_assert_true (alert->again);
}

static void
test_claim (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_NEW);
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER), other = actor_of (ZB_ROLE_SUBDISTRICT_OFFICER);
  ZbAlertArgs plain = { 0 }, over = { .take_over = "交班" };
  other.account = OTHER;

  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_CLAIM, &plain, &me, NULL));
  g_assert_cmpint (alert->claim->until, ==, NOW + 60 * G_TIME_SPAN_SECOND);
  g_autoptr (ZbProblem) taken = zb_alert_guard (alert, ZB_ALERT_VERB_CLAIM, &plain, &other, NULL);
  g_assert_cmpint (taken->status, ==, 423);
  g_assert_cmpstr (taken->claim->by, ==, ME);
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_VERDICT, &good_args, &other, NULL), "claimed", "v");
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_RELEASE, NULL, &other, NULL), "claimed", "release");
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_RENEW, NULL, &other, NULL), "claimed", "renew");
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_CLAIM, &over, &other, NULL));
  g_assert_cmpstr (alert->claim->by, ==, OTHER);
  g_assert_cmpstr (alert->claim->taken_from, ==, ME);
  g_assert_cmpstr (alert->claim->reason, ==, "交班");
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_RENEW, NULL, &other, NULL));
  g_assert_cmpstr (alert->claim->taken_from, ==, ME);
  g_assert_cmpstr (alert->claim->reason, ==, "交班");
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_RELEASE, NULL, &other, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  g_assert_null (alert->claim);
}

/* A lease binds until its end and not a moment longer, whether or not the platform has noticed. */
static void
test_lease (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_CLAIMED);
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER), platform = actor_of (ZB_ROLE_NONE);
  claim_by (alert, OTHER, NOW);
  g_assert_cmpint (zb_alert_get_state (alert, NOW - 1), ==, ZB_ALERT_CLAIMED);
  g_assert_cmpint (zb_alert_get_state (alert, NOW), ==, ZB_ALERT_NEW);
  g_assert_null (zb_alert_guard (alert, ZB_ALERT_VERB_CLAIM, NULL, &me, NULL));
  platform.now = NOW - 1;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_LAPSE, NULL, &platform, NULL), "lease", "lapse");
  platform.now = NOW;
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_LAPSE, NULL, &platform, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  me.account = OTHER;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_VERDICT, &good_args, &me, NULL), "state", "lapsed");
}

static void
test_verdict (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_CLAIMED);
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbAlertArgs args = good_args;
  claim_by (alert, ME, NOW + 1);
  args.seen_occurrence = 1;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_VERDICT, &args, &me, NULL), "seen_occurrence", "old");
  args.seen_occurrence = 2;
  args.verdict = ZB_VERDICT_NONE;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_VERDICT, &args, &me, NULL), "verdict", "none");
  for (int verdict = ZB_VERDICT_TRUE; verdict <= ZB_VERDICT_UNDETERMINED; verdict++)
    {
      args.verdict = verdict;
      g_assert_null (zb_alert_guard (alert, ZB_ALERT_VERB_VERDICT, &args, &me, NULL));
    }
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_VERDICT, &args, &me, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_VERIFIED);
  g_assert_cmpint (alert->verdict, ==, ZB_VERDICT_UNDETERMINED);
  g_assert_null (alert->claim);
}

static void
test_merge (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_NEW), into = make (ZB_ALERT_CLAIMED);
  ZbActor me = actor_of (ZB_ROLE_DUTY_LEADER);
  ZbAlertContext context = { .into = into };
  ZbAlertArgs args = { 0 };
#define MERGE(because)                                                                                       \
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_MERGE, &args, &me, &context), because, "merge")
  MERGE ("into");
  g_set_str (&into->parent_instance.id, "b");
  MERGE (NULL);
  into->location = zb_point_move (alert->location, 90, 199);
  MERGE (NULL);
  into->location = zb_point_move (alert->location, 90, 201);
  MERGE ("too_far");
  g_set_str (&alert->device, "d");
  g_set_str (&into->device, "d");
  MERGE (NULL);
  into->parent_instance.mode = ZB_MODE_DRILL;
  MERGE ("other_mode");
  into->parent_instance.mode = ZB_MODE_LIVE;
  g_set_str (&into->kind, "gas_leak");
  MERGE ("other_kind");
  into->state = ZB_ALERT_CLOSED;
  MERGE ("target_closed");
  context.into = NULL;
  MERGE ("into");
#undef MERGE
  g_set_str (&into->kind, alert->kind);
  into->state = ZB_ALERT_NEW;
  context.into = into;
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_MERGE, &args, &me, &context));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLOSED);
  g_assert_cmpstr (alert->merged_into, ==, "b");
  g_assert_cmpstr (alert->close_reason, ==, "duplicate");
}

static void
test_snooze (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_NEW);
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER), platform = actor_of (ZB_ROLE_NONE);
  ZbAlertArgs args = { .until = NOW + 4 * G_TIME_SPAN_HOUR, .reason = "施工中" };
  g_assert_null (zb_alert_guard (alert, ZB_ALERT_VERB_SNOOZE, &args, &me, NULL));
  args.reason = "";
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_SNOOZE, &args, &me, NULL), "reason", "no reason");
  args.until++;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_SNOOZE, &args, &me, NULL), "snooze_until", "long");
  args.until = NOW;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_SNOOZE, &args, &me, NULL), "snooze_until", "past");
  alert->severity = ZB_SEVERITY_URGENT;
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_SNOOZE, NULL, &me, NULL), "urgent", "urgent");
  alert->severity = ZB_SEVERITY_LOW;
  args = (ZbAlertArgs){ .until = NOW + 1, .reason = "施工中" };
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_SNOOZE, &args, &me, NULL));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_WAKE, NULL, &platform, NULL), "asleep", "early");
  platform.now = NOW + 1;
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_WAKE, NULL, &platform, NULL));
  g_assert_cmpint (alert->snoozed_until, ==, 0);
}

static void
fill_up (ZbCase *of_case, guint n_alerts)
{
  g_clear_pointer (&of_case->alerts, g_strfreev);
  of_case->alerts = g_new0 (char *, n_alerts + 1);
  for (guint i = 0; i < n_alerts; i++)
    of_case->alerts[i] = g_strdup_printf ("a%u", i);
}

static void
test_case_and_close (void)
{
  g_autoptr (ZbAlert) alert = make (ZB_ALERT_VERIFIED);
  g_autoptr (ZbCase) of_case = ZB_CASE (zb_entity_new (ZB_KIND_CASE, "c"));
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbAlertContext context = { .of_case = of_case };
  ZbAlertArgs no_reason = { .case_id = "c" };
  of_case->parent_instance.mode = ZB_MODE_LIVE;
  of_case->step = ZB_STEP_VOID;
#define TRY(verb, because)                                                                                   \
  assert_refused (zb_alert_guard (alert, ZB_ALERT_VERB_##verb, &no_reason, &me, &context), because, #verb)
  TRY (CASE, "case_closed");
  of_case->step = ZB_STEP_FILED;
  of_case->parent_instance.mode = ZB_MODE_DRILL;
  TRY (CASE, "other_mode");
  of_case->parent_instance.mode = ZB_MODE_LIVE;
  fill_up (of_case, ZB_CASE_ALERTS_AT_MOST);
  TRY (CASE, "case_full");
  fill_up (of_case, ZB_CASE_ALERTS_AT_MOST - 1);
  TRY (CASE, NULL);
  context.of_case = NULL;
  TRY (CASE, "case");
  g_assert_null (zb_alert_guard (alert, ZB_ALERT_VERB_CASE, NULL, &me, NULL));
  context.of_case = of_case;
  alert->verdict = ZB_VERDICT_FALSE;
  TRY (CASE, "not_real");
  TRY (CLOSE, NULL);
  alert->verdict = ZB_VERDICT_TEST;
  TRY (CASE, "not_real");
  TRY (CLOSE, NULL);
  alert->verdict = ZB_VERDICT_UNDETERMINED;
  TRY (CLOSE, "reason");
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_CASE, &no_reason, &me, &context));
  g_assert_cmpstr (alert->case_id, ==, "c");
  TRY (CASE, "has_case");
  TRY (CLOSE, "case_open");
  of_case->step = ZB_STEP_CLOSED;
  TRY (CLOSE, NULL);
#undef TRY
  g_assert_null (zb_alert_perform (alert, ZB_ALERT_VERB_CLOSE, &good_args, &me, &context));
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLOSED);
  g_assert_cmpstr (alert->close_reason, ==, "等待物业到场");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert-machine/table", test_table);
  g_test_add_func ("/alert-machine/allowed", test_allowed);
  g_test_add_func ("/alert-machine/raise", test_raise);
  g_test_add_func ("/alert-machine/raised-again", test_raised_again);
  g_test_add_func ("/alert-machine/claim", test_claim);
  g_test_add_func ("/alert-machine/lease", test_lease);
  g_test_add_func ("/alert-machine/verdict", test_verdict);
  g_test_add_func ("/alert-machine/merge", test_merge);
  g_test_add_func ("/alert-machine/snooze", test_snooze);
  g_test_add_func ("/alert-machine/case-and-close", test_case_and_close);
  return g_test_run ();
}
