/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-audit.h"
#include "zb-device.h"
#include "zb-schema.h"
#include "zb-uuid.h"

#include <math.h>

static ZbTestPlatform *platform;

static ZbTestAnswer *post (const char *key, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* As it is, where events have names of their own. */
static ZbTestAnswer *
post_text (const char *key, const char *body)
{
  g_autofree char *value = g_strconcat ("ApiKey ", key, NULL);
  const char *headers[] = { "Authorization", value, "Content-Type", "application/cloudevents-batch+json",
                            NULL };
  return zb_test_send (platform, NULL, "POST", "/ingest/events", headers, body);
}

/* Events called @ get a name. */
static ZbTestAnswer *
post (const char *key, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *body = g_strdup_vprintf (format, args);
  va_end (args);
  g_autoptr (GString) named = g_string_new (body);
  guint n_named;
  do
    {
      g_autofree char *id = zb_uuid_new ();
      g_autofree char *member = g_strdup_printf ("\"id\":\"%s\"", id);
      n_named = g_string_replace (named, "\"id\":\"@\"", member, 1);
    }
  while (n_named > 0);
  return post_text (key, named->str);
}

#define EVENT(type, data)                                                                                    \
  "{\"specversion\":\"1.0\",\"id\":\"@\",\"source\":\"/x\",\"type\":\"" type "\",\"data\":" data "}"

static void
test_key (void)
{
  g_autoptr (ZbTestAnswer) wrong = post ("made up", "[]");
  zb_test_assert_status (wrong, 401);
  g_autoptr (ZbTestAnswer) officer = zb_test_post (platform, "officer", "/ingest/events", "[]");
  zb_test_assert_status (officer, 401);
  g_autoptr (ZbTestAnswer) right = post (ZB_TEST_API_KEY, "[]");
  zb_test_assert_status (right, 200);
}

static void
test_bad_bodies (void)
{
  g_autoptr (ZbTestAnswer) text = post (ZB_TEST_API_KEY, "[{");
  zb_test_assert_status (text, 400);
  g_autoptr (ZbTestAnswer) number = post (ZB_TEST_API_KEY, "7");
  zb_test_assert_status (number, 422);
}

static char *
get_alert (const char *id)
{
  g_autofree char *path = g_strconcat ("/alerts/", id, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", path);
  zb_test_assert_status (answer, 200);
  return g_strdup (answer->text);
}

static void
test_again (void)
{
  g_autofree char *first = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "again");
  g_autofree char *second = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "again");
  g_assert_cmpstr (first, ==, second);
  g_autofree char *alert = get_alert (first);
  g_assert_nonnull (strstr (alert, "\"occurrences\":2"));
  g_autofree char *other = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "another");
  g_assert_cmpstr (first, !=, other);
  g_autofree char *elsewhere = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_SOUTH, "again");
  g_assert_cmpstr (first, !=, elsewhere);
}

static void
test_worse (void)
{
  g_autofree char *first = zb_test_raise (platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, "worse");
  g_autofree char *again = zb_test_raise (platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "worse");
  g_assert_cmpstr (first, ==, again);
  g_autofree char *alert = get_alert (first);
  g_assert_nonnull (strstr (alert, "\"severity\":\"urgent\""));
}

/* A drill must not raise the real thing again, nor the other way round. */
static void
test_drill (void)
{
  static const char field[] = "\"device\":\"" ZB_TEST_CAMERA_NORTH "\",\"dedup_key\":\"drill\"";
  static const char *const modes[] = { "live", "drill", "live", "drill" };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (ZbTestAnswer) answer = post (
          ZB_TEST_API_KEY, "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"mode\":\"%s\",%s}") "]",
          modes[i], field);
      g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, i < 2 ? "created" : "updated");
      g_ptr_array_add (ids, g_strdup (zb_test_answer_text (answer, "/items/0/entity")));
    }
  g_assert_cmpstr (ids->pdata[0], !=, ids->pdata[1]);
  g_assert_cmpstr (ids->pdata[0], ==, ids->pdata[2]);
  g_assert_cmpstr (ids->pdata[1], ==, ids->pdata[3]);
}

static char *
read_dedup (ZbConnection *connection, const char *id)
{
  g_autoptr (ZbStatement) row =
      zb_connection_query (connection, NULL, "SELECT dedup FROM entity WHERE id = ?", "t", id);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return g_strdup (zb_statement_get_text (row, 0));
}

/* Alerts of before keep being recognised. */
static void
test_drill_of_old (void)
{
  const char *before[4] = { zb_platform_migrations[0], zb_platform_migrations[1], zb_platform_migrations[2] };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbConnection) connection = zb_connection_open (":memory:", ZB_CONNECTION_WRITE, &error);
  zb_connection_migrate (connection, before, &error);
  zb_connection_script (
      connection,
      "INSERT INTO entity (kind, id, version, mode, updated_at, dedup, body) VALUES"
      " ('alert', 'a', 1, 'live', 1, 's|k|d|x', '{}'), ('alert', 'b', 1, 'drill', 1, 's|k|d|y', '{}'),"
      " ('alert', 'c', 1, NULL, 1, NULL, '{}')",
      &error);
  g_assert_no_error (error);
  zb_connection_migrate (connection, zb_platform_migrations, &error);
  g_assert_no_error (error);
  g_autofree char *a = read_dedup (connection, "a"), *b = read_dedup (connection, "b"),
                  *c = read_dedup (connection, "c");
  g_assert_cmpstr (a, ==, "live|s|k|d|x");
  g_assert_cmpstr (b, ==, "drill|s|k|d|y");
  g_assert_cmpstr (c, ==, NULL);
}

static void
set_review (const char *review)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_run (connection, &error,
                     "UPDATE entity SET body = json_set (body, '$.review', json (?)) WHERE id = ?", "tt",
                     review, ZB_TEST_ALGORITHM);
  g_assert_no_error (error);
}

/* What an algorithm finds counts only while it is approved, and with the score that is asked of it. */
static void
test_algorithm (void)
{
  static const struct
  {
    const char *review;
    const char *score;
    const char *status;
  } cases[] = {
    { "{\"state\":\"approved\"}", ",\"score\":0.9", "created" },
    { "{\"state\":\"approved\"}", ",\"score\":0.4", "ignored" },
    { "{\"state\":\"approved\"}", "", "ignored" },
    { "null", ",\"score\":0.9", "ignored" },
    { "{\"state\":\"pending\"}", ",\"score\":0.9", "ignored" },
    { "{\"state\":\"approved\",\"until\":\"2020-01-01T00:00:00Z\"}", ",\"score\":0.9", "ignored" },
    { "{\"state\":\"approved\",\"until\":\"2120-01-01T00:00:00Z\"}", ",\"score\":0.9", "updated" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_review (cases[i].review);
      g_autoptr (ZbTestAnswer) answer =
          post (ZB_TEST_API_KEY,
                "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"dedup_key\":\"algorithm\","
                                           "\"device\":\"" ZB_TEST_CAMERA_NORTH
                                           "\",\"algorithm\":\"" ZB_TEST_ALGORITHM "\"%s}") "]",
                cases[i].score);
      g_test_message ("%u %s", i, answer->text);
      g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, cases[i].status);
    }
}

/* A source that lost the answer sends its batch again: what was taken counts once, and is answered as it
 * was. Another event of the same thing counts, and so does the same id from another source. */
static void
test_sent_again (void)
{
  static const char format[] = "[{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":"
                               "\"alert.raised\",\"data\":{\"kind\":\"smoke_fire\",\"device\":"
                               "\"" ZB_TEST_CAMERA_NORTH "\",\"dedup_key\":\"sent again\"}}]";
  static const struct
  {
    const char *id;
    const char *source;
    const char *status;
    const char *occurrences;
  } steps[] = {
    { "a", "/gate", "created", "\"occurrences\":1," }, { "a", "/gate", "created", "\"occurrences\":1," },
    { "b", "/gate", "updated", "\"occurrences\":2," }, { "b", "/gate", "updated", "\"occurrences\":2," },
    { "a", "/door", "updated", "\"occurrences\":3," }, { "a", "/gate", "created", "\"occurrences\":3," },
  };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *body = g_strdup_printf (format, steps[i].id, steps[i].source);
      g_autoptr (ZbTestAnswer) answer = post_text (ZB_TEST_API_KEY, body);
      g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, steps[i].status);
      g_autofree char *alert = get_alert (zb_test_answer_text (answer, "/items/0/entity"));
      g_assert_nonnull (strstr (alert, steps[i].occurrences));
    }
}

/* What the source does not tell is taken from the device and the catalogue. */
static void
test_filled (void)
{
  g_autoptr (ZbTestAnswer) answer =
      post (ZB_TEST_API_KEY, "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"device\":\"%s\"}") "]",
            ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "created");
  g_autofree char *alert = get_alert (zb_test_answer_text (answer, "/items/0/entity"));
  g_assert_nonnull (strstr (alert, "\"area\":\"" ZB_TEST_NORTH_COMMITTEE "\""));
  g_assert_nonnull (strstr (alert, "\"place\":\"北一\""));
  g_assert_nonnull (strstr (alert, "\"mode\":\"live\""));
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    EVENT ("alert.raised", "{}"),
    EVENT ("alert.raised", "{\"kind\":\"smoke_fire\"}"),
    EVENT ("alert.raised",
           "{\"kind\":\"smoke_fire\",\"severity\":\"dreadful\",\"device\":\"" ZB_TEST_CAMERA_NORTH "\"}"),
    EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"device\":\"nowhere\"}"),
    EVENT ("alert.raised", "{\"kind\":\"<b>\",\"device\":\"" ZB_TEST_CAMERA_NORTH "\"}"),
    EVENT ("alert.raised", "{\"kind\":\"x\",\"device\":\"" ZB_TEST_CAMERA_NORTH "\",\"algorithm\":\"none\"}"),
    EVENT ("alert.raised",
           "{\"kind\":\"x\",\"device\":\"" ZB_TEST_CAMERA_NORTH "\",\"evidence\":[{\"id\":\"none\"}]}"),
    EVENT ("device.health", "{\"device\":\"" ZB_TEST_CAMERA_NORTH "\"}"),
    EVENT ("device.health", "{\"device\":\"nowhere\",\"status\":\"offline\"}"),
    EVENT ("unit.position", "{\"unit\":\"" ZB_TEST_UNIT_1 "\"}"),
    EVENT ("alert.closed", "{}"),
    "{\"specversion\":\"0.3\",\"type\":\"alert.raised\",\"data\":{}}",
    "{\"specversion\":\"1.0\",\"type\":\"alert.raised\",\"data\":[]}",
    "17",
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ZbTestAnswer) answer = post (ZB_TEST_API_KEY, "[%s]", wrong[i]);
      zb_test_assert_status (answer, 200);
      g_test_message ("%s", answer->text);
      g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "refused");
    }
}

/* One that is refused takes none of the others with it. */
static void
test_batch (void)
{
  g_autoptr (ZbTestAnswer) answer =
      post (ZB_TEST_API_KEY,
            "[" EVENT ("alert.raised", "{}") "," EVENT ("device.health", "{\"device\":\"" ZB_TEST_CAMERA_SOUTH
                                                                         "\",\"status\":\"fault\"}") "]");
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/1/status"), ==, "updated");
  g_autoptr (ZbTestAnswer) device = zb_test_get (platform, "officer", "/devices/" ZB_TEST_CAMERA_SOUTH);
  g_assert_cmpstr (zb_test_answer_text (device, "/status"), ==, "fault");
}

#define SAME(severity)                                                                                       \
  EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"severity\":\"" severity                                 \
                         "\",\"dedup_key\":\"same batch\",\"device\":\"" ZB_TEST_CAMERA_NORTH "\"}")

static gint64
find_broken_link (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  return zb_audit_verify (connection, NULL);
}

/* What a batch raises it may raise again: each time counts, is told of and audited, with what is refused
 * between them leaving no trace. */
static void
test_same_batch (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  g_autoptr (ZbTestAnswer) answer =
      post (ZB_TEST_API_KEY, "[" SAME ("medium") "," SAME ("medium") "," EVENT (
                                 "alert.raised", "{\"kind\":7}") "," SAME ("high") "]");
  zb_test_assert_status (answer, 200);
  const char *id = zb_test_answer_text (answer, "/items/0/entity");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "created");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/1/status"), ==, "updated");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/2/status"), ==, "refused");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/2/errors/0/pointer"), ==, "/kind");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/3/status"), ==, "updated");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/3/entity"), ==, id);
  g_autofree char *path = g_strconcat ("/alerts/", id, NULL);
  g_autoptr (ZbTestAnswer) alert = zb_test_get (platform, "officer", path);
  g_assert_cmpint (zb_test_answer_integer (alert, "/version"), ==, 3);
  g_assert_cmpint (zb_test_answer_integer (alert, "/occurrences"), ==, 3);
  g_assert_cmpstr (zb_test_answer_text (alert, "/severity"), ==, "high");
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", id, 5000));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.updated", id, 5000));
  g_assert_cmpint (find_broken_link (), ==, 0);
}

/* --- what hangs on what ----------------------------------------------------------------------------------
 */

#define GATEWAY "01890000-0000-7000-8000-0000000000a1"
#define CONTROLLER "01890000-0000-7000-8000-0000000000a2"
#define DOOR "01890000-0000-7000-8000-0000000000a3"

static void
hang (ZbTransaction *tx, const char *id, const char *parent)
{
  ZbDevice *device = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
  device->kind = ZB_DEVICE_GATE;
  device->name = g_strdup (id);
  device->code = g_strdup (id);
  device->area = g_strdup (ZB_TEST_NORTH_COMMITTEE);
  device->parent = g_strdup (parent);
  device->status = ZB_DEVICE_ONLINE;
  device->location = (ZbPoint){ 121.40, 31.22 };
  device->heading = device->fov = device->range = NAN;
  zb_transaction_add (tx, device, NULL);
}

static gboolean
hang_three (ZbTransaction *tx, gpointer ring)
{
  hang (tx, GATEWAY, ring != NULL ? DOOR : NULL);
  hang (tx, CONTROLLER, GATEWAY);
  hang (tx, DOOR, CONTROLLER);
  return TRUE;
}

static gboolean
take_down_three (ZbTransaction *tx, gpointer data)
{
  static const char *const ids[] = { GATEWAY, CONTROLLER, DOOR };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    zb_transaction_remove (tx, zb_transaction_load (tx, ZB_KIND_DEVICE, ids[i]));
  return TRUE;
}

static void
tell_health (const char *device, const char *status, const char *outcome)
{
  g_autoptr (ZbTestAnswer) answer =
      post (ZB_TEST_API_KEY, "[" EVENT ("device.health", "{\"device\":\"%s\",\"status\":\"%s\"}") "]", device,
            status);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, outcome);
}

static void
assert_health (const char *device, const char *status)
{
  g_autofree char *path = g_strconcat ("/devices/", device, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", path);
  g_assert_cmpstr (zb_test_answer_text (answer, "/status"), ==, status);
}

/* A parent that is offline makes all below it unknown, and they stay so whatever they tell. */
static void
test_parent (void)
{
  zb_platform_work_sync (zb_test_platform_get (platform), hang_three, NULL, NULL);
  tell_health (GATEWAY, "offline", "updated");
  assert_health (GATEWAY, "offline");
  assert_health (CONTROLLER, "unknown");
  assert_health (DOOR, "unknown");
  tell_health (CONTROLLER, "online", "ignored");
  tell_health (DOOR, "online", "ignored");
  assert_health (CONTROLLER, "unknown");
  assert_health (DOOR, "unknown");
  tell_health (GATEWAY, "online", "updated");
  tell_health (DOOR, "online", "updated");
  assert_health (DOOR, "online");
  assert_health (CONTROLLER, "unknown");
  tell_health (CONTROLLER, "offline", "updated");
  assert_health (DOOR, "unknown");
  assert_health (GATEWAY, "online");
  zb_platform_work_sync (zb_test_platform_get (platform), take_down_three, NULL, NULL);
}

/* An import can make a ring of them. */
static void
test_ring (void)
{
  zb_platform_work_sync (zb_test_platform_get (platform), hang_three, GINT_TO_POINTER (TRUE), NULL);
  tell_health (GATEWAY, "offline", "updated");
  assert_health (GATEWAY, "offline");
  assert_health (DOOR, "unknown");
  zb_platform_work_sync (zb_test_platform_get (platform), take_down_three, NULL, NULL);
}

static void
test_position (void)
{
  g_autoptr (ZbTestAnswer) answer =
      post (ZB_TEST_API_KEY,
            "[" EVENT ("unit.position", "{\"unit\":\"" ZB_TEST_UNIT_1 "\",\"location\":{\"type\":\"Point\","
                                        "\"coordinates\":[121.5,31.2]},\"speed\":4.5}") "]");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "updated");
  g_autoptr (ZbTestAnswer) unit = zb_test_get (platform, "officer", "/units/" ZB_TEST_UNIT_1);
  g_assert_cmpstr (zb_test_answer_text (unit, "/status"), ==, "available");
  g_assert_cmpfloat (yyjson_get_num (yyjson_ptr_get (unit->root, "/location/coordinates/0")), ==, 121.5);
}

/* --- limits ------------------------------------------------------------------------------------------------
 */

static char *
repeat (const char *text, guint times)
{
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < times; i++)
    g_string_append (all, text);
  return g_string_free_and_steal (all);
}

/* A field of so many characters, three bytes each. */
static char *
fill_field (const char *field, guint n)
{
  g_autofree char *text = repeat ("字", n);
  g_auto (GStrv) parts = g_strsplit (field, "@", 2);
  return g_strconcat (parts[0], text, parts[1], NULL);
}

static const struct
{
  const char *field;
  const char *pointer;
  guint most;
} long_fields[] = {
  { "\"title\":\"@\"", "/title", 200 },
  { "\"place\":\"@\"", "/place", 200 },
  { "\"description\":\"@\"", "/description", 4000 },
  { "\"contact\":{\"name\":\"@\"}", "/contact/name", 100 },
  { "\"contact\":{\"telephone\":\"@\"}", "/contact/telephone", 40 },
  { "\"contact\":{\"address\":\"@\"}", "/contact/address", 200 },
};

static ZbTestAnswer *
take_down (const char *plural, const char *field, guint n)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *filled = fill_field (field, n);
  return zb_test_post (platform, "officer", plural,
                       "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\","
                       "\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.22]},%s}",
                       id, filled);
}

static void
test_limits_of_officers (void)
{
  static const char *const doors[] = { "/alerts", "/cases" };
  for (guint i = 0; i < G_N_ELEMENTS (long_fields); i++)
    for (guint door = 0; door < G_N_ELEMENTS (doors); door++)
      {
        g_autoptr (ZbTestAnswer) full = take_down (doors[door], long_fields[i].field, long_fields[i].most);
        zb_test_assert_status (full, 201);
        g_autoptr (ZbTestAnswer) over =
            take_down (doors[door], long_fields[i].field, long_fields[i].most + 1);
        zb_test_assert_status (over, 422);
        g_assert_cmpstr (zb_test_answer_text (over, "/errors/0/pointer"), ==, long_fields[i].pointer);
      }
}

static ZbTestAnswer *
raise_with (const char *field)
{
  static guint n;
  return post (ZB_TEST_API_KEY,
               "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"dedup_key\":\"limits %u\","
                                          "\"device\":\"" ZB_TEST_CAMERA_NORTH "\",%s}") "]",
               n++, field);
}

static void
assert_refused (const char *field, const char *pointer)
{
  g_autoptr (ZbTestAnswer) answer = raise_with (field);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "refused");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/errors/0/pointer"), ==, pointer);
}

static void
test_limits_of_sources (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (long_fields); i++)
    {
      g_autofree char *full = fill_field (long_fields[i].field, long_fields[i].most);
      g_autoptr (ZbTestAnswer) answer = raise_with (full);
      g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/status"), ==, "created");
      g_autofree char *over = fill_field (long_fields[i].field, long_fields[i].most + 1);
      assert_refused (over, long_fields[i].pointer);
    }
  g_autofree char *label = fill_field ("\"evidence\":[{\"id\":\"x\",\"label\":\"@\"}]", 101);
  assert_refused (label, "/evidence/0/label");
  g_autofree char *more = repeat (",{\"id\":\"x\"}", 12);
  g_autofree char *evidence = g_strdup_printf ("\"evidence\":[{\"id\":\"x\"}%s]", more);
  assert_refused (evidence, "/evidence");
}

/* However much comes in at once, no frame is larger than a megabyte: the feed of the tests asserts it. */
static void
test_frames (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  g_autofree char *much = repeat ("字", 500000);
  g_autofree char *too_much = g_strdup_printf ("\"description\":\"%s\"", much);
  assert_refused (too_much, "/description");
  g_autofree char *text = repeat ("\\u0001", 4000);
  g_autofree char *field = g_strdup_printf ("\"description\":\"%s\"", text);
  g_autofree char *last = NULL;
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (ZbTestAnswer) answer = raise_with (field);
      g_set_str (&last, zb_test_answer_text (answer, "/items/0/entity"));
    }
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", last, 10000));
}

/* --- evidence ------------------------------------------------------------------------------------------ */

static const char picture[] = "\xff\xd8\xff\xe0 a picture, more or less";

static ZbTestAnswer *
put (const char *who, const char *id, const char *body, const char *sha256)
{
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autofree char *own = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  const char *headers[] = { "Content-SHA256", sha256 != NULL ? sha256 : own, "Content-Type", "image/jpeg",
                            NULL };
  return zb_test_send (platform, who, "PUT", path, headers, body);
}

/* Who put it, and what: the row tells where the file is, and nothing but its hash of what is in it. */
static void
assert_audited (const char *who, const char *id, gint64 n)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, picture, -1);
  g_autofree char *what = g_strjoin (" ", id, sha256, NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, NULL,
      "SELECT count(*) FROM audit WHERE action = 'evidence.put' AND name = ? AND why = ? AND address = "
      "'127.0.0.1'",
      "tt", who, what);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  g_assert_cmpint (zb_statement_get_int64 (row, 0), ==, n);
}

static void
test_evidence_audited (void)
{
  g_autofree char *id = zb_uuid_new (), *of_source = zb_uuid_new (), *refused = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) first = put ("north", id, picture, NULL);
  g_autoptr (ZbTestAnswer) again = put ("north", id, picture, NULL);
  g_autoptr (ZbTestAnswer) source = put (ZB_TEST_SOURCE, of_source, picture, NULL);
  g_autoptr (ZbTestAnswer) wrong = put ("north", refused, picture, "00");
  zb_test_assert_status (first, 201);
  zb_test_assert_status (again, 200);
  zb_test_assert_status (source, 201);
  zb_test_assert_status (wrong, 422);
  assert_audited ("north", id, 1);
  assert_audited (ZB_TEST_SOURCE, of_source, 1);
  assert_audited ("north", refused, 0);
}

static void
test_evidence (void)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autoptr (ZbTestAnswer) wrong = put ("north", id, picture, "00");
  zb_test_assert_status (wrong, 422);
  g_autoptr (ZbTestAnswer) text = put ("north", id, "no picture at all", NULL);
  zb_test_assert_status (text, 422);
  g_autoptr (ZbTestAnswer) first = put ("north", id, picture, NULL);
  zb_test_assert_status (first, 201);
  g_assert_cmpstr (zb_test_answer_text (first, "/mime"), ==, "image/jpeg");
  g_autoptr (ZbTestAnswer) same = put ("north", id, picture, NULL);
  zb_test_assert_status (same, 200);
  g_autoptr (ZbTestAnswer) other = put ("north", id, "\xff\xd8\xff another", NULL);
  zb_test_assert_status (other, 409);
  g_autoptr (ZbTestAnswer) mine = zb_test_get (platform, "north", path);
  zb_test_assert_status (mine, 200);
  g_assert_cmpstr (mine->text, ==, picture);
  /* Nothing shows it yet, so it is nobody else's to see. */
  g_autoptr (ZbTestAnswer) hidden = zb_test_get (platform, "officer", path);
  zb_test_assert_status (hidden, 404);
}

static void
test_evidence_of_alert (void)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autoptr (ZbTestAnswer) stored = put (ZB_TEST_SOURCE, id, picture, NULL);
  zb_test_assert_status (stored, 201);
  g_autoptr (ZbTestAnswer) raised =
      post (ZB_TEST_API_KEY,
            "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"device\":\"" ZB_TEST_CAMERA_NORTH
                                       "\",\"dedup_key\":\"pictured\",\"evidence\":[{\"id\":\"%s\"}]}") "]",
            id);
  g_assert_cmpstr (zb_test_answer_text (raised, "/items/0/status"), ==, "created");
  g_autofree char *alert = get_alert (zb_test_answer_text (raised, "/items/0/entity"));
  g_assert_nonnull (strstr (alert, "\"mime\":\"image/jpeg\""));
  g_autoptr (ZbTestAnswer) north = zb_test_get (platform, "north", path);
  zb_test_assert_status (north, 200);
  g_autoptr (ZbTestAnswer) south = zb_test_get (platform, "south", path);
  zb_test_assert_status (south, 404);
}

static void
act (const char *path, const char *id, const char *match, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (path, "%s", 2);
  g_autofree char *whole = g_strjoinv (id, parts), *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, match != NULL ? "If-Match" : NULL, match, NULL };
  const char *method = match != NULL ? "PATCH" : "POST";
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, "officer", method, whole, headers, body);
  if (answer->status / 100 != 2)
    g_error ("%s %s: %u %s", method, whole, answer->status, answer->text);
}

static void
assert_file (const char *who, const char *id, guint status)
{
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, path);
  zb_test_assert_status (answer, status);
}

static char *
raise_pictured (const char *file)
{
  g_autofree char *key = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) stored = put (ZB_TEST_SOURCE, file, picture, NULL);
  g_autoptr (ZbTestAnswer) raised =
      post (ZB_TEST_API_KEY,
            "[" EVENT ("alert.raised", "{\"kind\":\"smoke_fire\",\"device\":\"" ZB_TEST_CAMERA_NORTH
                                       "\",\"dedup_key\":\"%s\",\"evidence\":[{\"id\":\"%s\"}]}") "]",
            key, file);
  zb_test_assert_status (stored, 201);
  g_assert_cmpstr (zb_test_answer_text (raised, "/items/0/status"), ==, "created");
  return g_strdup (zb_test_answer_text (raised, "/items/0/entity"));
}

static char *
open_case (const char *of_alert, const char *latitude)
{
  char *id = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"alerts\":[%s%s%s],\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
      "\"place\":\"路口\",\"location\":{\"type\":\"Point\",\"coordinates\":[121.40,%s]}}",
      id, of_alert != NULL ? "\"" : "", of_alert != NULL ? of_alert : "", of_alert != NULL ? "\"" : "",
      latitude);
  act ("/cases", "", NULL, body);
  return id;
}

/* A case shows the pictures of its alert to whoever sees the case, wherever it turns out to lie. */
static void
test_evidence_of_case (void)
{
  g_autofree char *file = zb_uuid_new (), *later = zb_uuid_new ();
  g_autofree char *alert = raise_pictured (file);
  act ("/alerts/%s/claim", alert, NULL, "{}");
  act ("/alerts/%s/verdict", alert, NULL, "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  g_autofree char *of = open_case (alert, "31.22");
  assert_file ("south", file, 404);
  act ("/cases/%s", of, "\"1\"", "{\"location\":{\"type\":\"Point\",\"coordinates\":[121.40,31.17]}}");
  assert_file ("south", file, 200);
  assert_file ("north", file, 200);
  g_autofree char *other = raise_pictured (later);
  assert_file ("south", later, 404);
}

/* Nor are they lost where the case goes on as part of another. */
static void
test_evidence_of_merged_case (void)
{
  g_autofree char *file = zb_uuid_new ();
  g_autofree char *alert = raise_pictured (file);
  act ("/alerts/%s/claim", alert, NULL, "{}");
  act ("/alerts/%s/verdict", alert, NULL, "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  g_autofree char *of = open_case (alert, "31.22"), *into = open_case (NULL, "31.17");
  g_autofree char *body = g_strdup_printf ("{\"into\":\"%s\"}", into);
  assert_file ("south", file, 404);
  act ("/cases/%s/merge", of, NULL, body);
  assert_file ("south", file, 200);
}

/* --- two at once -------------------------------------------------------------------------------------------
 */

typedef struct
{
  SoupMessage *message;
  gboolean done;
} Sent;

static void
on_sent (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  g_assert_no_error (error);
  ((Sent *)data)->done = TRUE;
}

static void
send_file (SoupSession *session, Sent *sent, const char *id, GBytes *content)
{
  g_autofree char *url = g_strconcat (zb_test_platform_get_url (platform), "/api/v1/evidence/", id, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autofree char *token = g_strconcat ("Bearer ", zb_test_platform_sign_in (platform, "officer"), NULL);
  sent->message = soup_message_new ("PUT", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (sent->message);
  soup_message_headers_replace (headers, "Authorization", token);
  soup_message_headers_replace (headers, "Content-SHA256", sha256);
  soup_message_set_request_body_from_bytes (sent->message, "image/jpeg", content);
  soup_session_send_and_read_async (session, sent->message, G_PRIORITY_DEFAULT, NULL, on_sent, sent);
}

static gboolean
are_sent (gpointer data)
{
  Sent *sent = data;
  return sent[0].done && sent[1].done;
}

static GBytes *
make_picture (guint which, gsize size)
{
  guint8 *bytes = g_malloc (size);
  memset (bytes, (int)which, size);
  memcpy (bytes, "\xff\xd8\xff", 3);
  return g_bytes_new_take (bytes, size);
}

/* One wins and the other is told so; what is given out afterwards is the winner's. */
static void
put_both (SoupSession *session)
{
  g_autofree char *id = zb_uuid_new ();
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "evidence", id, NULL);
  g_autoptr (GBytes) large = make_picture (1, 2000), small = make_picture (2, 1000);
  GBytes *contents[] = { large, small };
  Sent sent[2] = { 0 };
  for (guint i = 0; i < 2; i++)
    send_file (session, &sent[i], id, contents[i]);
  g_assert_true (zb_test_wait (are_sent, sent, 10000));
  guint first = soup_message_get_status (sent[0].message), second = soup_message_get_status (sent[1].message);
  g_assert_cmpuint (MIN (first, second), ==, 201);
  g_assert_cmpuint (MAX (first, second), ==, 409);
  g_autofree char *stored = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &stored, &length, NULL));
  g_assert_cmpuint (length, ==, g_bytes_get_size (contents[first == 201 ? 0 : 1]));
  for (guint i = 0; i < 2; i++)
    g_object_unref (sent[i].message);
}

static void
test_two_at_once (void)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  for (guint i = 0; i < 10; i++)
    put_both (session);
  g_autofree char *folder = g_build_filename (zb_test_platform_get_dir (platform), "evidence", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_assert_true (zb_uuid_is_valid (name));
}

/* What one may not see, one does not put into a case of one's own, from where one could. */
static void
test_evidence_of_others (void)
{
  g_autofree char *id = zb_uuid_new (), *of_case = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) stored = put ("north", id, picture, NULL);
  zb_test_assert_status (stored, 201);
  g_autoptr (ZbTestAnswer) created =
      zb_test_post (platform, "south", "/cases",
                    "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"location\":"
                    "{\"type\":\"Point\",\"coordinates\":[121.4,31.17]}}",
                    of_case);
  zb_test_assert_status (created, 201);
  g_autofree char *path = g_strconcat ("/cases/", of_case, "/notes", NULL);
  g_autoptr (ZbTestAnswer) note =
      zb_test_post (platform, "south", path, "{\"text\":\"x\",\"evidence\":[\"%s\"]}", id);
  zb_test_assert_status (note, 422);
  g_assert_cmpstr (zb_test_answer_text (note, "/errors/0/pointer"), ==, "/evidence/0");
  g_autofree char *file = g_strconcat ("/evidence/", id, NULL);
  g_autoptr (ZbTestAnswer) hidden = zb_test_get (platform, "south", file);
  zb_test_assert_status (hidden, 404);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/ingest/key", test_key);
  g_test_add_func ("/ingest/bad-bodies", test_bad_bodies);
  g_test_add_func ("/ingest/again", test_again);
  g_test_add_func ("/ingest/worse", test_worse);
  g_test_add_func ("/ingest/algorithm", test_algorithm);
  g_test_add_func ("/ingest/sent-again", test_sent_again);
  g_test_add_func ("/ingest/drill", test_drill);
  g_test_add_func ("/ingest/drill-of-old", test_drill_of_old);
  g_test_add_func ("/ingest/filled", test_filled);
  g_test_add_func ("/ingest/refused", test_refused);
  g_test_add_func ("/ingest/limits-of-officers", test_limits_of_officers);
  g_test_add_func ("/ingest/limits-of-sources", test_limits_of_sources);
  g_test_add_func ("/ingest/frames", test_frames);
  g_test_add_func ("/ingest/batch", test_batch);
  g_test_add_func ("/ingest/same-batch", test_same_batch);
  g_test_add_func ("/ingest/parent", test_parent);
  g_test_add_func ("/ingest/ring", test_ring);
  g_test_add_func ("/ingest/position", test_position);
  g_test_add_func ("/evidence/put", test_evidence);
  g_test_add_func ("/evidence/audited", test_evidence_audited);
  g_test_add_func ("/evidence/of-alert", test_evidence_of_alert);
  g_test_add_func ("/evidence/of-case", test_evidence_of_case);
  g_test_add_func ("/evidence/of-merged-case", test_evidence_of_merged_case);
  g_test_add_func ("/ingest/two-at-once", test_two_at_once);
  g_test_add_func ("/ingest/evidence-of-others", test_evidence_of_others);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
