/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drills over REST and the feed: what a script lets happen and when, that nothing of it happens twice, who
 * sees what of it, and that nothing real is touched. */
#include "zb-test-platform.h"

#include "zb-due.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define SOON 5000
#define STEP (5 * G_TIME_SPAN_SECOND)
#define NORTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}"

#define ALERT                                                                                                \
  "{\"at\":5,\"what\":\"alert\",\"name\":\"a\",\"kind\":\"smoke_fire\",\"severity\":\"medium\",\"title\":"   \
  "\"冒烟\",\"device\":\"camera\",\"area\":\"北街道\",\"expect\":{\"verdict\":\"true\",\"claim\":60,"        \
  "\"judge\":120,\"case\":180,\"dispatch\":240}}"
#define SCRIPT(steps) "{\"title\":\"车棚冒烟\",\"summary\":\"先判断\",\"minutes\":10,\"steps\":[" steps "]}"
#define ONE SCRIPT (ALERT)
#define SEVERAL                                                                                              \
  SCRIPT (ALERT                                                                                              \
          ",{\"at\":10,\"what\":\"message\",\"text\":\"请注意\"},"                                           \
          "{\"at\":15,\"what\":\"again\",\"of\":\"a\"},"                                                     \
          "{\"at\":20,\"what\":\"rise\",\"of\":\"a\",\"severity\":\"urgent\"},"                              \
          "{\"at\":25,\"what\":\"camera_lost\",\"area\":\"南街道\"},"                                        \
          "{\"at\":30,\"what\":\"alert\",\"kind\":\"dispute\",\"severity\":\"low\",\"title\":\"纠纷\","      \
          "\"area\":\"南街道\",\"expect\":{\"verdict\":\"false\",\"claim\":30,\"judge\":60}}")

static ZbTestPlatform *platform;

/* --- the platform, and its clock ----------------------------------------------------------------------- */

typedef struct
{
  const char *sql;
  const char *id;
  gint64 number;
  char *text;
} Look;

static gboolean
look (ZbTransaction *tx, gpointer data)
{
  Look *self = data;
  g_autoptr (ZbStatement) row = zb_connection_query (tx->connection, &tx->error, self->sql, "t", self->id);
  if (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    {
      self->number = zb_statement_get_int64 (row, 0);
      self->text = g_strdup (zb_statement_get_text (row, 0));
    }
  return TRUE;
}

static void
do_work (ZbPlatformWork func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (platform), func, data, &error);
  g_assert_no_error (error);
}

static gint64
count (const char *sql, const char *id)
{
  Look self = { .sql = sql, .id = id, .number = -1 };
  do_work (look, &self);
  g_free (self.text);
  return self.number;
}

static char *
read_text (const char *sql, const char *id)
{
  Look self = { .sql = sql, .id = id };
  do_work (look, &self);
  return self.text;
}

static gboolean
turn_at (ZbTransaction *tx, gpointer time)
{
  tx->now = *(gint64 *)time;
  zb_due_work (tx);
  return TRUE;
}

/* What the platform's clock would do from one moment to another, looking every five seconds. */
static void
turn (gint64 from, gint64 until)
{
  for (gint64 time = from; time <= until; time += STEP)
    do_work (turn_at, &time);
}

static void
turn_for (gint64 seconds)
{
  gint64 now = g_get_real_time ();
  turn (now + STEP, now + seconds * G_TIME_SPAN_SECOND);
}

/* --- drills ------------------------------------------------------------------------------------ */

static char *
account_of (const char *who)
{
  g_autoptr (ZbTestAnswer) me = zb_test_get (platform, who, "/me");
  zb_test_assert_status (me, 200);
  return g_strdup (zb_test_answer_text (me, "/id"));
}

static ZbTestAnswer *
post_drill (const char *who, const char *id, const char *script, const char *member)
{
  g_autofree char *account = account_of (member);
  return zb_test_post (
      platform, who, "/drills",
      "{\"id\":\"%s\",\"title\":\"周四演练\",\"script\":%s,\"members\":[\"%s\"],\"speed\":1}", id, script,
      account);
}

static ZbTestAnswer *
command (const char *who, const char *drill, const char *verb, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/drills/%s/%s", drill, verb);
  return zb_test_post (platform, who, path, "%s", body);
}

static void
must (const char *drill, const char *verb)
{
  g_autoptr (ZbTestAnswer) answer = command ("leader", drill, verb, "{}");
  zb_test_assert_status (answer, 200);
}

static char *
start_drill (const char *script, const char *member)
{
  char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) made = post_drill ("leader", id, script, member);
  zb_test_assert_status (made, 201);
  must (id, "start");
  return id;
}

/* The alert of the first step of the script. */
static char *
find_alert (const char *drill)
{
  char *id =
      read_text ("SELECT entity FROM drill_step WHERE drill = ? AND what = 'alert' ORDER BY step", drill);
  g_assert_nonnull (id);
  return id;
}

static guint
get_status (const char *who, const char *kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", kind, id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, path);
  return answer->status;
}

static gboolean
is_listed (const char *who, const char *path, const char *id)
{
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, who, path);
  zb_test_assert_status (list, 200);
  return strstr (list->text, id) != NULL;
}

static void
act (const char *who, const char *format, const char *id, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *path = g_strjoinv (id, parts);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (platform, who, path, "%s", body);
  if (answer->status / 100 != 2)
    g_error ("%s by %s: %u %s", path, who, answer->status, answer->text);
}

/* Claimed and judged by @who. */
static void
judge (const char *who, const char *alert, const char *verdict)
{
  g_autoptr (ZbTestAnswer) seen = NULL;
  g_autofree char *path = g_strconcat ("/alerts/", alert, NULL);
  act (who, "/alerts/%s/claim", alert, "{}");
  seen = zb_test_get (platform, who, path);
  g_autofree char *body = g_strdup_printf ("{\"verdict\":\"%s\",\"seen_occurrence\":%d}", verdict,
                                           (int)zb_test_answer_integer (seen, "/occurrences"));
  act (who, "/alerts/%s/verdict", alert, body);
}

static char *
open_case (const char *who, const char *alert, const char *more)
{
  char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) answer = zb_test_post (
      platform, who, "/cases",
      "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\",\"place\":"
      "\"天山路\",\"location\":" NORTH_POINT "%s%s%s%s}",
      id, alert != NULL ? ",\"alerts\":[\"" : "", alert != NULL ? alert : "", alert != NULL ? "\"]" : "",
      more);
  zb_test_assert_status (answer, 201);
  act (who, "/cases/%s/file", id, "{}");
  return id;
}

static ZbTestAnswer *
dispatch (const char *who, const char *of_case, const char *assignment, const char *unit)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/dispatch", of_case);
  return zb_test_post (platform, who, path, "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"%s\"}]}", assignment,
                       unit);
}

static char *
find_shadow (const char *drill)
{
  char *id = read_text (
      "SELECT id FROM entity WHERE kind = 'unit' AND body ->> '$.drill' = ? ORDER BY rid LIMIT 1", drill);
  g_assert_nonnull (id);
  return id;
}

/* --- who may, and what is wrong ------------------------------------------------------------------------ */

static void
test_who (void)
{
  static const char *const others[] = { "officer", "north", "checker", "auditor" };
  g_autofree char *id = zb_uuid_new ();
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (ZbTestAnswer) answer = post_drill (others[i], id, ONE, "officer");
      zb_test_assert_status (answer, 403);
    }
  g_autoptr (ZbTestAnswer) made = post_drill ("leader", id, ONE, "officer");
  zb_test_assert_status (made, 201);
  g_assert_cmpstr (zb_test_answer_text (made, "/mode"), ==, "drill");
  g_assert_cmpstr (zb_test_answer_text (made, "/state"), ==, "planned");
  g_assert_cmpstr (zb_test_answer_text (made, "/members/0/name"), ==, "officer");
  g_autoptr (ZbTestAnswer) again = post_drill ("leader", id, ONE, "officer");
  zb_test_assert_status (again, 422);
  g_autoptr (ZbTestAnswer) member = command ("officer", id, "start", "{}");
  zb_test_assert_status (member, 403);
  g_assert_cmpuint (get_status ("officer", "drills", id), ==, 200);
  g_assert_cmpuint (get_status ("admin", "drills", id), ==, 200);
  g_assert_cmpuint (get_status ("officer2", "drills", id), ==, 404);
  g_assert_cmpuint (get_status ("handler", "drills", id), ==, 404);
  g_assert_cmpint (count ("SELECT count(*) FROM audit WHERE action = 'drill.create' AND id = ?", id), ==, 1);
}

/* Whoever is outside is not called by an exercise. */
static void
test_members (void)
{
  static const char *const nobody[] = { "handler", "auditor", "reviewer" };
  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      g_autoptr (ZbTestAnswer) answer = post_drill ("leader", id, ONE, nobody[i]);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, "/members/0");
    }
  g_autoptr (ZbTestAnswer) people = zb_test_get (platform, "leader", "/drill-people");
  zb_test_assert_status (people, 200);
  g_assert_nonnull (strstr (people->text, "\"officer2\""));
  g_assert_null (strstr (people->text, "handler"));
}

static void
test_bad_scripts (void)
{
  static const struct
  {
    const char *script;
    const char *pointer;
  } bad[] = {
    { "\"no-such-script\"", "/script" },
    { "{\"title\":\"空\",\"minutes\":5,\"steps\":[]}", "/script/steps" },
    { "{\"title\":\"长\",\"minutes\":5000,\"steps\":[]}", "/script/minutes" },
    { SCRIPT (
          "{\"at\":9,\"what\":\"message\",\"text\":\"先\"},{\"at\":8,\"what\":\"message\",\"text\":\"后\"}"),
      "/script/steps/1/at" },
    { SCRIPT ("{\"at\":601,\"what\":\"message\",\"text\":\"晚\"}"), "/script/steps/0/at" },
    { SCRIPT ("{\"at\":1,\"what\":\"again\",\"of\":\"nobody\"}"), "/script/steps/0/of" },
    { SCRIPT ("{\"at\":1,\"what\":\"alert\",\"severity\":\"low\",\"title\":\"无\"}"),
      "/script/steps/0/kind" },
    { SCRIPT ("{\"at\":1,\"what\":\"explode\"}"), "/script/steps/0/what" },
    { SCRIPT ("{\"at\":1,\"what\":\"late\",\"seconds\":0}"), "/script/steps/0/seconds" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      g_autoptr (ZbTestAnswer) answer = post_drill ("leader", id, bad[i].script, "officer");
      g_test_message ("%s", bad[i].script);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, bad[i].pointer);
    }
}

/* Each script that comes with the platform can be played. */
static void
test_shelf (void)
{
  g_autoptr (ZbTestAnswer) scripts = zb_test_get (platform, "leader", "/drill-scripts");
  zb_test_assert_status (scripts, 200);
  yyjson_val *items = yyjson_obj_get (scripts->root, "items"), *item;
  size_t i, n;
  g_assert_cmpuint (yyjson_arr_size (items), ==, 3);
  yyjson_arr_foreach (items, i, n, item)
  {
    g_autofree char *id = zb_uuid_new ();
    g_autofree char *name = g_strdup_printf ("\"%s\"", yyjson_get_str (yyjson_obj_get (item, "name")));
    g_autoptr (ZbTestAnswer) answer = post_drill ("leader", id, name, "officer");
    zb_test_assert_status (answer, 201);
    g_assert_cmpint (zb_test_answer_integer (answer, "/steps"), >, 5);
  }
  g_autoptr (ZbTestAnswer) officer = zb_test_get (platform, "officer", "/drill-scripts");
  zb_test_assert_status (officer, 403);
}

/* --- its course -------------------------------------------------------------------------------- */

static void
test_course (void)
{
  g_autofree char *drill = start_drill (SEVERAL, "officer"), *path = g_strconcat ("/drills/", drill, NULL);
  turn_for (10);
  g_autofree char *alert = find_alert (drill);
  g_autofree char *at = g_strconcat ("/alerts/", alert, NULL);
  g_autoptr (ZbTestAnswer) first = zb_test_get (platform, "officer", at);
  g_assert_cmpstr (zb_test_answer_text (first, "/mode"), ==, "drill");
  g_assert_cmpstr (zb_test_answer_text (first, "/drill"), ==, drill);
  g_assert_cmpstr (zb_test_answer_text (first, "/area"), ==, ZB_TEST_NORTH_COMMITTEE);
  g_assert_cmpint (zb_test_answer_integer (first, "/occurrences"), ==, 1);
  gint64 now = g_get_real_time ();
  turn (now + 15 * G_TIME_SPAN_SECOND, now + 35 * G_TIME_SPAN_SECOND);
  g_autoptr (ZbTestAnswer) risen = zb_test_get (platform, "officer", at);
  g_assert_cmpint (zb_test_answer_integer (risen, "/occurrences"), ==, 3);
  g_assert_cmpstr (zb_test_answer_text (risen, "/severity"), ==, "urgent");
  g_autoptr (ZbTestAnswer) told = zb_test_get (platform, "officer", path);
  g_assert_cmpint (zb_test_answer_integer (told, "/fired"), ==, 6);
  g_assert_cmpstr (zb_test_answer_text (told, "/news/0/text"), ==, "请注意");
  g_assert_cmpstr (zb_test_answer_text (told, "/news/1/what"), ==, "camera_lost");
  g_assert_cmpstr (zb_test_answer_text (told, "/cameras/0"), ==, ZB_TEST_CAMERA_SOUTH);
  /* The camera itself is as it was. */
  g_autofree char *status = read_text (
      "SELECT body ->> '$.status' FROM entity WHERE kind = 'device' AND id = ?", ZB_TEST_CAMERA_SOUTH);
  g_assert_cmpstr (status, ==, "online");
  must (drill, "end");
}

static void
test_pause (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  must (drill, "pause");
  turn_for (60);
  g_assert_cmpint (count ("SELECT count(*) FROM drill_step WHERE drill = ?", drill), ==, 0);
  g_autoptr (ZbTestAnswer) again = command ("leader", drill, "pause", "{}");
  zb_test_assert_status (again, 409);
  g_assert_cmpstr (zb_test_answer_text (again, "/state"), ==, "paused");
  g_autoptr (ZbTestAnswer) resumed = command ("leader", drill, "resume", "{\"speed\":10}");
  zb_test_assert_status (resumed, 200);
  gint64 now = g_get_real_time ();
  turn (now + G_TIME_SPAN_SECOND, now + G_TIME_SPAN_SECOND);
  g_assert_cmpint (count ("SELECT count(*) FROM drill_step WHERE drill = ?", drill), ==, 1);
  g_autoptr (ZbTestAnswer) fast = command ("leader", drill, "resume", "{\"speed\":11}");
  zb_test_assert_status (fast, 422);
  must (drill, "end");
}

/* A platform that stops in the middle goes on where it was, and does nothing twice. */
static void
test_restart (void)
{
  g_autofree char *drill = start_drill (SEVERAL, "officer");
  gint64 begin = g_get_real_time ();
  turn (begin + STEP, begin + 3 * STEP);
  gint64 before = count ("SELECT count(*) FROM drill_step WHERE drill = ?", drill);
  zb_test_platform_restart (platform);
  g_assert_cmpint (before, ==, 3);
  /* It was away for an hour: the script did not run on meanwhile. */
  gint64 back = begin + G_TIME_SPAN_HOUR;
  turn (back, back);
  g_assert_cmpint (count ("SELECT count(*) FROM drill_step WHERE drill = ?", drill), ==, 3);
  turn (back + STEP, back + 6 * STEP);
  g_assert_cmpint (count ("SELECT count(*) FROM drill_step WHERE drill = ?", drill), ==, 6);
  g_assert_cmpint (
      count ("SELECT count(*) FROM entity WHERE kind = 'alert' AND body ->> '$.drill' = ?", drill), ==, 2);
  must (drill, "end");
}

static void
test_inject (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  g_autoptr (ZbTestAnswer) bad = command ("leader", drill, "inject", "{\"step\":{\"what\":\"message\"}}");
  zb_test_assert_status (bad, 422);
  g_assert_cmpstr (zb_test_answer_text (bad, "/errors/0/pointer"), ==, "/step/text");
  g_autoptr (ZbTestAnswer) soon =
      command ("leader", drill, "inject", "{\"step\":{\"what\":\"again\",\"of\":\"a\"}}");
  zb_test_assert_status (soon, 422);
  g_autoptr (ZbTestAnswer) told =
      command ("leader", drill, "inject", "{\"step\":{\"what\":\"message\",\"text\":\"有人被困\"}}");
  zb_test_assert_status (told, 200);
  g_assert_cmpstr (zb_test_answer_text (told, "/news/0/text"), ==, "有人被困");
  g_assert_cmpint (zb_test_answer_integer (told, "/fired"), ==, 0);
  turn_for (5);
  g_autoptr (ZbTestAnswer) again =
      command ("leader", drill, "inject", "{\"step\":{\"what\":\"again\",\"of\":\"a\"}}");
  zb_test_assert_status (again, 200);
  g_assert_cmpint (count ("SELECT count(*) FROM audit WHERE action = 'drill.inject' AND id = ?", drill), ==,
                   2);
  must (drill, "end");
}

/* --- who sees it ------------------------------------------------------------------------------- */

static void
test_sight (void)
{
  static const char *const others[] = { "officer2", "north", "handler", "checker", "auditor", "wall" };
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill), *shadow = find_shadow (drill);
  g_assert_cmpuint (get_status ("officer", "alerts", alert), ==, 200);
  g_assert_cmpuint (get_status ("leader", "alerts", alert), ==, 200);
  g_assert_true (is_listed ("officer", "/alerts", alert));
  g_assert_true (is_listed ("officer", "/units", shadow));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_cmpuint (get_status (others[i], "alerts", alert), ==, 404);
      g_assert_cmpuint (get_status (others[i], "units", shadow), ==, 404);
      g_assert_false (is_listed (others[i], "/alerts", alert));
      g_assert_false (is_listed (others[i], "/units", shadow));
      g_assert_false (is_listed (others[i], "/drills", drill));
      g_assert_false (is_listed (others[i], "/search?q=%E5%86%92%E7%83%9F", alert));
    }
  g_assert_true (is_listed ("officer", "/search?q=%E5%86%92%E7%83%9F", alert));
  must (drill, "end");
}

/* The feed of who takes part tells of it, and nobody else's. */
static void
test_feed (void)
{
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) made = post_drill ("leader", id, ONE, "officer");
  zb_test_assert_status (made, 201);
  g_autoptr (ZbTestFeed) mine = zb_test_feed_open (platform, "officer", -1, NULL);
  g_autoptr (ZbTestFeed) other = zb_test_feed_open (platform, "officer2", -1, NULL);
  g_autoptr (ZbTestFeed) wall = zb_test_feed_open (platform, "wall", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (mine, "hello", SOON));
  g_assert_nonnull (zb_test_feed_wait (other, "hello", SOON));
  g_assert_nonnull (zb_test_feed_wait (wall, "hello", SOON));
  must (id, "start");
  turn_for (5);
  g_autofree char *alert = find_alert (id),
                  *live = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "feed");
  g_assert_nonnull (zb_test_feed_wait_event (mine, "alert.raised", alert, SOON));
  /* What comes after it in the log has come: it would be there. */
  g_assert_nonnull (zb_test_feed_wait_event (mine, "alert.raised", live, SOON));
  g_assert_nonnull (zb_test_feed_wait_event (other, "alert.raised", live, SOON));
  g_assert_nonnull (zb_test_feed_wait_event (wall, "alert.raised", live, SOON));
  g_autofree char *others = zb_test_feed_dup_text (other), *walls = zb_test_feed_dup_text (wall);
  g_assert_null (strstr (others, id));
  g_assert_null (strstr (walls, id));
  must (id, "end");
}

/* A wall shows a drill only where a leader has put it there. */
static void
test_wall (void)
{
  g_autofree char *drill = start_drill (ONE, "wall");
  turn_for (5);
  g_autofree char *alert = find_alert (drill);
  g_assert_cmpuint (get_status ("wall", "alerts", alert), ==, 200);
  g_assert_cmpuint (get_status ("wall", "drills", drill), ==, 200);
  g_assert_cmpuint (get_status ("officer", "alerts", alert), ==, 404);
  must (drill, "end");
}

/* --- nothing real is touched ------------------------------------------------------------------- */

static char *
read_unit (const char *id)
{
  return read_text ("SELECT body FROM entity WHERE kind = 'unit' AND id = ?", id);
}

static void
test_units (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill), *shadow = find_shadow (drill);
  g_autofree char *one = read_unit (ZB_TEST_UNIT_1), *two = read_unit (ZB_TEST_UNIT_2);
  judge ("officer", alert, "true");
  g_autofree char *of = open_case ("officer", alert, ""), *sent = zb_uuid_new (), *wrong = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) real = dispatch ("officer", of, wrong, ZB_TEST_UNIT_1);
  zb_test_assert_status (real, 422);
  g_assert_cmpstr (zb_test_answer_text (real, "/errors/0/pointer"), ==, "/assignments/0/unit");
  g_autoptr (ZbTestAnswer) good = dispatch ("officer", of, sent, shadow);
  zb_test_assert_status (good, 200);
  g_assert_cmpuint (get_status ("handler", "assignments", sent), ==, 404);
  g_assert_false (is_listed ("handler", "/assignments", sent));
  gint64 now = g_get_real_time ();
  turn (now + STEP, now + 400 * G_TIME_SPAN_SECOND);
  g_autofree char *state = read_text ("SELECT state FROM entity WHERE kind = 'assignment' AND id = ?", sent);
  g_assert_cmpstr (state, ==, "done");
  g_autofree char *one_after = read_unit (ZB_TEST_UNIT_1), *two_after = read_unit (ZB_TEST_UNIT_2);
  g_autofree char *moved = read_unit (shadow);
  /* That it has been silent for so long is the clock's doing, not the drill's: the rest is as it was. */
  g_assert_nonnull (strstr (one_after, "\"as_of\""));
  g_assert_cmpint (count ("SELECT count(*) FROM event WHERE type = 'unit.moved' AND id = ?", ZB_TEST_UNIT_1),
                   ==, 0);
  g_assert_cmpint (count ("SELECT count(*) FROM event WHERE type = 'unit.moved' AND id = ?", shadow), >, 0);
  g_assert_cmpstr (one, ==, one_after);
  g_assert_cmpstr (two, ==, two_after);
  g_assert_cmpint (count ("SELECT count(*) FROM audit WHERE id = ?", ZB_TEST_UNIT_1), ==, 0);
  must (drill, "end");
}

static void
test_recommendations (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill), *shadow = find_shadow (drill);
  judge ("officer", alert, "true");
  g_autofree char *of = open_case ("officer", alert, ""), *live = open_case ("officer", NULL, "");
  g_autofree char *in_drill = g_strdup_printf ("/cases/%s/recommendations", of);
  g_autofree char *in_life = g_strdup_printf ("/cases/%s/recommendations", live);
  g_assert_true (is_listed ("officer", in_drill, shadow));
  g_assert_false (is_listed ("officer", in_drill, "\"" ZB_TEST_UNIT_1 "\""));
  g_assert_true (is_listed ("officer", in_life, "\"" ZB_TEST_UNIT_1 "\""));
  g_assert_false (is_listed ("officer", in_life, shadow));
  g_autofree char *sent = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) wrong = dispatch ("officer", live, sent, shadow);
  zb_test_assert_status (wrong, 422);
  must (drill, "end");
}

static void
test_mixing (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill), *id = zb_uuid_new ();
  judge ("officer", alert, "true");
  g_autoptr (ZbTestAnswer) as_live =
      zb_test_post (platform, "officer", "/cases",
                    "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"location\":" NORTH_POINT
                    ",\"mode\":\"live\",\"alerts\":[\"%s\"]}",
                    id, alert);
  zb_test_assert_status (as_live, 409);
  g_assert_cmpstr (zb_test_answer_text (as_live, "/because"), ==, "other_mode");
  g_autofree char *live = open_case ("officer", NULL, ""), *path = g_strdup_printf ("/alerts/%s/case", alert);
  g_autoptr (ZbTestAnswer) joined = zb_test_post (platform, "officer", path, "{\"case\":\"%s\"}", live);
  zb_test_assert_status (joined, 409);
  /* Whoever does not take part cannot say that something belongs to it. */
  g_autofree char *other = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) stranger = zb_test_post (
      platform, "officer2", "/alerts",
      "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\",\"title\":\"纠纷\",\"location\":" NORTH_POINT
      ",\"drill\":\"%s\"}",
      other, drill);
  zb_test_assert_status (stranger, 422);
  g_autofree char *of = open_case ("officer", alert, "");
  g_autofree char *case_path = g_strconcat ("/cases/", of, NULL);
  g_autoptr (ZbTestAnswer) inherited = zb_test_get (platform, "officer", case_path);
  g_assert_cmpstr (zb_test_answer_text (inherited, "/mode"), ==, "drill");
  g_assert_cmpstr (zb_test_answer_text (inherited, "/drill"), ==, drill);
  g_assert_true (g_str_has_prefix (zb_test_answer_text (inherited, "/number"), "YL-"));
  g_assert_cmpuint (get_status ("officer2", "cases", of), ==, 404);
  g_autofree char *link = g_strdup_printf ("/cases/%s/link", of);
  g_autoptr (ZbTestAnswer) linked = zb_test_post (platform, "officer", link, "{\"case\":\"%s\"}", live);
  zb_test_assert_status (linked, 409);
  g_autofree char *timeline = g_strdup_printf ("/cases/%s/timeline", of);
  g_autoptr (ZbTestAnswer) hidden = zb_test_get (platform, "officer2", timeline);
  zb_test_assert_status (hidden, 404);
  must (drill, "end");
}

static void
test_figures (void)
{
  gint64 live = count ("SELECT count(*) FROM alert_fact WHERE mode = 1 AND ? IS NOT NULL", "x");
  gint64 drills = count ("SELECT count(*) FROM alert_fact WHERE mode = 2 AND ? IS NOT NULL", "x");
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_assert_cmpint (count ("SELECT count(*) FROM alert_fact WHERE mode = 1 AND ? IS NOT NULL", "x"), ==, live);
  g_assert_cmpint (count ("SELECT count(*) FROM alert_fact WHERE mode = 2 AND ? IS NOT NULL", "x"), ==,
                   drills + 1);
  must (drill, "end");
}

static double
number_of (ZbTestAnswer *answer, const char *pointer)
{
  return yyjson_get_num (yyjson_ptr_get (answer->root, pointer));
}

/* --- its end ----------------------------------------------------------------------------------- */

static void
test_end (void)
{
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill), *shadow = find_shadow (drill);
  judge ("officer", alert, "true");
  g_autofree char *of = open_case ("officer", alert, ""), *sent = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) good = dispatch ("officer", of, sent, shadow);
  zb_test_assert_status (good, 200);
  g_autoptr (ZbTestAnswer) ended = command ("leader", drill, "end", "{}");
  zb_test_assert_status (ended, 200);
  g_assert_cmpfloat (number_of (ended, "/figures/alerts"), >=, 1);
  g_assert_cmpint (
      count ("SELECT count(*) FROM entity WHERE kind = 'unit' AND body ->> '$.drill' = ?", drill), ==, 0);
  g_assert_cmpint (
      count ("SELECT count(*) FROM entity WHERE mode = 'drill' AND area = 'drill:' || ? AND kind IN"
             " ('alert', 'case', 'assignment') AND state NOT IN ('closed', 'void', 'cancelled')",
             drill),
      ==, 0);
  g_autoptr (ZbTestAnswer) late = command ("leader", drill, "resume", "{}");
  zb_test_assert_status (late, 409);
  /* Those who took part can look back; nothing more can be made in it. */
  g_assert_cmpuint (get_status ("officer", "drills", drill), ==, 200);
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) over = zb_test_post (
      platform, "officer", "/alerts",
      "{\"id\":\"%s\",\"kind\":\"dispute\",\"severity\":\"low\",\"title\":\"纠纷\",\"location\":" NORTH_POINT
      ",\"drill\":\"%s\"}",
      id, drill);
  zb_test_assert_status (over, 422);
}

static ZbTestAnswer *
get_debrief (const char *who, const char *drill)
{
  g_autofree char *path = g_strdup_printf ("/drills/%s/debrief", drill);
  return zb_test_get (platform, who, path);
}

static void
test_debrief (void)
{
  g_autofree char *drill = start_drill (SEVERAL, "officer");
  /* The script has run before now, so that what is done now is done after it. */
  gint64 now = g_get_real_time ();
  turn (now + STEP, now + 8 * STEP);
  g_autofree char *alert = find_alert (drill);
  judge ("officer", alert, "false");
  g_autoptr (ZbTestAnswer) ended = command ("leader", drill, "end", "{}");
  zb_test_assert_status (ended, 200);
  g_autoptr (ZbTestAnswer) debrief = get_debrief ("officer", drill);
  zb_test_assert_status (debrief, 200);
  g_assert_cmpuint (yyjson_arr_size (yyjson_ptr_get (debrief->root, "/alerts")), ==, 2);
  g_assert_cmpstr (zb_test_answer_text (debrief, "/alerts/0/verdict"), ==, "false");
  g_assert_cmpstr (zb_test_answer_text (debrief, "/alerts/0/expected"), ==, "true");
  g_assert_cmpstr (zb_test_answer_text (debrief, "/alerts/0/officer"), ==, "officer");
  g_assert_true (yyjson_is_num (yyjson_ptr_get (debrief->root, "/alerts/0/claim")));
  g_assert_true (yyjson_is_null (yyjson_ptr_get (debrief->root, "/alerts/1/claim")));
  g_assert_cmpstr (zb_test_answer_text (debrief, "/alerts/0/missed/0"), ==, "case");
  g_assert_cmpstr (zb_test_answer_text (debrief, "/alerts/1/missed/0"), ==, "claim");
  g_assert_cmpstr (zb_test_answer_text (debrief, "/steps/0/step"), ==, "claim");
  g_assert_cmpint (zb_test_answer_integer (debrief, "/steps/0/n"), ==, 1);
  g_assert_cmpint (zb_test_answer_integer (debrief, "/steps/0/missed"), ==, 1);
  g_assert_cmpint (zb_test_answer_integer (debrief, "/officers/0/wrong"), ==, 1);
  g_assert_cmpfloat (number_of (ended, "/figures/wrong"), ==, 1);
  g_assert_nonnull (strstr (debrief->text, "alert.verdict"));
  g_autoptr (ZbTestAnswer) other = get_debrief ("officer2", drill);
  zb_test_assert_status (other, 404);
}

/* Nor does it tell a hall what a leader wrote to those who take part. */
static void
test_news_on_wall (void)
{
  g_autofree char *drill = start_drill (ONE, "wall"), *path = g_strconcat ("/drills/", drill, NULL);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "wall", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", SOON));
  g_autoptr (ZbTestAnswer) told =
      command ("leader", drill, "inject", "{\"step\":{\"what\":\"message\",\"text\":\"有人被困\"}}");
  zb_test_assert_status (told, 200);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "drill.updated", drill, SOON));
  g_autofree char *by_feed = zb_test_feed_dup_text (feed);
  g_autoptr (ZbTestAnswer) asked = zb_test_get (platform, "wall", path);
  g_assert_cmpstr (zb_test_answer_text (asked, "/news/0/what"), ==, "message");
  g_assert_null (strstr (asked->text, "有人被困"));
  g_assert_null (strstr (by_feed, "有人被困"));
  must (drill, "end");
}

/* A wall may take part, and shows a hall nobody's mistakes. */
static void
test_debrief_on_wall (void)
{
  g_autofree char *drill = start_drill (ONE, "wall");
  g_autofree char *path = g_strconcat ("/drills/", drill, NULL);
  must (drill, "end");
  g_autoptr (ZbTestAnswer) shown = zb_test_get (platform, "wall", path);
  zb_test_assert_status (shown, 200);
  g_autoptr (ZbTestAnswer) debrief = get_debrief ("wall", drill);
  zb_test_assert_status (debrief, 403);
}

/* --- the log ----------------------------------------------------------------------------------- */

static char *
log_path (const char *more, gint64 from, gint64 until)
{
  char begin[ZB_TIME_LENGTH + 1], end[ZB_TIME_LENGTH + 1];
  zb_time_format (from, begin);
  zb_time_format (until, end);
  return g_strdup_printf ("/log?from=%s&until=%s%s", begin, end, more);
}

static void
test_log (void)
{
  gint64 now = g_get_real_time ();
  g_autofree char *live = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "log");
  g_autofree char *drill = start_drill (ONE, "officer");
  turn_for (5);
  g_autofree char *alert = find_alert (drill);
  must (drill, "end");
  g_autofree char *path = log_path ("", now - G_TIME_SPAN_SECOND, now + G_TIME_SPAN_MINUTE);
  gint64 rows = count ("SELECT count(*) FROM audit WHERE action = 'log.read' AND ? IS NOT NULL", "x");
  g_autoptr (ZbTestAnswer) log = zb_test_get (platform, "leader", path);
  zb_test_assert_status (log, 200);
  g_assert_nonnull (strstr (log->text, live));
  g_assert_null (strstr (log->text, drill));
  g_assert_null (strstr (log->text, alert));
  g_assert_cmpint (count ("SELECT count(*) FROM audit WHERE action = 'log.read' AND ? IS NOT NULL", "x"), ==,
                   rows + 1);
  g_autoptr (ZbTestAnswer) officer = zb_test_get (platform, "officer", path);
  zb_test_assert_status (officer, 403);
  g_autofree char *long_path = log_path ("", now - 2 * G_TIME_SPAN_DAY, now);
  g_autoptr (ZbTestAnswer) too_long = zb_test_get (platform, "leader", long_path);
  zb_test_assert_status (too_long, 422);
}

/* All pages together are the whole, and each is no longer than was asked for. */
static void
test_log_pages (void)
{
  gint64 now = g_get_real_time ();
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("page-%u", i);
      g_free (zb_test_raise (platform, "dispute", "low", ZB_TEST_CAMERA_NORTH, key));
    }
  g_autofree char *path = log_path ("&limit=2", now, now + G_TIME_SPAN_MINUTE);
  g_autoptr (ZbTestAnswer) page = zb_test_get (platform, "leader", path);
  size_t n = yyjson_arr_size (yyjson_obj_get (page->root, "items"));
  g_assert_cmpuint (n, ==, 2);
  while (zb_test_answer_text (page, "/next") != NULL)
    {
      g_autofree char *next = g_strconcat (path, "&after=", zb_test_answer_text (page, "/next"), NULL);
      zb_test_answer_free (g_steal_pointer (&page));
      page = zb_test_get (platform, "leader", next);
      zb_test_assert_status (page, 200);
      n += yyjson_arr_size (yyjson_obj_get (page->root, "items"));
    }
  g_assert_cmpuint (n, >=, 5);
}

static gint64
count_reads (const char *action)
{
  return count ("SELECT count(*) FROM audit WHERE action = ?", action);
}

/* Where a page says that it goes on is nobody's way round the period, nor round the audit. */
static void
test_log_goes_on (void)
{
  g_autofree char *early = zb_test_raise (platform, "dispute", "low", ZB_TEST_CAMERA_NORTH, "early");
  const gint64 seq = count ("SELECT max(seq) FROM event WHERE id = ?", early);
  const gint64 now = count ("SELECT max(at) FROM event WHERE id = ?", early) + G_TIME_SPAN_MILLISECOND;
  while (g_get_real_time () < now)
    g_thread_yield ();
  g_autofree char *late = zb_test_raise (platform, "dispute", "low", ZB_TEST_CAMERA_NORTH, "late");
  g_autofree char *path = log_path ("&after=1", now, now + G_TIME_SPAN_HOUR);
  const gint64 rows = count_reads ("log.read");
  g_assert_cmpint (seq, >, 2);
  g_autoptr (ZbTestAnswer) page = zb_test_get (platform, "admin", path);
  zb_test_assert_status (page, 200);
  g_assert_nonnull (strstr (page->text, late));
  g_assert_null (strstr (page->text, early));
  g_assert_cmpint (count_reads ("log.read"), ==, rows + 1);
  g_autoptr (ZbTestAnswer) next = zb_test_get (platform, "admin", path);
  g_assert_cmpint (count_reads ("log.read"), ==, rows + 1);
  g_autofree char *other_path = log_path ("&after=1", now, now + G_TIME_SPAN_MINUTE);
  g_autoptr (ZbTestAnswer) other = zb_test_get (platform, "admin", other_path);
  g_assert_cmpint (count_reads ("log.read"), ==, rows + 2);
  g_autofree char *beyond_path = log_path ("&after=9223372036854775807", now, now + G_TIME_SPAN_MINUTE);
  g_autoptr (ZbTestAnswer) beyond = zb_test_get (platform, "admin", beyond_path);
  zb_test_assert_status (beyond, 200);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (beyond->root, "items")), ==, 0);
}

static void
test_log_state (void)
{
  const gint64 rows = count_reads ("log.state");
  g_autofree char *live = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "state");
  char at[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time () + G_TIME_SPAN_SECOND, at);
  g_autofree char *path = g_strconcat ("/log/state?at=", at, NULL);
  g_autoptr (ZbTestAnswer) state = zb_test_get (platform, "leader", path);
  zb_test_assert_status (state, 200);
  g_assert_nonnull (strstr (state->text, live));
  g_assert_cmpint (count_reads ("log.state"), ==, rows + 1);
  zb_time_format (g_get_real_time () - G_TIME_SPAN_DAY, at);
  g_autofree char *early = g_strconcat ("/log/state?at=", at, NULL);
  g_autoptr (ZbTestAnswer) none = zb_test_get (platform, "leader", early);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (none->root, "items")), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new_with (
      &(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 3600 * 1000, .token_seconds = 3600 });
  /* Before any clock is turned forward: the log is in the order of time. */
  g_test_add_func ("/log/pages", test_log_pages);
  g_test_add_func ("/log/goes-on", test_log_goes_on);
  g_test_add_func ("/log/state", test_log_state);
  g_test_add_func ("/log/period", test_log);
  g_test_add_func ("/drills/who", test_who);
  g_test_add_func ("/drills/members", test_members);
  g_test_add_func ("/drills/bad-scripts", test_bad_scripts);
  g_test_add_func ("/drills/shelf", test_shelf);
  g_test_add_func ("/drills/course", test_course);
  g_test_add_func ("/drills/pause", test_pause);
  g_test_add_func ("/drills/restart", test_restart);
  g_test_add_func ("/drills/inject", test_inject);
  g_test_add_func ("/drills/sight", test_sight);
  g_test_add_func ("/drills/feed", test_feed);
  g_test_add_func ("/drills/wall", test_wall);
  g_test_add_func ("/drills/units", test_units);
  g_test_add_func ("/drills/recommendations", test_recommendations);
  g_test_add_func ("/drills/mixing", test_mixing);
  g_test_add_func ("/drills/figures", test_figures);
  g_test_add_func ("/drills/end", test_end);
  g_test_add_func ("/drills/debrief", test_debrief);
  g_test_add_func ("/drills/debrief-on-wall", test_debrief_on_wall);
  g_test_add_func ("/drills/news-on-wall", test_news_on_wall);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
