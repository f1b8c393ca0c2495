/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Walls and the desk that steers them, each with a link of its own to a real platform. */
#include "walls.h"
#include "zb-fake-platform.h"
#include "zb-link.h"
#include "zb-proxy.h"
#include "zb-same-world.h"
#include "zb-wait.h"
#include "zb-wall-report.h"

#include <libdex.h>
#include <locale.h>

#define SOON 10000

/* Somebody with a link to the platform. */
typedef struct
{
  ZbWorld *world;
  ZbLink *link;
  gboolean answered;
} Place;

typedef struct
{
  Walls *walls;
  ZbProxy *proxy;
  Place desk;
  Place wall;
  Place north;
  Place south;
} Fixture;

/* --- places --------------------------------------------------------------------------------- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Place *)data)->answered = TRUE;
}

static void
sign_in (Place *self, const char *url, const char *who)
{
  self->world = zb_world_new ();
  self->link = zb_link_new (self->world);
  zb_link_sign_in_async (self->link, url, who, ZB_TEST_PASSWORD, NULL, on_signed_in, self);
  zb_wait_for (self->answered, 20000);
  zb_wait_for (zb_link_get_state (self->link) == ZB_LINK_LIVE, SOON);
}

static void
leave (Place *self)
{
  DexFuture *left;

  if (self->link == NULL)
    return;
  left = zb_link_leave (self->link);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (self->link));
  zb_wait (100);
  g_assert_finalize_object (self->link);
  g_assert_finalize_object (self->world);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->walls = walls_new ();
  f->proxy = zb_proxy_new (zb_test_platform_get_url (f->walls->platform) + strlen ("http://"));
  sign_in (&f->desk, zb_test_platform_get_url (f->walls->platform), "officer");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  leave (&f->south);
  leave (&f->north);
  leave (&f->wall);
  leave (&f->desk);
  zb_proxy_free (f->proxy);
  walls_free (f->walls);
}

static void
come (Fixture *f, Place *place, const char *who)
{
  sign_in (place, zb_test_platform_get_url (f->walls->platform), who);
}

static ZbWall *
look_up (Place *self, const char *id)
{
  return zb_world_lookup (self->world, ZB_KIND_WALL, id);
}

/* What that place shows on that wall now; UNKNOWN where it turns by itself. */
static int
pushed_kind (Place *self, const char *id)
{
  const ZbWallScene *scene = zb_wall_get_pushed_scene (look_up (self, id), zb_link_get_now (self->link));

  return scene ? scene->kind : ZB_WALL_SCENE_UNKNOWN;
}

/* --- the desk -------------------------------------------------------------------------------- */

static ZbWallScene *
make_scene (ZbWallSceneKind kind)
{
  ZbWallScene *scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);

  scene->kind = kind;
  return scene;
}

static ZbCommand *
submit (Place *self, const char *name, const char *id, GVariant *args)
{
  ZbCommand *command = zb_command_new (name, id, args);

  zb_link_submit (self->link, command);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED ||
                   zb_command_get_state (command) == ZB_COMMAND_REFUSED,
               SOON);
  return command;
}

static ZbCommand *
push (Fixture *f, const char *id, ZbWallSceneKind kind, gboolean pinned, gint64 seconds, gboolean replace)
{
  g_autoptr (ZbWallScene) scene = kind ? make_scene (kind) : NULL;

  if (kind == ZB_WALL_SCENE_CAMERA)
    scene->cameras = g_strsplit (ZB_TEST_CAMERA_NORTH, ",", -1);
  if (kind == ZB_WALL_SCENE_MAP)
    {
      scene->centre = (ZbPoint){ 121.4, 31.22 };
      scene->zoom = 15.5;
    }
  return submit (&f->desk, "wall.scene", id, zb_wall_make_push (scene, pinned, seconds, replace));
}

static void
assert_state (ZbCommand *command, ZbCommandState state)
{
  ZbProblem *problem = zb_command_get_problem (command);

  if (problem)
    g_test_message ("%s: %s", problem->because, problem->detail);
  g_assert_cmpint (zb_command_get_state (command), ==, state);
}

/* --- the tests ------------------------------------------------------------------------------- */

static void
test_push (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->north;
  come (f, &f->wall, WALL_NORTH);
  g_assert_nonnull (look_up (&f->wall, id));

  g_autoptr (ZbCommand) camera = push (f, id, ZB_WALL_SCENE_CAMERA, FALSE, 120, FALSE);
  assert_state (camera, ZB_COMMAND_ACCEPTED);
  /* The desk knows by the answer, the wall by its feed. */
  g_assert_cmpint (pushed_kind (&f->desk, id), ==, ZB_WALL_SCENE_CAMERA);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_CAMERA, SOON);
  g_assert_cmpstr (look_up (&f->wall, id)->scene->cameras[0], ==, ZB_TEST_CAMERA_NORTH);
  g_assert_cmpint (look_up (&f->wall, id)->scene->seconds, ==, 120);
  g_assert_cmpstr (look_up (&f->wall, id)->scene_by_name, ==, "officer");

  g_autoptr (ZbCommand) map = push (f, id, ZB_WALL_SCENE_MAP, FALSE, 0, FALSE);
  assert_state (map, ZB_COMMAND_ACCEPTED);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_MAP, SOON);
  g_assert_cmpfloat (look_up (&f->wall, id)->scene->centre.lon, ==, 121.4);
  g_assert_cmpfloat (look_up (&f->wall, id)->scene->zoom, ==, 15.5);
  g_assert_cmpint (look_up (&f->wall, id)->scene->seconds, ==, ZB_WALL_SECONDS_USUAL);

  g_autoptr (ZbCommand) back = push (f, id, ZB_WALL_SCENE_UNKNOWN, FALSE, 0, FALSE);
  assert_state (back, ZB_COMMAND_ACCEPTED);
  zb_wait_for (look_up (&f->wall, id)->scene == NULL, SOON);
  zb_assert_same_world (zb_test_platform_get_url (f->walls->platform), WALL_NORTH, ZB_TEST_PASSWORD,
                        f->wall.world);
}

static void
test_pinned (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->district;
  come (f, &f->wall, "wall");
  g_autoptr (ZbTestAnswer) pinned =
      walls_put_scene (f->walls, "officer2", id, "{\"scene\":{\"kind\":\"figures\"},\"pinned\":true}");
  zb_test_assert_status (pinned, 200);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_FIGURES, SOON);
  zb_wait_for (pushed_kind (&f->desk, id) == ZB_WALL_SCENE_FIGURES, SOON);

  g_autoptr (ZbCommand) refused = push (f, id, ZB_WALL_SCENE_MAP, FALSE, 60, FALSE);
  assert_state (refused, ZB_COMMAND_REFUSED);
  ZbProblem *problem = zb_command_get_problem (refused);
  g_assert_cmpstr (problem->because, ==, "pinned");
  g_assert_cmpstr (problem->state, ==, "pinned");
  g_assert_cmpstr (problem->claim->by_name, ==, "officer2");
  g_assert_cmpint (pushed_kind (&f->wall, id), ==, ZB_WALL_SCENE_FIGURES);

  g_autoptr (ZbCommand) replaced = push (f, id, ZB_WALL_SCENE_MAP, TRUE, 0, TRUE);
  assert_state (replaced, ZB_COMMAND_ACCEPTED);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_MAP, SOON);
  g_assert_true (look_up (&f->wall, id)->pinned);
  g_assert_cmpint (zb_wall_get_next_turn (look_up (&f->wall, id), zb_link_get_now (f->wall.link)), ==, 0);
}

/* It is there for as long as was said and not longer, at the wall by its clock and then at the platform. */
static void
test_expiry (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->north;
  come (f, &f->wall, WALL_NORTH);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (ZbCommand) pushed = push (f, id, ZB_WALL_SCENE_FIGURES, FALSE, ZB_WALL_SECONDS_LEAST, FALSE);
  assert_state (pushed, ZB_COMMAND_ACCEPTED);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_FIGURES, SOON);
  gint64 until = look_up (&f->wall, id)->scene_until;
  g_assert_cmpint (zb_wall_get_next_turn (look_up (&f->wall, id), until - 1), ==, until);

  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_UNKNOWN, SOON);
  g_assert_cmpint (g_get_monotonic_time () - began, >=,
                   (ZB_WALL_SECONDS_LEAST - 1) * (gint64)G_TIME_SPAN_SECOND);
  zb_wait_for (look_up (&f->wall, id)->scene == NULL, SOON);
  zb_wait_for (look_up (&f->desk, id)->scene == NULL, SOON);
}

/* Any number of walls in any number of rooms: each shows what is pushed to it and hears of no other's. */
static void
test_two_walls (Fixture *f, gconstpointer data)
{
  come (f, &f->north, WALL_NORTH);
  come (f, &f->south, WALL_SOUTH);
  g_assert_null (look_up (&f->north, f->walls->south));
  g_assert_null (look_up (&f->south, f->walls->north));
  g_assert_null (look_up (&f->south, f->walls->district));

  g_autoptr (ZbCommand) one = push (f, f->walls->north, ZB_WALL_SCENE_MAP, TRUE, 0, FALSE);
  g_autoptr (ZbCommand) other = push (f, f->walls->south, ZB_WALL_SCENE_FIGURES, TRUE, 0, FALSE);
  zb_wait_for (pushed_kind (&f->north, f->walls->north) == ZB_WALL_SCENE_MAP, SOON);
  zb_wait_for (pushed_kind (&f->south, f->walls->south) == ZB_WALL_SCENE_FIGURES, SOON);
  g_assert_null (look_up (&f->north, f->walls->south));
  g_assert_null (look_up (&f->south, f->walls->north));

  /* A camera of the north is nothing that the south's wall may show. */
  g_autoptr (ZbCommand) camera = push (f, f->walls->south, ZB_WALL_SCENE_CAMERA, FALSE, 60, FALSE);
  assert_state (camera, ZB_COMMAND_REFUSED);
  ZbFieldError *error = zb_command_get_problem (camera)->errors->pdata[0];
  g_assert_cmpstr (error->pointer, ==, "/scene/cameras/0");
  g_assert_cmpint (pushed_kind (&f->south, f->walls->south), ==, ZB_WALL_SCENE_FIGURES);

  /* Both turn together again. */
  g_autoptr (ZbCommand) back = push (f, f->walls->north, ZB_WALL_SCENE_UNKNOWN, FALSE, 0, FALSE);
  g_autoptr (ZbCommand) too = push (f, f->walls->south, ZB_WALL_SCENE_UNKNOWN, FALSE, 0, FALSE);
  zb_wait_for (look_up (&f->north, f->walls->north)->scene == NULL, SOON);
  zb_wait_for (look_up (&f->south, f->walls->south)->scene == NULL, SOON);
  gint64 now = zb_link_get_now (f->north.link);
  g_assert_cmpint (zb_wall_get_scene_at (look_up (&f->north, f->walls->north), now, 1)->kind, ==,
                   zb_wall_get_scene_at (look_up (&f->south, f->walls->south), now, 1)->kind);
}

/* The wall has no line when the scene is pushed, and shows it as soon as it has one again: out of what the
 * feed has kept for it, not by fetching all anew. */
static void
test_pushed_meanwhile (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->district;
  sign_in (&f->wall, zb_proxy_get_url (f->proxy), "wall");
  zb_proxy_set_mode (f->proxy, ZB_PROXY_REFUSE);
  zb_proxy_cut (f->proxy);
  zb_wait_for (zb_link_get_state (f->wall.link) == ZB_LINK_STALE, SOON);
  g_autoptr (ZbCommand) first = push (f, id, ZB_WALL_SCENE_MAP, FALSE, 600, FALSE);
  g_autoptr (ZbCommand) second = push (f, id, ZB_WALL_SCENE_FIGURES, TRUE, 0, FALSE);
  assert_state (second, ZB_COMMAND_ACCEPTED);
  g_assert_null (look_up (&f->wall, id)->scene);

  zb_proxy_set_mode (f->proxy, ZB_PROXY_PASS);
  zb_wait_for (zb_link_get_state (f->wall.link) == ZB_LINK_LIVE, 30000);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_FIGURES, SOON);
  g_assert_true (look_up (&f->wall, id)->pinned);
}

/* What is to be on a wall now is nothing to be done later. */
static void
test_needs_a_line (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->district;
  sign_in (&f->wall, zb_proxy_get_url (f->proxy), "wall");
  leave (&f->desk);
  f->desk = (Place){ 0 };
  sign_in (&f->desk, zb_proxy_get_url (f->proxy), "leader");
  zb_proxy_set_mode (f->proxy, ZB_PROXY_REFUSE);
  zb_proxy_cut (f->proxy);
  zb_wait_for (zb_link_get_state (f->desk.link) == ZB_LINK_STALE, SOON);
  g_autoptr (ZbCommand) refused = push (f, id, ZB_WALL_SCENE_MAP, FALSE, 60, FALSE);
  assert_state (refused, ZB_COMMAND_REFUSED);
  g_assert_nonnull (zb_command_get_problem (refused)->detail);
  g_assert_cmpuint (g_list_model_get_n_items (zb_world_get_commands (f->desk.world)), ==, 0);

  zb_proxy_set_mode (f->proxy, ZB_PROXY_PASS);
  zb_wait_for (zb_link_get_state (f->desk.link) == ZB_LINK_LIVE, 30000);
  zb_wait_for (zb_link_get_state (f->wall.link) == ZB_LINK_LIVE, 30000);
  g_autoptr (ZbCommand) now = push (f, id, ZB_WALL_SCENE_FIGURES, FALSE, 60, FALSE);
  zb_wait_for (pushed_kind (&f->wall, id) == ZB_WALL_SCENE_FIGURES, SOON);
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->district;
  leave (&f->desk);
  f->desk = (Place){ 0 };
  come (f, &f->desk, "leader");
  come (f, &f->wall, "wall");
  g_autofree char *revision =
      g_strdup_printf ("%" G_GINT64_FORMAT, look_up (&f->desk, id)->parent_instance.revision);
  g_autoptr (ZbCommand) command = zb_command_new (
      "wall.edit", id, g_variant_new_parsed ("{'name': <'主屏'>, 'rotation': <[{'kind': <'map'>}]>}"));
  zb_command_set_if_match (command, revision);
  zb_link_submit (f->desk.link, command);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED, SOON);
  zb_wait_for (g_strcmp0 (look_up (&f->wall, id)->name, "主屏") == 0, SOON);
  g_assert_cmpint (zb_wall_get_scene_at (look_up (&f->wall, id), 0, 3)->kind, ==, ZB_WALL_SCENE_MAP);
}

/* Even where somebody has put commands into a wall's console. */
static void
test_wall_commands_nothing (Fixture *f, gconstpointer data)
{
  come (f, &f->wall, "wall");
  g_autofree char *alert =
      zb_test_raise (f->walls->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "nothing");
  zb_wait_for (zb_world_lookup (f->wall.world, ZB_KIND_ALERT, alert) != NULL, SOON);
  g_autoptr (ZbCommand) claim = submit (&f->wall, "alert.claim", alert, NULL);
  assert_state (claim, ZB_COMMAND_REFUSED);
  g_assert_cmpstr (zb_command_get_problem (claim)->because, ==, "role");
  g_autoptr (ZbWallScene) scene = make_scene (ZB_WALL_SCENE_MAP);
  g_autoptr (ZbCommand) push =
      submit (&f->wall, "wall.scene", f->walls->district, zb_wall_make_push (scene, FALSE, 60, FALSE));
  assert_state (push, ZB_COMMAND_REFUSED);
  g_assert_null (look_up (&f->desk, f->walls->district)->scene);
  g_assert_cmpint (walls_count (f->walls, "SELECT count(*) FROM audit WHERE action = 'command.refused'"), ==,
                   2);
}

/* --- how a wall is ------------------------------------------------------------------------------ */

static ZbWallHealth *
make_health (gint64 tiles_live)
{
  ZbWallHealth *health = g_object_new (ZB_TYPE_WALL_HEALTH, NULL);

  health->version = g_strdup ("1.0");
  health->screens = 2;
  health->tiles = 8;
  health->tiles_live = tiles_live;
  health->resident_mib = 400;
  return health;
}

static gint64
count_reports (Fixture *f)
{
  return walls_count (f->walls, "SELECT count(*) FROM event WHERE type = 'wall.updated' AND body ->>"
                                " '$.health.screens' = 2");
}

static void
test_health (Fixture *f, gconstpointer data)
{
  const char *id = f->walls->north;
  g_autoptr (ZbWallHealth) good = make_health (8), same = make_health (8), bad = make_health (7);
  come (f, &f->wall, WALL_NORTH);
  g_assert_true (zb_wall_is_lost (look_up (&f->desk, id), zb_link_get_now (f->desk.link)));

  zb_link_set_wall_health (f->wall.link, good);
  zb_wait_for (look_up (&f->desk, id)->health != NULL, SOON);
  gint64 told_at = g_get_monotonic_time ();
  g_assert_cmpint (look_up (&f->desk, id)->health->tiles_live, ==, 8);
  g_assert_false (zb_wall_is_lost (look_up (&f->desk, id), zb_link_get_now (f->desk.link)));

  /* That nothing has changed is no news; that a tile is gone is, as soon as the platform takes it. */
  same->resident_mib = 401;
  zb_link_set_wall_health (f->wall.link, same);
  zb_wait (500);
  g_assert_cmpint (count_reports (f), ==, 1);
  zb_link_set_wall_health (f->wall.link, bad);
  zb_wait_for (look_up (&f->desk, id)->health->tiles_live == 7, SOON);
  g_assert_cmpint (g_get_monotonic_time () - told_at, >, 4 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (count_reports (f), ==, 2);
}

static void
add_own_wall (ZbWorld *world, ZbSession *session)
{
  g_autoptr (ZbWall) wall = ZB_WALL (zb_entity_new (ZB_KIND_WALL, "w1"));
  g_autoptr (ZbEvent) event = NULL;

  wall->parent_instance.version = 1;
  wall->account = g_strdup (zb_session_get_account (session)->parent_instance.id);
  event = zb_event_new ("wall.updated", (ZbEntity *)wall, 1);
  zb_world_apply (world, event);
}

/* It begins when it has a line and knows which wall it is, tells again and again by itself, waits where the
 * platform says so, and ceases when the line does. */
static void
test_pace (void)
{
  g_autoptr (ZbFakePlatform) fake = zb_fake_platform_new (1);
  g_autoptr (ZbRest) rest = zb_rest_new (fake->url, NULL);
  g_autoptr (ZbSession) session = zb_session_new (rest);
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbWallHealth) health = make_health (8);
  ZbWallReport *report = zb_wall_report_new (session, world);
  dex_unref (zb_test_await (zb_session_sign_in (session, "wall", ZB_TEST_PASSWORD), SOON));

  zb_wall_report_set_pace (report, 100, 20);
  zb_wall_report_set_online (report, TRUE);
  g_object_set (report, "health", health, NULL);
  g_assert_true (zb_wall_report_get_health (report) == health);
  zb_wait (300);
  g_assert_cmpuint (fake->commands->len, ==, 0);
  add_own_wall (world, session);
  zb_wait_for (fake->commands->len == 4, SOON);
  g_assert_cmpstr (fake->commands->pdata[3], ==, "PUT /api/v1/walls/w1/health -");

  fake->refuse_with = 429;
  fake->refuse_times = 1;
  zb_wait_for (fake->refuse_times == 0, SOON);
  guint told = fake->commands->len;
  zb_wait (600);
  g_assert_cmpuint (fake->commands->len, ==, told);
  zb_wait_for (fake->commands->len > told + 1, SOON);

  zb_wall_report_set_online (report, FALSE);
  zb_wait (200);
  told = fake->commands->len;
  zb_wait (400);
  g_assert_cmpuint (fake->commands->len, ==, told);
  g_assert_finalize_object (report);
}

/* An officer's console has nothing to tell of itself. */
static void
test_no_health (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbWallHealth) health = make_health (8);

  zb_link_set_wall_health (f->desk.link, health);
  zb_wait (500);
  g_assert_cmpint (count_reports (f), ==, 0);
  g_assert_cmpint (walls_count (f->walls, "SELECT count(*) FROM audit WHERE action = 'command.refused'"), ==,
                   0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  /* The folders of a test have no schemas, and the desktop is not asked for a proxy. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* A bad network is worth a warning each time, and no end of the test. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  dex_init ();
#define ADD(name) g_test_add ("/walls/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (push);
  ADD (pinned);
  ADD (expiry);
  ADD (two_walls);
  ADD (pushed_meanwhile);
  ADD (needs_a_line);
  ADD (edit);
  ADD (wall_commands_nothing);
  ADD (health);
  ADD (no_health);
#undef ADD
  g_test_add_func ("/walls/pace", test_pace);
  return g_test_run ();
}
