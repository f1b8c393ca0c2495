/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for pictures, from the system and given back to it at once. In the heap what is small comes to lie
 * between them, and keeps their pages from being given back; see zb-memory.c. */
#include "zb-pixels.h"

#include <sys/mman.h>

/* All of it at once: a page that is first read and then written would fault twice, and the second time every
 * core of the program has to be told; for a picture of 2 MiB that took 15 ms. */
#define FLAGS (MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE)

/**
 * zb_pixels_new:
 * @size: bytes, not 0
 *
 * Returns: (transfer full): memory that is all 0 and aligned for any vector instruction
 */
gpointer
zb_pixels_new (gsize size)
{
  gpointer pixels = mmap (NULL, size, PROT_READ | PROT_WRITE, FLAGS, -1, 0);

  if (pixels == MAP_FAILED)
    g_error ("no memory for a picture of %zu bytes", size);
  return pixels;
}

/**
 * zb_pixels_free:
 * @pixels: (transfer full): memory of zb_pixels_new()
 * @size: what was asked for
 */
void
zb_pixels_free (gpointer pixels, gsize size)
{
  munmap (pixels, size);
}

typedef struct
{
  gpointer pixels;
  gsize size;
} Sealed;

static void
free_sealed (gpointer data)
{
  g_autofree Sealed *sealed = data;

  zb_pixels_free (sealed->pixels, sealed->size);
}

/**
 * zb_pixels_seal:
 * @pixels: (transfer full): memory of zb_pixels_new()
 * @size: what was asked for
 *
 * Returns: (transfer full): the picture, which is not changed any more
 */
GBytes *
zb_pixels_seal (gpointer pixels, gsize size)
{
  const Sealed sealed = { pixels, size };

  return g_bytes_new_with_free_func (pixels, size, free_sealed, g_memdup2 (&sealed, sizeof sealed));
}
