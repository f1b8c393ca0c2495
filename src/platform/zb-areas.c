/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which area lies in which: a snapshot that never changes, shared by all threads, made anew when an
 * area changes. */
#include "zb-areas.h"

#include "zb-drill-sight.h"
#include "zb-area.h"
#include "zb-json.h"

/* Deeper than district, subdistrict, committee, community and grid, yet an end for a loop in the data. */
#define MAX_DEPTH 16

typedef struct
{
  char *id;
  ZbGeometry *surface;
  double size;         /* of its box, in square degrees: only to tell the smaller of two */
  gboolean is_divided; /* into areas with outlines of their own */
} Place;

struct _ZbAreas
{
  gatomicrefcount refs;
  GHashTable *parents;
  GArray *places; /* the smallest first */
  char *root;
};

static void
place_clear (gpointer data)
{
  Place *place = data;
  g_free (place->id);
  zb_geometry_unref (place->surface);
}

static int
place_compare (gconstpointer a, gconstpointer b)
{
  double difference = ((const Place *)a)->size - ((const Place *)b)->size;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static void
add (ZbAreas *self, ZbArea *area)
{
  const char *id = area->parent_instance.id;
  if (area->parent == NULL && self->root == NULL)
    self->root = g_strdup (id);
  g_hash_table_insert (self->parents, g_strdup (id), g_strdup (area->parent));
  if (area->geometry == NULL)
    return;
  const ZbBox *box = zb_geometry_get_box (area->geometry);
  Place place = { g_strdup (id), zb_geometry_ref (area->geometry),
                  (box->east - box->west) * (box->north - box->south) };
  g_array_append_val (self->places, place);
}

static void
add_row (ZbAreas *self, ZbStatement *row)
{
  g_autoptr (ZbArea) area = zb_json_read_record_text (ZB_TYPE_AREA, zb_statement_get_text (row, 0), -1, NULL);
  if (area != NULL)
    add (self, area);
}

static void
note_divided (ZbAreas *self)
{
  g_autoptr (GHashTable) divided = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->places->len; i++)
    {
      const char *parent = g_hash_table_lookup (self->parents, g_array_index (self->places, Place, i).id);
      if (parent != NULL)
        g_hash_table_add (divided, (gpointer)parent);
    }
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);
      place->is_divided = g_hash_table_contains (divided, place->id);
    }
}

static ZbAreas *
areas_new (void)
{
  ZbAreas *self = g_new0 (ZbAreas, 1);
  g_atomic_ref_count_init (&self->refs);
  self->parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  return self;
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
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (connection, "SELECT body FROM entity WHERE kind = 'area' ORDER BY rid", error);
  if (statement == NULL)
    return NULL;
  g_autoptr (ZbAreas) self = areas_new ();
  ZbStepOutcome step;
  while ((step = zb_statement_step (statement, error)) == ZB_STEP_ROW)
    add_row (self, statement);
  g_array_sort (self->places, place_compare);
  note_divided (self);
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
  g_array_unref (self->places);
  g_free (self->root);
  g_free (self);
}

/**
 * zb_areas_contain:
 * @self: areas
 * @outer: (nullable): ids of areas; none, those of drills aside, stands for the whole district
 * @inner: (nullable): the id of an area; NULL stands for what lies in no area and is for all; what belongs to
 *   a drill lies in that drill only
 *
 * Returns: whether @inner is one of @outer or lies in one of them
 */
gboolean
zb_areas_contain (ZbAreas *self, const char *const *outer, const char *inner)
{
  if (zb_drill_is_sight (inner))
    return zb_drill_sees (outer, inner);
  if (inner == NULL || zb_drill_sight_is_all (outer))
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
 * zb_areas_locate:
 * @self: areas
 * @point: a place
 *
 * Returns: (nullable): the id of the smallest area it lies in; the whole district where no area has an
 *   outline; NULL outside
 */
const char *
zb_areas_locate (ZbAreas *self, ZbPoint point)
{
  if (!zb_point_is_known (point))
    return NULL;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      if (zb_box_contains (zb_geometry_get_box (place->surface), point) &&
          zb_geometry_contains (place->surface, point))
        return place->id;
    }
  return self->places->len == 0 ? self->root : NULL;
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

/**
 * zb_areas_join:
 * @self: areas
 * @a: the id of an area
 * @b: the id of another
 *
 * Returns: (nullable): the id of the smallest area that both are part of; one of them where it holds the
 * other
 */
const char *
zb_areas_join (ZbAreas *self, const char *a, const char *b)
{
  for (int depth = 0; a != NULL && depth < MAX_DEPTH; depth++)
    {
      const char *const outer[] = { a, NULL };
      if (zb_areas_contain (self, outer, b))
        return a;
      a = g_hash_table_lookup (self->parents, a);
    }
  return NULL;
}

static void
add_once (GPtrArray *ids, const char *id)
{
  if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, (gpointer)id);
}

static gboolean
boxes_meet (const ZbBox *a, const ZbBox *b)
{
  return a->west <= b->east && b->west <= a->east && a->south <= b->north && b->south <= a->north;
}

static gboolean
has_corner_in (const ZbGeometry *surface, const ZbAreasShape *shape)
{
  for (guint ring = 0; ring < zb_geometry_get_n_rings (surface); ring++)
    {
      guint n;
      const ZbPoint *corners = zb_geometry_get_ring (surface, ring, &n);
      for (guint i = 0; i < n; i++)
        if (zb_box_contains (&shape->box, corners[i]) && shape->holds (shape->data, corners[i]))
          return TRUE;
    }
  return FALSE;
}

/**
 * zb_areas_find_touched:
 * @self: areas
 * @shape: what was drawn
 *
 * Two surfaces share ground where the edge of one runs through the other, or one holds the other. So the
 * areas that its rim runs through are taken, and the undivided ones that have a corner of their outline in
 * it.
 *
 * Returns: (transfer container) (element-type utf8): the ids of the areas that it touches, the smallest that
 *   are known, each once; valid as long as @self. What lies outside the district touches none
 */
GPtrArray *
zb_areas_find_touched (ZbAreas *self, const ZbAreasShape *shape)
{
  GPtrArray *ids = g_ptr_array_new ();
  for (guint i = 0; i < shape->n_rim; i++)
    add_once (ids, zb_areas_locate (self, shape->rim[i]));
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      if (!place->is_divided && boxes_meet (zb_geometry_get_box (place->surface), &shape->box) &&
          has_corner_in (place->surface, shape))
        add_once (ids, place->id);
    }
  return ids;
}
