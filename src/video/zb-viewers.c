/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-viewers.h"

struct _ZbViewers
{
  GHashTable *viewers; /* whoever shows it → Viewer */
};

typedef struct
{
  int width, height;
  guint urgency;
} Viewer;

/**
 * zb_viewers_new:
 *
 * Returns: (transfer full): nobody
 */
ZbViewers *
zb_viewers_new (void)
{
  ZbViewers *self = g_new0 (ZbViewers, 1);

  self->viewers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

/**
 * zb_viewers_free:
 * @self: (transfer full): viewers
 */
void
zb_viewers_free (ZbViewers *self)
{
  g_hash_table_unref (self->viewers);
  g_free (self);
}

static Viewer *
get (ZbViewers *self, gpointer whoever)
{
  Viewer *viewer = g_hash_table_lookup (self->viewers, whoever);

  if (viewer)
    return viewer;
  viewer = g_new0 (Viewer, 1);
  viewer->urgency = G_MAXUINT;
  g_hash_table_insert (self->viewers, whoever, viewer);
  return viewer;
}

/**
 * zb_viewers_set_size:
 * @self: viewers
 * @viewer: one of them, or another
 * @width: device pixels
 * @height: device pixels
 */
void
zb_viewers_set_size (ZbViewers *self, gpointer viewer, int width, int height)
{
  Viewer *one = get (self, viewer);

  one->width = width;
  one->height = height;
}

/**
 * zb_viewers_set_urgency:
 * @self: viewers
 * @viewer: one of them, or another
 * @urgency: 0 for what is looked at, more for what can wait longer
 */
void
zb_viewers_set_urgency (ZbViewers *self, gpointer viewer, guint urgency)
{
  get (self, viewer)->urgency = urgency;
}

/**
 * zb_viewers_remove:
 * @self: viewers
 * @viewer: who does not show it any more
 */
void
zb_viewers_remove (ZbViewers *self, gpointer viewer)
{
  g_hash_table_remove (self->viewers, viewer);
}

/**
 * zb_viewers_get_size:
 * @self: viewers
 * @width: (out): device pixels that are enough for all, 0 where nobody shows it
 * @height: (out): device pixels
 */
void
zb_viewers_get_size (ZbViewers *self, int *width, int *height)
{
  GHashTableIter iter;
  gpointer viewer;

  *width = *height = 0;
  g_hash_table_iter_init (&iter, self->viewers);
  while (g_hash_table_iter_next (&iter, NULL, &viewer))
    {
      *width = MAX (*width, ((Viewer *)viewer)->width);
      *height = MAX (*height, ((Viewer *)viewer)->height);
    }
}

/**
 * zb_viewers_get_urgency:
 * @self: viewers
 * @usual: what is returned where nobody said anything
 *
 * Returns: that of whoever needs it first
 */
guint
zb_viewers_get_urgency (ZbViewers *self, guint usual)
{
  guint urgency = G_MAXUINT;
  GHashTableIter iter;
  gpointer viewer;

  g_hash_table_iter_init (&iter, self->viewers);
  while (g_hash_table_iter_next (&iter, NULL, &viewer))
    urgency = MIN (urgency, ((Viewer *)viewer)->urgency);
  return urgency == G_MAXUINT ? usual : urgency;
}
