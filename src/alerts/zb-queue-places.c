/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order places stand: by the statistical codes of their areas, which put the committees of a
 * subdistrict together; what has no code stands by its name after them, what is in no area comes last. */
#include "zb-queue-places.h"

#include "zb-area.h"

#define LAST G_MAXUINT16

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const ZbArea *one = *(ZbArea *const *)a, *other = *(ZbArea *const *)b;
  const gboolean coded = one->code && *one->code, other_coded = other->code && *other->code;

  if (coded != other_coded)
    return coded ? -1 : 1;
  return coded ? g_strcmp0 (one->code, other->code) : g_strcmp0 (one->name, other->name);
}

/* A grid has a number of its own kind; it stands where the committee does that it is part of. */
static ZbArea *
find_coded (ZbWorld *world, ZbArea *area)
{
  ZbArea *parent =
      area->kind == ZB_AREA_GRID && area->parent ? zb_world_lookup (world, ZB_KIND_AREA, area->parent) : NULL;

  return parent ? parent : area;
}

static GHashTable *
rank_areas (ZbWorld *world)
{
  GHashTable *ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ZbStore *areas = zb_world_get_store (world, ZB_KIND_AREA);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < zb_store_get_size (areas); i++)
    g_ptr_array_add (sorted, zb_store_get_nth (areas, i));
  g_ptr_array_sort (sorted, compare_areas);
  for (guint i = 0; i < sorted->len; i++)
    g_hash_table_insert (ranks, g_strdup (ZB_ENTITY (sorted->pdata[i])->id), GUINT_TO_POINTER (i));
  for (guint i = 0; i < sorted->len; i++)
    {
      ZbArea *coded = find_coded (world, sorted->pdata[i]);
      if (coded != sorted->pdata[i])
        g_hash_table_insert (ranks, g_strdup (ZB_ENTITY (sorted->pdata[i])->id),
                             g_hash_table_lookup (ranks, ZB_ENTITY (coded)->id));
    }
  return ranks;
}

static guint
rank_of (const ZbAlert *alert, gpointer ranks)
{
  gpointer rank;

  if (!alert->area || !g_hash_table_lookup_extended (ranks, alert->area, NULL, &rank))
    return LAST;
  return MIN (GPOINTER_TO_UINT (rank), LAST - 1);
}

/**
 * zb_queue_places_rank:
 * @queue: a queue
 * @world: where areas are looked up
 *
 * Says to the queue in which order its places stand, by the areas that are known now.
 */
void
zb_queue_places_rank (ZbAlertQueue *queue, ZbWorld *world)
{
  zb_alert_queue_set_rank (queue, rank_of, rank_areas (world), (GDestroyNotify)g_hash_table_unref);
}
