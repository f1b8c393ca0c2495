/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-memory.h"

#ifdef __GLIBC__
#  include <malloc.h>
#endif

/* A picture of the smallest tile and all that is larger. */
#define LARGE (256 * 1024)

/* Threads share these. With the usual eight for each core every decoder has one to itself. */
#define MOST_ARENAS 4

/**
 * zb_memory_set_up:
 *
 * Has the C library give pictures back to the system when they are let go. By itself it learns from the first
 * of them to keep such blocks, in as many arenas as there are threads: of the 532 MiB of a wall after eight
 * minutes 207 were kept so, measured with `./dev bench wall`. To be called before any thread is begun.
 */
void
zb_memory_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE);
  mallopt (M_TRIM_THRESHOLD, 4 * LARGE);
  mallopt (M_ARENA_MAX, MOST_ARENAS);
#endif
}
