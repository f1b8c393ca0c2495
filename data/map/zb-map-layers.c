/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the base map of the demonstration district for tippecanoe: one GeoJSON feature a line, each
 * naming the layer it belongs to and the zooms at which it is needed; and its roads by themselves, for who
 * measures ways. Run at build time. */
#include "zb-district.h"
#include "zb-names.h"

#include <math.h>
#include <stdio.h>

/* How far roads and the creek run on beyond the district, in metres, so that it does not end in the void. */
#define RUN_ON 2600.0
#define AT_THE_EDGE 260.0

typedef struct
{
  FILE *out;
  const ZbGround *ground;
} Writer;

/* --- one feature ----------------------------------------------------------------------------- */

static void
begin_feature (Writer *writer, const char *layer, int min_zoom, const char *class_name, const char *name)
{
  fprintf (writer->out, "{\"type\":\"Feature\",\"tippecanoe\":{\"layer\":\"%s\",\"minzoom\":%d},", layer,
           min_zoom);
  fprintf (writer->out, "\"properties\":{\"class\":\"%s\"", class_name);
  if (name) /* names are ours and hold nothing that JSON would have to escape */
    fprintf (writer->out, ",\"name\":\"%s\"", name);
}

static void
begin_geometry (Writer *writer, const char *type)
{
  fprintf (writer->out, "},\"geometry\":{\"type\":\"%s\",\"coordinates\":", type);
}

static void
end_feature (Writer *writer)
{
  fputs ("}}\n", writer->out);
}

static void
write_position (Writer *writer, ZbXY spot, gboolean first)
{
  ZbPoint point = zb_xy_to_point (spot);
  fprintf (writer->out, "%s[%.7f,%.7f]", first ? "" : ",", point.lon, point.lat);
}

static void
write_positions (Writer *writer, const GArray *spots, gboolean closed)
{
  fputc ('[', writer->out);
  for (guint i = 0; i < spots->len + (closed ? 1 : 0); i++)
    write_position (writer, ZB_XY (spots, i % spots->len), i == 0);
  fputc (']', writer->out);
}

static void
write_line (Writer *writer, const char *layer, int min_zoom, const char *class_name, const char *name,
            const GArray *line)
{
  begin_feature (writer, layer, min_zoom, class_name, name);
  if (name) /* so that a style can leave out the names of the short ones */
    fprintf (writer->out, ",\"length\":%.0f", zb_line_length (line));
  begin_geometry (writer, "LineString");
  write_positions (writer, line, FALSE);
  end_feature (writer);
}

static void
write_polygon (Writer *writer, const char *layer, int min_zoom, const char *class_name, const char *name,
               const GArray *ring)
{
  begin_feature (writer, layer, min_zoom, class_name, name);
  begin_geometry (writer, "Polygon");
  fputc ('[', writer->out);
  write_positions (writer, ring, TRUE);
  fputc (']', writer->out);
  end_feature (writer);
}

static void
write_place (Writer *writer, int min_zoom, const char *class_name, const char *name, ZbXY spot)
{
  begin_feature (writer, "place", min_zoom, class_name, name);
  begin_geometry (writer, "Point");
  write_position (writer, spot, TRUE);
  end_feature (writer);
}

/* --- ground, water, parks ------------------------------------------------------------------------ */

/* All around, so that every tile in reach has something to be drawn on. */
static void
write_surroundings (Writer *writer)
{
  static const ZbPoint corners[] = {
    { 121.20, 31.11 }, { 121.56, 31.11 }, { 121.56, 31.32 }, { 121.20, 31.32 }
  };
  g_autoptr (GArray) ring = zb_xys_new ();
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      ZbXY corner = zb_xy_from_point (corners[i]);
      g_array_append_val (ring, corner);
    }
  write_polygon (writer, "land", 9, "outside", NULL, ring);
  write_polygon (writer, "land", 9, "district", writer->ground->fabric->facts->district->name,
                 writer->ground->fabric->facts->district->ring);
}

/* A winding continuation: the creek's bends are some 900 m long. */
static void
add_bends (GArray *line, ZbXY from, double heading, gboolean prepend)
{
  for (guint i = 1; i <= 40; i++)
    {
      double metres = RUN_ON * i / 40;
      ZbXY bend = zb_xy_ahead (zb_xy_ahead (from, heading, metres), heading + 90,
                               130 * sin (metres / 900 * 2 * G_PI));
      if (prepend)
        g_array_prepend_val (line, bend);
      else
        g_array_append_val (line, bend);
    }
}

static GArray *
run_creek_on (const GArray *line)
{
  GArray *longer = g_array_copy ((GArray *)line);
  guint last = line->len - 1;
  add_bends (longer, ZB_XY (line, 0), zb_xy_heading (ZB_XY (line, 1), ZB_XY (line, 0)), TRUE);
  add_bends (longer, ZB_XY (line, last), zb_xy_heading (ZB_XY (line, last - 1), ZB_XY (line, last)), FALSE);
  return longer;
}

static void
write_water_and_parks (Writer *writer)
{
  const ZbFacts *facts = writer->ground->fabric->facts;
  g_autoptr (GArray) creek = run_creek_on (facts->creek);
  g_autoptr (GArray) banks = zb_line_widen (creek, ZB_CREEK_HALF_WIDTH);
  write_polygon (writer, "water", 9, "creek", NULL, banks);
  write_line (writer, "water_name", 11, "creek", facts->creek_name, facts->creek);
  for (guint i = 0; i < facts->parks->len; i++)
    {
      const ZbSurface *park = facts->parks->pdata[i];
      write_polygon (writer, "park", 9, "park", NULL, park->ring);
      write_place (writer, 13, "park", park->name, zb_ring_centre (park->ring));
    }
}

/* --- roads ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  int min_zoom;
} road_classes[ZB_N_ROAD_CLASSES] = {
  [ZB_ROAD_EXPRESSWAY] = { "expressway", 9 },
  [ZB_ROAD_PRIMARY] = { "primary", 9 },
  [ZB_ROAD_SECONDARY] = { "secondary", 11 },
  [ZB_ROAD_STREET] = { "street", 12 },
  [ZB_ROAD_LANE] = { "lane", 13 },
};

/* Not a road that ends at the edge but leads along it or back in. */
static gboolean
leads_out (Writer *writer, ZbXY from, ZbXY to)
{
  for (double metres = AT_THE_EDGE; metres < RUN_ON; metres += AT_THE_EDGE / 4)
    if (zb_ring_contains (writer->ground->fabric->facts->district->ring,
                          zb_xy_between (from, to, metres / RUN_ON)))
      return FALSE;
  return TRUE;
}

/* Beyond the district a main road runs on for a while, without a name. */
static void
write_run_on (Writer *writer, const ZbRoad *road, guint end, guint next)
{
  ZbXY from = ZB_XY (road->line, end);
  ZbXY to = zb_xy_ahead (from, zb_xy_heading (ZB_XY (road->line, next), from), RUN_ON);
  g_autoptr (GArray) line = zb_xys_new ();
  if (!leads_out (writer, from, to))
    return;
  g_array_append_val (line, from);
  g_array_append_val (line, to);
  write_line (writer, "road_outside", 9, road_classes[road->road_class].name, NULL, line);
}

static void
write_roads (Writer *writer)
{
  const ZbFabric *fabric = writer->ground->fabric;
  for (guint i = 0; i < fabric->roads->len; i++)
    {
      const ZbRoad *road = fabric->roads->pdata[i];
      write_line (writer, "road", road_classes[road->road_class].min_zoom,
                  road_classes[road->road_class].name, road->name, road->line);
      if (i >= fabric->facts->roads->len)
        continue;
      write_run_on (writer, road, 0, 1);
      write_run_on (writer, road, road->line->len - 1, road->line->len - 2);
    }
}

/* --- borders --------------------------------------------------------------------------------------- */

static char *
edge_key (ZbXY a, ZbXY b)
{
  gboolean swap = a.x > b.x || (a.x == b.x && a.y > b.y);
  ZbXY from = swap ? b : a, to = swap ? a : b;
  return g_strdup_printf ("%.0f %.0f %.0f %.0f", from.x, from.y, to.x, to.y);
}

static void
end_border (Writer *writer, GArray **line)
{
  if (*line)
    write_line (writer, "boundary", 10, "subdistrict", NULL, *line);
  g_clear_pointer (line, g_array_unref);
}

/* What two subdistricts share is drawn once, what is the district's own border not at all. */
static void
write_subdistrict_borders (Writer *writer, const GArray *ring, GHashTable *drawn)
{
  GArray *line = NULL;
  for (guint i = 0; i < ring->len; i++)
    {
      ZbXY a = ZB_XY (ring, i), b = ZB_XY (ring, (i + 1) % ring->len);
      double off =
          zb_ring_distance (writer->ground->fabric->facts->district->ring, zb_xy_between (a, b, 0.5));
      if (off < 3 || !g_hash_table_add (drawn, edge_key (a, b)))
        {
          end_border (writer, &line);
          continue;
        }
      if (!line)
        {
          line = zb_xys_new ();
          g_array_append_val (line, a);
        }
      g_array_append_val (line, b);
    }
  end_border (writer, &line);
}

static void
write_borders (Writer *writer)
{
  const ZbFacts *facts = writer->ground->fabric->facts;
  g_autoptr (GHashTable) drawn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) around = g_array_copy (facts->district->ring);
  g_array_append_val (around, ZB_XY (around, 0));
  write_line (writer, "boundary", 9, "district", NULL, around);
  for (guint i = 0; i < facts->subdistricts->len; i++)
    {
      const ZbSurface *surface = facts->subdistricts->pdata[i];
      write_subdistrict_borders (writer, surface->ring, drawn);
      write_place (writer, 10, "subdistrict", zb_names_subdistrict_short (i), zb_ring_centre (surface->ring));
    }
}

/* --- buildings, communities, places of interest --------------------------------------------------- */

static void
write_buildings (Writer *writer)
{
  static const char *const kinds[] = { "slab", "tower", "lane", "hall" };
  for (guint i = 0; i < writer->ground->buildings->len; i++)
    {
      const ZbBuilding *building = &g_array_index (writer->ground->buildings, ZbBuilding, i);
      g_autoptr (GArray) ring = zb_xys_new ();
      for (guint corner = 0; corner < 4; corner++)
        {
          ZbXY spot = zb_building_corner (building, corner == 1 || corner == 2 ? 1 : -1, corner < 2 ? 1 : -1);
          g_array_append_val (ring, spot);
        }
      write_polygon (writer, "building", 14, kinds[building->kind], NULL, ring);
    }
}

static void
write_communities (Writer *writer)
{
  const ZbQuarters *quarters = writer->ground->quarters;
  for (guint i = 0; i < quarters->communities->len; i++)
    {
      const ZbCommunity *community = quarters->communities->pdata[i];
      const ZbArea *area = quarters->areas->pdata[community->area];
      write_polygon (writer, "community", 13, "community", NULL, community->ring);
      write_place (writer, 15, "community", area->name, zb_ring_centre (community->ring));
    }
}

static void
write_pois (Writer *writer)
{
  const GPtrArray *pois = writer->ground->fabric->facts->pois;
  for (guint i = 0; i < pois->len; i++)
    {
      const ZbPoi *poi = pois->pdata[i];
      write_place (writer, 13, poi->poi_class, poi->name, poi->spot);
    }
}

/* --- the roads by themselves ------------------------------------------------------------------------ */

/* Roads end with the district here: what runs on beyond is drawn only. */
static void
write_road (Writer *writer, const ZbRoad *road)
{
  fprintf (writer->out, "{\"type\":\"Feature\",\"properties\":{\"layer\":\"road\",\"class\":\"%s\"",
           road_classes[road->road_class].name);
  if (road->name)
    fprintf (writer->out, ",\"name\":\"%s\"", road->name);
  begin_geometry (writer, "LineString");
  write_positions (writer, road->line, FALSE);
  end_feature (writer);
}

static gboolean
write_road_file (const ZbGround *ground, const char *path)
{
  Writer writer = { fopen (path, "w"), ground };
  if (!writer.out)
    return FALSE;
  for (guint i = 0; i < ground->fabric->roads->len; i++)
    write_road (&writer, ground->fabric->roads->pdata[i]);
  return fclose (writer.out) == 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (ZbDistrict) district = NULL;
  Writer writer = { 0 };
  if (argc != 3 || !(writer.out = fopen (argv[1], "w")))
    {
      fprintf (stderr, "usage: %s FILE ROADS\n", argv[0]);
      return 2;
    }
  district = zb_district_new (ZB_DISTRICT_SEED);
  writer.ground = &district->ground;
  write_surroundings (&writer);
  write_water_and_parks (&writer);
  write_communities (&writer);
  write_buildings (&writer);
  write_roads (&writer);
  write_borders (&writer);
  write_pois (&writer);
  return fclose (writer.out) == 0 && write_road_file (&district->ground, argv[2]) ? 0 : 1;
}
