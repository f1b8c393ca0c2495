/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a watch zone: what it is about, until when, and what it holds. */
#include "zb-zone-words.h"

#include "zb-alert-zones.h"
#include "zb-sketch-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* More names than these make a line that nobody reads. */
#define NAMED_KINDS 3

/**
 * zb_zone_holds:
 * @zone: a zone, drawn or only about to be
 * @alert: an alert
 * @now: µs UTC
 *
 * Returns: whether @alert is open, lies in it and is what it is about at this time
 */
gboolean
zb_zone_holds (const ZbZone *zone, const ZbAlert *alert, gint64 now)
{
  int given = zb_alert_get_given_severity (alert);
  return zb_alert_is_open (alert) && zb_zone_matches (zone, alert->kind, given, alert->location, now);
}

static gboolean
rises (const ZbZone *zone, const ZbAlert *alert)
{
  return zone->raises && (alert->raised_from != ZB_SEVERITY_NONE || alert->severity < ZB_SEVERITY_URGENT);
}

/**
 * zb_zone_count:
 * @zone: a zone, drawn or only about to be
 * @world: whose alerts
 * @now: µs UTC
 *
 * Returns: how many of the open alerts it holds
 */
ZbZoneHolds
zb_zone_count (const ZbZone *zone, ZbWorld *world, gint64 now)
{
  ZbStore *alerts = zb_world_get_store (world, ZB_KIND_ALERT);
  ZbZoneHolds holds = { 0 };
  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (!zb_zone_holds (zone, alert, now))
        continue;
      holds.n_open++;
      holds.n_rise += rises (zone, alert);
    }
  return holds;
}

/**
 * zb_zone_words_holds:
 * @zone: a zone
 * @holds: what it holds
 *
 * Returns: (transfer full): the same in words
 */
char *
zb_zone_words_holds (const ZbZone *zone, ZbZoneHolds holds)
{
  g_autofree char *open = g_strdup_printf (
      ngettext ("%u open alert inside now", "%u open alerts inside now", holds.n_open), holds.n_open);
  if (holds.n_open == 0)
    return g_strdup (_ ("No open alert inside now"));
  if (zone->raises && holds.n_rise == 0)
    return g_steal_pointer (&open);
  if (!zone->raises)
    return g_strdup_printf (_ ("%s: marked only"), open);
  /* Translators: so many open alerts inside now, of which so many rise by one step */
  return g_strdup_printf (_ ("%s, of which %u rise"), open, holds.n_rise);
}

static char *
words_left (gint64 left)
{
  const gint64 minutes = MAX (left, 0) / G_TIME_SPAN_MINUTE, hours = minutes / 60, days = hours / 24;
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute left", "%d minutes left", minutes), (int)minutes);
  if (hours < 48)
    return g_strdup_printf (ngettext ("%d hour left", "%d hours left", hours), (int)hours);
  return g_strdup_printf (ngettext ("%d day left", "%d days left", days), (int)days);
}

/**
 * zb_zone_words_until:
 * @zone: a zone
 * @now: µs UTC
 *
 * Returns: (transfer full): when it ends and how long that is still off, or that it has not begun
 */
char *
zb_zone_words_until (const ZbZone *zone, gint64 now)
{
  g_autofree char *begin = zb_words_day_and_time (zone->starts_at);
  g_autofree char *end = zb_words_day_and_time (zone->expires_at);
  g_autofree char *left = words_left (zone->expires_at - now);
  if (zb_zone_is_over (zone, now))
    return g_strdup (_ ("Over"));
  if (zone->starts_at > now)
    /* Translators: a zone that begins and ends at these times */
    return g_strdup_printf (_ ("%s to %s, not begun yet"), begin, end);
  return g_strdup_printf (C_ ("a zone: its end, how long it lasts still", "%s · %s"), end, left);
}

/**
 * zb_zone_words_hours:
 * @zone: a zone
 *
 * Returns: (transfer full): at which hours of the day it counts
 */
char *
zb_zone_words_hours (const ZbZone *zone)
{
  int from = (int)zone->hours_from, to = (int)zone->hours_to;
  if (from == to)
    return g_strdup (_ ("All day"));
  return g_strdup_printf (from < to ? _ ("%02d:%02d–%02d:%02d each day")
                                    : _ ("%02d:%02d–%02d:%02d overnight"),
                          from / 60, from % 60, to / 60, to % 60);
}

static char *
join_names (char **nicks, const char *(*name) (const char *nick), const char *all)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = nicks ? g_strv_length (nicks) : 0;
  for (guint i = 0; i < MIN (n, NAMED_KINDS); i++)
    g_string_append_printf (text, "%s%s", i ? C_ ("list", ", ") : "", name (nicks[i]));
  if (n > NAMED_KINDS)
    /* Translators: some names, and how many there are in all */
    return g_strdup_printf (_ ("%s and others, %u in all"), text->str, n);
  return g_strdup (n ? text->str : all);
}

static const char *
name_kind (const char *nick)
{
  const char *name = zb_words_kind (nick);
  return name ? name : nick;
}

static const char *
name_severity (const char *nick)
{
  return zb_words_severity (zb_choices_parse (&zb_severities, nick));
}

/**
 * zb_zone_words_kinds:
 * @zone: a zone
 *
 * Returns: (transfer full): the kinds of alert that it is about
 */
char *
zb_zone_words_kinds (const ZbZone *zone)
{
  return join_names (zone->kinds, name_kind, C_ ("watch zone", "All kinds"));
}

/**
 * zb_zone_words_severities:
 * @zone: a zone
 *
 * Returns: (transfer full): the severities that it is about
 */
char *
zb_zone_words_severities (const ZbZone *zone)
{
  return join_names (zone->severities, name_severity, C_ ("watch zone", "All severities"));
}

/**
 * zb_zone_words_place:
 * @zone: a zone
 *
 * Returns: (transfer full): what shape it has and how large it is
 */
char *
zb_zone_words_place (const ZbZone *zone)
{
  g_autofree char *surface = zb_sketch_words_area (zb_zone_get_surface (zone));
  g_autofree char *radius = zb_sketch_words_length (zb_zone_is_circle (zone) ? zone->radius : 0);
  if (zb_zone_is_circle (zone))
    return g_strdup_printf (_ ("Circle, radius %s, %s"), radius, surface);
  return g_strdup_printf (_ ("Polygon, %s"), surface);
}
