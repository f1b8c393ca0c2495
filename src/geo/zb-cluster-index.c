/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hierarchy of clusters over places that seldom move and often change state.
 *
 *   zoom 20   every item a leaf
 *   zoom 19   leaves nearer than a radius merged under a parent
 *   …         the survivors of the zoom above, merged again
 *   zoom 9    the top
 *
 * Built once, in any thread, in the order of the items and in whole numbers, so that the same items
 * always give the same clusters. What changes afterwards (a state, the mask of categories, an item
 * drawn by itself) is added to or taken from the item's chain of parents, at most one step a zoom;
 * nothing is built again. A zoom's nodes are kept sorted by the cell of a grid as wide as the radius:
 * a query scans a run of them for each row of cells. The same hierarchy, with each node's extent,
 * counts a box by looking into those nodes alone that cross its edge. */
#include "zb-cluster-index.h"

#include <math.h>

#define N_ZOOMS (ZB_CLUSTER_MAX_ZOOM - ZB_CLUSTER_MIN_ZOOM + 2)
#define NO_NODE G_MAXUINT32
/* The world's width in our units: 9 mm at the equator. */
#define WORLD 4294967296.0

typedef struct
{
  guint32 west, north, east, south;
} Extent;

typedef struct
{
  gint64 sum_x, sum_y;
  Extent extent;
  guint32 n_items;
  guint32 states[ZB_CLUSTER_N_STATES];
  guint32 parent, first_child, next_sibling;
} Node;

typedef struct
{
  guint64 cell;
  guint32 node;
} Entry;

typedef struct
{
  guint64 width;
  GArray *entries;
} Zoom;

typedef struct
{
  guint8 category, state;
  gboolean placed, apart;
} Item;

struct _ZbClusterIndex
{
  GArray *nodes;
  Item *items;
  guint n_items;
  guint32 mask;
  Zoom zooms[N_ZOOMS];
};

static inline Node *
node_at (const ZbClusterIndex *self, guint32 node)
{
  return &g_array_index (self->nodes, Node, node);
}

static inline gint64
mean_x (const Node *node)
{
  return node->sum_x / node->n_items;
}

static inline gint64
mean_y (const Node *node)
{
  return node->sum_y / node->n_items;
}

static inline guint64
cell_of (gint64 x, gint64 y, guint64 width)
{
  return ((guint64)y / width) << 32 | ((guint64)x / width);
}

/**
 * zb_cluster_index_get_radius:
 * @zoom: a zoom
 *
 * Near the ground the radius shrinks from "two symbols and air" to "symbols would touch", since there
 * an officer wants the camera and not the count.
 *
 * Returns: how near, in pixels, two places merge at @zoom
 */
double
zb_cluster_index_get_radius (guint zoom)
{
  static const double near_ground[] = { 60, 44, 32, 26 };
  return zoom <= 15 ? 72 : near_ground[MIN (zoom, ZB_CLUSTER_MAX_ZOOM) - 16];
}

static guint64
radius_in_units (guint zoom)
{
  return (guint64)(zb_cluster_index_get_radius (zoom) * WORLD / ldexp (256, (int)zoom));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  if (one->cell != other->cell)
    return one->cell < other->cell ? -1 : 1;
  return one->node < other->node ? -1 : one->node > other->node;
}

static void
sort_zoom (ZbClusterIndex *self, Zoom *zoom, guint64 width)
{
  zoom->width = width;
  for (guint i = 0; i < zoom->entries->len; i++)
    {
      Entry *entry = &g_array_index (zoom->entries, Entry, i);
      const Node *node = node_at (self, entry->node);
      entry->cell = cell_of (mean_x (node), mean_y (node), width);
    }
  g_array_sort (zoom->entries, compare_entries);
}

static guint
first_entry_from (const Zoom *zoom, guint64 cell)
{
  guint low = 0, high = zoom->entries->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (zoom->entries, Entry, middle).cell < cell)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_extent (Extent *to, const Extent *from)
{
  to->west = MIN (to->west, from->west);
  to->north = MIN (to->north, from->north);
  to->east = MAX (to->east, from->east);
  to->south = MAX (to->south, from->south);
}

static void
adopt (ZbClusterIndex *self, guint32 parent_id, guint32 child_id)
{
  Node *parent = node_at (self, parent_id), *child = node_at (self, child_id);
  child->parent = parent_id;
  child->next_sibling = parent->first_child;
  parent->first_child = child_id;
  parent->n_items += child->n_items;
  parent->sum_x += child->sum_x;
  parent->sum_y += child->sum_y;
  for (guint i = 0; i < ZB_CLUSTER_N_STATES; i++)
    parent->states[i] += child->states[i];
  add_extent (&parent->extent, &child->extent);
}

static guint32
add_node (ZbClusterIndex *self)
{
  Node node = { .extent = { G_MAXUINT32, G_MAXUINT32, 0, 0 },
                .parent = NO_NODE,
                .first_child = NO_NODE,
                .next_sibling = NO_NODE };
  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static gboolean
nodes_are_near (const Node *a, const Node *b, gint64 radius)
{
  gint64 dx = mean_x (a) - mean_x (b), dy = mean_y (a) - mean_y (b);
  return dx * dx + dy * dy <= radius * radius;
}

/* Every neighbour of @id that has no parent yet and is no nearer another, first come first served. */
static void
collect_row (ZbClusterIndex *self, const Zoom *from, guint64 row, guint64 column, guint32 id, gint64 radius,
             const guint8 *taken, GArray *family)
{
  guint64 end = (row << 32 | column) + 2;
  for (guint i = first_entry_from (from, row << 32 | (column ? column - 1 : 0)); i < from->entries->len; i++)
    {
      const Entry *entry = &g_array_index (from->entries, Entry, i);
      if (entry->cell >= end)
        break;
      if (entry->node != id && !taken[i] &&
          nodes_are_near (node_at (self, id), node_at (self, entry->node), radius))
        g_array_append_val (family, i);
    }
}

static void
collect_family (ZbClusterIndex *self, const Zoom *from, guint position, gint64 radius, const guint8 *taken,
                GArray *family)
{
  const Entry *entry = &g_array_index (from->entries, Entry, position);
  guint64 row = entry->cell >> 32, column = entry->cell & G_MAXUINT32;
  g_array_set_size (family, 0);
  for (guint64 r = row ? row - 1 : 0; r <= row + 1; r++)
    collect_row (self, from, r, column, entry->node, radius, taken, family);
}

static guint32
merge_family (ZbClusterIndex *self, const Zoom *from, guint position, GArray *family, guint8 *taken)
{
  guint32 parent = add_node (self);
  adopt (self, parent, g_array_index (from->entries, Entry, position).node);
  for (guint i = 0; i < family->len; i++)
    {
      guint member = g_array_index (family, guint, i);
      taken[member] = TRUE;
      adopt (self, parent, g_array_index (from->entries, Entry, member).node);
    }
  return parent;
}

/* @from is sorted by cells of @radius, so that all neighbours lie in the nine cells around. */
static void
merge_zoom (ZbClusterIndex *self, const Zoom *from, Zoom *to, gint64 radius)
{
  g_autofree guint8 *taken = g_new0 (guint8, from->entries->len + 1);
  g_autoptr (GArray) family = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < from->entries->len; i++)
    {
      Entry entry = g_array_index (from->entries, Entry, i);
      if (taken[i])
        continue;
      taken[i] = TRUE;
      collect_family (self, from, i, radius, taken, family);
      if (family->len > 0)
        entry.node = merge_family (self, from, i, family, taken);
      g_array_append_val (to->entries, entry);
    }
}

static Extent
extent_of_point (ZbPoint point)
{
  ZbMercator place = zb_mercator_from_point (point);
  double x = CLAMP (place.x * WORLD, 0, G_MAXUINT32), y = CLAMP (place.y * WORLD, 0, G_MAXUINT32);
  return (Extent){ (guint32)x, (guint32)y, (guint32)x, (guint32)y };
}

static void
add_leaf (ZbClusterIndex *self, const ZbClusterItem *item, guint index)
{
  guint32 id = add_node (self);
  Node *leaf = node_at (self, id);
  Item *kept = &self->items[index];
  *kept = (Item){ item->category % ZB_CLUSTER_N_CATEGORIES, MIN (item->state, ZB_CLUSTER_N_STATES - 1),
                  zb_point_is_known (item->point), FALSE };
  if (!kept->placed)
    return;
  leaf->extent = extent_of_point (item->point);
  leaf->sum_x = leaf->extent.west, leaf->sum_y = leaf->extent.north;
  leaf->n_items = leaf->states[kept->state] = 1;
  Entry entry = { 0, id };
  g_array_append_val (self->zooms[N_ZOOMS - 1].entries, entry);
}

/**
 * zb_cluster_index_new:
 * @items: (array length=n_items): what to cluster, read now and not kept
 * @n_items: how many
 *
 * Builds the whole hierarchy; meant for a thread (about 1 µs an item and zoom). All categories are
 * visible at first.
 *
 * Returns: (transfer full): the index; used by one thread at a time
 */
ZbClusterIndex *
zb_cluster_index_new (const ZbClusterItem *items, guint n_items)
{
  ZbClusterIndex *self = g_new0 (ZbClusterIndex, 1);
  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (Node), n_items + n_items / 2);
  self->items = g_new0 (Item, n_items);
  self->n_items = n_items;
  self->mask = G_MAXUINT32;
  for (guint i = 0; i < N_ZOOMS; i++)
    self->zooms[i].entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < n_items; i++)
    add_leaf (self, &items[i], i);
  for (guint i = N_ZOOMS - 1; i-- > 0;)
    {
      guint64 radius = radius_in_units (ZB_CLUSTER_MIN_ZOOM + i);
      sort_zoom (self, &self->zooms[i + 1], radius);
      merge_zoom (self, &self->zooms[i + 1], &self->zooms[i], (gint64)radius);
    }
  sort_zoom (self, &self->zooms[0], radius_in_units (ZB_CLUSTER_MIN_ZOOM));
  return self;
}

/**
 * zb_cluster_index_free:
 * @self: (transfer full): an index
 */
void
zb_cluster_index_free (ZbClusterIndex *self)
{
  for (guint i = 0; i < N_ZOOMS; i++)
    g_array_unref (self->zooms[i].entries);
  g_array_unref (self->nodes);
  g_free (self->items);
  g_free (self);
}

/**
 * zb_cluster_index_get_n_items:
 * @self: an index
 *
 * Returns: how many items it was built of, those without a place included
 */
guint
zb_cluster_index_get_n_items (const ZbClusterIndex *self)
{
  return self->n_items;
}

static gboolean
item_is_visible (const ZbClusterIndex *self, guint item)
{
  const Item *kept = &self->items[item];
  return kept->placed && !kept->apart && (self->mask >> kept->category & 1);
}

/* Adds (sign 1) or takes away (sign -1) a leaf's item along its chain of parents. */
static void
count_item (ZbClusterIndex *self, guint item, int sign)
{
  Extent place = node_at (self, item)->extent;
  guint state = self->items[item].state;
  for (guint32 id = item; id != NO_NODE; id = node_at (self, id)->parent)
    {
      Node *node = node_at (self, id);
      node->n_items += (guint32)sign;
      node->states[state] += (guint32)sign;
      node->sum_x += sign * (gint64)place.west;
      node->sum_y += sign * (gint64)place.north;
    }
}

/**
 * zb_cluster_index_set_state:
 * @self: an index
 * @item: which item
 * @state: its state from now on
 *
 * Walks up the item's parents; nothing is built again.
 */
void
zb_cluster_index_set_state (ZbClusterIndex *self, guint item, guint state)
{
  g_return_if_fail (item < self->n_items && state < ZB_CLUSTER_N_STATES);
  gboolean visible = item_is_visible (self, item);
  if (self->items[item].state == state)
    return;
  if (visible)
    count_item (self, item, -1);
  self->items[item].state = (guint8)state;
  if (visible)
    count_item (self, item, 1);
}

/**
 * zb_cluster_index_get_state:
 * @self: an index
 * @item: which item
 *
 * Returns: the state last set
 */
guint
zb_cluster_index_get_state (const ZbClusterIndex *self, guint item)
{
  g_return_val_if_fail (item < self->n_items, 0);
  return self->items[item].state;
}

/**
 * zb_cluster_index_holds:
 * @self: an index
 * @item: which item
 * @point: a place
 * @category: a category
 *
 * Returns: whether the index was built with @item at @point and of @category; if not, it has to be
 *   built anew
 */
gboolean
zb_cluster_index_holds (const ZbClusterIndex *self, guint item, ZbPoint point, guint category)
{
  g_return_val_if_fail (item < self->n_items, FALSE);
  const Item *kept = &self->items[item];
  if (kept->category != category || kept->placed != zb_point_is_known (point))
    return FALSE;
  Extent place = kept->placed ? extent_of_point (point) : node_at (self, item)->extent;
  return memcmp (&place, &node_at (self, item)->extent, sizeof place) == 0;
}

/**
 * zb_cluster_index_set_mask:
 * @self: an index
 * @mask: a bit for each category that is to be seen
 */
void
zb_cluster_index_set_mask (ZbClusterIndex *self, guint32 mask)
{
  guint32 changed = self->mask ^ mask;
  for (guint i = 0; changed && i < self->n_items; i++)
    {
      const Item *item = &self->items[i];
      if (item->placed && !item->apart && (changed >> item->category & 1))
        count_item (self, i, mask >> item->category & 1 ? 1 : -1);
    }
  self->mask = mask;
}

/**
 * zb_cluster_index_set_apart:
 * @self: an index
 * @item: which item
 * @apart: whether its owner draws it by itself
 *
 * An item apart is in no cluster and no count.
 */
void
zb_cluster_index_set_apart (ZbClusterIndex *self, guint item, gboolean apart)
{
  g_return_if_fail (item < self->n_items);
  gboolean before = item_is_visible (self, item);
  self->items[item].apart = apart;
  gboolean after = item_is_visible (self, item);
  if (before != after)
    count_item (self, item, after ? 1 : -1);
}

static gint64
to_units (double part, gint64 margin)
{
  return (gint64)CLAMP (part * WORLD + (double)margin, 0, G_MAXUINT32);
}

static Extent
extent_from_box (const ZbBox *box, gint64 margin)
{
  ZbMercator north_west = zb_mercator_from_point ((ZbPoint){ box->west, box->north });
  ZbMercator south_east = zb_mercator_from_point ((ZbPoint){ box->east, box->south });
  return (Extent){ (guint32)to_units (north_west.x, -margin), (guint32)to_units (north_west.y, -margin),
                   (guint32)to_units (south_east.x, margin), (guint32)to_units (south_east.y, margin) };
}

static gboolean
extent_holds (const Extent *extent, gint64 x, gint64 y)
{
  return x >= extent->west && x <= extent->east && y >= extent->north && y <= extent->south;
}

static ZbPoint
point_from_units (double x, double y)
{
  return zb_mercator_to_point ((ZbMercator){ x / WORLD, y / WORLD });
}

static guint32
find_only_item (const ZbClusterIndex *self, guint32 id)
{
  while (node_at (self, id)->first_child != NO_NODE)
    for (id = node_at (self, id)->first_child; node_at (self, id)->n_items == 0;)
      id = node_at (self, id)->next_sibling;
  return id;
}

static void
append_cluster (const ZbClusterIndex *self, guint32 id, GArray *clusters)
{
  const Node *node = node_at (self, id);
  ZbCluster cluster = {
    .place = { (double)node->sum_x / node->n_items / WORLD, (double)node->sum_y / node->n_items / WORLD },
    .n_items = node->n_items,
    .n_well = node->states[0],
    .item = node->n_items == 1 ? find_only_item (self, id) : ZB_CLUSTER_NO_ITEM,
    .node = id,
  };
  for (guint i = 0; i < ZB_CLUSTER_N_STATES; i++)
    if (node->states[i] > 0)
      cluster.worst = i;
  g_array_append_val (clusters, cluster);
}

/* A hidden item moves its cluster's centre away from the cell that it was filed under; the centre
 * stays within the reach of its items, which is less than twice the radius (1 + 1/2 + 1/4 + …). */
static void
query_zoom (const ZbClusterIndex *self, const Zoom *zoom, const Extent *wide, const Extent *exact,
            GArray *clusters)
{
  guint64 first = wide->west / zoom->width, last = wide->east / zoom->width;
  for (guint64 row = wide->north / zoom->width; row <= wide->south / zoom->width; row++)
    for (guint i = first_entry_from (zoom, row << 32 | first); i < zoom->entries->len; i++)
      {
        const Entry *entry = &g_array_index (zoom->entries, Entry, i);
        const Node *node = node_at (self, entry->node);
        if (entry->cell > (row << 32 | last))
          break;
        if (node->n_items > 0 && extent_holds (exact, mean_x (node), mean_y (node)))
          append_cluster (self, entry->node, clusters);
      }
}

/**
 * zb_cluster_index_query:
 * @self: an index
 * @box: what is on screen, and a margin for the symbols' size
 * @zoom: the whole zoom to look at; one that the index does not have is drawn to the nearest
 * @clusters: (element-type ZbCluster): where to append what lies in @box, always in the same order
 */
void
zb_cluster_index_query (const ZbClusterIndex *self, const ZbBox *box, guint zoom, GArray *clusters)
{
  guint known = CLAMP (zoom, ZB_CLUSTER_MIN_ZOOM, ZB_CLUSTER_MAX_ZOOM + 1);
  Extent wide = extent_from_box (box, 2 * (gint64)radius_in_units (known));
  Extent exact = extent_from_box (box, 0);
  query_zoom (self, &self->zooms[known - ZB_CLUSTER_MIN_ZOOM], &wide, &exact, clusters);
}

static guint
count_node (const ZbClusterIndex *self, guint32 id, const Extent *box)
{
  const Node *node = node_at (self, id);
  const Extent *own = &node->extent;
  guint count = 0;
  if (node->n_items == 0 || own->east < box->west || own->west > box->east || own->south < box->north ||
      own->north > box->south)
    return 0;
  if (own->west >= box->west && own->east <= box->east && own->north >= box->north &&
      own->south <= box->south)
    return node->n_items;
  for (guint32 child = node->first_child; child != NO_NODE; child = node_at (self, child)->next_sibling)
    count += count_node (self, child, box);
  return count;
}

/**
 * zb_cluster_index_count:
 * @self: an index
 * @box: a box
 *
 * Returns: how many visible items lie in @box, whatever the zoom; what lies within a centimetre of its
 *   edge may count as either side
 */
guint
zb_cluster_index_count (const ZbClusterIndex *self, const ZbBox *box)
{
  Extent extent = extent_from_box (box, 0);
  guint count = 0;
  for (guint i = 0; i < self->zooms[0].entries->len; i++)
    count += count_node (self, g_array_index (self->zooms[0].entries, Entry, i).node, &extent);
  return count;
}

/**
 * zb_cluster_index_get_extent:
 * @self: an index
 * @node: a cluster's node
 *
 * Returns: the box that holds all items of the cluster, hidden ones too
 */
ZbBox
zb_cluster_index_get_extent (const ZbClusterIndex *self, guint node)
{
  g_return_val_if_fail (node < self->nodes->len, ZB_BOX_EMPTY);
  const Extent *extent = &node_at (self, node)->extent;
  ZbPoint north_west = point_from_units (extent->west, extent->north);
  ZbPoint south_east = point_from_units (extent->east, extent->south);
  return (ZbBox){ north_west.lon, south_east.lat, south_east.lon, north_west.lat };
}
