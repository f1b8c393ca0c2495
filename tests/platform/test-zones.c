/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch zones over REST: who sees them, who draws, changes and ends them, and how they come to their end.
 * What they do to alerts is in test-zone-marks.c. */
#include "zones.h"

#include "zb-time.h"
#include "zb-uuid.h"
#include "zb-zones.h"

#define SOON 5000
#define CIRCLE(lon, lat, radius)                                                                             \
  "\"centre\":{\"type\":\"Point\",\"coordinates\":[" lon "," lat "]},\"radius\":" radius
#define RING(...) "{\"type\":\"Polygon\",\"coordinates\":[[" __VA_ARGS__ "]]}"

/* A block in the north, and one around the whole district, whose own outline it touches nowhere. */
#define BLOCK                                                                                                \
  "\"geometry\":" RING ("[121.39,31.22],[121.41,31.22],[121.41,31.23],[121.39,31.23],[121.39,31.22]")
#define AROUND                                                                                               \
  "\"geometry\":" RING ("[121.34,31.14],[121.46,31.14],[121.46,31.26],[121.34,31.26],[121.34,31.14]")

static ZbTestPlatform *platform;

static gint64
time_of (ZbTestAnswer *answer, const char *pointer)
{
  const char *text = zb_test_answer_text (answer, pointer);
  gint64 time = 0;
  return text && zb_time_parse (text, &time) ? time : 0;
}

static gboolean
is_null (ZbTestAnswer *answer, const char *pointer)
{
  return yyjson_is_null (yyjson_ptr_get (answer->root, pointer));
}

static gboolean
is_listed (const char *who, const char *query, const char *id)
{
  g_autofree char *path = g_strconcat ("/zones", query, NULL);
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, who, path);
  zb_test_assert_status (list, 200);
  return strstr (list->text, id) != NULL;
}

static void
assert_refused (ZbTestAnswer *answer, const char *pointer)
{
  zb_test_assert_status (answer, 422);
  g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, pointer);
}

/* --- drawing ----------------------------------------------------------------------------------------- */

static void
test_circle (void)
{
  g_autofree char *id = zb_uuid_new ();
  gint64 rows = zones_count_audit (platform, "zone.create");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "north", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autoptr (ZbTestAnswer) drawn = zones_post (
      platform, "officer", id, ZONES_HERE ",\"raises\":true,\"note\":\"市集\",\"kinds\":[\"dispute\"]");
  zb_test_assert_status (drawn, 201);
  g_assert_cmpstr (zb_test_answer_text (drawn, "/name"), ==, "秋季市集");
  g_assert_cmpstr (zb_test_answer_text (drawn, "/area"), ==, ZB_TEST_NORTH_COMMITTEE);
  g_assert_cmpstr (zb_test_answer_text (drawn, "/by_name"), ==, "officer");
  g_assert_cmpstr (zb_test_answer_text (drawn, "/kinds/0"), ==, "dispute");
  g_assert_cmpint (zb_test_answer_integer (drawn, "/revision"), ==, 1);
  g_assert_cmpint (time_of (drawn, "/created_at"), >, 0);
  g_assert_true (is_null (drawn, "/geometry"));
  g_assert_true (is_null (drawn, "/starts_at"));
  g_assert_true (is_null (drawn, "/ended_at"));
  g_assert_true (yyjson_is_true (yyjson_ptr_get (drawn->root, "/raises")));
  g_assert_cmpint (zones_count_audit (platform, "zone.create"), ==, rows + 1);
  yyjson_val *event = zb_test_feed_wait_event (feed, "zone.updated", id, SOON);
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (event, "/data/name")), ==, "秋季市集");
  g_autoptr (ZbTestAnswer) got = zones_get (platform, "officer", id);
  g_assert_cmpstr (got->text, ==, drawn->text);
  zones_clear (platform);
}

/* A ring that was left open, with a corner set twice, comes back closed and without it. */
static void
test_polygon (void)
{
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) drawn =
      zones_post (platform, "north", id,
                  "\"geometry\":" RING ("[121.39,31.22],[121.41,31.22],[121.41,31.22],[121.41,31.23]"));
  zb_test_assert_status (drawn, 201);
  yyjson_val *ring = yyjson_ptr_get (drawn->root, "/geometry/coordinates/0/0");
  g_assert_cmpuint (yyjson_arr_size (ring), ==, 4);
  g_assert_true (yyjson_equals (yyjson_arr_get_first (ring), yyjson_arr_get_last (ring)));
  g_assert_true (is_null (drawn, "/centre"));
  g_assert_true (is_null (drawn, "/radius"));
  zones_clear (platform);
}

static void
test_who_draws (void)
{
  static const char *const others[] = { "handler", "checker", "reviewer", "auditor", "admin", "wall" };
  static const char *const may[] = { "officer", "leader", "north" };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      g_autoptr (ZbTestAnswer) refused = zones_post (platform, others[i], id, ZONES_HERE);
      zb_test_assert_status (refused, 403);
      g_assert_cmpstr (zb_test_answer_text (refused, "/because"), ==, "role");
      g_autoptr (ZbTestAnswer) none = zones_get (platform, "officer", id);
      zb_test_assert_status (none, 404);
    }
  g_assert_cmpint (zones_count (platform,
                                "SELECT count(*) FROM audit WHERE action = 'command.refused' AND name ="
                                " 'wall' AND why = 'POST /zones'"),
                   ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (may); i++)
    g_free (zones_draw (platform, may[i], ZONES_HERE));
  zones_clear (platform);
}

/* What of it lies outside the district is nobody's; what it touches inside has to be one's own. */
static void
test_areas (void)
{
  static const struct
  {
    const char *who;
    const char *members;
    const char *pointer; /* where it is refused */
    const char *area;
  } cases[] = {
    { "north", ZONES_HERE, NULL, ZB_TEST_NORTH_COMMITTEE },
    { "north", BLOCK, NULL, ZB_TEST_NORTH_COMMITTEE },
    /* Reaches beyond the committee, and beyond the district's edge. */
    { "north", CIRCLE ("121.40", "31.205", "500"), NULL, ZB_TEST_NORTH },
    { "north", CIRCLE ("121.40", "31.249", "3000"), NULL, ZB_TEST_NORTH },
    { "officer", CIRCLE ("121.40", "31.20", "300"), NULL, ZB_TEST_DISTRICT },
    { "officer", AROUND, NULL, ZB_TEST_DISTRICT },
    { "south", ZONES_HERE, "/centre", NULL },
    { "south", BLOCK, "/geometry", NULL },
    { "north", CIRCLE ("121.40", "31.205", "700"), "/centre", NULL },
    /* Its whole rim lies outside the district. */
    { "north", CIRCLE ("121.40", "31.22", "10000"), "/centre", NULL },
    { "north", AROUND, "/geometry", NULL },
    { "officer", CIRCLE ("121.60", "31.22", "300"), "/centre", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      gint64 before = zones_read_seq (platform);
      g_test_message ("%s: %s", cases[i].who, cases[i].members);
      g_autoptr (ZbTestAnswer) answer = zones_post (platform, cases[i].who, id, cases[i].members);
      if (cases[i].pointer)
        {
          assert_refused (answer, cases[i].pointer);
          g_assert_true (g_str_has_prefix (zb_test_answer_text (answer, "/because"), "zone_"));
          g_assert_cmpint (zones_read_seq (platform), ==, before);
          continue;
        }
      zb_test_assert_status (answer, 201);
      g_assert_cmpstr (zb_test_answer_text (answer, "/area"), ==, cases[i].area);
    }
  zones_clear (platform);
}

/* A zone is seen where its area is; one that only the whole district holds, by all. */
static void
test_sight (void)
{
  static const char *const everywhere[] = { "officer", "leader", "handler", "auditor", "wall", "north" };
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "south", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autofree char *north = zones_draw (platform, "north", ZONES_HERE);
  g_autofree char *both = zones_draw (platform, "officer", CIRCLE ("121.40", "31.20", "300"));
  for (gsize i = 0; i < G_N_ELEMENTS (everywhere); i++)
    {
      g_assert_true (is_listed (everywhere[i], "", north));
      g_assert_true (is_listed (everywhere[i], "", both));
    }
  g_assert_false (is_listed ("south", "", north));
  g_assert_true (is_listed ("south", "", both));
  g_autoptr (ZbTestAnswer) unseen = zones_get (platform, "south", north);
  zb_test_assert_status (unseen, 404);
  g_autoptr (ZbTestAnswer) unended = zones_end (platform, "south", north);
  zb_test_assert_status (unended, 404);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "zone.updated", both, SOON));
  g_assert_false (zb_test_feed_has_event (feed, north));
  zones_clear (platform);
}

/* Each with the pointer to what is wrong, and nothing of it done. */
static void
test_wrong (void)
{
  g_autofree char *past = zones_time (-G_TIME_SPAN_MINUTE), *late = zones_time (91 * G_TIME_SPAN_DAY);
  g_autofree char *two_days = zones_time (2 * G_TIME_SPAN_DAY);
  const struct
  {
    const char *pointer;
    char *members;
  } cases[] = {
    { "/geometry", g_strdup ("\"raises\":true") },
    { "/geometry", g_strdup (ZONES_HERE "," BLOCK) },
    { "/geometry",
      g_strdup ("\"geometry\":" RING ("[121.39,31.22],[121.41,31.22],[121.41,31.22],[121.39,31.22]")) },
    { "/geometry", g_strdup ("\"geometry\":" RING (
                       "[121.39,31.22],[121.41,31.23],[121.41,31.22],[121.39,31.225],[121.39,31.22]")) },
    { "/geometry", g_strdup ("\"geometry\":" RING ("[121.39,31.22],[121.41,31.22]")) },
    { "/geometry", g_strdup ("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}") },
    { "/geometry",
      g_strdup ("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[121.39,31.22],[121.4,31.22]]}") },
    { "/geometry",
      g_strdup ("\"geometry\":" RING ("[121.39,31.22],[221.41,31.22],[121.41,31.23],[121.39,31.22]")) },
    { "/geometry", g_strdup ("\"geometry\":" RING (
                       "[121.40000,31.22],[121.40002,31.22],[121.40002,31.22002],[121.4,31.22]")) },
    { "/centre", g_strdup ("\"centre\":[121.40,31.22],\"radius\":300") },
    { "/radius", g_strdup (CIRCLE ("121.40", "31.22", "19")) },
    { "/radius", g_strdup (CIRCLE ("121.40", "31.22", "10001")) },
    { "/radius", g_strdup (CIRCLE ("121.40", "31.22", "\"300\"")) },
    { "/radius", g_strdup (CIRCLE ("121.40", "31.22", "null")) },
    { "/name", g_strdup (ZONES_HERE ",\"name\":\"  \"") },
    { "/name", g_strdup (ZONES_HERE ",\"name\":null") },
    { "/name", g_strdup_printf (ZONES_HERE ",\"name\":\"%061d\"", 0) },
    { "/note", g_strdup_printf (ZONES_HERE ",\"note\":\"%0201d\"", 0) },
    { "/expires_at", g_strdup_printf (ZONES_HERE ",\"expires_at\":\"%s\"", past) },
    { "/expires_at", g_strdup_printf (ZONES_HERE ",\"expires_at\":\"%s\"", late) },
    { "/expires_at", g_strdup (ZONES_HERE ",\"expires_at\":null") },
    { "/starts_at", g_strdup_printf (ZONES_HERE ",\"starts_at\":\"%s\"", two_days) },
    { "/hours_from", g_strdup (ZONES_HERE ",\"hours_from\":1440") },
    { "/hours_from", g_strdup (ZONES_HERE ",\"hours_to\":-1") },
    { "/severities", g_strdup (ZONES_HERE ",\"severities\":[\"grave\"]") },
    { "/kinds", g_strdup (ZONES_HERE ",\"kinds\":[\"\"]") },
    { "/kinds", g_strdup (ZONES_HERE ",\"kinds\":\"dispute\"") },
    { "/area", g_strdup (ZONES_HERE ",\"area\":\"" ZB_TEST_SOUTH "\"") },
    { "/by", g_strdup (ZONES_HERE ",\"by\":\"x\"") },
    { "/ended_at", g_strdup (ZONES_HERE ",\"ended_at\":null") },
  };
  gint64 before = zones_read_seq (platform);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      g_test_message ("%s", cases[i].members);
      g_autoptr (ZbTestAnswer) answer = zones_post (platform, "officer", id, cases[i].members);
      assert_refused (answer, cases[i].pointer);
      g_free (cases[i].members);
    }
  g_autoptr (ZbTestAnswer) odd = zones_post (platform, "officer", "7", ZONES_HERE);
  assert_refused (odd, "/id");
  g_assert_cmpint (zones_read_seq (platform), ==, before);
}

/* Sent again it is answered as before, and is there once. */
static void
test_idempotency (void)
{
  g_autofree char *id = zb_uuid_new (), *key = zb_uuid_new (), *until = zones_time (G_TIME_SPAN_DAY);
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"工地\",\"expires_at\":\"%s\"," ZONES_HERE "}", id, until);
  g_autofree char *other =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"路口\",\"expires_at\":\"%s\"," ZONES_HERE "}", id, until);
  const char *headers[] = { "Idempotency-Key", key, NULL };
  gint64 rows = zones_count_audit (platform, "zone.create");
  g_autoptr (ZbTestAnswer) first = zb_test_send (platform, "officer", "POST", "/zones", headers, body);
  zb_test_assert_status (first, 201);
  g_autoptr (ZbTestAnswer) again = zb_test_send (platform, "officer", "POST", "/zones", headers, body);
  zb_test_assert_status (again, 201);
  g_assert_cmpstr (again->text, ==, first->text);
  g_autoptr (ZbTestAnswer) changed = zb_test_send (platform, "officer", "POST", "/zones", headers, other);
  zb_test_assert_status (changed, 422);
  g_autoptr (ZbTestAnswer) same_id = zones_post (platform, "officer", id, ZONES_HERE);
  assert_refused (same_id, "/id");
  g_autoptr (ZbTestAnswer) no_key = zb_test_send (platform, "officer", "POST", "/zones", NULL, body);
  zb_test_assert_status (no_key, 400);
  g_assert_cmpint (zones_count_audit (platform, "zone.create"), ==, rows + 1);
  zones_clear (platform);
}

static gboolean
add_many (ZbTransaction *tx, gpointer data)
{
  for (int i = 0; i < ZB_ZONES_MOST; i++)
    {
      g_autofree char *id = zb_uuid_new ();
      ZbZone *zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));
      zone->name = g_strdup ("一");
      zone->expires_at = tx->now + G_TIME_SPAN_DAY;
      zb_zone_set_circle (zone, (ZbPoint){ 121.36, 31.24 }, 50);
      zb_transaction_add (tx, zone, NULL);
    }
  return TRUE;
}

/* There are so many at a time and no more; those that are over do not count. */
static void
test_too_many (void)
{
  g_autofree char *id = zb_uuid_new ();
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), add_many, NULL, NULL));
  g_autoptr (ZbTestAnswer) full = zones_post (platform, "officer", id, ZONES_HERE);
  zb_test_assert_status (full, 409);
  g_assert_cmpstr (zb_test_answer_text (full, "/because"), ==, "zones_full");
  zones_clear (platform);
  g_autoptr (ZbTestAnswer) drawn = zones_post (platform, "officer", id, ZONES_HERE);
  zb_test_assert_status (drawn, 201);
  zones_clear (platform);
}

/* --- changing ------------------------------------------------------------------------------------------ */

static void
test_edit (void)
{
  g_autofree char *id = zones_draw (platform, "officer", ZONES_HERE);
  gint64 rows = zones_count_audit (platform, "zone.edit");
  g_autoptr (ZbTestAnswer) none = zones_patch (platform, "officer", id, 0, "{\"name\":\"路口\"}");
  zb_test_assert_status (none, 400);
  g_autoptr (ZbTestAnswer) stale = zones_patch (platform, "officer", id, 7, "{\"name\":\"路口\"}");
  zb_test_assert_status (stale, 412);
  g_assert_cmpstr (zb_test_answer_text (stale, "/current/name"), ==, "秋季市集");
  g_autoptr (ZbTestAnswer) other = zones_patch (platform, "officer2", id, 1, "{\"name\":\"路口\"}");
  zb_test_assert_status (other, 403);
  g_assert_cmpstr (zb_test_answer_text (other, "/because"), ==, "zone_author");
  g_autoptr (ZbTestAnswer) wrong = zones_patch (platform, "officer", id, 1, "{\"radius\":5}");
  assert_refused (wrong, "/radius");
  g_autoptr (ZbTestAnswer) both = zones_patch (platform, "officer", id, 1, "{" BLOCK "}");
  assert_refused (both, "/geometry");
  g_assert_cmpint (zones_count_audit (platform, "zone.edit"), ==, rows);

  g_autoptr (ZbTestAnswer) own = zones_patch (platform, "officer", id, 1, "{\"radius\":500,\"raises\":true}");
  zb_test_assert_status (own, 200);
  g_assert_cmpint (zb_test_answer_integer (own, "/revision"), ==, 2);
  g_autoptr (ZbTestAnswer) leader =
      zones_patch (platform, "leader", id, 2, "{\"centre\":null,\"radius\":null," BLOCK "}");
  zb_test_assert_status (leader, 200);
  g_assert_true (is_null (leader, "/centre"));
  g_assert_cmpstr (zb_test_answer_text (leader, "/by_name"), ==, "officer");
  g_assert_cmpint (zones_count_audit (platform, "zone.edit"), ==, rows + 2);
  zones_clear (platform);
}

/* It may not be moved where one may not draw. */
static void
test_edit_outside (void)
{
  g_autofree char *id = zones_draw (platform, "north", ZONES_HERE);
  g_autoptr (ZbTestAnswer) moved =
      zones_patch (platform, "north", id, 1, "{" CIRCLE ("121.40", "31.17", "300") "}");
  assert_refused (moved, "/centre");
  g_autoptr (ZbTestAnswer) wider = zones_patch (platform, "north", id, 1, "{\"radius\":9000}");
  assert_refused (wider, "/centre");
  /* Who sees it no more is told so. */
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "north", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autoptr (ZbTestAnswer) away =
      zones_patch (platform, "leader", id, 1, "{" CIRCLE ("121.40", "31.17", "300") "}");
  zb_test_assert_status (away, 200);
  g_assert_cmpstr (zb_test_answer_text (away, "/area"), ==, ZB_TEST_SOUTH_COMMITTEE);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "entity.removed", id, SOON));
  zones_clear (platform);
}

/* --- the end ---------------------------------------------------------------------------------------------
 */

static void
test_end (void)
{
  g_autofree char *id = zones_draw (platform, "officer", ZONES_HERE);
  g_autofree char *later = zones_time (G_TIME_SPAN_HOUR);
  g_autofree char *since = g_strconcat ("?since=", later, NULL);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "wall", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_assert_true (is_listed ("officer", since, id));
  g_autoptr (ZbTestAnswer) other = zones_end (platform, "officer2", id);
  zb_test_assert_status (other, 403);
  g_autoptr (ZbTestAnswer) ended = zones_end (platform, "officer", id);
  zb_test_assert_status (ended, 200);
  g_assert_cmpint (time_of (ended, "/ended_at"), >, 0);
  g_assert_cmpint (time_of (ended, "/ended_at"), <, time_of (ended, "/expires_at"));
  g_assert_cmpint (zones_count (platform,
                                "SELECT count(*) FROM audit WHERE action = 'zone.end' AND name = 'officer'"
                                " AND why = '活动提前结束'"),
                   ==, 1);
  yyjson_val *event = zb_test_feed_wait_event (feed, "zone.updated", id, SOON);
  g_assert_true (yyjson_is_str (yyjson_ptr_get (event, "/data/ended_at")));
  g_autoptr (ZbTestAnswer) again = zones_end (platform, "leader", id);
  zb_test_assert_status (again, 409);
  g_assert_cmpstr (zb_test_answer_text (again, "/because"), ==, "zone_over");
  g_autoptr (ZbTestAnswer) edited = zones_patch (platform, "officer", id, 1, "{\"name\":\"路口\"}");
  zb_test_assert_status (edited, 409);
  /* For a day it is in the list, then only by its id. */
  g_assert_true (is_listed ("officer", "", id));
  g_assert_false (is_listed ("officer", since, id));
  g_autoptr (ZbTestAnswer) got = zones_get (platform, "officer", id);
  zb_test_assert_status (got, 200);
  g_assert_cmpint (zones_count (platform, "SELECT count(*) FROM due WHERE kind = 'zone'"), ==, 0);
}

static void
assert_expired (const char *id, gboolean expired)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM audit WHERE action = 'zone.expire' AND account IS NULL AND id = '%s'", id);
  g_autoptr (ZbTestAnswer) zone = zones_get (platform, "officer", id);
  g_assert_cmpint (is_null (zone, "/ended_at"), ==, !expired);
  g_assert_cmpint (zones_count (platform, sql), ==, expired ? 1 : 0);
  if (expired)
    g_assert_cmpstr (zb_test_answer_text (zone, "/ended_at"), ==, zb_test_answer_text (zone, "/expires_at"));
}

static void
test_expiry (void)
{
  g_autofree char *id = zones_draw (platform, "officer", ZONES_HERE);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  zones_turn (platform, G_TIME_SPAN_DAY - G_TIME_SPAN_MINUTE);
  assert_expired (id, FALSE);
  zones_turn (platform, G_TIME_SPAN_DAY + G_TIME_SPAN_MINUTE);
  assert_expired (id, TRUE);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "zone.updated", id, SOON));
  zones_turn (platform, 2 * G_TIME_SPAN_DAY);
  assert_expired (id, TRUE);
}

/* Before the platform has said so, it binds nobody any more all the same. */
static void
test_over_already (void)
{
  g_autofree char *id = zones_draw (platform, "officer", ZONES_HERE);
  zones_set_expiry (platform, id, -G_TIME_SPAN_SECOND);
  g_autoptr (ZbTestAnswer) ended = zones_end (platform, "officer", id);
  zb_test_assert_status (ended, 409);
  g_assert_cmpstr (zb_test_answer_text (ended, "/because"), ==, "zone_over");
  zones_clear (platform);
}

/* It expires while the platform is down. */
static void
test_restart (void)
{
  g_autofree char *id = zones_draw (platform, "officer", BLOCK);
  zones_set_expiry (platform, id, -G_TIME_SPAN_SECOND);
  zb_test_platform_restart (platform);
  assert_expired (id, FALSE);
  zones_turn (platform, 0);
  assert_expired (id, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zones_new ();
  g_test_add_func ("/zones/circle", test_circle);
  g_test_add_func ("/zones/polygon", test_polygon);
  g_test_add_func ("/zones/who-draws", test_who_draws);
  g_test_add_func ("/zones/areas", test_areas);
  g_test_add_func ("/zones/sight", test_sight);
  g_test_add_func ("/zones/wrong", test_wrong);
  g_test_add_func ("/zones/idempotency", test_idempotency);
  g_test_add_func ("/zones/too-many", test_too_many);
  g_test_add_func ("/zones/edit", test_edit);
  g_test_add_func ("/zones/edit-outside", test_edit_outside);
  g_test_add_func ("/zones/end", test_end);
  g_test_add_func ("/zones/expiry", test_expiry);
  g_test_add_func ("/zones/over-already", test_over_already);
  g_test_add_func ("/zones/restart", test_restart);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
