/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A debrief as comma-separated values (RFC 4180): the alerts with their times in seconds, for whoever wants
 * to compute with them. */
#include "zb-debrief-csv.h"

#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* By it spreadsheets know that a file is in UTF-8. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static const struct
{
  const char *step;
  const char *name;
} step_names[] = {
  { "claim", N_ ("Claim") },       { "judge", N_ ("Verdict") }, { "case", N_ ("Case") },
  { "dispatch", N_ ("Dispatch") }, { "close", N_ ("Close") },
};

/**
 * zb_debrief_name_step:
 * @step: one of #zb_debrief_steps
 *
 * Returns: what an officer calls it
 */
const char *
zb_debrief_name_step (const char *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_strcmp0 (step_names[i].step, step) == 0)
      return _ (step_names[i].name);
  return step;
}

/* A text that a spreadsheet would take for a formula gets an apostrophe first. */
static void
add (GString *csv, const char *text, gboolean last)
{
  g_string_append_c (csv, '"');
  if (text && *text && strchr ("=+-@\t\r", *text))
    g_string_append_c (csv, '\'');
  for (const char *c = text ? text : ""; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

static void
add_seconds (GString *csv, double seconds)
{
  if (!isnan (seconds))
    g_string_append_printf (csv, "%.0f", seconds);
  g_string_append_c (csv, ',');
}

static void
add_alert (GString *csv, ZbDebriefAlert *alert)
{
  g_autofree char *at = zb_words_day_and_time (alert->at);
  g_autofree char *late = g_strjoinv (" ", alert->late), *missed = g_strjoinv (" ", alert->missed);

  add (csv, at, FALSE);
  add (csv, alert->title, FALSE);
  add (csv, zb_words_severity (alert->severity), FALSE);
  add (csv, alert->officer, FALSE);
  add (csv, alert->verdict ? zb_words_choice (&zb_verdicts, alert->verdict) : "", FALSE);
  add (csv, alert->expected ? zb_words_choice (&zb_verdicts, alert->expected) : "", FALSE);
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    add_seconds (csv, *zb_debrief_alert_get_time (alert, step));
  add (csv, late, FALSE);
  add (csv, missed, TRUE);
}

/**
 * zb_debrief_write_csv:
 * @debrief: what came of a drill
 *
 * Returns: (transfer full): the file's content
 */
char *
zb_debrief_write_csv (ZbDebrief *debrief)
{
  const char *const heads[] = { _ ("Raised at"), _ ("Title"),    _ ("Severity"),
                                _ ("Officer"),   _ ("Verdict"), _ ("Expected verdict") };
  GString *csv = g_string_new (BYTE_ORDER_MARK);

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    add (csv, heads[i], FALSE);
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    add (csv, zb_debrief_name_step (zb_debrief_steps[step]), FALSE);
  add (csv, _ ("Too late"), FALSE);
  add (csv, _ ("Missed"), TRUE);
  for (guint i = 0; debrief->alerts && i < debrief->alerts->len; i++)
    add_alert (csv, debrief->alerts->pdata[i]);
  return g_string_free_and_steal (csv);
}
