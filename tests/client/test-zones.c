/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Watch zones as consoles know them: each with a link of its own to a real platform. */
#include "zb-alert.h"
#include "zb-link.h"
#include "zb-same-world.h"
#include "zb-uuid.h"
#include "zb-wait.h"
#include "zones.h"

#include <libdex.h>
#include <locale.h>

#define SOON 10000
#define LATER 30000

/* Somebody with a link to the platform. */
typedef struct
{
  ZbWorld *world;
  ZbLink *link;
  gboolean answered;
} Place;

typedef struct
{
  ZbTestPlatform *platform;
  Place desk;
  Place north;
  Place south;
} Fixture;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Place *)data)->answered = TRUE;
}

static void
come (Fixture *f, Place *self, const char *who)
{
  self->world = zb_world_new ();
  self->link = zb_link_new (self->world);
  zb_link_sign_in_async (self->link, zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD, NULL,
                         on_signed_in, self);
  zb_wait_for (self->answered, 20000);
  zb_wait_for (zb_link_get_state (self->link) == ZB_LINK_LIVE, SOON);
}

static void
leave (Place *self)
{
  DexFuture *left;

  if (self->link == NULL)
    return;
  left = zb_link_leave (self->link);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (self->link));
  zb_wait (100);
  g_assert_finalize_object (self->link);
  g_assert_finalize_object (self->world);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zones_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  leave (&f->south);
  leave (&f->north);
  leave (&f->desk);
  zb_test_platform_free (f->platform);
}

static ZbZone *
look_up (Place *self, const char *id)
{
  return zb_world_lookup (self->world, ZB_KIND_ZONE, id);
}

/* Of a circle where zb_test_raise() raises alerts. */
static ZbZone *
draft_new (double radius)
{
  g_autofree char *id = zb_uuid_new ();
  ZbZone *zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));

  zone->name = g_strdup ("秋季市集");
  zone->expires_at = g_get_real_time () + G_TIME_SPAN_DAY;
  zone->raises = TRUE;
  zb_zone_set_circle (zone, (ZbPoint){ 121.40, 31.22 }, radius);
  return zone;
}

static ZbCommand *
submit (Place *self, const char *name, ZbZone *zone, GVariant *args)
{
  ZbCommand *command = zb_command_new (name, zone->parent_instance.id, args);

  zb_link_submit (self->link, command);
  return command;
}

static void
do_it (Place *self, const char *name, ZbZone *zone, GVariant *args)
{
  g_autoptr (ZbCommand) command = submit (self, name, zone, args);

  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED, SOON);
}

static void
assert_same (Fixture *f, Place *place, const char *who)
{
  zb_assert_same_world (zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD, place->world);
}

static gboolean
is_raised (Place *self, const char *id)
{
  ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  return alert && alert->severity == ZB_SEVERITY_HIGH && alert->raised_from == ZB_SEVERITY_MEDIUM;
}

/* The desk knows by the answer, others by their feed, and who has nothing to do with it not at all. */
static void
test_drawn (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbZone) zone = draft_new (300);
  const char *id = zone->parent_instance.id;
  g_autofree char *alert =
      zb_test_raise (f->platform, "street_vending", "medium", ZB_TEST_CAMERA_NORTH, "drawn");
  come (f, &f->desk, "officer");
  come (f, &f->north, "north");
  come (f, &f->south, "south");

  do_it (&f->desk, "zone.create", zone, zb_zone_make_args (zone));
  g_assert_nonnull (look_up (&f->desk, id));
  zb_wait_for (look_up (&f->north, id) != NULL, SOON);
  zb_wait_for (is_raised (&f->north, alert), SOON);
  g_assert_cmpstr (look_up (&f->north, id)->by_name, ==, "officer");

  zb_zone_set_circle (zone, zone->centre, 400);
  do_it (&f->desk, "zone.edit", zone, zb_zone_make_args (zone));
  zb_wait_for (look_up (&f->north, id)->radius == 400, SOON);
  do_it (&f->desk, "zone.end", zone, g_variant_new_parsed ("{'reason': <'结束'>}"));
  zb_wait_for (look_up (&f->north, id)->ended_at != 0, SOON);
  g_assert_null (look_up (&f->south, id));
  assert_same (f, &f->north, "north");
  assert_same (f, &f->south, "south");
}

/* Who comes later finds it in the list; what has been over for a day is forgotten. */
static void
test_found (Fixture *f, gconstpointer data)
{
  g_autofree char *open = zones_draw (f->platform, "officer", ZONES_HERE);
  g_autofree char *over = zones_draw (f->platform, "officer", ZONES_HERE);
  g_autoptr (ZbTestAnswer) ended = zones_end (f->platform, "officer", over);
  zb_test_assert_status (ended, 200);
  come (f, &f->north, "north");
  g_assert_nonnull (look_up (&f->north, open));
  g_assert_nonnull (look_up (&f->north, over));
  assert_same (f, &f->north, "north");
  zb_world_forget_over (f->north.world, g_get_real_time () + G_TIME_SPAN_SECOND);
  g_assert_nonnull (look_up (&f->north, open));
  g_assert_null (look_up (&f->north, over));
}

/* Drawn while there is no line, it waits and is there once. */
static void
test_waits (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbZone) zone = draft_new (300);
  come (f, &f->desk, "officer");
  zb_test_platform_stop (f->platform);
  zb_wait_for (zb_link_get_state (f->desk.link) != ZB_LINK_LIVE, SOON);
  g_autoptr (ZbCommand) command = submit (&f->desk, "zone.create", zone, zb_zone_make_args (zone));
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_QUEUED, SOON);
  zb_test_platform_start (f->platform);
  zb_wait_for (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED, LATER);
  g_assert_cmpint (zones_count_audit (f->platform, "zone.create"), ==, 1);
  zb_wait_for (zb_link_get_state (f->desk.link) == ZB_LINK_LIVE, LATER);
  g_assert_nonnull (look_up (&f->desk, zone->parent_instance.id));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* The folders of a test have no schemas, and the desktop is not asked for a proxy. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* A line that went is worth a warning, and no end of the test. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  dex_init ();
  g_test_add ("/client-zones/drawn", Fixture, NULL, set_up, test_drawn, tear_down);
  g_test_add ("/client-zones/found", Fixture, NULL, set_up, test_found, tear_down);
  g_test_add ("/client-zones/waits", Fixture, NULL, set_up, test_waits, tear_down);
  return g_test_run ();
}
