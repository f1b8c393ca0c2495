/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which scene a wall shows at a moment, and who may change it. */
#include "zb-wall.h"

#define SECOND G_TIME_SPAN_SECOND

/* A moment at which the usual round, 150 s, begins anew: 2025-11-23 06:30 UTC is a multiple of it. */
#define ROUND_BEGINS (G_GINT64_CONSTANT (1763879400) * SECOND)

static ZbWall *
wall_new (void)
{
  return ZB_WALL (zb_entity_new (ZB_KIND_WALL, "w"));
}

static void
push (ZbWall *wall, ZbWallSceneKind kind, gboolean pinned, gint64 until)
{
  g_clear_object (&wall->scene);
  wall->scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  wall->scene->kind = kind;
  wall->pinned = pinned;
  wall->scene_until = until;
  g_set_str (&wall->scene_by, "li");
  g_set_str (&wall->scene_by_name, "李明");
}

static void
turn_through (ZbWall *wall, ZbWallSceneKind kind, gint64 seconds)
{
  ZbWallScene *scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  scene->kind = kind;
  scene->seconds = seconds;
  if (!wall->rotation)
    wall->rotation = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (wall->rotation, scene);
}

static int
kind_at (ZbWall *wall, gint64 now, guint offset)
{
  return zb_wall_get_scene_at (wall, now, offset)->kind;
}

static void
test_usual_rotation (void)
{
  g_autoptr (ZbWall) wall = wall_new ();
  static const struct
  {
    gint64 at;
    int kind;
    gint64 next;
  } turns[] = {
    { 0, ZB_WALL_SCENE_OVERVIEW, 60 },    { 59, ZB_WALL_SCENE_OVERVIEW, 60 },
    { 60, ZB_WALL_SCENE_MAP, 90 },        { 90, ZB_WALL_SCENE_CAMERAS, 120 },
    { 120, ZB_WALL_SCENE_FIGURES, 150 },  { 149, ZB_WALL_SCENE_FIGURES, 150 },
    { 150, ZB_WALL_SCENE_OVERVIEW, 210 },
  };

  g_assert_cmpint (ROUND_BEGINS % (150 * SECOND), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      gint64 now = ROUND_BEGINS + turns[i].at * SECOND;
      g_assert_cmpint (kind_at (wall, now, 0), ==, turns[i].kind);
      g_assert_cmpint (kind_at (NULL, now, 0), ==, turns[i].kind);
      g_assert_cmpint (zb_wall_get_next_turn (wall, now), ==, ROUND_BEGINS + turns[i].next * SECOND);
    }
}

static void
test_screens_turn_together (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  g_assert_cmpint (kind_at (wall, ROUND_BEGINS, 1), ==, ZB_WALL_SCENE_MAP);
  g_assert_cmpint (kind_at (wall, ROUND_BEGINS + 59 * SECOND, 1), ==, ZB_WALL_SCENE_MAP);
  g_assert_cmpint (kind_at (wall, ROUND_BEGINS + 60 * SECOND, 1), ==, ZB_WALL_SCENE_CAMERAS);
  g_assert_cmpint (kind_at (wall, ROUND_BEGINS, 4), ==, ZB_WALL_SCENE_OVERVIEW);
  g_assert_cmpint (kind_at (wall, ROUND_BEGINS, 4000003), ==, ZB_WALL_SCENE_FIGURES);
}

static void
test_own_rotation (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  turn_through (wall, ZB_WALL_SCENE_FIGURES, 100);
  turn_through (wall, ZB_WALL_SCENE_CASE, 0); /* says nothing: a minute */
  turn_through (wall, ZB_WALL_SCENE_MAP, 1);  /* more often than one can look */
  gint64 start = ROUND_BEGINS - ROUND_BEGINS % (165 * SECOND);
  g_assert_cmpint (kind_at (wall, start + 99 * SECOND, 0), ==, ZB_WALL_SCENE_FIGURES);
  g_assert_cmpint (kind_at (wall, start + 100 * SECOND, 0), ==, ZB_WALL_SCENE_CASE);
  g_assert_cmpint (kind_at (wall, start + 160 * SECOND, 0), ==, ZB_WALL_SCENE_MAP);
  g_assert_cmpint (zb_wall_get_next_turn (wall, start + 160 * SECOND), ==, start + 165 * SECOND);
  g_assert_cmpint (kind_at (wall, start + 165 * SECOND, 0), ==, ZB_WALL_SCENE_FIGURES);
}

static void
test_pushed_until (void)
{
  g_autoptr (ZbWall) wall = wall_new ();
  gint64 until = ROUND_BEGINS + 20 * SECOND;

  push (wall, ZB_WALL_SCENE_CAMERA, FALSE, until);
  for (guint screen = 0; screen < 3; screen++)
    g_assert_cmpint (kind_at (wall, ROUND_BEGINS, screen), ==, ZB_WALL_SCENE_CAMERA);
  g_assert_cmpint (zb_wall_get_next_turn (wall, ROUND_BEGINS), ==, until);
  g_assert_cmpint (kind_at (wall, until - 1, 0), ==, ZB_WALL_SCENE_CAMERA);
  g_assert_cmpint (kind_at (wall, until, 0), ==, ZB_WALL_SCENE_OVERVIEW);
  g_assert_null (zb_wall_get_pushed_scene (wall, until));
  g_assert_cmpint (zb_wall_get_next_turn (wall, until), ==, ROUND_BEGINS + 60 * SECOND);
}

static void
test_pinned_stays (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  push (wall, ZB_WALL_SCENE_CASE, TRUE, 0);
  g_assert_cmpint (kind_at (wall, ROUND_BEGINS + 1000000 * SECOND, 2), ==, ZB_WALL_SCENE_CASE);
  g_assert_cmpint (zb_wall_get_next_turn (wall, ROUND_BEGINS), ==, 0);
}

static void
test_lost (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  g_assert_true (zb_wall_is_lost (wall, ROUND_BEGINS));
  wall->health = g_object_new (ZB_TYPE_WALL_HEALTH, NULL);
  wall->health->as_of = ROUND_BEGINS;
  g_assert_false (zb_wall_is_lost (wall, ROUND_BEGINS + 90 * SECOND));
  g_assert_true (zb_wall_is_lost (wall, ROUND_BEGINS + 90 * SECOND + 1));
}

static void
test_dimmed (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  g_assert_false (zb_wall_is_dimmed (wall, 0));
  wall->dim_from = 22 * 60;
  wall->dim_to = 6 * 60;
  g_assert_false (zb_wall_is_dimmed (wall, 22 * 60 - 1));
  g_assert_true (zb_wall_is_dimmed (wall, 22 * 60));
  g_assert_true (zb_wall_is_dimmed (wall, 0));
  g_assert_true (zb_wall_is_dimmed (wall, 6 * 60 - 1));
  g_assert_false (zb_wall_is_dimmed (wall, 6 * 60));
  wall->dim_from = 60;
  g_assert_true (zb_wall_is_dimmed (wall, 60));
  g_assert_false (zb_wall_is_dimmed (wall, 59));
  g_assert_false (zb_wall_is_dimmed (wall, 23 * 60));
}

static const char *
refusal (ZbWall *wall, ZbWallVerb verb, gboolean replace, ZbRole role, const char *account, gboolean covers)
{
  ZbActor actor = { .account = account, .role = role, .covers = covers, .now = ROUND_BEGINS };
  g_autoptr (ZbProblem) problem = zb_wall_guard (wall, verb, replace, &actor);

  if (problem && problem->status == 409)
    {
      g_assert_cmpstr (problem->state, ==, "pinned");
      g_assert_cmpstr (problem->claim->by_name, ==, "李明");
    }
  return problem ? g_intern_string (problem->because) : NULL;
}

static void
test_who_may (void)
{
  g_autoptr (ZbWall) wall = wall_new ();

  for (int role = ZB_ROLE_NONE; role < ZB_N_ROLES; role++)
    {
      gboolean duty = role == ZB_ROLE_DUTY_OFFICER || role == ZB_ROLE_DUTY_LEADER;
      gboolean edits = role == ZB_ROLE_DUTY_LEADER || role == ZB_ROLE_ADMINISTRATOR;
      g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_PUSH, TRUE, role, "wu", TRUE), ==, duty ? NULL : "role");
      g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_HAND_BACK, TRUE, role, "wu", TRUE), ==,
                       duty ? NULL : "role");
      g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_EDIT, FALSE, role, "wu", TRUE), ==, edits ? NULL : "role");
    }
  g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_PUSH, TRUE, ZB_ROLE_DUTY_LEADER, "wu", FALSE), ==, "area");
}

static void
test_pinned_refuses (void)
{
  g_autoptr (ZbWall) wall = wall_new ();
  ZbRole role = ZB_ROLE_DUTY_OFFICER;

  push (wall, ZB_WALL_SCENE_MAP, FALSE, ROUND_BEGINS + SECOND);
  g_assert_null (refusal (wall, ZB_WALL_VERB_PUSH, FALSE, role, "wu", TRUE));
  push (wall, ZB_WALL_SCENE_MAP, TRUE, 0);
  g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_PUSH, FALSE, role, "wu", TRUE), ==, "pinned");
  g_assert_cmpstr (refusal (wall, ZB_WALL_VERB_HAND_BACK, FALSE, role, "wu", TRUE), ==, "pinned");
  g_assert_null (refusal (wall, ZB_WALL_VERB_PUSH, TRUE, role, "wu", TRUE));
  g_assert_null (refusal (wall, ZB_WALL_VERB_PUSH, FALSE, role, "li", TRUE));
  g_assert_null (refusal (wall, ZB_WALL_VERB_HAND_BACK, FALSE, role, "li", TRUE));
  g_assert_null (refusal (wall, ZB_WALL_VERB_EDIT, FALSE, ZB_ROLE_DUTY_LEADER, "wu", TRUE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/usual-rotation", test_usual_rotation);
  g_test_add_func ("/wall/screens-turn-together", test_screens_turn_together);
  g_test_add_func ("/wall/own-rotation", test_own_rotation);
  g_test_add_func ("/wall/pushed-until", test_pushed_until);
  g_test_add_func ("/wall/pinned-stays", test_pinned_stays);
  g_test_add_func ("/wall/lost", test_lost);
  g_test_add_func ("/wall/dimmed", test_dimmed);
  g_test_add_func ("/wall/who-may", test_who_may);
  g_test_add_func ("/wall/pinned-refuses", test_pinned_refuses);
  return g_test_run ();
}
