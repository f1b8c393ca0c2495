/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that were looked at, in memory, the latest kept. Evidence does not change under its id. */
#include "zb-picture-cache.h"

typedef struct
{
  char *id;
  GBytes *bytes;
} Picture;

struct _ZbPictureCache
{
  gsize limit;
  gsize size;
  GQueue latest;
  GHashTable *links; /* id → link in latest */
};

/**
 * zb_picture_cache_new:
 * @limit: how many bytes it holds at the most
 *
 * Returns: (transfer full): an empty cache
 */
ZbPictureCache *
zb_picture_cache_new (gsize limit)
{
  ZbPictureCache *self = g_new0 (ZbPictureCache, 1);

  self->limit = limit;
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->latest);
  return self;
}

static void
drop_oldest (ZbPictureCache *self)
{
  Picture *picture = g_queue_pop_tail (&self->latest);

  self->size -= g_bytes_get_size (picture->bytes);
  g_hash_table_remove (self->links, picture->id);
  g_bytes_unref (picture->bytes);
  g_free (picture->id);
  g_free (picture);
}

/**
 * zb_picture_cache_clear:
 * @self: a cache
 *
 * Forgets everything: another officer has signed in.
 */
void
zb_picture_cache_clear (ZbPictureCache *self)
{
  while (self->latest.length > 0)
    drop_oldest (self);
}

/**
 * zb_picture_cache_free:
 * @self: (transfer full): a cache
 */
void
zb_picture_cache_free (ZbPictureCache *self)
{
  zb_picture_cache_clear (self);
  g_hash_table_unref (self->links);
  g_free (self);
}

/**
 * zb_picture_cache_lookup:
 * @self: a cache
 * @id: the id of a picture
 *
 * Returns: (transfer none) (nullable): its bytes
 */
GBytes *
zb_picture_cache_lookup (ZbPictureCache *self, const char *id)
{
  GList *link = g_hash_table_lookup (self->links, id);

  if (link == NULL)
    return NULL;
  g_queue_unlink (&self->latest, link);
  g_queue_push_head_link (&self->latest, link);
  return ((Picture *)link->data)->bytes;
}

/**
 * zb_picture_cache_add:
 * @self: a cache
 * @id: the id of a picture
 * @bytes: its bytes
 *
 * Keeps a picture, and forgets those not looked at for longest where there is no room.
 */
void
zb_picture_cache_add (ZbPictureCache *self, const char *id, GBytes *bytes)
{
  Picture *picture;

  if (g_bytes_get_size (bytes) > self->limit || zb_picture_cache_lookup (self, id) != NULL)
    return;
  picture = g_new0 (Picture, 1);
  picture->id = g_strdup (id);
  picture->bytes = g_bytes_ref (bytes);
  g_queue_push_head (&self->latest, picture);
  g_hash_table_insert (self->links, picture->id, self->latest.head);
  self->size += g_bytes_get_size (bytes);
  while (self->size > self->limit)
    drop_oldest (self);
}

/**
 * zb_picture_cache_get_size:
 * @self: a cache
 *
 * Returns: how many bytes it holds
 */
gsize
zb_picture_cache_get_size (ZbPictureCache *self)
{
  return self->size;
}
