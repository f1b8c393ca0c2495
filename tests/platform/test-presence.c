/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on watch and what they look at: told by the feed to those whom it concerns, and to nobody else. */
#include "zb-test-platform.h"

#include "zb-presence-book.h"

#define SOON 5000

static ZbTestPlatform *platform;

typedef struct
{
  ZbTestFeed *feed;
  const char *name;
  const char *looking_at; /* NULL for nothing */
  gboolean absent;
} Wanted;

static yyjson_val *
find_officer (yyjson_val *frame, const char *name)
{
  yyjson_val *officers = yyjson_obj_get (frame, "officers");
  yyjson_arr_iter iter = yyjson_arr_iter_with (officers);
  for (yyjson_val *one = yyjson_arr_iter_next (&iter); one != NULL; one = yyjson_arr_iter_next (&iter))
    if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (one, "name")), name) == 0)
      return one;
  return NULL;
}

static gboolean
is_as_wanted (gpointer data)
{
  Wanted *wanted = data;
  yyjson_val *frame = zb_test_feed_last (wanted->feed, "presence");
  yyjson_val *officer = frame != NULL ? find_officer (frame, wanted->name) : NULL;
  if (frame == NULL || wanted->absent || officer == NULL)
    return frame != NULL && wanted->absent && officer == NULL;
  return g_strcmp0 (yyjson_get_str (yyjson_obj_get (officer, "looking_at")), wanted->looking_at) == 0;
}

static void
expect (ZbTestFeed *feed, const char *name, const char *looking_at)
{
  Wanted wanted = { .feed = feed, .name = name, .looking_at = looking_at };
  g_assert_true (zb_test_wait (is_as_wanted, &wanted, SOON));
}

static void
expect_absent (ZbTestFeed *feed, const char *name)
{
  Wanted wanted = { .feed = feed, .name = name, .absent = TRUE };
  g_assert_true (zb_test_wait (is_as_wanted, &wanted, SOON));
}

static void
say (const char *who, const char *body)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, who, "PUT", "/me/presence", NULL, body);
  zb_test_assert_status (answer, 200);
}

static char *
look_at (const char *who, const char *alert)
{
  char *subject = g_strconcat ("alert/", alert, NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"looking_at\":\"%s\",\"claims\":[],\"muted\":[\"low\"]}", subject);
  say (who, body);
  return subject;
}

static char *
get_name (const char *who)
{
  g_autoptr (ZbTestAnswer) me = zb_test_get (platform, who, "/me");
  return g_strdup (zb_test_answer_text (me, "/name"));
}

static gboolean
is_silent (gpointer data)
{
  Wanted *wanted = data;
  yyjson_val *frame = zb_test_feed_last (wanted->feed, "presence");
  yyjson_val *officer = frame != NULL ? find_officer (frame, wanted->name) : NULL;
  return officer != NULL && yyjson_get_bool (yyjson_obj_get (officer, "silent")) == !wanted->absent;
}

/* A seat without sound is told of, and when it has sound again. */
static void
test_silent (void)
{
  g_autofree char *officer = get_name ("leader");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  Wanted wanted = { .feed = feed, .name = officer };
  say ("leader", "{\"claims\":[],\"silent\":true}");
  g_assert_true (zb_test_wait (is_silent, &wanted, SOON));
  wanted.absent = TRUE;
  say ("leader", "{\"claims\":[],\"silent\":false}");
  g_assert_true (zb_test_wait (is_silent, &wanted, SOON));
}

/* Who comes is told at once who is there, and then of each change; who leaves is gone. */
static void
test_told (void)
{
  g_autofree char *alert =
      zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "presence told");
  g_autofree char *officer = get_name ("officer2");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "presence", SOON));
  expect_absent (feed, officer);
  g_autofree char *subject = look_at ("officer2", alert);
  expect (feed, officer, subject);
  yyjson_val *one = find_officer (zb_test_feed_last (feed, "presence"), officer);
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (one, "/muted/0")), ==, "low");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (one, "/role")), ==, "duty_officer");
  g_autoptr (ZbTestFeed) late = zb_test_feed_open (platform, "leader", -1, NULL);
  expect (late, officer, subject);
  g_assert_false (yyjson_get_bool (yyjson_ptr_get (one, "/silent")));
  say ("officer2", "{\"claims\":[]}");
  expect (feed, officer, NULL);
  g_autoptr (ZbTestAnswer) out = zb_test_send (platform, "officer2", "DELETE", "/session", NULL, NULL);
  zb_test_assert_status (out, 204);
  expect_absent (feed, officer);
}

/* North and south do not know of each other, and the district's officer is known to both; what he looks at in
 * the north is not told in the south. */
static void
test_areas (void)
{
  g_autofree char *alert =
      zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "presence areas");
  g_autofree char *officer = get_name ("officer"), *north_name = get_name ("north");
  g_autoptr (ZbTestFeed) north = zb_test_feed_open (platform, "north", -1, NULL);
  g_autoptr (ZbTestFeed) south = zb_test_feed_open (platform, "south", -1, NULL);
  say ("north", "{\"claims\":[]}");
  g_autofree char *subject = look_at ("officer", alert);
  expect (north, officer, subject);
  expect (south, officer, NULL);
  expect_absent (south, north_name);
  g_autofree char *text = zb_test_feed_dup_text (south);
  g_assert_null (strstr (text, alert));
}

static guint
count_frames (ZbTestFeed *feed)
{
  g_autofree char *text = zb_test_feed_dup_text (feed);
  guint n = 0;
  for (const char *at = text; (at = strstr (at, "\"presence\"")) != NULL; at++)
    n++;
  return n;
}

/* However much changes, it is told once a second at the most, and the last of it is told. */
static void
test_calm (void)
{
  g_autofree char *alert =
      zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "presence calm");
  g_autofree char *leader = get_name ("leader");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "presence", SOON));
  const gint64 begin = g_get_monotonic_time ();
  for (guint i = 0; i < 30; i++)
    say ("leader", i % 2 ? "{\"claims\":[]}" : "{\"claims\":[],\"muted\":[\"low\"]}");
  g_autofree char *subject = look_at ("leader", alert);
  expect (feed, leader, subject);
  const gint64 seconds = (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_assert_cmpuint (count_frames (feed), <=, (guint)seconds + 3);
}

/* What one may not see, one does not look at. */
static void
test_out_of_sight (void)
{
  g_autofree char *alert =
      zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "presence sight");
  g_autofree char *name = get_name ("south");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "leader", -1, NULL);
  g_autofree char *subject = look_at ("south", alert);
  expect (feed, name, NULL);
  g_autofree char *text = zb_test_feed_dup_text (feed);
  g_assert_null (strstr (text, subject));
}

/* Neither says anything here, nor is told anything. */
static void
test_not_on_watch (void)
{
  g_autofree char *handler = get_name ("handler");
  g_autoptr (ZbTestFeed) street = zb_test_feed_open (platform, "handler", -1, NULL);
  g_autoptr (ZbTestFeed) desk = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (street, "hello", SOON));
  say ("handler", "{\"claims\":[]}");
  say ("leader", "{\"claims\":[],\"muted\":[\"medium\"]}");
  g_autofree char *leader = get_name ("leader");
  expect (desk, leader, NULL);
  expect_absent (desk, handler);
  g_assert_nonnull (zb_test_feed_wait (street, "heartbeat", SOON));
  g_assert_null (zb_test_feed_last (street, "presence"));
}

static void
test_nonsense (void)
{
  static const char *const bodies[] = {
    "{\"claims\":[],\"muted\":[\"loud\"]}",
    "{\"claims\":[],\"silent\":\"yes\"}",
    "{\"claims\":[],\"muted\":\"low\"}",
    "{\"claims\":[],\"muted\":[\"low\",\"low\",\"low\",\"low\",\"low\"]}",
    "{\"claims\":[],\"looking_at\":7}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (platform, "officer", "PUT", "/me/presence", NULL, bodies[i]);
      zb_test_assert_status (answer, 422);
    }
  say ("officer", "{\"claims\":[],\"looking_at\":\"nothing that is known\"}");
}

/* --- the book ---------------------------------------------------------------------------------- */

static ZbAccount *
make_account (const char *id)
{
  ZbAccount *account = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  ZB_ENTITY (account)->id = g_strdup (id);
  account->name = g_strdup (id);
  account->role = ZB_ROLE_DUTY_OFFICER;
  return account;
}

static void
assert_meet (const char *one, const char *other, gboolean meet)
{
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (zb_test_platform_get (platform));
  g_autoptr (ZbAccount) a = make_account ("a"), b = make_account ("b");
  a->areas = g_strsplit (one, ",", -1);
  b->areas = g_strsplit (other, ",", -1);
  g_assert_true (zb_presence_book_meet (areas, a, b) == meet);
  g_assert_true (zb_presence_book_meet (areas, b, a) == meet);
}

/* Who takes part in a drill has its area beside their own: the district's officers are the district's all the
 * same, each in another drill, and two subdistricts still do not know of each other. */
static void
test_drills (void)
{
  assert_meet ("", "", TRUE);
  assert_meet ("", "drill:1", TRUE);
  assert_meet ("drill:1", "drill:2", TRUE);
  assert_meet ("drill:1", ZB_TEST_NORTH, TRUE);
  assert_meet ("drill:1", ZB_TEST_NORTH ",drill:2", TRUE);
  assert_meet (ZB_TEST_SOUTH ",drill:1", ZB_TEST_NORTH ",drill:2", FALSE);
}

/* Silence ends it after a minute and not before; what is said again is no news. */
static void
test_silence (void)
{
  ZbPresenceBook *book = zb_presence_book_new ();
  g_autoptr (ZbAccount) account = make_account ("a");
  ZbPresenceNote note = { .session = "s", .account = account };
  const gint64 now = 1000 * G_TIME_SPAN_SECOND;
  g_assert_true (zb_presence_book_note (book, &note, now));
  g_assert_false (zb_presence_book_note (book, &note, now + 20 * G_TIME_SPAN_SECOND));
  g_assert_false (zb_presence_book_expire (book, now + 80 * G_TIME_SPAN_SECOND));
  g_assert_true (zb_presence_book_expire (book, now + 81 * G_TIME_SPAN_SECOND));
  g_assert_false (zb_presence_book_leave (book, "s"));
  note.muted = 1u << ZB_SEVERITY_LOW;
  g_assert_true (zb_presence_book_note (book, &note, now));
  note.muted = 0;
  g_assert_true (zb_presence_book_note (book, &note, now));
  note.silent = TRUE;
  g_assert_true (zb_presence_book_note (book, &note, now));
  g_assert_false (zb_presence_book_note (book, &note, now));
  zb_presence_book_free (book);
}

/* However many sessions come, there is an end to it. */
static void
test_bounded (void)
{
  ZbPresenceBook *book = zb_presence_book_new ();
  g_autoptr (ZbAccount) account = make_account ("a");
  guint taken = 0;
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *session = g_strdup_printf ("%u", i);
      ZbPresenceNote note = { .session = session, .account = account };
      taken += zb_presence_book_note (book, &note, 1);
    }
  g_assert_cmpuint (taken, ==, 1000);
  zb_presence_book_free (book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/platform/presence/told", test_told);
  g_test_add_func ("/platform/presence/silent", test_silent);
  g_test_add_func ("/platform/presence/areas", test_areas);
  g_test_add_func ("/platform/presence/calm", test_calm);
  g_test_add_func ("/platform/presence/out-of-sight", test_out_of_sight);
  g_test_add_func ("/platform/presence/not-on-watch", test_not_on_watch);
  g_test_add_func ("/platform/presence/nonsense", test_nonsense);
  g_test_add_func ("/platform/presence/drills", test_drills);
  g_test_add_func ("/platform/presence/silence", test_silence);
  g_test_add_func ("/platform/presence/bounded", test_bounded);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
