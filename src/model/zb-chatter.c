/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-chatter.h"

#include "zb-now.h"
#include "zb-world-private.h"

#include <string.h>

/**
 * ZbChatter:
 *
 * How often each device was raised within the last minute: one that is raised three times and more chatters
 * (ISA-18.2) and is more likely to be broken than to have seen as much.
 *
 *   world: an alert, raised later than the last one of its device ─▶ a second of its minute ─▶ count
 *
 * An alert without a device counts by itself. What has been quiet for a minute is forgotten, so that it holds
 * no more than what is raised in a minute. Views are told once a second at the most (#ZbChatter::changed),
 * however much comes in.
 */
struct _ZbChatter
{
  GObject parent_instance;
  GHashTable *minutes; /* the keys of Minute */
  guint tick;
};

#define SECONDS 60

/* How often in each second of the last minute, by the second modulo 60; and of what, in one piece, since each
 * piece more is another wait for memory at each alert. */
typedef struct
{
  gint64 last; /* the newest second that has one */
  gint64 last_at;
  guint8 counts[SECONDS];
  char key[];
} Minute;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbChatter, zb_chatter, G_TYPE_OBJECT)

static Minute *
minute_of (gpointer key)
{
  return (Minute *)((char *)key - G_STRUCT_OFFSET (Minute, key));
}

static void
free_minute (gpointer key)
{
  g_free (minute_of (key));
}

static gint64
second_of (gint64 time)
{
  return time / G_TIME_SPAN_SECOND;
}

/* Seconds that have gone by since are empty. */
static void
go_on_to (Minute *minute, gint64 second)
{
  const gint64 from = MAX (minute->last + 1, second - SECONDS + 1);

  for (gint64 empty = from; empty <= second; empty++)
    minute->counts[empty % SECONDS] = 0;
  minute->last = MAX (minute->last, second);
}

static guint
sum (const Minute *minute, gint64 now)
{
  guint n = 0;

  for (gint64 second = MAX (minute->last - SECONDS + 1, second_of (now) - SECONDS + 1);
       second <= minute->last; second++)
    n += minute->counts[second % SECONDS];
  return n;
}

static Minute *
find_minute (ZbChatter *self, const char *key)
{
  gpointer found = g_hash_table_lookup (self->minutes, key);
  const gsize size = strlen (key) + 1;
  Minute *minute;

  if (found)
    return minute_of (found);
  minute = g_malloc0 (sizeof *minute + size);
  memcpy (minute->key, key, size);
  g_hash_table_add (self->minutes, minute->key);
  return minute;
}

static gboolean
on_tick (gpointer data)
{
  ZbChatter *self = data;

  zb_chatter_sweep (self, zb_now ());
  if (g_hash_table_size (self->minutes) > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * zb_chatter_note:
 * @self: the chatter
 * @key: of what, see zb_chatter_get_key()
 * @at: when it was raised, µs UTC
 * @now: µs UTC
 *
 * Notes that something was raised. What is no later than what was noted last is known already; what is more
 * than a minute old does not count.
 */
void
zb_chatter_note (ZbChatter *self, const char *key, gint64 at, gint64 now)
{
  Minute *minute;

  if (at <= now - ZB_CHATTER_SPAN || at > now + ZB_CHATTER_SPAN)
    return;
  minute = find_minute (self, key);
  if (at <= minute->last_at)
    return;
  minute->last_at = at;
  go_on_to (minute, second_of (at));
  if (minute->counts[second_of (at) % SECONDS] < G_MAXUINT8)
    minute->counts[second_of (at) % SECONDS]++;
  if (!self->tick)
    self->tick = g_timeout_add_seconds (1, on_tick, self);
}

/**
 * zb_chatter_sweep:
 * @self: the chatter
 * @now: µs UTC
 *
 * Forgets what has been quiet for a minute, and tells whoever shows it: what was a minute ago counts no more.
 */
void
zb_chatter_sweep (ZbChatter *self, gint64 now)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->minutes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (minute_of (key)->last <= second_of (now) - SECONDS)
      g_hash_table_iter_remove (&iter);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * zb_chatter_get_key:
 * @alert: an alert
 *
 * Returns: (transfer none): what its raises are counted by: its device, or itself
 */
const char *
zb_chatter_get_key (const ZbAlert *alert)
{
  return alert->device && *alert->device ? alert->device : alert->parent_instance.id;
}

/**
 * zb_chatter_count:
 * @self: the chatter
 * @key: (nullable): of what, see zb_chatter_get_key()
 *
 * Returns: how often it was raised within the last minute, where that is chattering; 0 else
 */
guint
zb_chatter_count (ZbChatter *self, const char *key)
{
  gpointer found = key ? g_hash_table_lookup (self->minutes, key) : NULL;
  const guint n = found ? sum (minute_of (found), zb_now ()) : 0;

  return n >= ZB_CHATTER_FROM ? n : 0;
}

static void
on_applied (gpointer self, ZbEvent *event)
{
  ZbAlert *alert = event->kind == ZB_KIND_ALERT ? (ZbAlert *)event->entity : NULL;

  if (alert && zb_alert_is_open (alert))
    zb_chatter_note (self, zb_chatter_get_key (alert), alert->last_at, zb_now ());
}

static void
zb_chatter_finalize (GObject *object)
{
  ZbChatter *self = ZB_CHATTER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_hash_table_unref (self->minutes);
  G_OBJECT_CLASS (zb_chatter_parent_class)->finalize (object);
}

static void
zb_chatter_class_init (ZbChatterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_chatter_finalize;

  /**
   * ZbChatter::changed:
   * @self: the chatter
   *
   * What is counted may be another; once a second at the most.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_CHATTER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_chatter_init (ZbChatter *self)
{
  self->minutes = g_hash_table_new_full (g_str_hash, g_str_equal, free_minute, NULL);
}

/**
 * zb_chatter_of:
 * @world: a world
 *
 * Returns: (transfer none): what chatters in it, counted from the first call on
 */
ZbChatter *
zb_chatter_of (ZbWorld *world)
{
  ZbChatter *self = g_object_get_data (G_OBJECT (world), "zb-chatter");

  if (self)
    return self;
  self = g_object_new (ZB_TYPE_CHATTER, NULL);
  g_object_set_data_full (G_OBJECT (world), "zb-chatter", self, g_object_unref);
  zb_world_watch (world, on_applied, self);
  return self;
}
