/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A major incident is a case that others are parts of: they name it, it does not name them. */
#include "zb-case-parts.h"

#include <glib/gi18n.h>

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const ZbCase *one = *(ZbCase *const *)a, *other = *(ZbCase *const *)b;
  const int numbers = g_strcmp0 (one->number, other->number);

  return numbers ? numbers : g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}

/**
 * zb_case_list_parts:
 * @world: what is known
 * @id: the id of a case
 *
 * Returns: (transfer full) (element-type ZbCase): the cases that are parts of it, by their numbers
 */
GPtrArray *
zb_case_list_parts (ZbWorld *world, const char *id)
{
  ZbStore *store = zb_world_get_store (world, ZB_KIND_CASE);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbCase *of = zb_store_get_nth (store, i);
      if (of->parent && g_strcmp0 (of->parent, id) == 0)
        g_ptr_array_add (parts, g_object_ref (of));
    }
  g_ptr_array_sort (parts, compare_parts);
  return parts;
}

/**
 * zb_case_count_parts_open:
 * @parts: (element-type ZbCase): the parts of a case
 *
 * Returns: how many of them are neither closed nor void
 */
guint
zb_case_count_parts_open (GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    n += zb_case_is_open (parts->pdata[i]);
  return n;
}

/**
 * zb_case_add_parts:
 * @context: what a guard is to be told
 * @world: what is known
 * @of: the case that it is asked of
 * @other: (nullable): the case that it would be merged into, or be part of
 *
 * Adds what the guards have to know of other cases.
 */
void
zb_case_add_parts (ZbCaseContext *context, ZbWorld *world, const ZbCase *of, const ZbCase *other)
{
  g_autoptr (GPtrArray) parts = zb_case_list_parts (world, of->parent_instance.id);
  g_autoptr (GPtrArray) others = other ? zb_case_list_parts (world, other->parent_instance.id) : NULL;

  context->n_parts = parts->len;
  context->n_parts_open = zb_case_count_parts_open (parts);
  context->other = other;
  context->n_parts_of_other = others ? others->len : 0;
}

/**
 * zb_case_describe_sum:
 * @parts: (element-type ZbCase): the parts of a case
 *
 * Returns: (transfer full): how many of them are over, in words
 */
char *
zb_case_describe_sum (GPtrArray *parts)
{
  return g_strdup_printf (_ ("%u of %u closed"), parts->len - zb_case_count_parts_open (parts), parts->len);
}
