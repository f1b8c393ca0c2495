/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's named sets as their preferences keep them: [{"name": …, ITEMS: ["…", …]}, …]. What comes as
 * JSON may be anything. */
#include "zb-kept-sets.h"

#include "zb-named-sets.h"

#define SET_NAME "name"

static GVariant *
unwrap (GVariant *child)
{
  return g_variant_is_of_type (child, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (child)
                                                              : g_variant_ref (child);
}

static GVariant *
lookup (GVariant *dictionary, const char *name, const GVariantType *type)
{
  return dictionary && g_variant_is_of_type (dictionary, G_VARIANT_TYPE_VARDICT)
             ? g_variant_lookup_value (dictionary, name, type)
             : NULL;
}

/**
 * zb_kept_sets_read_words:
 * @kept: (nullable): what was kept
 * @name: the name of a list of words in it
 *
 * Returns: (transfer full) (nullable): the words; %NULL where there is no such list
 */
char **
zb_kept_sets_read_words (GVariant *kept, const char *name)
{
  g_autoptr (GVariant) list = lookup (kept, name, G_VARIANT_TYPE_ARRAY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; list && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = unwrap (child);
      if (g_variant_is_of_type (item, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (builder, g_variant_get_string (item, NULL));
    }
  return list ? g_strv_builder_end (builder) : NULL;
}

/**
 * zb_kept_sets_read:
 * @sets: an officer's sets, see zb_named_sets_new()
 * @kept: (nullable): what was kept
 * @name: the name of the list of sets in it
 * @items: what the words of a set are called in it
 *
 * Adds the sets that were kept; what cannot be read as one is left out.
 */
void
zb_kept_sets_read (GListStore *sets, GVariant *kept, const char *name, const char *items)
{
  g_autoptr (GVariant) list = lookup (kept, name, G_VARIANT_TYPE_ARRAY);

  for (gsize i = 0; list && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) set = unwrap (child);
      g_autoptr (GVariant) called = lookup (set, SET_NAME, G_VARIANT_TYPE_STRING);
      g_auto (GStrv) words = zb_kept_sets_read_words (set, items);
      if (called && words)
        zb_named_sets_save (sets, g_variant_get_string (called, NULL), (const char *const *)words);
    }
}

/**
 * zb_kept_sets_write:
 * @sets: an officer's sets
 * @items: what the words of a set are called
 *
 * Returns: (transfer floating): what is to be kept of them
 */
GVariant *
zb_kept_sets_write (GListStore *sets, const char *items)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sets)); i++)
    {
      g_autoptr (ZbNamedSet) set = g_list_model_get_item (G_LIST_MODEL (sets), i);
      g_variant_builder_open (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", SET_NAME, g_variant_new_string (zb_named_set_get_name (set)));
      g_variant_builder_add (&builder, "{sv}", items, g_variant_new_strv (zb_named_set_get_items (set), -1));
      g_variant_builder_close (&builder);
    }
  return g_variant_builder_end (&builder);
}
