/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command on alerts, in every state and by every role, over REST: the console's guards and the
 * platform's answers agree, and what is refused changes nothing. */
#include "desk.h"

static Desk *desk;

/* A command as it is sent, and as the console's guard is asked. */
typedef struct
{
  ZbAlertVerb verb;
  const char *path;
  const char *body;
  ZbAlertArgs args;
} Attempt;

static Attempt attempts[] = {
  { ZB_ALERT_VERB_CLAIM, "/alerts/%s/claim", "{}", { 0 } },
  { ZB_ALERT_VERB_CLAIM, "/alerts/%s/claim", "{\"take_over\":\"交班\"}", { .take_over = "交班" } },
  { ZB_ALERT_VERB_RELEASE, "/alerts/%s/release", "{}", { 0 } },
  { ZB_ALERT_VERB_VERDICT,
    "/alerts/%s/verdict",
    "{\"verdict\":\"false\",\"seen_occurrence\":1}",
    { .verdict = ZB_VERDICT_FALSE, .seen_occurrence = 1 } },
  { ZB_ALERT_VERB_VERDICT,
    "/alerts/%s/verdict",
    "{\"verdict\":\"true\",\"seen_occurrence\":0}",
    { .verdict = ZB_VERDICT_TRUE, .seen_occurrence = 0 } },
  { ZB_ALERT_VERB_VERDICT, "/alerts/%s/verdict", "{\"seen_occurrence\":1}", { .seen_occurrence = 1 } },
  { ZB_ALERT_VERB_SNOOZE, "/alerts/%s/snooze", NULL, { .reason = "施工" } },
  { ZB_ALERT_VERB_SNOOZE,
    "/alerts/%s/snooze",
    "{\"until\":\"2020-01-01T00:00:00.000Z\",\"reason\":\"施工\"}",
    { .until = 1577836800000000, .reason = "施工" } },
  { ZB_ALERT_VERB_SNOOZE, "/alerts/%s/snooze", "{}", { 0 } },
  { ZB_ALERT_VERB_MERGE, "/alerts/%s/merge", NULL, { 0 } },
  { ZB_ALERT_VERB_MERGE, "/alerts/%s/merge", "{}", { 0 } },
  { ZB_ALERT_VERB_CLOSE, "/alerts/%s/close", "{\"reason\":\"已处理\"}", { .reason = "已处理" } },
  { ZB_ALERT_VERB_CLOSE, "/alerts/%s/close", "{}", { 0 } },
};

static gboolean
try_one (Attempt *attempt, int role, ZbAlert *alert, ZbAlert *other)
{
  const char *id = alert->parent_instance.id, *into = other->parent_instance.id;
  ZbActor actor = desk_actor (desk, role);
  ZbAlertArgs args = attempt->args;
  ZbAlertContext context = { .into = attempt->verb == ZB_ALERT_VERB_MERGE && !attempt->body ? other : NULL };
  g_autofree char *body = g_strdup (attempt->body);
  if (!body && attempt->verb == ZB_ALERT_VERB_MERGE)
    body = g_strdup_printf ("{\"into\":\"%s\"}", into);
  else if (!body)
    {
      args.until = actor.now + G_TIME_SPAN_HOUR;
      g_autofree char *until = desk_time (args.until);
      body = g_strdup_printf ("{\"until\":\"%s\",\"reason\":\"%s\"}", until, args.reason);
    }
  return desk_compare (desk, role, attempt->path, id, body,
                       zb_alert_guard (alert, attempt->verb, &args, &actor, &context));
}

/* Nothing has changed while it is refused, so that it is fetched once only. */
static ZbAlert *
make (int state)
{
  g_autofree char *id = desk_make_alert (desk, state);
  return desk_fetch (desk, ZB_KIND_ALERT, id);
}

static guint
try_all_roles (Attempt *attempt, int state, ZbAlert *into)
{
  guint n_allowed = 0;
  g_autoptr (ZbAlert) alert = make (state);
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      if (!try_one (attempt, role, alert, into))
        continue;
      n_allowed++;
      g_object_unref (alert);
      alert = make (state);
    }
  return n_allowed;
}

static void
test_every_row (void)
{
  guint n_allowed = 0;
  g_autoptr (ZbAlert) into = make (ZB_ALERT_NEW);
  for (int state = ZB_ALERT_NEW; state <= ZB_ALERT_CLOSED; state++)
    for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
      n_allowed += try_all_roles (&attempts[i], state, into);
  g_assert_cmpuint (n_allowed, ==, 24);
}

static ZbTestAnswer *
create (const char *who, const char *body_format, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (body_format, "%s", 2);
  g_autofree char *body = g_strjoinv (id, parts);
  return zb_test_post (desk->platform, who, "/alerts", "%s", body);
}

static void
test_taken_down (void)
{
  static const char good[] = "{\"id\":\"%s\",\"kind\":\"citizen_report\",\"severity\":\"low\","
                             "\"description\":\"路灯不亮\",\"location\":" NORTH_POINT
                             ",\"contact\":{\"name\":\"王先生\",\"telephone\":\"13800001234\"}}";
  static const struct
  {
    const char *who;
    const char *body;
    guint status;
    const char *pointer;
  } cases[] = {
    { "handler", good, 403, NULL },
    { "wall", good, 403, NULL },
    { "south", good, 422, "/location" },
    { "officer", "{\"id\":\"%s\",\"severity\":\"low\",\"location\":" NORTH_POINT "}", 422, "/kind" },
    { "officer", "{\"id\":\"%s\",\"kind\":\"dispute\",\"location\":" NORTH_POINT "}", 422, "/severity" },
    { "officer", "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\"}", 422, "/location" },
    { "officer",
      "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\",\"location\":{\"type\":\"Point\","
      "\"coordinates\":[0,0]}}",
      422, "/location" },
    { "officer",
      "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\",\"state\":\"closed\","
      "\"location\":" NORTH_POINT "}",
      422, "/state" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("01890000-0000-7000-8000-0000000001%02u", (guint)i);
      gint64 before = desk_seq (desk);
      g_autoptr (ZbTestAnswer) answer = create (cases[i].who, cases[i].body, id);
      zb_test_assert_status (answer, cases[i].status);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
      g_assert_cmpint (desk_seq (desk), ==, before);
    }
  g_autoptr (ZbTestAnswer) answer = create ("north", good, "01890000-0000-7000-8000-000000000199");
  zb_test_assert_status (answer, 201);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "new");
  g_assert_cmpstr (zb_test_answer_text (answer, "/source"), ==, "operator");
  g_assert_cmpstr (zb_test_answer_text (answer, "/area"), ==, ZB_TEST_NORTH_COMMITTEE);
  g_autoptr (ZbTestAnswer) again = create ("north", good, "01890000-0000-7000-8000-000000000199");
  zb_test_assert_status (again, 422);
  g_assert_cmpstr (zb_test_answer_text (again, "/errors/0/pointer"), ==, "/id");
}

static void
test_presence (void)
{
  g_autofree char *mine = desk_make_alert (desk, ZB_ALERT_CLAIMED),
                  *free = desk_make_alert (desk, ZB_ALERT_NEW);
  g_autoptr (ZbAlert) before = desk_fetch (desk, ZB_KIND_ALERT, mine);
  g_autofree char *body = g_strdup_printf ("{\"looking_at\":null,\"claims\":[\"%s\",\"%s\"]}", mine, free);
  g_usleep (2000);
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (desk->platform, "officer", "PUT", "/me/presence", NULL, body);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/renewed/0"), ==, mine);
  g_assert_cmpstr (zb_test_answer_text (answer, "/lost/0"), ==, free);
  g_autoptr (ZbAlert) after = desk_fetch (desk, ZB_KIND_ALERT, mine);
  g_assert_cmpint (after->claim->until, >, before->claim->until);
  g_autoptr (ZbTestAnswer) other = zb_test_send (desk->platform, "leader", "PUT", "/me/presence", NULL, body);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (other->root, "lost")), ==, 2);
}

/* Who signs out holds nothing any more. */
static void
test_signed_out (void)
{
  g_autofree char *id = desk_make_alert (desk, ZB_ALERT_NEW);
  desk_do (desk, "officer2", "/alerts/%s/claim", id, "{}");
  g_autoptr (ZbTestAnswer) out = zb_test_send (desk->platform, "officer2", "DELETE", "/session", NULL, NULL);
  zb_test_assert_status (out, 204);
  g_autoptr (ZbAlert) alert = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  g_assert_null (alert->claim);
}

static char *
sign_in_again (const char *username)
{
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"" ZB_TEST_PASSWORD "\"}", username);
  g_autoptr (ZbTestAnswer) answer = zb_test_send (desk->platform, NULL, "POST", "/session", NULL, body);
  zb_test_assert_status (answer, 201);
  return g_strconcat ("Bearer ", zb_test_answer_text (answer, "/token"), NULL);
}

static void
sign_out_there (const char *bearer)
{
  const char *headers[] = { "Authorization", bearer, NULL };
  g_autoptr (ZbTestAnswer) out = zb_test_send (desk->platform, NULL, "DELETE", "/session", headers, NULL);
  zb_test_assert_status (out, 204);
}

/* Who sits at two seats and leaves one goes on holding what the other renews. */
static void
test_signed_out_elsewhere (void)
{
  g_autofree char *id = desk_make_alert (desk, ZB_ALERT_NEW);
  g_autofree char *here = sign_in_again ("officer2"), *there = sign_in_again ("officer2");
  const char *headers[] = { "Authorization", here, NULL };
  g_autofree char *path = g_strdup_printf ("/alerts/%s/claim", id);
  g_autoptr (ZbTestAnswer) claim = zb_test_send (desk->platform, NULL, "POST", path, headers, "{}");
  zb_test_assert_status (claim, 200);
  sign_out_there (there);
  g_autoptr (ZbAlert) held = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (held->state, ==, ZB_ALERT_CLAIMED);
  sign_out_there (here);
  g_autoptr (ZbAlert) free = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (free->state, ==, ZB_ALERT_NEW);
}

static guint
count_deeds (ZbTestAnswer *answer, const char *what)
{
  yyjson_val *items = yyjson_obj_get (answer->root, "items"), *item;
  size_t i, n;
  guint count = 0;

  yyjson_arr_foreach (items, i, n, item) count +=
      g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "what")), what) == 0;
  return count;
}

/* The latest first, by whom and why; of what a sensor repeats only the last fifty, so that nothing that
 * people have done is lost behind it. From where it was done nobody is told. */
static void
test_history (void)
{
  g_autofree char *id =
                      zb_test_raise (desk->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, "history"),
                  *path = g_strdup_printf ("/alerts/%s/history", id);
  desk_do (desk, "officer", "/alerts/%s/claim", id, "{}");
  desk_do (desk, "leader", "/alerts/%s/claim", id, "{\"take_over\":\"交班\"}");
  for (int i = 0; i < 60; i++)
    g_free (zb_test_raise (desk->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, "history"));
  desk_do (desk, "leader", "/alerts/%s/release", id, "{}");
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/what"), ==, "release");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/by"), ==,
                   desk->accounts[ZB_ROLE_DUTY_LEADER]->name);
  g_assert_cmpuint (count_deeds (answer, "again"), ==, 50);
  g_assert_cmpuint (count_deeds (answer, "raise"), ==, 1);
  g_assert_cmpuint (count_deeds (answer, "claim"), ==, 2);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/51/what"), ==, "claim");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/51/why"), ==, "交班");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/53/what"), ==, "raise");
  g_assert_null (strstr (answer->text, "127.0.0.1"));
  g_autoptr (ZbTestAnswer) outside = zb_test_get (desk->platform, "south", path);
  zb_test_assert_status (outside, 404);
  g_autoptr (ZbTestAnswer) wall = zb_test_get (desk->platform, "wall", path);
  zb_test_assert_status (wall, 403);
  g_autoptr (ZbTestAnswer) none =
      zb_test_get (desk->platform, "officer", "/alerts/01890000-0000-7000-8000-00000000dead/history");
  zb_test_assert_status (none, 404);
}

/* The same key raises the open alert again; worse makes it new; after it is closed another follows it. */
static void
test_raised_again (void)
{
  g_autofree char *id = zb_test_raise (desk->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, "again");
  desk_do (desk, "officer", "/alerts/%s/claim", id, "{}");
  g_autofree char *same =
      zb_test_raise (desk->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, "again");
  g_assert_cmpstr (same, ==, id);
  desk_do (desk, "officer", "/alerts/%s/verdict", id, "{\"verdict\":\"test\",\"seen_occurrence\":2}");
  g_autofree char *after = zb_test_raise (desk->platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, "again");
  g_assert_cmpstr (after, ==, id);
  g_autoptr (ZbAlert) marked = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (marked->state, ==, ZB_ALERT_VERIFIED);
  g_assert_true (marked->again);
  g_autofree char *worse =
      zb_test_raise (desk->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "again");
  g_assert_cmpstr (worse, ==, id);
  g_autoptr (ZbAlert) risen = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (risen->state, ==, ZB_ALERT_NEW);
  g_assert_cmpint (risen->severity, ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (risen->occurrences, ==, 4);

  desk_do (desk, "officer", "/alerts/%s/claim", id, "{}");
  desk_do (desk, "officer", "/alerts/%s/verdict", id, "{\"verdict\":\"false\",\"seen_occurrence\":4}");
  desk_do (desk, "officer", "/alerts/%s/close", id, "{\"reason\":\"误报\"}");
  g_autofree char *another =
      zb_test_raise (desk->platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, "again");
  g_assert_cmpstr (another, !=, id);
  g_autoptr (ZbAlert) next = desk_fetch (desk, ZB_KIND_ALERT, another);
  g_assert_cmpstr (next->previous, ==, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/alerts/every-row", test_every_row);
  g_test_add_func ("/desk/alerts/taken-down", test_taken_down);
  g_test_add_func ("/desk/alerts/presence", test_presence);
  g_test_add_func ("/desk/alerts/history", test_history);
  g_test_add_func ("/desk/alerts/raised-again", test_raised_again);
  g_test_add_func ("/desk/alerts/signed-out", test_signed_out);
  g_test_add_func ("/desk/alerts/signed-out-elsewhere", test_signed_out_elsewhere);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
