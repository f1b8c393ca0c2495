/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-command-request.h"
#include "zb-feed-frame.h"
#include "zb-json-problem.h"
#include "zb-json.h"
#include "zb-zone.h"

#include <locale.h>
#include <math.h>

static ZbFeedFrame *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ZbFeedFrame *frame = zb_feed_frame_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return frame;
}

static void
test_hello (void)
{
  g_autoptr (ZbFeedFrame) frame = parse ("{\"type\":\"hello\",\"log_id\":\"l\",\"seq\":70,\"oldest\":3,"
                                         "\"server_time\":\"1970-01-01T00:00:01.500Z\",\"heartbeat\":10}");

  g_assert_cmpint (frame->type, ==, ZB_FRAME_HELLO);
  g_assert_cmpstr (frame->log_id, ==, "l");
  g_assert_cmpint (frame->seq, ==, 70);
  g_assert_cmpint (frame->oldest, ==, 3);
  g_assert_cmpint (frame->server_time, ==, 1500000);
  g_assert_cmpuint (frame->heartbeat, ==, 10000);
}

static void
test_heartbeat_has_bounds (void)
{
  const char *beats[] = { "0", "-3", "1e300", "\"x\"", "null", "0.001" };

  for (guint i = 0; i < G_N_ELEMENTS (beats); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"type\":\"hello\",\"log_id\":\"l\",\"heartbeat\":%s}", beats[i]);
      g_autoptr (ZbFeedFrame) frame = parse (text);
      g_assert_cmpuint (frame->heartbeat, >=, 20);
      g_assert_cmpuint (frame->heartbeat, <=, 60000);
    }
}

/* One event that cannot be read costs that event and nothing else. */
static void
test_events_stand_alone (void)
{
  g_autoptr (ZbFeedFrame) frame = parse (
      "{\"type\":\"events\",\"through\":9,\"events\":["
      "{\"type\":\"unit.moved\",\"subject\":\"unit/u1\",\"seq\":7,\"data\":{\"id\":\"u1\",\"version\":2}},"
      "{\"type\":\"unit.moved\",\"subject\":\"unit/u2\",\"seq\":8,\"data\":{\"id\":\"u2\",\"version\":[]}},"
      "{\"type\":\"dragon.seen\",\"subject\":\"dragon/d\",\"seq\":8,\"data\":{}},"
      "{\"type\":\"entity.removed\",\"subject\":\"alert/a\",\"seq\":9}]}");

  g_assert_cmpint (frame->through, ==, 9);
  g_assert_cmpuint (frame->events->len, ==, 2);
  g_assert_cmpuint (frame->unreadable->len, ==, 1);
  ZbEvent *moved = g_ptr_array_index (frame->events, 0);
  g_assert_cmpint (moved->kind, ==, ZB_KIND_UNIT);
  g_assert_cmpint (moved->seq, ==, 7);
  g_assert_cmpint (moved->entity->version, ==, 2);
  ZbEvent *removed = g_ptr_array_index (frame->events, 1);
  g_assert_null (removed->entity);
  g_assert_cmpstr (removed->id, ==, "a");
  ZbUnreadable *unreadable = g_ptr_array_index (frame->unreadable, 0);
  g_assert_cmpint (unreadable->kind, ==, ZB_KIND_UNIT);
  g_assert_cmpstr (unreadable->id, ==, "u2");
}

static void
test_problem (void)
{
  const char *text =
      "{\"title\":\"Claimed\",\"status\":200,\"detail\":\"by B\",\"claim\":{\"by\":\"b\",\"by_name\":\"B\","
      "\"until\":\"1970-01-01T00:00:02.000Z\"},\"errors\":[{\"pointer\":\"/x\",\"detail\":\"bad\"},7]}";
  g_autoptr (ZbProblem) problem = zb_json_parse_problem (423, text, strlen (text));
  g_autoptr (ZbProblem) page = zb_json_parse_problem (502, "<html>", 6);
  g_autoptr (ZbProblem) nobody = zb_json_parse_problem (0, NULL, 0);
  g_autofree char *words = zb_problem_to_words (problem);
  g_autofree char *page_words = zb_problem_to_words (page);

  g_assert_cmpint (problem->status, ==, 423);
  g_assert_cmpstr (problem->claim->by, ==, "b");
  g_assert_cmpint (problem->claim->until, ==, 2000000);
  g_assert_cmpuint (problem->errors->len, ==, 1);
  g_assert_cmpstr (words, ==, "Claimed by another officer: by B");
  g_assert_cmpstr (page_words, ==, "The platform answered with an error");
  g_assert_nonnull (nobody->title);
}

static char *
body_of (ZbRequest *request)
{
  return g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
}

static void
test_command (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbCommand) command = zb_command_new (
      "alert.snooze", "a/1",
      g_variant_new_parsed ("{'until': <@x 1500000>, 'reason': <'later \"on\"'>, 'n': <@i 3>}"));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, &error);
  g_autofree char *body = request ? body_of (request) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/alerts/a%2F1/snooze");
  g_assert_cmpstr (request->key, ==, zb_command_get_key (command));
  g_assert_cmpstr (body, ==,
                   "{\"until\":\"1970-01-01T00:00:01.500Z\",\"reason\":\"later \\\"on\\\"\",\"n\":3}");
}

static void
test_created_has_its_id (void)
{
  g_autoptr (ZbCommand) command = zb_command_new (
      "case.create", "c1",
      g_variant_new_parsed ("{'location': <(121.4, 31.2)>, 'alerts': <['a1']>, 'parent': <@ms nothing>}"));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, NULL);
  g_autofree char *body = body_of (request);

  g_assert_cmpstr (request->path, ==, "/cases");
  g_assert_cmpstr (
      body, ==,
      "{\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.2]},\"alerts\":[\"a1\"],\"parent\":null,"
      "\"id\":\"c1\"}");
}

/* An alert joins a case under its own name, and waits in an outbox as what is decided does. */
static void
test_join (void)
{
  g_autoptr (ZbCommand) command =
      zb_command_new ("alert.case", "a1", g_variant_new_parsed ("{'case': <'c1'>}"));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, NULL);
  g_autofree char *body = body_of (request);

  g_assert_cmpstr (request->path, ==, "/alerts/a1/case");
  g_assert_cmpstr (body, ==, "{\"case\":\"c1\"}");
  g_assert_true (zb_command_is_durable ("alert.case"));
  g_assert_cmpint (zb_command_get_answer_kind ("alert.case"), ==, ZB_KIND_ALERT);
}

static void
test_assignments (void)
{
  g_autoptr (ZbCommand) command = zb_command_new (
      "case.dispatch", "c1",
      g_variant_new_parsed ("{'assignments': <[{'id': <'x'>, 'unit': <'u'>, 'lead': <true>}]>,"
                            " 'deadlines': <{'arrive': <@x 1000000>}>}"));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, NULL);
  g_autofree char *body = body_of (request);

  g_assert_cmpstr (body, ==,
                   "{\"assignments\":[{\"id\":\"x\",\"unit\":\"u\",\"lead\":true}],"
                   "\"deadlines\":{\"arrive\":\"1970-01-01T00:00:01.000Z\"}}");
  g_assert_true (zb_command_sends_people ("case.dispatch"));
}

static void
test_edit_rests_on_a_revision (void)
{
  g_autoptr (ZbCommand) command = zb_command_new ("case.edit", "c1", NULL);

  zb_command_set_if_match (command, "12");
  g_autoptr (ZbRequest) request = zb_command_to_request (command, NULL);
  g_assert_cmpstr (request->method, ==, "PATCH");
  g_assert_cmpstr (request->if_match, ==, "12");
}

/* --- watch zones ------------------------------------------------------------------------------ */

static ZbZone *
draw_zone (void)
{
  ZbZone *zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, "z1"));

  zone->name = g_strdup ("中山公园");
  zone->kinds = g_strsplit ("dispute,water_level", ",", -1);
  zone->hours_from = 1320;
  zone->hours_to = 360;
  zone->starts_at = 1500000;
  zone->expires_at = 2500000;
  zone->raises = TRUE;
  return zone;
}

/* What the platform reads of the command that is to make a zone this one. */
static ZbZone *
send_zone (ZbZone *zone, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbProblem) problem = zb_problem_new (422, NULL, NULL);
  g_autoptr (ZbCommand) command = zb_command_new (name, "z1", zb_zone_make_args (zone));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, &error);
  g_assert_no_error (error);
  g_autofree char *body = body_of (request);
  g_autoptr (ZbJsonDoc) doc = yyjson_read (body, strlen (body), 0);
  ZbZone *read = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, "z1"));
  g_test_message ("%s", body);
  yyjson_mut_doc *copy = yyjson_doc_mut_copy (doc, NULL);
  yyjson_mut_obj_put (yyjson_mut_doc_get_root (copy), yyjson_mut_str (copy, "id"),
                      yyjson_mut_str (copy, "z1"));
  g_autoptr (ZbJsonDoc) whole = yyjson_mut_doc_imut_copy (copy, NULL);
  yyjson_mut_doc_free (copy);
  g_assert_true (zb_json_read_fields ((ZbRecord *)read, yyjson_doc_get_root (whole), problem));
  return read;
}

static void
test_zone (void)
{
  static const ZbPoint corners[] = { { 121.4, 31.2 }, { 121.41, 31.2 }, { 121.41, 31.21 } };
  g_autoptr (ZbZone) zone = draw_zone ();

  zb_zone_set_circle (zone, (ZbPoint){ 121.4, 31.2 }, 250);
  g_autoptr (ZbZone) circle = send_zone (zone, "zone.create");
  g_assert_true (zb_record_equal ((ZbRecord *)circle, (ZbRecord *)zone));

  zb_zone_set_corners (zone, corners, G_N_ELEMENTS (corners));
  zone->starts_at = 0;
  g_set_str (&zone->note, "施工");
  g_autoptr (ZbZone) polygon = send_zone (zone, "zone.edit");
  g_assert_true (zb_record_equal ((ZbRecord *)polygon, (ZbRecord *)zone));
  g_assert_true (isnan (polygon->radius));
  g_assert_true (zb_command_is_durable ("zone.create"));
  g_assert_true (zb_command_is_edit ("zone.edit"));
  g_assert_cmpint (zb_command_get_answer_kind ("zone.end"), ==, ZB_KIND_ZONE);
}

/* A circle that becomes a polygon says that there is no circle any more. */
static void
test_zone_says_nothing (void)
{
  static const ZbPoint corners[] = { { 121.4, 31.2 }, { 121.41, 31.2 }, { 121.41, 31.21 } };
  g_autoptr (ZbZone) zone = draw_zone ();
  zb_zone_set_corners (zone, corners, G_N_ELEMENTS (corners));
  g_autoptr (ZbCommand) command = zb_command_new ("zone.edit", "z1", zb_zone_make_args (zone));
  g_autoptr (ZbRequest) request = zb_command_to_request (command, NULL);
  g_autofree char *body = body_of (request);

  g_assert_cmpstr (request->method, ==, "PATCH");
  g_assert_cmpstr (request->path, ==, "/zones/z1");
  g_assert_nonnull (strstr (body, "\"centre\":null"));
  g_assert_nonnull (strstr (body, "\"radius\":null"));
  g_assert_nonnull (strstr (body, "\"note\":null"));
  g_assert_nonnull (strstr (body, "\"severities\":[]"));
  g_assert_nonnull (strstr (body, "\"expires_at\":\"1970-01-01T00:00:02.500Z\""));
}

static void
test_unknown_command (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbCommand) command = zb_command_new ("alert.explode", "a1", NULL);

  g_assert_null (zb_command_to_request (command, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_false (zb_command_is_durable ("alert.claim"));
  g_assert_true (zb_command_is_durable ("alert.verdict"));
  g_assert_true (zb_command_can_be_undone ("alert.verdict"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conversation/hello", test_hello);
  g_test_add_func ("/conversation/heartbeat-has-bounds", test_heartbeat_has_bounds);
  g_test_add_func ("/conversation/events-stand-alone", test_events_stand_alone);
  g_test_add_func ("/conversation/problem", test_problem);
  g_test_add_func ("/conversation/command", test_command);
  g_test_add_func ("/conversation/created-has-its-id", test_created_has_its_id);
  g_test_add_func ("/conversation/assignments", test_assignments);
  g_test_add_func ("/conversation/join", test_join);
  g_test_add_func ("/conversation/edit-rests-on-a-revision", test_edit_rests_on_a_revision);
  g_test_add_func ("/conversation/zone", test_zone);
  g_test_add_func ("/conversation/zone-says-nothing", test_zone_says_nothing);
  g_test_add_func ("/conversation/unknown-command", test_unknown_command);

  return g_test_run ();
}
