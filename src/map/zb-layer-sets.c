/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-sets.h"

/**
 * ZbLayerSet:
 *
 * A choice of layers that an officer has given a name. It is never changed: another takes its place.
 */
struct _ZbLayerSet
{
  GObject parent_instance;
  char *name;
  char **layers;
};

G_DEFINE_FINAL_TYPE (ZbLayerSet, zb_layer_set, G_TYPE_OBJECT)

static void
zb_layer_set_finalize (GObject *object)
{
  ZbLayerSet *self = ZB_LAYER_SET (object);
  g_free (self->name);
  g_strfreev (self->layers);
  G_OBJECT_CLASS (zb_layer_set_parent_class)->finalize (object);
}

static void
zb_layer_set_class_init (ZbLayerSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_layer_set_finalize;
}

static void
zb_layer_set_init (ZbLayerSet *self)
{
}

/* As it was meant: without the space around it, and no longer than a row has room for. */
static char *
tidy (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  return g_utf8_strlen (trimmed, -1) > ZB_LAYER_SET_NAME_MOST
             ? g_utf8_substring (trimmed, 0, ZB_LAYER_SET_NAME_MOST)
             : g_steal_pointer (&trimmed);
}

/**
 * zb_layer_set_new:
 * @name: what it is called
 * @layers: (array zero-terminated=1): what is shown, as zb_map_layers_to_ids() says it
 *
 * Returns: (transfer full): the set
 */
ZbLayerSet *
zb_layer_set_new (const char *name, const char *const *layers)
{
  ZbLayerSet *self = g_object_new (ZB_TYPE_LAYER_SET, NULL);
  self->name = tidy (name);
  self->layers = g_strdupv ((char **)layers);
  return self;
}

/**
 * zb_layer_set_get_name:
 * @self: a set
 *
 * Returns: what it is called
 */
const char *
zb_layer_set_get_name (ZbLayerSet *self)
{
  return self->name;
}

/**
 * zb_layer_set_get_layers:
 * @self: a set
 *
 * Returns: (transfer none) (array zero-terminated=1): what is shown, as zb_map_layers_from_ids() reads it
 */
const char *const *
zb_layer_set_get_layers (ZbLayerSet *self)
{
  return (const char *const *)self->layers;
}

/**
 * zb_layer_sets_new:
 *
 * Returns: (transfer full): an officer's sets, none yet
 */
GListStore *
zb_layer_sets_new (void)
{
  return g_list_store_new (ZB_TYPE_LAYER_SET);
}

/**
 * zb_layer_sets_find:
 * @sets: an officer's sets
 * @name: what it is called
 * @position: (out) (optional): where it is
 *
 * Returns: (transfer none) (nullable): the set of that name
 */
ZbLayerSet *
zb_layer_sets_find (GListStore *sets, const char *name, guint *position)
{
  g_autofree char *wanted = tidy (name);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sets)); i++)
    {
      g_autoptr (ZbLayerSet) set = g_list_model_get_item (G_LIST_MODEL (sets), i);
      if (!g_str_equal (set->name, wanted))
        continue;
      if (position)
        *position = i;
      return set;
    }
  return NULL;
}

/**
 * zb_layer_sets_save:
 * @sets: an officer's sets
 * @name: what the set is called
 * @layers: (array zero-terminated=1): what is shown
 *
 * Puts a set at the end, or in the place of the one that is called the same.
 *
 * Returns: whether it was saved: not without a name, and not beyond %ZB_LAYER_SETS_MOST
 */
gboolean
zb_layer_sets_save (GListStore *sets, const char *name, const char *const *layers)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sets)), position = n;
  g_autoptr (ZbLayerSet) set = zb_layer_set_new (name, layers);
  gboolean replaces = zb_layer_sets_find (sets, name, &position) != NULL;
  if (*set->name == '\0' || (!replaces && n >= ZB_LAYER_SETS_MOST))
    return FALSE;
  g_list_store_splice (sets, position, replaces, (gpointer *)&set, 1);
  return TRUE;
}

/**
 * zb_layer_sets_rename:
 * @sets: an officer's sets
 * @name: what the set was called
 * @to: what it is to be called
 *
 * Returns: whether it was: not without a name, and not as another one is called
 */
gboolean
zb_layer_sets_rename (GListStore *sets, const char *name, const char *to)
{
  guint position;
  ZbLayerSet *before = zb_layer_sets_find (sets, name, &position);
  if (!before || zb_layer_sets_find (sets, to, NULL))
    return FALSE;
  g_autoptr (ZbLayerSet) set = zb_layer_set_new (to, zb_layer_set_get_layers (before));
  if (*set->name == '\0')
    return FALSE;
  g_list_store_splice (sets, position, 1, (gpointer *)&set, 1);
  return TRUE;
}

/**
 * zb_layer_sets_put:
 * @sets: an officer's sets
 * @position: where it was
 * @set: a set that was taken away
 *
 * Puts it back, unless another is called the same by now.
 */
void
zb_layer_sets_put (GListStore *sets, guint position, ZbLayerSet *set)
{
  if (!zb_layer_sets_find (sets, set->name, NULL))
    g_list_store_insert (sets, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (sets))), set);
}
