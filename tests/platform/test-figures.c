/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures over REST: whose they are, what is nonsense, and that each is what the raw log says (figures.py,
 * which works them out by itself). */
#include "zb-test-platform.h"

#include "zb-figure.h"

#define ALERT(mode, device, key)                                                                             \
  "{\"specversion\":\"1.0\",\"id\":\"" mode key "\",\"source\":\"/"                                          \
  "tests\",\"type\":\"alert.raised\",\"data\":{\"kind\":"                                                    \
  "\"smoke_fire\",\"severity\":\"high\",\"mode\":\"" mode "\",\"device\":\"" device                          \
  "\",\"dedup_key\":\"" key "\"}}"

typedef struct
{
  ZbTestPlatform *platform;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->platform =
      zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 100 });
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zb_test_platform_free (fixture->platform);
}

static void
take_in (Fixture *fixture, const char *batch)
{
  const char *headers[] = { "Content-Type", "application/cloudevents-batch+json", NULL };
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (fixture->platform, ZB_TEST_SOURCE, "POST", "/ingest/events", headers, batch);
  zb_test_assert_status (answer, 200);
}

static char *
get_today (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  return g_date_time_format (now, "%Y-%m-%d");
}

/* Yesterday and today, so that midnight between two steps does no harm. */
static ZbTestAnswer *
ask (Fixture *fixture, const char *who, const char *more)
{
  g_autofree char *today = get_today ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) before = g_date_time_add_days (now, -1);
  g_autofree char *first = g_date_time_format (before, "%Y-%m-%d");
  g_autofree char *path = g_strdup_printf ("/figures?from=%s&to=%s%s", first, today, more);
  return zb_test_get (fixture->platform, who, path);
}

static gint64
count (Fixture *fixture, const char *who, const char *more)
{
  g_autoptr (ZbTestAnswer) answer = ask (fixture, who, more);
  zb_test_assert_status (answer, 200);
  return zb_test_answer_integer (answer, "/total/alerts_received");
}

static void
raise_some (Fixture *fixture)
{
  take_in (
      fixture,
      "[" ALERT ("live", ZB_TEST_CAMERA_NORTH, "1") "," ALERT ("live", ZB_TEST_CAMERA_NORTH, "2") "," ALERT (
          "live", ZB_TEST_CAMERA_SOUTH, "3") "," ALERT ("drill", ZB_TEST_CAMERA_SOUTH, "4") "]");
}

static void
test_areas (Fixture *fixture, gconstpointer data)
{
  raise_some (fixture);
  g_assert_cmpint (count (fixture, "officer", ""), ==, 3);
  g_assert_cmpint (count (fixture, "north", ""), ==, 2);
  g_assert_cmpint (count (fixture, "south", ""), ==, 1);
  g_assert_cmpint (count (fixture, "officer", "&subdistrict=" ZB_TEST_SOUTH), ==, 1);
  g_autoptr (ZbTestAnswer) elsewhere = ask (fixture, "north", "&subdistrict=" ZB_TEST_SOUTH);
  zb_test_assert_status (elsewhere, 422);
  g_autoptr (ZbTestAnswer) groups = ask (fixture, "north", "&by=subdistrict");
  g_assert_null (strstr (groups->text, ZB_TEST_SOUTH));
  g_assert_null (strstr (groups->text, ZB_TEST_CAMERA_SOUTH));
  g_autoptr (ZbTestAnswer) day = zb_test_get (fixture->platform, "south", "/figures/day");
  g_assert_null (strstr (day->text, ZB_TEST_NORTH));
  g_assert_cmpint (zb_test_answer_integer (day, "/online/0/values/devices"), ==, 1);
}

static gint64
count_cells (ZbTestAnswer *answer)
{
  gint64 alerts = 0;
  yyjson_val *cells = yyjson_obj_get (answer->root, "cells"), *cell;
  size_t i, n;
  yyjson_arr_foreach (cells, i, n, cell) { alerts += yyjson_get_sint (yyjson_obj_get (cell, "alerts")); }
  return alerts;
}

static gint64
count_density (Fixture *fixture, const char *who, const char *query)
{
  g_autofree char *path = g_strconcat ("/figures/density", query, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (fixture->platform, who, path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpint (count_cells (answer), ==, zb_test_answer_integer (answer, "/alerts"));
  return count_cells (answer);
}

/* Where alerts were, for whom they are; the middle of a cell is not far from the camera in it. */
static void
test_density (Fixture *fixture, gconstpointer data)
{
  raise_some (fixture);
  g_assert_cmpint (count_density (fixture, "officer", ""), ==, 3);
  g_assert_cmpint (count_density (fixture, "officer", "?hours=168"), ==, 3);
  g_assert_cmpint (count_density (fixture, "north", "?hours=1"), ==, 2);
  g_assert_cmpint (count_density (fixture, "south", "?hours=1"), ==, 1);
  g_assert_cmpint (count_density (fixture, "officer", "?mode=drill"), ==, 1);
  g_assert_cmpint (count_density (fixture, "north", "?mode=drill"), ==, 0);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (fixture->platform, "north", "/figures/density");
  const double lon = yyjson_get_num (yyjson_ptr_get (answer->root, "/cells/0/location/coordinates/0")),
               lat = yyjson_get_num (yyjson_ptr_get (answer->root, "/cells/0/location/coordinates/1"));
  g_assert_cmpfloat_with_epsilon (lon, 121.40, .00076);
  g_assert_cmpfloat_with_epsilon (lat, 31.22, .00076);
}

static void
test_density_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = { "?hours=0", "?hours=169", "?hours=-1", "?hours=x", "?mode=all" };
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/figures/density", queries[i], NULL);
      g_autoptr (ZbTestAnswer) answer = zb_test_get (fixture->platform, "officer", path);
      g_test_message ("%s", path);
      zb_test_assert_status (answer, 422);
    }
}

static void
test_drill (Fixture *fixture, gconstpointer data)
{
  raise_some (fixture);
  g_assert_cmpint (count (fixture, "officer", "&mode=drill"), ==, 1);
  g_assert_cmpint (count (fixture, "north", "&mode=drill"), ==, 0);
  g_assert_cmpint (count (fixture, "officer", "&mode=live"), ==, 3);
}

static void
test_who (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/figures/day", "/figures/density", "/figures/definitions",
                                       "/figures?from=2026-11-01&to=2026-11-30&by=day" };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ZbTestAnswer) wall = zb_test_get (fixture->platform, "wall", paths[i]);
      zb_test_assert_status (wall, 200);
      g_autoptr (ZbTestAnswer) nobody = zb_test_get (fixture->platform, NULL, paths[i]);
      zb_test_assert_status (nobody, 401);
      g_autoptr (ZbTestAnswer) source = zb_test_get (fixture->platform, ZB_TEST_SOURCE, paths[i]);
      zb_test_assert_status (source, 401);
    }
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "",
    "?from=2026-11-01",
    "?to=2026-11-01",
    "?from=2026-11-31&to=2026-12-01",
    "?from=2026-11-1&to=2026-12-01",
    "?from=1969-12-31&to=1970-01-01",
    "?from=2026-11-02&to=2026-11-01",
    "?from=2025-11-01&to=2026-11-02",
    "?from=0000-00-00&to=9999-99-99",
    "?from=2026-11-01&to=2026-11-02&by=week",
    "?from=2026-11-01&to=2026-11-02&by=",
    "?from=2026-11-01&to=2026-11-02&by=day,,kind",
    "?from=2026-11-01&to=2026-11-02&by=day,day,day,day,day,day,day",
    "?from=2026-11-01&to=2026-11-02&mode=both",
    "?from=2026-11-01&to=2026-11-02&mode=none",
    "?from=2026-11-01&to=2026-11-02&mode=",
    "?from=2026-11-01&to=2026-11-02&kind=",
    "?from=2026-11-01&to=2026-11-02&subdistrict=x",
    "?from=2026-11-01&to=2026-11-02&subdistrict=" ZB_TEST_DISTRICT,
    "?from=2026-11-01&to=2026-11-02&subdistrict=%27%20OR%201=1",
  };
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/figures", queries[i], NULL);
      g_autoptr (ZbTestAnswer) answer = zb_test_get (fixture->platform, "officer", path);
      g_test_message ("%s", path);
      zb_test_assert_status (answer, 422);
      g_assert_nonnull (zb_test_answer_text (answer, "/errors/0/detail"));
    }
  g_autoptr (ZbTestAnswer) leap =
      zb_test_get (fixture->platform, "officer", "/figures?from=2024-01-01&to=2024-12-31");
  zb_test_assert_status (leap, 200);
}

/* Whatever is told is defined, and whatever is defined as told there is there. */
static void
test_definitions (Fixture *fixture, gconstpointer data)
{
  raise_some (fixture);
  g_autoptr (ZbTestAnswer) period = ask (fixture, "officer", "&by=day");
  g_autoptr (ZbTestAnswer) day = zb_test_get (fixture->platform, "officer", "/figures/day");
  g_autoptr (ZbTestAnswer) list = zb_test_get (fixture->platform, "officer", "/figures/definitions");
  const struct
  {
    yyjson_val *values;
    guint found;
  } places[] = {
    { yyjson_ptr_get (period->root, "/total"), ZB_FIGURE_IN_PERIOD },
    { yyjson_ptr_get (period->root, "/groups/0/values"), ZB_FIGURE_IN_PERIOD },
    { yyjson_ptr_get (period->root, "/online/0/values"), ZB_FIGURE_IN_ONLINE },
    { yyjson_ptr_get (day->root, "/total"), ZB_FIGURE_IN_DAY },
    { yyjson_ptr_get (day->root, "/online/0/values"), ZB_FIGURE_IN_ONLINE_NOW },
  };
  guint n;
  const ZbFigure *figures = zb_figures_get (&n);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (list->root, "items")), ==, n);
  for (guint place = 0; place < G_N_ELEMENTS (places); place++)
    {
      gsize expected = 0;
      for (guint i = 0; i < n; i++)
        if ((figures[i].found & places[place].found) != 0)
          {
            g_test_message ("%s", figures[i].id);
            g_assert_nonnull (yyjson_obj_get (places[place].values, figures[i].id));
            expected++;
          }
      g_assert_cmpuint (yyjson_obj_size (places[place].values), ==, expected);
    }
}

/* --- without the log --------------------------------------------------------------------------- */

static void
change_file (Fixture *fixture, const char *sql)
{
  g_autofree char *path =
      g_build_filename (zb_test_platform_get_dir (fixture->platform), "platform.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, &error);
  g_assert_no_error (error);
  zb_connection_script (connection, sql, &error);
  g_assert_no_error (error);
}

/* One alert of three is claimed and judged. */
static void
judge_one (Fixture *fixture)
{
  raise_some (fixture);
  g_autoptr (ZbTestAnswer) list = zb_test_get (fixture->platform, "officer", "/alerts");
  g_autofree char *claim = g_strdup_printf ("/alerts/%s/claim", zb_test_answer_text (list, "/items/0/id"));
  g_autofree char *verdict =
      g_strdup_printf ("/alerts/%s/verdict", zb_test_answer_text (list, "/items/0/id"));
  g_autoptr (ZbTestAnswer) claimed = zb_test_post (fixture->platform, "officer", claim, "{}");
  zb_test_assert_status (claimed, 200);
  g_autoptr (ZbTestAnswer) judged =
      zb_test_post (fixture->platform, "officer", verdict, "{\"verdict\":\"false\",\"seen_occurrence\":1}");
  zb_test_assert_status (judged, 200);
}

static void
restart_after (Fixture *fixture, const char *sql)
{
  zb_test_platform_stop (fixture->platform);
  change_file (fixture, sql);
  zb_test_platform_start (fixture->platform);
}

/* What was received before the period is not in it. */
static void
test_density_period (Fixture *fixture, gconstpointer data)
{
  raise_some (fixture);
  restart_after (fixture,
                 "UPDATE alert_fact SET at = at - 2 * 3600000 WHERE rid = (SELECT min (rid) FROM"
                 " alert_fact); INSERT OR IGNORE INTO alert_block SELECT at / 3600000, rid >> 12 FROM"
                 " alert_fact");
  g_assert_cmpint (count_density (fixture, "officer", "?hours=1"), ==, 2);
  g_assert_cmpint (count_density (fixture, "officer", "?hours=3"), ==, 3);
}

static void
assert_judged (Fixture *fixture)
{
  g_autoptr (ZbTestAnswer) answer = ask (fixture, "officer", "");
  zb_test_assert_status (answer, 200);
  g_assert_cmpint (zb_test_answer_integer (answer, "/total/alerts_received"), ==, 3);
  g_assert_cmpint (zb_test_answer_integer (answer, "/total/alerts_false"), ==, 1);
  g_assert_cmpint (zb_test_answer_integer (answer, "/total/alerts_claimed"), ==, 1);
  g_assert_false (yyjson_is_null (yyjson_ptr_get (answer->root, "/total/claim_s_median")));
  g_assert_false (yyjson_is_null (yyjson_ptr_get (answer->root, "/total/verdict_s_median")));
  g_assert_cmpint (zb_test_answer_integer (answer, "/online/0/values/devices"), ==, 3);
  g_assert_cmpint (zb_test_answer_integer (answer, "/online/0/values/devices_online"), ==, 2);
}

#define SHORTEN "DELETE FROM event WHERE seq < (SELECT max (seq) FROM event);"
#define EMPTY                                                                                                \
  "DELETE FROM alert_fact; DELETE FROM alert_block; DELETE FROM case_fact; DELETE FROM assignment_fact;"     \
  "DELETE FROM device_now; DELETE FROM device_hour; DELETE FROM fact_name;"

/* What the log has forgotten the facts still know, also when they are made again. */
static void
test_shortened (Fixture *fixture, gconstpointer data)
{
  judge_one (fixture);
  restart_after (fixture, SHORTEN);
  assert_judged (fixture);
  restart_after (fixture, "DELETE FROM meta WHERE key = 'facts'");
  assert_judged (fixture);
}

/* A database from before there were facts: from the log where it is whole, and from entities and audit. */
static void
test_migrated (Fixture *fixture, gconstpointer data)
{
  judge_one (fixture);
  restart_after (fixture, EMPTY "DELETE FROM meta WHERE key = 'facts'");
  assert_judged (fixture);
  restart_after (fixture, SHORTEN EMPTY "DELETE FROM meta WHERE key = 'facts'");
  assert_judged (fixture);
}

/* An answer is bounded: as many groups as somebody can read, and no more. */
static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  judge_one (fixture);
  restart_after (fixture,
                 "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5001)"
                 " INSERT INTO fact_name SELECT 100000 + i, 'kind_' || i FROM n;"
                 "INSERT INTO alert_fact SELECT number, at, 1, area, number, 1, 1, NULL, 0, NULL, 0, 0"
                 " FROM fact_name, (SELECT at, area FROM alert_fact LIMIT 1) WHERE number > 100000;"
                 "INSERT OR IGNORE INTO alert_block SELECT DISTINCT at / 3600000, rid >> 12 FROM alert_fact");
  g_assert_cmpint (count (fixture, "officer", "&by=day"), ==, 5004);
  g_autoptr (ZbTestAnswer) answer = ask (fixture, "officer", "&by=kind");
  zb_test_assert_status (answer, 422);
}

/* --- held against the log ------------------------------------------------------------------------- */

static void
on_ended (GObject *process, GAsyncResult *result, gpointer ended)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  *(gboolean *)ended = TRUE;
}

static gboolean
has_ended (gpointer ended)
{
  return *(gboolean *)ended;
}

/* The platform runs in this process, so its loop has to turn meanwhile. */
static void
run_program (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  gboolean ended = FALSE;
  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  g_assert_true (zb_test_wait (has_ended, &ended, 120000));
  g_autofree char *said = NULL;
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL);
  g_test_message ("%s", said);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
run_script (Fixture *fixture, const char *deed, gboolean online, const char *how)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "platform", "figures.py", NULL);
  const char *dir = zb_test_platform_get_dir (fixture->platform);
  const char *argv[] = {
    "python3",           script, deed, online ? zb_test_platform_get_url (fixture->platform) : dir,
    online ? dir : NULL, how,    NULL
  };
  run_program (argv);
}

static void
rebuild (Fixture *fixture)
{
  g_autofree char *program =
      g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src/platform/zhiban-platform", NULL);
  const char *argv[] = {
    program, "figures", "rebuild", "--data-dir", zb_test_platform_get_dir (fixture->platform), NULL
  };
  run_program (argv);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  run_script (fixture, "run", TRUE, NULL);
  run_script (fixture, "compare", TRUE, NULL);
  zb_test_platform_stop (fixture->platform);
  run_script (fixture, "age", FALSE, NULL);
  rebuild (fixture);
  zb_test_platform_start (fixture->platform);
  run_script (fixture, "compare", TRUE, "aged");
}

#define TEST(name, func) g_test_add ("/figures/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("areas", test_areas);
  TEST ("density", test_density);
  TEST ("density-period", test_density_period);
  TEST ("density-nonsense", test_density_nonsense);
  TEST ("drill", test_drill);
  TEST ("who", test_who);
  TEST ("nonsense", test_nonsense);
  TEST ("definitions", test_definitions);
  TEST ("shortened", test_shortened);
  TEST ("migrated", test_migrated);
  TEST ("too-many", test_too_many);
  TEST ("log", test_log);
  return g_test_run ();
}
