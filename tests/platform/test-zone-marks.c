/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What watch zones do to alerts: to those that come in, to those that come in again, and to those that are
 * open when a zone is drawn or begins to count. */
#include "zones.h"

#include "zb-alert.h"
#include "zb-alert-commands.h"
#include "zb-json.h"
#include "zb-uuid.h"
#include "zb-zone-marks.h"

#define RAISING ZONES_HERE ",\"raises\":true"
#define AWAY "\"centre\":{\"type\":\"Point\",\"coordinates\":[121.40,31.17]},\"radius\":300"

static ZbTestPlatform *platform;

static ZbAlert *
fetch (const char *id)
{
  g_autofree char *path = g_strconcat ("/alerts/", id, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", path);
  g_autoptr (GError) error = NULL;
  zb_test_assert_status (answer, 200);
  ZbAlert *alert = zb_json_read_record (ZB_TYPE_ALERT, answer->root, &error);
  g_assert_no_error (error);
  return alert;
}

/* Of each test another, so that none is raised again by accident. */
static char *
raise_alert (const char *severity, const char *key)
{
  return zb_test_raise (platform, "street_vending", severity, ZB_TEST_CAMERA_NORTH, key);
}

static void
assert_severity (const char *id, ZbSeverity severity, ZbSeverity raised_from)
{
  g_autoptr (ZbAlert) alert = fetch (id);
  g_assert_cmpint (alert->severity, ==, severity);
  g_assert_cmpint (alert->raised_from, ==, raised_from);
}

static void
assert_marks (const char *id, const char *first, const char *second)
{
  g_autoptr (ZbAlert) alert = fetch (id);
  guint n = alert->zones ? g_strv_length (alert->zones) : 0;
  g_assert_cmpuint (n, ==, !first ? 0 : !second ? 1 : 2);
  if (first)
    g_assert_true (g_strv_contains ((const char *const *)alert->zones, first));
  if (second)
    g_assert_true (g_strv_contains ((const char *const *)alert->zones, second));
}

static void
act (const char *id, const char *what, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/alerts/%s/%s", id, what);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (platform, "officer", path, "%s", body);
  zb_test_assert_status (answer, 200);
}

/* --- those that come in -------------------------------------------------------------------------------- */

static void
test_raised (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", RAISING);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "north", -1, NULL);
  zb_test_feed_wait (feed, "hello", 5000);
  g_autofree char *id = raise_alert ("medium", "raised");
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  assert_marks (id, zone, NULL);
  yyjson_val *event = zb_test_feed_wait_event (feed, "alert.raised", id, 5000);
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (event, "/data/severity")), ==, "high");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (event, "/data/raised_from")), ==, "medium");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (event, "/data/zones/0")), ==, zone);
  g_autofree char *gravest = raise_alert ("urgent", "gravest");
  assert_severity (gravest, ZB_SEVERITY_URGENT, ZB_SEVERITY_NONE);
  assert_marks (gravest, zone, NULL);
  zones_clear (platform);
}

/* What an officer takes down on the telephone. */
static void
test_taken_down (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", RAISING), *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) answer = zb_test_post (
      platform, "officer", "/alerts",
      "{\"id\":\"%s\",\"kind\":\"citizen_report\",\"severity\":\"low\",\"location\":{\"type\":\"Point\","
      "\"coordinates\":[121.4005,31.2205]}}",
      id);
  zb_test_assert_status (answer, 201);
  g_assert_cmpstr (zb_test_answer_text (answer, "/severity"), ==, "medium");
  g_assert_cmpstr (zb_test_answer_text (answer, "/raised_from"), ==, "low");
  assert_marks (id, zone, NULL);
  zones_clear (platform);
}

static void
test_only_marked (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", ZONES_HERE);
  g_autofree char *id = raise_alert ("medium", "only-marked");
  assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_NONE);
  assert_marks (id, zone, NULL);
  zones_clear (platform);
}

/* By one step, in however many zones it lies. */
static void
test_once (void)
{
  g_autofree char *first = zones_draw (platform, "officer", RAISING);
  g_autofree char *second = zones_draw (platform, "leader", RAISING);
  g_autofree char *id = raise_alert ("low", "once");
  assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
  assert_marks (id, first, second);
  zones_clear (platform);
}

/* Hours of the day that do not hold now: from two hours from now to three. */
static char *
write_other_hours (void)
{
  const ZbCalendar *calendar = zb_platform_get_calendar (zb_test_platform_get (platform));
  int minute = zb_calendar_get_minute (calendar, g_get_real_time () / 1000);
  return g_strdup_printf (RAISING ",\"hours_from\":%d,\"hours_to\":%d", (minute + 120) % 1440,
                          (minute + 180) % 1440);
}

static void
test_not_about_it (void)
{
  g_autofree char *hours = write_other_hours (), *tomorrow = zones_time (G_TIME_SPAN_HOUR);
  g_autofree char *later = g_strdup_printf (RAISING ",\"starts_at\":\"%s\"", tomorrow);
  const char *const others[] = { RAISING ",\"kinds\":[\"water_level\",\"dispute\"]",
                                 RAISING ",\"severities\":[\"high\",\"urgent\"]", AWAY ",\"raises\":true",
                                 hours, later };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (zones_draw (platform, "officer", others[i]));
  g_autofree char *id = raise_alert ("medium", "not-about-it");
  assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_NONE);
  assert_marks (id, NULL, NULL);
  g_autofree char *zone = zones_draw (
      platform, "officer", RAISING ",\"kinds\":[\"dispute\",\"street_vending\"],\"severities\":[\"low\"]");
  g_autofree char *about = raise_alert ("low", "about-it");
  assert_severity (about, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
  assert_marks (about, zone, NULL);
  zones_clear (platform);
}

/* A zone that is over does nothing, also where the platform has not said so yet. */
static void
test_over (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", RAISING);
  zones_set_expiry (platform, zone, -G_TIME_SPAN_SECOND);
  g_autofree char *expired = raise_alert ("medium", "expired");
  assert_marks (expired, NULL, NULL);
  zones_clear (platform);
  g_autofree char *ended = raise_alert ("medium", "ended");
  assert_marks (ended, NULL, NULL);
}

/* What a refused command has drawn is not remembered; what is there is found again after a restart. */
static void
test_memory (void)
{
  g_autofree char *before = raise_alert ("medium", "memory-1"), *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) refused = zones_post (platform, "officer", id, RAISING ",\"hours_from\":-1");
  zb_test_assert_status (refused, 422);
  g_autofree char *none = raise_alert ("medium", "memory-2");
  assert_marks (none, NULL, NULL);
  g_autofree char *zone = zones_draw (platform, "officer", RAISING ",\"kinds\":[\"street_vending\"]");
  zb_test_platform_restart (platform);
  g_autofree char *after = raise_alert ("medium", "memory-3");
  assert_marks (after, zone, NULL);
  zones_clear (platform);
}

/* --- those that come in again
 * -------------------------------------------------------------------------------- */

/* What a source says is held against what it said before. */
static void
test_repeats (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", RAISING);
  g_autofree char *id = raise_alert ("low", "repeats");
  act (id, "claim", "{}");
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *again = raise_alert ("low", "repeats");
      g_assert_cmpstr (again, ==, id);
      assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
    }
  g_autoptr (ZbAlert) claimed = fetch (id);
  g_assert_cmpint (claimed->occurrences, ==, 4);
  g_assert_cmpint (claimed->state, ==, ZB_ALERT_CLAIMED);
  assert_marks (id, zone, NULL);

  /* Graver at its source: graver still, and new. */
  g_free (raise_alert ("medium", "repeats"));
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  g_autoptr (ZbAlert) graver = fetch (id);
  g_assert_cmpint (graver->state, ==, ZB_ALERT_NEW);
  g_assert_null (graver->claim);
  g_free (raise_alert ("low", "repeats"));
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  g_free (raise_alert ("urgent", "repeats"));
  assert_severity (id, ZB_SEVERITY_URGENT, ZB_SEVERITY_NONE);
  zones_clear (platform);
}

/* Its source comes to say what the zone had made of it: that is no news to whoever holds it. */
static void
test_anticipated (void)
{
  g_autofree char *zone = zones_draw (platform, "officer", RAISING);
  g_autofree char *id = raise_alert ("medium", "anticipated");
  act (id, "claim", "{}");
  g_autoptr (ZbTestAnswer) ended = zones_end (platform, "officer", zone);
  zb_test_assert_status (ended, 200);
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  g_free (raise_alert ("medium", "anticipated"));
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  g_free (raise_alert ("high", "anticipated"));
  assert_severity (id, ZB_SEVERITY_HIGH, ZB_SEVERITY_NONE);
  g_autoptr (ZbAlert) alert = fetch (id);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLAIMED);
  g_free (raise_alert ("urgent", "anticipated"));
  assert_severity (id, ZB_SEVERITY_URGENT, ZB_SEVERITY_NONE);
  g_autoptr (ZbAlert) graver = fetch (id);
  g_assert_cmpint (graver->state, ==, ZB_ALERT_NEW);
}

/* What somebody has judged is marked by a repeat, and keeps its verdict. */
static void
test_judged (void)
{
  g_autofree char *id = raise_alert ("medium", "judged");
  act (id, "claim", "{}");
  act (id, "verdict", "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  g_autofree char *zone = zones_draw (platform, "officer", RAISING);
  assert_marks (id, NULL, NULL);
  g_free (raise_alert ("medium", "judged"));
  assert_marks (id, zone, NULL);
  assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_NONE);
  g_autoptr (ZbAlert) alert = fetch (id);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_VERIFIED);
  g_assert_cmpint (alert->verdict, ==, ZB_VERDICT_TRUE);
  zones_clear (platform);
}

/* --- those that are open already --------------------------------------------------------------------------
 */

static void
test_open_ones (void)
{
  g_autofree char *fresh = raise_alert ("medium", "open-fresh"), *held = raise_alert ("low", "open-held");
  g_autofree char *judged = raise_alert ("low", "open-judged"), *slept = raise_alert ("low", "open-slept");
  g_autofree char *until = zones_time (G_TIME_SPAN_HOUR);
  g_autofree char *snooze = g_strdup_printf ("{\"until\":\"%s\",\"reason\":\"施工\"}", until);
  act (held, "claim", "{}");
  act (judged, "claim", "{}");
  act (judged, "verdict", "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  act (slept, "snooze", snooze);
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  zb_test_feed_wait (feed, "hello", 5000);
  gint64 rows = zones_count_audit (platform, "alert.zone");
  g_autofree char *zone = zones_draw (platform, "officer", RAISING ",\"kinds\":[\"street_vending\"]");

  assert_severity (fresh, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  assert_severity (held, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
  assert_marks (held, zone, NULL);
  g_autoptr (ZbAlert) still = fetch (held), woken = fetch (slept);
  g_assert_cmpint (still->state, ==, ZB_ALERT_CLAIMED);
  g_assert_cmpint (woken->snoozed_until, ==, 0);
  assert_severity (judged, ZB_SEVERITY_LOW, ZB_SEVERITY_NONE);
  assert_marks (judged, NULL, NULL);
  g_assert_cmpint (zones_count_audit (platform, "alert.zone"), >=, rows + 3);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.updated", fresh, 5000));

  /* Another one marks, and raises no more; the first, changed, does nothing twice. */
  g_autofree char *second = zones_draw (platform, "officer", RAISING);
  assert_severity (fresh, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  assert_marks (fresh, zone, second);
  rows = zones_count_audit (platform, "alert.zone");
  g_autoptr (ZbTestAnswer) edited = zones_patch (platform, "officer", zone, 1, "{\"radius\":400}");
  zb_test_assert_status (edited, 200);
  g_assert_cmpint (zones_count_audit (platform, "alert.zone"), ==, rows);

  /* Nothing is lowered when it is over. */
  g_autoptr (ZbTestAnswer) ended = zones_end (platform, "officer", zone);
  zb_test_assert_status (ended, 200);
  assert_severity (fresh, ZB_SEVERITY_HIGH, ZB_SEVERITY_MEDIUM);
  assert_marks (fresh, zone, second);
  zones_clear (platform);
}

static void
test_edited (void)
{
  g_autofree char *id = raise_alert ("low", "edited");
  g_autofree char *zone = zones_draw (platform, "officer", AWAY);
  assert_marks (id, NULL, NULL);
  g_autoptr (ZbTestAnswer) moved = zones_patch (platform, "officer", zone, 1, "{" RAISING "}");
  zb_test_assert_status (moved, 200);
  assert_marks (id, zone, NULL);
  assert_severity (id, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
  zones_clear (platform);
}

/* It begins to count later: the first time, or again each day. */
static void
test_begins_later (void)
{
  g_autofree char *id = raise_alert ("low", "later");
  g_autofree char *start = zones_time (G_TIME_SPAN_HOUR);
  g_autofree char *members = g_strdup_printf (RAISING ",\"starts_at\":\"%s\"", start);
  g_autofree char *zone = zones_draw (platform, "officer", members);
  zones_turn (platform, G_TIME_SPAN_MINUTE);
  assert_marks (id, NULL, NULL);
  zones_turn (platform, G_TIME_SPAN_HOUR + G_TIME_SPAN_SECOND);
  assert_marks (id, zone, NULL);
  zones_clear (platform);

  g_autofree char *other = raise_alert ("low", "hours"), *hours = write_other_hours ();
  g_autofree char *daily = zones_draw (platform, "officer", hours);
  zones_turn (platform, G_TIME_SPAN_HOUR);
  assert_marks (other, NULL, NULL);
  zones_turn (platform, 2 * G_TIME_SPAN_HOUR + G_TIME_SPAN_SECOND);
  assert_marks (other, daily, NULL);
  assert_severity (other, ZB_SEVERITY_MEDIUM, ZB_SEVERITY_LOW);
  zones_clear (platform);
}

/* --- very many of them
 * ---------------------------------------------------------------------------------------- */

#define MANY (2 * ZB_ZONE_PORTION + 100)

static gboolean
raise_many (ZbTransaction *tx, gpointer data)
{
  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = zb_uuid_new ();
      g_autoptr (ZbAlert) draft = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
      ZbProblem *problem = NULL;
      draft->kind = g_strdup ("misparked_bikes");
      draft->severity = ZB_SEVERITY_LOW;
      draft->source = g_strdup ("many");
      draft->location = (ZbPoint){ 121.44, 31.235 };
      draft->area = g_strdup (ZB_TEST_NORTH_COMMITTEE);
      g_assert_nonnull (zb_alert_raise (tx, draft, &problem));
    }
  return TRUE;
}

static gint64
count_marked (void)
{
  return zones_count (platform,
                      "SELECT count(*) FROM entity WHERE kind = 'alert' AND body ->> '$.source' = 'many'"
                      " AND body ->> '$.raised_from' = 'low' AND body ->> '$.severity' = 'medium'");
}

/* A thousand at once, the latest first; the others when the clock looks, a restart in between or not. */
static void
test_many (void)
{
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), raise_many, NULL, NULL));
  g_autofree char *zone = zones_draw (
      platform, "officer",
      "\"centre\":{\"type\":\"Point\",\"coordinates\":[121.44,31.235]},\"radius\":100,\"raises\":true");
  g_assert_cmpint (count_marked (), ==, ZB_ZONE_PORTION);
  g_assert_cmpint (
      zones_count (platform, "SELECT min (rid) FROM entity WHERE kind = 'alert' AND body ->> '$.source' ="
                             " 'many' AND body ->> '$.raised_from' = 'low'"),
      >,
      zones_count (platform, "SELECT max (rid) FROM entity WHERE kind = 'alert' AND body ->> '$.source' ="
                             " 'many' AND body ->> '$.raised_from' IS NULL"));
  zb_test_platform_restart (platform);
  zones_turn (platform, 0);
  g_assert_cmpint (count_marked (), ==, 2 * ZB_ZONE_PORTION);
  zones_turn (platform, 0);
  g_assert_cmpint (count_marked (), ==, MANY);
  g_assert_cmpint (zones_count (platform, "SELECT count(*) FROM zone_sweep"), ==, 0);
  g_assert_cmpint (
      zones_count (platform, "SELECT count(*) FROM audit JOIN entity ON entity.id = audit.id WHERE action ="
                             " 'alert.zone' AND body ->> '$.source' = 'many'"),
      ==, MANY);
  zones_clear (platform);
}

/* A zone that is over goes no further. */
static void
test_many_ended (void)
{
  g_autofree char *zone = zones_draw (
      platform, "officer", "\"centre\":{\"type\":\"Point\",\"coordinates\":[121.44,31.235]},\"radius\":100");
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM entity WHERE kind = 'alert' AND body LIKE '%%%s%%'", zone);
  g_assert_cmpint (zones_count (platform, sql), ==, ZB_ZONE_PORTION);
  g_autoptr (ZbTestAnswer) ended = zones_end (platform, "officer", zone);
  zb_test_assert_status (ended, 200);
  zones_turn (platform, G_TIME_SPAN_SECOND);
  g_assert_cmpint (zones_count (platform, sql), ==, ZB_ZONE_PORTION);
  g_assert_cmpint (zones_count (platform, "SELECT count(*) FROM zone_sweep"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zones_new ();
  g_test_add_func ("/zone-marks/raised", test_raised);
  g_test_add_func ("/zone-marks/taken-down", test_taken_down);
  g_test_add_func ("/zone-marks/only-marked", test_only_marked);
  g_test_add_func ("/zone-marks/once", test_once);
  g_test_add_func ("/zone-marks/not-about-it", test_not_about_it);
  g_test_add_func ("/zone-marks/over", test_over);
  g_test_add_func ("/zone-marks/memory", test_memory);
  g_test_add_func ("/zone-marks/repeats", test_repeats);
  g_test_add_func ("/zone-marks/anticipated", test_anticipated);
  g_test_add_func ("/zone-marks/judged", test_judged);
  g_test_add_func ("/zone-marks/open-ones", test_open_ones);
  g_test_add_func ("/zone-marks/edited", test_edited);
  g_test_add_func ("/zone-marks/begins-later", test_begins_later);
  g_test_add_func ("/zone-marks/many", test_many);
  g_test_add_func ("/zone-marks/many-ended", test_many_ended);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
