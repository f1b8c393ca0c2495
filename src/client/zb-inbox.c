/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the network and the stores: what arrives is put down here and applied from a fresh turn of the main
 * loop, every 16 ms at the most and for no longer than half of that, so that a flood of events leaves the
 * loop time to draw and to answer keys. A source of the main loop and not the frame clock, which stops with
 * the window.
 */
#include "zb-inbox.h"

#include "zb-spare-events.h"

#define INTERVAL 16
#define SLICE (8 * G_TIME_SPAN_MILLISECOND)
#define LOOK_AT_CLOCK 16

/* Where so many wait, more come than half of the time is enough for: three quarters are taken, until they are
 * fewer. */
#define MANY 8000
#define LONGER_SLICE (12 * G_TIME_SPAN_MILLISECOND)

/* What was applied goes back to the reader, by heaps. What of it is not kept there is freed on another
 * thread, which takes a third as long as to apply it; not where that thread is so many heaps behind. */
#define MOST_HEAPS 32
#define LEAST_HEAP 64
#define MOST_IN_HEAP 1024

/* What came together: its events, of which the first @next are applied. */
typedef struct
{
  GPtrArray *events;
  guint next;
  gint64 through;
} Batch;

struct _ZbInbox
{
  GObject parent_instance;

  ZbWorld *world;
  GQueue batches;
  guint n_events;  /* not applied yet */
  guint n_forgets; /* how often all of it was dropped */
  guint drain;
};

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbInbox, zb_inbox, G_TYPE_OBJECT)

/* As zb_event_unref(), where there is one. */
static void
clear_event (ZbEvent *event)
{
  if (event)
    zb_event_unref (event);
}

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->events);
  g_free (batch);
}

static void
zb_inbox_dispose (GObject *object)
{
  ZbInbox *self = ZB_INBOX (object);

  zb_inbox_forget (self);
  g_clear_object (&self->world);

  G_OBJECT_CLASS (zb_inbox_parent_class)->dispose (object);
}

static void
zb_inbox_class_init (ZbInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_inbox_dispose;

  /**
   * ZbInbox::applied:
   * @self: the inbox
   * @events: (element-type ZbEvent): what was applied, in order
   * @through: what the feed may resume from now; -1 where that has not changed
   *
   * The world knows these events now.
   */
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_INT64);
}

static void
zb_inbox_init (ZbInbox *self)
{
  g_queue_init (&self->batches);
}

/**
 * zb_inbox_new:
 * @world: where events are applied
 *
 * Returns: (transfer full): an empty inbox
 */
ZbInbox *
zb_inbox_new (ZbWorld *world)
{
  ZbInbox *self = g_object_new (ZB_TYPE_INBOX, NULL);

  self->world = g_object_ref (world);
  return self;
}

/**
 * zb_inbox_get_world:
 * @self: an inbox
 *
 * Returns: (transfer none): where its events are applied
 */
ZbWorld *
zb_inbox_get_world (ZbInbox *self)
{
  return self->world;
}

/* --- what is done with ------------------------------------------------------------------------ */

static void
free_heap (gpointer heap, gpointer data)
{
  g_ptr_array_unref (heap);
}

/* One for all inboxes, and for as long as the process lives. */
static GThreadPool *
get_sweeper (void)
{
  static gsize once = 0;
  static GThreadPool *sweeper;

  if (g_once_init_enter (&once))
    {
      sweeper = g_thread_pool_new (free_heap, NULL, 1, FALSE, NULL);
      g_once_init_leave (&once, 1);
    }
  return sweeper;
}

/* Nobody else can come to hold what only an array here holds: it may end on any thread. */
static gboolean
is_ours_alone (ZbEvent *event)
{
  return g_atomic_ref_count_compare (&event->refs, 1) &&
         (!event->entity || g_atomic_int_get (&G_OBJECT (event->entity)->ref_count) == 1);
}

/* What was read in blocks was read by the thousand: more of it comes. */
static gboolean
may_be_read_into (const ZbEvent *event)
{
  return event->entity && ((const ZbRecord *)event->entity)->block;
}

static GPtrArray *
new_heap (void)
{
  return g_ptr_array_new_full (MOST_IN_HEAP, (GDestroyNotify)zb_event_unref);
}

static void
free_elsewhere (GPtrArray *heap)
{
  if (heap->len > 0 && g_thread_pool_unprocessed (get_sweeper ()) < MOST_HEAPS)
    g_thread_pool_push (get_sweeper (), heap, NULL);
  else
    g_ptr_array_unref (heap);
}

static void
pass_on (GPtrArray *spare)
{
  if (spare->len == 0 || !zb_spare_events_give (spare))
    free_elsewhere (spare);
}

/* Adds what @event holds to @heap. Returns a heap with room for more. */
static GPtrArray *
add_to (GPtrArray *heap, gpointer *event, void (*when_full) (GPtrArray *heap))
{
  g_ptr_array_add (heap, g_steal_pointer (event));
  if (heap->len < MOST_IN_HEAP)
    return heap;
  when_full (heap);
  return new_heap ();
}

/* An entity that the world has taken has views, which are of this thread: what was not @alone when it was
 * applied ends here, even where nobody else holds it any more. */
static void
sweep (GPtrArray *applied, GByteArray *alone)
{
  GPtrArray *spare, *heap;

  if (applied->len < LEAST_HEAP)
    return;
  spare = new_heap ();
  heap = new_heap ();
  for (guint i = 0; i < applied->len; i++)
    if (!alone->data[i] || !is_ours_alone (applied->pdata[i]))
      continue;
    else if (may_be_read_into (applied->pdata[i]))
      spare = add_to (spare, &applied->pdata[i], pass_on);
    else
      heap = add_to (heap, &applied->pdata[i], free_elsewhere);
  pass_on (spare);
  free_elsewhere (heap);
}

/* --- applying ------------------------------------------------------------------------------------ */

/* Who hears of an event may have the inbox emptied: then the rest of its batch is dropped, too. Whether the
 * batch is through, and not the time. */
static gboolean
apply_batch (ZbInbox *self, Batch *batch, GPtrArray *applied, GByteArray *alone, gint64 end)
{
  const guint n_forgets = self->n_forgets;

  while (batch->next < batch->events->len && self->n_forgets == n_forgets)
    {
      ZbEvent *event = g_steal_pointer (&batch->events->pdata[batch->next++]);
      guint8 is_alone;

      self->n_events--;
      zb_world_apply (self->world, event);
      is_alone = is_ours_alone (event);
      g_ptr_array_add (applied, event);
      g_byte_array_append (alone, &is_alone, 1);
      if (batch->next % LOOK_AT_CLOCK == 0 && g_get_monotonic_time () > end)
        break;
    }
  return batch->next == batch->events->len || self->n_forgets != n_forgets;
}

static void
apply_until (ZbInbox *self, gint64 end)
{
  g_autoptr (GPtrArray) applied = g_ptr_array_new_with_free_func ((GDestroyNotify)clear_event);
  g_autoptr (GByteArray) alone = g_byte_array_new ();
  gint64 through = -1;

  while (self->batches.length > 0)
    {
      Batch *batch = g_queue_pop_head (&self->batches);
      if (!apply_batch (self, batch, applied, alone, end))
        {
          g_queue_push_head (&self->batches, batch);
          break;
        }
      if (batch->through >= 0)
        through = batch->through;
      batch_free (batch);
    }
  if (applied->len > 0 || through >= 0)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, applied, through);
  sweep (applied, alone);
}

static gboolean
on_drain (gpointer data)
{
  g_autoptr (ZbInbox) self = g_object_ref (ZB_INBOX (data));

  apply_until (self, g_get_monotonic_time () + (self->n_events > MANY ? LONGER_SLICE : SLICE));
  if (self->batches.length > 0)
    return G_SOURCE_CONTINUE;
  self->drain = 0;
  return G_SOURCE_REMOVE;
}

static GPtrArray *
copy_events (GPtrArray *events)
{
  GPtrArray *copy = g_ptr_array_new_full (events ? events->len : 0, (GDestroyNotify)clear_event);

  for (guint i = 0; events != NULL && i < events->len; i++)
    g_ptr_array_add (copy, zb_event_ref (events->pdata[i]));
  return copy;
}

static void
put_down (ZbInbox *self, GPtrArray *events, gint64 through)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->events = events;
  batch->through = through;
  self->n_events += events->len;
  g_queue_push_tail (&self->batches, batch);
  if (self->drain == 0)
    self->drain = g_timeout_add (INTERVAL, on_drain, self);
}

/**
 * zb_inbox_push:
 * @self: an inbox
 * @events: (nullable) (element-type ZbEvent): what has happened, in order
 * @through: what the feed may resume from once they are applied; -1 where they did not come by it
 *
 * Puts events down, to be applied soon.
 */
void
zb_inbox_push (ZbInbox *self, GPtrArray *events, gint64 through)
{
  g_return_if_fail (ZB_IS_INBOX (self));

  if ((events == NULL || events->len == 0) && through < 0)
    return;
  put_down (self, copy_events (events), through);
}

/**
 * zb_inbox_take:
 * @self: an inbox
 * @events: (transfer full) (element-type ZbEvent): what has happened, in order; nobody else looks at it
 * @through: as for zb_inbox_push()
 *
 * As zb_inbox_push(), without a copy: what comes by thousands.
 */
void
zb_inbox_take (ZbInbox *self, GPtrArray *events, gint64 through)
{
  g_return_if_fail (ZB_IS_INBOX (self));

  if (events->len == 0 && through < 0)
    {
      g_ptr_array_unref (events);
      return;
    }
  g_ptr_array_set_free_func (events, (GDestroyNotify)clear_event);
  put_down (self, events, through);
}

/**
 * zb_inbox_flush:
 * @self: an inbox
 *
 * Applies at once all that waits.
 */
void
zb_inbox_flush (ZbInbox *self)
{
  g_return_if_fail (ZB_IS_INBOX (self));

  g_clear_handle_id (&self->drain, g_source_remove);
  apply_until (self, G_MAXINT64);
}

/**
 * zb_inbox_forget:
 * @self: an inbox
 *
 * Drops all that waits: the officer has changed.
 */
void
zb_inbox_forget (ZbInbox *self)
{
  g_clear_handle_id (&self->drain, g_source_remove);
  g_queue_clear_full (&self->batches, batch_free);
  self->n_events = 0;
  self->n_forgets++;
}

/**
 * zb_inbox_get_size:
 * @self: an inbox
 *
 * Returns: how many events wait to be applied
 */
guint
zb_inbox_get_size (ZbInbox *self)
{
  return self->n_events;
}
