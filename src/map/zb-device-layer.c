/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district's devices.
 *
 *   store ── items-changed, a place changed ──▶ rebuild, once for a burst ──▶ thread: ZbClusterIndex
 *     │                                                                           │
 *     └──── changed: a state ──▶ zb_cluster_index_set_state () ──▶ redraw ◀───────┘
 *
 * A frame asks the index for what is on screen and paints that: some hundred texture nodes, however
 * many devices there are. The state of a device lives in the index too, so that a change of it costs a
 * walk up its clusters and nothing is built again.
 *
 * A camera is on the layer of its kind and on a line of defence, and is seen where both are. The index
 * knows one category an item and 32 of them, so a category is a layer and a line together: six times five.
 * What a frame asks for costs the same as with six; hiding a line walks up the clusters of its cameras once,
 * as hiding a layer does. */
#include "zb-device-layer.h"

#include "zb-cluster-index.h"

#include <math.h>

/* Changes of the store are waited for this long, so that filling it builds once. */
#define REBUILD_DELAY_MS 40
/* The reach of a wedge: what stands just outside may still look in. */
#define MARGIN 34
#define ROOM_AROUND_ALERT 30
#define ROOM_AROUND_CAMERA 24
/* Cameras this near to each other hang on one pole, and are spread around it so that each can be seen. */
#define ONE_SPOT_METRES 3
#define SPREAD 15
/* A cluster stands for the middle of many and may stand somewhat aside. */
#define CLUSTER_REACH 44
#define LOOKOUT_REACH 14
/* Cameras that look out over a quarter stand by themselves, as far as they are this far apart. */
#define LOOKOUT_METRES 700
/* What is on no line, and the lines. */
#define N_LINE_SLOTS (1 + ZB_N_DEFENCE_LINES)

G_STATIC_ASSERT (ZB_N_DEVICE_LAYERS *N_LINE_SLOTS <= ZB_CLUSTER_N_CATEGORIES);

struct _ZbDeviceLayer
{
  ZbSymbolLayer parent_instance;
  ZbStore *store;
  GPtrArray *devices; /* in the order of the index's items */
  GHashTable *items;  /* device → item */
  ZbClusterIndex *index;
  GArray *clusters;
  GArray *near;     /* items drawn apart, the nearest first */
  GArray *lookouts; /* items that are always drawn apart */
  GArray *full;     /* where a frame has drawn some of them in full */
  ZbPoint centre;
  double metres;
  ZbDefenceLines lines;
  guint32 categories; /* those that are shown */
  guint totals[ZB_N_MAP_LAYERS];
  guint rebuild_source;
  GCancellable *building;
  gboolean rebuild_again;
  guint n_builds;
};

typedef struct
{
  GPtrArray *devices;
  ZbClusterItem *items;
} Build;

enum
{
  INDEXED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbDeviceLayer, zb_device_layer, ZB_TYPE_SYMBOL_LAYER)

static void schedule_rebuild (ZbDeviceLayer *self);

/* ZbDeviceStatus as the index ranks it: 0 is well, a greater one is worse. */
static guint
rank_of (const ZbDevice *device)
{
  switch ((ZbDeviceStatus)device->status)
    {
    case ZB_DEVICE_ONLINE:
      return 0;
    case ZB_DEVICE_MAINTENANCE:
      return 1;
    case ZB_DEVICE_FAULT:
      return 3;
    case ZB_DEVICE_OFFLINE:
      return 4;
    case ZB_DEVICE_UNKNOWN:
    default:
      return 2;
    }
}

static ZbDeviceStyle
style_of (const ZbDevice *device)
{
  switch ((ZbDeviceStatus)device->status)
    {
    case ZB_DEVICE_ONLINE:
      return ZB_DEVICE_STYLE_ONLINE;
    case ZB_DEVICE_FAULT:
    case ZB_DEVICE_OFFLINE:
      return ZB_DEVICE_STYLE_OFF;
    case ZB_DEVICE_UNKNOWN:
    case ZB_DEVICE_MAINTENANCE:
    default:
      return ZB_DEVICE_STYLE_UNKNOWN;
    }
}

static guint
category_of (ZbDeviceLayer *self, const ZbDevice *device)
{
  return zb_map_layer_of_device (device) * N_LINE_SLOTS + zb_defence_lines_find (&self->lines, device);
}

/* What is on no line of defence is not hidden with one. */
static guint32
categories_of (guint32 mask)
{
  const guint32 lines = mask >> ZB_MAP_LAYER_LINE_1 & ((1u << ZB_N_DEFENCE_LINES) - 1);
  guint32 categories = 0;
  for (guint layer = 0; layer < ZB_N_DEVICE_LAYERS; layer++)
    if (mask >> layer & 1)
      categories |= (lines << 1 | 1) << (layer * N_LINE_SLOTS);
  return categories;
}

static gboolean
is_shown (ZbDeviceLayer *self, const ZbDevice *device)
{
  return self->categories >> category_of (self, device) & 1;
}

static void
draw_wedge (ZbDeviceLayer *self, GtkSnapshot *snapshot, const ZbDevice *device, ZbDeviceStyle style,
            graphene_point_t place)
{
  if (device->kind == ZB_DEVICE_CAMERA && device->status == ZB_DEVICE_ONLINE && isfinite (device->heading))
    zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot,
                         zb_symbol_wedge (device->heading, device->fov, style), place);
}

static void
draw_device (ZbDeviceLayer *self, GtkSnapshot *snapshot, ZbDevice *device, ZbDeviceStyle style,
             graphene_point_t place)
{
  ZbDrawn drawn = {
    .entity = device, .n_items = 1, .n_well = device->status == ZB_DEVICE_ONLINE, .place = place, .radius = 10
  };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot, zb_symbol_device ((guint)device->kind, style),
                       place);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
draw_cluster (ZbDeviceLayer *self, GtkSnapshot *snapshot, const ZbCluster *cluster, graphene_point_t place)
{
  zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY_NODE (cluster->node), &place);
  ZbDrawn drawn = { .node = cluster->node,
                    .n_items = cluster->n_items,
                    .n_well = cluster->n_well,
                    .place = place,
                    .radius = (float)zb_symbol_cluster_radius (cluster->n_items) + 2 };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot,
                       zb_symbol_cluster (cluster->n_items, cluster->n_well), place);
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot, zb_symbol_count (cluster->n_items), place);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

static void
query (ZbDeviceLayer *self, const ZbMapProjection *projection, double margin)
{
  ZbBox box = zb_map_projection_get_box (projection, margin);
  g_array_set_size (self->clusters, 0);
  zb_cluster_index_query (self->index, &box, (guint)floor (zb_map_projection_get_zoom (projection) + 1e-6),
                          self->clusters);
}

static void
draw_clusters (ZbDeviceLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  query (self, projection, MARGIN);
  for (guint i = 0; i < self->clusters->len; i++)
    {
      const ZbCluster *cluster = &g_array_index (self->clusters, ZbCluster, i);
      if (cluster->item != ZB_CLUSTER_NO_ITEM)
        draw_wedge (self, snapshot, self->devices->pdata[cluster->item], ZB_DEVICE_STYLE_ONLINE,
                    zb_map_projection_to_widget (projection, cluster->place));
    }
  for (guint i = 0; i < self->clusters->len; i++)
    {
      const ZbCluster *cluster = &g_array_index (self->clusters, ZbCluster, i);
      graphene_point_t place = zb_map_projection_to_widget (projection, cluster->place);
      ZbDevice *device = cluster->item == ZB_CLUSTER_NO_ITEM ? NULL : self->devices->pdata[cluster->item];
      if (device)
        draw_device (self, snapshot, device, style_of (device), place);
      else
        draw_cluster (self, snapshot, cluster, place);
    }
}

/* --- lookouts ---------------------------------------------------------------------------------- */

static gboolean
is_near (ZbDeviceLayer *self, const ZbDevice *device)
{
  return zb_point_is_known (self->centre) &&
         zb_point_distance (device->location, self->centre) <= self->metres;
}

typedef void (*LookoutFunc) (ZbDeviceLayer *self, gpointer data, ZbDevice *device, graphene_point_t place);

/* Those around the alert are drawn with the cameras there. */
static void
for_lookouts (ZbDeviceLayer *self, const ZbMapProjection *projection, LookoutFunc func, gpointer data)
{
  ZbBox box = zb_map_projection_get_box (projection, ZB_OFFER_MARGIN);
  for (guint i = 0; i < self->lookouts->len; i++)
    {
      ZbDevice *device = self->devices->pdata[g_array_index (self->lookouts, guint, i)];
      if (is_shown (self, device) && zb_box_contains (&box, device->location) && !is_near (self, device))
        func (self, data, device,
              zb_map_projection_to_widget (projection, zb_mercator_from_point (device->location)));
    }
}

static void
draw_lookout (ZbDeviceLayer *self, gpointer snapshot, ZbDevice *device, graphene_point_t place)
{
  zb_symbol_layer_find_spot (ZB_SYMBOL_LAYER (self), ZB_MAP_KEY (device), &place);
  draw_wedge (self, snapshot, device, ZB_DEVICE_STYLE_ONLINE, place);
  draw_device (self, snapshot, device, style_of (device), place);
}

static void
offer_lookout (ZbDeviceLayer *self, gpointer placement, ZbDevice *device, graphene_point_t place)
{
  zb_map_placement_add_symbol (placement, ZB_MAP_KEY (device), ZB_MAP_RANK_NEAR, place, 9, LOOKOUT_REACH);
}

static gboolean
stands_alone (ZbDeviceLayer *self, const ZbDevice *device)
{
  for (guint i = 0; i < self->lookouts->len; i++)
    {
      const ZbDevice *other = self->devices->pdata[g_array_index (self->lookouts, guint, i)];
      if (zb_point_distance (other->location, device->location) < LOOKOUT_METRES)
        return FALSE;
    }
  return TRUE;
}

static void
choose_lookouts (ZbDeviceLayer *self)
{
  g_array_set_size (self->lookouts, 0);
  for (guint i = 0; i < self->devices->len; i++)
    {
      const ZbDevice *device = self->devices->pdata[i];
      if (device->kind != ZB_DEVICE_CAMERA || device->placement != ZB_PLACEMENT_HIGH_LOOKOUT ||
          !zb_point_is_known (device->location) || !isfinite (device->heading) ||
          !stands_alone (self, device))
        continue;
      g_array_append_val (self->lookouts, i);
      zb_cluster_index_set_apart (self->index, i, TRUE);
    }
}

/* --- around the alert ---------------------------------------------------------------------------- */

/* Around the alert a camera is drawn in full where there is room for it, the nearest first, and as a dot
 * where it would cover another or the alert itself; going nearer makes room. */
static gboolean
has_room (ZbDeviceLayer *self, graphene_point_t place, graphene_point_t alert)
{
  if (graphene_point_distance (&place, &alert, NULL, NULL) < ROOM_AROUND_ALERT)
    return FALSE;
  for (guint i = 0; i < self->full->len; i++)
    {
      const graphene_point_t *other = &g_array_index (self->full, graphene_point_t, i);
      if (graphene_point_distance (&place, other, NULL, NULL) < ROOM_AROUND_CAMERA)
        return FALSE;
    }
  return TRUE;
}

static void
draw_dot (ZbDeviceLayer *self, GtkSnapshot *snapshot, ZbDevice *device, graphene_point_t place)
{
  gboolean well = device->status == ZB_DEVICE_ONLINE;
  ZbDrawn drawn = { .entity = device, .n_items = 1, .n_well = well, .place = place, .radius = 4 };
  zb_symbol_layer_put (ZB_SYMBOL_LAYER (self), snapshot,
                       zb_symbol_dot (well ? ZB_DEVICE_STYLE_NEAR : ZB_DEVICE_STYLE_OFF), place);
  zb_symbol_layer_add_drawn (ZB_SYMBOL_LAYER (self), &drawn);
}

/* Those of one pole go around it, each in the same direction however near one looks. */
static graphene_point_t
place_of_near (ZbDeviceLayer *self, const ZbMapProjection *projection, guint position)
{
  const ZbDevice *device = self->devices->pdata[g_array_index (self->near, guint, position)];
  graphene_point_t place =
      zb_map_projection_to_widget (projection, zb_mercator_from_point (device->location));
  guint n = 0, mine = 0;
  for (guint i = 0; i < self->near->len; i++)
    {
      const ZbDevice *other = self->devices->pdata[g_array_index (self->near, guint, i)];
      if (zb_point_distance (other->location, device->location) > ONE_SPOT_METRES)
        continue;
      mine += i < position;
      n++;
    }
  if (n < 2)
    return place;
  float angle = (float)(2 * G_PI) * (float)mine / (float)n;
  place.x += SPREAD * sinf (angle);
  place.y -= SPREAD * cosf (angle);
  return place;
}

static void
draw_near_camera (ZbDeviceLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection,
                  guint position, gboolean symbols)
{
  ZbDevice *device = self->devices->pdata[g_array_index (self->near, guint, position)];
  graphene_point_t place = place_of_near (self, projection, position);
  graphene_point_t alert = zb_map_projection_to_widget (projection, zb_mercator_from_point (self->centre));
  gboolean well = device->status == ZB_DEVICE_ONLINE, room = has_room (self, place, alert);
  if (room)
    g_array_append_val (self->full, place);
  if (room && symbols)
    draw_device (self, snapshot, device, well ? ZB_DEVICE_STYLE_NEAR : style_of (device), place);
  else if (room)
    draw_wedge (self, snapshot, device, ZB_DEVICE_STYLE_NEAR, place);
  else if (!symbols)
    draw_dot (self, snapshot, device, place);
}

/* All wedges and dots first, then the symbols on them. */
static void
draw_near (ZbDeviceLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      g_array_set_size (self->full, 0);
      for (guint i = 0; i < self->near->len; i++)
        {
          if (is_shown (self, self->devices->pdata[g_array_index (self->near, guint, i)]))
            draw_near_camera (self, snapshot, projection, i, pass == 1);
        }
    }
}

static void
zb_device_layer_draw (ZbSymbolLayer *layer, GtkSnapshot *snapshot, const ZbMapProjection *projection)
{
  ZbDeviceLayer *self = ZB_DEVICE_LAYER (layer);
  if (!self->index)
    return;
  draw_clusters (self, snapshot, projection);
  for_lookouts (self, projection, draw_lookout, snapshot);
  if (self->near->len)
    draw_near (self, snapshot, projection);
}

/* The cameras drawn in full keep their places, and what comes after them keeps off. */
static void
offer_near (ZbDeviceLayer *self, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  graphene_point_t alert = zb_map_projection_to_widget (projection, zb_mercator_from_point (self->centre));
  g_array_set_size (self->full, 0);
  for (guint i = 0; i < self->near->len; i++)
    {
      const ZbDevice *device = self->devices->pdata[g_array_index (self->near, guint, i)];
      graphene_point_t place = place_of_near (self, projection, i);
      if (!is_shown (self, device) || !has_room (self, place, alert))
        continue;
      g_array_append_val (self->full, place);
      zb_map_placement_add_symbol (placement, ZB_MAP_KEY (device), ZB_MAP_RANK_NEAR, place, 8, 0);
    }
}

/* A single device is where it is, and the alert that it raised is on it. */
static void
zb_device_layer_offer (ZbSymbolLayer *layer, ZbMapPlacement *placement, const ZbMapProjection *projection)
{
  ZbDeviceLayer *self = ZB_DEVICE_LAYER (layer);
  if (!self->index)
    return;
  query (self, projection, ZB_OFFER_MARGIN);
  for (guint i = 0; i < self->clusters->len; i++)
    {
      const ZbCluster *cluster = &g_array_index (self->clusters, ZbCluster, i);
      if (cluster->item == ZB_CLUSTER_NO_ITEM)
        zb_map_placement_add_symbol (placement, ZB_MAP_KEY_NODE (cluster->node), ZB_MAP_RANK_CLUSTER,
                                     zb_map_projection_to_widget (projection, cluster->place),
                                     (float)zb_symbol_cluster_radius (cluster->n_items) + 2, CLUSTER_REACH);
    }
  for_lookouts (self, projection, offer_lookout, placement);
  offer_near (self, placement, projection);
}

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ZbDeviceLayer *self = user_data;
  const ZbDevice *one = self->devices->pdata[*(const guint *)a],
                 *other = self->devices->pdata[*(const guint *)b];
  double difference =
      zb_point_distance (one->location, self->centre) - zb_point_distance (other->location, self->centre);
  return difference < 0 ? -1 : difference > 0;
}

static ZbBox
box_around (ZbPoint centre, double metres)
{
  ZbPoint north_east = zb_point_move (zb_point_move (centre, 0, metres), 90, metres);
  double across = north_east.lon - centre.lon, up = north_east.lat - centre.lat;
  return (ZbBox){ centre.lon - across, centre.lat - up, centre.lon + across, centre.lat + up };
}

static void
set_near_apart (ZbDeviceLayer *self, gboolean apart)
{
  for (guint i = 0; i < self->near->len; i++)
    zb_cluster_index_set_apart (self->index, g_array_index (self->near, guint, i), apart);
  for (guint i = 0; !apart && i < self->lookouts->len; i++)
    zb_cluster_index_set_apart (self->index, g_array_index (self->lookouts, guint, i), TRUE);
}

static void
find_near (ZbDeviceLayer *self)
{
  g_array_set_size (self->near, 0);
  if (!self->index || !zb_point_is_known (self->centre))
    return;
  ZbBox box = box_around (self->centre, self->metres);
  for (guint i = 0; i < self->devices->len; i++)
    {
      const ZbDevice *device = self->devices->pdata[i];
      if (device->kind == ZB_DEVICE_CAMERA && zb_box_contains (&box, device->location) &&
          zb_point_distance (device->location, self->centre) <= self->metres)
        g_array_append_val (self->near, i);
    }
  g_array_sort_with_data (self->near, compare_distance, self);
  set_near_apart (self, TRUE);
}

static void
build_free (gpointer data)
{
  Build *build = data;
  g_ptr_array_unref (build->devices);
  g_free (build->items);
  g_free (build);
}

static Build *
build_new (ZbDeviceLayer *self)
{
  Build *build = g_new0 (Build, 1);
  guint n = self->store ? zb_store_get_size (self->store) : 0;
  build->devices = g_ptr_array_new_full (n, g_object_unref);
  build->items = g_new (ZbClusterItem, n);
  for (guint i = 0; i < n; i++)
    {
      ZbDevice *device = zb_store_get_nth (self->store, i);
      g_ptr_array_add (build->devices, g_object_ref (device));
      build->items[i] =
          (ZbClusterItem){ device->location, (guint8)category_of (self, device), (guint8)rank_of (device) };
    }
  return build;
}

static void
build_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Build *build = data;
  g_task_return_pointer (task, zb_cluster_index_new (build->items, build->devices->len),
                         (GDestroyNotify)zb_cluster_index_free);
}

static void
count_device (ZbDeviceLayer *self, const ZbDevice *device)
{
  guint line = zb_defence_lines_find (&self->lines, device);
  self->totals[zb_map_layer_of_device (device)]++;
  if (line > 0)
    self->totals[ZB_MAP_LAYER_LINE_1 + line - 1]++;
}

/* What changed while the thread was building is in the devices, so their states are set once more. */
static void
take_index (ZbDeviceLayer *self, ZbClusterIndex *index, GPtrArray *devices)
{
  g_array_set_size (self->near, 0);
  g_clear_pointer (&self->index, zb_cluster_index_free);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->index = index;
  self->devices = g_ptr_array_ref (devices);
  g_hash_table_remove_all (self->items);
  memset (self->totals, 0, sizeof self->totals);
  for (guint i = 0; i < devices->len; i++)
    {
      ZbDevice *device = devices->pdata[i];
      g_hash_table_insert (self->items, device, GUINT_TO_POINTER (i));
      zb_cluster_index_set_state (index, i, rank_of (device));
      count_device (self, device);
    }
  zb_cluster_index_set_mask (index, self->categories);
  choose_lookouts (self);
  find_near (self);
}

static void
on_built (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ZbDeviceLayer *self = ZB_DEVICE_LAYER (object);
  const Build *build = g_task_get_task_data (G_TASK (result));
  ZbClusterIndex *index = g_task_propagate_pointer (G_TASK (result), NULL);
  if (!index)
    return;
  g_clear_object (&self->building);
  take_index (self, index, build->devices);
  self->n_builds++;
  if (self->rebuild_again)
    schedule_rebuild (self);
  self->rebuild_again = FALSE;
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
  g_signal_emit (self, signals[INDEXED], 0);
}

static gboolean
rebuild (gpointer user_data)
{
  ZbDeviceLayer *self = user_data;
  self->rebuild_source = 0;
  self->building = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, self->building, on_built, NULL);
  g_task_set_source_tag (task, rebuild);
  g_task_set_task_data (task, build_new (self), build_free);
  g_task_run_in_thread (task, build_in_thread);
  return G_SOURCE_REMOVE;
}

static void
schedule_rebuild (ZbDeviceLayer *self)
{
  if (self->building)
    self->rebuild_again = TRUE;
  else if (!self->rebuild_source)
    self->rebuild_source = g_timeout_add (REBUILD_DELAY_MS, rebuild, self);
}

static void
on_device_changed (ZbDeviceLayer *self, ZbDevice *device)
{
  gpointer item;
  if (!self->index || !g_hash_table_lookup_extended (self->items, device, NULL, &item))
    return;
  if (!zb_cluster_index_holds (self->index, GPOINTER_TO_UINT (item), device->location,
                               category_of (self, device)))
    schedule_rebuild (self);
  zb_cluster_index_set_state (self->index, GPOINTER_TO_UINT (item), rank_of (device));
  if (is_shown (self, device))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_store (ZbDeviceLayer *self)
{
  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  if (self->building)
    g_cancellable_cancel (self->building);
  g_clear_object (&self->building);
}

static void
zb_device_layer_dispose (GObject *object)
{
  forget_store (ZB_DEVICE_LAYER (object));
  G_OBJECT_CLASS (zb_device_layer_parent_class)->dispose (object);
}

static void
zb_device_layer_finalize (GObject *object)
{
  ZbDeviceLayer *self = ZB_DEVICE_LAYER (object);
  g_clear_pointer (&self->index, zb_cluster_index_free);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_hash_table_unref (self->items);
  g_array_unref (self->clusters);
  g_array_unref (self->near);
  g_array_unref (self->lookouts);
  g_array_unref (self->full);
  G_OBJECT_CLASS (zb_device_layer_parent_class)->finalize (object);
}

static void
zb_device_layer_class_init (ZbDeviceLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_device_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_device_layer_finalize;
  ZB_SYMBOL_LAYER_CLASS (klass)->draw = zb_device_layer_draw;
  ZB_SYMBOL_LAYER_CLASS (klass)->offer = zb_device_layer_offer;

  /**
   * ZbDeviceLayer::indexed:
   * @self: the layer
   *
   * Devices came, went or moved and are on the map now; totals may be others.
   */
  signals[INDEXED] =
      g_signal_new ("indexed", ZB_TYPE_DEVICE_LAYER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_device_layer_init (ZbDeviceLayer *self)
{
  self->items = g_hash_table_new (NULL, NULL);
  self->clusters = g_array_new (FALSE, FALSE, sizeof (ZbCluster));
  self->near = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lookouts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->full = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  self->centre = ZB_POINT_NOWHERE;
  self->categories = G_MAXUINT32;
  zb_defence_lines_init (&self->lines, NULL);
}

/**
 * zb_device_layer_new:
 * @viewport: what is looked at
 *
 * Returns: (transfer floating): a layer without devices
 */
ZbDeviceLayer *
zb_device_layer_new (ShumateViewport *viewport)
{
  return g_object_new (ZB_TYPE_DEVICE_LAYER, "viewport", viewport, NULL);
}

/**
 * zb_device_layer_set_store:
 * @self: a layer
 * @devices: (nullable): whose devices to show
 */
void
zb_device_layer_set_store (ZbDeviceLayer *self, ZbStore *devices)
{
  forget_store (self);
  if (!devices)
    return;
  self->store = g_object_ref (devices);
  g_signal_connect_swapped (devices, "items-changed", G_CALLBACK (schedule_rebuild), self);
  g_signal_connect_swapped (devices, "changed", G_CALLBACK (on_device_changed), self);
  schedule_rebuild (self);
}

/**
 * zb_device_layer_set_mask:
 * @self: a layer
 * @mask: a bit for each #ZbMapLayer that is shown
 *
 * A camera is shown where both its layer and its line of defence are.
 */
void
zb_device_layer_set_mask (ZbDeviceLayer *self, guint32 mask)
{
  self->categories = categories_of (mask);
  if (self->index)
    zb_cluster_index_set_mask (self->index, self->categories);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_device_layer_set_lines:
 * @self: a layer
 * @lines: the centre's lines of defence
 */
void
zb_device_layer_set_lines (ZbDeviceLayer *self, const ZbDefenceLines *lines)
{
  if (memcmp (&self->lines, lines, sizeof *lines) == 0)
    return;
  self->lines = *lines;
  if (self->store)
    schedule_rebuild (self);
}

/**
 * zb_device_layer_set_surroundings:
 * @self: a layer
 * @centre: the alert that the officer works on, or nowhere
 * @metres: how far around it
 *
 * Cameras in there are never part of a cluster and are drawn in blue.
 */
void
zb_device_layer_set_surroundings (ZbDeviceLayer *self, ZbPoint centre, double metres)
{
  if (zb_point_equal (self->centre, centre) && self->metres == metres)
    return;
  self->centre = centre;
  self->metres = metres;
  if (self->index)
    set_near_apart (self, FALSE);
  find_near (self);
  zb_symbol_layer_renew (ZB_SYMBOL_LAYER (self));
}

/**
 * zb_device_layer_is_ready:
 * @self: a layer
 *
 * Returns: whether all that the store holds is on the map
 */
gboolean
zb_device_layer_is_ready (ZbDeviceLayer *self)
{
  return self->index && !self->building && !self->rebuild_source;
}

/**
 * zb_device_layer_get_n_builds:
 * @self: a layer
 *
 * Returns: how often the index was built
 */
guint
zb_device_layer_get_n_builds (ZbDeviceLayer *self)
{
  return self->n_builds;
}

/**
 * zb_device_layer_get_total:
 * @self: a layer
 * @layer: one of the layers of devices, or a line of defence
 *
 * Returns: how many devices are on it, seen or not
 */
guint
zb_device_layer_get_total (ZbDeviceLayer *self, ZbMapLayer layer)
{
  return self->totals[layer];
}

/**
 * zb_device_layer_count:
 * @self: a layer
 * @box: a box
 *
 * Returns: how many of the devices that are shown lie in @box
 */
guint
zb_device_layer_count (ZbDeviceLayer *self, const ZbBox *box)
{
  guint count = self->index ? zb_cluster_index_count (self->index, box) : 0;
  for (guint i = 0; i < self->near->len; i++)
    {
      const ZbDevice *device = self->devices->pdata[g_array_index (self->near, guint, i)];
      count += is_shown (self, device) && zb_box_contains (box, device->location);
    }
  for (guint i = 0; i < self->lookouts->len; i++)
    {
      const ZbDevice *device = self->devices->pdata[g_array_index (self->lookouts, guint, i)];
      count += is_shown (self, device) && zb_box_contains (box, device->location) && !is_near (self, device);
    }
  return count;
}

/**
 * zb_device_layer_get_extent:
 * @self: a layer
 * @node: the node of a cluster that the last frame drew
 *
 * Returns: the box that holds its devices
 */
ZbBox
zb_device_layer_get_extent (ZbDeviceLayer *self, guint node)
{
  return self->index ? zb_cluster_index_get_extent (self->index, node) : ZB_BOX_EMPTY;
}
