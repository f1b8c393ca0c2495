/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When there is a flood, what is put aside in it, and when it is over: with clocks that are set. */
#include "zb-alarm-flood.h"
#include "zb-alert.h"
#include "zb-now.h"
#include "zb-officer.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define BEGIN (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

typedef struct
{
  ZbWorld *world;
  ZbAlarmFlood *flood;
  guint n_made, n_told;
} Fixture;

static void
on_aside (Fixture *f)
{
  f->n_told++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->world = zb_world_new ();
  f->flood = zb_alarm_flood_new ();
  g_signal_connect_swapped (f->flood, "notify::aside", G_CALLBACK (on_aside), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->flood);
  g_assert_finalize_object (f->world);
}

static void
raise_in_mode (Fixture *f, ZbSeverity severity, guint n, gint64 at, ZbMode mode)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-%u", f->n_made++);
      g_autoptr (ZbAlert) alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));
      g_autoptr (ZbEvent) event = NULL;

      ZB_ENTITY (alert)->version = 1;
      ZB_ENTITY (alert)->mode = mode;
      alert->severity = severity;
      alert->state = ZB_ALERT_NEW;
      alert->first_at = alert->last_at = at;
      event = zb_event_new ("alert.raised", ZB_ENTITY (alert), 0);
      zb_world_apply (f->world, event);
    }
}

static void
raise_live (Fixture *f, ZbSeverity severity, guint n, gint64 at)
{
  raise_in_mode (f, severity, n, at, ZB_MODE_LIVE);
}

static guint
look (Fixture *f, gint64 now)
{
  zb_alarm_flood_look (f->flood, zb_world_get_store (f->world, ZB_KIND_ALERT), now);
  return zb_alarm_flood_get_aside (f->flood);
}

#define LOW (1u << ZB_SEVERITY_LOW)
#define MEDIUM (1u << ZB_SEVERITY_MEDIUM)

/* Ten in ten minutes are a flood, nine are none. */
static void
test_begins (Fixture *f, gconstpointer data)
{
  raise_live (f, ZB_SEVERITY_LOW, 9, BEGIN);
  g_assert_cmpuint (look (f, BEGIN + MINUTE), ==, 0);
  raise_live (f, ZB_SEVERITY_LOW, 1, BEGIN + MINUTE);
  g_assert_cmpuint (look (f, BEGIN + 2 * MINUTE), ==, LOW);
  g_assert_cmpuint (zb_alarm_flood_get_recent (f->flood), ==, 10);
  g_assert_cmpuint (f->n_told, ==, 1);
}

/* Nine that were raised eleven minutes apart from the tenth are none. */
static void
test_span (Fixture *f, gconstpointer data)
{
  raise_live (f, ZB_SEVERITY_LOW, 9, BEGIN);
  raise_live (f, ZB_SEVERITY_LOW, 5, BEGIN + 11 * MINUTE);
  g_assert_cmpuint (look (f, BEGIN + 11 * MINUTE), ==, 0);
  g_assert_cmpuint (zb_alarm_flood_get_recent (f->flood), ==, 5);
}

/* It does not come and go: what has begun at ten goes on at five, and is over at four. */
static void
test_is_over (Fixture *f, gconstpointer data)
{
  raise_live (f, ZB_SEVERITY_LOW, 6, BEGIN);
  raise_live (f, ZB_SEVERITY_LOW, 1, BEGIN + MINUTE);
  raise_live (f, ZB_SEVERITY_LOW, 4, BEGIN + 2 * MINUTE);
  g_assert_cmpuint (look (f, BEGIN + 3 * MINUTE), ==, LOW);
  g_assert_cmpuint (look (f, BEGIN + 10 * MINUTE + 1), ==, LOW);
  g_assert_cmpuint (zb_alarm_flood_get_recent (f->flood), ==, 5);
  g_assert_cmpuint (look (f, BEGIN + 11 * MINUTE + 1), ==, 0);
  g_assert_cmpuint (zb_alarm_flood_get_recent (f->flood), ==, 4);
  raise_live (f, ZB_SEVERITY_LOW, 4, BEGIN + 11 * MINUTE);
  g_assert_cmpuint (look (f, BEGIN + 11 * MINUTE + 2), ==, 0);
}

/* Medium ones stand aside where those from medium upwards alone are too many; high and urgent never do. */
static void
test_severities (Fixture *f, gconstpointer data)
{
  raise_live (f, ZB_SEVERITY_HIGH, 5, BEGIN);
  raise_live (f, ZB_SEVERITY_URGENT, 4, BEGIN);
  raise_live (f, ZB_SEVERITY_LOW, 5, BEGIN);
  g_assert_cmpuint (look (f, BEGIN), ==, LOW);
  raise_live (f, ZB_SEVERITY_MEDIUM, 1, BEGIN);
  g_assert_cmpuint (look (f, BEGIN), ==, LOW | MEDIUM);
  raise_live (f, ZB_SEVERITY_URGENT, 200, BEGIN);
  g_assert_cmpuint (look (f, BEGIN), ==, LOW | MEDIUM);
}

/* They are shared among those on watch. */
static void
test_officers (Fixture *f, gconstpointer data)
{
  raise_live (f, ZB_SEVERITY_LOW, 29, BEGIN);
  zb_alarm_flood_set_officers (f->flood, 3);
  g_assert_cmpuint (look (f, BEGIN), ==, 0);
  raise_live (f, ZB_SEVERITY_LOW, 1, BEGIN);
  g_assert_cmpuint (look (f, BEGIN), ==, LOW);
  zb_alarm_flood_set_officers (f->flood, 0);
  g_assert_cmpuint (look (f, BEGIN), ==, LOW);
}

/* A drill is no flood. */
static void
test_drill (Fixture *f, gconstpointer data)
{
  raise_in_mode (f, ZB_SEVERITY_LOW, 50, BEGIN, ZB_MODE_DRILL);
  g_assert_cmpuint (look (f, BEGIN), ==, 0);
}

/* --- who is on watch ----------------------------------------------------------------------------------- */

static void
set_watch (Fixture *f, const int *roles, guint n)
{
  g_autoptr (GPtrArray) officers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      ZbOfficer *officer = g_object_new (ZB_TYPE_OFFICER, NULL);
      officer->account = g_strdup_printf ("account-%u", i);
      officer->role = roles[i];
      g_ptr_array_add (officers, officer);
    }
  zb_world_set_officers (f->world, officers);
}

static guint
count_officers (Fixture *f)
{
  guint officers;

  g_object_get (zb_alarm_flood_of (f->world), "officers", &officers, NULL);
  return officers;
}

#define WATCH(f, ...)                                                                                        \
  set_watch (f, (const int[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const int[]){ __VA_ARGS__ })))

/* Those who take alerts share them, as long as they are there; who reads, checks or handles does not. */
static void
test_on_watch (Fixture *f, gconstpointer data)
{
  WATCH (f, ZB_ROLE_DUTY_OFFICER, ZB_ROLE_DUTY_OFFICER);
  g_assert_cmpuint (count_officers (f), ==, 2);
  WATCH (f, ZB_ROLE_DUTY_OFFICER, ZB_ROLE_DUTY_LEADER, ZB_ROLE_SUBDISTRICT_OFFICER);
  g_assert_cmpuint (count_officers (f), ==, 3);
  WATCH (f, ZB_ROLE_HANDLER, ZB_ROLE_CHECKER, ZB_ROLE_DUTY_LEADER, ZB_ROLE_ALGORITHM_REVIEWER,
         ZB_ROLE_AUDITOR, ZB_ROLE_ADMINISTRATOR, ZB_ROLE_WALL, ZB_ROLE_DUTY_OFFICER);
  g_assert_cmpuint (count_officers (f), ==, 2);
  WATCH (f, ZB_ROLE_CHECKER, ZB_ROLE_WALL);
  g_assert_cmpuint (count_officers (f), ==, 1);
  zb_world_set_officers (f->world, NULL);
  g_assert_cmpuint (count_officers (f), ==, 1);
}

/* Ten for each of them. */
static void
test_shared (Fixture *f, gconstpointer data)
{
  ZbAlarmFlood *flood = zb_alarm_flood_of (f->world);
  ZbStore *alerts = zb_world_get_store (f->world, ZB_KIND_ALERT);
  const gint64 now = zb_now ();

  WATCH (f, ZB_ROLE_DUTY_OFFICER, ZB_ROLE_AUDITOR, ZB_ROLE_DUTY_LEADER);
  raise_live (f, ZB_SEVERITY_LOW, 19, now);
  zb_alarm_flood_look (flood, alerts, now);
  g_assert_cmpuint (zb_alarm_flood_get_aside (flood), ==, 0);
  raise_live (f, ZB_SEVERITY_LOW, 1, now);
  zb_alarm_flood_look (flood, alerts, now);
  g_assert_cmpuint (zb_alarm_flood_get_aside (flood), ==, LOW);
}

static gboolean
on_deadline (gpointer late)
{
  *(gboolean *)late = TRUE;
  return G_SOURCE_REMOVE;
}

/* It looks by itself soon after alerts have come, and not only every ten seconds. */
static void
test_by_itself (Fixture *f, gconstpointer data)
{
  ZbAlarmFlood *flood = zb_alarm_flood_of (f->world);
  gboolean late = FALSE;
  const guint deadline = g_timeout_add_seconds (8, on_deadline, &late);

  raise_live (f, ZB_SEVERITY_LOW, 10, zb_now ());
  g_assert_cmpuint (zb_alarm_flood_get_aside (flood), ==, 0);
  while (!late && zb_alarm_flood_get_aside (flood) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (zb_alarm_flood_get_aside (flood), ==, LOW);
  g_source_remove (deadline);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  TEST ("/alarm-flood/begins", test_begins);
  TEST ("/alarm-flood/span", test_span);
  TEST ("/alarm-flood/is-over", test_is_over);
  TEST ("/alarm-flood/severities", test_severities);
  TEST ("/alarm-flood/officers", test_officers);
  TEST ("/alarm-flood/drill", test_drill);
  TEST ("/alarm-flood/on-watch", test_on_watch);
  TEST ("/alarm-flood/shared", test_shared);
  TEST ("/alarm-flood/by-itself", test_by_itself);
  return g_test_run ();
}
