/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nonsense at every door: each route with every sort of wrong body and by everybody. Whatever is
 * answered is told by the contract, nothing is a failure of the platform, and nothing changes. */
#include "zb-test-platform.h"

#include "zb-route.h"
#include "zb-uuid.h"

static ZbTestPlatform *platform;

static const char *const bodies[] = {
  NULL,
  "",
  "{",
  "[]",
  "null",
  "{}",
  "{\"id\":7,\"kind\":[],\"severity\":{},\"title\":false,\"location\":\"here\",\"reason\":1,\"until\":"
  "\"never\"}",
  "{\"id\":\"x\",\"kind\":\"\",\"severity\":\"none\",\"location\":{\"type\":\"Point\",\"coordinates\":[1e308,"
  "-1e308]}}",
  "{\"location\":{\"type\":\"Point\",\"coordinates\":[]},\"assignments\":[1,null,{}],\"evidence\":{\"id\":1}"
  "}",
  "{\"verdict\":\"maybe\",\"seen_occurrence\":-1,\"deadline\":\"2026-13-45T99:99:99Z\",\"checker\":\"me\","
  "\"index\":1e99}",
  "{\"reason\":\"\\u0000\",\"text\":\"\\ud800\",\"note\":\"\xff\xfe\",\"case\":\"' OR 1=1 --\"}",
  "{\"assignments\":[{\"id\":\"01890000-0000-7000-8000-0000000000aa\",\"unit\":\"nobody\"}],\"claims\":["
  "\"x\",{}]}",
  "{\"evidence\":[null,7,{},{\"id\":7,\"phase\":9},{\"id\":\"x\",\"phase\":\"whenever\"}],\"into\":[],"
  "\"parent\":{}}",
  "{\"reason\":{\"reason\":{\"reason\":{\"reason\":[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]}}}}",
};

static const char *const ids[] = { "01890000-0000-7000-8000-00000000dead", "x", "%2e%2e%2f",
                                   "'; DROP TABLE entity; --" };
static const char *const people[] = {
  "officer", "leader", "handler", "wall", "auditor", ZB_TEST_SOURCE, NULL
};

typedef struct
{
  const char *who;
  guint n;
} Round;

static char *
make_path (const ZbRoute *route, guint n)
{
  g_autofree char *id = g_uri_escape_string (ids[n % G_N_ELEMENTS (ids)], NULL, FALSE);
  g_auto (GStrv) parts = g_strsplit (route->path, "{id}", 2);
  return parts[1] != NULL ? g_strconcat (parts[0], id, parts[1], NULL) : g_strdup (route->path);
}

/* What is not meant for nonsense: it would end the session that asks, or wait for a password. */
static gboolean
is_left_out (const ZbRoute *route)
{
  return g_str_has_prefix (route->path, "/session") || g_str_equal (route->path, "/me/preferences");
}

static void
knock (gpointer data, gpointer user_data)
{
  const ZbRoute *route = data;
  Round *round = user_data;
  if (is_left_out (route))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      gboolean get = g_str_equal (route->method, "GET");
      g_autofree char *path = make_path (route, round->n++);
      g_autofree char *key = zb_uuid_new ();
      const char *headers[] = { "Idempotency-Key", key, "If-Match", "\"1\"", NULL };
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (platform, round->who, route->method, path, headers, get ? NULL : bodies[i]);
      if (answer->status >= 500 && answer->status != 503)
        g_error ("%s %s → %u", route->method, path, answer->status);
      g_assert_cmpuint (answer->status, !=, 503);
      if (answer->status >= 400)
        g_assert_cmpstr (answer->type, ==, "application/problem+json");
    }
}

static gint64
count_rows (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row =
      zb_connection_prepare (connection, "SELECT count(*) + sum(version) FROM entity", NULL);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

static void
test_everybody (void)
{
  gint64 before = count_rows ();
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    zb_routes_foreach (knock, &(Round){ .who = people[i] });
  g_assert_cmpint (count_rows (), ==, before);
}

/* As deep as a body may be long: half a megabyte of brackets, closed and not. */
static char *
make_deep (const char *before, const char *after, gboolean closed)
{
  const gsize depth = 250000;
  GString *text = g_string_new (before);
  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (gsize i = 0; closed && i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append (text, closed ? after : "");
  return g_string_free_and_steal (text);
}

static void
knock_deeply (const char *who, const char *method, const char *path, const char *before, const char *after,
              gboolean closed)
{
  g_autofree char *body = make_deep (before, after, closed);
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, "If-Match", "\"1\"", NULL };
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, who, method, path, headers, body);
  zb_test_assert_status (answer, 400);
  g_assert_cmpstr (answer->type, ==, "application/problem+json");
}

/* What lies too deep is refused before it is looked at: it would be read by functions that call themselves,
 * on the thread that writes for all. */
static void
test_depth (void)
{
  static const char *const doors[][2] = { { "POST", "/alerts" },
                                          { "POST", "/cases" },
                                          { "PATCH", "/cases/01890000-0000-7000-8000-00000000dead" } };
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    for (guint closed = 0; closed < 2; closed++)
      knock_deeply ("officer", doors[i][0], doors[i][1], "{\"title\":", "}", closed);
  knock_deeply (ZB_TEST_SOURCE, "POST", "/ingest/events", "[{\"data\":{\"title\":", "}}]", TRUE);
  /* Brackets in a text are a text. */
  g_autofree char *brackets = g_strnfill (100, '[');
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) answer =
      zb_test_post (platform, "officer", "/alerts",
                    "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"\\\\\\\"%s\","
                    "\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.22]}}",
                    id, brackets);
  zb_test_assert_status (answer, 201);
}

/* Bytes that are no text, where they would be read past their end: the last of a value begins a letter of
 * which the rest is not there. */
static void
test_query (void)
{
  static const char *const paths[] = {
    "/search?q=%FC",  "/search?q=aaaa%F8", "/figures?from=2026-11-01&to=2026-11-02&kind=%FC",
    "/search?%FC=a",  "/alerts?limit=%C3", "/audit?subject=case/%F8",
    "/me?nothing=%FC"
  };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", paths[i]);
      g_test_message ("%s", paths[i]);
      zb_test_assert_status (answer, 400);
      g_assert_cmpstr (answer->type, ==, "application/problem+json");
    }
  g_autoptr (ZbTestAnswer) good = zb_test_get (platform, "officer", "/search?q=%C3%BC");
  zb_test_assert_status (good, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/nonsense/everybody", test_everybody);
  g_test_add_func ("/nonsense/depth", test_depth);
  g_test_add_func ("/nonsense/query", test_query);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
