/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-tree.h"

#include "zb-area.h"
#include "zb-search-index.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* A burst of changes is taken in once. */
#define REBUILD_MS 200
#define RECOUNT_MS 1000
/* More than that nobody reads: the needle wants another letter. */
#define MOST_FOUND 200
#define MOST_DEPTH 8

/**
 * ZbCameraTree:
 *
 * The cameras of the district in groups, or, while something is looked for, those whose name, reading or
 * number holds it.
 */
struct _ZbCameraTree
{
  GObject parent_instance;
  ZbWorld *world;
  ZbCameraGrouping grouping;
  char *needle;
  GListStore *roots;
  GHashTable *nodes;        /* id of a camera → ZbCameraNode */
  GHashTable *subdistricts; /* id of an area → the subdistrict it lies in */
  GHashTable *shown;        /* id of a camera → number of its tile */
  GHashTable *favourites;   /* ids of cameras */
  guint n_online, n_cameras;
  guint rebuild_source, recount_source;
};

enum
{
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbCameraTree, zb_camera_tree, G_TYPE_OBJECT)

/* --- groups ------------------------------------------------------------------------------------------- */

static ZbArea *
climb (ZbCameraTree *self, const char *id)
{
  for (int depth = 0; id && depth < MOST_DEPTH; depth++)
    {
      ZbArea *area = zb_world_lookup (self->world, ZB_KIND_AREA, id);
      if (!area || area->kind == ZB_AREA_SUBDISTRICT)
        return area;
      id = area->parent;
    }
  return NULL;
}

static ZbArea *
find_subdistrict (ZbCameraTree *self, const char *id)
{
  gpointer found;

  if (!id)
    return NULL;
  if (!g_hash_table_lookup_extended (self->subdistricts, id, NULL, &found))
    {
      found = climb (self, id);
      g_hash_table_insert (self->subdistricts, g_strdup (id), found);
    }
  return found;
}

static ZbCameraNode *
get_group (ZbCameraNode *parent, const char *key, const char *title, int rank)
{
  ZbCameraNode *group = zb_camera_node_find_group (parent, key);
  g_autoptr (ZbCameraNode) made = NULL;

  if (group)
    return group;
  made = zb_camera_node_new_group (key, title, rank);
  zb_camera_node_add (parent, made);
  return made;
}

static ZbCameraNode *
get_area_group (ZbCameraTree *self, ZbCameraNode *parent, const ZbDevice *camera)
{
  ZbArea *area = find_subdistrict (self, camera->area);

  if (!area)
    return get_group (parent, "", _ ("Elsewhere"), G_MAXINT);
  return get_group (parent, ZB_ENTITY (area)->id, area->name, 0);
}

static ZbCameraNode *
get_choice_group (ZbCameraNode *parent, const ZbChoices *choices, int value)
{
  return get_group (parent, zb_choices_nick (choices, value),
                    value > 0 ? zb_words_choice (choices, value) : _ ("Others"),
                    value > 0 ? value : G_MAXINT);
}

static ZbCameraNode *
find_home (ZbCameraTree *self, ZbCameraNode *root, const ZbDevice *camera)
{
  if (self->grouping == ZB_CAMERA_FAVOURITES)
    return root;
  if (self->grouping == ZB_CAMERA_BY_PROJECT)
    return get_area_group (self, get_choice_group (root, &zb_projects, camera->project), camera);
  if (self->grouping == ZB_CAMERA_BY_AREA)
    return get_choice_group (get_area_group (self, root, camera), &zb_projects, camera->project);
  return get_area_group (self, get_choice_group (root, &zb_placements, camera->placement), camera);
}

/* --- building ----------------------------------------------------------------------------------------- */

static void
add_camera (ZbCameraTree *self, ZbCameraNode *home, ZbDevice *camera)
{
  g_autoptr (ZbCameraNode) node = zb_camera_node_new_camera (camera);
  const char *id = ZB_ENTITY (camera)->id;

  zb_camera_node_set_tile (node, GPOINTER_TO_UINT (g_hash_table_lookup (self->shown, id)));
  g_hash_table_insert (self->nodes, g_strdup (id), g_object_ref (node));
  zb_camera_node_add (home, node);
}

static gboolean
is_wanted (ZbCameraTree *self, ZbDevice *camera)
{
  return camera->kind == ZB_DEVICE_CAMERA &&
         (self->grouping != ZB_CAMERA_FAVOURITES ||
          g_hash_table_contains (self->favourites, ZB_ENTITY (camera)->id));
}

static void
take_all (ZbCameraTree *self, ZbCameraNode *root)
{
  ZbStore *devices = zb_world_get_store (self->world, ZB_KIND_DEVICE);

  for (guint i = 0; i < zb_store_get_size (devices); i++)
    {
      ZbDevice *camera = zb_store_get_nth (devices, i);
      if (is_wanted (self, camera))
        add_camera (self, find_home (self, root, camera), camera);
    }
  zb_camera_node_sort (root);
}

/* The best match first, as the search of the header finds them. */
static void
take_found (ZbCameraTree *self, ZbCameraNode *root)
{
  g_autoptr (GPtrArray) hits =
      zb_search_index_search (zb_search_index_of (self->world), self->needle, MOST_FOUND);

  for (guint i = 0; i < hits->len; i++)
    {
      const ZbSearchHit *hit = hits->pdata[i];
      ZbDevice *camera =
          g_str_equal (hit->kind, "device") ? zb_world_lookup (self->world, ZB_KIND_DEVICE, hit->id) : NULL;
      if (camera && camera->kind == ZB_DEVICE_CAMERA)
        add_camera (self, root, camera);
    }
}

static void
recount (ZbCameraTree *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->roots));

  g_clear_handle_id (&self->recount_source, g_source_remove);
  self->n_online = self->n_cameras = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbCameraNode) root = g_list_model_get_item (G_LIST_MODEL (self->roots), i);
      zb_camera_node_count (root, &self->n_online, &self->n_cameras);
    }
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
replace_roots (ZbCameraTree *self, ZbCameraNode *root)
{
  GListModel *children = zb_camera_node_get_children (root);
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    g_ptr_array_add (roots, g_list_model_get_item (children, i));
  g_list_store_splice (self->roots, 0, g_list_model_get_n_items (G_LIST_MODEL (self->roots)), roots->pdata,
                       roots->len);
}

static void
rebuild (ZbCameraTree *self)
{
  g_autoptr (ZbCameraNode) root = zb_camera_node_new_group ("root", NULL, 0);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_hash_table_remove_all (self->nodes);
  g_hash_table_remove_all (self->subdistricts);
  if (self->world && self->needle)
    take_found (self, root);
  else if (self->world)
    take_all (self, root);
  replace_roots (self, root);
  recount (self);
}

static gboolean
on_rebuild (gpointer self)
{
  ZB_CAMERA_TREE (self)->rebuild_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_recount (gpointer self)
{
  ZB_CAMERA_TREE (self)->recount_source = 0;
  recount (self);
  return G_SOURCE_REMOVE;
}

static void
on_items_changed (ZbCameraTree *self)
{
  if (!self->rebuild_source)
    self->rebuild_source = g_timeout_add (REBUILD_MS, on_rebuild, self);
}

static void
on_changed (ZbCameraTree *self)
{
  if (!self->recount_source)
    self->recount_source = g_timeout_add (RECOUNT_MS, on_recount, self);
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_camera_tree_finalize (GObject *object)
{
  ZbCameraTree *self = ZB_CAMERA_TREE (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_handle_id (&self->recount_source, g_source_remove);
  g_clear_object (&self->world);
  g_object_unref (self->roots);
  g_hash_table_unref (self->nodes);
  g_hash_table_unref (self->subdistricts);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->favourites);
  g_free (self->needle);
  G_OBJECT_CLASS (zb_camera_tree_parent_class)->finalize (object);
}

static void
zb_camera_tree_class_init (ZbCameraTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_camera_tree_finalize;

  /**
   * ZbCameraTree::counted:
   * @self: the tree
   *
   * What is in it was counted anew.
   */
  signals[COUNTED] =
      g_signal_new ("counted", ZB_TYPE_CAMERA_TREE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_camera_tree_init (ZbCameraTree *self)
{
  self->roots = g_list_store_new (ZB_TYPE_CAMERA_NODE);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->subdistricts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->favourites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * zb_camera_tree_new:
 *
 * Returns: (transfer full): a tree without cameras
 */
ZbCameraTree *
zb_camera_tree_new (void)
{
  return g_object_new (ZB_TYPE_CAMERA_TREE, NULL);
}

static void
follow (ZbCameraTree *self, ZbKind kind)
{
  g_signal_connect_object (zb_world_get_store (self->world, kind), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
}

/**
 * zb_camera_tree_set_world:
 * @self: a tree
 * @world: (nullable): whose cameras; a tree is given one world and keeps it
 */
void
zb_camera_tree_set_world (ZbCameraTree *self, ZbWorld *world)
{
  if (!world || self->world)
    return;
  self->world = g_object_ref (world);
  follow (self, ZB_KIND_DEVICE);
  follow (self, ZB_KIND_AREA);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_DEVICE), "changed", G_CALLBACK (on_changed),
                           self, G_CONNECT_SWAPPED);
  rebuild (self);
}

/**
 * zb_camera_tree_set_grouping:
 * @self: a tree
 * @grouping: what it is ordered by
 */
void
zb_camera_tree_set_grouping (ZbCameraTree *self, ZbCameraGrouping grouping)
{
  if (self->grouping == grouping)
    return;
  self->grouping = grouping;
  rebuild (self);
}

/**
 * zb_camera_tree_set_favourites:
 * @self: a tree
 * @favourites: (array zero-terminated=1): the ids of those cameras that the officer comes back to
 */
void
zb_camera_tree_set_favourites (ZbCameraTree *self, const char *const *favourites)
{
  g_hash_table_remove_all (self->favourites);
  for (guint i = 0; favourites[i]; i++)
    g_hash_table_add (self->favourites, g_strdup (favourites[i]));
  if (self->grouping == ZB_CAMERA_FAVOURITES)
    rebuild (self);
}

/**
 * zb_camera_tree_set_needle:
 * @self: a tree
 * @needle: (nullable): what is looked for in names, their readings and numbers; %NULL or empty for the groups
 */
void
zb_camera_tree_set_needle (ZbCameraTree *self, const char *needle)
{
  if (g_set_str (&self->needle, needle && *needle ? needle : NULL))
    rebuild (self);
}

/**
 * zb_camera_tree_get_roots:
 * @self: a tree
 *
 * Returns: (transfer none): its first level, a list of #ZbCameraNode
 */
GListModel *
zb_camera_tree_get_roots (ZbCameraTree *self)
{
  return G_LIST_MODEL (self->roots);
}

/**
 * zb_camera_tree_get_counts:
 * @self: a tree
 * @n_online: (out): how many cameras in it are online
 * @n_cameras: (out): how many there are
 */
void
zb_camera_tree_get_counts (ZbCameraTree *self, guint *n_online, guint *n_cameras)
{
  *n_online = self->n_online;
  *n_cameras = self->n_cameras;
}

static void
tell_tile (ZbCameraTree *self, const char *id, guint tile)
{
  ZbCameraNode *node = g_hash_table_lookup (self->nodes, id);

  if (node)
    zb_camera_node_set_tile (node, tile);
}

/**
 * zb_camera_tree_set_shown:
 * @self: a tree
 * @cameras: (array length=n_cameras) (element-type ZbDevice): what the tiles show, %NULL for nothing
 * @n_cameras: how many tiles there are
 *
 * Makes cameras say which tile shows them.
 */
void
zb_camera_tree_set_shown (ZbCameraTree *self, ZbDevice *const *cameras, guint n_cameras)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->shown);
  GHashTableIter iter;
  gpointer id;

  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_cameras; i++)
    if (cameras[i] && !g_hash_table_contains (self->shown, ZB_ENTITY (cameras[i])->id))
      {
        g_hash_table_insert (self->shown, g_strdup (ZB_ENTITY (cameras[i])->id), GUINT_TO_POINTER (i + 1));
        tell_tile (self, ZB_ENTITY (cameras[i])->id, i + 1);
      }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->shown, id))
      tell_tile (self, id, 0);
}
