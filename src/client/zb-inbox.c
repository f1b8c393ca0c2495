/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between the network and the stores: what arrives is put down here and applied from a fresh turn of the main
 * loop, every 16 ms at the most and for no longer than half of that, so that a flood of events leaves the
 * loop time to draw and to answer keys. A source of the main loop and not the frame clock, which stops with
 * the window.
 */
#include "zb-inbox.h"

#define INTERVAL 16
#define SLICE (8 * G_TIME_SPAN_MILLISECOND)
#define LOOK_AT_CLOCK 16

typedef struct
{
  ZbEvent *event;
  gint64 through;
} Item;

struct _ZbInbox
{
  GObject parent_instance;

  ZbWorld *world;
  GQueue items;
  guint drain;
};

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbInbox, zb_inbox, G_TYPE_OBJECT)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->event, zb_event_unref);
  g_free (item);
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
  g_queue_init (&self->items);
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

static void
apply_item (ZbInbox *self, GPtrArray *applied, gint64 *through)
{
  g_autofree Item *item = g_queue_pop_head (&self->items);

  if (item->event != NULL)
    {
      zb_world_apply (self->world, item->event);
      g_ptr_array_add (applied, g_steal_pointer (&item->event));
    }
  if (item->through >= 0)
    *through = item->through;
}

static void
apply_until (ZbInbox *self, gint64 end)
{
  g_autoptr (GPtrArray) applied = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);
  gint64 through = -1;

  for (guint n = 1; self->items.length > 0; n++)
    {
      apply_item (self, applied, &through);
      if (n % LOOK_AT_CLOCK == 0 && g_get_monotonic_time () > end)
        break;
    }
  if (applied->len > 0 || through >= 0)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, applied, through);
}

static gboolean
on_drain (gpointer data)
{
  g_autoptr (ZbInbox) self = g_object_ref (ZB_INBOX (data));

  apply_until (self, g_get_monotonic_time () + SLICE);
  if (self->items.length > 0)
    return G_SOURCE_CONTINUE;
  self->drain = 0;
  return G_SOURCE_REMOVE;
}

static void
push_item (ZbInbox *self, ZbEvent *event, gint64 through)
{
  Item *item = g_new (Item, 1);

  item->event = event ? zb_event_ref (event) : NULL;
  item->through = through;
  g_queue_push_tail (&self->items, item);
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

  for (guint i = 0; events != NULL && i < events->len; i++)
    push_item (self, g_ptr_array_index (events, i), -1);
  if (through >= 0)
    push_item (self, NULL, through);
  if (self->drain == 0 && self->items.length > 0)
    self->drain = g_timeout_add (INTERVAL, on_drain, self);
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
  g_queue_clear_full (&self->items, item_free);
}
