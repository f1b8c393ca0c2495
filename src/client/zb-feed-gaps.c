/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a feed lacks: entities of which an event could not be read, and lists that the platform failed at.
 * They are asked for while the watch goes on. */
#include "zb-feed-private.h"

#include "zb-fiber.h"
#include "zb-lists.h"

#define ASK_AGAIN_AFTER 1000
#define LONGEST_ASKING 30000

/* An entity of which an event could not be read. */
typedef struct
{
  ZbKind kind;
  char *id;
} Unread;

static void
unread_free (gpointer data)
{
  Unread *unread = data;

  g_free (unread->id);
  g_free (unread);
}

/**
 * zb_feed_forget_gaps:
 * @self: a feed
 *
 * Asks for nothing more.
 */
void
zb_feed_forget_gaps (ZbFeed *self)
{
  g_queue_clear_full (&self->unread, unread_free);
}

/* The others do not wait for one that is not answered. */
static gboolean
await_asking_again (ZbFeed *self, ZbBackoff *backoff)
{
  g_queue_push_tail (&self->unread, g_queue_pop_head (&self->unread));
  return self->state == ZB_FEED_LIVE &&
         zb_fiber_sleep (MAX (zb_backoff_next (backoff), ASK_AGAIN_AFTER), DEX_FUTURE (self->stop));
}

/* One after the other: a platform that sends much that cannot be read is not asked for all of it at once.
 * What is not answered, for want of a line or of time, stays here until it is. */
static DexFuture *
fetch_unread_fiber (gpointer data)
{
  ZbFeed *self = data;
  ZbBackoff backoff = { .first = ASK_AGAIN_AFTER, .most = LONGEST_ASKING };

  while (zb_feed_is_running (self) && self->unread.length > 0)
    {
      Unread *unread = g_queue_peek_head (&self->unread);
      if (dex_await (zb_lists_fetch_one (self->session, self->inbox, unread->kind, unread->id,
                                         DEX_FUTURE (self->stop)),
                     NULL))
        unread_free (g_queue_pop_head (&self->unread));
      else if (!await_asking_again (self, &backoff))
        break;
    }
  self->fetching = FALSE;
  if (self->unread.length == 0)
    zb_inbox_push (self->inbox, NULL, self->through);
  return dex_future_new_true ();
}

/**
 * zb_feed_fetch_unread:
 * @self: a feed
 *
 * Fetches what could not be read by itself, unless that is under way.
 */
void
zb_feed_fetch_unread (ZbFeed *self)
{
  if (self->fetching || self->unread.length == 0)
    return;
  self->fetching = TRUE;
  dex_future_disown (zb_fiber_spawn (fetch_unread_fiber, g_object_ref (self), g_object_unref));
}

static void
ask_for_missing (ZbFeed *self)
{
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint asked = self->missing;

  self->gone = gone;
  self->missing &= ~asked | zb_lists_fetch_missing (self->session, zb_inbox_get_world (self->inbox), asked,
                                                    gone, DEX_FUTURE (self->stop));
  self->gone = NULL;
}

/* The watch goes on without them, and they come when the platform can. */
static DexFuture *
fetch_missing_fiber (gpointer data)
{
  ZbFeed *self = data;
  ZbBackoff backoff = { .first = ASK_AGAIN_AFTER, .most = LONGEST_ASKING };

  while (self->missing != 0 && self->state == ZB_FEED_LIVE &&
         zb_fiber_sleep (MAX (zb_backoff_next (&backoff), ASK_AGAIN_AFTER), DEX_FUTURE (self->stop)))
    ask_for_missing (self);
  self->asking = FALSE;
  if (self->missing == 0)
    g_signal_emit_by_name (self, "renewed");
  return dex_future_new_true ();
}

/**
 * zb_feed_fetch_missing:
 * @self: a feed that is live
 *
 * Asks again for the lists that the platform failed at, unless that is under way.
 */
void
zb_feed_fetch_missing (ZbFeed *self)
{
  if (self->asking || self->missing == 0)
    return;
  self->asking = TRUE;
  dex_future_disown (zb_fiber_spawn (fetch_missing_fiber, g_object_ref (self), g_object_unref));
}

static gboolean
is_same (const Unread *unread, const ZbUnreadable *item)
{
  return unread->kind == item->kind && g_str_equal (unread->id, item->id);
}

/**
 * zb_feed_note_unreadable:
 * @self: a feed
 * @item: what could not be read
 *
 * Has it fetched by itself with the next zb_feed_fetch_unread().
 */
void
zb_feed_note_unreadable (ZbFeed *self, const ZbUnreadable *item)
{
  Unread *unread;

  g_warning ("an event about %s %s could not be read: %s", zb_choices_nick (&zb_kinds, (int)item->kind),
             item->id ? item->id : "?", item->why);
  if (item->kind == ZB_KIND_NONE || item->id == NULL)
    return;
  /* The first may be on its way already, with what was before this event. */
  for (GList *link = self->unread.head ? self->unread.head->next : NULL; link != NULL; link = link->next)
    if (is_same (link->data, item))
      return;
  unread = g_new (Unread, 1);
  unread->kind = item->kind;
  unread->id = g_strdup (item->id);
  g_queue_push_tail (&self->unread, unread);
}

/**
 * zb_feed_note_gone:
 * @self: a feed
 * @events: (element-type ZbEvent): what has come
 *
 * What is removed now is not brought back by a list that is on its way.
 */
void
zb_feed_note_gone (ZbFeed *self, GPtrArray *events)
{
  for (guint i = 0; self->gone != NULL && i < events->len; i++)
    {
      const ZbEvent *event = g_ptr_array_index (events, i);
      if (event->entity == NULL)
        g_hash_table_add (self->gone, g_strdup (event->id));
    }
}
