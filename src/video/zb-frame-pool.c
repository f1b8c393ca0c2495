/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-pool.h"

#include "zb-pixels.h"

/**
 * ZbFramePool:
 *
 * Memory for frames of one size, used again and again. Asked of the system for each frame, it is cleared and
 * mapped page by page each time; from whichever thread a frame is let go, it comes back here.
 */
struct _ZbFramePool
{
  gatomicrefcount refs; /* the owner's, and one for each block that is out */
  GMutex lock;
  gsize size; /* of the blocks that are kept */
  GQueue kept;
};

/* What is shown, what was shown before, what is being made, and one to spare. */
#define MOST_KEPT 4

/* Before the pixels of each block; they stay aligned for any vector instruction. */
typedef union
{
  ZbFramePool *pool;
  guint8 padding[64];
} Head;

static void
free_block (Head *block, gsize size)
{
  zb_pixels_free (block, sizeof (Head) + size);
}

static void
free_kept (ZbFramePool *self)
{
  Head *block;

  while ((block = g_queue_pop_head (&self->kept)))
    free_block (block, self->size);
}

static void
unref (ZbFramePool *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  free_kept (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * zb_frame_pool_new:
 *
 * Returns: (transfer full): a pool without memory
 */
ZbFramePool *
zb_frame_pool_new (void)
{
  ZbFramePool *self = g_new0 (ZbFramePool, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * zb_frame_pool_free:
 * @self: (nullable): a pool
 *
 * Lets it go; frames that are still shown stay as they are.
 */
void
zb_frame_pool_free (ZbFramePool *self)
{
  if (self)
    unref (self);
}

/**
 * zb_frame_pool_take:
 * @self: a pool
 * @size: bytes
 *
 * Returns: memory for a frame, with whatever is in it; to be given to zb_frame_pool_seal()
 */
guint8 *
zb_frame_pool_take (ZbFramePool *self, gsize size)
{
  Head *block;

  g_mutex_lock (&self->lock);
  if (self->size != size)
    free_kept (self);
  self->size = size;
  block = g_queue_pop_head (&self->kept);
  g_mutex_unlock (&self->lock);
  if (!block)
    block = zb_pixels_new (sizeof (Head) + size);
  g_atomic_ref_count_inc (&self->refs);
  block->pool = self;
  return (guint8 *)(block + 1);
}

typedef struct
{
  Head *block;
  gsize size;
} Sealed;

static void
give_back (gpointer data)
{
  Sealed sealed = *(Sealed *)data;
  ZbFramePool *self = sealed.block->pool;

  g_free (data);
  g_mutex_lock (&self->lock);
  if (self->size == sealed.size && self->kept.length < MOST_KEPT)
    g_queue_push_head (&self->kept, g_steal_pointer (&sealed.block));
  g_mutex_unlock (&self->lock);
  if (sealed.block)
    free_block (sealed.block, sealed.size);
  unref (self);
}

/**
 * zb_frame_pool_seal:
 * @pixels: (transfer full): memory of zb_frame_pool_take()
 * @size: what was asked for
 *
 * Returns: (transfer full): the frame, whose memory goes back with it
 */
GBytes *
zb_frame_pool_seal (guint8 *pixels, gsize size)
{
  Sealed *sealed = g_new (Sealed, 1);

  *sealed = (Sealed){ (Head *)(gpointer)pixels - 1, size };
  return g_bytes_new_with_free_func (pixels, size, give_back, sealed);
}
