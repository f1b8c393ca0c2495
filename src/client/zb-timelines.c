/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timelines of cases that somebody looks at. A timeline is not inside its case:
 *
 *   open ─▶ tell the feed which cases ─▶ fetch the list ─▶ answer; entries that come by the feed are added to
 * it the answer is dropped ─▶ tell the feed, and forget the entries
 *
 * When the lists were fetched anew the timelines are, too: entries may have been passed over meanwhile.
 */
#include "zb-timelines.h"

#include "zb-ask.h"
#include "zb-entry.h"

#define MOST_ENTRIES 5000

struct _ZbTimelines
{
  GObject parent_instance;

  ZbWorld *world;
  ZbSession *session;
  ZbFeed *feed;
  GPtrArray *open; /* of Timeline */
};

typedef struct
{
  ZbTimelines *owner;
  char *case_id;
  ZbAnswer *answer; /* not owned: it goes when nobody looks any longer */
  ZbAnswer *asked;
} Timeline;

G_DEFINE_FINAL_TYPE (ZbTimelines, zb_timelines, G_TYPE_OBJECT)

static void on_dropped (gpointer data, GObject *where_the_answer_was);

static void
timeline_free (gpointer data)
{
  Timeline *timeline = data;

  if (timeline->answer != NULL)
    g_object_weak_unref (G_OBJECT (timeline->answer), on_dropped, timeline);
  g_clear_object (&timeline->asked);
  g_free (timeline->case_id);
  g_free (timeline);
}

static void
zb_timelines_dispose (GObject *object)
{
  ZbTimelines *self = ZB_TIMELINES (object);

  zb_timelines_set_seat (self, NULL, NULL);
  if (self->world != NULL)
    g_signal_handlers_disconnect_by_data (self->world, self);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_object (&self->world);

  G_OBJECT_CLASS (zb_timelines_parent_class)->dispose (object);
}

static void
zb_timelines_class_init (ZbTimelinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_timelines_dispose;
}

static void
zb_timelines_init (ZbTimelines *self)
{
  self->open = g_ptr_array_new_with_free_func (timeline_free);
}

/* --- what is shown -------------------------------------------------------------------------- */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const ZbEntry *one = *(ZbEntry *const *)a, *other = *(ZbEntry *const *)b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;
  return g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}

static GPtrArray *
list_entries (ZbTimelines *self, const char *case_id)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ENTRY);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbEntry *entry = zb_store_get_nth (store, i);
      if (g_strcmp0 (entry->case_id, case_id) == 0)
        g_ptr_array_add (entries, g_object_ref (entry));
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static void
show (Timeline *timeline)
{
  g_autoptr (GPtrArray) entries = list_entries (timeline->owner, timeline->case_id);

  zb_answer_set_items (timeline->answer, entries);
}

static void
on_applied (ZbTimelines *self, ZbEvent *event)
{
  ZbEntry *entry = event->kind == ZB_KIND_ENTRY ? (ZbEntry *)event->entity : NULL;

  for (guint i = 0; entry != NULL && i < self->open->len; i++)
    {
      Timeline *timeline = g_ptr_array_index (self->open, i);
      if (zb_answer_get_state (timeline->answer) == ZB_ANSWER_READY &&
          g_strcmp0 (entry->case_id, timeline->case_id) == 0)
        show (timeline);
    }
}

/* --- what is asked for ---------------------------------------------------------------------- */

static void
on_asked (Timeline *timeline)
{
  ZbAnswerState state = zb_answer_get_state (timeline->asked);

  /* What is shown already is better than nothing. */
  if (state == ZB_ANSWER_FAILED && zb_answer_get_state (timeline->answer) != ZB_ANSWER_READY)
    zb_answer_fail (timeline->answer, zb_answer_get_problem (timeline->asked));
}

static void
take_entries (ZbAnswer *asked, GPtrArray *items, gpointer data)
{
  ZbTimelines *self = data;

  zb_world_fill (self->world, ZB_KIND_ENTRY, items);
  for (guint i = 0; i < self->open->len; i++)
    {
      Timeline *timeline = g_ptr_array_index (self->open, i);
      if (timeline->asked == asked)
        show (timeline);
    }
}

static void
fetch (Timeline *timeline)
{
  ZbTimelines *self = timeline->owner;
  g_autofree char *id = g_uri_escape_string (timeline->case_id, NULL, FALSE);
  ZbRequest *request = zb_request_new ("GET", "/cases/%s/timeline?limit=%d", id, MOST_ENTRIES);

  g_clear_object (&timeline->asked);
  timeline->asked = zb_ask_records (self->session, request, ZB_TYPE_ENTRY, take_entries, g_object_ref (self),
                                    g_object_unref);
  g_signal_connect_swapped (timeline->asked, "notify::state", G_CALLBACK (on_asked), timeline);
}

static void
fetch_all (ZbTimelines *self)
{
  for (guint i = 0; i < self->open->len; i++)
    fetch (g_ptr_array_index (self->open, i));
}

/* Which cases' entries the feed is to send. */
static void
subscribe (ZbTimelines *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->open->len; i++)
    g_strv_builder_add (builder, ((Timeline *)g_ptr_array_index (self->open, i))->case_id);
  g_auto (GStrv) cases = g_strv_builder_end (builder);
  if (self->feed != NULL)
    zb_feed_set_cases (self->feed, (const char *const *)cases);
}

static gboolean
is_open (ZbTimelines *self, const char *case_id)
{
  for (guint i = 0; i < self->open->len; i++)
    if (g_str_equal (((Timeline *)g_ptr_array_index (self->open, i))->case_id, case_id))
      return TRUE;
  return FALSE;
}

static void
forget_entries (ZbTimelines *self, const char *case_id)
{
  g_autoptr (GPtrArray) entries = list_entries (self, case_id);

  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (ZbEvent) event =
          zb_event_new_removed (ZB_KIND_ENTRY, ((ZbEntity *)g_ptr_array_index (entries, i))->id, 0);
      zb_world_apply (self->world, event);
    }
}

static void
on_dropped (gpointer data, GObject *where_the_answer_was)
{
  Timeline *timeline = data;
  ZbTimelines *self = timeline->owner;
  g_autofree char *case_id = g_strdup (timeline->case_id);

  timeline->answer = NULL;
  if (timeline->asked != NULL)
    g_signal_handlers_disconnect_by_data (timeline->asked, timeline);
  g_ptr_array_remove (self->open, timeline);
  if (!is_open (self, case_id))
    forget_entries (self, case_id);
  subscribe (self);
}

/**
 * zb_timelines_new:
 * @world: where entries are kept
 *
 * Returns: (transfer full): no timelines
 */
ZbTimelines *
zb_timelines_new (ZbWorld *world)
{
  ZbTimelines *self = g_object_new (ZB_TYPE_TIMELINES, NULL);

  self->world = g_object_ref (world);
  g_signal_connect_object (world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_timelines_set_seat:
 * @self: timelines
 * @session: (nullable): who asks; %NULL where nobody has signed in
 * @feed: (nullable): by which entries come
 *
 * Another officer sits here, or nobody.
 */
void
zb_timelines_set_seat (ZbTimelines *self, ZbSession *session, ZbFeed *feed)
{
  g_return_if_fail (ZB_IS_TIMELINES (self));

  if (self->feed != NULL)
    g_signal_handlers_disconnect_by_data (self->feed, self);
  g_set_object (&self->session, session);
  g_set_object (&self->feed, feed);
  if (feed == NULL)
    return;
  g_signal_connect_object (feed, "renewed", G_CALLBACK (fetch_all), self, G_CONNECT_SWAPPED);
  subscribe (self);
  fetch_all (self);
}

/**
 * zb_timelines_open:
 * @self: timelines
 * @case_id: the id of a case
 *
 * Returns: (transfer full): an answer whose list will hold the case's #ZbEntry objects, oldest first, and
 * grows for as long as somebody holds it
 */
ZbAnswer *
zb_timelines_open (ZbTimelines *self, const char *case_id)
{
  g_return_val_if_fail (ZB_IS_TIMELINES (self), NULL);
  Timeline *timeline = g_new0 (Timeline, 1);

  timeline->owner = self;
  timeline->case_id = g_strdup (case_id);
  timeline->answer = zb_answer_new (ZB_TYPE_ENTRY);
  g_object_weak_ref (G_OBJECT (timeline->answer), on_dropped, timeline);
  g_ptr_array_add (self->open, timeline);
  subscribe (self);
  fetch (timeline);
  return timeline->answer;
}
