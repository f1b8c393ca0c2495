/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-node.h"

#include <glib/gi18n.h>

/**
 * ZbCameraNode:
 *
 * A line of the tree of cameras: a camera, or a group with how many of its cameras are online.
 */
struct _ZbCameraNode
{
  GObject parent_instance;
  ZbDevice *device; /* NULL for a group */
  char *key;
  char *title;
  char *order; /* by which it is sorted */
  char *detail;
  int rank;
  guint tile;
  GListStore *children; /* NULL for a camera */
  GHashTable *groups;   /* key → child, not owned */
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_ICON,
  PROP_WELL,
  PROP_GROUP,
} ZbCameraNodeProperty;

static GParamSpec *properties[PROP_GROUP + 1];

G_DEFINE_FINAL_TYPE (ZbCameraNode, zb_camera_node, G_TYPE_OBJECT)

static gboolean
is_well (ZbCameraNode *self)
{
  return !self->device || self->device->status == ZB_DEVICE_ONLINE;
}

static const char *
get_icon (ZbCameraNode *self)
{
  return !self->device ? NULL : is_well (self) ? "zb-video-symbolic" : "zb-camera-off-symbolic";
}

static void
zb_camera_node_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCameraNode *self = ZB_CAMERA_NODE (object);

  switch ((ZbCameraNodeProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_ICON:
      g_value_set_string (value, get_icon (self));
      break;
    case PROP_WELL:
      g_value_set_boolean (value, is_well (self));
      break;
    case PROP_GROUP:
      g_value_set_boolean (value, self->device == NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_camera_node_finalize (GObject *object)
{
  ZbCameraNode *self = ZB_CAMERA_NODE (object);

  g_clear_object (&self->device);
  g_clear_object (&self->children);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_free (self->key);
  g_free (self->title);
  g_free (self->order);
  g_free (self->detail);
  G_OBJECT_CLASS (zb_camera_node_parent_class)->finalize (object);
}

static void
zb_camera_node_class_init (ZbCameraNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_camera_node_get_property;
  object_class->finalize = zb_camera_node_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  properties[PROP_WELL] = g_param_spec_boolean ("well", NULL, NULL, TRUE, flags);
  properties[PROP_GROUP] = g_param_spec_boolean ("group", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_camera_node_init (ZbCameraNode *self)
{
}

/* Number 9 of a street comes before number 10. */
static void
set_title (ZbCameraNode *self, const char *title)
{
  self->title = g_strdup (title);
  self->order = title ? g_utf8_collate_key_for_filename (title, -1) : NULL;
}

/**
 * zb_camera_node_new_group:
 * @key: what it is found by among its siblings
 * @title: (nullable): what it is called
 * @rank: its place among its siblings, the least first; groups come before cameras
 *
 * Returns: (transfer full): an empty group
 */
ZbCameraNode *
zb_camera_node_new_group (const char *key, const char *title, int rank)
{
  ZbCameraNode *self = g_object_new (ZB_TYPE_CAMERA_NODE, NULL);

  self->key = g_strdup (key);
  set_title (self, title);
  self->rank = rank;
  self->children = g_list_store_new (ZB_TYPE_CAMERA_NODE);
  self->groups = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static void
on_status (ZbCameraNode *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WELL]);
}

/**
 * zb_camera_node_new_camera:
 * @camera: a camera
 *
 * Returns: (transfer full): its line
 */
ZbCameraNode *
zb_camera_node_new_camera (ZbDevice *camera)
{
  ZbCameraNode *self = g_object_new (ZB_TYPE_CAMERA_NODE, NULL);

  self->device = g_object_ref (camera);
  self->key = g_strdup (ZB_ENTITY (camera)->id);
  set_title (self, camera->name ? camera->name : camera->code);
  g_signal_connect_object (camera, "notify::status", G_CALLBACK (on_status), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_camera_node_get_device:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): the camera; %NULL for a group
 */
ZbDevice *
zb_camera_node_get_device (ZbCameraNode *self)
{
  return self->device;
}

/**
 * zb_camera_node_get_key:
 * @self: a line
 *
 * Returns: (transfer none): what it is found by among its siblings
 */
const char *
zb_camera_node_get_key (ZbCameraNode *self)
{
  return self->key;
}

/**
 * zb_camera_node_get_title:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): what it is called
 */
const char *
zb_camera_node_get_title (ZbCameraNode *self)
{
  return self->title;
}

/**
 * zb_camera_node_get_children:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): what is in a group; %NULL for a camera
 */
GListModel *
zb_camera_node_get_children (ZbCameraNode *self)
{
  return (GListModel *)self->children;
}

/**
 * zb_camera_node_find_group:
 * @self: a group
 * @key: a key
 *
 * Returns: (transfer none) (nullable): the group in it with that key
 */
ZbCameraNode *
zb_camera_node_find_group (ZbCameraNode *self, const char *key)
{
  return g_hash_table_lookup (self->groups, key);
}

/**
 * zb_camera_node_add:
 * @self: a group
 * @child: what is to be in it
 */
void
zb_camera_node_add (ZbCameraNode *self, ZbCameraNode *child)
{
  g_list_store_append (self->children, child);
  if (!child->device)
    g_hash_table_insert (self->groups, child->key, child);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer nothing)
{
  const ZbCameraNode *one = a, *other = b;

  if (!one->device != !other->device)
    return one->device ? 1 : -1;
  if (one->rank != other->rank)
    return one->rank - other->rank;
  return g_strcmp0 (one->order, other->order);
}

/**
 * zb_camera_node_sort:
 * @self: a group
 *
 * Sorts what is in it, and in the groups in it.
 */
void
zb_camera_node_sort (ZbCameraNode *self)
{
  GHashTableIter iter;
  gpointer group;

  g_list_store_sort (self->children, compare, NULL);
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    zb_camera_node_sort (group);
}

/* A camera says which tile shows it, a group how many are online. */
static void
set_detail (ZbCameraNode *self, char *detail)
{
  if (g_strcmp0 (self->detail, detail) != 0)
    {
      g_set_str (&self->detail, detail);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
    }
  g_free (detail);
}

/**
 * zb_camera_node_count:
 * @self: a line
 * @n_online: (inout): how many cameras are online
 * @n_cameras: (inout): how many there are
 *
 * Adds what is in it, and makes groups say it.
 */
void
zb_camera_node_count (ZbCameraNode *self, guint *n_online, guint *n_cameras)
{
  guint online = 0, all = 0;

  if (self->device)
    {
      *n_online += is_well (self);
      *n_cameras += 1;
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (ZbCameraNode) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);
      zb_camera_node_count (child, &online, &all);
    }
  /* Translators: so many of so many cameras are online */
  set_detail (self, g_strdup_printf (_ ("%'u / %'u"), online, all));
  *n_online += online;
  *n_cameras += all;
}

/**
 * zb_camera_node_list_cameras:
 * @self: a line
 * @cameras: (element-type ZbDevice): where to put them
 *
 * Adds the cameras in it, in the order of the tree.
 */
void
zb_camera_node_list_cameras (ZbCameraNode *self, GListStore *cameras)
{
  if (self->device)
    g_list_store_append (cameras, self->device);
  for (guint i = 0; self->children && i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr (ZbCameraNode) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);
      zb_camera_node_list_cameras (child, cameras);
    }
}

/**
 * zb_camera_node_set_tile:
 * @self: the line of a camera
 * @tile: the number of the tile that shows it, 0 for none
 */
void
zb_camera_node_set_tile (ZbCameraNode *self, guint tile)
{
  if (self->tile == tile)
    return;
  self->tile = tile;
  set_detail (self, tile ? g_strdup_printf ("%u", tile) : g_strdup (""));
}
