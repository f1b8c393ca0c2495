/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes with a dispatch, over REST: whom the platform would send by the roads it has, what each is to do,
 * and files that come with it. */
#include "desk.h"

#include "zb-uuid.h"

#include <math.h>

static Desk *desk;

/* --- roads ---------------------------------------------------------------------------------------- */

/* West along the southern bank, over the bridge, and back: 146 m away, 3 km to go. */
#define AROUND                                                                                               \
  "{\"type\":\"Feature\",\"properties\":{\"class\":\"street\"},\"geometry\":{\"type\":\"LineString\","       \
  "\"coordinates\":[[121.400,31.220],[121.385,31.220],[121.385,31.221],[121.401,31.221]]}}\n"
#define PATH                                                                                                 \
  "{\"type\":\"Feature\",\"properties\":{\"class\":\"path\"},\"geometry\":{\"type\":\"LineString\","         \
  "\"coordinates\":[[121.400,31.220],[121.400,31.221]]}}\n"

static void
give_roads (const char *text)
{
  g_autofree char *path =
      g_build_filename (zb_test_platform_get_dir (desk->platform), "roads.geojsonl", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  zb_test_platform_restart (desk->platform);
}

static void
tell_travel (const char *unit, const char *travel)
{
  g_autofree char *id = zb_uuid_new (), *now = desk_time (g_get_real_time ());
  g_autoptr (ZbTestAnswer) answer = zb_test_post (
      desk->platform, ZB_TEST_SOURCE, "/ingest/events",
      "[{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"" ZB_TEST_SOURCE "\",\"type\":\"unit.position\","
      "\"time\":\"%s\",\"data\":{\"unit\":\"%s\",\"travel\":\"%s\",\"as_of\":\"%s\","
      "\"location\":{\"type\":\"Point\",\"coordinates\":[121.401,31.221]}}}]",
      id, now, unit, travel, now);
  zb_test_assert_status (answer, 200);
}

static yyjson_val *
find_unit (ZbTestAnswer *answer, const char *unit)
{
  yyjson_val *item;
  size_t i, n;
  yyjson_arr_foreach (yyjson_obj_get (answer->root, "items"), i, n, item)
  {
    if (yyjson_equals_str (yyjson_obj_get (item, "unit"), unit))
      return item;
  }
  g_assert_not_reached ();
}

static ZbTestAnswer *
recommend (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *path = g_strdup_printf ("/cases/%s/recommendations", id);
  ZbTestAnswer *answer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  return answer;
}

static double
number (yyjson_val *item, const char *name)
{
  yyjson_val *value = yyjson_obj_get (item, name);
  return yyjson_is_null (value) ? NAN : yyjson_get_num (value);
}

static gboolean
says (yyjson_val *item, const char *reasons, const char *reason)
{
  yyjson_val *one;
  size_t i, n;
  yyjson_arr_foreach (yyjson_obj_get (item, reasons), i, n, one)
  {
    if (yyjson_equals_str (one, reason))
      return TRUE;
  }
  return FALSE;
}

static void
test_by_road (void)
{
  give_roads (AROUND);
  tell_travel (ZB_TEST_UNIT_1, "vehicle");
  tell_travel (ZB_TEST_UNIT_2, "foot");
  g_autoptr (ZbTestAnswer) answer = recommend ();
  yyjson_val *drives = find_unit (answer, ZB_TEST_UNIT_1), *walks = find_unit (answer, ZB_TEST_UNIT_2);
  g_assert_true (yyjson_equals_str (yyjson_obj_get (drives, "distance_by"), "road"));
  g_assert_cmpfloat_with_epsilon (number (drives, "distance"), 146, 2);
  g_assert_cmpfloat_with_epsilon (number (drives, "road_distance"), 3062, 10);
  g_assert_true (says (drives, "reasons_against", "detour"));
  g_assert_false (says (drives, "reasons_for", "near"));
  g_assert_cmpfloat (number (drives, "minutes"), ==, ceil (3062 / (20 / 3.6) / 60 + 1));
  g_assert_cmpfloat_with_epsilon (number (walks, "minutes"), 3062 / 1.2 / 60 + 1, 1);
}

/* Over the footbridge it is 200 m, for who walks. */
static void
test_on_foot (void)
{
  give_roads (AROUND PATH);
  tell_travel (ZB_TEST_UNIT_1, "vehicle");
  tell_travel (ZB_TEST_UNIT_2, "foot");
  g_autoptr (ZbTestAnswer) answer = recommend ();
  g_assert_cmpfloat_with_epsilon (number (find_unit (answer, ZB_TEST_UNIT_2), "road_distance"), 206, 3);
  g_assert_cmpfloat (number (find_unit (answer, ZB_TEST_UNIT_1), "road_distance"), >, 3000);
  g_assert_true (says (find_unit (answer, ZB_TEST_UNIT_2), "reasons_for", "near"));
}

/* Without roads, and with a file that is none, it says what it rests on. */
static void
test_by_crow (void)
{
  static const char *const files[] = { "", "no roads" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (i == 1)
        g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "roads: *");
      give_roads (files[i]);
      tell_travel (ZB_TEST_UNIT_1, "vehicle");
      g_autoptr (ZbTestAnswer) answer = recommend ();
      yyjson_val *unit = find_unit (answer, ZB_TEST_UNIT_1);
      g_assert_true (yyjson_equals_str (yyjson_obj_get (unit, "distance_by"), "crow"));
      g_assert_true (isnan (number (unit, "road_distance")));
      g_assert_cmpfloat (number (unit, "minutes"), ==, 2);
      g_test_assert_expected_messages ();
    }
}

/* --- what each is to do ------------------------------------------------------------------------------ */

static ZbTestAnswer *
send (const char *id, const char *task)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/dispatch", id);
  g_autofree char *first = zb_uuid_new (), *second = zb_uuid_new ();
  return zb_test_post (desk->platform, "officer", path,
                       "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\",\"task\":%s},"
                       "{\"id\":\"%s\",\"organisation\":\"" ZB_TEST_ORGANISATION "\"}]}",
                       first, task, second);
}

static void
test_task (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *words = g_strnfill (201, 'x'), *long_task = g_strdup_printf ("\"%s\"", words);
  g_autoptr (ZbTestAnswer) too_long = send (id, long_task), wrong = send (id, "7");
  zb_test_assert_status (too_long, 422);
  g_assert_cmpstr (zb_test_answer_text (too_long, "/errors/0/pointer"), ==, "/assignments/0/task");
  zb_test_assert_status (wrong, 422);
  g_autoptr (ZbTestAnswer) sent = send (id, "\"携带灭火器先行\"");
  zb_test_assert_status (sent, 200);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (desk, id);
  guint n_told = 0;
  g_assert_cmpuint (assignments->len, ==, 2);
  for (guint i = 0; i < assignments->len; i++)
    {
      const ZbAssignment *it = assignments->pdata[i];
      g_assert_cmpstr (it->task, ==, it->unit ? "携带灭火器先行" : NULL);
      n_told += it->task != NULL;
    }
  g_assert_cmpuint (n_told, ==, 1);
}

/* --- lines for one case -------------------------------------------------------------------------------- */

static ZbTestAnswer *
send_with (const char *id, const char *lines)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/dispatch", id), *assignment = zb_uuid_new ();
  return zb_test_post (desk->platform, "officer", path,
                       "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\"}],\"checklist\":%s}",
                       assignment, lines);
}

/* They come below those of the plan, once each, and can be ticked as those. */
static void
test_lines (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *path = NULL;
  g_autoptr (ZbTestAnswer) empty = send_with (id, "[\"\"]");
  zb_test_assert_status (empty, 422);
  g_assert_cmpstr (zb_test_answer_text (empty, "/errors/0/pointer"), ==, "/checklist/0");
  g_autoptr (ZbCase) before = desk_fetch (desk, ZB_KIND_CASE, id);
  const guint n = before->checklist ? before->checklist->len : 0;
  g_autoptr (ZbTestAnswer) sent = send_with (id, "[\"通知楼组长\",\"通知楼组长\"]");
  zb_test_assert_status (sent, 200);
  g_autoptr (ZbCase) after = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpuint (after->checklist->len, ==, n + 1);
  g_assert_cmpstr (((ZbCheckItem *)after->checklist->pdata[n])->text, ==, "通知楼组长");
  path = g_strdup_printf ("/cases/%s/checklist", id);
  g_autoptr (ZbTestAnswer) ticked =
      zb_test_post (desk->platform, "officer", path, "{\"index\":%u,\"done\":true}", n);
  zb_test_assert_status (ticked, 200);
}

/* --- files --------------------------------------------------------------------------------------------- */

static const char picture[] = "\xff\xd8\xff\xe0 a picture, more or less";

static ZbTestAnswer *
put (const char *id, const char *key)
{
  g_autofree char *path = g_strconcat ("/evidence/", id, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, picture, -1);
  const char *headers[] = {
    "Content-SHA256", sha256, "Content-Type", "image/jpeg", "Idempotency-Key", key, NULL
  };
  return zb_test_send (desk->platform, "officer", "PUT", path, headers, picture);
}

static ZbTestAnswer *
note (const char *of_case, const char *file, const char *follows, const char *phase)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/notes", of_case), *key = zb_uuid_new ();
  g_autofree char *body =
      g_strdup_printf ("{\"text\":\"随派单附件\",\"evidence\":[\"%s\"],\"phase\":\"%s\"}", file, phase);
  const char *headers[] = { "Idempotency-Key", key, "Follows", follows, NULL };
  return zb_test_send (desk->platform, "officer", "POST", path, headers, body);
}

/* A note that shows a file follows the file: before it is there the note is not taken. */
static void
test_file_goes_first (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *file = zb_uuid_new (), *key = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) early = note (id, file, key, "before");
  zb_test_assert_status (early, 424);
  g_autoptr (ZbTestAnswer) stored = put (file, key);
  zb_test_assert_status (stored, 201);
  g_autoptr (ZbTestAnswer) wrong = note (id, file, key, "never");
  zb_test_assert_status (wrong, 422);
  g_autoptr (ZbTestAnswer) noted = note (id, file, key, "before");
  zb_test_assert_status (noted, 201);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_nonnull (of->evidence);
  const ZbAttachment *last = of->evidence->pdata[of->evidence->len - 1];
  g_assert_cmpstr (last->id, ==, file);
  g_assert_cmpstr (last->phase, ==, "before");
  g_assert_cmpstr (last->mime, ==, "image/jpeg");
}

/* A console whose answer was lost sends the file again, under a new key where it was restarted. */
static void
test_file_again (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *file = zb_uuid_new ();
  g_autofree char *first = zb_uuid_new (), *second = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) stored = put (file, first);
  zb_test_assert_status (stored, 201);
  g_autoptr (ZbTestAnswer) again = put (file, second);
  zb_test_assert_status (again, 200);
  g_autoptr (ZbTestAnswer) noted = note (id, file, second, "other");
  zb_test_assert_status (noted, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/dispatch/by-road", test_by_road);
  g_test_add_func ("/dispatch/on-foot", test_on_foot);
  g_test_add_func ("/dispatch/by-crow", test_by_crow);
  g_test_add_func ("/dispatch/task", test_task);
  g_test_add_func ("/dispatch/lines", test_lines);
  g_test_add_func ("/dispatch/file-goes-first", test_file_goes_first);
  g_test_add_func ("/dispatch/file-again", test_file_again);
  int status = g_test_run ();
  desk_free (desk);
  return status;
}
