/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-memory.h"

#ifdef __GLIBC__
#  include <malloc.h>
#endif

/* The most that glibc takes; larger than what is painted to in each frame, which for a wall of 3840×1080
 * pixels is 16 MiB. */
#define LARGEST (32 * 1024 * 1024)

/* Threads share these. With the usual eight for each core every decoder has one to itself. */
#define MOST_ARENAS 4

/* Rare enough that what is about to be needed again is mostly kept. */
#define GIVE_BACK_SECONDS 180

/**
 * zb_memory_set_up:
 *
 * Has the C library keep what a frame is painted to for the next one. Asked of the system anew for each
 * frame, as blocks of that size are, it is cleared and mapped page by page: the median frame of a wall then
 * took 21 ms and now takes 4, measured with `./dev bench wall`. What is kept so stays bounded by how much of
 * it there is at one time, since all threads share few arenas. To be called before any thread is begun.
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
 * Has what is free given back every few minutes from now on, while the main loop runs.
 */
void
zb_memory_give_back_at_times (void)
{
  g_timeout_add_seconds (GIVE_BACK_SECONDS, on_time, NULL);
}
