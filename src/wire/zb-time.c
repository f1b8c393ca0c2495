/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times on the wire: RFC 3339 in UTC with milliseconds. Read and written by hand, since a list of
 * 22,869 devices holds 45,000 of them and GDateTime allocates for each. The days are counted by
 * Howard Hinnant's algorithm (chrono-compatible low-level date algorithms, 2013). */
#include "zb-time.h"

#define DAY G_TIME_SPAN_DAY

static gint64
days_from_civil (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (gint64)era * 146097 + day_of_era - 719468;
}

static void
civil_from_days (gint64 days, int *year, int *month, int *day)
{
  days += 719468;
  gint64 era = (days >= 0 ? days : days - 146096) / 146097;
  int day_of_era = (int)(days - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static char *
write_digits (char *text, int n, int value)
{
  for (int i = n - 1; i >= 0; i--, value /= 10)
    text[i] = (char)('0' + value % 10);
  return text + n;
}

/**
 * zb_time_format:
 * @time: µs since 1970 UTC, between the years 1 and 9999
 * @text: (out caller-allocates): where the text goes
 *
 * Writes @time as RFC 3339 in UTC with milliseconds: `2026-11-23T06:32:07.123Z`.
 */
void
zb_time_format (gint64 time, char text[ZB_TIME_LENGTH + 1])
{
  gint64 days = time >= 0 ? time / DAY : (time - DAY + 1) / DAY;
  int ms = (int)((time - days * DAY) / 1000);
  int year, month, day;

  civil_from_days (days, &year, &month, &day);
  const int parts[] = { CLAMP (year, 0, 9999), month,          day,      ms / 3600000,
                        ms / 60000 % 60,       ms / 1000 % 60, ms % 1000 };
  static const struct
  {
    int digits;
    char after;
  } forms[] = { { 4, '-' }, { 2, '-' }, { 2, 'T' }, { 2, ':' }, { 2, ':' }, { 2, '.' }, { 3, 'Z' } };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      text = write_digits (text, forms[i].digits, parts[i]);
      *text++ = forms[i].after;
    }
  *text = '\0';
}

static gboolean
read_digits (const char **text, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++, (*text)++)
    {
      const guint digit = (guint) * *text - '0';
      if (digit > 9)
        return FALSE;
      *value = *value * 10 + (int)digit;
    }
  return TRUE;
}

/* A letter may be a small one, too. */
static gboolean
read_char (const char **text, char wanted)
{
  if (**text != wanted && !(wanted >= 'A' && **text == (wanted | 0x20)))
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
read_date (const char **text, gint64 *time)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int year, month, day;
  if (!read_digits (text, 4, &year) || !read_char (text, '-') || !read_digits (text, 2, &month) ||
      !read_char (text, '-') || !read_digits (text, 2, &day) || month < 1 || month > 12)
    return FALSE;
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day < 1 || day > lengths[month - 1] + (month == 2 && leap))
    return FALSE;
  *time = days_from_civil (year, month, day) * DAY;
  return TRUE;
}

static gboolean
read_clock (const char **text, gint64 *time)
{
  int hour, minute, second;
  gint64 unit = G_TIME_SPAN_SECOND / 10;
  if (!read_digits (text, 2, &hour) || !read_char (text, ':') || !read_digits (text, 2, &minute) ||
      !read_char (text, ':') || !read_digits (text, 2, &second) || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  *time += hour * G_TIME_SPAN_HOUR + minute * G_TIME_SPAN_MINUTE + second * G_TIME_SPAN_SECOND;
  if (!read_char (text, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++, unit /= 10)
    *time += (**text - '0') * unit;
  return TRUE;
}

static gboolean
read_offset (const char **text, gint64 *time)
{
  int hours, minutes;
  gint64 sign = **text == '+' ? -1 : 1;
  if (read_char (text, 'Z'))
    return TRUE;
  if (!read_char (text, '+') && !read_char (text, '-'))
    return FALSE;
  if (!read_digits (text, 2, &hours) || !read_char (text, ':') || !read_digits (text, 2, &minutes) ||
      hours > 23 || minutes > 59)
    return FALSE;
  *time += sign * (hours * G_TIME_SPAN_HOUR + minutes * G_TIME_SPAN_MINUTE);
  return TRUE;
}

/**
 * zb_time_parse:
 * @text: a time
 * @time: (out): µs since 1970 UTC
 *
 * Reads a time as RFC 3339, 5.6, has it, with any offset and any fraction of a second.
 *
 * Returns: whether @text was one
 */
gboolean
zb_time_parse (const char *text, gint64 *time)
{
  gint64 value = 0;
  if (!read_date (&text, &value) || !read_char (&text, 'T') || !read_clock (&text, &value) ||
      !read_offset (&text, &value) || *text != '\0')
    return FALSE;
  *time = value;
  return TRUE;
}
