/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-kind.h"
#include "zb-district.h"
#include "zb-uuid.h"

#include <math.h>

static ZbDistrict *district;

static void
assert_count (guint found, guint expected, const char *what)
{
  if (found != expected)
    g_error ("%u %s, not %u", found, what, expected);
}

static guint
count_devices (int kind, int project, int placement)
{
  guint n = 0;
  for (guint i = 0; i < district->devices->len; i++)
    {
      const ZbDevice *device = district->devices->pdata[i];
      n += device->kind == kind && (project < 0 || device->project == project) &&
           (placement < 0 || device->placement == placement);
    }
  return n;
}

static void
test_counts (void)
{
  const ZbQuarters *quarters = district->ground.quarters;
  assert_count (district->devices->len, 22869, "devices");
  assert_count (count_devices (ZB_DEVICE_CAMERA, ZB_PROJECT_XUELIANG, -1), 5925, "Xueliang cameras");
  assert_count (count_devices (ZB_DEVICE_CAMERA, ZB_PROJECT_SMART_SECURITY, ZB_PLACEMENT_RESIDENTIAL), 5308,
                "residential cameras");
  assert_count (count_devices (ZB_DEVICE_GATE, ZB_PROJECT_SMART_SECURITY, -1), 8740, "gates");
  assert_count (count_devices (ZB_DEVICE_BIKE_SHED, ZB_PROJECT_SMART_SECURITY, -1), 449, "bike sheds");
  assert_count (count_devices (ZB_DEVICE_MANHOLE, ZB_PROJECT_SMART_SECURITY, -1), 2447, "manholes");
  for (int placement = ZB_PLACEMENT_RESIDENTIAL; placement <= ZB_PLACEMENT_MOBILE; placement++)
    g_assert_cmpuint (count_devices (ZB_DEVICE_CAMERA, ZB_PROJECT_XUELIANG, placement), >=, 100);
  assert_count (quarters->count[ZB_AREA_SUBDISTRICT], 10, "subdistricts");
  assert_count (quarters->count[ZB_AREA_COMMITTEE], 180, "committees");
  assert_count (quarters->count[ZB_AREA_COMMUNITY], 359, "communities");
  assert_count (quarters->count[ZB_AREA_GRID], 186, "grids");
  assert_count (district->forces->units->len, 63, "units");
}

static const ZbKind kinds[] = { ZB_KIND_AREA, ZB_KIND_ORGANISATION, ZB_KIND_DEVICE,
                                ZB_KIND_UNIT, ZB_KIND_ALGORITHM,    ZB_KIND_PLAN };

static void
test_ids_are_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *entities = zb_district_get_entities (district, kinds[k]);
      g_assert_cmpuint (entities->len, >, 0);
      for (guint i = 0; i < entities->len; i++)
        {
          ZbEntity *entity = entities->pdata[i];
          g_assert_true (zb_uuid_is_valid (entity->id));
          g_assert_cmpint (zb_entity_get_kind (entity), ==, kinds[k]);
          g_assert_true (g_hash_table_add (seen, entity->id));
        }
    }
}

static guint
count_differences (ZbDistrict *a, ZbDistrict *b, ZbKind kind)
{
  GPtrArray *first = zb_district_get_entities (a, kind), *second = zb_district_get_entities (b, kind);
  guint n = 0;
  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    n += !zb_record_equal (first->pdata[i], second->pdata[i]);
  return n;
}

static void
test_same_seed_same_district (void)
{
  g_autoptr (ZbDistrict) again = zb_district_new (ZB_DISTRICT_SEED);
  g_autoptr (ZbDistrict) other = zb_district_new (ZB_DISTRICT_SEED + 1);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    g_assert_cmpuint (count_differences (district, again, kinds[k]), ==, 0);
  g_assert_cmpuint (count_differences (district, other, ZB_KIND_DEVICE), ==, ZB_N_DEVICES);
}

static GHashTable *
index_areas (void)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *areas = district->ground.quarters->areas;
  for (guint i = 0; i < areas->len; i++)
    g_hash_table_insert (by_id, ((ZbEntity *)areas->pdata[i])->id, areas->pdata[i]);
  return by_id;
}

static void
test_devices_lie_in_their_areas (void)
{
  g_autoptr (GHashTable) by_id = index_areas ();
  for (guint i = 0; i < district->devices->len; i++)
    {
      const ZbDevice *device = district->devices->pdata[i];
      const ZbArea *area = g_hash_table_lookup (by_id, device->area);
      gboolean smallest = area->kind == ZB_AREA_COMMUNITY || area->kind == ZB_AREA_COMMITTEE;
      g_assert_true (smallest);
      g_assert_true (zb_geometry_contains (area->geometry, device->location));
      for (; area->parent; area = g_hash_table_lookup (by_id, area->parent))
        ;
      g_assert_cmpint (area->kind, ==, ZB_AREA_DISTRICT);
      g_assert_true (zb_geometry_contains (area->geometry, device->location));
    }
}

static void
test_nothing_stands_in_the_creek (void)
{
  const ZbFabric *fabric = district->ground.fabric;
  for (guint i = 0; i < district->devices->len; i++)
    {
      const ZbDevice *device = district->devices->pdata[i];
      g_assert_cmpfloat (zb_line_distance (fabric->facts->creek, zb_xy_from_point (device->location), NULL),
                         >, ZB_CREEK_HALF_WIDTH);
    }
  for (guint i = 0; i < district->ground.buildings->len; i++)
    {
      const ZbBuilding *building = &g_array_index (district->ground.buildings, ZbBuilding, i);
      g_assert_cmpfloat (zb_line_distance (fabric->facts->creek, building->centre, NULL), >,
                         ZB_CREEK_HALF_WIDTH);
    }
}

static void
test_no_building_in_a_road_or_park (void)
{
  ZbFabric *fabric = district->ground.fabric;
  for (guint i = 0; i < district->ground.buildings->len; i++)
    {
      const ZbBuilding *building = &g_array_index (district->ground.buildings, ZbBuilding, i);
      for (int corner = 0; corner < 4; corner++)
        {
          ZbXY spot = zb_building_corner (building, corner & 1 ? 1 : -1, corner & 2 ? 1 : -1);
          g_assert_true (zb_segments_is_clear (fabric->segments, spot, 2.9));
          for (guint p = 0; p < fabric->facts->parks->len; p++)
            g_assert_false (zb_ring_contains (((ZbSurface *)fabric->facts->parks->pdata[p])->ring, spot));
        }
    }
}

/* Every spot of the district belongs to one committee and to one grid. */
static void
test_areas_leave_no_gap (void)
{
  const ZbQuarters *quarters = district->ground.quarters;
  const ZbArea *whole = quarters->areas->pdata[0];
  const ZbBox *box = zb_geometry_get_box (whole->geometry);
  ZbDice dice = zb_dice_new (1, "probe");
  guint probed = 0, wrong = 0;
  while (probed < 4000)
    {
      ZbPoint point = { zb_dice_between (&dice, box->west, box->east),
                        zb_dice_between (&dice, box->south, box->north) };
      guint n[ZB_AREA_GRID + 1] = { 0 };
      if (!zb_geometry_contains (whole->geometry, point))
        continue;
      for (guint i = 0; i < quarters->areas->len; i++)
        {
          const ZbArea *area = quarters->areas->pdata[i];
          n[area->kind] += zb_geometry_contains (area->geometry, point);
        }
      probed++;
      wrong += n[ZB_AREA_COMMITTEE] != 1 || n[ZB_AREA_GRID] != 1 || n[ZB_AREA_SUBDISTRICT] != 1 ||
               n[ZB_AREA_COMMUNITY] > 1;
    }
  g_assert_cmpuint (wrong, <=, 4); /* the facts' outlines overlap by centimetres */
}

static double
square_metres (const ZbGeometry *geometry)
{
  double sum = 0;
  for (guint i = 0; i < zb_geometry_get_n_rings (geometry); i++)
    {
      g_autoptr (GArray) ring = zb_xys_new ();
      guint n;
      const ZbPoint *corners = zb_geometry_get_ring (geometry, i, &n);
      for (guint k = 0; k + 1 < n; k++)
        {
          ZbXY corner = zb_xy_from_point (corners[k]);
          g_array_append_val (ring, corner);
        }
      sum += zb_ring_area (ring);
    }
  return sum;
}

/* Nobody looks after a strip between two roads. */
static void
test_areas_are_no_slivers (void)
{
  const ZbQuarters *quarters = district->ground.quarters;
  for (guint i = 0; i < quarters->areas->len; i++)
    {
      const ZbArea *area = quarters->areas->pdata[i];
      double least = area->kind == ZB_AREA_COMMUNITY ? 3000 : 25000;
      if (square_metres (area->geometry) < least)
        g_error ("%s %s has only %.0f m²", area->code, area->name, square_metres (area->geometry));
    }
}

static void
test_communities_lie_in_their_committees (void)
{
  g_autoptr (GHashTable) by_id = index_areas ();
  const ZbQuarters *quarters = district->ground.quarters;
  for (guint i = 0; i < quarters->count[ZB_AREA_COMMUNITY]; i++)
    {
      const ZbArea *community = quarters->areas->pdata[quarters->first[ZB_AREA_COMMUNITY] + i];
      const ZbArea *committee = g_hash_table_lookup (by_id, community->parent);
      guint n;
      const ZbPoint *ring = zb_geometry_get_ring (community->geometry, 0, &n);
      g_assert_cmpint (committee->kind, ==, ZB_AREA_COMMITTEE);
      for (guint k = 0; k < n; k++)
        g_assert_true (zb_geometry_contains (committee->geometry, ring[k]));
    }
}

static double
share_near_roads (ZbDeviceKind kind, ZbProject project, double metres)
{
  guint near = 0, n = 0;
  for (guint i = 0; i < district->devices->len; i++)
    {
      const ZbDevice *device = district->devices->pdata[i];
      if (device->kind != (int)kind || device->project != (int)project)
        continue;
      n++;
      near += zb_segments_nearest (district->ground.fabric->segments, zb_xy_from_point (device->location),
                                   metres, NULL) != NULL;
    }
  return (double)near / n;
}

static void
test_street_devices_stand_in_streets (void)
{
  g_assert_cmpfloat (share_near_roads (ZB_DEVICE_CAMERA, ZB_PROJECT_XUELIANG, 25), >, 0.9);
  g_assert_cmpfloat (share_near_roads (ZB_DEVICE_MANHOLE, ZB_PROJECT_SMART_SECURITY, 14), ==, 1.0);
  g_assert_cmpfloat (share_near_roads (ZB_DEVICE_CAMERA, ZB_PROJECT_SMART_SECURITY, 25), <, 0.7);
}

/* In squares of 200 m the counts vary far more than they would if all were strewn about evenly, for
 * which the variance would be as large as the mean (Poisson). */
static void
test_spread_is_not_even (void)
{
  g_autofree guint *squares = g_new0 (guint, 60 * 60);
  double sum = 0, square_sum = 0, mean, variance;
  guint n = 0;
  for (guint i = 0; i < district->devices->len; i++)
    {
      ZbXY spot = zb_xy_from_point (((ZbDevice *)district->devices->pdata[i])->location);
      squares[(int)floor (spot.x / 200 + 30) * 60 + (int)floor (spot.y / 200 + 30)]++;
    }
  for (guint i = 0; i < 60 * 60; i++)
    if (squares[i] > 0)
      {
        sum += squares[i];
        square_sum += (double)squares[i] * squares[i];
        n++;
      }
  mean = sum / n;
  variance = square_sum / n - mean * mean;
  g_assert_cmpuint (n, >, 500);
  g_assert_cmpfloat (variance / mean, >, 5);
}

static void
test_cameras_look_somewhere (void)
{
  guint along = 0, n = 0;
  for (guint i = 0; i < district->devices->len; i++)
    {
      const ZbDevice *device = district->devices->pdata[i];
      const ZbSegment *road;
      double off;
      if (device->kind != ZB_DEVICE_CAMERA)
        {
          g_assert_true (isnan (device->heading));
          continue;
        }
      g_assert_true (device->heading >= 0 && device->heading < 360 && device->fov > 30 &&
                     device->range >= 30);
      g_assert_cmpstr (device->profiles[0], ==, "main");
      if (device->placement != ZB_PLACEMENT_COMMERCIAL)
        continue;
      road = zb_segments_nearest (district->ground.fabric->segments, zb_xy_from_point (device->location), 40,
                                  NULL);
      off = fmod (device->heading - zb_xy_heading (road->a, road->b) + 720, 180);
      n++;
      along += fmin (off, 180 - off) < 25;
    }
  g_assert_cmpfloat ((double)along / n, >, 0.6);
}

static void
test_about_one_in_a_hundred_is_unwell (void)
{
  guint unwell = 0;
  for (guint i = 0; i < district->devices->len; i++)
    unwell += ((ZbDevice *)district->devices->pdata[i])->status != ZB_DEVICE_ONLINE;
  g_assert_cmpfloat ((double)unwell / ZB_N_DEVICES, >, 0.005);
  g_assert_cmpfloat ((double)unwell / ZB_N_DEVICES, <, 0.02);
}

static void
test_every_kind_has_a_plan (void)
{
  guint n_kinds;
  const ZbAlertKind *catalogue = zb_alert_kinds (&n_kinds);
  g_assert_cmpuint (district->plans->len, ==, n_kinds);
  for (guint k = 0; k < n_kinds; k++)
    {
      const ZbPlan *plan = NULL;
      for (guint i = 0; i < district->plans->len && !plan; i++)
        if (g_strcmp0 (((ZbPlan *)district->plans->pdata[i])->kind, catalogue[k].nick) == 0)
          plan = district->plans->pdata[i];
      g_assert_nonnull (plan);
      g_assert_cmpuint (g_strv_length (plan->checklist), >=, 3);
      g_assert_cmpuint (g_strv_length (plan->checks), >=, 1);
      for (int severity = ZB_SEVERITY_LOW; severity <= ZB_SEVERITY_URGENT; severity++)
        {
          const ZbPlanTimes *times = zb_plan_find_times (plan, (ZbSeverity)severity);
          g_assert_true (times->accept < times->arrive && times->arrive < times->finish);
        }
    }
}

static void
test_algorithms_raise_known_kinds (void)
{
  for (guint i = 0; i < district->algorithms->len; i++)
    {
      const ZbAlgorithm *algorithm = district->algorithms->pdata[i];
      gboolean in_use = algorithm->use == ZB_ALGORITHM_ASSIST;
      for (guint k = 0; algorithm->kinds[k]; k++)
        g_assert_nonnull (zb_alert_kind_find (algorithm->kinds[k]));
      g_assert_cmpint (in_use, ==, algorithm->review->state == ZB_REVIEW_APPROVED);
    }
}

static void
test_units_drive_on_roads (void)
{
  for (guint unit = 0; unit < ZB_N_UNITS; unit++)
    {
      const ZbUnit *one = district->forces->units->pdata[unit];
      g_autoptr (GArray) trip = zb_district_make_trip (district, unit, one->location, 0);
      g_assert_cmpuint (trip->len, >=, 2);
      for (guint i = 0; i < trip->len; i++)
        {
          ZbXY spot = zb_xy_from_point (g_array_index (trip, ZbPoint, i));
          g_assert_nonnull (zb_segments_nearest (district->ground.fabric->segments, spot, 6, NULL));
        }
      g_assert_cmpfloat (
          zb_point_distance (g_array_index (trip, ZbPoint, 0), g_array_index (trip, ZbPoint, trip->len - 1)),
          >, 250);
    }
}

static void
test_stamp_marks_everything (void)
{
  g_autoptr (ZbDistrict) fresh = zb_district_new (3);
  zb_district_stamp (fresh, 42);
  g_assert_cmpint (((ZbDevice *)fresh->devices->pdata[0])->as_of, ==, 42);
  g_assert_cmpint (((ZbEntity *)fresh->plans->pdata[0])->updated_at, ==, 42);
}

int
main (int argc, char **argv)
{
  int code;
  g_test_init (&argc, &argv, NULL);
  district = zb_district_new (ZB_DISTRICT_SEED);
  g_test_add_func ("/district/counts", test_counts);
  g_test_add_func ("/district/ids", test_ids_are_ids);
  g_test_add_func ("/district/same-seed", test_same_seed_same_district);
  g_test_add_func ("/district/devices-in-areas", test_devices_lie_in_their_areas);
  g_test_add_func ("/district/creek-is-free", test_nothing_stands_in_the_creek);
  g_test_add_func ("/district/roads-and-parks-are-free", test_no_building_in_a_road_or_park);
  g_test_add_func ("/district/areas-leave-no-gap", test_areas_leave_no_gap);
  g_test_add_func ("/district/no-slivers", test_areas_are_no_slivers);
  g_test_add_func ("/district/communities-in-committees", test_communities_lie_in_their_committees);
  g_test_add_func ("/district/devices-in-streets", test_street_devices_stand_in_streets);
  g_test_add_func ("/district/spread", test_spread_is_not_even);
  g_test_add_func ("/district/headings", test_cameras_look_somewhere);
  g_test_add_func ("/district/health", test_about_one_in_a_hundred_is_unwell);
  g_test_add_func ("/district/plans", test_every_kind_has_a_plan);
  g_test_add_func ("/district/algorithms", test_algorithms_raise_known_kinds);
  g_test_add_func ("/district/trips", test_units_drive_on_roads);
  g_test_add_func ("/district/stamp", test_stamp_marks_everything);
  code = g_test_run ();
  zb_district_free (district);
  return code;
}
