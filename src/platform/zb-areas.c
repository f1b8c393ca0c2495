/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which area lies in which: a snapshot that never changes, shared by all threads, made anew when an
 * area changes. */
#include "zb-areas.h"

/* Deeper than district, subdistrict, committee, community and grid, yet an end for a loop in the data. */
#define MAX_DEPTH 16

struct _ZbAreas
{
  gatomicrefcount refs;
  GHashTable *parents;
  char *root;
};

static void
add (ZbAreas *self, const char *id, const char *parent)
{
  if (parent == NULL && self->root == NULL)
    self->root = g_strdup (id);
  g_hash_table_insert (self->parents, g_strdup (id), g_strdup (parent));
}

/**
 * zb_areas_load:
 * @connection: a connection
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): the areas as they are now, or NULL
 */
ZbAreas *
zb_areas_load (ZbConnection *connection, GError **error)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (
      connection, "SELECT id, body ->> '$.parent' FROM entity WHERE kind = 'area' ORDER BY rid", error);
  if (statement == NULL)
    return NULL;
  g_autoptr (ZbAreas) self = g_new0 (ZbAreas, 1);
  g_atomic_ref_count_init (&self->refs);
  self->parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ZbStepOutcome step;
  while ((step = zb_statement_step (statement, error)) == ZB_STEP_ROW)
    add (self, zb_statement_get_text (statement, 0), zb_statement_get_text (statement, 1));
  return step == ZB_STEP_DONE ? g_steal_pointer (&self) : NULL;
}

/**
 * zb_areas_ref:
 * @self: areas
 *
 * Returns: (transfer full): the same
 */
ZbAreas *
zb_areas_ref (ZbAreas *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_areas_unref:
 * @self: (transfer full): areas
 */
void
zb_areas_unref (ZbAreas *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->parents);
  g_free (self->root);
  g_free (self);
}

/**
 * zb_areas_contain:
 * @self: areas
 * @outer: (nullable): ids of areas; none stands for the whole district
 * @inner: (nullable): the id of an area; NULL stands for what lies in no area and is for all
 *
 * Returns: whether @inner is one of @outer or lies in one of them
 */
gboolean
zb_areas_contain (ZbAreas *self, const char *const *outer, const char *inner)
{
  if (outer == NULL || outer[0] == NULL || inner == NULL)
    return TRUE;
  for (int depth = 0; inner != NULL && depth < MAX_DEPTH; depth++)
    {
      if (g_strv_contains (outer, inner))
        return TRUE;
      inner = g_hash_table_lookup (self->parents, inner);
    }
  return FALSE;
}

/**
 * zb_areas_get_root:
 * @self: areas
 *
 * Returns: (nullable): the id of the district
 */
const char *
zb_areas_get_root (ZbAreas *self)
{
  return self->root;
}
