/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A long shift takes and frees: pictures of a frame, 13 MiB for a wall's window and more than one for each
 * camera, and between them much that is small and stays. The C library puts both into one heap, where what is
 * small comes to lie between the pictures, a page of its own each: a wall grew by 4 % in forty minutes. Where
 * pictures are the system's own instead, their pages are mapped and cleared anew for each frame, which took a
 * third of it. tcmalloc keeps what is of one size apart from all else. */
#include "zb-memory.h"

#ifdef ZB_HAS_TCMALLOC
#  include <gperftools/malloc_extension_c.h>
#endif

/* Bytes that all threads together keep for themselves: a quarter of what tcmalloc would let them. Pictures
 * are no part of it, and decoders, of which there are two for each camera, take little else. */
#define THREADS_KEEP (8 * 1024 * 1024)

/* Rare enough that what is about to be needed again is mostly kept, and often enough that what was needed
 * once does not count for a shift. */
#define GIVE_BACK_SECONDS 30

static guint giving_back;

/**
 * zb_memory_set_up:
 *
 * Has the threads keep no more free memory than they need. To be called before any thread is begun.
 */
void
zb_memory_set_up (void)
{
#ifdef ZB_HAS_TCMALLOC
  MallocExtension_SetNumericProperty ("tcmalloc.max_total_thread_cache_bytes", THREADS_KEEP);
#endif
}

/**
 * zb_memory_give_back:
 *
 * Gives what is free back to the system, whole pages of it. May be called in any thread, and takes some
 * milliseconds.
 */
void
zb_memory_give_back (void)
{
#ifdef ZB_HAS_TCMALLOC
  MallocExtension_ReleaseFreeMemory ();
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
  if (giving_back == 0)
    giving_back = g_timeout_add_seconds (GIVE_BACK_SECONDS, on_time, NULL);
}

/**
 * zb_memory_keep:
 *
 * Has what is free kept at hand from now on. A wall paints the same scenes again and again: where memory was
 * given back in between, its longest frames were those that had 4,000 pages and more mapped for them, up to
 * 110 ms, and over some rounds of scenes it held no less.
 */
void
zb_memory_keep (void)
{
  g_clear_handle_id (&giving_back, g_source_remove);
#ifdef ZB_HAS_TCMALLOC
  MallocExtension_SetMemoryReleaseRate (0);
#endif
}

/**
 * zb_memory_gives_back:
 *
 * Returns: whether what is free is given back every half a minute
 */
gboolean
zb_memory_gives_back (void)
{
  return giving_back != 0;
}
