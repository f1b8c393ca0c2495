/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events that are done with, kept to be read into again.
 *
 *   reader: pop () ─▶ event ─▶ … applied … ─▶ give () ─┐
 *              └───────────────────────────────────────┘
 *
 * An event of a flood lives for some 50 ms, and to make its objects and to free them, each on another thread,
 * takes longer than to read it. They go by heaps, so that the lock is asked for once for hundreds. */
#include "zb-spare-events.h"

/* As many as are applied in one turn of the main loop at the most, and are done with together: they are what
 * is read next. One takes some 700 bytes. */
#define MOST_SPARE 16384

static GMutex mutex;
static GQueue heaps = G_QUEUE_INIT; /* GPtrArray of ZbEvent */
static guint n_spare;

/**
 * zb_spare_events_give:
 * @events: (element-type ZbEvent): events that nobody else holds, about entities that nobody else holds;
 * taken where they are kept
 *
 * Keeps @events to be used again, if there are not enough already. On any thread.
 *
 * Returns: whether they are kept
 */
gboolean
zb_spare_events_give (GPtrArray *events)
{
  gboolean keeps;

  g_mutex_lock (&mutex);
  keeps = n_spare + events->len <= MOST_SPARE;
  if (keeps)
    {
      g_queue_push_tail (&heaps, events);
      n_spare += events->len;
    }
  g_mutex_unlock (&mutex);
  return keeps;
}

static GPtrArray *
take_heap (void)
{
  GPtrArray *heap;

  g_mutex_lock (&mutex);
  heap = g_queue_pop_tail (&heaps);
  if (heap)
    n_spare -= heap->len;
  g_mutex_unlock (&mutex);
  return heap;
}

/* The last of @heap; none where it is about something of another kind. */
static ZbEvent *
take_last (GPtrArray *heap, ZbKind kind)
{
  ZbEvent *event = g_ptr_array_steal_index_fast (heap, heap->len - 1);

  if (event->kind == kind && event->entity)
    return event;
  zb_event_unref (event);
  return NULL;
}

/**
 * zb_spare_events_pop:
 * @spare: (inout): what one reader has taken of them, %NULL at first; see zb_spare_events_give_back()
 * @kind: a kind of entity
 *
 * Returns: (transfer full) (nullable): an event about an entity of @kind, both of which hold still what was
 *   read last, and are nobody's
 */
ZbEvent *
zb_spare_events_pop (GPtrArray **spare, ZbKind kind)
{
  if (*spare && (*spare)->len == 0)
    g_clear_pointer (spare, g_ptr_array_unref);
  if (!*spare)
    *spare = take_heap ();
  return *spare && (*spare)->len > 0 ? take_last (*spare, kind) : NULL;
}

/**
 * zb_spare_events_give_back:
 * @spare: (inout): what one reader has taken
 *
 * What is left of it is there for all again.
 */
void
zb_spare_events_give_back (GPtrArray **spare)
{
  if (*spare && (*spare)->len > 0 && zb_spare_events_give (*spare))
    *spare = NULL;
  g_clear_pointer (spare, g_ptr_array_unref);
}

/**
 * zb_spare_events_drop:
 *
 * Frees them: the feed has ended, and nothing is read for a while.
 */
void
zb_spare_events_drop (void)
{
  GPtrArray *heap;

  while ((heap = take_heap ()))
    g_ptr_array_unref (heap);
}
