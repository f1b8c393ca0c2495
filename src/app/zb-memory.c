/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-memory.h"

#ifdef __GLIBC__
#  include <malloc.h>
#endif

/* What is larger is the system's own as soon as it is free: the pictures that a frame is painted through. In
 * the heap they are at hand sooner, in three minutes of a wall the 99.9th percentile of frames was 22 ms with
 * 32 MiB and 32 with this; but what is small comes to lie between them, a page of its own each, and up to
 * 80 MiB were free between two trims. With this the heap grew by 6 MiB in twenty minutes. */
#define LARGEST (256 * 1024)

/* Threads share these. With the usual eight for each core every decoder has one to itself. */
#define MOST_ARENAS 2

/* Rare enough that what is about to be needed again is mostly kept, and often enough that a scene of the wall
 * which needed much does not count for the next one. */
#define GIVE_BACK_SECONDS 30

/**
 * zb_memory_set_up:
 *
 * Has the C library hold no more than it needs: few arenas, which all threads share, and a size from which
 * blocks are the system's own that does not change. What stays free in the heap, which for a wall was up to
 * 115 MiB, is zb_memory_give_back_at_times()'s to give back. To be called before any thread is begun.
 */
void
zb_memory_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGEST);
  mallopt (M_TRIM_THRESHOLD, 2 * LARGEST);
  mallopt (M_ARENA_MAX, MOST_ARENAS);
#endif
}

/**
 * zb_memory_give_back:
 *
 * Gives what is free back to the system, whole pages of it. The C library does so by itself only with what
 * lies at the end, and a long shift leaves holes: after an hour of a wall a fifth of what it held was free.
 * May be called in any thread, and takes some milliseconds.
 */
void
zb_memory_give_back (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static gpointer
give_back (gpointer unused)
{
  zb_memory_give_back ();
  return NULL;
}

/* In a thread of its own, for no frame is to wait for it. */
static gboolean
on_time (gpointer unused)
{
  g_thread_unref (g_thread_new ("memory", give_back, NULL));
  return G_SOURCE_CONTINUE;
}

/**
 * zb_memory_give_back_at_times:
 *
 * Has what is free given back every half a minute from now on, while the main loop runs.
 */
void
zb_memory_give_back_at_times (void)
{
  g_timeout_add_seconds (GIVE_BACK_SECONDS, on_time, NULL);
}
