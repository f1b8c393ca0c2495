/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and shifts of the district. Facts are kept by UTC; days and shifts are made of them when somebody
 * asks, so that another division into shifts needs nothing to be counted anew. The zone's clock must be
 * whole hours from UTC all the year round, as China's is: a day has 24 hours. */
#include "zb-calendar.h"

#include <string.h>

static gboolean
parse_shifts (const char *text, int shifts[ZB_N_SHIFTS])
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  if (g_strv_length (parts) != ZB_N_SHIFTS)
    return FALSE;
  for (guint i = 0; i < ZB_N_SHIFTS; i++)
    {
      gint64 hour;
      if (!g_ascii_string_to_signed (parts[i], 10, i == 0 ? 0 : shifts[i - 1] + 1, i == 0 ? 0 : 23, &hour,
                                     NULL))
        return FALSE;
      shifts[i] = (int)hour;
    }
  return TRUE;
}

static gboolean
read_offset (const char *name, gint64 *offset_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  if (zone == NULL)
    return FALSE;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gint32 seconds = 0;
  for (int month = 0; month < 12; month++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_months (now, month);
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, g_date_time_to_unix (then));
      gint32 offset = g_time_zone_get_offset (zone, interval);
      if (month > 0 && offset != seconds)
        return FALSE;
      seconds = offset;
    }
  *offset_ms = (gint64)seconds * 1000;
  return seconds % 3600 == 0;
}

/**
 * zb_calendar_new:
 * @zone: (nullable): the name of a time zone, NULL for %ZB_CALENDAR_ZONE
 * @shifts: (nullable): the hours at which night, early and late begin, apart by commas, the first 0; NULL for
 *   %ZB_CALENDAR_SHIFTS
 *
 * Returns: (transfer full) (nullable): the calendar; NULL where the zone is not known or has a summer time or
 *   a part of an hour, or the shifts are not three rising hours
 */
ZbCalendar *
zb_calendar_new (const char *zone, const char *shifts)
{
  g_autoptr (ZbCalendar) self = g_new0 (ZbCalendar, 1);
  self->zone = g_strdup (zone != NULL ? zone : ZB_CALENDAR_ZONE);
  if (!parse_shifts (shifts != NULL ? shifts : ZB_CALENDAR_SHIFTS, self->shifts) ||
      !read_offset (self->zone, &self->offset_ms))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * zb_calendar_free:
 * @self: (transfer full): a calendar
 */
void
zb_calendar_free (ZbCalendar *self)
{
  g_free (self->zone);
  g_free (self);
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

/**
 * zb_calendar_get_day:
 * @self: a calendar
 * @ms: ms since 1970 UTC
 *
 * Returns: days since 1970-01-01 on the district's calendar
 */
gint64
zb_calendar_get_day (const ZbCalendar *self, gint64 ms)
{
  return floor_div (ms + self->offset_ms, ZB_DAY_MS);
}

/**
 * zb_calendar_get_shift:
 * @self: a calendar
 * @ms: ms since 1970 UTC
 *
 * Returns: 0 for night, 1 for early, 2 for late
 */
int
zb_calendar_get_shift (const ZbCalendar *self, gint64 ms)
{
  gint64 local = ms + self->offset_ms;
  int hour = (int)((local - floor_div (local, ZB_DAY_MS) * ZB_DAY_MS) / 3600000);
  return hour >= self->shifts[2] ? 2 : hour >= self->shifts[1] ? 1 : 0;
}

/**
 * zb_calendar_get_minute:
 * @self: a calendar
 * @ms: ms since 1970 UTC
 *
 * Returns: minutes after midnight on the district's clock, 0 to 1439
 */
int
zb_calendar_get_minute (const ZbCalendar *self, gint64 ms)
{
  return (int)((ms - zb_calendar_begin_day (self, zb_calendar_get_day (self, ms))) / 60000);
}

/**
 * zb_calendar_find_minute:
 * @self: a calendar
 * @after_ms: ms since 1970 UTC
 * @minute: minutes after midnight
 *
 * Returns: when the district's clock comes to @minute next, after @after_ms, ms since 1970 UTC
 */
gint64
zb_calendar_find_minute (const ZbCalendar *self, gint64 after_ms, int minute)
{
  gint64 at = zb_calendar_begin_day (self, zb_calendar_get_day (self, after_ms)) + (gint64)minute * 60000;
  return at > after_ms ? at : at + ZB_DAY_MS;
}

/**
 * zb_calendar_begin_day:
 * @self: a calendar
 * @day: days since 1970-01-01
 *
 * Returns: when it begins, ms since 1970 UTC
 */
gint64
zb_calendar_begin_day (const ZbCalendar *self, gint64 day)
{
  return day * ZB_DAY_MS - self->offset_ms;
}

/**
 * zb_calendar_parse_day:
 * @text: (nullable): such as 2026-11-26
 * @day: (out): days since 1970-01-01
 *
 * Returns: whether it is a day from 1970 to 9999
 */
gboolean
zb_calendar_parse_day (const char *text, gint64 *day)
{
  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-' ||
      strspn (text, "0123456789-") != 10)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);
  if (g_strv_length (parts) != 3)
    return FALSE;
  gint64 year = g_ascii_strtoll (parts[0], NULL, 10);
  gint64 month = g_ascii_strtoll (parts[1], NULL, 10), of_month = g_ascii_strtoll (parts[2], NULL, 10);
  if (year < 1970 || month > 12 || !g_date_valid_dmy ((GDateDay)of_month, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  GDate date, epoch;
  g_date_clear (&date, 1);
  g_date_clear (&epoch, 1);
  g_date_set_dmy (&date, (GDateDay)of_month, (GDateMonth)month, (GDateYear)year);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  *day = g_date_days_between (&epoch, &date);
  return TRUE;
}

/**
 * zb_calendar_format_day:
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): such as 2026-11-26
 */
char *
zb_calendar_format_day (gint64 day)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (day * 86400);
  return g_date_time_format (epoch, "%Y-%m-%d");
}
