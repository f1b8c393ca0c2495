/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices in the street: the cameras of the Xueliang project and the manholes. */
#include "zb-fitter.h"

#include <math.h>

/* How the 5,925 cameras are spread over the seven placements. */
static const guint n_of_placement[ZB_PLACEMENT_MOBILE + 1] = {
  [ZB_PLACEMENT_RESIDENTIAL] = 2300, [ZB_PLACEMENT_COMMERCIAL] = 1450, [ZB_PLACEMENT_CROWDED] = 820,
  [ZB_PLACEMENT_BOUNDARY] = 310,     [ZB_PLACEMENT_KEY_AREA] = 745,    [ZB_PLACEMENT_HIGH_LOOKOUT] = 160,
  [ZB_PLACEMENT_MOBILE] = 140,
};
G_STATIC_ASSERT (2300 + 1450 + 820 + 310 + 745 + 160 + 140 == ZB_N_XUELIANG_CAMERAS);

/* --- picking a road and a place along it ------------------------------------------------- */

/* Roads of some classes, each as likely as it is long. */
typedef struct
{
  const ZbFabric *fabric;
  GArray *roads;   /* guint */
  GArray *lengths; /* double, summed up */
} RoadPicker;

static RoadPicker
road_picker_new (const ZbFabric *fabric, ZbRoadClass from, ZbRoadClass to)
{
  RoadPicker picker = { fabric, g_array_new (FALSE, FALSE, sizeof (guint)),
                        g_array_new (FALSE, FALSE, sizeof (double)) };
  double sum = 0;
  for (guint i = 0; i < fabric->roads->len; i++)
    {
      const ZbRoad *road = g_ptr_array_index (fabric->roads, i);
      if (road->road_class < from || road->road_class > to)
        continue;
      sum += zb_line_length (road->line);
      g_array_append_val (picker.roads, i);
      g_array_append_val (picker.lengths, sum);
    }
  return picker;
}

static void
road_picker_clear (RoadPicker *picker)
{
  g_array_unref (picker->roads);
  g_array_unref (picker->lengths);
}

static const ZbRoad *
pick_road (const RoadPicker *picker, ZbDice *dice, double *along)
{
  guint low = 0, high = picker->roads->len - 1;
  double at = zb_dice_fraction (dice) * g_array_index (picker->lengths, double, high);
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (picker->lengths, double, middle) < at)
        low = middle + 1;
      else
        high = middle;
    }
  *along = at - (low ? g_array_index (picker->lengths, double, low - 1) : 0);
  return g_ptr_array_index (picker->fabric->roads, g_array_index (picker->roads, guint, low));
}

/* --- cameras -------------------------------------------------------------------------------- */

static ZbDevice *
add_camera (ZbFitter *self, ZbPlacement placement, ZbXY spot, double heading, const char *name)
{
  ZbDevice *camera = zb_fitter_add (self, ZB_DEVICE_CAMERA, spot, name);
  if (!camera)
    return NULL;
  camera->project = ZB_PROJECT_XUELIANG;
  zb_fitter_aim (self, camera, placement, heading);
  return camera;
}

/* On a pole at the kerb, looking along the road or against it. */
static ZbDevice *
add_at_kerb (ZbFitter *self, ZbPlacement placement, const ZbRoad *road, double along, const char *name)
{
  double heading, side = zb_dice_chance (&self->dice, 0.5) ? 90 : -90;
  ZbXY middle = zb_line_at (road->line, along, &heading);
  ZbXY pole = zb_xy_ahead (middle, heading + side, zb_road_half_width (road->road_class) - 1.5);
  return add_camera (self, placement, pole, zb_dice_chance (&self->dice, 0.5) ? heading : heading + 180,
                     name);
}

static const char *
road_name (const ZbFabric *fabric, const ZbJunction *junction, guint arm)
{
  const ZbRoad *road = g_ptr_array_index (fabric->roads, g_array_index (junction->roads, guint, arm));
  return road->name;
}

/* 娄山关路天山路口, or NULL where no two roads with names meet. */
static char *
name_junction (const ZbFabric *fabric, const ZbJunction *junction)
{
  const char *first = road_name (fabric, junction, 0);
  for (guint arm = 1; arm < junction->arms->len; arm++)
    {
      const char *second = road_name (fabric, junction, arm);
      if (first && second && g_strcmp0 (first, second) != 0)
        return g_strdup_printf ("%s%s口", first, second);
      if (!first)
        first = second;
    }
  return NULL;
}

/* On the corner behind one of the arms, looking along it. */
static ZbDevice *
add_at_junction (ZbFitter *self, ZbPlacement placement, guint junction_number, const char *name)
{
  const ZbGround *ground = self->ground;
  const ZbJunction *junction = g_ptr_array_index (ground->net->nodes, junction_number);
  guint arm = zb_dice_pick (&self->dice, junction->arms->len);
  const ZbJunction *next = g_ptr_array_index (ground->net->nodes, g_array_index (junction->arms, guint, arm));
  const ZbRoad *road = g_ptr_array_index (ground->fabric->roads, g_array_index (junction->roads, guint, arm));
  double heading = zb_xy_heading (junction->spot, next->spot);
  ZbXY corner = zb_xy_ahead (junction->spot, heading + 135, zb_road_half_width (road->road_class) * 1.3);
  g_autofree char *crossing = name ? g_strdup (name) : name_junction (ground->fabric, junction);
  return add_camera (self, placement, corner, heading, crossing);
}

static void
add_along_roads (ZbFitter *self, ZbPlacement placement, ZbRoadClass from, ZbRoadClass to,
                 double junction_share)
{
  RoadPicker picker = road_picker_new (self->ground->fabric, from, to);
  const GArray *junctions = self->ground->net->junctions;
  for (guint n = 0; n < n_of_placement[placement];)
    {
      double along;
      const ZbRoad *road = pick_road (&picker, &self->dice, &along);
      ZbDevice *camera = NULL;
      if (zb_dice_chance (&self->dice, junction_share))
        {
          guint junction = g_array_index (junctions, guint, zb_dice_pick (&self->dice, junctions->len));
          const ZbJunction *node = g_ptr_array_index (self->ground->net->nodes, junction);
          const ZbRoad *arm =
              g_ptr_array_index (self->ground->fabric->roads, g_array_index (node->roads, guint, 0));
          if (arm->road_class >= from && arm->road_class <= to)
            camera = add_at_junction (self, placement, junction, NULL);
        }
      else
        camera = add_at_kerb (self, placement, road, along, NULL);
      n += camera ? 1 : 0;
    }
  road_picker_clear (&picker);
}

/* --- around a place that many people come to ------------------------------------------- */

static const char *const sides[] = { "北侧", "东北角", "东侧", "东南角", "南侧", "西南角", "西侧", "西北角" };

static gboolean
poi_is_of (const ZbPoi *poi, ZbPlacement placement)
{
  gboolean crowded = g_str_equal (poi->poi_class, "metro") || g_str_equal (poi->poi_class, "landmark");
  return placement == ZB_PLACEMENT_CROWDED ? crowded : !g_str_equal (poi->poi_class, "metro");
}

static char *
name_around_poi (ZbFitter *self, const ZbPoi *poi, ZbXY spot)
{
  if (g_str_equal (poi->poi_class, "metro"))
    return g_strdup_printf ("%s站%u号口", poi->name, 1 + zb_dice_pick (&self->dice, 6));
  return g_strdup_printf ("%s%s", poi->name,
                          sides[(guint)((zb_xy_heading (poi->spot, spot) + 22.5) / 45) % 8]);
}

static ZbDevice *
add_around_poi (ZbFitter *self, ZbPlacement placement, const ZbPoi *poi)
{
  double far = 20 + 420 * zb_dice_fraction (&self->dice);
  ZbXY spot = zb_xy_ahead (poi->spot, zb_dice_between (&self->dice, 0, 360), far);
  double metres = 0;
  const ZbSegment *near = zb_segments_nearest (self->ground->fabric->segments, spot, 120, &metres);
  g_autofree char *name = name_around_poi (self, poi, spot);
  double t, along;
  const ZbRoad *road;
  if (!near || metres > 60)
    return zb_fabric_is_open (self->ground->fabric, spot, 0)
               ? NULL
               : add_camera (self, placement, spot, zb_xy_heading (spot, poi->spot), name);
  road = g_ptr_array_index (self->ground->fabric->roads, near->tag);
  zb_xy_to_segment (spot, near->a, near->b, &t);
  along = near->along + t * zb_xy_distance (near->a, near->b);
  return add_at_kerb (self, placement, road, along, name);
}

static void
add_around_pois (ZbFitter *self, ZbPlacement placement)
{
  const GPtrArray *pois = self->ground->fabric->facts->pois;
  for (guint n = 0; n < n_of_placement[placement];)
    {
      const ZbPoi *poi = g_ptr_array_index (pois, zb_dice_pick (&self->dice, pois->len));
      if (poi_is_of (poi, placement) && add_around_poi (self, placement, poi))
        n++;
    }
}

/* --- the district's boundary, roofs, vehicles ------------------------------------------------ */

static GArray *
find_boundary_nodes (const ZbGround *ground)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < ground->net->nodes->len; i++)
    {
      const ZbJunction *node = g_ptr_array_index (ground->net->nodes, i);
      if (zb_ring_distance (ground->fabric->facts->district->ring, node->spot) < 90 &&
          zb_ring_contains (ground->fabric->facts->district->ring, node->spot))
        g_array_append_val (near, i);
    }
  return near;
}

static void
add_at_boundary (ZbFitter *self)
{
  const ZbGround *ground = self->ground;
  g_autoptr (GArray) near = find_boundary_nodes (ground);
  for (guint n = 0; n < n_of_placement[ZB_PLACEMENT_BOUNDARY];)
    {
      guint number = g_array_index (near, guint, zb_dice_pick (&self->dice, near->len));
      const ZbJunction *node = g_ptr_array_index (ground->net->nodes, number);
      double along;
      g_autofree char *name =
          g_strdup_printf ("%s区界", zb_fabric_nearest_named_road (ground->fabric, node->spot, &along)->name);
      if (add_at_junction (self, ZB_PLACEMENT_BOUNDARY, number, name))
        n++;
    }
}

static void
add_on_roofs (ZbFitter *self)
{
  const GArray *buildings = self->ground->buildings;
  for (guint n = 0; n < n_of_placement[ZB_PLACEMENT_HIGH_LOOKOUT];)
    {
      const ZbBuilding *building =
          &g_array_index (buildings, ZbBuilding, zb_dice_pick (&self->dice, buildings->len));
      g_autofree char *address = NULL;
      g_autofree char *name = NULL;
      if (building->kind != ZB_BUILDING_TOWER && building->kind != ZB_BUILDING_HALL)
        continue;
      address = zb_devices_describe_address (self->ground, building->centre);
      name = g_strconcat (address, "楼顶", NULL);
      if (add_camera (self, ZB_PLACEMENT_HIGH_LOOKOUT, building->centre,
                      zb_dice_between (&self->dice, 0, 360), name))
        n++;
    }
}

static void
add_on_vehicles (ZbFitter *self)
{
  RoadPicker picker = road_picker_new (self->ground->fabric, ZB_ROAD_PRIMARY, ZB_ROAD_STREET);
  for (guint n = 0; n < n_of_placement[ZB_PLACEMENT_MOBILE];)
    {
      double along;
      const ZbRoad *road = pick_road (&picker, &self->dice, &along);
      g_autofree char *name = g_strdup_printf ("移动布控%03u", n + 1);
      if (add_at_kerb (self, ZB_PLACEMENT_MOBILE, road, along, name))
        n++;
    }
  road_picker_clear (&picker);
}

/**
 * zb_fitter_add_street_cameras:
 * @self: the fitter
 *
 * Puts up the cameras of the Xueliang project: at junctions and along roads, around stations and other
 * places that many people come to, at the boundary, on roofs and on vehicles.
 */
void
zb_fitter_add_street_cameras (ZbFitter *self)
{
  add_along_roads (self, ZB_PLACEMENT_RESIDENTIAL, ZB_ROAD_SECONDARY, ZB_ROAD_LANE, 0.45);
  add_along_roads (self, ZB_PLACEMENT_COMMERCIAL, ZB_ROAD_PRIMARY, ZB_ROAD_SECONDARY, 0.5);
  add_around_pois (self, ZB_PLACEMENT_CROWDED);
  add_at_boundary (self);
  add_around_pois (self, ZB_PLACEMENT_KEY_AREA);
  add_on_roofs (self);
  add_on_vehicles (self);
}

/* --- manholes ---------------------------------------------------------------------------------- */

static const char *const wells[] = { "雨水井", "雨水井", "雨水井", "污水井",
                                     "污水井", "电力井", "燃气井", "通信井" };

/**
 * zb_fitter_add_manholes:
 * @self: the fitter
 *
 * Puts the smart manhole covers into the roadway.
 */
void
zb_fitter_add_manholes (ZbFitter *self)
{
  RoadPicker picker = road_picker_new (self->ground->fabric, ZB_ROAD_PRIMARY, ZB_ROAD_LANE);
  for (guint n = 0; n < ZB_N_MANHOLES;)
    {
      double along, heading;
      const ZbRoad *road = pick_road (&picker, &self->dice, &along);
      ZbXY middle = zb_line_at (road->line, along, &heading);
      double off = zb_dice_between (&self->dice, 0.8, zb_road_half_width (road->road_class) - 2);
      ZbXY spot = zb_xy_ahead (middle, heading + (zb_dice_chance (&self->dice, 0.5) ? 90 : -90), off);
      g_autofree char *address = zb_devices_describe_address (self->ground, spot);
      g_autofree char *name =
          g_strconcat (address, wells[zb_dice_pick (&self->dice, G_N_ELEMENTS (wells))], NULL);
      if (zb_fitter_add (self, ZB_DEVICE_MANHOLE, spot, name))
        n++;
    }
  road_picker_clear (&picker);
}
