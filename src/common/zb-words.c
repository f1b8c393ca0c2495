/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-words.h"

#include <glib/gi18n.h>

/*
 * What the console says about values: severities, ages, times. Views use these through the
 * closures of zb_words_bind(), so that a value is called the same everywhere.
 */

/**
 * zb_words_severity:
 * @severity: a severity
 *
 * Returns: (transfer none): its name in the officer's language
 */
const char *
zb_words_severity (int severity)
{
  switch (severity)
    {
    case ZB_SEVERITY_URGENT:
      return C_ ("severity", "Urgent");
    case ZB_SEVERITY_HIGH:
      return C_ ("severity", "High");
    case ZB_SEVERITY_MEDIUM:
      return C_ ("severity", "Medium");
    case ZB_SEVERITY_LOW:
      return C_ ("severity", "Low");
    default:
      return C_ ("severity", "Not known");
    }
}

/**
 * zb_words_age:
 * @time: microseconds since the epoch; 0 for none
 * @now: the present, in the same
 *
 * Returns: (transfer full): how long ago @time was, as short as a column of a list wants it
 */
char *
zb_words_age (gint64 time, gint64 now)
{
  const gint64 seconds = MAX (0, (now - time) / G_USEC_PER_SEC);

  if (time == 0)
    return g_strdup ("");
  if (seconds < 60)
    return g_strdup_printf (C_ ("age", "%d s"), (int)seconds);
  if (seconds < 60 * 60)
    return g_strdup_printf (C_ ("age", "%d min"), (int)(seconds / 60));
  if (seconds < 24 * 60 * 60)
    return g_strdup_printf (C_ ("age", "%d h"), (int)(seconds / 3600));
  return g_strdup_printf (C_ ("age", "%d d"), (int)(seconds / 86400));
}

/**
 * zb_words_ago:
 * @time: microseconds since the epoch; 0 for none
 * @now: the present, in the same
 *
 * Returns: (transfer full): how long ago @time was, to stand in a sentence
 */
char *
zb_words_ago (gint64 time, gint64 now)
{
  const gint64 seconds = MAX (0, (now - time) / G_USEC_PER_SEC);
  const gint64 minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

  if (time == 0)
    return g_strdup (_ ("never"));
  if (minutes == 0)
    return g_strdup_printf (ngettext ("%d second ago", "%d seconds ago", seconds), (int)seconds);
  if (hours == 0)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), (int)minutes);
  if (days == 0)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", hours), (int)hours);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), (int)days);
}

static char *
format_local (gint64 time, const char *format)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == 0)
    return g_strdup ("–");
  utc = g_date_time_new_from_unix_utc_usec (time);
  local = g_date_time_to_local (utc);
  return g_date_time_format (local, format);
}

/**
 * zb_words_time:
 * @time: microseconds since the epoch; 0 for none
 *
 * Returns: (transfer full): the time of day here, to the second
 */
char *
zb_words_time (gint64 time)
{
  return format_local (time, "%H:%M:%S");
}

/**
 * zb_words_day_and_time:
 * @time: microseconds since the epoch; 0 for none
 *
 * Returns: (transfer full): month, day and time of day here
 */
char *
zb_words_day_and_time (gint64 time)
{
  /* Translators: month, day, hour and minute of a moment in the past */
  return format_local (time, C_ ("time", "%d %b %H:%M"));
}

/**
 * zb_words_distance:
 * @metres: a distance
 *
 * Returns: (transfer full): in metres below one kilometre, otherwise in kilometres
 */
char *
zb_words_distance (double metres)
{
  if (metres < 1000)
    return g_strdup_printf (_ ("%.0f m"), metres);
  return g_strdup_printf (_ ("%.1f km"), metres / 1000);
}

/* --- closures: the same, as Blueprint's expressions call them ------------------------- */

static char *
format_severity (gpointer self, int severity)
{
  return g_strdup (zb_words_severity (severity));
}

static char *
format_time (gpointer self, gint64 time)
{
  return zb_words_time (time);
}

static char *
format_day_and_time (gpointer self, gint64 time)
{
  return zb_words_day_and_time (time);
}

static char *
format_distance (gpointer self, double metres)
{
  return zb_words_distance (metres);
}

static char *
format_number (gpointer self, guint number)
{
  return g_strdup_printf ("%'u", number);
}

static gboolean
is_set (gpointer self, const char *text)
{
  return text && *text;
}

/**
 * zb_words_bind:
 * @widget_class: a class with a template
 *
 * Makes `format_severity`, `format_time`, `format_day_and_time`, `format_distance`,
 * `format_number` and `is_set` callable from expressions in the template of @widget_class.
 */
void
zb_words_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, format_severity);
  gtk_widget_class_bind_template_callback (widget_class, format_time);
  gtk_widget_class_bind_template_callback (widget_class, format_day_and_time);
  gtk_widget_class_bind_template_callback (widget_class, format_distance);
  gtk_widget_class_bind_template_callback (widget_class, format_number);
  gtk_widget_class_bind_template_callback (widget_class, is_set);
}
