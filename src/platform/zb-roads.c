/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The district's roads: the centre's own file, or that of the demonstration. */
#include "zb-roads.h"

#include "zb-road-file.h"

struct _ZbRoads
{
  GMutex mutex;
  char *path;
  ZbRoadGraph *graph;
  gboolean was_read;
};

/**
 * zb_roads_new:
 * @path: (nullable): a file of roads; %NULL where there is none
 *
 * Returns: (transfer full): the roads, not read yet
 */
ZbRoads *
zb_roads_new (const char *path)
{
  ZbRoads *self = g_new0 (ZbRoads, 1);

  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  return self;
}

/**
 * zb_roads_free:
 * @self: (transfer full): the roads
 */
void
zb_roads_free (ZbRoads *self)
{
  g_mutex_clear (&self->mutex);
  g_clear_pointer (&self->graph, zb_road_graph_unref);
  g_free (self->path);
  g_free (self);
}

/* A file that cannot be read is told once; distances are then as the crow flies. */
static void
read_file (ZbRoads *self)
{
  g_autoptr (GError) error = NULL;

  self->was_read = TRUE;
  if (!self->path)
    return;
  self->graph = zb_road_file_read (self->path, &error);
  if (error)
    g_warning ("roads: %s: %s", self->path, error->message);
}

/**
 * zb_roads_get:
 * @self: the roads
 *
 * Reads them where nobody has asked before, which takes some 100 ms: not for the main loop.
 *
 * Returns: (transfer none) (nullable): the graph, as long as @self is; %NULL where no roads are known
 */
const ZbRoadGraph *
zb_roads_get (ZbRoads *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->was_read)
    read_file (self);
  return self->graph;
}
