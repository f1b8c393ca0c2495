/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state, verb and role of an assignment against what the contract says, then each guard. */
#include "zb-assignment-machine.h"

#include "machine-fixtures.h"

#define AT_WORK(letters)                                                                                     \
  [ZB_ASSIGNMENT_ACCEPTED] = letters, [ZB_ASSIGNMENT_EN_ROUTE] = letters, [ZB_ASSIGNMENT_ON_SCENE] = letters

static const Expected expectations[] = {
  { ZB_ASSIGNMENT_VERB_ACCEPT, { [ZB_ASSIGNMENT_SENT] = "HOL" } },
  { ZB_ASSIGNMENT_VERB_DECLINE, { [ZB_ASSIGNMENT_SENT] = "HOL" } },
  { ZB_ASSIGNMENT_VERB_EN_ROUTE, { [ZB_ASSIGNMENT_ACCEPTED] = "HOL" } },
  { ZB_ASSIGNMENT_VERB_ARRIVE, { [ZB_ASSIGNMENT_EN_ROUTE] = "HOL" } },
  { ZB_ASSIGNMENT_VERB_DONE, { AT_WORK ("HOL") } },
  { ZB_ASSIGNMENT_VERB_HAND_BACK, { AT_WORK ("HOL") } },
  { ZB_ASSIGNMENT_VERB_CANCEL, { [ZB_ASSIGNMENT_SENT] = "OL", AT_WORK ("OL") } },
};

static const ZbAssignmentArgs good_args = { .note = "已清运", .reason = "处置另案" };

static ZbAssignment *
make (int state)
{
  ZbAssignment *assignment = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, "s"));
  assignment->case_id = g_strdup ("c");
  assignment->unit = g_strdup ("u");
  assignment->state = state;
  return assignment;
}

static void
test_table (void)
{
  g_assert_cmpint (G_N_ELEMENTS (expectations), ==, ZB_N_ASSIGNMENT_VERBS - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    for (int state = ZB_ASSIGNMENT_NONE; state <= ZB_ASSIGNMENT_CANCELLED; state++)
      for (int role = 0; role < ZB_N_ROLES; role++)
        {
          g_autoptr (ZbAssignment) assignment = make (state);
          ZbActor actor = actor_of (role);
          actor.unit = "u";
          assert_refused (zb_assignment_guard (assignment, expectations[i].verb, &good_args, &actor, NULL),
                          expect (&expectations[i], state, role),
                          zb_choices_nick (&zb_assignment_verbs, expectations[i].verb));
        }
}

static void
test_whose (void)
{
  g_autoptr (ZbAssignment) assignment = make (ZB_ASSIGNMENT_SENT);
  ZbActor handler = actor_of (ZB_ROLE_HANDLER);
  ZbAssignmentContext context = { .unit_organisation = "o" };
#define ACCEPT(because)                                                                                      \
  assert_refused (zb_assignment_guard (assignment, ZB_ASSIGNMENT_VERB_ACCEPT, NULL, &handler, &context),     \
                  because, "accept")
  ACCEPT ("not_yours");
  handler.organisation = "o";
  ACCEPT (NULL);
  handler.unit = "v";
  ACCEPT ("not_yours");
  handler.unit = "u";
  ACCEPT (NULL);
  g_set_str (&assignment->unit, NULL);
  g_set_str (&assignment->organisation, "o");
  context.unit_organisation = NULL;
  handler.unit = NULL;
  ACCEPT (NULL);
  handler.organisation = "p";
  ACCEPT ("not_yours");
#undef ACCEPT
}

static void
test_words (void)
{
  g_autoptr (ZbAssignment) sent = make (ZB_ASSIGNMENT_SENT), accepted = make (ZB_ASSIGNMENT_ACCEPTED);
  ZbActor handler = actor_of (ZB_ROLE_HANDLER), desk = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbAssignmentArgs nothing = { 0 };
  handler.unit = "u";
#define TRY(assignment, verb, actor, because)                                                                \
  assert_refused (zb_assignment_guard (assignment, ZB_ASSIGNMENT_VERB_##verb, &nothing, actor, NULL),        \
                  because, #verb)
  TRY (sent, ACCEPT, &handler, NULL);
  TRY (sent, ACCEPT, &desk, "note");
  TRY (sent, DECLINE, &handler, "reason");
  TRY (sent, DECLINE, &desk, "reason");
  TRY (sent, CANCEL, &desk, "reason");
  TRY (accepted, EN_ROUTE, &handler, NULL);
  TRY (accepted, EN_ROUTE, &desk, "note");
  TRY (accepted, DONE, &handler, "note");
  TRY (accepted, DONE, &desk, "note");
  TRY (accepted, HAND_BACK, &handler, "reason");
#undef TRY
}

static void
test_way (void)
{
  static const struct
  {
    ZbAssignmentVerb verb;
    ZbAssignmentState state;
  } way[] = { { ZB_ASSIGNMENT_VERB_ACCEPT, ZB_ASSIGNMENT_ACCEPTED },
              { ZB_ASSIGNMENT_VERB_EN_ROUTE, ZB_ASSIGNMENT_EN_ROUTE },
              { ZB_ASSIGNMENT_VERB_ARRIVE, ZB_ASSIGNMENT_ON_SCENE },
              { ZB_ASSIGNMENT_VERB_DONE, ZB_ASSIGNMENT_DONE } };
  g_autoptr (ZbAssignment) assignment = make (ZB_ASSIGNMENT_SENT);
  ZbActor handler = actor_of (ZB_ROLE_HANDLER);
  handler.unit = "u";
  for (gsize i = 0; i < G_N_ELEMENTS (way); i++)
    {
      g_assert_true (zb_assignment_is_open (assignment));
      handler.now = NOW + i;
      g_assert_null (zb_assignment_perform (assignment, way[i].verb, &good_args, &handler, NULL));
      g_assert_cmpint (assignment->state, ==, (int)way[i].state);
    }
  g_assert_false (zb_assignment_is_open (assignment));
  g_assert_cmpint (assignment->accepted_at, ==, NOW);
  g_assert_cmpint (assignment->en_route_at, ==, NOW + 1);
  g_assert_cmpint (assignment->on_scene_at, ==, NOW + 2);
  g_assert_cmpint (assignment->done_at, ==, NOW + 3);
  g_assert_cmpstr (assignment->note, ==, "已清运");
  g_assert_cmpstr (assignment->by, ==, "陈值班");
}

static void
test_ways_out (void)
{
  g_autoptr (ZbAssignment) declined = make (ZB_ASSIGNMENT_SENT), cancelled = make (ZB_ASSIGNMENT_ON_SCENE);
  g_autoptr (ZbAssignment) handed_back = make (ZB_ASSIGNMENT_EN_ROUTE);
  ZbActor desk = actor_of (ZB_ROLE_DUTY_LEADER);
  g_assert_null (zb_assignment_perform (declined, ZB_ASSIGNMENT_VERB_DECLINE, &good_args, &desk, NULL));
  g_assert_cmpint (declined->declined_at, ==, NOW);
  g_assert_cmpstr (declined->reason, ==, "处置另案");
  g_assert_null (zb_assignment_perform (cancelled, ZB_ASSIGNMENT_VERB_CANCEL, &good_args, &desk, NULL));
  g_assert_cmpint (cancelled->cancelled_at, ==, NOW);
  g_assert_null (zb_assignment_perform (handed_back, ZB_ASSIGNMENT_VERB_HAND_BACK, &good_args, &desk, NULL));
  g_assert_cmpint (handed_back->handed_back_at, ==, NOW);
  g_assert_cmpint (handed_back->state, ==, ZB_ASSIGNMENT_HANDED_BACK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assignment-machine/table", test_table);
  g_test_add_func ("/assignment-machine/whose", test_whose);
  g_test_add_func ("/assignment-machine/words", test_words);
  g_test_add_func ("/assignment-machine/way", test_way);
  g_test_add_func ("/assignment-machine/ways-out", test_ways_out);
  return g_test_run ();
}
