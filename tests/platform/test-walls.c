/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walls over REST: who sees them, who steers them, and what they tell of themselves. */
#include "walls.h"

#include "zb-feed-item.h"
#include "zb-json.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define SOON 5000
#define NORTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}"
#define SOUTH_POINT "{\"type\":\"Point\",\"coordinates\":[121.40,31.17]}"
#define HEALTH                                                                                               \
  "{\"version\":\"1.0\",\"uptime\":60,\"restarts\":1,\"screens\":2,\"screens_missing\":0,\"tiles\":8,"       \
  "\"tiles_live\":7,\"worst_frame_ms\":18.5,\"resident_mib\":412.0,\"data_age\":0.4}"

static Walls *walls;

static gint64
time_of (ZbTestAnswer *answer, const char *pointer)
{
  const char *text = zb_test_answer_text (answer, pointer);
  gint64 time = 0;
  return text != NULL && zb_time_parse (text, &time) ? time : 0;
}

static gboolean
is_null (ZbTestAnswer *answer, const char *pointer)
{
  return yyjson_is_null (yyjson_ptr_get (answer->root, pointer));
}

static ZbTestAnswer *
get_wall (const char *who, const char *id)
{
  g_autofree char *path = g_strconcat ("/walls/", id, NULL);
  return zb_test_get (walls->platform, who, path);
}

static void
hand_back (const char *id)
{
  g_autoptr (ZbTestAnswer) answer =
      walls_put_scene (walls, "leader", id, "{\"scene\":null,\"replace\":true}");
  zb_test_assert_status (answer, 200);
}

static gint64
count_audit (const char *action)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM audit WHERE action = '%s'", action);
  return walls_count (walls, sql);
}

/* --- who sees them ------------------------------------------------------------------------------- */

static guint
count_listed (const char *who)
{
  g_autoptr (ZbTestAnswer) list = zb_test_get (walls->platform, who, "/walls");
  zb_test_assert_status (list, 200);
  return (guint)yyjson_arr_size (yyjson_obj_get (list->root, "items"));
}

static void
test_sight (void)
{
  static const char *const everywhere[] = { "officer",  "leader",  "handler", "checker",
                                            "reviewer", "auditor", "admin",   "wall" };
  for (guint i = 0; i < G_N_ELEMENTS (everywhere); i++)
    g_assert_cmpuint (count_listed (everywhere[i]), ==, 3);
  g_assert_cmpuint (count_listed ("north"), ==, 1);
  g_assert_cmpuint (count_listed (WALL_SOUTH), ==, 1);
  g_autoptr (ZbTestAnswer) own = get_wall (WALL_SOUTH, walls->south);
  zb_test_assert_status (own, 200);
  g_assert_cmpstr (zb_test_answer_text (own, "/name"), ==, "南街道大屏");
  g_assert_cmpstr (zb_test_answer_text (own, "/area"), ==, ZB_TEST_SOUTH);
  g_assert_cmpint (zb_test_answer_integer (own, "/dim_from"), ==, -1);
  g_assert_true (is_null (own, "/scene"));
  g_assert_true (is_null (own, "/health"));
  g_autoptr (ZbTestAnswer) other = get_wall (WALL_SOUTH, walls->north);
  zb_test_assert_status (other, 404);
  /* The district's is no subdistrict's to see, let alone to steer. */
  g_autoptr (ZbTestAnswer) district = get_wall ("north-duty", walls->district);
  zb_test_assert_status (district, 404);
}

/* --- pushing ------------------------------------------------------------------------------------- */

static void
test_push (void)
{
  gint64 rows = count_audit ("wall.scene");
  g_autofree char *of_case = walls_make_case (walls, NORTH_POINT);
  g_autoptr (ZbTestAnswer) pushed = walls_put_scene (
      walls, "officer", walls->district,
      "{\"scene\":{\"kind\":\"case\",\"case\":\"%s\",\"title\":\"车棚冒烟\",\"cameras\":[\"%s\"]},"
      "\"seconds\":90}",
      of_case, ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (pushed, 200);
  g_assert_cmpstr (zb_test_answer_text (pushed, "/scene/case"), ==, of_case);
  g_assert_cmpstr (zb_test_answer_text (pushed, "/scene/cameras/0"), ==, ZB_TEST_CAMERA_NORTH);
  g_assert_cmpint (zb_test_answer_integer (pushed, "/scene/seconds"), ==, 90);
  g_assert_cmpstr (zb_test_answer_text (pushed, "/scene_by_name"), ==, "officer");
  g_assert_cmpint (time_of (pushed, "/scene_until") - time_of (pushed, "/scene_at"), ==,
                   90 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (zb_test_answer_integer (pushed, "/revision"), ==, 1);
  g_assert_cmpint (count_audit ("wall.scene"), ==, rows + 1);

  /* Another's later push wins, and is a minute where nothing is said. */
  g_autoptr (ZbTestAnswer) other =
      walls_put_scene (walls, "leader", walls->district, "{\"scene\":{\"kind\":\"figures\"}}");
  zb_test_assert_status (other, 200);
  g_assert_cmpint (time_of (other, "/scene_until") - time_of (other, "/scene_at"), ==,
                   60 * G_TIME_SPAN_SECOND);

  g_autoptr (ZbTestAnswer) back = walls_put_scene (walls, "officer", walls->district, "{\"scene\":null}");
  zb_test_assert_status (back, 200);
  g_assert_true (is_null (back, "/scene"));
  g_assert_true (is_null (back, "/scene_until"));
  g_assert_true (is_null (back, "/scene_by"));
  g_assert_cmpint (count_audit ("wall.scene"), ==, rows + 3);
}

static void
test_pinned (void)
{
  g_autoptr (ZbTestAnswer) pinned = walls_put_scene (walls, "officer", walls->district,
                                                     "{\"scene\":{\"kind\":\"map\",\"centre\":" NORTH_POINT
                                                     ",\"zoom\":15.5},\"pinned\":true}");
  zb_test_assert_status (pinned, 200);
  g_assert_true (is_null (pinned, "/scene_until"));

  g_autoptr (ZbTestAnswer) refused =
      walls_put_scene (walls, "officer2", walls->district, "{\"scene\":{\"kind\":\"figures\"}}");
  zb_test_assert_status (refused, 409);
  g_assert_cmpstr (zb_test_answer_text (refused, "/state"), ==, "pinned");
  g_assert_cmpstr (zb_test_answer_text (refused, "/because"), ==, "pinned");
  g_assert_cmpstr (zb_test_answer_text (refused, "/claim/by_name"), ==, "officer");
  g_autoptr (ZbTestAnswer) back = walls_put_scene (walls, "leader", walls->district, "{\"scene\":null}");
  zb_test_assert_status (back, 409);
  g_autoptr (ZbTestAnswer) still = get_wall ("officer", walls->district);
  g_assert_cmpstr (still->text, ==, pinned->text);

  g_autoptr (ZbTestAnswer) own = walls_put_scene (walls, "officer", walls->district,
                                                  "{\"scene\":{\"kind\":\"overview\"},\"pinned\":true}");
  zb_test_assert_status (own, 200);
  g_autoptr (ZbTestAnswer) replaced = walls_put_scene (walls, "officer2", walls->district,
                                                       "{\"scene\":{\"kind\":\"figures\"},\"replace\":true}");
  zb_test_assert_status (replaced, 200);
  g_assert_cmpstr (zb_test_answer_text (replaced, "/scene_by_name"), ==, "officer2");
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM audit WHERE action = 'wall.scene' AND why ="
                                       " 'figures, in the place of what is pinned by officer'"),
                   ==, 1);
  hand_back (walls->district);
}

static void
test_who_pushes (void)
{
  static const char scene[] = "{\"scene\":{\"kind\":\"map\"}}";
  static const char *const others[] = {
    "north", "handler", "checker", "reviewer", "auditor", "admin", "wall"
  };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (ZbTestAnswer) refused = walls_put_scene (walls, others[i], walls->district, "%s", scene);
      zb_test_assert_status (refused, 403);
    }
  g_autoptr (ZbTestAnswer) south = walls_put_scene (walls, "north-duty", walls->south, "%s", scene);
  zb_test_assert_status (south, 404);
  g_autoptr (ZbTestAnswer) north = walls_put_scene (walls, "north-duty", walls->north, "%s", scene);
  zb_test_assert_status (north, 200);
  hand_back (walls->north);
}

/* Each with the pointer to what is wrong, and nothing of it done. */
static void
test_wrong_scenes (void)
{
  g_autofree char *south_case = walls_make_case (walls, SOUTH_POINT), *nowhere = zb_uuid_new ();
  const struct
  {
    const char *pointer;
    char *body;
  } cases[] = {
    { "/scene", g_strdup ("{\"pinned\":true}") },
    { "/scene", g_strdup ("{\"scene\":\"map\"}") },
    { "/scene/kind", g_strdup ("{\"scene\":{}}") },
    { "/scene/kind", g_strdup ("{\"scene\":{\"kind\":\"cinema\"}}") },
    { "/scene/kind", g_strdup ("{\"scene\":{\"kind\":7}}") },
    { "/scene/case", g_strdup ("{\"scene\":{\"kind\":\"case\"}}") },
    { "/scene/case", g_strdup_printf ("{\"scene\":{\"kind\":\"case\",\"case\":\"%s\"}}", nowhere) },
    { "/scene/case", g_strdup_printf ("{\"scene\":{\"kind\":\"case\",\"case\":\"%s\"}}", south_case) },
    { "/scene/cameras", g_strdup ("{\"scene\":{\"kind\":\"camera\"}}") },
    { "/scene/cameras/0",
      g_strdup ("{\"scene\":{\"kind\":\"camera\",\"cameras\":[\"" ZB_TEST_CAMERA_SOUTH "\"]}}") },
    { "/scene/cameras/1", g_strdup ("{\"scene\":{\"kind\":\"cameras\",\"cameras\":[\"" ZB_TEST_CAMERA_NORTH
                                    "\",\"" ZB_TEST_UNIT_1 "\"]}}") },
    { "/scene/zoom", g_strdup ("{\"scene\":{\"kind\":\"map\",\"zoom\":40}}") },
    { "/scene/centre", g_strdup ("{\"scene\":{\"kind\":\"map\",\"centre\":[1,2]}}") },
    { "/scene/seconds", g_strdup ("{\"scene\":{\"kind\":\"map\",\"seconds\":4}}") },
    { "/seconds", g_strdup ("{\"scene\":{\"kind\":\"map\"},\"seconds\":3601}") },
    { "/pinned", g_strdup ("{\"scene\":{\"kind\":\"map\"},\"pinned\":\"yes\"}") },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* The leader sees the whole district; the wall does not. */
      g_autoptr (ZbTestAnswer) answer = walls_put_scene (walls, "leader", walls->north, "%s", cases[i].body);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
      g_free (cases[i].body);
    }
  g_autoptr (ZbTestAnswer) wall = get_wall ("leader", walls->north);
  g_assert_true (is_null (wall, "/scene"));
}

static void
test_too_many_cameras (void)
{
  g_autoptr (GString) list = g_string_new ("\"" ZB_TEST_CAMERA_NORTH "\"");
  for (guint i = 1; i < ZB_WALL_CAMERAS_MOST; i++)
    g_string_append (list, ",\"" ZB_TEST_CAMERA_NORTH "\"");
  g_autoptr (ZbTestAnswer) most = walls_put_scene (
      walls, "officer", walls->north, "{\"scene\":{\"kind\":\"cameras\",\"cameras\":[%s]}}", list->str);
  zb_test_assert_status (most, 200);
  g_autoptr (ZbTestAnswer) more = walls_put_scene (
      walls, "officer", walls->north, "{\"scene\":{\"kind\":\"cameras\",\"cameras\":[%s,\"%s\"]}}", list->str,
      ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (more, 422);
  hand_back (walls->north);
}

/* --- time -------------------------------------------------------------------------------------------- */

static gboolean
let_it_be_over (ZbTransaction *tx, gpointer id)
{
  ZbWall *wall = zb_transaction_load (tx, ZB_KIND_WALL, id);
  wall->scene_until = tx->now;
  zb_transaction_save (tx, wall, "wall.scene");
  return TRUE;
}

static gboolean
has_turned_back (gpointer data)
{
  g_autoptr (ZbTestAnswer) wall = get_wall ("officer", walls->north);
  return is_null (wall, "/scene");
}

static void
test_expiry (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (walls->platform, WALL_NORTH, -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  g_autoptr (ZbTestAnswer) pushed =
      walls_put_scene (walls, "officer", walls->north, "{\"scene\":{\"kind\":\"figures\"},\"seconds\":5}");
  zb_test_assert_status (pushed, 200);
  yyjson_val *event = zb_test_feed_wait_event (feed, "wall.scene", walls->north, SOON);
  g_assert_cmpstr (yyjson_get_str (yyjson_ptr_get (event, "/data/scene/kind")), ==, "figures");

  g_assert_true (
      zb_platform_work_sync (zb_test_platform_get (walls->platform), let_it_be_over, walls->north, NULL));
  g_assert_true (zb_test_wait (has_turned_back, NULL, SOON));
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM audit WHERE action = 'wall.scene' AND account IS"
                                       " NULL AND why LIKE 'rotation%'"),
                   ==, 1);
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM due WHERE kind = 'wall'"), ==, 0);
}

/* What is pinned, or was pushed anew, is not taken away when an earlier time is over. */
static void
test_no_expiry (void)
{
  g_autoptr (ZbTestAnswer) pushed =
      walls_put_scene (walls, "officer", walls->north, "{\"scene\":{\"kind\":\"figures\"},\"seconds\":5}");
  g_autoptr (ZbTestAnswer) pinned =
      walls_put_scene (walls, "officer", walls->north, "{\"scene\":{\"kind\":\"figures\"},\"pinned\":true}");
  zb_test_assert_status (pinned, 200);
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM due WHERE kind = 'wall'"), ==, 0);
  hand_back (walls->north);
}

/* --- editing --------------------------------------------------------------------------------------- */

static ZbTestAnswer *
patch (const char *who, gint64 revision, const char *body)
{
  g_autofree char *path = g_strconcat ("/walls/", walls->south, NULL);
  g_autofree char *match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  const char *headers[] = { revision > 0 ? "If-Match" : NULL, match, NULL };
  return zb_test_send (walls->platform, who, "PATCH", path, headers, body);
}

static gint64
get_revision (void)
{
  g_autoptr (ZbTestAnswer) wall = get_wall ("leader", walls->south);
  return zb_test_answer_integer (wall, "/revision");
}

static void
test_edit (void)
{
  gint64 revision = get_revision (), rows = count_audit ("wall.edit");
  static const char body[] =
      "{\"name\":\"南街道一号屏\",\"rotation\":[{\"kind\":\"map\",\"seconds\":20},{\"kind\":\"cameras\","
      "\"cameras\":[\"" ZB_TEST_CAMERA_SOUTH "\"]}],\"cameras\":[\"" ZB_TEST_CAMERA_SOUTH
      "\"],\"dim_from\":1320,\"dim_to\":360,\"dim_level\":0.3}";
  g_autoptr (ZbTestAnswer) officer = patch ("officer", revision, body);
  zb_test_assert_status (officer, 403);
  g_autoptr (ZbTestAnswer) none = patch ("leader", 0, body);
  zb_test_assert_status (none, 400);
  g_autoptr (ZbTestAnswer) stale = patch ("leader", revision + 7, body);
  zb_test_assert_status (stale, 412);
  g_assert_cmpstr (zb_test_answer_text (stale, "/current/name"), ==, "南街道大屏");

  g_autoptr (ZbTestAnswer) edited = patch ("admin", revision, body);
  zb_test_assert_status (edited, 200);
  g_assert_cmpstr (zb_test_answer_text (edited, "/name"), ==, "南街道一号屏");
  g_assert_cmpstr (zb_test_answer_text (edited, "/rotation/1/kind"), ==, "cameras");
  g_assert_cmpint (zb_test_answer_integer (edited, "/dim_to"), ==, 360);
  g_assert_cmpint (zb_test_answer_integer (edited, "/revision"), ==, revision + 1);
  g_assert_cmpint (count_audit ("wall.edit"), ==, rows + 1);

  g_autoptr (ZbTestAnswer) never = patch ("leader", revision + 1, "{\"dim_from\":null,\"dim_to\":null}");
  zb_test_assert_status (never, 200);
  g_assert_cmpint (zb_test_answer_integer (never, "/dim_from"), ==, -1);
  g_assert_cmpstr (zb_test_answer_text (never, "/name"), ==, "南街道一号屏");
}

static void
test_wrong_edits (void)
{
  gint64 revision = get_revision ();
  static const struct
  {
    const char *pointer;
    const char *body;
  } cases[] = {
    { "/scene", "{\"scene\":{\"kind\":\"map\"}}" },
    { "/account", "{\"account\":\"x\"}" },
    { "/name", "{\"name\":\"  \"}" },
    { "/name", "{\"name\":null}" },
    { "/rotation/0/kind", "{\"rotation\":[{}]}" },
    { "/rotation/1/seconds", "{\"rotation\":[{\"kind\":\"map\"},{\"kind\":\"map\",\"seconds\":-1}]}" },
    { "/cameras/0", "{\"cameras\":[\"" ZB_TEST_CAMERA_NORTH "\"]}" },
    { "/dim_from", "{\"dim_from\":1440,\"dim_to\":10}" },
    { "/dim_to", "{\"dim_from\":100}" },
    { "/dim_level", "{\"dim_level\":0.1}" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = patch ("leader", revision, cases[i].body);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
    }
  g_assert_cmpint (get_revision (), ==, revision);
}

/* --- health ---------------------------------------------------------------------------------------- */

static void
test_health (void)
{
  gint64 rows = walls_count (walls, "SELECT count(*) FROM audit");
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (walls->platform, "officer", -1, NULL);
  zb_test_feed_wait (feed, "hello", SOON);
  walls_forget_health (walls, walls->north);
  g_autoptr (ZbTestAnswer) taken = walls_put_health (walls, WALL_NORTH, walls->north, HEALTH);
  zb_test_assert_status (taken, 204);
  g_autoptr (ZbTestAnswer) wall = get_wall ("officer", walls->north);
  g_assert_cmpint (zb_test_answer_integer (wall, "/health/tiles_live"), ==, 7);
  g_assert_cmpint (ABS (g_get_real_time () - time_of (wall, "/health/as_of")), <, 60 * G_TIME_SPAN_SECOND);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "wall.updated", walls->north, SOON));
  /* One row is the officer's sign-in, if this is the first that is heard of them. */
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM audit"), <=, rows + 2);

  g_autoptr (ZbTestAnswer) often = walls_put_health (walls, WALL_NORTH, walls->north, HEALTH);
  zb_test_assert_status (often, 429);
  int wait = atoi (zb_test_answer_header (often, "Retry-After"));
  g_assert_cmpint (wait, >=, 1);
  g_assert_cmpint (wait, <=, 5);
}

static void
test_others_health (void)
{
  static const char *const others[] = { "officer", "leader", "north", "admin", "auditor" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (ZbTestAnswer) refused = walls_put_health (walls, others[i], walls->district, HEALTH);
      zb_test_assert_status (refused, 403);
    }
  g_autoptr (ZbTestAnswer) unseen = walls_put_health (walls, WALL_SOUTH, walls->north, HEALTH);
  zb_test_assert_status (unseen, 404);
  g_autoptr (ZbTestAnswer) seen = walls_put_health (walls, "wall", walls->north, HEALTH);
  zb_test_assert_status (seen, 403);
  g_assert_cmpint (walls_count (walls,
                                "SELECT count(*) FROM audit WHERE action = 'command.refused' AND name ="
                                " 'wall' AND why = 'PUT /walls/{id}/health'"),
                   ==, 1);
  g_autoptr (ZbTestAnswer) wall = get_wall ("officer", walls->district);
  g_assert_true (is_null (wall, "/health"));
}

static void
test_wrong_health (void)
{
  static const struct
  {
    const char *pointer;
    const char *body;
  } cases[] = {
    { "/uptime", "{\"uptime\":-1}" },
    { "/tiles", "{\"tiles\":\"8\"}" },
    { "/data_age", "{\"data_age\":-0.5}" },
    { "/version", "{\"version\":\"0123456789012345678901234567890123456789012345678901234567890\"}" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = walls_put_health (walls, "wall", walls->district, cases[i].body);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
    }
}

/* A slow client is told only the last that was heard of a wall, but each scene that was pushed to it. */
static void
test_merging (void)
{
  ZbFeedItem *item = zb_feed_item_new ();
  item->type = "wall.updated";
  g_assert_true (zb_feed_item_can_merge (item));
  item->type = "wall.scene";
  g_assert_false (zb_feed_item_can_merge (item));
  zb_feed_item_unref (item);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  walls = walls_new ();
  g_test_add_func ("/walls/sight", test_sight);
  g_test_add_func ("/walls/push", test_push);
  g_test_add_func ("/walls/pinned", test_pinned);
  g_test_add_func ("/walls/who-pushes", test_who_pushes);
  g_test_add_func ("/walls/wrong-scenes", test_wrong_scenes);
  g_test_add_func ("/walls/too-many-cameras", test_too_many_cameras);
  g_test_add_func ("/walls/expiry", test_expiry);
  g_test_add_func ("/walls/no-expiry", test_no_expiry);
  g_test_add_func ("/walls/edit", test_edit);
  g_test_add_func ("/walls/wrong-edits", test_wrong_edits);
  g_test_add_func ("/walls/health", test_health);
  g_test_add_func ("/walls/others-health", test_others_health);
  g_test_add_func ("/walls/wrong-health", test_wrong_health);
  g_test_add_func ("/walls/merging", test_merging);
  int code = g_test_run ();
  walls_free (walls);
  return code;
}
