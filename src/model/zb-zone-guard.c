/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may draw, change and end a watch zone, and what one has to be like: asked by the console while it is
 * being drawn, and by the platform to refuse. */
#include "zb-zone.h"

#include <math.h>

/* --- who ------------------------------------------------------------------------------------- */

static gboolean
role_may (ZbRole role)
{
  return zb_role_is_duty (role) || role == ZB_ROLE_SUBDISTRICT_OFFICER;
}

static gboolean
is_author (const ZbZone *self, const ZbActor *actor)
{
  return self->by && g_strcmp0 (self->by, actor->account) == 0;
}

static ZbProblem *
refuse_over (void)
{
  static const char *const nothing[] = { NULL };
  return zb_guard_refuse ("zone_over", "over", nothing);
}

/**
 * zb_zone_guard:
 * @self: a zone, in the store or about to be
 * @verb: what is to be done to it
 * @actor: who acts
 *
 * Who drew it may change and end it wherever it lies: it lay in the officer's areas when it was drawn.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_zone_guard (const ZbZone *self, ZbZoneVerb verb, const ZbActor *actor)
{
  gboolean changes = verb != ZB_ZONE_VERB_CREATE;
  gboolean own = changes && is_author (self, actor);
  if (!role_may (actor->role))
    return zb_guard_refuse ("role", NULL, NULL);
  if (!own && !actor->covers)
    return zb_guard_refuse ("area", NULL, NULL);
  if (changes && !own && actor->role != ZB_ROLE_DUTY_LEADER)
    return zb_guard_refuse ("zone_author", NULL, NULL);
  if (changes && zb_zone_is_over (self, actor->now))
    return refuse_over ();
  return NULL;
}

/* --- its outline --------------------------------------------------------------------------------- */

/* On which side of the line from @a to @b @c lies: 1, -1, or 0 on it. */
static int
side_of (ZbPoint a, ZbPoint b, ZbPoint c)
{
  double cross = (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
  return (cross > 0) - (cross < 0);
}

/* For a @c on the line through @a and @b. */
static gboolean
lies_between (ZbPoint a, ZbPoint b, ZbPoint c)
{
  return c.lon >= fmin (a.lon, b.lon) && c.lon <= fmax (a.lon, b.lon) && c.lat >= fmin (a.lat, b.lat) &&
         c.lat <= fmax (a.lat, b.lat);
}

static gboolean
sides_meet (ZbPoint a, ZbPoint b, ZbPoint c, ZbPoint d)
{
  int of_c = side_of (a, b, c), of_d = side_of (a, b, d), of_a = side_of (c, d, a), of_b = side_of (c, d, b);
  if (of_c * of_d < 0 && of_a * of_b < 0)
    return TRUE;
  return (of_c == 0 && lies_between (a, b, c)) || (of_d == 0 && lies_between (a, b, d)) ||
         (of_a == 0 && lies_between (c, d, a)) || (of_b == 0 && lies_between (c, d, b));
}

/* At a corner the two sides meet of course, but the next must not run back over the last. */
static gboolean
runs_back (ZbPoint before, ZbPoint corner, ZbPoint after)
{
  return side_of (before, corner, after) == 0 &&
         (lies_between (before, corner, after) || lies_between (corner, after, before));
}

/* Each side against each other one: two hundred corners are twenty thousand pairs, well below a millisecond.
 */
static gboolean
crosses_itself (const ZbPoint *corners, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (runs_back (corners[i], corners[(i + 1) % n], corners[(i + 2) % n]))
        return TRUE;
      for (guint j = i + 2; j < n; j++)
        if ((j + 1) % n != i &&
            sides_meet (corners[i], corners[(i + 1) % n], corners[j], corners[(j + 1) % n]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_too_wide (const ZbZone *self)
{
  ZbBox box = zb_zone_get_box (self);
  double middle = (box.south + box.north) / 2;
  double west_east = zb_point_distance ((ZbPoint){ box.west, middle }, (ZbPoint){ box.east, middle });
  double south_north = zb_point_distance ((ZbPoint){ box.west, box.south }, (ZbPoint){ box.west, box.north });
  return fmax (west_east, south_north) > 2 * ZB_ZONE_RADIUS_MOST;
}

static const char *
check_polygon (const ZbZone *self)
{
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (self, &n);
  if (zb_geometry_get_n_rings (self->geometry) > 1)
    return "zone_rings";
  if (n < ZB_ZONE_CORNERS_LEAST)
    return "zone_corners";
  if (n > ZB_ZONE_CORNERS_MOST)
    return "zone_too_many_corners";
  if (crosses_itself (corners, n))
    return "zone_crossing";
  if (is_too_wide (self))
    return "zone_too_wide";
  return zb_zone_get_surface (self) < ZB_ZONE_SURFACE_LEAST ? "zone_too_small" : NULL;
}

static const char *
check_place (const ZbZone *self)
{
  gboolean has_centre = zb_point_is_known (self->centre);
  if ((self->geometry != NULL) == has_centre)
    return "zone_place";
  if (self->geometry)
    return check_polygon (self);
  /* Written so that what is no number is refused too. */
  return self->radius >= ZB_ZONE_RADIUS_LEAST && self->radius <= ZB_ZONE_RADIUS_MOST ? NULL : "zone_radius";
}

/* --- the rest --------------------------------------------------------------------------------------- */

static gboolean
is_name (const char *text, glong most)
{
  return text && text[strspn (text, " \t\r\n")] != '\0' && g_utf8_strlen (text, -1) <= most;
}

static const char *
check_kinds (char **kinds)
{
  guint n = kinds ? g_strv_length (kinds) : 0;
  for (guint i = 0; i < n; i++)
    if (!is_name (kinds[i], ZB_ZONE_NAME_MOST))
      return "zone_kinds";
  return n > ZB_ZONE_KINDS_MOST ? "zone_kinds" : NULL;
}

static const char *
check_severities (char **severities)
{
  guint n = severities ? g_strv_length (severities) : 0;
  for (guint i = 0; i < n; i++)
    if (zb_choices_parse (&zb_severities, severities[i]) <= ZB_SEVERITY_NONE)
      return "zone_severities";
  return n >= ZB_N_SEVERITIES ? "zone_severities" : NULL;
}

static const char *
check_hours (const ZbZone *self)
{
  gboolean from = self->hours_from >= 0 && self->hours_from < ZB_ZONE_DAY_MINUTES;
  gboolean to = self->hours_to >= 0 && self->hours_to < ZB_ZONE_DAY_MINUTES;
  return from && to ? NULL : "zone_hours";
}

static const char *
check_end (const ZbZone *self, gint64 now)
{
  return self->expires_at > now && self->expires_at <= now + ZB_ZONE_LASTS_MOST ? NULL : "zone_expires";
}

static const char *
check_begin (const ZbZone *self)
{
  return self->starts_at == 0 || self->starts_at < self->expires_at ? NULL : "zone_starts";
}

static const char *
check_note (const ZbZone *self)
{
  return !self->note || g_utf8_strlen (self->note, -1) <= ZB_ZONE_NOTE_MOST ? NULL : "zone_note";
}

static void
note_wrong (ZbProblem **problem, const char *because)
{
  g_autoptr (ZbProblem) refusal = because ? zb_guard_refuse (because, NULL, NULL) : NULL;
  if (refusal && *problem)
    {
      const ZbFieldError *error = refusal->errors->pdata[0];
      zb_problem_add_error (*problem, error->pointer, error->detail);
    }
  else if (refusal)
    *problem = g_steal_pointer (&refusal);
}

/**
 * zb_zone_check:
 * @self: a zone that is to be created or was changed
 * @now: µs UTC
 *
 * What it has to be like wherever it lies. Whether it lies in the officer's areas is the platform's to say.
 *
 * Returns: (transfer full) (nullable): a 422 that names each field that is wrong, %NULL where all is well
 */
ZbProblem *
zb_zone_check (const ZbZone *self, gint64 now)
{
  ZbProblem *problem = NULL;
  note_wrong (&problem, is_name (self->name, ZB_ZONE_NAME_MOST) ? NULL : "zone_name");
  note_wrong (&problem, check_place (self));
  note_wrong (&problem, check_kinds (self->kinds));
  note_wrong (&problem, check_severities (self->severities));
  note_wrong (&problem, check_hours (self));
  note_wrong (&problem, check_end (self, now));
  note_wrong (&problem, check_begin (self));
  note_wrong (&problem, check_note (self));
  return problem;
}
