/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to JSON and back, times, masking, and bytes that nobody meant. */
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-json.h"
#include "zb-plan.h"
#include "zb-recording.h"
#include "zb-time.h"
#include "zb-wall.h"

#include <math.h>
#include <string.h>

#define ID "01930f5e-7c1a-7000-8000-000000000001"

static const char alert_text[] =
    "{\"id\":\"" ID "\",\"version\":3,\"updated_at\":\"2026-11-23T06:32:07.123Z\",\"mode\":\"live\","
    "\"kind\":\"shed_smoke\",\"severity\":\"urgent\",\"title\":\"车棚疑似明火\",\"state\":\"claimed\","
    "\"location\":{\"type\":\"Point\",\"coordinates\":[121.4,31.2]},\"score\":0.93,\"occurrences\":3,"
    "\"claim\":{\"by\":\"" ID "\",\"by_name\":\"陈值班\",\"until\":\"2026-11-23T06:33:07.000Z\"},"
    "\"evidence\":[{\"id\":\"" ID "\",\"mime\":\"image/png\"}],"
    "\"contact\":{\"name\":\"王小明\",\"telephone\":\"13812345678\"},\"added_later\":{\"x\":1}}";

static void
test_alert_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbAlert) alert = zb_json_read_record_text (ZB_TYPE_ALERT, alert_text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (alert->parent_instance.id, ==, ID);
  g_assert_cmpint (alert->parent_instance.version, ==, 3);
  g_assert_cmpint (alert->severity, ==, ZB_SEVERITY_URGENT);
  g_assert_cmpint (alert->state, ==, ZB_ALERT_CLAIMED);
  g_assert_cmpfloat (alert->location.lon, ==, 121.4);
  g_assert_cmpstr (alert->claim->by_name, ==, "陈值班");
  g_assert_cmpuint (alert->evidence->len, ==, 1);
  g_assert_cmpint (alert->verdict, ==, ZB_VERDICT_NONE);
  g_assert_null (alert->case_id);
}

static void
test_there_and_back_is_equal (void)
{
  g_autoptr (ZbAlert) alert = zb_json_read_record_text (ZB_TYPE_ALERT, alert_text, -1, NULL);
  g_autofree char *text = zb_json_write_record_text (alert, ZB_JSON_WRITE_ALL, NULL);
  g_autoptr (ZbAlert) again = zb_json_read_record_text (ZB_TYPE_ALERT, text, -1, NULL);

  g_assert_true (zb_record_equal ((ZbRecord *)alert, (ZbRecord *)again));
  g_set_str (&again->title, "井盖移位");
  g_assert_false (zb_record_equal ((ZbRecord *)alert, (ZbRecord *)again));
}

static void
test_empty_fields_read_as_none (void)
{
  g_autoptr (ZbDevice) device = zb_json_read_record_text (ZB_TYPE_DEVICE, "{\"id\":\"" ID "\"}", -1, NULL);
  g_assert_true (isnan (device->heading));
  g_assert_false (zb_point_is_known (device->location));
  g_assert_cmpint (device->status, ==, ZB_DEVICE_UNKNOWN);

  g_autofree char *text = zb_json_write_record_text (device, ZB_JSON_WRITE_ALL, NULL);
  g_assert_nonnull (strstr (text, "\"heading\":null"));
  g_assert_nonnull (strstr (text, "\"location\":null"));
}

static void
test_unknown_name_of_open_choice_reads_as_unknown (void)
{
  const char *text = "{\"id\":\"" ID "\",\"kind\":\"drone\",\"status\":\"sleeping\"}";
  g_autoptr (ZbDevice) device = zb_json_read_record_text (ZB_TYPE_DEVICE, text, -1, NULL);
  g_assert_cmpint (device->kind, ==, ZB_DEVICE_OTHER);
  g_assert_cmpint (device->status, ==, ZB_DEVICE_UNKNOWN);
}

static void
assert_refused (const char *text, int code, const char *pointer)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (zb_json_read_record_text (ZB_TYPE_ALERT, text, -1, &error));
  g_assert_error (error, ZB_JSON_ERROR, code);
  g_assert_nonnull (strstr (error->message, pointer));
}

static void
test_wrong_fields_are_named (void)
{
#define START "{\"id\":\"x\",\"kind\":\"k\",\"severity\":\"low\",\"state\":\"new\""
  assert_refused ("{", ZB_JSON_ERROR_SYNTAX, "byte");
  assert_refused ("[]", ZB_JSON_ERROR_TYPE, "object");
  assert_refused ("{\"id\":\"x\",\"severity\":\"low\",\"state\":\"new\"}", ZB_JSON_ERROR_MISSING, "/kind");
  assert_refused (START ",\"title\":5}", ZB_JSON_ERROR_TYPE, "/title");
  assert_refused (START ",\"last_at\":\"yesterday\"}", ZB_JSON_ERROR_TYPE, "/last_at");
  assert_refused (START ",\"claim\":{\"by\":1}}", ZB_JSON_ERROR_TYPE, "/claim/by");
  assert_refused (START ",\"evidence\":[{\"id\":\"a\"},{}]}", ZB_JSON_ERROR_MISSING, "/evidence/1/id");
  assert_refused (START ",\"location\":{\"type\":\"Point\",\"coordinates\":[200,0]}}", ZB_JSON_ERROR_TYPE,
                  "/location");
  assert_refused (START ",\"verdict\":\"maybe\"}", ZB_JSON_ERROR_TYPE, "/verdict");
}

static void
test_personal_data_are_masked (void)
{
  g_autoptr (ZbAlert) alert = zb_json_read_record_text (ZB_TYPE_ALERT, alert_text, -1, NULL);
  g_autofree char *text = zb_json_write_record_text (alert, ZB_JSON_WRITE_MASKED, NULL);
  g_assert_null (strstr (text, "小明"));
  g_assert_null (strstr (text, "1381234"));
  g_assert_nonnull (strstr (text, "\"masked\":true"));
  g_assert_nonnull (strstr (text, "车棚疑似明火"));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gint64 time;
  } good[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-23T06:32:07.123Z", G_GINT64_CONSTANT (1795415527123000) },
    { "2026-11-23T14:32:07.123+08:00", G_GINT64_CONSTANT (1795415527123000) },
    { "2000-02-29T23:59:59.5Z", G_GINT64_CONSTANT (951868799500000) },
    { "1969-12-31T23:59:59.999Z", -1000 },
    { "1970-01-01t00:00:01z", 1000000 },
  };
  static const char *bad[] = { "",
                               "2026-11-23",
                               "2026-13-01T00:00:00Z",
                               "2026-02-29T00:00:00Z",
                               "2026-11-23T25:00:00Z",
                               "2026-11-23T06:32:07",
                               "2026-11-23T06:32:07.Z",
                               "2026-11-23T06:32:07Zx",
                               "2026-11-23T06:32:07+8:00",
                               "2026-11-23T06:3:07:00Z",
                               "2026-11-2/T06:32:07Z",
                               "2026-11-23D06:32:07Z",
                               "2026\r11-23T06:32:07Z" };
  gint64 time;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      char text[ZB_TIME_LENGTH + 1];
      gint64 again;
      g_assert_true (zb_time_parse (good[i].text, &time));
      g_assert_cmpint (time, ==, good[i].time);
      zb_time_format (time, text);
      g_assert_true (zb_time_parse (text, &again));
      g_assert_cmpint (again, ==, time);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (zb_time_parse (bad[i], &time));
}

/* Every day of four hundred years, against GLib's calendar. */
static void
test_calendar_agrees_with_glib (void)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, 1, 1800);
  for (gint64 day = -62091; day < 84000; day++, g_date_add_days (&date, 1))
    {
      char text[ZB_TIME_LENGTH + 1], expected[32];
      zb_time_format (day * G_TIME_SPAN_DAY, text);
      g_snprintf (expected, sizeof expected, "%04d-%02d-%02dT00:00:00.000Z", g_date_get_year (&date),
                  g_date_get_month (&date), g_date_get_day (&date));
      g_assert_cmpstr (text, ==, expected);
    }
}

/* Bytes changed at random, always the same ones: nothing may crash, and what is read can be written. */
static void
test_mutations_do_no_harm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  for (int round = 0; round < 20000; round++)
    {
      g_autofree char *text = g_strdup (alert_text);
      int n = g_rand_int_range (rand, 1, 6);
      for (int i = 0; i < n; i++)
        text[g_rand_int_range (rand, 0, (int)strlen (alert_text))] = (char)g_rand_int_range (rand, 1, 256);
      g_autoptr (ZbAlert) alert = zb_json_read_record_text (ZB_TYPE_ALERT, text, -1, NULL);
      if (alert)
        g_free (zb_json_write_record_text (alert, ZB_JSON_WRITE_MASKED, NULL));
    }
}

/* Fragments are rows of four numbers; what is none is named. */
static void
test_rows (void)
{
  static const char text[] =
      "{\"user\":\"u\",\"password\":\"p\",\"expires_at\":null,\"spans\":[{\"uri\":\"a\","
      "\"started_at\":\"2026-11-26T08:00:00.000Z\",\"ended_at\":\"2026-11-26T08:00:04.000Z\","
      "\"bytes\":9000000000,\"fragments\":[[700,10,0,2000],[710,20,2000,2000]]}]}";
  static const char *const bad[] = {
    "7", "[7]", "[[1,2,3]]", "[[1,2,3,4,5]]", "[[1,2,3,\"4\"]]", "[[1,2,3,4.5]]"
  };
  g_autoptr (ZbPlayback) playback = zb_json_read_record_text (ZB_TYPE_PLAYBACK, text, -1, NULL);
  g_assert_nonnull (playback);
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  g_assert_cmpuint (zb_playback_span_get_n_fragments (span), ==, 2);
  g_assert_cmpint (zb_playback_span_get_fragment (span, 1)->length, ==, 20);
  g_assert_cmpint (zb_playback_span_get_init_length (span), ==, 700);
  g_autofree char *written = zb_json_write_record_text (playback, ZB_JSON_WRITE_ALL, NULL);
  g_assert_cmpstr (written, ==, text);
  g_autoptr (ZbRecord) copy = zb_record_copy ((ZbRecord *)playback);
  g_assert_true (zb_record_equal (copy, (ZbRecord *)playback));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *wrong =
          g_strdup_printf ("{\"uri\":\"a\",\"started_at\":\"2026-11-26T08:00:00Z\","
                           "\"ended_at\":\"2026-11-26T08:00:04Z\",\"bytes\":1,\"fragments\":%s}",
                           bad[i]);
      g_autoptr (GError) error = NULL;
      g_assert_null (zb_json_read_record_text (ZB_TYPE_PLAYBACK_SPAN, wrong, -1, &error));
      g_assert_nonnull (strstr (error->message, "/fragments"));
    }
}

static ZbAlert *
read_in_block (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (text, -1, &error);
  ZbAlert *alert = zb_json_read_record_in_blocks (ZB_TYPE_ALERT, yyjson_doc_get_root (doc), &error);

  g_assert_no_error (error);
  return alert;
}

/* Nothing of it shows in what a record holds, nor of the document that it was read from. */
static void
test_texts_in_a_block (void)
{
  g_autoptr (ZbAlert) alone = zb_json_read_record_text (ZB_TYPE_ALERT, alert_text, -1, NULL);
  g_autoptr (ZbAlert) alert = read_in_block (alert_text), held = read_in_block (alert_text);
  const ZbRecord *record = (ZbRecord *)alert;

  g_assert_true (alert->title > record->block && alert->title < record->block + record->block_length);
  g_assert_null (((ZbRecord *)alone)->block);
  g_assert_true (zb_record_equal ((ZbRecord *)alone, (ZbRecord *)alert));
  g_assert_false (zb_record_assign ((ZbRecord *)held, (ZbRecord *)alert));
  g_assert_false (zb_record_assign ((ZbRecord *)held, (ZbRecord *)alone));
  g_autoptr (ZbAlert) copy = (ZbAlert *)zb_record_copy ((ZbRecord *)alert);
  g_clear_object (&alert);
  g_assert_true (zb_record_equal ((ZbRecord *)copy, (ZbRecord *)held));
  g_set_str (&copy->title, "井盖移位");
}

static ZbAlert *
read_words (const char *words)
{
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"" ID "\",\"kind\":\"flood\",\"severity\":\"low\",\"state\":\"new\",%s}", words);

  return read_in_block (text);
}

/* Also where the bytes of both are the same and only the members that hold them differ. */
static void
test_texts_in_a_block_are_assigned (void)
{
  g_autoptr (ZbAlert) held = read_words ("\"title\":\"ab\",\"place\":\"c\"");
  g_autoptr (ZbAlert) moved = read_words ("\"title\":\"ab\",\"area\":\"c\"");
  g_autoptr (ZbAlert) other = read_words ("\"title\":\"xy\",\"area\":\"c\"");
  const char *id = held->parent_instance.id;

  g_assert_true (zb_record_assign ((ZbRecord *)held, (ZbRecord *)moved));
  g_assert_null (held->place);
  g_assert_cmpstr (held->area, ==, "c");
  g_assert_true (zb_record_equal ((ZbRecord *)held, (ZbRecord *)moved));
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (zb_record_assign ((ZbRecord *)held, (ZbRecord *)(i ? moved : other)));
      g_assert_cmpstr (held->title, ==, i ? "ab" : "xy");
    }
  /* A store has it as a key. */
  g_assert_true (held->parent_instance.id == id);
}

static void
read_again (gpointer record, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (text, -1, NULL);
  const gboolean good = zb_json_read_record_again (record, yyjson_doc_get_root (doc), &error);

  g_assert_true (good == (error == NULL));
  if (good)
    {
      g_autoptr (ZbRecord) anew = zb_json_read_record_text (G_OBJECT_TYPE (record), text, -1, NULL);
      g_assert_true (zb_record_equal (record, anew));
    }
}

/* Whatever it held, and whether that was good or not: nothing of it is left. */
static void
test_read_again (void)
{
  static const char bare[] = "{\"id\":\"b\",\"kind\":\"flood\",\"severity\":\"low\",\"state\":\"new\"}";
  g_autofree char *words = g_strnfill (5000, 'w');
  g_autofree char *wordy = g_strdup_printf ("{\"id\":\"c\",\"kind\":\"flood\",\"severity\":\"low\",\"state\":"
                                            "\"new\",\"zones\":[\"z\"],\"title\":\"%s\"}",
                                            words);
  const char *texts[] = { bare, alert_text, "{}", wordy, "{\"id\":7,\"zones\":[\"y\"],\"title\":\"x\"}" };
  g_autoptr (ZbAlert) alert = read_in_block (alert_text);

  for (gsize i = 0; i < 50; i++)
    read_again (alert, texts[i * 7 / 3 % G_N_ELEMENTS (texts)]);
  read_again (alert, wordy);
  read_again (alert, bare);
  g_assert_cmpuint (((ZbRecord *)alert)->block_room, <, 5000);
  g_assert_true (isnan (alert->score));
}

/* A class may have another "none" than its fields have by themselves. */
static void
test_a_wall_is_read_again (void)
{
  g_autoptr (ZbWall) wall = g_object_new (ZB_TYPE_WALL, NULL);

  read_again (wall, "{\"id\":\"w\",\"dim_from\":0,\"dim_to\":60,\"name\":\"a\"}");
  g_assert_cmpint (wall->dim_to, ==, 60);
  read_again (wall, "{\"id\":\"w\"}");
  g_assert_cmpint (wall->dim_to, ==, ZB_WALL_DIM_NEVER);
}

/* In any order, with what nobody knows between; of two of one name the first. */
static void
test_members_in_any_order (void)
{
  static const char text[] =
      "{\"\":1,\"state\":\"new\",\"no\":[{\"id\":\"x\"}],\"title\":\"a\",\"severity\":\"low\","
      "\"tit\":\"b\",\"titles\":\"b\",\"kind\":\"flood\",\"title\":\"b\",\"case\":\"c\","
      "\"case_id\":\"d\",\"drill\":null,\"id\":\"" ID "\"}";
  g_autoptr (ZbAlert) alert = read_in_block (text);

  g_assert_cmpstr (alert->parent_instance.id, ==, ID);
  g_assert_cmpstr (alert->title, ==, "a");
  g_assert_cmpstr (alert->case_id, ==, "c");
  g_assert_cmpint (alert->state, ==, ZB_ALERT_NEW);
  g_assert_null (alert->drill);
}

/* All that is wrong, in the order of the table and not of the text. */
static void
test_problems_are_in_order (void)
{
  g_autoptr (ZbJsonDoc) doc =
      zb_json_parse ("{\"zones\":[7],\"title\":7,\"claim\":{\"until\":7},\"id\":7}", -1, NULL);
  g_autoptr (ZbAlert) alert = g_object_new (ZB_TYPE_ALERT, NULL);
  g_autoptr (ZbProblem) problem = zb_problem_new (422, NULL, NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  g_assert_false (zb_json_read_fields ((ZbRecord *)alert, yyjson_doc_get_root (doc), problem));
  for (guint i = 0; i < problem->errors->len; i++)
    g_string_append_printf (told, "%s ", ((ZbFieldError *)problem->errors->pdata[i])->pointer);
  g_assert_cmpstr (told->str, ==, "/id /kind /severity /title /state /claim/by /claim/until /zones ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/alert", test_alert_is_read);
  g_test_add_func ("/wire/json/there-and-back", test_there_and_back_is_equal);
  g_test_add_func ("/wire/json/empty", test_empty_fields_read_as_none);
  g_test_add_func ("/wire/json/open-choice", test_unknown_name_of_open_choice_reads_as_unknown);
  g_test_add_func ("/wire/json/wrong", test_wrong_fields_are_named);
  g_test_add_func ("/wire/json/masked", test_personal_data_are_masked);
  g_test_add_func ("/wire/json/rows", test_rows);
  g_test_add_func ("/wire/json/block", test_texts_in_a_block);
  g_test_add_func ("/wire/json/block-assigned", test_texts_in_a_block_are_assigned);
  g_test_add_func ("/wire/json/again", test_read_again);
  g_test_add_func ("/wire/json/wall-again", test_a_wall_is_read_again);
  g_test_add_func ("/wire/json/any-order", test_members_in_any_order);
  g_test_add_func ("/wire/json/problems-in-order", test_problems_are_in_order);
  g_test_add_func ("/wire/json/mutations", test_mutations_do_no_harm);
  g_test_add_func ("/wire/time/values", test_times);
  g_test_add_func ("/wire/time/calendar", test_calendar_agrees_with_glib);
  return g_test_run ();
}
