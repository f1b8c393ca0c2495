/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-label-fixture.h"

#include "vector-tile.pb-c.h"

const char zb_label_fixture_style[] =
    "{\"version\":8,\"layers\":["
    "{\"id\":\"land\",\"type\":\"background\",\"paint\":{\"background-color\":\"#101010\"}},"
    "{\"id\":\"station\",\"type\":\"symbol\",\"source-layer\":\"place\",\"minzoom\":14,"
    "\"filter\":[\"==\",[\"get\",\"class\"],\"metro\"],"
    "\"layout\":{\"text-field\":[\"concat\",\"◆ \",[\"get\",\"name\"]],\"text-size\":12},"
    "\"paint\":{\"text-color\":\"#8CA3BD\"}},"
    "{\"id\":\"street\",\"type\":\"symbol\",\"source-layer\":\"road\",\"minzoom\":12,\"maxzoom\":19,"
    "\"filter\":[\"all\",[\"has\",\"name\"],[\">=\",[\"get\",\"length\"],300]],"
    "\"layout\":{\"text-field\":[\"get\",\"name\"],\"symbol-placement\":\"line\",\"symbol-spacing\":900,"
    "\"text-font\":[\"Noto Sans CJK SC Bold\"],\"text-letter-spacing\":0.06,"
    "\"text-size\":[\"interpolate\",[\"exponential\",1.8],[\"zoom\"],12,12,15,12,16,14]},"
    "\"paint\":{\"text-color\":\"#7F8995\"}}]}";

#define ZIGZAG(value) ((guint32)(value) << 1 ^ (guint32)((value) >> 31))

/* From one corner to the next, in 4096ths of the tile. */
static Zb__VectorTile__Feature *
make_feature (Zb__VectorTile__Geometry type, guint32 name, guint32 length, const int *corners, guint n)
{
  Zb__VectorTile__Feature *feature = g_new (Zb__VectorTile__Feature, 1);
  int x = 0, y = 0;

  zb__vector_tile__feature__init (feature);
  feature->has_type = TRUE;
  feature->type = type;
  feature->tags = g_new (guint32, 6);
  feature->tags[feature->n_tags++] = 0, feature->tags[feature->n_tags++] = name;
  feature->tags[feature->n_tags++] = 1, feature->tags[feature->n_tags++] = length;
  feature->tags[feature->n_tags++] = 2, feature->tags[feature->n_tags++] = 6;
  feature->geometry = g_new (guint32, 2 * n + 2);
  for (guint i = 0; i < n; i++)
    {
      if (i == 0)
        feature->geometry[feature->n_geometry++] = 1 << 3 | 1;
      else if (i == 1)
        feature->geometry[feature->n_geometry++] = (n - 1) << 3 | 2;
      feature->geometry[feature->n_geometry++] = ZIGZAG (corners[2 * i] - x);
      feature->geometry[feature->n_geometry++] = ZIGZAG (corners[2 * i + 1] - y);
      x = corners[2 * i], y = corners[2 * i + 1];
    }
  return feature;
}

static Zb__VectorTile__Layer *
make_layer (const char *name, Zb__VectorTile__Value **values, guint n_values)
{
  static char *keys[] = { "name", "length", "class" };
  Zb__VectorTile__Layer *layer = g_new (Zb__VectorTile__Layer, 1);

  zb__vector_tile__layer__init (layer);
  layer->version = 2;
  layer->name = (char *)name;
  layer->has_extent = TRUE;
  layer->extent = 4096;
  layer->n_keys = G_N_ELEMENTS (keys);
  layer->keys = keys;
  layer->n_values = n_values;
  layer->values = values;
  layer->features = g_new0 (Zb__VectorTile__Feature *, 4);
  return layer;
}

static Zb__VectorTile__Value *
make_value (const char *text, guint64 number)
{
  Zb__VectorTile__Value *value = g_new (Zb__VectorTile__Value, 1);

  zb__vector_tile__value__init (value);
  value->text = (char *)text;
  value->has_natural = text == NULL;
  value->natural = number;
  return value;
}

static void
free_layer (Zb__VectorTile__Layer *layer)
{
  for (gsize i = 0; i < layer->n_features; i++)
    {
      g_free (layer->features[i]->tags);
      g_free (layer->features[i]->geometry);
      g_free (layer->features[i]);
    }
  g_free (layer->features);
  g_free (layer);
}

GBytes *
zb_label_fixture_tile (void)
{
  /* The level one goes from east to west: its name is still read from west to east. */
  static const int level[] = { 4000, 1000, 96, 1100 }, steep[] = { 600, 4000, 700, 1400 },
                   crooked[] = { 2000, 2600, 2160, 2620, 2000, 2640, 2160, 2660, 2000, 2680 },
                   station[] = { 3000, 3000 };
  Zb__VectorTile__Value *values[] = { make_value ("天山路", 0), make_value ("中山西路", 0),
                                      make_value ("安化路", 0), make_value ("娄山关路", 0),
                                      make_value (NULL, 900),   make_value (NULL, 200),
                                      make_value ("metro", 0) };
  Zb__VectorTile__Layer *layers[] = { make_layer ("road", values, G_N_ELEMENTS (values)),
                                      make_layer ("place", values, G_N_ELEMENTS (values)) };
  Zb__VectorTile tile = ZB__VECTOR_TILE__INIT;
  guint8 *bytes;
  gsize size;

  layers[0]->features[layers[0]->n_features++] =
      make_feature (ZB__VECTOR_TILE__GEOMETRY__LINE, 0, 4, level, 2);
  layers[0]->features[layers[0]->n_features++] =
      make_feature (ZB__VECTOR_TILE__GEOMETRY__LINE, 1, 4, steep, 2);
  layers[0]->features[layers[0]->n_features++] =
      make_feature (ZB__VECTOR_TILE__GEOMETRY__LINE, 2, 4, crooked, 5);
  /* Too short a street to be named, by what it says of itself. */
  layers[0]->features[layers[0]->n_features++] =
      make_feature (ZB__VECTOR_TILE__GEOMETRY__LINE, 3, 5, level, 2);
  layers[1]->features[layers[1]->n_features++] =
      make_feature (ZB__VECTOR_TILE__GEOMETRY__POINT, 3, 4, station, 1);
  tile.n_layers = G_N_ELEMENTS (layers);
  tile.layers = layers;
  bytes = g_malloc (zb__vector_tile__get_packed_size (&tile));
  size = zb__vector_tile__pack (&tile, bytes);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    free_layer (layers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  return g_bytes_new_take (bytes, size);
}
