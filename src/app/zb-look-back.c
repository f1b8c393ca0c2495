/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-look-back.h"

#include "zb-feed-frame.h"
#include "zb-json.h"
#include "zb-time.h"

#include <glib/gi18n.h>

/* Events of a busy shift; what comes after them is left out and said so. */
#define EVENTS_MOST 60000
#define TURN_MS 100

/**
 * ZbLookBack:
 *
 * A shift that is over, played again into a world of its own:
 *
 *   /log/state (how it stood) ─▶ world
 *   /log pages ─▶ events ─▶ as far as the clock has come ─▶ zb_world_apply ()
 *
 * What does not change by events (areas, devices, plans) is that of the live world, which is only read. To go
 * back, the world is set to how it stood at the beginning and everything up to there applied again.
 */
struct _ZbLookBack
{
  GObject parent_instance;
  ZbDrillQuery *query;
  ZbWorld *world;
  ZbAnswer *answer;
  gboolean has_state, is_ready, playing;
  ZbProblem *problem;
  GPtrArray *standing; /* ZbEvent */
  GPtrArray *events;   /* ZbEvent */
  GArray *times;       /* gint64, of each event */
  gint64 from, until, at;
  guint applied, speed, timer;
  gint64 turned_at; /* monotonic */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbLookBack, zb_look_back, G_TYPE_OBJECT)

static const ZbKind played[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_ASSIGNMENT, ZB_KIND_UNIT,
                                 ZB_KIND_ZONE };
static const ZbKind borrowed[] = { ZB_KIND_AREA, ZB_KIND_ORGANISATION, ZB_KIND_ALGORITHM, ZB_KIND_PLAN,
                                   ZB_KIND_DEVICE };

static void
tell (ZbLookBack *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- the world -------------------------------------------------------------------------------------- */

static void
borrow (ZbLookBack *self, ZbWorld *live)
{
  for (gsize k = 0; k < G_N_ELEMENTS (borrowed); k++)
    {
      ZbStore *store = zb_world_get_store (live, borrowed[k]);
      g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < zb_store_get_size (store); i++)
        g_ptr_array_add (entities, g_object_ref (zb_store_get_nth (store, i)));
      zb_world_fill (self->world, borrowed[k], entities);
    }
}

/* The world keeps and changes what it is given: the log stays as it is. */
static ZbEvent *
copy_event (ZbEvent *event)
{
  g_autoptr (ZbEntity) copy = event->entity ? ZB_ENTITY (zb_record_copy ((ZbRecord *)event->entity)) : NULL;

  return copy ? zb_event_new (event->type, copy, event->seq)
              : zb_event_new_removed (event->kind, event->id, event->seq);
}

static void
apply (ZbLookBack *self, GPtrArray *from, guint first, guint end)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);

  for (guint i = first; i < end; i++)
    g_ptr_array_add (events, copy_event (from->pdata[i]));
  if (events->len > 0)
    zb_world_apply_many (self->world, events);
}

static void
begin_again (ZbLookBack *self)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize k = 0; k < G_N_ELEMENTS (played); k++)
    zb_world_sweep (self->world, played[k], none);
  apply (self, self->standing, 0, self->standing->len);
  self->applied = 0;
}

/* How many events lie up to that moment. */
static guint
find_end (ZbLookBack *self, gint64 at)
{
  guint low = 0, high = self->times->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (g_array_index (self->times, gint64, middle) <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * zb_look_back_seek:
 * @self: a replay
 * @at: µs UTC
 *
 * Shows how it was at that moment.
 */
void
zb_look_back_seek (ZbLookBack *self, gint64 at)
{
  guint end;

  self->at = CLAMP (at, self->from, self->until);
  end = find_end (self, self->at);
  if (end < self->applied)
    begin_again (self);
  apply (self, self->events, self->applied, end);
  self->applied = end;
  tell (self);
}

/* --- what is fetched ----------------------------------------------------------------------------------- */

/* A page of the log holds what a frame of the feed holds, under another name. */
static ZbFeedFrame *
parse_page (GBytes *bytes, char **next, GArray *times)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, (gssize)size, NULL);
  yyjson_val *items = yyjson_obj_get (yyjson_doc_get_root (document), "items"), *item;
  size_t i, n;

  *next = g_strdup (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (document), "next")));
  yyjson_arr_foreach (items, i, n, item)
  {
    gint64 time = 0;
    const char *at = yyjson_get_str (yyjson_obj_get (item, "time"));
    if (at)
      zb_time_parse (at, &time);
    g_array_append_val (times, time);
  }
  g_autofree char *list = items ? yyjson_val_write (items, 0, NULL) : NULL;
  g_autofree char *frame =
      list ? g_strdup_printf ("{\"type\":\"events\",\"through\":0,\"events\":%s}", list) : NULL;
  return frame ? zb_feed_frame_parse (frame, strlen (frame), NULL) : NULL;
}

static void ask_next (ZbLookBack *self, const char *after);

/* An event that cannot be read is left out, and its time with it: where that happens, each event takes the
 * time of the one in its place, which is off by moments. */
static void
take (ZbLookBack *self, ZbFeedFrame *frame, GArray *times)
{
  GPtrArray *into = self->has_state ? self->events : self->standing;

  for (guint i = 0; i < frame->events->len && into->len < EVENTS_MOST; i++)
    {
      const gint64 time = i < times->len ? g_array_index (times, gint64, i) : self->until;
      g_ptr_array_add (into, zb_event_ref (frame->events->pdata[i]));
      if (self->has_state)
        g_array_append_val (self->times, time);
    }
}

static void
finish (ZbLookBack *self)
{
  self->is_ready = TRUE;
  begin_again (self);
  zb_look_back_seek (self, self->from);
}

static void
fail (ZbLookBack *self, ZbProblem *problem)
{
  g_set_object (&self->problem, problem);
  tell (self);
}

static void
go_on (ZbLookBack *self, const char *next)
{
  if (!self->has_state)
    {
      self->has_state = TRUE;
      ask_next (self, NULL);
    }
  else if (next && self->events->len < EVENTS_MOST)
    ask_next (self, next);
  else
    finish (self);
}

static void
on_answer (ZbLookBack *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ZbFeedFrame) frame = NULL;
  g_autofree char *next = NULL;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_FAILED)
    fail (self, zb_answer_get_problem (self->answer));
  if (zb_answer_get_state (self->answer) != ZB_ANSWER_READY)
    return;
  frame = parse_page (zb_answer_get_bytes (self->answer), &next, times);
  if (frame)
    take (self, frame, times);
  go_on (self, next);
}

static void
watch (ZbLookBack *self, ZbAnswer *answer)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_set_object (&self->answer, answer);
  g_signal_connect_object (answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  if (zb_answer_get_state (answer) != ZB_ANSWER_PENDING)
    on_answer (self);
  g_object_unref (answer);
}

static void
ask_next (ZbLookBack *self, const char *after)
{
  watch (self, zb_drill_query_log (self->query, self->from, self->until, after));
}

/* --- its clock --------------------------------------------------------------------------------- */

static gboolean
on_turn (gpointer data)
{
  ZbLookBack *self = data;
  const gint64 now = g_get_monotonic_time ();
  const gint64 passed = (now - self->turned_at) * self->speed;

  self->turned_at = now;
  zb_look_back_seek (self, self->at + passed);
  if (self->at < self->until)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  self->playing = FALSE;
  tell (self);
  return G_SOURCE_REMOVE;
}

/**
 * zb_look_back_set_playing:
 * @self: a replay
 * @playing: whether its clock goes on
 */
void
zb_look_back_set_playing (ZbLookBack *self, gboolean playing)
{
  playing = playing && self->is_ready && self->at < self->until;
  if (self->playing == playing)
    return;
  self->playing = playing;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->turned_at = g_get_monotonic_time ();
  if (playing)
    self->timer = g_timeout_add (TURN_MS, on_turn, self);
  tell (self);
}

/**
 * zb_look_back_get_playing:
 * @self: a replay
 *
 * Returns: whether its clock goes on
 */
gboolean
zb_look_back_get_playing (ZbLookBack *self)
{
  return self->playing;
}

/**
 * zb_look_back_set_speed:
 * @self: a replay
 * @speed: how many times faster than it was, 1 to %ZB_LOOK_BACK_SPEED_MOST
 */
void
zb_look_back_set_speed (ZbLookBack *self, guint speed)
{
  self->speed = CLAMP (speed, 1, ZB_LOOK_BACK_SPEED_MOST);
}

/* --- what it has ------------------------------------------------------------------------------- */

/**
 * zb_look_back_get_world:
 * @self: a replay
 *
 * Returns: (transfer none): the world that it plays into
 */
ZbWorld *
zb_look_back_get_world (ZbLookBack *self)
{
  return self->world;
}

/**
 * zb_look_back_is_ready:
 * @self: a replay
 *
 * Returns: whether all of the log has come
 */
gboolean
zb_look_back_is_ready (ZbLookBack *self)
{
  return self->is_ready;
}

/**
 * zb_look_back_get_problem:
 * @self: a replay
 *
 * Returns: (transfer none) (nullable): why the log did not come
 */
ZbProblem *
zb_look_back_get_problem (ZbLookBack *self)
{
  return self->problem;
}

/**
 * zb_look_back_get_n_events:
 * @self: a replay
 *
 * Returns: how many events it has
 */
guint
zb_look_back_get_n_events (ZbLookBack *self)
{
  return self->events->len;
}

/**
 * zb_look_back_get_from:
 * @self: a replay
 *
 * Returns: where it begins, µs UTC
 */
gint64
zb_look_back_get_from (ZbLookBack *self)
{
  return self->from;
}

/**
 * zb_look_back_get_until:
 * @self: a replay
 *
 * Returns: where it ends, µs UTC
 */
gint64
zb_look_back_get_until (ZbLookBack *self)
{
  return self->until;
}

/**
 * zb_look_back_get_at:
 * @self: a replay
 *
 * Returns: the moment that it shows, µs UTC
 */
gint64
zb_look_back_get_at (ZbLookBack *self)
{
  return self->at;
}

static void
zb_look_back_finalize (GObject *object)
{
  ZbLookBack *self = ZB_LOOK_BACK (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->answer);
  g_clear_object (&self->problem);
  g_clear_object (&self->query);
  g_clear_object (&self->world);
  g_ptr_array_unref (self->standing);
  g_ptr_array_unref (self->events);
  g_array_unref (self->times);
  G_OBJECT_CLASS (zb_look_back_parent_class)->finalize (object);
}

static void
zb_look_back_class_init (ZbLookBackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_look_back_finalize;
  /**
   * ZbLookBack::changed:
   *
   * Its moment, its state or what it has is another.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_LOOK_BACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_look_back_init (ZbLookBack *self)
{
  self->world = zb_world_new ();
  self->standing = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->speed = 1;
}

/**
 * zb_look_back_new:
 * @query: whoever can ask
 * @live: the world of the desk, of which what does not change is borrowed
 * @from: µs UTC
 * @until: µs UTC
 *
 * Returns: (transfer full): a replay, which fetches what it needs
 */
ZbLookBack *
zb_look_back_new (ZbDrillQuery *query, ZbWorld *live, gint64 from, gint64 until)
{
  ZbLookBack *self = g_object_new (ZB_TYPE_LOOK_BACK, NULL);

  self->query = g_object_ref (query);
  self->from = self->at = from;
  self->until = until;
  borrow (self, live);
  watch (self, zb_drill_query_log_state (query, from));
  return self;
}
