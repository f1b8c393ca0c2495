/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is near a place, and what a camera sees of it: held against brute force and against drawn cases. */
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-near.h"
#include "zb-store-private.h"
#include "zb-unit.h"
#include "zb-wait.h"

#include <math.h>

#define MIDDLE ((ZbPoint){ 121.40, 31.21 })
#define N_THINGS 3000

static ZbDevice *
make_camera (double bearing, double metres, double heading, double fov, double range)
{
  ZbDevice *camera = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, "camera"));

  camera->kind = ZB_DEVICE_CAMERA;
  camera->status = ZB_DEVICE_ONLINE;
  camera->location = zb_point_move (MIDDLE, bearing, metres);
  camera->heading = heading;
  camera->fov = fov;
  camera->range = range;
  return camera;
}

static ZbSight
sight (double bearing, double metres, double heading, double fov, double range, gboolean ptz)
{
  g_autoptr (ZbDevice) camera = make_camera (bearing, metres, heading, fov, range);

  camera->ptz = ptz;
  return zb_sight_of (camera, MIDDLE);
}

static void
test_sight (void)
{
  /* North of the place it has to look south. */
  g_assert_cmpint (sight (0, 50, 180, 60, 80, FALSE), ==, ZB_SIGHT_SEEN);
  g_assert_cmpint (sight (0, 50, 209, 60, 80, FALSE), ==, ZB_SIGHT_SEEN);
  g_assert_cmpint (sight (0, 50, 211, 60, 80, FALSE), ==, ZB_SIGHT_NONE);
  g_assert_cmpint (sight (0, 50, 211, 60, 80, TRUE), ==, ZB_SIGHT_TURNED);
  g_assert_cmpint (sight (0, 81, 180, 60, 80, TRUE), ==, ZB_SIGHT_NONE);
  /* Over north: 350 and 10 are 20 degrees apart. */
  g_assert_cmpint (sight (190, 50, 350, 42, 80, FALSE), ==, ZB_SIGHT_SEEN);
  g_assert_cmpint (sight (190, 50, 350, 38, 80, FALSE), ==, ZB_SIGHT_NONE);
  g_assert_cmpint (sight (0, 50, NAN, 360, 80, FALSE), ==, ZB_SIGHT_SEEN);
  g_assert_cmpint (sight (0, 0, 123, 60, 80, FALSE), ==, ZB_SIGHT_SEEN);
}

/* What nobody has told is not made up. */
static void
test_sight_not_known (void)
{
  g_autoptr (ZbDevice) gate = make_camera (0, 5, 180, 60, 80);

  g_assert_cmpint (sight (0, 50, NAN, 60, 80, FALSE), ==, ZB_SIGHT_NONE);
  g_assert_cmpint (sight (0, 50, 180, NAN, 80, FALSE), ==, ZB_SIGHT_NONE);
  g_assert_cmpint (sight (0, 50, 180, 60, NAN, FALSE), ==, ZB_SIGHT_NONE);
  g_assert_cmpint (sight (0, 50, NAN, NAN, 80, TRUE), ==, ZB_SIGHT_TURNED);
  gate->kind = ZB_DEVICE_GATE;
  g_assert_cmpint (zb_sight_of (gate, MIDDLE), ==, ZB_SIGHT_NONE);
  gate->kind = ZB_DEVICE_CAMERA;
  g_assert_cmpint (zb_sight_of (gate, ZB_POINT_NOWHERE), ==, ZB_SIGHT_NONE);
}

/* --- against brute force ------------------------------------------------------------------------------ */

static ZbEntity *
make_thing (GRand *rand, guint number)
{
  static const ZbKind kinds[] = { ZB_KIND_DEVICE, ZB_KIND_UNIT, ZB_KIND_ALERT, ZB_KIND_CASE };
  ZbKind kind = kinds[number % G_N_ELEMENTS (kinds)];
  g_autofree char *id = g_strdup_printf ("thing-%u", number);
  ZbEntity *entity = zb_entity_new (kind, id);
  ZbPoint place =
      zb_point_move (MIDDLE, g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 0, 3000));

  entity->version = 1;
  if (kind == ZB_KIND_DEVICE)
    {
      ZB_DEVICE (entity)->kind = g_rand_int_range (rand, ZB_DEVICE_OTHER, ZB_DEVICE_MANHOLE + 1);
      ZB_DEVICE (entity)->location = place;
    }
  else if (kind == ZB_KIND_UNIT)
    {
      ZB_UNIT (entity)->status = g_rand_int_range (rand, ZB_UNIT_UNKNOWN, ZB_UNIT_AVAILABLE + 1);
      ZB_UNIT (entity)->location = place;
    }
  else if (kind == ZB_KIND_ALERT)
    {
      ZB_ALERT (entity)->state = g_rand_int_range (rand, ZB_ALERT_NEW, ZB_ALERT_CLOSED + 1);
      ZB_ALERT (entity)->location = place;
    }
  else
    {
      ZB_CASE (entity)->step = g_rand_int_range (rand, ZB_STEP_COLLECTED, ZB_STEP_VOID + 1);
      ZB_CASE (entity)->location = place;
    }
  return entity;
}

static void
put (ZbWorld *world, ZbEntity *entity)
{
  g_autoptr (ZbEvent) event = zb_event_new ("thing.updated", entity, 0);

  zb_world_apply (world, event);
}

static ZbWorld *
make_world (GRand *rand)
{
  ZbWorld *world = zb_world_new ();

  for (guint i = 0; i < N_THINGS; i++)
    {
      g_autoptr (ZbEntity) entity = make_thing (rand, i);
      put (world, entity);
    }
  return world;
}

/* Written apart from what is tested: which things count, and where they are. */
static gboolean
counts (gpointer entity, ZbPoint *place, ZbNearGroup *group)
{
  static const ZbNearGroup of_kind[] = { [ZB_DEVICE_OTHER] = ZB_NEAR_OTHER,
                                         [ZB_DEVICE_CAMERA] = ZB_NEAR_CAMERA,
                                         [ZB_DEVICE_GATE] = ZB_NEAR_GATE,
                                         [ZB_DEVICE_BIKE_SHED] = ZB_NEAR_BIKE_SHED,
                                         [ZB_DEVICE_MANHOLE] = ZB_NEAR_MANHOLE };
  switch (zb_entity_get_kind (entity))
    {
    case ZB_KIND_DEVICE:
      *place = ZB_DEVICE (entity)->location;
      *group = of_kind[ZB_DEVICE (entity)->kind];
      return TRUE;
    case ZB_KIND_UNIT:
      *place = ZB_UNIT (entity)->location;
      *group = ZB_NEAR_UNIT;
      return ZB_UNIT (entity)->status != ZB_UNIT_OFF_DUTY;
    case ZB_KIND_ALERT:
      *place = ZB_ALERT (entity)->location;
      *group = ZB_NEAR_ALERT;
      return ZB_ALERT (entity)->state != ZB_ALERT_CLOSED;
    default:
      *place = ZB_CASE (entity)->location;
      *group = ZB_NEAR_CASE;
      return ZB_CASE (entity)->step != ZB_STEP_CLOSED && ZB_CASE (entity)->step != ZB_STEP_VOID;
    }
}

static guint
count_by_hand (ZbWorld *world, ZbNear *near, guint per_group[ZB_N_NEAR_GROUPS])
{
  static const ZbKind kinds[] = { ZB_KIND_DEVICE, ZB_KIND_UNIT, ZB_KIND_ALERT, ZB_KIND_CASE };
  guint listed = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < zb_store_get_size (zb_world_get_store (world, kinds[k])); i++)
      {
        gpointer entity = zb_store_get_nth (zb_world_get_store (world, kinds[k]), i);
        ZbNearGroup group;
        ZbPoint place;
        if (!counts (entity, &place, &group) ||
            zb_point_distance (place, zb_near_get_centre (near)) > zb_near_get_radius (near))
          continue;
        per_group[group]++;
        listed += zb_near_get_groups (near) >> group & 1;
      }
  return listed;
}

static void
assert_right (ZbWorld *world, ZbNear *near)
{
  guint per_group[ZB_N_NEAR_GROUPS] = { 0 }, n = g_list_model_get_n_items (G_LIST_MODEL (near));
  double before = 0;

  g_assert_cmpuint (n, ==, count_by_hand (world, near, per_group));
  for (guint group = 0; group < ZB_N_NEAR_GROUPS; group++)
    g_assert_cmpuint (zb_near_count (near, group), ==, per_group[group]);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbNearThing) thing = g_list_model_get_item (G_LIST_MODEL (near), i);
      g_assert_cmpfloat (zb_near_thing_get_distance (thing), >=, before);
      g_assert_cmpfloat (zb_near_thing_get_distance (thing), <=, zb_near_get_radius (near));
      before = zb_near_thing_get_distance (thing);
    }
}

/* A copy that is kept by what is told is what the list says. */
static void
keep_copy (GListModel *list, guint position, guint removed, guint added, gpointer copy)
{
  for (guint i = 0; i < removed; i++)
    g_ptr_array_remove_index (copy, position);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, (int)(position + i), g_list_model_get_item (list, position + i));
}

static void
assert_copy (ZbNear *near, GPtrArray *copy)
{
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (G_LIST_MODEL (near)));
  for (guint i = 0; i < copy->len; i++)
    {
      g_autoptr (ZbNearThing) thing = g_list_model_get_item (G_LIST_MODEL (near), i);
      g_assert_true (thing == copy->pdata[i]);
    }
}

static void
test_brute_force (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (ZbWorld) world = make_world (rand);
  g_autoptr (ZbNear) near = zb_near_new ();
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (near, "items-changed", G_CALLBACK (keep_copy), copy);
  zb_near_follow_world (near, world);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, 0);
  for (guint round = 0; round < 200; round++)
    {
      ZbPoint centre =
          zb_point_move (MIDDLE, g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 0, 2000));
      zb_near_set_groups (near, (guint32)g_rand_int_range (rand, 0, ZB_NEAR_ALL + 1));
      zb_near_ask (near, centre, g_rand_double_range (rand, 50, 2000), FALSE);
      assert_right (world, near);
      assert_copy (near, copy);
    }
}

/* What moves, closes or comes is taken up by itself. */
static void
test_follows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (ZbWorld) world = make_world (rand);
  g_autoptr (ZbNear) near = zb_near_new ();
  g_autoptr (ZbNearThing) first = NULL, still_first = NULL;
  g_autoptr (ZbRecord) moved = NULL;
  g_autoptr (ZbEntity) come = make_thing (rand, N_THINGS);
  guint n;

  zb_near_follow_world (near, world);
  zb_near_ask (near, MIDDLE, 500, FALSE);
  n = g_list_model_get_n_items (G_LIST_MODEL (near));
  first = g_list_model_get_item (G_LIST_MODEL (near), 0);
  ZB_DEVICE (come)->location = MIDDLE;
  put (world, come);
  zb_wait_for (g_list_model_get_n_items (G_LIST_MODEL (near)) == n + 1, 5000);
  moved = zb_record_copy (ZB_RECORD (zb_world_lookup (world, ZB_KIND_DEVICE, come->id)));
  ZB_DEVICE (moved)->location = zb_point_move (MIDDLE, 90, 600);
  ZB_ENTITY (moved)->version = 2;
  put (world, ZB_ENTITY (moved));
  zb_wait_for (g_list_model_get_n_items (G_LIST_MODEL (near)) == n, 5000);
  assert_right (world, near);
  still_first = g_list_model_get_item (G_LIST_MODEL (near), 0);
  g_assert_true (still_first == first);
}

/* No row moves under a pointer that is about to choose it. */
static void
test_held (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  g_autoptr (ZbWorld) world = make_world (rand);
  g_autoptr (ZbNear) near = zb_near_new ();
  g_autoptr (ZbEntity) come = make_thing (rand, N_THINGS);
  guint n;

  zb_near_follow_world (near, world);
  zb_near_ask (near, MIDDLE, 500, FALSE);
  n = g_list_model_get_n_items (G_LIST_MODEL (near));
  zb_near_set_held (near, TRUE);
  ZB_DEVICE (come)->location = MIDDLE;
  put (world, come);
  zb_wait (400);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, n);
  zb_near_set_held (near, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, n + 1);
}

/* Those that see the place, with a picture first; then those that can be turned. */
static void
test_seeing (void)
{
  static const struct
  {
    const char *id;
    double metres, heading;
    gboolean ptz;
    int status;
  } cameras[] = {
    { "turned", 10, 0, TRUE, ZB_DEVICE_ONLINE },  { "away", 20, 0, FALSE, ZB_DEVICE_ONLINE },
    { "dark", 5, 180, FALSE, ZB_DEVICE_OFFLINE }, { "far", 60, 180, FALSE, ZB_DEVICE_ONLINE },
    { "near", 30, 180, FALSE, ZB_DEVICE_ONLINE },
  };
  static const char *const expected[] = { "near", "far", "turned", "dark" };
  g_autoptr (GListStore) list = g_list_store_new (ZB_TYPE_DEVICE);
  g_autoptr (ZbNear) near = zb_near_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cameras); i++)
    {
      g_autoptr (ZbDevice) camera = make_camera (0, cameras[i].metres, cameras[i].heading, 60, 80);
      g_set_str (&ZB_ENTITY (camera)->id, cameras[i].id);
      camera->ptz = cameras[i].ptz;
      camera->status = cameras[i].status;
      g_list_store_append (list, camera);
    }
  zb_near_follow (near, G_LIST_MODEL (list));
  zb_near_ask (near, MIDDLE, 2000, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (ZbNearThing) thing = g_list_model_get_item (G_LIST_MODEL (near), i);
      g_assert_cmpstr (ZB_ENTITY (zb_near_thing_get_entity (thing))->id, ==, expected[i]);
    }
}

/* What is asked about is not near itself. */
static void
test_without (void)
{
  g_autoptr (GListStore) list = g_list_store_new (ZB_TYPE_DEVICE);
  g_autoptr (ZbDevice) camera = make_camera (0, 0, 0, 60, 80), other = make_camera (0, 10, 0, 60, 80);
  g_autoptr (ZbNear) near = zb_near_new ();

  g_list_store_append (list, camera);
  g_list_store_append (list, other);
  zb_near_follow (near, G_LIST_MODEL (list));
  zb_near_set_centre (near, MIDDLE);
  g_assert_cmpuint (zb_near_count (near, ZB_NEAR_CAMERA), ==, 2);
  zb_near_set_without (near, camera);
  g_assert_cmpuint (zb_near_count (near, ZB_NEAR_CAMERA), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sight/covers", test_sight);
  g_test_add_func ("/sight/not-known", test_sight_not_known);
  g_test_add_func ("/near/brute-force", test_brute_force);
  g_test_add_func ("/near/follows", test_follows);
  g_test_add_func ("/near/held", test_held);
  g_test_add_func ("/near/seeing", test_seeing);
  g_test_add_func ("/near/without", test_without);
  return g_test_run ();
}
