/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which severities the officer at this seat has muted, and until when. They are kept in the settings, so that
 * a console that starts again is as quiet as it was, under the account that muted them: the next officer at
 * the seat hears everything. A mute always has an end, and urgent alerts cannot be muted.
 */
#include "zb-mutes.h"

#include "zb-choices.h"

#define KEY "mutes"
#define OWNER "mutes-of"

/* Eight hours, from midnight on. */
#define SHIFT_HOURS 8

/* No mute is longer than a shift, also one that somebody writes into the settings by hand. */
#define LONGEST (SHIFT_HOURS * G_TIME_SPAN_HOUR)

static gboolean
can_mute (int severity)
{
  return severity > ZB_SEVERITY_NONE && severity < ZB_SEVERITY_URGENT;
}

/**
 * zb_mutes_end_of_shift:
 * @now: the time, µs UTC
 *
 * Returns: when the shift ends that it is now, by the local clock, µs UTC
 */
gint64
zb_mutes_end_of_shift (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  const int hour = g_date_time_get_hour (local), end = (hour / SHIFT_HOURS + 1) * SHIFT_HOURS;
  g_autoptr (GDateTime) midnight =
      g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                             g_date_time_get_day_of_month (local), 0, 0, 0);
  g_autoptr (GDateTime) until = g_date_time_add_hours (midnight, end);

  return g_date_time_to_unix (until) * G_USEC_PER_SEC;
}

/**
 * zb_mutes_get_until:
 * @settings: the console's
 * @severity: a #ZbSeverity
 * @now: the time, µs UTC
 *
 * Returns: until when it is muted, µs UTC; 0 where it is not
 */
gint64
zb_mutes_get_until (GSettings *settings, int severity, gint64 now)
{
  g_autoptr (GVariant) mutes = g_settings_get_value (settings, KEY);
  gint64 until = 0;

  if (!can_mute (severity) ||
      !g_variant_lookup (mutes, zb_choices_nick (&zb_severities, severity), "x", &until))
    return 0;
  return until > now && until <= now + LONGEST ? until : 0;
}

/**
 * zb_mutes_get_muted:
 * @settings: the console's
 * @now: the time, µs UTC
 *
 * Returns: the severities that are muted, one bit each: 1 << #ZbSeverity
 */
guint
zb_mutes_get_muted (GSettings *settings, gint64 now)
{
  guint muted = 0;

  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    if (zb_mutes_get_until (settings, i, now) > 0)
      muted |= 1u << i;
  return muted;
}

static GVariant *
write_mutes (const gint64 *until)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    if (until[i] > 0)
      g_variant_builder_add (&builder, "{sx}", zb_choices_nick (&zb_severities, i), until[i]);
  return g_variant_builder_end (&builder);
}

static void
put (GSettings *settings, int severity, gint64 until, gint64 now)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, KEY);
  g_autoptr (GVariant) after = NULL;
  gint64 all[ZB_N_SEVERITIES];

  for (int i = 0; i < ZB_N_SEVERITIES; i++)
    all[i] = i == severity ? until : zb_mutes_get_until (settings, i, now);
  after = g_variant_ref_sink (write_mutes (all));
  if (!g_variant_equal (before, after))
    g_settings_set_value (settings, KEY, after);
}

/**
 * zb_mutes_mute:
 * @settings: the console's
 * @severity: a #ZbSeverity that can be muted: none that is urgent
 * @minutes: for how long; 0 lets it sound again, %ZB_MUTES_SHIFT is until the end of the shift
 * @now: the time, µs UTC
 */
void
zb_mutes_mute (GSettings *settings, int severity, guint minutes, gint64 now)
{
  const gint64 end = zb_mutes_end_of_shift (now);
  gint64 until = 0;

  if (!can_mute (severity))
    return;
  if (minutes == ZB_MUTES_SHIFT)
    until = end;
  else if (minutes > 0)
    until = MIN (now + minutes * G_TIME_SPAN_MINUTE, end);
  put (settings, severity, until, now);
}

/**
 * zb_mutes_drop_over:
 * @settings: the console's
 * @now: the time, µs UTC
 *
 * Lets go of those that have ended, which whoever follows the settings hears of.
 */
void
zb_mutes_drop_over (GSettings *settings, gint64 now)
{
  put (settings, ZB_SEVERITY_NONE, 0, now);
}

/**
 * zb_mutes_set_officer:
 * @settings: the console's
 * @officer: the id of the account that sits here
 *
 * Lets go of what another officer has muted.
 */
void
zb_mutes_set_officer (GSettings *settings, const char *officer)
{
  g_autofree char *before = g_settings_get_string (settings, OWNER);

  if (g_str_equal (before, officer))
    return;
  g_settings_reset (settings, KEY);
  g_settings_set_string (settings, OWNER, officer);
}
