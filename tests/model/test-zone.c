/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch zones: where they are, when they count, what they do to an alert, and who may draw them. */
#include "zb-alert-zones.h"

#include <math.h>

/* 2026-11-26 12:00 in Shanghai. */
#define NOON (G_GINT64_CONSTANT (1795665600) * G_TIME_SPAN_SECOND)
#define CENTRE ((ZbPoint){ 121.41, 31.22 })

static ZbZone *
zone_new (const char *id)
{
  ZbZone *zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));
  zone->name = g_strdup ("中山公园");
  zone->expires_at = NOON + G_TIME_SPAN_DAY;
  zone->raises = TRUE;
  zb_zone_set_circle (zone, CENTRE, 300);
  return zone;
}

/* East and north of the centre, in metres. */
static ZbPoint
at (double east, double north)
{
  ZbPoint point = zb_point_move (CENTRE, 90, east);
  return zb_point_move (point, 0, north);
}

static void
draw (ZbZone *zone, const double (*metres)[2], guint n)
{
  g_autofree ZbPoint *corners = g_new (ZbPoint, n);
  for (guint i = 0; i < n; i++)
    corners[i] = at (metres[i][0], metres[i][1]);
  zb_zone_set_corners (zone, corners, n);
}

#define DRAW(zone, ...)                                                                                      \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    static const double metres[][2] = { __VA_ARGS__ };                                                       \
    draw (zone, metres, G_N_ELEMENTS (metres));                                                              \
  }                                                                                                          \
  G_STMT_END

/* --- where ------------------------------------------------------------------------------------ */

static void
test_circle (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_assert_true (zb_zone_is_circle (zone));
  g_assert_true (zb_zone_contains (zone, CENTRE));
  for (int bearing = 0; bearing < 360; bearing += 15)
    {
      g_assert_true (zb_zone_contains (zone, zb_point_move (CENTRE, bearing, 299.5)));
      g_assert_false (zb_zone_contains (zone, zb_point_move (CENTRE, bearing, 300.5)));
    }
  g_assert_false (zb_zone_contains (zone, ZB_POINT_NOWHERE));
  g_assert_cmpfloat_with_epsilon (zb_zone_get_surface (zone), G_PI * 300 * 300, 1);
  ZbBox box = zb_zone_get_box (zone);
  g_assert_true (zb_box_contains (&box, zb_point_move (CENTRE, 45, 299)));
  g_assert_false (zb_box_contains (&box, zb_point_move (CENTRE, 90, 301)));
}

static void
test_polygon (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  guint n;
  /* An L, with a corner that was set twice, and closed by hand. */
  DRAW (zone, { 0, 0 }, { 400, 0 }, { 400, 100 }, { 400, 100 }, { 100, 100 }, { 100, 400 }, { 0, 400 },
        { 0, 0 });
  g_assert_false (zb_zone_is_circle (zone));
  g_assert_true (isnan (zone->radius));
  g_assert_nonnull (zb_zone_get_corners (zone, &n));
  g_assert_cmpuint (n, ==, 6);
  g_assert_true (zb_zone_contains (zone, at (50, 350)));
  g_assert_true (zb_zone_contains (zone, at (350, 50)));
  g_assert_false (zb_zone_contains (zone, at (350, 350)));
  g_assert_false (zb_zone_contains (zone, at (-1, 50)));
  g_assert_cmpfloat_with_epsilon (zb_zone_get_surface (zone), 70000, 350);
  zb_geometry_get_ring (zone->geometry, 0, &n);
  g_assert_cmpuint (n, ==, 7);
  zb_zone_set_circle (zone, CENTRE, 100);
  g_assert_true (zb_zone_is_circle (zone));
  g_assert_null (zb_zone_get_corners (zone, &n));
}

static void
test_nowhere (void)
{
  g_autoptr (ZbZone) zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, "z"));
  ZbBox box = zb_zone_get_box (zone);
  g_assert_false (zb_zone_is_circle (zone));
  g_assert_false (zb_zone_contains (zone, CENTRE));
  g_assert_cmpfloat (box.west, >, box.east);
  g_assert_cmpfloat (zb_zone_get_surface (zone), ==, 0);
}

/* --- when ------------------------------------------------------------------------------------- */

static void
test_hours (void)
{
  static const struct
  {
    int from, to, minute;
    gboolean within;
  } cases[] = {
    { 0, 0, 0, TRUE },          { 600, 600, 0, TRUE },      { 600, 600, 1439, TRUE },
    { 480, 1200, 479, FALSE },  { 480, 1200, 480, TRUE },   { 480, 1200, 1199, TRUE },
    { 480, 1200, 1200, FALSE }, { 1320, 360, 1319, FALSE }, { 1320, 360, 1320, TRUE },
    { 1320, 360, 1439, TRUE },  { 1320, 360, 0, TRUE },     { 1320, 360, 359, TRUE },
    { 1320, 360, 360, FALSE },  { 1320, 360, 720, FALSE },  { 1439, 0, 1439, TRUE },
    { 1439, 0, 0, FALSE },
  };
  g_autoptr (ZbZone) zone = zone_new ("z");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      zone->hours_from = cases[i].from;
      zone->hours_to = cases[i].to;
      g_test_message ("%d to %d at %d", cases[i].from, cases[i].to, cases[i].minute);
      g_assert_cmpint (zb_zone_is_within_hours (zone, cases[i].minute), ==, cases[i].within);
    }
}

static void
test_active (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  zone->starts_at = NOON;
  g_assert_false (zb_zone_is_active (zone, NOON - 1));
  g_assert_true (zb_zone_is_active (zone, NOON));
  g_assert_true (zb_zone_is_active (zone, zone->expires_at - 1));
  g_assert_false (zb_zone_is_active (zone, zone->expires_at));
  g_assert_true (zb_zone_is_over (zone, zone->expires_at));
  zone->ended_at = NOON + 5;
  g_assert_false (zb_zone_is_active (zone, NOON + 10));
  g_assert_true (zb_zone_is_over (zone, NOON + 10));
}

/* --- which ------------------------------------------------------------------------------------ */

static void
test_matches (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_assert_true (zb_zone_matches (zone, "smoke_fire", ZB_SEVERITY_LOW, CENTRE, NOON));
  g_assert_true (zb_zone_matches (zone, "of_another_platform", ZB_SEVERITY_URGENT, CENTRE, NOON));
  g_assert_false (zb_zone_matches (zone, "smoke_fire", ZB_SEVERITY_LOW, at (400, 0), NOON));

  zone->kinds = g_strsplit ("water_level,cover_flooded", ",", -1);
  g_assert_false (zb_zone_matches (zone, "smoke_fire", ZB_SEVERITY_LOW, CENTRE, NOON));
  g_assert_false (zb_zone_matches (zone, NULL, ZB_SEVERITY_LOW, CENTRE, NOON));
  g_assert_true (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_LOW, CENTRE, NOON));

  zone->severities = g_strsplit ("high,urgent", ",", -1);
  g_assert_false (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_MEDIUM, CENTRE, NOON));
  g_assert_true (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_HIGH, CENTRE, NOON));

  /* Noon here is 04:00 in Greenwich. */
  zone->hours_from = 11 * 60;
  zone->hours_to = 13 * 60;
  g_assert_true (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_HIGH, CENTRE, NOON));
  g_assert_false (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_HIGH, CENTRE, NOON + G_TIME_SPAN_HOUR));
  g_assert_false (zb_zone_matches_at (zone, "cover_flooded", ZB_SEVERITY_HIGH, CENTRE, NOON, 240));
  zone->ended_at = NOON;
  g_assert_false (zb_zone_matches (zone, "cover_flooded", ZB_SEVERITY_HIGH, CENTRE, NOON));
}

/* --- what it does to an alert -------------------------------------------------------------------- */

static ZbAlert *
alert_new (int severity)
{
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, "a"));
  alert->severity = severity;
  alert->state = ZB_ALERT_NEW;
  return alert;
}

/* One step, once, however many zones; never beyond urgent. */
static void
test_marks (void)
{
  g_autoptr (ZbZone) marking = zone_new ("m"), first = zone_new ("1"), second = zone_new ("2");
  g_autoptr (ZbAlert) alert = alert_new (ZB_SEVERITY_MEDIUM), urgent = alert_new (ZB_SEVERITY_URGENT);
  marking->raises = FALSE;
  alert->snoozed_until = NOON;

  g_assert_true (zb_alert_mark (alert, marking));
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_MEDIUM);
  g_assert_cmpint (alert->raised_from, ==, ZB_SEVERITY_NONE);
  g_assert_cmpint (alert->snoozed_until, ==, NOON);
  g_assert_true (zb_alert_mark (alert, first));
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_HIGH);
  g_assert_cmpint (alert->raised_from, ==, ZB_SEVERITY_MEDIUM);
  g_assert_cmpint (alert->snoozed_until, ==, 0);
  g_assert_true (zb_alert_mark (alert, second));
  g_assert_false (zb_alert_mark (alert, second));
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_HIGH);
  g_assert_cmpint (zb_alert_get_given_severity (alert), ==, ZB_SEVERITY_MEDIUM);
  g_assert_cmpuint (g_strv_length (alert->zones), ==, 3);
  g_assert_true (zb_alert_is_marked_by (alert, "m"));
  g_assert_false (zb_alert_is_marked_by (alert, "3"));

  g_assert_true (zb_alert_mark (urgent, first));
  g_assert_cmpint (urgent->severity, ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (urgent->raised_from, ==, ZB_SEVERITY_NONE);
}

static void
test_marks_are_bounded (void)
{
  g_autoptr (ZbAlert) alert = alert_new (ZB_SEVERITY_LOW);
  for (int i = 0; i < ZB_ALERT_ZONES_MOST + 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autoptr (ZbZone) zone = zone_new (id);
      g_assert_cmpint (zb_alert_mark (alert, zone), ==, i < ZB_ALERT_ZONES_MOST);
    }
  g_assert_cmpuint (g_strv_length (alert->zones), ==, ZB_ALERT_ZONES_MOST);
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_MEDIUM);
}

/* What nobody has judged yet rises with a repeat; what somebody has is only marked. */
static void
test_marks_of_a_repeat (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_autoptr (ZbAlert) waiting = alert_new (ZB_SEVERITY_LOW), judged = alert_new (ZB_SEVERITY_LOW);
  g_autoptr (ZbAlert) draft = alert_new (ZB_SEVERITY_LOW);
  judged->state = ZB_ALERT_VERIFIED;
  g_assert_false (zb_alert_take_marks (waiting, draft));
  zb_alert_mark (draft, zone);
  g_assert_true (zb_alert_take_marks (waiting, draft));
  g_assert_cmpint (waiting->severity, ==, ZB_SEVERITY_MEDIUM);
  g_assert_cmpint (waiting->raised_from, ==, ZB_SEVERITY_LOW);
  g_assert_false (zb_alert_take_marks (waiting, draft));
  g_assert_cmpint (waiting->severity, ==, ZB_SEVERITY_MEDIUM);
  g_assert_true (zb_alert_take_marks (judged, draft));
  g_assert_cmpint (judged->severity, ==, ZB_SEVERITY_LOW);
  g_assert_true (zb_alert_is_marked_by (judged, "z"));
}

/* --- who -------------------------------------------------------------------------------------- */

static const char *
ask (ZbZone *zone, ZbZoneVerb verb, ZbRole role, const char *account, gboolean covers)
{
  ZbActor actor = { .account = account, .role = role, .covers = covers, .now = NOON };
  g_autoptr (ZbProblem) problem = zb_zone_guard (zone, verb, &actor);
  return problem ? g_intern_string (problem->because) : NULL;
}

static void
test_guard (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_set_str (&zone->by, "li");
  for (int role = ZB_ROLE_NONE + 1; role < ZB_N_ROLES; role++)
    {
      gboolean may =
          role == ZB_ROLE_DUTY_OFFICER || role == ZB_ROLE_DUTY_LEADER || role == ZB_ROLE_SUBDISTRICT_OFFICER;
      const char *other = role == ZB_ROLE_DUTY_LEADER ? NULL : may ? "zone_author" : "role";
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_CREATE, role, "li", TRUE), ==, may ? NULL : "role");
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_CREATE, role, "li", FALSE), ==, may ? "area" : "role");
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_EDIT, role, "li", FALSE), ==, may ? NULL : "role");
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_EDIT, role, "wang", TRUE), ==, other);
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_END, role, "wang", TRUE), ==, other);
      g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_END, role, "wang", FALSE), ==, may ? "area" : "role");
    }
  zone->expires_at = NOON;
  g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_EDIT, ZB_ROLE_DUTY_OFFICER, "li", TRUE), ==, "zone_over");
  g_assert_cmpstr (ask (zone, ZB_ZONE_VERB_END, ZB_ROLE_DUTY_LEADER, "wang", TRUE), ==, "zone_over");
}

/* --- what one has to be like ----------------------------------------------------------------------- */

static const char *
check (ZbZone *zone)
{
  g_autoptr (ZbProblem) problem = zb_zone_check (zone, NOON);
  if (!problem)
    return NULL;
  g_assert_cmpint (problem->status, ==, 422);
  g_assert_cmpuint (problem->errors->len, ==, 1);
  return g_intern_string (problem->because);
}

static void
draw_ring (ZbZone *zone, guint n)
{
  g_autofree ZbPoint *corners = g_new (ZbPoint, n);
  for (guint i = 0; i < n; i++)
    corners[i] = zb_point_move (CENTRE, i * 360.0 / n, 1000);
  zb_zone_set_corners (zone, corners, n);
}

static void
test_shapes (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_assert_cmpstr (check (zone), ==, NULL);
  DRAW (zone, { 0, 0 }, { 400, 0 }, { 400, 100 }, { 100, 100 }, { 100, 400 }, { 0, 400 });
  g_assert_cmpstr (check (zone), ==, NULL);
  /* The other way round, too. */
  DRAW (zone, { 0, 0 }, { 0, 400 }, { 400, 400 });
  g_assert_cmpstr (check (zone), ==, NULL);

  DRAW (zone, { 0, 0 }, { 400, 0 });
  g_assert_cmpstr (check (zone), ==, "zone_corners");
  DRAW (zone, { 0, 0 }, { 400, 400 }, { 400, 0 }, { 0, 400 });
  g_assert_cmpstr (check (zone), ==, "zone_crossing");
  /* Five points of a star. */
  DRAW (zone, { 0, 300 }, { 180, -240 }, { -290, 90 }, { 290, 90 }, { -180, -240 });
  g_assert_cmpstr (check (zone), ==, "zone_crossing");
  /* Two squares that share a corner. */
  DRAW (zone, { 0, 0 }, { 100, 0 }, { 100, 100 }, { 200, 100 }, { 200, 200 }, { 100, 200 }, { 100, 100 },
        { 0, 100 });
  g_assert_cmpstr (check (zone), ==, "zone_crossing");
  DRAW (zone, { 0, 0 }, { 9, 0 }, { 9, 9 }, { 0, 9 });
  g_assert_cmpstr (check (zone), ==, "zone_too_small");
  DRAW (zone, { 0, 0 }, { 20100, 0 }, { 20100, 500 }, { 0, 500 });
  g_assert_cmpstr (check (zone), ==, "zone_too_wide");

  draw_ring (zone, ZB_ZONE_CORNERS_MOST);
  g_assert_cmpstr (check (zone), ==, NULL);
  draw_ring (zone, ZB_ZONE_CORNERS_MOST + 1);
  g_assert_cmpstr (check (zone), ==, "zone_too_many_corners");
}

/* There and back along one line: in whole degrees, so that the line is one. */
static void
test_spike (void)
{
  static const ZbPoint line[] = { { 121.40, 31.22 }, { 121.42, 31.22 }, { 121.41, 31.22 } };
  static const ZbPoint spike[] = {
    { 121.40, 31.22 }, { 121.42, 31.22 }, { 121.42, 31.24 }, { 121.42, 31.22 }, { 121.41, 31.23 }
  };
  g_autoptr (ZbZone) zone = zone_new ("z");
  zb_zone_set_corners (zone, line, G_N_ELEMENTS (line));
  g_assert_cmpstr (check (zone), ==, "zone_crossing");
  zb_zone_set_corners (zone, spike, G_N_ELEMENTS (spike));
  g_assert_cmpstr (check (zone), ==, "zone_crossing");
}

static void
test_holes (void)
{
  static const ZbPoint outer[] = {
    { 121.40, 31.20 }, { 121.42, 31.20 }, { 121.42, 31.22 }, { 121.40, 31.20 }
  };
  g_autoptr (ZbZone) zone = zone_new ("z");
  ZbGeometry *geometry = zb_geometry_new ();
  for (int ring = 0; ring < 2; ring++)
    {
      zb_geometry_begin_ring (geometry);
      for (gsize i = 0; i < G_N_ELEMENTS (outer); i++)
        zb_geometry_add_point (geometry, outer[i]);
    }
  zone->centre = ZB_POINT_NOWHERE;
  zone->radius = NAN;
  zone->geometry = geometry;
  g_assert_cmpstr (check (zone), ==, "zone_rings");
}

static void
test_places (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  zone->radius = 19.9;
  g_assert_cmpstr (check (zone), ==, "zone_radius");
  zone->radius = 20;
  g_assert_cmpstr (check (zone), ==, NULL);
  zone->radius = 10000;
  g_assert_cmpstr (check (zone), ==, NULL);
  zone->radius = 10000.5;
  g_assert_cmpstr (check (zone), ==, "zone_radius");
  zone->radius = NAN;
  g_assert_cmpstr (check (zone), ==, "zone_radius");
  zone->centre = ZB_POINT_NOWHERE;
  g_assert_cmpstr (check (zone), ==, "zone_place");
  DRAW (zone, { 0, 0 }, { 100, 0 }, { 100, 100 });
  zone->centre = CENTRE;
  g_assert_cmpstr (check (zone), ==, "zone_place");
}

static void
test_words (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  g_set_str (&zone->name, " \t");
  g_assert_cmpstr (check (zone), ==, "zone_name");
  g_clear_pointer (&zone->name, g_free);
  g_assert_cmpstr (check (zone), ==, "zone_name");
  zone->name = g_strnfill (ZB_ZONE_NAME_MOST + 1, 'x');
  g_assert_cmpstr (check (zone), ==, "zone_name");
  zone->name[ZB_ZONE_NAME_MOST] = '\0';
  g_assert_cmpstr (check (zone), ==, NULL);
  zone->note = g_strnfill (ZB_ZONE_NOTE_MOST + 1, 'x');
  g_assert_cmpstr (check (zone), ==, "zone_note");
  g_clear_pointer (&zone->note, g_free);
  zone->severities = g_strsplit ("high,none", ",", -1);
  g_assert_cmpstr (check (zone), ==, "zone_severities");
  g_clear_pointer (&zone->severities, g_strfreev);
  zone->kinds = g_strsplit ("smoke_fire,", ",", -1);
  g_assert_cmpstr (check (zone), ==, "zone_kinds");
}

static void
test_times (void)
{
  g_autoptr (ZbZone) zone = zone_new ("z");
  zone->expires_at = NOON;
  g_assert_cmpstr (check (zone), ==, "zone_expires");
  zone->expires_at = NOON + ZB_ZONE_LASTS_MOST;
  g_assert_cmpstr (check (zone), ==, NULL);
  zone->expires_at++;
  g_assert_cmpstr (check (zone), ==, "zone_expires");
  zone->expires_at = NOON + 10;
  zone->starts_at = NOON + 10;
  g_assert_cmpstr (check (zone), ==, "zone_starts");
  zone->starts_at = 0;
  zone->hours_to = ZB_ZONE_DAY_MINUTES;
  g_assert_cmpstr (check (zone), ==, "zone_hours");
  zone->hours_to = 0;
  zone->hours_from = -1;
  g_assert_cmpstr (check (zone), ==, "zone_hours");
}

/* All that is wrong is told at once, each with its place. */
static void
test_all_errors (void)
{
  g_autoptr (ZbZone) zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, "z"));
  static const char *const pointers[] = { "/name", "/geometry", "/hours_from", "/expires_at" };
  zone->hours_from = -1;
  g_autoptr (ZbProblem) problem = zb_zone_check (zone, NOON);
  g_assert_cmpuint (problem->errors->len, ==, G_N_ELEMENTS (pointers));
  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    g_assert_cmpstr (((ZbFieldError *)problem->errors->pdata[i])->pointer, ==, pointers[i]);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone/circle", test_circle);
  g_test_add_func ("/zone/polygon", test_polygon);
  g_test_add_func ("/zone/nowhere", test_nowhere);
  g_test_add_func ("/zone/hours", test_hours);
  g_test_add_func ("/zone/active", test_active);
  g_test_add_func ("/zone/matches", test_matches);
  g_test_add_func ("/zone/marks", test_marks);
  g_test_add_func ("/zone/marks-are-bounded", test_marks_are_bounded);
  g_test_add_func ("/zone/marks-of-a-repeat", test_marks_of_a_repeat);
  g_test_add_func ("/zone/guard", test_guard);
  g_test_add_func ("/zone/shapes", test_shapes);
  g_test_add_func ("/zone/spike", test_spike);
  g_test_add_func ("/zone/holes", test_holes);
  g_test_add_func ("/zone/places", test_places);
  g_test_add_func ("/zone/words", test_words);
  g_test_add_func ("/zone/times", test_times);
  g_test_add_func ("/zone/all-errors", test_all_errors);
  return g_test_run ();
}
