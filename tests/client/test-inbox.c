/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is put down in thousands: each event once and in order, and what is done with is freed. */
#include "zb-feed-frame.h"
#include "zb-inbox.h"
#include "zb-spare-events.h"
#include "zb-unit.h"
#include "zb-wait.h"

#define N_UNITS 500
#define N_VERSIONS 40

typedef struct
{
  ZbWorld *world;
  ZbInbox *inbox;
  gint64 last_seq, through;
  GThread *ended_on; /* where an entity that the world had taken was freed */
} Fixture;

/* Entities that are still there, on whatever thread they end. */
static int n_entities;

static void
on_applied (ZbInbox *inbox, GPtrArray *events, gint64 through, Fixture *f)
{
  for (guint i = 0; i < events->len; i++)
    {
      const ZbEvent *event = events->pdata[i];
      g_assert_cmpint (event->seq, ==, f->last_seq + 1);
      f->last_seq = event->seq;
    }
  if (through >= 0)
    {
      /* The feed may resume from where a whole batch is applied, and nowhere further. */
      g_assert_cmpint (through, <=, f->last_seq);
      g_assert_cmpint (through, >, f->through);
      f->through = through;
    }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_world_new ();
  f->inbox = zb_inbox_new (f->world);
  g_signal_connect (f->inbox, "applied", G_CALLBACK (on_applied), f);
}

static gboolean
look_again (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* What ends on another thread wakes nobody here. */
static void
wait_until_left (int n)
{
  const guint looking = g_timeout_add (5, look_again, NULL);

  zb_wait_for (g_atomic_int_get (&n_entities) == n, 30000);
  g_source_remove (looking);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->inbox);
  g_assert_finalize_object (f->world);
  wait_until_left (0);
}

static void
on_gone (gpointer data, GObject *was)
{
  g_atomic_int_add (&n_entities, -1);
}

static void
add_event (GPtrArray *events, guint unit, gint64 version, gint64 seq)
{
  g_autofree char *id = g_strdup_printf ("unit-%u", unit);
  g_autoptr (ZbEntity) entity = zb_entity_new (ZB_KIND_UNIT, id);

  entity->version = version;
  g_atomic_int_inc (&n_entities);
  g_object_weak_ref (G_OBJECT (entity), on_gone, NULL);
  g_ptr_array_add (events, zb_event_new ("unit.updated", entity, seq));
}

/* Every unit in every batch, so that each is there many times by the time one is applied. */
static void
put_down_all (Fixture *f)
{
  gint64 seq = 0;

  for (gint64 version = 1; version <= N_VERSIONS; version++)
    {
      GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);
      for (guint unit = 0; unit < N_UNITS; unit++)
        add_event (events, unit, version, ++seq);
      zb_inbox_take (f->inbox, events, seq);
    }
}

static void
test_each_once_and_in_order (Fixture *f, gconstpointer data)
{
  ZbStore *units = zb_world_get_store (f->world, ZB_KIND_UNIT);

  put_down_all (f);
  g_assert_cmpuint (zb_inbox_get_size (f->inbox), ==, N_UNITS * N_VERSIONS);
  zb_wait_for (f->through == N_UNITS * N_VERSIONS, 30000);
  g_assert_cmpuint (zb_inbox_get_size (f->inbox), ==, 0);
  g_assert_cmpuint (zb_store_get_size (units), ==, N_UNITS);
  for (guint i = 0; i < N_UNITS; i++)
    g_assert_cmpint (((ZbEntity *)zb_store_get_nth (units, i))->version, ==, N_VERSIONS);
}

/* What the world has taken stays; all else is freed, wherever. */
static void
test_what_is_done_with_is_freed (Fixture *f, gconstpointer data)
{
  put_down_all (f);
  g_assert_cmpint (n_entities, ==, N_UNITS * N_VERSIONS);
  zb_wait_for (f->through == N_UNITS * N_VERSIONS, 30000);
  wait_until_left (N_UNITS);
  zb_world_clear (f->world);
  g_assert_cmpint (g_atomic_int_get (&n_entities), ==, 0);
}

static void
note_thread (gpointer data, GObject *was)
{
  ((Fixture *)data)->ended_on = g_thread_self ();
}

static void
watch_first (Fixture *f, ZbEvent *event, ZbWorld *world)
{
  ZbEntity *held = zb_world_lookup (world, ZB_KIND_UNIT, "unit-0");

  if (held && f->last_seq == 0 && event->entity == held)
    g_object_weak_ref (G_OBJECT (held), note_thread, f);
}

/* What a view may have seen ends on the thread of views, even where its removal came with it. */
static void
test_what_was_seen_ends_here (Fixture *f, gconstpointer data)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);

  g_signal_connect_swapped (f->world, "applied", G_CALLBACK (watch_first), f);
  for (guint unit = 0; unit < N_UNITS; unit++)
    add_event (events, unit, 1, unit + 1);
  g_ptr_array_add (events, zb_event_new_removed (ZB_KIND_UNIT, "unit-0", N_UNITS + 1));
  zb_inbox_take (f->inbox, events, N_UNITS + 1);
  zb_wait_for (f->through == N_UNITS + 1, 30000);
  zb_wait_for (f->ended_on != NULL, 30000);
  g_assert_true (f->ended_on == g_thread_self ());
}

static ZbFeedFrame *
read_units (gint64 version)
{
  g_autoptr (GString) text = g_string_new ("{\"type\":\"events\",\"events\":[");

  for (guint unit = 0; unit < N_UNITS; unit++)
    g_string_append_printf (
        text,
        "%s{\"type\":\"unit.updated\",\"subject\":\"unit/u%u\",\"seq\":%" G_GINT64_FORMAT
        ",\"data\":{\"id\":\"u%u\",\"version\":%" G_GINT64_FORMAT ",\"call_sign\":\"n%u\"}}",
        unit > 0 ? "," : "", unit, (version - 1) * N_UNITS + unit + 1, unit, version, unit);
  g_string_append_printf (text, "]}");
  return zb_feed_frame_parse (text->str, text->len, NULL);
}

static void
apply_units (Fixture *f, gint64 version)
{
  g_autoptr (ZbFeedFrame) frame = read_units (version);

  g_assert_cmpuint (frame->events->len, ==, N_UNITS);
  zb_inbox_take (f->inbox, g_steal_pointer (&frame->events), version * N_UNITS);
  zb_inbox_flush (f->inbox);
}

/* What the world holds is never read into; what it only looked at is, and holds nothing else than what was
 * read. */
static void
test_what_is_done_with_is_read_into (Fixture *f, gconstpointer data)
{
  ZbStore *units = zb_world_get_store (f->world, ZB_KIND_UNIT);
  GPtrArray *spare = NULL;

  zb_spare_events_drop ();
  apply_units (f, 1);
  g_assert_null (zb_spare_events_pop (&spare, ZB_KIND_UNIT));
  for (gint64 version = 2; version <= N_VERSIONS; version++)
    apply_units (f, version);
  for (guint i = 0; i < N_UNITS; i++)
    {
      ZbUnit *unit = zb_store_get_nth (units, i);
      g_autofree char *name = g_strdup_printf ("n%u", i);
      g_assert_cmpint (unit->parent_instance.version, ==, N_VERSIONS);
      g_assert_cmpstr (unit->call_sign, ==, name);
    }
  for (guint i = 0; i < N_UNITS; i++)
    {
      g_autoptr (ZbEvent) event = zb_spare_events_pop (&spare, ZB_KIND_UNIT);
      g_assert_nonnull (event);
      g_assert_true (event->entity != zb_world_lookup (f->world, ZB_KIND_UNIT, event->id));
    }
  g_assert_null (zb_spare_events_pop (&spare, ZB_KIND_UNIT));
  zb_spare_events_give_back (&spare);
  g_assert_null (spare);
}

static void
forget (ZbInbox *inbox, GPtrArray *events, gint64 through, gpointer data)
{
  zb_inbox_forget (inbox);
}

/* Who forgets, in the midst of it too, leaves nothing behind. */
static void
test_forgotten (Fixture *f, gconstpointer data)
{
  g_signal_connect (f->inbox, "applied", G_CALLBACK (forget), NULL);
  put_down_all (f);
  zb_wait_for (zb_inbox_get_size (f->inbox) == 0, 30000);
  zb_world_clear (f->world);
  wait_until_left (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/inbox/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("each-once-and-in-order", test_each_once_and_in_order);
  ADD ("what-is-done-with-is-freed", test_what_is_done_with_is_freed);
  ADD ("what-was-seen-ends-here", test_what_was_seen_ends_here);
  ADD ("what-is-done-with-is-read-into", test_what_is_done_with_is_read_into);
  ADD ("forgotten", test_forgotten);

  return g_test_run ();
}
