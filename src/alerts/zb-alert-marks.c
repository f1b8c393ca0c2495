/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of the watch zones that have marked an alert. */
#include "zb-alert-marks.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/* A zone that is over is not known here any more. */
static const char *
name_of (const char *zone)
{
  const char *name = zb_words_name (ZB_KIND_ZONE, zone);

  return name && *name ? name : _ ("a watch zone that is over");
}

static char *
name_all (char **zones)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; zones[i]; i++)
    g_string_append_printf (text, "%s%s", i ? C_ ("list", ", ") : "", name_of (zones[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * zb_alert_marks_short:
 * @zones: (nullable) (array zero-terminated=1): the ids of the zones that have marked an alert
 * @raised_from: the #ZbSeverity from which one of them has raised it, if any has
 *
 * Returns: (transfer full): for a row of a list: the first of them, with an arrow where it was raised; an
 *   empty text where there is none
 */
char *
zb_alert_marks_short (char **zones, int raised_from)
{
  const char *arrow = raised_from != ZB_SEVERITY_NONE ? "↑ " : "";

  if (!zones || !zones[0])
    return g_strdup ("");
  if (!zones[1])
    return g_strdup_printf ("%s%s", arrow, name_of (zones[0]));
  return g_strdup_printf ("%s%s +%u", arrow, name_of (zones[0]), g_strv_length (zones) - 1);
}

/**
 * zb_alert_marks_say:
 * @zones: (nullable) (array zero-terminated=1): the ids of the zones that have marked an alert
 * @raised_from: the #ZbSeverity from which one of them has raised it, if any has
 * @severity: the #ZbSeverity that it has now
 *
 * Returns: (transfer full): for the detail: all of them, and what they have done; an empty text where there
 *   is none
 */
char *
zb_alert_marks_say (char **zones, int raised_from, int severity)
{
  g_autofree char *names = zones && zones[0] ? name_all (zones) : NULL;

  if (!names)
    return g_strdup ("");
  if (raised_from == ZB_SEVERITY_NONE)
    return g_steal_pointer (&names);
  /* Translators: the names of watch zones, and from which severity to which they raised the alert */
  return g_strdup_printf (_ ("%s; raised from %s to %s"), names, zb_words_severity (raised_from),
                          zb_words_severity (severity));
}
