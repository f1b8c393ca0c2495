/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong gets the problem answer of the contract, and leaves nothing behind: neither an event
 * nor a changed byte. */
#include "desk.h"

#include "zb-uuid.h"

static Desk *desk;

/* What there was before something is refused. */
typedef struct
{
  char *path;
  gint64 seq;
  char *text;
} Before;

static Before
look (const char *plural, const char *id)
{
  Before before = { g_strdup_printf ("/%s/%s", plural, id), desk_seq (desk), NULL };
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", before.path);
  zb_test_assert_status (answer, 200);
  before.text = g_strdup (answer->text);
  return before;
}

static void
nothing_changed (Before *before)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", before->path);
  g_assert_cmpstr (answer->text, ==, before->text);
  g_assert_cmpint (desk_seq (desk), ==, before->seq);
  g_free (before->path);
  g_free (before->text);
}

static ZbTestAnswer *
send (const char *who, const char *method, const char *path, const char *key, const char *other_header,
      const char *value, const char *body)
{
  const char *headers[5] = { 0 };
  guint n = 0;
  if (key)
    {
      headers[n++] = "Idempotency-Key";
      headers[n++] = key;
    }
  if (other_header)
    {
      headers[n++] = other_header;
      headers[n++] = value;
    }
  return zb_test_send (desk->platform, who, method, path, headers, body);
}

static void
assert_problem (ZbTestAnswer *answer, guint status)
{
  zb_test_assert_status (answer, status);
  g_assert_cmpstr (answer->type, ==, "application/problem+json");
  g_assert_cmpint (zb_test_answer_integer (answer, "/status"), ==, status);
  g_assert_nonnull (zb_test_answer_text (answer, "/title"));
  g_assert_nonnull (zb_test_answer_text (answer, "/type"));
}

static void
test_stale_if_match (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED), *path = g_strdup_printf ("/cases/%s", id);
  g_autofree char *a = zb_uuid_new (), *b = zb_uuid_new (), *c = zb_uuid_new (), *d = zb_uuid_new ();
  static const char body[] = "{\"title\":\"车棚冒烟\",\"severity\":\"urgent\"}";
  Before before = look ("cases", id);
  g_autoptr (ZbTestAnswer) none = send ("officer", "PATCH", path, a, NULL, NULL, body);
  assert_problem (none, 400);
  g_autoptr (ZbTestAnswer) stale = send ("officer", "PATCH", path, b, "If-Match", "\"0\"", body);
  assert_problem (stale, 412);
  g_assert_cmpstr (zb_test_answer_text (stale, "/current/id"), ==, id);
  nothing_changed (&before);

  g_autoptr (ZbTestAnswer) good = send ("officer", "PATCH", path, c, "If-Match", "\"1\"", body);
  zb_test_assert_status (good, 200);
  g_assert_cmpint (zb_test_answer_integer (good, "/revision"), ==, 2);
  g_assert_cmpstr (zb_test_answer_text (good, "/severity"), ==, "urgent");
  g_assert_cmpstr (zb_test_answer_text (good, "/place"), ==, "天山路");
  /* A command that is no edit leaves the revision, so that it does not spoil somebody's edit. */
  desk_do (desk, "officer", "/cases/%s/file", id, "{}");
  g_autoptr (ZbTestAnswer) after =
      send ("north", "PATCH", path, d, "If-Match", "\"2\"", "{\"place\":\"北翟路\"}");
  zb_test_assert_status (after, 200);
}

/* Who was sent goes where the case goes. */
static void
test_edit_moves (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_HANDLING), *path = g_strdup_printf ("/cases/%s", id);
  g_autofree char *assignment = desk_first_assignment (desk, id), *key = zb_uuid_new ();
  g_autofree char *of_it = g_strdup_printf ("/assignments/%s", assignment);
  g_autoptr (ZbTestAnswer) before = zb_test_get (desk->platform, "south", of_it);
  zb_test_assert_status (before, 404);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_autofree char *revision = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", of->parent_instance.revision);
  g_autoptr (ZbTestAnswer) moved =
      send ("officer", "PATCH", path, key, "If-Match", revision, "{\"location\":" SOUTH_POINT "}");
  zb_test_assert_status (moved, 200);
  g_autoptr (ZbTestAnswer) south = zb_test_get (desk->platform, "south", of_it);
  zb_test_assert_status (south, 200);
  g_autoptr (ZbTestAnswer) north = zb_test_get (desk->platform, "north", of_it);
  zb_test_assert_status (north, 404);
}

static void
test_edit_fields (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED), *path = g_strdup_printf ("/cases/%s", id);
  static const struct
  {
    const char *body;
    const char *pointer;
  } cases[] = {
    { "{\"step\":\"closed\"}", "/step" },
    { "{\"number\":\"CN-1\"}", "/number" },
    { "{\"title\":[]}", "/title" },
    { "{\"severity\":\"grave\"}", "/severity" },
    { "{\"severity\":null}", "/severity" },
    { "{\"kind\":\"\"}", "/kind" },
    { "{\"kind\":null}", "/kind" },
    { "{\"location\":null}", "/location" },
    { "{\"location\":{\"type\":\"Point\",\"coordinates\":[\"a\",1]}}", "/location" },
    { "{\"location\":{\"type\":\"Point\",\"coordinates\":[2,48]}}", "/location" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = zb_uuid_new ();
      Before before = look ("cases", id);
      g_autoptr (ZbTestAnswer) answer =
          send ("officer", "PATCH", path, key, "If-Match", "\"1\"", cases[i].body);
      assert_problem (answer, 422);
      g_assert_true (g_str_has_prefix (zb_test_answer_text (answer, "/errors/0/pointer"), cases[i].pointer));
      nothing_changed (&before);
    }
}

static void
test_repeated_key (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED),
                  *path = g_strdup_printf ("/cases/%s/notes", id);
  g_autofree char *key = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) first = send ("officer", "POST", path, key, NULL, NULL, "{\"text\":\"已联系\"}");
  zb_test_assert_status (first, 201);
  Before before = look ("cases", id);
  g_autoptr (ZbTestAnswer) again = send ("officer", "POST", path, key, NULL, NULL, "{\"text\":\"已联系\"}");
  zb_test_assert_status (again, 201);
  g_assert_cmpstr (again->text, ==, first->text);
  g_assert_nonnull (zb_test_answer_header (first, "ETag"));
  g_assert_cmpstr (zb_test_answer_header (again, "ETag"), ==, zb_test_answer_header (first, "ETag"));
  g_autoptr (ZbTestAnswer) other = send ("officer", "POST", path, key, NULL, NULL, "{\"text\":\"未联系\"}");
  assert_problem (other, 422);
  nothing_changed (&before);
  /* A key is an account's own. */
  g_autoptr (ZbTestAnswer) leader = send ("leader", "POST", path, key, NULL, NULL, "{\"text\":\"未联系\"}");
  zb_test_assert_status (leader, 201);
}

static void
test_refusal_is_not_kept (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED);
  g_autofree char *path = g_strdup_printf ("/cases/%s/supervise", id), *key = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) early = send ("leader", "POST", path, key, NULL, NULL, "{}");
  assert_problem (early, 409);
  desk_do (desk, "officer", "/cases/%s/file", id, "{}");
  g_autoptr (ZbTestAnswer) now = send ("leader", "POST", path, key, NULL, NULL, "{}");
  zb_test_assert_status (now, 200);
}

static void
test_keys (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED),
                  *path = g_strdup_printf ("/cases/%s/file", id);
  g_autofree char *key = zb_uuid_new (), *unknown = zb_uuid_new ();
  Before before = look ("cases", id);
  g_autoptr (ZbTestAnswer) none = send ("officer", "POST", path, NULL, NULL, NULL, "{}");
  assert_problem (none, 400);
  g_autoptr (ZbTestAnswer) bad = send ("officer", "POST", path, "7", NULL, NULL, "{}");
  assert_problem (bad, 400);
  g_autoptr (ZbTestAnswer) follows = send ("officer", "POST", path, key, "Follows", unknown, "{}");
  assert_problem (follows, 424);
  nothing_changed (&before);
}

static void
test_out_of_order (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_COLLECTED);
  static const struct
  {
    const char *who;
    const char *path;
    const char *body;
  } cases[] = {
    { "officer", "/cases/%s/dispatch", "{\"assignments\":[]}" },
    { "officer", "/cases/%s/assignments", "{\"assignments\":[]}" },
    { "officer", "/cases/%s/report", "{\"note\":\"已清运\"}" },
    { "checker", "/cases/%s/check", "{}" },
    { "checker", "/cases/%s/return", "{\"reason\":\"否\"}" },
    { "leader", "/cases/%s/resume", "{}" },
    { "leader", "/cases/%s/reopen", "{\"reason\":\"否\"}" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Before before = look ("cases", id);
      g_auto (GStrv) parts = g_strsplit (cases[i].path, "%s", 2);
      g_autofree char *path = g_strjoinv (id, parts);
      g_autoptr (ZbTestAnswer) answer =
          zb_test_post (desk->platform, cases[i].who, path, "%s", cases[i].body);
      assert_problem (answer, 409);
      g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "state");
      g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "collected");
      g_assert_true (yyjson_is_arr (yyjson_obj_get (answer->root, "allowed")));
      nothing_changed (&before);
    }
}

static char *
make_southern_case (void)
{
  char *id = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
                       "\"place\":\"虹桥路\",\"location\":" SOUTH_POINT "}",
                       id);
  g_autofree char *assignment = zb_uuid_new ();
  g_autofree char *dispatch =
      g_strdup_printf ("{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\"}]}", assignment);
  desk_do (desk, "officer", "/cases", id, body);
  desk_do (desk, "officer", "/cases/%s/file", id, "{}");
  desk_do (desk, "officer", "/cases/%s/dispatch", id, dispatch);
  return id;
}

/* An area's officer cannot tell what lies in another from what does not exist. */
static void
test_another_area (void)
{
  g_autofree char *id = make_southern_case (), *first = desk_first_assignment (desk, id);
  g_autofree char *alert = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\",\"location\":" SOUTH_POINT "}", alert);
  desk_do (desk, "south", "/alerts", alert, body);
  const struct
  {
    const char *method;
    const char *path;
    const char *id;
  } cases[] = {
    { "GET", "/cases/%s", id },
    { "GET", "/cases/%s/timeline", id },
    { "GET", "/cases/%s/recommendations", id },
    { "PATCH", "/cases/%s", id },
    { "POST", "/cases/%s/dispatch", id },
    { "POST", "/cases/%s/notes", id },
    { "POST", "/cases/%s/checklist", id },
    { "GET", "/alerts/%s", alert },
    { "POST", "/alerts/%s/claim", alert },
    { "GET", "/assignments/%s", first },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Before before = look ("cases", id);
      g_autofree char *unknown_id = zb_uuid_new (), *k1 = zb_uuid_new (), *k2 = zb_uuid_new ();
      g_auto (GStrv) parts = g_strsplit (cases[i].path, "%s", 2);
      g_autofree char *path = g_strjoinv (cases[i].id, parts), *nowhere = g_strjoinv (unknown_id, parts);
      const char *json = g_str_equal (cases[i].method, "GET") ? NULL : "{}";
      g_autoptr (ZbTestAnswer) hidden = send ("north", cases[i].method, path, k1, NULL, NULL, json);
      g_autoptr (ZbTestAnswer) unknown = send ("north", cases[i].method, nowhere, k2, NULL, NULL, json);
      assert_problem (hidden, 404);
      assert_problem (unknown, 404);
      g_assert_cmpstr (hidden->text, ==, unknown->text);
      nothing_changed (&before);
    }
}

static void
test_nobody_and_nonsense (void)
{
  g_autofree char *id = desk_make_alert (desk, ZB_ALERT_CLAIMED),
                  *path = g_strdup_printf ("/alerts/%s/verdict", id);
  static const struct
  {
    const char *who;
    const char *body;
    guint status;
    const char *pointer;
  } cases[] = {
    { NULL, "{\"verdict\":\"true\",\"seen_occurrence\":1}", 401, NULL },
    { "officer", "{\"verdict\":", 400, "" },
    { "officer", "[]", 422, "" },
    { "officer", "{\"verdict\":true,\"seen_occurrence\":1}", 422, "/verdict" },
    { "officer", "{\"verdict\":\"maybe\",\"seen_occurrence\":1}", 422, "/verdict" },
    { "officer", "{\"verdict\":\"true\",\"seen_occurrence\":\"1\"}", 422, "/seen_occurrence" },
    { "officer", "{\"verdict\":\"true\",\"seen_occurrence\":1.5}", 422, "/seen_occurrence" },
    { "officer", "{\"verdict\":\"true\",\"seen_occurrence\":-1}", 422, "/seen_occurrence" },
    { "officer", "{\"verdict\":\"true\"}", 422, "/seen_occurrence" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = zb_uuid_new ();
      Before before = look ("alerts", id);
      g_autoptr (ZbTestAnswer) answer = send (cases[i].who, "POST", path, key, NULL, NULL, cases[i].body);
      assert_problem (answer, cases[i].status);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
      nothing_changed (&before);
    }
}

/* A command that is refused half-way takes back what it did before: here the second of two. */
static void
test_all_or_nothing (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED),
                  *path = g_strdup_printf ("/cases/%s/dispatch", id);
  g_autofree char *a = zb_uuid_new (), *b = zb_uuid_new ();
  Before before = look ("cases", id);
  g_autoptr (ZbTestAnswer) answer =
      zb_test_post (desk->platform, "officer", path,
                    "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\"},"
                    "{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\"}]}",
                    a, b);
  assert_problem (answer, 422);
  nothing_changed (&before);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (desk, id);
  g_assert_cmpuint (assignments->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/refusals/stale-if-match", test_stale_if_match);
  g_test_add_func ("/desk/refusals/edit-moves", test_edit_moves);
  g_test_add_func ("/desk/refusals/edit-fields", test_edit_fields);
  g_test_add_func ("/desk/refusals/repeated-key", test_repeated_key);
  g_test_add_func ("/desk/refusals/refusal-is-not-kept", test_refusal_is_not_kept);
  g_test_add_func ("/desk/refusals/keys", test_keys);
  g_test_add_func ("/desk/refusals/out-of-order", test_out_of_order);
  g_test_add_func ("/desk/refusals/another-area", test_another_area);
  g_test_add_func ("/desk/refusals/nobody-and-nonsense", test_nobody_and_nonsense);
  g_test_add_func ("/desk/refusals/all-or-nothing", test_all_or_nothing);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
