/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-named-sets.h"

/**
 * ZbNamedSet:
 *
 * What an officer has given a name to: layers of the map, or what a list is filtered by. It is never changed:
 * another takes its place.
 */
struct _ZbNamedSet
{
  GObject parent_instance;
  char *name;
  char **items;
};

G_DEFINE_FINAL_TYPE (ZbNamedSet, zb_named_set, G_TYPE_OBJECT)

static void
zb_named_set_finalize (GObject *object)
{
  ZbNamedSet *self = ZB_NAMED_SET (object);
  g_free (self->name);
  g_strfreev (self->items);
  G_OBJECT_CLASS (zb_named_set_parent_class)->finalize (object);
}

static void
zb_named_set_class_init (ZbNamedSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_named_set_finalize;
}

static void
zb_named_set_init (ZbNamedSet *self)
{
}

/* As it was meant: without the space around it, and no longer than a row has room for. */
static char *
tidy (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  return g_utf8_strlen (trimmed, -1) > ZB_NAMED_SET_NAME_MOST
             ? g_utf8_substring (trimmed, 0, ZB_NAMED_SET_NAME_MOST)
             : g_steal_pointer (&trimmed);
}

/**
 * zb_named_set_new:
 * @name: what it is called
 * @items: (array zero-terminated=1): what is in it, in words that whoever uses it understands
 *
 * Returns: (transfer full): the set
 */
ZbNamedSet *
zb_named_set_new (const char *name, const char *const *items)
{
  ZbNamedSet *self = g_object_new (ZB_TYPE_NAMED_SET, NULL);
  self->name = tidy (name);
  self->items = g_strdupv ((char **)items);
  return self;
}

/**
 * zb_named_set_get_name:
 * @self: a set
 *
 * Returns: what it is called
 */
const char *
zb_named_set_get_name (ZbNamedSet *self)
{
  return self->name;
}

/**
 * zb_named_set_get_items:
 * @self: a set
 *
 * Returns: (transfer none) (array zero-terminated=1): what is in it, in words that whoever uses it
 *   understands
 */
const char *const *
zb_named_set_get_items (ZbNamedSet *self)
{
  return (const char *const *)self->items;
}

/**
 * zb_named_sets_new:
 *
 * Returns: (transfer full): an officer's sets, none yet
 */
GListStore *
zb_named_sets_new (void)
{
  return g_list_store_new (ZB_TYPE_NAMED_SET);
}

/**
 * zb_named_sets_find:
 * @sets: an officer's sets
 * @name: what it is called
 * @position: (out) (optional): where it is
 *
 * Returns: (transfer none) (nullable): the set of that name
 */
ZbNamedSet *
zb_named_sets_find (GListStore *sets, const char *name, guint *position)
{
  g_autofree char *wanted = tidy (name);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sets)); i++)
    {
      g_autoptr (ZbNamedSet) set = g_list_model_get_item (G_LIST_MODEL (sets), i);
      if (!g_str_equal (set->name, wanted))
        continue;
      if (position)
        *position = i;
      return set;
    }
  return NULL;
}

/**
 * zb_named_sets_save:
 * @sets: an officer's sets
 * @name: what the set is called
 * @items: (array zero-terminated=1): what is in it
 *
 * Puts a set at the end, or in the place of the one that is called the same.
 *
 * Returns: whether it was saved: not without a name, and not beyond %ZB_NAMED_SETS_MOST
 */
gboolean
zb_named_sets_save (GListStore *sets, const char *name, const char *const *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sets)), position = n;
  g_autoptr (ZbNamedSet) set = zb_named_set_new (name, items);
  gboolean replaces = zb_named_sets_find (sets, name, &position) != NULL;
  if (*set->name == '\0' || (!replaces && n >= ZB_NAMED_SETS_MOST))
    return FALSE;
  g_list_store_splice (sets, position, replaces, (gpointer *)&set, 1);
  return TRUE;
}

/**
 * zb_named_sets_rename:
 * @sets: an officer's sets
 * @name: what the set was called
 * @to: what it is to be called
 *
 * Returns: whether it was: not without a name, and not as another one is called
 */
gboolean
zb_named_sets_rename (GListStore *sets, const char *name, const char *to)
{
  guint position;
  ZbNamedSet *before = zb_named_sets_find (sets, name, &position);
  if (!before || zb_named_sets_find (sets, to, NULL))
    return FALSE;
  g_autoptr (ZbNamedSet) set = zb_named_set_new (to, zb_named_set_get_items (before));
  if (*set->name == '\0')
    return FALSE;
  g_list_store_splice (sets, position, 1, (gpointer *)&set, 1);
  return TRUE;
}

/**
 * zb_named_sets_put:
 * @sets: an officer's sets
 * @position: where it was
 * @set: a set that was taken away
 *
 * Puts it back, unless another is called the same by now.
 */
void
zb_named_sets_put (GListStore *sets, guint position, ZbNamedSet *set)
{
  if (!zb_named_sets_find (sets, set->name, NULL))
    g_list_store_insert (sets, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (sets))), set);
}
