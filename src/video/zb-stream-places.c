/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen streams opened at once all come late; a few at a time come one after the other, and what an officer
 * looks at first. Whoever is about to ask for a place says so: what is more urgent is waited for a moment,
 * because its ticket may come only after those of others. */
#include "zb-stream-places.h"

/* How long one that is more urgent may hold up the others before it asks, in µs. */
#define PATIENCE (300 * 1000)

static GList *coming, *waiting; /* the most urgent first, and those who came before others before them */
static guint n_taken;

static int
compare (gconstpointer a, gconstpointer b)
{
  const ZbStreamPlace *one = a, *other = b;

  return (one->urgency > other->urgency) - (one->urgency < other->urgency);
}

static GList *
insert_after_equals (GList *list, ZbStreamPlace *place)
{
  GList *before = list;

  while (before && compare (before->data, place) <= 0)
    before = before->next;
  return g_list_insert_before (list, before, place);
}

static gboolean
is_held_up (const ZbStreamPlace *next)
{
  const gint64 now = g_get_monotonic_time ();

  for (GList *link = coming; link && compare (link->data, next) < 0; link = link->next)
    if (now - ((ZbStreamPlace *)link->data)->since < PATIENCE)
      return TRUE;
  return FALSE;
}

/**
 * zb_stream_places_go_on:
 *
 * Gives out the places that are free. To be called now and then, because what was waited for may not come.
 */
void
zb_stream_places_go_on (void)
{
  while (waiting && n_taken < ZB_STREAM_PLACES && !is_held_up (waiting->data))
    {
      ZbStreamPlace *next = waiting->data;
      waiting = g_list_delete_link (waiting, waiting);
      next->state = ZB_STREAM_PLACE_TAKEN;
      n_taken++;
      next->open (next->user_data);
    }
}

/**
 * zb_stream_place_init:
 * @self: (out caller-allocates): a place
 * @open: (scope forever): called when it is its turn
 * @user_data: for @open
 */
void
zb_stream_place_init (ZbStreamPlace *self, ZbStreamPlaceOpen open, gpointer user_data)
{
  *self = (ZbStreamPlace){ .open = open, .user_data = user_data, .urgency = ZB_URGENCY_USUAL };
}

static void
enter (ZbStreamPlace *self, ZbStreamPlaceState state, GList **list)
{
  zb_stream_place_leave (self);
  self->state = state;
  self->since = g_get_monotonic_time ();
  *list = insert_after_equals (*list, self);
}

/**
 * zb_stream_place_announce:
 * @self: a place
 *
 * Says that it will wait for one in a moment.
 */
void
zb_stream_place_announce (ZbStreamPlace *self)
{
  enter (self, ZB_STREAM_PLACE_COMING, &coming);
}

/**
 * zb_stream_place_wait:
 * @self: a place
 *
 * Waits for one. It may be given at once, before this returns.
 */
void
zb_stream_place_wait (ZbStreamPlace *self)
{
  enter (self, ZB_STREAM_PLACE_WAITING, &waiting);
  zb_stream_places_go_on ();
}

/**
 * zb_stream_place_leave:
 * @self: a place, in whatever state
 *
 * Gives it up, for the next one.
 */
void
zb_stream_place_leave (ZbStreamPlace *self)
{
  const ZbStreamPlaceState former = self->state;

  self->state = ZB_STREAM_PLACE_NONE;
  coming = former == ZB_STREAM_PLACE_COMING ? g_list_remove (coming, self) : coming;
  waiting = former == ZB_STREAM_PLACE_WAITING ? g_list_remove (waiting, self) : waiting;
  n_taken -= former == ZB_STREAM_PLACE_TAKEN;
  if (former == ZB_STREAM_PLACE_TAKEN)
    zb_stream_places_go_on ();
}

/**
 * zb_stream_place_set_urgency:
 * @self: a place
 * @urgency: %ZB_URGENCY_FIRST for what is looked at, more for what can wait longer
 */
void
zb_stream_place_set_urgency (ZbStreamPlace *self, guint urgency)
{
  self->urgency = urgency;
  coming = g_list_sort (coming, compare);
  waiting = g_list_sort (waiting, compare);
}

/**
 * zb_stream_place_get_number:
 * @self: a place
 *
 * Returns: how many are opened before it, counting itself; 0 where it does not wait
 */
guint
zb_stream_place_get_number (const ZbStreamPlace *self)
{
  return self->state == ZB_STREAM_PLACE_WAITING ? (guint)(g_list_index (waiting, self) + 1) : 0;
}
