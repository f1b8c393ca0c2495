/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-frame-pool.h"

#include "zb-image.h"
#include "zb-pixels.h"

/**
 * ZbFramePool:
 *
 * Frames of one size, whose memory is used again and again. Asked of the system for each frame, it is cleared
 * and mapped page by page each time; from whichever thread a frame is let go, it comes back here.
 */
struct _ZbFramePool
{
  gatomicrefcount refs; /* the owner's, and one for each block that is out */
  GMutex lock;
  int width, height; /* of the frames that are kept, pixels */
  GQueue kept;
};

/* What is shown, what is taken for the next, what is being made, and one to spare. */
#define MOST_KEPT 4

/* Before the pixels of each block; they stay aligned for any vector instruction. */
typedef union
{
  struct
  {
    ZbFramePool *pool;
    cairo_surface_t *surface; /* of the pixels; goes with them, see zb_image_new_from_surface() */
    gsize size;               /* bytes of the pixels */
  };
  guint8 padding[64];
} Block;

static guint8 *
get_pixels (Block *block)
{
  return (guint8 *)(block + 1);
}

static void
free_pixels (gpointer data)
{
  Block *block = data;

  zb_pixels_free (block, sizeof (Block) + block->size);
}

static const cairo_user_data_key_t block_key;

/* Whoever paints from the surface still holds its pixels too. */
static Block *
new_block (int width, int height)
{
  const int stride = cairo_format_stride_for_width (CAIRO_FORMAT_RGB24, width);
  const gsize size = (gsize)stride * (gsize)height;
  Block *block = zb_pixels_new (sizeof (Block) + size);

  block->size = size;
  block->surface =
      cairo_image_surface_create_for_data (get_pixels (block), CAIRO_FORMAT_RGB24, width, height, stride);
  cairo_surface_set_user_data (block->surface, &block_key, block, free_pixels);
  return block;
}

static void
free_block (Block *block)
{
  cairo_surface_destroy (block->surface);
}

static void
free_kept (ZbFramePool *self)
{
  Block *block;

  while ((block = g_queue_pop_head (&self->kept)))
    free_block (block);
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

static gboolean
is_for (ZbFramePool *self, int width, int height)
{
  return self->width == width && self->height == height;
}

/**
 * zb_frame_pool_take:
 * @self: a pool
 * @width: pixels
 * @height: pixels
 *
 * Returns: memory for a frame, four bytes for each pixel (blue, green, red and one that means nothing) and
 *   nothing between its rows, with whatever is in it; to be given to zb_frame_pool_seal()
 */
guint8 *
zb_frame_pool_take (ZbFramePool *self, int width, int height)
{
  Block *block;

  g_mutex_lock (&self->lock);
  if (!is_for (self, width, height))
    free_kept (self);
  self->width = width;
  self->height = height;
  block = g_queue_pop_head (&self->kept);
  g_mutex_unlock (&self->lock);
  if (!block)
    block = new_block (width, height);
  g_atomic_ref_count_inc (&self->refs);
  block->pool = self;
  return get_pixels (block);
}

static void
give_back (gpointer data)
{
  Block *block = data;
  ZbFramePool *self = block->pool;

  g_mutex_lock (&self->lock);
  if (self->kept.length < MOST_KEPT && is_for (self, cairo_image_surface_get_width (block->surface),
                                               cairo_image_surface_get_height (block->surface)))
    g_queue_push_head (&self->kept, g_steal_pointer (&block));
  g_mutex_unlock (&self->lock);
  if (block)
    free_block (block);
  unref (self);
}

/**
 * zb_frame_pool_seal:
 * @pixels: (transfer full): memory of zb_frame_pool_take()
 *
 * Returns: (transfer full): the frame, whose memory goes back with it; see zb_image_new_from_surface()
 */
GdkTexture *
zb_frame_pool_seal (guint8 *pixels)
{
  Block *block = (Block *)(gpointer)pixels - 1;
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (pixels, block->size, give_back, block);

  return zb_image_new_from_surface (block->surface, bytes);
}
