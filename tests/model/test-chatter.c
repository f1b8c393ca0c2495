/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which devices chatter: three raises in a minute, over all of a device's alerts, forgotten when it is quiet.
 */
#include "zb-chatter.h"
#include "zb-now.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  ZbWorld *world;
  ZbChatter *chatter;
  guint n_told;
} Fixture;

static void
on_changed (Fixture *f)
{
  f->n_told++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_world_new ();
  f->chatter = zb_chatter_of (f->world);
  g_signal_connect_swapped (f->chatter, "changed", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  zb_now_set_offset (0);
  g_assert_finalize_object (f->world);
}

/* The alert as the feed tells it: raised @occurrences times, the last time at @at. */
static void
tell (Fixture *f, const char *id, const char *device, gint64 occurrences, gint64 at)
{
  g_autoptr (ZbAlert) alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
  g_autoptr (ZbEvent) event = NULL;

  ZB_ENTITY (alert)->version = occurrences;
  alert->severity = ZB_SEVERITY_LOW;
  alert->state = ZB_ALERT_NEW;
  alert->device = g_strdup (device);
  alert->occurrences = occurrences;
  alert->first_at = alert->last_at = at;
  event = zb_event_new ("alert.updated", ZB_ENTITY (alert), 0);
  zb_world_apply (f->world, event);
}

static void
test_three_in_a_minute (Fixture *f, gconstpointer data)
{
  const gint64 now = zb_now ();

  tell (f, "a", "gate-1", 1, now - 50 * SECOND);
  tell (f, "a", "gate-1", 2, now - 30 * SECOND);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 0);
  tell (f, "a", "gate-1", 3, now - 1 * SECOND);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 3);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-2"), ==, 0);
  g_assert_cmpuint (zb_chatter_count (f->chatter, NULL), ==, 0);
}

/* What an officer does to an alert is no raise. */
static void
test_claims_do_not_count (Fixture *f, gconstpointer data)
{
  const gint64 at = zb_now () - 10 * SECOND;

  for (gint64 version = 1; version < 8; version++)
    tell (f, "a", "gate-1", version, at);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 0);
}

static void
test_alerts_of_one_device (Fixture *f, gconstpointer data)
{
  const gint64 now = zb_now ();

  tell (f, "a", "gate-1", 1, now - 3 * SECOND);
  tell (f, "b", "gate-1", 1, now - 2 * SECOND);
  tell (f, "c", "gate-1", 1, now - 1 * SECOND);
  tell (f, "d", NULL, 1, now - 1 * SECOND);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 3);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "d"), ==, 0);
}

static void
test_old_ones_do_not_count (Fixture *f, gconstpointer data)
{
  const gint64 now = zb_now ();

  tell (f, "a", "gate-1", 1, now - 70 * SECOND);
  tell (f, "a", "gate-1", 2, now - 20 * SECOND);
  tell (f, "a", "gate-1", 3, now - 10 * SECOND);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 0);
}

/* A minute later it is quiet, and whoever shows it hears of that. */
static void
test_quiet (Fixture *f, gconstpointer data)
{
  const gint64 now = zb_now ();

  for (int i = 0; i < 40; i++)
    tell (f, "a", "gate-1", i + 1, now - (50 - i) * SECOND);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 40);
  zb_now_set_offset (20 * SECOND);
  zb_chatter_sweep (f->chatter, zb_now ());
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), >=, 28);
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), <=, 30);
  zb_now_set_offset (61 * SECOND);
  zb_chatter_sweep (f->chatter, zb_now ());
  g_assert_cmpuint (zb_chatter_count (f->chatter, "gate-1"), ==, 0);
  g_assert_cmpuint (f->n_told, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  TEST ("/chatter/three-in-a-minute", test_three_in_a_minute);
  TEST ("/chatter/claims-do-not-count", test_claims_do_not_count);
  TEST ("/chatter/alerts-of-one-device", test_alerts_of_one_device);
  TEST ("/chatter/old-ones-do-not-count", test_old_ones_do_not_count);
  TEST ("/chatter/quiet", test_quiet);
  return g_test_run ();
}
