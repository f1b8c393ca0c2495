/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No personal datum comes to a wall: neither by its feed nor by anything that it can ask for, whatever
 * officers do with an alert and its case meanwhile. */
#include "walls.h"

#include "zb-alert.h"
#include "zb-masking.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define SOON 5000
#define NORTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}"

/* What was typed into the fields of a caller: name, number, home, and whole notes that found no better place.
 */
static const char *const secrets[] = {
  "王小明",
  "13800001234",
  "仙霞路99弄",
  "李强",
  "13900005678",
  "糖尿病",
  "赵奶奶",
  "62001122",
  "水城路8号",
  /* What officers and units wrote, where nothing can find and mask it. */
  "周先生",
  "13700009999",
  /* Nor what masking leaves of them to officers. */
  "王**",
  "*** 34",
  "仙**",
  "*** 22",
  "赵**",
};

static Walls *walls;

static void
assert_hidden (const char *where, const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (strstr (text, secrets[i]) != NULL)
      g_error ("%s tells a wall %s: %s", where, secrets[i], text);
}

static ZbTestAnswer *
send (const char *who, const char *method, const char *format, const char *id, const char *match,
      const char *body)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *path = g_strjoinv (id, parts);
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, match != NULL ? "If-Match" : NULL, match, NULL };
  return zb_test_send (walls->platform, who, method, path, headers, body);
}

static void
act (const char *who, const char *method, const char *format, const char *id, const char *match,
     const char *body)
{
  g_autoptr (ZbTestAnswer) answer = send (who, method, format, id, match, body);
  if (answer->status / 100 != 2)
    g_error ("%s %s by %s: %u %s", method, format, who, answer->status, answer->text);
}

/* --- what officers do ------------------------------------------------------------------------------- */

static char *
take_call (void)
{
  char *id = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"kind\":\"citizen_report\",\"severity\":\"high\",\"title\":\"楼道堆物\","
      "\"place\":\"仙霞新村\",\"description\":\"周先生来电\",\"location\":" NORTH_POINT
      ",\"contact\":{\"name\":\"王小明\","
      "\"telephone\":\"13800001234\",\"address\":\"仙霞路99弄，找儿子李强 13900005678，糖尿病\"}}",
      id);
  act ("officer", "POST", "/alerts", id, NULL, body);
  return id;
}

/* One that somebody else had, and that comes to nothing: both with a reason. */
static char *
close_call (void)
{
  char *id = take_call ();
  act ("officer2", "POST", "/alerts/%s/claim", id, NULL, "{}");
  act ("officer", "POST", "/alerts/%s/claim", id, NULL, "{\"take_over\":\"周先生催了两次\"}");
  act ("officer", "POST", "/alerts/%s/verdict", id, NULL, "{\"verdict\":\"false\",\"seen_occurrence\":1}");
  act ("officer", "POST", "/alerts/%s/close", id, NULL, "{\"reason\":\"周先生说看错了\"}");
  return id;
}

static char *
open_case (const char *of_alert)
{
  char *id = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"alerts\":[\"%s\"],\"kind\":\"smoke_fire\","
      "\"severity\":\"high\",\"title\":\"楼道堆物\","
      "\"description\":\"回电周先生 13700009999\",\"place\":\"仙霞新村\",\"location\":" NORTH_POINT "}",
      id, of_alert);
  act ("officer", "POST", "/cases", id, NULL, body);
  return id;
}

static void
draw_zone (void)
{
  g_autofree char *id = zb_uuid_new ();
  char until[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time () + G_TIME_SPAN_DAY, until);
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"秋季市集\",\"expires_at\":\"%s\",\"note\":"
                       "\"周先生报备\",\"centre\":" NORTH_POINT ",\"radius\":300}",
                       id, until);
  act ("officer", "POST", "/zones", id, NULL, body);
}

static void
go_through (const char *of_alert, const char *of_case)
{
  g_autofree char *assignment = zb_uuid_new ();
  g_autofree char *dispatch = g_strdup_printf (
      "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\",\"task\":\"到周先生家门口\"}],"
      "\"note\":\"先打 13700009999\",\"checklist\":[\"给周先生回电\"]}",
      assignment);
  act ("officer", "PATCH", "/cases/%s", of_case, "\"1\"",
       "{\"contact\":{\"name\":\"赵奶奶\",\"telephone\":\"62001122\",\"address\":\"水城路8号\"}}");
  act ("officer", "POST", "/cases/%s/file", of_case, NULL, "{}");
  act ("officer", "POST", "/cases/%s/dispatch", of_case, NULL, dispatch);
  act ("officer", "POST", "/cases/%s/checklist", of_case, NULL, "{\"index\":0,\"done\":true}");
  act ("handler", "POST", "/assignments/%s/accept", assignment, NULL, "{}");
  act ("handler", "POST", "/assignments/%s/en-route", assignment, NULL, "{}");
  act ("handler", "POST", "/assignments/%s/arrive", assignment, NULL, "{}");
  act ("handler", "POST", "/assignments/%s/done", assignment, NULL, "{\"note\":\"周先生在场\"}");
  act ("officer2", "POST", "/cases/%s/notes", of_case, NULL, "{\"text\":\"已回电\"}");
  act ("leader", "POST", "/cases/%s/unmask", of_case, NULL, "{\"reason\":\"回电核实\"}");
  act ("leader", "POST", "/alerts/%s/unmask", of_alert, NULL, "{\"reason\":\"回电核实\"}");
  act ("leader", "POST", "/cases/%s/supervise", of_case, NULL, "{\"note\":\"请尽快\"}");
  act ("handler", "POST", "/cases/%s/report", of_case, NULL, "{\"note\":\"周先生已清走\"}");
}

/* --- what a wall can ask for ----------------------------------------------------------------------- */

static void
look (const char *format, const char *id, guint status)
{
  g_autoptr (ZbTestAnswer) answer = send ("wall", "GET", format, id, NULL, NULL);
  zb_test_assert_status (answer, status);
  assert_hidden (format, answer->text);
}

static void
look_everywhere (const char *of_alert, const char *of_case)
{
  static const char *const lists[] = { "/alerts",  "/cases", "/assignments",   "/units",
                                       "/devices", "/plans", "/walls",         "/algorithms",
                                       "/areas",   "/me",    "/organisations", "/me/preferences",
                                       "/zones" };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    look (lists[i], "", 200);
  look ("/alerts/%s", of_alert, 200);
  look ("/cases/%s", of_case, 200);
  look ("/cases/%s/timeline", of_case, 403);
  look ("/cases/%s/recommendations", of_case, 200);
  look ("/audit?id=%s", of_case, 403);
  g_autoptr (ZbTestAnswer) unmask =
      send ("wall", "POST", "/cases/%s/unmask", of_case, NULL, "{\"reason\":\"想看\"}");
  zb_test_assert_status (unmask, 403);
  assert_hidden ("unmask", unmask->text);
}

/* How far it has come a wall may know, without what the lines say. */
static void
look_at_checklist (const char *of_case)
{
  g_autoptr (ZbTestAnswer) officers = send ("officer", "GET", "/cases/%s", of_case, NULL, NULL);
  g_autoptr (ZbTestAnswer) walls_own = send ("wall", "GET", "/cases/%s", of_case, NULL, NULL);
  yyjson_val *lines = yyjson_obj_get (walls_own->root, "checklist");
  g_assert_cmpuint (yyjson_arr_size (lines), ==,
                    yyjson_arr_size (yyjson_obj_get (officers->root, "checklist")));
  g_assert_cmpuint (yyjson_arr_size (lines), ==, 5);
  g_assert_true (yyjson_get_bool (yyjson_ptr_get (lines, "/0/done")));
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (lines, "/0/stage")), ==, "handling");
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (lines, "/0/text")), ==, "");
  g_assert_false (yyjson_get_bool (yyjson_ptr_get (lines, "/4/done")));
}

static void
search (const char *words, guint at_least)
{
  g_autofree char *escaped = g_uri_escape_string (words, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/search?q=", escaped, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (walls->platform, "wall", path);
  gsize n = yyjson_arr_size (yyjson_obj_get (answer->root, "items"));
  zb_test_assert_status (answer, 200);
  if (at_least > 0)
    g_assert_cmpuint (n, >=, at_least);
  else
    g_assert_cmpuint (n, ==, 0);
  assert_hidden (path, answer->text);
}

/* --- the tests --------------------------------------------------------------------------------------- */

typedef struct
{
  ZbTestFeed *feed;
  gint64 seq;
} Place;

static gboolean
has_come_to (gpointer data)
{
  Place *place = data;
  return zb_test_feed_get_through (place->feed) >= place->seq;
}

static void
wait_for_last (ZbTestFeed *feed)
{
  Place last = { feed, walls_count (walls, "SELECT max (seq) FROM event") };
  g_assert_true (zb_test_wait (has_come_to, &last, SOON));
}

static void
test_nothing_comes_through (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (walls->platform, "wall", -1, NULL);
  g_autoptr (ZbTestFeed) officers = zb_test_feed_open (walls->platform, "officer", -1, NULL);
  yyjson_val *hello = zb_test_feed_wait (feed, "hello", SOON);
  g_autofree char *log_id = g_strdup (yyjson_get_str (yyjson_obj_get (hello, "log_id")));
  zb_test_feed_wait (officers, "hello", SOON);

  g_autofree char *of_alert = take_call ();
  act ("officer", "POST", "/alerts/%s/claim", of_alert, NULL, "{}");
  act ("officer", "POST", "/alerts/%s/verdict", of_alert, NULL,
       "{\"verdict\":\"true\",\"seen_occurrence\":1}");
  g_autofree char *of_case = open_case (of_alert);
  go_through (of_alert, of_case);
  g_autofree char *closed = close_call ();
  draw_zone ();
  wait_for_last (feed);
  wait_for_last (officers);

  g_autofree char *told = zb_test_feed_dup_text (feed), *officer_told = zb_test_feed_dup_text (officers);
  assert_hidden ("the feed", told);
  g_assert_nonnull (strstr (told, of_alert));
  /* Nor what officers write to each other, where a number may stand, too. */
  g_assert_null (strstr (told, "case.entry"));
  g_assert_nonnull (strstr (officer_told, "case.entry"));
  g_assert_nonnull (strstr (told, "\"contact\":null"));
  /* It does concern the officer: what is looked for is there to be found. */
  g_assert_nonnull (strstr (officer_told, "13800001234"));
  g_assert_nonnull (strstr (officer_told, "水城路8号"));
  g_assert_nonnull (strstr (officer_told, "周先生来电"));
  g_assert_nonnull (strstr (officer_told, "周先生报备"));
  g_assert_nonnull (strstr (told, "秋季市集"));
  g_assert_nonnull (strstr (officer_told, "回电周先生"));
  g_assert_nonnull (strstr (officer_told, "到周先生家门口"));
  g_assert_nonnull (strstr (officer_told, "先打 13700009999"));
  g_assert_nonnull (strstr (officer_told, "周先生在场"));
  g_assert_nonnull (strstr (officer_told, "周先生已清走"));
  g_assert_nonnull (strstr (officer_told, "给周先生回电"));
  g_assert_nonnull (strstr (officer_told, "周先生催了两次"));
  g_assert_nonnull (strstr (officer_told, "周先生说看错了"));

  look_everywhere (of_alert, of_case);
  look ("/alerts/%s", closed, 200);
  look_at_checklist (of_case);
  search ("13800001234", 0);
  search ("1234", 0);
  search ("王小明", 0);
  search ("李强", 0);
  search ("62001122", 0);
  search ("水城路8号", 0);
  search ("周先生", 0);
  search ("楼道堆物", 2);

  /* Also out of the log, for a wall that was not there. */
  g_autoptr (ZbTestFeed) resumed = zb_test_feed_open (walls->platform, "wall", 0, log_id);
  wait_for_last (resumed);
  g_autofree char *old = zb_test_feed_dup_text (resumed);
  g_assert_nonnull (strstr (old, of_case));
  g_assert_null (strstr (old, "case.entry"));
  assert_hidden ("the resumed feed", old);
}

/* The fields of a caller are left out whatever a source put there. */
static void
test_from_a_source (void)
{
  static const char batch[] =
      "[{\"specversion\":\"1.0\",\"id\":\"sos-1\",\"source\":\"/tests\",\"type\":\"alert.raised\",\"data\":{"
      "\"kind\":\"elder_sos\",\"severity\":\"urgent\",\"title\":\"老人求助\",\"device\":"
      "\"" ZB_TEST_CAMERA_NORTH "\",\"dedup_key\":\"sos\",\"location\":" NORTH_POINT
      ",\"contact\":{\"name\":\"赵奶奶\",\"telephone\":"
      "\"62001122\",\"address\":\"水城路8号\"}}}]";
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (walls->platform, "wall", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autoptr (ZbTestAnswer) taken =
      zb_test_send (walls->platform, ZB_TEST_SOURCE, "POST", "/ingest/events", NULL, batch);
  zb_test_assert_status (taken, 200);
  g_autofree char *id = g_strdup (zb_test_answer_text (taken, "/items/0/entity"));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", id, SOON));
  g_autofree char *told = zb_test_feed_dup_text (feed);
  assert_hidden ("the feed", told);
  look ("/alerts/%s", id, 200);
}

/* A body that cannot be read is shown without, not as it is. */
static void
test_unreadable (void)
{
  static const char body[] =
      "{\"id\":\"a\",\"severity\":\"unheard-of\",\"description\":\"周先生\",\"contact\":{\"name\":\"王小明\","
      "\"telephone\":\"13800001234\"},\"claim\":{\"by\":\"b\",\"reason\":\"周先生\"},\"close_reason\":"
      "\"周先生\"}";
  g_autoptr (ZbAccount) wall = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  wall->role = ZB_ROLE_WALL;
  g_assert_true (zb_masking_is_needed (ZB_KIND_ALERT, body, wall));
  g_autofree char *shown = zb_mask_body (ZB_KIND_ALERT, body, wall);
  assert_hidden ("what cannot be read", shown);
  g_assert_nonnull (strstr (shown, "\"contact\":null"));
  wall->role = ZB_ROLE_DUTY_OFFICER;
  g_autofree char *to_officer = zb_mask_body (ZB_KIND_ALERT, body, wall);
  assert_hidden ("what cannot be read", to_officer);
}

static void
test_unreadable_list (void)
{
  static const char body[] = "{\"id\":\"c\",\"severity\":\"unheard-of\",\"checklist\":[{\"text\":\"周先生\","
                             "\"done\":true}]}";
  g_autoptr (ZbAccount) wall = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  wall->role = ZB_ROLE_WALL;
  g_autofree char *shown = zb_mask_body (ZB_KIND_CASE, body, wall);
  assert_hidden ("what cannot be read", shown);
  g_assert_nonnull (strstr (shown, "{\"text\":\"\",\"done\":true}"));
}

/* What a reviewer said of an algorithm. */
static void
test_review (void)
{
  static const char body[] = "{\"id\":\"a\",\"name\":\"烟火识别\",\"review\":{\"state\":\"approved\","
                             "\"note\":\"周先生家误报两次\"}}";
  g_autoptr (ZbAccount) wall = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  wall->role = ZB_ROLE_WALL;
  g_assert_true (zb_masking_is_needed (ZB_KIND_ALGORITHM, body, wall));
  g_autofree char *shown = zb_mask_body (ZB_KIND_ALGORITHM, body, wall);
  assert_hidden ("an algorithm", shown);
  g_assert_nonnull (strstr (shown, "\"approved\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  walls = walls_new ();
  g_test_add_func ("/wall-sight/nothing-comes-through", test_nothing_comes_through);
  g_test_add_func ("/wall-sight/from-a-source", test_from_a_source);
  g_test_add_func ("/wall-sight/unreadable", test_unreadable);
  g_test_add_func ("/wall-sight/unreadable-list", test_unreadable_list);
  g_test_add_func ("/wall-sight/review", test_review);
  int code = g_test_run ();
  walls_free (walls);
  return code;
}
