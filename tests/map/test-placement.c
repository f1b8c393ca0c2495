/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where symbols and labels go: none over another as long as there is room. */
#include "zb-map-placement.h"

#include <math.h>

static char things[64]; /* whose addresses are keys, as those of entities are */

#define KEY(n) (&things[2 * (n)])

static graphene_point_t
find (const ZbMapPlacement *placement, int n, float x, float y)
{
  graphene_point_t place = GRAPHENE_POINT_INIT (x, y);
  g_assert_true (zb_map_placement_find (placement, KEY (n), &place));
  return place;
}

static void
add (ZbMapPlacement *placement, int n, ZbMapRank rank, float x, float y, float radius, float reach)
{
  zb_map_placement_add_symbol (placement, KEY (n), rank, GRAPHENE_POINT_INIT (x, y), radius, reach);
}

/* The alert is where it is, however late it was added; the cluster below it stands aside, no farther than
 * it may. */
static void
test_rank (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  add (placement, 0, ZB_MAP_RANK_CLUSTER, 100, 100, 18, 36);
  add (placement, 1, ZB_MAP_RANK_URGENT, 104, 100, 14, 0);
  zb_map_placement_solve (placement);
  graphene_point_t cluster = find (placement, 0, 100, 100), alert = find (placement, 1, 104, 100);
  g_assert_cmpfloat (alert.x, ==, 104);
  g_assert_cmpfloat (graphene_point_distance (&cluster, &alert, NULL, NULL), >=, 32);
  g_assert_cmpfloat (hypotf (cluster.x - 100, cluster.y - 100), <=, 36.01f);
}

/* Where nothing is free it stays where it belongs. */
static void
test_no_room (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  add (placement, 0, ZB_MAP_RANK_URGENT, 100, 100, 60, 0);
  add (placement, 1, ZB_MAP_RANK_LOW, 100, 100, 8, 22);
  zb_map_placement_solve (placement);
  graphene_point_t low = find (placement, 1, 100, 100);
  g_assert_cmpfloat (low.x, ==, 100);
  g_assert_cmpfloat (low.y, ==, 100);
}

static gboolean
add_chips (ZbMapPlacement *placement, gboolean must, graphene_point_t *place)
{
  add (placement, 0, ZB_MAP_RANK_UNIT, 100, 100, 8, 0);
  zb_map_placement_add_chip (placement, KEY (1), KEY (0), GRAPHENE_POINT_INIT (100, 100),
                             GRAPHENE_SIZE_INIT (60, 18), 12, must);
  zb_map_placement_solve (placement);
  *place = GRAPHENE_POINT_INIT (100, 100);
  return zb_map_placement_find (placement, KEY (1), place);
}

/* Right, else left, and where all sides are taken only what must be shown is. */
static void
test_chip (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  graphene_point_t place;
  g_assert_true (add_chips (placement, FALSE, &place));
  g_assert_cmpfloat (place.x, ==, 112);
  zb_map_placement_clear (placement);
  add (placement, 2, ZB_MAP_RANK_HIGH, 140, 100, 12, 0);
  g_assert_true (add_chips (placement, FALSE, &place));
  g_assert_cmpfloat (place.x, ==, 28);
  for (int must = 0; must < 2; must++)
    {
      zb_map_placement_clear (placement);
      add (placement, 2, ZB_MAP_RANK_HIGH, 140, 100, 12, 0);
      add (placement, 3, ZB_MAP_RANK_HIGH, 60, 100, 12, 0);
      add (placement, 4, ZB_MAP_RANK_HIGH, 100, 122, 12, 0);
      add (placement, 5, ZB_MAP_RANK_HIGH, 100, 78, 12, 0);
      g_assert_true (add_chips (placement, must, &place) == must);
    }
}

/* A chip follows the symbol that it names. */
static void
test_chip_follows (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  graphene_point_t place = GRAPHENE_POINT_INIT (100, 100);
  add (placement, 1, ZB_MAP_RANK_SELECTED, 100, 100, 10, 0);
  add (placement, 0, ZB_MAP_RANK_UNIT, 100, 100, 8, 30);
  zb_map_placement_add_chip (placement, KEY (2), KEY (0), place, GRAPHENE_SIZE_INIT (60, 18), 12, FALSE);
  zb_map_placement_solve (placement);
  graphene_point_t unit = find (placement, 0, 100, 100);
  g_assert_true (zb_map_placement_find (placement, KEY (2), &place));
  g_assert_cmpfloat (fabsf (unit.x - 100) + fabsf (unit.y - 100), >, 1);
  g_assert_cmpfloat_with_epsilon (fabsf (place.y - unit.y), 0, .01);
}

/* The map was moved since: spots move along. */
static void
test_moves_along (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  add (placement, 0, ZB_MAP_RANK_CLUSTER, 100, 100, 18, 36);
  add (placement, 1, ZB_MAP_RANK_URGENT, 100, 100, 14, 0);
  zb_map_placement_solve (placement);
  graphene_point_t before = find (placement, 0, 100, 100), after = find (placement, 0, 150, 80);
  g_assert_cmpfloat_with_epsilon (after.x - before.x, 50, .01);
  g_assert_cmpfloat_with_epsilon (after.y - before.y, -20, .01);
}

/* A crowd: whatever is shown is clear of everything that came before it. */
static void
test_crowd (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  static char crowd[1200];
  graphene_point_t places[300], spots[300];
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      places[i] = GRAPHENE_POINT_INIT ((float)g_rand_double_range (chance, 0, 1600),
                                       (float)g_rand_double_range (chance, 0, 900));
      zb_map_placement_add_symbol (placement, &crowd[2 * i], ZB_MAP_RANK_CLUSTER, places[i], 14, 60);
    }
  zb_map_placement_solve (placement);
  guint covered = 0;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      spots[i] = places[i];
      zb_map_placement_find (placement, &crowd[2 * i], &spots[i]);
      for (guint j = 0; j < i; j++)
        covered += graphene_point_distance (&spots[i], &spots[j], NULL, NULL) < 28;
    }
  g_assert_cmpuint (covered, ==, 0);
}

static void
test_name (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  graphene_point_t place = GRAPHENE_POINT_INIT (200, 200);
  add (placement, 0, ZB_MAP_RANK_CLUSTER, 200, 200, 16, 0);
  zb_map_placement_add_name (placement, KEY (1), place, GRAPHENE_SIZE_INIT (80, 20));
  zb_map_placement_solve (placement);
  g_assert_true (zb_map_placement_find (placement, KEY (1), &place));
  g_assert_cmpfloat (fabsf (place.y - 200), >=, 26);
}

/* Over a label nothing can be read; over a symbol the rest of a name still can. */
static void
test_has_text (void)
{
  g_autoptr (ZbMapPlacement) placement = zb_map_placement_new ();
  const graphene_rect_t there = GRAPHENE_RECT_INIT (300, 95, 40, 12),
                        aside = GRAPHENE_RECT_INIT (300, 140, 40, 12),
                        symbol = GRAPHENE_RECT_INIT (95, 95, 40, 12);
  add (placement, 0, ZB_MAP_RANK_URGENT, 100, 100, 14, 0);
  zb_map_placement_add_name (placement, KEY (1), GRAPHENE_POINT_INIT (320, 100), GRAPHENE_SIZE_INIT (60, 18));
  zb_map_placement_solve (placement);
  g_assert_true (zb_map_placement_has_text (placement, &there));
  g_assert_false (zb_map_placement_has_text (placement, &aside));
  g_assert_false (zb_map_placement_has_text (placement, &symbol));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/placement/rank", test_rank);
  g_test_add_func ("/placement/no-room", test_no_room);
  g_test_add_func ("/placement/chip", test_chip);
  g_test_add_func ("/placement/chip-follows", test_chip_follows);
  g_test_add_func ("/placement/moves-along", test_moves_along);
  g_test_add_func ("/placement/crowd", test_crowd);
  g_test_add_func ("/placement/name", test_name);
  g_test_add_func ("/placement/has-text", test_has_text);
  return g_test_run ();
}
