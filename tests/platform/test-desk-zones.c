/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every role at a watch zone of its own, of another's, and at one that is over: the console's guard and the
 * platform's answers agree, and what is refused changes nothing. */
#include "desk.h"

#include "zb-uuid.h"
#include "zb-zone.h"

static Desk *desk;

static char *
write_body (const char *id)
{
  g_autofree char *until = desk_time (g_get_real_time () + G_TIME_SPAN_DAY);
  return g_strdup_printf ("{\"id\":\"%s\",\"name\":\"工地\",\"expires_at\":\"%s\",\"centre\":" NORTH_POINT
                          ",\"radius\":200}",
                          id, until);
}

static ZbZone *
draw (const char *who)
{
  g_autofree char *id = zb_uuid_new (), *body = write_body (id);
  desk_do (desk, who, "/zones", id, body);
  return desk_fetch (desk, ZB_KIND_ZONE, id);
}

static void
test_drawing (void)
{
  guint n_allowed = 0;
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      ZbActor actor = desk_actor (desk, role);
      g_autofree char *id = zb_uuid_new (), *body = write_body (id);
      g_autoptr (ZbZone) draft = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));
      n_allowed += (guint)desk_compare (desk, role, "/zones", id, body,
                                        zb_zone_guard (draft, ZB_ZONE_VERB_CREATE, &actor));
    }
  g_assert_cmpuint (n_allowed, ==, 3);
}

static guint
try_to_end (const char *author, gboolean over)
{
  guint n_allowed = 0;
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      ZbActor actor = desk_actor (desk, role);
      g_autoptr (ZbZone) zone = draw (author);
      if (over)
        desk_do (desk, "leader", "/zones/%s/end", zone->parent_instance.id, "{}");
      g_autoptr (ZbZone) now = desk_fetch (desk, ZB_KIND_ZONE, zone->parent_instance.id);
      n_allowed +=
          (guint)desk_compare (desk, role, "/zones/%s/end", now->parent_instance.id,
                               "{\"reason\":\"已撤场\"}", zb_zone_guard (now, ZB_ZONE_VERB_END, &actor));
    }
  return n_allowed;
}

static void
test_ending (void)
{
  /* Its author and the leader, who may be the same. */
  g_assert_cmpuint (try_to_end ("officer", FALSE), ==, 2);
  g_assert_cmpuint (try_to_end ("north", FALSE), ==, 2);
  g_assert_cmpuint (try_to_end ("leader", FALSE), ==, 1);
  g_assert_cmpuint (try_to_end ("officer", TRUE), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk-zones/drawing", test_drawing);
  g_test_add_func ("/desk-zones/ending", test_ending);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
