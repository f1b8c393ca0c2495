/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command on assignments, in every state and by every role, over REST: the console's guards and
 * the platform's answers agree, and what is refused changes nothing. */
#include "desk.h"

#include "zb-unit.h"

static Desk *desk;

typedef struct
{
  ZbAssignmentVerb verb;
  const char *path;
  const char *body;
  ZbAssignmentArgs args;
} Attempt;

#define WORDS "{\"note\":\"已联系\",\"reason\":\"处置另案\"}"
#define BOTH { .note = "已联系", .reason = "处置另案" }

static const Attempt attempts[] = {
  { ZB_ASSIGNMENT_VERB_ACCEPT, "/assignments/%s/accept", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_ACCEPT, "/assignments/%s/accept", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_DECLINE, "/assignments/%s/decline", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_DECLINE, "/assignments/%s/decline", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_EN_ROUTE, "/assignments/%s/en-route", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_EN_ROUTE, "/assignments/%s/en-route", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_ARRIVE, "/assignments/%s/arrive", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_ARRIVE, "/assignments/%s/arrive", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_DONE, "/assignments/%s/done", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_DONE, "/assignments/%s/done", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_HAND_BACK, "/assignments/%s/hand-back", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_HAND_BACK, "/assignments/%s/hand-back", WORDS, BOTH },
  { ZB_ASSIGNMENT_VERB_CANCEL, "/assignments/%s/cancel", "{}", { 0 } },
  { ZB_ASSIGNMENT_VERB_CANCEL, "/assignments/%s/cancel", WORDS, BOTH },
};

static gboolean
try_one (const Attempt *attempt, int role, ZbAssignment *assignment)
{
  ZbActor actor = desk_actor (desk, role);
  ZbAssignmentContext context = { .unit_organisation = ZB_TEST_ORGANISATION };
  return desk_compare (desk, role, attempt->path, assignment->parent_instance.id, attempt->body,
                       zb_assignment_guard (assignment, attempt->verb, &attempt->args, &actor, &context));
}

/* Nothing has changed while it is refused, so that it is fetched once only. */
static ZbAssignment *
make (int state)
{
  g_autofree char *id = desk_make_assignment (desk, state);
  return desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
}

static guint
try_all (int state)
{
  guint n_allowed = 0;
  g_autoptr (ZbAssignment) assignment = make (state);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
      {
        if (!try_one (&attempts[i], role, assignment))
          continue;
        n_allowed++;
        g_object_unref (assignment);
        assignment = make (state);
      }
  return n_allowed;
}

static void
test_every_row (void)
{
  guint n_allowed = 0;
  for (int state = ZB_ASSIGNMENT_SENT; state <= ZB_ASSIGNMENT_CANCELLED; state++)
    n_allowed += try_all (state);
  g_assert_cmpuint (n_allowed, ==, 41);
}

static void
test_of_another_unit (void)
{
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  g_autofree char *path = g_strdup_printf ("/assignments/%s/accept", id);
  gint64 before = desk_seq (desk);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "handler2", path, "{}");
  zb_test_assert_status (answer, 403);
  g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "not_yours");
  g_assert_cmpint (desk_seq (desk), ==, before);
}

static void
test_unit_follows (void)
{
  g_autofree char *id = desk_make_assignment (desk, ZB_ASSIGNMENT_SENT);
  g_autoptr (ZbUnit) busy = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_1);
  g_assert_cmpint (busy->status, ==, ZB_UNIT_BUSY);
  /* Every other assignment of this unit has to go as well. */
  g_autoptr (ZbTestAnswer) all = zb_test_get (desk->platform, "officer", "/assignments?limit=5000");
  yyjson_val *items = yyjson_obj_get (all->root, "items"), *item;
  size_t i, n;
  yyjson_arr_foreach (items, i, n, item)
  {
    const char *state = yyjson_get_str (yyjson_obj_get (item, "state"));
    if (g_strv_contains ((const char *const[]){ "sent", "accepted", "en_route", "on_scene", NULL }, state))
      desk_do (desk, "officer", "/assignments/%s/cancel", yyjson_get_str (yyjson_obj_get (item, "id")),
               "{\"reason\":\"改派\"}");
  }
  g_autoptr (ZbUnit) idle = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_1);
  g_assert_cmpint (idle->status, ==, ZB_UNIT_AVAILABLE);
  g_autoptr (ZbAssignment) assignment = desk_fetch (desk, ZB_KIND_ASSIGNMENT, id);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, assignment->case_id);
  g_assert_cmpint (of->step, ==, ZB_STEP_FILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/assignments/every-row", test_every_row);
  g_test_add_func ("/desk/assignments/of-another-unit", test_of_another_unit);
  g_test_add_func ("/desk/assignments/unit-follows", test_unit_follows);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
