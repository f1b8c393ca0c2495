/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"
#include "zb-geometry.h"

G_BEGIN_DECLS

typedef struct _ZbAreas ZbAreas;

/**
 * ZbAreasShape:
 * @rim: (array length=n_rim): places along its edge, close together, and one inside it at least
 * @n_rim: how many
 * @box: what holds it
 * @holds: whether a place lies in it
 * @data: for @holds
 *
 * Something drawn on the ground, of which is asked what areas it touches.
 */
typedef struct
{
  const ZbPoint *rim;
  guint n_rim;
  ZbBox box;
  gboolean (*holds) (gconstpointer data, ZbPoint point);
  gconstpointer data;
} ZbAreasShape;

ZbAreas *zb_areas_load (ZbConnection *connection, GError **error);
ZbAreas *zb_areas_ref (ZbAreas *self);
void zb_areas_unref (ZbAreas *self);
gboolean zb_areas_contain (ZbAreas *self, const char *const *outer, const char *inner);
const char *zb_areas_locate (ZbAreas *self, ZbPoint point);
const char *zb_areas_get_root (ZbAreas *self);
const char *zb_areas_join (ZbAreas *self, const char *a, const char *b);
GPtrArray *zb_areas_find_touched (ZbAreas *self, const ZbAreasShape *shape);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAreas, zb_areas_unref)

G_END_DECLS
