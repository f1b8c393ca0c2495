/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-device.h"
#include "zb-uuid.h"

#include <math.h>

static ZbTestPlatform *platform;

static ZbTestAnswer *post (const char *key, const char *format, ...) G_GNUC_PRINTF (2, 3);

static ZbTestAnswer *
post (const char *key, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *body = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *value = g_strconcat ("ApiKey ", key, NULL);
  const char *headers[] = { "Authorization", value, "Content-Type", "application/cloudevents-batch+json",
                            NULL };
  return zb_test_send (platform, NULL, "POST", "/ingest/events", headers, body);
}

#define EVENT(type, data)                                                                                    \
  "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"" type "\",\"data\":" data "}"

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/ingest/key", test_key);
  g_test_add_func ("/ingest/bad-bodies", test_bad_bodies);
  g_test_add_func ("/ingest/again", test_again);
  g_test_add_func ("/ingest/worse", test_worse);
  g_test_add_func ("/ingest/filled", test_filled);
  g_test_add_func ("/ingest/refused", test_refused);
  g_test_add_func ("/ingest/batch", test_batch);
  g_test_add_func ("/ingest/parent", test_parent);
  g_test_add_func ("/ingest/ring", test_ring);
  g_test_add_func ("/ingest/position", test_position);
  g_test_add_func ("/evidence/put", test_evidence);
  g_test_add_func ("/evidence/of-alert", test_evidence_of_alert);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
